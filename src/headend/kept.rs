//! The documents of the table, read: what is there, in the order of its list, and how it stands now.

use super::documents::{AssignmentsDocument, DeviceDocument, ProgramDocument};
use super::events;
use super::key::{Key, Owner};
use super::life::{Span, Standing, standings_until};
use super::map::{Facts, Here, LinkTo, Within};
use super::resources::{Resources, Unavailable, read};
use super::route::Route;
use super::scope::Scope;
use super::table::{Form, Place, Writer};
use tieline_core::model::{EventStatus, Mrid, UtcSeconds};

/// The response set of what is a device's own: flow reservations.
pub(super) const OWN_SET: u32 = 0;

/// Documents of a list that are shown within the one that links to it: as many as there are blocks of consumption; who wants
/// more follows the link [2030.5 ConsumptionBlockType].
const WITHIN_MAX: usize = 17;

/// A kept document.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Where it is.
    pub(super) place: Place,
    /// Itself, as it is kept.
    pub(super) xml: Vec<u8>,
    /// What there is to know of it.
    pub(super) facts: Facts,
    /// How it stands, if it is an event.
    pub(super) standing: Option<Standing>,
}

/// The documents of the table as one scope sees them at one instant.
pub(super) struct KeptDocuments<'a, R> {
    /// The documents.
    pub(super) resources: &'a R,
    /// Who looks.
    pub(super) scope: &'a Scope,
    /// When.
    pub(super) now: UtcSeconds,
    /// Whether prices are shown in the form of CSIP-AUS 1.3: combined lists, and the blocks of each price within it.
    pub(super) combines: bool,
}

