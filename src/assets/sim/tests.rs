//! The plant as a Modbus client meets it.

use super::day::{Day, DeviceKind, DeviceSpec, FaultKind, FaultSpec, Profile, Sign};
use super::log::{Row, Sample};
use super::plant::{Link, METER, Plant, STEP_MS};
use super::registers::Refusal;
use proptest::prelude::*;
use tieline_schemas::sunspec::table::Model;
use tieline_schemas::sunspec::{Decimal, END_MODEL, Image, MARK, Round};

/// A client without a network: it walks the map as any client would.
struct Client {
    plant: Plant,
    rows: Vec<Row>,
}

fn site() -> Day {
    let mut day = Day::demo();
    day.weather.sun_speed = 0.0;
    day.weather.start_hour = 12.0;
    day.weather.cloud_cover = 0.0;
    day.load.noise_w = 0.0;
    day.load.steps.clear();
    day.devices = vec![
        DeviceSpec { es_delay_s: 10, es_ramp_s: 5, ..DeviceSpec::new("pv", DeviceKind::Pv, 5_000.0) },
        DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0),
        DeviceSpec { profile: Profile::Legacy, ..DeviceSpec::new("old", DeviceKind::Pv, 4_000.0) },
        DeviceSpec { profile: Profile::Legacy, ..DeviceSpec::new("old-battery", DeviceKind::Battery, 4_000.0) },
    ];
    day
}

fn fault(device: &str, kind: FaultKind, value: Option<f64>) -> FaultSpec {
    FaultSpec { device: device.to_owned(), kind, at_s: 0.0, until_s: None, value, point: None }
}

impl Client {
    fn new(day: &Day) -> Self {
        Self { plant: Plant::new(day, 1).expect("a plant"), rows: Vec::new() }
    }

    fn wait(&mut self, seconds: f64) {
        let until = (self.plant.t() * 1_000.0 + seconds * 1_000.0).round() as u64;
        self.plant.advance_to(until, &mut self.rows).expect("moves on");
    }

    fn registers(&mut self, device: &str, address: u16, count: u16) -> Vec<u16> {
        let starts = (0..count).step_by(100);
        starts
            .flat_map(|at| self.plant.read(device, address + at, (count - at).min(100)).expect("reads"))
            .collect::<Vec<_>>()
    }

    /// Every model with its address, found by walking the chain.
    fn models(&mut self, device: &str) -> Vec<(u16, Image)> {
        assert_eq!(self.registers(device, 40_000, 2), MARK);
        let (mut at, mut found) = (40_002, Vec::new());
        loop {
            let head = self.registers(device, at, 2);
            if head[0] == END_MODEL {
                return found;
            }
            let registers = self.registers(device, at, head[1] + 2);
            let model = Model::find(head[0]).expect("a model of the table");
            found.push((at, Image::new(model, registers).expect("as laid out")));
            at += head[1] + 2;
        }
    }

    fn model(&mut self, device: &str, id: u16) -> (u16, Image) {
        let models = self.models(device);
        models.into_iter().find(|(_, image)| image.layout().model().id == id).expect("the model")
    }

    fn value(&mut self, device: &str, id: u16, path: &str) -> f64 {
        let value = self.model(device, id).1.decimal(path).expect("a point").expect("available");
        value.raw as f64 * 10_f64.powi(value.sf.into())
    }

    fn write(&mut self, device: &str, id: u16, path: &str, value: f64) -> Result<(), Refusal> {
        let (at, image) = self.model(device, id);
        let exact = Decimal::milli((value * 1_000.0).round() as i64);
        let registers = image.encode(path, exact, Round::Nearest).expect("fits");
        let address = at + image.layout().place(path).expect("a point").offset;
        self.plant.write(device, address, &registers, &mut self.rows)
    }

    fn write_all(&mut self, device: &str, id: u16, values: &[(&str, f64)]) {
        for (path, value) in values {
            self.write(device, id, path, *value).expect(path);
        }
    }

    fn w(&self, device: &str) -> f64 {
        self.plant.device(device).expect("a device").inverter().w
    }

    fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.rows.iter().filter_map(|row| if let Row::Sample(sample) = row { Some(sample) } else { None })
    }
}

#[test]
fn every_model_of_either_profile_walks_and_shows_the_physics() {
    let mut client = Client::new(&site());
    client.wait(2.0);
    let ids = |models: Vec<(u16, Image)>| models.iter().map(|(_, image)| image.layout().model().id).collect::<Vec<_>>();
    let seven = [1, 701, 702, 703, 704, 705, 706, 707, 708, 709, 710, 711, 712, 713, 714, 715];
    assert_eq!(ids(client.models("battery")), seven);
    assert_eq!(ids(client.models("old")), [1, 103, 120, 121, 122, 123, 160]);
    assert_eq!(ids(client.models("old-battery")), [1, 103, 120, 121, 122, 123, 124, 802]);
    assert_eq!(ids(client.models(METER)), [1, 203]);
    assert_eq!(client.value("pv", 701, "W"), 5_000.0);
    assert_eq!(client.value("old", 103, "W"), 4_000.0);
    assert_eq!(client.value("battery", 713, "SoC"), 50.0);
}

#[test]
fn the_meter_counts_as_its_sign_says() {
    let mut day = site();
    for (sign, w) in [(Sign::ImportPositive, -8_100.0), (Sign::ExportPositive, 8_100.0)] {
        day.site.meter_sign = sign;
        let mut client = Client::new(&day);
        client.wait(60.0);
        assert_eq!(client.value(METER, 203, "W"), w);
        assert!((client.value(METER, 203, "TotWhExp") - 100_135.0).abs() < 0.5);
        client.plant.inject(&fault(METER, FaultKind::SignFlip, None), &mut Vec::new()).expect("a fault");
        assert_eq!(client.value(METER, 203, "W"), -w);
    }
}

#[test]
fn r2_a_reversion_takes_over_when_its_timer_ends_and_not_before() {
    let mut client = Client::new(&site());
    let values = [("WMaxLimPct", 50.0), ("WMaxLimPctRvrt", 20.0), ("WMaxLimPctEnaRvrt", 1.0)];
    client.write_all("pv", 704, &values);
    client.write_all("pv", 704, &[("WMaxLimPctRvrtTms", 30.0), ("WMaxLimPctEna", 1.0)]);
    client.wait(20.0);
    assert_eq!((client.w("pv"), client.value("pv", 704, "WMaxLimPctRvrtRem")), (2_500.0, 10.0));
    client.write_all("pv", 704, &[("WMaxLimPctEna", 1.0)]);
    client.wait(29.9);
    assert_eq!((client.w("pv"), client.value("pv", 704, "WMaxLimPct")), (2_500.0, 50.0));
    client.wait(0.1);
    assert_eq!((client.value("pv", 704, "WMaxLimPct"), client.value("pv", 704, "WMaxLimPctRvrtRem")), (20.0, 0.0));
    client.wait(3.0);
    assert_eq!(client.w("pv"), 1_000.0);
}

#[test]
fn r2_a_battery_reverts_to_its_own_value_and_a_legacy_device_to_none() {
    let mut client = Client::new(&site());
    client.write_all("battery", 704, &[("WSet", -3_000.0), ("WSetRvrt", 0.0), ("WSetEnaRvrt", 1.0)]);
    client.write_all("battery", 704, &[("WSetRvrtTms", 10.0), ("WSetEna", 1.0)]);
    client.write_all("old", 123, &[("WMaxLimPct", 25.0), ("WMaxLimPct_RvrtTms", 10.0), ("WMaxLim_Ena", 1.0)]);
    client.wait(8.0);
    assert_eq!((client.w("battery"), client.w("old")), (-3_000.0, 1_000.0));
    client.wait(5.0);
    assert_eq!((client.w("battery"), client.w("old")), (0.0, 4_000.0));
    assert_eq!(client.value("old", 123, "WMaxLim_Ena"), 0.0);
}

