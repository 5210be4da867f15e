//! The client that looks at all that it finds by links, says what it is told to, and keeps what was said.

use super::stand::Stand;
use crate::client::{Answer, Client, Request};
use crate::connection::Peer;
use crate::receiver::{Received, Receiver};
use std::collections::BTreeSet;
use std::time::Duration;
use tieline_certs::config::Credential;
use tieline_certs::identity::Identity;
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// Addresses of one look, at most.
const ADDRESSES_MAX: usize = 400;

/// The method under which what the server has told stands in a transcript: its answer is what came.
pub const TOLD: &str = "TOLD";

/// One request and its answer.
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
}

/// A client on its way through a case.
pub struct Tour<'a> {
    pub(super) client: Client,
    credential: &'a Credential,
    /// Where the client listens, once it does.
    receiver: Option<Receiver>,
    /// How much of what came is in the transcript.
    pub(super) heard: usize,
    pub(super) identity: Identity,
    pub(super) stand: &'a Stand,
    pub(super) exchanges: Vec<Exchange>,
    pub(super) look: usize,
}

impl<'a> Tour<'a> {
    pub(super) fn new(client: Client, credential: &'a Credential, stand: &'a Stand) -> Self {
        let (identity, exchanges) = (credential.identity(), Vec::new());
        Self { client, credential, receiver: None, heard: 0, identity, stand, exchanges, look: 0 }
    }

    /// Goes on with the server where it is now.
    pub(super) fn move_to(&mut self, peer: &Peer) -> Result<(), String> {
        self.client = Client::new(peer, self.credential).map_err(|error| error.to_string())?;
        Ok(())
    }

    /// The notificationURI of a path, at which the client listens from now on.
    pub(super) fn listen(&mut self, path: &str) -> Option<String> {
        if self.receiver.is_none() {
            self.receiver = Receiver::start(self.credential, &self.client.peer().roots).ok();
        }
        Some(self.receiver.as_ref()?.uri(path))
    }

    /// Waits until what the server has told is so, or `patience` is over; all of it comes into the transcript.
    pub(super) fn hear(&mut self, patience: Duration, is_so: impl Fn(&[(String, Vec<u8>)]) -> bool) {
        let Some(receiver) = &self.receiver else { return };
        let pairs = |received: &[Received]| -> Vec<(String, Vec<u8>)> {
            received.iter().map(|one| (one.path.clone(), one.body.clone())).collect()
        };
        let received = receiver.wait(patience, |received| is_so(&pairs(received))).unwrap_or_else(|received| received);
        for one in received.iter().skip(self.heard) {
            let headers = one.head.lines().filter_map(|line| line.split_once(':'));
            let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
            let answer = Answer { status: 200, headers: headers.collect(), body: one.body.clone() };
            let request = Request::new(TOLD, &one.path);
            self.exchanges.push(Exchange { look: self.look, request, answer: Ok(answer) });
        }
        self.heard = received.len();
    }

    /// The addresses of what this client has posted, in order.
    pub(super) fn made(&self) -> Vec<String> {
        let posted = self.exchanges.iter().filter(|exchange| exchange.request.method == "POST");
        let answers = posted.filter_map(|exchange| exchange.answer.as_ref().ok());
        answers.filter_map(|answer| answer.header("location").map(str::to_owned)).collect()
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
