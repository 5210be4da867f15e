//! Suite `openadr-push`: a scripted VTN pushes to a whole gateway with its plant over real HTTP: plain, over mutual TLS and
//! signed. It is never polled; an event, a report and the end of a registration are answered where they are pushed, and
//! another VEN under the same roots is not let in.

mod pusher;

use crate::openleadr::home::Home;
use crate::openleadr::vtn::{Link, write_pki};
use pusher::{Pusher, distribute, green_button, history, usage};
use std::net::TcpListener;
use tieline_schemas::oadr2::{self as wire, GreenButton, Limits, Message, StreamPayload};

/// SIMPLE level 1 means 2 kW out of the battery at this site.
const LEVEL_1_W: f64 = 2_000.0;

fn start(link: Link) -> (Pusher, Home) {
    let dir = tempfile::tempdir().expect("a folder");
    write_pki(dir.path());
    // Free a moment ago; nobody else takes it before the gateway does.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let pusher = Pusher::start(dir.path(), link, port);
    let home = Home::start(dir, &pusher.upstream());
    (pusher, home)
}

/// [OADR2b push; OADR2b EiEvent; OADR2b EiReport; OADR2b HISTORY_USAGE; OADR2b HISTORY_GREENBUTTON]
fn a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports(link: Link) {
    let (mut pusher, home) = start(link);
    let words = || home.last_words();
    let registered = pusher.wait_for("oadrCreatePartyRegistration", words);
    let Message::CreatePartyRegistration(registration) = registered else { panic!("{registered:?}") };
    assert_eq!(registration.oadr_http_pull_model, Some(false));
    assert_eq!(registration.oadr_transport_address, Some(pusher.ven_address()));
    pusher.wait_for_all(&["oadrRegisterReport", "oadrRequestEvent"], words);

    let answer = pusher.push("EiEvent", &distribute("r-1", &[("e1", 3_600)])).expect("an answer");
    assert!(matches!(&answer, Message::Response(m) if m.ei_response.request_id == "r-1"), "{answer:?}");
    let created = pusher.wait_for("oadrCreatedEvent", words);
    assert!(matches!(&created, Message::CreatedEvent(m) if m.ei_created_event.ei_response.request_id == "r-1"));
    home.wait_until("the battery gives 2 kW", |plant| (plant.battery_w - LEVEL_1_W).abs() < 60.0);

    let answer = pusher.push("EiReport", &usage("q")).expect("an answer");
    assert!(matches!(&answer, Message::CreatedReport(_)), "{answer:?}");
    let update = pusher.wait_for("oadrUpdateReport", words);
    assert!(matches!(&update, Message::UpdateReport(m) if m.oadr_report[0].report_request_id == "q"), "{update:?}");

    let answer = pusher.push("EiReport", &history("h")).expect("an answer");
    assert!(matches!(&answer, Message::CreatedReport(_)), "{answer:?}");
    let told = pusher.wait_for("oadrUpdateReport", words);
    let Message::UpdateReport(told) = told else { panic!("{told:?}") };
    assert_eq!(told.oadr_report[0].report_request_id, "h");
    let seconds = told.oadr_report[0].intervals.as_ref().map_or(0, |intervals| intervals.interval.len());
    assert_eq!(seconds, 5, "each second was stored");

    let answer = pusher.push("EiReport", &green_button("g")).expect("an answer");
    assert!(matches!(&answer, Message::CreatedReport(_)), "{answer:?}");
    let told = pusher.wait_for("oadrUpdateReport", words);
    let Message::UpdateReport(told) = told else { panic!("{told:?}") };
    assert_eq!(told.oadr_report[0].report_name, Some(wire::ReportName::HistoryGreenbutton));
    let intervals = told.oadr_report[0].intervals.as_ref().expect("intervals");
    let [StreamPayload::OadrGBPayload(payload)] = intervals.interval[0].stream_payload_base.as_slice() else {
        panic!("{intervals:?}")
    };
    let energy = GreenButton::read(&payload.feed, &Limits::default()).expect("Green Button");
    for series in &energy.series {
        let told: Vec<_> = series.blocks.iter().flatten().collect();
        assert_eq!(told.len(), 5, "each second was measured: {energy:?}");
        // A house draws and feeds in less than 10 kW.
        assert!(told.iter().all(|one| one.quality.is_none() && (0..=3).contains(&one.value)), "{energy:?}");
    }
    assert_eq!(energy.series.len(), 2);

    if link != Link::Plain {
        assert!(pusher.push_as_neighbour("EiEvent", &distribute("r-2", &[])).is_err(), "another VEN is let in");
    }
    if link == Link::Signed {
        assert_eq!(pusher.push_unsigned("EiEvent", &distribute("r-2", &[])), 403);
    }
    let answer = pusher.push("EiRegisterParty", &pusher::cancel_registration()).expect("an answer");
    assert!(matches!(&answer, Message::CanceledPartyRegistration(_)), "{answer:?}");
    home.wait_until("the battery rests again", |plant| plant.battery_w.abs() < 60.0);
    let _dir = home.end();
    let told = pusher.end();
    assert!(!told.contains(&"oadrPoll"), "{told:?}");
    println!("figure: {} messages without a poll, {link:?}", told.len());
}

