// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `der_types`.

use super::prelude::*;

/// `DERCurveType` [X18/X23 DERCurveType], 2018 and 2023: UInt8.
pub type DERCurveType = UInt8;

/// `ActivePower`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActivePower {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for ActivePower {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActivePower", "ActivePower", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ActivePower, "ActivePower");

/// `ActivePowerControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActivePowerControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for ActivePowerControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActivePowerControlType", "ActivePowerControlType", false, &["ActivePower"], &[
            at("disabled", Maybe, N, 0),
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.multiplier,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.multiplier,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ActivePowerControlType, "ActivePowerControlType");

/// `ActivePowerDeltaControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActivePowerDeltaControlType {
    /// `bidirectional`: attribute, DeltaBidirectionalType, optional, 2023, default 0.
    pub bidirectional: Option<DeltaBidirectionalType>,
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for ActivePowerDeltaControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActivePowerDeltaControlType", "ActivePowerDeltaControlType", false, &["ActivePower"], &[
            at("bidirectional", Maybe, N, 0),
            at("disabled", Maybe, N, 0),
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.bidirectional,
            1 => &self.disabled,
            2 => &self.multiplier,
            3 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.bidirectional,
            1 => &mut self.disabled,
            2 => &mut self.multiplier,
            3 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ActivePowerDeltaControlType, "ActivePowerDeltaControlType");

/// `UnsignedActivePower`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedActivePower {
    /// `multiplier`: PowerOfTenMultiplierType, required, 2023.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, 2023.
    pub value: u16,
}

impl Node for UnsignedActivePower {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedActivePower", "UnsignedActivePower", false, &[], &[
            el("multiplier", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedActivePower, "UnsignedActivePower");

/// `UnsignedActivePowerControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedActivePowerControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, 2023.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, 2023.
    pub value: u16,
}

impl Node for UnsignedActivePowerControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedActivePowerControlType", "UnsignedActivePowerControlType", false, &["UnsignedActivePower"], &[
            at("disabled", Maybe, N, 0),
            el("multiplier", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.multiplier,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.multiplier,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedActivePowerControlType, "UnsignedActivePowerControlType");

/// `AmpereHour`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AmpereHour {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for AmpereHour {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AmpereHour", "AmpereHour", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(AmpereHour, "AmpereHour");

/// `ApparentPower`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ApparentPower {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for ApparentPower {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ApparentPower", "ApparentPower", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ApparentPower, "ApparentPower");

/// `CurrentRMS`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurrentRMS {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for CurrentRMS {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CurrentRMS", "CurrentRMS", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(CurrentRMS, "CurrentRMS");

/// `FixedPointType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FixedPointType {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for FixedPointType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FixedPointType", "FixedPointType", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(FixedPointType, "FixedPointType");

/// `UnsignedFixedPointType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedFixedPointType {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for UnsignedFixedPointType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedFixedPointType", "UnsignedFixedPointType", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedFixedPointType, "UnsignedFixedPointType");

/// `FixedVar`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FixedVar {
    /// `refType`: DERUnitRefType, required, both editions.
    pub ref_type: DERUnitRefType,
    /// `value`: SignedPerCent, required, both editions.
    pub value: SignedPerCent,
}

impl Node for FixedVar {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FixedVar", "FixedVar", false, &[], &[
            el("refType", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.ref_type,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.ref_type,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(FixedVar, "FixedVar");

/// `FixedVarControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FixedVarControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `refType`: DERUnitRefType, required, both editions.
    pub ref_type: DERUnitRefType,
    /// `value`: SignedPerCent, required, both editions.
    pub value: SignedPerCent,
}

impl Node for FixedVarControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FixedVarControlType", "FixedVarControlType", false, &["FixedVar"], &[
            at("disabled", Maybe, N, 0),
            el("refType", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.ref_type,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.ref_type,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(FixedVarControlType, "FixedVarControlType");

/// `UnsignedFixedVar`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedFixedVar {
    /// `refType`: DERUnitRefType, required, 2023.
    pub ref_type: DERUnitRefType,
    /// `value`: PerCent, required, 2023.
    pub value: PerCent,
}

impl Node for UnsignedFixedVar {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedFixedVar", "UnsignedFixedVar", false, &[], &[
            el("refType", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.ref_type,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.ref_type,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedFixedVar, "UnsignedFixedVar");

/// `UnsignedFixedVarControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedFixedVarControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `refType`: DERUnitRefType, required, 2023.
    pub ref_type: DERUnitRefType,
    /// `value`: PerCent, required, 2023.
    pub value: PerCent,
}

impl Node for UnsignedFixedVarControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedFixedVarControlType", "UnsignedFixedVarControlType", false, &["UnsignedFixedVar"], &[
            at("disabled", Maybe, N, 0),
            el("refType", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.ref_type,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.ref_type,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedFixedVarControlType, "UnsignedFixedVarControlType");

/// `FreqDroopType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FreqDroopType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `dBOF`: UInt32, required, both editions.
    pub dbof: u32,
    /// `dBUF`: UInt32, required, both editions.
    pub dbuf: u32,
    /// `kOF`: UInt16, required, both editions.
    pub kof: u16,
    /// `kUF`: UInt16, required, both editions.
    pub kuf: u16,
    /// `openLoopTms`: UInt16, required, both editions.
    pub open_loop_tms: u16,
    /// `pMin`: ActivePower, optional, 2023.
    pub p_min: Option<ActivePower>,
}

