//! What is posted to the server in order, and survives a restart: posts in the session's own type, stored as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use tieline_core::model::{Millis, Record, UpstreamId};

/// Posts that wait, at most: a week of three mirrors at five minutes; above it the oldest is dropped and counted.
const WAITING_MAX: usize = 6_048;

/// The queue.
#[derive(Debug)]
pub(super) struct Outbox<P> {
    waiting: BTreeMap<u64, P>,
    last: u64,
    dropped: u64,
}

impl<P> Default for Outbox<P> {
    fn default() -> Self {
        Self { waiting: BTreeMap::new(), last: 0, dropped: 0 }
    }
}

impl<P: Serialize + DeserializeOwned> Outbox<P> {
    /// Learns what still waits from the records of the run before.
    pub(super) fn restore(&mut self, upstream: &UpstreamId, records: &[Record]) {
        for record in records {
            match record {
                Record::Post { upstream: to, seq, body, .. } if to == upstream => {
                    self.last = self.last.max(*seq);
                    self.waiting.extend(serde_json::from_slice(body).ok().map(|post| (*seq, post)));
                }
                Record::Delivered { upstream: by, seq } if by == upstream => {
                    self.last = self.last.max(*seq);
                    self.waiting.remove(seq);
                }
                _ => {}
            }
        }
    }

    /// Queues a post: the records that make it durable.
    pub(super) fn push(&mut self, upstream: &UpstreamId, at: Millis, post: P) -> Vec<Record> {
        let mut records = Vec::new();
        if self.waiting.len() >= WAITING_MAX
            && let Some((seq, _)) = self.waiting.pop_first()
        {
            self.dropped += 1;
            tracing::warn!(%upstream, dropped = self.dropped, "the queue to the server is full: the oldest post is dropped");
            records.push(Record::Delivered { upstream: upstream.clone(), seq });
        }
        // Numbers go with the clock, so that none comes again after a restart that saw only a part of the queue.
        self.last = (self.last + 1).max(u64::try_from(at.0).unwrap_or(0));
        let body = serde_json::to_vec(&post).unwrap_or_default();
        records.push(Record::Post { upstream: upstream.clone(), seq: self.last, at, body });
        self.waiting.insert(self.last, post);
        records
    }

    /// Those that wait, oldest first.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (u64, &P)> {
        self.waiting.iter().map(|(seq, post)| (*seq, post))
    }

    /// The post with this number.
    pub(super) fn post(&self, seq: u64) -> Option<&P> {
        self.waiting.get(&seq)
    }

    /// The server has it, or never will: the record that says so.
    pub(super) fn done(&mut self, upstream: &UpstreamId, seq: u64) -> Option<Record> {
        self.waiting.remove(&seq).map(|_| Record::Delivered { upstream: upstream.clone(), seq })
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(code: u8) -> String {
        format!("code {code}")
    }

    #[test]
    fn posts_come_back_in_order_after_a_restart_without_what_was_delivered() {
        let upstream = UpstreamId::new("utility").expect("name");
        let (mut outbox, mut records) = (Outbox::default(), Vec::new());
        for code in 0..3 {
            records.extend(outbox.push(&upstream, Millis(0), log(code)));
        }
        records.extend(outbox.done(&upstream, 1));
        let mut again = Outbox::default();
        again.restore(&upstream, &records);
        assert_eq!(again.waiting().next(), Some((2, &log(1))));
        assert_eq!(again.push(&upstream, Millis(0), log(9)).len(), 1);
        assert_eq!(again.len(), 3);
    }

    #[test]
    fn a_full_queue_drops_its_oldest() {
        let upstream = UpstreamId::new("utility").expect("name");
        let mut outbox = Outbox::default();
        for _ in 0..=WAITING_MAX {
            outbox.push(&upstream, Millis(0), log(0));
        }
        assert_eq!(outbox.len(), WAITING_MAX);
        assert_eq!(outbox.waiting().next().map(|(seq, _)| seq), Some(2));
    }
}
