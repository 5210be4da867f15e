//! Programs, controls, and what devices answer.

use super::{CONTROL, LFDI, NOW_S, OTHER, PROGRAM, World};
use crate::headend::{ServedEdition, Settings};
use serde_json::{Value, json};
use tieline_core::model::Method::{Delete, Get, Post, Put};
use tieline_core::model::{HeaderName, Lfdi, Mode2023};
use tieline_schemas::sep2 as wire;

fn controls(below: &str) -> String {
    format!("/v1/programs/{PROGRAM}/controls{below}")
}

fn body() -> Value {
    json!({ "mrid": CONTROL, "start_in_s": 60, "duration_s": 3_600, "control": { "opModExpLimW": 1_500 } })
}

#[test]
fn a_program_is_made_and_changed() {
    let mut world = World::new();
    let places = [("/primacy", json!(2)), ("/number", json!(1)), ("/description", json!("feeder limit"))];
    world.get(&format!("/v1/programs/{PROGRAM}"), &places);
    world.refuse((Post, "/v1/programs", json!({ "mrid": PROGRAM, "primacy": 1 })), 409, "PUT");
    world.expect((Put, &format!("/v1/programs/{PROGRAM}"), json!({ "primacy": 1 })), 200, &[("/primacy", json!(1))]);
    let made = world.expect((Post, "/v1/programs", json!({ "primacy": 3 })), 201, &[("/number", json!(2))]);
    world.get(&format!("/v1/programs/{}", made["mrid"].as_str().unwrap()), &[("/primacy", json!(3))]);
    world.refuse((Post, "/v1/programs", json!({ "primacy": 256 })), 422, "primacy");
    world.refuse((Post, "/v1/programs", json!({ "primacy": 1, "description": "x".repeat(33) })), 422, "32 bytes");
    world.refuse((Get, &format!("/v1/programs/{CONTROL}"), Value::Null), 404, "GET /v1/programs");
    world.refuse((Get, "/v1/programs/1", Value::Null), 400, "mRID");
}

#[test]
fn a_control_is_made_served_and_cancelled() {
    let mut world = World::new();
    let (response, made) = world.send(Post, &controls(""), body().to_string().as_bytes());
    let own = controls(&format!("/{CONTROL}"));
    assert_eq!((response.status, response.header(HeaderName::Location)), (201, Some(own.as_str())));
    assert_eq!((&made["status"], &made["start"]), (&json!("scheduled"), &json!("2026-11-24T10:01:00Z")));
    assert_eq!(made["control"], json!({ "opModExpLimW": 1_500 }));
    world.refuse((Post, &controls(""), body()), 409, "replaced");
    world.now_s += 61;
    world.get(&own, &[("/status", json!("active")), ("/status_since", json!("2026-11-24T10:01:00Z"))]);
    let served = world.device(LFDI, Get, "/derp/1/actderc", Vec::new());
    assert!(String::from_utf8(served.body).unwrap().contains(CONTROL));
    let randomized = format!("{own}?randomized=true");
    world.expect((Delete, &randomized, Value::Null), 200, &[("/status", json!("cancelled-randomized"))]);
    world.expect((Delete, &own, Value::Null), 200, &[("/status", json!("cancelled-randomized"))]);
    assert_eq!(world.changes, 0, "again is harmless");
    world.get(&controls(""), &[("/items/0/mrid", json!(CONTROL))]);
    world.now_s += 3_600;
    world.get(&controls(""), &[("/items", json!([]))]);
    world.get(&controls("?status=over"), &[("/items/0/status", json!("over"))]);
    world.refuse((Get, &controls("?status=gone"), Value::Null), 400, "scheduled, active");
    world.refuse((Delete, &format!("{own}?randomized=yes"), Value::Null), 400, "true or false");
}

#[test]
fn a_control_that_is_over_is_neither_cancelled_nor_replaced() {
    let mut world = World::new();
    world.expect((Post, &controls(""), body()), 201, &[]);
    world.now_s += 10_000;
    let own = controls(&format!("/{CONTROL}"));
    world.refuse((Delete, &own, Value::Null), 409, "over");
    let again = json!({ "start_in_s": 0, "duration_s": 60, "control": { "opModExpLimW": 1 } });
    world.refuse((Post, &format!("{own}/replace"), again), 409, "over");
}

#[test]
fn a_replacement_supersedes_at_its_start_and_has_the_same_modes() {
    let mut world = World::new();
    world.expect((Post, &controls(""), body()), 201, &[]);
    world.now_s += 100;
    let replace = controls(&format!("/{CONTROL}/replace"));
    let other = json!({ "start_in_s": 0, "duration_s": 60, "control": { "opModMaxLimW": 5_000 } });
    world.refuse((Post, &replace, other), 422, "modes");
    let new = json!({ "start_in_s": 0, "duration_s": 60, "control": { "opModExpLimW": 700 } });
    world.expect((Post, &replace, new), 201, &[("/status", json!("active"))]);
    world.get(&controls(&format!("/{CONTROL}")), &[("/status", json!("superseded"))]);
}

