//! A VEN and a VTN under virtual time, and what lies between them.

use super::home::{Home, Sent, now};
use super::office::Office;
use super::script::{ACTS_END_S, Act, Dice, Script, event_id};
use std::collections::BTreeMap;
use tieline::utility::Input;
use tieline::vtn::OperatorError;
use tieline_core::model::{HttpError, HttpRequest, HttpResponse};
use tieline_schemas::oadr2::{self as wire, Message, OptType};

/// The network and both processes behave from here on.
const CALM_FROM_S: u64 = ACTS_END_S + 60;
/// The end of a world.
pub const END_S: u64 = 2_400;
/// In the last of it nobody has anything left to say.
const QUIET_FROM_S: u64 = END_S - 120;
/// The time that a message takes when nothing is wrong.
const LATENCY_MS: u64 = 20;

/// Something under way.
#[derive(Debug)]
enum Parcel {
    /// A request; who waits for its answer, if anybody does.
    Request(HttpRequest, Option<Waiter>),
    /// An answer, or the want of one, to a life of the VEN and a number of its request.
    Reply(u64, u64, Result<HttpResponse, HttpError>),
}

#[derive(Debug, Clone, Copy)]
struct Waiter {
    life: u64,
    id: u64,
    /// The answer takes so long, or is lost.
    answer_ms: Option<u64>,
    /// The VEN learns after so long that it will not come.
    patience_ms: u64,
}

/// What went wrong in a world, and how often.
#[derive(Debug, Default, Clone, Copy)]
pub struct Trouble {
    pub lost: u32,
    pub repeated: u32,
    pub late: u32,
    pub ven_starts: u32,
    pub vtn_starts: u32,
}

pub struct World {
    pub home: Home,
    pub office: Office,
    pub trouble: Trouble,
    /// reportRequestIDs, by the requests' numbers in the script.
    pub requests: Vec<String>,
    /// Answers of the VTN in the quiet time that were not plain oadrResponses to polls.
    pub restless: Vec<&'static str>,
    dice: Option<Dice>,
    ms: u64,
    network: BTreeMap<(u64, u64), Parcel>,
    parcels: u64,
    sent: Sent,
}

impl World {
    /// Plays a script; `trouble` is the seed of what goes wrong, none: nothing does.
    pub fn play(script: &Script, trouble: Option<u64>) -> Self {
        let salt = trouble.map_or(1, |seed| 1_000 * (seed + 1));
        let mut world = Self {
            home: Home::new(salt),
            office: Office::new(salt),
            trouble: Trouble::default(),
            requests: Vec::new(),
            restless: Vec::new(),
            dice: trouble.map(Dice),
            ms: 0,
            network: BTreeMap::new(),
            parcels: 0,
            sent: Sent::new(),
        };
        world.input(Input::Start);
        let mut acts = script.acts.iter().peekable();
        for second in 1..=END_S {
            world.run_to(second * 1_000);
            while acts.next_if(|(at, act)| *at <= second && world.act(act)).is_some() {}
            if world.hits(1, 120) {
                world.office.restart();
                world.trouble.vtn_starts += 1;
            }
            if world.hits(1, 120) {
                world.restart_ven();
            }
            if let Some((event, opts_in)) = world.home.word()
                && world.input(Input::Opt { event: event.clone(), opts_in })
            {
                world.home.taken(&(event, opts_in));
            }
            let sample = world.home.measure(world.ms);
            world.input(sample);
        }
        world
    }

    /// Whether something goes wrong that does so `times` in `of`.
    fn hits(&mut self, times: u64, of: u64) -> bool {
        let troubled = self.ms < CALM_FROM_S * 1_000;
        self.dice.as_mut().is_some_and(|dice| troubled && dice.hits(times, of))
    }

