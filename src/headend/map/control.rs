//! Programs, their events, defaults and curves.

use super::super::documents::{CurveDocument, DefaultDocument, EventDocument, ProgramDocument};
use super::super::life::Standing;
use super::super::paging::Page;
use super::super::route::Route;
use super::super::settings::ServedEdition;
use super::{SUBSCRIBABLE, Shown, href, link_to, mode_2023, text};
use tieline_core::model::{
    Control, ControlValue, Curve, CurveKind, EventStatus, FixedVarReference, FreqDroop, Mode, PowerFactor, Seconds,
    UtcSeconds,
};
use tieline_schemas::sep2 as wire;
use tieline_schemas::sep2::{HexBinary8, HexBinary128};

/// A program with what belongs to it.
#[derive(Debug, Clone)]
pub(in super::super) struct ProgramView {
    /// Its number.
    pub(in super::super) number: u32,
    /// The program.
    pub(in super::super) document: ProgramDocument,
    /// Events in its list.
    pub(in super::super) controls: u32,
    /// Those that are active.
    pub(in super::super) active: u32,
    /// Whether it has a default.
    pub(in super::super) has_default: bool,
    /// Its curves.
    pub(in super::super) curves: u32,
}

/// An event as it stands.
#[derive(Debug, Clone)]
pub(in super::super) struct ControlView {
    /// Its program.
    pub(in super::super) program: u32,
    /// Its number.
    pub(in super::super) number: u32,
    /// The event.
    pub(in super::super) document: EventDocument,
    /// How it stands.
    pub(in super::super) standing: Standing,
}

/// A page of the programs of an assignment, at `at`.
pub(in super::super) fn program_list(shown: Shown, at: Route, page: Page<ProgramView>) -> Vec<u8> {
    shown.encode(&wire::DERProgramList {
        subscribable: SUBSCRIBABLE,
        href: href(at),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        der_program: page.items.iter().map(program_of).collect(),
        ..Default::default()
    })
}

/// One program.
pub(in super::super) fn program(shown: Shown, view: &ProgramView) -> Vec<u8> {
    shown.encode(&program_of(view))
}

fn program_of(view: &ProgramView) -> wire::DERProgram {
    let number = view.number;
    let default = link_to!(DefaultDERControlLink, Route::DefaultControl(number));
    let curves = link_to!(DERCurveListLink, Route::Curves(number), view.curves);
    wire::DERProgram {
        subscribable: SUBSCRIBABLE,
        href: href(Route::Program(number)),
        mrid: HexBinary128(view.document.mrid.0),
        description: text(&view.document.description),
        version: Some(view.document.version),
        active_der_control_list_link: link_to!(ActiveDERControlListLink, Route::ActiveControls(number), view.active),
        default_der_control_link: default.filter(|_| view.has_default),
        der_control_list_link: link_to!(DERControlListLink, Route::Controls(number), view.controls),
        der_curve_list_link: curves.filter(|_| view.curves > 0),
        primacy: view.document.primacy,
        ..Default::default()
    }
}

/// A page of a program's events, or of its active ones, at `at`.
pub(in super::super) fn control_list(shown: Shown, at: Route, page: Page<ControlView>) -> Vec<u8> {
    shown.encode(&wire::DERControlList {
        subscribable: SUBSCRIBABLE,
        href: href(at),
        all: page.all,
        results: page.items.len() as u32,
        der_control: page.items.iter().map(|view| control_of(shown, view)).collect(),
        ..Default::default()
    })
}

/// One event.
pub(in super::super) fn control(shown: Shown, view: &ControlView) -> Vec<u8> {
    shown.encode(&control_of(shown, view))
}

