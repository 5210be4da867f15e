// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `billing`.

use super::prelude::*;

/// `BillingPeriod`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingPeriod {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `billLastPeriod`: Int48, optional, both editions.
    pub bill_last_period: Option<Int48>,
    /// `billToDate`: Int48, optional, both editions.
    pub bill_to_date: Option<Int48>,
    /// `interval`: DateTimeInterval, required, both editions.
    pub interval: DateTimeInterval,
    /// `statusTimeStamp`: TimeType, optional, both editions.
    pub status_time_stamp: Option<TimeType>,
}

impl Node for BillingPeriod {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingPeriod", "BillingPeriod", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("billLastPeriod", Maybe, B, 0),
            el("billToDate", Maybe, B, 0),
            el("interval", One, B, 0),
            el("statusTimeStamp", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.bill_last_period,
            2 => &self.bill_to_date,
            3 => &self.interval,
            4 => &self.status_time_stamp,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.bill_last_period,
            2 => &mut self.bill_to_date,
            3 => &mut self.interval,
            4 => &mut self.status_time_stamp,
            _ => return None,
        })
    }
}

element!(BillingPeriod, "BillingPeriod");

/// `BillingPeriodList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingPeriodList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `BillingPeriod`: BillingPeriod, any number, both editions.
    pub billing_period: Vec<BillingPeriod>,
}

impl Node for BillingPeriodList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingPeriodList", "BillingPeriodList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("BillingPeriod", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.billing_period,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.billing_period,
            _ => return None,
        })
    }
}

element!(BillingPeriodList, "BillingPeriodList", subscribable B);

/// `BillingMeterReadingBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingMeterReadingBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `BillingReadingSetListLink`: BillingReadingSetListLink, optional, both editions.
    pub billing_reading_set_list_link: Option<BillingReadingSetListLink>,
    /// `ReadingTypeLink`: ReadingTypeLink, optional, both editions.
    pub reading_type_link: Option<ReadingTypeLink>,
}

impl Node for BillingMeterReadingBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingMeterReadingBase", "BillingMeterReadingBase", false, &["IdentifiedObject", "MeterReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("BillingReadingSetListLink", Maybe, B, 0),
            el("ReadingTypeLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.billing_reading_set_list_link,
            5 => &self.reading_type_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.billing_reading_set_list_link,
            5 => &mut self.reading_type_link,
            _ => return None,
        })
    }
}

element!(BillingMeterReadingBase, "BillingMeterReadingBase");

/// `BillingReading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingReading {
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
    /// `Charge`: Charge, any number, both editions.
    pub charge: Vec<Charge>,
}

impl Node for BillingReading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingReading", "BillingReading", false, &["ReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("consumptionBlock", Maybe, B, 0),
            el("qualityFlags", Maybe, B, 0),
            el("timePeriod", Maybe, B, 0),
            el("touTier", Maybe, B, 0),
            el("value", Maybe, B, 0),
            el("Charge", Any, B, 0),
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
            6 => &self.charge,
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
            6 => &mut self.charge,
            _ => return None,
        })
    }
}

element!(BillingReading, "BillingReading");

/// `BillingReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `BillingReading`: BillingReading, any number, both editions.
    pub billing_reading: Vec<BillingReading>,
}

impl Node for BillingReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingReadingList", "BillingReadingList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("BillingReading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.billing_reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.billing_reading,
            _ => return None,
        })
    }
}

element!(BillingReadingList, "BillingReadingList");

/// `BillingReadingSet`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingReadingSet {
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
    /// `BillingReadingListLink`: BillingReadingListLink, optional, both editions.
    pub billing_reading_list_link: Option<BillingReadingListLink>,
}

impl Node for BillingReadingSet {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingReadingSet", "BillingReadingSet", false, &["IdentifiedObject", "ReadingSetBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("timePeriod", One, B, 0),
            el("BillingReadingListLink", Maybe, B, 0),
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
            5 => &self.billing_reading_list_link,
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
            5 => &mut self.billing_reading_list_link,
            _ => return None,
        })
    }
}

element!(BillingReadingSet, "BillingReadingSet");

