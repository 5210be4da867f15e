//! Suite `openleadr`: the PyPI package openleadr as the VTN of a whole gateway with its plant: plain, over mutual TLS and
//! signed; registration, metadata, events, changes, reports. And as a VEN under our VTN, in the same three ways. What we send validates against the official schema.

pub mod home;
mod street;
mod ven;
pub mod vtn;

use crate::vtn_process::CONTEXT;
use serde_json::json;
use street::Street;
use ven::Hamlet;
use vtn::Link;

/// SIMPLE level 1 means 2 kW out of the battery at this site.
const LEVEL_1_W: f64 = 2_000.0;

/// [OADR2b EiRegisterParty; OADR2b EiEvent; OADR2b EiReport]
fn an_event_moves_the_battery_and_reports_come(link: Link) {
    let mut street = Street::new(link);
    street.wait_for("registered", |seen| seen["registered"] == "tieline");
    street.wait_for("metadata of the site's power", |seen| seen["offered"] == "RealPower");
    street.tell(&json!({"event": "e1", "in_s": 3, "steps": [[12, 1], [60, 0]]}));
    street.wait_for("optIn", |seen| seen["opted"] == "e1" && seen["opt"] == "optIn");
    street.wait_until("the battery gives 2 kW", |plant| (plant.battery_w - LEVEL_1_W).abs() < 60.0);
    street.wait_until("the battery rests again", |plant| plant.battery_w.abs() < 60.0);
    let site = street.wait_for("an update of the site's power", |seen| {
        seen["resource"].is_null() && seen["update"].as_array().is_some_and(|update| !update.is_empty())
    });
    street.agrees_with_the_plant(&site["update"]);
    let valid = street.end();
    println!("figure: {valid} messages valid, {link:?}");
}

#[test]
fn an_event_moves_the_battery_and_reports_come_in_plain_http() {
    an_event_moves_the_battery_and_reports_come(Link::Plain);
}

#[test]
fn an_event_moves_the_battery_and_reports_come_over_mutual_tls() {
    an_event_moves_the_battery_and_reports_come(Link::Tls);
}

/// [OADR2b high security]
#[test]
fn an_event_moves_the_battery_and_reports_come_in_signed_messages() {
    an_event_moves_the_battery_and_reports_come(Link::Signed);
}

/// [OADR2b LOAD_DISPATCH; OADR2b implied cancel]
#[test]
fn an_event_that_cannot_be_understood_is_opted_out_of_and_a_cancelled_one_ends() {
    let mut street = Street::new(Link::Plain);
    street.wait_for("metadata of the site's power", |seen| seen["offered"] == "RealPower");
    street.tell(&json!({"event": "odd", "in_s": 3, "steps": [[60, 1]], "signal": "LOAD_DISPATCH", "type": "setpoint"}));
    street.wait_for("optOut, for want of a unit", |seen| seen["opted"] == "odd" && seen["opt"] == "optOut");
    street.tell(&json!({"event": "long", "in_s": 1, "steps": [[3600, 1]]}));
    street.wait_until("the battery gives 2 kW", |plant| (plant.battery_w - LEVEL_1_W).abs() < 60.0);
    street.tell(&json!({"cancel": "long"}));
    street.wait_until("the battery rests again", |plant| plant.battery_w.abs() < 60.0);
    // The message is validated in the end; this VTN has no EiOpt, and the owner's word holds all the same.
    let away = street.opt(&["--out", "--from", "2035-01-01T00:00:00Z", "--for", "600", "--market-context", "http://m"]);
    assert!(away.starts_with("opted out for 600 s of vtn as opt-"), "{away}");
    street.tell(&json!({"event": "tomorrow", "in_s": 3600, "steps": [[3600, 1]]}));
    street.wait_for("optIn", |seen| seen["opted"] == "tomorrow" && seen["opt"] == "optIn");
    assert_eq!(street.opt(&["--out", "--event", "tomorrow"]), "opted out of tomorrow of vtn\n");
    assert!(street.opt(&["--out", "--event", "never-sent"]).contains("no OpenADR server has sent an event"));
    street.end();
}

/// [OADR2b EiRegisterParty; OADR2b EiEvent; OADR2b EiReport]
fn under_our_vtn_it_registers_reports_and_answers(link: Link) {
    let mut hamlet = Hamlet::new(link);
    let own = hamlet.wait_for("registration", |seen| seen["registration_id"].is_string());
    assert_eq!(own["ven_id"], "ven-1");
    let ven =
        hamlet.vtn.wait_for("an offer", "/v1/vens/ven-1", |ven| !ven["offers"].as_array().expect("a list").is_empty());
    assert_eq!(
        (&ven["registration"]["id"], &ven["offers"][0]["name"]),
        (&own["registration_id"], &json!("TELEMETRY_USAGE"))
    );

    let plan = |in_s: u32, level: u32| {
        let intervals = json!([{"duration_s": 600, "value": level}]);
        let signals = json!([{"name": "SIMPLE", "type": "level", "intervals": intervals}]);
        json!({"market_context": CONTEXT, "start_in_s": in_s, "duration_s": 600, "signals": signals})
    };
    let named = |id: &str, mut plan: serde_json::Value| {
        plan["event_id"] = id.into();
        plan
    };
    hamlet.operate("POST", "/v1/events", &named("in", plan(600, 1)));
    let heard = hamlet.wait_for("the event", |seen| seen["event"] == "in");
    assert_eq!(
        (&heard["status"], &heard["signal"], heard["value"].as_f64()),
        (&json!("far"), &json!("SIMPLE"), Some(1.0))
    );
    assert!(hamlet.answer("in", 0));
    hamlet.operate("POST", "/v1/events", &named("out", plan(3_600, 2)));
    assert!(!hamlet.answer("out", 0));
    hamlet.operate("PUT", "/v1/events/in", &plan(900, 2));
    let changed = hamlet.wait_for("the change", |seen| seen["event"] == "in" && seen["modification"] == 1);
    assert_eq!(changed["value"].as_f64(), Some(2.0));
    assert!(hamlet.answer("in", 1));
    hamlet.operate("DELETE", "/v1/events/in", &json!(null));
    hamlet.wait_for("the end", |seen| seen["event"] == "in" && seen["status"] == "cancelled");
    hamlet.answer("in", 2);

    let is_measured = |body: &serde_json::Value| {
        let items = body["items"].as_array().expect("a list");
        items.len() > 2 && items.iter().all(|item| item["rid"] == "house.power" && item["value"] == 1_234.5)
    };
    hamlet.vtn.wait_for("readings", "/v1/vens/ven-1/readings", is_measured);
    let valid = hamlet.end();
    println!("figure: {valid} messages of our VTN valid, {link:?}");
}

#[test]
fn under_our_vtn_it_registers_reports_and_answers_in_plain_http() {
    under_our_vtn_it_registers_reports_and_answers(Link::Plain);
}

#[test]
fn under_our_vtn_it_registers_reports_and_answers_over_mutual_tls() {
    under_our_vtn_it_registers_reports_and_answers(Link::Tls);
}

/// [OADR2b high security]
#[test]
fn under_our_vtn_it_registers_reports_and_answers_in_signed_messages() {
    under_our_vtn_it_registers_reports_and_answers(Link::Signed);
}
