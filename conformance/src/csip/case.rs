//! A case: how the server must stand, when it is looked at, and the judgement of what was said.

use super::judge::as_set_up;
use super::stand::Stand;
use super::tour::{Exchange, Tour};
use super::view::Seen;
use crate::client::Client;
use crate::connection::Peer;
use crate::verdict::{Outcome, Verdict};
use std::time::Duration;
use tieline_certs::config::Credential;
use tieline_certs::identity::Identity;

/// The word on a transcript.
pub(super) type Judged = Result<String, String>;

/// How sure it is that the case asks what the procedure of its name does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Public notes tell its gist; the wording itself was not at hand.
    Gist,
    /// Little more than its title is known.
    Unverified,
}

/// A procedure.
#[derive(Clone, Copy)]
pub struct Case {
    /// The procedure's name.
    pub name: &'static str,
    /// The clause that asks for it.
    pub clause: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// How sure the wording is.
    pub wording: Wording,
    /// When the server is looked at, in seconds after the run's beginning, on the server's clock.
    pub looks: &'static [i64],
    /// After which look the server is restarted; such a case is played when all others are over.
    pub restart_after: Option<usize>,
    pub(super) stand: fn() -> Stand,
    /// What is said after each look.
    pub(super) act: fn(&mut Tour<'_>),
    pub(super) judge: fn(&Seen<'_>) -> Judged,
}

/// One look.
pub(super) const ONCE: &[i64] = &[0];
/// Before, within and after events that last from 120 to 200.
pub(super) const LIFE: &[i64] = &[0, 125, 205];
/// For two of them: the second from 220 to 300.
pub(super) const LIVES: &[i64] = &[0, 125, 205, 225, 305];
/// For overlaps: one from 120 to 200, the other from 150 to 250.
pub(super) const OVERLAP: &[i64] = &[0, 125, 160, 210, 255];

/// A case in which the server shows what it was set up with, and nothing else is said.
pub(super) const fn case(
    name: &'static str,
    clause: &'static str,
    title: &'static str,
    looks: &'static [i64],
    stand: fn() -> Stand,
) -> Case {
    Case {
        name,
        clause,
        title,
        wording: Wording::Gist,
        looks,
        restart_after: None,
        stand,
        act: nothing,
        judge: as_set_up,
    }
}

/// Says nothing more.
pub(super) fn nothing(_: &mut Tour<'_>) {}

/// Who sets the server up.
pub trait Operator {
    /// Makes the server stand as all these devices' cases want. Gives the server and the beginning of the run, in seconds
    /// on the server's clock; a case that cannot be set up has its reason in the list.
    ///
    /// # Errors
    /// When there is no server.
    fn begin(&mut self, stands: &[(Identity, Stand)]) -> Result<(Peer, i64, Vec<Option<String>>), String>;

    /// Ends the server as a loss of power would, and starts it again; where it is then.
    ///
    /// # Errors
    /// When it cannot be restarted.
    fn restart(&mut self) -> Result<Peer, String>;
}

/// A case that was played.
#[derive(Clone)]
pub struct Played {
    /// The case.
    pub case: Case,
    /// What was said.
    pub exchanges: Vec<Exchange>,
    identity: Identity,
    stand: Stand,
    begun: i64,
    /// Why it could not be set up.
    not_run: Option<String>,
}

impl Played {
    /// The verdict on what was said.
    pub fn verdict(&self) -> Verdict {
        self.verdict_on(&self.exchanges)
    }

    /// The verdict if this had been said instead.
    pub fn verdict_on(&self, exchanges: &[Exchange]) -> Verdict {
        let seen = Seen { stand: &self.stand, identity: self.identity, begun: self.begun, exchanges };
        let (outcome, evidence) = match &self.not_run {
            Some(why) => (Outcome::NotRun, why.clone()),
            None => match (self.case.judge)(&seen) {
                Ok(evidence) => (Outcome::Pass, evidence),
                Err(evidence) => (Outcome::Fail, evidence),
            },
        };
        Verdict { case: self.case.name.to_owned(), clause: self.case.clause, outcome, evidence }
    }
}

/// Every case, by name.
pub fn cases() -> Vec<Case> {
    [
        super::core::CASES,
        super::basic::CASES,
        super::other::CASES,
        super::subscription::CASES,
        super::devices_told::CASES,
    ]
    .concat()
}

/// Procedures that are not played yet, each with what is missing: name, clause, title, reason.
const UNPLAYED: &[[&str; 4]] = &[[
    "COMM-001",
    "CSIP COMM-001",
    "discovery by DNS-SD",
    "optional for servers; this laboratory does not listen for it yet",
]];

/// The verdicts on procedures that are not played yet: never a pass.
pub fn unplayed() -> Vec<Verdict> {
    let verdict = |row: &[&'static str; 4]| Verdict {
        case: row[0].to_owned(),
        clause: row[1],
        outcome: Outcome::NotRun,
        evidence: format!("{}: {}", row[2], row[3]),
    };
    UNPLAYED.iter().map(verdict).collect()
}

/// Between two looks at the server's clock.
const TICK: Duration = Duration::from_millis(200);
/// Most ticks for one look's time to come; a server whose time stands still, or that has none, is looked at all the same.
const TICKS_MAX: u32 = 300;

/// When all is there that an operator makes at the beginning, in seconds of the run: what is made in its first second may
/// not have been made yet when that second begins.
const SET_UP_S: i64 = 1;

/// Plays the cases side by side against one server, each as a device of its own.
///
/// # Errors
/// When there is no server, or a credential cannot be used.
pub fn play(
    cases: &[Case],
    operator: &mut impl Operator,
    device: impl Fn(&str) -> Result<Credential, String>,
) -> Result<Vec<Played>, String> {
    let credentials = cases.iter().map(|case| device(case.name)).collect::<Result<Vec<_>, _>>()?;
    let numbered = |(number, case): (usize, &Case)| (case.stand)().numbered(case.name, number as u8);
    let stands: Vec<Stand> = cases.iter().enumerate().map(numbered).collect();
    let identities = credentials.iter().map(Credential::identity);
    let wanted: Vec<_> = identities.zip(stands.iter().cloned()).collect();
    let (peer, begun, refused) = operator.begin(&wanted)?;
    let rows = cases.iter().zip(&credentials).zip(&stands).zip(refused);
    let (last, side_by_side): (Vec<_>, Vec<_>) = rows.partition(|(((case, _), _), _)| case.restart_after.is_some());
    let mut played: Vec<Played> = std::thread::scope(|scope| {
        let threads: Vec<_> = side_by_side
            .into_iter()
            .map(|(((case, credential), stand), not_run)| {
                let peer = &peer;
                let never = || Err("is not restarted while others are at work".to_owned());
                scope.spawn(move || play_one(*case, peer, (credential, stand), begun, not_run, never))
            })
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    for (((case, credential), stand), not_run) in last {
        let restart = || operator.restart();
        played.push(play_one(*case, &peer, (credential, stand), begun, not_run, restart));
    }
    Ok(played)
}

fn play_one(
    case: Case,
    peer: &Peer,
    (credential, stand): (&Credential, &Stand),
    begun: i64,
    not_run: Option<String>,
    mut restart: impl FnMut() -> Result<Peer, String>,
) -> Played {
    let identity = credential.identity();
    let client = Client::new(peer, credential);
    let mut not_run = not_run.or_else(|| client.as_ref().err().map(ToString::to_string));
    let mut exchanges = Vec::new();
    if let (Ok(client), None) = (client, &not_run) {
        let mut tour = Tour::new(client, credential, stand);
        for (look, at) in case.looks.iter().enumerate() {
            tour.look = look;
            let due = begun + (*at).max(SET_UP_S);
            let is_early = |now: Option<i64>| now.is_some_and(|now| now < due);
            let mut ticks = 0;
            while ticks < TICKS_MAX && is_early(tour.server_time()) {
                std::thread::sleep(TICK);
                ticks += 1;
            }
            tour.look();
            (case.act)(&mut tour);
            if case.restart_after == Some(look)
                && let Err(why) = restart().and_then(|peer| tour.move_to(&peer))
            {
                not_run = Some(why);
                break;
            }
        }
        exchanges = tour.exchanges;
    }
    Played { case, exchanges, identity, stand: stand.clone(), begun, not_run }
}
