// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `der_control`.

use super::prelude::*;

/// `DERProgramList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERProgramList {
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
    /// `DERProgram`: DERProgram, any number, both editions.
    pub der_program: Vec<DERProgram>,
}

impl Node for DERProgramList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERProgramList", "DERProgramList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("DERProgram", Any, B, 0),
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
            5 => &self.der_program,
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
            5 => &mut self.der_program,
            _ => return None,
        })
    }
}

element!(DERProgramList, "DERProgramList", subscribable B);

/// `DERProgram`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERProgram {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `ActiveDERControlListLink`: ActiveDERControlListLink, optional, both editions.
    pub active_der_control_list_link: Option<ActiveDERControlListLink>,
    /// `DefaultDERControlLink`: DefaultDERControlLink, optional, both editions.
    pub default_der_control_link: Option<DefaultDERControlLink>,
    /// `DERControlListLink`: DERControlListLink, optional, both editions.
    pub der_control_list_link: Option<DERControlListLink>,
    /// `DERCurveListLink`: DERCurveListLink, optional, both editions.
    pub der_curve_list_link: Option<DERCurveListLink>,
    /// `primacy`: PrimacyType, required, both editions.
    pub primacy: PrimacyType,
}

impl Node for DERProgram {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERProgram", "DERProgram", false, &["Resource", "SubscribableIdentifiedObject", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("ActiveDERControlListLink", Maybe, B, 0),
            el("DefaultDERControlLink", Maybe, B, 0),
            el("DERControlListLink", Maybe, B, 0),
            el("DERCurveListLink", Maybe, B, 0),
            el("primacy", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.mrid,
            3 => &self.description,
            4 => &self.version,
            5 => &self.active_der_control_list_link,
            6 => &self.default_der_control_link,
            7 => &self.der_control_list_link,
            8 => &self.der_curve_list_link,
            9 => &self.primacy,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.mrid,
            3 => &mut self.description,
            4 => &mut self.version,
            5 => &mut self.active_der_control_list_link,
            6 => &mut self.default_der_control_link,
            7 => &mut self.der_control_list_link,
            8 => &mut self.der_curve_list_link,
            9 => &mut self.primacy,
            _ => return None,
        })
    }
}

element!(DERProgram, "DERProgram", subscribable B);

