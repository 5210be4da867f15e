//! What a signal asks of the site: name, type, unit and value of an interval become modes of the engine.
//!
//! OpenADR counts consumption as positive; the sign turns here and nowhere else. What cannot be understood for certain is
//! refused with 460, never guessed.

use super::config::{Level, Levels};
use serde::{Deserialize, Serialize};
use tieline_core::model::{ControlValue, Mode, WattHours, Watts};

/// The largest power or energy that a signal may name, in W or Wh.
const MAGNITUDE_MAX: f64 = 1e12;
/// Multipliers are kept in millionths.
const MILLION: f64 = 1e6;

/// What the value of a signal counts [OADR2b itemBase].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Unit {
    /// Nothing was said.
    None,
    /// Watts times this power of ten [OADR2b powerReal].
    Power(i32),
    /// Watt-hours times this power of ten [OADR2b energyReal].
    Energy(i32),
    /// Anything else, by its element.
    Other(String),
}

/// One interval of one signal, on the event's own time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SignalInterval {
    /// Seconds after the event's start.
    pub(super) offset_s: i64,
    /// Its length; 0: to the end, whenever that is.
    pub(super) seconds: i64,
    pub(super) value: f64,
}

/// A signal as the VTN sent it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Signal {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) unit: Unit,
    pub(super) intervals: Vec<SignalInterval>,
}

/// What an interval asks for; what is relative waits for what is measured as the event starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Ask {
    /// To be known, not to be done: a price, a normal level.
    Nothing,
    /// These modes.
    Modes(Vec<(Mode, ControlValue)>),
    /// Consumption of the site at the connection point, in W.
    Consumption(Amount),
    /// Energy in storage by the end of the interval, in Wh [OADR2b CHARGE_STATE].
    Stored(Amount),
    /// A share of what can be controlled, in millionths [OADR2b LOAD_CONTROL].
    LoadCapacity(i64),
}

/// Four ways to name an amount; three of them are relative to what was when the event started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Amount {
    /// So much.
    Setpoint(i64),
    /// So much more, or less.
    Delta(i64),
    /// So many millionths of it.
    Multiplier(i64),
}

impl Amount {
    /// The amount, where `base` is what was measured as the event started; `None` while that is not known.
    fn of(self, base: Option<i64>) -> Option<i64> {
        match self {
            Self::Setpoint(amount) => Some(amount),
            Self::Delta(delta) => Some(base?.saturating_add(delta)),
            Self::Multiplier(millionths) => i64::try_from(i128::from(base?) * i128::from(millionths) / 1_000_000).ok(),
        }
    }
}

/// What was measured as the event started: once, and stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Baseline {
    /// Power at the connection point, positive towards the grid.
    pub(super) site: Option<Watts>,
    /// Energy in storage.
    pub(super) stored: Option<WattHours>,
    /// What chargers and loads can take together.
    pub(super) controllable: Option<Watts>,
}

impl Ask {
    /// The modes for an interval of `seconds`; `None` while the baseline lacks what they rest on.
    pub(super) fn modes(&self, baseline: &Baseline, seconds: i64) -> Option<Vec<(Mode, ControlValue)>> {
        let watts = |mode, w: i64| vec![(mode, ControlValue::Watts(Watts(w)))];
        match self {
            Self::Nothing => Some(Vec::new()),
            Self::Modes(modes) => Some(modes.clone()),
            Self::Consumption(amount) => {
                let consumed = amount.of(baseline.site.map(|w| -w.0))?;
                Some(watts(Mode::SiteTargetW, consumed.saturating_neg()))
            }
            Self::Stored(amount) => {
                let stored = baseline.stored?.0;
                let given = stored.saturating_sub(amount.of(Some(stored))?);
                Some(watts(Mode::StorageTargetW, given.saturating_mul(3_600) / seconds.max(1)))
            }
            Self::LoadCapacity(millionths) => {
                let most = i128::from(baseline.controllable?.0) * i128::from(*millionths) / 1_000_000;
                Some(watts(Mode::LoadLimW, i64::try_from(most).ok()?))
            }
        }
    }
}

/// What one value of a signal asks for; the error is for the VTN's operator, with 460 [OADR2b 460].
pub(super) fn ask(signal: &Signal, value: f64, levels: &Levels) -> Result<Ask, String> {
    // Case varies in the field: "simple" is 2.0a's spelling [OADR2a rule 7].
    let name = signal.name.to_ascii_uppercase();
    match name.as_str() {
        "SIMPLE" => level(value, levels),
        "LOAD_DISPATCH" => load_dispatch(signal, value, levels),
        "LOAD_CONTROL" => load_control(signal, value),
        "CHARGE_STATE" => charge_state(signal, value),
        // Nobody bids through a gateway: acknowledged, and not for us.
        "ELECTRICITY_PRICE" | "ENERGY_PRICE" | "DEMAND_CHARGE" | "BID_PRICE" | "BID_LOAD" | "BID_ENERGY" => {
            Ok(Ask::Nothing)
        }
        _ => Err(format!("the signal {} is not supported", signal.name)),
    }
}

