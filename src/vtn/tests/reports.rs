//! Reports asked of VENs, what they send, and what they ask of us.

use super::world::*;
use crate::vtn::*;
use tieline_schemas::oadr2::{self as wire, Message, Payload, SchemaVersion, Service, StreamPayload};

const VERSION: SchemaVersion = SchemaVersion::V20b;

fn moment(s: i64) -> wire::DateTime {
    wire::DateTime::from_unix_seconds(START_S + s).expect("a time")
}

fn metadata(ven: &str) -> wire::OadrRegisterReport {
    let line = |rid: &str| wire::OadrReportDescription {
        r_id: rid.to_owned(),
        report_type: wire::ReportType::Usage,
        reading_type: wire::ReadingType::Mean,
        item_base: Some(wire::ItemBase::EnergyReal(wire::EnergyReal { si_scale_code: wire::SiScaleCode::Kilo })),
        ..Default::default()
    };
    let report = wire::OadrReport {
        duration: Some(wire::Duration::from_seconds(3_600).into()),
        oadr_report_description: vec![line("power"), line("heat")],
        report_request_id: "0".to_owned(),
        report_specifier_id: "usage".to_owned(),
        report_name: Some(wire::ReportName::MetadataTelemetryUsage),
        created_date_time: moment(0),
        ..Default::default()
    };
    wire::OadrRegisterReport {
        schema_version: VERSION,
        request_id: "meta".to_owned(),
        oadr_report: vec![report],
        ven_id: Some(ven.to_owned()),
        report_request_id: None,
    }
}

fn update(ven: &str, request_id: &str, points: &[(Option<i64>, f64)]) -> wire::OadrUpdateReport {
    let interval = |(start, value): &(Option<i64>, f64)| wire::Interval {
        dtstart: start.map(|s| moment(s).into()),
        duration: Some(wire::Duration::from_seconds(60).into()),
        uid: None,
        stream_payload_base: vec![StreamPayload::OadrReportPayload(wire::OadrReportPayload {
            r_id: "power".to_owned(),
            payload_base: Payload::PayloadFloat((*value).into()),
            ..Default::default()
        })],
    };
    let report = wire::OadrReport {
        dtstart: Some(moment(7).into()),
        intervals: Some(wire::Intervals { interval: points.iter().map(interval).collect() }),
        report_request_id: request_id.to_owned(),
        report_specifier_id: "usage".to_owned(),
        report_name: Some(wire::ReportName::TelemetryUsage),
        created_date_time: moment(0),
        ..Default::default()
    };
    wire::OadrUpdateReport {
        schema_version: VERSION,
        request_id: "u".to_owned(),
        oadr_report: vec![report],
        ven_id: Some(ven.to_owned()),
    }
}

/// Registers the metadata; the reportRequestID by which usage is asked for.
fn asked(world: &mut World) -> String {
    let Some(Message::RegisteredReport(answer)) = world.post("ven-1", Service::Report, metadata("ven-1")) else {
        panic!("no answer")
    };
    let request = &answer.oadr_report_request[0];
    let rids: Vec<_> = request.report_specifier.specifier_payload.iter().map(|line| line.r_id.as_str()).collect();
    assert_eq!((answer.oadr_report_request.len(), rids), (1, vec!["power", "heat"]));
    request.report_request_id.clone()
}

fn readings(world: &mut World) -> Vec<(i64, f64)> {
    let all = world.operate(|operator| operator.readings("ven-1", i64::MIN, i64::MAX, 100));
    all.into_iter().map(|reading| (reading.start.0 - START_S, reading.value.expect("a number"))).collect()
}

#[test]
fn reports_that_the_operator_wants_are_asked_for_until_the_ven_says_yes() {
    let mut world = World::registered();
    let id = asked(&mut world);
    assert_eq!(asked(&mut world), id, "the same request when it registers again");
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "the answer has just asked");
    world.pass(10);
    let Message::CreateReport(again) = world.poll("ven-1") else { panic!("it was not asked again") };
    assert_eq!(again.oadr_report_request[0].report_request_id, id);
    assert_eq!(world.code("ven-1", Service::Report, created_report("ven-1", &again.request_id, vec![id])), 200);
    world.pass(10);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)));
}

