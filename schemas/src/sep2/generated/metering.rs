// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `metering`.

use super::prelude::*;

/// `MeterReading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeterReading {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `RateComponentListLink`: RateComponentListLink, optional, both editions.
    pub rate_component_list_link: Option<RateComponentListLink>,
    /// `ReadingLink`: ReadingLink, optional, both editions.
    pub reading_link: Option<ReadingLink>,
    /// `ReadingSetListLink`: ReadingSetListLink, optional, both editions.
    pub reading_set_list_link: Option<ReadingSetListLink>,
    /// `ReadingTypeLink`: ReadingTypeLink, required, both editions.
    pub reading_type_link: ReadingTypeLink,
}

impl Node for MeterReading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MeterReading", "MeterReading", false, &["IdentifiedObject", "MeterReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("RateComponentListLink", Maybe, B, 0),
            el("ReadingLink", Maybe, B, 0),
            el("ReadingSetListLink", Maybe, B, 0),
            el("ReadingTypeLink", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.rate_component_list_link,
            5 => &self.reading_link,
            6 => &self.reading_set_list_link,
            7 => &self.reading_type_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.rate_component_list_link,
            5 => &mut self.reading_link,
            6 => &mut self.reading_set_list_link,
            7 => &mut self.reading_type_link,
            _ => return None,
        })
    }
}

element!(MeterReading, "MeterReading");

/// `MeterReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeterReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `MeterReading`: MeterReading, any number, both editions.
    pub meter_reading: Vec<MeterReading>,
}

impl Node for MeterReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MeterReadingList", "MeterReadingList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("MeterReading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.meter_reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.meter_reading,
            _ => return None,
        })
    }
}

element!(MeterReadingList, "MeterReadingList", subscribable B);

/// `Reading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
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
    /// `localID`: HexBinary16, optional, both editions.
    pub local_id: Option<HexBinary16>,
}

impl Node for Reading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Reading", "Reading", false, &["ReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("consumptionBlock", Maybe, B, 0),
            el("qualityFlags", Maybe, B, 0),
            el("timePeriod", Maybe, B, 0),
            el("touTier", Maybe, B, 0),
            el("value", Maybe, B, 0),
            el("localID", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.consumption_block,
            3 => &self.quality_flags,
            4 => &self.time_period,
            5 => &self.tou_tier,
            6 => &self.value,
            7 => &self.local_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.consumption_block,
            3 => &mut self.quality_flags,
            4 => &mut self.time_period,
            5 => &mut self.tou_tier,
            6 => &mut self.value,
            7 => &mut self.local_id,
            _ => return None,
        })
    }
}

element!(Reading, "Reading", subscribable B);

/// `ReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `Reading`: Reading, any number, both editions.
    pub reading: Vec<Reading>,
}

impl Node for ReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingList", "ReadingList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("Reading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.reading,
            _ => return None,
        })
    }
}

element!(ReadingList, "ReadingList", subscribable B);

/// `ReadingSet`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingSet {
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
    /// `ReadingListLink`: ReadingListLink, optional, both editions.
    pub reading_list_link: Option<ReadingListLink>,
}

impl Node for ReadingSet {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingSet", "ReadingSet", false, &["IdentifiedObject", "ReadingSetBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("timePeriod", One, B, 0),
            el("ReadingListLink", Maybe, B, 0),
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
            5 => &self.reading_list_link,
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
            5 => &mut self.reading_list_link,
            _ => return None,
        })
    }
}

element!(ReadingSet, "ReadingSet");

/// `ReadingSetList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingSetList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `ReadingSet`: ReadingSet, any number, both editions.
    pub reading_set: Vec<ReadingSet>,
}

impl Node for ReadingSetList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingSetList", "ReadingSetList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("ReadingSet", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.reading_set,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.reading_set,
            _ => return None,
        })
    }
}

element!(ReadingSetList, "ReadingSetList", subscribable B);

