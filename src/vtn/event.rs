//! Events: what the operator asks for, what of it is allowed, how it stands at an instant.

use super::calendar::moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tieline_core::model::UtcSeconds;

/// Longest text of an operator's, in bytes.
const TEXT_BYTES_MAX: usize = 256;
/// Most signals of an event, most intervals of a signal.
const PARTS_MAX: (usize, usize) = (16, 1_024);
/// Longest duration, in seconds: a year.
const SECONDS_MAX: u32 = 366 * 86_400;
/// Seconds for which an event that is over is still listed, so that a VEN whose clock is behind ends it by itself.
const LINGER_S: i64 = 300;
/// Seconds for which a cancelled event without an end is still listed.
const CANCELLED_LINGER_S: i64 = 86_400;

/// Who an event is for; VENs that any of the lists names. All empty: every VEN [OADR2b eiTarget].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Targets {
    /// VENs by venID.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ven_ids: Vec<String>,
    /// Groups that the operator put VENs into.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_ids: Vec<String>,
    /// Resources of VENs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_ids: Vec<String>,
    /// Parties that VENs belong to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub party_ids: Vec<String>,
}

/// One interval of a signal or a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Its length in seconds; 0, in the last one alone: without an end.
    pub duration_s: u32,
    /// Its value, in the signal's unit. Consumption is positive.
    pub value: f64,
}

/// A signal [OADR2b eiEventSignal].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// signalName: `SIMPLE`, `LOAD_DISPATCH`, `ELECTRICITY_PRICE` ...
    pub name: String,
    /// signalType: `level`, `setpoint`, `price` ...
    #[serde(rename = "type")]
    pub kind: String,
    /// `W`, `kW`, `Wh`, `kWh`, `A`, `V`, `Hz`, or a currency for each kWh such as `USD/kWh`; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Its intervals, one after the other from the start of the event.
    pub intervals: Vec<Interval>,
}

impl Signal {
    /// Whether it is the one that VENs of 2.0a know [OADR2a rule 7].
    pub(super) fn is_simple(&self) -> bool {
        is_simple(&self.name, &self.kind)
    }
}

/// Whether a signal of this name and type is the one that VENs of 2.0a know: its case varies.
pub(super) fn is_simple(name: &str, kind: &str) -> bool {
    name.eq_ignore_ascii_case("SIMPLE") && kind == "level"
}

/// What the load would be without the event [OADR2b eiEventBaseline].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Its name.
    pub name: String,
    /// Its unit, as a signal's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// When it begins.
    #[serde(with = "moment")]
    pub start: UtcSeconds,
    /// Its intervals.
    pub intervals: Vec<Interval>,
    /// The resources that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_ids: Vec<String>,
}

/// Whether a VEN is to answer [OADR2b oadrResponseRequired].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Required {
    /// It must.
    #[default]
    Always,
    /// It must not.
    Never,
}

/// An event as the operator asks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventPlan {
    /// The market context that it belongs to.
    pub market_context: String,
    /// 1 is the highest, larger numbers are lower, 0 is the lowest [OADR2b priority].
    #[serde(default)]
    pub priority: u32,
    /// Whether it is a test [OADR2b rule 6].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub test_event: bool,
    /// Words for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether VENs answer.
    #[serde(default)]
    pub response_required: Required,
    /// Who it is for.
    #[serde(default)]
    pub targets: Targets,
    /// Its start.
    #[serde(with = "moment")]
    pub start: UtcSeconds,
    /// Its length in seconds; 0: until it is cancelled.
    pub duration_s: u32,
    /// Each VEN begins up to so many seconds later, of its own drawing [OADR2b startafter].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub start_after_s: u32,
    /// Seconds of notice before the start.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub notification_s: u32,
    /// Seconds before the start in which it is near.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub ramp_up_s: u32,
    /// Seconds after the end in which the load comes back.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub recovery_s: u32,
    /// Its signals, one at least.
    pub signals: Vec<Signal>,
    /// Its baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
}

