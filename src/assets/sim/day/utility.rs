//! What the utility asks in a day: programs, defaults, events and curves.

use serde::{Deserialize, Serialize};
use tieline_core::model::{
    CentiPercent, Control, ControlValue, Curve, CurveKind, CurvePoint, FixedVarReference, FreqDroop, Millihertz, Mode,
    Mrid, PowerFactor, Vars, Watts,
};

/// The utility's side of a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UtilityScript {
    /// Programs, each with its rank.
    pub programs: Vec<ProgramScript>,
    /// Events of those programs.
    pub events: Vec<EventScript>,
    /// Curves that controls name.
    pub curves: Vec<CurveScript>,
}

/// A program [2030.5 DERProgram].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramScript {
    /// Its name.
    pub mrid: Mrid,
    /// Words for people, at most 32 bytes.
    pub description: String,
    /// Its rank; the lower number wins.
    pub primacy: u8,
    /// What holds without an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<DefaultScript>,
}

/// A program's default [2030.5 DefaultDERControl].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the standard's own names")]
pub struct DefaultScript {
    /// Its name.
    pub mrid: Mrid,
    /// Ramp of the site limit, hundredths of a percent a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setGradW: Option<u16>,
    /// The same for a soft start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setSoftGradW: Option<u16>,
    /// Enter-service delay in hundredths of a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setESDelay: Option<u32>,
    /// Enter-service ramp in hundredths of a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setESRampTms: Option<u32>,
    /// Enter-service random delay in hundredths of a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setESRandomDelay: Option<u32>,
    /// What it asks for.
    #[serde(default)]
    pub control: ControlScript,
}

/// An event [2030.5 DERControl].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventScript {
    /// Its name.
    pub mrid: Mrid,
    /// The program that it is of.
    pub program: Mrid,
    /// Words for people, at most 32 bytes.
    #[serde(default)]
    pub description: String,
    /// When the server makes it and shows it, in seconds; negative: before the day begins.
    #[serde(default)]
    pub created_s: i64,
    /// Start before randomization, in seconds.
    pub start_s: i64,
    /// Length before randomization, in seconds.
    pub duration_s: u32,
    /// Bound of the draw that moves the start, -3600 to 3600 seconds.
    #[serde(default)]
    pub randomize_start_s: i32,
    /// Bound of the draw that changes the length, -3600 to 3600 seconds.
    #[serde(default)]
    pub randomize_duration_s: i32,
    /// When the server cancels it; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_at_s: Option<i64>,
    /// Whether the cancellation is one with randomization (status 3).
    #[serde(default)]
    pub cancel_randomized: bool,
    /// `responseRequired`'s bits.
    #[serde(default = "all_responses")]
    pub response_required: u8,
    /// What it asks for.
    pub control: ControlScript,
}

fn all_responses() -> u8 {
    3
}

/// A reactive share [2030.5 FixedVar].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the standard's own names")]
pub struct FixedVarScript {
    /// 1: setMaxW, 2: setMaxVar, 3: statVarAvail.
    pub refType: u8,
    /// Hundredths of a percent; positive: injected.
    pub value: i16,
}

/// A power factor [2030.5 PowerFactorWithExcitation].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PfScript {
    /// Ten-thousandths.
    pub displacement: u16,
    /// True: absorbing vars.
    pub excitation: bool,
}

/// By how much power is to change [X23 ActivePowerDeltaControlType, ReactivePowerDeltaControlType].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeltaScript {
    /// Watts or vars.
    pub value: i64,
    /// DeltaBidirectionalType's number.
    #[serde(default)]
    pub bidirectional: u8,
}

/// Droop settings [2030.5 FreqDroopType].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, missing_docs, reason = "the keys and units are the standard's own")]
pub struct FreqDroopScript {
    pub dBOF: u32,
    pub dBUF: u32,
    pub kOF: u16,
    pub kUF: u16,
    pub openLoopTms: u16,
}

/// What a control asks for; watts and vars are plain, shares are hundredths of a percent, voltages are in millivolts
/// [2030.5 DERControlBase].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(non_snake_case, missing_docs, reason = "the keys are the standard's own names")]
#[rustfmt::skip]
pub struct ControlScript {
    #[serde(skip_serializing_if = "Option::is_none")] pub opModConnect: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModEnergize: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimW: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModFixedW: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModTargetW: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModTargetVar: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModExpLimW: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModImpLimW: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModGenLimW: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModLoadLimW: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModStorageTargetW: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModDeltaVar: Option<DeltaScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModDeltaW: Option<DeltaScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModFixedV: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModGridConnectPermit: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModIslandPermit: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimPctVAAbsorb: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimPctVAInject: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimPctVarAbsorb: Option<FixedVarScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimPctVarInject: Option<FixedVarScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimPctWAbsorb: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimVarAbsorb: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimVarInject: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimWAbsorb: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModMaxLimWInject: Option<i64>,
    /// Millivolts.
    #[serde(skip_serializing_if = "Option::is_none")] pub opModTargetV: Option<i64>,
    /// Hundredths of a second.
    #[serde(skip_serializing_if = "Option::is_none")] pub rampTms: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModFixedVar: Option<FixedVarScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModFixedPFInjectW: Option<PfScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModFixedPFAbsorbW: Option<PfScript>,
    #[serde(skip_serializing_if = "Option::is_none")] pub opModFreqDroop: Option<FreqDroopScript>,
    /// Names of curves of the day; the curve's own type says which mode it is.
    #[serde(skip_serializing_if = "Vec::is_empty")] pub curves: Vec<Mrid>,
}

