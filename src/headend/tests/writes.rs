//! What devices and operators write of the table, and how a device leaves.

use super::filled::{filled, sample, walk};
use super::*;

fn world() -> World {
    let settings = World::new().server.settings().clone();
    World { server: filled(settings, T0, &A, &B), now: T0 }
}

/// A device's own documents: put, read back, put again; of another type or another device: refused.
/// [2030.5 DeviceInformation, DeviceStatus, PowerStatus, Configuration]
#[test]
fn a_device_puts_its_own_documents_and_no_others() {
    let mut world = World::with_programs();
    let own: wire::EndDevice = world.read(&A, "/edev/1");
    let at = own.device_information_link.expect("link").href;
    assert_eq!(world.get(&A, &at).status, 404);
    let said = wire::DeviceInformation {
        lfdi: HexBinary160(A.lfdi.0),
        mf_model: "battery".to_owned(),
        supported_locale_list_link: Some(wire::SupportedLocaleListLink { href: "/loc".to_owned(), all: Some(3) }),
        ..Default::default()
    };
    assert_eq!(world.send(&A, Method::Put, &at, wire::encode(&said)).status, 204);
    let read: wire::DeviceInformation = world.read(&A, &at);
    assert_eq!(
        (read.mf_model.as_str(), read.href.as_deref(), read.poll_rate),
        ("battery", Some(at.as_str()), Some(900))
    );
    assert!(read.supported_locale_list_link.is_none(), "not served, so not advertised");
    let foreign = wire::DeviceInformation { lfdi: HexBinary160(B.lfdi.0), ..said };
    assert_eq!(world.send(&A, Method::Put, &at, wire::encode(&foreign)).status, 403);
    assert_eq!(world.send(&A, Method::Put, &at, sample("PowerStatus", T0, &A)).status, 400);
    assert_eq!(world.send(&A, Method::Put, "/edev/1/ps", b"<PowerStatus/>".to_vec()).status, 400);
    assert_eq!(world.send(&A, Method::Put, "/edev/1/ps", sample("PowerStatus", T0, &A)).status, 204);
}

/// [2030.5 IPInterface, LoadShedAvailability, FlowReservationRequest]
#[test]
fn a_devices_lists_take_each_document_once_and_are_bounded() {
    let mut world = World::with_programs();
    for (list, kind) in [
        ("/edev/1/ns", "IPInterface"),
        ("/edev/1/lsl", "LoadShedAvailability"),
        ("/edev/1/frq", "FlowReservationRequest"),
    ] {
        let first = format!("{list}/1");
        for _ in 0..2 {
            let posted = world.send(&A, Method::Post, list, sample(kind, T0, &A));
            assert_eq!((posted.status, posted.header(HeaderName::Location)), (201, Some(first.as_str())));
        }
        assert_eq!(world.send(&A, Method::Put, &first, sample(kind, T0 + 5, &A)).status, 204);
        assert_eq!(world.send(&A, Method::Put, &format!("{list}/2"), sample(kind, T0, &A)).status, 404);
        assert_eq!(world.send(&A, Method::Delete, &first, Vec::new()).status, 204);
        assert_eq!(world.send(&A, Method::Delete, &first, Vec::new()).status, 404);
        let second = world.send(&A, Method::Post, list, sample(kind, T0, &A));
        assert_eq!(
            second.header(HeaderName::Location),
            Some(format!("{list}/2").as_str()),
            "numbers are not used again"
        );
    }
    let mut request = wire::FlowReservationRequest { mrid: HexBinary128([0x0F; 16]), ..Default::default() };
    request.request_status.request_status = 1;
    let changed = world.post(&A, "/edev/1/frq", &request);
    let renamed = wire::FlowReservationRequest { mrid: HexBinary128([9; 16]), ..request.clone() };
    assert_eq!(world.send(&A, Method::Put, "/edev/1/frq/2", wire::encode(&renamed)).status, 400);
    assert_eq!((changed.status, changed.header(HeaderName::Location)), (204, Some("/edev/1/frq/2")), "the same mRID");
    for number in 1..=63_u8 {
        request.mrid = HexBinary128([number + 0x20; 16]);
        assert_eq!(world.post(&A, "/edev/1/frq", &request).status, 201);
    }
    request.mrid = HexBinary128([0x10; 16]);
    assert_eq!(world.post(&A, "/edev/1/frq", &request).status, 403, "64 are the most");
}

