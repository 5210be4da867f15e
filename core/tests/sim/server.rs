//! The utility's side: events drawn for a day, and a network that loses, delays, repeats and tears what it shows.

use std::collections::BTreeMap;
use tieline_core::model::*;

/// A small generator, so that a seed is all that a day needs.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as i64
    }

    pub(crate) fn one_in(&mut self, n: i64) -> bool {
        self.roll(n) == 0
    }
}

pub(crate) fn upstream() -> UpstreamId {
    UpstreamId::new("utility").expect("a name")
}

/// Three programs, their events, and what of them is on the wire.
pub(crate) struct Server {
    programs: Vec<Program>,
    edition_2023: bool,
    made: u16,
    wire: Vec<(i64, ProgramSet)>,
}

impl Server {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let default = |dice: &mut Dice| DefaultControl {
            control: control(vec![(Mode::ExpLimW, ControlValue::Watts(Watts(dice.roll(6) * 1_000)))]),
            set_grad_w: dice.one_in(2).then_some(CentiPercent(27 + dice.roll(2_000) as i32)),
            ..DefaultControl::default()
        };
        let program = |n: u8, dice: &mut Dice| Program {
            key: ProgramKey { upstream: upstream(), mrid: Mrid([250 + n; 16]) },
            description: String::new(),
            primacy: dice.roll(5) as u8,
            default: (n == 0 || dice.one_in(3)).then(|| default(dice)),
            events: Vec::new(),
        };
        Self {
            programs: (0..3).map(|n| program(n, dice)).collect(),
            edition_2023: dice.one_in(3),
            made: 0,
            wire: Vec::new(),
        }
    }

    /// Now and then a new event, or a cancellation; server time in seconds.
    pub(crate) fn live(&mut self, dice: &mut Dice, t: i64) {
        let p = dice.roll(3) as usize;
        self.made += 1;
        let event = draw_event(dice, self.made, t);
        let events = &mut self.programs[p].events;
        if dice.one_in(4) && !events.is_empty() {
            let i = dice.roll(events.len() as i64) as usize;
            events[i].status =
                if dice.one_in(2) { EventStatus::Cancelled } else { EventStatus::CancelledWithRandomization };
            events[i].status_since = UtcSeconds(t);
        }
        events.push(event);
        events.retain(|e| e.start.0 + e.duration.0 + 7_200 > t);
    }

    /// A poll: what arrives does so now, later, twice, torn, or never.
    pub(crate) fn poll(&mut self, dice: &mut Dice, t: i64) {
        if dice.one_in(6) {
            return;
        }
        let mut set = ProgramSet {
            upstream: upstream(),
            server_offset: Seconds(0),
            complete: true,
            edition_2023: self.edition_2023,
            programs: self.programs.clone(),
        };
        if dice.one_in(6) {
            tear(&mut set, dice);
        }
        let late = if self.edition_2023 { 0 } else { dice.roll(3) * dice.roll(400) };
        if dice.one_in(5) && !self.edition_2023 {
            self.wire.push((t + late + dice.roll(900), set.clone()));
        }
        self.wire.push((t + late, set));
    }

    /// What has arrived by now.
    pub(crate) fn arrived(&mut self, t: i64) -> Vec<ProgramSet> {
        let (now, later) = std::mem::take(&mut self.wire).into_iter().partition(|(at, _)| *at <= t);
        self.wire = later;
        let now: Vec<(i64, ProgramSet)> = now;
        now.into_iter().map(|(_, set)| set).collect()
    }
}

/// A fetch that failed on its way: programs or events are missing, and it says so.
fn tear(set: &mut ProgramSet, dice: &mut Dice) {
    set.complete = false;
    if dice.one_in(2) {
        set.programs.remove(dice.roll(set.programs.len() as i64) as usize);
    }
    for program in &mut set.programs {
        let keep = dice.roll(1 + program.events.len() as i64) as usize;
        program.events.truncate(keep);
        program.default = program.default.take().filter(|_| dice.one_in(2));
    }
}

fn control(modes: Vec<(Mode, ControlValue)>) -> Control {
    Control { modes: modes.into_iter().collect::<BTreeMap<_, _>>(), ramp_centiseconds: None }
}

fn draw_event(dice: &mut Dice, n: u16, t: i64) -> Event {
    let watts = |w: i64| ControlValue::Watts(Watts(w));
    let mode = match dice.roll(8) {
        0..=2 => (Mode::ExpLimW, watts(dice.roll(5) * 1_000)),
        3 => (Mode::MaxLimW, ControlValue::Share(CentiPercent(dice.roll(12_000) as i32))),
        4 => (Mode::GenLimW, watts(dice.roll(12) * 1_000)),
        5 => (Mode::StorageTargetW, watts((dice.roll(11) - 5) * 1_000)),
        6 => (Mode::ImpLimW, watts(dice.roll(8) * 1_000)),
        _ => (Mode::Energize, ControlValue::Permit(dice.one_in(2))),
    };
    let mut mrid = [0; 16];
    mrid[..2].copy_from_slice(&n.to_be_bytes());
    let random = |dice: &mut Dice| Seconds(if dice.one_in(3) { dice.roll(600) - 300 } else { 0 });
    Event {
        key: EventKey { upstream: upstream(), mrid: Mrid(mrid) },
        created: UtcSeconds(t),
        start: UtcSeconds(t + dice.roll(40) * 60),
        duration: Seconds(60 * (1 + dice.roll(60))),
        randomize_start: random(dice),
        randomize_duration: random(dice),
        status: EventStatus::Scheduled,
        status_since: UtcSeconds(t),
        control: control(vec![mode]),
        response_required: ResponseRequired(3),
        reply_to: None,
    }
}
