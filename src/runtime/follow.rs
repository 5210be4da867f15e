//! Followers of devices: bounded rings of exchanges, kept while somebody asks for them. A follower delays nobody; one
//! that is too slow loses the oldest, counted.

use super::clock::stopwatch;
use crate::admin::headend::{Batch, Follow, Numbered};
use crate::headend::Exchange;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tieline_core::model::Lfdi;
use tokio::sync::watch;

/// Devices that are followed at the same time.
const DEVICES_MAX: usize = 16;
/// Exchanges kept of a device.
const EXCHANGES_MAX: usize = 256;
/// Bytes of the bodies kept of a device.
const BYTES_MAX: usize = 4 << 20;
/// A device that nobody has asked for so long is followed no more.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(60);

/// The devices that are followed.
pub(super) struct Followers {
    devices: Mutex<HashMap<Lfdi, Ring>>,
    /// How many there are, to be read without the lock: mostly none.
    count: AtomicUsize,
    stop: watch::Receiver<bool>,
}

/// What is kept of one device.
struct Ring {
    kept: VecDeque<Numbered>,
    bytes: usize,
    /// The number of the last exchange.
    last: watch::Sender<u64>,
    asked: Instant,
}

fn weight(exchange: &Exchange) -> usize {
    exchange.request.len() + exchange.response.len()
}

impl Ring {
    fn push(&mut self, exchange: Arc<Exchange>) {
        let number = *self.last.borrow() + 1;
        self.bytes += weight(&exchange);
        self.kept.push_back(Numbered { number, exchange });
        while self.kept.len() > EXCHANGES_MAX || self.bytes > BYTES_MAX {
            let Some(oldest) = self.kept.pop_front() else { break };
            self.bytes -= weight(&oldest.exchange);
        }
        self.last.send_replace(number);
    }

    fn after(&self, after: u64) -> Batch {
        let last = *self.last.borrow();
        let heard: Vec<Numbered> = self.kept.iter().filter(|kept| kept.number > after).cloned().collect();
        let lost = last.saturating_sub(after) - heard.len() as u64;
        Batch { heard, lost, next: last.max(after) }
    }
}

