//! OpenADR 2.0a: no package carries its schema. Where `TIELINE_OADR_20A_XSD` names a folder with it, the table is held against it;
//! what the codec makes of messages of 2.0a is tried without it too [OADR2a].

use super::{Facts, ROUNDS, official, table, view};
use crate::lint::{Lint, oadr_20a_schema};
use std::collections::BTreeSet;
use tieline_schemas::oadr2::generator::sample;
use tieline_schemas::oadr2::generator::table::Table;
use tieline_schemas::oadr2::{Limits, decode_20a, encode_20a};

const FILES: [&str; 6] = [
    "oadr_20a.xsd",
    "oadr_ei_20a.xsd",
    "oadr_pyld_20a.xsd",
    "oadr_xcal_20a.xsd",
    "oadr_strm_20a.xsd",
    "oadr_emix_20a.xsd",
];

/// Simple types of which 2.0a's values are not the table's: it has `product`, and leaves the names of signals open.
const OTHER_VALUES: [&str; 2] = ["ei:signalType", "ei:signalName"];

#[test]
fn the_table_is_the_2_0a_schema_as_far_as_messages_reach() {
    let Some(folder) = oadr_20a_schema() else {
        return println!("not held against the schema of 2.0a: TIELINE_OADR_20A_XSD is not set");
    };
    let table = table().of_2_0a();
    let mut official = Facts::new();
    for file in FILES {
        official.extend(official::read(&folder.join(file), &table.namespaces));
    }
    let ours = view::facts(&table);
    let mut lines = 0;
    for payload in table.payloads() {
        let (ours, theirs) = (reached(&ours, &payload.name), reached(&official, &payload.name));
        let only = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect::<Vec<_>>();
        let differ = (only(&ours, &theirs), only(&theirs, &ours));
        assert_eq!(differ, Default::default(), "ours alone is left, the official one's right");
        lines += ours.len();
    }
    assert!(lines > 80, "{lines} lines");
}

/// A message of each payload, filled at random; validated where the schema is at hand.
#[test]
fn every_payload_of_2_0a_reads_back_equal_and_validates() {
    let table = table().of_2_0a();
    let lint = oadr_20a_schema().map(|folder| Lint::new("oadr-2.0a", &folder.join("oadr_20a.xsd")));
    let payloads = table.payloads();
    assert_eq!(payloads.len(), 4);
    for (payload, seed) in payloads.iter().flat_map(|payload| (0..ROUNDS).map(move |seed| (payload, seed))) {
        let text = message(&table, &payload.name, seed);
        let read = decode_20a(text.as_bytes(), &Limits::default());
        let read = read.unwrap_or_else(|error| panic!("{error}, seed {seed}: {text}"));
        let written = encode_20a(&read).unwrap_or_else(|error| panic!("{error}, seed {seed}: {text}"));
        assert_eq!(String::from_utf8_lossy(&written), text, "{}, seed {seed}", payload.name);
        if let Some(lint) = &lint {
            lint.add(&format!("{}-{seed}", payload.name.replace(':', "-")), &written);
        }
    }
    let validated = lint.map_or(0, |lint| lint.validate());
    println!("figure: 2.0a: {} messages, {validated} of them validated", payloads.len() as u64 * ROUNDS);
}

/// A message of 2.0b without its envelope, whose declarations go to the payload.
fn message(table: &Table, payload: &str, seed: u64) -> String {
    let text = sample::message(table, payload, seed);
    let (head, body) = text.split_once("><oadr:oadrSignedObject>").unwrap();
    let declarations = head.strip_prefix("<oadr:oadrPayload").unwrap();
    let body = body.strip_suffix("</oadr:oadrSignedObject></oadr:oadrPayload>").unwrap();
    let at = body.find(['>', '/']).unwrap();
    format!("{}{declarations}{}", &body[..at], &body[at..])
}

/// What an element may hold, through all that it reaches: a line a child with its cardinality, or a line a simple value.
fn reached(facts: &Facts, element: &str) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let ty = facts[&format!("element {element}")][0].clone();
    walk(facts, element, &ty, &mut lines);
    lines
}

fn walk(facts: &Facts, path: &str, ty: &str, lines: &mut BTreeSet<String>) {
    let Some(structure) = facts.get(&format!("struct {ty}")) else {
        lines.extend(simple(facts, path, ty));
        return;
    };
    if structure[0] != "-" && facts[&format!("struct {}", structure[0])].len() > 1 {
        walk(facts, path, &structure[0], lines);
    }
    for field in structure[1..].iter().filter(|line| line.contains(' ')) {
        let [name, own, card] = field.split(' ').collect::<Vec<_>>()[..] else { panic!("{path}: {field}") };
        let found = facts.get(&format!("element {name}"));
        let (ty, is_abstract) = match (own, found) {
            ("ref", Some(found)) => (found[0].clone(), found.iter().any(|mark| mark == "abstract")),
            (own, _) => (own.to_owned(), false),
        };
        let members: Vec<String> = match is_abstract {
            true => members(facts, name),
            false => vec![name.to_owned()],
        };
        for member in members {
            let ty = if is_abstract { facts[&format!("element {member}")][0].clone() } else { ty.clone() };
            lines.insert(format!("{path}/{member} {card}"));
            walk(facts, &format!("{path}/{member}"), &ty, lines);
        }
    }
}

/// The elements that may stand for an abstract one.
fn members(facts: &Facts, head: &str) -> Vec<String> {
    let stands = format!("for={head}");
    let all = facts.iter().filter(|(_, lines)| lines.contains(&stands));
    all.filter_map(|(name, _)| name.strip_prefix("element ").map(str::to_owned)).collect()
}

/// The values that an enumerated type has.
fn simple(facts: &Facts, path: &str, ty: &str) -> Vec<String> {
    let own = path.rsplit('/').next().unwrap();
    let lines = facts.get(&format!("simple {ty}")).filter(|_| !OTHER_VALUES.contains(&own));
    let values = lines.into_iter().flatten().filter(|line| line.starts_with("= "));
    values.map(|value| format!("{path} {value}")).collect()
}
