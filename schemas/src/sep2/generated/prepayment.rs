// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `prepayment`.

use super::prelude::*;

/// `AccountBalance`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccountBalance {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `availableCredit`: AccountingUnit, required, both editions.
    pub available_credit: AccountingUnit,
    /// `creditStatus`: CreditStatusType, optional, both editions.
    pub credit_status: Option<CreditStatusType>,
    /// `emergencyCredit`: AccountingUnit, optional, both editions.
    pub emergency_credit: Option<AccountingUnit>,
    /// `emergencyCreditStatus`: CreditStatusType, optional, both editions.
    pub emergency_credit_status: Option<CreditStatusType>,
}

impl Node for AccountBalance {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AccountBalance", "AccountBalance", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("availableCredit", One, B, 0),
            el("creditStatus", Maybe, B, 0),
            el("emergencyCredit", Maybe, B, 0),
            el("emergencyCreditStatus", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.available_credit,
            2 => &self.credit_status,
            3 => &self.emergency_credit,
            4 => &self.emergency_credit_status,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.available_credit,
            2 => &mut self.credit_status,
            3 => &mut self.emergency_credit,
            4 => &mut self.emergency_credit_status,
            _ => return None,
        })
    }
}

element!(AccountBalance, "AccountBalance");

/// `AccountingUnit`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccountingUnit {
    /// `energyUnit`: RealEnergy, optional, both editions.
    pub energy_unit: Option<RealEnergy>,
    /// `monetaryUnit`: CurrencyCode, required, both editions.
    pub monetary_unit: CurrencyCode,
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `value`: Int32, required, both editions.
    pub value: i32,
}

impl Node for AccountingUnit {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AccountingUnit", "AccountingUnit", false, &[], &[
            el("energyUnit", Maybe, B, 0),
            el("monetaryUnit", One, B, 0),
            el("multiplier", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.energy_unit,
            1 => &self.monetary_unit,
            2 => &self.multiplier,
            3 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.energy_unit,
            1 => &mut self.monetary_unit,
            2 => &mut self.multiplier,
            3 => &mut self.value,
            _ => return None,
        })
    }
}

element!(AccountingUnit, "AccountingUnit");

/// `CreditRegister`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreditRegister {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `creditAmount`: AccountingUnit, required, both editions.
    pub credit_amount: AccountingUnit,
    /// `creditType`: CreditTypeType, optional, both editions.
    pub credit_type: Option<CreditTypeType>,
    /// `effectiveTime`: TimeType, required, both editions.
    pub effective_time: TimeType,
    /// `token`: String32, required, both editions.
    pub token: String32,
}

impl Node for CreditRegister {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CreditRegister", "CreditRegister", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("creditAmount", One, B, 0),
            el("creditType", Maybe, B, 0),
            el("effectiveTime", One, B, 0),
            el("token", One, B, 32),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.credit_amount,
            5 => &self.credit_type,
            6 => &self.effective_time,
            7 => &self.token,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.credit_amount,
            5 => &mut self.credit_type,
            6 => &mut self.effective_time,
            7 => &mut self.token,
            _ => return None,
        })
    }
}

element!(CreditRegister, "CreditRegister");

/// `CreditRegisterList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreditRegisterList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `CreditRegister`: CreditRegister, any number, both editions.
    pub credit_register: Vec<CreditRegister>,
}

impl Node for CreditRegisterList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CreditRegisterList", "CreditRegisterList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("CreditRegister", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.credit_register,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.credit_register,
            _ => return None,
        })
    }
}

element!(CreditRegisterList, "CreditRegisterList");

