//! The function sets of the table: every address, links, life, isolation.

use super::filled::{filled, operate, sample, walk};
use super::*;
use crate::headend::table::{Place, Row, TABLE};
use std::collections::BTreeSet;
use tieline_schemas::sep2::{Edition, Target};

pub(super) fn world() -> World {
    world_with(Extensions::CsipAus12)
}

pub(super) fn world_with(extensions: Extensions) -> World {
    let settings = Settings { extensions, ..World::new().server.settings().clone() };
    World { server: filled(settings, T0, &A, &B), now: T0 }
}

/// An address of the table without its numbers.
fn shape(address: &str) -> String {
    let segments = address.split('/').skip(1);
    segments
        .map(|segment| if segment.parse::<u32>().is_ok() { "/#".to_owned() } else { format!("/{segment}") })
        .collect()
}

/// Every form of every row with the numbers that it has in the filled world.
pub(super) fn addresses(world: &World) -> Vec<String> {
    let found = walk(&world.server, T0, &A).into_iter().map(|(address, ..)| address);
    found.filter(|address| matches!(Route::parse(address), Some(Route::Kept(_)))).collect()
}

/// Nothing is advertised that is not there, and all that is there is advertised.
/// [CSIP CORE-002]
#[test]
fn links_lead_to_every_address_and_to_nothing_else() {
    for extensions in [Extensions::None, Extensions::CsipAus12, Extensions::CsipAus13] {
        let world = world_with(extensions);
        let seen = walk(&world.server, T0, &A);
        let missing: Vec<_> =
            seen.iter().filter(|(_, status, _)| *status != 200).map(|(at, status, _)| (at, status)).collect();
        assert_eq!(missing, []);
        let reached: BTreeSet<String> = seen.iter().map(|(address, ..)| shape(address)).collect();
        let combined = |row: &Row| row.combined.filter(|_| extensions == Extensions::CsipAus13);
        let forms = |row: &'static Row| [Some(row.at), row.list, row.active, combined(row)].into_iter().flatten();
        let unreached: Vec<_> = TABLE.iter().flat_map(forms).filter(|pattern| !reached.contains(*pattern)).collect();
        assert_eq!(unreached, [""; 0]);
    }
}

/// A device without anything is shown the addresses that it may write to, and those alone answer 404 until it has.
#[test]
fn an_empty_server_advertises_what_a_device_may_write_alone() {
    let world = World::with_programs();
    for (address, status, _) in walk(&world.server, T0, &A) {
        let may_put = Route::parse(&address).is_some_and(|route| route.methods(true).contains(&Method::Put));
        assert!(status == 200 || (status == 404 && may_put), "{address}: {status}");
    }
}

/// [RFC 9110 §15.5.6] [CSIP CORE-001]
#[test]
fn every_address_of_the_table_knows_its_methods() {
    let mut world = world_with(Extensions::CsipAus13);
    for address in addresses(&world) {
        let methods = Route::parse(&address).expect("an address").methods(true);
        let allow: Vec<_> = methods.iter().map(|method| method.as_str()).collect();
        let allow = allow.join(", ");
        let get = world.get(&A, &address);
        let head = world.send(&A, Method::Head, &address, Vec::new());
        assert_eq!((head.status, &head.headers, head.body.len()), (200, &get.headers, 0), "{address}");
        let options = world.send(&A, Method::Options, &address, Vec::new());
        assert_eq!((options.status, options.header(HeaderName::Allow)), (200, Some(allow.as_str())), "{address}");
        for method in [Method::Post, Method::Put, Method::Delete] {
            if !methods.contains(&method) {
                let refused = world.send(&A, method, &address, Vec::new());
                assert_eq!(
                    (refused.status, refused.header(HeaderName::Allow)),
                    (405, Some(allow.as_str())),
                    "{address}"
                );
            }
        }
        let text = String::from_utf8_lossy(&get.body).into_owned();
        assert!(text.contains(&format!(" href=\"{address}\"")), "{address} names itself: {text}");
    }
}