fn is_zero(seconds: &u32) -> bool {
    *seconds == 0
}

/// Why an event is not made or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {says}")]
pub struct PlanError {
    /// Which part, by its key.
    pub what: &'static str,
    /// What is wrong and what would be right.
    pub says: String,
}

/// An event of the VTN.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its eventID.
    pub id: String,
    /// 0 at first, one more with each change [OADR2b rule 4, rule 5].
    pub modification: u32,
    /// When it was made.
    #[serde(with = "moment")]
    pub created: UtcSeconds,
    /// When it was changed last.
    #[serde(with = "moment")]
    pub modified: UtcSeconds,
    /// When it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::calendar::optional")]
    pub cancelled: Option<UtcSeconds>,
    /// What it asks for.
    pub plan: EventPlan,
}

/// How an event stands [OADR2b eventStatus].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventStatus {
    /// Long before its start.
    Far,
    /// Within its ramp-up.
    Near,
    /// It holds.
    Active,
    /// It is over.
    Completed,
    /// It was cancelled.
    Cancelled,
}

impl EventPlan {
    /// Whether a VTN may send it.
    ///
    /// # Errors
    /// The first part that breaks a rule.
    pub fn check(&self) -> Result<(), PlanError> {
        let fail = |what, says: String| Err(PlanError { what, says });
        let texts = [&self.market_context].into_iter().chain(&self.comment).chain(self.targets.all());
        if let Some(text) =
            texts.into_iter().find(|text| text.len() > TEXT_BYTES_MAX || text.chars().any(char::is_control))
        {
            return fail("text", format!("{:.40?} is longer than {TEXT_BYTES_MAX} bytes, or not plain text", text));
        }
        let lengths = [self.duration_s, self.start_after_s, self.notification_s, self.ramp_up_s, self.recovery_s];
        if lengths.iter().any(|seconds| *seconds > SECONDS_MAX) {
            return fail("duration_s", format!("no length may be more than {SECONDS_MAX} s"));
        }
        if self.signals.is_empty() || self.signals.len() > PARTS_MAX.0 {
            return fail("signals", format!("{} of them; give 1 to {}", self.signals.len(), PARTS_MAX.0));
        }
        self.signals.iter().try_for_each(|signal| self.check_signal(signal))?;
        match &self.baseline {
            Some(baseline) => check_intervals("baseline", &baseline.intervals),
            None => Ok(()),
        }
    }

    fn check_signal(&self, signal: &Signal) -> Result<(), PlanError> {
        check_intervals("signals", &signal.intervals)?;
        super::map::check_names(signal)?;
        let sum: u64 = signal.intervals.iter().map(|interval| u64::from(interval.duration_s)).sum();
        let open = signal.intervals.last().is_some_and(|last| last.duration_s == 0);
        // The intervals of each signal fill the event [OADR2b rule 8].
        if open != (self.duration_s == 0) || (!open && sum != u64::from(self.duration_s)) {
            let says = format!(
                "the intervals of {} last {sum} s, the event {} s; they must be equal",
                signal.name, self.duration_s
            );
            return Err(PlanError { what: "signals", says });
        }
        let level = |value: f64| [0.0, 1.0, 2.0, 3.0].contains(&value);
        // [OADR2b rule 9]
        if signal.name.eq_ignore_ascii_case("SIMPLE") && !signal.intervals.iter().all(|interval| level(interval.value))
        {
            return Err(PlanError { what: "signals", says: "SIMPLE has levels 0, 1, 2 and 3 alone".to_owned() });
        }
        Ok(())
    }

    /// Its end; `None`: none.
    pub fn end(&self) -> Option<UtcSeconds> {
        (self.duration_s > 0).then(|| UtcSeconds(self.start.0.saturating_add(self.duration_s.into())))
    }

