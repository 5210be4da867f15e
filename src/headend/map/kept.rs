//! Documents of the table of function sets: of a type that is checked, kept as XML and shown at an address.

use super::super::documents::Cancellation;
use super::super::life::{Span, Standing};
use super::super::resources::Unavailable;
use super::links::LinkField;
use super::{SUBSCRIBABLE, Shown, status_of};
use std::cmp::Reverse;
use tieline_core::model::{Lfdi, Mrid, Seconds, UtcSeconds};
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// Randomization of a start or duration in seconds [2030.5 OneHourRangeType].
const RANDOMIZATION_MAX: u16 = 3_600;

/// A place in the order of a list: numbers and texts, up or down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Rank {
    /// Smaller numbers first.
    Up(i64),
    /// Larger numbers first.
    Down(Reverse<i64>),
    /// Larger mRIDs first.
    Mrid(Reverse<Mrid>),
    /// Texts in their order.
    Text(String),
    /// Texts against their order.
    TextDown(Reverse<String>),
}

pub(super) fn up(number: impl Into<i64>) -> Rank {
    Rank::Up(number.into())
}

pub(super) fn down(number: impl Into<i64>) -> Rank {
    Rank::Down(Reverse(number.into()))
}

pub(super) fn holds(interval: &wire::DateTimeInterval) -> Option<(i64, i64)> {
    Some((interval.start, interval.start.saturating_add(interval.duration.into())))
}

pub(super) fn mrid_down(mrid: wire::HexBinary128) -> Rank {
    Rank::Mrid(Reverse(Mrid(mrid.0)))
}

/// What the server needs to know of a kept document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in super::super) struct Facts {
    /// Its name on the wire, if its type has one.
    pub(in super::super) mrid: Option<Mrid>,
    /// The device that it names as its own.
    pub(in super::super) lfdi: Option<Lfdi>,
    /// The document that it answers.
    pub(in super::super) subject: Option<Mrid>,
    /// Its words for people.
    pub(in super::super) description: String,
    /// Its place in its list; what ties is in the order of making.
    pub(in super::super) order: Vec<Rank>,
    /// Its time, in lists that are ordered by time.
    pub(in super::super) time: Option<i64>,
    /// From when until before when it holds, if it is no event and has such a time.
    pub(in super::super) holds: Option<(i64, i64)>,
    /// What decides its life, if it is an event.
    pub(in super::super) span: Option<Span>,
}

/// A link to what is below an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct LinkTo {
    /// The last segment of where it leads.
    pub(in super::super) name: &'static str,
    /// Where it leads.
    pub(in super::super) href: String,
    /// How many there are, for a list.
    pub(in super::super) all: Option<u32>,
}

/// Where a document is shown, and what there is around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in super::super) struct Here {
    /// Its address.
    pub(in super::super) href: String,
    /// What is below it and there.
    pub(in super::super) links: Vec<LinkTo>,
    /// How it stands, if it is an event.
    pub(in super::super) standing: Option<Standing>,
    /// Where responses to it go.
    pub(in super::super) reply_to: Option<String>,
    /// What it has within it that is not its own, if it has such.
    pub(in super::super) within: Option<Within>,
}

/// What a document shows that has an address of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Within {
    /// The address of the document above it.
    pub(in super::super) above: String,
    /// How many there are in the list below it.
    pub(in super::super) all: u32,
    /// The first of them: address and document.
    pub(in super::super) documents: Vec<(String, Vec<u8>)>,
}

impl Here {
    /// Points a field to what is below this address under `name`.
    pub(super) fn point(&self, field: &mut impl LinkField, name: &str) {
        let found = self.links.iter().find(|link| link.name == name);
        field.point(found.map(|link| (link.href.as_str(), link.all)));
    }
}

/// The fields that all events have.
pub(super) struct EventFields<'a> {
    pub(super) reply_to: &'a mut Option<String>,
    pub(super) created: &'a mut i64,
    pub(super) status: &'a mut wire::EventStatus,
    pub(super) interval: &'a wire::DateTimeInterval,
    pub(super) randomize: [Option<i16>; 2],
    pub(super) rivals: u128,
    pub(super) modes: u64,
}

/// A wire type that is kept.
pub(super) trait Kept: Element + Clone {
    /// What must be below it before it is shown, since its type requires the links.
    const NEEDS: &'static [&'static str] = &[];
    /// Whether it is an event.
    const IS_EVENT: bool = false;
    /// The list below it whose documents are shown within it.
    const WITHIN: Option<&'static str> = None;

    /// Shows within it what is not its own, or takes it out where there is none.
    fn take_in(&mut self, _within: Option<&Within>) -> Result<(), Unavailable> {
        Ok(())
    }

    /// Puts it at an address.
    fn place(&mut self, here: &Here, poll_rate: u32);

    /// What there is to know of it, but for its life.
    fn facts(&self) -> Facts;

    /// Its name, if its type has one.
    fn mrid(&mut self) -> Option<&mut wire::HexBinary128> {
        None
    }

    /// Its fields as an event.
    fn event(&mut self) -> Option<EventFields<'_>> {
        None
    }
}

