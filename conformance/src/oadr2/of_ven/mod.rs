//! Procedures against a VEN: the reference VTN plays, the VEN obeys, and all that it says is judged.

mod answers;
mod events;
mod messages;
mod opts;
mod refusals;
mod registration;
mod reports;
mod reports_judged;
mod reports_told;
mod signals;

use super::clock::now_s;
use super::event::Event;
use super::procedure::{Played, Seen};
use super::say::distribute;
use super::transcript::{Exchange, Judged, Transcript};
use super::vtn::ReferenceVtn;
use std::time::Duration;
use tieline_schemas::oadr2::{self as wire, Message};

/// What only somebody at the VEN can do.
pub trait Site {
    /// Opts out of an event by the owner's hand, or in again.
    ///
    /// # Errors
    /// Why it cannot be done; the case is then not run.
    fn opt(&mut self, event_id: &str, opts_in: bool) -> Result<(), String>;
}

/// What a VEN is examined with.
pub struct Bench<'a> {
    /// The VTN that the VEN under test was told to use. It is to register within `patience` of the first case.
    pub vtn: &'a ReferenceVtn,
    /// Hands at the VEN.
    pub site: &'a mut dyn Site,
    /// Market contexts that the VEN takes part in.
    pub market_contexts: [String; 2],
    /// One that it does not take part in.
    pub foreign_context: String,
    /// Granularity of periodic reports, and time between their updates, in seconds: no less than the VEN offers.
    pub report_s: u32,
    /// Longest wait for anything.
    pub patience: Duration,
}

/// A case as it stands in the tables.
struct Case {
    name: &'static str,
    clause: &'static str,
    /// Brings the set-up about; the error is why it could not be.
    play: fn(&mut Stage<'_, '_>) -> Result<(), String>,
    /// Judges what was said; see [`Played`].
    judge: fn(&Seen<'_>) -> Judged,
}

/// What belongs together: groups can be played apart, against a VEN each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Events and opts.
    Event,
    /// Reports.
    Report,
    /// Registering again.
    Registration,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Event, Self::Report, Self::Registration];

    fn tables(self) -> &'static [&'static [Case]] {
        match self {
            Self::Event => &[events::CASES, signals::CASES, refusals::CASES, opts::CASES],
            Self::Report => &[reports::CASES],
            Self::Registration => &[registration::AGAIN],
        }
    }
}

/// Plays the cases of these groups in order; the first registration before them, and what every message must be after them.
pub fn cases_of_ven(bench: &mut Bench<'_>, groups: &[Group]) -> Vec<Played> {
    let tables = groups.iter().flat_map(|group| group.tables());
    let cases = registration::FIRST.iter().chain(tables.flat_map(|table| table.iter())).chain(messages::CASES);
    cases.map(|case| Stage { begin: bench.vtn.so_far(), bench: &mut *bench, case, lists: 0 }.play()).collect()
}

/// Where a case is played.
struct Stage<'b, 'a> {
    bench: &'b mut Bench<'a>,
    case: &'static Case,
    /// What was told before belongs to other cases.
    begin: usize,
    lists: u32,
}

impl Stage<'_, '_> {
    fn play(mut self) -> Played {
        let not_run = (self.case.play)(&mut self).err();
        Played {
            case: self.case.name,
            clause: self.case.clause,
            exchanges: self.bench.vtn.since(self.begin),
            role: "VEN",
            ven_id: self.bench.vtn.names().ven_id.clone(),
            not_run,
            judge: self.case.judge,
        }
    }

    fn ven_id(&self) -> String {
        self.bench.vtn.names().ven_id.clone()
    }

    /// A name of this case's own.
    fn id(&self, suffix: &str) -> String {
        format!("{}{suffix}", self.case.name)
    }

    /// An event of this case that starts so many seconds from now.
    fn event(&self, suffix: &str, in_s: i64, length_s: u32) -> Event {
        Event::new(&self.id(suffix), &self.bench.market_contexts[0], &self.ven_id(), now_s() + in_s, length_s)
    }

    /// Sends these events as the whole list, in a request named by the case and a number, and waits until the VEN polls again.
    fn distribute(&mut self, events: Vec<Event>) -> Result<(), String> {
        let vtn_id = self.bench.vtn.names().vtn_id.clone();
        self.distribute_as(&vtn_id, events)
    }

    fn distribute_as(&mut self, vtn_id: &str, events: Vec<Event>) -> Result<(), String> {
        let events: Vec<wire::OadrEvent> = events.into_iter().map(Event::build).collect();
        self.bench.vtn.set_events(events.clone());
        self.lists += 1;
        self.hand_out(distribute(&list_id(self.case.name, self.lists), vtn_id, events))
    }

    /// Lets a poll bring this, and waits until the VEN polls again.
    fn hand_out(&mut self, message: Message) -> Result<(), String> {
        let place = self.bench.vtn.so_far();
        self.bench.vtn.hand_out(message.clone());
        self.taken(place, &message)
    }

    /// Waits until a poll has brought this, and the VEN polls again.
    fn taken(&self, place: usize, message: &Message) -> Result<(), String> {
        let brought = |log: &[Exchange]| log.iter().position(|exchange| exchange.gave.as_ref() == Some(message));
        let again = |log: &[Exchange]| {
            brought(log).is_some_and(|i| log[i + 1..].iter().any(|exchange| exchange.name() == "oadrPoll"))
        };
        self.bench.vtn.wait(self.bench.patience, place, again);
        let came = brought(&self.bench.vtn.since(place)).is_some();
        if came { Ok(()) } else { Err("the VEN does not poll: it never fetched what the case begins with".to_owned()) }
    }

    /// Waits until what was said in this case is so, or patience ends: the judgement will tell.
    fn until(&self, is: impl Fn(Transcript<'_>) -> bool) {
        self.bench.vtn.wait(self.bench.patience, self.begin, |log| is(Transcript(log)));
    }

    /// Waits for so many polls more that bring nothing: time for what must not come.
    fn idle_polls(&self, polls: usize) {
        let idle = |log: &[Exchange]| {
            let bare = |exchange: &&Exchange| {
                exchange.name() == "oadrPoll" && matches!(exchange.gave, Some(Message::Response(_)))
            };
            log.iter().filter(bare).count() >= polls
        };
        self.bench.vtn.wait(self.bench.patience, self.bench.vtn.so_far(), idle);
    }
}

/// The requestID of the case's list of this number, from 1.
fn list_id(case: &str, number: u32) -> String {
    format!("{case}/list/{number}")
}
