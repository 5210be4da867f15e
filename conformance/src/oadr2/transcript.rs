//! What was said on the wire, in order: what a procedure is judged by.

use tieline_schemas::oadr2::{self as wire, Limits, Message};

/// One request and what it was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// When it was answered, in milliseconds after 1970 began.
    pub at_ms: i64,
    /// The service that it was sent to, as its path ends: `OadrPoll`.
    pub service: String,
    /// The request as bytes.
    pub raw: Vec<u8>,
    /// The request, or why it cannot be read.
    pub told: Result<Message, String>,
    /// Whether it came within oadrPayload.
    pub wrapped: bool,
    /// The answer; `None`: an empty one, or one that cannot be read.
    pub gave: Option<Message>,
}

impl Exchange {
    pub(super) fn new(at_ms: i64, service: &str, raw: Vec<u8>) -> Self {
        let read = wire::decode(&raw, &Limits::default());
        let wrapped = read.as_ref().is_ok_and(|envelope| envelope.wrapped);
        let told = read.map(|envelope| envelope.message).map_err(|error| error.to_string());
        Self { at_ms, service: service.to_owned(), raw, told, wrapped, gave: None }
    }

    /// The name of the request's payload; `?` where it cannot be read.
    pub fn name(&self) -> &'static str {
        self.told.as_ref().map_or("?", Message::name)
    }

    fn gave_name(&self) -> &'static str {
        self.gave.as_ref().map_or("nothing", Message::name)
    }
}

/// The exchanges of one case, and the word on them.
pub(super) type Judged = Result<String, String>;

/// A look at exchanges.
#[derive(Debug, Clone, Copy)]
pub struct Transcript<'a>(pub &'a [Exchange]);

impl<'a> Transcript<'a> {
    /// The requests that were read, in order, each with its place.
    pub(super) fn told(self) -> impl Iterator<Item = (usize, &'a Message)> {
        self.0.iter().enumerate().filter_map(|(i, exchange)| Some((i, exchange.told.as_ref().ok()?)))
    }

    /// Where the first answer is that `is` so.
    pub(super) fn gave(self, is: impl Fn(&Message) -> bool) -> Option<usize> {
        self.0.iter().position(|exchange| exchange.gave.as_ref().is_some_and(&is))
    }

    /// What was told after this place and before the next poll.
    pub(super) fn before_next_poll(self, place: usize) -> Transcript<'a> {
        let after = self.0.get(place + 1..).unwrap_or_default();
        let end = after.iter().position(|exchange| exchange.name() == "oadrPoll").unwrap_or(after.len());
        Transcript(&after[..end])
    }

    /// What was told after this place.
    pub(super) fn after(self, place: usize) -> Transcript<'a> {
        Transcript(self.0.get(place + 1..).unwrap_or_default())
    }

    /// The one request that `take` finds something in; how many there are otherwise.
    pub(super) fn one<T>(self, what: &str, take: impl Fn(&'a Message) -> Option<T>) -> Result<T, String> {
        let mut found: Vec<T> = self.told().filter_map(|(_, message)| take(message)).collect();
        match found.len() {
            1 => found.pop().ok_or_else(String::new),
            n => Err(format!("{n} times {what}, not once; told: {}", self.names())),
        }
    }

    /// The names of what was told and given, polls that brought nothing left out.
    pub(super) fn names(self) -> String {
        let dull = |exchange: &&Exchange| !(exchange.name() == "oadrPoll" && exchange.gave_name() == "oadrResponse");
        let each = self.0.iter().filter(dull).map(|exchange| format!("{} > {}", exchange.name(), exchange.gave_name()));
        each.collect::<Vec<_>>().join(", ")
    }
}

/// An error unless it holds.
pub(super) fn holds(it: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if it { Ok(()) } else { Err(otherwise()) }
}

/// An error unless both are equal.
pub(super) fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Result<(), String> {
    holds(found == wanted, || format!("{what} is {found:?}, not {wanted:?}"))
}
