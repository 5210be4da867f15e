//! Which notification to send next, and what becomes of one that was sent or was not: order within a subscriber, and no
//! subscriber waits for another. The letters themselves are in the store; here is only who waits for what.

use super::documents::{LetterDocument, SubscriptionDocument};
use super::key::{Key, SubscriptionId};
use super::resources::{Change, Draft, Resources, Unavailable, read};
use super::scope::Scope;
use super::settings::Delivery;
use std::collections::{BTreeSet, HashMap, VecDeque};
use tieline_core::model::{Lfdi, Mono, UtcSeconds};

/// Sends under way at one time.
const AT_ONCE_MAX: usize = 64;
/// Of these, to subscribers whose last notification failed: they may each take as long as a time limit.
const FAILING_AT_ONCE_MAX: usize = 16;
/// The first pause after a failure, in milliseconds; it doubles with each.
const PAUSE_MS: u64 = 2_000;
/// The longest pause that a receiver may ask for by Retry-After.
const RETRY_AFTER_S_MAX: u64 = 3_600;

/// One notification to be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Errand {
    /// To whom.
    pub lfdi: Lfdi,
    /// Of which subscription.
    pub at: SubscriptionId,
    /// Its number among those of the subscription.
    pub seq: u32,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has it.
    Taken,
    /// It does not, as far as we know.
    Failed {
        /// Why.
        why: String,
        /// The pause that the receiver asked for, in seconds.
        retry_after_s: Option<u64>,
    },
    /// There is nothing to send any more.
    Void,
}

/// What came of settling an errand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Nothing waits any more, or only what is newer.
    Done,
    /// It is tried again.
    Waits,
    /// It was given up: an operator sees it.
    Dead,
    /// Its subscription has failed for too long and is over.
    Expired,
}

/// Who waits for what.
#[derive(Debug)]
pub struct Outbox {
    queues: HashMap<Lfdi, Queue>,
    owners: HashMap<SubscriptionId, Lfdi>,
    /// Idle subscribers with letters by their turn: those who took the last one, and those who did not.
    ready: [BTreeSet<(Mono, Lfdi)>; 2],
    busy: [usize; 2],
    random: u64,
    pause_ms_max: u64,
}

/// The letters to one subscriber, in the order in which their resources first changed.
#[derive(Debug, Default)]
struct Queue {
    letters: VecDeque<SubscriptionId>,
    seqs: HashMap<SubscriptionId, u32>,
    /// In which lane one is under way.
    busy: Option<usize>,
    failures: u32,
    turn: Mono,
}

impl Queue {
    fn lane(&self) -> usize {
        usize::from(self.failures > 0)
    }

    fn remove(&mut self, at: SubscriptionId) {
        self.seqs.remove(&at);
        match self.letters.front() {
            Some(first) if *first == at => _ = self.letters.pop_front(),
            _ => self.letters.retain(|other| *other != at),
        }
    }
}

impl Outbox {
    /// An empty one; `seed` decides the jitter of pauses.
    pub fn new(delivery: &Delivery, seed: u64) -> Self {
        Self {
            queues: HashMap::new(),
            owners: HashMap::new(),
            ready: Default::default(),
            busy: [0; 2],
            random: seed,
            pause_ms_max: u64::from(delivery.retry_s) * 1_000,
        }
    }

    /// Nothing is under way any more: whoever carried the errands has ended without a word of them.
    pub fn call_back(&mut self) {
        let busy: Vec<Lfdi> =
            self.queues.iter().filter(|(_, queue)| queue.busy.is_some()).map(|(lfdi, _)| *lfdi).collect();
        self.busy = [0; 2];
        for lfdi in busy {
            if let Some(queue) = self.queues.get_mut(&lfdi) {
                queue.busy = None;
            }
            self.line_up(lfdi);
        }
    }

    /// Letters that wait.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// What was committed: letters that came, or took an older one's place, or went.
    pub fn heard(&mut self, changes: &[Change]) {
        for change in changes.iter().filter(|change| change.key.is_under(&Key::letters())) {
            let Some(at) = change.key.subscription_id() else { continue };
            let letter = change.value.as_ref().map(|value| serde_json::from_slice::<LetterDocument>(value));
            match letter {
                Some(Ok(letter)) => self.put(letter.lfdi, at, letter.seq),
                Some(Err(error)) => tracing::error!(key = %change.key, %error, "a notification does not read"),
                None => self.drop_letter(at),
            }
        }
    }

