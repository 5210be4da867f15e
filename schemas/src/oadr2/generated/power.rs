// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://docs.oasis-open.org/ns/emix/2011/06/power`.

use super::prelude::*;

/// `power:EndDeviceAssetType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceAsset {
    /// `power:mrid`: power:MridType, required.
    pub mrid: String,
}

impl Node for EndDeviceAsset {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceAssetType", &[
            el(&[n(Ns::Power, "mrid")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.mrid,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.mrid,
            _ => return None,
        })
    }
}

/// `power:MeterAssetType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeterAsset {
    /// `power:mrid`: power:MridType, required.
    pub mrid: String,
}

impl Node for MeterAsset {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("MeterAssetType", &[
            el(&[n(Ns::Power, "mrid")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.mrid,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.mrid,
            _ => return None,
        })
    }
}

/// `power:PnodeType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pnode {
    /// `power:node`: power:NodeType, required.
    pub node: String,
}

impl Node for Pnode {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PnodeType", &[
            el(&[n(Ns::Power, "node")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.node,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.node,
            _ => return None,
        })
    }
}

/// `power:AggregatedPnodeType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AggregatedPnode {
    /// `power:node`: power:NodeType, required.
    pub node: String,
}

impl Node for AggregatedPnode {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AggregatedPnodeType", &[
            el(&[n(Ns::Power, "node")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.node,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.node,
            _ => return None,
        })
    }
}

/// `power:ServiceLocationType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceLocation {
    /// `gml:FeatureCollection`: gml:FeatureCollection, required.
    pub feature_collection: FeatureCollection,
}

impl Node for ServiceLocation {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceLocationType", &[
            el(&[n(Ns::Gml, "FeatureCollection")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.feature_collection,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.feature_collection,
            _ => return None,
        })
    }
}

/// `power:ServiceDeliveryPointType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceDeliveryPoint {
    /// `power:node`: power:NodeType, required.
    pub node: String,
}

impl Node for ServiceDeliveryPoint {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceDeliveryPointType", &[
            el(&[n(Ns::Power, "node")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.node,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.node,
            _ => return None,
        })
    }
}

/// `power:TransportInterfaceType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TransportInterface {
    /// `power:pointOfReceipt`: power:NodeType, required.
    pub point_of_receipt: String,
    /// `power:pointOfDelivery`: power:NodeType, required.
    pub point_of_delivery: String,
}

impl Node for TransportInterface {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TransportInterfaceType", &[
            el(&[n(Ns::Power, "pointOfReceipt")], One, Keep),
            el(&[n(Ns::Power, "pointOfDelivery")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.point_of_receipt,
            1 => &self.point_of_delivery,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.point_of_receipt,
            1 => &mut self.point_of_delivery,
            _ => return None,
        })
    }
}

/// `power:VoltageType`, 2.0b.
///
/// `power:itemDescription` is always `Voltage`.
///
/// `power:itemUnits` is always `V`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Voltage {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for Voltage {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("VoltageType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "Voltage"),
            fixed(&[n(Ns::Power, "itemUnits")], "V"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `power:EnergyApparentType`, 2.0b.
///
/// `power:itemDescription` is always `ApparentEnergy`.
///
/// `power:itemUnits` is always `VAh`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnergyApparent {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for EnergyApparent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EnergyApparentType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "ApparentEnergy"),
            fixed(&[n(Ns::Power, "itemUnits")], "VAh"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `power:EnergyReactiveType`, 2.0b.
///
/// `power:itemDescription` is always `ReactiveEnergy`.
///
/// `power:itemUnits` is always `VARh`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnergyReactive {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for EnergyReactive {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EnergyReactiveType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "ReactiveEnergy"),
            fixed(&[n(Ns::Power, "itemUnits")], "VARh"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `power:EnergyRealType`, 2.0b.
///
/// `power:itemDescription` is always `RealEnergy`.
///
/// `power:itemUnits` is always `Wh`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnergyReal {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
}

impl Node for EnergyReal {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EnergyRealType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "RealEnergy"),
            fixed(&[n(Ns::Power, "itemUnits")], "Wh"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            _ => return None,
        })
    }
}

/// `power:PowerApparentType`, 2.0b.
///
/// `power:itemDescription` is always `ApparentPower`.
///
/// `power:itemUnits` is always `VA`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerApparent {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
    /// `power:powerAttributes`: power:PowerAttributesType, required.
    pub power_attributes: PowerAttributes,
}

impl Node for PowerApparent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerApparentType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "ApparentPower"),
            fixed(&[n(Ns::Power, "itemUnits")], "VA"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
            el(&[n(Ns::Power, "powerAttributes")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            3 => &self.power_attributes,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            3 => &mut self.power_attributes,
            _ => return None,
        })
    }
}

/// `power:PowerReactiveType`, 2.0b.
///
/// `power:itemDescription` is always `ReactivePower`.
///
/// `power:itemUnits` is always `VAR`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerReactive {
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
    /// `power:powerAttributes`: power:PowerAttributesType, required.
    pub power_attributes: PowerAttributes,
}

impl Node for PowerReactive {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerReactiveType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "ReactivePower"),
            fixed(&[n(Ns::Power, "itemUnits")], "VAR"),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
            el(&[n(Ns::Power, "powerAttributes")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            2 => &self.si_scale_code,
            3 => &self.power_attributes,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            2 => &mut self.si_scale_code,
            3 => &mut self.power_attributes,
            _ => return None,
        })
    }
}

/// `power:PowerRealType`, 2.0b.
///
/// `power:itemDescription` is always `RealPower`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerReal {
    /// `power:itemUnits`: power:PowerRealUnits, required.
    pub item_units: PowerRealUnits,
    /// `scale:siScaleCode`: scale:SiScaleCodeType, required.
    pub si_scale_code: SiScaleCode,
    /// `power:powerAttributes`: power:PowerAttributesType, required.
    pub power_attributes: PowerAttributes,
}

impl Node for PowerReal {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerRealType", &[
            fixed(&[n(Ns::Power, "itemDescription")], "RealPower"),
            el(&[n(Ns::Power, "itemUnits")], One, Token),
            el(&[n(Ns::Scale, "siScaleCode")], One, Keep),
            el(&[n(Ns::Power, "powerAttributes")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            1 => &self.item_units,
            2 => &self.si_scale_code,
            3 => &self.power_attributes,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            1 => &mut self.item_units,
            2 => &mut self.si_scale_code,
            3 => &mut self.power_attributes,
            _ => return None,
        })
    }
}

/// `power:PowerAttributesType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerAttributes {
    /// `power:hertz`: xs:decimal, required.
    pub hertz: Decimal,
    /// `power:voltage`: xs:decimal, required.
    pub voltage: Decimal,
    /// `power:ac`: xs:boolean, required.
    pub ac: bool,
}

impl Node for PowerAttributes {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerAttributesType", &[
            el(&[n(Ns::Power, "hertz")], One, Keep),
            el(&[n(Ns::Power, "voltage")], One, Keep),
            el(&[n(Ns::Power, "ac")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.hertz,
            1 => &self.voltage,
            2 => &self.ac,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.hertz,
            1 => &mut self.voltage,
            2 => &mut self.ac,
            _ => return None,
        })
    }
}

/// `power:PowerRealUnits`, 2.0b: one of 2 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PowerRealUnits {
    /// `W`.
    #[default]
    Watts,
    /// `J/s`.
    JoulesPerSecond,
}

enumeration!(
    PowerRealUnits,
    "power:PowerRealUnits (W, J/s)",
    Watts = "W",
    JoulesPerSecond = "J/s",
);
