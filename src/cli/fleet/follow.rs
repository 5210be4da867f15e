//! `tieline fleet follow`: a device's exchanges as they happen.

use super::HEAD_END;
use super::devices::path;
use crate::cli::Failure;
use crate::cli::api::Server;
use crate::cli::api::server::{document, print, query, request};
use crate::cli::api::table::{items, plain, text};
use serde_json::Value;
use tieline_core::model::Method;

/// Seconds that one request waits for an exchange.
const WAIT_S: u32 = 20;

/// Follow a device live: each exchange with its messages named and judged by the schema.
///
/// A line an exchange: time, method, target, status, the request's message (>) and the answer's (<). A message that does
/// not read says why. The device need not be enrolled. With --json a line is the exchange as the API tells it, bodies
/// included. Ends with --number, else with Ctrl-C. The server keeps the last 256 exchanges for a follower; what a slow one
/// has lost is counted.
#[derive(Debug, clap::Args)]
pub(super) struct Follow {
    /// The device, by its LFDI.
    lfdi: String,
    /// End after so many exchanges.
    #[arg(long, value_name = "NUMBER")]
    number: Option<u64>,
    /// Print the messages too, as they were on the wire.
    #[arg(long)]
    bodies: bool,
    #[command(flatten)]
    server: Server,
}

impl Follow {
    /// Runs the command.
    pub(super) fn run(self) -> Result<(), Failure> {
        let mut client = self.server.open(&HEAD_END)?;
        let (mut after, mut left) = (None::<u64>, self.number);
        // The first answer comes at once and tells where the numbers begin.
        let mut wait_s = 0;
        while left != Some(0) {
            let all = [("after", after.map(|after| after.to_string())), ("wait_s", Some(wait_s.to_string()))];
            let target = path(&self.lfdi, &format!("/exchanges{}", query(&all)));
            let answer = document(&client.send(request(Method::Get, target))?)?;
            if after.is_none() {
                eprintln!("following {}", plain(&self.lfdi));
            }
            if let Some(lost @ 1..) = answer["lost"].as_u64() {
                eprintln!("{lost} exchanges are lost: they came faster than they were read");
            }
            let take = left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
            for exchange in items(&answer).take(take) {
                print(self.line(exchange).as_bytes())?;
                left = left.map(|left| left - 1);
            }
            after = answer["next"].as_u64();
            wait_s = WAIT_S;
        }
        Ok(())
    }

    fn line(&self, exchange: &Value) -> String {
        if self.server.json {
            return format!("{exchange}\n");
        }
        line(exchange, self.bodies)
    }
}

/// An exchange for people.
pub(super) fn line(exchange: &Value, bodies: bool) -> String {
    let [time, method, target, status] = ["time", "method", "target", "status"].map(|key| text(exchange, key));
    let mut line = format!("{time} {method} {target} {status}");
    let mut below = String::new();
    for (sign, key) in [('>', "request"), ('<', "response")] {
        let message = &exchange[key];
        if !message.is_object() {
            continue;
        }
        match message["fault"].as_str() {
            None => line.push_str(&format!(" {sign} {} valid", text(message, "document"))),
            Some(fault) => line.push_str(&format!(" {sign} INVALID: {fault}")),
        }
        if bodies {
            below.push_str(&format!("  {sign} {}\n", plain(message["body"].as_str().unwrap_or_default())));
        }
    }
    format!("{}\n{below}", plain(&line))
}
