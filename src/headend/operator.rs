//! The utility's hand: enrolment, programs, events, rates. Everything an operator does is a set of changes that is
//! committed as one batch, and shows at once.

mod check;
mod fleet;
mod grants;
mod letters;

pub use fleet::{DeviceChange, ENROLMENTS_MAX, Enrolled};

use super::documents::{
    AssignmentsDocument, Cancellation, CurveDocument, DefaultDocument, DeviceDocument, EventDocument, POLLED, Pin,
    ProgramDocument, Rates, ResponseDocument, TimeZoneDocument,
};
use super::events;
use super::key::Key;
use super::life::{Span, Standing, standings};
use super::mirror::{self, ReadingDocument};
use super::resources::{Change, Draft, Resources, Unavailable, read, read_all};
use super::scope::{Identity, Scope};
use super::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use tieline_core::model::{
    Control, ControlValue, Curve, DefaultControl, Lfdi, Mrid, ResponseRequired, Seconds, UtcSeconds,
};

/// Longest description in bytes [2030.5 String32].
const DESCRIPTION_BYTES_MAX: usize = 32;

/// Why an operator's wish is refused; nothing of it is done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OperatorError {
    /// There is no such thing.
    #[error("there is no {0}")]
    Missing(String),
    /// A value that the wire cannot carry.
    #[error("{what} is {found}: {bound}")]
    Bound {
        /// Which value.
        what: &'static str,
        /// What it is.
        found: String,
        /// What it may be.
        bound: &'static str,
    },
    /// An event that is over is not changed any more.
    #[error("event {0} is over")]
    Over(Mrid),
    /// A document that is not what its address takes.
    #[error("this is no {kind}: {error}")]
    Document {
        /// The type that the address takes.
        kind: &'static str,
        /// What is wrong.
        error: String,
    },
    /// Only an aggregator acts for others.
    #[error("device {0} is no aggregator")]
    NoAggregator(Lfdi),
    /// Events are not edited or removed while they are in their list, but cancelled or superseded [2030.5 §10.2.2.3].
    #[error("{0} is an event: it can be cancelled or superseded")]
    Unchangeable(String),
    /// The documents cannot be read.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// A program to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProgram {
    /// Its name on the wire; `None`: the server's choice.
    pub mrid: Option<Mrid>,
    /// Words for people, up to 32 bytes.
    pub description: String,
    /// Its rank; the lower number wins.
    pub primacy: u8,
}

/// An event to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Its name on the wire; `None`: the server's choice.
    pub mrid: Option<Mrid>,
    /// Words for people, up to 32 bytes.
    pub description: String,
    /// When it counts as made; the later wins.
    pub created: UtcSeconds,
    /// Start before randomization.
    pub start: UtcSeconds,
    /// Length before randomization, 0 to 2^32 - 1.
    pub duration: Seconds,
    /// -3600 to 3600 s; `None`: not sent.
    pub randomize_start: Option<Seconds>,
    /// -3600 to 3600 s; `None`: not sent.
    pub randomize_duration: Option<Seconds>,
    /// What it asks for.
    pub control: Control,
    /// Which responses it wants.
    pub response_required: ResponseRequired,
}

/// An operator at work; [`Operator::finish`] gives the changes to commit.
#[derive(Debug)]
pub struct Operator<'a, R> {
    pub(super) draft: Draft<'a, R>,
    settings: &'a Settings,
    now: UtcSeconds,
}

impl<'a, R: Resources> Operator<'a, R> {
    /// An operator who has done nothing yet.
    pub fn new(resources: &'a R, settings: &'a Settings, now: UtcSeconds) -> Self {
        Self { draft: Draft::new(resources), settings, now }
    }

    /// What was done, to be committed as one batch.
    pub fn finish(self) -> Vec<Change> {
        self.draft.into_changes()
    }

    pub(super) fn settings(&self) -> &Settings {
        self.settings
    }

    /// The instant of this operator's work.
    pub fn now(&self) -> UtcSeconds {
        self.now
    }

    /// Enrols a device, or changes the PIN of one that is; it gets the assignments for new devices. Returns its number.
    pub fn enrol(&mut self, identity: &Identity, pin: Option<Pin>) -> Result<u32, OperatorError> {
        if let Some((number, mut device)) = self.device(identity.lfdi)? {
            if device.pin != pin {
                device.pin = pin;
                device.changed = self.now;
                self.draft.put_json(Key::device(number), &device)?;
            }
            return Ok(number);
        }
        Ok(enrol(&mut self.draft, self.settings, self.now, identity, pin)?)
    }

