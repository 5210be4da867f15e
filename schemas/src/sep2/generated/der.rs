// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `der`.

use super::prelude::*;

/// `DERList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `DER`: DER, any number, both editions.
    pub der: Vec<DER>,
}

impl Node for DERList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERList", "DERList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("DER", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.der,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.der,
            _ => return None,
        })
    }
}

element!(DERList, "DERList");

/// `DER`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DER {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `AssociatedDERProgramListLink`: AssociatedDERProgramListLink, optional, both editions.
    pub associated_der_program_list_link: Option<AssociatedDERProgramListLink>,
    /// `AssociatedUsagePointLink`: AssociatedUsagePointLink, optional, both editions.
    pub associated_usage_point_link: Option<AssociatedUsagePointLink>,
    /// `CurrentDERControlsLink`: CurrentDERControlsLink, optional, 2023.
    pub current_der_controls_link: Option<CurrentDERControlsLink>,
    /// `CurrentDERProgramLink`: CurrentDERProgramLink, optional, both editions.
    pub current_der_program_link: Option<CurrentDERProgramLink>,
    /// `DERAvailabilityLink`: DERAvailabilityLink, optional, both editions.
    pub der_availability_link: Option<DERAvailabilityLink>,
    /// `DERCapabilityLink`: DERCapabilityLink, optional, both editions.
    pub der_capability_link: Option<DERCapabilityLink>,
    /// `DERComponentListLink`: DERComponentListLink, optional, 2023.
    pub der_component_list_link: Option<DERComponentListLink>,
    /// `DERSettingsLink`: DERSettingsLink, optional, both editions.
    pub der_settings_link: Option<DERSettingsLink>,
    /// `DERStatusLink`: DERStatusLink, optional, both editions.
    pub der_status_link: Option<DERStatusLink>,
}

impl Node for DER {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DER", "DER", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("AssociatedDERProgramListLink", Maybe, B, 0),
            el("AssociatedUsagePointLink", Maybe, B, 0),
            el("CurrentDERControlsLink", Maybe, N, 0),
            el("CurrentDERProgramLink", Maybe, B, 0),
            el("DERAvailabilityLink", Maybe, B, 0),
            el("DERCapabilityLink", Maybe, B, 0),
            el("DERComponentListLink", Maybe, N, 0),
            el("DERSettingsLink", Maybe, B, 0),
            el("DERStatusLink", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.associated_der_program_list_link,
            3 => &self.associated_usage_point_link,
            4 => &self.current_der_controls_link,
            5 => &self.current_der_program_link,
            6 => &self.der_availability_link,
            7 => &self.der_capability_link,
            8 => &self.der_component_list_link,
            9 => &self.der_settings_link,
            10 => &self.der_status_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.associated_der_program_list_link,
            3 => &mut self.associated_usage_point_link,
            4 => &mut self.current_der_controls_link,
            5 => &mut self.current_der_program_link,
            6 => &mut self.der_availability_link,
            7 => &mut self.der_capability_link,
            8 => &mut self.der_component_list_link,
            9 => &mut self.der_settings_link,
            10 => &mut self.der_status_link,
            _ => return None,
        })
    }
}

element!(DER, "DER", subscribable B);

