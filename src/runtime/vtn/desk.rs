//! Where messages and operators meet the VTN: one at a time, and nothing is told before what it rests on is durable.

use super::seal::{self, Seal};
use crate::runtime::clock::Clock;
use crate::store::{self, Document, Store};
use crate::vtn::{self, Archive, Change, Operator, Reading, RestoreError, Said, Settings, Vtn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tieline_certs::xmldsig::Signer;
use tieline_core::model::Millis;
use tokio::sync::watch;

/// The namespace of the VTN's documents.
const NAMESPACE: &str = "vtn";
/// Documents read in one call of the store.
const PAGE: usize = 1_000;

/// The VTN, its store and how far that has come.
pub(super) struct Desk {
    pub(super) clock: Clock,
    /// Where messages are signed.
    signer: Option<Signer>,
    state: Mutex<State>,
    store: Shelf,
    progress: watch::Sender<Progress>,
    /// Rung after each change: somebody may have to be pushed to.
    pub(super) news: tokio::sync::Notify,
}

/// What is changed under the lock.
pub(super) struct State {
    pub(super) vtn: Vtn,
    pub(super) seal: Option<Seal>,
    /// Batches given to the store.
    submitted: u64,
    /// Failures up to this batch are out of the state again.
    cleared: u64,
}

/// Batches that the store is done with, in their order.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    done: u64,
    /// The last that did not become durable.
    failed: u64,
}

/// What was told cannot be kept: it must not be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotKept;

/// What an answer rests on: every batch up to `on`, less the failures that were out of the state again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rests {
    on: u64,
    cleared: u64,
}

/// The documents of the VTN in the store.
#[derive(Clone)]
pub(super) struct Shelf(Arc<Store>);

impl Shelf {
    /// Documents whose keys begin with `prefix`, in their order.
    pub(super) fn all(&self, prefix: &str) -> store::Result<Vec<(String, Vec<u8>)>> {
        let (mut found, mut from) = (Vec::new(), Vec::new());
        loop {
            let page = self.0.documents(NAMESPACE, prefix.as_bytes(), &from, PAGE)?;
            let full = page.len() == PAGE;
            if let Some((last, _)) = page.last() {
                from = [last.as_slice(), &[0]].concat();
            }
            let named = page.into_iter().filter_map(|(key, value)| Some((String::from_utf8(key).ok()?, value)));
            found.extend(named);
            if !full {
                return Ok(found);
            }
        }
    }

    /// Keys of readings from before `floor_s`, Unix seconds, at most a page of each VEN's; also of VENs that were removed.
    fn old_readings(&self, floor_s: i64) -> store::Result<Vec<String>> {
        let (mut old, mut from) = (Vec::new(), Vec::new());
        loop {
            let first = self.0.documents(NAMESPACE, b"reading/", &from, 1)?;
            let first = first.into_iter().next().and_then(|(key, _)| String::from_utf8(key).ok());
            let Some((prefix, end)) = first.as_deref().and_then(|key| vtn::old_readings(key, floor_s)) else {
                return Ok(old);
            };
            if first.is_some_and(|first| first < end) {
                let page = self.0.documents(NAMESPACE, prefix.as_bytes(), &[], PAGE)?;
                let keys = page.into_iter().filter_map(|(key, _)| String::from_utf8(key).ok());
                old.extend(keys.take_while(|key| *key < end));
            }
            // The next VEN's begin behind all of this one's.
            from = [prefix.as_bytes(), &[0xFF]].concat();
        }
    }

    fn known(&self) -> store::Result<Vec<(String, Vec<u8>)>> {
        let mut all = Vec::new();
        for kind in Vtn::KINDS {
            all.extend(self.all(&format!("{kind}/"))?);
        }
        Ok(all)
    }
}

impl Archive for Shelf {
    fn readings(&self, ven_id: &str, from_s: i64, to_s: i64, limit: usize) -> Result<Vec<Reading>, String> {
        let (prefix, from, end) = crate::vtn::reading_keys(ven_id, from_s, to_s);
        let page = self.0.documents(NAMESPACE, prefix.as_bytes(), from.as_bytes(), limit);
        let page = page.map_err(|error| error.to_string())?;
        let within = page.into_iter().take_while(|(key, _)| key.as_slice() < end.as_bytes());
        within.map(|(_, value)| serde_json::from_slice(&value).map_err(|error| error.to_string())).collect()
    }
}

