//! What the VTN knows, how it changes, and where each message goes.

use super::answers::EventAnswer;
use super::event::Event;
use super::opts::{Opt, OptSubject};
use super::reports::{Archive, Reading};
use super::said::Said;
use super::settings::{MarketContext, Settings};
use super::ven::{Line, Ven};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use tieline_core::model::{Millis, UtcSeconds};
use tieline_schemas::oadr2::Service;

/// A document to be made durable, or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its key: parts with `/` between them, each percent-encoded.
    pub key: String,
    /// JSON; `None`: removed.
    pub value: Option<Vec<u8>>,
}

/// What to send, and what to make durable before it is sent (rule 4).
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The message; `None`: an empty 200.
    pub said: Option<Said>,
    /// The VEN that it is for; empty for one that is not known.
    pub ven_id: String,
    /// To be committed as one batch before the answer is sent; if that fails, the VTN is made anew from what is durable.
    pub commit: Vec<Change>,
    /// For the log alone.
    pub notes: Vec<String>,
}

/// A message to be posted to a VEN.
#[derive(Debug, Clone, PartialEq)]
pub struct Push {
    /// The VEN.
    pub ven_id: String,
    /// Where to.
    pub url: String,
    /// The tail of the fingerprint that its certificate must have; `None`: a laboratory's.
    pub fingerprint: Option<String>,
    /// The service that it is posted to, and that its answer belongs to.
    pub service: Service,
    /// The message.
    pub said: Said,
}

/// A document that does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the document {key} does not read: {cause}; restore the store from an export")]
pub struct RestoreError {
    /// Its key.
    pub key: String,
    /// What the reader says.
    pub cause: String,
}

/// The VTN: all of it in memory, and each change told.
#[derive(Debug)]
pub struct Vtn {
    settings: Settings,
    /// Makes our ids differ from those of the run before.
    salt: u64,
    serial: u64,
    vens: BTreeMap<String, Ven>,
    fingerprints: BTreeMap<String, String>,
    /// VENs that are pushed to.
    listening: BTreeSet<String>,
    events: BTreeMap<String, Event>,
    /// By event, then by VEN.
    answers: BTreeMap<String, BTreeMap<String, EventAnswer>>,
    /// By VEN, then by optID.
    opts: BTreeMap<String, BTreeMap<String, Opt>>,
    contexts: BTreeMap<String, MarketContext>,
    lines: BTreeMap<String, Line>,
}

/// One step: its instant, what it wants to keep, ids for what it makes.
pub(super) struct Step<'a> {
    pub(super) at: Millis,
    pub(super) archive: &'a dyn Archive,
    changes: Vec<Change>,
    notes: Vec<String>,
    salt: u64,
    serial: u64,
}

impl Step<'_> {
    pub(super) fn now(&self) -> UtcSeconds {
        self.at.to_seconds()
    }

    /// A name that was not given before.
    pub(super) fn id(&mut self) -> String {
        self.serial += 1;
        format!("{:016x}-{}", self.salt, self.serial)
    }

    pub(super) fn note(&mut self, says: String) {
        self.notes.push(says);
    }

    pub(super) fn put(&mut self, key: String, document: &impl Serialize) {
        match serde_json::to_vec(document) {
            Ok(value) => self.changes.push(Change { key, value: Some(value) }),
            // Our own documents have string keys and finite numbers; whatever it is, it must not pass in silence.
            Err(error) => self.notes.push(format!("{key} cannot be written: {error}")),
        }
    }

    fn remove(&mut self, key: String) {
        self.changes.push(Change { key, value: None });
    }

    pub(super) fn put_reading(&mut self, reading: &Reading) {
        self.put(reading_key(reading), reading);
    }
}

/// A key of these parts.
pub(super) fn key(parts: &[&str]) -> String {
    let encoded = parts.iter().map(|part| {
        let mut text = String::with_capacity(part.len());
        for letter in part.chars() {
            match letter {
                '/' => text.push_str("%2F"),
                '%' => text.push_str("%25"),
                letter => text.push(letter),
            }
        }
        text
    });
    encoded.collect::<Vec<_>>().join("/")
}

