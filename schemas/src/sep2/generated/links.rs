// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `links`.

use super::prelude::*;

/// `AccountBalanceLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccountBalanceLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for AccountBalanceLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AccountBalanceLink", "AccountBalanceLink", false, &["Link"], &[
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

element!(AccountBalanceLink, "AccountBalanceLink");

/// `AggregatedDeviceListLink`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AggregatedDeviceListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for AggregatedDeviceListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AggregatedDeviceListLink", "AggregatedDeviceListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(AggregatedDeviceListLink, "AggregatedDeviceListLink");

/// `AggregationPriorityLink`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AggregationPriorityLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for AggregationPriorityLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AggregationPriorityLink", "AggregationPriorityLink", false, &["Link"], &[
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

element!(AggregationPriorityLink, "AggregationPriorityLink");

/// `AssociatedDERProgramListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssociatedDERProgramListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for AssociatedDERProgramListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AssociatedDERProgramListLink", "AssociatedDERProgramListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(AssociatedDERProgramListLink, "AssociatedDERProgramListLink");

/// `AssociatedUsagePointLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssociatedUsagePointLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for AssociatedUsagePointLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AssociatedUsagePointLink", "AssociatedUsagePointLink", false, &["Link"], &[
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

element!(AssociatedUsagePointLink, "AssociatedUsagePointLink");

/// `BillingPeriodListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingPeriodListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for BillingPeriodListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingPeriodListLink", "BillingPeriodListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(BillingPeriodListLink, "BillingPeriodListLink");

/// `BillingReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for BillingReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingReadingListLink", "BillingReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(BillingReadingListLink, "BillingReadingListLink");

/// `BillingReadingSetListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BillingReadingSetListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for BillingReadingSetListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("BillingReadingSetListLink", "BillingReadingSetListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(BillingReadingSetListLink, "BillingReadingSetListLink");

/// `ConfigurationLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConfigurationLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for ConfigurationLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConfigurationLink", "ConfigurationLink", false, &["Link"], &[
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

element!(ConfigurationLink, "ConfigurationLink");

/// `ConsumptionTariffIntervalListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConsumptionTariffIntervalListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ConsumptionTariffIntervalListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConsumptionTariffIntervalListLink", "ConsumptionTariffIntervalListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ConsumptionTariffIntervalListLink, "ConsumptionTariffIntervalListLink");

/// `CreditRegisterListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreditRegisterListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for CreditRegisterListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CreditRegisterListLink", "CreditRegisterListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(CreditRegisterListLink, "CreditRegisterListLink");

/// `CurrentDERControlsLink`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurrentDERControlsLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for CurrentDERControlsLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CurrentDERControlsLink", "CurrentDERControlsLink", false, &["Link"], &[
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

element!(CurrentDERControlsLink, "CurrentDERControlsLink");

/// `CustomerAccountLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAccountLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for CustomerAccountLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAccountLink", "CustomerAccountLink", false, &["Link"], &[
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

element!(CustomerAccountLink, "CustomerAccountLink");

/// `CustomerAccountListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAccountListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for CustomerAccountListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAccountListLink", "CustomerAccountListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(CustomerAccountListLink, "CustomerAccountListLink");

/// `CustomerAgreementListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerAgreementListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for CustomerAgreementListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CustomerAgreementListLink", "CustomerAgreementListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(CustomerAgreementListLink, "CustomerAgreementListLink");

/// `DefaultDERControlLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DefaultDERControlLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DefaultDERControlLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DefaultDERControlLink", "DefaultDERControlLink", false, &["Link"], &[
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

element!(DefaultDERControlLink, "DefaultDERControlLink");

/// `DemandResponseProgramLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DemandResponseProgramLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DemandResponseProgramLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DemandResponseProgramLink", "DemandResponseProgramLink", false, &["Link"], &[
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

element!(DemandResponseProgramLink, "DemandResponseProgramLink");