/// r8: another device, and a stranger, are answered under every address of the table as where nothing is, whatever they
/// try [design r8].
#[test]
fn r8_no_device_sees_another_in_the_table() {
    let mut world = world_with(Extensions::CsipAus13);
    let stranger = Identity { lfdi: Lfdi([9; 20]), sfdi: Sfdi(9) };
    let own = addresses(&world);
    let guessed = Place::all([1; 5]).chain(Place::all([2, 1, 1, 1, 1])).map(|place| place.to_string());
    let mut foreign: Vec<String> = own.iter().cloned().chain(guessed).collect();
    foreign.retain(|address| !address.starts_with("/sdev") && !address.starts_with("/edev/2/"));
    assert!(foreign.len() > TABLE.len() * 2);
    for who in [B, stranger] {
        let nowhere = world.get(&who, "/nowhere");
        for address in &foreign {
            for method in [Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete, Method::Options] {
                assert_eq!(world.send(&who, method, address, Vec::new()), nowhere, "{method} {address}");
            }
        }
    }
    assert_eq!(addresses(&world), own, "nothing has changed");
    let sets: wire::ResponseSetList = world.read(&B, "/rsps?l=9");
    assert_eq!(sets.all, 0);
}

fn statuses(world: &mut World, list: &str) -> Vec<(u8, i64)> {
    let body = world.get(&A, &format!("{list}?l=99")).body;
    let document = wire::decode(&body, &Limits::default()).expect("an answer that reads back");
    let status = |status: &wire::EventStatus| (status.current_status, status.date_time);
    match document {
        wire::Document::EndDeviceControlList(l) => {
            l.end_device_control.iter().map(|e| status(&e.event_status)).collect()
        }
        wire::Document::TextMessageList(l) => l.text_message.iter().map(|e| status(&e.event_status)).collect(),
        wire::Document::TimeTariffIntervalList(l) => {
            l.time_tariff_interval.iter().map(|e| status(&e.event_status)).collect()
        }
        wire::Document::FlowReservationResponseList(l) => {
            l.flow_reservation_response.iter().map(|e| status(&e.event_status)).collect()
        }
        other => panic!("{} is no list of events", other.root_name()),
    }
}

/// A sample event of a list with its interval moved.
pub(super) fn later(kind: &str, mrid: u8, created: i64, start: i64) -> Vec<u8> {
    let text = String::from_utf8(sample(kind, start, &A)).expect("text");
    let text = text.replace("<creationTime>0</creationTime>", &format!("<creationTime>{created}</creationTime>"));
    let (before, rest) = text.split_once("<mRID>").expect("an mRID");
    let (_, after) = rest.split_once("</mRID>").expect("an mRID");
    format!("{before}<mRID>{}</mRID>{after}", format!("{mrid:02X}").repeat(16)).into_bytes()
}

/// Every kind of event goes through the same life, to the second.
/// [2030.5 EventStatus]
#[test]
fn events_of_the_table_live_like_der_controls() {
    let lists = [
        ("/drp/2/edc", "EndDeviceControl", Some("/drp/2/actedc")),
        ("/msg/3/txt", "TextMessage", Some("/msg/3/acttxt")),
        ("/tp/4/rc/1/tti", "TimeTariffInterval", Some("/tp/4/rc/1/acttti")),
        ("/edev/1/frp", "FlowReservationResponse", None),
    ];
    for (list, kind, active) in lists {
        let mut world = world();
        let made = operate(&mut world.server, T0, |operator| {
            operator.make(list, &later(kind, 0x77, T0 + 10, T0 + 3_600)).expect("made")
        });
        assert_eq!(statuses(&mut world, list), [(1, T0), (0, T0 + 10)], "{list}");
        let count = |world: &mut World| active.map(|active| statuses(world, active).len());
        assert_eq!(count(&mut world), active.map(|_| 1));
        world.now = T0 + 3_600;
        assert_eq!(statuses(&mut world, list), [(1, T0 + 3_600)], "the first has left {list}");
        world.now = T0 + 3_700;
        operate(&mut world.server, world.now, |operator| {
            operator.cancel_kept(&made.address, UtcSeconds(T0 + 3_700), true).expect("cancelled");
            operator.cancel_kept(&made.address, UtcSeconds(T0 + 3_701), false).expect("again changes nothing");
        });
        assert_eq!(statuses(&mut world, list), [(3, T0 + 3_700)], "{list}");
        assert_eq!(count(&mut world), active.map(|_| 0));
        world.now = T0 + 7_199;
        assert_eq!(statuses(&mut world, list).len(), 1, "cancelled, it stays until its end");
        world.now = T0 + 7_200;
        assert_eq!(statuses(&mut world, list), [], "{list}");
        assert_eq!(world.get(&A, &made.address).status, 404);
    }
}