fn control_of(shown: Shown, view: &ControlView) -> wire::DERControl {
    let event = &view.document;
    let shift = |seconds: Option<Seconds>| seconds.and_then(|seconds| i16::try_from(seconds.0).ok());
    wire::DERControl {
        subscribable: SUBSCRIBABLE,
        reply_to: href(Route::Responses(view.program)),
        response_required: Some(HexBinary8(event.response_required.0)),
        href: href(Route::Control(view.program, view.number)),
        mrid: HexBinary128(event.mrid.0),
        description: text(&event.description),
        creation_time: event.created.0,
        event_status: status_of(shown, view.standing),
        interval: wire::DateTimeInterval {
            duration: u32::try_from(event.duration.0).unwrap_or(u32::MAX),
            start: event.start.0,
        },
        randomize_duration: shift(event.randomize_duration),
        randomize_start: shift(event.randomize_start),
        der_control_base: control_base(view.program, &event.control, &event.curves),
        ..Default::default()
    }
}

/// A status as it is sent. In 2023 potentiallySuperseded means nothing any more and is always true
/// [X23 EventStatus.potentiallySuperseded].
pub(super) fn status_of(shown: Shown, standing: Standing) -> wire::EventStatus {
    let current_status = match standing.status {
        EventStatus::Scheduled => 0,
        EventStatus::Active => 1,
        EventStatus::Cancelled => 2,
        EventStatus::CancelledWithRandomization => 3,
        EventStatus::Superseded => 4,
    };
    wire::EventStatus {
        current_status,
        date_time: standing.since.0,
        potentially_superseded: shown.edition == ServedEdition::Y2023 || standing.potentially_superseded.is_some(),
        potentially_superseded_time: standing.potentially_superseded.map(|UtcSeconds(at)| at),
        ..Default::default()
    }
}

/// A program's default.
pub(in super::super) fn default_control(shown: Shown, program: u32, document: &DefaultDocument) -> Vec<u8> {
    let control = &document.control;
    let [delay, random_delay, ramp] = control.enter_service_centiseconds;
    let [low_freq, high_freq] = control.enter_service_centihertz;
    let [low_volt, high_volt] = control.enter_service_volt;
    shown.encode(&wire::DefaultDERControl {
        subscribable: SUBSCRIBABLE,
        href: href(Route::DefaultControl(program)),
        mrid: HexBinary128(document.mrid.0),
        version: Some(document.version),
        der_control_base: control_base(program, &control.control, &document.curves),
        set_es_delay: delay,
        set_es_high_freq: high_freq,
        set_es_high_volt: high_volt.map(|share| clamp(share.0)),
        set_es_low_freq: low_freq,
        set_es_low_volt: low_volt.map(|share| clamp(share.0)),
        set_es_ramp_tms: ramp,
        set_es_random_delay: random_delay,
        set_grad_w: control.set_grad_w.map(|share| positive(share.0)),
        set_soft_grad_w: control.set_soft_grad_w.map(|share| positive(share.0)),
        ..Default::default()
    })
}

fn control_base(program: u32, control: &Control, curves: &[u32]) -> wire::DERControlBase {
    let mut base = wire::DERControlBase { ramp_tms: control.ramp_centiseconds, ..Default::default() };
    let mut numbers = curves.iter();
    for (mode, value) in &control.modes {
        match (mode, value) {
            (Mode::Curve(kind), ControlValue::Curve(_)) => {
                if let Some(number) = numbers.next() {
                    let href = Route::Curve(program, *number).to_string();
                    *curve_field(&mut base, *kind) = Some(wire::DERCurveLink { href, ..Default::default() });
                }
            }
            (mode, value) => set_mode(&mut base, *mode, value),
        }
    }
    base
}