/// Why the VTN's state cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store.
    #[error("store: {0}")]
    Store(#[from] store::Error),
    /// A document.
    #[error(transparent)]
    Restore(#[from] RestoreError),
}

impl Desk {
    /// A desk over what the store holds.
    pub(super) fn open(
        store: Arc<Store>,
        clock: Clock,
        settings: Settings,
        salt: u64,
        signer: Option<Signer>,
    ) -> Result<Self, OpenError> {
        let store = Shelf(store);
        let vtn = Vtn::restore(settings, salt, store.known()?)?;
        let kept = store.all("replay")?;
        let seal = signer.as_ref().map(|_| Seal::restore(&kept));
        let state = Mutex::new(State { vtn, seal, submitted: 0, cleared: 0 });
        let (progress, news) = (watch::Sender::new(Progress::default()), tokio::sync::Notify::new());
        Ok(Self { clock, signer, state, store, progress, news })
    }

    pub(super) fn now(&self) -> Millis {
        self.clock.now().wall
    }

    /// Whether messages are signed.
    pub(super) fn signs(&self) -> bool {
        self.signer.is_some()
    }

    /// A message as it goes out: signed where messages are; `None` where it cannot be signed.
    pub(super) fn sealed(&self, said: &Said, vtn_id: &str, ven_id: &str) -> Option<Vec<u8>> {
        match &self.signer {
            None => Some(vtn::encode(said, vtn_id, ven_id)),
            Some(signer) => seal::sign(signer, &vtn::encode_to_sign(said, vtn_id, ven_id), self.now()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works on the state; what that changes is given to the store before anybody else works on it. What was not kept is out
    /// of the state first, whether or not somebody still waits for it.
    pub(super) fn work<T>(&self, work: impl FnOnce(&mut State, &Shelf) -> (T, Vec<Change>)) -> (T, Rests) {
        let mut state = self.state();
        let progress = *self.progress.borrow();
        if progress.failed > state.cleared && progress.done >= state.submitted && self.recover(&mut state) {
            state.cleared = progress.failed;
        }
        let (result, changes) = work(&mut state, &self.store);
        if !changes.is_empty() {
            state.submitted += 1;
            self.submit(&changes, state.submitted);
            self.news.notify_one();
        }
        (result, Rests { on: state.submitted, cleared: state.cleared })
    }

    fn submit(&self, changes: &[Change], number: u64) {
        let documents: Vec<Document> = changes
            .iter()
            .map(|change| Document {
                namespace: NAMESPACE.to_owned(),
                key: change.key.as_bytes().to_vec(),
                value: change.value.clone(),
            })
            .collect();
        let progress = self.progress.clone();
        self.store.0.commit_then(&[], &documents, move |done| {
            if let Err(error) = &done {
                tracing::error!(%error, "not stored, so not acknowledged");
            }
            progress.send_modify(|progress| {
                progress.done = progress.done.max(number);
                if done.is_err() {
                    progress.failed = progress.failed.max(number);
                }
            });
        });
    }

    /// Waits until what an answer rests on is durable, or will not be.
    pub(super) async fn kept(&self, rests: Rests) -> Result<(), NotKept> {
        let mut seen = *self.progress.borrow();
        // Most messages change nothing, and what is before them is durable long since.
        if seen.done < rests.on {
            let mut progress = self.progress.subscribe();
            seen = *progress.wait_for(|progress| progress.done >= rests.on).await.map_err(|_| NotKept)?;
        }
        if seen.failed <= rests.cleared { Ok(()) } else { Err(NotKept) }
    }

    /// Makes the state anew from what is durable; false where that cannot be read, and so nothing is answered but 503.
    fn recover(&self, state: &mut State) -> bool {
        let salt = crate::runtime::clock::random_seed();
        let settings = state.vtn.settings().clone();
        if let Some(seal) = &mut state.seal {
            seal.doubt();
        }
        match self.store.known().map_err(OpenError::from).and_then(|known| Ok(Vtn::restore(settings, salt, known)?)) {
            Ok(vtn) => {
                state.vtn = vtn;
                true
            }
            Err(error) => {
                tracing::error!(%error, "the state cannot be read again; nothing is acknowledged until it can");
                false
            }
        }
    }

    /// Lets an operator work; what is done is durable when this returns.
    pub(super) async fn operate<T>(&self, work: impl FnOnce(&mut Operator<'_, '_>) -> T) -> Result<T, NotKept> {
        let at = self.now();
        let (result, rests) = self.work(|state, shelf| state.vtn.operate(at, shelf, work));
        self.kept(rests).await?;
        Ok(result)
    }

    /// Forgets what is over for long enough.
    pub(super) async fn tidy(&self, keep_days: u32) -> Result<(), NotKept> {
        let at = self.now();
        let floor_s = at.to_seconds().0 - i64::from(keep_days) * 86_400;
        // Off the loop and without the lock: nobody waits for the search.
        let shelf = self.store.clone();
        let found = tokio::task::spawn_blocking(move || (shelf.old_readings(floor_s), shelf.all("replay"))).await;
        let (old, replay) = found.map_err(|_| NotKept)?;
        let (old, replay) = (old.map_err(|_| NotKept)?, replay.map_err(|_| NotKept)?);
        let ((), rests) = self.work(|state, shelf| {
            let mut changes = state.vtn.tidy(at, shelf);
            changes.extend(state.seal.iter().flat_map(|seal| seal.tidy(&replay)));
            changes.extend(old.into_iter().map(|key| Change { key, value: None }));
            ((), changes)
        });
        self.kept(rests).await
    }

    /// The store, to be kept in order.
    pub(super) fn store(&self) -> Arc<Store> {
        self.store.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vtn::MarketContext;
    use tieline_core::model::UtcSeconds;

    const NOW_S: i64 = 1_800_000_000;

    fn desk() -> Desk {
        let settings = Settings {
            vtn_id: "vtn".to_owned(),
            poll_s: 10,
            enrolment: Default::default(),
            reports: Vec::new(),
            keep_days: 1,
        };
        let store = Arc::new(Store::in_memory().expect("a store"));
        Desk::open(store, Clock::scaled(Millis(NOW_S * 1_000), 1), settings, 1, None).expect("a desk")
    }

    fn context(name: &str) -> MarketContext {
        MarketContext { name: name.to_owned(), overlap_allowed: false }
    }

    /// A change that no store takes.
    fn unfit() -> Change {
        Change { key: "x".repeat(1 << 20), value: Some(Vec::new()) }
    }

    /// [design r4]
    #[tokio::test]
    async fn what_was_not_kept_is_out_of_the_state_though_nobody_waits_for_it() {
        let desk = desk();
        desk.operate(|operator| operator.put_context(context("kept"))).await.expect("kept").expect("made");
        let ((), rests) = desk.work(|state, shelf| {
            let (made, changes) = state.vtn.operate(Millis(0), shelf, |operator| operator.put_context(context("lost")));
            made.expect("made");
            ((), changes.into_iter().chain([unfit()]).collect())
        });
        // Who made it has gone away: `rests` is not waited for here, and the next one finds out.
        let names = desk.operate(|operator| operator.contexts().map(|one| one.name.clone()).collect::<Vec<_>>()).await;
        assert_eq!(names, Ok(vec!["kept".to_owned()]));
        assert_eq!(desk.kept(rests).await, Err(NotKept));
    }

    #[tokio::test]
    async fn old_readings_go_also_those_of_vens_that_were_removed() {
        let desk = desk();
        let reading = |ven: &str, at_s: i64| {
            let (_, from, _) = vtn::reading_keys(ven, at_s, at_s);
            let reading = Reading {
                ven_id: ven.to_owned(),
                request_id: "q".to_owned(),
                rid: "power".to_owned(),
                start: UtcSeconds(at_s),
                seconds: 60,
                value: Some(1.0),
                online: None,
                overridden: None,
                quality: None,
            };
            Change { key: format!("{from}/power/q/60"), value: serde_json::to_vec(&reading).ok() }
        };
        let old = NOW_S - 2 * 86_400;
        let all = [("a", old), ("a", NOW_S), ("b/c", NOW_S), ("gone", old), ("gone", old + 60), ("gone", -5)];
        let ((), rests) = desk.work(|_, _| ((), all.map(|(ven, at_s)| reading(ven, at_s)).into()));
        desk.kept(rests).await.expect("kept");
        desk.tidy(1).await.expect("tidied");
        let left = |ven| desk.store.readings(ven, i64::MIN, i64::MAX, 10).expect("read").len();
        assert_eq!((left("a"), left("b/c"), left("gone")), (1, 1, 0));
    }
}
