//! Reports as the VTN gets them.

use super::super::super::Input;
use super::vtn::{Vtn, usage};
use super::world::{START_S, World};
use tieline_core::model::{Asset, AssetId, AssetKind, GridCapability, Rating, Reversion, WattHours, Watts};
use tieline_schemas::oadr2::{self as wire, Message, Payload, StreamPayload};

const V: wire::SchemaVersion = wire::SchemaVersion::V20b;

/// An update's points: start, length, value.
pub(super) type Points = Vec<(i64, i64, f64)>;

/// Each update: its request, and its intervals as start after the world's begin, length and value.
pub(super) fn updates(vtn: &Vtn) -> Vec<(String, Points)> {
    let reports = vtn.told.iter().filter_map(|(_, message)| match message {
        Message::UpdateReport(m) => m.oadr_report.first(),
        _ => None,
    });
    let points = |report: &wire::OadrReport| {
        let intervals = report.intervals.iter().flat_map(|intervals| &intervals.interval);
        intervals.map(point).collect()
    };
    reports.map(|report| (report.report_request_id.clone(), points(report))).collect()
}

fn point(interval: &wire::Interval) -> (i64, i64, f64) {
    let start = interval.dtstart.as_ref().expect("a start").date_time.unix_seconds() - START_S;
    let seconds = interval.duration.as_ref().and_then(|d| d.duration.to_seconds()).expect("a length");
    let value = interval.stream_payload_base.iter().find_map(|payload| match payload {
        StreamPayload::OadrReportPayload(wire::OadrReportPayload {
            payload_base: Payload::PayloadFloat(f), ..
        }) => Some(f.value),
        _ => None,
    });
    (start, seconds, value.expect("a value"))
}

fn create(asks: Vec<wire::OadrReportRequest>) -> Message {
    Message::CreateReport(wire::OadrCreateReport {
        schema_version: V,
        request_id: "cr".to_owned(),
        oadr_report_request: asks,
        ven_id: None,
    })
}

/// The site draws 1.5 kW; consumption is positive [OADR2b TELEMETRY_USAGE].
#[test]
fn a_report_asked_for_with_the_metadata_is_acknowledged_and_comes_in_time() {
    let mut world = World::new(Vtn { wants: vec![usage("q", 10, 30)], ..Vtn::default() });
    world.run_metered(100, -1_500);
    assert!(world.vtn.names().contains(&"oadrCreatedReport"));
    let told = updates(&world.vtn);
    assert_eq!(told.len(), 3);
    let points: Vec<_> = told.iter().flat_map(|(_, points)| points).collect();
    assert!(points.iter().all(|(_, seconds, value)| (*seconds, *value) == (10, 1_500.0)), "{points:?}");
    assert!(points.windows(2).all(|pair| pair[0].0 + 10 == pair[1].0), "neither gap nor overlap: {points:?}");
}

/// [OADR2b oadrCancelReport]
#[test]
fn a_cancelled_report_ends_with_a_last_update_where_one_is_to_follow() {
    let mut world = World::new(Vtn { wants: vec![usage("q", 10, 600)], ..Vtn::default() });
    world.run_metered(45, -1_500);
    world.vtn.queue.push_back(Message::CancelReport(wire::OadrCancelReport {
        schema_version: V,
        request_id: "c".to_owned(),
        report_request_id: vec!["q".to_owned()],
        report_to_follow: true,
        ven_id: None,
    }));
    world.run_metered(70, -1_500);
    assert!(world.vtn.names().contains(&"oadrCanceledReport"));
    assert_eq!(updates(&world.vtn).len(), 1);
    world.run_metered(1_300, -1_500);
    assert_eq!(updates(&world.vtn).len(), 1);
}

/// [OADR2b 461] [OADR2b rule 306]
#[test]
fn unknown_reports_are_refused_and_metadata_told_again_under_the_name_asked() {
    let mut world = World::new(Vtn::default());
    world.run_metered(20, 0);
    let mut unknown = usage("u", 10, 10);
    unknown.report_specifier.report_specifier_id = "greenbutton".to_owned();
    let mut metadata = usage("m", 0, 0);
    metadata.report_specifier.report_specifier_id = "METADATA".to_owned();
    world.vtn.queue.extend([create(vec![unknown]), create(vec![metadata])]);
    world.run_metered(60, 0);
    let codes = world.vtn.told.iter().filter_map(|(_, message)| match message {
        Message::CreatedReport(m) => Some(m.ei_response.response_code.get()),
        _ => None,
    });
    assert_eq!(codes.collect::<Vec<_>>(), [461, 200]);
    let again = world.vtn.told.iter().rev().find_map(|(_, message)| match message {
        Message::RegisterReport(m) => Some(m.report_request_id.clone()),
        _ => None,
    });
    assert_eq!(again, Some(Some("m".to_owned())));
}

fn battery() -> Asset {
    Asset {
        id: AssetId::new("battery").expect("name"),
        kind: AssetKind::Battery,
        rating: Rating {
            max_w: Watts(5_000),
            max_charge_w: Watts(4_000),
            max_va: 40_000_000,
            capacity: WattHours(10_000),
            ..Rating::default()
        },
        capability: GridCapability { limit_w: true, set_w: true, energize: true, ..GridCapability::default() },
        reversion: Reversion::Value,
    }
}

/// [design r5]
#[test]
fn an_asset_that_is_discovered_while_metadata_are_on_their_way_is_told_after_them() {
    let mut world = World::new(Vtn::default());
    while !world.vtn.names().contains(&"oadrRegisterReport") {
        world.run_ms(1);
    }
    world.input(Input::Asset(battery()));
    world.run_to(20);
    let offered = world.vtn.told.iter().filter_map(|(_, message)| match message {
        Message::RegisterReport(m) => Some(m.oadr_report.iter().map(|report| report.report_specifier_id.as_str())),
        _ => None,
    });
    let offered: Vec<Vec<_>> = offered.map(Iterator::collect).collect();
    assert_eq!(offered, [vec!["usage", "history", "greenbutton"], vec!["usage", "status", "history", "greenbutton"]]);
}

/// [design r6]
#[test]
fn an_update_that_the_vtn_will_not_take_delays_no_event() {
    let mut world = World::new(Vtn { wants: vec![usage("q", 10, 10)], ..Vtn::default() });
    world.vtn.breaks_on = Some("oadrUpdateReport");
    world.run_metered(60, -1_500);
    let polls = world.vtn.polls();
    world.run_metered(120, -1_500);
    assert!(world.vtn.polls() - polls >= 5, "polls go on");
    assert!(world.alarms.is_empty());
    world.vtn.breaks_on = None;
    world.run_metered(500, -1_500);
    let (all, waiting) = (updates(&world.vtn), world.ven.pending_updates());
    let starts: std::collections::BTreeSet<_> = all.iter().flat_map(|(_, points)| points).map(|p| p.0).collect();
    assert!(starts.len() >= 47 && waiting <= 1, "everything arrives in the end: {} of 49, {waiting}", starts.len());
}