/// `DERControlBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERControlBase {
    /// `opModConnect`: boolean, optional, both editions.
    pub op_mod_connect: Option<bool>,
    /// `opModDeltaVar`: ReactivePowerDeltaControlType, optional, 2023.
    pub op_mod_delta_var: Option<ReactivePowerDeltaControlType>,
    /// `opModDeltaW`: ActivePowerDeltaControlType, optional, 2023.
    pub op_mod_delta_w: Option<ActivePowerDeltaControlType>,
    /// `opModEnergize`: boolean, optional, both editions.
    pub op_mod_energize: Option<bool>,
    /// `opModFixedPFAbsorbW`: PowerFactorWithExcitation in 2018, PowerFactorWithExcitationControlType, optional, both editions.
    pub op_mod_fixed_pf_absorb_w: Option<PowerFactorWithExcitationControlType>,
    /// `opModFixedPFInjectW`: PowerFactorWithExcitation in 2018, PowerFactorWithExcitationControlType, optional, both editions.
    pub op_mod_fixed_pf_inject_w: Option<PowerFactorWithExcitationControlType>,
    /// `opModFixedV`: SignedPerCentControlType, optional, 2023.
    pub op_mod_fixed_v: Option<SignedPerCentControlType>,
    /// `opModFixedVar`: FixedVar in 2018, FixedVarControlType, optional, both editions.
    pub op_mod_fixed_var: Option<FixedVarControlType>,
    /// `opModFixedW`: SignedPerCent in 2018, SignedPerCentControlType, optional, both editions.
    pub op_mod_fixed_w: Option<SignedPerCentControlType>,
    /// `opModFreqDroop`: FreqDroopType, optional, both editions.
    pub op_mod_freq_droop: Option<FreqDroopType>,
    /// `opModFreqWatt`: DERCurveLink, optional, both editions.
    pub op_mod_freq_watt: Option<DERCurveLink>,
    /// `opModGridConnectPermit`: boolean, optional, 2023.
    pub op_mod_grid_connect_permit: Option<bool>,
    /// `opModHFRTMayTrip`: DERCurveLink, optional, both editions.
    pub op_mod_hfrt_may_trip: Option<DERCurveLink>,
    /// `opModHFRTMustTrip`: DERCurveLink, optional, both editions.
    pub op_mod_hfrt_must_trip: Option<DERCurveLink>,
    /// `opModHVRTMayTrip`: DERCurveLink, optional, both editions.
    pub op_mod_hvrt_may_trip: Option<DERCurveLink>,
    /// `opModHVRTMomentaryCessation`: DERCurveLink, optional, both editions.
    pub op_mod_hvrt_momentary_cessation: Option<DERCurveLink>,
    /// `opModHVRTMustTrip`: DERCurveLink, optional, both editions.
    pub op_mod_hvrt_must_trip: Option<DERCurveLink>,
    /// `opModIslandPermit`: boolean, optional, 2023.
    pub op_mod_island_permit: Option<bool>,
    /// `opModLFRTMayTrip`: DERCurveLink, optional, both editions.
    pub op_mod_lfrt_may_trip: Option<DERCurveLink>,
    /// `opModLFRTMustTrip`: DERCurveLink, optional, both editions.
    pub op_mod_lfrt_must_trip: Option<DERCurveLink>,
    /// `opModLVRTMayTrip`: DERCurveLink, optional, both editions.
    pub op_mod_lvrt_may_trip: Option<DERCurveLink>,
    /// `opModLVRTMomentaryCessation`: DERCurveLink, optional, both editions.
    pub op_mod_lvrt_momentary_cessation: Option<DERCurveLink>,
    /// `opModLVRTMustTrip`: DERCurveLink, optional, both editions.
    pub op_mod_lvrt_must_trip: Option<DERCurveLink>,
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
    /// `opModMaxLimW`: PerCent in 2018, PerCentControlType, optional, both editions.
    pub op_mod_max_lim_w: Option<PerCentControlType>,
    /// `opModMaxLimWAbsorb`: UnsignedActivePowerControlType, optional, 2023.
    pub op_mod_max_lim_w_absorb: Option<UnsignedActivePowerControlType>,
    /// `opModMaxLimWInject`: UnsignedActivePowerControlType, optional, 2023.
    pub op_mod_max_lim_w_inject: Option<UnsignedActivePowerControlType>,
    /// `opModTargetV`: VoltageRMSControlType, optional, 2023.
    pub op_mod_target_v: Option<VoltageRMSControlType>,
    /// `opModTargetVar`: ReactivePower in 2018, ReactivePowerControlType, optional, both editions.
    pub op_mod_target_var: Option<ReactivePowerControlType>,
    /// `opModTargetW`: ActivePower in 2018, ActivePowerControlType, optional, both editions.
    pub op_mod_target_w: Option<ActivePowerControlType>,
    /// `opModVoltVar`: DERCurveLink, optional, both editions.
    pub op_mod_volt_var: Option<DERCurveLink>,
    /// `opModVoltWatt`: DERCurveLink, optional, both editions.
    pub op_mod_volt_watt: Option<DERCurveLink>,
    /// `opModWattPF`: DERCurveLink, optional, both editions.
    pub op_mod_watt_pf: Option<DERCurveLink>,
    /// `opModWattVar`: DERCurveLink, optional, both editions.
    pub op_mod_watt_var: Option<DERCurveLink>,
    /// `rampTms`: UInt16, optional, both editions.
    pub ramp_tms: Option<u16>,
    /// `opModImpLimW`: ActivePower, optional, CSIP-AUS 1.2.
    pub op_mod_imp_lim_w: Option<ActivePower>,
    /// `opModExpLimW`: ActivePower, optional, CSIP-AUS 1.2.
    pub op_mod_exp_lim_w: Option<ActivePower>,
    /// `opModGenLimW`: ActivePower, optional, CSIP-AUS 1.2.
    pub op_mod_gen_lim_w: Option<ActivePower>,
    /// `opModLoadLimW`: ActivePower, optional, CSIP-AUS 1.2.
    pub op_mod_load_lim_w: Option<ActivePower>,
    /// `opModStorageTargetW`: ActivePower, optional, CSIP-AUS 1.3 and its draft v1.3-beta/storage.
    pub op_mod_storage_target_w: Option<ActivePower>,
}

