//! Across a restart: the tighter of what was last stored and the defaults holds before the first contact (rule 11c).
//! [design r11c]

use super::arbitrate::tighter;
use super::ramp::Limits;
use crate::model::{UpstreamId, Watts};
use std::collections::BTreeSet;

/// Number of the stored form.
const FORMAT: u8 = 1;
/// No limit, as stored.
const NONE: i64 = i64::MAX;

/// What held when the earlier run last said so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) limits: Limits,
    /// False: the site had to cease.
    pub(crate) permitted: bool,
    pub(crate) meter_proven: bool,
    pub(crate) meter_reversed: bool,
}

impl Held {
    pub(crate) fn encode(self) -> Vec<u8> {
        let flags = u8::from(self.permitted) | u8::from(self.meter_proven) << 1 | u8::from(self.meter_reversed) << 2;
        let limits = self.limits;
        let words = [limits.export, limits.import, limits.net, limits.generation, limits.load];
        let mut bytes = vec![FORMAT, flags];
        words.iter().for_each(|w| bytes.extend(w.map_or(NONE, |w| w.0).to_be_bytes()));
        bytes
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (&[format, flags], rest) = bytes.split_first_chunk::<2>()?;
        if format != FORMAT {
            return None;
        }
        let (chunks, _) = rest.as_chunks::<8>();
        let mut words = chunks.iter().map(|chunk| match i64::from_be_bytes(*chunk) {
            NONE => None,
            w => Some(Watts(w.max(0))),
        });
        let limits = Limits {
            export: words.next()?,
            import: words.next()?,
            net: words.next()?,
            generation: words.next()?,
            load: words.next()?,
        };
        Some(Self { limits, permitted: flags & 1 != 0, meter_proven: flags & 2 != 0, meter_reversed: flags & 4 != 0 })
    }
}

/// The hold of an earlier run, until every server that had a say has been heard.
#[derive(Debug, Default)]
pub(crate) struct BootHold {
    held: Option<Held>,
    unheard: BTreeSet<UpstreamId>,
}

impl BootHold {
    pub(crate) fn restore(&mut self, held: Held) {
        self.held = Some(held);
    }

    pub(crate) fn awaits(&mut self, upstream: UpstreamId) {
        self.unheard.insert(upstream);
    }

    /// A server was heard: the hold ends with the last of them.
    pub(crate) fn heard(&mut self, upstream: &UpstreamId) {
        self.unheard.remove(upstream);
        if self.unheard.is_empty() {
            self.held = None;
        }
    }

    /// An event ended while this run looked on: the schedule can be followed again, though the servers are silent.
    pub(crate) fn release(&mut self) {
        self.held = None;
    }

    pub(crate) fn stands(&self) -> bool {
        self.held.is_some()
    }

    /// `targets`, tightened by the hold and, while it stands, by the defaults.
    pub(crate) fn tighten(&self, targets: Limits, worst: Limits) -> Limits {
        match self.held {
            Some(held) => targets.zip(worst, tighter).zip(held.limits, tighter),
            None => targets,
        }
    }

    pub(crate) fn permits(&self) -> bool {
        self.held.is_none_or(|held| held.permitted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_held_reads_back() {
        let held = Held {
            limits: Limits { export: Some(Watts(0)), load: Some(Watts(1_500)), ..Limits::default() },
            permitted: false,
            meter_proven: true,
            meter_reversed: false,
        };
        assert_eq!(Held::decode(&held.encode()), Some(held));
        assert_eq!(Held::decode(&held.encode()[..20]), None);
        assert_eq!(Held::decode(&[]), None);
    }
}
