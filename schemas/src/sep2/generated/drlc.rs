// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `drlc`.

use super::prelude::*;

/// `LoadShedAvailabilityList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadShedAvailabilityList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `LoadShedAvailability`: LoadShedAvailability, any number, both editions.
    pub load_shed_availability: Vec<LoadShedAvailability>,
}

impl Node for LoadShedAvailabilityList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LoadShedAvailabilityList", "LoadShedAvailabilityList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("LoadShedAvailability", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.load_shed_availability,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.load_shed_availability,
            _ => return None,
        })
    }
}

element!(LoadShedAvailabilityList, "LoadShedAvailabilityList");

/// `ApplianceLoadReduction`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ApplianceLoadReduction {
    /// `type`: ApplianceLoadReductionType, required, both editions.
    pub r#type: ApplianceLoadReductionType,
}

impl Node for ApplianceLoadReduction {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ApplianceLoadReduction", "ApplianceLoadReduction", false, &[], &[
            el("type", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.r#type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.r#type,
            _ => return None,
        })
    }
}

element!(ApplianceLoadReduction, "ApplianceLoadReduction");

/// `DemandResponseProgram`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DemandResponseProgram {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `ActiveEndDeviceControlListLink`: ActiveEndDeviceControlListLink, optional, both editions.
    pub active_end_device_control_list_link: Option<ActiveEndDeviceControlListLink>,
    /// `availabilityUpdatePercentChangeThreshold`: PerCent, optional, both editions, default 0 in 2023.
    pub availability_update_percent_change_threshold: Option<PerCent>,
    /// `availabilityUpdatePowerChangeThreshold`: ActivePower, optional, both editions.
    pub availability_update_power_change_threshold: Option<ActivePower>,
    /// `EndDeviceControlListLink`: EndDeviceControlListLink, optional, both editions.
    pub end_device_control_list_link: Option<EndDeviceControlListLink>,
    /// `primacy`: PrimacyType, required, both editions.
    pub primacy: PrimacyType,
}

impl Node for DemandResponseProgram {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DemandResponseProgram", "DemandResponseProgram", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("ActiveEndDeviceControlListLink", Maybe, B, 0),
            el("availabilityUpdatePercentChangeThreshold", Maybe, B, 0),
            el("availabilityUpdatePowerChangeThreshold", Maybe, B, 0),
            el("EndDeviceControlListLink", Maybe, B, 0),
            el("primacy", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.active_end_device_control_list_link,
            5 => &self.availability_update_percent_change_threshold,
            6 => &self.availability_update_power_change_threshold,
            7 => &self.end_device_control_list_link,
            8 => &self.primacy,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.active_end_device_control_list_link,
            5 => &mut self.availability_update_percent_change_threshold,
            6 => &mut self.availability_update_power_change_threshold,
            7 => &mut self.end_device_control_list_link,
            8 => &mut self.primacy,
            _ => return None,
        })
    }
}

element!(DemandResponseProgram, "DemandResponseProgram");

/// `DemandResponseProgramList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DemandResponseProgramList {
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
    /// `DemandResponseProgram`: DemandResponseProgram, any number, both editions.
    pub demand_response_program: Vec<DemandResponseProgram>,
}

impl Node for DemandResponseProgramList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DemandResponseProgramList", "DemandResponseProgramList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("DemandResponseProgram", Any, B, 0),
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
            5 => &self.demand_response_program,
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
            5 => &mut self.demand_response_program,
            _ => return None,
        })
    }
}

element!(DemandResponseProgramList, "DemandResponseProgramList", subscribable B);

/// `DutyCycle`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DutyCycle {
    /// `normalValue`: UInt8, required, both editions.
    pub normal_value: u8,
}

impl Node for DutyCycle {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DutyCycle", "DutyCycle", false, &[], &[
            el("normalValue", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.normal_value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.normal_value,
            _ => return None,
        })
    }
}

element!(DutyCycle, "DutyCycle");

/// `EndDeviceControl`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceControl {
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
    /// `ApplianceLoadReduction`: ApplianceLoadReduction, optional, both editions.
    pub appliance_load_reduction: Option<ApplianceLoadReduction>,
    /// `deviceCategory`: DeviceCategoryType, required, both editions.
    pub device_category: DeviceCategoryType,
    /// `drProgramMandatory`: boolean, required, both editions.
    pub dr_program_mandatory: bool,
    /// `DutyCycle`: DutyCycle, optional, both editions.
    pub duty_cycle: Option<DutyCycle>,
    /// `loadShiftForward`: boolean, required, both editions.
    pub load_shift_forward: bool,
    /// `Offset`: Offset, optional, both editions.
    pub offset: Option<Offset>,
    /// `overrideDuration`: UInt16, optional, both editions, default 0 in 2023.
    pub override_duration: Option<u16>,
    /// `SetPoint`: SetPoint, optional, both editions.
    pub set_point: Option<SetPoint>,
    /// `TargetReduction`: TargetReduction, optional, both editions.
    pub target_reduction: Option<TargetReduction>,
}

