//! Logs: for people on a terminal, JSON for machines; always on stderr.

use std::io::{IsTerminal, stderr};
use tracing_subscriber::EnvFilter;

/// How to log.
#[derive(Debug, clap::Args)]
pub struct Logging {
    /// The form of the log on stderr.
    #[arg(long, global = true, value_enum, default_value_t = Form::Human)]
    log: Form,
    /// What to log, such as `info` or `tieline=debug`; the variable TIELINE_LOG does the same.
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
        let filter = EnvFilter::try_new(level.as_deref().unwrap_or("info")).unwrap_or_else(|error| {
            eprintln!("tieline: --log-level: {error}; logging at `info`");
            EnvFilter::new("info")
        });
        let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
        match self.log {
            Form::Human => builder.with_ansi(stderr().is_terminal()).init(),
            Form::Json => builder.json().init(),
        }
    }
}