/// Demand response: the same categories displace each other, others do not. Texts stand beside each other.
/// [2030.5 EndDeviceControl, TextMessage, TimeTariffInterval]
#[test]
fn only_rivals_supersede() {
    let mut world = world();
    operate(&mut world.server, T0, |operator| {
        operator.make("/drp/2/edc", &later("EndDeviceControl", 0x21, T0 + 1, T0 + 60)).expect("made");
        let other = String::from_utf8(later("EndDeviceControl", 0x22, T0 + 2, T0 + 60)).expect("text");
        let other = other.replace("<deviceCategory>00<", "<deviceCategory>02<");
        operator.make("/drp/2/edc", other.as_bytes()).expect("made");
        operator.make("/msg/3/txt", &later("TextMessage", 0x23, T0 + 1, T0 + 60)).expect("made");
        operator.make("/tp/4/rc/1/tti", &later("TimeTariffInterval", 0x24, T0 + 1, T0 + 60)).expect("made");
    });
    world.now = T0 + 60;
    assert_eq!(statuses(&mut world, "/drp/2/edc"), [(4, T0 + 60), (1, T0 + 60), (1, T0 + 60)]);
    assert_eq!(statuses(&mut world, "/msg/3/txt"), [(1, T0), (1, T0 + 60)]);
    assert_eq!(statuses(&mut world, "/tp/4/rc/1/tti"), [(4, T0 + 60), (1, T0 + 60)]);
}

/// Lists are in the standard's order, whatever the order of making, and pages of them too.
/// [2030.5 List]
#[test]
fn lists_of_the_table_are_ordered_and_cut() {
    let mut world = world();
    operate(&mut world.server, T0, |operator| {
        for (mrid, created, start) in [(0x31, 1, 30), (0x32, 1, 10), (0x33, 5, 10), (0x34, 5, 10)] {
            operator.make("/msg/3/txt", &later("TextMessage", mrid, T0 + created, T0 + start)).expect("made");
        }
        for (number, primacy) in [(8_u8, 2), (9, 1), (10, 1)] {
            let document = wire::TariffProfile { mrid: HexBinary128([number; 16]), primacy, ..Default::default() };
            operator.make("/tp", &wire::encode(&document)).expect("made");
        }
        operator.assignments("sets", &[3, 4, 8, 9, 10], false).expect("assignments");
    });
    let list: wire::TextMessageList = world.read(&A, "/msg/3/txt?s=1&l=2");
    assert_eq!((list.all, list.results), (5, 2));
    let mrids: Vec<_> = list.text_message.iter().map(|text| text.mrid.0[0]).collect();
    assert_eq!(mrids, [0x34, 0x33]);
    let list: wire::TextMessageList = world.read(&A, &format!("/msg/3/txt?a={}&l=9", T0 + 10));
    assert_eq!((list.all, list.text_message[0].mrid.0[0]), (5, 0x31));
    let list: wire::TariffProfileList = world.read(&A, "/edev/1/fsa/1/tp?l=9");
    let numbers: Vec<_> = list.tariff_profile.iter().map(|tariff| (tariff.primacy, tariff.mrid.0[0])).collect();
    assert_eq!(numbers[1..], [(1, 10), (1, 9), (2, 8)]);
    assert_eq!((numbers[0].0, list.poll_rate), (0, Some(900)));
}

