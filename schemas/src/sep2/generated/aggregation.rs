// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `aggregation`.

use super::prelude::*;

/// `AggregationPriority`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AggregationPriority {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `PriorityData`: PriorityData, one or more, 2023.
    pub priority_data: Vec<PriorityData>,
}

impl Node for AggregationPriority {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AggregationPriority", "AggregationPriority", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("PriorityData", Some1, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.priority_data,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.priority_data,
            _ => return None,
        })
    }
}

element!(AggregationPriority, "AggregationPriority");

/// `PriorityData`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriorityData {
    /// `lFDI`: HexBinary160, required, 2023.
    pub lfdi: HexBinary160,
}

impl Node for PriorityData {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PriorityData", "PriorityData", false, &[], &[
            el("lFDI", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.lfdi,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.lfdi,
            _ => return None,
        })
    }
}

element!(PriorityData, "PriorityData");

/// `AggregatedDeviceList`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AggregatedDeviceList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, 2023, default 900.
    pub poll_rate: Option<u32>,
    /// `AggregatedDevice`: AggregatedDevice, any number, 2023.
    pub aggregated_device: Vec<AggregatedDevice>,
}

impl Node for AggregatedDeviceList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AggregatedDeviceList", "AggregatedDeviceList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, N, 0),
            el("AggregatedDevice", Any, N, 0),
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
            5 => &self.aggregated_device,
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
            5 => &mut self.aggregated_device,
            _ => return None,
        })
    }
}

element!(AggregatedDeviceList, "AggregatedDeviceList", subscribable B);

/// `AggregatedDevice`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AggregatedDevice {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `changedTime`: TimeType, required, 2023.
    pub changed_time: TimeType,
    /// `deviceCategory`: DeviceCategoryType, optional, 2023.
    pub device_category: Option<DeviceCategoryType>,
    /// `enabled`: boolean, optional, 2023.
    pub enabled: Option<bool>,
    /// `lFDI`: HexBinary160, required, 2023.
    pub lfdi: HexBinary160,
    /// `sFDI`: SFDIType, required, 2023.
    pub sfdi: SFDIType,
}

impl Node for AggregatedDevice {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AggregatedDevice", "AggregatedDevice", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("changedTime", One, N, 0),
            el("deviceCategory", Maybe, N, 0),
            el("enabled", Maybe, N, 0),
            el("lFDI", One, N, 0),
            el("sFDI", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.changed_time,
            2 => &self.device_category,
            3 => &self.enabled,
            4 => &self.lfdi,
            5 => &self.sfdi,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.changed_time,
            2 => &mut self.device_category,
            3 => &mut self.enabled,
            4 => &mut self.lfdi,
            5 => &mut self.sfdi,
            _ => return None,
        })
    }
}

element!(AggregatedDevice, "AggregatedDevice");

/// `AggregationDistributionType` [X18/X23 AggregationDistributionType], 2023: UInt8.
pub type AggregationDistributionType = UInt8;

/// `ProxiedDevice`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProxiedDevice {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `AggregatedDeviceListLink`: AggregatedDeviceListLink, optional, 2023.
    pub aggregated_device_list_link: Option<AggregatedDeviceListLink>,
    /// `AggregationPriorityLink`: AggregationPriorityLink, optional, 2023.
    pub aggregation_priority_link: Option<AggregationPriorityLink>,
    /// `ConfigurationLink`: ConfigurationLink, optional, both editions.
    pub configuration_link: Option<ConfigurationLink>,
    /// `DERListLink`: DERListLink, optional, both editions.
    pub der_list_link: Option<DERListLink>,
    /// `deviceCategory`: DeviceCategoryType, optional, both editions.
    pub device_category: Option<DeviceCategoryType>,
    /// `DeviceInformationLink`: DeviceInformationLink, optional, both editions.
    pub device_information_link: Option<DeviceInformationLink>,
    /// `DeviceStatusLink`: DeviceStatusLink, optional, both editions.
    pub device_status_link: Option<DeviceStatusLink>,
    /// `distribution`: AggregationDistributionType, optional, 2023.
    pub distribution: Option<AggregationDistributionType>,
    /// `FileStatusLink`: FileStatusLink, optional, both editions.
    pub file_status_link: Option<FileStatusLink>,
    /// `IPInterfaceListLink`: IPInterfaceListLink, optional, both editions.
    pub ip_interface_list_link: Option<IPInterfaceListLink>,
    /// `lFDI`: HexBinary160, optional, both editions.
    pub lfdi: Option<HexBinary160>,
    /// `LoadShedAvailabilityListLink`: LoadShedAvailabilityListLink, optional, both editions.
    pub load_shed_availability_list_link: Option<LoadShedAvailabilityListLink>,
    /// `LogEventListLink`: LogEventListLink, optional, both editions.
    pub log_event_list_link: Option<LogEventListLink>,
    /// `phase`: PhaseCode, optional, 2023.
    pub phase: Option<PhaseCode>,
    /// `PowerStatusLink`: PowerStatusLink, optional, both editions.
    pub power_status_link: Option<PowerStatusLink>,
    /// `sFDI`: SFDIType, required, both editions.
    pub sfdi: SFDIType,
    /// `changedTime`: TimeType, required, 2023.
    pub changed_time: TimeType,
    /// `enabled`: boolean, optional, 2023, default true.
    pub enabled: Option<bool>,
    /// `FlowReservationRequestListLink`: FlowReservationRequestListLink, optional, 2023.
    pub flow_reservation_request_list_link: Option<FlowReservationRequestListLink>,
    /// `FlowReservationResponseListLink`: FlowReservationResponseListLink, optional, 2023.
    pub flow_reservation_response_list_link: Option<FlowReservationResponseListLink>,
    /// `FunctionSetAssignmentsListLink`: FunctionSetAssignmentsListLink, optional, 2023.
    pub function_set_assignments_list_link: Option<FunctionSetAssignmentsListLink>,
    /// `postRate`: UInt32, optional, 2023.
    pub post_rate: Option<u32>,
    /// `RegistrationLink`: RegistrationLink, optional, 2023.
    pub registration_link: Option<RegistrationLink>,
}

