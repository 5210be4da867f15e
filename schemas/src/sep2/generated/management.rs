// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `management`.

use super::prelude::*;

/// `LogEvent`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogEvent {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `createdDateTime`: TimeType, required, both editions.
    pub created_date_time: TimeType,
    /// `details`: String32, optional, both editions.
    pub details: Option<String32>,
    /// `extendedData`: UInt32, optional, both editions.
    pub extended_data: Option<u32>,
    /// `functionSet`: UInt8, required, both editions.
    pub function_set: u8,
    /// `logEventCode`: UInt8, required, both editions.
    pub log_event_code: u8,
    /// `logEventID`: UInt16, required, both editions.
    pub log_event_id: u16,
    /// `logEventPEN`: PENType, required, both editions.
    pub log_event_pen: PENType,
    /// `profileID`: UInt8, required, both editions.
    pub profile_id: u8,
}

impl Node for LogEvent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LogEvent", "LogEvent", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("createdDateTime", One, B, 0),
            el("details", Maybe, B, 32),
            el("extendedData", Maybe, B, 0),
            el("functionSet", One, B, 0),
            el("logEventCode", One, B, 0),
            el("logEventID", One, B, 0),
            el("logEventPEN", One, B, 0),
            el("profileID", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.created_date_time,
            2 => &self.details,
            3 => &self.extended_data,
            4 => &self.function_set,
            5 => &self.log_event_code,
            6 => &self.log_event_id,
            7 => &self.log_event_pen,
            8 => &self.profile_id,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.created_date_time,
            2 => &mut self.details,
            3 => &mut self.extended_data,
            4 => &mut self.function_set,
            5 => &mut self.log_event_code,
            6 => &mut self.log_event_id,
            7 => &mut self.log_event_pen,
            8 => &mut self.profile_id,
            _ => return None,
        })
    }
}

element!(LogEvent, "LogEvent");

/// `LogEventList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogEventList {
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
    /// `LogEvent`: LogEvent, any number, both editions.
    pub log_event: Vec<LogEvent>,
}

impl Node for LogEventList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("LogEventList", "LogEventList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("LogEvent", Any, B, 0),
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
            5 => &self.log_event,
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
            5 => &mut self.log_event,
            _ => return None,
        })
    }
}

element!(LogEventList, "LogEventList", subscribable B);

/// `Configuration`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Configuration {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `currentLocale`: LocaleType, required, both editions.
    pub current_locale: LocaleType,
    /// `PowerConfiguration`: PowerConfiguration, optional, both editions.
    pub power_configuration: Option<PowerConfiguration>,
    /// `PriceResponseCfgListLink`: PriceResponseCfgListLink, optional, both editions.
    pub price_response_cfg_list_link: Option<PriceResponseCfgListLink>,
    /// `TimeConfiguration`: TimeConfiguration, optional, both editions.
    pub time_configuration: Option<TimeConfiguration>,
    /// `userDeviceName`: String32, required, both editions.
    pub user_device_name: String32,
}

impl Node for Configuration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Configuration", "Configuration", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("currentLocale", One, B, 42),
            el("PowerConfiguration", Maybe, B, 0),
            el("PriceResponseCfgListLink", Maybe, B, 0),
            el("TimeConfiguration", Maybe, B, 0),
            el("userDeviceName", One, B, 32),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.poll_rate,
            3 => &self.current_locale,
            4 => &self.power_configuration,
            5 => &self.price_response_cfg_list_link,
            6 => &self.time_configuration,
            7 => &self.user_device_name,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.poll_rate,
            3 => &mut self.current_locale,
            4 => &mut self.power_configuration,
            5 => &mut self.price_response_cfg_list_link,
            6 => &mut self.time_configuration,
            7 => &mut self.user_device_name,
            _ => return None,
        })
    }
}

element!(Configuration, "Configuration", subscribable B);

/// `PowerConfiguration`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PowerConfiguration {
    /// `batteryInstallTime`: TimeType, optional, both editions.
    pub battery_install_time: Option<TimeType>,
    /// `lowChargeThreshold`: UInt32, optional, both editions.
    pub low_charge_threshold: Option<u32>,
}

impl Node for PowerConfiguration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PowerConfiguration", "PowerConfiguration", false, &[], &[
            el("batteryInstallTime", Maybe, B, 0),
            el("lowChargeThreshold", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.battery_install_time,
            1 => &self.low_charge_threshold,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.battery_install_time,
            1 => &mut self.low_charge_threshold,
            _ => return None,
        })
    }
}

element!(PowerConfiguration, "PowerConfiguration");

/// `PriceResponseCfg`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriceResponseCfg {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `consumeThreshold`: Int32, required, both editions.
    pub consume_threshold: i32,
    /// `maxReductionThreshold`: Int32, required, both editions.
    pub max_reduction_threshold: i32,
    /// `RateComponentLink`: RateComponentLink, required, both editions.
    pub rate_component_link: RateComponentLink,
}

impl Node for PriceResponseCfg {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PriceResponseCfg", "PriceResponseCfg", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("consumeThreshold", One, B, 0),
            el("maxReductionThreshold", One, B, 0),
            el("RateComponentLink", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.consume_threshold,
            2 => &self.max_reduction_threshold,
            3 => &self.rate_component_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.consume_threshold,
            2 => &mut self.max_reduction_threshold,
            3 => &mut self.rate_component_link,
            _ => return None,
        })
    }
}

element!(PriceResponseCfg, "PriceResponseCfg");

/// `PriceResponseCfgList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriceResponseCfgList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `PriceResponseCfg`: PriceResponseCfg, any number, both editions.
    pub price_response_cfg: Vec<PriceResponseCfg>,
}

