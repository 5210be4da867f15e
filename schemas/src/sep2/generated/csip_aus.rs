// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `csip_aus`.

use super::prelude::*;

/// `DOEControlType` [X18/X23 DOEControlType], CSIP-AUS 1.2: HexBinary8.
pub type DOEControlType = HexBinary8;

/// `VPPControlType` [X18/X23 VPPControlType], CSIP-AUS 1.3 and its draft v1.3-beta/storage: HexBinary8.
pub type VPPControlType = HexBinary8;

/// `ConnectionPointType`, CSIP-AUS 1.2.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConnectionPointType {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `connectionPointId`: String32, required, CSIP-AUS 1.2.
    pub connection_point_id: String32,
}

impl Node for ConnectionPointType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConnectionPointType", "ConnectionPoint", true, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("connectionPointId", One, V12, 32),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.connection_point_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.connection_point_id,
            _ => return None,
        })
    }
}

element!(ConnectionPointType, "ConnectionPoint");

/// `ConsumptionTariffIntervalListSummary`, CSIP-AUS 1.3.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConsumptionTariffIntervalListSummary {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `ConsumptionTariffInterval`: ConsumptionTariffInterval, any number, both editions.
    pub consumption_tariff_interval: Vec<ConsumptionTariffInterval>,
}

impl Node for ConsumptionTariffIntervalListSummary {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ConsumptionTariffIntervalListSummary", "ConsumptionTariffIntervalListSummary", true, &["ConsumptionTariffIntervalList", "List", "Resource"], &[
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

element!(ConsumptionTariffIntervalListSummary, "ConsumptionTariffIntervalListSummary");
