//! The operator's hand on the documents of the table: made, changed, cancelled, removed by their address.

use super::documents::Cancellation;
use super::events;
use super::kept::{Item, KeptDocuments};
use super::key::{Key, Owner};
use super::life::Standing;
use super::map::{self, Stamp};
use super::operator::{Operator, OperatorError};
use super::resources::Resources;
use super::route::Route;
use super::scope::Scope;
use super::table::{FILE, Form, Place, Row, TABLE};
use tieline_core::model::{Mrid, UtcSeconds};

/// Longest content of a file, in bytes.
const FILE_BYTES_MAX: usize = 4 << 20;

/// What an operator has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its address.
    pub address: String,
    /// Its number in its list: what [`Operator::assignments`] takes, if it is assigned to devices.
    pub number: u32,
}

/// A document as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDocument {
    /// Its address.
    pub address: String,
    /// Its type.
    pub kind: &'static str,
    /// Its words for people, where its type has such.
    pub description: String,
    /// Itself in XML, without links and EventStatus.
    pub xml: Vec<u8>,
    /// How it stands, if it is an event.
    pub standing: Option<Standing>,
}

/// A type of documents that are administered by address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentKind {
    /// The type's name.
    pub kind: &'static str,
    /// Where one is; `N` stands for a number.
    pub at: String,
    /// Where one is made; absent: one stands alone at its address, where it is set.
    pub list: Option<String>,
    /// Whether it is an event: cancelled, never changed.
    pub is_event: bool,
}

/// Every type of the table.
pub fn document_kinds() -> Vec<DocumentKind> {
    let shown = |pattern: &str| pattern.replace('#', "N");
    let kinds = TABLE.iter().map(|row| {
        let root = row.at.strip_suffix("/#").filter(|_| row.is_assigned());
        let list = root.or(row.list).map(shown);
        DocumentKind { kind: row.kind.name, at: shown(row.at), list, is_event: row.kind.is_event }
    });
    kinds.collect()
}

