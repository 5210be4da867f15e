//! Four houses that live at once, each a scripted day of its own: undisturbed; with a server that is dark for ten
//! minutes; with a gateway that is killed in the middle of such a darkness; and with devices that fall silent.

use super::wire::Wire;
use crate::house::{Ended, Running, day, event, program};
use std::sync::LazyLock;
use std::thread;
use tieline::assets::sim::day::{ControlScript, Day, DeviceKind, DeviceSpec, FixedVarScript, Level};
use tieline::assets::sim::log::{Event, Sample};

/// Seconds of program time in a second.
const SPEED: u32 = 10;
/// Seconds of program time between posts, and between polls.
pub(super) const RATE_S: u32 = 60;
/// When the server goes dark, and when it comes back.
const DARK_S: (f64, f64) = (150.0, 750.0);
/// When the gateway is killed while the server is dark.
const KILLED_S: f64 = 520.0;
/// When it is killed again, while it tells what had waited for the server.
const KILLED_AGAIN_S: f64 = 790.0;
/// From when the server holds the truth again: it was dark, and the gateway asks a dark one once a minute.
pub(super) const KNOWS_AGAIN_S: f64 = 850.0;
/// How long after a kill the server may still take what was under way to it.
const UNDER_WAY_S: f64 = 5.0;
/// When each day ends: long enough after the darkness for everything to be told.
const ENDS_S: f64 = 900.0;
/// When the battery charges, then discharges.
const CHARGES_S: (i64, u32) = (60, 340);
const DISCHARGES_S: (i64, u32) = (430, 150);
/// When nothing may be energised.
const STOPPED_S: (i64, u32) = (610, 90);

/// What the sun lets the inverter give: 98 % of its array's 2,000 W.
pub(super) const SUN_W: f64 = 1_960.0;
/// Energy of the battery.
pub(super) const CAPACITY_WH: f64 = 10_000.0;

/// Bits of 701.Alrm, and the bit of alarmStatus that says the same.
pub(super) const OVER_FREQUENCY: AlarmBit = AlarmBit { register: 8, status: 3 };
/// The same of low voltage.
pub(super) const UNDER_VOLTAGE: AlarmBit = AlarmBit { register: 11, status: 2 };

/// An alarm by its two numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AlarmBit {
    register: u8,
    pub(super) status: u8,
}

/// An alarm's life in the plant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alarm {
    pub(super) bit: AlarmBit,
    pub(super) raised_s: f64,
    pub(super) cleared_s: Option<f64>,
}

/// A day that was lived.
pub(super) struct Lived {
    /// The utility's record.
    pub(super) wire: Wire,
    /// The plant's record, a row every tenth of a second.
    pub(super) rows: Vec<Sample>,
    /// What happened in the plant by itself.
    pub(super) events: Vec<Event>,
    /// Alarms that were raised over the plant's control port.
    pub(super) alarms: Vec<Alarm>,
    /// When a process was killed: only across such an instant may something be told again.
    pub(super) kills: Vec<f64>,
    /// When it ended.
    pub(super) ends_s: f64,
}

/// All four.
pub(super) struct Street {
    pub(super) quiet: Lived,
    pub(super) dark: Lived,
    pub(super) killed: Lived,
    pub(super) silent: Lived,
}

impl Lived {
    /// The kill that fell between two tellings of the same, by its number.
    pub(super) fn kill_between(&self, before_s: f64, after_s: f64) -> Option<usize> {
        self.kills.iter().position(|kill| before_s <= kill + UNDER_WAY_S && *kill <= after_s)
    }
}

/// The street, lived once for all tests.
pub(super) static STREET: LazyLock<Street> = LazyLock::new(|| {
    let (dark, killed) = (thread::spawn(live_in_the_dark), thread::spawn(live_and_be_killed));
    let silent = thread::spawn(live_with_silent_devices);
    let quiet = live_quietly();
    Street {
        quiet,
        dark: dark.join().expect("the dark house"),
        killed: killed.join().expect("the killed house"),
        silent: silent.join().expect("the house of silent devices"),
    }
});

impl Street {
    /// Every house that reports the whole day, with its name.
    pub(super) fn houses(&self) -> [(&'static str, &Lived); 3] {
        [("quiet", &self.quiet), ("dark", &self.dark), ("killed", &self.killed)]
    }
}

/// A house with its alarms and kills so far.
struct Life {
    running: Running,
    alarms: Vec<Alarm>,
    kills: Vec<f64>,
}

impl Life {
    fn begin(day: Day) -> Self {
        let running = Running::start(day, SPEED, |plan| plan.rate_s = RATE_S);
        Self { running, alarms: Vec::new(), kills: Vec::new() }
    }

    fn until(&mut self, t: f64) -> &mut Self {
        self.running.until(t);
        self
    }

    /// Begins (`fault`) or ends (`clear`) a fault; when that was.
    fn order(&self, order: &str, device: &str, kind: &str, value: Option<u8>) -> f64 {
        let answer = self.running.control(&serde_json::json!({
            order: { "device": device, "kind": kind, "value": value.map(f64::from) }
        }));
        assert_eq!(answer["ok"], true, "{order} {kind} of {device}: {answer}");
        answer["t"].as_f64().expect("a time")
    }

