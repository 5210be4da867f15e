//! Where events are found by their end and by their name: a list costs what it shows, not what there ever was in it.
//!
//! Beside each event stand two small documents, written in the same batch and never changed: one named by its last possible
//! end, one by its mRID.

use super::documents::EventDocument;
use super::key::{Key, Owner};
use super::life::Span;
use super::operator::{Operator, OperatorError};
use super::resources::{Draft, Resources, Unavailable, read, read_all};
use super::scope::Scope;
use super::table::{Form, Place};
use serde::{Deserialize, Serialize};
use tieline_core::model::{Mrid, UtcSeconds};

/// What an event's end says of it: whom it may displace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Extent {
    start: UtcSeconds,
    end: UtcSeconds,
    created: UtcSeconds,
}

/// Makes the event at `event` be found.
pub(super) fn note<R: Resources>(
    draft: &mut Draft<'_, R>,
    event: &Key,
    mrid: Option<Mrid>,
    span: &Span,
) -> Result<(), Unavailable> {
    let extent = Extent { start: span.start, end: span.end(), created: span.created };
    draft.put_json(event.by_end(span.latest_end()), &extent)?;
    if let Some(mrid) = mrid {
        draft.put(event.by_name(mrid), b"1".to_vec());
    }
    Ok(())
}

/// Undoes [`note`].
pub(super) fn forget<R: Resources>(draft: &mut Draft<'_, R>, event: &Key, mrid: Option<Mrid>, span: &Span) {
    draft.remove(event.by_end(span.latest_end()));
    if let Some(mrid) = mrid {
        draft.remove(event.by_name(mrid));
    }
}

/// The number of the event of this name among those under `events`, in whatever list of that kind it is.
pub(super) fn named(
    resources: &impl Resources,
    scope: &Scope,
    events: &Key,
    mrid: Mrid,
) -> Result<Option<u32>, Unavailable> {
    let found = resources.list(scope, &events.named(mrid), 1)?;
    Ok(found.first().and_then(|(key, _)| key.last_number()))
}

/// The numbers of the events under `events` that decide how those stand that have not left their list at `now`, ascending:
/// these, and of those that are over the ones that a later event may have displaced one of these by.
///
/// Displaced is only who was made earlier, by who overlaps: an event that was made before the first of these, or whose end
/// is before the first start, is of no consequence.
pub(super) fn that_matter(
    resources: &impl Resources,
    scope: &Scope,
    events: &Key,
    now: UtcSeconds,
) -> Result<Vec<u32>, Unavailable> {
    let ends = events.ends();
    let mut from = UtcSeconds(now.0.saturating_add(1));
    let mut found = found_from(resources, scope, &ends, from)?;
    let Some(made) = found.iter().map(|(_, extent)| extent.created).min() else {
        return Ok(Vec::new());
    };
    while let Some(first) = found.iter().map(|(_, extent)| extent.start).min()
        && first < from
    {
        from = first;
        found = found_from(resources, scope, &ends, from)?;
        let over = |(key, extent): &(Key, Extent)| {
            key.end().is_none_or(|end| end <= now) && !(extent.end > first && extent.created >= made)
        };
        found.retain(|event| !over(event));
    }
    let mut numbers: Vec<u32> = found.iter().filter_map(|(key, _)| key.last_number()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn found_from(
    resources: &impl Resources,
    scope: &Scope,
    ends: &Key,
    from: UtcSeconds,
) -> Result<Vec<(Key, Extent)>, Unavailable> {
    let found = resources.list_from(scope, ends, &ends.at_end(from), usize::MAX)?;
    let read = found.into_iter().map(|(key, value)| {
        let extent = serde_json::from_slice(&value).map_err(|error| Unavailable(format!("{key}: {error}")))?;
        Ok((key, extent))
    });
    read.collect()
}

impl<R: Resources> Operator<'_, R> {
    /// Makes those events be found that were made by a version that did not; once in a store's life.
    pub(super) fn note_old_events(&mut self) -> Result<(), OperatorError> {
        if self.read::<bool>(&Key::events_noted())?.is_some() {
            return Ok(());
        }
        for program in 1..=self.last_program()? {
            let controls: Vec<(u32, EventDocument)> = read_all(&self.draft, &Scope::Operator, &Key::events(program))?;
            for (number, event) in controls {
                note(&mut self.draft, &Key::event(program, number), Some(event.mrid), &Span::of(&event))?;
            }
            self.note_old_events_of(Owner::Program(program))?;
        }
        let devices: u32 = read(&self.draft, &Scope::Operator, &Key::counter("device"))?.unwrap_or(0);
        (1..=devices).try_for_each(|device| self.note_old_events_of(Owner::Device(device)))?;
        Ok(self.draft.put_json(Key::events_noted(), &true)?)
    }

    fn note_old_events_of(&mut self, owner: Owner) -> Result<(), OperatorError> {
        for list in Place::event_lists(owner) {
            for (key, xml) in self.draft.list(&Scope::Operator, &Key::all_kept(owner, &list.name(), &[]), usize::MAX)? {
                let facts = (list.row().kind.facts)(&xml)?;
                if let Some(span) = &facts.span {
                    note(&mut self.draft, &key, facts.mrid, span)?;
                }
            }
        }
        Ok(())
    }
}

impl Place {
    /// The lists of events of an owner; of those that are several of a kind, each kind once.
    pub(super) fn event_lists(owner: Owner) -> impl Iterator<Item = Self> {
        let number = match owner {
            Owner::Device(number) | Owner::Program(number) => number,
            _ => 0,
        };
        let lists = Self::all([number, 0, 0, 0, 0]).filter(|place| place.form == Form::List);
        lists.filter(move |list| list.row().kind.is_event && list.owner() == owner)
    }
}