/// [OADR2b rule 304] [OADR2b rule 314]
#[test]
fn data_are_durable_before_they_are_acknowledged_and_counted_once() {
    let mut world = World::registered();
    world.restarts = true;
    let id = asked(&mut world);
    let first = update("ven-1", &id, &[(Some(60), 1.5), (Some(120), 2.5)]);
    assert_eq!(world.code("ven-1", Service::Report, first.clone()), 200);
    assert_eq!(world.code("ven-1", Service::Report, first), 200, "sent again");
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &id, &[(None, 9.0)])), 200);
    assert_eq!(readings(&mut world), [(7, 9.0), (60, 1.5), (120, 2.5)], "without a start: the report's");
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", "unknown", &[(Some(180), 1.0)])), 452);
    assert_eq!(readings(&mut world).len(), 3);
    world.pass(60);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "data confirm the report");
}

#[test]
fn a_report_is_cancelled_with_a_last_update_or_without() {
    for follows in [false, true] {
        let mut world = World::registered();
        let id = asked(&mut world);
        world.post("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.0)]));
        world.operate(|operator| operator.cancel_report("ven-1", &id, follows));
        let Message::CancelReport(cancel) = world.poll("ven-1") else { panic!("no cancel") };
        assert_eq!((&cancel.report_request_id, cancel.report_to_follow), (&vec![id.clone()], follows));
        let gone = wire::OadrCanceledReport {
            schema_version: VERSION,
            ei_response: ok(&cancel.request_id),
            oadr_pending_reports: wire::OadrPendingReports::default(),
            ven_id: Some("ven-1".to_owned()),
        };
        assert_eq!(world.code("ven-1", Service::Report, gone), 200);
        let last = update("ven-1", &id, &[(Some(120), 2.0)]);
        assert_eq!(world.code("ven-1", Service::Report, last.clone()), if follows { 200 } else { 452 });
        assert_eq!(world.code("ven-1", Service::Report, last), 452, "it is over");
        world.pass(60);
        assert!(matches!(world.poll("ven-1"), Message::Response(_)));
    }
}

#[test]
fn a_cancellation_rides_on_the_answer_to_an_update() {
    let mut world = World::registered();
    let id = asked(&mut world);
    world.operate(|operator| operator.cancel_report("ven-1", &id, false));
    let answer = world.post("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.0)]));
    let Some(Message::UpdatedReport(updated)) = answer else { panic!("{answer:?}") };
    assert_eq!(updated.oadr_cancel_report.map(|cancel| cancel.report_request_id), Some(vec![id.clone()]));
    assert_eq!(asked_again(&mut world), Vec::<String>::new(), "what is to end is not asked for again");
    for second in [5, 5] {
        world.pass(second);
        world.post("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.0)]));
    }
    assert!(matches!(world.poll("ven-1"), Message::CancelReport(_)), "polls say it too, although updates keep coming");
}

/// The reports that the answer to new metadata asks for.
fn asked_again(world: &mut World) -> Vec<String> {
    let Some(Message::RegisteredReport(answer)) = world.post("ven-1", Service::Report, metadata("ven-1")) else {
        panic!("no answer")
    };
    answer.oadr_report_request.into_iter().map(|request| request.report_request_id).collect()
}

#[test]
fn a_report_that_has_ended_is_not_asked_again_and_forgotten_after_a_day() {
    let mut world = World::registered();
    let kept = asked(&mut world);
    let request = NewRequest { back_s: 60, duration_s: 600, specifier: "usage".to_owned(), ..NewRequest::default() };
    let id = world.operate(|operator| operator.ask_report("ven-1", request));
    assert_eq!(asked_again(&mut world).len(), 2);
    world.pass(601);
    assert_eq!(asked_again(&mut world), std::slice::from_ref(&kept));
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &id, &[(Some(540), 1.0)])), 200, "it was held up");
    world.pass(86_400);
    let changes = world.vtn.tidy(world.at, &world.shelf);
    world.shelf.keep(changes);
    world.restart();
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &id, &[(Some(540), 1.0)])), 452);
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &kept, &[(Some(540), 1.0)])), 200);
}

