//! What devices read and write of the table of function sets.

use super::http::{Refusal, stored};
use super::kept::KeptDocuments;
use super::key::Owner;
use super::map::{Head, Shown, Stamp};
use super::paging::cut;
use super::resources::{Draft, Resources};
use super::server::{Answer, Call};
use super::table::{Form, Place, Writer};

/// Documents that a device may have in one list.
const ITEMS_MAX: usize = 64;

impl<R: Resources> Call<'_, R> {
    /// The documents of the table as the caller sees them.
    pub(super) fn kept(&self) -> KeptDocuments<'_, R> {
        let combines = self.settings.combines();
        KeptDocuments { resources: self.resources, scope: &self.scope, now: self.now, combines }
    }

    /// The body of a GET.
    pub(super) fn render_kept(&self, shown: Shown, place: Place) -> Result<Vec<u8>, Refusal> {
        let kept = self.kept();
        let kind = &place.row().kind;
        if place.form == Form::One {
            let item = kept.one(place)?.ok_or(Refusal::NotFound)?;
            return Ok((kind.write)(shown, &kept.here(&item)?, &item.xml)?);
        }
        let write = kind.list.ok_or(Refusal::NotFound)?.write;
        let list = kept.list(place)?;
        if place.row().is_assigned() && list.is_empty() {
            return Err(Refusal::NotFound);
        }
        let page = cut(list, self.query, self.settings.page_max, |item| item.facts.time);
        let mut items = Vec::new();
        for item in page.items {
            items.push((kept.here(&item)?, item.xml));
        }
        Ok(write(shown, &Head { href: place.to_string(), all: page.all }, &items)?)
    }

    /// A PUT of what a device says of itself. What it posted to a list must be there already, and keeps its mRID.
    pub(super) fn put_kept(&self, place: Place) -> Result<Answer, Refusal> {
        let known = self.resources.get(&self.scope, &place.key())?;
        if place.row().writer == Writer::Post && known.is_none() {
            return Err(Refusal::NotFound);
        }
        let xml = self.taken(place)?;
        let facts = place.row().kind.facts;
        if let Some(known) = known
            && facts(&known)?.mrid != facts(&xml)?.mrid
        {
            return Err(Refusal::Bad(format!("the mRID of {place} does not change")));
        }
        let mut draft = Draft::new(self.resources);
        draft.put(place.key(), xml);
        Ok(stored(false, None, draft.into_changes()))
    }

    /// A POST to one of the device's lists. The same document again keeps its address, and one of the same mRID is changed
    /// (rule 5) [2030.5 IPInterface, LoadShedAvailability, FlowReservationRequest].
    pub(super) fn post_kept(&self, list: Place) -> Result<Answer, Refusal> {
        let xml = self.taken(list)?;
        let mrid = (list.row().kind.facts)(&xml)?.mrid;
        let kept = self.kept().list(list)?;
        let known = kept.iter().find(|item| item.xml == xml || (mrid.is_some() && item.facts.mrid == mrid));
        if known.is_none() && kept.len() >= ITEMS_MAX {
            return Err(Refusal::Forbidden(format!("{list} holds {ITEMS_MAX} documents, the most that it may")));
        }
        let mut draft = Draft::new(self.resources);
        let place = match known {
            Some(item) => item.place,
            None => list.item(draft.next(list.counter())?),
        };
        let is_new = known.is_none_or(|item| item.xml == xml);
        draft.put(place.key(), xml);
        Ok(stored(is_new, Some(place.to_string()), draft.into_changes()))
    }

    /// A DELETE of what the device has posted.
    pub(super) fn delete_kept(&self, place: Place) -> Result<Answer, Refusal> {
        if self.resources.get(&self.scope, &place.key())?.is_none() {
            return Err(Refusal::NotFound);
        }
        let mut draft = Draft::new(self.resources);
        draft.remove(place.key());
        Ok(stored(false, None, draft.into_changes()))
    }

    /// The body of a write as it is kept; one that names another device than the address does is refused (rule 8).
    fn taken(&self, place: Place) -> Result<Vec<u8>, Refusal> {
        let kind = &place.row().kind;
        let xml = (kind.take)(&self.request.body, &Stamp { now: self.now, mrid: None }).map_err(Refusal::Bad)?;
        let lfdi = (kind.facts)(&xml)?.lfdi;
        let named = lfdi.map(|lfdi| self.scope.device_of(lfdi).map(Owner::Device));
        match named.is_none_or(|named| named == Some(place.owner())) {
            true => Ok(xml),
            false => Err(Refusal::Forbidden(format!("the LFDI of {} is not that of {place}'s device", kind.name))),
        }
    }
}
