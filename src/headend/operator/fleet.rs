//! What an operator asks of a running fleet: devices by page, denials, groups, counted answers.

use super::{Operator, OperatorError};
use crate::headend::deletes::{self, REMOVED};
use crate::headend::documents::{
    AssignmentsDocument, CurveDocument, DefaultDocument, DeviceDocument, Pin, ProgramDocument, Rates, ResponseDocument,
    TimeZoneDocument,
};
use crate::headend::key::Key;
use crate::headend::life::{Standing, standings};
use crate::headend::resources::{Resources, read_all};
use crate::headend::scope::{Identity, Scope};
use crate::headend::told::{ToldLogEvent, ToldMirror};
use crate::store::BATCH_OPS_MAX;
use std::collections::BTreeMap;
use tieline_core::model::{ControlValue, Curve, Lfdi, Mode, Mrid, UtcSeconds};

/// Most devices that are enrolled in one commit. They and their counter are whole or not there after a crash: two devices
/// with one number would read each other's documents (rule 8).
pub const ENROLMENTS_MAX: usize = 120;

/// A device's own document and its identity's, both sides of a grant; the counter, and what the store says of itself.
const _: () = assert!(4 * ENROLMENTS_MAX + 2 <= BATCH_OPS_MAX);

/// What is to be changed of a device; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceChange {
    /// Its PIN, or that it has none.
    pub pin: Option<Option<Pin>>,
    /// Seconds between its posts, or the server's rate.
    pub post_rate: Option<Option<u32>>,
    /// Exactly these function set assignments.
    pub assignments: Option<Vec<u32>>,
    /// Whether it is an aggregator; if not any more, what is granted to it is taken back.
    pub aggregator: Option<bool>,
    /// Aggregators that may act for it, beside those that may already.
    pub granted_to: Vec<Lfdi>,
}

/// What came of an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enrolled {
    /// The device is new.
    New,
    /// It was there, and something was changed.
    Changed,
    /// It was there, as it is asked for.
    Unchanged,
}