impl Node for DERControlBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERControlBase", "DERControlBase", false, &[], &[
            el("opModConnect", Maybe, B, 0),
            el("opModDeltaVar", Maybe, N, 0),
            el("opModDeltaW", Maybe, N, 0),
            el("opModEnergize", Maybe, B, 0),
            el("opModFixedPFAbsorbW", Maybe, B, 0),
            el("opModFixedPFInjectW", Maybe, B, 0),
            el("opModFixedV", Maybe, N, 0),
            el("opModFixedVar", Maybe, B, 0),
            el("opModFixedW", Maybe, B, 0),
            el("opModFreqDroop", Maybe, B, 0),
            el("opModFreqWatt", Maybe, B, 0),
            el("opModGridConnectPermit", Maybe, N, 0),
            el("opModHFRTMayTrip", Maybe, B, 0),
            el("opModHFRTMustTrip", Maybe, B, 0),
            el("opModHVRTMayTrip", Maybe, B, 0),
            el("opModHVRTMomentaryCessation", Maybe, B, 0),
            el("opModHVRTMustTrip", Maybe, B, 0),
            el("opModIslandPermit", Maybe, N, 0),
            el("opModLFRTMayTrip", Maybe, B, 0),
            el("opModLFRTMustTrip", Maybe, B, 0),
            el("opModLVRTMayTrip", Maybe, B, 0),
            el("opModLVRTMomentaryCessation", Maybe, B, 0),
            el("opModLVRTMustTrip", Maybe, B, 0),
            el("opModMaxLimPctVAAbsorb", Maybe, N, 0),
            el("opModMaxLimPctVAInject", Maybe, N, 0),
            el("opModMaxLimPctVarAbsorb", Maybe, N, 0),
            el("opModMaxLimPctVarInject", Maybe, N, 0),
            el("opModMaxLimPctWAbsorb", Maybe, N, 0),
            el("opModMaxLimVarAbsorb", Maybe, N, 0),
            el("opModMaxLimVarInject", Maybe, N, 0),
            el("opModMaxLimW", Maybe, B, 0),
            el("opModMaxLimWAbsorb", Maybe, N, 0),
            el("opModMaxLimWInject", Maybe, N, 0),
            el("opModTargetV", Maybe, N, 0),
            el("opModTargetVar", Maybe, B, 0),
            el("opModTargetW", Maybe, B, 0),
            el("opModVoltVar", Maybe, B, 0),
            el("opModVoltWatt", Maybe, B, 0),
            el("opModWattPF", Maybe, B, 0),
            el("opModWattVar", Maybe, B, 0),
            el("rampTms", Maybe, B, 0),
            el("opModImpLimW", Maybe, V12, 0),
            el("opModExpLimW", Maybe, V12, 0),
            el("opModGenLimW", Maybe, V12, 0),
            el("opModLoadLimW", Maybe, V12, 0),
            el("opModStorageTargetW", Maybe, V13B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.op_mod_connect,
            1 => &self.op_mod_delta_var,
            2 => &self.op_mod_delta_w,
            3 => &self.op_mod_energize,
            4 => &self.op_mod_fixed_pf_absorb_w,
            5 => &self.op_mod_fixed_pf_inject_w,
            6 => &self.op_mod_fixed_v,
            7 => &self.op_mod_fixed_var,
            8 => &self.op_mod_fixed_w,
            9 => &self.op_mod_freq_droop,
            10 => &self.op_mod_freq_watt,
            11 => &self.op_mod_grid_connect_permit,
            12 => &self.op_mod_hfrt_may_trip,
            13 => &self.op_mod_hfrt_must_trip,
            14 => &self.op_mod_hvrt_may_trip,
            15 => &self.op_mod_hvrt_momentary_cessation,
            16 => &self.op_mod_hvrt_must_trip,
            17 => &self.op_mod_island_permit,
            18 => &self.op_mod_lfrt_may_trip,
            19 => &self.op_mod_lfrt_must_trip,
            20 => &self.op_mod_lvrt_may_trip,
            21 => &self.op_mod_lvrt_momentary_cessation,
            22 => &self.op_mod_lvrt_must_trip,
            23 => &self.op_mod_max_lim_pct_va_absorb,
            24 => &self.op_mod_max_lim_pct_va_inject,
            25 => &self.op_mod_max_lim_pct_var_absorb,
            26 => &self.op_mod_max_lim_pct_var_inject,
            27 => &self.op_mod_max_lim_pct_w_absorb,
            28 => &self.op_mod_max_lim_var_absorb,
            29 => &self.op_mod_max_lim_var_inject,
            30 => &self.op_mod_max_lim_w,
            31 => &self.op_mod_max_lim_w_absorb,
            32 => &self.op_mod_max_lim_w_inject,
            33 => &self.op_mod_target_v,
            34 => &self.op_mod_target_var,
            35 => &self.op_mod_target_w,
            36 => &self.op_mod_volt_var,
            37 => &self.op_mod_volt_watt,
            38 => &self.op_mod_watt_pf,
            39 => &self.op_mod_watt_var,
            40 => &self.ramp_tms,
            41 => &self.op_mod_imp_lim_w,
            42 => &self.op_mod_exp_lim_w,
            43 => &self.op_mod_gen_lim_w,
            44 => &self.op_mod_load_lim_w,
            45 => &self.op_mod_storage_target_w,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.op_mod_connect,
            1 => &mut self.op_mod_delta_var,
            2 => &mut self.op_mod_delta_w,
            3 => &mut self.op_mod_energize,
            4 => &mut self.op_mod_fixed_pf_absorb_w,
            5 => &mut self.op_mod_fixed_pf_inject_w,
            6 => &mut self.op_mod_fixed_v,
            7 => &mut self.op_mod_fixed_var,
            8 => &mut self.op_mod_fixed_w,
            9 => &mut self.op_mod_freq_droop,
            10 => &mut self.op_mod_freq_watt,
            11 => &mut self.op_mod_grid_connect_permit,
            12 => &mut self.op_mod_hfrt_may_trip,
            13 => &mut self.op_mod_hfrt_must_trip,
            14 => &mut self.op_mod_hvrt_may_trip,
            15 => &mut self.op_mod_hvrt_momentary_cessation,
            16 => &mut self.op_mod_hvrt_must_trip,
            17 => &mut self.op_mod_island_permit,
            18 => &mut self.op_mod_lfrt_may_trip,
            19 => &mut self.op_mod_lfrt_must_trip,
            20 => &mut self.op_mod_lvrt_may_trip,
            21 => &mut self.op_mod_lvrt_momentary_cessation,
            22 => &mut self.op_mod_lvrt_must_trip,
            23 => &mut self.op_mod_max_lim_pct_va_absorb,
            24 => &mut self.op_mod_max_lim_pct_va_inject,
            25 => &mut self.op_mod_max_lim_pct_var_absorb,
            26 => &mut self.op_mod_max_lim_pct_var_inject,
            27 => &mut self.op_mod_max_lim_pct_w_absorb,
            28 => &mut self.op_mod_max_lim_var_absorb,
            29 => &mut self.op_mod_max_lim_var_inject,
            30 => &mut self.op_mod_max_lim_w,
            31 => &mut self.op_mod_max_lim_w_absorb,
            32 => &mut self.op_mod_max_lim_w_inject,
            33 => &mut self.op_mod_target_v,
            34 => &mut self.op_mod_target_var,
            35 => &mut self.op_mod_target_w,
            36 => &mut self.op_mod_volt_var,
            37 => &mut self.op_mod_volt_watt,
            38 => &mut self.op_mod_watt_pf,
            39 => &mut self.op_mod_watt_var,
            40 => &mut self.ramp_tms,
            41 => &mut self.op_mod_imp_lim_w,
            42 => &mut self.op_mod_exp_lim_w,
            43 => &mut self.op_mod_gen_lim_w,
            44 => &mut self.op_mod_load_lim_w,
            45 => &mut self.op_mod_storage_target_w,
            _ => return None,
        })
    }
}

