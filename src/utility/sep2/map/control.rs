//! DERControlBase to modes and values.

use super::super::content::CurveLinks;
use super::scale;
use tieline_core::model::{
    CentiPercent, Control, ControlValue, Curve, CurveKind, CurvePoint, FixedVarReference, FreqDroop, Millihertz, Mode,
    PowerFactor, Rounding, Vars, Watts,
};
use tieline_schemas::sep2 as wire;

/// What a control asks for, and the curves that it names. Modes that the server has switched off are left out
/// [X23 `disabled`].
pub(super) fn control(base: &wire::DERControlBase) -> (Control, CurveLinks) {
    let mut control = Control { ramp_centiseconds: base.ramp_tms, ..Control::default() };
    let found = plain_modes(base).into_iter().chain(power_modes(base)).chain(csip_aus_modes(base));
    control.modes.extend(found.filter_map(|(mode, value)| Some((mode, value?))));
    (control, curve_links(base))
}

fn plain_modes(base: &wire::DERControlBase) -> [(Mode, Option<ControlValue>); 8] {
    let pf = |pf: &wire::PowerFactorWithExcitationControlType| {
        on(pf.disabled).then(|| power_factor(pf.displacement, pf.multiplier, pf.excitation)).flatten()
    };
    let fixed_w = base.op_mod_fixed_w.as_ref().filter(|v| on(v.disabled)).map(|v| fixed_w(v.value));
    let max_lim_w = base.op_mod_max_lim_w.as_ref().filter(|v| on(v.disabled)).map(|v| max_lim_w(v.value));
    let fixed_var = base.op_mod_fixed_var.as_ref().filter(|v| on(v.disabled)).map(|v| fixed_var(v.ref_type, v.value));
    [
        (Mode::Connect, base.op_mod_connect.map(ControlValue::Permit)),
        (Mode::Energize, base.op_mod_energize.map(ControlValue::Permit)),
        (Mode::FixedPfInject, base.op_mod_fixed_pf_inject_w.as_ref().and_then(pf)),
        (Mode::FixedPfAbsorb, base.op_mod_fixed_pf_absorb_w.as_ref().and_then(pf)),
        (Mode::FixedVar, fixed_var),
        (Mode::FixedW, fixed_w),
        (Mode::MaxLimW, max_lim_w),
        (Mode::FreqDroop, base.op_mod_freq_droop.as_ref().filter(|v| on(v.disabled)).map(freq_droop)),
    ]
}

fn power_modes(base: &wire::DERControlBase) -> [(Mode, Option<ControlValue>); 2] {
    let w = base.op_mod_target_w.as_ref().filter(|v| on(v.disabled));
    let var = base.op_mod_target_var.as_ref().filter(|v| on(v.disabled));
    [
        (Mode::TargetW, w.and_then(|v| target_w(v.value, v.multiplier))),
        (Mode::TargetVar, var.and_then(|v| target_var(v.value, v.multiplier))),
    ]
}

fn csip_aus_modes(base: &wire::DERControlBase) -> [(Mode, Option<ControlValue>); 5] {
    let limit = |power: &Option<wire::ActivePower>| power.as_ref().and_then(|p| limit_w(p.value, p.multiplier));
    let storage = base.op_mod_storage_target_w.as_ref();
    [
        (Mode::ExpLimW, limit(&base.op_mod_exp_lim_w)),
        (Mode::ImpLimW, limit(&base.op_mod_imp_lim_w)),
        (Mode::GenLimW, limit(&base.op_mod_gen_lim_w)),
        (Mode::LoadLimW, limit(&base.op_mod_load_lim_w)),
        (Mode::StorageTargetW, storage.and_then(|p| target_w(p.value, p.multiplier))),
    ]
}

/// [X23 disabled]
fn on(disabled: Option<bool>) -> bool {
    disabled != Some(true)
}

/// opModFixedW, hundredths of a percent: negative charges, as inside [X18 SignedPerCent] [2030.5 opModFixedW].
fn fixed_w(share: i16) -> ControlValue {
    ControlValue::Share(CentiPercent(i32::from(share)))
}

/// opModMaxLimW, hundredths of a percent of setMaxW [X18 PerCent] [2030.5 opModMaxLimW; CSIP BASIC-010].
fn max_lim_w(share: u16) -> ControlValue {
    ControlValue::Share(CentiPercent(i32::from(share)))
}

/// opModTargetW and opModStorageTargetW: positive discharges or generates, as inside; towards zero [X18 ActivePower].
/// [2030.5 opModTargetW]
fn target_w(value: i16, multiplier: i8) -> Option<ControlValue> {
    scale::decode(i64::from(value), multiplier, Rounding::TowardsZero).map(|w| ControlValue::Watts(Watts(w)))
}

/// opModTargetVar: positive injects, as inside; towards zero [X18 ReactivePower].
fn target_var(value: i16, multiplier: i8) -> Option<ControlValue> {
    scale::decode(i64::from(value), multiplier, Rounding::TowardsZero).map(|var| ControlValue::Vars(Vars(var)))
}