/// `ReadingType`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingType {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `accumulationBehaviour`: AccumulationBehaviourType, optional, both editions, default 0 in 2023.
    pub accumulation_behaviour: Option<AccumulationBehaviourType>,
    /// `calorificValue`: UnitValueType, optional, both editions.
    pub calorific_value: Option<UnitValueType>,
    /// `commodity`: CommodityType, optional, both editions, default 0 in 2023.
    pub commodity: Option<CommodityType>,
    /// `conversionFactor`: UnitValueType, optional, both editions.
    pub conversion_factor: Option<UnitValueType>,
    /// `dataQualifier`: DataQualifierType, optional, both editions, default 0 in 2023.
    pub data_qualifier: Option<DataQualifierType>,
    /// `flowDirection`: FlowDirectionType, optional, both editions, default 0 in 2023.
    pub flow_direction: Option<FlowDirectionType>,
    /// `intervalLength`: UInt32, optional, both editions.
    pub interval_length: Option<u32>,
    /// `kind`: KindType, optional, both editions, default 0 in 2023.
    pub kind: Option<KindType>,
    /// `maxNumberOfIntervals`: UInt8, optional, both editions.
    pub max_number_of_intervals: Option<u8>,
    /// `numberOfConsumptionBlocks`: UInt8, optional, both editions, default 0 in 2023.
    pub number_of_consumption_blocks: Option<u8>,
    /// `numberOfTouTiers`: UInt8, optional, both editions, default 0 in 2023.
    pub number_of_tou_tiers: Option<u8>,
    /// `phase`: PhaseCode, optional, both editions, default 0 in 2023.
    pub phase: Option<PhaseCode>,
    /// `powerOfTenMultiplier`: PowerOfTenMultiplierType, optional, both editions, default 0 in 2023.
    pub power_of_ten_multiplier: Option<PowerOfTenMultiplierType>,
    /// `subIntervalLength`: UInt32, optional, both editions.
    pub sub_interval_length: Option<u32>,
    /// `supplyLimit`: UInt48, optional, both editions.
    pub supply_limit: Option<UInt48>,
    /// `tieredConsumptionBlocks`: boolean, optional, both editions, default false in 2023.
    pub tiered_consumption_blocks: Option<bool>,
    /// `uom`: UomType, optional, both editions, default 0 in 2023.
    pub uom: Option<UomType>,
}

impl Node for ReadingType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingType", "ReadingType", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("accumulationBehaviour", Maybe, B, 0),
            el("calorificValue", Maybe, B, 0),
            el("commodity", Maybe, B, 0),
            el("conversionFactor", Maybe, B, 0),
            el("dataQualifier", Maybe, B, 0),
            el("flowDirection", Maybe, B, 0),
            el("intervalLength", Maybe, B, 0),
            el("kind", Maybe, B, 0),
            el("maxNumberOfIntervals", Maybe, B, 0),
            el("numberOfConsumptionBlocks", Maybe, B, 0),
            el("numberOfTouTiers", Maybe, B, 0),
            el("phase", Maybe, B, 0),
            el("powerOfTenMultiplier", Maybe, B, 0),
            el("subIntervalLength", Maybe, B, 0),
            el("supplyLimit", Maybe, B, 0),
            el("tieredConsumptionBlocks", Maybe, B, 0),
            el("uom", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.accumulation_behaviour,
            2 => &self.calorific_value,
            3 => &self.commodity,
            4 => &self.conversion_factor,
            5 => &self.data_qualifier,
            6 => &self.flow_direction,
            7 => &self.interval_length,
            8 => &self.kind,
            9 => &self.max_number_of_intervals,
            10 => &self.number_of_consumption_blocks,
            11 => &self.number_of_tou_tiers,
            12 => &self.phase,
            13 => &self.power_of_ten_multiplier,
            14 => &self.sub_interval_length,
            15 => &self.supply_limit,
            16 => &self.tiered_consumption_blocks,
            17 => &self.uom,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.accumulation_behaviour,
            2 => &mut self.calorific_value,
            3 => &mut self.commodity,
            4 => &mut self.conversion_factor,
            5 => &mut self.data_qualifier,
            6 => &mut self.flow_direction,
            7 => &mut self.interval_length,
            8 => &mut self.kind,
            9 => &mut self.max_number_of_intervals,
            10 => &mut self.number_of_consumption_blocks,
            11 => &mut self.number_of_tou_tiers,
            12 => &mut self.phase,
            13 => &mut self.power_of_ten_multiplier,
            14 => &mut self.sub_interval_length,
            15 => &mut self.supply_limit,
            16 => &mut self.tiered_consumption_blocks,
            17 => &mut self.uom,
            _ => return None,
        })
    }
}

element!(ReadingType, "ReadingType");

/// `UsagePoint`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsagePoint {
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
    /// `deviceLFDI`: HexBinary160, optional, both editions.
    pub device_lfdi: Option<HexBinary160>,
    /// `MeterReadingListLink`: MeterReadingListLink, optional, both editions.
    pub meter_reading_list_link: Option<MeterReadingListLink>,
}

impl Node for UsagePoint {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UsagePoint", "UsagePoint", false, &["IdentifiedObject", "Resource", "UsagePointBase"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("roleFlags", One, B, 0),
            el("serviceCategoryKind", One, B, 0),
            el("status", One, B, 0),
            el("deviceLFDI", Maybe, B, 0),
            el("MeterReadingListLink", Maybe, B, 0),
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
            7 => &self.device_lfdi,
            8 => &self.meter_reading_list_link,
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
            7 => &mut self.device_lfdi,
            8 => &mut self.meter_reading_list_link,
            _ => return None,
        })
    }
}

element!(UsagePoint, "UsagePoint");

/// `UsagePointList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsagePointList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `UsagePoint`: UsagePoint, any number, both editions.
    pub usage_point: Vec<UsagePoint>,
}

impl Node for UsagePointList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UsagePointList", "UsagePointList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("UsagePoint", Any, B, 0),
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
            5 => &self.usage_point,
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
            5 => &mut self.usage_point,
            _ => return None,
        })
    }
}

element!(UsagePointList, "UsagePointList", subscribable B);
