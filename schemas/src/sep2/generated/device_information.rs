// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `device_information`.

use super::prelude::*;

/// `Time`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Time {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `currentTime`: TimeType, required, both editions.
    pub current_time: TimeType,
    /// `dstEndTime`: TimeType, required, both editions.
    pub dst_end_time: TimeType,
    /// `dstOffset`: TimeOffsetType, required, both editions.
    pub dst_offset: TimeOffsetType,
    /// `dstStartTime`: TimeType, required, both editions.
    pub dst_start_time: TimeType,
    /// `localTime`: TimeType, optional, both editions.
    pub local_time: Option<TimeType>,
    /// `quality`: UInt8, required, both editions.
    pub quality: u8,
    /// `tzOffset`: TimeOffsetType, required, both editions.
    pub tz_offset: TimeOffsetType,
}

impl Node for Time {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Time", "Time", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("currentTime", One, B, 0),
            el("dstEndTime", One, B, 0),
            el("dstOffset", One, B, 0),
            el("dstStartTime", One, B, 0),
            el("localTime", Maybe, B, 0),
            el("quality", One, B, 0),
            el("tzOffset", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.current_time,
            3 => &self.dst_end_time,
            4 => &self.dst_offset,
            5 => &self.dst_start_time,
            6 => &self.local_time,
            7 => &self.quality,
            8 => &self.tz_offset,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.current_time,
            3 => &mut self.dst_end_time,
            4 => &mut self.dst_offset,
            5 => &mut self.dst_start_time,
            6 => &mut self.local_time,
            7 => &mut self.quality,
            8 => &mut self.tz_offset,
            _ => return None,
        })
    }
}

element!(Time, "Time");

/// `DeviceInformation`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeviceInformation {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `connectionPointID`: String32, optional, 2023.
    pub connection_point_id: Option<String32>,
    /// `DRLCCapabilities`: DRLCCapabilities, optional, both editions.
    pub drlc_capabilities: Option<DRLCCapabilities>,
    /// `functionsImplemented`: HexBinary64, optional, both editions.
    pub functions_implemented: Option<HexBinary64>,
    /// `gpsLocation`: GPSLocationType, optional, both editions.
    pub gps_location: Option<GPSLocationType>,
    /// `lFDI`: HexBinary160, required, both editions.
    pub lfdi: HexBinary160,
    /// `mfDate`: TimeType, required, both editions.
    pub mf_date: TimeType,
    /// `mfHwVer`: String32, required, both editions.
    pub mf_hw_ver: String32,
    /// `mfID`: PENType, required, both editions.
    pub mf_id: PENType,
    /// `mfInfo`: String32, optional, both editions.
    pub mf_info: Option<String32>,
    /// `mfModel`: String32, required, both editions.
    pub mf_model: String32,
    /// `mfSerNum`: String32, required, both editions.
    pub mf_ser_num: String32,
    /// `primaryPower`: PowerSourceType, required, both editions.
    pub primary_power: PowerSourceType,
    /// `secondaryPower`: PowerSourceType, required, both editions.
    pub secondary_power: PowerSourceType,
    /// `SupportedLocaleListLink`: SupportedLocaleListLink, optional, both editions.
    pub supported_locale_list_link: Option<SupportedLocaleListLink>,
    /// `swActTime`: TimeType, required, both editions.
    pub sw_act_time: TimeType,
    /// `swVer`: String32, required, both editions.
    pub sw_ver: String32,
}

impl Node for DeviceInformation {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DeviceInformation", "DeviceInformation", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("connectionPointID", Maybe, N, 32),
            el("DRLCCapabilities", Maybe, B, 0),
            el("functionsImplemented", Maybe, B, 0),
            el("gpsLocation", Maybe, B, 0),
            el("lFDI", One, B, 0),
            el("mfDate", One, B, 0),
            el("mfHwVer", One, B, 32),
            el("mfID", One, B, 0),
            el("mfInfo", Maybe, B, 32),
            el("mfModel", One, B, 32),
            el("mfSerNum", One, B, 32),
            el("primaryPower", One, B, 0),
            el("secondaryPower", One, B, 0),
            el("SupportedLocaleListLink", Maybe, B, 0),
            el("swActTime", One, B, 0),
            el("swVer", One, B, 32),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.connection_point_id,
            3 => &self.drlc_capabilities,
            4 => &self.functions_implemented,
            5 => &self.gps_location,
            6 => &self.lfdi,
            7 => &self.mf_date,
            8 => &self.mf_hw_ver,
            9 => &self.mf_id,
            10 => &self.mf_info,
            11 => &self.mf_model,
            12 => &self.mf_ser_num,
            13 => &self.primary_power,
            14 => &self.secondary_power,
            15 => &self.supported_locale_list_link,
            16 => &self.sw_act_time,
            17 => &self.sw_ver,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.connection_point_id,
            3 => &mut self.drlc_capabilities,
            4 => &mut self.functions_implemented,
            5 => &mut self.gps_location,
            6 => &mut self.lfdi,
            7 => &mut self.mf_date,
            8 => &mut self.mf_hw_ver,
            9 => &mut self.mf_id,
            10 => &mut self.mf_info,
            11 => &mut self.mf_model,
            12 => &mut self.mf_ser_num,
            13 => &mut self.primary_power,
            14 => &mut self.secondary_power,
            15 => &mut self.supported_locale_list_link,
            16 => &mut self.sw_act_time,
            17 => &mut self.sw_ver,
            _ => return None,
        })
    }
}

element!(DeviceInformation, "DeviceInformation");

/// `DRLCCapabilities`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DRLCCapabilities {
    /// `averageEnergy`: RealEnergy, required, both editions.
    pub average_energy: RealEnergy,
    /// `maxDemand`: ActivePower, required, both editions.
    pub max_demand: ActivePower,
    /// `optionsImplemented`: HexBinary32, required, both editions.
    pub options_implemented: HexBinary32,
}

