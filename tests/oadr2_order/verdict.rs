//! What a rough day must have in common with a calm one.

use super::home::power_w;
use super::script::{START_S, Script, event_id};
use super::world::{END_S, Trouble, World};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use tieline::vtn::{EventStatus, Operator, Reading, RequestState};

/// Reports are told up to here at the end of the world.
const TOLD_S: i64 = START_S + END_S as i64 - 300;

/// What was compared.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    seeds: u32,
    answers: usize,
    readings: usize,
    reports: usize,
    /// Reports that the VEN heard of after their begin.
    late: usize,
    trouble: Trouble,
}

impl Tally {
    pub fn add(&mut self, one: &Self) {
        let (own, other) = (&mut self.trouble, one.trouble);
        (own.lost, own.repeated) = (own.lost + other.lost, own.repeated + other.repeated);
        own.late += other.late;
        (own.ven_starts, own.vtn_starts) = (own.ven_starts + other.ven_starts, own.vtn_starts + other.vtn_starts);
        (self.seeds, self.answers) = (self.seeds + one.seeds, self.answers + one.answers);
        (self.readings, self.reports) = (self.readings + one.readings, self.reports + one.reports);
        self.late += one.late;
    }
}

impl Tally {
    /// Trouble was no excuse for more than a few.
    pub fn judge(&self) {
        assert!(self.late * 20 <= self.reports.max(20), "{self}");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seeds, answers, readings, reports, late: late_reports, trouble } = self;
        let Trouble { lost, repeated, late, ven_starts, vtn_starts } = trouble;
        write!(
            f,
            "{seeds} seeds: {answers} answers and {readings} readings of {reports} reports ({late_reports} heard of late) as on a calm day, with {lost} \
             messages lost, {late} late, {repeated} repeated, {ven_starts} restarts of the VEN and {vtn_starts} of the VTN"
        )
    }
}

/// Holds a rough day against a calm one.
pub fn compare(script: &Script, mut calm: World, mut rough: World) -> Tally {
    let end_s = START_S + END_S as i64;
    assert_eq!(rough.home.schedule(end_s), calm.home.schedule(end_s), "the schedule");
    let answers = compare_answers(script, &mut calm, &mut rough);
    for world in [&calm, &rough] {
        said_once(world);
        let settled = matches!(world.restless.as_slice(), [] | ["oadrDistributeEvent"]);
        assert!(settled, "not settled: {:?}", world.restless);
        assert!(world.home.ven.pending_updates() <= 1, "updates wait");
    }
    let mut tally = Tally { seeds: 1, answers, trouble: rough.trouble, ..Tally::default() };
    let (calm_told, rough_told) = (reports(&mut calm), reports(&mut rough));
    for (nth, request) in script.requests.iter().enumerate() {
        let of = |world: &World, told: &Told| told.get(&world.requests[nth]).cloned().unwrap_or_default();
        let (calm_lines, rough_lines) = (of(&calm, &calm_told), of(&rough, &rough_told));
        tally.reports += 1;
        tally.readings += rough_lines.len();
        if request.back_s == 0 {
            let is_asked_in_time = !script.cancelled.contains(&nth);
            assert!(!is_asked_in_time || (calm_lines.len(), rough_lines.len()) == (1, 1), "one-shot {nth}");
            continue;
        }
        let whole =
            |lines: &[Line]| -> Vec<Line> { lines.iter().filter(|(start, ..)| *start < TOLD_S).cloned().collect() };
        if !script.cancelled.contains(&nth) {
            // A VEN that has heard of it late tells what was left of it by then.
            let begin_s = rough_lines.first().map_or(i64::MAX, |line| line.0);
            tally.late += usize::from(Some(begin_s) != request.start_s);
            let rest: Vec<Line> = whole(&calm_lines).into_iter().filter(|(start, ..)| *start >= begin_s).collect();
            assert_eq!(whole(&rough_lines), rest, "report {nth}: {request:?}");
            assert_eq!(calm_lines.first().map(|line| line.0), request.start_s, "report {nth} begins");
        }
        for lines in [&calm_lines, &rough_lines] {
            joins(lines);
            lines.iter().for_each(is_true);
        }
    }
    // The report that is asked of each VEN begins when that asks.
    for (id, lines) in calm_told.iter().chain(&rough_told) {
        joins(lines);
        assert!(!lines.is_empty(), "{id}");
    }
    settled(script, &mut calm);
    settled(script, &mut rough);
    tally
}

/// Start, length, value of a line.
type Line = (i64, i64, i64);
type Told = BTreeMap<String, Vec<Line>>;

fn look<T>(world: &mut World, at_s: u64, work: impl FnOnce(&mut Operator<'_, '_>) -> T) -> T {
    let at = super::home::now(at_s * 1_000).wall;
    world.office.operate(at, |operator| Ok(work(operator))).expect("reads")
}