impl Node for FreqDroopType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FreqDroopType", "FreqDroopType", false, &[], &[
            at("disabled", Maybe, N, 0),
            el("dBOF", One, B, 0),
            el("dBUF", One, B, 0),
            el("kOF", One, B, 0),
            el("kUF", One, B, 0),
            el("openLoopTms", One, B, 0),
            el("pMin", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.dbof,
            2 => &self.dbuf,
            3 => &self.kof,
            4 => &self.kuf,
            5 => &self.open_loop_tms,
            6 => &self.p_min,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.dbof,
            2 => &mut self.dbuf,
            3 => &mut self.kof,
            4 => &mut self.kuf,
            5 => &mut self.open_loop_tms,
            6 => &mut self.p_min,
            _ => return None,
        })
    }
}

element!(FreqDroopType, "FreqDroopType");

/// `PerCentControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PerCentControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `value`: PerCent, required, 2023.
    pub value: PerCent,
}

impl Node for PerCentControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PerCentControlType", "PerCentControlType", false, &[], &[
            at("disabled", Maybe, N, 0),
            text("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(PerCentControlType, "PerCentControlType");

/// `PowerFactor`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerFactor {
    /// `displacement`: UInt16, required, both editions.
    pub displacement: u16,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
}

impl Node for PowerFactor {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerFactor", "PowerFactor", false, &[], &[
            el("displacement", One, B, 0),
            el("multiplier", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.displacement,
            1 => &self.multiplier,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.displacement,
            1 => &mut self.multiplier,
            _ => return None,
        })
    }
}

element!(PowerFactor, "PowerFactor");

/// `PowerFactorWithExcitation`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerFactorWithExcitation {
    /// `displacement`: UInt16, required, both editions.
    pub displacement: u16,
    /// `excitation`: boolean, required, both editions.
    pub excitation: bool,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
}

impl Node for PowerFactorWithExcitation {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerFactorWithExcitation", "PowerFactorWithExcitation", false, &[], &[
            el("displacement", One, B, 0),
            el("excitation", One, B, 0),
            el("multiplier", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.displacement,
            1 => &self.excitation,
            2 => &self.multiplier,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.displacement,
            1 => &mut self.excitation,
            2 => &mut self.multiplier,
            _ => return None,
        })
    }
}

element!(PowerFactorWithExcitation, "PowerFactorWithExcitation");

/// `PowerFactorWithExcitationControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerFactorWithExcitationControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `displacement`: UInt16, required, both editions.
    pub displacement: u16,
    /// `excitation`: boolean, required, both editions.
    pub excitation: bool,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
}

impl Node for PowerFactorWithExcitationControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerFactorWithExcitationControlType", "PowerFactorWithExcitationControlType", false, &["PowerFactorWithExcitation"], &[
            at("disabled", Maybe, N, 0),
            el("displacement", One, B, 0),
            el("excitation", One, B, 0),
            el("multiplier", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.displacement,
            2 => &self.excitation,
            3 => &self.multiplier,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.displacement,
            2 => &mut self.excitation,
            3 => &mut self.multiplier,
            _ => return None,
        })
    }
}

element!(PowerFactorWithExcitationControlType, "PowerFactorWithExcitationControlType");

/// `ReactivePower`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReactivePower {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for ReactivePower {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReactivePower", "ReactivePower", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ReactivePower, "ReactivePower");

/// `ReactivePowerControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReactivePowerControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for ReactivePowerControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReactivePowerControlType", "ReactivePowerControlType", false, &["ReactivePower"], &[
            at("disabled", Maybe, N, 0),
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.multiplier,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.multiplier,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ReactivePowerControlType, "ReactivePowerControlType");

/// `ReactivePowerDeltaControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReactivePowerDeltaControlType {
    /// `bidirectional`: attribute, DeltaBidirectionalType, optional, 2023, default 0.
    pub bidirectional: Option<DeltaBidirectionalType>,
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for ReactivePowerDeltaControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReactivePowerDeltaControlType", "ReactivePowerDeltaControlType", false, &["ReactivePower"], &[
            at("bidirectional", Maybe, N, 0),
            at("disabled", Maybe, N, 0),
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.bidirectional,
            1 => &self.disabled,
            2 => &self.multiplier,
            3 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.bidirectional,
            1 => &mut self.disabled,
            2 => &mut self.multiplier,
            3 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ReactivePowerDeltaControlType, "ReactivePowerDeltaControlType");

/// `UnsignedReactivePower`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedReactivePower {
    /// `multiplier`: PowerOfTenMultiplierType, required, 2023.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, 2023.
    pub value: u16,
}

impl Node for UnsignedReactivePower {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedReactivePower", "UnsignedReactivePower", false, &[], &[
            el("multiplier", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedReactivePower, "UnsignedReactivePower");

/// `UnsignedReactivePowerControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnsignedReactivePowerControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, 2023.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, 2023.
    pub value: u16,
}