impl Node for PriceResponseCfgList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("PriceResponseCfgList", "PriceResponseCfgList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("PriceResponseCfg", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.price_response_cfg,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.price_response_cfg,
            _ => return None,
        })
    }
}

element!(PriceResponseCfgList, "PriceResponseCfgList");

/// `TimeConfiguration`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeConfiguration {
    /// `dstEndRule`: DstRuleType, required, both editions.
    pub dst_end_rule: DstRuleType,
    /// `dstOffset`: TimeOffsetType, required, both editions.
    pub dst_offset: TimeOffsetType,
    /// `dstStartRule`: DstRuleType, required, both editions.
    pub dst_start_rule: DstRuleType,
    /// `tzOffset`: TimeOffsetType, required, both editions.
    pub tz_offset: TimeOffsetType,
}

impl Node for TimeConfiguration {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("TimeConfiguration", "TimeConfiguration", false, &[], &[
            el("dstEndRule", One, B, 0),
            el("dstOffset", One, B, 0),
            el("dstStartRule", One, B, 0),
            el("tzOffset", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.dst_end_rule,
            1 => &self.dst_offset,
            2 => &self.dst_start_rule,
            3 => &self.tz_offset,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.dst_end_rule,
            1 => &mut self.dst_offset,
            2 => &mut self.dst_start_rule,
            3 => &mut self.tz_offset,
            _ => return None,
        })
    }
}

element!(TimeConfiguration, "TimeConfiguration");

/// `File`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `activateTime`: TimeType, optional, both editions.
    pub activate_time: Option<TimeType>,
    /// `fileURI`: anyURI, required, both editions.
    pub file_uri: String,
    /// `lFDI`: HexBinary160, optional, both editions.
    pub lfdi: Option<HexBinary160>,
    /// `mfHwVer`: String32, optional, both editions.
    pub mf_hw_ver: Option<String32>,
    /// `mfID`: PENType, required, both editions.
    pub mf_id: PENType,
    /// `mfModel`: String32, required, both editions.
    pub mf_model: String32,
    /// `mfSerNum`: String32, optional, both editions.
    pub mf_ser_num: Option<String32>,
    /// `mfVer`: String16, required, both editions.
    pub mf_ver: String16,
    /// `size`: UInt32, required, both editions.
    pub size: u32,
    /// `type`: HexBinary16, required, both editions.
    pub r#type: HexBinary16,
}

impl Node for File {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("File", "File", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("activateTime", Maybe, B, 0),
            el("fileURI", One, B, 0),
            el("lFDI", Maybe, B, 0),
            el("mfHwVer", Maybe, B, 32),
            el("mfID", One, B, 0),
            el("mfModel", One, B, 32),
            el("mfSerNum", Maybe, B, 32),
            el("mfVer", One, B, 16),
            el("size", One, B, 0),
            el("type", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.activate_time,
            2 => &self.file_uri,
            3 => &self.lfdi,
            4 => &self.mf_hw_ver,
            5 => &self.mf_id,
            6 => &self.mf_model,
            7 => &self.mf_ser_num,
            8 => &self.mf_ver,
            9 => &self.size,
            10 => &self.r#type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.activate_time,
            2 => &mut self.file_uri,
            3 => &mut self.lfdi,
            4 => &mut self.mf_hw_ver,
            5 => &mut self.mf_id,
            6 => &mut self.mf_model,
            7 => &mut self.mf_ser_num,
            8 => &mut self.mf_ver,
            9 => &mut self.size,
            10 => &mut self.r#type,
            _ => return None,
        })
    }
}

element!(File, "File");

/// `FileList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `File`: File, any number, both editions.
    pub file: Vec<File>,
}

impl Node for FileList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FileList", "FileList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("File", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.file,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.file,
            _ => return None,
        })
    }
}

element!(FileList, "FileList");

/// `FileStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileStatus {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `activateTime`: TimeType, optional, both editions.
    pub activate_time: Option<TimeType>,
    /// `FileLink`: FileLink, optional, both editions.
    pub file_link: Option<FileLink>,
    /// `loadPercent`: UInt8, required, both editions.
    pub load_percent: u8,
    /// `nextRequestAttempt`: TimeType, required, both editions.
    pub next_request_attempt: TimeType,
    /// `request503Count`: UInt16, required, both editions.
    pub request503_count: u16,
    /// `requestFailCount`: UInt16, required, both editions.
    pub request_fail_count: u16,
    /// `status`: UInt8, required, both editions.
    pub status: u8,
    /// `statusTime`: TimeType, required, both editions.
    pub status_time: TimeType,
}

impl Node for FileStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("FileStatus", "FileStatus", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            at("pollRate", Maybe, B, 0),
            el("activateTime", Maybe, B, 0),
            el("FileLink", Maybe, B, 0),
            el("loadPercent", One, B, 0),
            el("nextRequestAttempt", One, B, 0),
            el("request503Count", One, B, 0),
            el("requestFailCount", One, B, 0),
            el("status", One, B, 0),
            el("statusTime", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.poll_rate,
            2 => &self.activate_time,
            3 => &self.file_link,
            4 => &self.load_percent,
            5 => &self.next_request_attempt,
            6 => &self.request503_count,
            7 => &self.request_fail_count,
            8 => &self.status,
            9 => &self.status_time,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.poll_rate,
            2 => &mut self.activate_time,
            3 => &mut self.file_link,
            4 => &mut self.load_percent,
            5 => &mut self.next_request_attempt,
            6 => &mut self.request503_count,
            7 => &mut self.request_fail_count,
            8 => &mut self.status,
            9 => &mut self.status_time,
            _ => return None,
        })
    }
}

element!(FileStatus, "FileStatus");
