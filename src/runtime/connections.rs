//! Who is connected: connections in their handshake, and open ones by identity, both bounded (rule 7).

use super::http_server::Caller;
use super::tls::Peer;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tieline_core::model::Lfdi;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};

/// Connections whose handshake is under way. At the bound the oldest goes, not the newest: an honest handshake takes a
/// moment, and idlers would keep every honest peer out.
#[derive(Debug)]
pub(super) struct Porch {
    waiting: Mutex<BTreeMap<u64, oneshot::Sender<()>>>,
    bound: usize,
    next: AtomicU64,
    /// Connections pushed out since the log was told.
    pushed_out: AtomicU64,
}

/// A place on the porch; given back when it goes.
#[derive(Debug)]
pub(super) struct Step {
    porch: Arc<Porch>,
    number: u64,
    pushed_out: oneshot::Receiver<()>,
}

impl Porch {
    pub(super) fn new(bound: usize) -> Self {
        Self { waiting: Mutex::default(), bound, next: AtomicU64::new(0), pushed_out: AtomicU64::new(0) }
    }

    /// A place for one more; who waits longest gives up its own at the bound.
    pub(super) fn enter(self: &Arc<Self>) -> Step {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.len() >= self.bound.max(1) && waiting.pop_first().is_some() {
            self.pushed_out.fetch_add(1, Ordering::Relaxed);
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (sender, pushed_out) = oneshot::channel();
        waiting.insert(number, sender);
        Step { porch: self.clone(), number, pushed_out }
    }

    /// Tells the log how many connections were dropped since the last call; one line, however many they are.
    pub(super) fn tell(&self, table: &Table) {
        let pushed_out = self.pushed_out.swap(0, Ordering::Relaxed);
        if pushed_out > 0 {
            tracing::warn!(connections = pushed_out, bound = self.bound, "dropped in the handshake: too many at once");
        }
        let turned_away = table.turned_away.swap(0, Ordering::Relaxed);
        if turned_away > 0 {
            tracing::warn!(connections = turned_away, "dropped after the handshake: too many are open");
        }
    }
}

impl Step {
    /// Waits until the place is taken by a newer connection.
    pub(super) async fn pushed_out(&mut self) {
        let _ = (&mut self.pushed_out).await;
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        let mut waiting = self.porch.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.remove(&self.number);
    }
}

/// The open connections by identity.
#[derive(Debug)]
pub(super) struct Table {
    open: Mutex<HashMap<Lfdi, Vec<Seat>>>,
    next: AtomicU64,
    /// Room for connections of all, nobody's too.
    room: Arc<Semaphore>,
    /// Connections turned away for want of room since the log was told.
    turned_away: AtomicU64,
}

/// One open connection, as the table sees it.
#[derive(Debug)]
struct Seat {
    number: u64,
    caller: Caller,
    cut: watch::Sender<bool>,
}

/// A place in the table; given back when it goes.
#[derive(Debug)]
pub(super) struct Place {
    table: Arc<Table>,
    lfdi: Lfdi,
    number: u64,
    pub(super) cut: watch::Receiver<bool>,
}

impl Table {
    pub(super) fn new(connections: usize) -> Self {
        Self {
            open: Mutex::default(),
            next: AtomicU64::new(0),
            room: Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS))),
            turned_away: AtomicU64::new(0),
        }
    }

    /// Room for one more connection, given back when it goes; `None` at the bound of all.
    pub(super) fn room(&self) -> Option<OwnedSemaphorePermit> {
        let room = self.room.clone().try_acquire_owned().ok();
        if room.is_none() {
            self.turned_away.fetch_add(1, Ordering::Relaxed);
        }
        room
    }

    /// A place for one more connection of this peer; `None` at its bound.
    pub(super) fn enter(self: &Arc<Self>, peer: &Arc<Peer>, bound: usize) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let lfdi = peer.identity.lfdi;
        let own = open.entry(lfdi).or_default();
        if own.len() >= bound {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (sender, cut) = watch::channel(false);
        own.push(Seat { number, caller: Some(peer.clone()), cut: sender });
        Some(Place { table: self.clone(), lfdi, number, cut })
    }

    /// Cuts the connections of every peer that is no longer admitted.
    pub(super) fn cut_unless(&self, admits: impl Fn(&Caller) -> bool) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for (lfdi, own) in open.iter() {
            if own.first().is_some_and(|seat| !admits(&seat.caller)) {
                tracing::warn!(%lfdi, connections = own.len(), "denied: its connections are cut");
                own.iter().for_each(|seat| _ = seat.cut.send_replace(true));
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.table.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.lfdi) {
            own.retain(|seat| seat.number != self.number);
            if own.is_empty() {
                open.remove(&self.lfdi);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(step: &mut Step) -> bool {
        !matches!(step.pushed_out.try_recv(), Err(oneshot::error::TryRecvError::Empty))
    }

    /// r7: the newest is always let in, the oldest goes, and who left makes room [design r7].
    #[test]
    fn r7_the_oldest_handshake_makes_room_for_the_newest() {
        let porch = Arc::new(Porch::new(2));
        let (mut first, mut second) = (porch.enter(), porch.enter());
        let mut third = porch.enter();
        assert_eq!([&mut first, &mut second, &mut third].map(gone), [true, false, false]);
        drop(second);
        let mut fourth = porch.enter();
        assert_eq!([&mut third, &mut fourth].map(gone), [false, false]);
        drop((first, third, fourth));
        assert!(porch.waiting.lock().expect("unpoisoned").is_empty());
    }

    /// r7: what is beyond the bound of all is turned away until one goes [design r7].
    #[test]
    fn r7_open_connections_are_bounded() {
        let table = Table::new(1);
        let room = table.room();
        assert!(room.is_some() && table.room().is_none());
        drop(room);
        assert!(table.room().is_some());
    }
}
