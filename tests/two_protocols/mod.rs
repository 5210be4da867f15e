//! Suite `two-protocols`: IEEE 2030.5 and OpenADR 2.0b at one site. Tieline's own head-end limits export, openleadr's VTN
//! asks the battery to discharge, one gateway obeys both; powers are measured in the plant.

use crate::house::{Running, day, event, mrid, program};
use crate::openleadr::vtn::{Link, PATIENCE, Vtn};
use serde_json::json;
use std::process::Command;
use std::time::Duration;
use tieline::assets::sim::day::{ControlScript, Day, DeviceKind, DeviceSpec, EventScript};
use tieline::assets::sim::log::Sample;
use tieline::headend::Exchange;
use tieline::runtime::clock::{host_wall, stopwatch};
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{Document, Limits, decode};

/// What the house takes.
const LOAD_W: f64 = 800.0;
/// SIMPLE level 1 of this site: the battery discharges.
const DISCHARGE_W: f64 = 3_000.0;
/// The looser limit: the battery's 3,000 W less the house's 800 W are 2,200 W of export, below it.
const LOOSE_W: i64 = 4_000;
/// The tighter limit: 1,000 W of export and 800 W of the house are 1,800 W of the battery.
const TIGHT_W: i64 = 1_000;
/// Seconds after the house's start at which the tighter limit begins, and its length.
const TIGHT_S: (i64, u32) = (60, 30);
/// Share of the battery's rating that it may stay below an expectation: deadband of writes, and the loop's margin.
const BELOW_W: f64 = 150.0;

fn house_day(loose: EventScript, tight: EventScript) -> Day {
    let battery = DeviceSpec { soc_pct: 80.0, ..DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0) };
    let mut day = day("two protocols", 600, LOAD_W, vec![battery]);
    day.weather.start_hour = 0.0;
    day.utility.programs = vec![program(5, None), program(1, None)];
    day.utility.programs[0].description = "Distribution area".to_owned();
    day.utility.programs[1].description = "Feeder".to_owned();
    day.utility.events = vec![loose, tight];
    day
}

fn export(w: i64) -> ControlScript {
    ControlScript { opModExpLimW: Some(w), ..ControlScript::default() }
}

/// A house under both servers.
struct Site {
    running: Running,
    vtn: Vtn,
    _dir: tempfile::TempDir,
}

impl Site {
    fn start() -> Self {
        // The looser limit holds all the time; the tighter one, of a better program, for a while in between.
        let loose = event(0x21, 5, 0, 600, export(LOOSE_W));
        let tight = event(0x22, 1, TIGHT_S.0, TIGHT_S.1, export(TIGHT_W));
        let dir = tempfile::tempdir().expect("a folder");
        let vtn = Vtn::start(dir.path(), Link::Tls);
        let upstream = vtn.upstream("[[upstream.level]]\nlevel = 1\nstorage_w = 3000\n");
        let running = Running::start(house_day(loose, tight), 1, |plan| {
            // OpenADR's times are those of the host.
            plan.epoch_s = host_wall().to_seconds().0;
            plan.meter_proven = true;
            plan.more_upstreams = upstream;
        });
        Self { running, vtn, _dir: dir }
    }

    fn wait_for(&mut self, what: &str, is: impl Fn(&serde_json::Value) -> bool) {
        let log = self.running.house.dir().join("gateway/log");
        self.vtn.wait_for(what, is, || std::fs::read_to_string(&log).unwrap_or_default());
    }

    fn sample(&self) -> Sample {
        serde_json::from_value(self.running.control(&"sample".into())).expect("a sample")
    }

    /// Waits until battery and connection point are as they should be: a little below is allowed, above is not.
    fn wait_until(&mut self, what: &str, battery_w: f64, site_w: f64) {
        let deadline = stopwatch() + PATIENCE;
        let close = |is: f64, wanted: f64| (wanted - BELOW_W..wanted + 50.0).contains(&is);
        loop {
            let sample = self.sample();
            if close(sample.devices["battery"].w, battery_w) && close(sample.site_w, site_w) {
                return;
            }
            assert_eq!(self.running.house.casualty().expect("looks"), None);
            assert!(stopwatch() < deadline, "never: {what}; {sample:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn explain(&self) -> String {
        let config = format!("--config={}", self.running.house.dir().join("gateway/site.toml").display());
        let run = Command::new(env!("CARGO_BIN_EXE_tieline")).args(["explain", "--asset", "battery", &config]).output();
        let run = run.expect("run");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&run.stdout).into_owned()
    }
}

/// Codes of the responses that the 2030.5 server took for `event`.
fn responses(wire: &str, event: Mrid) -> Vec<u8> {
    let exchanges = wire.lines().filter_map(|line| serde_json::from_str::<Exchange>(line).ok());
    let taken = exchanges.filter(|exchange| exchange.method == "POST" && (200..300).contains(&exchange.status));
    let read = taken.filter_map(|exchange| match decode(exchange.request.as_bytes(), &Limits::default()) {
        Ok(Document::DERControlResponse(response)) if response.subject.0 == event.0 => response.status,
        _ => None,
    });
    read.collect()
}

/// [CSIP-AUS opModExpLimW; OADR2b EiEvent] Envelopes of one server and setpoints of another meet in the engine.
#[test]
fn an_export_limit_of_one_protocol_and_a_discharge_of_the_other_meet_and_the_tighter_holds() {
    let mut site = Site::start();
    site.wait_for("metadata of the site's power", |seen| seen["offered"] == "RealPower");
    site.vtn.tell(&json!({"event": "evening-peak", "in_s": 2, "steps": [[600, 1]]}));
    site.wait_for("optIn", |seen| seen["opted"] == "evening-peak" && seen["opt"] == "optIn");
    // Under the looser limit what OpenADR asks for is given whole.
    site.wait_until("the battery gives what level 1 means", DISCHARGE_W, DISCHARGE_W - LOAD_W);
    site.wait_until("the tighter limit holds at the meter", TIGHT_W as f64 + LOAD_W, TIGHT_W as f64);
    let explained = site.explain();
    // After the tighter event the setpoint is whole again.
    site.wait_until("the battery gives it again", DISCHARGE_W, DISCHARGE_W - LOAD_W);
    site.vtn.tell(&json!({"cancel": "evening-peak"}));
    site.wait_until("the battery rests", 0.0, -LOAD_W);
    let Site { running, vtn, _dir } = site;
    let ended = running.end();
    let wire = std::fs::read_to_string(&ended.wire).expect("a wire log");
    assert_eq!(responses(&wire, mrid(0x22)), [1, 2, 3], "received, started, completed");
    let valid = vtn.end();
    let line = |starts: &str, holds: &str| {
        let found = explained.lines().any(|line| line.trim_start().starts_with(starts) && line.contains(holds));
        assert!(found, "no {starts} with {holds:?} in\n{explained}");
    };
    line("event", "of program \"Feeder\"");
    line("event", &format!("ExpLimW {TIGHT_W} W"));
    line("event", "\"evening-peak\"");
    line("event", "of program \"OpenADR 2.0b, no priority\"");
    line("event", "StorageTargetW 3000 W");
    line("rule       r3", "3000 W were asked of storage");
    println!("figure: {DISCHARGE_W} W asked, 1800 W given under {TIGHT_W} W of export; {valid} messages valid");
}
