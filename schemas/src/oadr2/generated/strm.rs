// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `urn:ietf:params:xml:ns:icalendar-2.0:stream`.

use super::prelude::*;

/// `strm:intervals`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intervals {
    /// `ei:interval`: ei:IntervalType, one or more.
    pub interval: Vec<Interval>,
}

impl Node for Intervals {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("intervals", &[
            el(&[n(Ns::Ei, "interval")], Some1, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.interval,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.interval,
            _ => return None,
        })
    }
}