/// `CurrentDERControls`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurrentDERControls {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `opModConnect`: boolean, optional, 2023.
    pub op_mod_connect: Option<bool>,
    /// `opModDeltaVar`: ReactivePowerDeltaControlType, optional, 2023.
    pub op_mod_delta_var: Option<ReactivePowerDeltaControlType>,
    /// `opModDeltaW`: ActivePowerDeltaControlType, optional, 2023.
    pub op_mod_delta_w: Option<ActivePowerDeltaControlType>,
    /// `opModEnergize`: boolean, optional, 2023.
    pub op_mod_energize: Option<bool>,
    /// `opModFixedPFAbsorbW`: PowerFactorWithExcitationControlType, optional, 2023.
    pub op_mod_fixed_pf_absorb_w: Option<PowerFactorWithExcitationControlType>,
    /// `opModFixedPFInjectW`: PowerFactorWithExcitationControlType, optional, 2023.
    pub op_mod_fixed_pf_inject_w: Option<PowerFactorWithExcitationControlType>,
    /// `opModFixedV`: SignedPerCentControlType, optional, 2023.
    pub op_mod_fixed_v: Option<SignedPerCentControlType>,
    /// `opModFixedVar`: FixedVarControlType, optional, 2023.
    pub op_mod_fixed_var: Option<FixedVarControlType>,
    /// `opModFixedW`: SignedPerCentControlType, optional, 2023.
    pub op_mod_fixed_w: Option<SignedPerCentControlType>,
    /// `opModFreqDroop`: FreqDroopType, optional, 2023.
    pub op_mod_freq_droop: Option<FreqDroopType>,
    /// `opModFreqWatt`: DERCurveControlType, optional, 2023.
    pub op_mod_freq_watt: Option<DERCurveControlType>,
    /// `opModGridConnectPermit`: boolean, optional, 2023.
    pub op_mod_grid_connect_permit: Option<bool>,
    /// `opModHFRTMayTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_hfrt_may_trip: Option<DERCurveControlType>,
    /// `opModHFRTMustTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_hfrt_must_trip: Option<DERCurveControlType>,
    /// `opModHVRTMayTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_hvrt_may_trip: Option<DERCurveControlType>,
    /// `opModHVRTMomentaryCessation`: DERCurveControlType, optional, 2023.
    pub op_mod_hvrt_momentary_cessation: Option<DERCurveControlType>,
    /// `opModHVRTMustTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_hvrt_must_trip: Option<DERCurveControlType>,
    /// `opModIslandPermit`: boolean, optional, 2023.
    pub op_mod_island_permit: Option<bool>,
    /// `opModLFRTMayTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_lfrt_may_trip: Option<DERCurveControlType>,
    /// `opModLFRTMustTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_lfrt_must_trip: Option<DERCurveControlType>,
    /// `opModLVRTMayTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_lvrt_may_trip: Option<DERCurveControlType>,
    /// `opModLVRTMomentaryCessation`: DERCurveControlType, optional, 2023.
    pub op_mod_lvrt_momentary_cessation: Option<DERCurveControlType>,
    /// `opModLVRTMustTrip`: DERCurveControlType, optional, 2023.
    pub op_mod_lvrt_must_trip: Option<DERCurveControlType>,
    /// `opModMaxLimPctVAAbsorb`: PerCentControlType, optional, 2023.
    pub op_mod_max_lim_pct_va_absorb: Option<PerCentControlType>,
    /// `opModMaxLimPctVAInject`: PerCentControlType, optional, 2023.
    pub op_mod_max_lim_pct_va_inject: Option<PerCentControlType>,
    /// `opModMaxLimPctVarAbsorb`: UnsignedFixedVarControlType, optional, 2023.
    pub op_mod_max_lim_pct_var_absorb: Option<UnsignedFixedVarControlType>,
    /// `opModMaxLimPctVarInject`: UnsignedFixedVarControlType, optional, 2023.
    pub op_mod_max_lim_pct_var_inject: Option<UnsignedFixedVarControlType>,
    /// `opModMaxLimPctWAbsorb`: PerCentControlType, optional, 2023.
    pub op_mod_max_lim_pct_w_absorb: Option<PerCentControlType>,
    /// `opModMaxLimVarAbsorb`: UnsignedReactivePowerControlType, optional, 2023.
    pub op_mod_max_lim_var_absorb: Option<UnsignedReactivePowerControlType>,
    /// `opModMaxLimVarInject`: UnsignedReactivePowerControlType, optional, 2023.
    pub op_mod_max_lim_var_inject: Option<UnsignedReactivePowerControlType>,
    /// `opModMaxLimW`: PerCentControlType, optional, 2023.
    pub op_mod_max_lim_w: Option<PerCentControlType>,
    /// `opModMaxLimWAbsorb`: UnsignedActivePowerControlType, optional, 2023.
    pub op_mod_max_lim_w_absorb: Option<UnsignedActivePowerControlType>,
    /// `opModMaxLimWInject`: UnsignedActivePowerControlType, optional, 2023.
    pub op_mod_max_lim_w_inject: Option<UnsignedActivePowerControlType>,
    /// `opModTargetV`: VoltageRMSControlType, optional, 2023.
    pub op_mod_target_v: Option<VoltageRMSControlType>,
    /// `opModTargetVar`: ReactivePowerControlType, optional, 2023.
    pub op_mod_target_var: Option<ReactivePowerControlType>,
    /// `opModTargetW`: ActivePowerControlType, optional, 2023.
    pub op_mod_target_w: Option<ActivePowerControlType>,
    /// `opModVoltVar`: DERCurveControlType, optional, 2023.
    pub op_mod_volt_var: Option<DERCurveControlType>,
    /// `opModVoltWatt`: DERCurveControlType, optional, 2023.
    pub op_mod_volt_watt: Option<DERCurveControlType>,
    /// `opModWattPF`: DERCurveControlType, optional, 2023.
    pub op_mod_watt_pf: Option<DERCurveControlType>,
    /// `opModWattVar`: DERCurveControlType, optional, 2023.
    pub op_mod_watt_var: Option<DERCurveControlType>,
    /// `updatedTime`: TimeType, required, 2023.
    pub updated_time: TimeType,
}

