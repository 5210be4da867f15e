//! The audit: decisions, what became of them, and alarms, made durable in the next group commit (rule 9).

use crate::runtime::drive::Committer;
use std::sync::Arc;
use std::time::Duration;
use tieline_core::model::Record;
use tokio::sync::{mpsc, watch};

/// Longest wait of an entry for company, in host time.
const GROUP: Duration = Duration::from_millis(500);
/// Most entries in one group.
const GROUP_MAX: usize = 400;

/// Writes entries until `stop` turns true or their senders are gone; what is queued then is still written.
pub(super) async fn write<C: Committer>(
    mut entries: mpsc::Receiver<Record>,
    committer: Arc<C>,
    speed: u32,
    mut stop: watch::Receiver<bool>,
) {
    let mut group = Vec::new();
    loop {
        let stopped = tokio::select! {
            biased;
            received = entries.recv_many(&mut group, GROUP_MAX) => received == 0,
            _ = stop.wait_for(|stopped| *stopped) => true,
        };
        if !stopped && group.len() < GROUP_MAX {
            tokio::select! {
                () = tokio::time::sleep(GROUP / speed.max(1)) => {}
                _ = stop.wait_for(|stopped| *stopped) => {}
            }
        }
        while group.len() < GROUP_MAX
            && let Ok(entry) = entries.try_recv()
        {
            group.push(entry);
        }
        let count = group.len();
        if count > 0
            && let Err(error) = committer.commit(std::mem::take(&mut group)).await
        {
            tracing::error!(%error, count, "audit entries were not stored");
        }
        if stopped && entries.is_empty() {
            return;
        }
    }
}
