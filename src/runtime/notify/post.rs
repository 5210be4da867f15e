//! Sends notifications: over the same profile of TLS as devices come by, each to an address that was just checked; one at a
//! time to each subscriber, so that a slow one delays no other.

use crate::headend::{Errand, Identity, LetterDocument, Outcome, Target};
use crate::runtime::clock::stopwatch;
use crate::runtime::http_client::{Bounds, ExpectedPeer, HttpClient};
use crate::runtime::serve_desk::Desk;
use rustls::ClientConfig;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tieline_core::model::{HeaderName, HttpError, HttpRequest, HttpResponse, Lfdi, Method};
use tieline_schemas::sep2::CONTENT_TYPE;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// For connecting, sending and the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// For the addresses of a name.
pub(in crate::runtime) const LOOKUP: Duration = Duration::from_secs(3);
/// What is settled is written down together: so many at most, or after so long.
const SETTLED_MAX: usize = 128;
const SETTLE: Duration = Duration::from_millis(25);
/// The longest time between two looks for something to send.
const LOOK: Duration = Duration::from_millis(500);
/// Connections that are kept; with more, all are closed.
const CLIENTS_MAX: usize = 1_024;
/// What an answer may cost: nothing of it is read but its status.
const ANSWER: Bounds = Bounds { head_bytes: 8 * 1_024, body_bytes: 16 * 1_024, headers: 64 };

/// Who sends.
pub(in crate::runtime) struct Post {
    pub(in crate::runtime) desk: Arc<Desk>,
    pub(in crate::runtime) tls: Arc<ClientConfig>,
    /// Whether a receiver may show any certificate under the roots.
    pub(in crate::runtime) any_receiver: bool,
}

/// A connection that is kept, and where it leads.
struct Kept {
    client: HttpClient,
    place: (bool, String, u16),
    address: IpAddr,
}

type Sent = (Errand, Outcome, Option<Kept>);