impl Followers {
    /// Nobody is followed yet; who waits when `stop` turns true is answered.
    pub(super) fn until(stop: watch::Receiver<bool>) -> Self {
        Self { devices: Mutex::default(), count: AtomicUsize::new(0), stop }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Lfdi, Ring>> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a device is followed.
    pub(super) fn follow(&self, lfdi: Lfdi) -> bool {
        self.count.load(Ordering::Relaxed) > 0 && self.lock().contains_key(&lfdi)
    }

    /// Keeps an exchange for those who follow its device.
    pub(super) fn hear(&self, exchange: Arc<Exchange>) {
        let mut devices = self.lock();
        self.forget(&mut devices);
        if let Some(ring) = devices.get_mut(&exchange.lfdi) {
            ring.push(exchange);
        }
    }

    /// Drops what nobody asks for any more.
    fn forget(&self, devices: &mut HashMap<Lfdi, Ring>) {
        devices.retain(|_, ring| ring.last.receiver_count() > 0 || ring.asked.elapsed() < FORGOTTEN_AFTER);
        self.count.store(devices.len(), Ordering::Relaxed);
    }

    /// The exchanges that were asked for, after a wait where there are none yet; `None` where too many are followed.
    pub(super) async fn take(&self, wanted: Follow) -> Option<Batch> {
        let (mut last, after) = {
            let mut devices = self.lock();
            self.forget(&mut devices);
            if !devices.contains_key(&wanted.lfdi) && devices.len() >= DEVICES_MAX {
                return None;
            }
            let ring = devices.entry(wanted.lfdi).or_insert_with(|| Ring {
                kept: VecDeque::new(),
                bytes: 0,
                // Numbers only grow for a follower that comes back late.
                last: watch::Sender::new(wanted.after.unwrap_or(0)),
                asked: stopwatch(),
            });
            ring.asked = stopwatch();
            self.count.store(devices.len(), Ordering::Relaxed);
            let ring = devices.get(&wanted.lfdi)?;
            let after = wanted.after.unwrap_or(*ring.last.borrow());
            (ring.last.subscribe(), after)
        };
        let mut stop = self.stop.clone();
        tokio::select! {
            _ = last.wait_for(|last| *last > after) => {}
            _ = stop.wait_for(|stopped| *stopped) => {}
            () = tokio::time::sleep(Duration::from_secs(wanted.wait_s)) => {}
        }
        let mut devices = self.lock();
        let ring = devices.get_mut(&wanted.lfdi)?;
        ring.asked = stopwatch();
        Some(ring.after(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::Millis;

    const DEVICE: Lfdi = Lfdi([7; 20]);

    fn exchange(lfdi: Lfdi, body: usize) -> Arc<Exchange> {
        Arc::new(Exchange {
            time: Millis(0),
            lfdi,
            method: "GET".to_owned(),
            target: "/dcap".to_owned(),
            status: 200,
            request: String::new(),
            response: "x".repeat(body),
            location: None,
        })
    }

    fn followers() -> (watch::Sender<bool>, Followers) {
        let (stop, stopped) = watch::channel(false);
        (stop, Followers::until(stopped))
    }

    fn numbers(batch: &Batch) -> Vec<u64> {
        batch.heard.iter().map(|heard| heard.number).collect()
    }

    #[tokio::test]
    async fn a_follower_hears_its_device_alone_and_each_exchange_once() {
        let (_stop, followers) = followers();
        let first = Follow { lfdi: DEVICE, after: None, wait_s: 0 };
        assert!(!followers.follow(DEVICE));
        assert!(followers.take(first).await.expect("room").heard.is_empty());
        assert!(followers.follow(DEVICE));
        for lfdi in [DEVICE, Lfdi([8; 20]), DEVICE] {
            followers.hear(exchange(lfdi, 1));
        }
        let batch = followers.take(Follow { after: Some(0), ..first }).await.expect("room");
        assert_eq!((numbers(&batch), batch.lost, batch.next), (vec![1, 2], 0, 2));
        let batch = followers.take(Follow { after: Some(2), ..first }).await.expect("room");
        assert_eq!((numbers(&batch), batch.lost, batch.next), (vec![], 0, 2));
    }

    #[tokio::test]
    async fn a_waiting_follower_is_woken_by_the_exchange_and_by_the_servers_end() {
        let (stop, followers) = followers();
        let wanted = Follow { lfdi: DEVICE, after: None, wait_s: 20 };
        let heard = async {
            while !followers.follow(DEVICE) {
                tokio::task::yield_now().await;
            }
            followers.hear(exchange(DEVICE, 1));
        };
        let (batch, ()) = tokio::join!(followers.take(wanted), heard);
        assert_eq!(numbers(&batch.expect("room")), [1]);
        let ends = async { _ = stop.send_replace(true) };
        let (batch, ()) = tokio::join!(followers.take(Follow { after: Some(1), ..wanted }), ends);
        assert!(batch.expect("room").heard.is_empty());
    }

    /// [design r7]
    #[tokio::test]
    async fn r7_a_slow_follower_loses_the_oldest_and_is_told_how_many() {
        let (_stop, followers) = followers();
        let wanted = Follow { lfdi: DEVICE, after: Some(0), wait_s: 0 };
        followers.take(wanted).await.expect("room");
        (0..EXCHANGES_MAX + 5).for_each(|_| followers.hear(exchange(DEVICE, 1)));
        let batch = followers.take(wanted).await.expect("room");
        assert_eq!((batch.heard.len(), batch.lost, numbers(&batch)[0]), (EXCHANGES_MAX, 5, 6));
        (0..5).for_each(|_| followers.hear(exchange(DEVICE, BYTES_MAX / 2)));
        let batch = followers.take(Follow { after: Some(batch.next), ..wanted }).await.expect("room");
        assert_eq!((batch.heard.len(), batch.lost), (2, 3));
    }

    #[tokio::test]
    async fn r7_no_more_devices_are_followed_than_the_bound() {
        let (_stop, followers) = followers();
        for i in 0..DEVICES_MAX {
            let wanted = Follow { lfdi: Lfdi([i as u8; 20]), after: None, wait_s: 0 };
            assert!(followers.take(wanted).await.is_some());
        }
        assert!(followers.take(Follow { lfdi: Lfdi([99; 20]), after: None, wait_s: 0 }).await.is_none());
    }
}