#[test]
fn what_a_control_lacks_is_named() {
    let mut world = World::new();
    let with = |key: &str, value: Value| {
        let mut body = body();
        body[key] = value;
        body
    };
    for (body, says) in [
        (with("start", json!("2026-11-24T10:00:00Z")), "one of the two"),
        (with("start_in_s", json!(-1)), "start_in_s"),
        (with("start_in_s", Value::Null), "one of the two"),
        (with("duration_s", json!(-1)), "duration_s: "),
        (with("randomize_start_s", json!(3_601)), "randomizeStart"),
        (with("control", json!({})), "asks for nothing"),
        (with("control", json!({ "opModExpLimW": -1 })), "not negative"),
        (with("control", json!({ "opModFly": 1 })), "opModFly"),
        (with("control", json!({ "opModMaxLimWInject": 1_500 })), "edition of 2023"),
        (with("control", json!({ "curves": [CONTROL] })), "no curve"),
    ] {
        world.refuse((Post, &controls(""), body), 422, says);
    }
    assert_eq!(world.get(&controls(""), &[])["items"], json!([]));
}

#[test]
fn a_curve_is_made_once_and_named_by_controls() {
    let mut world = World::new();
    let curves = format!("/v1/programs/{PROGRAM}/curves");
    let curve = json!({ "curveType": 11, "yRefType": 3, "points": [[9_200, 4_400], [9_800, 0], [10_200, 0], [10_800, -4_400]] });
    let made = world.expect((Post, &curves, curve.clone()), 201, &[("/points", curve["points"].clone())]);
    world.expect((Post, &curves, curve.clone()), 201, &[("/mrid", made["mrid"].clone())]);
    let mut control = body();
    control["control"] = json!({ "curves": [made["mrid"]] });
    world.expect((Post, &controls(""), control.clone()), 201, &[("/control", control["control"].clone())]);
    world.get(&curves, &[("/items/0", made)]);
    let mut bad = curve;
    bad["points"] = json!([]);
    world.refuse((Post, &curves, bad.clone()), 422, "1 to 10 points");
    bad["curveType"] = json!(15);
    world.refuse((Post, &curves, bad), 422, "curveType");
}

#[test]
fn every_mode_reads_back_as_it_was_sent() {
    let mut world = World::new();
    let control = json!({
        "opModConnect": true, "opModEnergize": false, "opModMaxLimW": 3_000, "opModFixedW": -4_000, "opModTargetW": -1_000,
        "opModTargetVar": 200, "opModExpLimW": 1_500, "opModImpLimW": 1_600, "opModGenLimW": 1_700, "opModLoadLimW": 1_800,
        "opModStorageTargetW": -500, "rampTms": 500, "opModFixedVar": { "refType": 2, "value": -300 },
        "opModFixedPFInjectW": { "displacement": 9_500, "excitation": true },
        "opModFixedPFAbsorbW": { "displacement": 9_800, "excitation": false },
        "opModFreqDroop": { "dBOF": 36, "dBUF": 36, "kOF": 50, "kUF": 50, "openLoopTms": 500 },
    });
    let mut sent = body();
    sent["control"] = control.clone();
    world.expect((Post, &controls(""), sent), 201, &[("/control", control)]);
}

/// [X23 DERControlBase]
#[test]
fn every_mode_of_2023_reads_back_as_it_was_sent_to_a_server_of_2023() {
    let mut world = World::of(Settings { edition: ServedEdition::Y2023, ..Settings::default() });
    let control = json!({
        "opModDeltaVar": { "value": -300, "bidirectional": 1 }, "opModDeltaW": { "value": 70_000, "bidirectional": 0 },
        "opModFixedV": -200, "opModGridConnectPermit": true, "opModIslandPermit": false, "opModMaxLimPctVAAbsorb": 9_000,
        "opModMaxLimPctVAInject": 9_100, "opModMaxLimPctVarAbsorb": { "refType": 2, "value": 4_400 },
        "opModMaxLimPctVarInject": { "refType": 1, "value": 4_300 }, "opModMaxLimPctWAbsorb": 5_000,
        "opModMaxLimVarAbsorb": 100, "opModMaxLimVarInject": 110, "opModMaxLimWAbsorb": 120, "opModMaxLimWInject": 70_001,
        "opModTargetV": 230_500,
    });
    assert_eq!(control.as_object().map(serde_json::Map::len), Some(Mode2023::ALL.len()));
    let mut sent = body();
    sent["control"] = control.clone();
    world.expect((Post, &controls(""), sent), 201, &[("/control", control)]);
    let mut volts = body();
    (volts["mrid"], volts["control"]) = (Value::Null, json!({ "opModTargetV": 230 }));
    world.refuse((Post, &controls(""), volts), 422, "millivolts");
}

