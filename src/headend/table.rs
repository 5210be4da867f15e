//! The function sets whose documents are checked, kept and shown as they are: one row a type, and what its address is.
//!
//! An address is also the name of the document in the store, so that a row says all that there is to say of a type.

use super::key::{Key, Owner};
use super::map::{Kind, Shown, kinds as kind};
use std::fmt;
use tieline_core::model::Method;

/// Who writes a document, besides the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// Nobody.
    Operator,
    /// The device puts it.
    Put,
    /// The device posts it to its list, puts it again and deletes it.
    Post,
}

/// A type of the table. In addresses `#` stands for a number.
#[derive(Debug)]
pub(super) struct Row {
    /// Where one is.
    pub(super) at: &'static str,
    /// Where the list of them is.
    pub(super) list: Option<&'static str>,
    /// Where the list of those is that hold now.
    pub(super) active: Option<&'static str>,
    /// Where CSIP-AUS 1.3 has one list of all that are in several lists.
    pub(super) combined: Option<&'static str>,
    /// Who writes it.
    pub(super) writer: Writer,
    /// Its type.
    pub(super) kind: Kind,
}

/// One document.
const fn one(at: &'static str, kind: Kind) -> Row {
    Row { at, list: None, active: None, combined: None, writer: Writer::Operator, kind }
}

/// Documents in a list.
const fn many(list: &'static str, at: &'static str, kind: Kind) -> Row {
    Row { list: Some(list), ..one(at, kind) }
}

impl Row {
    const fn active(self, active: &'static str) -> Self {
        Self { active: Some(active), ..self }
    }

    const fn combined(self, combined: &'static str) -> Self {
        Self { combined: Some(combined), ..self }
    }

    const fn by(self, writer: Writer) -> Self {
        Self { writer, ..self }
    }

    fn pattern(&self, form: Form) -> Option<&'static str> {
        match form {
            Form::One => Some(self.at),
            Form::List => self.list,
            Form::Active => self.active,
            Form::Combined => self.combined,
        }
    }

    /// Whether it is assigned to devices, with all that is below it.
    pub(super) fn is_assigned(&self) -> bool {
        self.list.is_some_and(|list| list.starts_with(ASSIGNED))
    }
}

/// Where a file is.
pub(super) const FILE: &str = "/file/#";

/// Where a flow reservation response is.
const RESERVATION: &str = "/edev/#/frp/#";

/// Where the lists of what is assigned are.
const ASSIGNED: &str = "/edev/#/fsa/#/";

