//! Responses: which code, whether it is wanted, and each once per event, code and device [2030.5 §10.2.2.3, Table 27].

use super::tree::Known;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tieline_core::model::{
    EventKey, Millis, Mode, Mrid, Record, ResponseRequired, Seconds, Transition, TransitionKind, UpstreamId, UtcSeconds,
};

/// Responses that wait to be sent, at most; above it the oldest is dropped.
const WAITING_MAX: usize = 10_000;

/// What a response needs that its record does not keep: written beside it, so that a restart can send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// About which event.
    pub mrid: Mrid,
    /// The code.
    pub code: u8,
    /// Where to, as the server wrote it.
    pub reply_to: String,
    /// When, on the server's time.
    pub created: UtcSeconds,
    /// The modes that it answers for, sent to 2023 servers.
    pub modes: Vec<Mode>,
}

/// The responses of one session.
#[derive(Debug, Default)]
pub(super) struct Responses {
    said: BTreeSet<(Mrid, u8)>,
    waiting: VecDeque<Waiting>,
}

/// The code and the bit of responseRequired that asks for it; `None` where the edition has no such code.
///
/// 15 (resumed) and 251 (not supported) are the 2023 edition's; a 2018 server gets nothing and 252.
/// [2030.5 Table 27; CSIP CORE-022]
pub(super) fn code(kind: &TransitionKind, edition_2023: bool) -> Option<(u8, u8)> {
    let code = match kind {
        TransitionKind::Received => return Some((1, ResponseRequired::RECEIVED)),
        TransitionKind::Started => 2,
        TransitionKind::Completed => 3,
        TransitionKind::Cancelled => 6,
        TransitionKind::Superseded { .. } => 7,
        TransitionKind::AbortedByProgram { .. } => 14,
        TransitionKind::Resumed if edition_2023 => 15,
        TransitionKind::Resumed => return None,
        TransitionKind::NotSupported { .. } if edition_2023 => 251,
        TransitionKind::NotSupported { .. } | TransitionKind::RejectedParameter => 252,
        TransitionKind::RejectedInvalid => 253,
        TransitionKind::RejectedExpired => 254,
    };
    Some((code, ResponseRequired::SPECIFIC))
}

impl Responses {
    /// Learns what was said, and what still waits, from records of the run before.
    pub(super) fn restore(&mut self, upstream: &UpstreamId, records: &[Record], memos: &BTreeMap<String, Vec<u8>>) {
        let mut open = Vec::new();
        for record in records {
            if let Record::Response { event, code, confirmed, .. } = record
                && event.upstream == *upstream
            {
                let key = (event.mrid, *code);
                self.said.insert(key);
                open.retain(|other| *other != key);
                if !confirmed {
                    open.push(key);
                }
            }
        }
        let kept = |key: &(Mrid, u8)| serde_json::from_slice(memos.get(&memo_name(key.0, key.1))?).ok();
        self.waiting.extend(open.iter().filter_map(kept));
    }

    /// The records that must be durable before the response to `transition` may be sent; empty when none is due.
    /// [2030.5 RespondableResource]
    pub(super) fn due(
        &mut self,
        owner: &str,
        transition: &Transition,
        known: &Known,
        edition_2023: bool,
        now: Millis,
    ) -> Vec<Record> {
        let Some((code, bits)) = code(&transition.kind, edition_2023) else { return Vec::new() };
        let Some(reply_to) = known.reply_to.clone().filter(|_| known.required.wants(bits)) else { return Vec::new() };
        let mrid = transition.event.mrid;
        if !self.said.insert((mrid, code)) {
            return Vec::new();
        }
        let modes = match &transition.kind {
            TransitionKind::NotSupported { modes } => modes.clone(),
            _ => known.modes.clone(),
        };
        let created = transition.at.plus(Seconds(known.shift.0.saturating_neg()));
        let waiting = Waiting { mrid, code, reply_to, created, modes };
        let records = vec![
            Record::Response { event: transition.event.clone(), code, at: now, confirmed: false },
            memo(owner, &waiting, serde_json::to_vec(&waiting).unwrap_or_default()),
        ];
        if self.waiting.len() >= WAITING_MAX {
            self.waiting.pop_front();
        }
        self.waiting.push_back(waiting);
        records
    }

    /// The next to send; the order of the transitions is kept [2030.5 Response].
    pub(super) fn next(&self) -> Option<&Waiting> {
        self.waiting.front()
    }

    /// The peer has the first one (or never will): the records that say so.
    pub(super) fn done(&mut self, owner: &str, upstream: &UpstreamId, now: Millis) -> Vec<Record> {
        let Some(waiting) = self.waiting.pop_front() else { return Vec::new() };
        let event = EventKey { upstream: upstream.clone(), mrid: waiting.mrid };
        vec![
            Record::Response { event, code: waiting.code, at: now, confirmed: true },
            memo(owner, &waiting, Vec::new()),
        ]
    }
}

fn memo_name(mrid: Mrid, code: u8) -> String {
    format!("response/{mrid}/{code}")
}

fn memo(owner: &str, waiting: &Waiting, value: Vec<u8>) -> Record {
    Record::Memo { owner: owner.to_owned(), name: memo_name(waiting.mrid, waiting.code), value }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [2030.5 Table 27]
    #[test]
    fn codes_follow_the_edition() {
        let modes = || TransitionKind::NotSupported { modes: Vec::new() };
        assert_eq!(code(&modes(), true), Some((251, 2)));
        assert_eq!(code(&modes(), false), Some((252, 2)));
        assert_eq!(code(&TransitionKind::Resumed, true), Some((15, 2)));
        assert_eq!(code(&TransitionKind::Resumed, false), None);
        assert_eq!(code(&TransitionKind::Received, false), Some((1, 1)));
    }
}