impl<R: Resources> KeptDocuments<'_, R> {
    /// Whether what an address belongs to is there and visible: its owner, and each document above it. What is assigned is
    /// its own owner.
    pub(super) fn has_above(&self, place: Place) -> Result<bool, Unavailable> {
        if place.form == Form::Combined && !self.combines {
            return Ok(false);
        }
        if let Owner::Device(device) = place.owner()
            && self.resources.get(self.scope, &Key::device(device))?.is_none()
        {
            return Ok(false);
        }
        let root = Some(place).filter(|place| place.form == Form::One && place.row().is_assigned());
        for above in place.ancestors().chain(root) {
            if self.resources.get(self.scope, &above.key())?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The document at an address; `None` if it is not there, or has left its list.
    pub(super) fn one(&self, place: Place) -> Result<Option<Item>, Unavailable> {
        let Some(xml) = self.resources.get(self.scope, &place.key())? else {
            return Ok(None);
        };
        let facts = (place.row().kind.facts)(&xml)?;
        if place.row().kind.is_event {
            return Ok(self.list(place.list())?.into_iter().find(|item| item.place == place));
        }
        let item = Item { place, xml, facts, standing: None };
        Ok(self.is_whole(&item)?.then_some(item))
    }

    /// The documents of a list in its order.
    pub(super) fn list(&self, place: Place) -> Result<Vec<Item>, Unavailable> {
        let mut items = match place.form {
            Form::Combined => self.combined(place)?,
            _ => self.listed(place)?,
        };
        items.sort_by(|a, b| a.facts.order.cmp(&b.facts.order));
        Ok(items)
    }

    /// What is in the lists below each document of another, whichever list it is in: in which it stands as in its own
    /// [CSIP-AUS CombinedTimeTariffIntervalList].
    fn combined(&self, place: Place) -> Result<Vec<Item>, Unavailable> {
        let Some(above) = place.above() else { return Ok(Vec::new()) };
        let mut items = Vec::new();
        for document in self.list(above.list())? {
            items.extend(self.list(place.list_below(document.place))?);
        }
        Ok(items)
    }

    fn listed(&self, place: Place) -> Result<Vec<Item>, Unavailable> {
        let mut items = Vec::new();
        for (at, xml) in self.members(place)? {
            let facts = (place.row().kind.facts)(&xml)?;
            items.push(Item { place: at, xml, facts, standing: None });
        }
        let mut items = self.as_they_stand(items);
        let mut whole = Ok(());
        items.retain(|item| {
            self.is_whole(item).unwrap_or_else(|error| {
                whole = Err(error);
                false
            })
        });
        whole?;
        if place.form == Form::Active {
            items.retain(|item| self.is_active(item));
        }
        Ok(items)
    }

    fn members(&self, place: Place) -> Result<Vec<(Place, Vec<u8>)>, Unavailable> {
        if place.row().kind.is_event {
            return self.at_numbers(place, events::that_matter(self.resources, self.scope, &place.prefix(), self.now)?);
        }
        if !place.row().is_assigned() {
            let found = self.resources.list(self.scope, &place.prefix(), usize::MAX)?;
            let numbered = found.into_iter().map(|(key, xml)| (place.item(key.last_number().unwrap_or(0)), xml));
            return Ok(numbered.collect());
        }
        self.at_numbers(place, self.assigned(place)?)
    }

    fn at_numbers(&self, list: Place, numbers: Vec<u32>) -> Result<Vec<(Place, Vec<u8>)>, Unavailable> {
        let mut found = Vec::new();
        for number in numbers {
            let at = list.item(number);
            found.extend(self.resources.get(self.scope, &at.key())?.map(|xml| (at, xml)));
        }
        Ok(found)
    }

    /// The numbers of what a device's assignments name; none if the device does not have these assignments.
    fn assigned(&self, place: Place) -> Result<Vec<u32>, Unavailable> {
        let [device, assignments] = place.numbers() else {
            return Ok(Vec::new());
        };
        let device: Option<DeviceDocument> = read(self.resources, self.scope, &Key::device(*device))?;
        if !device.is_some_and(|device| device.assignments.contains(assignments)) {
            return Ok(Vec::new());
        }
        let named: Option<AssignmentsDocument> =
            read(self.resources, &Scope::Operator, &Key::assignments(*assignments))?;
        Ok(named.map(|named| named.programs).unwrap_or_default())
    }

    /// Events with their standings, without those that have left the list; everything else as it is.
    fn as_they_stand(&self, items: Vec<Item>) -> Vec<Item> {
        let spans: Vec<Span> = items.iter().filter_map(|item| item.facts.span.clone()).collect();
        let (standings, until) = standings_until(&spans, self.now);
        until.into_iter().for_each(|at| self.resources.differs_from(at));
        let mut standings = standings.into_iter();
        let stand = items.into_iter().filter_map(|mut item| {
            if item.facts.span.is_some() {
                item.standing = Some(standings.next()??);
            }
            Some(item)
        });
        stand.collect()
    }

    /// Whether everything is there that its type requires links to.
    fn is_whole(&self, item: &Item) -> Result<bool, Unavailable> {
        let needs = item.place.row().kind.needs;
        for (name, below) in item.place.below() {
            if needs.contains(&name) && self.resources.get(self.scope, &below.key())?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_active(&self, item: &Item) -> bool {
        let holds = |(from, before): (i64, i64)| {
            let turns = [from, before].into_iter().filter(|at| *at > self.now.0);
            turns.for_each(|at| self.resources.differs_from(UtcSeconds(at)));
            (from..before).contains(&self.now.0)
        };
        match item.standing {
            Some(standing) => standing.status == EventStatus::Active,
            None => item.facts.holds.is_some_and(holds),
        }
    }

    /// Links to what is there of these addresses. A list of what is there is there, empty or not; so is what a device
    /// may put, which finds the address by the link.
    pub(super) fn links(&self, below: Vec<(&'static str, Place)>) -> Result<Vec<LinkTo>, Unavailable> {
        let mut links = Vec::new();
        for (name, place) in below.into_iter().filter(|(_, place)| self.combines || place.form != Form::Combined) {
            let all = match place.form {
                Form::One => None,
                _ => Some(self.list(place)?.len() as u32),
            };
            let there = match (place.form, place.row().writer) {
                (Form::One, Writer::Operator) => self.resources.get(self.scope, &place.key())?.is_some(),
                _ => !place.row().is_assigned() || all != Some(0),
            };
            if there {
                links.push(LinkTo { name, href: place.to_string(), all });
            }
        }
        Ok(links)
    }

    /// Where a document is shown, and what is around it.
    pub(super) fn here(&self, item: &Item) -> Result<Here, Unavailable> {
        let reply_to = item.standing.map(|_| match item.place.owner() {
            Owner::Program(number) => Route::Responses(number),
            _ => Route::Responses(OWN_SET),
        });
        Ok(Here {
            href: item.place.to_string(),
            links: self.links(item.place.below())?,
            standing: item.standing,
            reply_to: reply_to.map(|route| route.to_string()),
            within: self.within(item.place)?,
        })
    }

    /// What a document has within it beside its own fields: the address above it, and the first documents of a list below it.
    fn within(&self, place: Place) -> Result<Option<Within>, Unavailable> {
        let Some(list) = place.row().kind.within.filter(|_| self.combines) else { return Ok(None) };
        let below = place.below().into_iter().find(|(name, _)| *name == list);
        let (Some(above), Some((_, list))) = (place.above(), below) else { return Ok(None) };
        let documents = self.list(list)?;
        let shown = documents.iter().take(WITHIN_MAX).map(|item| (item.place.to_string(), item.xml.clone()));
        Ok(Some(Within { above: above.to_string(), all: documents.len() as u32, documents: shown.collect() }))
    }

    /// The name and words of what a response set is about: a program, or what is assigned like one and has events.
    pub(super) fn response_set(&self, number: u32) -> Result<Option<(Mrid, String)>, Unavailable> {
        let program: Option<ProgramDocument> = read(self.resources, self.scope, &Key::program(number))?;
        if let Some(program) = program {
            return Ok(Some((program.mrid, program.description)));
        }
        for place in Place::all([number, 0, 0, 0, 0]) {
            if place.form == Form::One
                && place.has_events()
                && let Some(item) = self.one(place)?
            {
                return Ok(item.facts.mrid.map(|mrid| (mrid, item.facts.description)));
            }
        }
        Ok(None)
    }

    /// Whether an owner has an event of this name in the table, over or not.
    pub(super) fn knows_event(&self, owner: Owner, event: Mrid) -> Result<bool, Unavailable> {
        for list in Place::event_lists(owner) {
            if events::named(self.resources, self.scope, &list.prefix(), event)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