    /// An enrolled device and its number.
    pub fn device(&self, lfdi: Lfdi) -> Result<Option<(u32, DeviceDocument)>, OperatorError> {
        let Some(number) = self.read(&Key::enrolment(lfdi))? else {
            return Ok(None);
        };
        let device = self.read(&Key::device(number))?;
        Ok(device.map(|device| (number, device)))
    }

    /// Every enrolled device with its number, in the order of enrolment.
    pub fn devices(&self) -> Result<Vec<(u32, DeviceDocument)>, OperatorError> {
        self.numbered("device", Key::device)
    }

    /// Bans an identity, or lifts the ban: it is served nothing, enrolled or not.
    pub fn deny(&mut self, lfdi: Lfdi, denied: bool) -> Result<(), OperatorError> {
        match denied {
            true => self.draft.put_json(Key::ban(lfdi), &self.now)?,
            false => self.draft.remove(Key::ban(lfdi)),
        }
        Ok(())
    }

    /// Sets the seconds between a device's posts; `None`: the server's rate.
    pub fn post_rate(&mut self, lfdi: Lfdi, rate: Option<u32>) -> Result<(), OperatorError> {
        if self.device(lfdi)?.is_some_and(|(_, device)| device.post_rate == rate) {
            return Ok(());
        }
        self.change_device(lfdi, |device| device.post_rate = rate)
    }

    /// Gives a device exactly these function set assignments.
    pub fn assign(&mut self, lfdi: Lfdi, assignments: &[u32]) -> Result<(), OperatorError> {
        self.change_device(lfdi, |device| device.assignments = assignments.to_vec())
    }

    /// Gives a device these assignments beside those that it has; a device that is not enrolled is passed over.
    pub fn assign_also(&mut self, lfdi: Lfdi, assignments: u32) -> Result<(), OperatorError> {
        let Some((_, device)) = self.device(lfdi)? else { return Ok(()) };
        if device.assignments.contains(&assignments) {
            return Ok(());
        }
        self.change_device(lfdi, |device| device.assignments.push(assignments))
    }

    /// Gives every enrolled device these assignments beside those that it has.
    pub fn assign_to_all(&mut self, assignments: u32) -> Result<(), OperatorError> {
        for (_, device) in self.devices()? {
            self.assign_also(device.lfdi, assignments)?;
        }
        Ok(())
    }

    fn change_device(&mut self, lfdi: Lfdi, change: impl FnOnce(&mut DeviceDocument)) -> Result<(), OperatorError> {
        let found = self.device(lfdi)?;
        let (number, mut device) = found.ok_or_else(|| OperatorError::Missing(format!("device {lfdi}")))?;
        change(&mut device);
        device.changed = self.now;
        Ok(self.draft.put_json(Key::device(number), &device)?)
    }

    /// Changes the rates that every device is shown.
    pub fn rates(&mut self, poll: Option<u32>, post: Option<u32>) -> Result<(), OperatorError> {
        Ok(self.draft.put_json(Key::rates(), &Rates { poll, post })?)
    }

    /// Gives exactly these resources a pollRate of their own, by the names of their types: one that is none of [`POLLED`] is
    /// refused.
    pub fn polls(&mut self, polls: &BTreeMap<String, u32>) -> Result<(), OperatorError> {
        if let Some(other) = polls.keys().find(|name| !POLLED.contains(&name.as_str())) {
            return Err(OperatorError::Missing(format!("pollRate of {other:.40}")));
        }
        Ok(self.draft.put_json(Key::polls(), polls)?)
    }

    /// Says something else of local time than the configuration; `None`: the same again.
    pub fn time_zone(&mut self, zone: Option<TimeZoneDocument>) -> Result<(), OperatorError> {
        let Some(zone) = zone else {
            self.draft.remove(Key::time_zone());
            return Ok(());
        };
        let refused = |what, found: &dyn std::fmt::Display, bound| {
            Err(OperatorError::Bound { what, found: found.to_string(), bound })
        };
        if !(-50_400..=50_400).contains(&zone.offset) {
            return refused("the offset of the time zone", &zone.offset, "give -50400 to 50400 seconds");
        }
        if !(0..=7_200).contains(&zone.dst_offset) {
            return refused("the offset of daylight saving time", &zone.dst_offset, "give 0 to 7200 seconds");
        }
        if zone.dst_start > zone.dst_end {
            return refused("the end of daylight saving time", &zone.dst_end.0, "it must not be before its start");
        }
        Ok(self.draft.put_json(Key::time_zone(), &zone)?)
    }

