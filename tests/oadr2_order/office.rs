//! The VTN's side: the machine, what it has made durable, and what must hold of each answer that it keeps.

use super::script::{CONTEXT, START_S};
use std::collections::BTreeMap;
use tieline::vtn::{
    Archive, AutomaticReport, Caller, Change, Enrolment, EventAnswer, MarketContext, NewVen, Operator, OperatorError,
    Reading, Settings, Vtn, decode, encode, reading_keys,
};
use tieline_core::model::{HttpRequest, Millis};
use tieline_schemas::oadr2::Service;

/// What is durable.
#[derive(Debug, Default)]
pub struct Shelf(BTreeMap<String, Vec<u8>>);

impl Archive for Shelf {
    fn readings(&self, ven_id: &str, from_s: i64, to_s: i64, limit: usize) -> Result<Vec<Reading>, String> {
        let (_, from, end) = reading_keys(ven_id, from_s, to_s);
        let found = self.0.range(from..end).take(limit);
        Ok(found.map(|(_, value)| serde_json::from_slice(value).expect("a reading")).collect())
    }
}

impl Shelf {
    fn keep(&mut self, changes: Vec<Change>) {
        for change in changes {
            let is_reading = change.key.starts_with("reading/");
            let before = match change.value.clone() {
                Some(value) => self.0.insert(change.key.clone(), value),
                None => self.0.remove(&change.key),
            };
            // The same interval again says the same.
            assert!(!is_reading || before.is_none() || before == change.value, "{} was told otherwise", change.key);
        }
    }
}

/// An operator's office.
pub struct Office {
    pub vtn: Vtn,
    shelf: Shelf,
    salt: u64,
    /// How often an answer changed while the event's modification did not, by event.
    changes: BTreeMap<String, u32>,
}

fn settings() -> Settings {
    let usage = AutomaticReport { name: "TELEMETRY_USAGE".to_owned(), granularity_s: 60, back_s: 60 };
    Settings {
        vtn_id: "vtn-1".to_owned(),
        poll_s: 10,
        enrolment: Enrolment::Closed,
        reports: vec![usage],
        keep_days: 35,
    }
}

impl Office {
    /// Two VENs are enrolled; `ven-2` never comes.
    pub fn new(salt: u64) -> Self {
        let vtn = Vtn::restore(settings(), salt, []).expect("empty");
        let mut office = Self { vtn, shelf: Shelf::default(), salt, changes: BTreeMap::new() };
        let entered = office.operate(Millis(START_S * 1_000), |operator| {
            operator.put_context(MarketContext { name: CONTEXT.to_owned(), overlap_allowed: true })?;
            for (id, group) in [("ven-1", "north"), ("ven-2", "south")] {
                let (id, name, groups) = (id.to_owned(), id.to_owned(), [group.to_owned()].into());
                operator.enrol(NewVen { id, name, groups, ..NewVen::default() })?;
            }
            Ok(())
        });
        entered.expect("enrolled");
        office
    }

    /// Lets the operator work; it is durable when this returns.
    pub fn operate<T>(
        &mut self,
        at: Millis,
        work: impl FnOnce(&mut Operator<'_, '_>) -> Result<T, OperatorError>,
    ) -> Result<T, OperatorError> {
        let (result, changes) = self.vtn.operate(at, &self.shelf, work);
        self.shelf.keep(changes);
        result
    }

    /// The VTN as it is made of what is durable.
    pub fn restart(&mut self) {
        self.salt += 1;
        let known = self.shelf.0.iter().map(|(key, value)| (key.clone(), value.clone()));
        self.vtn = Vtn::restore(settings(), self.salt, known).expect("reads");
    }

    /// The answer to a request, as bytes; `None` when the power failed. `crash` is asked before and after the commit.
    /// `spoken` is how often the owner has spoken about each event.
    pub fn answer(
        &mut self,
        at: Millis,
        request: &HttpRequest,
        crash: &mut dyn FnMut() -> bool,
        spoken: &BTreeMap<String, u32>,
    ) -> Option<Vec<u8>> {
        let service = request.target.rsplit('/').next().and_then(Service::from_name).expect("a service");
        let incoming = decode(&request.body).expect("2.0b");
        let answer = self.vtn.handle(at, &self.shelf, &Caller::Lab, service, incoming);
        if crash() {
            self.restart();
            return None;
        }
        for change in answer.commit.iter().filter(|change| change.key.starts_with("answer/")) {
            self.judge(change, spoken);
        }
        self.shelf.keep(answer.commit);
        if crash() {
            self.restart();
            return None;
        }
        Some(answer.said.map(|said| encode(&said, "vtn-1", &answer.ven_id)).unwrap_or_default())
    }

    /// A stored answer changes where the event's modification or the owner's word does, and nowhere else.
    fn judge(&mut self, change: &Change, spoken: &BTreeMap<String, u32>) {
        let read = |value: &Vec<u8>| serde_json::from_slice::<EventAnswer>(value).expect("an answer");
        let new = read(change.value.as_ref().expect("no answer is taken back"));
        let Some(old) = self.shelf.0.get(&change.key).map(read) else { return };
        assert!(new.modification >= old.modification, "{} went back to {new:?}", old.event_id);
        if (old.code, old.opts_in) == (new.code, new.opts_in) || new.modification > old.modification {
            return;
        }
        // A word of the owner's may arrive as an answer and as an opt, with an older answer late in between.
        let changes = self.changes.entry(new.event_id.clone()).or_default();
        *changes += 1;
        let words = spoken.get(&new.event_id).copied().unwrap_or(0);
        assert!(*changes <= 3 * words, "{old:?} became {new:?}");
    }
}