/// Every row.
pub(super) static TABLE: &[Row] = &[
    one("/sdev", kind::SELF_DEVICE),
    one("/sdev/di", kind::DEVICE_INFORMATION),
    one("/sdev/dstat", kind::DEVICE_STATUS),
    one("/sdev/ps", kind::POWER_STATUS),
    one("/edev/#/di", kind::DEVICE_INFORMATION).by(Writer::Put),
    one("/edev/#/dstat", kind::DEVICE_STATUS).by(Writer::Put),
    one("/edev/#/ps", kind::POWER_STATUS).by(Writer::Put),
    one("/edev/#/cfg", kind::CONFIGURATION).by(Writer::Put),
    one("/edev/#/fs", kind::FILE_STATUS).by(Writer::Put),
    many("/edev/#/ns", "/edev/#/ns/#", kind::IP_INTERFACE).by(Writer::Post),
    many("/edev/#/lsl", "/edev/#/lsl/#", kind::LOAD_SHED_AVAILABILITY).by(Writer::Post),
    many("/edev/#/frq", "/edev/#/frq/#", kind::FLOW_RESERVATION_REQUEST).by(Writer::Post),
    many("/edev/#/frp", RESERVATION, kind::FLOW_RESERVATION_RESPONSE),
    many("/edev/#/fsa/#/drp", "/drp/#", kind::DEMAND_RESPONSE_PROGRAM),
    many("/drp/#/edc", "/drp/#/edc/#", kind::END_DEVICE_CONTROL).active("/drp/#/actedc"),
    many("/edev/#/fsa/#/msg", "/msg/#", kind::MESSAGING_PROGRAM),
    many("/msg/#/txt", "/msg/#/txt/#", kind::TEXT_MESSAGE).active("/msg/#/acttxt"),
    many("/edev/#/fsa/#/tp", "/tp/#", kind::TARIFF_PROFILE),
    many("/tp/#/rc", "/tp/#/rc/#", kind::RATE_COMPONENT),
    one("/tp/#/rc/#/rt", kind::READING_TYPE),
    many("/tp/#/rc/#/tti", "/tp/#/rc/#/tti/#", kind::TIME_TARIFF_INTERVAL)
        .active("/tp/#/rc/#/acttti")
        .combined("/tp/#/ctti"),
    many("/tp/#/rc/#/tti/#/cti", "/tp/#/rc/#/tti/#/cti/#", kind::CONSUMPTION_TARIFF_INTERVAL),
    many("/edev/#/fsa/#/file", FILE, kind::FILE),
    many("/edev/#/fsa/#/bill", "/bill/#", kind::CUSTOMER_ACCOUNT),
    one("/bill/#/ss", kind::SERVICE_SUPPLIER),
    many("/bill/#/ca", "/bill/#/ca/#", kind::CUSTOMER_AGREEMENT),
    many("/bill/#/ca/#/bp", "/bill/#/ca/#/bp/#", kind::BILLING_PERIOD).active("/bill/#/ca/#/actbp"),
    many("/bill/#/ca/#/ver", "/bill/#/ca/#/ver/#", kind::HISTORICAL_READING),
    one("/bill/#/ca/#/ver/#/rt", kind::READING_TYPE),
    many("/bill/#/ca/#/ver/#/brs", "/bill/#/ca/#/ver/#/brs/#", kind::BILLING_READING_SET),
    many("/bill/#/ca/#/ver/#/brs/#/br", "/bill/#/ca/#/ver/#/brs/#/br/#", kind::BILLING_READING),
    many("/bill/#/ca/#/pro", "/bill/#/ca/#/pro/#", kind::PROJECTION_READING),
    one("/bill/#/ca/#/pro/#/rt", kind::READING_TYPE),
    many("/bill/#/ca/#/pro/#/brs", "/bill/#/ca/#/pro/#/brs/#", kind::BILLING_READING_SET),
    many("/bill/#/ca/#/pro/#/brs/#/br", "/bill/#/ca/#/pro/#/brs/#/br/#", kind::BILLING_READING),
    many("/bill/#/ca/#/tar", "/bill/#/ca/#/tar/#", kind::TARGET_READING),
    one("/bill/#/ca/#/tar/#/rt", kind::READING_TYPE),
    many("/bill/#/ca/#/tar/#/brs", "/bill/#/ca/#/tar/#/brs/#", kind::BILLING_READING_SET),
    many("/bill/#/ca/#/tar/#/brs/#/br", "/bill/#/ca/#/tar/#/brs/#/br/#", kind::BILLING_READING),
    many("/edev/#/fsa/#/ppy", "/ppy/#", kind::PREPAYMENT),
    one("/ppy/#/ab", kind::ACCOUNT_BALANCE),
    one("/ppy/#/os", kind::PREPAY_OPERATION_STATUS),
    many("/ppy/#/cr", "/ppy/#/cr/#", kind::CREDIT_REGISTER),
    many("/ppy/#/si", "/ppy/#/si/#", kind::SUPPLY_INTERRUPTION_OVERRIDE).active("/ppy/#/actsi"),
];

/// What an address of a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One document.
    One,
    /// The list.
    List,
    /// The list of those that hold now.
    Active,
    /// One list of all that are in the lists below the documents of another.
    Combined,
}

impl Form {
    const ALL: [Self; 4] = [Self::One, Self::List, Self::Active, Self::Combined];
}

/// Most numbers in an address.
const NUMBERS_MAX: usize = 5;

/// An address of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    row: usize,
    /// What it shows.
    pub(super) form: Form,
    numbers: [u32; NUMBERS_MAX],
}

impl Place {
    /// The address at a path's segments.
    pub(super) fn parse(segments: &[&str]) -> Option<Self> {
        TABLE.iter().enumerate().find_map(|(row, entry)| {
            Form::ALL
                .into_iter()
                .find_map(|form| Some(Self { row, form, numbers: fit(entry.pattern(form)?, segments)? }))
        })
    }

