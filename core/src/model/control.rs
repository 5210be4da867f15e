//! What a program may ask of a site.

use super::mode_2023::Mode2023;
use super::units::{CentiPercent, Millihertz, Millivolts, Vars, Watts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A control mode: events contend per mode, disjoint modes hold side by side [2030.5 DERControlBase].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Mode {
    /// Connected to the grid at all (galvanic).
    Connect,
    /// Permitted to energise.
    Energize,
    /// Limit of active power, share of the EndDevice's setMaxW.
    MaxLimW,
    /// Setpoint of active power, share of a rating.
    FixedW,
    /// Setpoint of active power in watts.
    TargetW,
    /// Setpoint of reactive power, share of a rating.
    FixedVar,
    /// Setpoint of reactive power in vars.
    TargetVar,
    /// Power factor while injecting active power.
    FixedPfInject,
    /// Power factor while absorbing active power.
    FixedPfAbsorb,
    /// Frequency droop.
    FreqDroop,
    /// A curve of the kind named.
    Curve(CurveKind),
    /// Export limit at the connection point [CSIP-AUS opModExpLimW].
    ExpLimW,
    /// Import limit at the connection point [CSIP-AUS opModImpLimW].
    ImpLimW,
    /// Limit on the sum of the site's generation [CSIP-AUS opModGenLimW].
    GenLimW,
    /// Limit on the sum of the site's controllable consumption [CSIP-AUS opModLoadLimW].
    LoadLimW,
    /// Setpoint for storage [CSIP-AUS opModStorageTargetW].
    StorageTargetW,
    /// Setpoint of what flows at the connection point; no mode of 2030.5 [OADR2b LOAD_DISPATCH].
    SiteTargetW,
    /// One that the 2023 edition added: a server may ask for it; no engine of ours carries it out.
    Of2023(Mode2023),
}

impl Mode {
    /// Its field of DERControlBase, as 2030.5 and CSIP-AUS spell it; a name in the same manner where they have none
    /// [2030.5 DERControlBase].
    pub fn field(self) -> &'static str {
        match self {
            Self::Connect => "opModConnect",
            Self::Energize => "opModEnergize",
            Self::MaxLimW => "opModMaxLimW",
            Self::FixedW => "opModFixedW",
            Self::TargetW => "opModTargetW",
            Self::FixedVar => "opModFixedVar",
            Self::TargetVar => "opModTargetVar",
            Self::FixedPfInject => "opModFixedPFInjectW",
            Self::FixedPfAbsorb => "opModFixedPFAbsorbW",
            Self::FreqDroop => "opModFreqDroop",
            Self::Curve(kind) => kind.field(),
            Self::ExpLimW => "opModExpLimW",
            Self::ImpLimW => "opModImpLimW",
            Self::GenLimW => "opModGenLimW",
            Self::LoadLimW => "opModLoadLimW",
            Self::StorageTargetW => "opModStorageTargetW",
            Self::SiteTargetW => "siteTargetW",
            Self::Of2023(mode) => mode.field(),
        }
    }
}

/// What a curve relates; the numbers are those of 2030.5 curveType [2030.5 DERCurveType].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each name is the standard's own")]
pub enum CurveKind {
    FreqWatt,
    HfrtMayTrip,
    HfrtMustTrip,
    HvrtMayTrip,
    HvrtMomentaryCessation,
    HvrtMustTrip,
    LfrtMayTrip,
    LfrtMustTrip,
    LvrtMayTrip,
    LvrtMomentaryCessation,
    LvrtMustTrip,
    VoltVar,
    VoltWatt,
    WattPf,
    WattVar,
}