#[test]
fn a_report_whose_last_update_never_comes_is_forgotten_after_ten_minutes() {
    let mut world = World::registered();
    let id = asked(&mut world);
    world.operate(|operator| operator.cancel_report("ven-1", &id, true));
    let Message::CancelReport(cancel) = world.poll("ven-1") else { panic!("no cancel") };
    let gone = wire::OadrCanceledReport {
        schema_version: VERSION,
        ei_response: ok(&cancel.request_id),
        oadr_pending_reports: wire::OadrPendingReports::default(),
        ven_id: Some("ven-1".to_owned()),
    };
    assert_eq!(world.code("ven-1", Service::Report, gone), 200);
    let asked_of = |world: &mut World| world.operate(|operator| Ok(operator.ven("ven-1")?.requests.len()));
    for (seconds, left) in [(600, 1), (1, 0)] {
        world.pass(seconds);
        world.poll("ven-1");
        assert_eq!(asked_of(&mut world), left);
    }
}

/// [OADR2b rule 306]
#[test]
fn one_shot_reports_and_metadata_are_asked_for() {
    let mut world = World::registered();
    let kept = asked(&mut world);
    world.post("ven-1", Service::Report, created_report("ven-1", "x", vec![kept]));
    let request = NewRequest { specifier: "usage".to_owned(), ..NewRequest::default() };
    let id = world.operate(|operator| operator.ask_report("ven-1", request.clone()));
    let Message::CreateReport(ask) = world.poll("ven-1") else { panic!("not asked") };
    assert!(ask.oadr_report_request[0].report_specifier.report_back_duration.duration.is_zero());
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.0)])), 200);
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.0)])), 452, "one was asked");
    let unknown = NewRequest { specifier: "weather".to_owned(), ..request };
    assert!(matches!(world.attempt(|operator| operator.ask_report("ven-1", unknown)), Err(OperatorError::Missing(_))));

    world.operate(|operator| operator.ask_metadata("ven-1"));
    let Message::CreateReport(ask) = world.poll("ven-1") else { panic!("not asked") };
    assert_eq!(ask.oadr_report_request[0].report_specifier.report_specifier_id, "METADATA");
    world.post("ven-1", Service::Report, metadata("ven-1"));
    world.pass(60);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)));
}

/// [OADR2b rule 311]
#[test]
fn a_ven_may_ask_for_what_we_have_read_of_it() {
    let mut world = World::registered();
    let id = asked(&mut world);
    world.post("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.5), (Some(120), 2.5)]));
    let ask = |specifier: &str, back_s| {
        let line =
            wire::SpecifierPayload { r_id: "power".to_owned(), item_base: None, reading_type: wire::ReadingType::Mean };
        let request = wire::OadrReportRequest {
            report_request_id: "mine".to_owned(),
            report_specifier: wire::ReportSpecifier {
                report_specifier_id: specifier.to_owned(),
                granularity: wire::Duration::ZERO.into(),
                report_back_duration: wire::Duration::from_seconds(back_s).into(),
                report_interval: None,
                specifier_payload: vec![line],
            },
        };
        wire::OadrCreateReport {
            schema_version: VERSION,
            request_id: "want".to_owned(),
            oadr_report_request: vec![request],
            ven_id: Some("ven-1".to_owned()),
        }
    };
    assert_eq!(world.code("ven-1", Service::Report, ask("weather", 0)), 461);
    assert_eq!(world.code("ven-1", Service::Report, ask("received", 0)), 200);
    assert_eq!(world.code("ven-1", Service::Report, ask("received", 0)), 200, "the same again");
    world.pass(200);
    let Message::UpdateReport(sent) = world.poll("ven-1") else { panic!("nothing was sent") };
    let report = &sent.oadr_report[0];
    let count = report.intervals.as_ref().map(|intervals| intervals.interval.len());
    assert_eq!((report.report_request_id.as_str(), count), ("mine", Some(2)));
    let taken = wire::OadrUpdatedReport {
        schema_version: VERSION,
        ei_response: ok(&sent.request_id),
        oadr_cancel_report: None,
        ven_id: Some("ven-1".to_owned()),
    };
    assert_eq!(world.code("ven-1", Service::Report, taken), 200);
    world.pass(100);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "one was asked");
    world.operate(|operator| operator.ask_registration("ven-2"));
    world.register("ven-1");
    let Message::RegisterReport(offer) = world.poll("ven-1") else { panic!("no offer") };
    assert_eq!(
        (offer.oadr_report[0].report_request_id.as_str(), offer.oadr_report[0].oadr_report_description.len()),
        ("0", 2)
    );
}

