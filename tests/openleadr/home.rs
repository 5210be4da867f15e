//! A plant and a gateway under one VTN, each a process of its own.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tieline::assets::sim::day::{Day, DeviceKind};
use tieline::runtime::clock::{host_wall, stopwatch};
use tieline::runtime::process::Process;

use super::vtn::PATIENCE;

/// A row of the plant's log.
#[derive(Debug, Clone, Copy)]
pub struct Plant {
    pub at_s: f64,
    pub site_w: f64,
    pub battery_w: f64,
}

/// The house.
pub struct Home {
    dir: TempDir,
    gateway: Process,
    _plant: Process,
    begun_s: f64,
}

impl Home {
    /// Starts plant and gateway in `dir`; `upstream` is the TOML of the server above, after the keys of the store, if any.
    pub fn start(dir: TempDir, upstream: &str) -> Self {
        let at = |name: &str| dir.path().join(name);
        let tieline = Path::new(env!("CARGO_BIN_EXE_tieline"));
        fs::write(at("day.toml"), day().to_toml().expect("TOML")).expect("written");
        let file = |key: &str, name: &str| format!("--{key}={}", at(name).display());
        let args = [
            "plant".to_owned(),
            file("day", "day.toml"),
            file("port-file", "ready.json"),
            file("plant-log", "plant.jsonl"),
        ];
        let mut plant = Process::start("plant", tieline, &args, &at("plant.log")).expect("started");
        let ports = plant.ready(&at("ready.json"), PATIENCE).expect("ready");
        fs::write(at("site.toml"), site_toml(upstream, &ports["devices"])).expect("written");
        let args = ["run".to_owned(), file("config", "site.toml")];
        let gateway = Process::start("gateway", tieline, &args, &at("gateway.log")).expect("started");
        let begun_s = host_wall().0 as f64 / 1_000.0;
        Self { dir, gateway, _plant: plant, begun_s }
    }

    /// Kills the gateway at once, and starts it on what is durable.
    pub fn crash(&mut self) {
        self.gateway.kill().expect("killed");
        let at = |name: &str| self.dir.path().join(name);
        let args = ["run".to_owned(), format!("--config={}", at("site.toml").display())];
        let tieline = Path::new(env!("CARGO_BIN_EXE_tieline"));
        self.gateway = Process::start("gateway", tieline, &args, &at("gateway.log")).expect("started");
    }

    /// What the gateway said last.
    pub fn last_words(&self) -> String {
        self.gateway.last_words()
    }

    /// Waits until the plant is as it should be.
    pub fn wait_until(&self, what: &str, is: impl Fn(&Plant) -> bool) {
        let deadline = stopwatch() + PATIENCE;
        while !self.plant_rows().last().is_some_and(&is) {
            let last = self.plant_rows().last().copied();
            assert!(stopwatch() < deadline, "never: {what}; {last:?}; gateway: {}", self.gateway.last_words());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// What `tieline opt` says to these arguments.
    pub fn opt(&self, args: &[&str]) -> String {
        let config = format!("--config={}", self.dir.path().join("site.toml").display());
        let run = Command::new(env!("CARGO_BIN_EXE_tieline")).arg("opt").args(args).arg(&config).output();
        let run = run.expect("run");
        String::from_utf8_lossy(if run.status.success() { &run.stdout } else { &run.stderr }).into_owned()
    }

    /// Holds reported averages against the plant's: consumption is positive, samples a second apart are averaged.
    pub fn agrees_with_the_plant(&self, update: &Value) {
        let rows = self.plant_rows();
        let points = update.as_array().expect("points");
        for pair in points.windows(2) {
            let (start, end) = (pair[0][0].as_f64().expect("a time"), pair[1][0].as_f64().expect("a time"));
            let within = rows.iter().filter(|row| {
                let at = self.begun_s + row.at_s;
                (start - 2.0..end + 2.0).contains(&at)
            });
            let (low, high) =
                within.fold((f64::MAX, f64::MIN), |(low, high), row| (low.min(-row.site_w), high.max(-row.site_w)));
            let told = pair[0][1].as_f64().expect("a value");
            assert!(
                (low - 50.0..high + 50.0).contains(&told),
                "{told} W told, between {low} and {high} W in the plant"
            );
        }
    }

    /// Ends the gateway in order, then the plant; the folder stays as long as what is returned.
    pub fn end(mut self) -> TempDir {
        let status = self.gateway.terminate(Duration::from_secs(10)).expect("ended");
        assert!(status.success(), "the gateway ends in order: {status}: {}", self.gateway.last_words());
        self.dir
    }

    fn plant_rows(&self) -> Vec<Plant> {
        let text = fs::read_to_string(self.dir.path().join("plant.jsonl")).unwrap_or_default();
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let rows = whole.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        rows.filter(|row| row["row"] == "sample")
            .filter_map(|row| {
                Some(Plant {
                    at_s: row["t"].as_f64()?,
                    site_w: row["site_w"].as_f64()?,
                    battery_w: row["devices"]["battery"]["w"].as_f64()?,
                })
            })
            .collect()
    }
}

/// The demo's house at night: a battery, a meter and a load.
fn day() -> Day {
    let mut day = Day::demo();
    day.weather.start_hour = 0.0;
    day.devices.retain(|device| device.kind == DeviceKind::Battery);
    for device in &mut day.devices {
        device.id = "battery".to_owned();
    }
    day
}

fn site_toml(upstream: &str, devices: &Value) -> String {
    let asset = |id: &str, kind: &str| {
        format!("[[asset]]\nid = \"{id}\"\nkind = \"{kind}\"\naddress = \"127.0.0.1:{}\"\n", devices[id])
    };
    format!(
        "[site]\nid = \"home\"\nset_max_w = 5000\nset_max_charge_w = 5000\nmeter_proven = true\n\
         [store]\npath = \"state\"\n{upstream}{}{}",
        asset("meter", "site-meter"),
        asset("battery", "battery"),
    )
}