impl CurveKind {
    /// Every kind, in the order of its number.
    pub const ALL: [Self; 15] = [
        Self::FreqWatt,
        Self::HfrtMayTrip,
        Self::HfrtMustTrip,
        Self::HvrtMayTrip,
        Self::HvrtMomentaryCessation,
        Self::HvrtMustTrip,
        Self::LfrtMayTrip,
        Self::LfrtMustTrip,
        Self::LvrtMayTrip,
        Self::LvrtMomentaryCessation,
        Self::LvrtMustTrip,
        Self::VoltVar,
        Self::VoltWatt,
        Self::WattPf,
        Self::WattVar,
    ];

    /// The field of DERControlBase that links to such a curve.
    pub fn field(self) -> &'static str {
        const FIELDS: [&str; 15] = [
            "opModFreqWatt",
            "opModHFRTMayTrip",
            "opModHFRTMustTrip",
            "opModHVRTMayTrip",
            "opModHVRTMomentaryCessation",
            "opModHVRTMustTrip",
            "opModLFRTMayTrip",
            "opModLFRTMustTrip",
            "opModLVRTMayTrip",
            "opModLVRTMomentaryCessation",
            "opModLVRTMustTrip",
            "opModVoltVar",
            "opModVoltWatt",
            "opModWattPF",
            "opModWattVar",
        ];
        FIELDS[self as usize]
    }

    /// The number on the wire, 0 to 14 [2030.5 DERCurveType].
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number, if there is one.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// Whether the curve sets trip or ride-through behaviour, which rule 11d guards.
    pub fn is_ride_through(self) -> bool {
        !matches!(self, Self::FreqWatt | Self::VoltVar | Self::VoltWatt | Self::WattPf | Self::WattVar)
    }
}

/// A point of a curve: the raw numbers before the curve's powers of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The independent value.
    pub x: i32,
    /// The dependent value.
    pub y: i32,
    /// Excitation of the dependent power factor, true when absorbing vars; only in WattPF curves.
    pub excitation: Option<bool>,
}

/// A curve as a program sent it, 1 to 10 points [2030.5 DERCurve].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curve {
    /// What it relates.
    pub kind: CurveKind,
    /// Power of ten of every `x`.
    pub x_multiplier: i8,
    /// Power of ten of every `y`.
    pub y_multiplier: i8,
    /// Reference of the dependent value, DERUnitRefType's number.
    pub y_ref: u8,
    /// The points, 1 to 10, by rising `x`.
    pub points: Vec<CurvePoint>,
    /// Time constant of the open loop in hundredths of a second.
    pub open_loop_centiseconds: Option<u16>,
    /// Whether the reference voltage adjusts itself; volt-var only.
    pub autonomous_v_ref: Option<bool>,
    /// Time constant of that adjustment in hundredths of a second.
    pub autonomous_v_ref_centiseconds: Option<u32>,
    /// Reference voltage in hundredths of a percent of nominal; volt-var only.
    pub v_ref: Option<CentiPercent>,
}

/// What a reactive share is a share of [2030.5 DERUnitRefType].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FixedVarReference {
    /// Of setMaxW (1).
    SetMaxW,
    /// Of setMaxVar (2).
    SetMaxVar,
    /// Of the vars available now, statVarAvail (3).
    StatVarAvail,
    /// A reference that this gateway does not translate; the control is answered as not supported.
    Other(u8),
}

/// A power factor to hold [2030.5 PowerFactorWithExcitation].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerFactor {
    /// Magnitude in ten-thousandths, 0 to 10,000.
    pub displacement: u16,
    /// True: absorbing vars (under-excited). False: injecting vars.
    pub absorbing: bool,
}

/// Frequency droop settings [2030.5 FreqDroopType].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreqDroop {
    /// Dead band above nominal.
    pub deadband_over: Millihertz,
    /// Dead band below nominal.
    pub deadband_under: Millihertz,
    /// Slope above, per unit frequency per unit power, in thousandths.
    pub slope_over: u16,
    /// Slope below, in thousandths.
    pub slope_under: u16,
    /// Open-loop response time in hundredths of a second.
    pub open_loop_centiseconds: u16,
}

