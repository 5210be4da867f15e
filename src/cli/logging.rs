//! Logs: for people on a terminal, JSON for machines; always on stderr.

use std::io::{IsTerminal, stderr};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{fmt, registry};

/// How to log.
#[derive(Debug, clap::Args)]
pub struct Logging {
    /// The form of the log on stderr.
    #[arg(long, global = true, value_enum, default_value_t = Form::Human)]
    log: Form,
    /// What to log, such as `info` or `warn,tieline::store=debug`; the variable TIELINE_LOG does the same.
    #[arg(long, global = true, value_name = "FILTER")]
    log_level: Option<String>,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Lines for people.
    Human,
    /// One JSON object a line.
    Json,
}

impl Logging {
    /// Starts logging; once a process.
    pub fn start(&self) {
        let level = self.log_level.clone().or_else(|| std::env::var("TIELINE_LOG").ok());
        // By module and level alone: filters on spans and fields need a regex engine, a tenth of the program.
        let filter = level.as_deref().unwrap_or("info").parse().unwrap_or_else(|error| {
            eprintln!("tieline: --log-level: {error}; logging at `info`");
            Targets::new().with_default(LevelFilter::INFO)
        });
        let lines = fmt::layer().with_writer(stderr);
        match self.log {
            Form::Human => registry().with(filter).with(lines.with_ansi(stderr().is_terminal())).init(),
            Form::Json => registry().with(filter).with(lines.json()).init(),
        }
    }
}
