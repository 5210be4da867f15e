//! Messages to VENs that do not poll: one at a time to each, the answer taken in as if it had been posted.

use super::desk::Desk;
use super::seal;
use crate::runtime::http_client::{Bounds, HttpClient};
use crate::vtn::{self, Push};
use rustls::ClientConfig;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tieline_certs::xmldsig::Verified;
use tieline_core::model::{HeaderName, HttpRequest, Method};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// For connecting, sending and the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest time between two looks for something to push.
const LOOK: Duration = Duration::from_millis(500);
/// Pushes under way at one time.
const AT_ONCE_MAX: usize = 64;
/// Connections that are kept; with more, all are closed.
const CLIENTS_MAX: usize = 1_024;

/// Who pushes.
pub(super) struct Pusher {
    pub(super) desk: Arc<Desk>,
    pub(super) vtn_id: String,
    /// `None`: plain, in a laboratory.
    pub(super) tls: Option<Arc<ClientConfig>>,
}

impl Pusher {
    /// Pushes what there is until told to stop.
    pub(super) async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut clients: BTreeMap<String, Kept> = BTreeMap::new();
        let (mut busy, mut under_way) = (BTreeSet::new(), JoinSet::new());
        loop {
            let room = AT_ONCE_MAX.saturating_sub(under_way.len());
            if room > 0 {
                let at = self.desk.now();
                let (pushes, rests) = self.desk.work(|state, shelf| state.vtn.pushes(at, shelf, &busy, room));
                // What is not durable is not told.
                if self.desk.kept(rests).await.is_ok() {
                    for push in pushes {
                        busy.insert(push.ven_id.clone());
                        let client = clients.remove(&push.ven_id);
                        under_way.spawn(self.clone().push(push, client));
                    }
                }
            }
            tokio::select! {
                Some(done) = under_way.join_next(), if !under_way.is_empty() => {
                    // A push that ended by a bug leaves its VEN busy: better silent than told twice at once.
                    if let Ok((ven_id, client)) = done {
                        busy.remove(&ven_id);
                        if clients.len() >= CLIENTS_MAX {
                            clients.clear();
                        }
                        clients.extend(client.map(|client| (ven_id, client)));
                    }
                }
                () = self.desk.news.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
        }
    }

    async fn push(self: Arc<Self>, push: Push, client: Option<Kept>) -> (String, Option<Kept>) {
        let ven_id = push.ven_id.clone();
        match self.deliver(&push, client).await {
            Ok(client) => (ven_id, Some(client)),
            Err(why) => {
                tracing::warn!(ven_id, url = push.url, why, "not pushed; it is tried again");
                let at = self.desk.now();
                let ((), _) = self.desk.work(|state, _| {
                    state.vtn.push_failed(at, &push.ven_id);
                    ((), Vec::new())
                });
                (ven_id, None)
            }
        }
    }

    async fn deliver(&self, push: &Push, kept: Option<Kept>) -> Result<Kept, String> {
        let (place, target) = place(&push.url).ok_or("the address is none")?;
        if !place.secure && self.tls.is_some() {
            return Err("the address is no https://".to_owned());
        }
        // A VEN may have registered anew, from another address.
        let Kept { mut client, place } = kept.filter(|kept| kept.place == place).unwrap_or_else(|| {
            let tls = self.tls.clone().filter(|_| place.secure);
            Kept { client: HttpClient::new(place.host.clone(), place.port, tls, Bounds::default()), place }
        });
        let body = self.desk.sealed(&push.said, &self.vtn_id, &push.ven_id).ok_or("the message cannot be signed")?;
        let headers = vec![(HeaderName::ContentType, tieline_schemas::oadr2::CONTENT_TYPE.to_owned())];
        let request = HttpRequest { method: Method::Post, target, headers, body };
        let answer = client.send(&request, PATIENCE).await.map_err(|error| error.to_string())?;
        if !answer.is_success() {
            return Err(format!("HTTP {}", answer.status));
        }
        // The certificate is the VEN (rule 8).
        let peer = client.peer();
        let shown = peer.map(|peer| peer.fingerprint().to_owned());
        if self.tls.is_some() && shown != push.fingerprint {
            return Err("who answers there is not this VEN by its certificate".to_owned());
        }
        let disbelieved = |disbelief| format!("the answer is not believed: {disbelief:?}");
        let verified = match &peer {
            _ if answer.body.is_empty() || !self.desk.signs() => None,
            Some(peer) => Some(seal::believe(&answer.body, peer.key()).map_err(disbelieved)?),
            None => return Err("signed messages need TLS".to_owned()),
        };
        let payload = verified.as_ref().map(Verified::payload);
        let body = payload.as_ref().unwrap_or(&answer.body);
        let message = if body.is_empty() { None } else { Some(vtn::decode(body).map_err(|error| error.to_string())?) };
        let at = self.desk.now();
        let (taken, rests) = self.desk.work(|state, shelf| {
            let mut changes = Vec::new();
            if let (Some(seal), Some(verified), Some(who)) = (&mut state.seal, &verified, &shown) {
                match seal.take(&verified.replay_protect, who, at) {
                    Ok(kept) => changes = kept,
                    Err(disbelief) => return (Err(disbelieved(disbelief)), changes),
                }
            }
            let answer = state.vtn.pushed(at, shelf, &push.ven_id, message);
            changes.extend(answer.commit);
            (Ok(()), changes)
        });
        self.desk.kept(rests).await.map_err(|_| "the answer is not stored".to_owned())?;
        taken.map(|()| Kept { client, place })
    }
}

/// Where a VEN listens.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    secure: bool,
    host: String,
    port: u16,
}

/// A connection that is kept, and where it leads.
struct Kept {
    client: HttpClient,
    place: Place,
}

/// The place and the path of an address.
fn place(url: &str) -> Option<(Place, String)> {
    let uri: hyper::Uri = url.parse().ok()?;
    let secure = uri.scheme_str() == Some("https");
    let host = uri.host()?.trim_start_matches('[').trim_end_matches(']').to_owned();
    let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
    Some((Place { secure, host, port }, uri.path().to_owned()))
}