/// Where a VEN's readings from a second on are; those of one VEN stand in the order of time.
fn readings_from(ven_id: &str, start_s: i64) -> String {
    key(&["reading", ven_id, &second(start_s)])
}

/// Where a VEN's readings of `from_s..to_s` are: what their keys begin with, the first that they may be, and the end.
pub fn reading_keys(ven_id: &str, from_s: i64, to_s: i64) -> (String, String, String) {
    let prefix = format!("{}/", key(&["reading", ven_id]));
    (prefix, readings_from(ven_id, from_s), readings_from(ven_id, to_s))
}

/// What the keys of the same VEN's readings begin with, and the end of those from before `floor_s`; `None` for a key that is
/// no reading's.
pub fn old_readings(key: &str, floor_s: i64) -> Option<(String, String)> {
    let (ven, _) = key.strip_prefix("reading/")?.split_once('/')?;
    let prefix = format!("reading/{ven}/");
    let end = format!("{prefix}{}", second(floor_s));
    Some((prefix, end))
}

/// A second as part of a key, in the order of time.
fn second(at_s: i64) -> String {
    // The sign bit turned: negative seconds come first.
    format!("{:016x}", (at_s as u64) ^ (1 << 63))
}

fn reading_key(reading: &Reading) -> String {
    let start = readings_from(&reading.ven_id, reading.start.0);
    let length = format!("{}", reading.seconds);
    format!("{start}/{}", key(&[&reading.rid, &reading.request_id, &length]))
}

impl Vtn {
    /// A VTN that knows what these documents say. `salt` is a random number, another at each start.
    ///
    /// # Errors
    /// The first document that does not read: half a state is none.
    pub fn restore(
        settings: Settings,
        salt: u64,
        documents: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, RestoreError> {
        let (vens, fingerprints, events) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (answers, opts, contexts, lines) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut vtn = Self {
            settings,
            salt,
            serial: 0,
            vens,
            fingerprints,
            listening: BTreeSet::new(),
            events,
            answers,
            opts,
            contexts,
            lines,
        };
        for (key, value) in documents {
            match key.split('/').next() {
                Some("ven") => vtn.set_ven(document(&key, &value)?),
                Some("event") => {
                    let event: Event = document(&key, &value)?;
                    vtn.events.insert(event.id.clone(), event);
                }
                Some("answer") => vtn.set_answer(document(&key, &value)?),
                Some("opt") => vtn.set_opt(document(&key, &value)?),
                Some("context") => {
                    let context: MarketContext = document(&key, &value)?;
                    vtn.contexts.insert(context.name.clone(), context);
                }
                _ => {}
            }
        }
        Ok(vtn)
    }

    /// Kinds of documents that [`Vtn::restore`] wants; readings stay where they are.
    pub const KINDS: [&'static str; 5] = ["ven", "event", "answer", "opt", "context"];

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn begin<'a>(&self, at: Millis, archive: &'a dyn Archive) -> Step<'a> {
        Step { at, archive, changes: Vec::new(), notes: Vec::new(), salt: self.salt, serial: self.serial }
    }

    pub(super) fn end(&mut self, step: Step<'_>) -> (Vec<String>, Vec<Change>) {
        self.serial = step.serial;
        (step.notes, step.changes)
    }