#[test]
fn a_timer_that_is_dropped_never_reverts() {
    let mut client = Client::new(&site());
    client.plant.inject(&fault("pv", FaultKind::DropReversion, None), &mut Vec::new()).expect("a fault");
    client.write_all("pv", 704, &[("WMaxLimPct", 50.0), ("WMaxLimPctRvrtTms", 5.0), ("WMaxLimPctEna", 1.0)]);
    client.wait(60.0);
    assert_eq!(client.w("pv"), 2_500.0);
}

#[test]
fn service_waits_shows_its_wait_and_ramps() {
    let mut client = Client::new(&site());
    client.write("pv", 703, "ES", 0.0).expect("writes");
    client.wait(1.0);
    assert_eq!((client.w("pv"), client.value("pv", 701, "St")), (0.0, 0.0));
    client.write("pv", 703, "ES", 1.0).expect("writes");
    client.wait(4.0);
    assert_eq!((client.w("pv"), client.value("pv", 703, "ESDlyRemTms")), (0.0, 7.0));
    client.wait(6.0);
    assert!(client.w("pv") < 500.0);
    client.wait(8.0);
    assert_eq!(client.w("pv"), 5_000.0);
}

#[test]
fn a_curve_is_adopted_after_its_time_and_a_senseless_one_refused() {
    let mut client = Client::new(&site());
    let points = [("Crv[2].Pt[1].V", 95.0), ("Crv[2].Pt[1].Var", 40.0), ("Crv[2].Pt[2].V", 105.0)];
    client.write_all("pv", 705, &points);
    client.write_all("pv", 705, &[("Crv[2].Pt[2].Var", -40.0), ("Crv[2].ActPt", 2.0), ("AdptCrvReq", 2.0)]);
    assert_eq!(client.value("pv", 705, "AdptCrvRslt"), 0.0);
    client.wait(1.2);
    assert_eq!((client.value("pv", 705, "AdptCrvRslt"), client.value("pv", 705, "Crv[1].ActPt")), (1.0, 2.0));
    client.write("pv", 705, "Ena", 1.0).expect("writes");
    client.wait(3.0);
    assert!(client.value("pv", 701, "Var") < -100.0, "export raises the voltage, so vars are absorbed");
    client.write_all("pv", 705, &[("Crv[3].ActPt", 2.0), ("AdptCrvReq", 3.0)]);
    client.wait(1.2);
    assert_eq!(client.value("pv", 705, "AdptCrvRslt"), 2.0, "its points are not there");
    assert_eq!(client.value("pv", 705, "Crv[1].ActPt"), 2.0, "what was in force stays");
}

#[test]
fn writes_that_a_strict_device_refuses() {
    let mut client = Client::new(&site());
    let (at, image) = client.model("pv", 704);
    let offset = |path: &str| at + image.layout().place(path).expect("a point").offset;
    let (rem, set, factor) = (offset("WMaxLimPctRvrtRem"), offset("WSet"), offset("PFWInj.PF"));
    let mut write = |address, values: &[u16]| client.plant.write("pv", address, values, &mut client.rows);
    assert_eq!(write(rem, &[0, 1]), Err(Refusal::Address), "read-only");
    assert_eq!(write(set, &[0]), Err(Refusal::Value), "half a point");
    assert_eq!(write(factor, &[900]), Err(Refusal::Value), "half a synchronized group");
    assert_eq!(write(factor, &[900, 1]), Ok(()));
    assert_eq!(write(offset("WMaxLimPct"), &[1_001]), Err(Refusal::Value), "above 100 %");
    assert_eq!(write(offset("WSetMod"), &[9]), Err(Refusal::Value), "not in the enumeration");
    assert_eq!(write(50, &[1]), Err(Refusal::Address), "nothing there");
    assert_eq!(write(at, &[0; 124]), Err(Refusal::Value), "too many");
    assert_eq!(client.plant.read("pv", 40_000, 126), Err(Refusal::Value));
    assert_eq!(client.plant.read("pv", 60_000, 1), Err(Refusal::Address));
    assert_eq!(client.plant.write(METER, 40_070, &[1], &mut client.rows), Err(Refusal::Address));
    let refused = client.rows.iter().filter(|row| matches!(row, Row::Write(write) if write.refused.is_some()));
    assert_eq!(refused.count(), 8, "each refusal is in the log");
}