    /// Makes function set assignments, or changes those of this name. `for_new_devices`: devices that enrol from now on
    /// get them. Returns their number.
    pub fn assignments(&mut self, name: &str, programs: &[u32], for_new_devices: bool) -> Result<u32, OperatorError> {
        check_description(name)?;
        let all: Vec<(u32, AssignmentsDocument)> = read_all(&self.draft, &Scope::Operator, &Key::all_assignments())?;
        let known = all.into_iter().find(|(_, document)| document.name == name);
        let (number, mrid, rates) = match known {
            Some((number, document)) => (number, document.mrid, document.rates),
            None => (self.draft.next(Key::counter("fsa"))?, self.mrid()?, Rates::default()),
        };
        let document =
            AssignmentsDocument { mrid, name: name.to_owned(), programs: programs.to_vec(), for_new_devices, rates };
        self.draft.put_json(Key::assignments(number), &document)?;
        Ok(number)
    }

    /// The programs of all assignments but those of this name.
    pub(super) fn assigned_beside(&self, name: &str) -> Result<BTreeSet<u32>, OperatorError> {
        let all: Vec<(u32, AssignmentsDocument)> = read_all(&self.draft, &Scope::Operator, &Key::all_assignments())?;
        let others = all.into_iter().filter(|(_, document)| document.name != name);
        Ok(others.flat_map(|(_, document)| document.programs).collect())
    }

    /// Makes a program, or changes rank and description of the one with this mRID. Returns its number.
    pub fn program(&mut self, new: NewProgram) -> Result<u32, OperatorError> {
        check_description(&new.description)?;
        let known = match new.mrid {
            Some(mrid) => self.find_program(mrid)?,
            None => None,
        };
        if let Some((number, mut program)) = known {
            if program.primacy != new.primacy || program.description != new.description {
                program.primacy = new.primacy;
                program.description = new.description;
                program.version = program.version.wrapping_add(1);
                self.draft.put_json(Key::program(number), &program)?;
            }
            return Ok(number);
        }
        let number = self.draft.next(Key::counter("program"))?;
        let program = ProgramDocument {
            mrid: self.mrid_or(new.mrid)?,
            description: new.description,
            primacy: new.primacy,
            version: 0,
        };
        self.draft.put_json(Key::program(number), &program)?;
        Ok(number)
    }

    /// Every program with its number.
    pub fn programs(&self) -> Result<Vec<(u32, ProgramDocument)>, OperatorError> {
        self.numbered("program", Key::program)
    }

    /// The program of this name.
    pub fn find_program(&self, mrid: Mrid) -> Result<Option<(u32, ProgramDocument)>, OperatorError> {
        let mut programs = self.programs()?.into_iter();
        Ok(programs.find(|(_, program)| program.mrid == mrid))
    }

    /// Sets what holds in a program without an event, or removes it. A change keeps the default's mRID.
    pub fn default_control(
        &mut self,
        program: u32,
        mrid: Option<Mrid>,
        control: Option<DefaultControl>,
    ) -> Result<(), OperatorError> {
        self.expect_program(program)?;
        let Some(control) = control else {
            self.draft.remove(Key::default_control(program));
            return Ok(());
        };
        check::control(&control.control, self.settings.edition)?;
        let known: Option<DefaultDocument> = self.read(&Key::default_control(program))?;
        if known.as_ref().is_some_and(|known| known.control == control) {
            return Ok(());
        }
        let document = DefaultDocument {
            version: known.as_ref().map_or(0, |known| known.version.wrapping_add(1)),
            mrid: self.mrid_or(mrid.or(known.map(|known| known.mrid)))?,
            curves: self.curves_of(program, &control.control)?,
            control,
        };
        Ok(self.draft.put_json(Key::default_control(program), &document)?)
    }

    /// Makes an event. One whose mRID the program has already is left as it is: events are not edited but cancelled or
    /// superseded [2030.5 §10.2.2.3]. Returns its number.
    pub fn event(&mut self, program: u32, new: NewEvent) -> Result<u32, OperatorError> {
        self.expect_program(program)?;
        check_description(&new.description)?;
        check::event(&new, self.settings.edition)?;
        if let Some(mrid) = new.mrid
            && let Some((number, _)) = self.find_event(program, mrid)?
        {
            return Ok(number);
        }
        let number = self.draft.next(Key::program_counter(program, "derc"))?;
        let document = EventDocument {
            mrid: self.mrid_or(new.mrid)?,
            description: new.description,
            created: new.created,
            start: new.start,
            duration: new.duration,
            randomize_start: new.randomize_start,
            randomize_duration: new.randomize_duration,
            curves: self.curves_of(program, &new.control)?,
            control: new.control,
            response_required: new.response_required,
            cancelled: None,
        };
        events::note(&mut self.draft, &Key::event(program, number), Some(document.mrid), &Span::of(&document))?;
        self.draft.put_json(Key::event(program, number), &document)?;
        Ok(number)
    }