impl Node for ProxiedDevice {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ProxiedDevice", "ProxiedDevice", false, &["AbstractDevice", "ExternalDevice", "Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("AggregatedDeviceListLink", Maybe, N, 0),
            el("AggregationPriorityLink", Maybe, N, 0),
            el("ConfigurationLink", Maybe, B, 0),
            el("DERListLink", Maybe, B, 0),
            el("deviceCategory", Maybe, B, 0),
            el("DeviceInformationLink", Maybe, B, 0),
            el("DeviceStatusLink", Maybe, B, 0),
            el("distribution", Maybe, N, 0),
            el("FileStatusLink", Maybe, B, 0),
            el("IPInterfaceListLink", Maybe, B, 0),
            el("lFDI", Maybe, B, 0),
            el("LoadShedAvailabilityListLink", Maybe, B, 0),
            el("LogEventListLink", Maybe, B, 0),
            el("phase", Maybe, N, 0),
            el("PowerStatusLink", Maybe, B, 0),
            el("sFDI", One, B, 0),
            el("changedTime", One, N, 0),
            el("enabled", Maybe, N, 0),
            el("FlowReservationRequestListLink", Maybe, N, 0),
            el("FlowReservationResponseListLink", Maybe, N, 0),
            el("FunctionSetAssignmentsListLink", Maybe, N, 0),
            el("postRate", Maybe, N, 0),
            el("RegistrationLink", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.aggregated_device_list_link,
            3 => &self.aggregation_priority_link,
            4 => &self.configuration_link,
            5 => &self.der_list_link,
            6 => &self.device_category,
            7 => &self.device_information_link,
            8 => &self.device_status_link,
            9 => &self.distribution,
            10 => &self.file_status_link,
            11 => &self.ip_interface_list_link,
            12 => &self.lfdi,
            13 => &self.load_shed_availability_list_link,
            14 => &self.log_event_list_link,
            15 => &self.phase,
            16 => &self.power_status_link,
            17 => &self.sfdi,
            18 => &self.changed_time,
            19 => &self.enabled,
            20 => &self.flow_reservation_request_list_link,
            21 => &self.flow_reservation_response_list_link,
            22 => &self.function_set_assignments_list_link,
            23 => &self.post_rate,
            24 => &self.registration_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.aggregated_device_list_link,
            3 => &mut self.aggregation_priority_link,
            4 => &mut self.configuration_link,
            5 => &mut self.der_list_link,
            6 => &mut self.device_category,
            7 => &mut self.device_information_link,
            8 => &mut self.device_status_link,
            9 => &mut self.distribution,
            10 => &mut self.file_status_link,
            11 => &mut self.ip_interface_list_link,
            12 => &mut self.lfdi,
            13 => &mut self.load_shed_availability_list_link,
            14 => &mut self.log_event_list_link,
            15 => &mut self.phase,
            16 => &mut self.power_status_link,
            17 => &mut self.sfdi,
            18 => &mut self.changed_time,
            19 => &mut self.enabled,
            20 => &mut self.flow_reservation_request_list_link,
            21 => &mut self.flow_reservation_response_list_link,
            22 => &mut self.function_set_assignments_list_link,
            23 => &mut self.post_rate,
            24 => &mut self.registration_link,
            _ => return None,
        })
    }
}

element!(ProxiedDevice, "ProxiedDevice", subscribable B);

/// `ProxiedDeviceList`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProxiedDeviceList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, 2023, default 900.
    pub poll_rate: Option<u32>,
    /// `ProxiedDevice`: ProxiedDevice, any number, 2023.
    pub proxied_device: Vec<ProxiedDevice>,
}

impl Node for ProxiedDeviceList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ProxiedDeviceList", "ProxiedDeviceList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, N, 0),
            el("ProxiedDevice", Any, N, 0),
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
            5 => &self.proxied_device,
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
            5 => &mut self.proxied_device,
            _ => return None,
        })
    }
}

element!(ProxiedDeviceList, "ProxiedDeviceList", subscribable B);