    fn put(&mut self, lfdi: Lfdi, at: SubscriptionId, seq: u32) {
        self.owners.insert(at, lfdi);
        let queue = self.queues.entry(lfdi).or_default();
        if queue.seqs.insert(at, seq).is_none() {
            queue.letters.push_back(at);
        }
        self.line_up(lfdi);
    }

    fn drop_letter(&mut self, at: SubscriptionId) {
        let Some(lfdi) = self.owners.remove(&at) else { return };
        if let Some(queue) = self.queues.get_mut(&lfdi) {
            queue.remove(at);
        }
        self.line_up(lfdi);
    }

    /// Puts an idle subscriber where it waits for its turn; one without letters is forgotten.
    fn line_up(&mut self, lfdi: Lfdi) {
        let Some(queue) = self.queues.get(&lfdi) else { return };
        if queue.busy.is_some() {
            return;
        }
        let (lane, turn) = (queue.lane(), (queue.turn, lfdi));
        if queue.letters.is_empty() {
            self.ready[lane].remove(&turn);
            self.queues.remove(&lfdi);
        } else {
            self.ready[lane].insert(turn);
        }
    }

    fn has_room(&self, lane: usize) -> bool {
        self.busy.iter().sum::<usize>() < AT_ONCE_MAX && (lane == 0 || self.busy[lane] < FAILING_AT_ONCE_MAX)
    }

    /// The next notification to send; each subscriber has one under way at most.
    pub fn next(&mut self, now: Mono) -> Option<Errand> {
        let is_due = |lane: &usize| self.ready[*lane].first().is_some_and(|(turn, _)| *turn <= now);
        let lane = [0, 1].into_iter().find(|lane| self.has_room(*lane) && is_due(lane))?;
        let (_, lfdi) = self.ready[lane].pop_first()?;
        let queue = self.queues.get_mut(&lfdi)?;
        let at = *queue.letters.front()?;
        queue.busy = Some(lane);
        self.busy[lane] += 1;
        Some(Errand { lfdi, at, seq: queue.seqs.get(&at).copied().unwrap_or_default() })
    }

    /// When the next one may be sent, as far as time decides it.
    pub fn next_turn(&self) -> Option<Mono> {
        let firsts = self.ready.iter().enumerate().filter(|(lane, _)| self.has_room(*lane));
        firsts.filter_map(|(_, ready)| ready.first().map(|(turn, _)| *turn)).min()
    }

    /// What became of an errand: the subscriber's next turn is at once, or after a pause that grows with each failure.
    pub fn done(&mut self, now: Mono, errand: &Errand, outcome: &Outcome) {
        let pause = self.jittered();
        let Some(queue) = self.queues.get_mut(&errand.lfdi) else { return };
        if let Some(lane) = queue.busy.take() {
            self.busy[lane] -= 1;
        }
        match outcome {
            Outcome::Taken | Outcome::Void => {
                queue.failures = 0;
                queue.turn = now;
                if queue.seqs.get(&errand.at) == Some(&errand.seq) {
                    queue.remove(errand.at);
                    self.owners.remove(&errand.at);
                }
            }
            Outcome::Failed { retry_after_s, .. } => {
                let doubled = PAUSE_MS << queue.failures.min(20);
                queue.failures = queue.failures.saturating_add(1);
                let asked = retry_after_s.unwrap_or(0).min(RETRY_AFTER_S_MAX) * 1_000;
                queue.turn = now.plus_ms(asked + pause(doubled.min(self.pause_ms_max)));
            }
        }
        self.line_up(errand.lfdi);
    }

    /// Makes of a pause one between its half and its whole, so that many receivers of one outage are not met at once.
    fn jittered(&mut self) -> impl Fn(u64) -> u64 + use<> {
        // splitmix64
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let share = (mixed ^ (mixed >> 31)) % 513;
        move |pause_ms| pause_ms / 2 + pause_ms * share / 1_024
    }
}