impl Post {
    /// Sends what there is until told to stop; what was sent is written down before this returns.
    pub(in crate::runtime) async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        self.desk.notices.outbox().call_back();
        let mut clients: BTreeMap<Lfdi, Kept> = BTreeMap::new();
        let (mut under_way, mut settled) = (JoinSet::<Sent>::new(), Vec::new());
        let mut since = None;
        loop {
            while let Some(errand) = self.desk.next_errand(self.desk.clock.now().mono) {
                let kept = clients.remove(&errand.lfdi);
                under_way.spawn(self.clone().carry(errand, kept));
            }
            let due = since.is_some_and(|since: Instant| since.elapsed() >= SETTLE);
            if settled.len() >= SETTLED_MAX || (due && !settled.is_empty()) {
                self.settle(std::mem::take(&mut settled)).await;
                since = None;
                continue;
            }
            let sleep = match settled.is_empty() {
                true => self.until_turn(),
                false => SETTLE,
            };
            tokio::select! {
                Some(sent) = under_way.join_next(), if !under_way.is_empty() => {
                    // A send that ended by a bug leaves its subscriber busy: better silent than told in disorder.
                    if let Ok((errand, outcome, kept)) = sent {
                        self.desk.notices.outbox().done(self.desk.clock.now().mono, &errand, &outcome);
                        if clients.len() >= CLIENTS_MAX {
                            clients.clear();
                        }
                        clients.extend(kept.map(|kept| (errand.lfdi, kept)));
                        settled.push((errand, outcome));
                        since.get_or_insert_with(stopwatch);
                    }
                }
                () = self.desk.notices.posted.notified() => {}
                () = tokio::time::sleep(sleep) => {}
                _ = stop.wait_for(|stopped| *stopped) => break,
            }
        }
        self.settle(settled).await;
    }

    fn until_turn(&self) -> Duration {
        let clock = self.desk.clock;
        let turn = self.desk.notices.outbox().next_turn();
        // One that is due and not sent waits for room: a send that ends makes it.
        turn.map(|turn| clock.until(turn)).filter(|wait| !wait.is_zero()).map_or(LOOK, |wait| wait.min(LOOK))
    }

    /// What is not written down is sent again after a restart: at least once, not at most.
    async fn settle(&self, settled: Vec<(Errand, Outcome)>) {
        let desk = self.desk.clone();
        match tokio::task::spawn_blocking(move || desk.settle(&settled)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "not stored which notifications were sent"),
            Err(error) => tracing::error!(%error, "settling notifications ended by a bug"),
        }
    }

    async fn carry(self: Arc<Self>, errand: Errand, kept: Option<Kept>) -> Sent {
        let desk = self.desk.clone();
        let found = tokio::task::spawn_blocking(move || desk.letter(&errand)).await;
        let letter = match found {
            Ok(Ok(Some(letter))) => letter,
            Ok(Ok(None)) => return (errand, Outcome::Void, kept),
            Ok(Err(error)) => return (errand, failed(error.to_string()), kept),
            Err(error) => return (errand, failed(error.to_string()), kept),
        };
        // A newer state may have taken the place of the one that this errand was for: it is that which is sent.
        let errand = Errand { seq: letter.seq, ..errand };
        match self.deliver(&letter, kept).await {
            Ok((answer, kept)) if answer.is_success() => (errand, Outcome::Taken, Some(kept)),
            Ok((answer, kept)) => {
                let why = format!("HTTP {}", answer.status);
                tracing::info!(lfdi = %letter.lfdi, target = letter.target, why, "a notification is not taken");
                (errand, Outcome::Failed { why, retry_after_s: retry_after(&answer) }, Some(kept))
            }
            Err(why) => {
                tracing::info!(lfdi = %letter.lfdi, target = letter.target, why, "a notification is not sent");
                (errand, failed(why), None)
            }
        }
    }

    async fn deliver(&self, letter: &LetterDocument, kept: Option<Kept>) -> Result<(HttpResponse, Kept), String> {
        if !self.desk.server.admits(&Identity::of_lfdi(letter.lfdi)) {
            return Err("the subscriber is denied".to_owned());
        }
        let rules = &self.desk.settings().targets;
        let target = rules.read(&letter.target).map_err(|error| error.to_string())?;
        let addresses = addresses(&target).await;
        rules.check(&target, &addresses).map_err(|error| error.to_string())?;
        let unknown = "the name has no address";
        let reused = kept.is_some();
        let mut kept = self.connection(letter.lfdi, &target, &addresses, kept).ok_or(unknown)?;
        let headers = vec![(HeaderName::ContentType, CONTENT_TYPE.to_owned())];
        let body = letter.body.clone().into_bytes();
        let request = HttpRequest { method: Method::Post, target: target.path.clone(), headers, body };
        let mut answer = kept.client.send(&request, PATIENCE).await;
        if reused && !matches!(answer, Ok(_) | Err(HttpError::Timeout(_))) {
            // The receiver may have closed the connection meanwhile; being told twice does no harm.
            kept = self.connection(letter.lfdi, &target, &addresses, None).ok_or(unknown)?;
            answer = kept.client.send(&request, PATIENCE).await;
        }
        let answer = answer.map_err(|error| error.to_string())?;
        let request = HttpRequest { target: letter.target.clone(), ..request };
        self.desk.record(self.desk.now(), &Identity::of_lfdi(letter.lfdi), &request, &answer);
        Ok((answer, kept))
    }

    /// The connection that is there, if it leads to where the name leads now.
    fn connection(&self, subscriber: Lfdi, target: &Target, addresses: &[IpAddr], kept: Option<Kept>) -> Option<Kept> {
        let place = (target.secure, target.host.clone(), target.port);
        if let Some(kept) = kept.filter(|kept| kept.place == place && addresses.contains(&kept.address)) {
            return Some(kept);
        }
        let address = *addresses.first()?;
        let tls = target.secure.then(|| self.tls.clone());
        let client = HttpClient::new(target.host.clone(), target.port, tls, ANSWER).at(address);
        let client = match self.any_receiver {
            true => client,
            false => client.expecting(ExpectedPeer { lfdi: subscriber }),
        };
        Some(Kept { client, place, address })
    }
}

fn failed(why: String) -> Outcome {
    Outcome::Failed { why, retry_after_s: None }
}

/// The addresses of a target's host; none if they are not found in time.
pub(in crate::runtime) async fn addresses(target: &Target) -> Vec<IpAddr> {
    if let Some(address) = target.address() {
        return vec![address];
    }
    let lookup = tokio::net::lookup_host((target.host.clone(), target.port));
    match tokio::time::timeout(LOOKUP, lookup).await {
        Ok(Ok(found)) => found.map(|address| address.ip()).collect(),
        _ => Vec::new(),
    }
}

/// Retry-After in seconds; a date is passed over.
fn retry_after(answer: &HttpResponse) -> Option<u64> {
    answer.header(HeaderName::RetryAfter)?.trim().parse().ok()
}
