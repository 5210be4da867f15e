// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `mirror`.

use super::prelude::*;

/// `MirrorMeterReading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorMeterReading {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `lastUpdateTime`: TimeType, optional, both editions.
    pub last_update_time: Option<TimeType>,
    /// `MirrorReadingSet`: MirrorReadingSet, any number, both editions.
    pub mirror_reading_set: Vec<MirrorReadingSet>,
    /// `nextUpdateTime`: TimeType, optional, both editions.
    pub next_update_time: Option<TimeType>,
    /// `Reading`: Reading, optional, both editions.
    pub reading: Option<Reading>,
    /// `ReadingType`: ReadingType, optional, both editions.
    pub reading_type: Option<ReadingType>,
}

impl Node for MirrorMeterReading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MirrorMeterReading", "MirrorMeterReading", false, &["IdentifiedObject", "MeterReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("lastUpdateTime", Maybe, B, 0),
            el("MirrorReadingSet", Any, B, 0),
            el("nextUpdateTime", Maybe, B, 0),
            el("Reading", Maybe, B, 0),
            el("ReadingType", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.last_update_time,
            5 => &self.mirror_reading_set,
            6 => &self.next_update_time,
            7 => &self.reading,
            8 => &self.reading_type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.last_update_time,
            5 => &mut self.mirror_reading_set,
            6 => &mut self.next_update_time,
            7 => &mut self.reading,
            8 => &mut self.reading_type,
            _ => return None,
        })
    }
}

element!(MirrorMeterReading, "MirrorMeterReading");

/// `MirrorMeterReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorMeterReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `MirrorMeterReading`: MirrorMeterReading, any number, both editions.
    pub mirror_meter_reading: Vec<MirrorMeterReading>,
}

impl Node for MirrorMeterReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MirrorMeterReadingList", "MirrorMeterReadingList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("MirrorMeterReading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.mirror_meter_reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.mirror_meter_reading,
            _ => return None,
        })
    }
}

element!(MirrorMeterReadingList, "MirrorMeterReadingList");

/// `MeterReadingBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeterReadingBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
}

impl Node for MeterReadingBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MeterReadingBase", "MeterReadingBase", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            _ => return None,
        })
    }
}

element!(MeterReadingBase, "MeterReadingBase");

/// `MirrorReadingSet`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorReadingSet {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `timePeriod`: DateTimeInterval, required, both editions.
    pub time_period: DateTimeInterval,
    /// `Reading`: Reading, any number, both editions.
    pub reading: Vec<Reading>,
}

impl Node for MirrorReadingSet {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MirrorReadingSet", "MirrorReadingSet", false, &["IdentifiedObject", "ReadingSetBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("timePeriod", One, B, 0),
            el("Reading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.time_period,
            5 => &self.reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.time_period,
            5 => &mut self.reading,
            _ => return None,
        })
    }
}

element!(MirrorReadingSet, "MirrorReadingSet");

/// `MirrorUsagePoint`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorUsagePoint {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, 2023, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `roleFlags`: RoleFlagsType, required, both editions.
    pub role_flags: RoleFlagsType,
    /// `serviceCategoryKind`: ServiceKind, required, both editions.
    pub service_category_kind: ServiceKind,
    /// `status`: UInt8, required, both editions.
    pub status: u8,
    /// `deviceLFDI`: HexBinary160, required, both editions.
    pub device_lfdi: HexBinary160,
    /// `MirrorMeterReading`: MirrorMeterReading, any number, both editions.
    pub mirror_meter_reading: Vec<MirrorMeterReading>,
    /// `postRate`: UInt32, optional, both editions.
    pub post_rate: Option<u32>,
    /// `UsagePointLink`: UsagePointLink, optional, 2023.
    pub usage_point_link: Option<UsagePointLink>,
}