    /// Replaces an event by a later one with the same modes, which supersedes it at its start: the standard's way to
    /// change an event [2030.5 §10.2.2.3]. Returns the new one's number.
    pub fn replace(&mut self, program: u32, event: u32, new: NewEvent) -> Result<u32, OperatorError> {
        let old = self.expect_event(program, event)?;
        if old.control.modes.keys().ne(new.control.modes.keys()) {
            return Err(OperatorError::Bound {
                what: "the modes of the new event",
                found: format!("{:?}", new.control.modes.keys().collect::<Vec<_>>()),
                bound: "they must be those of the event that it replaces",
            });
        }
        self.event(program, new)
    }

    /// Cancels an event at `at`; it stays in the list until its original end. Cancelling again changes nothing.
    pub fn cancel(&mut self, program: u32, event: u32, at: UtcSeconds, randomized: bool) -> Result<(), OperatorError> {
        let mut document = self.expect_event(program, event)?;
        if document.cancelled.is_some() {
            return Ok(());
        }
        let over = standings(std::slice::from_ref(&document), at);
        if over.iter().all(Option::is_none) {
            return Err(OperatorError::Over(document.mrid));
        }
        document.cancelled = Some(Cancellation { at, randomized });
        Ok(self.draft.put_json(Key::event(program, event), &document)?)
    }

    /// Every event of a program with its number and how it stands; `None` when it has left the list.
    pub fn events(&self, program: u32) -> Result<Vec<(u32, EventDocument, Option<Standing>)>, OperatorError> {
        let numbered: Vec<(u32, EventDocument)> = read_all(&self.draft, &Scope::Operator, &Key::events(program))?;
        let (numbers, events): (Vec<_>, Vec<_>) = numbered.into_iter().unzip();
        let shown = standings(&events, self.now);
        let rows = numbers.into_iter().zip(events).zip(shown);
        Ok(rows.map(|((number, event), standing)| (number, event, standing)).collect())
    }

    /// The event of this name in a program.
    pub fn find_event(&self, program: u32, mrid: Mrid) -> Result<Option<(u32, EventDocument)>, OperatorError> {
        let Some(number) = events::named(&self.draft, &Scope::Operator, &Key::events(program), mrid)? else {
            return Ok(None);
        };
        Ok(self.read(&Key::event(program, number))?.map(|event| (number, event)))
    }

    /// What a device has answered in a program, by event and code.
    pub fn responses(&self, device: u32, program: u32) -> Result<Vec<ResponseDocument>, OperatorError> {
        let all: Vec<(u32, ResponseDocument)> =
            read_all(&self.draft, &Scope::Operator, &Key::responses(device, program))?;
        Ok(all.into_iter().map(|(_, response)| response).collect())
    }

    /// A device's mirrors with their numbers: each a MirrorUsagePoint in XML, without its readings.
    pub fn mirrors(&self, device: u32) -> Result<Vec<(u32, Vec<u8>)>, OperatorError> {
        let all = self.draft.list(&Scope::Operator, &Key::mirrors(device), usize::MAX)?;
        Ok(all.into_iter().map(|(key, xml)| (key.last_number().unwrap_or(0), xml)).collect())
    }

    /// The readings kept of a device's mirror, each with its meter reading's mRID, by meter and time.
    pub fn readings(&self, device: u32, mirror: u32) -> Result<Vec<(Mrid, ReadingDocument)>, OperatorError> {
        Ok(mirror::readings(&self.draft, device, mirror)?)
    }

    /// The number of a curve of a program; an equal one is used again.
    fn curve(&mut self, program: u32, curve: &Curve) -> Result<u32, OperatorError> {
        let known: Vec<(u32, CurveDocument)> = read_all(&self.draft, &Scope::Operator, &Key::curves(program))?;
        if let Some((number, _)) = known.iter().find(|(_, document)| document.curve == *curve) {
            return Ok(*number);
        }
        let number = self.draft.next(Key::program_counter(program, "dc"))?;
        let document = CurveDocument { mrid: self.mrid()?, created: self.now, curve: curve.clone() };
        self.draft.put_json(Key::curve(program, number), &document)?;
        Ok(number)
    }