impl Node for CurrentDERControls {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CurrentDERControls", "CurrentDERControls", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("opModConnect", Maybe, N, 0),
            el("opModDeltaVar", Maybe, N, 0),
            el("opModDeltaW", Maybe, N, 0),
            el("opModEnergize", Maybe, N, 0),
            el("opModFixedPFAbsorbW", Maybe, N, 0),
            el("opModFixedPFInjectW", Maybe, N, 0),
            el("opModFixedV", Maybe, N, 0),
            el("opModFixedVar", Maybe, N, 0),
            el("opModFixedW", Maybe, N, 0),
            el("opModFreqDroop", Maybe, N, 0),
            el("opModFreqWatt", Maybe, N, 0),
            el("opModGridConnectPermit", Maybe, N, 0),
            el("opModHFRTMayTrip", Maybe, N, 0),
            el("opModHFRTMustTrip", Maybe, N, 0),
            el("opModHVRTMayTrip", Maybe, N, 0),
            el("opModHVRTMomentaryCessation", Maybe, N, 0),
            el("opModHVRTMustTrip", Maybe, N, 0),
            el("opModIslandPermit", Maybe, N, 0),
            el("opModLFRTMayTrip", Maybe, N, 0),
            el("opModLFRTMustTrip", Maybe, N, 0),
            el("opModLVRTMayTrip", Maybe, N, 0),
            el("opModLVRTMomentaryCessation", Maybe, N, 0),
            el("opModLVRTMustTrip", Maybe, N, 0),
            el("opModMaxLimPctVAAbsorb", Maybe, N, 0),
            el("opModMaxLimPctVAInject", Maybe, N, 0),
            el("opModMaxLimPctVarAbsorb", Maybe, N, 0),
            el("opModMaxLimPctVarInject", Maybe, N, 0),
            el("opModMaxLimPctWAbsorb", Maybe, N, 0),
            el("opModMaxLimVarAbsorb", Maybe, N, 0),
            el("opModMaxLimVarInject", Maybe, N, 0),
            el("opModMaxLimW", Maybe, N, 0),
            el("opModMaxLimWAbsorb", Maybe, N, 0),
            el("opModMaxLimWInject", Maybe, N, 0),
            el("opModTargetV", Maybe, N, 0),
            el("opModTargetVar", Maybe, N, 0),
            el("opModTargetW", Maybe, N, 0),
            el("opModVoltVar", Maybe, N, 0),
            el("opModVoltWatt", Maybe, N, 0),
            el("opModWattPF", Maybe, N, 0),
            el("opModWattVar", Maybe, N, 0),
            el("updatedTime", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.op_mod_connect,
            3 => &self.op_mod_delta_var,
            4 => &self.op_mod_delta_w,
            5 => &self.op_mod_energize,
            6 => &self.op_mod_fixed_pf_absorb_w,
            7 => &self.op_mod_fixed_pf_inject_w,
            8 => &self.op_mod_fixed_v,
            9 => &self.op_mod_fixed_var,
            10 => &self.op_mod_fixed_w,
            11 => &self.op_mod_freq_droop,
            12 => &self.op_mod_freq_watt,
            13 => &self.op_mod_grid_connect_permit,
            14 => &self.op_mod_hfrt_may_trip,
            15 => &self.op_mod_hfrt_must_trip,
            16 => &self.op_mod_hvrt_may_trip,
            17 => &self.op_mod_hvrt_momentary_cessation,
            18 => &self.op_mod_hvrt_must_trip,
            19 => &self.op_mod_island_permit,
            20 => &self.op_mod_lfrt_may_trip,
            21 => &self.op_mod_lfrt_must_trip,
            22 => &self.op_mod_lvrt_may_trip,
            23 => &self.op_mod_lvrt_momentary_cessation,
            24 => &self.op_mod_lvrt_must_trip,
            25 => &self.op_mod_max_lim_pct_va_absorb,
            26 => &self.op_mod_max_lim_pct_va_inject,
            27 => &self.op_mod_max_lim_pct_var_absorb,
            28 => &self.op_mod_max_lim_pct_var_inject,
            29 => &self.op_mod_max_lim_pct_w_absorb,
            30 => &self.op_mod_max_lim_var_absorb,
            31 => &self.op_mod_max_lim_var_inject,
            32 => &self.op_mod_max_lim_w,
            33 => &self.op_mod_max_lim_w_absorb,
            34 => &self.op_mod_max_lim_w_inject,
            35 => &self.op_mod_target_v,
            36 => &self.op_mod_target_var,
            37 => &self.op_mod_target_w,
            38 => &self.op_mod_volt_var,
            39 => &self.op_mod_volt_watt,
            40 => &self.op_mod_watt_pf,
            41 => &self.op_mod_watt_var,
            42 => &self.updated_time,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.op_mod_connect,
            3 => &mut self.op_mod_delta_var,
            4 => &mut self.op_mod_delta_w,
            5 => &mut self.op_mod_energize,
            6 => &mut self.op_mod_fixed_pf_absorb_w,
            7 => &mut self.op_mod_fixed_pf_inject_w,
            8 => &mut self.op_mod_fixed_v,
            9 => &mut self.op_mod_fixed_var,
            10 => &mut self.op_mod_fixed_w,
            11 => &mut self.op_mod_freq_droop,
            12 => &mut self.op_mod_freq_watt,
            13 => &mut self.op_mod_grid_connect_permit,
            14 => &mut self.op_mod_hfrt_may_trip,
            15 => &mut self.op_mod_hfrt_must_trip,
            16 => &mut self.op_mod_hvrt_may_trip,
            17 => &mut self.op_mod_hvrt_momentary_cessation,
            18 => &mut self.op_mod_hvrt_must_trip,
            19 => &mut self.op_mod_island_permit,
            20 => &mut self.op_mod_lfrt_may_trip,
            21 => &mut self.op_mod_lfrt_must_trip,
            22 => &mut self.op_mod_lvrt_may_trip,
            23 => &mut self.op_mod_lvrt_momentary_cessation,
            24 => &mut self.op_mod_lvrt_must_trip,
            25 => &mut self.op_mod_max_lim_pct_va_absorb,
            26 => &mut self.op_mod_max_lim_pct_va_inject,
            27 => &mut self.op_mod_max_lim_pct_var_absorb,
            28 => &mut self.op_mod_max_lim_pct_var_inject,
            29 => &mut self.op_mod_max_lim_pct_w_absorb,
            30 => &mut self.op_mod_max_lim_var_absorb,
            31 => &mut self.op_mod_max_lim_var_inject,
            32 => &mut self.op_mod_max_lim_w,
            33 => &mut self.op_mod_max_lim_w_absorb,
            34 => &mut self.op_mod_max_lim_w_inject,
            35 => &mut self.op_mod_target_v,
            36 => &mut self.op_mod_target_var,
            37 => &mut self.op_mod_target_w,
            38 => &mut self.op_mod_volt_var,
            39 => &mut self.op_mod_volt_watt,
            40 => &mut self.op_mod_watt_pf,
            41 => &mut self.op_mod_watt_var,
            42 => &mut self.updated_time,
            _ => return None,
        })
    }
}