/// `DemandResponseProgramListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DemandResponseProgramListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for DemandResponseProgramListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DemandResponseProgramListLink", "DemandResponseProgramListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(DemandResponseProgramListLink, "DemandResponseProgramListLink");

/// `DERAvailabilityLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERAvailabilityLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DERAvailabilityLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERAvailabilityLink", "DERAvailabilityLink", false, &["Link"], &[
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

element!(DERAvailabilityLink, "DERAvailabilityLink");

/// `DERCapabilityLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCapabilityLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DERCapabilityLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCapabilityLink", "DERCapabilityLink", false, &["Link"], &[
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

element!(DERCapabilityLink, "DERCapabilityLink");

/// `DERComponentListLink`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERComponentListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for DERComponentListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERComponentListLink", "DERComponentListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(DERComponentListLink, "DERComponentListLink");

/// `DERControlListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERControlListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for DERControlListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERControlListLink", "DERControlListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(DERControlListLink, "DERControlListLink");

/// `DERCurveLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCurveLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
}

impl Node for DERCurveLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCurveLink", "DERCurveLink", false, &["Link"], &[
            at("href", One, B, 0),
            at("disabled", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.disabled,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.disabled,
            _ => return None,
        })
    }
}

element!(DERCurveLink, "DERCurveLink");

/// `DERCurveListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCurveListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for DERCurveListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCurveListLink", "DERCurveListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(DERCurveListLink, "DERCurveListLink");

/// `DERLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DERLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERLink", "DERLink", false, &["Link"], &[
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

element!(DERLink, "DERLink");

/// `DERListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for DERListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERListLink", "DERListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(DERListLink, "DERListLink");

/// `DERProgramLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERProgramLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DERProgramLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERProgramLink", "DERProgramLink", false, &["Link"], &[
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

element!(DERProgramLink, "DERProgramLink");

/// `DERProgramListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERProgramListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for DERProgramListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERProgramListLink", "DERProgramListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(DERProgramListLink, "DERProgramListLink");

/// `DERSettingsLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERSettingsLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DERSettingsLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERSettingsLink", "DERSettingsLink", false, &["Link"], &[
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

element!(DERSettingsLink, "DERSettingsLink");

/// `DERStatusLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERStatusLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DERStatusLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERStatusLink", "DERStatusLink", false, &["Link"], &[
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

element!(DERStatusLink, "DERStatusLink");

/// `DeviceCapabilityLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceCapabilityLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DeviceCapabilityLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DeviceCapabilityLink", "DeviceCapabilityLink", false, &["Link"], &[
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

element!(DeviceCapabilityLink, "DeviceCapabilityLink");

/// `DeviceInformationLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceInformationLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DeviceInformationLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DeviceInformationLink", "DeviceInformationLink", false, &["Link"], &[
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

element!(DeviceInformationLink, "DeviceInformationLink");

/// `DeviceStatusLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceStatusLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for DeviceStatusLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DeviceStatusLink", "DeviceStatusLink", false, &["Link"], &[
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

element!(DeviceStatusLink, "DeviceStatusLink");

/// `EndDeviceControlListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceControlListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for EndDeviceControlListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceControlListLink", "EndDeviceControlListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(EndDeviceControlListLink, "EndDeviceControlListLink");

/// `EndDeviceLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for EndDeviceLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceLink", "EndDeviceLink", false, &["Link"], &[
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

element!(EndDeviceLink, "EndDeviceLink");

/// `EndDeviceListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for EndDeviceListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceListLink", "EndDeviceListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(EndDeviceListLink, "EndDeviceListLink");

/// `FileLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for FileLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FileLink", "FileLink", false, &["Link"], &[
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

element!(FileLink, "FileLink");

/// `FileListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for FileListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FileListLink", "FileListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(FileListLink, "FileListLink");

