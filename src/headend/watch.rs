//! Which subscriptions to look at: by what their resources are made from, and by time. Nothing is kept that is not found
//! again at a start.

use super::key::{Key, SubscriptionId};
use super::notify::{Look, mark_of_key};
use super::resources::Change;
use std::collections::{BTreeSet, HashMap};
use tieline_core::model::UtcSeconds;

/// The subscriptions of a running server.
#[derive(Debug, Default)]
pub struct Watch {
    watched: HashMap<SubscriptionId, Watched>,
    /// By the mark of a document or list that their resource is made from.
    dependents: HashMap<u64, BTreeSet<SubscriptionId>>,
    wakes: BTreeSet<(UtcSeconds, SubscriptionId)>,
    due: BTreeSet<SubscriptionId>,
    /// When it was asked last: if time goes back, everything may be otherwise.
    asked: Option<UtcSeconds>,
}

#[derive(Debug, Default)]
struct Watched {
    depends: Box<[u64]>,
    wake: Option<UtcSeconds>,
}

impl Watch {
    /// A subscription that is to be looked at; at a start, each one.
    pub fn add(&mut self, at: SubscriptionId) {
        self.watched.entry(at).or_default();
        self.due.insert(at);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.watched.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }

    /// What was committed: subscriptions that came, changed or went, and the resources of others.
    pub fn heard(&mut self, changes: &[Change]) {
        for change in changes {
            match change.key.subscription_id() {
                Some(at) if change.key.is_under(&Key::subscriptions(at.device)) => match change.value {
                    Some(_) => self.add(at),
                    None => self.forget(at),
                },
                Some(_) => {}
                None if self.watched.is_empty() => {}
                None => self.touch(&change.key),
            }
        }
    }

    fn touch(&mut self, key: &Key) {
        let text = key.as_str();
        let prefixes = text.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| &text[..=at]);
        for part in prefixes.chain([text]) {
            if let Some(dependents) = self.dependents.get(&mark_of_key(part)) {
                self.due.extend(dependents);
            }
        }
    }

    /// Up to `most` subscriptions to look at now.
    pub fn due(&mut self, now: UtcSeconds, most: usize) -> Vec<SubscriptionId> {
        if self.asked.is_some_and(|asked| now < asked) {
            self.due.extend(self.watched.keys());
        }
        self.asked = Some(now);
        while let Some((at, id)) = self.wakes.first().copied().filter(|(at, _)| *at <= now) {
            self.wakes.remove(&(at, id));
            if let Some(watched) = self.watched.get_mut(&id) {
                watched.wake = None;
                self.due.insert(id);
            }
        }
        let mut found = Vec::new();
        while found.len() < most
            && let Some(id) = self.due.pop_first()
        {
            found.push(id);
        }
        found
    }

    /// When time alone makes the next one due.
    pub fn next_wake(&self) -> Option<UtcSeconds> {
        self.wakes.first().map(|(at, _)| *at)
    }

    /// What a look at a subscription has found.
    pub fn seen(&mut self, at: SubscriptionId, look: &Look) {
        self.release(at);
        if look.ended {
            self.watched.remove(&at);
            self.due.remove(&at);
            return;
        }
        for mark in &look.depends {
            self.dependents.entry(*mark).or_default().insert(at);
        }
        self.wakes.extend(look.wake.map(|wake| (wake, at)));
        self.watched.insert(at, Watched { depends: look.depends.iter().copied().collect(), wake: look.wake });
    }

    fn forget(&mut self, at: SubscriptionId) {
        self.release(at);
        self.watched.remove(&at);
        self.due.remove(&at);
    }

    /// Takes it out of every index.
    fn release(&mut self, at: SubscriptionId) {
        let Some(watched) = self.watched.get_mut(&at) else { return };
        let Watched { depends, wake } = std::mem::take(watched);
        for mark in depends {
            if let Some(dependents) = self.dependents.get_mut(&mark) {
                dependents.remove(&at);
                if dependents.is_empty() {
                    self.dependents.remove(&mark);
                }
            }
        }
        if let Some(wake) = wake {
            self.wakes.remove(&(wake, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: SubscriptionId = SubscriptionId { device: 1, number: 1 };
    const B: SubscriptionId = SubscriptionId { device: 2, number: 1 };

    fn look(keys: &[Key], wake: Option<i64>) -> Look {
        let depends = keys.iter().map(|key| mark_of_key(key.as_str())).collect();
        Look { depends, wake: wake.map(UtcSeconds), ..Look::default() }
    }

    fn changed(key: Key) -> Change {
        Change { key, value: Some(Vec::new()) }
    }

    fn watch() -> Watch {
        let mut watch = Watch::default();
        watch.heard(&[changed(Key::subscription(1, 1)), changed(Key::subscription(2, 1))]);
        assert_eq!(watch.due(UtcSeconds(0), 9), [A, B]);
        watch.seen(A, &look(&[Key::events(7), Key::rates()], Some(50)));
        watch.seen(B, &look(&[Key::events(8), Key::rates()], None));
        watch
    }

    #[test]
    fn only_what_depends_on_a_change_is_looked_at() {
        let mut watch = watch();
        assert_eq!(watch.due(UtcSeconds(1), 9), []);
        watch.heard(&[changed(Key::event(7, 3)), changed(Key::device(9))]);
        assert_eq!(watch.due(UtcSeconds(1), 9), [A]);
        watch.heard(&[changed(Key::rates())]);
        assert_eq!([watch.due(UtcSeconds(1), 1), watch.due(UtcSeconds(1), 1)], [[A], [B]]);
    }

    #[test]
    fn time_makes_a_subscription_due_once() {
        let mut watch = watch();
        assert_eq!(watch.next_wake(), Some(UtcSeconds(50)));
        assert_eq!(watch.due(UtcSeconds(49), 9), []);
        assert_eq!(watch.due(UtcSeconds(50), 9), [A]);
        assert_eq!((watch.due(UtcSeconds(51), 9), watch.next_wake()), (vec![], None));
    }

    #[test]
    fn a_clock_that_is_set_back_makes_everything_due() {
        let mut watch = watch();
        watch.due(UtcSeconds(40), 9);
        assert_eq!(watch.due(UtcSeconds(10), 9), [A, B]);
    }

    #[test]
    fn what_has_ended_is_forgotten_whole() {
        let mut watch = watch();
        watch.heard(&[Change { key: Key::subscription(1, 1), value: None }]);
        watch.seen(B, &Look { ended: true, ..Look::default() });
        watch.heard(&[changed(Key::rates()), changed(Key::event(7, 1))]);
        assert_eq!(watch.due(UtcSeconds(60), 9), []);
        assert!(watch.is_empty() && watch.dependents.is_empty() && watch.wakes.is_empty());
    }
}