element!(CurrentDERControls, "CurrentDERControls", subscribable B);

/// `DERComponentList`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERComponentList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `DERComponent`: DERComponent, any number, 2023.
    pub der_component: Vec<DERComponent>,
}

impl Node for DERComponentList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERComponentList", "DERComponentList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("DERComponent", Any, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.der_component,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.der_component,
            _ => return None,
        })
    }
}

element!(DERComponentList, "DERComponentList");

/// `DERComponentBase`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERComponentBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `AssociatedUsagePointLink`: AssociatedUsagePointLink, optional, 2023.
    pub associated_usage_point_link: Option<AssociatedUsagePointLink>,
    /// `DERAvailabilityLink`: DERAvailabilityLink, optional, 2023.
    pub der_availability_link: Option<DERAvailabilityLink>,
    /// `DERCapabilityLink`: DERCapabilityLink, optional, 2023.
    pub der_capability_link: Option<DERCapabilityLink>,
    /// `DERSettingsLink`: DERSettingsLink, optional, 2023.
    pub der_settings_link: Option<DERSettingsLink>,
    /// `DERStatusLink`: DERStatusLink, optional, 2023.
    pub der_status_link: Option<DERStatusLink>,
}

impl Node for DERComponentBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERComponentBase", "DERComponentBase", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("AssociatedUsagePointLink", Maybe, N, 0),
            el("DERAvailabilityLink", Maybe, N, 0),
            el("DERCapabilityLink", Maybe, N, 0),
            el("DERSettingsLink", Maybe, N, 0),
            el("DERStatusLink", Maybe, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.associated_usage_point_link,
            3 => &self.der_availability_link,
            4 => &self.der_capability_link,
            5 => &self.der_settings_link,
            6 => &self.der_status_link,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.associated_usage_point_link,
            3 => &mut self.der_availability_link,
            4 => &mut self.der_capability_link,
            5 => &mut self.der_settings_link,
            6 => &mut self.der_status_link,
            _ => return None,
        })
    }
}

element!(DERComponentBase, "DERComponentBase", subscribable B);

/// `DERComponent`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERComponent {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `AssociatedUsagePointLink`: AssociatedUsagePointLink, optional, 2023.
    pub associated_usage_point_link: Option<AssociatedUsagePointLink>,
    /// `DERAvailabilityLink`: DERAvailabilityLink, optional, 2023.
    pub der_availability_link: Option<DERAvailabilityLink>,
    /// `DERCapabilityLink`: DERCapabilityLink, optional, 2023.
    pub der_capability_link: Option<DERCapabilityLink>,
    /// `DERSettingsLink`: DERSettingsLink, optional, 2023.
    pub der_settings_link: Option<DERSettingsLink>,
    /// `DERStatusLink`: DERStatusLink, optional, 2023.
    pub der_status_link: Option<DERStatusLink>,
    /// `lFDI`: HexBinary160, required, 2023.
    pub lfdi: HexBinary160,
}

impl Node for DERComponent {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERComponent", "DERComponent", false, &["DERComponentBase", "Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("AssociatedUsagePointLink", Maybe, N, 0),
            el("DERAvailabilityLink", Maybe, N, 0),
            el("DERCapabilityLink", Maybe, N, 0),
            el("DERSettingsLink", Maybe, N, 0),
            el("DERStatusLink", Maybe, N, 0),
            el("lFDI", One, N, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.associated_usage_point_link,
            3 => &self.der_availability_link,
            4 => &self.der_capability_link,
            5 => &self.der_settings_link,
            6 => &self.der_status_link,
            7 => &self.lfdi,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.associated_usage_point_link,
            3 => &mut self.der_availability_link,
            4 => &mut self.der_capability_link,
            5 => &mut self.der_settings_link,
            6 => &mut self.der_status_link,
            7 => &mut self.lfdi,
            _ => return None,
        })
    }
}

element!(DERComponent, "DERComponent", subscribable B);

/// `DERAvailability`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERAvailability {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `availabilityDuration`: UInt32, optional, both editions.
    pub availability_duration: Option<u32>,
    /// `maxChargeDuration`: UInt32, optional, both editions.
    pub max_charge_duration: Option<u32>,
    /// `readingTime`: TimeType, required, both editions.
    pub reading_time: TimeType,
    /// `reserveChargePercent`: PerCent, optional, both editions.
    pub reserve_charge_percent: Option<PerCent>,
    /// `reservePercent`: PerCent, optional, both editions.
    pub reserve_percent: Option<PerCent>,
    /// `statVarAbsorbAvail`: UnsignedReactivePower, optional, 2023.
    pub stat_var_absorb_avail: Option<UnsignedReactivePower>,
    /// `statVarAvail`: ReactivePower, optional, both editions.
    pub stat_var_avail: Option<ReactivePower>,
    /// `statWAbsorbAvail`: UnsignedActivePower, optional, 2023.
    pub stat_w_absorb_avail: Option<UnsignedActivePower>,
    /// `statWAvail`: ActivePower, optional, both editions.
    pub stat_w_avail: Option<ActivePower>,
}