    /// Every form of every row, with these numbers.
    pub(super) fn all(numbers: [u32; NUMBERS_MAX]) -> impl Iterator<Item = Self> {
        let places = (0..TABLE.len()).flat_map(move |row| Form::ALL.map(|form| Self { row, form, numbers }));
        places.filter(|place| place.pattern().is_some())
    }

    /// The list of a device's flow reservation responses.
    pub(super) fn own_reservations(device: u32) -> Self {
        let row = TABLE.iter().position(|row| row.at == RESERVATION).unwrap_or(0);
        Self { row, form: Form::List, numbers: [device, 0, 0, 0, 0] }
    }

    /// Its row.
    pub(super) fn row(self) -> &'static Row {
        &TABLE[self.row]
    }

    fn pattern(self) -> Option<&'static str> {
        self.row().pattern(self.form)
    }

    /// The numbers in it.
    pub(super) fn numbers(&self) -> &[u32] {
        let count = self.pattern().map_or(0, |pattern| pattern.bytes().filter(|byte| *byte == b'#').count());
        &self.numbers[..count.min(NUMBERS_MAX)]
    }

    /// Whose what is there is.
    pub(super) fn owner(&self) -> Owner {
        match (self.pattern(), self.numbers().first()) {
            (Some(pattern), Some(number)) if pattern.starts_with("/edev/") => Owner::Device(*number),
            (_, Some(number)) => Owner::Program(*number),
            (_, None) => Owner::Everyone,
        }
    }

    /// The name of its row in keys: the address without its numbers.
    pub(super) fn name(&self) -> String {
        let literal = self.row().at.split('/').filter(|segment| !segment.is_empty() && *segment != "#");
        literal.collect::<Vec<_>>().join(".")
    }

    fn numbers_below_owner(&self) -> &[u32] {
        self.numbers().get(1..).unwrap_or_default()
    }

    /// Where one document is kept.
    pub(super) fn key(&self) -> Key {
        Key::kept(self.owner(), &self.name(), self.numbers_below_owner())
    }

    /// Where the documents of a list are kept.
    pub(super) fn prefix(&self) -> Key {
        Key::all_kept(self.owner(), &self.name(), self.numbers_below_owner())
    }

    /// What counts the documents of a list.
    pub(super) fn counter(&self) -> Key {
        Key::kept(self.owner(), &format!("counter/{}", self.name()), self.numbers_below_owner())
    }

    /// The list that a document is in.
    pub(super) fn list(self) -> Self {
        Self { form: Form::List, ..self }
    }

    /// The document that a list is directly below, or that a document's list is.
    pub(super) fn above(self) -> Option<Self> {
        let at = self.row().list?.rsplit_once('/')?.0;
        let row = TABLE.iter().position(|row| row.at == at)?;
        Some(Self { row, form: Form::One, numbers: self.numbers })
    }

    /// The list of this row that is below a document.
    pub(super) fn list_below(self, document: Self) -> Self {
        Self { numbers: document.numbers, ..self.list() }
    }

    /// A document of this list.
    pub(super) fn item(self, number: u32) -> Self {
        let count = if self.row().is_assigned() { 0 } else { self.numbers().len() };
        let mut numbers = self.numbers;
        if let Some(last) = numbers.get_mut(count) {
            *last = number;
        }
        Self { form: Form::One, numbers, ..self }
    }

    /// The documents above it that must be there for it to be there.
    pub(super) fn ancestors(self) -> impl Iterator<Item = Self> {
        let own = self.pattern().unwrap_or_default();
        let above = TABLE
            .iter()
            .enumerate()
            .filter(move |(_, row)| own.strip_prefix(row.at).is_some_and(|rest| rest.starts_with('/')));
        let numbers = self.numbers;
        above.map(move |(row, _)| Self { row, form: Form::One, numbers })
    }

    /// What lies directly below an address, by its last segment.
    pub(super) fn children(at: &str, numbers: &[u32]) -> Vec<(&'static str, Self)> {
        let mut own = [0; NUMBERS_MAX];
        own.iter_mut().zip(numbers).for_each(|(to, from)| *to = *from);
        let below = Self::all(own).filter_map(|place| {
            let rest = place.pattern()?.strip_prefix(at)?.strip_prefix('/')?;
            (!rest.contains('/') && rest != "#").then_some((rest, place))
        });
        below.collect()
    }

    /// What lies directly below this document.
    pub(super) fn below(&self) -> Vec<(&'static str, Self)> {
        Self::children(self.row().at, self.numbers())
    }

    /// The rows whose documents lie anywhere below this document, each with the prefix of their keys.
    pub(super) fn prefixes_below(&self) -> Vec<(&'static Row, Key)> {
        let rows = TABLE
            .iter()
            .enumerate()
            .filter(|(_, row)| row.at.strip_prefix(self.row().at).is_some_and(|rest| rest.starts_with('/')));
        let keys = rows.map(|(number, row)| {
            let name = Self { row: number, ..*self }.name();
            (row, Key::kept(self.owner(), &name, self.numbers_below_owner()))
        });
        keys.collect()
    }

    /// Whether this is assigned to devices and has events below it.
    pub(super) fn has_events(self) -> bool {
        let below = |row: &Row| row.at.strip_prefix(self.row().at).is_some_and(|rest| rest.starts_with('/'));
        self.row().is_assigned() && TABLE.iter().any(|row| row.kind.is_event && below(row))
    }

    /// Whether a client may be told of its changes: its type says so [2030.5 SubscribableResource].
    pub(super) fn is_subscribable(self, shown: Shown) -> bool {
        let kind = &self.row().kind;
        match self.form {
            Form::One => (kind.is_subscribable)(shown),
            _ => kind.list.is_some_and(|list| (list.is_subscribable)(shown)),
        }
    }

    /// The methods that a device may use, for Allow.
    pub(super) fn methods(self) -> &'static [Method] {
        use Method::{Delete, Get, Head, Options, Post, Put};
        match (self.row().writer, self.form) {
            (Writer::Put, Form::One) => &[Get, Head, Put, Options],
            (Writer::Post, Form::One) => &[Get, Head, Put, Delete, Options],
            (Writer::Post, Form::List) => &[Get, Head, Post, Options],
            _ => &[Get, Head, Options],
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut numbers = self.numbers.iter();
        for segment in self.pattern().unwrap_or_default().split('/').skip(1) {
            match segment {
                "#" => write!(f, "/{}", numbers.next().unwrap_or(&0))?,
                segment => write!(f, "/{segment}")?,
            }
        }
        Ok(())
    }
}