/// The four CSIP-AUS limits in watts: a magnitude, rounded towards zero; a negative one counts as zero, the safe side
/// [CSIP-AUS opModExpLimW, opModImpLimW, opModGenLimW, opModLoadLimW].
fn limit_w(value: i16, multiplier: i8) -> Option<ControlValue> {
    let w = scale::decode(i64::from(value), multiplier, Rounding::Down)?;
    Some(ControlValue::Watts(Watts(w.max(0))))
}

/// opModFixedVar: positive injects, as inside [X18 FixedVar, DERUnitRefType] [2030.5 opModFixedVar].
fn fixed_var(reference: u8, share: i16) -> ControlValue {
    let reference = match reference {
        1 => FixedVarReference::SetMaxW,
        2 => FixedVarReference::SetMaxVar,
        3 => FixedVarReference::StatVarAvail,
        other => FixedVarReference::Other(other),
    };
    ControlValue::FixedVar { reference, share: CentiPercent(i32::from(share)) }
}

/// A power factor: displacement times ten to the multiplier, in ten-thousandths; excitation true absorbs vars
/// [X18 PowerFactorWithExcitation]. `None` above 1 [2030.5 opModFixedPFInjectW].
fn power_factor(displacement: u16, multiplier: i8, excitation: bool) -> Option<ControlValue> {
    let power = multiplier.checked_add(4)?;
    let ten_thousandths = scale::decode(i64::from(displacement), power, Rounding::Up)?;
    let displacement = u16::try_from(ten_thousandths).ok().filter(|d| *d <= 10_000)?;
    Some(ControlValue::PowerFactor(PowerFactor { displacement, absorbing: excitation }))
}

/// Droop: dead bands come in thousandths of a hertz, slopes in thousandths [X18 FreqDroopType].
/// [2030.5 opModFreqDroop]
fn freq_droop(droop: &wire::FreqDroopType) -> ControlValue {
    ControlValue::FreqDroop(FreqDroop {
        deadband_over: Millihertz(i64::from(droop.dbof)),
        deadband_under: Millihertz(i64::from(droop.dbuf)),
        slope_over: droop.kof,
        slope_under: droop.kuf,
        open_loop_centiseconds: droop.open_loop_tms,
    })
}

fn curve_links(base: &wire::DERControlBase) -> CurveLinks {
    let links = [
        (CurveKind::FreqWatt, &base.op_mod_freq_watt),
        (CurveKind::HfrtMayTrip, &base.op_mod_hfrt_may_trip),
        (CurveKind::HfrtMustTrip, &base.op_mod_hfrt_must_trip),
        (CurveKind::HvrtMayTrip, &base.op_mod_hvrt_may_trip),
        (CurveKind::HvrtMomentaryCessation, &base.op_mod_hvrt_momentary_cessation),
        (CurveKind::HvrtMustTrip, &base.op_mod_hvrt_must_trip),
        (CurveKind::LfrtMayTrip, &base.op_mod_lfrt_may_trip),
        (CurveKind::LfrtMustTrip, &base.op_mod_lfrt_must_trip),
        (CurveKind::LvrtMayTrip, &base.op_mod_lvrt_may_trip),
        (CurveKind::LvrtMomentaryCessation, &base.op_mod_lvrt_momentary_cessation),
        (CurveKind::LvrtMustTrip, &base.op_mod_lvrt_must_trip),
        (CurveKind::VoltVar, &base.op_mod_volt_var),
        (CurveKind::VoltWatt, &base.op_mod_volt_watt),
        (CurveKind::WattPf, &base.op_mod_watt_pf),
        (CurveKind::WattVar, &base.op_mod_watt_var),
    ];
    let named = |link: &Option<wire::DERCurveLink>| Some(link.as_ref().filter(|link| on(link.disabled))?.href.clone());
    links.into_iter().filter_map(|(kind, link)| Some((kind, named(link)?))).collect()
}

