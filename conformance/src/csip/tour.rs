//! The client that looks at all that it finds by links, says what it is told to, and keeps what was said.

use super::stand::Stand;
use crate::client::{Answer, Client, Request};
use crate::receiver::Receiver;
use std::collections::BTreeSet;
use std::time::Duration;
use tieline_certs::config::Credential;
use tieline_certs::identity::Identity;
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// Addresses of one look, at most.
const ADDRESSES_MAX: usize = 400;

/// The path at which notifications are received.
pub(super) const NOTIFY: &str = "/notify";
/// Longest wait for notifications at the end.
const PATIENCE: Duration = Duration::from_secs(20);

/// One request and its answer; or a notification, as the request that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// In which look; what is said after a look belongs to it.
    pub look: usize,
    /// The request.
    pub request: Request,
    /// The answer, or why there is none.
    pub answer: Result<Answer, String>,
}

impl Exchange {
    /// The path that was asked, without its query.
    pub fn path(&self) -> &str {
        self.request.target.split('?').next().unwrap_or_default()
    }

    fn is_answered(&self, status: u16) -> bool {
        self.answer.as_ref().is_ok_and(|answer| answer.status == status)
    }
}

/// A client on its way through a case.
pub struct Tour<'a> {
    pub(super) client: Client,
    pub(super) identity: Identity,
    pub(super) stand: &'a Stand,
    pub(super) exchanges: Vec<Exchange>,
    pub(super) look: usize,
    receiver: Option<Receiver>,
}

impl<'a> Tour<'a> {
    pub(super) fn new(client: Client, identity: Identity, stand: &'a Stand) -> Self {
        Self { client, identity, stand, exchanges: Vec::new(), look: 0, receiver: None }
    }

    /// Listens for notifications, as the one who shows `credential`.
    pub(super) fn listen(&mut self, credential: &Credential) {
        self.receiver = Receiver::start(credential, &self.client.peer().roots).ok();
    }

    /// Where notifications are to go; `None` where it does not listen.
    pub(super) fn notification_uri(&self) -> Option<String> {
        self.receiver.as_ref().map(|receiver| receiver.uri(NOTIFY))
    }

    /// What was said, with the notifications behind it: so many are waited for, if anything was subscribed to.
    pub(super) fn end(mut self, notifications: usize) -> Vec<Exchange> {
        let has_posted = self.exchanges.iter().any(|e| e.request.method == "POST" && e.is_answered(201));
        let patience = if has_posted { PATIENCE } else { Duration::ZERO };
        let Some(receiver) = self.receiver.take() else { return self.exchanges };
        let came = receiver.wait(patience, |came| came.len() >= notifications).unwrap_or_else(|came| came);
        let look = self.look;
        let told = came.into_iter().map(|received| Exchange {
            look,
            request: Request {
                host: None,
                headers: Vec::new(),
                body: received.body,
                ..Request::new("POST", &received.path)
            },
            answer: Ok(Answer { status: 204, headers: Vec::new(), body: Vec::new() }),
        });
        self.exchanges.extend(told);
        self.exchanges
    }

    /// Sends and keeps; `None` where nothing came.
    pub(super) fn ask(&mut self, request: Request) -> Option<Answer> {
        let answer = self.client.send(&request).map_err(|error| error.to_string());
        self.exchanges.push(Exchange { look: self.look, request, answer: answer.clone() });
        answer.ok()
    }

    pub(super) fn get(&mut self, target: &str) -> Option<Answer> {
        self.ask(Request::new("GET", target))
    }

    pub(super) fn read<T: Element>(&mut self, target: &str) -> Option<T> {
        let answer = self.get(target)?;
        wire::decode_as(&answer.body, &Limits::default()).ok()
    }

    pub(super) fn send<T: Element>(&mut self, method: &str, target: &str, document: &T) -> Option<Answer> {
        self.ask(Request::new(method, target).with_document(&wire::encode(document)))
    }

    /// Looks at everything that links lead to; the time first and last.
    pub(super) fn look(&mut self) {
        let dcap = self.client.peer().dcap.clone();
        let entry: Option<wire::DeviceCapability> = self.read(&dcap);
        let time = entry.and_then(|entry| entry.time_link).map(|link| link.href);
        time.iter().for_each(|time| drop(self.get(time)));
        let mut done = BTreeSet::new();
        let mut open = BTreeSet::from([dcap]);
        while let Some(path) = open.pop_first() {
            if done.len() >= ADDRESSES_MAX || !done.insert(path.clone()) {
                continue;
            }
            let answer = self.get(&format!("{path}?s=0&l=255"));
            let links = answer.iter().flat_map(links);
            open.extend(links.filter(|link| !done.contains(link)));
        }
        time.iter().for_each(|time| drop(self.get(time)));
    }

    /// The server's time now, by its own Time; `None` where it has none.
    pub(super) fn server_time(&mut self) -> Option<i64> {
        let dcap = self.client.peer().dcap.clone();
        let decode = |answer: &Answer| wire::decode_as::<wire::DeviceCapability>(&answer.body, &Limits::default()).ok();
        let link = self.client.get(&dcap).ok().as_ref().and_then(decode)?.time_link?;
        let answer = self.client.get(&link.href).ok()?;
        Some(wire::decode_as::<wire::Time>(&answer.body, &Limits::default()).ok()?.current_time)
    }
}

fn links(answer: &Answer) -> Vec<String> {
    let body = String::from_utf8_lossy(&answer.body);
    let parts = body.split("href=\"").skip(1);
    parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())).filter(|link| link.starts_with('/')).collect()
}
