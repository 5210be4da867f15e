// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `types`.

use super::prelude::*;

/// `AccumulationBehaviourType` [X18/X23 AccumulationBehaviourType], 2018 and 2023: UInt8.
pub type AccumulationBehaviourType = UInt8;

/// `ApplianceLoadReductionType` [X18/X23 ApplianceLoadReductionType], 2018 and 2023: UInt8.
pub type ApplianceLoadReductionType = UInt8;

/// `CommodityType` [X18/X23 CommodityType], 2018 and 2023: UInt8.
pub type CommodityType = UInt8;

/// `ConsumptionBlockType` [X18/X23 ConsumptionBlockType], 2018 and 2023: UInt8.
pub type ConsumptionBlockType = UInt8;

/// `CountryType` [X18/X23 CountryType], 2023: String2.
pub type CountryType = String2;

/// `CurrencyCode` [X18/X23 CurrencyCode], 2018 and 2023: UInt16.
pub type CurrencyCode = UInt16;

/// `DataQualifierType` [X18/X23 DataQualifierType], 2018 and 2023: UInt8.
pub type DataQualifierType = UInt8;

/// `DateTimeInterval`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DateTimeInterval {
    /// `duration`: UInt32, required, both editions.
    pub duration: u32,
    /// `start`: TimeType, required, both editions.
    pub start: TimeType,
}

impl Node for DateTimeInterval {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DateTimeInterval", "DateTimeInterval", false, &[], &[
            el("duration", One, B, 0),
            el("start", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.duration,
            1 => &self.start,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.duration,
            1 => &mut self.start,
            _ => return None,
        })
    }
}

element!(DateTimeInterval, "DateTimeInterval");

/// `DeviceCategoryType` [X18/X23 DeviceCategoryType], 2018 and 2023: HexBinary32.
pub type DeviceCategoryType = HexBinary32;

/// `DstRuleType` [X18/X23 DstRuleType], 2018 and 2023: HexBinary32.
pub type DstRuleType = HexBinary32;

/// `FlowDirectionType` [X18/X23 FlowDirectionType], 2018 and 2023: UInt8.
pub type FlowDirectionType = UInt8;

/// `GeographicLocationType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GeographicLocationType {
    /// `country`: CountryType, required, 2023.
    pub country: CountryType,
    /// `subdivision`: SubdivisionType, optional, 2023.
    pub subdivision: Option<SubdivisionType>,
}

impl Node for GeographicLocationType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("GeographicLocationType", "GeographicLocationType", false, &[], &[
            el("country", One, N, 2),
            el("subdivision", Maybe, N, 3),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.country,
            1 => &self.subdivision,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.country,
            1 => &mut self.subdivision,
            _ => return None,
        })
    }
}

element!(GeographicLocationType, "GeographicLocationType");

/// `GPSLocationType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GPSLocationType {
    /// `lat`: String32, required, both editions.
    pub lat: String32,
    /// `lon`: String32, required, both editions.
    pub lon: String32,
}

impl Node for GPSLocationType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("GPSLocationType", "GPSLocationType", false, &[], &[
            el("lat", One, B, 32),
            el("lon", One, B, 32),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.lat,
            1 => &self.lon,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.lat,
            1 => &mut self.lon,
            _ => return None,
        })
    }
}

element!(GPSLocationType, "GPSLocationType");

/// `KindType` [X18/X23 KindType], 2018 and 2023: UInt8.
pub type KindType = UInt8;

/// `LocaleType` [X18/X23 LocaleType], 2018 and 2023: String42.
pub type LocaleType = String42;

/// `mRIDType` [X18/X23 mRIDType], 2018 and 2023: HexBinary128.
pub type MRIDType = HexBinary128;

/// `OneHourRangeType` [X18/X23 OneHourRangeType], 2018 and 2023: Int16.
pub type OneHourRangeType = Int16;

/// `PENType` [X18/X23 PENType], 2018 and 2023: UInt32.
pub type PENType = UInt32;

/// `PerCent` [X18/X23 PerCent], 2018 and 2023: UInt16.
pub type PerCent = UInt16;

/// `PhaseCode` [X18/X23 PhaseCode], 2018 and 2023: UInt8.
pub type PhaseCode = UInt8;

/// `PINType` [X18/X23 PINType], 2018 and 2023: UInt32.
pub type PINType = UInt32;

/// `PowerOfTenMultiplierType` [X18/X23 PowerOfTenMultiplierType], 2018 and 2023: Int8.
pub type PowerOfTenMultiplierType = Int8;

/// `PrimacyType` [X18/X23 PrimacyType], 2018 and 2023: UInt8.
pub type PrimacyType = UInt8;

/// `RealEnergy`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RealEnergy {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: UInt48, required, both editions.
    pub value: UInt48,
}

impl Node for RealEnergy {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RealEnergy", "RealEnergy", false, &[], &[
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

element!(RealEnergy, "RealEnergy");

/// `RoleFlagsType` [X18/X23 RoleFlagsType], 2018 and 2023: HexBinary16.
pub type RoleFlagsType = HexBinary16;

/// `ServiceKind` [X18/X23 ServiceKind], 2018 and 2023: UInt8.
pub type ServiceKind = UInt8;

/// `SFDIType` [X18/X23 SFDIType], 2018 and 2023: UInt40.
pub type SFDIType = UInt40;

/// `SignedPerCent` [X18/X23 SignedPerCent], 2018 and 2023: Int16.
pub type SignedPerCent = Int16;

/// `SignedRealEnergy`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignedRealEnergy {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int48, required, both editions.
    pub value: Int48,
}

impl Node for SignedRealEnergy {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SignedRealEnergy", "SignedRealEnergy", false, &[], &[
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

element!(SignedRealEnergy, "SignedRealEnergy");

/// `SubdivisionType` [X18/X23 SubdivisionType], 2023: String3.
pub type SubdivisionType = String3;

/// `TimeOffsetType` [X18/X23 TimeOffsetType], 2018 and 2023: Int32.
pub type TimeOffsetType = Int32;

/// `TimeType` [X18/X23 TimeType], 2018 and 2023: Int64.
pub type TimeType = Int64;

/// `TOUType` [X18/X23 TOUType], 2018 and 2023: UInt8.
pub type TOUType = UInt8;

/// `UnitType` [X18/X23 UnitType], 2018 and 2023: UInt8.
pub type UnitType = UInt8;

/// `UnitValueType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitValueType {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `unit`: UomType, required, both editions.
    pub unit: UomType,
    /// `value`: Int32, required, both editions.
    pub value: i32,
}

impl Node for UnitValueType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UnitValueType", "UnitValueType", false, &[], &[
            el("multiplier", One, B, 0),
            el("unit", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.unit,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.unit,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(UnitValueType, "UnitValueType");

/// `UomType` [X18/X23 UomType], 2018 and 2023: UInt8.
pub type UomType = UInt8;

/// `VersionType` [X18/X23 VersionType], 2018 and 2023: UInt16.
pub type VersionType = UInt16;