/// `Prepayment`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prepayment {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `AccountBalanceLink`: AccountBalanceLink, required, both editions.
    pub account_balance_link: AccountBalanceLink,
    /// `ActiveCreditRegisterListLink`: ActiveCreditRegisterListLink, optional, both editions.
    pub active_credit_register_list_link: Option<ActiveCreditRegisterListLink>,
    /// `ActiveSupplyInterruptionOverrideListLink`: ActiveSupplyInterruptionOverrideListLink, optional, both editions.
    pub active_supply_interruption_override_list_link: Option<ActiveSupplyInterruptionOverrideListLink>,
    /// `creditExpiryLevel`: AccountingUnit, optional, both editions.
    pub credit_expiry_level: Option<AccountingUnit>,
    /// `CreditRegisterListLink`: CreditRegisterListLink, required, both editions.
    pub credit_register_list_link: CreditRegisterListLink,
    /// `lowCreditWarningLevel`: AccountingUnit, optional, both editions.
    pub low_credit_warning_level: Option<AccountingUnit>,
    /// `lowEmergencyCreditWarningLevel`: AccountingUnit, optional, both editions.
    pub low_emergency_credit_warning_level: Option<AccountingUnit>,
    /// `prepayMode`: PrepayModeType, required, both editions.
    pub prepay_mode: PrepayModeType,
    /// `PrepayOperationStatusLink`: PrepayOperationStatusLink, required, both editions.
    pub prepay_operation_status_link: PrepayOperationStatusLink,
    /// `SupplyInterruptionOverrideListLink`: SupplyInterruptionOverrideListLink, required, both editions.
    pub supply_interruption_override_list_link: SupplyInterruptionOverrideListLink,
    /// `UsagePoint`: UsagePoint, any number, both editions.
    pub usage_point: Vec<UsagePoint>,
    /// `UsagePointLink`: UsagePointLink, optional, both editions.
    pub usage_point_link: Option<UsagePointLink>,
}

impl Node for Prepayment {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Prepayment", "Prepayment", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("AccountBalanceLink", One, B, 0),
            el("ActiveCreditRegisterListLink", Maybe, B, 0),
            el("ActiveSupplyInterruptionOverrideListLink", Maybe, B, 0),
            el("creditExpiryLevel", Maybe, B, 0),
            el("CreditRegisterListLink", One, B, 0),
            el("lowCreditWarningLevel", Maybe, B, 0),
            el("lowEmergencyCreditWarningLevel", Maybe, B, 0),
            el("prepayMode", One, B, 0),
            el("PrepayOperationStatusLink", One, B, 0),
            el("SupplyInterruptionOverrideListLink", One, B, 0),
            el("UsagePoint", Any, B, 0),
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
            4 => &self.account_balance_link,
            5 => &self.active_credit_register_list_link,
            6 => &self.active_supply_interruption_override_list_link,
            7 => &self.credit_expiry_level,
            8 => &self.credit_register_list_link,
            9 => &self.low_credit_warning_level,
            10 => &self.low_emergency_credit_warning_level,
            11 => &self.prepay_mode,
            12 => &self.prepay_operation_status_link,
            13 => &self.supply_interruption_override_list_link,
            14 => &self.usage_point,
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
            4 => &mut self.account_balance_link,
            5 => &mut self.active_credit_register_list_link,
            6 => &mut self.active_supply_interruption_override_list_link,
            7 => &mut self.credit_expiry_level,
            8 => &mut self.credit_register_list_link,
            9 => &mut self.low_credit_warning_level,
            10 => &mut self.low_emergency_credit_warning_level,
            11 => &mut self.prepay_mode,
            12 => &mut self.prepay_operation_status_link,
            13 => &mut self.supply_interruption_override_list_link,
            14 => &mut self.usage_point,
            15 => &mut self.usage_point_link,
            _ => return None,
        })
    }
}

element!(Prepayment, "Prepayment");

/// `PrepaymentList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrepaymentList {
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
    /// `Prepayment`: Prepayment, any number, both editions.
    pub prepayment: Vec<Prepayment>,
}

impl Node for PrepaymentList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PrepaymentList", "PrepaymentList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("Prepayment", Any, B, 0),
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
            5 => &self.prepayment,
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
            5 => &mut self.prepayment,
            _ => return None,
        })
    }
}

element!(PrepaymentList, "PrepaymentList", subscribable B);

/// `PrepayModeType` [X18/X23 PrepayModeType], 2018 and 2023: UInt8.
pub type PrepayModeType = UInt8;

