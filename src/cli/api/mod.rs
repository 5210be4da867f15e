//! What commands that ask a management API share: the server that is meant, the request, the answer as a table.

pub(in crate::cli) mod period;
pub(in crate::cli) mod server;
pub(in crate::cli) mod table;

use super::Failure;
use serde_json::Value;
pub(in crate::cli) use server::{Administered, Server};
use tieline_core::model::HttpRequest;

/// A command that is one request of the API.
pub(in crate::cli) trait Asks {
    /// The request, without its token.
    ///
    /// # Errors
    /// What of the arguments cannot be read.
    fn request(&self) -> Result<HttpRequest, Failure>;

    /// The answer for people.
    fn show(&self, answer: &Value) -> String;
}

/// Such a command and the server that it asks.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Ask<T: clap::Args> {
    #[command(flatten)]
    pub(in crate::cli) what: T,
    #[command(flatten)]
    server: Server,
}

impl<T: clap::Args + Asks> Ask<T> {
    /// Sends the request and prints the answer.
    pub(in crate::cli) fn run(self, of: &Administered) -> Result<(), Failure> {
        let answer = self.server.open(of)?.send(self.what.request()?)?;
        if self.server.json {
            return server::print(&answer);
        }
        server::print(self.what.show(&server::document(&answer)?).as_bytes())
    }
}
