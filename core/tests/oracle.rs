//! The schedule against a brute-force oracle: a plain scan, second by second, over all events and rules.
//!
//! `ORACLE_CASES` sets the number of cases (100,000 in the ordinary run of the suite; fewer in a debug build),
//! `ORACLE_SEED` the first seed. A case that fails prints its seed.

use std::collections::{BTreeMap, BTreeSet};
use tieline_core::engine::schedule::Timeline;
use tieline_core::model::*;

const T0: i64 = 1_800_000_000;
const DAY: i64 = 90;
const MODES: [Mode; 3] = [Mode::ExpLimW, Mode::MaxLimW, Mode::GenLimW];

/// [2030.5 PrimacyType, DERControl, §10.2.2.3 e]
#[test]
fn oracle_schedule_agrees_with_a_plain_scan() {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise);
    let cases = number("ORACLE_CASES", if cfg!(debug_assertions) { 4_000 } else { 100_000 });
    let first = number("ORACLE_SEED", 1);
    let (mut events, mut displaced) = (0, 0);
    for seed in first..first + cases {
        let case = Case::draw(seed);
        let (engine, oracle) = (case.by_engine(), case.by_scan());
        assert_eq!(engine.said, oracle.said, "ORACLE_SEED={seed} ORACLE_CASES=1: what is said differs\n{case:#?}");
        assert_eq!(engine.held, oracle.held, "ORACLE_SEED={seed} ORACLE_CASES=1: what is held differs\n{case:#?}");
        events += case.events.len();
        displaced += oracle.said.iter().filter(|(_, _, word)| *word == Word::Superseded).count();
    }
    println!("figure: {cases} cases agree, {events} events, {displaced} displaced");
}

/// The steps that both sides tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Received,
    Started,
    Completed,
    Cancelled,
    Superseded,
    Resumed,
    Expired,
}

/// What either side makes of a case: what is said in each second (within a second as a set, since only the order of
/// losers before winners is ruled, and that is checked apart) and who holds which mode.
#[derive(Debug, Default, PartialEq, Eq)]
struct Story {
    said: BTreeSet<(i64, u8, Word)>,
    held: BTreeMap<i64, BTreeMap<usize, u8>>,
}

/// An event of a case: times from the case's start in seconds.
#[derive(Debug, Clone)]
struct Draft {
    n: u8,
    program: u8,
    created: i64,
    start: i64,
    duration: i64,
    drawn: (i64, i64),
    modes: BTreeSet<usize>,
    /// Seen by the engine from this second on.
    listed: i64,
    /// Cancelled by the server at this second.
    cancelled: Option<i64>,
}

#[derive(Debug)]
struct Case {
    edition_2023: bool,
    primacies: [u8; 3],
    events: Vec<Draft>,
    /// Seconds at which the engine looks, beside those at which something comes in.
    looks: BTreeSet<i64>,
}

/// A small generator, so that a seed is all that a case needs.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as i64
    }

    fn one_in(&mut self, n: i64) -> bool {
        self.roll(n) == 0
    }
}

impl Case {
    fn draw(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let mut events: Vec<Draft> = Vec::new();
        for n in 0..1 + dice.roll(8) as u8 {
            let draft = Draft::draw(&mut dice, n, events.last());
            events.push(draft);
        }
        let every = 1 + dice.roll(7);
        Self {
            edition_2023: dice.one_in(2),
            primacies: [0; 3].map(|_| dice.roll(4) as u8),
            events,
            looks: (0..DAY).filter(|t| t % every == 0).chain([DAY]).collect(),
        }
    }

    fn rank(&self, e: &Draft) -> (u8, i64, u8) {
        (self.primacies[e.program as usize], -e.created, e.n)
    }

    /// The set that the server shows at `t`.
    fn shown(&self, t: i64) -> ProgramSet {
        let program = |p: u8| Program {
            key: ProgramKey { upstream: upstream(), mrid: Mrid([200 + p; 16]) },
            description: String::new(),
            primacy: self.primacies[p as usize],
            default: None,
            events: self.events.iter().filter(|e| e.program == p && e.listed <= t).map(|e| e.event(t)).collect(),
        };
        ProgramSet {
            upstream: upstream(),
            server_offset: Seconds(0),
            complete: true,
            edition_2023: self.edition_2023,
            programs: (0..3).map(program).collect(),
        }
    }

