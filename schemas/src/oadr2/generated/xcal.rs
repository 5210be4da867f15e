// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `urn:ietf:params:xml:ns:icalendar-2.0`.

use super::prelude::*;

/// `xcal:DurationPropType`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DurationProp {
    /// `xcal:duration`: xcal:DurationValueType, required.
    pub duration: Duration,
}

impl Node for DurationProp {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DurationPropType", &[
            el(&[n(Ns::Xcal, "duration")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.duration,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.duration,
            _ => return None,
        })
    }
}

/// `xcal:uid`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Uid {
    /// `xcal:text`: xs:string, required.
    pub text: String,
}

impl Node for Uid {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("uid", &[
            el(&[n(Ns::Xcal, "text")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.text,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.text,
            _ => return None,
        })
    }
}

/// `xcal:dtstart`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dtstart {
    /// `xcal:date-time`: xcal:DateTimeType, required.
    pub date_time: DateTime,
}

impl Node for Dtstart {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("dtstart", &[
            el(&[n(Ns::Xcal, "date-time")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.date_time,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.date_time,
            _ => return None,
        })
    }
}

/// `xcal:properties`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Properties {
    /// `xcal:dtstart`: xcal:dtstart, required.
    pub dtstart: Dtstart,
    /// `xcal:duration`: xcal:DurationPropType, required.
    pub duration: DurationProp,
    /// `xcal:tolerance`: xcal:tolerance, optional.
    pub tolerance: Option<Tolerance>,
    /// `ei:x-eiNotification`: xcal:DurationPropType, optional; exactly one in 2.0a.
    pub x_ei_notification: Option<DurationProp>,
    /// `ei:x-eiRampUp`: xcal:DurationPropType, optional.
    pub x_ei_ramp_up: Option<DurationProp>,
    /// `ei:x-eiRecovery`: xcal:DurationPropType, optional.
    pub x_ei_recovery: Option<DurationProp>,
}

impl Node for Properties {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("properties", &[
            el(&[n(Ns::Xcal, "dtstart")], One, Keep),
            el(&[n(Ns::Xcal, "duration")], One, Keep),
            el(&[n(Ns::Xcal, "tolerance")], Maybe, Keep),
            el(&[n(Ns::Ei, "x-eiNotification")], Maybe, Keep).in_a(One),
            el(&[n(Ns::Ei, "x-eiRampUp")], Maybe, Keep),
            el(&[n(Ns::Ei, "x-eiRecovery")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.dtstart,
            1 => &self.duration,
            2 => &self.tolerance,
            3 => &self.x_ei_notification,
            4 => &self.x_ei_ramp_up,
            5 => &self.x_ei_recovery,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.dtstart,
            1 => &mut self.duration,
            2 => &mut self.tolerance,
            3 => &mut self.x_ei_notification,
            4 => &mut self.x_ei_ramp_up,
            5 => &mut self.x_ei_recovery,
            _ => return None,
        })
    }
}

/// `xcal:tolerance`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tolerance {
    /// `xcal:tolerate`: xcal:tolerate, required.
    pub tolerate: Tolerate,
}

impl Node for Tolerance {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("tolerance", &[
            el(&[n(Ns::Xcal, "tolerate")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.tolerate,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.tolerate,
            _ => return None,
        })
    }
}

/// `xcal:tolerate`, 2.0b and 2.0a.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tolerate {
    /// `xcal:startafter`: xcal:DurationValueType, optional.
    pub startafter: Option<Duration>,
}

impl Node for Tolerate {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("tolerate", &[
            el(&[n(Ns::Xcal, "startafter")], Maybe, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.startafter,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.startafter,
            _ => return None,
        })
    }
}

/// `xcal:VavailabilityType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vavailability {
    /// `xcal:components`: xcal:ArrayOfVavailabilityContainedComponents, required.
    pub components: ArrayOfVavailabilityContainedComponents,
}

impl Node for Vavailability {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("VavailabilityType", &[
            el(&[n(Ns::Xcal, "components")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.components,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.components,
            _ => return None,
        })
    }
}

/// `xcal:ArrayOfVavailabilityContainedComponents`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArrayOfVavailabilityContainedComponents {
    /// `xcal:available`: xcal:AvailableType, any number.
    pub available: Vec<Available>,
}

impl Node for ArrayOfVavailabilityContainedComponents {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ArrayOfVavailabilityContainedComponents", &[
            el(&[n(Ns::Xcal, "available")], Any, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.available,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.available,
            _ => return None,
        })
    }
}

/// `xcal:AvailableType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Available {
    /// `xcal:properties`: xcal:properties, required.
    pub properties: Properties,
}

impl Node for Available {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AvailableType", &[
            el(&[n(Ns::Xcal, "properties")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.properties,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.properties,
            _ => return None,
        })
    }
}

/// `xcal:WsCalendarIntervalType`, 2.0b.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WsCalendarInterval {
    /// `xcal:properties`: xcal:properties, required.
    pub properties: Properties,
}

impl Node for WsCalendarInterval {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("WsCalendarIntervalType", &[
            el(&[n(Ns::Xcal, "properties")], One, Keep),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.properties,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.properties,
            _ => return None,
        })
    }
}
