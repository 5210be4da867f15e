//! OpenADR 2.0b: the schema that the PyPI package openleadr installs.

mod official;
mod smaller;
mod view;

use crate::lint::{Lint, oadr_schema};
use std::collections::BTreeMap;
use tieline_schemas::oadr2::generator::table::{Table, parse};
use tieline_schemas::oadr2::generator::{TABLE, sample};
use tieline_schemas::oadr2::{
    DateTime, GreenButton, Interval, IntervalReading, Intervals, ItemBase, Limits, Message, OadrGBItemBase,
    OadrGBStreamPayloadBase, OadrRegisterReport, OadrReport, OadrReportDescription, OadrUpdateReport, Series,
    StreamPayload, decode, encode, encode_with_id,
};

/// A type, element or attribute to its facts in order.
type Facts = BTreeMap<String, Vec<String>>;

/// The files that the table takes apart. What the others declare is opaque to us.
const FILES: [&str; 10] = [
    "oadr_20b.xsd",
    "oadr_ei_20b.xsd",
    "oadr_pyld_20b.xsd",
    "oadr_xcal_20b.xsd",
    "oadr_strm_20b.xsd",
    "oadr_emix_20b.xsd",
    "oadr_power_20b.xsd",
    "oadr_siscale_20b.xsd",
    "oadr_gml_20b.xsd",
    "oadr_ISO_ISO3AlphaCurrencyCode_20100407.xsd",
];

/// Messages of each payload.
const ROUNDS: u64 = 40;

fn table() -> Table {
    parse(TABLE).unwrap()
}

#[test]
fn the_table_is_the_2_0b_schema_and_the_other_way_round() {
    let table = table();
    let mut official = Facts::new();
    for file in FILES {
        official.extend(official::read(&oadr_schema(file), &table.namespaces));
    }
    assert!(official.len() > 200, "{} facts", official.len());
    let ours = view::facts(&table);
    for (name, facts) in &official {
        assert_eq!(ours.get(name), Some(facts), "{name}: ours is left, the official one right");
    }
    let surplus: Vec<&String> = ours.keys().filter(|name| !official.contains_key(*name)).collect();
    assert!(surplus.is_empty(), "only in the table: {surplus:?}");
}

/// The two elements that the table does not take apart are there, under these names.
#[test]
fn what_is_opaque_is_declared() {
    let table = table();
    for (file, name) in [("oadr_atom.xsd", "element atom:feed"), ("oadr_xmldsig.xsd", "element ds:Signature")] {
        assert!(official::names(&oadr_schema(file), &table.namespaces).contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn every_payload_validates_and_reads_back_equal() {
    let table = table();
    let lint = Lint::new("oadr-2.0b", &oadr_schema("oadr_20b.xsd"));
    let payloads = table.payloads();
    for (payload, seed) in payloads.iter().flat_map(|payload| (0..ROUNDS).map(move |seed| (payload, seed))) {
        let written = through_the_codec(&table, &payload.name, seed);
        lint.add(&format!("{}-{seed}", payload.name.replace(':', "-")), &written);
    }
    assert_eq!(payloads.len(), 23);
    println!("figure: 2.0b: {} payloads, {} messages", payloads.len(), lint.validate());
}

#[test]
fn a_message_with_an_id_and_without_content_validates() {
    let lint = Lint::new("oadr-2.0b-id", &oadr_schema("oadr_20b.xsd"));
    let message = decode(sample::message(&table(), "oadr:oadrPoll", 1).as_bytes(), &Limits::default()).unwrap().message;
    lint.add("id", &encode_with_id(&message, "oadrSignedObject").bytes);
    lint.add("empty", &encode(&Message::DistributeEvent(Default::default())));
    assert_eq!(lint.validate(), 2);
}

/// [ESPI IntervalBlock]
#[test]
fn green_button_data_validates_as_payload_and_as_description() {
    let reading = |start_s, value, quality| IntervalReading { start_s, seconds: 900, value, quality };
    let series = |flow, blocks| Series { flow, unit: Series::WATT_HOURS, multiplier: 0, interval_s: Some(900), blocks };
    let blocks =
        vec![vec![reading(0, 400, None), reading(900, 0, Some(Series::QUESTIONABLE))], vec![reading(2_700, 7, None)]];
    let full = GreenButton { series: vec![series(Series::DELIVERED, blocks), series(Series::REVERSE, Vec::new())] };
    let bare = GreenButton { series: vec![Series { interval_s: None, ..series(Series::DELIVERED, Vec::new()) }] };
    let feed = |data: &GreenButton| data.feed(DateTime::default(), |path| format!("urn:x:{path}"));
    let payload = StreamPayload::OadrGBPayload(OadrGBStreamPayloadBase { feed: feed(&full) });
    let interval = Interval {
        dtstart: Some(DateTime::default().into()),
        stream_payload_base: vec![payload],
        ..Default::default()
    };
    let description = OadrReportDescription {
        item_base: Some(ItemBase::OadrGBDataDescription(OadrGBItemBase { feed: feed(&bare) })),
        ..Default::default()
    };
    let report =
        |intervals, oadr_report_description| OadrReport { intervals, oadr_report_description, ..Default::default() };
    let (told, offered) =
        (report(Some(Intervals { interval: vec![interval] }), Vec::new()), report(None, vec![description]));
    let lint = Lint::new("oadr-2.0b-green-button", &oadr_schema("oadr_20b.xsd"));
    let (update, register) = (OadrUpdateReport::default(), OadrRegisterReport::default());
    lint.add("update", &encode(&Message::UpdateReport(OadrUpdateReport { oadr_report: vec![told], ..update })));
    let register = OadrRegisterReport { oadr_report: vec![offered], ..register };
    lint.add("register", &encode(&Message::RegisterReport(register)));
    assert_eq!(lint.validate(), 2);
}

/// A message filled by `seed`, read, written and read again. It must come back byte for byte.
fn through_the_codec(table: &Table, payload: &str, seed: u64) -> Vec<u8> {
    let text = sample::message(table, payload, seed);
    let read = |bytes: &[u8]| decode(bytes, &Limits::default()).map(|found| found.message);
    let message = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}, seed {seed}: {text}"));
    let written = encode(&message);
    assert_eq!(String::from_utf8_lossy(&written), text, "{payload}, seed {seed}");
    assert_eq!(read(&written), Ok(message), "{payload}, seed {seed}");
    written
}