    fn by_engine(&self) -> Story {
        let mut timeline = Timeline::new(upstream(), self.edition_2023, 1);
        for e in &self.events {
            timeline.restore_draw(&Mrid([e.n; 16]), Seconds(e.drawn.0), Seconds(e.drawn.1));
        }
        let changes: BTreeSet<i64> = self.events.iter().flat_map(|e| [Some(e.listed), e.cancelled]).flatten().collect();
        let mut story = Story::default();
        for t in 0..=DAY {
            if t == 0 || changes.contains(&t) {
                timeline.apply(self.shown(t), UtcSeconds(T0 + t));
            } else if self.looks.contains(&t) {
                timeline.advance(UtcSeconds(T0 + t));
            } else {
                continue;
            }
            let said = timeline.take_transitions();
            losers_before_winners(&said);
            story.said.extend(said.iter().map(|s| (s.at.0 - T0, s.event.mrid.0[0], word(&s.kind))));
            let index = |mode| MODES.iter().position(|m| *m == mode).expect("a mode of the case");
            story.held.insert(t, timeline.holders().map(|(m, key)| (index(m), key.mrid.0[0])).collect());
        }
        story
    }

    /// The rules, as plainly as they can be written.
    fn by_scan(&self) -> Story {
        let changes: BTreeSet<i64> = self.events.iter().flat_map(|e| [Some(e.listed), e.cancelled]).flatten().collect();
        let mut story = Story::default();
        let mut scan: Vec<Scan> = self.events.iter().map(|_| Scan::default()).collect();
        for t in 0..=DAY {
            let holders = self.scan_second(t, &mut scan, &mut story);
            if t == 0 || changes.contains(&t) || self.looks.contains(&t) {
                story.held.insert(t, holders);
            }
        }
        story
    }

    fn scan_second(&self, t: i64, scan: &mut [Scan], story: &mut Story) -> BTreeMap<usize, u8> {
        for (i, e) in self.events.iter().enumerate() {
            let (start, end) = self.span(e, t);
            let own = &mut scan[i];
            let mut say = |word| {
                story.said.insert((t, e.n, word));
            };
            if e.listed > t || own.over {
                continue;
            }
            let cancelled = e.cancelled.is_some_and(|c| c <= t);
            if e.listed == t && end <= t && !cancelled {
                own.over = true;
                say(Word::Expired);
                continue;
            }
            if e.listed == t {
                say(Word::Received);
            }
            if cancelled {
                own.over = true;
                say(Word::Cancelled);
            } else if end <= t {
                own.over = true;
                match (own.begun, own.displaced_now) {
                    (false, _) => say(Word::Expired),
                    (true, false) => say(Word::Completed),
                    (true, true) => {}
                }
            } else if start <= t {
                own.runs = true;
            }
        }
        self.scan_contest(t, scan, story)
    }

    fn scan_contest(&self, t: i64, scan: &mut [Scan], story: &mut Story) -> BTreeMap<usize, u8> {
        let mut order: Vec<usize> = (0..scan.len()).filter(|i| scan[*i].runs && !scan[*i].over).collect();
        order.sort_by_key(|i| self.rank(&self.events[*i]));
        let mut holders: BTreeMap<usize, u8> = BTreeMap::new();
        for i in order {
            let (e, own) = (&self.events[i], &mut scan[i]);
            let wanted: Vec<usize> = e.modes.iter().copied().filter(|m| !own.lost.contains(m)).collect();
            let lost: Vec<usize> = wanted.iter().copied().filter(|m| holders.contains_key(m)).collect();
            let won = wanted.len() - lost.len();
            for mode in &wanted {
                holders.entry(*mode).or_insert(e.n);
            }
            if !self.edition_2023 {
                own.lost.extend(lost);
            }
            own.begun = true;
            if won == 0 {
                own.displaced_now = true;
                own.over = !self.edition_2023;
                own.say(t, e.n, Word::Superseded, story);
            } else {
                let back = own.displaced_now && own.said.contains(&Word::Started);
                own.displaced_now = false;
                own.say(t, e.n, if back { Word::Resumed } else { Word::Started }, story);
            }
        }
        holders
    }

