// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://www.opengis.net/gml/3.2`.

use super::prelude::*;

/// `gml:FeatureCollection`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeatureCollection {
    /// `gml:id`: attribute, xs:ID, optional.
    pub id: Option<String>,
    /// `gml:location`: gml:location, required.
    pub location: Location,
}

impl Node for FeatureCollection {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FeatureCollection", &[
            at(&[n(Ns::Gml, "id")], Maybe, Id),
            el(&[n(Ns::Gml, "location")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.id,
            1 => &self.location,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.id,
            1 => &mut self.location,
            _ => return None,
        })
    }
}

/// `gml:location`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Location {
    /// `gml:Polygon`: gml:Polygon, required.
    pub polygon: Polygon,
}

impl Node for Location {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("location", &[
            el(&[n(Ns::Gml, "Polygon")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.polygon,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.polygon,
            _ => return None,
        })
    }
}

/// `gml:Polygon`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Polygon {
    /// `gml:id`: attribute, xs:ID, optional.
    pub id: Option<String>,
    /// `gml:exterior`: gml:exterior, required.
    pub exterior: Exterior,
}

impl Node for Polygon {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Polygon", &[
            at(&[n(Ns::Gml, "id")], Maybe, Id),
            el(&[n(Ns::Gml, "exterior")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.id,
            1 => &self.exterior,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.id,
            1 => &mut self.exterior,
            _ => return None,
        })
    }
}

/// `gml:exterior`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exterior {
    /// `gml:LinearRing`: gml:LinearRing, required.
    pub linear_ring: LinearRing,
}

impl Node for Exterior {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("exterior", &[
            el(&[n(Ns::Gml, "LinearRing")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.linear_ring,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.linear_ring,
            _ => return None,
        })
    }
}

/// `gml:LinearRing`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinearRing {
    /// `gml:posList`: gml:doubleList, required.
    pub pos_list: DoubleList,
}

impl Node for LinearRing {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LinearRing", &[
            el(&[n(Ns::Gml, "posList")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.pos_list,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.pos_list,
            _ => return None,
        })
    }
}
