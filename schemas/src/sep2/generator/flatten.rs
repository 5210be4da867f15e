//! Inheritance flattened: base fields first, the two editions merged into one order.

use super::table::{Field, Type};
use std::collections::BTreeMap;

/// A field of a flattened structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flat {
    /// As declared; `ty` and `card` of the edition that declares it last.
    pub field: Field,
    /// Whether the flattened structure has it in 2018.
    pub in_2018: bool,
    /// Whether the flattened structure has it in 2023.
    pub in_2023: bool,
}

/// The fields of `name` over both editions: attributes first, then children in order.
pub fn flatten(types: &BTreeMap<&str, &Type>, name: &str) -> Vec<Flat> {
    let old = chain(types, name, false);
    let new = chain(types, name, true);
    let mut merged: Vec<Flat> = Vec::new();
    let mut rest = old.iter().peekable();
    for field in &new {
        if old.iter().any(|other| other.name == field.name) {
            while let Some(before) = rest.next_if(|other| other.name != field.name) {
                merged.push(flat(before, true, new.iter().any(|other| other.name == before.name)));
            }
            rest.next();
        }
        if !merged.iter().any(|done| done.field.name == field.name) {
            merged.push(flat(field, old.iter().any(|other| other.name == field.name), true));
        }
    }
    for field in rest {
        merged.push(flat(field, true, false));
    }
    merged.sort_by_key(|flat| flat.field.place as u8);
    merged
}

fn flat(field: &Field, in_2018: bool, in_2023: bool) -> Flat {
    Flat { field: field.clone(), in_2018, in_2023 }
}

/// Own and inherited fields of one edition, base first. CSIP-AUS fields count for both. A type of 2023 that extends one of 2018
/// keeps the inherited fields in 2018 too: there it stands for its base.
fn chain(types: &BTreeMap<&str, &Type>, name: &str, newer: bool) -> Vec<Field> {
    let Some(ty) = types.get(name) else { return Vec::new() };
    let base = if newer { &ty.base.1 } else { &ty.base.0 };
    let left_out = if newer { "2018" } else { "2023" };
    let mut fields = chain(types, base, newer);
    // A type that 2023 dropped loses nothing when it is written all the same.
    let keeps_all = ty.editions == "2018";
    fields.extend(ty.fields.iter().filter(|field| keeps_all || field.editions != left_out).cloned());
    fields
}