/// `FileStatusLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileStatusLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for FileStatusLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FileStatusLink", "FileStatusLink", false, &["Link"], &[
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

element!(FileStatusLink, "FileStatusLink");

/// `FlowReservationRequestListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationRequestListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for FlowReservationRequestListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationRequestListLink", "FlowReservationRequestListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(FlowReservationRequestListLink, "FlowReservationRequestListLink");

/// `FlowReservationResponseListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FlowReservationResponseListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for FlowReservationResponseListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FlowReservationResponseListLink", "FlowReservationResponseListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(FlowReservationResponseListLink, "FlowReservationResponseListLink");

/// `FunctionSetAssignmentsListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunctionSetAssignmentsListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for FunctionSetAssignmentsListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FunctionSetAssignmentsListLink", "FunctionSetAssignmentsListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(FunctionSetAssignmentsListLink, "FunctionSetAssignmentsListLink");

/// `HistoricalReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoricalReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for HistoricalReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("HistoricalReadingListLink", "HistoricalReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(HistoricalReadingListLink, "HistoricalReadingListLink");

/// `IPAddrListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IPAddrListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for IPAddrListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IPAddrListLink", "IPAddrListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(IPAddrListLink, "IPAddrListLink");

/// `IPInterfaceListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IPInterfaceListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for IPInterfaceListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("IPInterfaceListLink", "IPInterfaceListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(IPInterfaceListLink, "IPInterfaceListLink");

/// `LLInterfaceListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LLInterfaceListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for LLInterfaceListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LLInterfaceListLink", "LLInterfaceListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(LLInterfaceListLink, "LLInterfaceListLink");

/// `LoadShedAvailabilityListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadShedAvailabilityListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for LoadShedAvailabilityListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LoadShedAvailabilityListLink", "LoadShedAvailabilityListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(LoadShedAvailabilityListLink, "LoadShedAvailabilityListLink");

/// `LogEventListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogEventListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for LogEventListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LogEventListLink", "LogEventListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(LogEventListLink, "LogEventListLink");

/// `MessagingProgramListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MessagingProgramListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for MessagingProgramListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MessagingProgramListLink", "MessagingProgramListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(MessagingProgramListLink, "MessagingProgramListLink");

/// `MeterReadingLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeterReadingLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for MeterReadingLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MeterReadingLink", "MeterReadingLink", false, &["Link"], &[
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

element!(MeterReadingLink, "MeterReadingLink");

/// `MeterReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeterReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for MeterReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MeterReadingListLink", "MeterReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(MeterReadingListLink, "MeterReadingListLink");

/// `MirrorUsagePointListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MirrorUsagePointListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for MirrorUsagePointListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MirrorUsagePointListLink", "MirrorUsagePointListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(MirrorUsagePointListLink, "MirrorUsagePointListLink");

/// `NeighborListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NeighborListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for NeighborListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("NeighborListLink", "NeighborListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(NeighborListLink, "NeighborListLink");

/// `NotificationListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NotificationListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for NotificationListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("NotificationListLink", "NotificationListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(NotificationListLink, "NotificationListLink");

/// `PowerStatusLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerStatusLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for PowerStatusLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerStatusLink", "PowerStatusLink", false, &["Link"], &[
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

element!(PowerStatusLink, "PowerStatusLink");

/// `PrepaymentLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrepaymentLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for PrepaymentLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PrepaymentLink", "PrepaymentLink", false, &["Link"], &[
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

element!(PrepaymentLink, "PrepaymentLink");

/// `PrepaymentListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrepaymentListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for PrepaymentListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PrepaymentListLink", "PrepaymentListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(PrepaymentListLink, "PrepaymentListLink");

/// `PrepayOperationStatusLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrepayOperationStatusLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for PrepayOperationStatusLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PrepayOperationStatusLink", "PrepayOperationStatusLink", false, &["Link"], &[
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

element!(PrepayOperationStatusLink, "PrepayOperationStatusLink");

