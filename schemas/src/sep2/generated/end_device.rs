// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `end_device`.

use super::prelude::*;

/// `DeviceCapability`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceCapability {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `CustomerAccountListLink`: CustomerAccountListLink, optional, both editions.
    pub customer_account_list_link: Option<CustomerAccountListLink>,
    /// `DemandResponseProgramListLink`: DemandResponseProgramListLink, optional, both editions.
    pub demand_response_program_list_link: Option<DemandResponseProgramListLink>,
    /// `DERProgramListLink`: DERProgramListLink, optional, both editions.
    pub der_program_list_link: Option<DERProgramListLink>,
    /// `FileListLink`: FileListLink, optional, both editions.
    pub file_list_link: Option<FileListLink>,
    /// `MessagingProgramListLink`: MessagingProgramListLink, optional, both editions.
    pub messaging_program_list_link: Option<MessagingProgramListLink>,
    /// `PrepaymentListLink`: PrepaymentListLink, optional, both editions.
    pub prepayment_list_link: Option<PrepaymentListLink>,
    /// `ResponseSetListLink`: ResponseSetListLink, optional, both editions.
    pub response_set_list_link: Option<ResponseSetListLink>,
    /// `TariffProfileListLink`: TariffProfileListLink, optional, both editions.
    pub tariff_profile_list_link: Option<TariffProfileListLink>,
    /// `TimeLink`: TimeLink, optional, both editions.
    pub time_link: Option<TimeLink>,
    /// `UsagePointListLink`: UsagePointListLink, optional, both editions.
    pub usage_point_list_link: Option<UsagePointListLink>,
    /// `EndDeviceListLink`: EndDeviceListLink, optional, both editions.
    pub end_device_list_link: Option<EndDeviceListLink>,
    /// `MirrorUsagePointListLink`: MirrorUsagePointListLink, optional, both editions.
    pub mirror_usage_point_list_link: Option<MirrorUsagePointListLink>,
    /// `SelfDeviceLink`: SelfDeviceLink, optional, both editions.
    pub self_device_link: Option<SelfDeviceLink>,
}

impl Node for DeviceCapability {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DeviceCapability", "DeviceCapability", false, &["FunctionSetAssignmentsBase", "Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("CustomerAccountListLink", Maybe, B, 0),
            el("DemandResponseProgramListLink", Maybe, B, 0),
            el("DERProgramListLink", Maybe, B, 0),
            el("FileListLink", Maybe, B, 0),
            el("MessagingProgramListLink", Maybe, B, 0),
            el("PrepaymentListLink", Maybe, B, 0),
            el("ResponseSetListLink", Maybe, B, 0),
            el("TariffProfileListLink", Maybe, B, 0),
            el("TimeLink", Maybe, B, 0),
            el("UsagePointListLink", Maybe, B, 0),
            el("EndDeviceListLink", Maybe, B, 0),
            el("MirrorUsagePointListLink", Maybe, B, 0),
            el("SelfDeviceLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.customer_account_list_link,
            3 => &self.demand_response_program_list_link,
            4 => &self.der_program_list_link,
            5 => &self.file_list_link,
            6 => &self.messaging_program_list_link,
            7 => &self.prepayment_list_link,
            8 => &self.response_set_list_link,
            9 => &self.tariff_profile_list_link,
            10 => &self.time_link,
            11 => &self.usage_point_list_link,
            12 => &self.end_device_list_link,
            13 => &self.mirror_usage_point_list_link,
            14 => &self.self_device_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.customer_account_list_link,
            3 => &mut self.demand_response_program_list_link,
            4 => &mut self.der_program_list_link,
            5 => &mut self.file_list_link,
            6 => &mut self.messaging_program_list_link,
            7 => &mut self.prepayment_list_link,
            8 => &mut self.response_set_list_link,
            9 => &mut self.tariff_profile_list_link,
            10 => &mut self.time_link,
            11 => &mut self.usage_point_list_link,
            12 => &mut self.end_device_list_link,
            13 => &mut self.mirror_usage_point_list_link,
            14 => &mut self.self_device_link,
            _ => return None,
        })
    }
}

