// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `pricing`.

use super::prelude::*;

/// `ConsumptionTariffInterval`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConsumptionTariffInterval {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `consumptionBlock`: ConsumptionBlockType, required, both editions.
    pub consumption_block: ConsumptionBlockType,
    /// `EnvironmentalCost`: EnvironmentalCost, any number, both editions.
    pub environmental_cost: Vec<EnvironmentalCost>,
    /// `price`: Int32, optional, both editions.
    pub price: Option<i32>,
    /// `startValue`: UInt48, required, both editions.
    pub start_value: UInt48,
}

impl Node for ConsumptionTariffInterval {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConsumptionTariffInterval", "ConsumptionTariffInterval", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("consumptionBlock", One, B, 0),
            el("EnvironmentalCost", Any, B, 0),
            el("price", Maybe, B, 0),
            el("startValue", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.consumption_block,
            2 => &self.environmental_cost,
            3 => &self.price,
            4 => &self.start_value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.consumption_block,
            2 => &mut self.environmental_cost,
            3 => &mut self.price,
            4 => &mut self.start_value,
            _ => return None,
        })
    }
}

element!(ConsumptionTariffInterval, "ConsumptionTariffInterval");

/// `ConsumptionTariffIntervalList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConsumptionTariffIntervalList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `ConsumptionTariffInterval`: ConsumptionTariffInterval, any number, both editions.
    pub consumption_tariff_interval: Vec<ConsumptionTariffInterval>,
}

impl Node for ConsumptionTariffIntervalList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConsumptionTariffIntervalList", "ConsumptionTariffIntervalList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("ConsumptionTariffInterval", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.consumption_tariff_interval,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.consumption_tariff_interval,
            _ => return None,
        })
    }
}

element!(ConsumptionTariffIntervalList, "ConsumptionTariffIntervalList");

/// `CostKindType` [X18/X23 CostKindType], 2018 and 2023: UInt8.
pub type CostKindType = UInt8;

/// `EnvironmentalCost`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnvironmentalCost {
    /// `amount`: UInt32, required, both editions.
    pub amount: u32,
    /// `costKind`: CostKindType, required, both editions.
    pub cost_kind: CostKindType,
    /// `costLevel`: UInt8, required, both editions.
    pub cost_level: u8,
    /// `numCostLevels`: UInt8, required, both editions.
    pub num_cost_levels: u8,
}

impl Node for EnvironmentalCost {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EnvironmentalCost", "EnvironmentalCost", false, &[], &[
            el("amount", One, B, 0),
            el("costKind", One, B, 0),
            el("costLevel", One, B, 0),
            el("numCostLevels", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.amount,
            1 => &self.cost_kind,
            2 => &self.cost_level,
            3 => &self.num_cost_levels,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.amount,
            1 => &mut self.cost_kind,
            2 => &mut self.cost_level,
            3 => &mut self.num_cost_levels,
            _ => return None,
        })
    }
}

element!(EnvironmentalCost, "EnvironmentalCost");

/// `RateComponent`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RateComponent {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `ActiveTimeTariffIntervalListLink`: ActiveTimeTariffIntervalListLink, optional, both editions.
    pub active_time_tariff_interval_list_link: Option<ActiveTimeTariffIntervalListLink>,
    /// `flowRateEndLimit`: UnitValueType, optional, both editions.
    pub flow_rate_end_limit: Option<UnitValueType>,
    /// `flowRateStartLimit`: UnitValueType, optional, both editions.
    pub flow_rate_start_limit: Option<UnitValueType>,
    /// `ReadingTypeLink`: ReadingTypeLink, required, both editions.
    pub reading_type_link: ReadingTypeLink,
    /// `roleFlags`: RoleFlagsType, required, both editions.
    pub role_flags: RoleFlagsType,
    /// `TimeTariffIntervalListLink`: TimeTariffIntervalListLink, required, both editions.
    pub time_tariff_interval_list_link: TimeTariffIntervalListLink,
}

impl Node for RateComponent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RateComponent", "RateComponent", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("ActiveTimeTariffIntervalListLink", Maybe, B, 0),
            el("flowRateEndLimit", Maybe, B, 0),
            el("flowRateStartLimit", Maybe, B, 0),
            el("ReadingTypeLink", One, B, 0),
            el("roleFlags", One, B, 0),
            el("TimeTariffIntervalListLink", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.active_time_tariff_interval_list_link,
            5 => &self.flow_rate_end_limit,
            6 => &self.flow_rate_start_limit,
            7 => &self.reading_type_link,
            8 => &self.role_flags,
            9 => &self.time_tariff_interval_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.active_time_tariff_interval_list_link,
            5 => &mut self.flow_rate_end_limit,
            6 => &mut self.flow_rate_start_limit,
            7 => &mut self.reading_type_link,
            8 => &mut self.role_flags,
            9 => &mut self.time_tariff_interval_list_link,
            _ => return None,
        })
    }
}