/// A curve [2030.5 DERCurve].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the keys are the standard's own names")]
pub struct CurveScript {
    /// Its name.
    pub mrid: Mrid,
    /// 0 to 14, DERCurveType.
    pub curveType: u8,
    /// Power of ten of every x.
    #[serde(default)]
    pub xMultiplier: i8,
    /// Power of ten of every y.
    #[serde(default)]
    pub yMultiplier: i8,
    /// DERUnitRefType's number of the y.
    pub yRefType: u8,
    /// Time constant in hundredths of a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openLoopTms: Option<u16>,
    /// Points, 1 to 10.
    pub points: Vec<(i32, i32)>,
}

impl ControlScript {
    /// The same in the terms of the core, `curves` being the day's.
    pub fn to_control(&self, curves: &[CurveScript]) -> Control {
        let watts = |w: Option<i64>| w.map(|w| ControlValue::Watts(Watts(w)));
        let share = |pct: Option<i32>| pct.map(|pct| ControlValue::Share(CentiPercent(pct)));
        let factor = |pf: Option<PfScript>| pf.map(|pf| ControlValue::PowerFactor(pf.to_factor()));
        let plain = [
            (Mode::Connect, self.opModConnect.map(ControlValue::Permit)),
            (Mode::Energize, self.opModEnergize.map(ControlValue::Permit)),
            (Mode::MaxLimW, share(self.opModMaxLimW.map(i32::from))),
            (Mode::FixedW, share(self.opModFixedW.map(i32::from))),
            (Mode::TargetW, watts(self.opModTargetW)),
            (Mode::TargetVar, self.opModTargetVar.map(|var| ControlValue::Vars(Vars(var)))),
            (Mode::ExpLimW, watts(self.opModExpLimW)),
            (Mode::ImpLimW, watts(self.opModImpLimW)),
            (Mode::GenLimW, watts(self.opModGenLimW)),
            (Mode::LoadLimW, watts(self.opModLoadLimW)),
            (Mode::StorageTargetW, watts(self.opModStorageTargetW)),
            (Mode::FixedVar, self.opModFixedVar.map(FixedVarScript::to_value)),
            (Mode::FixedPfInject, factor(self.opModFixedPFInjectW)),
            (Mode::FixedPfAbsorb, factor(self.opModFixedPFAbsorbW)),
            (Mode::FreqDroop, self.opModFreqDroop.map(FreqDroopScript::to_value)),
        ];
        let mut control = Control { ramp_centiseconds: self.rampTms, ..Control::default() };
        let all = plain.into_iter().chain(self.modes_of_2023());
        control.modes.extend(all.filter_map(|(mode, value)| Some((mode, value?))));
        let named = curves.iter().filter(|curve| self.curves.contains(&curve.mrid));
        let named = named.filter_map(CurveScript::to_curve);
        control.modes.extend(named.map(|curve| (Mode::Curve(curve.kind), ControlValue::Curve(curve))));
        control
    }
}

impl PfScript {
    fn to_factor(self) -> PowerFactor {
        PowerFactor { displacement: self.displacement, absorbing: self.excitation }
    }
}

impl FixedVarScript {
    pub(super) fn to_value(self) -> ControlValue {
        let reference = match self.refType {
            1 => FixedVarReference::SetMaxW,
            2 => FixedVarReference::SetMaxVar,
            3 => FixedVarReference::StatVarAvail,
            other => FixedVarReference::Other(other),
        };
        ControlValue::FixedVar { reference, share: CentiPercent(self.value.into()) }
    }
}

impl FreqDroopScript {
    fn to_value(self) -> ControlValue {
        ControlValue::FreqDroop(FreqDroop {
            deadband_over: Millihertz(self.dBOF.into()),
            deadband_under: Millihertz(self.dBUF.into()),
            slope_over: self.kOF,
            slope_under: self.kUF,
            open_loop_centiseconds: self.openLoopTms,
        })
    }
}

impl CurveScript {
    /// The same in the terms of the core; `None` for a type that the standard does not have.
    pub fn to_curve(&self) -> Option<Curve> {
        Some(Curve {
            kind: CurveKind::from_number(self.curveType)?,
            x_multiplier: self.xMultiplier,
            y_multiplier: self.yMultiplier,
            y_ref: self.yRefType,
            points: self.points.iter().map(|&(x, y)| CurvePoint { x, y, excitation: None }).collect(),
            open_loop_centiseconds: self.openLoopTms,
            autonomous_v_ref: None,
            autonomous_v_ref_centiseconds: None,
            v_ref: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_becomes_the_control_that_it_names() {
        let script = ControlScript { opModExpLimW: Some(2_000), opModFixedW: Some(-4_000), ..ControlScript::default() };
        let control = script.to_control(&[]);
        assert_eq!(control.modes.len(), 2);
        assert_eq!(control.modes[&Mode::FixedW], ControlValue::Share(CentiPercent(-4_000)));
        assert_eq!(control.modes[&Mode::ExpLimW], ControlValue::Watts(Watts(2_000)));
    }
}