/// Writes down what became of an errand. A newer letter of its subscription stays; a failure counts for whichever is there.
pub fn settle<R: Resources>(
    draft: &mut Draft<'_, R>,
    now: UtcSeconds,
    delivery: &Delivery,
    errand: &Errand,
    outcome: &Outcome,
) -> Result<Settled, Unavailable> {
    let at = errand.at;
    let letter: Option<LetterDocument> = read(draft, &Scope::Operator, &Key::letter(at))?;
    let Some(letter) = letter else { return Ok(Settled::Done) };
    match outcome {
        Outcome::Taken => {
            clear_failures(draft, at)?;
            match letter.seq == errand.seq {
                true => draft.remove(Key::letter(at)),
                false if letter.tries == 0 => {}
                false => {
                    draft
                        .put_json(Key::letter(at), &LetterDocument { made: now, tries: 0, failure: None, ..letter })?;
                }
            }
            Ok(Settled::Done)
        }
        Outcome::Void => {
            draft.remove(Key::letter(at));
            Ok(Settled::Done)
        }
        Outcome::Failed { why, .. } => fail(draft, now, delivery, at, letter, why),
    }
}

fn clear_failures<R: Resources>(draft: &mut Draft<'_, R>, at: SubscriptionId) -> Result<(), Unavailable> {
    let key = Key::subscription(at.device, at.number);
    let subscription: Option<SubscriptionDocument> = read(draft, &Scope::Operator, &key)?;
    if let Some(subscription) = subscription.filter(|subscription| subscription.failing_since.is_some()) {
        draft.put_json(key, &SubscriptionDocument { failing_since: None, ..subscription })?;
        // The subscriber knows the resource as it is now: what could not be told of it before is no news.
        draft.remove(Key::dead_letter(at));
    }
    Ok(())
}