element!(DERControlBase, "DERControlBase");

/// `DefaultDERControl`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DefaultDERControl {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `replyTo`: attribute, anyURI, optional, 2023.
    pub reply_to: Option<String>,
    /// `responseRequired`: attribute, HexBinary8, optional, 2023, default 00.
    pub response_required: Option<HexBinary8>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `DERControlBase`: DERControlBase, required, both editions.
    pub der_control_base: DERControlBase,
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
    /// `setGradW`: UInt16, optional, both editions.
    pub set_grad_w: Option<u16>,
    /// `setSoftGradW`: UInt16, optional, both editions.
    pub set_soft_grad_w: Option<u16>,
    /// `updatedTime`: TimeType, optional, 2023.
    pub updated_time: Option<TimeType>,
}

impl Node for DefaultDERControl {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DefaultDERControl", "DefaultDERControl", false, &["Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject", "SubscribableIdentifiedObject", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("replyTo", Maybe, N, 0),
            at("responseRequired", Maybe, N, 0),
            at("subscribable", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("DERControlBase", One, B, 0),
            el("setESDelay", Maybe, B, 0),
            el("setESHighFreq", Maybe, B, 0),
            el("setESHighVolt", Maybe, B, 0),
            el("setESLowFreq", Maybe, B, 0),
            el("setESLowVolt", Maybe, B, 0),
            el("setESRampTms", Maybe, B, 0),
            el("setESRandomDelay", Maybe, B, 0),
            el("setGradW", Maybe, B, 0),
            el("setSoftGradW", Maybe, B, 0),
            el("updatedTime", Maybe, N, 0),
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
            7 => &self.der_control_base,
            8 => &self.set_es_delay,
            9 => &self.set_es_high_freq,
            10 => &self.set_es_high_volt,
            11 => &self.set_es_low_freq,
            12 => &self.set_es_low_volt,
            13 => &self.set_es_ramp_tms,
            14 => &self.set_es_random_delay,
            15 => &self.set_grad_w,
            16 => &self.set_soft_grad_w,
            17 => &self.updated_time,
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
            7 => &mut self.der_control_base,
            8 => &mut self.set_es_delay,
            9 => &mut self.set_es_high_freq,
            10 => &mut self.set_es_high_volt,
            11 => &mut self.set_es_low_freq,
            12 => &mut self.set_es_low_volt,
            13 => &mut self.set_es_ramp_tms,
            14 => &mut self.set_es_random_delay,
            15 => &mut self.set_grad_w,
            16 => &mut self.set_soft_grad_w,
            17 => &mut self.updated_time,
            _ => return None,
        })
    }
}

