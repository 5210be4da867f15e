//! What a control asks for, in the words of the standard: the form in which it can be sent back.

use crate::headend::CurveDocument;
use serde_json::{Map, Value, json};
use tieline_core::model::{Control, ControlValue, Curve, DefaultControl, FixedVarReference};

/// A control; curves are told by their names among `curves`, those of its program.
pub(super) fn control(control: &Control, curves: &[(u32, CurveDocument)]) -> Value {
    let mut fields = Map::new();
    let mut named: Vec<Value> = Vec::new();
    for (mode, asked) in &control.modes {
        match asked {
            ControlValue::Curve(curve) => named.extend(name(curve, curves)),
            other => _ = fields.insert(mode.field().to_owned(), value(other)),
        }
    }
    if let Some(ramp) = control.ramp_centiseconds {
        fields.insert("rampTms".to_owned(), ramp.into());
    }
    if !named.is_empty() {
        fields.insert("curves".to_owned(), named.into());
    }
    fields.into()
}

fn name(curve: &Curve, curves: &[(u32, CurveDocument)]) -> Option<Value> {
    let known = curves.iter().find(|(_, known)| known.curve == *curve);
    known.map(|(_, known)| known.mrid.to_string().into())
}

fn value(asked: &ControlValue) -> Value {
    match asked {
        ControlValue::Permit(permit) => (*permit).into(),
        ControlValue::Share(share) => share.0.into(),
        ControlValue::Watts(watts) => watts.0.into(),
        ControlValue::Vars(vars) => vars.0.into(),
        ControlValue::WattsDelta { by, bidirectional } => json!({ "value": by.0, "bidirectional": bidirectional }),
        ControlValue::VarsDelta { by, bidirectional } => json!({ "value": by.0, "bidirectional": bidirectional }),
        ControlValue::Volts(millivolts) => millivolts.0.into(),
        ControlValue::FixedVar { reference, share } => json!({ "refType": number(*reference), "value": share.0 }),
        ControlValue::PowerFactor(pf) => json!({ "displacement": pf.displacement, "excitation": pf.absorbing }),
        ControlValue::FreqDroop(droop) => json!({
            "dBOF": droop.deadband_over.0,
            "dBUF": droop.deadband_under.0,
            "kOF": droop.slope_over,
            "kUF": droop.slope_under,
            "openLoopTms": droop.open_loop_centiseconds,
        }),
        _ => Value::Null,
    }
}

fn number(reference: FixedVarReference) -> u8 {
    match reference {
        FixedVarReference::SetMaxW => 1,
        FixedVarReference::SetMaxVar => 2,
        FixedVarReference::StatVarAvail => 3,
        FixedVarReference::Other(number) => number,
    }
}

/// A program's default.
pub(super) fn default_control(asked: &DefaultControl, curves: &[(u32, CurveDocument)]) -> Map<String, Value> {
    let [delay, random_delay, ramp] = asked.enter_service_centiseconds;
    let share = |share: Option<tieline_core::model::CentiPercent>| share.map(|share| Value::from(share.0));
    let optional = [
        ("setGradW", share(asked.set_grad_w)),
        ("setSoftGradW", share(asked.set_soft_grad_w)),
        ("setESDelay", delay.map(Value::from)),
        ("setESRandomDelay", random_delay.map(Value::from)),
        ("setESRampTms", ramp.map(Value::from)),
    ];
    let optional = optional.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    let mut fields: Map<String, Value> = optional.collect();
    fields.insert("control".to_owned(), control(&asked.control, curves));
    fields
}

/// A curve.
pub(super) fn curve(document: &CurveDocument) -> Value {
    let curve = &document.curve;
    let points: Vec<(i32, i32)> = curve.points.iter().map(|point| (point.x, point.y)).collect();
    let mut shown = json!({
        "mrid": document.mrid,
        "curveType": curve.kind.number(),
        "xMultiplier": curve.x_multiplier,
        "yMultiplier": curve.y_multiplier,
        "yRefType": curve.y_ref,
        "points": points,
    });
    if let Some(open_loop) = curve.open_loop_centiseconds {
        shown["openLoopTms"] = open_loop.into();
    }
    shown
}