/// `PrepayOperationStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrepayOperationStatus {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `creditTypeChange`: CreditTypeChange, optional, both editions.
    pub credit_type_change: Option<CreditTypeChange>,
    /// `creditTypeInUse`: CreditTypeType, optional, both editions.
    pub credit_type_in_use: Option<CreditTypeType>,
    /// `serviceChange`: ServiceChange, optional, both editions.
    pub service_change: Option<ServiceChange>,
    /// `serviceStatus`: ServiceStatusType, required, both editions.
    pub service_status: ServiceStatusType,
}

impl Node for PrepayOperationStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PrepayOperationStatus", "PrepayOperationStatus", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("creditTypeChange", Maybe, B, 0),
            el("creditTypeInUse", Maybe, B, 0),
            el("serviceChange", Maybe, B, 0),
            el("serviceStatus", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.credit_type_change,
            2 => &self.credit_type_in_use,
            3 => &self.service_change,
            4 => &self.service_status,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.credit_type_change,
            2 => &mut self.credit_type_in_use,
            3 => &mut self.service_change,
            4 => &mut self.service_status,
            _ => return None,
        })
    }
}

element!(PrepayOperationStatus, "PrepayOperationStatus");

/// `ServiceChange`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceChange {
    /// `newStatus`: ServiceStatusType, required, both editions.
    pub new_status: ServiceStatusType,
    /// `startTime`: TimeType, required, both editions.
    pub start_time: TimeType,
}

impl Node for ServiceChange {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceChange", "ServiceChange", false, &[], &[
            el("newStatus", One, B, 0),
            el("startTime", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.new_status,
            1 => &self.start_time,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.new_status,
            1 => &mut self.start_time,
            _ => return None,
        })
    }
}

element!(ServiceChange, "ServiceChange");

/// `SupplyInterruptionOverride`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SupplyInterruptionOverride {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `interval`: DateTimeInterval, required, both editions.
    pub interval: DateTimeInterval,
}

impl Node for SupplyInterruptionOverride {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SupplyInterruptionOverride", "SupplyInterruptionOverride", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("description", Maybe, B, 32),
            el("interval", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.description,
            2 => &self.interval,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.description,
            2 => &mut self.interval,
            _ => return None,
        })
    }
}

element!(SupplyInterruptionOverride, "SupplyInterruptionOverride");

/// `SupplyInterruptionOverrideList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SupplyInterruptionOverrideList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `SupplyInterruptionOverride`: SupplyInterruptionOverride, any number, both editions.
    pub supply_interruption_override: Vec<SupplyInterruptionOverride>,
}

impl Node for SupplyInterruptionOverrideList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SupplyInterruptionOverrideList", "SupplyInterruptionOverrideList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("SupplyInterruptionOverride", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.supply_interruption_override,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.supply_interruption_override,
            _ => return None,
        })
    }
}

element!(SupplyInterruptionOverrideList, "SupplyInterruptionOverrideList");

/// `CreditStatusType` [X18/X23 CreditStatusType], 2018 and 2023: UInt8.
pub type CreditStatusType = UInt8;

/// `CreditTypeType` [X18/X23 CreditTypeType], 2018 and 2023: UInt8.
pub type CreditTypeType = UInt8;

/// `CreditTypeChange`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreditTypeChange {
    /// `newType`: CreditTypeType, required, both editions.
    pub new_type: CreditTypeType,
    /// `startTime`: TimeType, required, both editions.
    pub start_time: TimeType,
}

impl Node for CreditTypeChange {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CreditTypeChange", "CreditTypeChange", false, &[], &[
            el("newType", One, B, 0),
            el("startTime", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.new_type,
            1 => &self.start_time,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.new_type,
            1 => &mut self.start_time,
            _ => return None,
        })
    }
}

element!(CreditTypeChange, "CreditTypeChange");

/// `ServiceStatusType` [X18/X23 ServiceStatusType], 2018 and 2023: UInt8.
pub type ServiceStatusType = UInt8;
