//! What has been decided and is on its way to the disk: the next writer reads it, nobody else does.

use super::key::Key;
use super::resources::Change;
use super::versions::{Mark, Unsettled};
use std::collections::BTreeMap;

/// A document as it will be: `None` where it goes.
type Next = Option<Vec<u8>>;

/// Submissions that are under way. Those that settle do so in the order in which they were taken in.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// Each document with the number of the last submission that changes it.
    documents: BTreeMap<Key, (u64, Next)>,
    shelves: Unsettled,
    /// Numbers of the last submission taken in and of the last one settled.
    taken: u64,
    settled: u64,
}

impl Pending {
    /// Takes a submission in; its number.
    pub(super) fn take(&mut self, changes: &[Change]) -> u64 {
        self.taken += 1;
        for Change { key, value } in changes {
            if self.documents.insert(key.clone(), (self.taken, value.clone())).is_none() {
                self.shelves.add(key);
            }
        }
        self.taken
    }

    /// A submission is durable, or never will be. What a later one says of the same documents stays.
    pub(super) fn settle<'a>(&mut self, number: u64, keys: impl IntoIterator<Item = &'a Key>) {
        for key in keys {
            if self.documents.get(key).is_some_and(|(last, _)| *last == number) {
                self.documents.remove(key);
                self.shelves.remove(key);
            }
        }
        self.settled = self.settled.max(number);
    }

    /// Whether all that was taken in has settled.
    pub(super) fn is_empty(&self) -> bool {
        self.settled == self.taken
    }

    /// The document at `key` as it will be; `None` if it is not about to change.
    pub(super) fn get(&self, key: &Key) -> Option<&Next> {
        self.documents.get(key).map(|(_, next)| next)
    }

    /// Documents under `prefix` that are about to change, from `from` on.
    pub(super) fn under(&self, prefix: &Key, from: &Key) -> Vec<(Key, Next)> {
        let under = self.documents.range(prefix.max(from)..).take_while(|(key, _)| key.is_under(prefix));
        under.map(|(key, (_, next))| (key.clone(), next.clone())).collect()
    }

    /// Whether something is about to change where a mark is taken.
    pub(super) fn concerns(&self, mark: &Mark) -> bool {
        self.shelves.concern(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(key: Key, value: &[u8]) -> Change {
        Change { key, value: Some(value.to_vec()) }
    }

    #[test]
    fn a_later_submission_outlives_an_earlier_one_of_the_same_document() {
        let mut pending = Pending::default();
        let (one, two) = (Key::device(1), Key::device(2));
        let first = pending.take(&[change(one.clone(), b"1"), change(two.clone(), b"1")]);
        let second = pending.take(&[change(one.clone(), b"2")]);
        pending.settle(first, [&one, &two]);
        assert_eq!((pending.get(&one), pending.get(&two)), (Some(&Some(b"2".to_vec())), None));
        assert!(!pending.is_empty());
        pending.settle(second, [&one]);
        assert!(pending.is_empty() && pending.get(&one).is_none());
        assert!(pending.documents.is_empty());
    }
}