/// A device leaves with all that hangs below it, and may come again as a new one; the other device stays as it is.
/// [2030.5 EndDevice; CSIP MAINT-002]
#[test]
fn a_deleted_device_leaves_nothing_behind() {
    let mut world = world();
    let others: Vec<_> = walk(&world.server, T0, &B);
    assert_eq!(world.send(&A, Method::Delete, "/edev/2", Vec::new()).status, 404, "another's");
    assert_eq!(world.send(&A, Method::Delete, "/edev/1", Vec::new()).status, 204);
    let resources = world.server.resources();
    let left = resources.list(&Scope::Operator, &Key::all_of_device(1), usize::MAX).expect("memory");
    assert_eq!(left, []);
    assert_eq!(world.get(&A, "/edev/1").status, 404);
    let list: wire::EndDeviceList = world.read(&A, "/edev");
    assert_eq!(list.all, 0);
    assert_eq!(world.get(&A, "/drp/2").status, 404, "what was assigned to it is not its any more");
    assert_eq!(walk(&world.server, T0, &B), others);
    let again = world.post(&A, "/edev", &end_device(&A));
    assert_eq!((again.status, again.header(HeaderName::Location)), (201, Some("/edev/3")));
}

/// [design r4, r8] A device with more readings than fit one batch of the store is removed in several. Wherever a crash ends
/// that, the device is still enrolled, or nothing of it is left.
#[test]
fn r8_a_removal_that_is_cut_short_leaves_nothing_that_nobody_owns() {
    let mut world = World::with_programs();
    world.post(&A, "/mup", &mirror_of(&A, 1));
    for i in 0..40 {
        assert_eq!(world.post(&A, "/mup/1/1", &reading_at(T0 + i, i)).status, 201);
    }
    let log = wire::LogEvent { created_date_time: T0, ..Default::default() };
    assert_eq!(world.post(&A, "/edev/1/lel", &log).status, 201);
    let settings = world.server.settings().clone();
    let resources = world.server.resources().clone();
    let mut operator = Operator::new(&resources, &settings, UtcSeconds(T0));
    operator.remove_device(A.lfdi).expect("removed");
    let changes = operator.finish();
    let last = changes.iter().position(|change| change.key.is_of_enrolment()).expect("its enrolment");
    assert!(last > 40 && changes.len() - last <= 3, "{last} of {}", changes.len());
    for done in (0..=last).chain([changes.len()]) {
        let mut left = resources.clone();
        left.apply(&changes[..done]);
        let mut again = Operator::new(&left, &settings, UtcSeconds(T0));
        let enrolled = again.device(A.lfdi).expect("memory").is_some();
        let below = left.list(&Scope::Operator, &Key::all_of_device(1), usize::MAX).expect("memory");
        assert!(enrolled || below.is_empty(), "after {done}");
        assert!(!enrolled || again.remove_device(A.lfdi).is_ok(), "it can be removed again");
    }
}

/// [CSIP §6.1.2]
#[test]
fn where_the_operator_enrols_the_operator_alone_ends_an_enrolment() {
    let mut world = world();
    let mut settings = world.server.settings().clone();
    settings.enrolment.in_band = false;
    world.server = Server::new(settings, world.server.resources().clone());
    assert_eq!(world.send(&A, Method::Delete, "/edev/1", Vec::new()).status, 403);
    assert_eq!(world.send(&A, Method::Delete, "/edev/2", Vec::new()).status, 404, "another's, first");
    let options = world.send(&A, Method::Options, "/edev/1", Vec::new());
    assert_eq!(options.header(HeaderName::Allow), Some("GET, HEAD, PUT, OPTIONS"));
    world.operate(|operator| {
        operator.remove_device(A.lfdi).expect("removed");
        let again = operator.remove_device(A.lfdi);
        assert!(matches!(again, Err(OperatorError::Missing(_))), "{again:?}");
    });
    assert_eq!(world.get(&A, "/edev/1").status, 404);
}