    fn curves_of(&mut self, program: u32, control: &Control) -> Result<Vec<u32>, OperatorError> {
        let values = control.modes.values();
        let curves = values.filter_map(|value| match value {
            ControlValue::Curve(curve) => Some(curve),
            _ => None,
        });
        curves.map(|curve| self.curve(program, curve)).collect()
    }

    fn expect_program(&self, program: u32) -> Result<ProgramDocument, OperatorError> {
        let found = self.read(&Key::program(program))?;
        found.ok_or_else(|| OperatorError::Missing(format!("program {program}")))
    }

    fn expect_event(&self, program: u32, event: u32) -> Result<EventDocument, OperatorError> {
        let found = self.read(&Key::event(program, event))?;
        found.ok_or_else(|| OperatorError::Missing(format!("event {event} of program {program}")))
    }

    pub(super) fn mrid_or(&mut self, mrid: Option<Mrid>) -> Result<Mrid, OperatorError> {
        mrid.map_or_else(|| self.mrid(), Ok)
    }

    /// The last number given to a program, or to what is assigned like one.
    pub(super) fn last_program(&self) -> Result<u32, OperatorError> {
        Ok(self.read(&Key::counter("program"))?.unwrap_or(0))
    }

    pub(super) fn mrid(&mut self) -> Result<Mrid, OperatorError> {
        Ok(next_mrid(&mut self.draft, self.settings)?)
    }

    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, key: &Key) -> Result<Option<T>, OperatorError> {
        Ok(read(&self.draft, &Scope::Operator, key)?)
    }

    fn numbered<T: serde::de::DeserializeOwned>(
        &self,
        counter: &str,
        key: fn(u32) -> Key,
    ) -> Result<Vec<(u32, T)>, OperatorError> {
        let last: u32 = self.read(&Key::counter(counter))?.unwrap_or(0);
        let rows = (1..=last).map(|number| Ok(self.read(&key(number))?.map(|document| (number, document))));
        rows.filter_map(Result::transpose).collect()
    }

    /// Notes how far a script has come.
    pub(super) fn note_script(&mut self, name: &str, done: u32) -> Result<(), OperatorError> {
        Ok(self.draft.put_json(Key::script(name), &done)?)
    }

    /// How far a script has come.
    pub(super) fn script_done(&self, name: &str) -> Result<u32, OperatorError> {
        Ok(self.read(&Key::script(name))?.unwrap_or(0))
    }
}

/// Writes a new device with the assignments for new devices; returns its number.
pub(super) fn enrol<R: Resources>(
    draft: &mut Draft<'_, R>,
    settings: &Settings,
    now: UtcSeconds,
    identity: &Identity,
    pin: Option<Pin>,
) -> Result<u32, Unavailable> {
    let all: Vec<(u32, AssignmentsDocument)> = read_all(draft, &Scope::Operator, &Key::all_assignments())?;
    let for_new = all.into_iter().filter(|(_, document)| document.for_new_devices);
    let number = draft.next(Key::counter("device"))?;
    let device = DeviceDocument {
        lfdi: identity.lfdi,
        sfdi: identity.sfdi,
        registered: now,
        changed: now,
        pin,
        category: None,
        post_rate: None,
        assignments: for_new.map(|(number, _)| number).collect(),
        ders: settings.enrolment.ders,
        aggregator: false,
    };
    draft.put_json(Key::device(number), &device)?;
    draft.put_json(Key::enrolment(identity.lfdi), &number)?;
    Ok(number)
}

/// A name on the wire that this server has not given before: its salt, a counter, its PEN [2030.5 mRIDType].
fn next_mrid<R: Resources>(draft: &mut Draft<'_, R>, settings: &Settings) -> Result<Mrid, Unavailable> {
    let number = draft.next(Key::counter("mrid"))?;
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&settings.mrid_salt.to_be_bytes());
    bytes[8..12].copy_from_slice(&number.to_be_bytes());
    bytes[12..].copy_from_slice(&settings.pen.to_be_bytes());
    Ok(Mrid(bytes))
}

fn check_description(text: &str) -> Result<(), OperatorError> {
    match text.len() <= DESCRIPTION_BYTES_MAX {
        true => Ok(()),
        false => {
            Err(OperatorError::Bound { what: "a description", found: format!("{text:?}"), bound: "at most 32 bytes" })
        }
    }
}
