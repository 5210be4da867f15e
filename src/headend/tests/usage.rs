//! Metering from mirrors, and the content of files.

use super::filled::{filled, walk};
use super::*;

fn world() -> World {
    let settings = World::new().server.settings().clone();
    World { server: filled(settings, T0, &A, &B), now: T0 }
}

/// A mirror shows as a usage point with a reading set for each day, down to the single reading.
/// [2030.5 UsagePoint, MeterReading, ReadingSet, Reading]
#[test]
fn a_mirror_is_a_usage_point_down_to_its_readings() {
    let mut world = World::with_programs();
    let dcap: wire::DeviceCapability = world.read(&A, "/dcap");
    assert!(dcap.usage_point_list_link.is_none(), "nothing is measured yet");
    world.post(&A, "/mup", &mirror_of(&A, 1));
    let day = T0 - T0.rem_euclid(86_400);
    for (start, value) in [(day + 300, 7), (day - 86_400, 5), (day, 6)] {
        assert_eq!(world.post(&A, "/mup/1/1", &reading_at(start, value)).status, 201);
    }
    let dcap: wire::DeviceCapability = world.read(&A, "/dcap");
    let points: wire::UsagePointList = world.read(&A, &dcap.usage_point_list_link.expect("link").href);
    let point = &points.usage_point[0];
    assert_eq!((point.mrid.0, point.device_lfdi), ([1; 16], Some(HexBinary160(A.lfdi.0))));
    let meters = point.meter_reading_list_link.clone().expect("link");
    let meters: wire::MeterReadingList = world.read(&A, &meters.href);
    let meter = &meters.meter_reading[0];
    let kind: wire::ReadingType = world.read(&A, &meter.reading_type_link.href);
    assert_eq!(kind.uom, Some(38));
    let latest: wire::Reading = world.read(&A, &meter.reading_link.clone().expect("link").href);
    assert_eq!(latest.value.map(|value| value.get()), Some(7));
    let sets = meter.reading_set_list_link.clone().expect("link");
    assert_eq!(sets.all, Some(2));
    let sets: wire::ReadingSetList = world.read(&A, &format!("{}?l=9", sets.href));
    let starts: Vec<_> = sets.reading_set.iter().map(|set| set.time_period.start).collect();
    assert_eq!(starts, [day, day - 86_400], "the newest first");
    assert_ne!(sets.reading_set[0].mrid, sets.reading_set[1].mrid);
    let readings = sets.reading_set[0].reading_list_link.clone().expect("link");
    let readings: wire::ReadingList = world.read(&A, &format!("{}?l=9", readings.href));
    let values: Vec<_> =
        readings.reading.iter().map(|r| (r.value.map(|v| v.get()), r.local_id.map(|id| id.0))).collect();
    assert_eq!(values, [(Some(6), Some(1)), (Some(7), Some(2))]);
    let one: wire::Reading = world.read(&A, readings.reading[1].href.as_deref().expect("an address"));
    assert_eq!(one, wire::Reading { href: one.href.clone(), ..readings.reading[1].clone() });
    for gone in ["/upt/1/2", "/upt/1/1/mr/2", "/upt/1/1/mr/0", "/upt/1/1/mr/1/rs/1", "/upt/1/1/mr/1/rs/1/r"] {
        assert_eq!(world.get(&A, gone).status, 404, "{gone}");
    }
}

/// r8: nobody else reads it [design r8].
#[test]
fn r8_a_usage_point_and_a_file_are_their_devices_alone() {
    let mut world = world();
    let nowhere = world.get(&B, "/nowhere");
    let seen = walk(&world.server, T0, &A).into_iter().map(|(address, ..)| address);
    let own: Vec<_> = seen.filter(|at| at.starts_with("/upt/") || at.starts_with("/file/")).collect();
    assert!(own.len() >= 9, "{own:?}");
    for address in own {
        for method in [Method::Get, Method::Head, Method::Put, Method::Post, Method::Delete, Method::Options] {
            assert_eq!(world.send(&B, method, &address, Vec::new()), nowhere, "{method} {address}");
        }
    }
    let list: wire::UsagePointList = world.read(&B, "/upt");
    assert_eq!(list.all, 0);
}

/// [2030.5 File] [RFC 9110 §14.2]
#[test]
fn a_file_is_served_whole_and_in_parts() {
    let mut world = world();
    let file: wire::File = world.read(&A, "/file/5");
    assert_eq!((file.file_uri.as_str(), file.size), ("/file/5/content", 8));
    let ask = |range: &str| {
        let headers = vec![(HeaderName::Range, range.to_owned())];
        let request = HttpRequest { headers, ..HttpRequest::get("/file/5/content") };
        let response = world.server.handle(UtcSeconds(T0), &A, &request).response;
        let part = response.header(HeaderName::ContentRange).map(str::to_owned);
        (response.status, String::from_utf8(response.body).expect("text"), part)
    };
    assert_eq!(ask("bytes=0-3"), (206, "firm".to_owned(), Some("bytes 0-3/8".to_owned())));
    assert_eq!(ask("bytes=4-"), (206, "ware".to_owned(), Some("bytes 4-7/8".to_owned())));
    assert_eq!(ask("bytes=8-"), (416, String::new(), Some("bytes */8".to_owned())));
    assert_eq!(ask("lines=1-2"), (200, "firmware".to_owned(), None));
    let whole = world.get(&A, "/file/5/content");
    assert_eq!((whole.status, whole.body.as_slice()), (200, b"firmware".as_slice()));
    assert_eq!(whole.header(HeaderName::ContentType), Some("application/octet-stream"));
    world.operate(|operator| {
        let refused = operator.file_content("/file/5", vec![0; (4 << 20) + 1]);
        assert!(matches!(refused, Err(OperatorError::Bound { .. })));
        assert!(operator.file_content("/drp/2", Vec::new()).is_err());
        operator.remove("/file/5").expect("removed");
    });
    assert_eq!(world.get(&A, "/file/5/content").status, 404);
}
