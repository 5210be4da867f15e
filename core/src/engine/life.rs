//! What has been said about events: each step of a life once per event and kind, across restarts (rule 5).
//! [design r5]

use crate::model::{EventKey, Mrid, Transition, TransitionKind, UtcSeconds};
use std::collections::HashMap;

/// Names remembered before the oldest unused ones are forgotten.
pub(crate) const REMEMBERED_MAX: usize = 50_000;

/// The steps already said of one server's events, and those waiting to be said.
#[derive(Debug, Default)]
pub(crate) struct Life {
    said: HashMap<Mrid, Said>,
    pending: Vec<Transition>,
}

/// The kinds of step said of an event, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said(u16);

impl Said {
    const RECEIVED: u16 = 1;
    const STARTED: u16 = 1 << 1;
    const COMPLETED: u16 = 1 << 2;
    const CANCELLED: u16 = 1 << 3;
    const SUPERSEDED: u16 = 1 << 4;
    const RESUMED: u16 = 1 << 5;
    const ABORTED: u16 = 1 << 6;
    const NOT_SUPPORTED: u16 = 1 << 7;
    const REJECTED: u16 = 1 << 8;

    fn bit(kind: &TransitionKind) -> u16 {
        match kind {
            TransitionKind::Received => Self::RECEIVED,
            TransitionKind::Started => Self::STARTED,
            TransitionKind::Completed => Self::COMPLETED,
            TransitionKind::Cancelled => Self::CANCELLED,
            TransitionKind::Superseded { .. } => Self::SUPERSEDED,
            TransitionKind::Resumed => Self::RESUMED,
            TransitionKind::AbortedByProgram { .. } => Self::ABORTED,
            TransitionKind::NotSupported { .. } => Self::NOT_SUPPORTED,
            TransitionKind::RejectedParameter | TransitionKind::RejectedInvalid | TransitionKind::RejectedExpired => {
                Self::REJECTED
            }
        }
    }

    /// Whether anything was said.
    pub(crate) fn anything(self) -> bool {
        self.0 != 0
    }

    /// Whether the event was said to be in effect.
    pub(crate) fn started(self) -> bool {
        self.0 & Self::STARTED != 0
    }

    /// Whether it was said to be displaced.
    pub(crate) fn superseded(self) -> bool {
        self.0 & Self::SUPERSEDED != 0
    }

    /// Whether it was said to be back.
    pub(crate) fn resumed(self) -> bool {
        self.0 & Self::RESUMED != 0
    }

    /// Whether nothing can follow; `resumes` is the policy in which a displaced event may come back.
    pub(crate) fn ended(self, resumes: bool) -> bool {
        let last = Self::COMPLETED | Self::CANCELLED | Self::ABORTED | Self::REJECTED;
        self.0 & last != 0 || (!resumes && self.superseded())
    }
}

impl Life {
    /// Takes up what an earlier run said.
    pub(crate) fn restore(&mut self, transition: &Transition) {
        self.said.entry(transition.event.mrid).or_default().0 |= Said::bit(&transition.kind);
    }

    /// What was said of an event so far.
    pub(crate) fn said(&self, mrid: &Mrid) -> Said {
        self.said.get(mrid).copied().unwrap_or_default()
    }

    /// Says a step, unless it was said before.
    pub(crate) fn say(&mut self, event: &EventKey, kind: TransitionKind, at: UtcSeconds) {
        let said = self.said.entry(event.mrid).or_default();
        let bit = Said::bit(&kind);
        if said.0 & bit != 0 {
            return;
        }
        said.0 |= bit;
        self.pending.push(Transition { event: event.clone(), kind, at });
    }

    /// The steps to say now, in order.
    pub(crate) fn take(&mut self) -> Vec<Transition> {
        std::mem::take(&mut self.pending)
    }

    /// Forgets names that are no longer listed, once there are too many (rule 7).
    pub(crate) fn forget_unlisted(&mut self, listed: impl Fn(&Mrid) -> bool) {
        if self.said.len() > REMEMBERED_MAX {
            self.said.retain(|mrid, _| listed(mrid));
        }
    }
}