    /// The effective span: its own draws, but for a start that touches an earlier event of the same program.
    fn span(&self, e: &Draft, t: i64) -> (i64, i64) {
        let own =
            |e: &Draft| (e.start + e.drawn.0, (e.start + e.drawn.0 + e.duration + e.drawn.1).max(e.start + e.drawn.0));
        let touches = |o: &&Draft| {
            o.n != e.n
                && o.program == e.program
                && o.listed <= t
                && o.cancelled.is_none_or(|c| c > t)
                && o.duration > 0
                && o.start + o.duration == e.start
                && !o.modes.is_disjoint(&e.modes)
        };
        let (start, end) = own(e);
        let before = self.events.iter().filter(touches).min_by_key(|o| self.rank(o));
        (before.map_or(start, |o| own(o).1.min(end)), end)
    }
}

#[derive(Debug, Default)]
struct Scan {
    runs: bool,
    begun: bool,
    over: bool,
    displaced_now: bool,
    lost: BTreeSet<usize>,
    said: BTreeSet<Word>,
}

impl Scan {
    fn say(&mut self, t: i64, n: u8, word: Word, story: &mut Story) {
        if self.said.insert(word) {
            story.said.insert((t, n, word));
        }
    }
}

impl Draft {
    fn draw(dice: &mut Dice, n: u8, before: Option<&Draft>) -> Self {
        let touching = before.filter(|_| dice.one_in(3));
        let start = touching.map_or_else(|| dice.roll(60), |b| b.start + b.duration);
        let draw = |dice: &mut Dice| if dice.one_in(2) { dice.roll(9) - 4 } else { 0 };
        let listed = if dice.one_in(3) { dice.roll(40) } else { 0 };
        let modes = (0..3).filter(|_| dice.one_in(2)).collect::<BTreeSet<_>>();
        Self {
            n,
            program: touching.map_or_else(|| dice.roll(3) as u8, |b| b.program),
            created: dice.roll(6),
            start,
            duration: 1 + dice.roll(30),
            drawn: (draw(dice), draw(dice)),
            modes: if modes.is_empty() { BTreeSet::from([0]) } else { modes },
            listed,
            cancelled: dice.one_in(5).then(|| listed + 1 + dice.roll(40)),
        }
    }

    fn event(&self, t: i64) -> Event {
        let cancelled = self.cancelled.filter(|c| *c <= t);
        let bound = |drawn: i64| Seconds(drawn.signum() * 4);
        Event {
            key: EventKey { upstream: upstream(), mrid: Mrid([self.n; 16]) },
            created: UtcSeconds(T0 - 100 + self.created),
            start: UtcSeconds(T0 + self.start),
            duration: Seconds(self.duration),
            randomize_start: bound(self.drawn.0),
            randomize_duration: bound(self.drawn.1),
            status: cancelled.map_or(EventStatus::Scheduled, |_| EventStatus::Cancelled),
            status_since: UtcSeconds(T0 + cancelled.unwrap_or(-100)),
            control: Control {
                modes: self.modes.iter().map(|m| (MODES[*m], value(*m))).collect(),
                ramp_centiseconds: None,
            },
            response_required: ResponseRequired(3),
            reply_to: None,
        }
    }
}

fn value(mode: usize) -> ControlValue {
    match MODES[mode] {
        Mode::MaxLimW => ControlValue::Share(CentiPercent(5_000)),
        _ => ControlValue::Watts(Watts(1_000)),
    }
}

fn upstream() -> UpstreamId {
    UpstreamId::new("utility").expect("a name")
}

fn word(kind: &TransitionKind) -> Word {
    match kind {
        TransitionKind::Received => Word::Received,
        TransitionKind::Started => Word::Started,
        TransitionKind::Completed => Word::Completed,
        TransitionKind::Cancelled => Word::Cancelled,
        TransitionKind::Superseded { .. } => Word::Superseded,
        TransitionKind::Resumed => Word::Resumed,
        TransitionKind::RejectedExpired => Word::Expired,
        other => unreachable!("the case asks for nothing like {other:?}"),
    }
}

/// In one instant no winner speaks before the loser that it displaced [2030.5 §10.2.2.3 l].
fn losers_before_winners(said: &[Transition]) {
    for (i, loser) in said.iter().enumerate() {
        if let TransitionKind::Superseded { by } = &loser.kind {
            let early = |s: &&Transition| s.at == loser.at && s.event == *by && s.kind == TransitionKind::Started;
            assert!(!said[..i].iter().any(|s| early(&s)), "{by} spoke before {}", loser.event);
        }
    }
}