impl Node for DERAvailability {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERAvailability", "DERAvailability", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("availabilityDuration", Maybe, B, 0),
            el("maxChargeDuration", Maybe, B, 0),
            el("readingTime", One, B, 0),
            el("reserveChargePercent", Maybe, B, 0),
            el("reservePercent", Maybe, B, 0),
            el("statVarAbsorbAvail", Maybe, N, 0),
            el("statVarAvail", Maybe, B, 0),
            el("statWAbsorbAvail", Maybe, N, 0),
            el("statWAvail", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.availability_duration,
            3 => &self.max_charge_duration,
            4 => &self.reading_time,
            5 => &self.reserve_charge_percent,
            6 => &self.reserve_percent,
            7 => &self.stat_var_absorb_avail,
            8 => &self.stat_var_avail,
            9 => &self.stat_w_absorb_avail,
            10 => &self.stat_w_avail,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.availability_duration,
            3 => &mut self.max_charge_duration,
            4 => &mut self.reading_time,
            5 => &mut self.reserve_charge_percent,
            6 => &mut self.reserve_percent,
            7 => &mut self.stat_var_absorb_avail,
            8 => &mut self.stat_var_avail,
            9 => &mut self.stat_w_absorb_avail,
            10 => &mut self.stat_w_avail,
            _ => return None,
        })
    }
}

element!(DERAvailability, "DERAvailability", subscribable B);

/// `DERCapability`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCapability {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `modesSupported`: DERControlType, required, both editions.
    pub modes_supported: DERControlType,
    /// `modesSupported2`: DERControlType2, optional, 2023.
    pub modes_supported2: Option<DERControlType2>,
    /// `rtgAbnormalCategory`: UInt8, optional, both editions.
    pub rtg_abnormal_category: Option<u8>,
    /// `rtgMaxA`: CurrentRMS, optional, both editions.
    pub rtg_max_a: Option<CurrentRMS>,
    /// `rtgMaxAh`: AmpereHour, optional, both editions.
    pub rtg_max_ah: Option<AmpereHour>,
    /// `rtgMaxChargeRateVA`: ApparentPower, optional, both editions.
    pub rtg_max_charge_rate_va: Option<ApparentPower>,
    /// `rtgMaxChargeRateW`: ActivePower, optional, both editions.
    pub rtg_max_charge_rate_w: Option<ActivePower>,
    /// `rtgMaxDischargeRateVA`: ApparentPower, optional, both editions.
    pub rtg_max_discharge_rate_va: Option<ApparentPower>,
    /// `rtgMaxDischargeRateW`: ActivePower, optional, both editions.
    pub rtg_max_discharge_rate_w: Option<ActivePower>,
    /// `rtgMaxV`: VoltageRMS, optional, both editions.
    pub rtg_max_v: Option<VoltageRMS>,
    /// `rtgMaxVA`: ApparentPower, optional, both editions.
    pub rtg_max_va: Option<ApparentPower>,
    /// `rtgMaxVar`: ReactivePower, optional, both editions.
    pub rtg_max_var: Option<ReactivePower>,
    /// `rtgMaxVarNeg`: ReactivePower, optional, both editions.
    pub rtg_max_var_neg: Option<ReactivePower>,
    /// `rtgMaxW`: ActivePower, required, both editions.
    pub rtg_max_w: ActivePower,
    /// `rtgMaxWh`: WattHour, optional, both editions.
    pub rtg_max_wh: Option<WattHour>,
    /// `rtgMinPFOverExcited`: PowerFactor, optional, both editions.
    pub rtg_min_pf_over_excited: Option<PowerFactor>,
    /// `rtgMinPFUnderExcited`: PowerFactor, optional, both editions.
    pub rtg_min_pf_under_excited: Option<PowerFactor>,
    /// `rtgMinV`: VoltageRMS, optional, both editions.
    pub rtg_min_v: Option<VoltageRMS>,
    /// `rtgNormalCategory`: UInt8, optional, both editions.
    pub rtg_normal_category: Option<u8>,
    /// `rtgOverExcitedPF`: PowerFactor, optional, both editions.
    pub rtg_over_excited_pf: Option<PowerFactor>,
    /// `rtgOverExcitedW`: ActivePower, optional, both editions.
    pub rtg_over_excited_w: Option<ActivePower>,
    /// `rtgReactiveSusceptance`: ReactiveSusceptance, optional, both editions.
    pub rtg_reactive_susceptance: Option<ReactiveSusceptance>,
    /// `rtgUnderExcitedPF`: PowerFactor, optional, both editions.
    pub rtg_under_excited_pf: Option<PowerFactor>,
    /// `rtgUnderExcitedW`: ActivePower, optional, both editions.
    pub rtg_under_excited_w: Option<ActivePower>,
    /// `rtgVNom`: VoltageRMS, optional, both editions.
    pub rtg_v_nom: Option<VoltageRMS>,
    /// `type`: DERType, required, both editions.
    pub r#type: DERType,
    /// `doeModesSupported`: DOEControlType, required, CSIP-AUS 1.2.
    pub doe_modes_supported: Option<DOEControlType>,
    /// `vppModesSupported`: VPPControlType, optional, CSIP-AUS 1.3 and its draft v1.3-beta/storage.
    pub vpp_modes_supported: Option<VPPControlType>,
}

