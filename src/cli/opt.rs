//! `tieline opt`: the owner takes part in an event or a time, or does not.

use super::Failure;
use super::place::{Place, parse_time};
use crate::runtime::local::{Question, ask};
use serde_json::Value;
use tieline_core::model::UpstreamId;

/// Times in one opt, at most: what the gateway's local socket takes in one question.
const TIMES_MAX: usize = 50;

/// Take part in an event or at some times, or do not. The gateway obeys at once and tells the server (OpenADR: EiOpt).
///
/// Of what was said of the same time, the last holds. An event of which any part falls into a time out is taken no part in;
/// what is said of one event goes before what is said of times.
///
/// The gateway must be running. With neither --config nor --state it is the one of site.toml in the current folder.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("word").required(true).args(["opts_in", "out", "cancel"])))]
#[command(group(clap::ArgGroup::new("what").required(true).args(["event", "from", "cancel"])))]
pub struct Opt {
    /// Take part.
    #[arg(long = "in")]
    opts_in: bool,
    /// Do not take part.
    #[arg(long)]
    out: bool,
    /// Take an opt for some times back, by the name that it was given.
    #[arg(long, value_name = "OPTID")]
    cancel: Option<String>,
    /// The event, by the server's name for it.
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// From when on, such as 2026-11-23T10:00:00Z or Unix seconds. Several times in one opt: --from and --for once for each.
    #[arg(long, value_name = "TIME", value_parser = parse_time, requires = "seconds")]
    from: Vec<i64>,
    /// For so many seconds, at most a year.
    #[arg(long = "for", id = "seconds", value_name = "SECONDS", requires = "from",
        value_parser = clap::value_parser!(u32).range(1..=31_622_400))]
    seconds: Vec<u32>,
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
        let question = self.question().map_err(Failure::usage)?;
        let (state, ..) = self.place.find()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::work)?;
        match runtime.block_on(ask(&state, &question)).map_err(Failure::work)? {
            Some(answer) => {
                println!("{}", says(&question, &answer));
                Ok(())
            }
            None => Err(Failure::work(format!("no gateway runs on {}; start it with `tieline run`", state.display()))),
        }
    }

    fn question(&self) -> Result<Question, String> {
        let (starts, lengths) = (self.from.len(), self.seconds.len());
        if starts != lengths {
            return Err(format!("{starts} --from and {lengths} --for: give each time both"));
        }
        if starts > TIMES_MAX {
            return Err(format!("more than {TIMES_MAX} times in one opt: make several"));
        }
        Ok(match (&self.event, &self.cancel) {
            (_, Some(opt_id)) => Question::CancelOpt { opt_id: opt_id.clone() },
            (Some(event), None) => Question::Opt { event: event.clone(), opts_in: self.opts_in },
            (None, None) => Question::OptFor {
                upstream: self.upstream.clone(),
                opts_in: self.opts_in,
                times: self.from.iter().copied().zip(self.seconds.iter().copied()).collect(),
                market_context: self.market_context.clone(),
            },
        })
    }
}

/// What was done, for people; the name of an opt stands alone, so that scripts find it.
fn says(question: &Question, answer: &Value) -> String {
    let names = |list: &Value| -> String {
        let names: Vec<_> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        names.join(", ")
    };
    match question {
        Question::OptFor { opts_in, times, .. } => {
            let seconds: i64 = times.iter().map(|(_, seconds)| i64::from(*seconds)).sum();
            let (word, of) = if *opts_in { ("in", "to") } else { ("out", "of") };
            let name = answer[0].as_str().unwrap_or_default();
            format!("opted {word} for {seconds} s {of} {} as {name}", names(&answer[1]))
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
        Line::try_parse_from(words).map_err(|error| error.to_string())?.opt.question()
    }

    #[test]
    fn an_opt_is_of_an_event_or_of_a_time_or_is_taken_back() {
        assert_eq!(parse("--out --event e"), Ok(Question::Opt { event: "e".to_owned(), opts_in: false }));
        assert_eq!(parse("--in --event e"), Ok(Question::Opt { event: "e".to_owned(), opts_in: true }));
        assert_eq!(parse("--cancel o"), Ok(Question::CancelOpt { opt_id: "o".to_owned() }));
        let wanted = |opts_in, times: &[(i64, u32)], market_context: Option<&str>| {
            let market_context = market_context.map(str::to_owned);
            Ok(Question::OptFor { upstream: None, opts_in, times: times.to_vec(), market_context })
        };
        let line = "--out --from 1970-01-01T00:01:00Z --for 30 --market-context http://m";
        assert_eq!(parse(line), wanted(false, &[(60, 30)], Some("http://m")));
        assert_eq!(parse("--in --from 60 --for 30"), wanted(true, &[(60, 30)], None));
        let line = "--in --from 60 --for 30 --from 600 --for 40";
        assert_eq!(parse(line), wanted(true, &[(60, 30), (600, 40)], None));
        assert!(parse(&format!("--in {}", "--from 60 --for 30 ".repeat(TIMES_MAX + 1))).is_err());
        for wrong in [
            "",
            "--out",
            "--event e",
            "--in --out --event e",
            "--out --from 60",
            "--out --for 60",
            "--in --out --from 60 --for 60",
            "--in --from 60 --for 60 --for 60",
            "--in --from 60 --for 60 --from 120",
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
