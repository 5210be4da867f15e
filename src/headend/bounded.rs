//! A map of bounded weight that forgets what was not asked for lately.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Two generations: what is put or found is young; when the young weigh half of the bound, the old are forgotten and the
/// young grow old.
#[derive(Debug)]
pub(super) struct Bounded<K, V> {
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
    young_weight: usize,
    weight_max: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Bounded<K, V> {
    pub(super) fn new(weight_max: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), young_weight: 0, weight_max }
    }

    /// Keeps a value; one that weighs more than half of the bound is not kept.
    pub(super) fn put(&mut self, key: K, value: V, weight: usize) {
        self.old.remove(&key);
        if weight > self.weight_max / 2 {
            self.forget_young(&key);
            return;
        }
        if self.young_weight + weight > self.weight_max / 2 {
            self.old = std::mem::take(&mut self.young);
            self.old.remove(&key);
            self.young_weight = 0;
        }
        self.forget_young(&key);
        self.young_weight += weight;
        self.young.insert(key, (value, weight));
    }

    fn forget_young(&mut self, key: &K) {
        if let Some((_, weight)) = self.young.remove(key) {
            self.young_weight -= weight;
        }
    }

    pub(super) fn find<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        if let Some((value, _)) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, (value, weight)) = self.old.remove_entry(key)?;
        self.put(key, value.clone(), weight);
        Some(value)
    }

    #[cfg(test)]
    fn weight(&self) -> usize {
        self.young.values().chain(self.old.values()).map(|(_, weight)| weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let mut map = Bounded::new(10);
        map.put(0, "asked for", 1);
        for number in 1..100 {
            map.put(number, "other", 1);
            assert_eq!(map.find(&0), Some("asked for"), "{number}");
        }
        assert_eq!((map.find(&1), map.find(&99)), (None, Some("other")));
    }

    proptest! {
        /// r7: never heavier than the bound, and what is found is what was put last [design r7].
        #[test]
        fn r7_the_weight_is_bounded(puts in proptest::collection::vec((0_u8..20, 0_usize..30), 0..200)) {
            let mut map = Bounded::new(50);
            let mut last = std::collections::HashMap::new();
            for (i, (key, weight)) in puts.into_iter().enumerate() {
                map.put(key, i, weight);
                last.insert(key, i);
                prop_assert!(map.weight() <= 50);
                prop_assert_eq!(map.young_weight, map.young.values().map(|(_, weight)| weight).sum::<usize>());
                let found = map.find(&key);
                prop_assert!(found.is_none() || found == last.get(&key).copied());
            }
        }
    }
}
