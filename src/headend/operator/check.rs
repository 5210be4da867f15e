//! Whether the wire can carry what an operator asks for.

use super::{NewEvent, OperatorError};
use crate::headend::settings::ServedEdition;
use tieline_core::model::{Control, ControlValue, Mode, Mode2023};

/// Randomization of a start or duration in seconds [2030.5 OneHourRangeType].
const RANDOMIZATION_MAX: i64 = 3_600;
/// Largest share on the wire; one above the whole limits nothing, and is an event all the same [2030.5 PerCent].
const PERCENT_MAX: i32 = 65_535;
/// The whole.
const WHOLE: i32 = 10_000;
/// Voltages in millivolts: one of a volt is a number that was meant in volts; the most is that of any grid.
const MILLIVOLTS: std::ops::RangeInclusive<i64> = 1_000..=2_000_000_000;

/// An event but for its description.
pub(super) fn event(event: &NewEvent, edition: ServedEdition) -> Result<(), OperatorError> {
    let duration = event.duration.0;
    if u32::try_from(duration).is_err() {
        return Err(bound("duration", duration, "0 to 4294967295 seconds"));
    }
    for (what, shift) in [("randomizeStart", event.randomize_start), ("randomizeDuration", event.randomize_duration)] {
        let seconds = shift.unwrap_or_default().0;
        if seconds.abs() > RANDOMIZATION_MAX {
            return Err(bound(what, seconds, "-3600 to 3600 seconds"));
        }
    }
    control(&event.control, edition)
}

/// A control; one that asks for what the served edition has no word for would reach no device.
pub(super) fn control(control: &Control, edition: ServedEdition) -> Result<(), OperatorError> {
    control.modes.iter().try_for_each(|(mode, asked)| match (mode, edition) {
        (Mode::Of2023(_), ServedEdition::Y2018) => Err(OperatorError::Bound {
            what: "a control's mode",
            found: mode.field().to_owned(),
            bound: "it is of the edition of 2023, which this server does not serve: edition under [server]",
        }),
        _ => value(*mode, asked),
    })
}

/// Whether the wire carries this value for this mode.
pub(super) fn value(mode: Mode, value: &ControlValue) -> Result<(), OperatorError> {
    let of_kind = match (mode, value) {
        (Mode::Connect | Mode::Energize, ControlValue::Permit(_)) => true,
        (Mode::MaxLimW, ControlValue::Share(share)) => (0..=PERCENT_MAX).contains(&share.0),
        (Mode::FixedW, ControlValue::Share(share)) => (-WHOLE..=WHOLE).contains(&share.0),
        (Mode::TargetW | Mode::StorageTargetW, ControlValue::Watts(_)) => true,
        (Mode::ExpLimW | Mode::ImpLimW | Mode::GenLimW | Mode::LoadLimW, ControlValue::Watts(w)) => w.0 >= 0,
        (Mode::TargetVar, ControlValue::Vars(_)) => true,
        (Mode::FixedVar, ControlValue::FixedVar { share, .. }) => (-WHOLE..=WHOLE).contains(&share.0),
        (Mode::FixedPfInject | Mode::FixedPfAbsorb, ControlValue::PowerFactor(pf)) => pf.displacement <= 10_000,
        (Mode::FreqDroop, ControlValue::FreqDroop(_)) => true,
        (Mode::Curve(kind), ControlValue::Curve(curve)) => curve.kind == kind && (1..=10).contains(&curve.points.len()),
        (Mode::Of2023(mode), value) => is_of_2023(mode, value),
        _ => false,
    };
    match of_kind {
        true => Ok(()),
        false => Err(OperatorError::Bound {
            what: "a control's value",
            found: format!("{value:?} for {}", mode.field()),
            bound: "shares are at most 10000 hundredths of a percent (limits that are shares: 65535), limits are not negative, \
                    curves have 1 to 10 points, voltages are 1000 millivolts or more",
        }),
    }
}

/// [X23 DERControlBase]
fn is_of_2023(mode: Mode2023, value: &ControlValue) -> bool {
    use Mode2023::*;
    match (mode, value) {
        (GridConnectPermit | IslandPermit, ControlValue::Permit(_)) => true,
        (FixedV, ControlValue::Share(share)) => (-WHOLE..=WHOLE).contains(&share.0),
        (MaxLimPctVaAbsorb | MaxLimPctVaInject | MaxLimPctWAbsorb, ControlValue::Share(share)) => {
            (0..=PERCENT_MAX).contains(&share.0)
        }
        (MaxLimPctVarAbsorb | MaxLimPctVarInject, ControlValue::FixedVar { share, .. }) => {
            (0..=PERCENT_MAX).contains(&share.0)
        }
        (MaxLimVarAbsorb | MaxLimVarInject, ControlValue::Vars(vars)) => vars.0 >= 0,
        (MaxLimWAbsorb | MaxLimWInject, ControlValue::Watts(watts)) => watts.0 >= 0,
        (DeltaW, ControlValue::WattsDelta { .. }) | (DeltaVar, ControlValue::VarsDelta { .. }) => true,
        (TargetV, ControlValue::Volts(millivolts)) => MILLIVOLTS.contains(&millivolts.0),
        _ => false,
    }
}

fn bound(what: &'static str, found: i64, bound: &'static str) -> OperatorError {
    OperatorError::Bound { what, found: found.to_string(), bound }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_core::model::{CentiPercent, Millivolts, Watts};

    #[test]
    fn a_limit_of_200_percent_goes_on_the_wire_and_a_fixed_power_of_it_does_not() {
        let share = ControlValue::Share(CentiPercent(20_000));
        assert_eq!(value(Mode::MaxLimW, &share), Ok(()));
        assert!(value(Mode::FixedW, &share).is_err());
        assert!(value(Mode::MaxLimW, &ControlValue::Share(CentiPercent(65_536))).is_err());
    }

    /// [X23 DERControlBase]
    #[test]
    fn a_mode_of_2023_is_refused_where_2018_is_served_and_each_takes_its_own_kind_of_value() {
        let limit = |watts| Control {
            modes: [(Mode::Of2023(Mode2023::MaxLimWInject), ControlValue::Watts(Watts(watts)))].into(),
            ..Control::default()
        };
        assert_eq!(control(&limit(0), ServedEdition::Y2023), Ok(()));
        assert!(control(&limit(-1), ServedEdition::Y2023).is_err());
        let refused = control(&limit(0), ServedEdition::Y2018).expect_err("refused").to_string();
        assert!(refused.contains("opModMaxLimWInject"), "{refused}");
        let volts = |millivolts| value(Mode::Of2023(Mode2023::TargetV), &ControlValue::Volts(Millivolts(millivolts)));
        assert!(volts(230_000).is_ok() && volts(230).is_err());
        for mode in Mode2023::ALL {
            assert!(value(Mode::Of2023(mode), &ControlValue::Share(CentiPercent(-10_001))).is_err(), "{mode:?}");
        }
    }
}