impl Node for DERCapability {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCapability", "DERCapability", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("modesSupported", One, B, 0),
            el("modesSupported2", Maybe, N, 0),
            el("rtgAbnormalCategory", Maybe, B, 0),
            el("rtgMaxA", Maybe, B, 0),
            el("rtgMaxAh", Maybe, B, 0),
            el("rtgMaxChargeRateVA", Maybe, B, 0),
            el("rtgMaxChargeRateW", Maybe, B, 0),
            el("rtgMaxDischargeRateVA", Maybe, B, 0),
            el("rtgMaxDischargeRateW", Maybe, B, 0),
            el("rtgMaxV", Maybe, B, 0),
            el("rtgMaxVA", Maybe, B, 0),
            el("rtgMaxVar", Maybe, B, 0),
            el("rtgMaxVarNeg", Maybe, B, 0),
            el("rtgMaxW", One, B, 0),
            el("rtgMaxWh", Maybe, B, 0),
            el("rtgMinPFOverExcited", Maybe, B, 0),
            el("rtgMinPFUnderExcited", Maybe, B, 0),
            el("rtgMinV", Maybe, B, 0),
            el("rtgNormalCategory", Maybe, B, 0),
            el("rtgOverExcitedPF", Maybe, B, 0),
            el("rtgOverExcitedW", Maybe, B, 0),
            el("rtgReactiveSusceptance", Maybe, B, 0),
            el("rtgUnderExcitedPF", Maybe, B, 0),
            el("rtgUnderExcitedW", Maybe, B, 0),
            el("rtgVNom", Maybe, B, 0),
            el("type", One, B, 0),
            el("doeModesSupported", Maybe, V12, 0),
            el("vppModesSupported", Maybe, V13B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.modes_supported,
            2 => &self.modes_supported2,
            3 => &self.rtg_abnormal_category,
            4 => &self.rtg_max_a,
            5 => &self.rtg_max_ah,
            6 => &self.rtg_max_charge_rate_va,
            7 => &self.rtg_max_charge_rate_w,
            8 => &self.rtg_max_discharge_rate_va,
            9 => &self.rtg_max_discharge_rate_w,
            10 => &self.rtg_max_v,
            11 => &self.rtg_max_va,
            12 => &self.rtg_max_var,
            13 => &self.rtg_max_var_neg,
            14 => &self.rtg_max_w,
            15 => &self.rtg_max_wh,
            16 => &self.rtg_min_pf_over_excited,
            17 => &self.rtg_min_pf_under_excited,
            18 => &self.rtg_min_v,
            19 => &self.rtg_normal_category,
            20 => &self.rtg_over_excited_pf,
            21 => &self.rtg_over_excited_w,
            22 => &self.rtg_reactive_susceptance,
            23 => &self.rtg_under_excited_pf,
            24 => &self.rtg_under_excited_w,
            25 => &self.rtg_v_nom,
            26 => &self.r#type,
            27 => &self.doe_modes_supported,
            28 => &self.vpp_modes_supported,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.modes_supported,
            2 => &mut self.modes_supported2,
            3 => &mut self.rtg_abnormal_category,
            4 => &mut self.rtg_max_a,
            5 => &mut self.rtg_max_ah,
            6 => &mut self.rtg_max_charge_rate_va,
            7 => &mut self.rtg_max_charge_rate_w,
            8 => &mut self.rtg_max_discharge_rate_va,
            9 => &mut self.rtg_max_discharge_rate_w,
            10 => &mut self.rtg_max_v,
            11 => &mut self.rtg_max_va,
            12 => &mut self.rtg_max_var,
            13 => &mut self.rtg_max_var_neg,
            14 => &mut self.rtg_max_w,
            15 => &mut self.rtg_max_wh,
            16 => &mut self.rtg_min_pf_over_excited,
            17 => &mut self.rtg_min_pf_under_excited,
            18 => &mut self.rtg_min_v,
            19 => &mut self.rtg_normal_category,
            20 => &mut self.rtg_over_excited_pf,
            21 => &mut self.rtg_over_excited_w,
            22 => &mut self.rtg_reactive_susceptance,
            23 => &mut self.rtg_under_excited_pf,
            24 => &mut self.rtg_under_excited_w,
            25 => &mut self.rtg_v_nom,
            26 => &mut self.r#type,
            27 => &mut self.doe_modes_supported,
            28 => &mut self.vpp_modes_supported,
            _ => return None,
        })
    }
}

element!(DERCapability, "DERCapability");