fn fail<R: Resources>(
    draft: &mut Draft<'_, R>,
    now: UtcSeconds,
    delivery: &Delivery,
    at: SubscriptionId,
    letter: LetterDocument,
    why: &str,
) -> Result<Settled, Unavailable> {
    let letter = LetterDocument { tries: letter.tries.saturating_add(1), failure: Some(why.to_owned()), ..letter };
    let key = Key::subscription(at.device, at.number);
    let subscription: Option<SubscriptionDocument> = read(draft, &Scope::Operator, &key)?;
    let since = subscription.as_ref().and_then(|subscription| subscription.failing_since).unwrap_or(now);
    if now.since(since).0 >= delivery.expire_s.into() {
        for key in [key, Key::subscribed(at), Key::letter(at)] {
            draft.remove(key);
        }
        draft.put_json(Key::dead_letter(at), &letter)?;
        return Ok(Settled::Expired);
    }
    if let Some(subscription) = subscription.filter(|subscription| subscription.failing_since.is_none()) {
        draft.put_json(key, &SubscriptionDocument { failing_since: Some(now), ..subscription })?;
    }
    if letter.tries >= delivery.tries || now.since(letter.made).0 >= delivery.give_up_s.into() {
        draft.remove(Key::letter(at));
        draft.put_json(Key::dead_letter(at), &letter)?;
        return Ok(Settled::Dead);
    }
    draft.put_json(Key::letter(at), &letter)?;
    Ok(Settled::Waits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DELIVERY: Delivery = Delivery { retry_s: 60, give_up_s: 600, tries: 50, expire_s: 6_000 };

    fn at(device: u32, number: u32) -> SubscriptionId {
        SubscriptionId { device, number }
    }

    fn lfdi(device: u32) -> Lfdi {
        Lfdi([device as u8; 20])
    }

    fn letter(device: u32, seq: u32) -> LetterDocument {
        LetterDocument {
            lfdi: lfdi(device),
            resource: "/edev".to_owned(),
            target: "https://receiver.example/".to_owned(),
            status: 0,
            seq,
            made: UtcSeconds(0),
            tries: 0,
            failure: None,
            body: String::new(),
        }
    }

    fn post(outbox: &mut Outbox, device: u32, number: u32, seq: u32) {
        let value = serde_json::to_vec(&letter(device, seq)).expect("json");
        outbox.heard(&[Change { key: Key::letter(at(device, number)), value: Some(value) }]);
    }

    fn failed() -> Outcome {
        Outcome::Failed { why: "HTTP 500".to_owned(), retry_after_s: None }
    }

    fn outbox() -> Outbox {
        Outbox::new(&DELIVERY, 1)
    }

    #[test]
    fn one_subscriber_gets_its_letters_in_order_and_one_at_a_time() {
        let mut outbox = outbox();
        for number in [3, 1, 2] {
            post(&mut outbox, 1, number, 1);
        }
        for number in [3, 1, 2] {
            let errand = outbox.next(Mono(5)).expect("due");
            assert_eq!((errand.at, outbox.next(Mono(5))), (at(1, number), None));
            outbox.done(Mono(5), &errand, &Outcome::Taken);
        }
        assert!(outbox.is_empty() && outbox.queues.is_empty() && outbox.ready.iter().all(BTreeSet::is_empty));
    }

    #[test]
    fn a_newer_state_takes_the_place_of_an_older_one_and_is_not_lost_while_that_is_under_way() {
        let mut outbox = outbox();
        post(&mut outbox, 1, 1, 1);
        post(&mut outbox, 1, 2, 1);
        post(&mut outbox, 1, 1, 2);
        let first = outbox.next(Mono(0)).expect("due");
        assert_eq!((first.at, first.seq, outbox.len()), (at(1, 1), 2, 2));
        post(&mut outbox, 1, 1, 3);
        outbox.done(Mono(0), &first, &Outcome::Taken);
        let again = outbox.next(Mono(0)).expect("the newer state");
        assert_eq!((again.at, again.seq), (at(1, 1), 3));
    }

    /// r6: whoever takes nothing leaves most of the room to the others, and its pauses grow [design r6].
    #[test]
    fn r6_dead_subscribers_delay_no_other() {
        let mut outbox = outbox();
        for device in 0..200 {
            post(&mut outbox, device, 1, 1);
        }
        let mut now = Mono(0);
        let mut dead: Vec<Errand> = std::iter::from_fn(|| outbox.next(now)).collect();
        assert_eq!(dead.len(), AT_ONCE_MAX);
        for _ in 0..20 {
            now = now.plus_ms(120_000);
            dead.iter().for_each(|errand| outbox.done(now, errand, &failed()));
            dead = std::iter::from_fn(|| outbox.next(now)).collect();
        }
        dead.iter().for_each(|errand| outbox.done(now, errand, &failed()));
        now = now.plus_ms(120_000);
        let busy: Vec<Errand> = std::iter::from_fn(|| outbox.next(now)).collect();
        assert_eq!(busy.len(), FAILING_AT_ONCE_MAX);
        post(&mut outbox, 201, 1, 1);
        assert_eq!(outbox.next(now).map(|errand| errand.lfdi), Some(lfdi(201)));
    }

    #[test]
    fn errands_that_were_not_heard_of_again_are_given_out_anew() {
        let mut outbox = outbox();
        post(&mut outbox, 1, 1, 1);
        let lost = outbox.next(Mono(0));
        assert!(lost.is_some() && outbox.next(Mono(0)).is_none());
        outbox.call_back();
        assert_eq!(outbox.next(Mono(0)), lost);
    }

    #[test]
    fn pauses_double_with_jitter_up_to_their_bound_and_heed_retry_after() {
        let mut outbox = outbox();
        post(&mut outbox, 1, 1, 1);
        let mut now = Mono(0);
        let mut pauses = Vec::new();
        for _ in 0..9 {
            let errand = outbox.next(now).expect("due");
            outbox.done(now, &errand, &failed());
            let turn = outbox.next_turn().expect("waits");
            pauses.push(turn.since(now));
            assert_eq!(outbox.next(now), None);
            now = turn;
        }
        for (i, pause) in pauses.iter().enumerate() {
            let whole = (PAUSE_MS << i).min(60_000);
            assert!((whole / 2..=whole).contains(pause), "{pauses:?}");
        }
        let errand = outbox.next(now).expect("due");
        let asks = Outcome::Failed { why: String::new(), retry_after_s: Some(300) };
        outbox.done(now, &errand, &asks);
        let waits = outbox.next_turn().expect("waits").since(now);
        assert!((300_000..=360_000).contains(&waits), "{waits}");
    }

    struct Shelf(crate::headend::MemoryResources);

    impl Shelf {
        fn new() -> Self {
            let mut memory = crate::headend::MemoryResources::default();
            let subscription = SubscriptionDocument {
                lfdi: lfdi(1),
                resource: "/edev".to_owned(),
                thresholds: None,
                level: "+S1".to_owned(),
                limit: 1,
                target: "https://receiver.example/".to_owned(),
                renewed: UtcSeconds(0),
                told: 0,
                sent: 1,
                failing_since: None,
            };
            let json = |value: Result<Vec<u8>, serde_json::Error>| Some(value.expect("json"));
            memory.apply(&[
                Change { key: Key::subscription(1, 1), value: json(serde_json::to_vec(&subscription)) },
                Change { key: Key::letter(at(1, 1)), value: json(serde_json::to_vec(&letter(1, 1))) },
            ]);
            Self(memory)
        }

        fn settle(&mut self, now: i64, seq: u32, outcome: &Outcome) -> Settled {
            let mut draft = Draft::new(&self.0);
            let errand = Errand { lfdi: lfdi(1), at: at(1, 1), seq };
            let settled = settle(&mut draft, UtcSeconds(now), &DELIVERY, &errand, outcome).expect("memory");
            let changes = draft.into_changes();
            self.0.apply(&changes);
            settled
        }

        fn has(&self, key: &Key) -> bool {
            self.0.get(&Scope::Operator, key).expect("memory").is_some()
        }

        fn subscription(&self) -> SubscriptionDocument {
            read(&self.0, &Scope::Operator, &Key::subscription(1, 1)).expect("memory").expect("there")
        }
    }

    #[test]
    fn what_is_taken_goes_and_what_is_newer_stays() {
        let mut shelf = Shelf::new();
        assert_eq!(shelf.settle(5, 7, &Outcome::Taken), Settled::Done);
        assert!(shelf.has(&Key::letter(at(1, 1))));
        assert_eq!(shelf.settle(5, 1, &Outcome::Taken), Settled::Done);
        assert!(!shelf.has(&Key::letter(at(1, 1))));
    }

    #[test]
    fn what_is_never_taken_becomes_a_dead_letter_until_something_is_taken() {
        let mut shelf = Shelf::new();
        assert_eq!(shelf.settle(100, 1, &failed()), Settled::Waits);
        assert_eq!(shelf.subscription().failing_since, Some(UtcSeconds(100)));
        assert_eq!(shelf.settle(600, 1, &failed()), Settled::Dead);
        assert!(shelf.has(&Key::dead_letter(at(1, 1))) && !shelf.has(&Key::letter(at(1, 1))));
        let newer = serde_json::to_vec(&letter(1, 2)).expect("json");
        shelf.0.apply(&[Change { key: Key::letter(at(1, 1)), value: Some(newer) }]);
        shelf.settle(700, 2, &Outcome::Taken);
        assert_eq!(shelf.subscription().failing_since, None);
        assert!(!shelf.has(&Key::dead_letter(at(1, 1))));
    }

    #[test]
    fn a_subscription_that_fails_for_too_long_is_over() {
        let mut shelf = Shelf::new();
        shelf.settle(0, 1, &failed());
        let newer = LetterDocument { made: UtcSeconds(5_999), ..letter(1, 2) };
        let value = serde_json::to_vec(&newer).expect("json");
        shelf.0.apply(&[Change { key: Key::letter(at(1, 1)), value: Some(value) }]);
        assert_eq!(shelf.settle(5_999, 2, &failed()), Settled::Waits);
        assert_eq!(shelf.settle(6_000, 2, &failed()), Settled::Expired);
        assert!(!shelf.has(&Key::subscription(1, 1)) && !shelf.has(&Key::letter(at(1, 1))));
        assert!(shelf.has(&Key::dead_letter(at(1, 1))));
    }
}