    fn raise(&mut self, bit: AlarmBit) -> &mut Self {
        let raised_s = self.order("fault", "pv-1", "alarm", Some(bit.register));
        self.alarms.push(Alarm { bit, raised_s, cleared_s: None });
        self
    }

    fn clear(&mut self, bit: AlarmBit) -> &mut Self {
        let cleared_s = self.order("clear", "pv-1", "alarm", Some(bit.register));
        let alarm = self.alarms.iter_mut().find(|alarm| alarm.bit == bit).expect("was raised");
        alarm.cleared_s = Some(cleared_s);
        self
    }

    fn kill_server(&mut self) -> &mut Self {
        self.running.house.kill_utility().expect("kills");
        self.kills.push(self.running.t());
        self
    }

    fn start_server(&mut self) -> &mut Self {
        self.running.house.start_utility().expect("starts");
        self
    }

    fn kill_gateway(&mut self) -> &mut Self {
        self.running.house.kill_gateway().expect("kills");
        self.kills.push(self.running.t());
        self
    }

    fn start_gateway(&mut self) -> &mut Self {
        self.running.house.start_gateway().expect("starts");
        self
    }

    fn end(mut self, ends_s: f64) -> Lived {
        self.until(ends_s);
        let Ended { rows, events, wire, _dir } = self.running.end();
        let wire = Wire::read(&wire);
        let ends_s = rows.last().expect("samples").t;
        Lived { wire, rows, events, alarms: self.alarms, kills: self.kills, ends_s }
    }
}

fn watts(w: i64) -> ControlScript {
    ControlScript { opModTargetW: Some(w), ..ControlScript::default() }
}

/// An inverter in a weak sun and a battery. The house takes 4,000 W while the battery charges, else what the sun gives.
fn script(name: &str, stops: bool) -> Day {
    let pv = DeviceSpec { peak_w: 2_000.0, ..DeviceSpec::new("pv-1", DeviceKind::Pv, 6_000.0) };
    let battery = DeviceSpec {
        capacity_wh: CAPACITY_WH,
        soc_pct: 40.0,
        ..DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0)
    };
    let mut day = day(name, ENDS_S as u32 + 600, SUN_W, vec![pv, battery]);
    day.load.var_per_w = 0.1;
    let (charges_s, ends_s) = (CHARGES_S.0 as f64, (CHARGES_S.0 + i64::from(CHARGES_S.1)) as f64);
    day.load.steps = vec![Level { at_s: charges_s, value: 4_000.0 }, Level { at_s: ends_s, value: SUN_W }];
    day.utility.programs = vec![program(1, None)];
    // 10 % of 11,000 W in vars beside the discharge, injected.
    let vars = Some(FixedVarScript { refType: 1, value: 1_000 });
    let discharge = ControlScript { opModFixedVar: vars, ..watts(4_000) };
    day.utility.events = vec![
        event(0x10, 1, CHARGES_S.0, CHARGES_S.1, watts(-2_000)),
        event(0x11, 1, DISCHARGES_S.0, DISCHARGES_S.1, discharge),
    ];
    if stops {
        let stop = ControlScript { opModEnergize: Some(false), ..ControlScript::default() };
        day.utility.events.push(event(0x12, 1, STOPPED_S.0, STOPPED_S.1, stop));
    }
    day
}

/// Nothing fails but the inverter: an alarm, and somebody who takes it into local control.
fn live_quietly() -> Lived {
    let mut life = Life::begin(script("report-quiet", true));
    life.until(150.0).raise(OVER_FREQUENCY).until(265.0).clear(OVER_FREQUENCY).until(745.0);
    life.order("fault", "pv-1", "local", None);
    life.until(820.0).order("clear", "pv-1", "local", None);
    life.end(ENDS_S)
}

/// The server is dark for ten minutes. An alarm rises and clears while nobody can be told.
fn live_in_the_dark() -> Lived {
    let mut life = Life::begin(script("report-dark", false));
    life.until(DARK_S.0).kill_server();
    life.until(300.0).raise(OVER_FREQUENCY).until(500.0).clear(OVER_FREQUENCY);
    life.until(DARK_S.1).start_server();
    life.end(ENDS_S)
}

/// The same, with a gateway that is killed in the dark, and again after it. Of two alarms that were told before, one
/// clears while it is dead.
fn live_and_be_killed() -> Lived {
    let mut life = Life::begin(script("report-killed", false));
    life.until(100.0).raise(UNDER_VOLTAGE).raise(OVER_FREQUENCY);
    life.until(DARK_S.0).kill_server();
    life.until(KILLED_S).kill_gateway().clear(OVER_FREQUENCY).start_gateway();
    life.until(DARK_S.1).start_server();
    life.until(KILLED_AGAIN_S).kill_gateway().start_gateway();
    life.end(ENDS_S)
}

/// The inverter refuses connections for a while, in its second half the battery, too.
fn live_with_silent_devices() -> Lived {
    let mut life = Life::begin(script("report-silent", false));
    life.until(100.0).order("fault", "pv-1", "refuse", None);
    life.until(180.0).order("fault", "battery", "refuse", None);
    life.until(260.0).order("clear", "battery", "refuse", None);
    life.order("clear", "pv-1", "refuse", None);
    life.end(350.0)
}
