//! Reports of what was stored.

use super::reports::updates;
use super::vtn::{Vtn, moment, usage};
use super::world::{START_S, World};
use tieline_schemas::oadr2::{self as wire, Message};

const V: wire::SchemaVersion = wire::SchemaVersion::V20b;

/// A request for history: from a second of the world on, for so many (0: without an end).
pub(super) fn history(id: &str, granularity_s: u32, back_s: u32, from: i64, seconds: u32) -> Message {
    let mut request = usage(id, granularity_s, back_s);
    request.report_specifier.report_specifier_id = "history".to_owned();
    request.report_specifier.report_interval = Some(wire::WsCalendarInterval {
        properties: wire::Properties {
            dtstart: moment(START_S + from).into(),
            duration: wire::Duration::from_seconds(seconds).into(),
            ..Default::default()
        },
    });
    Message::CreateReport(wire::OadrCreateReport {
        schema_version: V,
        request_id: "cr".to_owned(),
        oadr_report_request: vec![request],
        ven_id: None,
    })
}

fn codes(world: &World) -> Vec<u16> {
    let created = world.vtn.told.iter().filter_map(|(_, message)| match message {
        Message::CreatedReport(m) => Some(m.ei_response.response_code.get()),
        _ => None,
    });
    created.collect()
}

/// [OADR2b HISTORY_USAGE]
#[test]
fn history_is_offered_with_how_far_it_reaches() {
    let mut world = World::new(Vtn::default());
    world.run_to(20);
    let metadata = world.vtn.told.iter().find_map(|(_, message)| match message {
        Message::RegisterReport(m) => m.oadr_report.iter().find(|report| report.report_specifier_id == "history"),
        _ => None,
    });
    let metadata = metadata.expect("history is offered");
    assert_eq!(metadata.report_name, Some(wire::ReportName::MetadataHistoryUsage));
    let kept = metadata.duration.as_ref().and_then(|kept| kept.duration.to_seconds());
    assert_eq!(kept, Some(7 * 86_400));
    assert_eq!(metadata.oadr_report_description[0].r_id, "site.power");
}

/// What was measured before anybody asked is told, in the intervals that were asked for [OADR2b HISTORY_USAGE].
#[test]
fn what_was_stored_is_told_once_in_whole_intervals() {
    let mut world = World::new(Vtn::default());
    world.run_metered(150, -1_500);
    world.run_metered(300, -500);
    world.vtn.queue.push_back(history("h", 60, 0, 60, 180));
    world.run_metered(330, 0);
    assert_eq!(codes(&world), [200]);
    let told = updates(&world.vtn);
    // Half of the second minute was 1,500 W and half 500 W.
    assert_eq!(told, [("h".to_owned(), vec![(60, 60, 1_500.0), (120, 60, 1_000.0), (180, 60, 500.0)])]);
    assert!(world.pages > 2, "180 samples are read in pages");
    world.run_metered(900, 0);
    assert_eq!(updates(&world.vtn).len(), 1);
}

#[test]
fn a_gap_in_what_was_stored_is_a_gap_in_what_is_told() {
    let mut world = World::new(Vtn::default());
    world.run_metered(60, -1_500);
    world.run_to(180);
    world.run_metered(240, -1_500);
    world.vtn.queue.push_back(history("h", 60, 0, 0, 240));
    world.run_to(300);
    let told: Vec<_> = updates(&world.vtn).into_iter().flat_map(|(_, points)| points).map(|point| point.0).collect();
    // The last sample before the gap stands for ten seconds after it.
    assert_eq!(told, [0, 60, 180]);
}

#[test]
fn history_of_nothing_is_told_as_such() {
    let mut world = World::new(Vtn::default());
    world.run_to(100);
    world.vtn.queue.push_back(history("h", 10, 0, -600, 300));
    world.run_to(150);
    assert_eq!(updates(&world.vtn), [("h".to_owned(), vec![])]);
}

/// [design r5]
#[test]
fn an_interval_that_ends_later_is_told_then_over_a_restart() {
    let mut world = World::new(Vtn::default());
    world.run_metered(60, -1_500);
    world.vtn.queue.push_back(history("h", 30, 0, 30, 120));
    world.run_metered(120, -1_500);
    assert_eq!(updates(&world.vtn), []);
    world.restart();
    world.run_metered(200, -1_500);
    world.restart();
    world.run_metered(260, -1_500);
    let told = updates(&world.vtn);
    let starts: Vec<_> = told.iter().flat_map(|(_, points)| points).map(|point| point.0).collect();
    assert_eq!(starts, [30, 60, 90, 120]);
}

#[test]
fn with_a_time_between_reports_rounds_join_until_they_are_cancelled() {
    let mut world = World::new(Vtn::default());
    world.run_metered(100, -1_500);
    world.vtn.queue.push_back(history("h", 20, 60, 0, 0));
    world.run_metered(300, -1_500);
    world.vtn.queue.push_back(Message::CancelReport(wire::OadrCancelReport {
        schema_version: V,
        request_id: "c".to_owned(),
        report_request_id: vec!["h".to_owned()],
        report_to_follow: false,
        ven_id: None,
    }));
    world.run_metered(600, -1_500);
    let told = updates(&world.vtn);
    let starts: Vec<_> = told.iter().flat_map(|(_, points)| points).map(|point| point.0).collect();
    assert!(starts.windows(2).all(|pair| pair[0] + 20 == pair[1]), "neither gap nor overlap: {starts:?}");
    assert!(told.len() == 4 && starts.first() == Some(&0), "{told:?}");
}

/// [OADR2b 461]
#[test]
fn more_than_a_report_can_hold_is_refused() {
    let mut world = World::new(Vtn::default());
    world.run_to(20);
    world.vtn.queue.push_back(history("h", 1, 0, -86_400, 86_400));
    world.vtn.queue.push_back(history("f", 60, 0, 3_600, 0));
    world.run_to(60);
    assert_eq!(codes(&world), [461, 461]);
}
