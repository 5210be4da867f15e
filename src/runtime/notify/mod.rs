//! Tells subscribers of changes: looks at the subscriptions that a change concerns, and sends what they are to be told.

mod post;

pub(super) use post::{Post, addresses};

use super::clock::random_seed;
use super::serve_desk::{Desk, Pen};
use crate::headend::{
    Change, Draft, Errand, Key, LetterDocument, Look, Outbox, Outcome, Resources, Scope, Settings, Settled,
    SubscriptionId, Unavailable, Watch, settle,
};
use crate::store;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tieline_core::model::Mono;
use tokio::sync::{Notify, watch};

/// Subscriptions that are looked at for one commit, and the bytes of notifications that end one sooner.
const LOOKS_MAX: usize = 64;
const BYTES_MAX: usize = 256 * 1_024;
/// The longest time between two looks at the clock: it may be set.
const LOOK: Duration = Duration::from_millis(500);
/// After documents could not be read or written.
const PAUSE: Duration = Duration::from_secs(2);

/// What the desk knows of subscriptions and of what waits to be sent.
pub(super) struct Notices {
    watch: Mutex<Watch>,
    outbox: Mutex<Outbox>,
    /// Rung when a subscription may be due.
    changed: Notify,
    /// Rung when something waits to be sent.
    posted: Notify,
}

impl Notices {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            watch: Mutex::default(),
            outbox: Mutex::new(Outbox::new(&settings.delivery, random_seed())),
            changed: Notify::new(),
            posted: Notify::new(),
        }
    }

    fn watch(&self) -> MutexGuard<'_, Watch> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What devices and operators have changed, in the order in which it became durable.
    pub(super) fn heard(&self, changes: &[Change]) {
        self.watch().heard(changes);
        self.changed.notify_one();
        self.posted(changes);
    }

    /// What is to be told, in that order.
    fn posted(&self, changes: &[Change]) {
        self.outbox().heard(changes);
        self.posted.notify_one();
    }

    /// What became of what was told, in that order.
    fn settled(&self, changes: &[Change]) {
        let gone = changes.iter().filter(|change| change.value.is_none());
        self.watch().heard(&gone.cloned().collect::<Vec<_>>());
        self.outbox().heard(changes);
    }

    /// Every subscription and letter that is kept; what changed while nobody looked is found by looking at
    /// all [CSIP ERR-002].
    pub(super) fn open(&self, resources: &impl Resources) -> Result<(), Unavailable> {
        let subscribed = resources.list(&Scope::Operator, &Key::all_subscribed(), usize::MAX)?;
        let mut watch = self.watch();
        subscribed.iter().filter_map(|(key, _)| key.subscription_id()).for_each(|at| watch.add(at));
        let letters = resources.list(&Scope::Operator, &Key::letters(), usize::MAX)?;
        let waiting = letters.into_iter().map(|(key, value)| Change { key, value: Some(value) });
        self.outbox().heard(&waiting.collect::<Vec<_>>());
        Ok(())
    }
}

/// Looks at what is due, until told to stop.
pub(super) async fn look(desk: Arc<Desk>, mut stop: watch::Receiver<bool>) {
    loop {
        let at_desk = desk.clone();
        let looked = tokio::task::spawn_blocking(move || at_desk.look()).await;
        let sleep = match looked {
            Ok(Ok(true)) => continue,
            Ok(Ok(false)) => LOOK.min(desk.until_turn()),
            Ok(Err(error)) => {
                tracing::error!(%error, "subscriptions cannot be looked at; it is tried again");
                PAUSE
            }
            Err(error) => {
                tracing::error!(%error, "a look at subscriptions ended by a bug");
                PAUSE
            }
        };
        tokio::select! {
            () = desk.notices.changed.notified() => {}
            () = tokio::time::sleep(sleep) => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
    }
}

impl Desk {
    /// Until the next subscription is due by time.
    fn until_turn(&self) -> Duration {
        let Some(turn) = self.notices.watch().next_wake() else { return LOOK };
        let wait_ms = u64::try_from(turn.to_millis().since(self.now())).unwrap_or(0);
        self.clock.until(self.clock.now().mono.plus_ms(wait_ms))
    }

    /// Looks at some subscriptions that are due, and commits what they are to be told. Whether there were any; one that
    /// cannot be looked at is due again, and holds up no other.
    fn look(&self) -> Result<bool, String> {
        let pen = self.pen();
        let now = self.now().to_seconds();
        let due = self.notices.watch().due(now, LOOKS_MAX);
        let server = pen.server();
        let (mut looks, mut failure) = (server.looks(now), None);
        let mut left = due.iter();
        while !left.as_slice().is_empty() {
            let (mut seen, mut changes, mut bytes) = (Vec::new(), Vec::new(), 0);
            for at in left.by_ref() {
                match looks.look(*at) {
                    Ok(look) => {
                        bytes +=
                            look.commit.iter().filter_map(|change| change.value.as_ref()).map(Vec::len).sum::<usize>();
                        changes.extend(look.commit.iter().cloned());
                        seen.push((*at, look));
                    }
                    Err(error) => {
                        failure = Some(format!("subscription {at}: {error}"));
                        self.notices.watch().add(*at);
                    }
                }
                if bytes > BYTES_MAX {
                    break;
                }
            }
            self.keep(&pen, &seen, changes).map_err(|error| self.look_again(&due, &error))?;
        }
        failure.map_or(Ok(!due.is_empty()), Err)
    }

    /// With the pen in hand: what changes after a look is heard of after the look was noted.
    fn keep(&self, pen: &Pen<'_>, seen: &[(SubscriptionId, Look)], changes: Vec<Change>) -> Result<(), store::Error> {
        if !changes.is_empty() {
            pen.commit(changes, Notices::posted)?;
        }
        let mut watch = self.notices.watch();
        seen.iter().for_each(|(at, look)| watch.seen(*at, look));
        Ok(())
    }

    fn look_again(&self, due: &[SubscriptionId], error: &store::Error) -> String {
        let mut watch = self.notices.watch();
        due.iter().for_each(|at| watch.add(*at));
        error.to_string()
    }

    /// The letter that an errand is about, as it is now.
    fn letter(&self, errand: &Errand) -> Result<Option<LetterDocument>, Unavailable> {
        let bytes = self.server.resources().get(&Scope::Operator, &Key::letter(errand.at))?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Makes durable what became of errands.
    fn settle(&self, settled: &[(Errand, Outcome)]) -> Result<(), String> {
        let pen = self.pen();
        let now = self.now().to_seconds();
        let mut draft = Draft::new(pen.documents());
        for (errand, outcome) in settled {
            let delivery = &self.settings().delivery;
            let became = settle(&mut draft, now, delivery, errand, outcome).map_err(|error| error.to_string())?;
            let (lfdi, at) = (errand.lfdi, errand.at);
            match became {
                Settled::Dead => {
                    tracing::warn!(%lfdi, %at, "a notification is given up; `tieline fleet dead-letters` shows it")
                }
                Settled::Expired => {
                    tracing::warn!(%lfdi, %at, "a subscription is over: its notifications have failed for too long")
                }
                Settled::Done | Settled::Waits => {}
            }
        }
        let changes = draft.into_changes();
        match changes.is_empty() {
            true => Ok(()),
            false => pen.commit(changes, Notices::settled).map_err(|error| error.to_string()),
        }
    }

    fn next_errand(&self, now: Mono) -> Option<Errand> {
        self.notices.outbox().next(now)
    }
}