element!(DeviceCapability, "DeviceCapability");

/// `AbstractDevice`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AbstractDevice {
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
}

impl Node for AbstractDevice {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("AbstractDevice", "AbstractDevice", false, &["Resource", "SubscribableResource"], &[
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
            _ => return None,
        })
    }
}

element!(AbstractDevice, "AbstractDevice", subscribable B);

/// `DeviceStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceStatus {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `changedTime`: TimeType, required, both editions.
    pub changed_time: TimeType,
    /// `onCount`: UInt16, optional, both editions.
    pub on_count: Option<u16>,
    /// `opState`: UInt8, optional, both editions, default 0 in 2023.
    pub op_state: Option<u8>,
    /// `opTime`: UInt32, optional, both editions.
    pub op_time: Option<u32>,
    /// `Temperature`: Temperature, any number, both editions.
    pub temperature: Vec<Temperature>,
    /// `TimeLink`: TimeLink, optional, both editions.
    pub time_link: Option<TimeLink>,
}

impl Node for DeviceStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DeviceStatus", "DeviceStatus", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("changedTime", One, B, 0),
            el("onCount", Maybe, B, 0),
            el("opState", Maybe, B, 0),
            el("opTime", Maybe, B, 0),
            el("Temperature", Any, B, 0),
            el("TimeLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.changed_time,
            3 => &self.on_count,
            4 => &self.op_state,
            5 => &self.op_time,
            6 => &self.temperature,
            7 => &self.time_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.changed_time,
            3 => &mut self.on_count,
            4 => &mut self.op_state,
            5 => &mut self.op_time,
            6 => &mut self.temperature,
            7 => &mut self.time_link,
            _ => return None,
        })
    }
}

element!(DeviceStatus, "DeviceStatus");

/// `EndDeviceList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDeviceList {
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
    /// `EndDevice`: EndDevice, any number, both editions.
    pub end_device: Vec<EndDevice>,
}

impl Node for EndDeviceList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDeviceList", "EndDeviceList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("EndDevice", Any, B, 0),
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
            5 => &self.end_device,
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
            5 => &mut self.end_device,
            _ => return None,
        })
    }
}

element!(EndDeviceList, "EndDeviceList", subscribable B);

/// `EndDevice`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndDevice {
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
    /// `changedTime`: TimeType, required, both editions.
    pub changed_time: TimeType,
    /// `enabled`: boolean, optional, both editions, default true.
    pub enabled: Option<bool>,
    /// `FlowReservationRequestListLink`: FlowReservationRequestListLink, optional, both editions.
    pub flow_reservation_request_list_link: Option<FlowReservationRequestListLink>,
    /// `FlowReservationResponseListLink`: FlowReservationResponseListLink, optional, both editions.
    pub flow_reservation_response_list_link: Option<FlowReservationResponseListLink>,
    /// `FunctionSetAssignmentsListLink`: FunctionSetAssignmentsListLink, optional, both editions.
    pub function_set_assignments_list_link: Option<FunctionSetAssignmentsListLink>,
    /// `postRate`: UInt32, optional, both editions.
    pub post_rate: Option<u32>,
    /// `RegistrationLink`: RegistrationLink, optional, both editions.
    pub registration_link: Option<RegistrationLink>,
    /// `ProxiedDeviceListLink`: ProxiedDeviceListLink, optional, 2023.
    pub proxied_device_list_link: Option<ProxiedDeviceListLink>,
    /// `SubscriptionListLink`: SubscriptionListLink, optional, both editions.
    pub subscription_list_link: Option<SubscriptionListLink>,
    /// `ConnectionPointLink`: Link, optional, CSIP-AUS 1.2.
    pub connection_point_link: Option<Link>,
}

