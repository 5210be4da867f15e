//! What is refused before it is looked at: requests of an identity that asks too often, and those that the documents cannot
//! be asked for in time. Each is told when to come back, and not all the same.
//! [design r6] [design r7]

use super::clock::{random_seed, stopwatch};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tieline_core::model::{HeaderName, HttpResponse, Lfdi};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests that wait for documents at the same time; the next one is answered 503.
const WAITING_MAX: usize = 512;
/// Of an overload: the shortest and the longest time after which a client is asked to come back, in seconds.
const COME_BACK_S: (u64, u64) = (5, 30);
/// So many seconds' worth of requests may come at once: a device that starts walks all of its resources.
const BURST: Duration = Duration::from_secs(10);
/// Identities below which those that are within their rate are not forgotten.
const REMEMBERED_MIN: usize = 1_024;

/// The head-end's bounds on requests.
pub(super) struct Gate {
    rate: Option<Rate>,
    waiting: Arc<Semaphore>,
    refused: AtomicU64,
}

impl Gate {
    /// With so many requests a second of each identity in the long run; 0: as many as it likes.
    pub(super) fn new(requests_per_s: u32) -> Self {
        let rate = (requests_per_s > 0).then(|| Rate::new(requests_per_s));
        Self { rate, waiting: Arc::new(Semaphore::new(WAITING_MAX)), refused: AtomicU64::new(0) }
    }

    /// The refusal of a request that comes too early after others of its identity [RFC 6585 §4].
    pub(super) fn too_often(&self, lfdi: Lfdi) -> Option<HttpResponse> {
        let early = self.rate.as_ref()?.early_by(lfdi, stopwatch())?;
        self.tell(|count| tracing::warn!(%lfdi, count, "requests refused: too many of one device"));
        let wait_s = early.as_secs() + 1;
        Some(refusal(429, wait_s, 2 * wait_s))
    }

    /// Room for a request that needs documents; the refusal where too many wait already.
    pub(super) fn room(&self) -> Result<OwnedSemaphorePermit, HttpResponse> {
        self.waiting.clone().try_acquire_owned().map_err(|_| {
            self.tell(|count| tracing::warn!(count, "requests refused: too many wait for documents"));
            overloaded()
        })
    }

    /// A line for the log at the first refusal, then each time that they have doubled.
    fn tell(&self, line: impl FnOnce(u64)) {
        let count = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
        if count.is_power_of_two() {
            line(count);
        }
    }
}

/// The refusal of a request that cannot be carried out now [RFC 9110 §15.6.4].
pub(super) fn overloaded() -> HttpResponse {
    refusal(503, COME_BACK_S.0, COME_BACK_S.1)
}

/// `from_s` to `to_s`, drawn anew for each, so that those who were refused together do not come back together.
fn refusal(status: u16, from_s: u64, to_s: u64) -> HttpResponse {
    let after_s = from_s + random_seed() % (to_s - from_s + 1);
    HttpResponse { headers: vec![(HeaderName::RetryAfter, after_s.to_string())], ..HttpResponse::status(status) }
}

/// When the next request of each identity would be in its rate, as a distance from the start; who is not known has asked
/// for nothing lately.
struct Rate {
    interval: Duration,
    begun: Instant,
    due: Mutex<Due>,
}

#[derive(Default)]
struct Due {
    of: HashMap<Lfdi, Duration>,
    /// How many there may be before those are forgotten that are within their rate.
    remembered: usize,
}

impl Rate {
    fn new(per_s: u32) -> Self {
        Self { interval: Duration::from_secs(1) / per_s.max(1), begun: stopwatch(), due: Mutex::default() }
    }

    /// How much too early a request at `at` is; `None` if it is in time, and then it counts.
    fn early_by(&self, lfdi: Lfdi, at: Instant) -> Option<Duration> {
        let now = at.saturating_duration_since(self.begun);
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let own = due.of.get(&lfdi).copied().unwrap_or_default().max(now);
        if own > now + BURST {
            return Some(own - now - BURST);
        }
        due.of.insert(lfdi, own + self.interval);
        if due.of.len() > due.remembered.max(REMEMBERED_MIN) {
            due.of.retain(|_, due| *due > now);
            due.remembered = 2 * due.of.len();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(response: &HttpResponse) -> u64 {
        response.header(HeaderName::RetryAfter).and_then(|text| text.parse().ok()).expect("a time to come back")
    }

    /// r6: who asks too often is told when to come back, and others are served [design r6].
    #[test]
    fn r6_an_identity_has_its_rate_and_a_burst() {
        let rate = Rate::new(10);
        let (eager, calm) = (Lfdi([1; 20]), Lfdi([2; 20]));
        let begun = rate.begun;
        let burst = (0..1_000).take_while(|_| rate.early_by(eager, begun).is_none()).count();
        assert_eq!(burst, 101, "ten seconds' worth and the one that is due");
        assert_eq!(rate.early_by(eager, begun), Some(Duration::from_millis(100)));
        assert_eq!(rate.early_by(calm, begun), None);
        assert_eq!(rate.early_by(eager, begun + Duration::from_millis(100)), None);
        assert!(rate.early_by(eager, begun + Duration::from_millis(100)).is_some());
    }

    /// r7: those who have not asked lately are forgotten [design r7].
    #[test]
    fn r7_identities_within_their_rate_are_forgotten() {
        let rate = Rate::new(1);
        for number in 0_u32..100_000 {
            let mut lfdi = [0; 20];
            lfdi[..4].copy_from_slice(&number.to_be_bytes());
            let at = rate.begun + Duration::from_millis(10) * number;
            assert_eq!(rate.early_by(Lfdi(lfdi), at), None);
        }
        assert!(rate.due.lock().expect("unpoisoned").of.len() <= REMEMBERED_MIN + 1);
    }

    /// r6: beyond what may wait, requests are refused at once, and each told another time [design r6].
    #[test]
    fn r6_overload_is_answered_503_and_spread() {
        let gate = Gate::new(0);
        let rooms: Vec<_> = (0..WAITING_MAX).map(|_| gate.room().expect("room")).collect();
        let refused: Vec<_> = (0..200).map(|_| gate.room().expect_err("full")).collect();
        assert!(refused.iter().all(|refusal| refusal.status == 503));
        let times: std::collections::BTreeSet<u64> = refused.iter().map(after).collect();
        assert!(
            times.iter().all(|time| (COME_BACK_S.0..=COME_BACK_S.1).contains(time)) && times.len() > 5,
            "{times:?}"
        );
        drop(rooms);
        assert!(gate.room().is_ok());
        assert_eq!(gate.too_often(Lfdi([1; 20])), None, "0 is no limit");
    }
}
