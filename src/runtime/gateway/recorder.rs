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

/// Numbers the samples of one site and shows them to its sessions once they are durable.
pub(super) struct Recorder<C, L> {
    pub(super) site: SiteId,
    /// The number of the last stored sample.
    pub(super) seq: u64,
    pub(super) committer: Arc<C>,
    pub(super) listeners: Vec<L>,
    pub(super) ledger: Ledger,
    pub(super) speed: u32,
}

/// Records samples until their senders are gone; then stores what it holds and ends.
pub(super) async fn record<C: Committer, L: Listener>(
    mut recorder: Recorder<C, L>,
    mut readings: mpsc::Receiver<Reading>,
    mut stop: watch::Receiver<bool>,
) {
    let group_time = GROUP / recorder.speed.max(1);
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
        recorder.store(group).await;
    }
}

impl<C: Committer, L: Listener> Recorder<C, L> {
    async fn store(&mut self, group: Vec<Reading>) {
        let count = group.len() as u64;
        let numbered = group.iter().zip(self.seq + 1..);
        let records = numbered
            .map(|(reading, seq)| Record::Reading { site: self.site.clone(), seq, reading: reading.clone() })
            .collect();
        if let Err(error) = self.committer.commit(records).await {
            tracing::error!(%error, count, "samples were not stored");
            self.ledger.stored(count, false);
            return;
        }
        self.seq += count;
        self.ledger.stored(count, true);
        for reading in group {
            for listener in &self.listeners {
                listener.hear(reading.clone()).await;
            }
        }
    }
}