impl Node for UnsignedReactivePowerControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnsignedReactivePowerControlType", "UnsignedReactivePowerControlType", false, &["UnsignedReactivePower"], &[
            at("disabled", Maybe, N, 0),
            el("multiplier", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.multiplier,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.multiplier,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnsignedReactivePowerControlType, "UnsignedReactivePowerControlType");

/// `ReactiveSusceptance`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReactiveSusceptance {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for ReactiveSusceptance {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReactiveSusceptance", "ReactiveSusceptance", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ReactiveSusceptance, "ReactiveSusceptance");

/// `SignedPerCentControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignedPerCentControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `value`: SignedPerCent, required, 2023.
    pub value: SignedPerCent,
}

impl Node for SignedPerCentControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SignedPerCentControlType", "SignedPerCentControlType", false, &[], &[
            at("disabled", Maybe, N, 0),
            text("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(SignedPerCentControlType, "SignedPerCentControlType");

/// `VoltageRMS`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VoltageRMS {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for VoltageRMS {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("VoltageRMS", "VoltageRMS", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(VoltageRMS, "VoltageRMS");

/// `VoltageRMSControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VoltageRMSControlType {
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for VoltageRMSControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("VoltageRMSControlType", "VoltageRMSControlType", false, &["VoltageRMS"], &[
            at("disabled", Maybe, N, 0),
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.disabled,
            1 => &self.multiplier,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.disabled,
            1 => &mut self.multiplier,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(VoltageRMSControlType, "VoltageRMSControlType");

/// `WattHour`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WattHour {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for WattHour {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("WattHour", "WattHour", false, &[], &[
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(WattHour, "WattHour");

/// `ConnectStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: HexBinary8, required, both editions.
    pub value: HexBinary8,
}

impl Node for ConnectStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConnectStatusType", "ConnectStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ConnectStatusType, "ConnectStatusType");

/// `ConnectStatusType2`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectStatusType2 {
    /// `dateTime`: TimeType, required, 2023.
    pub date_time: TimeType,
    /// `value`: HexBinary8, required, 2023.
    pub value: HexBinary8,
}

impl Node for ConnectStatusType2 {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConnectStatusType2", "ConnectStatusType2", false, &[], &[
            el("dateTime", One, N, 0),
            el("value", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ConnectStatusType2, "ConnectStatusType2");

/// `DefaultDERControlType` [X18/X23 DefaultDERControlType], 2023: HexBinary32.
pub type DefaultDERControlType = HexBinary32;

/// `DERControlType` [X18/X23 DERControlType], 2018 and 2023: HexBinary32.
pub type DERControlType = HexBinary32;

/// `DERControlType2` [X18/X23 DERControlType2], 2023: HexBinary32.
pub type DERControlType2 = HexBinary32;

/// `DERType` [X18/X23 DERType], 2018 and 2023: UInt8.
pub type DERType = UInt8;

/// `DERUnitRefType` [X18/X23 DERUnitRefType], 2018 and 2023: UInt8.
pub type DERUnitRefType = UInt8;

/// `InverterStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InverterStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: UInt8, required, both editions.
    pub value: u8,
}

impl Node for InverterStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("InverterStatusType", "InverterStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(InverterStatusType, "InverterStatusType");

/// `LocalControlModeStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LocalControlModeStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: UInt8, required, both editions.
    pub value: u8,
}

impl Node for LocalControlModeStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LocalControlModeStatusType", "LocalControlModeStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(LocalControlModeStatusType, "LocalControlModeStatusType");

/// `ManufacturerStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ManufacturerStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: String6, required, both editions.
    pub value: String6,
}

impl Node for ManufacturerStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ManufacturerStatusType", "ManufacturerStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 6),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ManufacturerStatusType, "ManufacturerStatusType");

/// `OperationalModeStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OperationalModeStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: UInt8, required, both editions.
    pub value: u8,
}

impl Node for OperationalModeStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("OperationalModeStatusType", "OperationalModeStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(OperationalModeStatusType, "OperationalModeStatusType");

/// `StateOfChargeStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StateOfChargeStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: PerCent, required, both editions.
    pub value: PerCent,
}

impl Node for StateOfChargeStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("StateOfChargeStatusType", "StateOfChargeStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(StateOfChargeStatusType, "StateOfChargeStatusType");

/// `StorageModeStatusType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StorageModeStatusType {
    /// `dateTime`: TimeType, required, both editions.
    pub date_time: TimeType,
    /// `value`: UInt8, required, both editions.
    pub value: u8,
}

impl Node for StorageModeStatusType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("StorageModeStatusType", "StorageModeStatusType", false, &[], &[
            el("dateTime", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(StorageModeStatusType, "StorageModeStatusType");

/// `CurrentDERProgramLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurrentDERProgramLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for CurrentDERProgramLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CurrentDERProgramLink", "CurrentDERProgramLink", false, &["Link"], &[
            at("href", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            _ => return None,
        })
    }
}

element!(CurrentDERProgramLink, "CurrentDERProgramLink");