/// What the VTN keeps of each report.
fn reports(world: &mut World) -> Told {
    let all = look(world, END_S, |operator| operator.readings("ven-1", i64::MIN, i64::MAX, 1_000_000).expect("read"));
    let mut told = Told::new();
    for Reading { request_id, rid, start, seconds, value, .. } in all {
        assert_eq!(rid, "site.power");
        let value = value.expect("a number");
        assert!(value.fract() == 0.0 && value.abs() < 1e9, "{value}");
        told.entry(request_id).or_default().push((start.0, seconds, value as i64));
    }
    told
}

/// Intervals follow each other without gap and without overlap.
fn joins(lines: &[Line]) {
    for pair in lines.windows(2) {
        assert_eq!(pair[0].0 + pair[0].1, pair[1].0, "a gap or an overlap in {lines:?}");
    }
}

/// The value is the average of what was measured; consumption is positive.
fn is_true(line: &Line) {
    let (start, seconds, value) = *line;
    if seconds > 0 {
        let from = u64::try_from(start - START_S).expect("since the begin");
        let sum: i64 = (from..from + u64::try_from(seconds).expect("a length")).map(power_w).sum();
        assert_eq!(value, -sum / seconds, "{line:?}");
    }
}

/// The same answers are kept; of events that were taken away from the VEN nothing is asked.
fn compare_answers(script: &Script, calm: &mut World, rough: &mut World) -> usize {
    let mut count = 0;
    for id in (0..script.events).map(event_id) {
        let unsaid = calm.home.is_unsaid(&id) || rough.home.is_unsaid(&id);
        let [calm_has, rough_has] = [&mut *calm, &mut *rough].map(|world| {
            look(world, END_S, |operator| {
                let (event, _) = operator.event(&id).expect("there");
                let (event, ours) = (event.clone(), !event.plan.targets.ven_ids.contains(&"ven-2".to_owned()));
                let (answers, missing) = operator.answers(&id).expect("there");
                let own = answers.into_iter().find(|answer| answer.ven_id == "ven-1").cloned();
                assert!(!ours || !missing.contains(&"ven-1"), "{id}: no answer to {event:?}");
                (event, own, ours)
            })
        });
        assert_eq!(rough_has.0.modification, calm_has.0.modification, "{id}");
        if unsaid || !calm_has.2 {
            continue;
        }
        let word = |has: &Option<tieline::vtn::EventAnswer>| has.as_ref().map(|answer| (answer.opts_in, answer.code));
        let of_owner =
            |has: &Option<tieline::vtn::EventAnswer>| has.as_ref().is_some_and(|answer| answer.opt_id.is_some());
        // What the owner said stands over answers, at whatever modification.
        if of_owner(&calm_has.1) || of_owner(&rough_has.1) {
            let in_or_out = |has: &Option<tieline::vtn::EventAnswer>| has.as_ref().map(|answer| answer.opts_in);
            assert_eq!(in_or_out(&rough_has.1), in_or_out(&calm_has.1), "{id}: {calm_has:?} {rough_has:?}");
        } else {
            assert_eq!(word(&rough_has.1), word(&calm_has.1), "{id}: {calm_has:?} {rough_has:?}");
            let modification = rough_has.1.as_ref().map(|answer| answer.modification);
            assert!(modification.is_none_or(|it| it == rough_has.0.modification), "{id}: {rough_has:?}");
        }
        count += usize::from(rough_has.1.is_some());
    }
    count
}

/// An answer to an event and modification changes no more often than the owner has spoken.
fn said_once(world: &World) {
    for (event, said) in &world.home.said {
        let changes = said.windows(2).filter(|pair| (pair[0].1, pair[0].2) != (pair[1].1, pair[1].2)).count();
        let words: BTreeSet<u32> = said.iter().map(|(spoken, ..)| *spoken).collect();
        assert!(changes < words.len().max(1), "{event:?} was answered otherwise: {said:?}");
    }
}

/// No request is left in between.
fn settled(script: &Script, world: &mut World) {
    let requests = world.requests.clone();
    look(world, END_S, |operator| {
        let ven = operator.ven("ven-1").expect("enrolled").clone();
        assert!(ven.registration.is_some());
        for (nth, id) in requests.iter().enumerate() {
            let state = ven.requests.get(id).map(|request| &request.state);
            let request = &script.requests[nth];
            let gone = request.back_s == 0 || script.cancelled.contains(&nth);
            // One that has ended stays known for late updates.
            let wanted = if gone { None } else { Some(&RequestState::Confirmed) };
            assert_eq!(state, wanted, "report {nth}: {request:?}");
        }
        for (event, status) in operator.events() {
            assert!(status != EventStatus::Near, "{event:?} has no ramp-up");
        }
    });
}
