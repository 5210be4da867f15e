//! `tieline demo` and `tieline explain` as a newcomer sees them: the contract of the report, key by key.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// When the fixed discharge of the built-in day holds, in seconds of the day.
const DISCHARGING_S: i64 = 35;

pub(crate) fn tieline(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tieline")).args(args).current_dir(dir).output().expect("the binary")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(crate) fn number(report: &Value, pointer: &str) -> f64 {
    report.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no number at {pointer}: {report:#}"))
}

fn responses(event: &Value) -> Vec<u64> {
    event["responses"].as_array().expect("a list").iter().filter_map(Value::as_u64).collect()
}

#[test]
fn the_demo_passes_tells_its_report_and_explains_itself() {
    let dir = tempfile::tempdir().expect("a folder");
    let nowhere = tieline(dir.path(), &["explain", "--asset", "battery"]);
    assert_eq!(nowhere.status.code(), Some(2), "nothing ran here yet");
    assert_eq!(text(&nowhere.stderr).lines().count(), 1, "{}", text(&nowhere.stderr));

    let played = tieline(dir.path(), &["demo", "--seconds", "40", "--json", "out.json"]);
    assert!(played.status.success(), "{}\n{}", text(&played.stdout), text(&played.stderr));
    let report = std::fs::read(dir.path().join("out.json")).expect("the report");
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    check_identity(&report);
    check_events(&report);
    check_figures(&report);
    check_explanations(dir.path());
    let worst = number(&report, "/site/worst_export_w");
    let delivered = number(&report, "/telemetry/delivered");
    println!("figure: worst export {worst:.0} W, 0 s over the limit, {delivered:.0} samples delivered, 0 lost");
}

fn check_identity(report: &Value) {
    assert_eq!(report["verdict"], "passed");
    assert_eq!(report["problems"], Value::Array(Vec::new()));
    assert_eq!(report["tls"]["suite"], "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8");
    let lfdi = report["device"]["lfdi"].as_str().expect("an LFDI");
    assert!(lfdi.len() == 40 && lfdi.bytes().all(|b| b.is_ascii_hexdigit()), "{lfdi}");
    let sfdi = report["device"]["sfdi"].as_str().expect("an SFDI");
    assert!(sfdi.len() == 12 && sfdi.bytes().all(|b| b.is_ascii_digit()), "{sfdi}");
}

/// The built-in day: displaced by better rank, served, cancelled, served.
fn check_events(report: &Value) {
    let events = report["events"].as_array().expect("a list");
    let expected: [(&str, &str, &[u64]); 4] = [
        ("11", "opModExpLimW", &[1, 2, 7]),
        ("12", "opModExpLimW", &[1, 2, 3]),
        ("13", "opModGenLimW", &[1, 2, 6]),
        ("14", "opModFixedW", &[1, 2, 3]),
    ];
    assert_eq!(events.len(), expected.len(), "{report:#}");
    for (number, mode, codes) in expected {
        let event = events.iter().find(|event| {
            let mrid = event["mrid"].as_str().expect("a name");
            mrid.len() == 32 && mrid[22..24] == *number
        });
        let event = event.unwrap_or_else(|| panic!("no event {number}: {report:#}"));
        assert_eq!(event["modes"], serde_json::json!([mode]), "{event:#}");
        assert_eq!(responses(event), codes, "{event:#}");
        assert!(event["to_setpoint_ms"].as_f64().is_some_and(|ms| ms >= 0.0), "{event:#}");
    }
}

fn check_figures(report: &Value) {
    assert!(number(report, "/setpoints/written") >= number(report, "/setpoints/verified"));
    assert!(number(report, "/setpoints/verified") > 0.0);
    assert_eq!(number(report, "/setpoints/rejected"), 0.0);
    assert_eq!(number(report, "/site/limit_w"), 1_500.0);
    assert!(number(report, "/site/worst_export_w") > 0.0);
    assert_eq!(number(report, "/site/seconds_over_limit"), 0.0);
    let telemetry = |key: &str| number(report, &format!("/telemetry/{key}"));
    assert_eq!(telemetry("lost"), 0.0);
    assert!(telemetry("delivered") > 0.0);
    assert_eq!(telemetry("taken"), telemetry("stored"));
    assert_eq!(telemetry("stored"), telemetry("delivered") + telemetry("pending"));
}

/// The chain from event to register write and read-back, by the state folder and by the usual place.
fn check_explanations(dir: &Path) {
    let at = (tieline::cli::demo::house::EPOCH_S + DISCHARGING_S).to_string();
    let args = ["explain", "--asset", "battery", "--state", ".tieline/demo/gateway/state", "--at", &at];
    let explained = tieline(dir, &args);
    assert!(explained.status.success(), "{}", text(&explained.stderr));
    let chain = text(&explained.stdout);
    for part in ["event      ", "FixedW 40.00 %", "setpoint   ", "lease      ", "read back", "verified"] {
        assert!(chain.contains(part), "{part} is not in:\n{chain}");
    }
    let order: Vec<_> =
        ["  event", "  setpoint", "  device", "  verdict"].iter().map(|part| chain.find(part)).collect();
    assert!(order.is_sorted() && order[0].is_some(), "{chain}");

    let usual = tieline(dir, &["explain", "--asset", "battery"]);
    assert!(usual.status.success(), "{}", text(&usual.stderr));
    let first = text(&usual.stdout);
    let first = first.lines().next().expect("a header").to_owned();
    assert!(first.starts_with("battery at 2026-06-2"), "{first}");
}