/// What a list's document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Head {
    /// Its address.
    pub(in super::super) href: String,
    /// Items of the whole list.
    pub(in super::super) all: u32,
}

/// Writes one document.
pub(super) type Write = fn(Shown, &Here, &[u8]) -> Result<Vec<u8>, Unavailable>;
/// Writes a page of a list.
pub(super) type WriteList = fn(Shown, &Head, &[(Here, Vec<u8>)]) -> Result<Vec<u8>, Unavailable>;
/// Whether clients may be told of the changes of a type [2030.5 SubscribableResource].
pub(super) type Subscribable = fn(Shown) -> bool;

/// The list of a kept type, as functions.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct ListKind {
    /// A page of it.
    pub(in super::super) write: WriteList,
    /// Whether it can be subscribed to.
    pub(in super::super) is_subscribable: Subscribable,
}

/// What the server itself writes into a new document.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Stamp {
    /// When it is made.
    pub(in super::super) now: UtcSeconds,
    /// Its name, if it brings none: an mRID of zeros.
    pub(in super::super) mrid: Option<Mrid>,
}

/// A kept type, as functions over its XML.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Kind {
    /// The type's name.
    pub(in super::super) name: &'static str,
    /// What must be below it before it is shown.
    pub(in super::super) needs: &'static [&'static str],
    /// Whether it is an event.
    pub(in super::super) is_event: bool,
    /// The list below it whose documents are shown within it, where that is asked for.
    pub(in super::super) within: Option<&'static str>,
    /// Checks a document and gives it as it is kept; the error is for people.
    pub(in super::super) take: fn(&[u8], &Stamp) -> Result<Vec<u8>, String>,
    /// What there is to know of a kept one.
    pub(in super::super) facts: fn(&[u8]) -> Result<Facts, Unavailable>,
    /// A kept event, cancelled.
    pub(in super::super) cancel: fn(&[u8], Cancellation) -> Result<Vec<u8>, Unavailable>,
    /// One document at its address.
    pub(in super::super) write: Write,
    /// Whether one document can be subscribed to.
    pub(in super::super) is_subscribable: Subscribable,
    /// Its list, if there is one.
    pub(in super::super) list: Option<ListKind>,
}

impl Kind {
    pub(super) const fn of<T: Kept>(list: Option<ListKind>) -> Self {
        Self {
            name: T::ROOT,
            needs: T::NEEDS,
            is_event: T::IS_EVENT,
            within: T::WITHIN,
            take: take::<T>,
            facts: facts::<T>,
            cancel: cancel::<T>,
            write: write::<T>,
            is_subscribable: is_subscribable::<T>,
            list,
        }
    }
}

pub(super) fn read<T: Element>(xml: &[u8]) -> Result<T, Unavailable> {
    wire::decode_as(xml, &Limits::default()).map_err(|error| Unavailable(format!("a kept document: {error}")))
}

fn take<T: Kept>(body: &[u8], stamp: &Stamp) -> Result<Vec<u8>, String> {
    let mut document: T = wire::decode_as(body, &Limits::default()).map_err(|error| error.to_string())?;
    document.place(&Here::default(), 0);
    document.take_in(None).map_err(|error| error.to_string())?;
    if let Some(subscribable) = document.subscribable(&super::KEPT) {
        *subscribable = None;
    }
    if let (Some(mrid), Some(given)) = (document.mrid(), stamp.mrid)
        && mrid.0 == [0; 16]
    {
        mrid.0 = given.0;
    }
    if let Some(event) = document.event() {
        if event.randomize.into_iter().flatten().any(|shift| shift.unsigned_abs() > RANDOMIZATION_MAX) {
            return Err(format!("a randomization is -{RANDOMIZATION_MAX} to {RANDOMIZATION_MAX} seconds"));
        }
        if *event.created == 0 {
            *event.created = stamp.now.0;
        }
        *event.status = wire::EventStatus::default();
        *event.reply_to = None;
    }
    Ok(super::keep(&document))
}

fn facts<T: Kept>(xml: &[u8]) -> Result<Facts, Unavailable> {
    let mut document: T = read(xml)?;
    let mut facts = document.facts();
    facts.mrid = document.mrid().map(|mrid| Mrid(mrid.0));
    facts.span = document.event().map(|event| span(&event));
    Ok(facts)
}