impl Node for MirrorUsagePoint {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MirrorUsagePoint", "MirrorUsagePoint", false, &["IdentifiedObject", "Resource", "UsagePointBase"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, N, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("roleFlags", One, B, 0),
            el("serviceCategoryKind", One, B, 0),
            el("status", One, B, 0),
            el("deviceLFDI", One, B, 0),
            el("MirrorMeterReading", Any, B, 0),
            el("postRate", Maybe, B, 0),
            el("UsagePointLink", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.mrid,
            3 => &self.description,
            4 => &self.version,
            5 => &self.role_flags,
            6 => &self.service_category_kind,
            7 => &self.status,
            8 => &self.device_lfdi,
            9 => &self.mirror_meter_reading,
            10 => &self.post_rate,
            11 => &self.usage_point_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.mrid,
            3 => &mut self.description,
            4 => &mut self.version,
            5 => &mut self.role_flags,
            6 => &mut self.service_category_kind,
            7 => &mut self.status,
            8 => &mut self.device_lfdi,
            9 => &mut self.mirror_meter_reading,
            10 => &mut self.post_rate,
            11 => &mut self.usage_point_link,
            _ => return None,
        })
    }
}

element!(MirrorUsagePoint, "MirrorUsagePoint", subscribable N);

/// `MirrorUsagePointList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorUsagePointList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, 2023, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `MirrorUsagePoint`: MirrorUsagePoint, any number, both editions.
    pub mirror_usage_point: Vec<MirrorUsagePoint>,
}

impl Node for MirrorUsagePointList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MirrorUsagePointList", "MirrorUsagePointList", false, &["List", "Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, N, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("MirrorUsagePoint", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.poll_rate,
            5 => &self.mirror_usage_point,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.poll_rate,
            5 => &mut self.mirror_usage_point,
            _ => return None,
        })
    }
}

element!(MirrorUsagePointList, "MirrorUsagePointList", subscribable N);

/// `ReadingBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `consumptionBlock`: ConsumptionBlockType, optional, both editions, default 0 in 2023.
    pub consumption_block: Option<ConsumptionBlockType>,
    /// `qualityFlags`: HexBinary16, optional, both editions, default 00 in 2023.
    pub quality_flags: Option<HexBinary16>,
    /// `timePeriod`: DateTimeInterval, optional, both editions.
    pub time_period: Option<DateTimeInterval>,
    /// `touTier`: TOUType, optional, both editions, default 0 in 2023.
    pub tou_tier: Option<TOUType>,
    /// `value`: Int48, optional, both editions.
    pub value: Option<Int48>,
}

impl Node for ReadingBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingBase", "ReadingBase", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("consumptionBlock", Maybe, B, 0),
            el("qualityFlags", Maybe, B, 0),
            el("timePeriod", Maybe, B, 0),
            el("touTier", Maybe, B, 0),
            el("value", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.consumption_block,
            2 => &self.quality_flags,
            3 => &self.time_period,
            4 => &self.tou_tier,
            5 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.consumption_block,
            2 => &mut self.quality_flags,
            3 => &mut self.time_period,
            4 => &mut self.tou_tier,
            5 => &mut self.value,
            _ => return None,
        })
    }
}

element!(ReadingBase, "ReadingBase");

/// `ReadingSetBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingSetBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `timePeriod`: DateTimeInterval, required, both editions.
    pub time_period: DateTimeInterval,
}

impl Node for ReadingSetBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingSetBase", "ReadingSetBase", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("timePeriod", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.time_period,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.time_period,
            _ => return None,
        })
    }
}

element!(ReadingSetBase, "ReadingSetBase");

/// `UsagePointBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsagePointBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `roleFlags`: RoleFlagsType, required, both editions.
    pub role_flags: RoleFlagsType,
    /// `serviceCategoryKind`: ServiceKind, required, both editions.
    pub service_category_kind: ServiceKind,
    /// `status`: UInt8, required, both editions.
    pub status: u8,
}

impl Node for UsagePointBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UsagePointBase", "UsagePointBase", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("roleFlags", One, B, 0),
            el("serviceCategoryKind", One, B, 0),
            el("status", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.role_flags,
            5 => &self.service_category_kind,
            6 => &self.status,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.role_flags,
            5 => &mut self.service_category_kind,
            6 => &mut self.status,
            _ => return None,
        })
    }
}

element!(UsagePointBase, "UsagePointBase");