element!(DefaultDERControl, "DefaultDERControl", subscribable B);

/// `DERControlList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERControlList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribable`: attribute, SubscribableType, optional, both editions, default 0.
    pub subscribable: Option<SubscribableType>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `DERControl`: DERControl, any number, both editions.
    pub der_control: Vec<DERControl>,
}

impl Node for DERControlList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERControlList", "DERControlList", false, &["Resource", "SubscribableList", "SubscribableResource"], &[
            at("href", Maybe, B, 0),
            at("subscribable", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("DERControl", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribable,
            2 => &self.all,
            3 => &self.results,
            4 => &self.der_control,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribable,
            2 => &mut self.all,
            3 => &mut self.results,
            4 => &mut self.der_control,
            _ => return None,
        })
    }
}

element!(DERControlList, "DERControlList", subscribable B);

/// `DERControl`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERControl {
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
    /// `DERControlBase`: DERControlBase, required, both editions.
    pub der_control_base: DERControlBase,
    /// `deviceCategory`: DeviceCategoryType, optional, both editions.
    pub device_category: Option<DeviceCategoryType>,
}

impl Node for DERControl {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERControl", "DERControl", false, &["Event", "RandomizableEvent", "Resource", "RespondableResource", "RespondableSubscribableIdentifiedObject"], &[
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
            el("DERControlBase", One, B, 0),
            el("deviceCategory", Maybe, B, 0),
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
            12 => &self.der_control_base,
            13 => &self.device_category,
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
            12 => &mut self.der_control_base,
            13 => &mut self.device_category,
            _ => return None,
        })
    }
}

element!(DERControl, "DERControl", subscribable B);

/// `DERCurveList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCurveList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `DERCurve`: DERCurve, any number, both editions.
    pub der_curve: Vec<DERCurve>,
}

impl Node for DERCurveList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCurveList", "DERCurveList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("DERCurve", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.der_curve,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.der_curve,
            _ => return None,
        })
    }
}

element!(DERCurveList, "DERCurveList");