/// `DERSettings`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERSettings {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `modesEnabled`: DERControlType, optional, both editions.
    pub modes_enabled: Option<DERControlType>,
    /// `modesEnabled2`: DERControlType2, optional, 2023.
    pub modes_enabled2: Option<DERControlType2>,
    /// `setESDelay`: UInt32, optional, both editions.
    pub set_es_delay: Option<u32>,
    /// `setESHighFreq`: UInt16, optional, both editions.
    pub set_es_high_freq: Option<u16>,
    /// `setESHighVolt`: Int16, optional, both editions.
    pub set_es_high_volt: Option<i16>,
    /// `setESLowFreq`: UInt16, optional, both editions.
    pub set_es_low_freq: Option<u16>,
    /// `setESLowVolt`: Int16, optional, both editions.
    pub set_es_low_volt: Option<i16>,
    /// `setESRampTms`: UInt32, optional, both editions.
    pub set_es_ramp_tms: Option<u32>,
    /// `setESRandomDelay`: UInt32, optional, both editions.
    pub set_es_random_delay: Option<u32>,
    /// `setGradW`: UInt16, required, both editions.
    pub set_grad_w: u16,
    /// `setMaxA`: CurrentRMS, optional, both editions.
    pub set_max_a: Option<CurrentRMS>,
    /// `setMaxAh`: AmpereHour, optional, both editions.
    pub set_max_ah: Option<AmpereHour>,
    /// `setMaxChargeRateVA`: ApparentPower, optional, both editions.
    pub set_max_charge_rate_va: Option<ApparentPower>,
    /// `setMaxChargeRateW`: ActivePower, optional, both editions.
    pub set_max_charge_rate_w: Option<ActivePower>,
    /// `setMaxDischargeRateVA`: ApparentPower, optional, both editions.
    pub set_max_discharge_rate_va: Option<ApparentPower>,
    /// `setMaxDischargeRateW`: ActivePower, optional, both editions.
    pub set_max_discharge_rate_w: Option<ActivePower>,
    /// `setMaxV`: VoltageRMS, optional, both editions.
    pub set_max_v: Option<VoltageRMS>,
    /// `setMaxVA`: ApparentPower, optional, both editions.
    pub set_max_va: Option<ApparentPower>,
    /// `setMaxVar`: ReactivePower, optional, both editions.
    pub set_max_var: Option<ReactivePower>,
    /// `setMaxVarNeg`: ReactivePower, optional, both editions.
    pub set_max_var_neg: Option<ReactivePower>,
    /// `setMaxW`: ActivePower, required, both editions.
    pub set_max_w: ActivePower,
    /// `setMaxWh`: WattHour, optional, both editions.
    pub set_max_wh: Option<WattHour>,
    /// `setMinPFOverExcited`: PowerFactor, optional, both editions.
    pub set_min_pf_over_excited: Option<PowerFactor>,
    /// `setMinPFUnderExcited`: PowerFactor, optional, both editions.
    pub set_min_pf_under_excited: Option<PowerFactor>,
    /// `setMinV`: VoltageRMS, optional, both editions.
    pub set_min_v: Option<VoltageRMS>,
    /// `setSoftGradW`: UInt16, optional, both editions.
    pub set_soft_grad_w: Option<u16>,
    /// `setVNom`: VoltageRMS, optional, both editions.
    pub set_v_nom: Option<VoltageRMS>,
    /// `setVRef`: VoltageRMS, optional, both editions.
    pub set_v_ref: Option<VoltageRMS>,
    /// `setVRefOfs`: VoltageRMS, optional, both editions.
    pub set_v_ref_ofs: Option<VoltageRMS>,
    /// `updatedTime`: TimeType, required, both editions.
    pub updated_time: TimeType,
    /// `doeModesEnabled`: DOEControlType, optional, CSIP-AUS 1.2.
    pub doe_modes_enabled: Option<DOEControlType>,
    /// `vppModesEnabled`: VPPControlType, optional, CSIP-AUS 1.3 and its draft v1.3-beta/storage.
    pub vpp_modes_enabled: Option<VPPControlType>,
    /// `setMinWh`: WattHour, optional, CSIP-AUS 1.3 and its draft v1.3-beta/storage.
    pub set_min_wh: Option<WattHour>,
}

impl Node for DERSettings {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERSettings", "DERSettings", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("modesEnabled", Maybe, B, 0),
            el("modesEnabled2", Maybe, N, 0),
            el("setESDelay", Maybe, B, 0),
            el("setESHighFreq", Maybe, B, 0),
            el("setESHighVolt", Maybe, B, 0),
            el("setESLowFreq", Maybe, B, 0),
            el("setESLowVolt", Maybe, B, 0),
            el("setESRampTms", Maybe, B, 0),
            el("setESRandomDelay", Maybe, B, 0),
            el("setGradW", One, B, 0),
            el("setMaxA", Maybe, B, 0),
            el("setMaxAh", Maybe, B, 0),
            el("setMaxChargeRateVA", Maybe, B, 0),
            el("setMaxChargeRateW", Maybe, B, 0),
            el("setMaxDischargeRateVA", Maybe, B, 0),
            el("setMaxDischargeRateW", Maybe, B, 0),
            el("setMaxV", Maybe, B, 0),
            el("setMaxVA", Maybe, B, 0),
            el("setMaxVar", Maybe, B, 0),
            el("setMaxVarNeg", Maybe, B, 0),
            el("setMaxW", One, B, 0),
            el("setMaxWh", Maybe, B, 0),
            el("setMinPFOverExcited", Maybe, B, 0),
            el("setMinPFUnderExcited", Maybe, B, 0),
            el("setMinV", Maybe, B, 0),
            el("setSoftGradW", Maybe, B, 0),
            el("setVNom", Maybe, B, 0),
            el("setVRef", Maybe, B, 0),
            el("setVRefOfs", Maybe, B, 0),
            el("updatedTime", One, B, 0),
            el("doeModesEnabled", Maybe, V12, 0),
            el("vppModesEnabled", Maybe, V13B, 0),
            el("setMinWh", Maybe, V13B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.modes_enabled,
            3 => &self.modes_enabled2,
            4 => &self.set_es_delay,
            5 => &self.set_es_high_freq,
            6 => &self.set_es_high_volt,
            7 => &self.set_es_low_freq,
            8 => &self.set_es_low_volt,
            9 => &self.set_es_ramp_tms,
            10 => &self.set_es_random_delay,
            11 => &self.set_grad_w,
            12 => &self.set_max_a,
            13 => &self.set_max_ah,
            14 => &self.set_max_charge_rate_va,
            15 => &self.set_max_charge_rate_w,
            16 => &self.set_max_discharge_rate_va,
            17 => &self.set_max_discharge_rate_w,
            18 => &self.set_max_v,
            19 => &self.set_max_va,
            20 => &self.set_max_var,
            21 => &self.set_max_var_neg,
            22 => &self.set_max_w,
            23 => &self.set_max_wh,
            24 => &self.set_min_pf_over_excited,
            25 => &self.set_min_pf_under_excited,
            26 => &self.set_min_v,
            27 => &self.set_soft_grad_w,
            28 => &self.set_v_nom,
            29 => &self.set_v_ref,
            30 => &self.set_v_ref_ofs,
            31 => &self.updated_time,
            32 => &self.doe_modes_enabled,
            33 => &self.vpp_modes_enabled,
            34 => &self.set_min_wh,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.modes_enabled,
            3 => &mut self.modes_enabled2,
            4 => &mut self.set_es_delay,
            5 => &mut self.set_es_high_freq,
            6 => &mut self.set_es_high_volt,
            7 => &mut self.set_es_low_freq,
            8 => &mut self.set_es_low_volt,
            9 => &mut self.set_es_ramp_tms,
            10 => &mut self.set_es_random_delay,
            11 => &mut self.set_grad_w,
            12 => &mut self.set_max_a,
            13 => &mut self.set_max_ah,
            14 => &mut self.set_max_charge_rate_va,
            15 => &mut self.set_max_charge_rate_w,
            16 => &mut self.set_max_discharge_rate_va,
            17 => &mut self.set_max_discharge_rate_w,
            18 => &mut self.set_max_v,
            19 => &mut self.set_max_va,
            20 => &mut self.set_max_var,
            21 => &mut self.set_max_var_neg,
            22 => &mut self.set_max_w,
            23 => &mut self.set_max_wh,
            24 => &mut self.set_min_pf_over_excited,
            25 => &mut self.set_min_pf_under_excited,
            26 => &mut self.set_min_v,
            27 => &mut self.set_soft_grad_w,
            28 => &mut self.set_v_nom,
            29 => &mut self.set_v_ref,
            30 => &mut self.set_v_ref_ofs,
            31 => &mut self.updated_time,
            32 => &mut self.doe_modes_enabled,
            33 => &mut self.vpp_modes_enabled,
            34 => &mut self.set_min_wh,
            _ => return None,
        })
    }
}