#[test]
fn a_liar_shows_what_it_was_told_and_does_as_before() {
    let mut client = Client::new(&site());
    client.plant.inject(&fault("pv", FaultKind::Lie, None), &mut Vec::new()).expect("a fault");
    client.write_all("pv", 704, &[("WMaxLimPct", 10.0), ("WMaxLimPctEna", 1.0)]);
    client.wait(5.0);
    assert_eq!((client.value("pv", 704, "WMaxLimPct"), client.w("pv")), (10.0, 5_000.0));
    client.plant.clear("pv", FaultKind::Lie, None, &mut Vec::new()).expect("known");
    client.wait(5.0);
    assert_eq!(client.w("pv"), 500.0);
}

#[test]
fn faults_of_links_and_measurements_begin_and_end() {
    let mut day = site();
    day.faults = vec![
        FaultSpec { until_s: Some(4.0), ..fault("pv", FaultKind::Stall, None) },
        FaultSpec { at_s: 5.0, ..fault("pv", FaultKind::Slow, Some(250.0)) },
        FaultSpec { at_s: 5.0, ..fault("battery", FaultKind::Refuse, None) },
        FaultSpec { at_s: 5.0, ..fault(METER, FaultKind::Freeze, None) },
        FaultSpec { at_s: 5.0, ..fault("old", FaultKind::NotAvailable, None) },
        FaultSpec { at_s: 5.0, ..fault("pv", FaultKind::Alarm, Some(7.0)) },
        FaultSpec { at_s: 5.0, until_s: Some(20.0), ..fault("pv", FaultKind::Local, None) },
    ];
    let mut client = Client::new(&day);
    client.wait(1.0);
    assert_eq!(client.plant.link("pv"), Link::Stalls);
    client.wait(3.0);
    assert_eq!(client.plant.link("pv"), Link::Answers(0));
    client.wait(2.0);
    assert_eq!((client.plant.link("pv"), client.plant.link("battery")), (Link::Answers(250), Link::Refuses));
    assert_eq!((client.value("pv", 701, "Alrm"), client.value("pv", 715, "LocRemCtl")), (128.0, 1.0));
    assert_eq!(client.model("old", 103).1.raw("W"), Ok(None));
    client.write_all("pv", 704, &[("WMaxLimPct", 0.0), ("WMaxLimPctEna", 1.0)]);
    client.wait(5.0);
    assert_eq!(client.w("pv"), 5_000.0, "local control does not listen");
    client.wait(12.0);
    assert_eq!(client.w("pv"), 0.0, "the order stands when local control ends");
    assert_eq!(client.value(METER, 203, "W"), -8_100.0, "frozen");
}

#[test]
fn a_meter_may_jump_and_a_device_may_swap_its_bytes() {
    let mut client = Client::new(&site());
    client.plant.inject(&fault(METER, FaultKind::Jump, Some(2.0)), &mut Vec::new()).expect("a fault");
    client.wait(1.0);
    assert_eq!(client.value(METER, 203, "W"), -16_200.0);
    assert_eq!(client.plant.site_w(), 8_100.0);
    client.plant.inject(&fault("pv", FaultKind::ByteSwap, None), &mut Vec::new()).expect("a fault");
    assert_eq!(client.plant.read("pv", 40_000, 2), Ok(vec![0x7553, 0x536E]));
}

#[test]
fn a_restart_clears_the_controls_and_comes_back_through_its_wait() {
    let mut client = Client::new(&site());
    client.write_all("pv", 704, &[("WMaxLimPct", 10.0), ("WMaxLimPctEna", 1.0)]);
    client.wait(3.0);
    client.plant.inject(&fault("pv", FaultKind::Restart, Some(3.0)), &mut Vec::new()).expect("a fault");
    client.wait(1.0);
    assert_eq!((client.w("pv"), client.plant.link("pv")), (0.0, Link::Refuses));
    client.wait(10.0);
    assert_eq!((client.w("pv"), client.value("pv", 704, "WMaxLimPctEna")), (0.0, 0.0));
    client.wait(15.0);
    assert_eq!(client.w("pv"), 5_000.0, "nothing limits it any more");
}