impl Node for EndDevice {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("EndDevice", "EndDevice", false, &["AbstractDevice", "ExternalDevice", "Resource", "SubscribableResource"], &[
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
            el("changedTime", One, B, 0),
            el("enabled", Maybe, B, 0),
            el("FlowReservationRequestListLink", Maybe, B, 0),
            el("FlowReservationResponseListLink", Maybe, B, 0),
            el("FunctionSetAssignmentsListLink", Maybe, B, 0),
            el("postRate", Maybe, B, 0),
            el("RegistrationLink", Maybe, B, 0),
            el("ProxiedDeviceListLink", Maybe, N, 0),
            el("SubscriptionListLink", Maybe, B, 0),
            el("ConnectionPointLink", Maybe, V12, 0),
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
            25 => &self.proxied_device_list_link,
            26 => &self.subscription_list_link,
            27 => &self.connection_point_link,
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
            25 => &mut self.proxied_device_list_link,
            26 => &mut self.subscription_list_link,
            27 => &mut self.connection_point_link,
            _ => return None,
        })
    }
}

element!(EndDevice, "EndDevice", subscribable B);

/// `ExternalDevice`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExternalDevice {
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

impl Node for ExternalDevice {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("ExternalDevice", "ExternalDevice", false, &["AbstractDevice", "Resource", "SubscribableResource"], &[
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

element!(ExternalDevice, "ExternalDevice", subscribable B);

/// `Registration`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Registration {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `dateTimeRegistered`: TimeType, required, both editions.
    pub date_time_registered: TimeType,
    /// `pIN`: PINType, required, both editions.
    pub pin: PINType,
}

impl Node for Registration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Registration", "Registration", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("dateTimeRegistered", One, B, 0),
            el("pIN", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.date_time_registered,
            3 => &self.pin,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.date_time_registered,
            3 => &mut self.pin,
            _ => return None,
        })
    }
}

element!(Registration, "Registration");

/// `SelfDevice`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SelfDevice {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
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
    /// `ProxiedDeviceListLink`: ProxiedDeviceListLink, optional, 2023.
    pub proxied_device_list_link: Option<ProxiedDeviceListLink>,
}

impl Node for SelfDevice {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SelfDevice", "SelfDevice", false, &["AbstractDevice", "Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
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
            el("ProxiedDeviceListLink", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.poll_rate,
            3 => &self.aggregated_device_list_link,
            4 => &self.aggregation_priority_link,
            5 => &self.configuration_link,
            6 => &self.der_list_link,
            7 => &self.device_category,
            8 => &self.device_information_link,
            9 => &self.device_status_link,
            10 => &self.distribution,
            11 => &self.file_status_link,
            12 => &self.ip_interface_list_link,
            13 => &self.lfdi,
            14 => &self.load_shed_availability_list_link,
            15 => &self.log_event_list_link,
            16 => &self.phase,
            17 => &self.power_status_link,
            18 => &self.sfdi,
            19 => &self.proxied_device_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.poll_rate,
            3 => &mut self.aggregated_device_list_link,
            4 => &mut self.aggregation_priority_link,
            5 => &mut self.configuration_link,
            6 => &mut self.der_list_link,
            7 => &mut self.device_category,
            8 => &mut self.device_information_link,
            9 => &mut self.device_status_link,
            10 => &mut self.distribution,
            11 => &mut self.file_status_link,
            12 => &mut self.ip_interface_list_link,
            13 => &mut self.lfdi,
            14 => &mut self.load_shed_availability_list_link,
            15 => &mut self.log_event_list_link,
            16 => &mut self.phase,
            17 => &mut self.power_status_link,
            18 => &mut self.sfdi,
            19 => &mut self.proxied_device_list_link,
            _ => return None,
        })
    }
}

element!(SelfDevice, "SelfDevice", subscribable B);