/// `BillingReadingSetList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingReadingSetList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `BillingReadingSet`: BillingReadingSet, any number, both editions.
    pub billing_reading_set: Vec<BillingReadingSet>,
}

impl Node for BillingReadingSetList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingReadingSetList", "BillingReadingSetList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("BillingReadingSet", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.billing_reading_set,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.billing_reading_set,
            _ => return None,
        })
    }
}

element!(BillingReadingSetList, "BillingReadingSetList", subscribable B);

/// `Charge`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Charge {
    /// `description`: String20, optional, both editions.
    pub description: Option<String20>,
    /// `kind`: ChargeKind, optional, both editions.
    pub kind: Option<ChargeKind>,
    /// `value`: Int32, required, both editions.
    pub value: i32,
}

impl Node for Charge {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Charge", "Charge", false, &[], &[
            el("description", Maybe, B, 20),
            el("kind", Maybe, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.description,
            1 => &self.kind,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.description,
            1 => &mut self.kind,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(Charge, "Charge");

/// `ChargeKind` [X18/X23 ChargeKind], 2018 and 2023: UInt8.
pub type ChargeKind = UInt8;

/// `CustomerAccount`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAccount {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `currency`: UInt16, required, both editions.
    pub currency: u16,
    /// `customerAccount`: String42, optional, both editions.
    pub customer_account: Option<String42>,
    /// `CustomerAgreementListLink`: CustomerAgreementListLink, optional, both editions.
    pub customer_agreement_list_link: Option<CustomerAgreementListLink>,
    /// `customerName`: String42, optional, both editions.
    pub customer_name: Option<String42>,
    /// `pricePowerOfTenMultiplier`: PowerOfTenMultiplierType, required, both editions.
    pub price_power_of_ten_multiplier: PowerOfTenMultiplierType,
    /// `ServiceSupplierLink`: ServiceSupplierLink, optional, both editions.
    pub service_supplier_link: Option<ServiceSupplierLink>,
}

impl Node for CustomerAccount {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAccount", "CustomerAccount", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("currency", One, B, 0),
            el("customerAccount", Maybe, B, 42),
            el("CustomerAgreementListLink", Maybe, B, 0),
            el("customerName", Maybe, B, 42),
            el("pricePowerOfTenMultiplier", One, B, 0),
            el("ServiceSupplierLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.currency,
            5 => &self.customer_account,
            6 => &self.customer_agreement_list_link,
            7 => &self.customer_name,
            8 => &self.price_power_of_ten_multiplier,
            9 => &self.service_supplier_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.currency,
            5 => &mut self.customer_account,
            6 => &mut self.customer_agreement_list_link,
            7 => &mut self.customer_name,
            8 => &mut self.price_power_of_ten_multiplier,
            9 => &mut self.service_supplier_link,
            _ => return None,
        })
    }
}

element!(CustomerAccount, "CustomerAccount");

/// `CustomerAccountList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAccountList {
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
    /// `CustomerAccount`: CustomerAccount, any number, both editions.
    pub customer_account: Vec<CustomerAccount>,
}

impl Node for CustomerAccountList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAccountList", "CustomerAccountList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("CustomerAccount", Any, B, 0),
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
            5 => &self.customer_account,
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
            5 => &mut self.customer_account,
            _ => return None,
        })
    }
}

element!(CustomerAccountList, "CustomerAccountList", subscribable B);

/// `CustomerAgreement`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAgreement {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `ActiveBillingPeriodListLink`: ActiveBillingPeriodListLink, optional, both editions.
    pub active_billing_period_list_link: Option<ActiveBillingPeriodListLink>,
    /// `ActiveProjectionReadingListLink`: ActiveProjectionReadingListLink, optional, both editions.
    pub active_projection_reading_list_link: Option<ActiveProjectionReadingListLink>,
    /// `ActiveTargetReadingListLink`: ActiveTargetReadingListLink, optional, both editions.
    pub active_target_reading_list_link: Option<ActiveTargetReadingListLink>,
    /// `BillingPeriodListLink`: BillingPeriodListLink, optional, both editions.
    pub billing_period_list_link: Option<BillingPeriodListLink>,
    /// `HistoricalReadingListLink`: HistoricalReadingListLink, optional, both editions.
    pub historical_reading_list_link: Option<HistoricalReadingListLink>,
    /// `PrepaymentLink`: PrepaymentLink, optional, both editions.
    pub prepayment_link: Option<PrepaymentLink>,
    /// `ProjectionReadingListLink`: ProjectionReadingListLink, optional, both editions.
    pub projection_reading_list_link: Option<ProjectionReadingListLink>,
    /// `serviceAccount`: String42, optional, both editions.
    pub service_account: Option<String42>,
    /// `serviceLocation`: String42, optional, both editions.
    pub service_location: Option<String42>,
    /// `TargetReadingListLink`: TargetReadingListLink, optional, both editions.
    pub target_reading_list_link: Option<TargetReadingListLink>,
    /// `TariffProfileLink`: TariffProfileLink, optional, both editions.
    pub tariff_profile_link: Option<TariffProfileLink>,
    /// `UsagePointLink`: UsagePointLink, optional, both editions.
    pub usage_point_link: Option<UsagePointLink>,
}

