//! Which readings a command asks for, and where they go on.

use super::server::query;
use serde_json::Value;

/// A stretch of time, and how many readings of it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Period {
    /// Readings that begin then or later, such as 2026-11-24T10:00:00Z; from the first on when absent.
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Readings that begin before; to the last when absent.
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// Most readings, up to 10000.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<u32>,
}

impl Period {
    /// The query of a target.
    pub(in crate::cli) fn query(&self) -> String {
        let limit = self.limit.map(|limit| limit.to_string());
        query(&[("from", self.from.clone()), ("to", self.to.clone()), ("limit", limit)])
    }
}

/// The line below a page that is not the last.
pub(in crate::cli) fn more(answer: &Value) -> String {
    answer["next"].as_str().map_or_else(String::new, |next| format!("There is more: --from {next}\n"))
}