/// Sets the field of a mode; a value that the mode does not take was refused when the control was made.
fn set_mode(base: &mut wire::DERControlBase, mode: Mode, value: &ControlValue) {
    match (mode, value) {
        (Mode::Connect, ControlValue::Permit(permit)) => base.op_mod_connect = Some(*permit),
        (Mode::Energize, ControlValue::Permit(permit)) => base.op_mod_energize = Some(*permit),
        (Mode::MaxLimW, ControlValue::Share(share)) => {
            base.op_mod_max_lim_w = Some(wire::PerCentControlType { value: positive(share.0), ..Default::default() });
        }
        (Mode::FixedW, ControlValue::Share(share)) => {
            base.op_mod_fixed_w = Some(wire::SignedPerCentControlType { value: clamp(share.0), ..Default::default() });
        }
        (Mode::TargetW, ControlValue::Watts(watts)) => {
            let (multiplier, value) = scaled(watts.0);
            base.op_mod_target_w = Some(wire::ActivePowerControlType { multiplier, value, ..Default::default() });
        }
        (Mode::TargetVar, ControlValue::Vars(vars)) => {
            let (multiplier, value) = scaled(vars.0);
            base.op_mod_target_var = Some(wire::ReactivePowerControlType { multiplier, value, ..Default::default() });
        }
        (Mode::FixedVar, ControlValue::FixedVar { reference, share }) => {
            base.op_mod_fixed_var = Some(wire::FixedVarControlType {
                ref_type: reference_number(*reference),
                value: clamp(share.0),
                ..Default::default()
            });
        }
        (Mode::FixedPfInject, ControlValue::PowerFactor(pf)) => base.op_mod_fixed_pf_inject_w = Some(factor(*pf)),
        (Mode::FixedPfAbsorb, ControlValue::PowerFactor(pf)) => base.op_mod_fixed_pf_absorb_w = Some(factor(*pf)),
        (Mode::FreqDroop, ControlValue::FreqDroop(droop)) => base.op_mod_freq_droop = Some(freq_droop(*droop)),
        (Mode::Of2023(mode), value) => mode_2023::set(base, mode, value),
        (mode, ControlValue::Watts(watts)) => set_watts_of_csip_aus(base, mode, watts.0),
        _ => {}
    }
}

/// The modes of CSIP-AUS, all in watts.
fn set_watts_of_csip_aus(base: &mut wire::DERControlBase, mode: Mode, watts: i64) {
    let (multiplier, value) = scaled(watts);
    let power = Some(wire::ActivePower { multiplier, value });
    match mode {
        Mode::ExpLimW => base.op_mod_exp_lim_w = power,
        Mode::ImpLimW => base.op_mod_imp_lim_w = power,
        Mode::GenLimW => base.op_mod_gen_lim_w = power,
        Mode::LoadLimW => base.op_mod_load_lim_w = power,
        Mode::StorageTargetW => base.op_mod_storage_target_w = power,
        _ => {}
    }
}

/// A number as a 16-bit value and a power of ten; digits beyond that are dropped towards zero, which is the safe side of
/// a limit [2030.5 ActivePower].
pub(super) fn scaled(number: i64) -> (i8, i16) {
    let (mut multiplier, mut rest) = (0, number);
    loop {
        match i16::try_from(rest) {
            Ok(value) => return (multiplier, value),
            Err(_) => rest /= 10,
        }
        multiplier += 1;
    }
}

pub(super) fn clamp(number: i32) -> i16 {
    i16::try_from(number).unwrap_or(if number < 0 { i16::MIN } else { i16::MAX })
}

pub(super) fn positive(number: i32) -> u16 {
    u16::try_from(number.max(0)).unwrap_or(u16::MAX)
}

pub(super) fn reference_number(reference: FixedVarReference) -> u8 {
    match reference {
        FixedVarReference::SetMaxW => 1,
        FixedVarReference::SetMaxVar => 2,
        FixedVarReference::StatVarAvail => 3,
        FixedVarReference::Other(number) => number,
    }
}

/// Displacement in ten-thousandths: the multiplier is -4 [2030.5 PowerFactorWithExcitation].
fn factor(pf: PowerFactor) -> wire::PowerFactorWithExcitationControlType {
    wire::PowerFactorWithExcitationControlType {
        displacement: pf.displacement,
        excitation: pf.absorbing,
        multiplier: -4,
        ..Default::default()
    }
}

/// Dead bands in thousandths of a hertz [2030.5 FreqDroopType].
fn freq_droop(droop: FreqDroop) -> wire::FreqDroopType {
    wire::FreqDroopType {
        dbof: u32::try_from(droop.deadband_over.0).unwrap_or(0),
        dbuf: u32::try_from(droop.deadband_under.0).unwrap_or(0),
        kof: droop.slope_over,
        kuf: droop.slope_under,
        open_loop_tms: droop.open_loop_centiseconds,
        ..Default::default()
    }
}

