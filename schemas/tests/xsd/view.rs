//! The table as one edition's schema would say it: a line per fact, to compare with the official one.

use std::collections::BTreeMap;
use tieline_schemas::sep2::Edition;
use tieline_schemas::sep2::generator::table::{Field, Place, Type};

/// Type, or `global NAME`, to its facts in order.
pub type Facts = BTreeMap<String, Vec<String>>;

/// Both must say the same.
pub fn compare(official: &Facts, ours: &Facts) {
    assert!(official.len() > 3, "nothing was read");
    for (name, facts) in official {
        assert_eq!(ours.get(name), Some(facts), "{name}: ours is left, the official one right");
    }
    let surplus: Vec<&String> = ours.keys().filter(|name| !official.contains_key(*name)).collect();
    assert!(surplus.is_empty(), "only in the table: {surplus:?}");
}

fn of<T: Clone>(pair: &(T, T), edition: Edition) -> T {
    if edition == Edition::Y2018 { pair.0.clone() } else { pair.1.clone() }
}

/// One edition of 2030.5.
pub fn sep2(types: &[Type], edition: Edition) -> Facts {
    let year = if edition == Edition::Y2018 { "2018" } else { "2023" };
    let known = |word: &str| word == "both" || word == year;
    let mut facts = Facts::new();
    for ty in types.iter().filter(|ty| known(&ty.editions)) {
        if known(&ty.global) {
            facts.insert(format!("global {}", ty.name), vec![ty.name.clone()]);
        }
        let mut lines = vec![format!("base {}", of(&ty.base, edition).trim_start_matches("xs:"))];
        if ty.scalar {
            lines.extend(ty.marks.iter().cloned());
        }
        lines.extend(ty.fields.iter().filter(|field| known(&field.editions)).filter_map(|field| line(field, edition)));
        if edition == Edition::Y2023 && ty.marks.iter().any(|mark| mark == "r2_3") {
            lines.push(format!(".{}_r2_3 Revision2_3Type ? -", ty.name));
        }
        facts.insert(ty.name.clone(), lines);
    }
    if edition == Edition::Y2023 {
        facts.insert("Revision2_3Type".to_owned(), vec!["base -".to_owned()]);
    }
    facts
}

fn line(field: &Field, edition: Edition) -> Option<String> {
    let place = match field.place {
        Place::Attribute => '@',
        Place::Element => '.',
        Place::Text => return None,
    };
    let (ty, default) = (of(&field.ty, edition), of(&field.default, edition));
    Some(format!("{place}{} {ty} {} {default}", field.name, field.card))
}

/// What CSIP-AUS adds in these versions.
pub fn extension(types: &[Type], versions: &[&str]) -> Facts {
    let known = |word: &String| versions.contains(&word.as_str());
    let mut facts = Facts::new();
    for ty in types {
        let own = known(&ty.editions);
        let added: Vec<&Field> = ty.fields.iter().filter(|field| known(&field.editions)).collect();
        if own && ty.global != "none" {
            facts.insert(format!("global {}", ty.global), vec![ty.name.clone()]);
        }
        let in_own_namespace = |field: &&&Field| field.place == Place::Element && !field.editions.ends_with("-sep");
        for field in added.iter().filter(|_| !own).filter(in_own_namespace) {
            facts.insert(format!("global {}", field.name), vec![field.ty.0.clone()]);
        }
        if !own && added.is_empty() {
            continue;
        }
        let base = if own { &ty.base.0 } else { &ty.name };
        let mut lines = vec![format!("base {base}")];
        let of_the_standard = |field: &Field| field.editions.ends_with("-sep");
        lines.extend(added.iter().filter_map(|field| match of_the_standard(field) {
            // An element that the standard declares is named alone.
            true => Some(format!(".{} - {} -", field.name, field.card)),
            false => line(field, Edition::Y2018),
        }));
        facts.insert(ty.name.clone(), lines);
    }
    facts
}
