//! `tieline demo --program openadr2b`: the same house under a VTN, and what its report says.

use crate::demo::{number, text, tieline};
use serde_json::{Value, json};

#[test]
fn the_demo_by_openadr_passes_and_tells_the_protocol_of_each_event() {
    let dir = tempfile::tempdir().expect("a folder");
    let args = ["demo", "--program", "openadr2b", "--seconds", "40", "--json", "out.json"];
    let played = tieline(dir.path(), &args);
    assert!(played.status.success(), "{}\n{}", text(&played.stdout), text(&played.stderr));
    let report = std::fs::read(dir.path().join("out.json")).expect("the report");
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    assert_eq!(report["verdict"], "passed");
    assert_eq!(report["problems"], json!([]));
    assert_eq!(report["device"]["fingerprint"].as_str().map(str::len), Some(29), "{report:#}");

    let events = report["events"].as_array().expect("a list");
    let expected = [
        ("curtailment", json!(["opModExpLimW"]), 200),
        ("feeder", json!(["opModExpLimW"]), 200),
        ("dispatch", json!(["siteTargetW"]), 200),
        ("charging", json!([]), 460),
    ];
    assert_eq!(events.len(), expected.len(), "{report:#}");
    for (name, modes, code) in expected {
        let event =
            events.iter().find(|event| event["mrid"] == name).unwrap_or_else(|| panic!("no {name}: {report:#}"));
        assert_eq!((&event["protocol"], &event["modes"]), (&json!("openadr2.0b"), &modes), "{event:#}");
        assert_eq!(event["responses"], json!([code]), "{event:#}");
        assert_eq!(event["to_setpoint_ms"].is_number(), code == 200, "{event:#}");
    }
    assert_eq!(number(&report, "/setpoints/rejected"), 0.0);
    assert_eq!(number(&report, "/site/limit_w"), 1_500.0);
    assert_eq!(number(&report, "/site/seconds_over_limit"), 0.0);
    let telemetry = |key: &str| number(&report, &format!("/telemetry/{key}"));
    assert_eq!(telemetry("lost"), 0.0);
    assert!(telemetry("delivered") > 0.0);
    assert_eq!(telemetry("stored"), telemetry("delivered") + telemetry("pending"));

    let at = (tieline::cli::demo::house::EPOCH_S + 31).to_string();
    let explained = tieline(dir.path(), &["explain", "--asset", "pv-1", "--at", &at]);
    let chain = text(&explained.stdout);
    for part in ["\"dispatch\"", "OpenADR 2.0b, priority 1", "SiteTargetW 2000 W", "read back"] {
        assert!(chain.contains(part), "{part} is not in:\n{chain}");
    }
    println!(
        "figure: worst export {:.0} W, {:.0} samples delivered",
        number(&report, "/site/worst_export_w"),
        telemetry("delivered")
    );
}
