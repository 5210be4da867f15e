//! The recorder: numbers samples, makes them durable in groups, and only then shows them to the sessions (rule 4).

use super::figures::Ledger;
use crate::runtime::drive::Committer;
use std::sync::Arc;
use std::time::Duration;
use tieline_core::model::{Reading, Record, SiteId};
use tokio::sync::{mpsc, watch};

/// Longest wait of a sample for company, in host time.
const GROUP: Duration = Duration::from_millis(500);
/// Most samples in one group.
const GROUP_MAX: usize = 400;

/// Where durable samples go: the inputs of one session.
pub(super) trait Listener: Send {
    /// Hands over a durable sample; waits while the session's queue is full.
    fn hear(&self, reading: Reading) -> impl Future<Output = ()> + Send;
}

/// Records samples until their senders are gone; then stores what it holds and ends.
pub(super) async fn record<C: Committer, L: Listener>(
    site: SiteId,
    mut seq: u64,
    mut readings: mpsc::Receiver<Reading>,
    committer: Arc<C>,
    listeners: Vec<L>,
    ledger: Ledger,
    speed: u32,
    mut stop: watch::Receiver<bool>,
) {
    let group_time = GROUP / speed.max(1);
    loop {
        let first = tokio::select! {
            biased;
            reading = readings.recv() => reading,
            _ = stop.wait_for(|stopped| *stopped) => readings.try_recv().ok(),
        };
        let Some(first) = first else { return };
        let mut group = vec![first];
        let deadline = tokio::time::sleep(group_time);
        tokio::pin!(deadline);
        while group.len() < GROUP_MAX {
            tokio::select! {
                () = &mut deadline => break,
                more = readings.recv() => match more {
                    Some(reading) => group.push(reading),
                    None => break,
                },
            }
        }
        store(&site, &mut seq, group, &*committer, &listeners, &ledger).await;
    }
}

async fn store<C: Committer, L: Listener>(
    site: &SiteId,
    seq: &mut u64,
    group: Vec<Reading>,
    committer: &C,
    listeners: &[L],
    ledger: &Ledger,
) {
    let count = group.len() as u64;
    let numbered = group.iter().zip(*seq + 1..);
    let records =
        numbered.map(|(reading, seq)| Record::Reading { site: site.clone(), seq, reading: reading.clone() }).collect();
    match committer.commit(records).await {
        Ok(()) => {
            *seq += count;
            ledger.stored(count, true);
            for reading in group {
                for listener in listeners {
                    listener.hear(reading.clone()).await;
                }
            }
        }
        Err(error) => {
            tracing::error!(%error, count, "samples were not stored");
            ledger.stored(count, false);
        }
    }
}
