//! Versions of the documents, so that what was made of them is known to be good without reading them again.

use super::key::Key;
use super::resources::{Change, Resources, Unavailable};
use super::scope::Scope;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use tieline_core::model::UtcSeconds;

/// Counters. Shelves that share one by chance only make each other's readers look again.
const COUNTERS: usize = 1 << 16;
/// The counter that every change raises, for reads that are wider than a shelf.
const OF_ALL: u32 = 0;

/// A counter for each shelf of documents, raised by each change of one of them. Bounded, however many documents there are.
#[derive(Debug)]
pub struct Versions {
    counters: Box<[AtomicU64]>,
}

impl Default for Versions {
    fn default() -> Self {
        Self { counters: (0..COUNTERS).map(|_| AtomicU64::new(0)).collect() }
    }
}

/// What a shelf's counter said before something on it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    counter: u32,
    version: u64,
}

impl Versions {
    /// To be told when changes can be read, and before anybody is answered that they are kept.
    pub fn raise(&self, changes: &[Change]) {
        for change in changes {
            self.counter(counter_of(&change.key)).fetch_add(1, Ordering::AcqRel);
        }
        self.counter(OF_ALL).fetch_add(1, Ordering::AcqRel);
    }

    /// To be taken before `key`, or what lies under it, is read.
    pub fn mark(&self, key: &Key) -> Mark {
        let counter = counter_of(key);
        Mark { counter, version: self.counter(counter).load(Ordering::Acquire) }
    }

    /// Whether nothing has changed on a mark's shelf since.
    pub fn holds(&self, mark: &Mark) -> bool {
        self.counter(mark.counter).load(Ordering::Acquire) == mark.version
    }

    fn counter(&self, number: u32) -> &AtomicU64 {
        &self.counters[number as usize % COUNTERS]
    }
}

/// How many documents on each shelf are about to change.
#[derive(Debug, Default)]
pub(super) struct Unsettled {
    of: HashMap<u32, usize>,
}

impl Unsettled {
    /// A document that will change.
    pub(super) fn add(&mut self, key: &Key) {
        *self.of.entry(counter_of(key)).or_default() += 1;
    }

    /// One that was added, and has changed.
    pub(super) fn remove(&mut self, key: &Key) {
        let counter = counter_of(key);
        let left = self.of.get_mut(&counter).map(|left| {
            *left = left.saturating_sub(1);
            *left
        });
        if left == Some(0) {
            self.of.remove(&counter);
        }
    }

    /// Whether something is about to change where a mark is taken, or may be.
    pub(super) fn concern(&self, mark: &Mark) -> bool {
        self.of.contains_key(&mark.counter) || (mark.counter == OF_ALL && !self.of.is_empty())
    }
}

fn counter_of(key: &Key) -> u32 {
    let Some(shelf) = key.shelf() else { return OF_ALL };
    let mut hasher = DefaultHasher::new();
    shelf.hash(&mut hasher);
    1 + (hasher.finish() % (COUNTERS as u64 - 1)) as u32
}

/// Until when what was made of documents is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Validity {
    marks: Box<[Mark]>,
    from: UtcSeconds,
    until: UtcSeconds,
}

impl Validity {
    /// Whether what was made then would be made again at `now`, byte for byte.
    pub(super) fn holds(&self, resources: &impl Resources, now: UtcSeconds) -> bool {
        (self.from..self.until).contains(&now) && self.is_unchanged(resources)
    }

    /// Whether the documents are as they were; enough where time does not matter.
    pub(super) fn is_unchanged(&self, resources: &impl Resources) -> bool {
        self.marks.iter().all(|mark| resources.holds(mark))
    }

    /// Bytes that it takes beside itself.
    pub(super) fn weight(&self) -> usize {
        size_of_val(&*self.marks)
    }
}

/// Documents read through a notebook: it knows afterwards how long what was made of them is good.
#[derive(Debug)]
pub(super) struct Noting<'a, R> {
    base: &'a R,
    marks: RefCell<Vec<Mark>>,
    /// Whether something was read whose changes nobody notices.
    unknown: Cell<bool>,
    until: Cell<UtcSeconds>,
}

impl<'a, R: Resources> Noting<'a, R> {
    pub(super) fn new(base: &'a R) -> Self {
        Self { base, marks: RefCell::default(), unknown: Cell::new(false), until: Cell::new(UtcSeconds(i64::MAX)) }
    }

    /// How long what was made at `now` is good; `None` if that cannot be known.
    pub(super) fn validity(self, now: UtcSeconds) -> Option<Validity> {
        let marks = self.marks.into_inner().into_boxed_slice();
        (!self.unknown.get()).then(|| Validity { marks, from: now, until: self.until.get() })
    }

    /// The first mark of a shelf counts: a later one might have missed a change.
    fn note(&self, key: &Key) {
        let Some(mark) = self.base.mark(key) else { return self.unknown.set(true) };
        let mut marks = self.marks.borrow_mut();
        if marks.iter().all(|known| known.counter != mark.counter) {
            marks.push(mark);
        }
    }
}

impl<R: Resources> Resources for Noting<'_, R> {
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        self.note(key);
        self.base.get(scope, key)
    }

    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        self.note(prefix);
        self.base.list_from(scope, prefix, from, limit)
    }

    fn mark(&self, key: &Key) -> Option<Mark> {
        self.base.mark(key)
    }

    fn holds(&self, mark: &Mark) -> bool {
        self.base.holds(mark)
    }

    fn differs_from(&self, at: UtcSeconds) {
        self.until.set(self.until.get().min(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headend::MemoryResources;

    fn change(key: Key) -> Change {
        Change { key, value: Some(b"1".to_vec()) }
    }

    fn validity_of(memory: &MemoryResources, read: impl FnOnce(&Noting<'_, MemoryResources>)) -> Validity {
        let noting = Noting::new(memory);
        read(&noting);
        noting.validity(UtcSeconds(10)).expect("memory knows its versions")
    }

    #[test]
    fn what_was_read_is_good_until_a_shelf_of_it_changes() {
        let mut memory = MemoryResources::default();
        let validity = validity_of(&memory, |noting| {
            noting.get(&Scope::Operator, &Key::device(1)).expect("memory");
            noting.list(&Scope::Operator, &Key::events(1), 9).expect("memory");
        });
        memory.apply(&[change(Key::mirror(1, 1)), change(Key::device(2)), change(Key::event(2, 1))]);
        assert!(validity.holds(&memory, UtcSeconds(10)));
        memory.apply(&[change(Key::event(1, 1))]);
        assert!(!validity.holds(&memory, UtcSeconds(10)));
    }

    #[test]
    fn what_depends_on_time_is_good_from_when_it_was_made_until_it_differs() {
        let memory = MemoryResources::default();
        let validity = validity_of(&memory, |noting| {
            noting.differs_from(UtcSeconds(20));
            noting.differs_from(UtcSeconds(30));
        });
        let good: Vec<_> = [9, 10, 19, 20].map(|now| validity.holds(&memory, UtcSeconds(now))).into();
        assert_eq!(good, [false, true, true, false]);
    }

    #[test]
    fn a_read_wider_than_a_shelf_is_good_until_anything_changes() {
        let mut memory = MemoryResources::default();
        let validity = validity_of(&memory, |noting| {
            _ = noting.list(&Scope::Operator, &Key::all_of_device(1), 9).expect("memory")
        });
        memory.apply(&[change(Key::rates())]);
        assert!(!validity.holds(&memory, UtcSeconds(10)));
    }
}