/// Levels 0 to 3; what each but 0 means stands in the site's own table [OADR2b rule 9].
fn level(value: f64, levels: &Levels) -> Result<Ask, String> {
    if ![0.0, 1.0, 2.0, 3.0].contains(&value) {
        return Err(format!("{value} is no level from 0 to 3"));
    }
    match levels.get(value as usize) {
        Some(level) => Ok(Ask::Modes(modes_of(level))),
        None if value == 0.0 => Ok(Ask::Nothing),
        None => Err(format!("level {value} has no meaning at this site: its table does not name it")),
    }
}

fn modes_of(level: &Level) -> Vec<(Mode, ControlValue)> {
    let limits = [
        (Mode::StorageTargetW, level.storage),
        (Mode::ImpLimW, level.import_limit),
        (Mode::ExpLimW, level.export_limit),
        (Mode::GenLimW, level.generation_limit),
        (Mode::LoadLimW, level.load_limit),
    ];
    limits.into_iter().filter_map(|(mode, w)| Some((mode, ControlValue::Watts(w?)))).collect()
}

fn load_dispatch(signal: &Signal, value: f64, levels: &Levels) -> Result<Ask, String> {
    Ok(match signal.kind.as_str() {
        "setpoint" => Ask::Consumption(Amount::Setpoint(watts(signal, value)?)),
        "delta" => Ask::Consumption(Amount::Delta(watts(signal, value)?)),
        "multiplier" => Ask::Consumption(Amount::Multiplier(millionths(value)?)),
        "level" => return level(value, levels),
        _ => return Err(unknown_type(signal)),
    })
}

fn load_control(signal: &Signal, value: f64) -> Result<Ask, String> {
    match signal.kind.as_str() {
        "x-loadControlCapacity" if (0.0..=1.0).contains(&value) => Ok(Ask::LoadCapacity(millionths(value)?)),
        "x-loadControlCapacity" => Err(format!("{value} is no share from 0 to 1")),
        _ => Err(unknown_type(signal)),
    }
}

fn charge_state(signal: &Signal, value: f64) -> Result<Ask, String> {
    Ok(Ask::Stored(match signal.kind.as_str() {
        "setpoint" => Amount::Setpoint(watt_hours(signal, value)?),
        "delta" => Amount::Delta(watt_hours(signal, value)?),
        "multiplier" => Amount::Multiplier(millionths(value)?),
        _ => return Err(unknown_type(signal)),
    }))
}

fn unknown_type(signal: &Signal) -> String {
    format!("the type {} of {} is not supported", signal.kind, signal.name)
}

/// Power in W; only powerReal says for certain what it counts.
fn watts(signal: &Signal, value: f64) -> Result<i64, String> {
    match &signal.unit {
        Unit::Power(scale) => whole(value, *scale),
        unit => Err(wrong_unit(signal, unit, "powerReal")),
    }
}

fn watt_hours(signal: &Signal, value: f64) -> Result<i64, String> {
    match &signal.unit {
        Unit::Energy(scale) => whole(value, *scale),
        unit => Err(wrong_unit(signal, unit, "energyReal")),
    }
}

fn wrong_unit(signal: &Signal, unit: &Unit, wanted: &str) -> String {
    let found = match unit {
        Unit::None => "no unit",
        Unit::Power(_) => "powerReal",
        Unit::Energy(_) => "energyReal",
        Unit::Other(name) => name,
    };
    format!("{} of type {} needs {wanted}, found {found}", signal.name, signal.kind)
}

/// The nearest whole number of `value` times a power of ten.
fn whole(value: f64, scale: i32) -> Result<i64, String> {
    let scaled = value * 10_f64.powi(scale);
    if scaled.is_finite() && scaled.abs() <= MAGNITUDE_MAX {
        Ok(scaled.round() as i64)
    } else {
        Err(format!("{value} times 10^{scale} is out of bounds"))
    }
}