    /// Whether both hold at some instant, as far as they can be told apart.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |one: &Self, two: &Self| one.end().is_some_and(|end| end <= two.start);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

fn check_intervals(what: &'static str, intervals: &[Interval]) -> Result<(), PlanError> {
    let fail = |says: String| Err(PlanError { what, says });
    if intervals.is_empty() || intervals.len() > PARTS_MAX.1 {
        return fail(format!("{} intervals; give 1 to {}", intervals.len(), PARTS_MAX.1));
    }
    let (last, first) = intervals.split_last().unwrap_or((&intervals[0], &[]));
    if first.iter().any(|interval| interval.duration_s == 0) || last.duration_s > SECONDS_MAX {
        return fail("only the last interval may be without an end (0 s)".to_owned());
    }
    match intervals.iter().find(|interval| !interval.value.is_finite() || interval.value.abs() > f64::from(f32::MAX)) {
        Some(interval) => fail(format!("{} is no value", interval.value)),
        None => Ok(()),
    }
}

impl Targets {
    fn all(&self) -> impl Iterator<Item = &String> {
        self.ven_ids.iter().chain(&self.group_ids).chain(&self.resource_ids).chain(&self.party_ids)
    }

    /// Whether they name nobody, which means everybody.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// What of them concerns a VEN of these names; `None` when nothing does.
    pub(super) fn of(&self, ven: &super::Ven) -> Option<Self> {
        if self.is_empty() {
            return Some(Self { ven_ids: vec![ven.id.clone()], ..Self::default() });
        }
        let common = |all: &[String], own: &BTreeSet<String>| -> Vec<String> {
            all.iter().filter(|name| own.contains(*name)).cloned().collect()
        };
        let own = Self {
            ven_ids: self.ven_ids.iter().filter(|id| **id == ven.id).cloned().collect(),
            group_ids: common(&self.group_ids, &ven.groups),
            resource_ids: common(&self.resource_ids, &ven.resources),
            party_ids: common(&self.party_ids, &ven.parties),
        };
        (!own.is_empty()).then_some(own)
    }
}

impl Event {
    /// How it stands.
    pub fn status(&self, now: UtcSeconds) -> EventStatus {
        let start = self.plan.start.0;
        match () {
            () if self.cancelled.is_some() => EventStatus::Cancelled,
            () if self.plan.end().is_some_and(|end| end <= now) => EventStatus::Completed,
            () if start <= now.0 => EventStatus::Active,
            () if start.saturating_sub(self.plan.ramp_up_s.into()) <= now.0 => EventStatus::Near,
            () => EventStatus::Far,
        }
    }

    /// Whether VENs are still told of it.
    pub(super) fn is_listed(&self, now: UtcSeconds) -> bool {
        let until = match (self.plan.end(), self.cancelled) {
            (None, None) => return true,
            (Some(end), None) => end.0.saturating_add(LINGER_S),
            (Some(end), Some(at)) => end.0.max(at.0).saturating_add(LINGER_S),
            (None, Some(at)) => at.0.saturating_add(CANCELLED_LINGER_S),
        };
        now.0 < until
    }

    /// The value of a signal that holds now; 0 unless the event is active [OADR2b rule 14].
    pub(super) fn current_value(&self, signal: &Signal, now: UtcSeconds) -> f64 {
        if self.status(now) != EventStatus::Active {
            return 0.0;
        }
        let mut left = now.0 - self.plan.start.0;
        for interval in &signal.intervals {
            if interval.duration_s == 0 || left < i64::from(interval.duration_s) {
                return interval.value;
            }
            left -= i64::from(interval.duration_s);
        }
        0.0
    }

    /// Where it stands in a list: active ones by priority and start, then those to come by start, then the rest
    /// [OADR2b rule 15].
    pub(super) fn rank(&self, now: UtcSeconds) -> (u8, u32, i64, &str) {
        let start = self.plan.start.0;
        // No priority is the lowest one.
        let priority = self.plan.priority.wrapping_sub(1);
        match self.status(now) {
            EventStatus::Active => (0, priority, start, &self.id),
            EventStatus::Near | EventStatus::Far => (1, 0, start, &self.id),
            EventStatus::Completed | EventStatus::Cancelled => (2, 0, start, &self.id),
        }
    }
}