impl Node for DRLCCapabilities {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DRLCCapabilities", "DRLCCapabilities", false, &[], &[
            el("averageEnergy", One, B, 0),
            el("maxDemand", One, B, 0),
            el("optionsImplemented", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.average_energy,
            1 => &self.max_demand,
            2 => &self.options_implemented,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.average_energy,
            1 => &mut self.max_demand,
            2 => &mut self.options_implemented,
            _ => return None,
        })
    }
}

element!(DRLCCapabilities, "DRLCCapabilities");

/// `SupportedLocale`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SupportedLocale {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `locale`: LocaleType, required, both editions.
    pub locale: LocaleType,
}

impl Node for SupportedLocale {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SupportedLocale", "SupportedLocale", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("locale", One, B, 42),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.locale,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.locale,
            _ => return None,
        })
    }
}

element!(SupportedLocale, "SupportedLocale");

/// `SupportedLocaleList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SupportedLocaleList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `SupportedLocale`: SupportedLocale, any number, both editions.
    pub supported_locale: Vec<SupportedLocale>,
}

impl Node for SupportedLocaleList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SupportedLocaleList", "SupportedLocaleList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("SupportedLocale", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.supported_locale,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.supported_locale,
            _ => return None,
        })
    }
}

element!(SupportedLocaleList, "SupportedLocaleList");

/// `PowerStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerStatus {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `batteryStatus`: UInt8, required, both editions.
    pub battery_status: u8,
    /// `changedTime`: TimeType, required, both editions.
    pub changed_time: TimeType,
    /// `currentPowerSource`: PowerSourceType, required, both editions.
    pub current_power_source: PowerSourceType,
    /// `estimatedChargeRemaining`: PerCent, optional, both editions.
    pub estimated_charge_remaining: Option<PerCent>,
    /// `estimatedTimeRemaining`: UInt32, optional, both editions.
    pub estimated_time_remaining: Option<u32>,
    /// `PEVInfo`: PEVInfo, optional, both editions.
    pub pev_info: Option<PEVInfo>,
    /// `sessionTimeOnBattery`: UInt32, optional, both editions.
    pub session_time_on_battery: Option<u32>,
    /// `totalTimeOnBattery`: UInt32, optional, both editions.
    pub total_time_on_battery: Option<u32>,
}

impl Node for PowerStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerStatus", "PowerStatus", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("batteryStatus", One, B, 0),
            el("changedTime", One, B, 0),
            el("currentPowerSource", One, B, 0),
            el("estimatedChargeRemaining", Maybe, B, 0),
            el("estimatedTimeRemaining", Maybe, B, 0),
            el("PEVInfo", Maybe, B, 0),
            el("sessionTimeOnBattery", Maybe, B, 0),
            el("totalTimeOnBattery", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.battery_status,
            3 => &self.changed_time,
            4 => &self.current_power_source,
            5 => &self.estimated_charge_remaining,
            6 => &self.estimated_time_remaining,
            7 => &self.pev_info,
            8 => &self.session_time_on_battery,
            9 => &self.total_time_on_battery,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.battery_status,
            3 => &mut self.changed_time,
            4 => &mut self.current_power_source,
            5 => &mut self.estimated_charge_remaining,
            6 => &mut self.estimated_time_remaining,
            7 => &mut self.pev_info,
            8 => &mut self.session_time_on_battery,
            9 => &mut self.total_time_on_battery,
            _ => return None,
        })
    }
}

element!(PowerStatus, "PowerStatus");

/// `PowerSourceType` [X18/X23 PowerSourceType], 2018 and 2023: UInt8.
pub type PowerSourceType = UInt8;

/// `PEVInfo`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PEVInfo {
    /// `chargingPowerNow`: ActivePower, required, both editions.
    pub charging_power_now: ActivePower,
    /// `energyRequestNow`: RealEnergy, required, both editions.
    pub energy_request_now: RealEnergy,
    /// `maxForwardPower`: ActivePower, required, both editions.
    pub max_forward_power: ActivePower,
    /// `minimumChargingDuration`: UInt32, required, both editions.
    pub minimum_charging_duration: u32,
    /// `targetStateOfCharge`: PerCent, required, both editions.
    pub target_state_of_charge: PerCent,
    /// `timeChargeIsNeeded`: TimeType, required, both editions.
    pub time_charge_is_needed: TimeType,
    /// `timeChargingStatusPEV`: TimeType, required, both editions.
    pub time_charging_status_pev: TimeType,
}

impl Node for PEVInfo {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PEVInfo", "PEVInfo", false, &[], &[
            el("chargingPowerNow", One, B, 0),
            el("energyRequestNow", One, B, 0),
            el("maxForwardPower", One, B, 0),
            el("minimumChargingDuration", One, B, 0),
            el("targetStateOfCharge", One, B, 0),
            el("timeChargeIsNeeded", One, B, 0),
            el("timeChargingStatusPEV", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.charging_power_now,
            1 => &self.energy_request_now,
            2 => &self.max_forward_power,
            3 => &self.minimum_charging_duration,
            4 => &self.target_state_of_charge,
            5 => &self.time_charge_is_needed,
            6 => &self.time_charging_status_pev,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.charging_power_now,
            1 => &mut self.energy_request_now,
            2 => &mut self.max_forward_power,
            3 => &mut self.minimum_charging_duration,
            4 => &mut self.target_state_of_charge,
            5 => &mut self.time_charge_is_needed,
            6 => &mut self.time_charging_status_pev,
            _ => return None,
        })
    }
}

element!(PEVInfo, "PEVInfo");
