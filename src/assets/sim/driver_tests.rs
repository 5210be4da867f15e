//! The SunSpec driver against the simulated site, without a network.

use super::day::{Day, DeviceKind, DeviceSpec, FaultKind, FaultSpec, Profile};
use super::log::Row;
use super::plant::{Link, METER, Plant};
use crate::assets::modbus::{ModbusFault, ModbusReply};
use crate::assets::sunspec::{Driver, Input, MeterSign, Output, Settings};
use tieline_core::model::{
    Asset, AssetCommand, AssetId, AssetKind, AssetState, Lease, Machine, Millis, Mono, Now, Reading, Reversion,
    Setpoint, SetpointVerdict, SiteId, Vars, Watts,
};

/// A driver on its device, and what it said.
struct Pair {
    device: String,
    plant: Plant,
    rows: Vec<Row>,
    driver: Driver,
    wake: u64,
    seq: u64,
    asset: Option<Asset>,
    state: Option<AssetState>,
    reading: Option<Reading>,
    verdicts: Vec<SetpointVerdict>,
}

fn site() -> Day {
    let mut day = Day::demo();
    day.weather = super::day::Weather { sun_speed: 0.0, ..super::day::Weather::default() };
    day.load = super::day::LoadSpec { base_w: 1_000.0, ..super::day::LoadSpec::default() };
    day.devices = vec![
        DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0),
        DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0),
        DeviceSpec { profile: Profile::Legacy, ..DeviceSpec::new("old", DeviceKind::Pv, 4_000.0) },
        DeviceSpec { profile: Profile::Legacy, ..DeviceSpec::new("old-battery", DeviceKind::Battery, 4_000.0) },
    ];
    day
}

impl Pair {
    fn new(device: &str, kind: AssetKind) -> Self {
        let settings = Settings {
            asset: AssetId::new(device).expect("a name"),
            site: SiteId::new("site").expect("a name"),
            kind,
            poll_ms: 1_000,
            meter_sign: MeterSign::ImportPositive,
            installer_limit: None,
            isolating_contact: false,
            ride_through: None,
        };
        let mut pair = Self {
            device: device.to_owned(),
            plant: Plant::new(&site(), 1).expect("a plant"),
            rows: Vec::new(),
            driver: Driver::new(settings),
            wake: 0,
            seq: 0,
            asset: None,
            state: None,
            reading: None,
            verdicts: Vec::new(),
        };
        pair.feed(Input::Start);
        pair.wait(5);
        pair
    }

    fn now(&self) -> Now {
        let ms = (self.plant.t() * 1_000.0).round() as u64;
        Now { wall: Millis(1_700_000_000_000 + ms as i64), mono: Mono(ms) }
    }

    /// Feeds an input and every answer that it leads to.
    fn feed(&mut self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            let mut out = Vec::new();
            self.driver.step(self.now(), input, &mut out);
            inputs.extend(out.into_iter().filter_map(|output| self.carry_out(output)));
        }
    }

    fn carry_out(&mut self, output: Output) -> Option<Input> {
        let refused = |refusal: super::registers::Refusal| ModbusFault::Exception(refusal.code());
        let answers = self.plant.link(&self.device) == Link::Answers(0);
        match output {
            Output::Read { id, .. } | Output::Write { id, .. } if !answers => {
                return Some(Input::Reply { id, result: Err(ModbusFault::Timeout) });
            }
            Output::Read { id, address, count } => {
                let read = self.plant.read(&self.device, address, count);
                return Some(Input::Reply { id, result: read.map(ModbusReply::Registers).map_err(refused) });
            }
            Output::Write { id, address, values } => {
                let written = self.plant.write(&self.device, address, &values, &mut self.rows);
                return Some(Input::Reply { id, result: written.map(|()| ModbusReply::Written).map_err(refused) });
            }
            Output::WakeAt(Mono(at)) => self.wake = at,
            Output::Discovered(asset) => self.asset = Some(asset),
            Output::State(state) => self.state = Some(state),
            Output::Reading(reading) => self.reading = Some(reading),
            Output::Result(result) => self.verdicts.push(result.verdict),
            Output::Alarm(_) => {}
        }
        None
    }

    fn wait(&mut self, seconds: u64) {
        let end = self.now().mono.0 + seconds * 1_000;
        while self.now().mono.0 < end {
            let next = self.now().mono.0 + 100;
            self.plant.advance_to(next, &mut self.rows).expect("moves on");
            if self.wake <= next {
                self.wake = u64::MAX;
                self.feed(Input::Timer);
            }
        }
    }

    fn command(&mut self, command: AssetCommand) {
        self.give(command, false);
    }

    fn renew(&mut self, w: i64) {
        self.give(AssetCommand { limit_w: Some(Watts(w)), ..AssetCommand::default() }, true);
    }

    fn give(&mut self, command: AssetCommand, renewal: bool) {
        self.seq += 1;
        self.feed(Input::Setpoint(Setpoint {
            seq: self.seq,
            asset: AssetId::new(&self.device).expect("a name"),
            command,
            lease: Lease { seconds: 30, revert_limit_w: Watts(1_000), revert_set_w: Watts(0) },
            at: self.now().wall,
            mono: self.now().mono,
            renewal,
            causes: Vec::new(),
        }));
        self.wait(6);
    }

    fn w(&self) -> f64 {
        self.plant.device(&self.device).expect("a device").inverter().w
    }

    fn limit(&mut self, w: i64) {
        self.command(AssetCommand { limit_w: Some(Watts(w)), ..AssetCommand::default() });
    }

    fn set(&mut self, w: i64) {
        self.command(AssetCommand { set_w: Some(Watts(w)), ..AssetCommand::default() });
    }
}