    /// Does something; false when it is to be tried again, with all that follows: the VEN has not offered its reports yet.
    fn act(&mut self, act: &Act) -> bool {
        let at = now(self.ms).wall;
        let done = match act {
            Act::Create(nth, plan) => {
                let made = self
                    .office
                    .operate(at, |operator| operator.create_event(Some(event_id(*nth)), plan.clone()).map(drop));
                made.expect("created");
                Ok(())
            }
            Act::Change(nth, plan) => {
                self.office.operate(at, |operator| operator.change_event(&event_id(*nth), plan.clone()))
            }
            Act::Cancel(nth) => self.office.operate(at, |operator| operator.cancel_event(&event_id(*nth))),
            Act::Opt(nth, opts_in) => {
                self.home.speaks(event_id(*nth), *opts_in);
                Ok(())
            }
            Act::Ask(request) => {
                let asked = self.office.operate(at, |operator| operator.ask_report("ven-1", request.clone()));
                let Ok(id) = asked else { return false };
                self.requests.push(id);
                Ok(())
            }
            Act::CancelReport { nth, follows } => {
                let id = self.requests[*nth].clone();
                self.office.operate(at, |operator| operator.cancel_report("ven-1", &id, *follows))
            }
            Act::AskMetadata => self.office.operate(at, |operator| operator.ask_metadata("ven-1")),
            Act::AskRegistration => self.office.operate(at, |operator| operator.ask_registration("ven-1")),
        };
        // What is over or cancelled is changed no more, a report that has come is not there to be ended.
        let expected = matches!(done, Ok(()) | Err(OperatorError::Conflict(_) | OperatorError::Missing(_)));
        assert!(expected, "{act:?}: {done:?}");
        true
    }

    fn restart_ven(&mut self) {
        self.trouble.ven_starts += 1;
        let Self { home, dice, ms, sent, .. } = self;
        home.restart(*ms, &mut || fails(dice, *ms, 400), sent);
        self.post();
    }

    /// Lets the VEN take an input; false when the power failed meanwhile and it was started again.
    fn input(&mut self, input: Input) -> bool {
        let Self { home, dice, ms, sent, .. } = self;
        let survived = home.step(*ms, input, &mut || fails(dice, *ms, 400), sent);
        self.post();
        if !survived {
            self.restart_ven();
        }
        survived
    }

    /// Gives what the VEN sends to the network.
    fn post(&mut self) {
        for (life, id, timeout_ms, request) in std::mem::take(&mut self.sent) {
            self.note(&request);
            let answered = Waiter { life, id, answer_ms: Some(LATENCY_MS), patience_ms: timeout_ms };
            let fate = if self.hits(1, 2) { self.draw(50) } else { 99 };
            let patience_ms = if self.hits(1, 3) { timeout_ms } else { 1_000 };
            match fate {
                0..=9 => {
                    self.trouble.lost += 1;
                    self.ship(patience_ms, Parcel::Reply(life, id, Err(HttpError::Timeout(patience_ms))));
                }
                10..=19 => {
                    self.trouble.lost += 1;
                    let waiter = Waiter { answer_ms: None, patience_ms, ..answered };
                    self.ship(LATENCY_MS, Parcel::Request(request, Some(waiter)));
                }
                20..=29 => {
                    self.trouble.repeated += 1;
                    let again_ms = 100 + self.draw(90_000);
                    self.ship(again_ms, Parcel::Request(request.clone(), None));
                    self.ship(LATENCY_MS, Parcel::Request(request, Some(answered)));
                }
                30..=37 => {
                    self.trouble.late += 1;
                    let late_ms = 1_000 + self.draw(80_000);
                    self.ship(late_ms, Parcel::Request(request, None));
                    self.ship(patience_ms, Parcel::Reply(life, id, Err(HttpError::Timeout(patience_ms))));
                }
                38..=43 => {
                    let slow_ms = self.draw(20_000);
                    self.ship(slow_ms, Parcel::Request(request, Some(answered)));
                }
                44..=49 => {
                    // It comes when nobody waits any more, now and then.
                    self.trouble.late += 1;
                    let answer_ms = Some(20_000 + self.draw(30_000));
                    self.ship(LATENCY_MS, Parcel::Request(request, Some(Waiter { answer_ms, ..answered })));
                }
                _ => self.ship(LATENCY_MS, Parcel::Request(request, Some(answered))),
            }
        }
    }