/// The value that a mode asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ControlValue {
    /// For [`Mode::Connect`] and [`Mode::Energize`]: true is a permission, false a command (rule 3); for
    /// [`Mode2023::GridConnectPermit`] and [`Mode2023::IslandPermit`].
    Permit(bool),
    /// For [`Mode::MaxLimW`] (0 and up) and [`Mode::FixedW`] (negative: share of setMaxChargeRateW); for
    /// [`Mode2023::FixedV`] (signed) and the limits of 2023 that are shares of W or VA (0 and up).
    Share(CentiPercent),
    /// For [`Mode::TargetW`], [`Mode::StorageTargetW`] and [`Mode::SiteTargetW`], signed; for the limits in watts, a magnitude.
    Watts(Watts),
    /// For [`Mode::TargetVar`], signed; for the limits of 2023 in vars, a magnitude.
    Vars(Vars),
    /// For [`Mode2023::DeltaW`] [X23 ActivePowerDeltaControlType].
    WattsDelta {
        /// By how much.
        by: Watts,
        /// DeltaBidirectionalType's number.
        bidirectional: u8,
    },
    /// For [`Mode2023::DeltaVar`] [X23 ReactivePowerDeltaControlType].
    VarsDelta {
        /// By how much.
        by: Vars,
        /// DeltaBidirectionalType's number.
        bidirectional: u8,
    },
    /// For [`Mode2023::TargetV`].
    Volts(Millivolts),
    /// For [`Mode::FixedVar`]; for the limits of 2023 that are shares of vars, a magnitude.
    FixedVar {
        /// What it is a share of.
        reference: FixedVarReference,
        /// Positive: injected.
        share: CentiPercent,
    },
    /// For [`Mode::FixedPfInject`] and [`Mode::FixedPfAbsorb`].
    PowerFactor(PowerFactor),
    /// For [`Mode::FreqDroop`].
    FreqDroop(FreqDroop),
    /// For [`Mode::Curve`].
    Curve(Curve),
}

/// What a control asks for, mode by mode [2030.5 DERControlBase].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// The values, by mode.
    #[serde(with = "mode_list")]
    pub modes: BTreeMap<Mode, ControlValue>,
    /// Time to ramp to the new value in hundredths of a second; absent: the default gradient rules [2030.5 rampTms].
    pub ramp_centiseconds: Option<u16>,
}

/// Modes carry data, so a map of them is written as a list of pairs.
mod mode_list {
    use super::{BTreeMap, ControlValue, Mode};
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(modes: &BTreeMap<Mode, ControlValue>, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(modes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeMap<Mode, ControlValue>, D::Error> {
        Ok(Vec::<(Mode, ControlValue)>::deserialize(d)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_after_its_kind() {
        for kind in CurveKind::ALL {
            assert!(kind.field().eq_ignore_ascii_case(&format!("opMod{kind:?}")), "{kind:?}");
        }
        assert_eq!(Mode::Curve(CurveKind::WattPf).field(), "opModWattPF");
        assert_eq!(Mode::ExpLimW.field(), "opModExpLimW");
    }

    #[test]
    fn curve_numbers_are_the_standards() {
        assert_eq!(CurveKind::VoltVar.number(), 11);
        assert_eq!(CurveKind::from_number(10), Some(CurveKind::LvrtMustTrip));
        assert_eq!(CurveKind::from_number(15), None);
    }

    #[test]
    fn a_control_reads_back_from_json() {
        let mut control = Control { ramp_centiseconds: Some(3_000), ..Control::default() };
        control.modes.insert(Mode::Curve(CurveKind::VoltVar), ControlValue::Permit(true));
        control.modes.insert(Mode::ExpLimW, ControlValue::Watts(Watts(5_000)));
        let json = serde_json::to_string(&control).expect("writes");
        assert_eq!(serde_json::from_str::<Control>(&json).expect("reads"), control);
    }
}