#[test]
fn a_changed_scale_factor_keeps_what_a_setting_means() {
    let mut client = Client::new(&site());
    client.write_all("pv", 704, &[("WMaxLimPct", 40.0), ("WMaxLimPctEna", 1.0)]);
    let point = Some("704.WMaxLimPct_SF".to_owned());
    let fault = FaultSpec { point, ..fault("pv", FaultKind::ScaleFactor, Some(0.0)) };
    client.plant.inject(&fault, &mut Vec::new()).expect("a fault");
    client.wait(3.0);
    assert_eq!(client.model("pv", 704).1.raw("WMaxLimPct"), Ok(Some(40)));
    assert_eq!(client.w("pv"), 2_000.0);
}

#[test]
fn legacy_storage_is_forced_by_a_window() {
    let mut client = Client::new(&site());
    client.write_all("old-battery", 124, &[("OutWRte", 50.0), ("InWRte", -50.0), ("StorCtl_Mod", 3.0)]);
    client.wait(3.0);
    assert_eq!(client.w("old-battery"), 2_000.0);
    client.write_all("old-battery", 124, &[("OutWRte", -25.0), ("InWRte", 25.0)]);
    client.wait(6.0);
    assert_eq!(client.w("old-battery"), -1_000.0);
}

#[test]
fn the_same_seed_is_the_same_log_and_power_adds_up() {
    let day = Day::random(3);
    let play = |seed| {
        let (mut plant, mut rows) = (Plant::new(&day, seed).expect("a plant"), Vec::new());
        plant.advance_to(60_000, &mut rows).expect("moves on");
        Client { plant, rows }
    };
    let (one, again, other) = (play(1), play(1), play(2));
    assert_eq!(one.rows, again.rows);
    assert_ne!(one.rows, other.rows);
    let mut export_wh = 0.0;
    for sample in one.samples() {
        let sum: f64 = sample.devices.values().map(|device| device.w).sum::<f64>() - sample.load_w;
        assert!((sum - sample.site_w).abs() < 1.0, "{sample:?}");
        export_wh += sample.site_w.max(0.0) * STEP_MS as f64 / 3_600_000.0;
    }
    let counted = one.samples().last().expect("samples").export_wh;
    assert!((export_wh - counted).abs() < 0.1, "{export_wh} {counted}");
}

#[test]
fn a_row_of_the_log_reads_back() {
    let mut client = Client::new(&site());
    client.write_all("pv", 704, &[("WMaxLimPct", 10.0), ("WMaxLimPctRvrtTms", 5.0), ("WMaxLimPctEna", 1.0)]);
    client.wait(7.0);
    for row in &client.rows {
        let line = serde_json::to_string(row).expect("writes");
        assert_eq!(serde_json::from_str::<Row>(&line).expect("reads"), *row, "{line}");
    }
    let reverted = client.rows.iter().any(|row| matches!(row, Row::Event(event) if event.what == "revert"));
    assert!(reverted);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_limit_in_the_registers_holds_at_the_terminals(pct in 0_u16..=1_000, wait in 3_u32..20) {
        let mut client = Client::new(&site());
        client.write_all("pv", 704, &[("WMaxLimPct", f64::from(pct) / 10.0), ("WMaxLimPctEna", 1.0)]);
        client.wait(wait.into());
        prop_assert!(client.w("pv") <= f64::from(pct) * 5.0 + 1.0);
    }

    #[test]
    fn no_write_breaks_the_plant(address in 39_990_u16..41_400, values in prop::collection::vec(any::<u16>(), 1..130)) {
        let mut client = Client::new(&site());
        for device in ["pv", "battery", "old", "old-battery", METER] {
            let _ = client.plant.write(device, address, &values, &mut client.rows);
        }
        client.wait(5.0);
        prop_assert!(client.samples().all(|sample| sample.site_w.abs() < 30_000.0));
    }
}