    fn draw(&mut self, bound: u64) -> u64 {
        self.dice.as_mut().map_or(0, |dice| dice.below(bound))
    }

    fn ship(&mut self, after_ms: u64, parcel: Parcel) {
        self.parcels += 1;
        self.network.insert((self.ms + after_ms, self.parcels), parcel);
    }

    /// Keeps what the VEN answers to events as it leaves.
    fn note(&mut self, request: &HttpRequest) {
        let message = wire::decode(&request.body, &wire::Limits::default()).expect("valid").message;
        let Message::CreatedEvent(created) = message else { return };
        let answers = created.ei_created_event.event_responses.into_iter().flat_map(|all| all.event_response);
        for answer in answers {
            let event = answer.qualified_event_id;
            let spoken = self.home.spoken.get(&event.event_id).copied().unwrap_or(0);
            let said = (spoken, answer.response_code.get(), answer.opt_type == OptType::OptIn);
            self.home.said.entry((event.event_id, event.modification_number)).or_default().push(said);
        }
    }

    fn run_to(&mut self, end_ms: u64) {
        loop {
            let parcel = self.network.keys().next().map(|(at, _)| *at);
            let next = [parcel, self.home.wake_ms].into_iter().flatten().min().unwrap_or(u64::MAX).max(self.ms);
            if next >= end_ms {
                break;
            }
            self.ms = next;
            match self.network.first_entry().filter(|entry| entry.key().0 <= next) {
                Some(entry) => {
                    let parcel = entry.remove();
                    self.arrives(parcel);
                }
                None => {
                    self.home.wake_ms = None;
                    self.input(Input::Timer);
                }
            }
        }
        self.ms = end_ms;
    }

    fn arrives(&mut self, parcel: Parcel) {
        match parcel {
            Parcel::Reply(life, id, result) if life == self.home.life => drop(self.input(Input::Reply { id, result })),
            Parcel::Reply(..) => {}
            Parcel::Request(request, waiter) => {
                let Self { home, office, dice, ms, trouble, .. } = self;
                let mut crash = || {
                    let failed = fails(dice, *ms, 80);
                    trouble.vtn_starts += u32::from(failed);
                    failed
                };
                let answer = office.answer(now(*ms).wall, &request, &mut crash, &home.spoken);
                self.listen(&request, answer.as_deref());
                let Some(Waiter { life, id, answer_ms, patience_ms }) = waiter else { return };
                let timeout = Err(HttpError::Timeout(patience_ms));
                match (answer, answer_ms) {
                    (Some(body), Some(after_ms)) => {
                        let response = HttpResponse { status: 200, headers: Vec::new(), body };
                        self.ship(after_ms, Parcel::Reply(life, id, Ok(response)));
                    }
                    (None, _) => self.ship(LATENCY_MS, Parcel::Reply(life, id, timeout)),
                    (_, None) => self.ship(patience_ms, Parcel::Reply(life, id, timeout)),
                }
            }
        }
    }

    /// In the quiet time polls bring nothing and nothing but updates is said; a list that no answer confirms is told again
    /// every five minutes.
    fn listen(&mut self, request: &HttpRequest, answer: Option<&[u8]>) {
        if self.ms < QUIET_FROM_S * 1_000 {
            return;
        }
        let read = |bytes: &[u8]| wire::decode(bytes, &wire::Limits::default()).expect("valid").message.name();
        let names =
            (read(&request.body), answer.map_or("nothing", |body| if body.is_empty() { "" } else { read(body) }));
        if !matches!(
            names,
            ("oadrPoll", "oadrResponse")
                | ("oadrUpdateReport", "oadrUpdatedReport")
                | ("oadrCreatedEvent", "oadrResponse")
        ) {
            self.restless.push(names.1);
        }
    }
}

/// Whether the power fails now, once in `of`.
fn fails(dice: &mut Option<Dice>, ms: u64, of: u64) -> bool {
    dice.as_mut().is_some_and(|dice| ms < CALM_FROM_S * 1_000 && dice.hits(1, of))
}