/// `DERCurve`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCurve {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `autonomousVRefEnable`: boolean, optional, both editions, default false in 2023.
    pub autonomous_v_ref_enable: Option<bool>,
    /// `autonomousVRefTimeConstant`: UInt32, optional, both editions.
    pub autonomous_v_ref_time_constant: Option<u32>,
    /// `creationTime`: TimeType, required, both editions.
    pub creation_time: TimeType,
    /// `CurveData`: CurveData, 1..10, both editions.
    pub curve_data: Vec<CurveData>,
    /// `curveType`: DERCurveType, required, both editions.
    pub curve_type: DERCurveType,
    /// `openLoopTms`: UInt16, optional, both editions.
    pub open_loop_tms: Option<u16>,
    /// `rampDecTms`: UInt16, optional, both editions.
    pub ramp_dec_tms: Option<u16>,
    /// `rampIncTms`: UInt16, optional, both editions.
    pub ramp_inc_tms: Option<u16>,
    /// `rampPT1Tms`: UInt16, optional, both editions.
    pub ramp_pt1_tms: Option<u16>,
    /// `vRef`: PerCent, optional, both editions.
    pub v_ref: Option<PerCent>,
    /// `xMultiplier`: PowerOfTenMultiplierType, required, both editions.
    pub x_multiplier: PowerOfTenMultiplierType,
    /// `yMultiplier`: PowerOfTenMultiplierType, required, both editions.
    pub y_multiplier: PowerOfTenMultiplierType,
    /// `yRefType`: DERUnitRefType, required, both editions.
    pub y_ref_type: DERUnitRefType,
}

impl Node for DERCurve {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCurve", "DERCurve", false, &["IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("autonomousVRefEnable", Maybe, B, 0),
            el("autonomousVRefTimeConstant", Maybe, B, 0),
            el("creationTime", One, B, 0),
            el("CurveData", UpTo10, B, 0),
            el("curveType", One, B, 0),
            el("openLoopTms", Maybe, B, 0),
            el("rampDecTms", Maybe, B, 0),
            el("rampIncTms", Maybe, B, 0),
            el("rampPT1Tms", Maybe, B, 0),
            el("vRef", Maybe, B, 0),
            el("xMultiplier", One, B, 0),
            el("yMultiplier", One, B, 0),
            el("yRefType", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.mrid,
            2 => &self.description,
            3 => &self.version,
            4 => &self.autonomous_v_ref_enable,
            5 => &self.autonomous_v_ref_time_constant,
            6 => &self.creation_time,
            7 => &self.curve_data,
            8 => &self.curve_type,
            9 => &self.open_loop_tms,
            10 => &self.ramp_dec_tms,
            11 => &self.ramp_inc_tms,
            12 => &self.ramp_pt1_tms,
            13 => &self.v_ref,
            14 => &self.x_multiplier,
            15 => &self.y_multiplier,
            16 => &self.y_ref_type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.mrid,
            2 => &mut self.description,
            3 => &mut self.version,
            4 => &mut self.autonomous_v_ref_enable,
            5 => &mut self.autonomous_v_ref_time_constant,
            6 => &mut self.creation_time,
            7 => &mut self.curve_data,
            8 => &mut self.curve_type,
            9 => &mut self.open_loop_tms,
            10 => &mut self.ramp_dec_tms,
            11 => &mut self.ramp_inc_tms,
            12 => &mut self.ramp_pt1_tms,
            13 => &mut self.v_ref,
            14 => &mut self.x_multiplier,
            15 => &mut self.y_multiplier,
            16 => &mut self.y_ref_type,
            _ => return None,
        })
    }
}

element!(DERCurve, "DERCurve");

