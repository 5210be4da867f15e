//! The connections of sessions: one request at a time, each with its limit, answers back as inputs.

use super::figures::Ledger;
use super::roles::Errand;
use super::seal::Seal;
use crate::runtime::clock::Clock;
use crate::runtime::http_client::HttpClient;
use crate::utility;
use std::time::Duration;
use tieline_core::model::{HttpError, HttpRequest, HttpResponse, UpstreamId};
use tokio::sync::mpsc;

/// A client, and how its messages are sealed.
pub(super) struct Line {
    pub(super) client: HttpClient,
    /// Where messages are signed.
    pub(super) seal: Option<Seal>,
    pub(super) clock: Clock,
}

impl Line {
    async fn send(&mut self, mut request: HttpRequest, timeout: Duration) -> Result<HttpResponse, HttpError> {
        if let Some(seal) = &self.seal {
            request.body = seal.seal(&request.body, self.clock.now().wall)?;
        }
        let answer = self.client.send(&request, timeout).await?;
        match &self.seal {
            None => Ok(answer),
            Some(seal) => seal.open(answer, self.client.peer().map(|peer| &peer.certificate), self.clock.now().wall),
        }
    }
}

/// Runs a session's errands until it is gone.
pub(super) async fn run_errands(
    upstream: UpstreamId,
    mut line: Line,
    mut errands: mpsc::Receiver<Errand>,
    session: mpsc::Sender<utility::Input>,
    ledger: Ledger,
) {
    while let Some((id, request, timeout_ms)) = errands.recv().await {
        let (method, target) = (request.method, request.target.clone());
        let result = line.send(request, Duration::from_millis(timeout_ms)).await;
        if let Some(peer) = line.client.peer() {
            ledger.suite(upstream.as_str(), &peer.suite);
        }
        match &result {
            Ok(answer) => {
                tracing::debug!(%upstream, %method, target, status = answer.status);
            }
            Err(error) => tracing::debug!(%upstream, %method, target, %error),
        }
        if session.send(utility::Input::Reply { id, result }).await.is_err() {
            return;
        }
    }
}