/// [design r5]
#[test]
fn what_was_said_is_forgotten_once_it_is_answered_and_the_same_wish_is_one() {
    let mut world = World::registered();
    let id = asked(&mut world);
    world.post("ven-1", Service::Report, update("ven-1", &id, &[(Some(60), 1.5)]));
    let request = |specifier: &str, back_s| wire::OadrCreateReport {
        schema_version: VERSION,
        request_id: "want".to_owned(),
        oadr_report_request: vec![wire::OadrReportRequest {
            report_request_id: "mine".to_owned(),
            report_specifier: wire::ReportSpecifier {
                report_specifier_id: specifier.to_owned(),
                granularity: wire::Duration::ZERO.into(),
                report_back_duration: wire::Duration::from_seconds(back_s).into(),
                report_interval: None,
                specifier_payload: vec![wire::SpecifierPayload {
                    r_id: "power".to_owned(),
                    item_base: None,
                    reading_type: wire::ReadingType::Mean,
                }],
            },
        }],
        ven_id: Some("ven-1".to_owned()),
    };
    for _ in 0..3 {
        world.post("ven-1", Service::Report, request("METADATA", 0));
    }
    assert_eq!(world.vtn.ven("ven-1").map(|ven| ven.queue.len()), Some(1), "one answer to the same wish");
    world.settle("ven-1");
    world.post("ven-1", Service::Report, request("received", 10));
    for _ in 0..50 {
        world.pass(10);
        let Message::UpdateReport(sent) = world.poll("ven-1") else { panic!("nothing was sent") };
        let taken = wire::OadrUpdatedReport {
            schema_version: VERSION,
            ei_response: ok(&sent.request_id),
            oadr_cancel_report: None,
            ven_id: Some("ven-1".to_owned()),
        };
        world.post("ven-1", Service::Report, taken);
    }
    let said = world.vtn.line("ven-1").map(|line| line.said_at.len());
    assert!(said.is_some_and(|said| said <= 2), "{said:?}");
}

#[test]
fn a_report_that_ends_before_it_was_asked_for_is_asked_for_no_more() {
    let mut world = World::registered();
    let id = asked(&mut world);
    world.post("ven-1", Service::Report, created_report("ven-1", "x", vec![id]));
    let request = NewRequest { specifier: "usage".to_owned(), back_s: 60, ..NewRequest::default() };
    let id = world.operate(|operator| operator.ask_report("ven-1", request));
    world.operate(|operator| operator.cancel_report("ven-1", &id, false));
    world.poll("ven-1");
    let Message::CancelReport(cancel) = world.poll("ven-1") else { panic!("no cancel") };
    let gone = wire::OadrCanceledReport {
        schema_version: VERSION,
        ei_response: ok(&cancel.request_id),
        oadr_pending_reports: wire::OadrPendingReports::default(),
        ven_id: Some("ven-1".to_owned()),
    };
    assert_eq!(world.code("ven-1", Service::Report, gone), 200);
    world.pass(60);
    assert!(matches!(world.poll("ven-1"), Message::Response(_)), "nothing is left to ask");
}