impl Node for CustomerAgreement {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAgreement", "CustomerAgreement", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("ActiveBillingPeriodListLink", Maybe, B, 0),
            el("ActiveProjectionReadingListLink", Maybe, B, 0),
            el("ActiveTargetReadingListLink", Maybe, B, 0),
            el("BillingPeriodListLink", Maybe, B, 0),
            el("HistoricalReadingListLink", Maybe, B, 0),
            el("PrepaymentLink", Maybe, B, 0),
            el("ProjectionReadingListLink", Maybe, B, 0),
            el("serviceAccount", Maybe, B, 42),
            el("serviceLocation", Maybe, B, 42),
            el("TargetReadingListLink", Maybe, B, 0),
            el("TariffProfileLink", Maybe, B, 0),
            el("UsagePointLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.active_billing_period_list_link,
            5 => &self.active_projection_reading_list_link,
            6 => &self.active_target_reading_list_link,
            7 => &self.billing_period_list_link,
            8 => &self.historical_reading_list_link,
            9 => &self.prepayment_link,
            10 => &self.projection_reading_list_link,
            11 => &self.service_account,
            12 => &self.service_location,
            13 => &self.target_reading_list_link,
            14 => &self.tariff_profile_link,
            15 => &self.usage_point_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.active_billing_period_list_link,
            5 => &mut self.active_projection_reading_list_link,
            6 => &mut self.active_target_reading_list_link,
            7 => &mut self.billing_period_list_link,
            8 => &mut self.historical_reading_list_link,
            9 => &mut self.prepayment_link,
            10 => &mut self.projection_reading_list_link,
            11 => &mut self.service_account,
            12 => &mut self.service_location,
            13 => &mut self.target_reading_list_link,
            14 => &mut self.tariff_profile_link,
            15 => &mut self.usage_point_link,
            _ => return None,
        })
    }
}

element!(CustomerAgreement, "CustomerAgreement");

/// `CustomerAgreementList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAgreementList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `CustomerAgreement`: CustomerAgreement, any number, both editions.
    pub customer_agreement: Vec<CustomerAgreement>,
}

impl Node for CustomerAgreementList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAgreementList", "CustomerAgreementList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("CustomerAgreement", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.customer_agreement,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.customer_agreement,
            _ => return None,
        })
    }
}

element!(CustomerAgreementList, "CustomerAgreementList", subscribable B);

/// `HistoricalReading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoricalReading {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `BillingReadingSetListLink`: BillingReadingSetListLink, optional, both editions.
    pub billing_reading_set_list_link: Option<BillingReadingSetListLink>,
    /// `ReadingTypeLink`: ReadingTypeLink, optional, both editions.
    pub reading_type_link: Option<ReadingTypeLink>,
}

impl Node for HistoricalReading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("HistoricalReading", "HistoricalReading", false, &["BillingMeterReadingBase", "IdentifiedObject", "MeterReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("BillingReadingSetListLink", Maybe, B, 0),
            el("ReadingTypeLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.billing_reading_set_list_link,
            5 => &self.reading_type_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.billing_reading_set_list_link,
            5 => &mut self.reading_type_link,
            _ => return None,
        })
    }
}

element!(HistoricalReading, "HistoricalReading");

