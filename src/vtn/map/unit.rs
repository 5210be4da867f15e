//! Units by name: `kW`, `Wh`, `USD/kWh`.

use tieline_schemas::oadr2::{self as wire, ItemBase, SiScaleCode};

const SCALES: [(&str, SiScaleCode); 10] = [
    ("", SiScaleCode::None),
    ("k", SiScaleCode::Kilo),
    ("M", SiScaleCode::Mega),
    ("G", SiScaleCode::Giga),
    ("T", SiScaleCode::Tera),
    ("m", SiScaleCode::Milli),
    ("u", SiScaleCode::Micro),
    ("n", SiScaleCode::Nano),
    ("c", SiScaleCode::Centi),
    ("d", SiScaleCode::Deci),
];

/// The unit of this name; `None` for one that has no element of its own.
pub(super) fn item(unit: &str) -> Option<ItemBase> {
    if let Some((code, per)) = unit.split_once('/') {
        return price(code, per);
    }
    let scaled = |base: &str| {
        let prefix = unit.strip_suffix(base)?;
        SCALES.iter().find(|(name, _)| *name == prefix).map(|(_, scale)| *scale)
    };
    if let Some(si_scale_code) = scaled("Wh") {
        return Some(ItemBase::EnergyReal(wire::EnergyReal { si_scale_code }));
    }
    if let Some(si_scale_code) = scaled("Hz") {
        return Some(ItemBase::Frequency(wire::Frequency { si_scale_code }));
    }
    if let Some(si_scale_code) = scaled("W") {
        let decimal = |digits| wire::Decimal::new(digits, 0).unwrap_or_default();
        let power_attributes = wire::PowerAttributes { hertz: decimal(50), voltage: decimal(230), ac: true };
        let item_units = wire::PowerRealUnits::Watts;
        return Some(ItemBase::PowerReal(wire::PowerReal { item_units, si_scale_code, power_attributes }));
    }
    if let Some(si_scale_code) = scaled("A") {
        return Some(ItemBase::Current(wire::Current { si_scale_code }));
    }
    scaled("V").map(|si_scale_code| ItemBase::Voltage(wire::Voltage { si_scale_code }))
}

fn price(code: &str, per: &str) -> Option<ItemBase> {
    let item_units = wire::CurrencyCode::parse(code)?;
    let currency = |item_description| wire::Currency { item_description, item_units, si_scale_code: SiScaleCode::None };
    match per {
        "kWh" => Some(ItemBase::CurrencyPerKWh(currency(wire::CurrencyItemDescription::CurrencyPerKWh))),
        "kW" => Some(ItemBase::CurrencyPerKW(currency(wire::CurrencyItemDescription::CurrencyPerKW))),
        _ => None,
    }
}

/// The name of a unit; the element's own where there is none.
pub(super) fn name(item: &ItemBase) -> String {
    let scaled = |scale: SiScaleCode, base: &str| {
        let prefix = SCALES.iter().find(|(_, known)| *known == scale).map_or("", |(prefix, _)| prefix);
        format!("{prefix}{base}")
    };
    match item {
        ItemBase::PowerReal(power) => scaled(power.si_scale_code, "W"),
        ItemBase::EnergyReal(energy) => scaled(energy.si_scale_code, "Wh"),
        ItemBase::Current(current) => scaled(current.si_scale_code, "A"),
        ItemBase::Voltage(voltage) => scaled(voltage.si_scale_code, "V"),
        ItemBase::Frequency(frequency) => scaled(frequency.si_scale_code, "Hz"),
        ItemBase::CurrencyPerKWh(currency) => format!("{}/kWh", currency.item_units),
        ItemBase::CurrencyPerKW(currency) => format!("{}/kW", currency.item_units),
        ItemBase::CustomUnit(unit) => unit.item_units.clone(),
        other => other.name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_as_they_are_written() {
        for unit in ["W", "kW", "MW", "Wh", "kWh", "A", "V", "Hz", "USD/kWh", "EUR/kW"] {
            assert_eq!(item(unit).map(|item| name(&item)).as_deref(), Some(unit));
        }
        for unit in ["", "Wx", "hW", "XXQ/kWh", "USD/l"] {
            assert_eq!(item(unit), None, "{unit}");
        }
    }
}
