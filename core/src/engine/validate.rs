//! Whether an event makes sense, before it is scheduled (rule 7).

use crate::model::{Control, ControlValue, Event, FixedVarReference, Mode, TransitionKind};

/// Bound of a randomization, either sign [X18 OneHourRangeType].
const RANDOMIZE_MAX_S: i64 = 3_600;
/// Shares are in hundredths of a percent [X18 SignedPerCent].
const SHARE_FULL: i32 = 10_000;
/// The largest PerCent on the wire [X18 PerCent]; above the whole it limits nothing (GEN-10).
const SHARE_MAX: i32 = 65_535;
/// Points of a curve [X18 DERCurve].
const POINTS_MAX: usize = 10;

/// Why an event is refused, as the step of its life that says so; `None` when it is sound.
pub(crate) fn refusal(event: &Event) -> Option<TransitionKind> {
    let bounded = |seconds: i64| seconds.abs() <= RANDOMIZE_MAX_S;
    if event.duration.0 < 0 || !bounded(event.randomize_start.0) || !bounded(event.randomize_duration.0) {
        return Some(TransitionKind::RejectedInvalid);
    }
    control_refusal(&event.control)
}

/// The same for a control alone: a default is judged by it too.
pub(crate) fn control_refusal(control: &Control) -> Option<TransitionKind> {
    control.modes.iter().find_map(|(mode, value)| value_refusal(*mode, value))
}

fn value_refusal(mode: Mode, value: &ControlValue) -> Option<TransitionKind> {
    let in_range = match (mode, value) {
        (Mode::Connect | Mode::Energize, ControlValue::Permit(_)) => true,
        (Mode::MaxLimW, ControlValue::Share(share)) => (0..=SHARE_MAX).contains(&share.0),
        (Mode::FixedW, ControlValue::Share(share)) => share.0.abs() <= SHARE_FULL,
        (Mode::TargetW | Mode::StorageTargetW | Mode::SiteTargetW, ControlValue::Watts(_)) => true,
        (Mode::ExpLimW | Mode::ImpLimW | Mode::GenLimW | Mode::LoadLimW, ControlValue::Watts(w)) => w.0 >= 0,
        (Mode::TargetVar, ControlValue::Vars(_)) | (Mode::FreqDroop, ControlValue::FreqDroop(_)) => true,
        (Mode::FixedVar, ControlValue::FixedVar { share, .. }) => share.0.abs() <= SHARE_FULL,
        (Mode::FixedPfInject | Mode::FixedPfAbsorb, ControlValue::PowerFactor(pf)) => {
            (1..=10_000).contains(&pf.displacement)
        }
        (Mode::Curve(kind), ControlValue::Curve(curve)) => {
            curve.kind == kind && (1..=POINTS_MAX).contains(&curve.points.len())
        }
        _ => return Some(TransitionKind::RejectedInvalid),
    };
    (!in_range).then_some(TransitionKind::RejectedParameter)
}

/// Whether this gateway can translate the value at all; a reference that it does not know it cannot.
pub(crate) fn translatable(value: &ControlValue) -> bool {
    !matches!(value, ControlValue::FixedVar { reference: FixedVarReference::Other(_), .. })
}
