//! The modes of control that the 2023 edition added [X23 DERControlBase].

use super::control::{clamp, positive, reference_number, scaled};
use tieline_core::model::{CentiPercent, ControlValue, FixedVarReference, Mode2023};
use tieline_schemas::sep2 as wire;

/// Millivolts as volts.
const MILLI: i8 = -3;

/// Sets the field of a mode; a value that the mode does not take was refused when the control was made.
pub(super) fn set(base: &mut wire::DERControlBase, mode: Mode2023, value: &ControlValue) {
    use Mode2023::*;
    match (mode, value) {
        (GridConnectPermit, ControlValue::Permit(permit)) => base.op_mod_grid_connect_permit = Some(*permit),
        (IslandPermit, ControlValue::Permit(permit)) => base.op_mod_island_permit = Some(*permit),
        (FixedV, ControlValue::Share(share)) => {
            base.op_mod_fixed_v = Some(wire::SignedPerCentControlType { value: clamp(share.0), ..Default::default() });
        }
        (MaxLimPctVaAbsorb, ControlValue::Share(share)) => base.op_mod_max_lim_pct_va_absorb = percent(*share),
        (MaxLimPctVaInject, ControlValue::Share(share)) => base.op_mod_max_lim_pct_va_inject = percent(*share),
        (MaxLimPctWAbsorb, ControlValue::Share(share)) => base.op_mod_max_lim_pct_w_absorb = percent(*share),
        (MaxLimPctVarAbsorb, ControlValue::FixedVar { reference, share }) => {
            base.op_mod_max_lim_pct_var_absorb = share_of(*reference, *share);
        }
        (MaxLimPctVarInject, ControlValue::FixedVar { reference, share }) => {
            base.op_mod_max_lim_pct_var_inject = share_of(*reference, *share);
        }
        (MaxLimVarAbsorb, ControlValue::Vars(vars)) => base.op_mod_max_lim_var_absorb = reactive(vars.0),
        (MaxLimVarInject, ControlValue::Vars(vars)) => base.op_mod_max_lim_var_inject = reactive(vars.0),
        (MaxLimWAbsorb, ControlValue::Watts(watts)) => base.op_mod_max_lim_w_absorb = active(watts.0),
        (MaxLimWInject, ControlValue::Watts(watts)) => base.op_mod_max_lim_w_inject = active(watts.0),
        (DeltaW, ControlValue::WattsDelta { by, bidirectional }) => {
            let (multiplier, value) = scaled(by.0);
            let bidirectional = told(*bidirectional);
            let delta = wire::ActivePowerDeltaControlType { bidirectional, multiplier, value, ..Default::default() };
            base.op_mod_delta_w = Some(delta);
        }
        (DeltaVar, ControlValue::VarsDelta { by, bidirectional }) => {
            let (multiplier, value) = scaled(by.0);
            let bidirectional = told(*bidirectional);
            let delta = wire::ReactivePowerDeltaControlType { bidirectional, multiplier, value, ..Default::default() };
            base.op_mod_delta_var = Some(delta);
        }
        (TargetV, ControlValue::Volts(millivolts)) => {
            let (multiplier, value) = magnitude(millivolts.0, MILLI);
            base.op_mod_target_v = Some(wire::VoltageRMSControlType { multiplier, value, ..Default::default() });
        }
        _ => {}
    }
}

/// What differs from the default.
fn told(bidirectional: u8) -> Option<u8> {
    (bidirectional != 0).then_some(bidirectional)
}

fn percent(share: CentiPercent) -> Option<wire::PerCentControlType> {
    Some(wire::PerCentControlType { value: positive(share.0), ..Default::default() })
}

fn share_of(reference: FixedVarReference, share: CentiPercent) -> Option<wire::UnsignedFixedVarControlType> {
    let (ref_type, value) = (reference_number(reference), positive(share.0));
    Some(wire::UnsignedFixedVarControlType { ref_type, value, ..Default::default() })
}

fn active(watts: i64) -> Option<wire::UnsignedActivePowerControlType> {
    let (multiplier, value) = magnitude(watts, 0);
    Some(wire::UnsignedActivePowerControlType { multiplier, value, ..Default::default() })
}

fn reactive(vars: i64) -> Option<wire::UnsignedReactivePowerControlType> {
    let (multiplier, value) = magnitude(vars, 0);
    Some(wire::UnsignedReactivePowerControlType { multiplier, value, ..Default::default() })
}

/// A number of this power of ten as an unsigned 16-bit value and a power of ten; digits beyond that are dropped, which is
/// the safe side of a limit [X23 UnsignedActivePower].
fn magnitude(number: i64, power: i8) -> (i8, u16) {
    let (mut multiplier, mut rest) = (power, number.max(0));
    loop {
        match u16::try_from(rest) {
            Ok(value) => return (multiplier, value),
            Err(_) => rest /= 10,
        }
        multiplier += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::magnitude;

    #[test]
    fn a_magnitude_keeps_what_16_bits_hold_and_is_never_more() {
        assert_eq!(magnitude(65_535, 0), (0, 65_535));
        assert_eq!(magnitude(65_539, 0), (1, 6_553));
        assert_eq!(magnitude(230_500, -3), (-2, 23_050));
        assert_eq!(magnitude(-1, 0), (0, 0));
        assert_eq!(magnitude(i64::MAX, 0), (15, 9_223));
    }
}
