//! Alarms of a session's own, each told when it rises and when it ends.

use super::Output;
use std::collections::BTreeMap;
use tieline_core::model::{Alarm, AlarmKind, Now};

/// Which alarms stand.
#[derive(Debug, Default)]
pub(super) struct Raised(BTreeMap<AlarmKind, bool>);

impl Raised {
    /// Raises or clears an alarm; says nothing when it stands like that already.
    pub(super) fn set(&mut self, now: Now, kind: AlarmKind, raised: bool, says: String, out: &mut Vec<Output>) {
        let before = self.0.insert(kind.clone(), raised).unwrap_or(false);
        if before != raised {
            out.push(Output::Alarm(Alarm { kind, raised, at: now.wall, says }));
        }
    }
}