    /// Forgets what is over for longer than it is to be kept. Readings are the store's to forget.
    pub fn tidy(&mut self, at: Millis, archive: &dyn Archive) -> Vec<Change> {
        let mut step = self.begin(at, archive);
        let floor = at.to_seconds().0 - i64::from(self.settings.keep_days) * 86_400;
        let over = |event: &&Event| !event.is_listed(UtcSeconds(floor));
        let old: Vec<String> = self.events.values().filter(over).map(|event| event.id.clone()).collect();
        for id in old {
            self.events.remove(&id);
            step.remove(key(&["event", &id]));
            for ven_id in self.answers.remove(&id).unwrap_or_default().into_keys() {
                step.remove(key(&["answer", &id, &ven_id]));
            }
            let about = |opt: &&Opt| matches!(&opt.subject, OptSubject::Event { id: event, .. } if *event == id);
            let opts: Vec<(String, String)> = self
                .opts
                .values()
                .flat_map(BTreeMap::values)
                .filter(about)
                .map(|opt| (opt.ven_id.clone(), opt.id.clone()))
                .collect();
            opts.iter().for_each(|(ven_id, opt_id)| self.remove_opt(&mut step, ven_id, opt_id));
        }
        self.tidy_requests(&mut step);
        self.end(step).1
    }

    pub(super) fn vens(&self) -> impl Iterator<Item = &Ven> {
        self.vens.values()
    }

    pub(super) fn vens_mut(&mut self) -> &mut BTreeMap<String, Ven> {
        &mut self.vens
    }

    pub(super) fn ven(&self, id: &str) -> Option<&Ven> {
        self.vens.get(id)
    }

    pub(super) fn ven_mut(&mut self, id: &str) -> Option<&mut Ven> {
        self.vens.get_mut(id)
    }

    pub(super) fn by_fingerprint(&self, fingerprint: &str) -> Option<&Ven> {
        self.vens.get(self.fingerprints.get(fingerprint)?)
    }

    fn set_ven(&mut self, ven: Ven) {
        let before = self.vens.get(&ven.id).and_then(|known| known.fingerprint.as_ref());
        if let Some(fingerprint) = before.filter(|before| Some(*before) != ven.fingerprint.as_ref()) {
            self.fingerprints.remove(fingerprint);
        }
        if let Some(fingerprint) = &ven.fingerprint {
            self.fingerprints.insert(fingerprint.clone(), ven.id.clone());
        }
        let id = ven.id.clone();
        self.vens.insert(id.clone(), ven);
        self.note_listening(&id);
    }

    pub(super) fn put_ven(&mut self, step: &mut Step<'_>, ven: Ven) {
        step.put(key(&["ven", &ven.id]), &ven);
        self.set_ven(ven);
    }

    /// Writes a VEN that was changed in its place.
    pub(super) fn keep_ven(&mut self, step: &mut Step<'_>, id: &str) {
        if let Some(ven) = self.vens.get_mut(id) {
            ven.drop_idle_errands();
            step.put(key(&["ven", id]), ven);
        }
        self.note_listening(id);
    }

    fn note_listening(&mut self, id: &str) {
        let address = |ven: &Ven| ven.registration.as_ref().is_some_and(|own| own.push_to.is_some());
        match self.vens.get(id).is_some_and(address) {
            true if !self.listening.contains(id) => _ = self.listening.insert(id.to_owned()),
            true => {}
            false => _ = self.listening.remove(id),
        }
    }

    /// VENs that are pushed to.
    pub(super) fn listening(&self) -> impl Iterator<Item = &Ven> {
        self.listening.iter().filter_map(|id| self.vens.get(id))
    }

    pub(super) fn remove_ven(&mut self, step: &mut Step<'_>, id: &str) {
        if let Some(fingerprint) = self.vens.remove(id).and_then(|ven| ven.fingerprint) {
            self.fingerprints.remove(&fingerprint);
        }
        self.listening.remove(id);
        self.lines.remove(id);
        step.remove(key(&["ven", id]));
        for opt in self.opts.remove(id).unwrap_or_default().into_keys() {
            step.remove(key(&["opt", id, &opt]));
        }
    }

    pub(super) fn line(&self, ven_id: &str) -> Option<&Line> {
        self.lines.get(ven_id)
    }