/// `Temperature`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Temperature {
    /// `multiplier`: PowerOfTenMultiplierType, required, both editions.
    pub multiplier: PowerOfTenMultiplierType,
    /// `subject`: UInt8, required, both editions.
    pub subject: u8,
    /// `value`: Int16, required, both editions.
    pub value: i16,
}

impl Node for Temperature {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Temperature", "Temperature", false, &[], &[
            el("multiplier", One, B, 0),
            el("subject", One, B, 0),
            el("value", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.multiplier,
            1 => &self.subject,
            2 => &self.value,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.multiplier,
            1 => &mut self.subject,
            2 => &mut self.value,
            _ => return None,
        })
    }
}

element!(Temperature, "Temperature");

/// `FunctionSetAssignmentsBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunctionSetAssignmentsBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `CustomerAccountListLink`: CustomerAccountListLink, optional, both editions.
    pub customer_account_list_link: Option<CustomerAccountListLink>,
    /// `DemandResponseProgramListLink`: DemandResponseProgramListLink, optional, both editions.
    pub demand_response_program_list_link: Option<DemandResponseProgramListLink>,
    /// `DERProgramListLink`: DERProgramListLink, optional, both editions.
    pub der_program_list_link: Option<DERProgramListLink>,
    /// `FileListLink`: FileListLink, optional, both editions.
    pub file_list_link: Option<FileListLink>,
    /// `MessagingProgramListLink`: MessagingProgramListLink, optional, both editions.
    pub messaging_program_list_link: Option<MessagingProgramListLink>,
    /// `PrepaymentListLink`: PrepaymentListLink, optional, both editions.
    pub prepayment_list_link: Option<PrepaymentListLink>,
    /// `ResponseSetListLink`: ResponseSetListLink, optional, both editions.
    pub response_set_list_link: Option<ResponseSetListLink>,
    /// `TariffProfileListLink`: TariffProfileListLink, optional, both editions.
    pub tariff_profile_list_link: Option<TariffProfileListLink>,
    /// `TimeLink`: TimeLink, optional, both editions.
    pub time_link: Option<TimeLink>,
    /// `UsagePointListLink`: UsagePointListLink, optional, both editions.
    pub usage_point_list_link: Option<UsagePointListLink>,
}

impl Node for FunctionSetAssignmentsBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FunctionSetAssignmentsBase", "FunctionSetAssignmentsBase", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("CustomerAccountListLink", Maybe, B, 0),
            el("DemandResponseProgramListLink", Maybe, B, 0),
            el("DERProgramListLink", Maybe, B, 0),
            el("FileListLink", Maybe, B, 0),
            el("MessagingProgramListLink", Maybe, B, 0),
            el("PrepaymentListLink", Maybe, B, 0),
            el("ResponseSetListLink", Maybe, B, 0),
            el("TariffProfileListLink", Maybe, B, 0),
            el("TimeLink", Maybe, B, 0),
            el("UsagePointListLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.customer_account_list_link,
            2 => &self.demand_response_program_list_link,
            3 => &self.der_program_list_link,
            4 => &self.file_list_link,
            5 => &self.messaging_program_list_link,
            6 => &self.prepayment_list_link,
            7 => &self.response_set_list_link,
            8 => &self.tariff_profile_list_link,
            9 => &self.time_link,
            10 => &self.usage_point_list_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.customer_account_list_link,
            2 => &mut self.demand_response_program_list_link,
            3 => &mut self.der_program_list_link,
            4 => &mut self.file_list_link,
            5 => &mut self.messaging_program_list_link,
            6 => &mut self.prepayment_list_link,
            7 => &mut self.response_set_list_link,
            8 => &mut self.tariff_profile_list_link,
            9 => &mut self.time_link,
            10 => &mut self.usage_point_list_link,
            _ => return None,
        })
    }
}

element!(FunctionSetAssignmentsBase, "FunctionSetAssignmentsBase");

