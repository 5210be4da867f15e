//! `tieline opt`: the owner takes part in an event or a time, or does not.

use super::Failure;
use super::place::{Place, parse_time};
use crate::runtime::local::{Question, ask};
use serde_json::Value;
use tieline_core::model::UpstreamId;

/// Take part in an event, or do not; take no part for a while. The gateway obeys at once and tells the server (OpenADR: EiOpt).
///
/// The gateway must be running. With neither --config nor --state it is the one of site.toml in the current folder.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("word").required(true).args(["opts_in", "out", "cancel"])))]
#[command(group(clap::ArgGroup::new("what").required(true).args(["event", "from", "cancel"])))]
pub struct Opt {
    /// Take part.
    #[arg(long = "in", conflicts_with = "from")]
    opts_in: bool,
    /// Do not take part.
    #[arg(long)]
    out: bool,
    /// Take an opt-out for a while back, by the name that it was given.
    #[arg(long, value_name = "OPTID")]
    cancel: Option<String>,
    /// The event, by the server's name for it.
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// From when on, such as 2026-11-23T10:00:00Z or Unix seconds.
    #[arg(long, value_name = "TIME", value_parser = parse_time, requires = "seconds")]
    from: Option<i64>,
    /// For so many seconds, at most a year.
    #[arg(long = "for", id = "seconds", value_name = "SECONDS", requires = "from",
        value_parser = clap::value_parser!(u32).range(1..=31_622_400))]
    seconds: Option<u32>,
    /// Only in events of this market context.
    #[arg(long, value_name = "URI", requires = "from")]
    market_context: Option<String>,
    /// Only towards this upstream.
    #[arg(long, value_name = "ID", requires = "from", value_parser = parse_upstream)]
    upstream: Option<UpstreamId>,
    #[command(flatten)]
    place: Place,
}

fn parse_upstream(text: &str) -> Result<UpstreamId, String> {
    UpstreamId::new(text).map_err(|error| error.to_string())
}

impl Opt {
    /// Runs the command.
    pub fn run(self) -> Result<(), Failure> {
        let (state, ..) = self.place.find()?;
        let question = self.question();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::work)?;
        match runtime.block_on(ask(&state, &question)).map_err(Failure::work)? {
            Some(answer) => {
                println!("{}", says(&question, &answer));
                Ok(())
            }
            None => Err(Failure::work(format!("no gateway runs on {}; start it with `tieline run`", state.display()))),
        }
    }

    fn question(&self) -> Question {
        match (&self.event, self.from, &self.cancel) {
            (_, _, Some(opt_id)) => Question::CancelOpt { opt_id: opt_id.clone() },
            (_, Some(from), _) => Question::OptOut {
                upstream: self.upstream.clone(),
                from,
                seconds: self.seconds.unwrap_or_default(),
                market_context: self.market_context.clone(),
            },
            (event, None, None) => Question::Opt { event: event.clone().unwrap_or_default(), opts_in: self.opts_in },
        }
    }
}

/// What was done, for people; the name of an opt stands alone, so that scripts find it.
fn says(question: &Question, answer: &Value) -> String {
    let names = |list: &Value| -> String {
        let names: Vec<_> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        names.join(", ")
    };
    match question {
        Question::OptOut { seconds, .. } => {
            format!("opted out for {seconds} s of {} as {}", names(&answer[1]), answer[0].as_str().unwrap_or_default())
        }
        Question::CancelOpt { opt_id } => format!("cancelled {opt_id} of {}", names(answer)),
        Question::Opt { event, opts_in } => {
            let word = if *opts_in { "in to" } else { "out of" };
            format!("opted {word} {event} of {}", answer.as_str().unwrap_or_default())
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        opt: Opt,
    }

    fn parse(line: &str) -> Result<Question, String> {
        let words = std::iter::once("opt").chain(line.split_whitespace());
        Line::try_parse_from(words).map(|line| line.opt.question()).map_err(|error| error.to_string())
    }

    #[test]
    fn an_opt_is_of_an_event_or_of_a_time_or_is_taken_back() {
        assert_eq!(parse("--out --event e"), Ok(Question::Opt { event: "e".to_owned(), opts_in: false }));
        assert_eq!(parse("--in --event e"), Ok(Question::Opt { event: "e".to_owned(), opts_in: true }));
        assert_eq!(parse("--cancel o"), Ok(Question::CancelOpt { opt_id: "o".to_owned() }));
        let wanted =
            Question::OptOut { upstream: None, from: 60, seconds: 30, market_context: Some("http://m".to_owned()) };
        assert_eq!(parse("--out --from 1970-01-01T00:01:00Z --for 30 --market-context http://m"), Ok(wanted));
        for wrong in [
            "",
            "--out",
            "--event e",
            "--in --out --event e",
            "--out --from 60",
            "--out --for 60",
            "--in --from 60 --for 60",
            "--out --event e --from 60 --for 60",
            "--out --from 60 --for 0",
            "--cancel o --event e",
            "--out --cancel o",
            "--out --event e --market-context http://m",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
