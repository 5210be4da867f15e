//! What the operator of the VTN and the owner of the site do, drawn from a seed.

use tieline::vtn::{EventPlan, Interval, NewRequest, Required, Signal, Targets};
use tieline_core::model::UtcSeconds;

/// The instant at which a world begins, in Unix seconds.
pub const START_S: i64 = 1_800_000_000;
/// The last act comes before this second.
pub const ACTS_END_S: u64 = 1_200;
/// Acts begin here: both sides know each other in a calm world.
const ACTS_BEGIN_S: u64 = 60;
/// The market context of all events; they may overlap.
pub const CONTEXT: &str = "http://utility.example/fast";

/// A seeded sequence (splitmix64).
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    /// Whether something happens that happens `times` in `of`.
    pub fn hits(&mut self, times: u64, of: u64) -> bool {
        self.below(of) < times
    }
}

/// One thing that somebody does; events and requests by their number in the script.
#[derive(Debug, Clone)]
pub enum Act {
    Create(usize, EventPlan),
    Change(usize, EventPlan),
    Cancel(usize),
    /// The owner's word, given as soon as the VEN knows the event.
    Opt(usize, bool),
    Ask(NewRequest),
    CancelReport {
        nth: usize,
        follows: bool,
    },
    AskMetadata,
    AskRegistration,
}

/// Who does what when, in the order of time: second of the world's time, and what.
#[derive(Debug, Clone)]
pub struct Script {
    pub acts: Vec<(u64, Act)>,
    pub events: usize,
    pub requests: Vec<NewRequest>,
    /// Requests that are cancelled.
    pub cancelled: Vec<usize>,
}

/// The eventID of an event of the script.
pub fn event_id(nth: usize) -> String {
    format!("event-{nth}")
}

impl Script {
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let mut script = Self { acts: Vec::new(), events: 0, requests: Vec::new(), cancelled: Vec::new() };
        let (mut plans, mut at): (Vec<EventPlan>, u64) = (Vec::new(), ACTS_BEGIN_S);
        while at < ACTS_END_S {
            let act = script.act(&mut dice, at, &mut plans);
            script.acts.push((at, act));
            at += 1 + dice.below(60);
        }
        script
    }

    fn act(&mut self, dice: &mut Dice, at: u64, plans: &mut Vec<EventPlan>) -> Act {
        let some = |dice: &mut Dice, count: usize| usize::try_from(dice.below(count as u64)).expect("small");
        match dice.below(16) {
            0..=2 if !plans.is_empty() => {
                let nth = some(dice, plans.len());
                plans[nth] = EventPlan { response_required: plans[nth].response_required, ..plan(dice, at) };
                Act::Change(nth, plans[nth].clone())
            }
            3 if !plans.is_empty() => {
                let nth = some(dice, plans.len());
                let elsewhere = Targets { ven_ids: vec!["ven-2".to_owned()], ..Targets::default() };
                let home = Targets { group_ids: vec!["north".to_owned()], ..Targets::default() };
                plans[nth].targets = if dice.hits(1, 2) { elsewhere } else { home };
                Act::Change(nth, plans[nth].clone())
            }
            4 if !plans.is_empty() => Act::Cancel(some(dice, plans.len())),
            5..=7 if !plans.is_empty() => Act::Opt(some(dice, plans.len()), dice.hits(1, 3)),
            8..=9 => {
                let request = request(dice, at);
                self.requests.push(request.clone());
                Act::Ask(request)
            }
            10 if self.requests.len() > self.cancelled.len() => {
                let open: Vec<usize> = (0..self.requests.len()).filter(|nth| !self.cancelled.contains(nth)).collect();
                let nth = open[some(dice, open.len())];
                self.cancelled.push(nth);
                Act::CancelReport { nth, follows: dice.hits(1, 2) }
            }
            11 if dice.hits(1, 3) => Act::AskMetadata,
            11 if dice.hits(1, 3) => Act::AskRegistration,
            _ => {
                plans.push(plan(dice, at));
                self.events = plans.len();
                Act::Create(plans.len() - 1, plans[plans.len() - 1].clone())
            }
        }
    }
}

/// An event of SIMPLE levels that begins after `at`; level 3 has no meaning at the site.
fn plan(dice: &mut Dice, at: u64) -> EventPlan {
    let steps = 1 + dice.below(3);
    let intervals: Vec<Interval> = (0..steps)
        .map(|_| Interval {
            duration_s: u32::try_from(300 + 60 * dice.below(20)).expect("small"),
            value: [0.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0][usize::try_from(dice.below(7)).expect("small")],
        })
        .collect();
    EventPlan {
        market_context: CONTEXT.to_owned(),
        priority: u32::try_from(dice.below(3)).expect("small"),
        test_event: false,
        comment: None,
        response_required: if dice.hits(1, 4) { Required::Never } else { Required::Always },
        targets: Targets::default(),
        start: UtcSeconds(START_S + i64::try_from(at + 60 + dice.below(1_500)).expect("small")),
        duration_s: intervals.iter().map(|interval| interval.duration_s).sum(),
        start_after_s: 0,
        notification_s: 0,
        ramp_up_s: 0,
        recovery_s: 0,
        signals: vec![Signal { name: "SIMPLE".to_owned(), kind: "level".to_owned(), unit: None, intervals }],
        baseline: None,
    }
}

/// A request for averages from a later instant on, so that it does not matter when the VEN hears of it; or for what is
/// now.
fn request(dice: &mut Dice, at: u64) -> NewRequest {
    if dice.hits(1, 5) {
        return NewRequest { specifier: "usage".to_owned(), ..NewRequest::default() };
    }
    let granularity_s = [10, 20, 30, 60][usize::try_from(dice.below(4)).expect("small")];
    let start_s = START_S + i64::try_from((at + 400) / 60 * 60).expect("small");
    let duration_s = if dice.hits(1, 2) { 60 * u32::try_from(1 + dice.below(8)).expect("small") } else { 0 };
    NewRequest {
        specifier: "usage".to_owned(),
        granularity_s,
        back_s: granularity_s * u32::try_from(1 + dice.below(3)).expect("small"),
        start_s: Some(start_s),
        duration_s,
        lines: Vec::new(),
    }
}
