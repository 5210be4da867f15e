//! The table against the models that pysunspec2 installs.

use super::peers;
use serde_json::Value;
use tieline_schemas::sunspec::table::{Count, Group, Kind, MODELS, Point, Scale};

fn installed(id: u16) -> Value {
    let lib = std::fs::read_dir(peers().join("lib")).expect("an environment");
    let python = lib.flatten().map(|entry| entry.path()).find(|path| path.join("site-packages/sunspec2").exists());
    let models = python.expect("pysunspec2 is installed").join("site-packages/sunspec2/models/json");
    let text = std::fs::read_to_string(models.join(format!("model_{id}.json"))).expect("the model is installed");
    serde_json::from_str(&text).expect("JSON")
}

fn text<'a>(value: &'a Value, key: &str, default: &'a str) -> &'a str {
    value[key].as_str().unwrap_or(default)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn same_points(at: &str, ours: &[Point], theirs: &[Value]) -> usize {
    assert_eq!(ours.len(), theirs.len(), "{at}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        let at = format!("{at}.{}", ours.name);
        assert_eq!(ours.name, text(theirs, "name", ""), "{at}");
        assert_eq!(format!("{:?}", ours.kind).to_lowercase(), text(theirs, "type", ""), "{at}");
        assert_eq!(u64::from(ours.size), theirs["size"].as_u64().expect("a size"), "{at}");
        assert_eq!(ours.writable, text(theirs, "access", "R") == "RW", "{at}");
        assert_eq!(ours.mandatory, text(theirs, "mandatory", "O") == "M", "{at}");
        assert_eq!(ours.unit, text(theirs, "units", "").trim().replace(' ', "_"), "{at}");
        let scale = match &theirs["sf"] {
            Value::String(name) => name.clone(),
            Value::Number(power) => power.to_string(),
            _ => String::new(),
        };
        let our_scale = match ours.scale {
            Scale::None => String::new(),
            Scale::Point(name) => name.to_owned(),
            Scale::Fixed(power) => power.to_string(),
        };
        assert_eq!(our_scale, scale, "{at}");
        let symbols: Vec<_> = list(&theirs["symbols"])
            .iter()
            .map(|symbol| (text(symbol, "name", "").replace(' ', "_"), symbol["value"].as_u64().expect("a number")))
            .collect();
        let our_symbols: Vec<_> = ours.symbols.iter().map(|(name, n)| ((*name).to_owned(), u64::from(*n))).collect();
        assert_eq!(our_symbols, symbols, "{at}");
        assert!(ours.kind != Kind::Pad || !ours.writable, "{at}");
    }
    ours.len()
}

fn same_groups(at: &str, ours: &[Group], theirs: &[Value]) -> usize {
    assert_eq!(ours.len(), theirs.len(), "{at}");
    let mut points = 0;
    for (ours, theirs) in ours.iter().zip(theirs) {
        let at = format!("{at}.{}", ours.name);
        assert_eq!(ours.name, text(theirs, "name", ""), "{at}");
        assert_eq!(ours.sync, text(theirs, "type", "") == "sync", "{at}");
        let count = match &theirs["count"] {
            Value::String(name) => name.clone(),
            Value::Number(n) if n.as_u64() == Some(0) => "0".to_owned(),
            _ => "1".to_owned(),
        };
        let our_count = match ours.count {
            Count::Once => "1",
            Count::Point(name) => name,
            Count::ToTheEnd => "0",
        };
        assert_eq!(our_count, count, "{at}");
        points += same_points(&at, ours.points, list(&theirs["points"]));
        points += same_groups(&at, ours.groups, list(&theirs["groups"]));
    }
    points
}

/// Every model of the table, point by point, equals the one that pysunspec2 installs; the number of points.
pub(super) fn compare() -> (usize, usize) {
    let mut points = 0;
    for model in MODELS {
        let theirs = &installed(model.id)["group"];
        assert_eq!(model.name, text(theirs, "name", ""), "{}", model.id);
        points += same_points(&model.id.to_string(), model.points, list(&theirs["points"]));
        points += same_groups(&model.id.to_string(), model.groups, list(&theirs["groups"]));
    }
    (MODELS.len(), points)
}