fn fit(pattern: &str, segments: &[&str]) -> Option<[u32; NUMBERS_MAX]> {
    let mut numbers = [0; NUMBERS_MAX];
    let mut next = numbers.iter_mut();
    let mut given = segments.iter();
    for expected in pattern.split('/').skip(1) {
        match (expected, *given.next()?) {
            ("#", segment) => *next.next()? = super::route::number(segment)?,
            (expected, segment) if expected == segment => {}
            _ => return None,
        }
    }
    given.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_address_of_the_table_reads_back_and_is_its_own() {
        let mut seen = BTreeSet::new();
        for place in Place::all([1, 2, 3, 4, 5]) {
            let path = place.to_string();
            let segments: Vec<_> = path.split('/').skip(1).collect();
            let read = Place::parse(&segments).expect("an address");
            assert_eq!((read.to_string(), read.form), (path.clone(), place.form));
            assert!(seen.insert(path));
        }
        assert!(seen.len() > TABLE.len());
    }

    #[test]
    fn keys_of_different_rows_do_not_meet() {
        let ones: Vec<_> = Place::all([1; 5]).filter(|place| place.form == Form::One).collect();
        let keys: BTreeSet<_> = ones.iter().map(Place::key).collect();
        assert_eq!(keys.len(), TABLE.len());
        for (list, item) in ones.iter().filter(|one| one.row().list.is_some()).map(|one| (one.list(), one)) {
            assert!(list.row().is_assigned() || item.key().is_under(&list.prefix()), "{item}");
        }
    }
}