/// A VEN tells history in updates of a bounded size [OADR2b HISTORY_USAGE].
#[test]
fn history_that_was_asked_for_once_may_come_in_several_updates() {
    let mut world = World::registered();
    let mut offer = metadata("ven-1");
    offer.oadr_report[0].report_specifier_id = "history".to_owned();
    offer.oadr_report[0].report_name = Some(wire::ReportName::MetadataHistoryUsage);
    world.post("ven-1", Service::Report, offer);
    let request = NewRequest { specifier: "history".to_owned(), ..NewRequest::default() };
    let id = world.operate(|operator| operator.ask_report("ven-1", request));
    world.settle("ven-1");
    for minute in 0..3 {
        let update = update("ven-1", &id, &[(Some(60 * minute), 1.0)]);
        assert_eq!(world.code("ven-1", Service::Report, update), 200, "{minute}");
    }
    assert_eq!(readings(&mut world).len(), 3);
    world.pass(86_401);
    let changes = world.vtn.tidy(world.at, &world.shelf);
    world.shelf.keep(changes);
    assert_eq!(world.code("ven-1", Service::Report, update("ven-1", &id, &[(Some(0), 1.0)])), 452, "forgotten");
}

/// [OADR2b HISTORY_GREENBUTTON]
#[test]
fn green_button_data_become_readings_in_wh_and_what_is_no_green_button_is_refused() {
    let mut world = World::registered();
    let id = asked(&mut world);
    world.settle("ven-1");
    let reading =
        |start: i64, value, quality| wire::IntervalReading { start_s: START_S + start, seconds: 900, value, quality };
    let series = |flow, blocks| wire::Series { flow, unit: 72, multiplier: 0, interval_s: Some(900), blocks };
    let drawn = vec![vec![reading(0, 400, None)], vec![reading(1_800, 30, Some(wire::Series::QUESTIONABLE))]];
    let fed = vec![vec![reading(0, 0, None)], vec![reading(1_800, 5, None)]];
    let data = wire::GreenButton { series: vec![series(1, drawn), series(19, fed)] };
    let feed = data.feed(moment(0), |path| format!("urn:x:{path}"));
    let sent = |feed: wire::Feed| {
        let mut update = update("ven-1", &id, &[(Some(0), 0.0)]);
        let intervals = update.oadr_report[0].intervals.as_mut().expect("intervals");
        intervals.interval[0].stream_payload_base =
            vec![StreamPayload::OadrGBPayload(wire::OadrGBStreamPayloadBase { feed })];
        update
    };
    assert_eq!(world.code("ven-1", Service::Report, sent(feed.clone())), 200);
    assert_eq!(world.code("ven-1", Service::Report, sent(feed.clone())), 200, "the same again");
    world.restart();
    let shelf = std::mem::take(&mut world.shelf);
    let kept = shelf.readings("ven-1", START_S, START_S + 3_600, 100).expect("read");
    world.shelf = shelf;
    let mut kept: Vec<_> = kept
        .iter()
        .map(|r| (r.rid.as_str(), r.start.0 - START_S, r.seconds, r.value, r.quality.as_deref().unwrap_or_default()))
        .collect();
    kept.sort_by_key(|line| (line.0, line.1));
    let wanted = [
        ("delivered", 0, 900, Some(400.0), ""),
        ("delivered", 1_800, 900, Some(30.0), "questionable"),
        ("reverse", 0, 900, Some(0.0), ""),
        ("reverse", 1_800, 900, Some(5.0), ""),
    ];
    assert_eq!(kept, wanted);
    let broken = feed.as_str().replace(">400<", ">much<");
    let broken = wire::Feed::parse(&broken, &wire::Limits::default()).expect("a feed");
    assert_eq!(world.code("ven-1", Service::Report, sent(broken)), 459);
}