/// [2030.5 §10.2.2.3, FlowReservationResponse]
#[test]
fn an_operator_makes_changes_and_removes_within_the_rules() {
    let mut world = world();
    let before: wire::MessagingProgram = world.read(&A, "/msg/3");
    world.operate(|operator| {
        let text = sample("TextMessage", T0, &A);
        assert!(matches!(operator.make("/msg/9/txt", &text), Err(OperatorError::Missing(_))), "no such program");
        assert!(matches!(operator.make("/msg/4/txt", &text), Err(OperatorError::Missing(_))), "a tariff's number");
        assert!(matches!(operator.make("/edev/1/fsa/1/msg", &text), Err(OperatorError::Missing(_))), "a device's list");
        let wrong = operator.make("/msg/3/txt", &sample("File", T0, &A));
        assert!(matches!(wrong, Err(OperatorError::Document { kind: "TextMessage", .. })));
        let long = String::from_utf8(text.clone()).expect("text");
        let long = long.replace("</mRID>", &format!("</mRID><description>{}</description>", "x".repeat(33)));
        assert!(matches!(operator.make("/msg/3/txt", long.as_bytes()), Err(OperatorError::Document { .. })));
        let mut wide = wire::EndDeviceControl { randomize_start: Some(3_601), ..Default::default() };
        let refused = operator.make("/drp/2/edc", &wire::encode(&wide));
        assert!(matches!(refused, Err(OperatorError::Document { kind: "EndDeviceControl", .. })));
        wide.randomize_start = Some(-3_600);
        operator.make("/drp/2/edc", &wire::encode(&wide)).expect("at the bound");

        assert_eq!(operator.set("/msg/3/txt/1", &text), Err(OperatorError::Unchangeable("/msg/3/txt/1".to_owned())));
        assert_eq!(operator.remove("/msg/3/txt/1"), Err(OperatorError::Unchangeable("/msg/3/txt/1".to_owned())));
        let program = wire::MessagingProgram { locale: "fr".to_owned(), primacy: 9, ..Default::default() };
        operator.set("/msg/3", &wire::encode(&program)).expect("a program changes");
        assert!(matches!(operator.set("/msg/9", &wire::encode(&program)), Err(OperatorError::Missing(_))));
        let known = operator.kept("/msg/3/txt/1").expect("read");
        let again = operator.make("/msg/3/txt", &known[0].xml).expect("known");
        assert_eq!(again.address, "/msg/3/txt/1", "the same mRID is the same event");

        let answer = wire::FlowReservationResponse { subject: HexBinary128([1; 16]), ..Default::default() };
        let unasked = operator.make("/edev/1/frp", &wire::encode(&answer));
        assert!(matches!(unasked, Err(OperatorError::Missing(_))), "nobody has asked for it");
        assert!(matches!(operator.cancel_kept("/tp/4", UtcSeconds(T0), false), Err(OperatorError::Missing(_))));
        let late = operator.cancel_kept("/msg/3/txt/1", UtcSeconds(T0 + 3_600), false);
        assert!(matches!(late, Err(OperatorError::Over(_))));
    });
    let program: wire::MessagingProgram = world.read(&A, "/msg/3");
    assert_eq!((program.locale.as_str(), program.primacy), ("fr", 9));
    assert!(program.mrid == before.mrid && program.mrid.0 != [0; 16], "it keeps its name");
    world.operate(|operator| operator.remove("/tp/4").expect("removed"));
    for gone in ["/tp/4", "/tp/4/rc", "/tp/4/rc/1/rt", "/tp/4/rc/1/tti/1/cti/1", "/edev/1/fsa/1/tp"] {
        assert_eq!(world.get(&A, gone).status, 404, "{gone}");
    }
    let assigned: wire::FunctionSetAssignments = world.read(&A, "/edev/1/fsa/1");
    assert!(assigned.tariff_profile_list_link.is_none() && assigned.messaging_program_list_link.is_some());
}

/// A type that requires links to what is below it is not shown before that is there.
#[test]
fn a_rate_component_without_its_reading_type_is_not_there() {
    let mut world = world();
    world.operate(|operator| {
        let made = operator.make("/tp/4/rc", &sample("RateComponent", T0, &A)).expect("made");
        assert_eq!(made.number, 2);
    });
    assert_eq!(world.get(&A, "/tp/4/rc/2").status, 404);
    let list: wire::RateComponentList = world.read(&A, "/tp/4/rc?l=9");
    assert_eq!(list.all, 1);
    world.operate(|operator| operator.set("/tp/4/rc/2/rt", &sample("ReadingType", T0, &A)).expect("set"));
    let list: wire::RateComponentList = world.read(&A, "/tp/4/rc?l=9");
    assert_eq!(list.all, 2);
}

/// Responses to events of the table are judged and kept like those to DER controls; 11 and 12 are for texts and prices.
/// [2030.5 Response]
#[test]
fn responses_to_events_of_the_table_are_taken() {
    let mut world = world();
    let text: wire::TextMessage = world.read(&A, "/msg/3/txt/1");
    let at = text.reply_to.expect("a place for responses");
    assert_eq!(at, "/rsps/3/rsp");
    let response = |subject, status| wire::TextResponse {
        end_device_lfdi: HexBinary160(A.lfdi.0),
        subject,
        status: Some(status),
        ..Default::default()
    };
    assert_eq!(world.post(&A, &at, &response(text.mrid, 11)).status, 201);
    assert_eq!(world.post(&A, &at, &response(text.mrid, 200)).status, 400);
    assert_eq!(world.post(&A, &at, &response(HexBinary128([0x55; 16]), 1)).status, 400);
    assert_eq!(world.post(&A, "/rsps/2/rsp", &response(text.mrid, 1)).status, 400, "another program's event");
    assert_eq!(world.operate(|operator| operator.responses(1, 3)).expect("read").len(), 1);
    assert_eq!(world.operate(|operator| operator.responses(1, 0)).expect("read").len(), 1, "of a flow reservation");
}