impl Node for EndDeviceControl {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceControl", "EndDeviceControl", false, &["Event", "RandomizableEvent", "Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
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
            el("ApplianceLoadReduction", Maybe, B, 0),
            el("deviceCategory", One, B, 0),
            el("drProgramMandatory", One, B, 0),
            el("DutyCycle", Maybe, B, 0),
            el("loadShiftForward", One, B, 0),
            el("Offset", Maybe, B, 0),
            el("overrideDuration", Maybe, B, 0),
            el("SetPoint", Maybe, B, 0),
            el("TargetReduction", Maybe, B, 0),
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
            12 => &self.appliance_load_reduction,
            13 => &self.device_category,
            14 => &self.dr_program_mandatory,
            15 => &self.duty_cycle,
            16 => &self.load_shift_forward,
            17 => &self.offset,
            18 => &self.override_duration,
            19 => &self.set_point,
            20 => &self.target_reduction,
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
            12 => &mut self.appliance_load_reduction,
            13 => &mut self.device_category,
            14 => &mut self.dr_program_mandatory,
            15 => &mut self.duty_cycle,
            16 => &mut self.load_shift_forward,
            17 => &mut self.offset,
            18 => &mut self.override_duration,
            19 => &mut self.set_point,
            20 => &mut self.target_reduction,
            _ => return None,
        })
    }
}

element!(EndDeviceControl, "EndDeviceControl", subscribable B);

/// `EndDeviceControlList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceControlList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `EndDeviceControl`: EndDeviceControl, any number, both editions.
    pub end_device_control: Vec<EndDeviceControl>,
}

impl Node for EndDeviceControlList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceControlList", "EndDeviceControlList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("EndDeviceControl", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.end_device_control,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.end_device_control,
            _ => return None,
        })
    }
}

element!(EndDeviceControlList, "EndDeviceControlList", subscribable B);

/// `LoadShedAvailability`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadShedAvailability {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `availabilityDuration`: UInt32, optional, both editions.
    pub availability_duration: Option<u32>,
    /// `DemandResponseProgramLink`: DemandResponseProgramLink, optional, both editions.
    pub demand_response_program_link: Option<DemandResponseProgramLink>,
    /// `sheddablePercent`: PerCent, optional, both editions.
    pub sheddable_percent: Option<PerCent>,
    /// `sheddablePower`: ActivePower, optional, both editions.
    pub sheddable_power: Option<ActivePower>,
}

impl Node for LoadShedAvailability {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LoadShedAvailability", "LoadShedAvailability", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("availabilityDuration", Maybe, B, 0),
            el("DemandResponseProgramLink", Maybe, B, 0),
            el("sheddablePercent", Maybe, B, 0),
            el("sheddablePower", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.availability_duration,
            2 => &self.demand_response_program_link,
            3 => &self.sheddable_percent,
            4 => &self.sheddable_power,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.availability_duration,
            2 => &mut self.demand_response_program_link,
            3 => &mut self.sheddable_percent,
            4 => &mut self.sheddable_power,
            _ => return None,
        })
    }
}

element!(LoadShedAvailability, "LoadShedAvailability");

/// `Offset`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Offset {
    /// `coolingOffset`: UInt8, optional, both editions.
    pub cooling_offset: Option<u8>,
    /// `heatingOffset`: UInt8, optional, both editions.
    pub heating_offset: Option<u8>,
    /// `loadAdjustmentPercentageOffset`: PerCent, optional, both editions.
    pub load_adjustment_percentage_offset: Option<PerCent>,
}

impl Node for Offset {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Offset", "Offset", false, &[], &[
            el("coolingOffset", Maybe, B, 0),
            el("heatingOffset", Maybe, B, 0),
            el("loadAdjustmentPercentageOffset", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.cooling_offset,
            1 => &self.heating_offset,
            2 => &self.load_adjustment_percentage_offset,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.cooling_offset,
            1 => &mut self.heating_offset,
            2 => &mut self.load_adjustment_percentage_offset,
            _ => return None,
        })
    }
}

element!(Offset, "Offset");

/// `SetPoint`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SetPoint {
    /// `coolingSetpoint`: Int16, optional, both editions.
    pub cooling_setpoint: Option<i16>,
    /// `heatingSetpoint`: Int16, optional, both editions.
    pub heating_setpoint: Option<i16>,
}

impl Node for SetPoint {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SetPoint", "SetPoint", false, &[], &[
            el("coolingSetpoint", Maybe, B, 0),
            el("heatingSetpoint", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.cooling_setpoint,
            1 => &self.heating_setpoint,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.cooling_setpoint,
            1 => &mut self.heating_setpoint,
            _ => return None,
        })
    }
}

element!(SetPoint, "SetPoint");

/// `TargetReduction`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TargetReduction {
    /// `type`: UnitType, required, both editions.
    pub r#type: UnitType,
    /// `value`: UInt16, required, both editions.
    pub value: u16,
}

impl Node for TargetReduction {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TargetReduction", "TargetReduction", false, &[], &[
            el("type", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.r#type,
            1 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.r#type,
            1 => &mut self.value,
            _ => return None,
        })
    }
}

element!(TargetReduction, "TargetReduction");