/// `PriceResponseCfgListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriceResponseCfgListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for PriceResponseCfgListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PriceResponseCfgListLink", "PriceResponseCfgListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(PriceResponseCfgListLink, "PriceResponseCfgListLink");

/// `ProjectionReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProjectionReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ProjectionReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ProjectionReadingListLink", "ProjectionReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ProjectionReadingListLink, "ProjectionReadingListLink");

/// `ProxiedDeviceListLink`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProxiedDeviceListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ProxiedDeviceListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ProxiedDeviceListLink", "ProxiedDeviceListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ProxiedDeviceListLink, "ProxiedDeviceListLink");

/// `RateComponentLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RateComponentLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for RateComponentLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RateComponentLink", "RateComponentLink", false, &["Link"], &[
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

element!(RateComponentLink, "RateComponentLink");

/// `RateComponentListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RateComponentListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for RateComponentListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RateComponentListLink", "RateComponentListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(RateComponentListLink, "RateComponentListLink");

/// `ReadingLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for ReadingLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingLink", "ReadingLink", false, &["Link"], &[
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

element!(ReadingLink, "ReadingLink");

/// `ReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingListLink", "ReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ReadingListLink, "ReadingListLink");

/// `ReadingSetListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingSetListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ReadingSetListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingSetListLink", "ReadingSetListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ReadingSetListLink, "ReadingSetListLink");

/// `ReadingTypeLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadingTypeLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for ReadingTypeLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ReadingTypeLink", "ReadingTypeLink", false, &["Link"], &[
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

element!(ReadingTypeLink, "ReadingTypeLink");

/// `RegistrationLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RegistrationLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for RegistrationLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RegistrationLink", "RegistrationLink", false, &["Link"], &[
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

element!(RegistrationLink, "RegistrationLink");

/// `ResponseListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ResponseListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ResponseListLink", "ResponseListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ResponseListLink, "ResponseListLink");

/// `ResponseSetListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseSetListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ResponseSetListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ResponseSetListLink", "ResponseSetListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ResponseSetListLink, "ResponseSetListLink");

/// `RPLInstanceListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RPLInstanceListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for RPLInstanceListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RPLInstanceListLink", "RPLInstanceListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(RPLInstanceListLink, "RPLInstanceListLink");

/// `RPLSourceRoutesListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RPLSourceRoutesListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for RPLSourceRoutesListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("RPLSourceRoutesListLink", "RPLSourceRoutesListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(RPLSourceRoutesListLink, "RPLSourceRoutesListLink");

/// `SelfDeviceLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SelfDeviceLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for SelfDeviceLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SelfDeviceLink", "SelfDeviceLink", false, &["Link"], &[
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

element!(SelfDeviceLink, "SelfDeviceLink");

/// `ServiceSupplierLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceSupplierLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for ServiceSupplierLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceSupplierLink", "ServiceSupplierLink", false, &["Link"], &[
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

element!(ServiceSupplierLink, "ServiceSupplierLink");

/// `SubscriptionListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubscriptionListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for SubscriptionListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SubscriptionListLink", "SubscriptionListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(SubscriptionListLink, "SubscriptionListLink");

/// `SupplyInterruptionOverrideListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SupplyInterruptionOverrideListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for SupplyInterruptionOverrideListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SupplyInterruptionOverrideListLink", "SupplyInterruptionOverrideListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(SupplyInterruptionOverrideListLink, "SupplyInterruptionOverrideListLink");

/// `SupportedLocaleListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SupportedLocaleListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for SupportedLocaleListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SupportedLocaleListLink", "SupportedLocaleListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(SupportedLocaleListLink, "SupportedLocaleListLink");

/// `TargetReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TargetReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for TargetReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TargetReadingListLink", "TargetReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(TargetReadingListLink, "TargetReadingListLink");

/// `TariffProfileLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TariffProfileLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for TariffProfileLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TariffProfileLink", "TariffProfileLink", false, &["Link"], &[
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