    pub(super) fn line_mut(&mut self, ven_id: &str) -> &mut Line {
        if !self.lines.contains_key(ven_id) {
            self.lines.insert(ven_id.to_owned(), Line::default());
        }
        self.lines.entry(ven_id.to_owned()).or_default()
    }

    pub(super) fn current_events(&self) -> impl Iterator<Item = &Event> {
        self.events.values()
    }

    pub(super) fn event(&self, id: &str) -> Option<&Event> {
        self.events.get(id)
    }

    pub(super) fn put_event(&mut self, step: &mut Step<'_>, event: Event) {
        step.put(key(&["event", &event.id]), &event);
        self.events.insert(event.id.clone(), event);
    }

    /// Whether an event is for a VEN.
    pub(super) fn is_for(&self, event: &Event, ven_id: &str) -> bool {
        self.vens.get(ven_id).is_some_and(|ven| event.plan.targets.of(ven).is_some())
    }

    pub(super) fn answer(&self, event_id: &str, ven_id: &str) -> Option<&EventAnswer> {
        self.answers.get(event_id)?.get(ven_id)
    }

    pub(super) fn answers_to(&self, event_id: &str) -> impl Iterator<Item = &EventAnswer> {
        self.answers.get(event_id).into_iter().flat_map(BTreeMap::values)
    }

    fn set_answer(&mut self, answer: EventAnswer) {
        self.answers.entry(answer.event_id.clone()).or_default().insert(answer.ven_id.clone(), answer);
    }

    pub(super) fn put_answer(&mut self, step: &mut Step<'_>, answer: EventAnswer) {
        // The same answer again changes nothing, and is not written again (rule 5).
        let same = |known: &EventAnswer| EventAnswer { at: answer.at, ..known.clone() } == answer;
        if self.answer(&answer.event_id, &answer.ven_id).is_some_and(same) {
            return;
        }
        step.put(key(&["answer", &answer.event_id, &answer.ven_id]), &answer);
        self.set_answer(answer);
    }

    pub(super) fn remove_answer(&mut self, step: &mut Step<'_>, event_id: &str, ven_id: &str) {
        if self.answers.get_mut(event_id).and_then(|all| all.remove(ven_id)).is_some() {
            step.remove(key(&["answer", event_id, ven_id]));
        }
    }

    pub(super) fn opt(&self, ven_id: &str, opt_id: &str) -> Option<&Opt> {
        self.opts.get(ven_id)?.get(opt_id)
    }

    pub(super) fn opts_of(&self, ven_id: &str) -> impl Iterator<Item = &Opt> {
        self.opts.get(ven_id).into_iter().flat_map(BTreeMap::values)
    }

    fn set_opt(&mut self, opt: Opt) {
        self.opts.entry(opt.ven_id.clone()).or_default().insert(opt.id.clone(), opt);
    }

    pub(super) fn put_opt(&mut self, step: &mut Step<'_>, opt: Opt) {
        step.put(key(&["opt", &opt.ven_id, &opt.id]), &opt);
        self.set_opt(opt);
    }

    pub(super) fn remove_opt(&mut self, step: &mut Step<'_>, ven_id: &str, opt_id: &str) {
        if self.opts.get_mut(ven_id).and_then(|all| all.remove(opt_id)).is_some() {
            step.remove(key(&["opt", ven_id, opt_id]));
        }
    }

    pub(super) fn contexts(&self) -> impl Iterator<Item = &MarketContext> {
        self.contexts.values()
    }

    pub(super) fn context(&self, name: &str) -> Option<&MarketContext> {
        self.contexts.get(name)
    }

    pub(super) fn put_context(&mut self, step: &mut Step<'_>, context: MarketContext) {
        step.put(key(&["context", &context.name]), &context);
        self.contexts.insert(context.name.clone(), context);
    }
}

fn document<T: DeserializeOwned>(key: &str, value: &[u8]) -> Result<T, RestoreError> {
    serde_json::from_slice(value).map_err(|error| RestoreError { key: key.to_owned(), cause: error.to_string() })
}
