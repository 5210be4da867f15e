//! The connections of sessions: one request at a time, each with its limit, answers back as inputs.

use super::figures::Ledger;
use super::roles::Errand;
use crate::runtime::http_client::HttpClient;
use crate::utility::sep2;
use std::time::Duration;
use tieline_core::model::UpstreamId;
use tokio::sync::mpsc;

/// Runs a session's errands until it is gone.
pub(super) async fn run_errands(
    upstream: UpstreamId,
    mut client: HttpClient,
    mut errands: mpsc::Receiver<Errand>,
    session: mpsc::Sender<sep2::Input>,
    ledger: Ledger,
) {
    while let Some((id, request, timeout_ms)) = errands.recv().await {
        let result = client.send(&request, Duration::from_millis(timeout_ms)).await;
        if let Some(peer) = client.peer() {
            ledger.suite(upstream.as_str(), &peer.suite);
        }
        match &result {
            Ok(answer) => {
                tracing::debug!(%upstream, method = %request.method, target = request.target, status = answer.status);
            }
            Err(error) => tracing::debug!(%upstream, method = %request.method, target = request.target, %error),
        }
        if session.send(sep2::Input::Reply { id, result }).await.is_err() {
            return;
        }
    }
}