element!(DERSettings, "DERSettings", subscribable B);

/// `DERStatus`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERStatus {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `alarmStatus`: HexBinary32, optional, both editions.
    pub alarm_status: Option<HexBinary32>,
    /// `connectStatus`: ConnectStatusType2, optional, 2023.
    pub connect_status: Option<ConnectStatusType2>,
    /// `genConnectStatus`: ConnectStatusType, optional, both editions.
    pub gen_connect_status: Option<ConnectStatusType>,
    /// `inverterStatus`: InverterStatusType, optional, both editions.
    pub inverter_status: Option<InverterStatusType>,
    /// `localControlModeStatus`: LocalControlModeStatusType, optional, both editions.
    pub local_control_mode_status: Option<LocalControlModeStatusType>,
    /// `manufacturerStatus`: ManufacturerStatusType, optional, both editions.
    pub manufacturer_status: Option<ManufacturerStatusType>,
    /// `operationalModeStatus`: OperationalModeStatusType, optional, both editions.
    pub operational_mode_status: Option<OperationalModeStatusType>,
    /// `readingTime`: TimeType, required, both editions.
    pub reading_time: TimeType,
    /// `stateOfChargeStatus`: StateOfChargeStatusType, optional, both editions.
    pub state_of_charge_status: Option<StateOfChargeStatusType>,
    /// `storageModeStatus`: StorageModeStatusType, optional, both editions.
    pub storage_mode_status: Option<StorageModeStatusType>,
    /// `storConnectStatus`: ConnectStatusType, optional, both editions.
    pub stor_connect_status: Option<ConnectStatusType>,
}

impl Node for DERStatus {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERStatus", "DERStatus", false, &["Resource", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("alarmStatus", Maybe, B, 0),
            el("connectStatus", Maybe, N, 0),
            el("genConnectStatus", Maybe, B, 0),
            el("inverterStatus", Maybe, B, 0),
            el("localControlModeStatus", Maybe, B, 0),
            el("manufacturerStatus", Maybe, B, 0),
            el("operationalModeStatus", Maybe, B, 0),
            el("readingTime", One, B, 0),
            el("stateOfChargeStatus", Maybe, B, 0),
            el("storageModeStatus", Maybe, B, 0),
            el("storConnectStatus", Maybe, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.alarm_status,
            3 => &self.connect_status,
            4 => &self.gen_connect_status,
            5 => &self.inverter_status,
            6 => &self.local_control_mode_status,
            7 => &self.manufacturer_status,
            8 => &self.operational_mode_status,
            9 => &self.reading_time,
            10 => &self.state_of_charge_status,
            11 => &self.storage_mode_status,
            12 => &self.stor_connect_status,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.alarm_status,
            3 => &mut self.connect_status,
            4 => &mut self.gen_connect_status,
            5 => &mut self.inverter_status,
            6 => &mut self.local_control_mode_status,
            7 => &mut self.manufacturer_status,
            8 => &mut self.operational_mode_status,
            9 => &mut self.reading_time,
            10 => &mut self.state_of_charge_status,
            11 => &mut self.storage_mode_status,
            12 => &mut self.stor_connect_status,
            _ => return None,
        })
    }
}

element!(DERStatus, "DERStatus", subscribable B);
