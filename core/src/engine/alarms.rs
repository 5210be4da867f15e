//! Alarms: each rises once and ends once.

use crate::model::{Alarm, AlarmKind, Millis};
use std::collections::BTreeSet;

/// Which alarms stand, and those to tell.
#[derive(Debug, Default)]
pub(crate) struct Alarms {
    standing: BTreeSet<AlarmKind>,
    pending: Vec<Alarm>,
}

impl Alarms {
    /// Raises or clears an alarm; nothing happens when it stands so already.
    pub(crate) fn set(&mut self, kind: AlarmKind, raised: bool, at: Millis, says: &str) {
        let changed = if raised {
            !self.standing.contains(&kind) && self.standing.insert(kind.clone())
        } else {
            self.standing.remove(&kind)
        };
        if changed {
            self.pending.push(Alarm { kind, raised, at, says: says.to_owned() });
        }
    }

    /// The rises and ends to tell now.
    pub(crate) fn take(&mut self) -> Vec<Alarm> {
        std::mem::take(&mut self.pending)
    }
}