impl<R: Resources> Operator<'_, R> {
    /// Makes a document in a list: `/drp`, `/msg`, `/tp`, `/file`, `/bill` and `/ppy` for what is assigned to devices, else
    /// the address of the list, `/drp/1/edc`. The document is XML of the list's type; an mRID of zeros and a creationTime
    /// of 0 are the server's to fill, links and EventStatus always. One whose mRID the list has already is changed, but an
    /// event is left as it is: events are cancelled or superseded [2030.5 §10.2.2.3].
    pub fn make(&mut self, list: &str, document: &[u8]) -> Result<Made, OperatorError> {
        let list = self.list_at(list)?;
        let mrid = self.mrid()?;
        let xml = self.taken(list, document, mrid)?;
        let facts = (list.row().kind.facts)(&xml)?;
        if let Some(known) = self.known(list, facts.mrid)? {
            if facts.span.is_none() {
                self.draft.put(known.key(), xml);
            }
            return Ok(made(known));
        }
        let counter = if list.row().is_assigned() { Key::counter("program") } else { list.counter() };
        let place = list.item(self.draft.next(counter)?);
        self.expect_subject(place, &xml)?;
        if let Some(span) = &facts.span {
            events::note(&mut self.draft, &place.key(), facts.mrid, span)?;
        }
        self.draft.put(place.key(), xml);
        Ok(made(place))
    }

    /// Sets one document: one that stands alone at its address, or one of a list that is there. It keeps its mRID if the new
    /// one has none. Events are not changed.
    pub fn set(&mut self, address: &str, document: &[u8]) -> Result<(), OperatorError> {
        let place = self.document_at(address)?;
        let kind = &place.row().kind;
        if kind.is_event {
            return Err(OperatorError::Unchangeable(address.to_owned()));
        }
        let known = self.draft.get(&Scope::Operator, &place.key())?;
        if place.row().list.is_some() && known.is_none() {
            return Err(OperatorError::Missing(format!("document {address}")));
        }
        let mrid = match known {
            Some(known) => (kind.facts)(&known)?.mrid,
            None => None,
        };
        let mrid = self.mrid_or(mrid)?;
        let xml = self.taken(place, document, mrid)?;
        self.draft.put(place.key(), xml);
        Ok(())
    }

    /// Cancels an event of the table at `at`; it stays in its list until its original end. Again changes nothing.
    pub fn cancel_kept(&mut self, address: &str, at: UtcSeconds, randomized: bool) -> Result<(), OperatorError> {
        let place = self.document_at(address)?;
        let xml = self.expect_document(place)?;
        let kind = &place.row().kind;
        let facts = (kind.facts)(&xml)?;
        let Some((span, mrid)) = facts.span.zip(facts.mrid) else {
            return Err(OperatorError::Missing(format!("event at {address}")));
        };
        if span.cancelled.is_some() {
            return Ok(());
        }
        if super::life::standings_of(&[span], at).iter().all(Option::is_none) {
            return Err(OperatorError::Over(mrid));
        }
        let xml = (kind.cancel)(&xml, Cancellation { at, randomized })?;
        self.draft.put(place.key(), xml);
        Ok(())
    }

    /// Removes a document with all that is below it. An event is never removed before it has left its list.
    pub fn remove(&mut self, address: &str) -> Result<(), OperatorError> {
        let place = self.document_at(address)?;
        let xml = self.expect_document(place)?;
        if self.documents().one(place)?.is_some_and(|item| item.standing.is_some()) {
            return Err(OperatorError::Unchangeable(address.to_owned()));
        }
        for (row, prefix) in place.prefixes_below() {
            let below = self.draft.list(&Scope::Operator, &prefix, usize::MAX)?.into_iter();
            for (key, xml) in below.filter(|(key, _)| key.shelf() == prefix.shelf()) {
                self.remove_kept(row, key, &xml)?;
            }
        }
        if let (FILE, Owner::Program(number)) = (place.row().at, place.owner()) {
            self.draft.remove(Key::file_content(number));
        }
        self.remove_kept(place.row(), place.key(), &xml)
    }

    fn remove_kept(&mut self, row: &Row, key: Key, xml: &[u8]) -> Result<(), OperatorError> {
        if row.kind.is_event {
            let facts = (row.kind.facts)(xml)?;
            facts.span.iter().for_each(|span| events::forget(&mut self.draft, &key, facts.mrid, span));
        }
        self.draft.remove(key);
        Ok(())
    }

    /// The documents of a list in its order, or the one at an address; events that are over are left out. The lists of what
    /// is assigned to devices, such as `/msg`, are in the order of making.
    pub fn kept(&self, address: &str) -> Result<Vec<KeptDocument>, OperatorError> {
        let missing = || OperatorError::Missing(format!("document {address}"));
        let items = match assigned_root(address) {
            Some(list) => {
                let numbers = 1..=self.last_program()?;
                let found = numbers.map(|number| self.documents().one(list.item(number)));
                found.filter_map(Result::transpose).collect::<Result<_, _>>()?
            }
            None => {
                let place = place(address).ok_or_else(missing)?;
                match place.form {
                    _ if !self.documents().has_above(place)? => return Err(missing()),
                    Form::One => vec![self.documents().one(place)?.ok_or_else(missing)?],
                    _ => self.documents().list(place)?,
                }
            }
        };
        let shown = items.into_iter().map(|Item { place, xml, standing, facts }| KeptDocument {
            address: place.to_string(),
            kind: place.row().kind.name,
            description: facts.description,
            xml,
            standing,
        });
        Ok(shown.collect())
    }

    /// The number by which [`Operator::assignments`] takes what is assigned to devices: a program of demand response or
    /// messages, a tariff, a file, an account.
    pub fn assignable(&self, address: &str) -> Result<u32, OperatorError> {
        let place = self.document_at(address)?;
        self.expect_document(place)?;
        match (place.row().is_assigned(), place.numbers().last()) {
            (true, Some(number)) => Ok(*number),
            _ => Err(OperatorError::Missing(format!("document {address} that is assigned to devices"))),
        }
    }

    /// The address of what is assigned to devices under this number, if it is of the table.
    pub fn assigned_address(&self, number: u32) -> Result<Option<String>, OperatorError> {
        let rows = Place::all([number, 0, 0, 0, 0]);
        for place in rows.filter(|place| place.form == Form::One && place.row().is_assigned()) {
            if self.draft.get(&Scope::Operator, &place.key())?.is_some() {
                return Ok(Some(place.to_string()));
            }
        }
        Ok(None)
    }

    /// How long the content of a file is so far, in bytes.
    pub fn file_length(&self, file: &str) -> Result<usize, OperatorError> {
        Ok(self.content_of(file)?.len())
    }

    /// Puts more behind the content of a file; at most 4 MiB in all.
    pub fn append_file_content(&mut self, file: &str, more: &[u8]) -> Result<(), OperatorError> {
        let mut content = self.content_of(file)?;
        content.extend_from_slice(more);
        self.file_content(file, content)
    }

    fn content_of(&self, file: &str) -> Result<Vec<u8>, OperatorError> {
        let place = self.document_at(file)?;
        self.expect_document(place)?;
        let (FILE, Owner::Program(number)) = (place.row().at, place.owner()) else {
            return Err(OperatorError::Missing(format!("file {file}")));
        };
        Ok(self.draft.get(&Scope::Operator, &Key::file_content(number))?.unwrap_or_default())
    }

    /// Sets the content of a file, and its address and size in the file's document. At most 4 MiB.
    pub fn file_content(&mut self, file: &str, content: Vec<u8>) -> Result<(), OperatorError> {
        let place = self.document_at(file)?;
        let (FILE, Owner::Program(number)) = (place.row().at, place.owner()) else {
            return Err(OperatorError::Missing(format!("file {file}")));
        };
        if content.len() > FILE_BYTES_MAX {
            let found = format!("{} bytes", content.len());
            return Err(OperatorError::Bound { what: "the content of a file", found, bound: "at most 4194304 bytes" });
        }
        let at = Route::FileContent(number).to_string();
        let xml = map::file_with(&self.expect_document(place)?, at, content.len() as u32)?;
        self.draft.put(place.key(), xml);
        self.draft.put(Key::file_content(number), content);
        Ok(())
    }

    pub(super) fn documents(&self) -> KeptDocuments<'_, super::resources::Draft<'_, R>> {
        let combines = self.settings().combines();
        KeptDocuments { resources: &self.draft, scope: &Scope::Operator, now: self.now(), combines }
    }

    fn list_at(&self, address: &str) -> Result<Place, OperatorError> {
        let below = || place(address).filter(|place| place.form == Form::List && !place.row().is_assigned());
        let found = assigned_root(address).or_else(below);
        let list = found.ok_or_else(|| OperatorError::Missing(format!("list {address}")))?;
        match list.row().is_assigned() || self.documents().has_above(list)? {
            true => Ok(list),
            false => Err(OperatorError::Missing(format!("list {address}"))),
        }
    }

    fn document_at(&self, address: &str) -> Result<Place, OperatorError> {
        let missing = || OperatorError::Missing(format!("document {address}"));
        let place = place(address).filter(|place| place.form == Form::One).ok_or_else(missing)?;
        match self.documents().has_above(place)? {
            true => Ok(place),
            false => Err(missing()),
        }
    }

    fn expect_document(&self, place: Place) -> Result<Vec<u8>, OperatorError> {
        let found = self.draft.get(&Scope::Operator, &place.key())?;
        found.ok_or_else(|| OperatorError::Missing(format!("document {place}")))
    }

    /// A document as it is kept; `mrid` is its name if it brings none.
    fn taken(&self, place: Place, document: &[u8], mrid: Mrid) -> Result<Vec<u8>, OperatorError> {
        let kind = &place.row().kind;
        let stamp = Stamp { now: self.now(), mrid: Some(mrid) };
        (kind.take)(document, &stamp).map_err(|error| OperatorError::Document { kind: kind.name, error })
    }

    /// The document of a list that has this name, over or not.
    fn known(&self, list: Place, mrid: Option<Mrid>) -> Result<Option<Place>, OperatorError> {
        if list.row().kind.is_event {
            return self.known_event(list, mrid);
        }
        let places: Vec<Place> = match list.row().is_assigned() {
            true => {
                let last = self.last_program()?;
                (1..=last).map(|number| list.item(number)).collect()
            }
            false => {
                let found = self.draft.list(&Scope::Operator, &list.prefix(), usize::MAX)?;
                found.iter().filter_map(|(key, _)| Some(list.item(key.last_number()?))).collect()
            }
        };
        for place in places {
            if let Some(xml) = self.draft.get(&Scope::Operator, &place.key())?
                && mrid.is_some()
                && (list.row().kind.facts)(&xml)?.mrid == mrid
            {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    fn known_event(&self, list: Place, mrid: Option<Mrid>) -> Result<Option<Place>, OperatorError> {
        let Some(mrid) = mrid else { return Ok(None) };
        let found = self.draft.list(&Scope::Operator, &list.prefix().named(mrid), usize::MAX)?;
        let mut places = found.iter().filter_map(|(key, _)| Some(list.item(key.last_number()?)));
        Ok(places.find(|place| found.iter().any(|(key, _)| *key == place.key().by_name(mrid))))
    }

    /// A flow reservation response answers a request that its device has made [2030.5 FlowReservationResponse].
    fn expect_subject(&self, place: Place, xml: &[u8]) -> Result<(), OperatorError> {
        let Some(subject) = (place.row().kind.facts)(xml)?.subject else {
            return Ok(());
        };
        let Owner::Device(device) = place.owner() else {
            return Ok(());
        };
        let asked = self.kept(&format!("/edev/{device}/frq"))?;
        let requests = map::kinds::FLOW_RESERVATION_REQUEST;
        for request in asked {
            if (requests.facts)(&request.xml)?.mrid == Some(subject) {
                return Ok(());
            }
        }
        Err(OperatorError::Missing(format!("flow reservation request {subject} of device {device}")))
    }
}

fn made(place: Place) -> Made {
    let number = place.numbers().last().copied().unwrap_or(0);
    Made { address: place.to_string(), number }
}

/// The list of all that is of a type which is assigned to devices, such as `/msg`.
fn assigned_root(address: &str) -> Option<Place> {
    let row = TABLE.iter().find(|row| row.is_assigned() && row.at.strip_suffix("/#") == Some(address))?;
    place(&row.at.replace('#', "0")).map(Place::list)
}

fn place(address: &str) -> Option<Place> {
    match Route::parse(address)? {
        Route::Kept(place) => Some(place),
        _ => None,
    }
}