/// Of a kept EventStatus only a cancellation is read: every other status is found anew each time.
fn span(event: &EventFields<'_>) -> Span {
    let shift = |seconds: Option<i16>| Seconds(seconds.unwrap_or(0).into());
    let at = UtcSeconds(event.status.date_time);
    let cancelled = match event.status.current_status {
        2 => Some(Cancellation { at, randomized: false }),
        3 => Some(Cancellation { at, randomized: true }),
        _ => None,
    };
    Span {
        created: UtcSeconds(*event.created),
        start: UtcSeconds(event.interval.start),
        duration: Seconds(event.interval.duration.into()),
        randomize_start: shift(event.randomize[0]),
        randomize_duration: shift(event.randomize[1]),
        rivals: event.rivals,
        modes: event.modes,
        cancelled,
    }
}

fn cancel<T: Kept>(xml: &[u8], cancellation: Cancellation) -> Result<Vec<u8>, Unavailable> {
    let mut document: T = read(xml)?;
    if let Some(event) = document.event() {
        event.status.current_status = if cancellation.randomized { 3 } else { 2 };
        event.status.date_time = cancellation.at.0;
    }
    Ok(super::keep(&document))
}

/// A kept document as it stands at an address.
pub(super) fn shown_at<T: Kept>(shown: Shown, here: &Here, xml: &[u8]) -> Result<T, Unavailable> {
    let mut document: T = read(xml)?;
    document.place(here, shown.poll_rate);
    document.take_in(here.within.as_ref())?;
    say_subscribable(shown, &mut document);
    if let Some(event) = document.event() {
        *event.reply_to = here.reply_to.clone();
        if let Some(standing) = here.standing {
            *event.status = status_of(shown, standing);
        }
    }
    Ok(document)
}

/// Lets a document say that it can be subscribed to, if its type can.
pub(super) fn say_subscribable<T: Element>(shown: Shown, document: &mut T) {
    if let Some(subscribable) = document.subscribable(&shown.target()) {
        *subscribable = SUBSCRIBABLE;
    }
}

/// Whether a type can be subscribed to.
pub(super) fn is_subscribable<T: Element>(shown: Shown) -> bool {
    T::default().subscribable(&shown.target()).is_some()
}

fn write<T: Kept>(shown: Shown, here: &Here, xml: &[u8]) -> Result<Vec<u8>, Unavailable> {
    Ok(shown.encode(&shown_at::<T>(shown, here, xml)?))
}

/// Declares a kept type: what points where, its order, its list.
macro_rules! kept {
    ($name:ident = $kind:ident
        $(, polled $poll:ident)?
        $(, links { $($field:ident = $child:literal),* $(,)? })?
        $(, needs [$($need:literal),*])?
        $(, facts |$item:ident| $facts:expr)?
        $(, mrid $mrid:ident)?
        $(, event |$event:ident| $fields:expr)?
        $(, within $within:literal by $take_in:path)?
        $(, list $list:ident $items:ident $($list_poll:ident)?)?
    ) => {
        impl Kept for wire::$kind {
            $(const NEEDS: &'static [&'static str] = &[$($need),*];)?
            $(const IS_EVENT: bool = !stringify!($event).is_empty();)?
            $(const WITHIN: Option<&'static str> = Some($within);

            fn take_in(&mut self, within: Option<&Within>) -> Result<(), Unavailable> {
                $take_in(self, within)
            })?

            #[allow(unused_variables, reason = "only some types have a pollRate")]
            fn place(&mut self, here: &Here, poll_rate: u32) {
                self.href = (!here.href.is_empty()).then(|| here.href.clone());
                $(self.$poll = Some(poll_rate);)?
                $($(here.point(&mut self.$field, $child);)*)?
            }

            #[allow(unreachable_code, reason = "types without facts have the empty ones")]
            fn facts(&self) -> Facts {
                $(let $item = self; return $facts;)?
                Facts::default()
            }

            $(fn mrid(&mut self) -> Option<&mut wire::HexBinary128> {
                Some(&mut self.$mrid)
            })?

            $(fn event(&mut self) -> Option<EventFields<'_>> {
                let $event = self;
                Some($fields)
            })?
        }

        #[doc = concat!("`", stringify!($kind), "`.")]
        pub(in super::super) const $name: Kind = Kind::of::<wire::$kind>(kept!(@list $kind $($list $items $($list_poll)?)?));
    };
    (@list $kind:ident) => { None };
    (@list $kind:ident $list:ident $items:ident $($poll:ident)?) => {
        Some(ListKind {
            write: |shown, head, items| {
                let shown_items = items.iter().map(|(here, xml)| shown_at::<wire::$kind>(shown, here, xml));
                let $items = shown_items.collect::<Result<Vec<_>, _>>()?;
                let mut list = wire::$list { $items, ..Default::default() };
                list.href = Some(head.href.clone());
                list.all = head.all;
                list.results = items.len() as u32;
                $(list.$poll = Some(shown.poll_rate);)?
                say_subscribable(shown, &mut list);
                Ok(shown.encode(&list))
            },
            is_subscribable: is_subscribable::<wire::$list>,
        })
    };
}
pub(super) use kept;