impl<R: Resources> Operator<'_, R> {
    /// How many devices are enrolled.
    pub fn device_count(&self) -> Result<u32, OperatorError> {
        let made: u32 = self.read(&Key::counter("device"))?.unwrap_or(0);
        let removed: u32 = self.read(&Key::counter(REMOVED))?.unwrap_or(0);
        Ok(made.saturating_sub(removed))
    }

    /// Up to `limit` devices whose numbers come after `after` and that `wanted` holds for, and whether there are more.
    pub fn devices_after(
        &self,
        after: u32,
        limit: usize,
        wanted: impl Fn(&DeviceDocument) -> bool,
    ) -> Result<(Vec<(u32, DeviceDocument)>, bool), OperatorError> {
        let last: u32 = self.read(&Key::counter("device"))?.unwrap_or(0);
        let mut found = Vec::new();
        for number in after.saturating_add(1)..=last {
            let device: Option<DeviceDocument> = self.read(&Key::device(number))?;
            let Some(device) = device.filter(|device| wanted(device)) else { continue };
            if found.len() == limit {
                return Ok((found, true));
            }
            found.push((number, device));
        }
        Ok((found, false))
    }

    /// An enrolled device and its number.
    pub fn expect_device(&self, lfdi: Lfdi) -> Result<(u32, DeviceDocument), OperatorError> {
        self.device(lfdi)?.ok_or_else(|| OperatorError::Missing(format!("device {lfdi}")))
    }

    /// Enrols a device, or changes what is given of one that is.
    pub fn enrol_or_change(&mut self, identity: &Identity, change: &DeviceChange) -> Result<Enrolled, OperatorError> {
        for number in change.assignments.iter().flatten() {
            self.expect_group_number(*number)?;
        }
        for aggregator in &change.granted_to {
            self.expect_grantable(*aggregator, identity.lfdi)?;
        }
        let Some((_, known)) = self.device(identity.lfdi)? else {
            self.enrol(identity, change.pin.flatten())?;
            self.apply(identity.lfdi, change)?;
            self.grant_to_all(change, identity.lfdi)?;
            return Ok(Enrolled::New);
        };
        let DeviceChange { pin, post_rate, assignments, aggregator, .. } = change;
        let granted = self.grant_to_all(change, identity.lfdi)?;
        let same = pin.is_none_or(|pin| pin == known.pin)
            && post_rate.is_none_or(|rate| rate == known.post_rate)
            && assignments.as_ref().is_none_or(|assignments| *assignments == known.assignments)
            && aggregator.is_none_or(|aggregator| aggregator == known.aggregator);
        if same {
            return Ok(if granted { Enrolled::Changed } else { Enrolled::Unchanged });
        }
        self.apply(identity.lfdi, change)?;
        Ok(Enrolled::Changed)
    }

    /// Tells whether any grant is new.
    fn grant_to_all(&mut self, change: &DeviceChange, device: Lfdi) -> Result<bool, OperatorError> {
        let mut any = false;
        for aggregator in &change.granted_to {
            any |= self.grant(*aggregator, device)?;
        }
        Ok(any)
    }

    fn apply(&mut self, lfdi: Lfdi, change: &DeviceChange) -> Result<(), OperatorError> {
        if let Some(is_one) = change.aggregator {
            self.aggregator(lfdi, is_one)?;
        }
        if (change.pin, change.post_rate, &change.assignments) == (None, None, &None) {
            return Ok(());
        }
        self.change_device(lfdi, |device| {
            device.pin = change.pin.unwrap_or(device.pin);
            device.post_rate = change.post_rate.unwrap_or(device.post_rate);
            if let Some(assignments) = &change.assignments {
                device.assignments.clone_from(assignments);
            }
        })
    }

    /// Ends a device's enrolment and forgets all that it has sent; a ban stays. Its number is not given again.
    pub fn remove_device(&mut self, lfdi: Lfdi) -> Result<(), OperatorError> {
        let (number, _) = self.expect_device(lfdi)?;
        deletes::end_enrolment(&mut self.draft, self.settings.shown(), self.now, number)?;
        Ok(())
    }

    /// Whether the configuration lets this identity be served: it is on the list of those allowed, or there is none.
    pub fn is_allowed(&self, lfdi: Lfdi) -> bool {
        self.settings.enrolment.allow.as_ref().is_none_or(|allowed| allowed.contains(&lfdi))
    }

    /// Since when an identity is denied.
    pub fn denied_since(&self, lfdi: Lfdi) -> Result<Option<UtcSeconds>, OperatorError> {
        self.read(&Key::ban(lfdi))
    }

    /// Every denied identity and since when.
    pub fn denied(&self) -> Result<Vec<(Lfdi, UtcSeconds)>, OperatorError> {
        let all = self.draft.list(&Scope::Operator, &Key::bans(), usize::MAX)?;
        let bans = all.iter().filter_map(|(key, value)| {
            let lfdi = key.as_str().rsplit('/').next()?.parse().ok()?;
            Some((lfdi, serde_json::from_slice(value).unwrap_or(self.now)))
        });
        Ok(bans.collect())
    }

    /// Every group of devices (function set assignments) with its number.
    pub fn groups(&self) -> Result<Vec<(u32, AssignmentsDocument)>, OperatorError> {
        Ok(read_all(&self.draft, &Scope::Operator, &Key::all_assignments())?)
    }

    /// The group of this name.
    pub fn group(&self, name: &str) -> Result<Option<(u32, AssignmentsDocument)>, OperatorError> {
        Ok(self.groups()?.into_iter().find(|(_, group)| group.name == name))
    }

    fn expect_group_number(&self, number: u32) -> Result<(), OperatorError> {
        let group: Option<AssignmentsDocument> = self.read(&Key::assignments(number))?;
        group.map(|_| ()).ok_or_else(|| OperatorError::Missing(format!("group {number}")))
    }

    /// What a group has beside DER programs: what is assigned by address.
    pub fn assigned_beside_programs(&self, group: &AssignmentsDocument) -> Result<Vec<u32>, OperatorError> {
        let mut others = Vec::new();
        for number in &group.programs {
            let program: Option<ProgramDocument> = self.read(&Key::program(*number))?;
            others.extend(program.is_none().then_some(*number));
        }
        Ok(others)
    }

    /// Changes the rates that the devices of a group are shown; `None`: the server's.
    pub fn group_rates(&mut self, name: &str, rates: Rates) -> Result<(), OperatorError> {
        let found = self.group(name)?;
        let (number, mut group) = found.ok_or_else(|| OperatorError::Missing(format!("group {name:.40}")))?;
        group.rates = rates;
        Ok(self.draft.put_json(Key::assignments(number), &group)?)
    }

    /// Takes a device out of a group.
    pub fn withdraw(&mut self, lfdi: Lfdi, group: u32) -> Result<(), OperatorError> {
        let (_, device) = self.expect_device(lfdi)?;
        match device.assignments.contains(&group) {
            true => self.change_device(lfdi, |device| device.assignments.retain(|own| *own != group)),
            false => Ok(()),
        }
    }

    /// The program of this name, which must be there.
    pub fn expect_program_named(&self, mrid: Mrid) -> Result<(u32, ProgramDocument), OperatorError> {
        self.find_program(mrid)?.ok_or_else(|| OperatorError::Missing(format!("program {mrid}")))
    }

    /// The event of this name in a program, which must be there.
    pub fn expect_event_named(&self, program: u32, mrid: Mrid) -> Result<u32, OperatorError> {
        let found = self.find_event(program, mrid)?;
        found.map(|(number, _)| number).ok_or_else(|| OperatorError::Missing(format!("control {mrid}")))
    }

    /// How an event of a program stands; `None` when it has left the list.
    pub fn standing(&self, program: u32, event: u32) -> Result<Option<Standing>, OperatorError> {
        let all: Vec<(u32, _)> = read_all(&self.draft, &Scope::Operator, &Key::events(program))?;
        let (numbers, events): (Vec<u32>, Vec<_>) = all.into_iter().unzip();
        let at = numbers.iter().position(|number| *number == event);
        Ok(at.and_then(|at| standings(&events, self.now).into_iter().nth(at)).flatten())
    }

    /// What holds in a program without an event.
    pub fn default_of(&self, program: u32) -> Result<Option<DefaultDocument>, OperatorError> {
        self.read(&Key::default_control(program))
    }

    /// The curves of a program with their numbers.
    pub fn curves(&self, program: u32) -> Result<Vec<(u32, CurveDocument)>, OperatorError> {
        Ok(read_all(&self.draft, &Scope::Operator, &Key::curves(program))?)
    }

    /// Makes a curve in a program, for controls to name; an equal one is used again. Returns its number.
    pub fn make_curve(&mut self, program: u32, curve: Curve) -> Result<u32, OperatorError> {
        self.expect_program(program)?;
        let mode = Mode::Curve(curve.kind);
        super::check::value(mode, &ControlValue::Curve(curve.clone()))?;
        self.curve(program, &curve)
    }

    /// Rates that the operator has changed, and those that devices are shown: of polls, of posts.
    pub fn shown_rates(&self) -> Result<(Rates, u32, u32), OperatorError> {
        let rates: Rates = self.read(&Key::rates())?.unwrap_or_default();
        let (poll, post) = (self.settings.poll_rate, self.settings.post_rate);
        Ok((rates, rates.poll.unwrap_or(poll), rates.post.unwrap_or(post)))
    }

    /// Resources that have a pollRate of their own.
    pub fn shown_polls(&self) -> Result<BTreeMap<String, u32>, OperatorError> {
        Ok(self.read(&Key::polls())?.unwrap_or_default())
    }

    /// What is said of local time, and whether the operator has changed it.
    pub fn shown_time_zone(&self) -> Result<(TimeZoneDocument, bool), OperatorError> {
        let set: Option<TimeZoneDocument> = self.read(&Key::time_zone())?;
        Ok((set.unwrap_or_else(|| self.settings.time_zone()), set.is_some()))
    }

    /// How many devices have answered an event of a program, by code.
    pub fn counted(&self, program: u32, event: Mrid) -> Result<BTreeMap<u8, u32>, OperatorError> {
        let all: Vec<(u32, u32)> = read_all(&self.draft, &Scope::Operator, &Key::response_counters(program, event))?;
        Ok(all.into_iter().filter_map(|(code, count)| Some((u8::try_from(code).ok()?, count))).collect())
    }

    /// What a device has answered to an event of a program, by code.
    pub fn responses_to(&self, device: u32, program: u32, event: Mrid) -> Result<Vec<ResponseDocument>, OperatorError> {
        let key = Key::responses_to(device, program, event);
        let all: Vec<(u32, ResponseDocument)> = read_all(&self.draft, &Scope::Operator, &key)?;
        Ok(all.into_iter().map(|(_, response)| response).collect())
    }

    /// What a device has answered, by program, event and code.
    pub fn all_responses(&self, device: u32) -> Result<Vec<ResponseDocument>, OperatorError> {
        let all: Vec<(u32, ResponseDocument)> = read_all(&self.draft, &Scope::Operator, &Key::all_responses(device))?;
        Ok(all.into_iter().map(|(_, response)| response).collect())
    }

    /// A device's log events, in the order in which they came.
    pub fn log_events(&self, device: u32) -> Result<Vec<ToldLogEvent>, OperatorError> {
        let all = self.draft.list(&Scope::Operator, &Key::log_events(device), usize::MAX)?;
        Ok(all.iter().map(|(_, xml)| ToldLogEvent::read(xml)).collect::<Result<_, _>>()?)
    }

    /// A device's mirrors with their numbers.
    pub fn told_mirrors(&self, device: u32) -> Result<Vec<(u32, ToldMirror)>, OperatorError> {
        let all = self.mirrors(device)?;
        let read = all.iter().map(|(number, xml)| Ok((*number, ToldMirror::read(xml)?)));
        read.collect()
    }
}