fn millionths(value: f64) -> Result<i64, String> {
    if value.is_finite() && value.abs() <= MILLION {
        Ok((value * MILLION).round() as i64)
    } else {
        Err(format!("the multiplier {value} is out of bounds"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(name: &str, kind: &str, unit: Unit) -> Signal {
        Signal { name: name.to_owned(), kind: kind.to_owned(), unit, intervals: Vec::new() }
    }

    fn levels() -> Levels {
        let mut levels = Levels::default();
        levels.set(1, Level { storage: Some(Watts(2_000)), ..Level::default() });
        levels.set(2, Level { import_limit: Some(Watts(0)), export_limit: Some(Watts(5_000)), ..Level::default() });
        levels
    }

    fn of(signal: &Signal, value: f64, baseline: &Baseline) -> Vec<(Mode, ControlValue)> {
        ask(signal, value, &levels()).expect("understood").modes(baseline, 1_800).expect("known")
    }

    const W: fn(i64) -> ControlValue = |w| ControlValue::Watts(Watts(w));

    /// The site drew 1.5 kW as the event started: consumption is positive on the wire, negative inside.
    #[test]
    fn load_dispatch_has_four_meanings_and_one_sign() {
        let base = Baseline { site: Some(Watts(-1_500)), ..Baseline::default() };
        let kilowatts = |kind| signal("LOAD_DISPATCH", kind, Unit::Power(3));
        assert_eq!(of(&kilowatts("setpoint"), 2.5, &base), [(Mode::SiteTargetW, W(-2_500))]);
        assert_eq!(of(&kilowatts("setpoint"), -1.0, &base), [(Mode::SiteTargetW, W(1_000))]);
        assert_eq!(of(&kilowatts("delta"), -0.5, &base), [(Mode::SiteTargetW, W(-1_000))]);
        assert_eq!(of(&kilowatts("multiplier"), 0.5, &base), [(Mode::SiteTargetW, W(-750))]);
        assert_eq!(of(&kilowatts("level"), 1.0, &base), [(Mode::StorageTargetW, W(2_000))]);
    }

    #[test]
    fn what_is_relative_waits_for_its_baseline() {
        let delta = ask(&signal("LOAD_DISPATCH", "delta", Unit::Power(0)), 100.0, &levels()).expect("understood");
        assert_eq!(delta.modes(&Baseline::default(), 60), None);
    }

    /// 4 kWh stored, 5 kWh wanted in half an hour: it charges with 2 kW [OADR2b CHARGE_STATE].
    #[test]
    fn charge_state_is_reached_by_the_end_of_its_interval() {
        let base = Baseline { stored: Some(WattHours(4_000)), ..Baseline::default() };
        let of_type = |kind, scale| signal("CHARGE_STATE", kind, Unit::Energy(scale));
        assert_eq!(of(&of_type("setpoint", 3), 5.0, &base), [(Mode::StorageTargetW, W(-2_000))]);
        assert_eq!(of(&of_type("delta", 0), -500.0, &base), [(Mode::StorageTargetW, W(1_000))]);
        assert_eq!(of(&of_type("multiplier", 0), 0.5, &base), [(Mode::StorageTargetW, W(4_000))]);
    }

    /// [OADR2b rule 9]
    #[test]
    fn simple_levels_follow_the_sites_own_table() {
        let simple = signal("simple", "level", Unit::None);
        let none = Baseline::default();
        assert_eq!(of(&simple, 0.0, &none), []);
        assert_eq!(of(&simple, 2.0, &none), [(Mode::ImpLimW, W(0)), (Mode::ExpLimW, W(5_000))]);
        for value in [3.0, 4.0, 0.5, -1.0, f64::NAN] {
            assert!(ask(&simple, value, &levels()).is_err(), "{value}");
        }
    }

    /// [OADR2b 460]
    #[test]
    fn what_is_not_certain_is_refused_never_guessed() {
        let cases = [
            signal("LOAD_DISPATCH", "setpoint", Unit::None),
            signal("LOAD_DISPATCH", "setpoint", Unit::Energy(3)),
            signal("LOAD_DISPATCH", "setpoint", Unit::Other("current".to_owned())),
            signal("LOAD_DISPATCH", "price", Unit::Power(0)),
            signal("LOAD_CONTROL", "x-loadControlSetpoint", Unit::None),
            signal("CHARGE_STATE", "setpoint", Unit::Power(0)),
            signal("x-ours", "level", Unit::None),
        ];
        for case in cases {
            assert!(ask(&case, 1.0, &levels()).is_err(), "{case:?}");
        }
        assert!(ask(&signal("LOAD_DISPATCH", "setpoint", Unit::Power(9)), 1e9, &levels()).is_err(), "out of bounds");
    }

    #[test]
    fn prices_and_bids_ask_for_nothing() {
        for name in ["ELECTRICITY_PRICE", "ENERGY_PRICE", "DEMAND_CHARGE", "BID_PRICE", "BID_LOAD", "BID_ENERGY"] {
            let price = signal(name, "price", Unit::Other("currencyPerKWh".to_owned()));
            assert_eq!(ask(&price, 0.25, &levels()), Ok(Ask::Nothing), "{name}");
        }
    }
}