#[test]
fn a_default_is_set_kept_and_removed() {
    let mut world = World::new();
    let target = format!("/v1/programs/{PROGRAM}/default-control");
    world.refuse((Get, &target, Value::Null), 404, "no default");
    let default = json!({ "setGradW": 27, "setESDelay": 30_000, "control": { "opModExpLimW": 5_000 } });
    let made = world.expect(
        (Put, &target, default.clone()),
        200,
        &[("/setGradW", json!(27)), ("/control", default["control"].clone())],
    );
    let changed = json!({ "control": { "opModExpLimW": 4_000 } });
    world.expect(
        (Put, &target, changed),
        200,
        &[("/mrid", made["mrid"].clone()), ("/control/opModExpLimW", json!(4_000))],
    );
    let served = world.device(LFDI, Get, "/derp/1/dderc", Vec::new());
    assert_eq!(served.status, 200);
    world.expect((Put, &target, made.clone()), 200, &[("", made)]);
    world.expect((Delete, &target, Value::Null), 204, &[]);
    world.refuse((Get, &target, Value::Null), 404, "no default");
}

#[test]
fn responses_are_counted_by_code_once_a_device() {
    let mut world = World::new();
    world.expect((Post, "/v1/devices", json!({ "lfdi": OTHER })), 201, &[]);
    world.expect((Post, &controls(""), body()), 201, &[("/responses", json!({}))]);
    for (lfdi, code) in [(LFDI, 1), (LFDI, 2), (LFDI, 1), (OTHER, 1)] {
        assert!((200..300).contains(&world.responds(lfdi, CONTROL, code)));
    }
    let own = controls(&format!("/{CONTROL}"));
    world.get(&own, &[("/responses", json!({ "1": 2, "2": 1 }))]);
    let places = [("/items/0/lfdi", json!(LFDI)), ("/items/0/answers/1/code", json!(2)), ("/next", json!(1))];
    world.get(&format!("{own}/responses?limit=1"), &places);
    world.get(
        &format!("{own}/responses?after=1"),
        &[("/items/0/lfdi", json!(OTHER)), ("/items/0/answers/0/code", json!(1))],
    );
    let places = [("/items/0/control", json!(CONTROL)), ("/items/0/taken", json!("2026-11-24T10:00:00Z"))];
    world.get(&format!("/v1/devices/{LFDI}/responses"), &places);
}

#[test]
fn mirrors_readings_and_log_events_are_shown() {
    let mut world = World::new();
    let lfdi: Lfdi = LFDI.parse().unwrap();
    let reading = |start: i64| wire::Reading {
        time_period: Some(wire::DateTimeInterval { start, duration: 300 }),
        value: wire::Int48::new(1_500),
        ..Default::default()
    };
    let set =
        wire::MirrorReadingSet { reading: (0..3).map(|i| reading(NOW_S + i * 300)).collect(), ..Default::default() };
    let meter = wire::MirrorMeterReading {
        mrid: wire::HexBinary128([5; 16]),
        description: Some("power".to_owned()),
        reading_type: Some(wire::ReadingType { uom: Some(38), ..Default::default() }),
        mirror_reading_set: vec![set],
        ..Default::default()
    };
    let mirror = wire::MirrorUsagePoint {
        mrid: wire::HexBinary128([4; 16]),
        device_lfdi: wire::HexBinary160(lfdi.0),
        mirror_meter_reading: vec![meter],
        ..Default::default()
    };
    assert_eq!(world.device(LFDI, Post, "/mup", wire::encode(&mirror)).status, 201);
    let event = wire::LogEvent {
        created_date_time: NOW_S,
        log_event_code: 7,
        details: Some("hot".to_owned()),
        ..Default::default()
    };
    assert_eq!(world.device(LFDI, Post, "/edev/1/lel", wire::encode(&event)).status, 201);
    let device = format!("/v1/devices/{LFDI}");
    world.get(&format!("{device}/mirrors"), &[("/items/0/number", json!(1)), ("/items/0/meters/0/uom", json!(38))]);
    let readings = format!("{device}/mirrors/1/readings");
    let places = [("/items/1/value", json!(1_500)), ("/next", json!("2026-11-24T10:10:00Z"))];
    world.get(&format!("{readings}?limit=2"), &places);
    let page = world.get(&format!("{readings}?from=2026-11-24T10:10:00Z"), &[]);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    world.refuse((Get, &format!("{device}/mirrors/2/readings"), Value::Null), 404, "mirror 2");
    world.get(&format!("{device}/log-events"), &[("/items/0/code", json!(7)), ("/items/0/details", json!("hot"))]);
}