element!(RateComponent, "RateComponent");

/// `RateComponentList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RateComponentList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `subscribable`: attribute, SubscribableType, optional, CSIP-AUS 1.3, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `RateComponent`: RateComponent, any number, both editions.
    pub rate_component: Vec<RateComponent>,
}

impl Node for RateComponentList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RateComponentList", "RateComponentList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("subscribable", Maybe, V13, 0),
            el("RateComponent", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.subscribable,
            4 => &self.rate_component,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.subscribable,
            4 => &mut self.rate_component,
            _ => return None,
        })
    }
}

element!(RateComponentList, "RateComponentList", subscribable V13);

/// `TariffProfile`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TariffProfile {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `bindingPrices`: boolean, optional, 2023.
    pub binding_prices: Option<bool>,
    /// `currency`: CurrencyCode, optional, both editions.
    pub currency: Option<CurrencyCode>,
    /// `dateAnnounced`: TimeType, optional, 2023.
    pub date_announced: Option<TimeType>,
    /// `dateEffective`: TimeType, optional, 2023.
    pub date_effective: Option<TimeType>,
    /// `localPrice`: boolean, optional, 2023.
    pub local_price: Option<bool>,
    /// `location`: GeographicLocationType, optional, 2023.
    pub location: Option<GeographicLocationType>,
    /// `pricePowerOfTenMultiplier`: PowerOfTenMultiplierType, optional, both editions.
    pub price_power_of_ten_multiplier: Option<PowerOfTenMultiplierType>,
    /// `primacy`: PrimacyType, required, both editions.
    pub primacy: PrimacyType,
    /// `rateCode`: String20, optional, both editions.
    pub rate_code: Option<String20>,
    /// `rateCodeLong`: String42, optional, 2023.
    pub rate_code_long: Option<String42>,
    /// `RateComponentListLink`: RateComponentListLink, optional, both editions.
    pub rate_component_list_link: Option<RateComponentListLink>,
    /// `retailer`: String20, optional, 2023.
    pub retailer: Option<String20>,
    /// `retailerLong`: String42, optional, 2023.
    pub retailer_long: Option<String42>,
    /// `serviceCategoryKind`: ServiceKind, required, both editions.
    pub service_category_kind: ServiceKind,
    /// `tariffDescriptionExternalURI`: anyURI, optional, 2023.
    pub tariff_description_external_uri: Option<String>,
    /// `CombinedTimeTariffIntervalListLink`: ListLink, required, CSIP-AUS 1.3.
    pub combined_time_tariff_interval_list_link: Option<ListLink>,
}

impl Node for TariffProfile {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TariffProfile", "TariffProfile", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("bindingPrices", Maybe, N, 0),
            el("currency", Maybe, B, 0),
            el("dateAnnounced", Maybe, N, 0),
            el("dateEffective", Maybe, N, 0),
            el("localPrice", Maybe, N, 0),
            el("location", Maybe, N, 0),
            el("pricePowerOfTenMultiplier", Maybe, B, 0),
            el("primacy", One, B, 0),
            el("rateCode", Maybe, B, 20),
            el("rateCodeLong", Maybe, N, 42),
            el("RateComponentListLink", Maybe, B, 0),
            el("retailer", Maybe, N, 20),
            el("retailerLong", Maybe, N, 42),
            el("serviceCategoryKind", One, B, 0),
            el("tariffDescriptionExternalURI", Maybe, N, 0),
            el("CombinedTimeTariffIntervalListLink", Maybe, V13, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.binding_prices,
            5 => &self.currency,
            6 => &self.date_announced,
            7 => &self.date_effective,
            8 => &self.local_price,
            9 => &self.location,
            10 => &self.price_power_of_ten_multiplier,
            11 => &self.primacy,
            12 => &self.rate_code,
            13 => &self.rate_code_long,
            14 => &self.rate_component_list_link,
            15 => &self.retailer,
            16 => &self.retailer_long,
            17 => &self.service_category_kind,
            18 => &self.tariff_description_external_uri,
            19 => &self.combined_time_tariff_interval_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.binding_prices,
            5 => &mut self.currency,
            6 => &mut self.date_announced,
            7 => &mut self.date_effective,
            8 => &mut self.local_price,
            9 => &mut self.location,
            10 => &mut self.price_power_of_ten_multiplier,
            11 => &mut self.primacy,
            12 => &mut self.rate_code,
            13 => &mut self.rate_code_long,
            14 => &mut self.rate_component_list_link,
            15 => &mut self.retailer,
            16 => &mut self.retailer_long,
            17 => &mut self.service_category_kind,
            18 => &mut self.tariff_description_external_uri,
            19 => &mut self.combined_time_tariff_interval_list_link,
            _ => return None,
        })
    }
}