#[test]
fn a_limit_is_verified_holds_and_reverts_when_nobody_renews_it() {
    let mut pair = Pair::new("pv", AssetKind::Pv);
    let asset = pair.asset.clone().expect("discovered");
    assert_eq!((asset.rating.max_w, asset.reversion), (Watts(5_000), Reversion::Value));
    pair.limit(2_500);
    assert_eq!((pair.verdicts.last(), pair.w()), (Some(&SetpointVerdict::Verified), 2_500.0));
    assert_eq!(pair.reading.as_ref().map(|reading| reading.w), Some(Watts(2_500)));
    pair.wait(30);
    assert_eq!(pair.w(), 1_000.0, "the lease is over");
}

#[test]
fn r2_a_renewed_lease_never_runs_out() {
    for device in ["pv", "old"] {
        let mut pair = Pair::new(device, AssetKind::Pv);
        pair.limit(2_000);
        for _ in 0..6 {
            pair.wait(9);
            pair.renew(2_000);
            assert_eq!(pair.w(), 2_000.0, "{device}");
        }
    }
}

#[test]
fn a_battery_does_what_it_is_told_both_ways_on_either_profile() {
    for device in ["battery", "old-battery"] {
        let mut pair = Pair::new(device, AssetKind::Battery);
        for w in [2_000, -1_000, 0] {
            pair.set(w);
            assert_eq!(pair.verdicts.last(), Some(&SetpointVerdict::Verified), "{device} {w}");
            assert_eq!(pair.w(), w as f64, "{device}");
        }
        let battery = pair.state.as_ref().and_then(|state| state.battery).expect("a battery's state");
        assert!((4_900..5_100).contains(&battery.soc.0), "{device} {battery:?}");
    }
}

#[test]
fn a_legacy_inverter_takes_a_limit_and_is_marked() {
    let mut pair = Pair::new("old", AssetKind::Pv);
    assert_eq!(pair.asset.as_ref().map(|asset| asset.reversion), Some(Reversion::TimerOnly));
    pair.limit(1_000);
    assert_eq!((pair.verdicts.last(), pair.w()), (Some(&SetpointVerdict::Verified), 1_000.0));
    pair.wait(30);
    assert_eq!(pair.w(), 4_000.0, "its timer ends and nothing limits it");
}

#[test]
fn vars_flow_as_told() {
    for device in ["pv", "old"] {
        let mut pair = Pair::new(device, AssetKind::Pv);
        let command =
            AssetCommand { set_var: Some(Vars(-500)), limit_w: Some(Watts(2_000)), ..AssetCommand::default() };
        pair.command(command);
        let var = pair.plant.device(device).expect("a device").inverter().var;
        assert!((var + 500.0).abs() < 5.0, "{device} {var} {:?}", pair.verdicts);
    }
}

#[test]
fn the_meter_is_read_with_the_sign_of_the_tree() {
    let mut pair = Pair::new(METER, AssetKind::SiteMeter);
    pair.wait(10);
    let reading = pair.reading.clone().expect("a reading");
    assert_eq!(reading.w, Watts(8_000), "5 kW and 4 kW less 1 kW of load");
    assert!(reading.exported > reading.imported);
}

#[test]
fn a_device_that_ceases_shows_it_and_comes_back_after_its_wait() {
    let mut pair = Pair::new("pv", AssetKind::Pv);
    pair.command(AssetCommand { energize: Some(false), ..AssetCommand::default() });
    assert_eq!(pair.w(), 0.0);
    assert!(!pair.state.as_ref().expect("a state").connect.operating);
    pair.command(AssetCommand { energize: Some(true), ..AssetCommand::default() });
    pair.wait(15);
    assert_eq!(pair.w(), 5_000.0);
    assert!(pair.state.as_ref().expect("a state").connect.operating);
}

#[test]
fn a_stalled_device_is_unreachable_and_reverts_by_itself() {
    let mut pair = Pair::new("pv", AssetKind::Pv);
    pair.limit(3_000);
    let stall = FaultSpec {
        device: "pv".to_owned(),
        kind: FaultKind::Stall,
        at_s: 0.0,
        until_s: None,
        value: None,
        point: None,
    };
    pair.plant.inject(&stall, &mut pair.rows).expect("a fault");
    pair.limit(2_000);
    pair.wait(40);
    assert!(!pair.state.as_ref().expect("a state").online);
    assert_eq!(pair.w(), 1_000.0);
}