/// `FunctionSetAssignments`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunctionSetAssignments {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `CustomerAccountListLink`: CustomerAccountListLink, optional, both editions.
    pub customer_account_list_link: Option<CustomerAccountListLink>,
    /// `DemandResponseProgramListLink`: DemandResponseProgramListLink, optional, both editions.
    pub demand_response_program_list_link: Option<DemandResponseProgramListLink>,
    /// `DERProgramListLink`: DERProgramListLink, optional, both editions.
    pub der_program_list_link: Option<DERProgramListLink>,
    /// `FileListLink`: FileListLink, optional, both editions.
    pub file_list_link: Option<FileListLink>,
    /// `MessagingProgramListLink`: MessagingProgramListLink, optional, both editions.
    pub messaging_program_list_link: Option<MessagingProgramListLink>,
    /// `PrepaymentListLink`: PrepaymentListLink, optional, both editions.
    pub prepayment_list_link: Option<PrepaymentListLink>,
    /// `ResponseSetListLink`: ResponseSetListLink, optional, both editions.
    pub response_set_list_link: Option<ResponseSetListLink>,
    /// `TariffProfileListLink`: TariffProfileListLink, optional, both editions.
    pub tariff_profile_list_link: Option<TariffProfileListLink>,
    /// `TimeLink`: TimeLink, optional, both editions.
    pub time_link: Option<TimeLink>,
    /// `UsagePointListLink`: UsagePointListLink, optional, both editions.
    pub usage_point_list_link: Option<UsagePointListLink>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
}

impl Node for FunctionSetAssignments {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FunctionSetAssignments", "FunctionSetAssignments", false, &["FunctionSetAssignmentsBase", "Resource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("CustomerAccountListLink", Maybe, B, 0),
            el("DemandResponseProgramListLink", Maybe, B, 0),
            el("DERProgramListLink", Maybe, B, 0),
            el("FileListLink", Maybe, B, 0),
            el("MessagingProgramListLink", Maybe, B, 0),
            el("PrepaymentListLink", Maybe, B, 0),
            el("ResponseSetListLink", Maybe, B, 0),
            el("TariffProfileListLink", Maybe, B, 0),
            el("TimeLink", Maybe, B, 0),
            el("UsagePointListLink", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.customer_account_list_link,
            3 => &self.demand_response_program_list_link,
            4 => &self.der_program_list_link,
            5 => &self.file_list_link,
            6 => &self.messaging_program_list_link,
            7 => &self.prepayment_list_link,
            8 => &self.response_set_list_link,
            9 => &self.tariff_profile_list_link,
            10 => &self.time_link,
            11 => &self.usage_point_list_link,
            12 => &self.mrid,
            13 => &self.description,
            14 => &self.version,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.customer_account_list_link,
            3 => &mut self.demand_response_program_list_link,
            4 => &mut self.der_program_list_link,
            5 => &mut self.file_list_link,
            6 => &mut self.messaging_program_list_link,
            7 => &mut self.prepayment_list_link,
            8 => &mut self.response_set_list_link,
            9 => &mut self.tariff_profile_list_link,
            10 => &mut self.time_link,
            11 => &mut self.usage_point_list_link,
            12 => &mut self.mrid,
            13 => &mut self.description,
            14 => &mut self.version,
            _ => return None,
        })
    }
}

element!(FunctionSetAssignments, "FunctionSetAssignments", subscribable B);

/// `FunctionSetAssignmentsList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunctionSetAssignmentsList {
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
    /// `FunctionSetAssignments`: FunctionSetAssignments, any number, both editions.
    pub function_set_assignments: Vec<FunctionSetAssignments>,
}

impl Node for FunctionSetAssignmentsList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FunctionSetAssignmentsList", "FunctionSetAssignmentsList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("FunctionSetAssignments", Any, B, 0),
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
            5 => &self.function_set_assignments,
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
            5 => &mut self.function_set_assignments,
            _ => return None,
        })
    }
}

element!(FunctionSetAssignmentsList, "FunctionSetAssignmentsList", subscribable B);