/// Two more documents in a list that has one already stand where their type's order puts them.
#[test]
fn each_list_has_the_order_of_its_type() {
    let mut world = world();
    let interval = |start| wire::DateTimeInterval { start, duration: 60 };
    let period = |start| wire::encode(&wire::BillingPeriod { interval: interval(start), ..Default::default() });
    let credit = |effective_time| wire::encode(&wire::CreditRegister { effective_time, ..Default::default() });
    let block = |start| {
        let start_value = wire::UInt48::new(start).expect("48 bits");
        wire::encode(&wire::ConsumptionTariffInterval { start_value, ..Default::default() })
    };
    let supply =
        |start| wire::encode(&wire::SupplyInterruptionOverride { interval: interval(start), ..Default::default() });
    let set = |start| wire::encode(&wire::BillingReadingSet { time_period: interval(start), ..Default::default() });
    let reading =
        |start| wire::encode(&wire::BillingReading { time_period: Some(interval(start)), ..Default::default() });
    let file = |version: &str| wire::encode(&wire::File { mf_ver: version.to_owned(), ..Default::default() });
    let lists = [
        ("/bill/6/ca/1/bp", [period(T0 + 9), period(T0 - 9)], [2, 1, 3]),
        ("/ppy/7/cr", [credit(5), credit(9)], [3, 2, 1]),
        ("/tp/4/rc/1/tti/1/cti", [block(9), block(5)], [1, 3, 2]),
        ("/ppy/7/si", [supply(T0 + 9), supply(T0 - 9)], [3, 1, 2]),
        ("/bill/6/ca/1/ver/1/brs", [set(5), set(9)], [3, 2, 1]),
        ("/bill/6/ca/1/ver/1/brs/1/br", [reading(9), reading(5)], [1, 3, 2]),
    ];
    world.operate(|operator| {
        for (list, documents, order) in lists {
            for document in documents {
                operator.make(list, &document).expect("made");
            }
            let kept = operator.kept(list).expect("read").into_iter().map(|document| document.address);
            assert_eq!(kept.collect::<Vec<_>>(), order.map(|number| format!("{list}/{number}")), "{list}");
        }
        for version in ["1.0", "2.0"] {
            operator.make("/file", &file(version)).expect("made");
        }
        operator.assignments("sets", &[5, 8, 9], false).expect("assignments");
    });
    let files: wire::FileList = world.read(&A, "/edev/1/fsa/1/file?l=9");
    let versions: Vec<_> = files.file.iter().map(|file| file.mf_ver.as_str()).collect();
    assert_eq!(versions, ["2.0", "1.0", ""], "the newest of a model first");
}

/// [X23 EventStatus.potentiallySuperseded]
#[test]
fn what_2023_adds_is_shown_in_2023_alone() {
    for (edition, retailer) in [(ServedEdition::Y2018, None), (ServedEdition::Y2023, Some("co-op".to_owned()))] {
        let mut world = world();
        let tariff = wire::TariffProfile { retailer: Some("co-op".to_owned()), ..Default::default() };
        let newest = Target { edition: Edition::Y2023, csip_aus: None };
        world.operate(|operator| operator.set("/tp/4", &wire::encode_for(&tariff, &newest)).expect("set"));
        let settings = Settings { edition, ..world.server.settings().clone() };
        world.server = Server::new(settings, world.server.resources().clone());
        let shown: wire::TariffProfile = world.read(&A, "/tp/4");
        assert_eq!(shown.retailer, retailer);
        let event: wire::EndDeviceControl = world.read(&A, "/drp/2/edc/1");
        assert_eq!(event.event_status.potentially_superseded, edition == ServedEdition::Y2023);
        let control: wire::DERControl = world.read(&A, "/derp/1/derc/1");
        assert_eq!(control.event_status.potentially_superseded, edition == ServedEdition::Y2023);
    }
}