/// `DERCurveControlType`, 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DERCurveControlType {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `disabled`: attribute, boolean, optional, 2023, default false.
    pub disabled: Option<bool>,
    /// `mRID`: mRIDType, required, both editions.
    pub mrid: MRIDType,
    /// `description`: String32, optional, both editions.
    pub description: Option<String32>,
    /// `version`: VersionType, optional, both editions, default 0 in 2023.
    pub version: Option<VersionType>,
    /// `autonomousVRefEnable`: boolean, optional, both editions, default false in 2023.
    pub autonomous_v_ref_enable: Option<bool>,
    /// `autonomousVRefTimeConstant`: UInt32, optional, both editions.
    pub autonomous_v_ref_time_constant: Option<u32>,
    /// `creationTime`: TimeType, required, both editions.
    pub creation_time: TimeType,
    /// `CurveData`: CurveData, 1..10, both editions.
    pub curve_data: Vec<CurveData>,
    /// `curveType`: DERCurveType, required, both editions.
    pub curve_type: DERCurveType,
    /// `openLoopTms`: UInt16, optional, both editions.
    pub open_loop_tms: Option<u16>,
    /// `rampDecTms`: UInt16, optional, both editions.
    pub ramp_dec_tms: Option<u16>,
    /// `rampIncTms`: UInt16, optional, both editions.
    pub ramp_inc_tms: Option<u16>,
    /// `rampPT1Tms`: UInt16, optional, both editions.
    pub ramp_pt1_tms: Option<u16>,
    /// `vRef`: PerCent, optional, both editions.
    pub v_ref: Option<PerCent>,
    /// `xMultiplier`: PowerOfTenMultiplierType, required, both editions.
    pub x_multiplier: PowerOfTenMultiplierType,
    /// `yMultiplier`: PowerOfTenMultiplierType, required, both editions.
    pub y_multiplier: PowerOfTenMultiplierType,
    /// `yRefType`: DERUnitRefType, required, both editions.
    pub y_ref_type: DERUnitRefType,
}

impl Node for DERCurveControlType {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("DERCurveControlType", "DERCurveControlType", false, &["DERCurve", "IdentifiedObject", "Resource"], &[
            at("href", Maybe, B, 0),
            at("disabled", Maybe, N, 0),
            el("mRID", One, B, 0),
            el("description", Maybe, B, 32),
            el("version", Maybe, B, 0),
            el("autonomousVRefEnable", Maybe, B, 0),
            el("autonomousVRefTimeConstant", Maybe, B, 0),
            el("creationTime", One, B, 0),
            el("CurveData", UpTo10, B, 0),
            el("curveType", One, B, 0),
            el("openLoopTms", Maybe, B, 0),
            el("rampDecTms", Maybe, B, 0),
            el("rampIncTms", Maybe, B, 0),
            el("rampPT1Tms", Maybe, B, 0),
            el("vRef", Maybe, B, 0),
            el("xMultiplier", One, B, 0),
            el("yMultiplier", One, B, 0),
            el("yRefType", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.disabled,
            2 => &self.mrid,
            3 => &self.description,
            4 => &self.version,
            5 => &self.autonomous_v_ref_enable,
            6 => &self.autonomous_v_ref_time_constant,
            7 => &self.creation_time,
            8 => &self.curve_data,
            9 => &self.curve_type,
            10 => &self.open_loop_tms,
            11 => &self.ramp_dec_tms,
            12 => &self.ramp_inc_tms,
            13 => &self.ramp_pt1_tms,
            14 => &self.v_ref,
            15 => &self.x_multiplier,
            16 => &self.y_multiplier,
            17 => &self.y_ref_type,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.disabled,
            2 => &mut self.mrid,
            3 => &mut self.description,
            4 => &mut self.version,
            5 => &mut self.autonomous_v_ref_enable,
            6 => &mut self.autonomous_v_ref_time_constant,
            7 => &mut self.creation_time,
            8 => &mut self.curve_data,
            9 => &mut self.curve_type,
            10 => &mut self.open_loop_tms,
            11 => &mut self.ramp_dec_tms,
            12 => &mut self.ramp_inc_tms,
            13 => &mut self.ramp_pt1_tms,
            14 => &mut self.v_ref,
            15 => &mut self.x_multiplier,
            16 => &mut self.y_multiplier,
            17 => &mut self.y_ref_type,
            _ => return None,
        })
    }
}

element!(DERCurveControlType, "DERCurveControlType");

/// `CurveData`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CurveData {
    /// `excitation`: boolean, optional, both editions.
    pub excitation: Option<bool>,
    /// `xvalue`: Int32, required, both editions.
    pub xvalue: i32,
    /// `yvalue`: Int32, required, both editions.
    pub yvalue: i32,
}

impl Node for CurveData {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("CurveData", "CurveData", false, &[], &[
            el("excitation", Maybe, B, 0),
            el("xvalue", One, B, 0),
            el("yvalue", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.excitation,
            1 => &self.xvalue,
            2 => &self.yvalue,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.excitation,
            1 => &mut self.xvalue,
            2 => &mut self.yvalue,
            _ => return None,
        })
    }
}

element!(CurveData, "CurveData");
