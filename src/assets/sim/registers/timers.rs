//! Reversion timers: what follows on a device when nobody renews a command.

use super::curves;
use super::map::{Map, Touch};
use std::collections::BTreeMap;
use tieline_schemas::sunspec::Error;

/// A control with a timer.
#[derive(Debug)]
struct Control {
    model: u16,
    name: &'static str,
    /// The point that puts it in force.
    ena: &'static str,
    /// Which values of that point do.
    armed: fn(i64) -> bool,
    /// The point that sets the timer; writing it or `ena` starts the timer anew.
    tms: &'static str,
    /// The point that shows what is left.
    rem: Option<&'static str>,
    revert: Revert,
}

/// What follows when the timer ends.
#[derive(Debug)]
enum Revert {
    /// Points take the values of others, the first pair being the enabling point.
    Take(&'static [(&'static str, &'static str)]),
    /// The curve that this point names is adopted; without one the control is disabled.
    Curve(&'static str),
    /// A point takes this value; the device has no value of its own to revert to.
    Set(i64),
}

fn one(raw: i64) -> bool {
    raw == 1
}

fn zero(raw: i64) -> bool {
    raw == 0
}

fn any(raw: i64) -> bool {
    raw != 0
}

const fn der(
    name: &'static str,
    ena: &'static str,
    tms: &'static str,
    rem: &'static str,
    take: &'static [(&'static str, &'static str)],
) -> Control {
    Control { model: 704, name, ena, armed: one, tms, rem: Some(rem), revert: Revert::Take(take) }
}

const fn curve(model: u16, name: &'static str, which: &'static str) -> Control {
    let revert = Revert::Curve(which);
    Control { model, name, ena: "Ena", armed: one, tms: "RvrtTms", rem: Some("RvrtRem"), revert }
}

const fn old(model: u16, ena: &'static str, armed: fn(i64) -> bool, tms: &'static str, after: i64) -> Control {
    Control { model, name: ena, ena, armed, tms, rem: None, revert: Revert::Set(after) }
}

#[rustfmt::skip]
const CONTROLS: &[Control] = &[
    der("PFWInj", "PFWInjEna", "PFWInjRvrtTms", "PFWInjRvrtRem",
        &[("PFWInjEna", "PFWInjEnaRvrt"), ("PFWInj.PF", "PFWInjRvrt.PF"), ("PFWInj.Ext", "PFWInjRvrt.Ext")]),
    der("PFWAbs", "PFWAbsEna", "PFWAbsRvrtTms", "PFWAbsRvrtRem",
        &[("PFWAbsEna", "PFWAbsEnaRvrt"), ("PFWAbs.PF", "PFWAbsRvrt.PF"), ("PFWAbs.Ext", "PFWAbsRvrt.Ext")]),
    der("WMaxLimPct", "WMaxLimPctEna", "WMaxLimPctRvrtTms", "WMaxLimPctRvrtRem",
        &[("WMaxLimPctEna", "WMaxLimPctEnaRvrt"), ("WMaxLimPct", "WMaxLimPctRvrt")]),
    der("WSet", "WSetEna", "WSetRvrtTms", "WSetRvrtRem",
        &[("WSetEna", "WSetEnaRvrt"), ("WSet", "WSetRvrt"), ("WSetPct", "WSetPctRvrt")]),
    der("VarSet", "VarSetEna", "VarSetRvrtTms", "VarSetRvrtRem",
        &[("VarSetEna", "VarSetEnaRvrt"), ("VarSet", "VarSetRvrt"), ("VarSetPct", "VarSetPctRvrt")]),
    curve(705, "VoltVar", "RvrtCrv"),
    curve(706, "VoltWatt", "RvrtCrv"),
    curve(711, "FreqDroop", "RvrtCtl"),
    curve(712, "WattVar", "RvrtCrv"),
    old(123, "Conn", zero, "Conn_RvrtTms", 1),
    old(123, "WMaxLim_Ena", one, "WMaxLimPct_RvrtTms", 0),
    old(123, "OutPFSet_Ena", one, "OutPFSet_RvrtTms", 0),
    old(123, "VArPct_Ena", one, "VArPct_RvrtTms", 0),
    old(124, "StorCtl_Mod", any, "InOutWRte_RvrtTms", 0),
];

/// The timers of a device.
#[derive(Debug, Clone, Default)]
pub struct Timers {
    /// Milliseconds left, by the control's place in the table.
    left_ms: BTreeMap<usize, u64>,
}

impl Timers {
    /// Starts, renews or stops the timers whose enabling point or time a client wrote.
    pub fn touched(&mut self, map: &mut Map, touches: &[Touch]) -> Result<(), Error> {
        for (i, control) in CONTROLS.iter().enumerate() {
            let own = |touch: &Touch| {
                touch.model == control.model && (touch.path == control.ena || touch.path == control.tms)
            };
            if !touches.iter().any(own) {
                continue;
            }
            let Some(image) = map.image_mut(control.model) else { continue };
            let seconds = image.raw(control.tms)?.and_then(|tms| u64::try_from(tms).ok()).unwrap_or(0);
            let armed = image.raw(control.ena)?.is_some_and(control.armed);
            if armed && seconds > 0 {
                self.left_ms.insert(i, seconds * 1_000);
            } else {
                self.left_ms.remove(&i);
            }
            self.show(i, map)?;
        }
        Ok(())
    }

    /// Moves on by `dt_ms`; returns the names of the controls that reverted.
    pub fn step(&mut self, map: &mut Map, dt_ms: u64) -> Result<Vec<&'static str>, Error> {
        let mut reverted = Vec::new();
        for (i, control) in CONTROLS.iter().enumerate() {
            let Some(left_ms) = self.left_ms.get_mut(&i) else { continue };
            *left_ms = left_ms.saturating_sub(dt_ms);
            if *left_ms == 0 {
                self.left_ms.remove(&i);
                control.take_over(map)?;
                reverted.push(control.name);
            }
            self.show(i, map)?;
        }
        Ok(reverted)
    }

    /// Running timers by the control's name, in seconds left.
    pub fn running(&self) -> BTreeMap<String, f64> {
        let named = |(i, left_ms): (&usize, &u64)| {
            CONTROLS.get(*i).map(|control| (control.name.to_owned(), *left_ms as f64 / 1_000.0))
        };
        self.left_ms.iter().filter_map(named).collect()
    }

    fn show(&self, i: usize, map: &mut Map) -> Result<(), Error> {
        let Some(control) = CONTROLS.get(i) else { return Ok(()) };
        let (Some(rem), Some(image)) = (control.rem, map.image_mut(control.model)) else { return Ok(()) };
        let left_s = self.left_ms.get(&i).map_or(0, |left_ms| left_ms.div_ceil(1_000));
        image.set_raw(rem, i64::try_from(left_s).ok())
    }
}

impl Control {
    fn take_over(&self, map: &mut Map) -> Result<(), Error> {
        let Some(image) = map.image_mut(self.model) else { return Ok(()) };
        match &self.revert {
            Revert::Take(pairs) => pairs.iter().try_for_each(|(to, from)| {
                let raw = image.raw(from)?;
                // Without a value to enable, a device falls back to its own ways.
                if raw.is_none() && *to == self.ena { image.set_raw(to, Some(0)) } else { image.set_raw(to, raw) }
            }),
            Revert::Set(after) => image.set_raw(self.ena, Some(*after)),
            Revert::Curve(which) => {
                let curve = image.raw(which)?.unwrap_or(0);
                let adopted = curves::adopt(image, curve)?;
                image.set_raw(self.ena, Some(i64::from(adopted)))
            }
        }
    }
}