element!(TariffProfile, "TariffProfile");

/// `TariffProfileList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TariffProfileList {
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
    /// `TariffProfile`: TariffProfile, any number, both editions.
    pub tariff_profile: Vec<TariffProfile>,
}

impl Node for TariffProfileList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TariffProfileList", "TariffProfileList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("TariffProfile", Any, B, 0),
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
            5 => &self.tariff_profile,
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
            5 => &mut self.tariff_profile,
            _ => return None,
        })
    }
}

element!(TariffProfileList, "TariffProfileList", subscribable B);

/// `TimeTariffInterval`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeTariffInterval {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `replyTo`: attribute, anyURI, optional, both editions.
    pub reply_to: Option<String>,
    /// `responseRequired`: attribute, HexBinary8, optional, both editions, default 00.
    pub response_required: Option<HexBinary8>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `creationTime`: TimeType, required, both editions.
    pub creation_time: TimeType,
    /// `EventStatus`: EventStatus, required, both editions.
    pub event_status: EventStatus,
    /// `interval`: DateTimeInterval, required, both editions.
    pub interval: DateTimeInterval,
    /// `randomizeDuration`: OneHourRangeType, optional, both editions, default 0 in 2023.
    pub randomize_duration: Option<OneHourRangeType>,
    /// `randomizeStart`: OneHourRangeType, optional, both editions, default 0 in 2023.
    pub randomize_start: Option<OneHourRangeType>,
    /// `ConsumptionTariffIntervalListLink`: ConsumptionTariffIntervalListLink, optional, both editions.
    pub consumption_tariff_interval_list_link: Option<ConsumptionTariffIntervalListLink>,
    /// `touTier`: TOUType, required, both editions.
    pub tou_tier: TOUType,
    /// `ConsumptionTariffIntervalListSummary`: ConsumptionTariffIntervalListSummary, required, CSIP-AUS 1.3.
    pub consumption_tariff_interval_list_summary: Option<ConsumptionTariffIntervalListSummary>,
    /// `RateComponentLink`: RateComponentLink, required, CSIP-AUS 1.3.
    pub rate_component_link: Option<RateComponentLink>,
}

impl Node for TimeTariffInterval {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TimeTariffInterval", "TimeTariffInterval", false, &["Event", "RandomizableEvent", "Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, B, 0),
            at("responseRequired", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("creationTime", One, B, 0),
            el("EventStatus", One, B, 0),
            el("interval", One, B, 0),
            el("randomizeDuration", Maybe, B, 0),
            el("randomizeStart", Maybe, B, 0),
            el("ConsumptionTariffIntervalListLink", Maybe, B, 0),
            el("touTier", One, B, 0),
            el("ConsumptionTariffIntervalListSummary", Maybe, V13, 0),
            el("RateComponentLink", Maybe, V13 | OWN, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.reply_to,
            2 => &self.response_required,
            3 => &self.subscribable,
            4 => &self.mrid,
            5 => &self.description,
            6 => &self.version,
            7 => &self.creation_time,
            8 => &self.event_status,
            9 => &self.interval,
            10 => &self.randomize_duration,
            11 => &self.randomize_start,
            12 => &self.consumption_tariff_interval_list_link,
            13 => &self.tou_tier,
            14 => &self.consumption_tariff_interval_list_summary,
            15 => &self.rate_component_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.reply_to,
            2 => &mut self.response_required,
            3 => &mut self.subscribable,
            4 => &mut self.mrid,
            5 => &mut self.description,
            6 => &mut self.version,
            7 => &mut self.creation_time,
            8 => &mut self.event_status,
            9 => &mut self.interval,
            10 => &mut self.randomize_duration,
            11 => &mut self.randomize_start,
            12 => &mut self.consumption_tariff_interval_list_link,
            13 => &mut self.tou_tier,
            14 => &mut self.consumption_tariff_interval_list_summary,
            15 => &mut self.rate_component_link,
            _ => return None,
        })
    }
}

element!(TimeTariffInterval, "TimeTariffInterval", subscribable B);

/// `TimeTariffIntervalList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeTariffIntervalList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, CSIP-AUS 1.3, default 900.
    pub poll_rate: Option<u32>,
    /// `TimeTariffInterval`: TimeTariffInterval, any number, both editions.
    pub time_tariff_interval: Vec<TimeTariffInterval>,
}

impl Node for TimeTariffIntervalList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TimeTariffIntervalList", "TimeTariffIntervalList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, V13, 0),
            el("TimeTariffInterval", Any, B, 0),
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
            5 => &self.time_tariff_interval,
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
            5 => &mut self.time_tariff_interval,
            _ => return None,
        })
    }
}

element!(TimeTariffIntervalList, "TimeTariffIntervalList", subscribable B);