/// `HistoricalReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoricalReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `HistoricalReading`: HistoricalReading, any number, both editions.
    pub historical_reading: Vec<HistoricalReading>,
}

impl Node for HistoricalReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("HistoricalReadingList", "HistoricalReadingList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("HistoricalReading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.historical_reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.historical_reading,
            _ => return None,
        })
    }
}

element!(HistoricalReadingList, "HistoricalReadingList");

/// `ProjectionReading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProjectionReading {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `BillingReadingSetListLink`: BillingReadingSetListLink, optional, both editions.
    pub billing_reading_set_list_link: Option<BillingReadingSetListLink>,
    /// `ReadingTypeLink`: ReadingTypeLink, optional, both editions.
    pub reading_type_link: Option<ReadingTypeLink>,
}

impl Node for ProjectionReading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ProjectionReading", "ProjectionReading", false, &["BillingMeterReadingBase", "IdentifiedObject", "MeterReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("BillingReadingSetListLink", Maybe, B, 0),
            el("ReadingTypeLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.billing_reading_set_list_link,
            5 => &self.reading_type_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.billing_reading_set_list_link,
            5 => &mut self.reading_type_link,
            _ => return None,
        })
    }
}

element!(ProjectionReading, "ProjectionReading");

/// `ProjectionReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProjectionReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `ProjectionReading`: ProjectionReading, any number, both editions.
    pub projection_reading: Vec<ProjectionReading>,
}

impl Node for ProjectionReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ProjectionReadingList", "ProjectionReadingList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("ProjectionReading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.projection_reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.projection_reading,
            _ => return None,
        })
    }
}

element!(ProjectionReadingList, "ProjectionReadingList");

/// `TargetReading`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TargetReading {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `BillingReadingSetListLink`: BillingReadingSetListLink, optional, both editions.
    pub billing_reading_set_list_link: Option<BillingReadingSetListLink>,
    /// `ReadingTypeLink`: ReadingTypeLink, optional, both editions.
    pub reading_type_link: Option<ReadingTypeLink>,
}

impl Node for TargetReading {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TargetReading", "TargetReading", false, &["BillingMeterReadingBase", "IdentifiedObject", "MeterReadingBase", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("BillingReadingSetListLink", Maybe, B, 0),
            el("ReadingTypeLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.billing_reading_set_list_link,
            5 => &self.reading_type_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.billing_reading_set_list_link,
            5 => &mut self.reading_type_link,
            _ => return None,
        })
    }
}

element!(TargetReading, "TargetReading");

/// `TargetReadingList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TargetReadingList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `TargetReading`: TargetReading, any number, both editions.
    pub target_reading: Vec<TargetReading>,
}

impl Node for TargetReadingList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TargetReadingList", "TargetReadingList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("TargetReading", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.target_reading,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.target_reading,
            _ => return None,
        })
    }
}

element!(TargetReadingList, "TargetReadingList");

/// `ServiceSupplier`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceSupplier {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `email`: String32, optional, both editions.
    pub email: Option<String32>,
    /// `phone`: String20, optional, both editions.
    pub phone: Option<String20>,
    /// `providerID`: UInt32, optional, both editions.
    pub provider_id: Option<u32>,
    /// `web`: String42, optional, both editions.
    pub web: Option<String42>,
}

impl Node for ServiceSupplier {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceSupplier", "ServiceSupplier", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("email", Maybe, B, 32),
            el("phone", Maybe, B, 20),
            el("providerID", Maybe, B, 0),
            el("web", Maybe, B, 42),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.email,
            5 => &self.phone,
            6 => &self.provider_id,
            7 => &self.web,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.email,
            5 => &mut self.phone,
            6 => &mut self.provider_id,
            7 => &mut self.web,
            _ => return None,
        })
    }
}

element!(ServiceSupplier, "ServiceSupplier");

/// `ServiceSupplierList`, 2018.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceSupplierList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `ServiceSupplier`: ServiceSupplier, any number, both editions.
    pub service_supplier: Vec<ServiceSupplier>,
}

impl Node for ServiceSupplierList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceSupplierList", "ServiceSupplierList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("ServiceSupplier", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.service_supplier,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.service_supplier,
            _ => return None,
        })
    }
}

element!(ServiceSupplierList, "ServiceSupplierList");
