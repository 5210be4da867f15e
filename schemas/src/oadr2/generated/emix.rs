// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://docs.oasis-open.org/ns/emix/2011/06`.

use super::prelude::*;

/// `emix:ServiceAreaType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceArea {
    /// `gml:FeatureCollection`: gml:FeatureCollection, required.
    pub feature_collection: FeatureCollection,
}

impl Node for ServiceArea {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ServiceAreaType", &[
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