element!(TariffProfileLink, "TariffProfileLink");

/// `TariffProfileListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TariffProfileListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for TariffProfileListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TariffProfileListLink", "TariffProfileListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(TariffProfileListLink, "TariffProfileListLink");

/// `TextMessageListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextMessageListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for TextMessageListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TextMessageListLink", "TextMessageListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(TextMessageListLink, "TextMessageListLink");

/// `TimeLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for TimeLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TimeLink", "TimeLink", false, &["Link"], &[
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

element!(TimeLink, "TimeLink");

/// `TimeTariffIntervalListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeTariffIntervalListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for TimeTariffIntervalListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TimeTariffIntervalListLink", "TimeTariffIntervalListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(TimeTariffIntervalListLink, "TimeTariffIntervalListLink");

/// `UsagePointLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsagePointLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
}

impl Node for UsagePointLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UsagePointLink", "UsagePointLink", false, &["Link"], &[
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

element!(UsagePointLink, "UsagePointLink");

/// `UsagePointListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UsagePointListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for UsagePointListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("UsagePointListLink", "UsagePointListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(UsagePointListLink, "UsagePointListLink");

/// `ActiveBillingPeriodListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveBillingPeriodListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveBillingPeriodListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveBillingPeriodListLink", "ActiveBillingPeriodListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveBillingPeriodListLink, "ActiveBillingPeriodListLink");

/// `ActiveCreditRegisterListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveCreditRegisterListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveCreditRegisterListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveCreditRegisterListLink", "ActiveCreditRegisterListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveCreditRegisterListLink, "ActiveCreditRegisterListLink");

/// `ActiveDERControlListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveDERControlListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveDERControlListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveDERControlListLink", "ActiveDERControlListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveDERControlListLink, "ActiveDERControlListLink");

/// `ActiveEndDeviceControlListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveEndDeviceControlListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveEndDeviceControlListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveEndDeviceControlListLink", "ActiveEndDeviceControlListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveEndDeviceControlListLink, "ActiveEndDeviceControlListLink");

/// `ActiveFlowReservationListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveFlowReservationListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveFlowReservationListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveFlowReservationListLink", "ActiveFlowReservationListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveFlowReservationListLink, "ActiveFlowReservationListLink");

/// `ActiveProjectionReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveProjectionReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveProjectionReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveProjectionReadingListLink", "ActiveProjectionReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveProjectionReadingListLink, "ActiveProjectionReadingListLink");

/// `ActiveSupplyInterruptionOverrideListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveSupplyInterruptionOverrideListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveSupplyInterruptionOverrideListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveSupplyInterruptionOverrideListLink", "ActiveSupplyInterruptionOverrideListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveSupplyInterruptionOverrideListLink, "ActiveSupplyInterruptionOverrideListLink");

/// `ActiveTargetReadingListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveTargetReadingListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveTargetReadingListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveTargetReadingListLink", "ActiveTargetReadingListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveTargetReadingListLink, "ActiveTargetReadingListLink");

/// `ActiveTextMessageListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveTextMessageListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveTextMessageListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveTextMessageListLink", "ActiveTextMessageListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveTextMessageListLink, "ActiveTextMessageListLink");

/// `ActiveTimeTariffIntervalListLink`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActiveTimeTariffIntervalListLink {
    /// `href`: attribute, anyURI, required, both editions.
    pub href: String,
    /// `all`: attribute, UInt32, optional, both editions.
    pub all: Option<u32>,
}

impl Node for ActiveTimeTariffIntervalListLink {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ActiveTimeTariffIntervalListLink", "ActiveTimeTariffIntervalListLink", false, &["Link", "ListLink"], &[
            at("href", One, B, 0),
            at("all", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            _ => return None,
        })
    }
}

element!(ActiveTimeTariffIntervalListLink, "ActiveTimeTariffIntervalListLink");
