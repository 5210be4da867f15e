//! Benchmarks of Tieline beside their peers; run by `cargo xtask bench`.

mod event;
mod oadr2;
mod program;
mod row;
mod rss;
mod sep2;
mod serve;
mod sim;
mod store;
mod tls;
mod xml;

use row::Row;
use serde_json::{Value, json};
use std::process::ExitCode;

/// A group of benchmarks: the beginning of its names, and what runs it.
type Group = (&'static str, fn() -> Vec<Row>);

/// Every group, in the order in which they run.
const GROUPS: &[Group] = &[
    ("sep2", sep2::run),
    ("oadr2", oadr2::run),
    ("oadr2.poll", oadr2::poll::run),
    ("store.commit", store::run),
    ("tls.full", tls::run),
    ("serve.get", serve::get),
    ("serve.full", serve::full),
    ("serve.resume", serve::resume),
    ("serve.kb_per_connection", serve::connection),
    ("serve.kb_per_device", serve::enrolled),
    ("serve.million", serve::million),
    ("serve.notification", serve::notifications),
    ("serve.post", serve::posts),
    ("serve.growth", serve::growth),
    ("event_to_write", event::run),
    ("rss", rss::run),
    ("binary_mb", rss::binary),
    ("sim.days_per_s", sim::run),
];

fn main() -> ExitCode {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    let json = names.iter().position(|name| name == "--json").map(|at| {
        names.remove(at);
        if at < names.len() { names.remove(at) } else { "/dev/stdout".to_owned() }
    });
    let wanted =
        |group: &str| names.is_empty() || names.iter().any(|name| name.starts_with(group) || group.starts_with(name));
    let mut rows: Vec<Row> = Vec::new();
    println!("{:<28} {:>12} {:<8} {:<28} {:>12} {:>7}", "name", "value", "unit", "peer", "peer's", "ratio");
    for (group, run) in GROUPS.iter().filter(|(group, _)| wanted(group)) {
        eprintln!("{group} ...");
        let asked = |row: &Row| names.is_empty() || names.iter().any(|name| row.name.starts_with(name.as_str()));
        rows.extend(run().into_iter().filter(asked).inspect(print));
    }
    if rows.is_empty() {
        eprintln!(
            "no benchmark of that name; the groups are: {}",
            GROUPS.iter().map(|g| g.0).collect::<Vec<_>>().join(", ")
        );
        return ExitCode::from(2);
    }
    let written =
        json.map_or(Ok(()), |file| std::fs::write(file, Value::from_iter(rows.iter().map(to_json)).to_string()));
    if let Err(error) = written {
        eprintln!("the JSON file cannot be written: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn print(row: &Row) {
    let optional = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.2}"));
    println!(
        "{:<28} {:>12.3} {:<8} {:<28} {:>12} {:>7}",
        row.name,
        row.value,
        row.unit,
        row.peer.unwrap_or("-"),
        optional(row.peer_value),
        optional(row.ratio)
    );
}

fn to_json(row: &Row) -> Value {
    json!({
        "name": row.name, "value": row.value, "unit": row.unit,
        "peer": row.peer, "peer_value": row.peer_value, "ratio": row.ratio,
    })
}