/// A curve, its points by rising x; `None` for a type that the standard does not have or without a point [X18 DERCurve].
pub(super) fn curve(curve: &wire::DERCurve) -> Option<Curve> {
    let kind = CurveKind::from_number(curve.curve_type)?;
    let point = |p: &wire::CurveData| CurvePoint { x: p.xvalue, y: p.yvalue, excitation: p.excitation };
    let mut points: Vec<CurvePoint> = curve.curve_data.iter().take(10).map(point).collect();
    points.sort_by_key(|point| point.x);
    (!points.is_empty()).then(|| Curve {
        kind,
        x_multiplier: curve.x_multiplier,
        y_multiplier: curve.y_multiplier,
        y_ref: curve.y_ref_type,
        points,
        open_loop_centiseconds: curve.open_loop_tms,
        autonomous_v_ref: curve.autonomous_v_ref_enable,
        autonomous_v_ref_centiseconds: curve.autonomous_v_ref_time_constant,
        v_ref: curve.v_ref.map(|share| CentiPercent(i32::from(share))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Limits, decode_as};

    fn modes(xml: &str) -> Control {
        let text = format!(
            "<DERControlBase xmlns=\"urn:ieee:std:2030.5:ns\" xmlns:a=\"https://csipaus.org/ns\">{xml}</DERControlBase>"
        );
        control(&decode_as::<wire::DERControlBase>(text.as_bytes(), &Limits::default()).expect("decodes")).0
    }

    fn value(xml: &str, mode: Mode) -> Option<ControlValue> {
        modes(xml).modes.get(&mode).cloned()
    }

    #[test]
    fn limits_in_watts_are_magnitudes_with_their_power_of_ten() {
        let xml = |name: &str| format!("<a:{name}><multiplier>1</multiplier><value>10000</value></a:{name}>");
        let hundred_kw = Some(ControlValue::Watts(Watts(100_000)));
        assert_eq!(value(&xml("opModExpLimW"), Mode::ExpLimW), hundred_kw);
        assert_eq!(value(&xml("opModImpLimW"), Mode::ImpLimW), hundred_kw);
        assert_eq!(value(&xml("opModGenLimW"), Mode::GenLimW), hundred_kw);
        assert_eq!(value(&xml("opModLoadLimW"), Mode::LoadLimW), hundred_kw);
        assert_eq!(limit_w(-5, 0), Some(ControlValue::Watts(Watts(0))));
    }

    #[test]
    fn shares_keep_their_sign() {
        assert_eq!(
            value("<opModMaxLimW>9500</opModMaxLimW>", Mode::MaxLimW),
            Some(ControlValue::Share(CentiPercent(9_500)))
        );
        assert_eq!(
            value("<opModFixedW>-2500</opModFixedW>", Mode::FixedW),
            Some(ControlValue::Share(CentiPercent(-2_500)))
        );
    }

    /// [2030.5 opModTargetW]
    #[test]
    fn targets_are_signed_towards_the_grid() {
        let xml = |n: &str| format!("<{n}><multiplier>2</multiplier><value>-30</value></{n}>");
        assert_eq!(value(&xml("opModTargetW"), Mode::TargetW), Some(ControlValue::Watts(Watts(-3_000))));
        assert_eq!(value(&xml("opModTargetVar"), Mode::TargetVar), Some(ControlValue::Vars(Vars(-3_000))));
    }

    /// [2030.5 opModFixedVar]
    #[test]
    fn fixed_var_names_what_it_is_a_share_of() {
        let xml = "<opModFixedVar><refType>2</refType><value>-4400</value></opModFixedVar>";
        let expected = ControlValue::FixedVar { reference: FixedVarReference::SetMaxVar, share: CentiPercent(-4_400) };
        assert_eq!(value(xml, Mode::FixedVar), Some(expected));
    }

    /// [2030.5 opModFixedPFInjectW]
    #[test]
    fn a_power_factor_of_095_absorbing_is_9500_ten_thousandths() {
        let xml = "<opModFixedPFInjectW><displacement>95</displacement><excitation>true</excitation>\
                   <multiplier>-2</multiplier></opModFixedPFInjectW>";
        let expected = ControlValue::PowerFactor(PowerFactor { displacement: 9_500, absorbing: true });
        assert_eq!(value(xml, Mode::FixedPfInject), Some(expected));
        assert_eq!(power_factor(9_500, -4, false), power_factor(950, -3, false));
        assert_eq!(power_factor(2, 0, false), None, "above one");
    }

    #[test]
    fn permissions_and_the_ramp_come_through() {
        let found =
            modes("<opModConnect>true</opModConnect><opModEnergize>false</opModEnergize><rampTms>3000</rampTms>");
        assert_eq!(found.modes.get(&Mode::Connect), Some(&ControlValue::Permit(true)));
        assert_eq!(found.modes.get(&Mode::Energize), Some(&ControlValue::Permit(false)));
        assert_eq!(found.ramp_centiseconds, Some(3_000));
    }

    #[test]
    fn droop_is_in_thousandths() {
        let xml = "<opModFreqDroop><dBOF>36</dBOF><dBUF>17</dBUF><kOF>50</kOF><kUF>40</kUF><openLoopTms>500</openLoopTms>\
                   </opModFreqDroop>";
        let Some(ControlValue::FreqDroop(droop)) = value(xml, Mode::FreqDroop) else { panic!("no droop") };
        assert_eq!((droop.deadband_over, droop.deadband_under), (Millihertz(36), Millihertz(17)));
        assert_eq!((droop.slope_over, droop.slope_under, droop.open_loop_centiseconds), (50, 40, 500));
    }

    /// [X23 disabled]
    #[test]
    fn a_mode_that_the_server_disabled_is_left_out() {
        let xml = "<opModMaxLimW disabled=\"true\">9500</opModMaxLimW>";
        assert_eq!(value(xml, Mode::MaxLimW), None);
    }
}