#[test]
fn a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports_in_plain_http() {
    a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports(Link::Plain);
}

#[test]
fn a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports_over_mutual_tls() {
    a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports(Link::Tls);
}

/// [OADR2b high security]
#[test]
fn a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports_in_signed_messages() {
    a_pushed_event_moves_the_battery_and_a_pushed_request_brings_reports(Link::Signed);
}

/// [OADR2b vavailability]
#[test]
fn an_owner_who_is_away_for_a_while_stops_an_event_and_takes_part_again() {
    let (mut pusher, home) = start(Link::Plain);
    let words = || home.last_words();
    pusher.wait_for_all(&["oadrRegisterReport", "oadrRequestEvent"], words);
    pusher.push("EiEvent", &distribute("r-1", &[("e1", 3_600)])).expect("an answer");
    home.wait_until("the battery gives 2 kW", |plant| (plant.battery_w - LEVEL_1_W).abs() < 60.0);
    let from = tieline::runtime::clock::host_wall().to_seconds().0.to_string();
    let said = home.opt(&["--out", "--from", &from, "--for", "3600"]);
    let opt_id = said.trim_end().rsplit(' ').next().expect("a name").to_owned();
    let created = pusher.wait_for("oadrCreateOpt", words);
    let Message::CreateOpt(created) = created else { panic!("{created:?}") };
    assert_eq!((&created.opt_id, created.vavailability.map(|v| v.components.available.len())), (&opt_id, Some(1)));
    home.wait_until("the battery rests", |plant| plant.battery_w.abs() < 60.0);
    // The event began a while ago: taking part from then on covers it, the later word over the earlier.
    let before = (tieline::runtime::clock::host_wall().to_seconds().0 - 600).to_string();
    let said = home.opt(&["--in", "--from", &before, "--for", "600", "--from", &from, "--for", "7200"]);
    let in_id = said.trim_end().rsplit(' ').next().expect("a name").to_owned();
    let created = pusher.wait_for("oadrCreateOpt", words);
    let Message::CreateOpt(created) = created else { panic!("{created:?}") };
    assert_eq!((&created.opt_id, created.opt_type), (&in_id, wire::OptType::OptIn));
    assert_eq!(created.vavailability.map(|v| v.components.available.len()), Some(2));
    home.wait_until("the battery gives 2 kW by the later word", |plant| (plant.battery_w - LEVEL_1_W).abs() < 60.0);
    assert_eq!(home.opt(&["--cancel", &in_id]), format!("cancelled {in_id} of vtn\n"));
    let cancelled = pusher.wait_for("oadrCancelOpt", words);
    assert!(matches!(&cancelled, Message::CancelOpt(m) if m.opt_id == in_id), "{cancelled:?}");
    home.wait_until("the battery rests again", |plant| plant.battery_w.abs() < 60.0);
    assert_eq!(home.opt(&["--cancel", &opt_id]), format!("cancelled {opt_id} of vtn\n"));
    let cancelled = pusher.wait_for("oadrCancelOpt", words);
    assert!(matches!(&cancelled, Message::CancelOpt(m) if m.opt_id == opt_id), "{cancelled:?}");
    home.wait_until("the battery gives 2 kW again", |plant| (plant.battery_w - LEVEL_1_W).abs() < 60.0);
    assert!(home.opt(&["--cancel", "never"]).contains("no opt \"never\" stands"));
    let _dir = home.end();
    pusher.end();
    println!("figure: {} s of absence, told and taken back", 3_600);
}