fn curve_field(base: &mut wire::DERControlBase, kind: CurveKind) -> &mut Option<wire::DERCurveLink> {
    match kind {
        CurveKind::FreqWatt => &mut base.op_mod_freq_watt,
        CurveKind::HfrtMayTrip => &mut base.op_mod_hfrt_may_trip,
        CurveKind::HfrtMustTrip => &mut base.op_mod_hfrt_must_trip,
        CurveKind::HvrtMayTrip => &mut base.op_mod_hvrt_may_trip,
        CurveKind::HvrtMomentaryCessation => &mut base.op_mod_hvrt_momentary_cessation,
        CurveKind::HvrtMustTrip => &mut base.op_mod_hvrt_must_trip,
        CurveKind::LfrtMayTrip => &mut base.op_mod_lfrt_may_trip,
        CurveKind::LfrtMustTrip => &mut base.op_mod_lfrt_must_trip,
        CurveKind::LvrtMayTrip => &mut base.op_mod_lvrt_may_trip,
        CurveKind::LvrtMomentaryCessation => &mut base.op_mod_lvrt_momentary_cessation,
        CurveKind::LvrtMustTrip => &mut base.op_mod_lvrt_must_trip,
        CurveKind::VoltVar => &mut base.op_mod_volt_var,
        CurveKind::VoltWatt => &mut base.op_mod_volt_watt,
        CurveKind::WattPf => &mut base.op_mod_watt_pf,
        CurveKind::WattVar => &mut base.op_mod_watt_var,
    }
}

/// A page of a program's curves.
pub(in super::super) fn curve_list(shown: Shown, program: u32, page: Page<(u32, CurveDocument)>) -> Vec<u8> {
    let items = page.items.iter();
    shown.encode(&wire::DERCurveList {
        href: href(Route::Curves(program)),
        all: page.all,
        results: page.items.len() as u32,
        der_curve: items.map(|(number, document)| curve_of(program, *number, document)).collect(),
    })
}

/// One curve.
pub(in super::super) fn curve(shown: Shown, program: u32, number: u32, document: &CurveDocument) -> Vec<u8> {
    shown.encode(&curve_of(program, number, document))
}

fn curve_of(program: u32, number: u32, document: &CurveDocument) -> wire::DERCurve {
    let curve: &Curve = &document.curve;
    let point = |point: &tieline_core::model::CurvePoint| wire::CurveData {
        excitation: point.excitation,
        xvalue: point.x,
        yvalue: point.y,
    };
    wire::DERCurve {
        href: href(Route::Curve(program, number)),
        mrid: HexBinary128(document.mrid.0),
        autonomous_v_ref_enable: curve.autonomous_v_ref,
        autonomous_v_ref_time_constant: curve.autonomous_v_ref_centiseconds,
        creation_time: document.created.0,
        curve_data: curve.points.iter().map(point).collect(),
        curve_type: curve.kind.number(),
        open_loop_tms: curve.open_loop_centiseconds,
        v_ref: curve.v_ref.map(|share| positive(share.0)),
        x_multiplier: curve.x_multiplier,
        y_multiplier: curve.y_multiplier,
        y_ref_type: curve.y_ref,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_large_power_gets_a_multiplier() {
        assert_eq!(scaled(32_767), (0, 32_767));
        assert_eq!(scaled(100_000), (1, 10_000));
        assert_eq!(scaled(-40_001), (1, -4_000));
    }

    proptest! {
        /// What is sent is never a looser limit than what was asked for, and off by less than a part in 3,276.
        #[test]
        fn scaling_goes_towards_zero(number in any::<i64>()) {
            let (multiplier, value) = scaled(number);
            let sent = i128::from(value) * 10_i128.pow(u32::from(multiplier.unsigned_abs()));
            prop_assert!(sent.abs() <= i128::from(number).abs());
            let lost = i128::from(number).abs() - sent.abs();
            prop_assert!(lost * 3_276 <= i128::from(number).abs());
        }
    }
}
