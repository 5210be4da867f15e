//! Down: what an asset shall do, to the points of the 7xx models; [`super::legacy`] where those are missing.

use super::Settings;
use super::device::{Device, percent_digits};
use super::plan::{Plan, Planner};
use super::{curves, legacy};
use tieline_core::model::{AssetCommand, Lease, PowerFactor, Rounding, Setpoint, Vars, Watts};
use tieline_schemas::sunspec::{Decimal, Round};

/// What a setpoint takes on this device. `held` is the command that the device held before: what is no longer asked
/// for is switched off. `renew` writes a lease again even where nothing changed.
pub(super) fn plan(
    device: &Device,
    settings: &Settings,
    setpoint: &Setpoint,
    held: &AssetCommand,
    renew: bool,
) -> Plan {
    let mut planner = Planner::new(device, renew);
    let (command, lease) = (&setpoint.command, &setpoint.lease);
    let parts: [(&str, Result<(), String>); 7] = [
        ("limit_w", limit(&mut planner, command.limit_w, held.limit_w, lease)),
        ("set_w", set_w(&mut planner, command, held.set_w, lease)),
        ("set_var", vars(&mut planner, command, held, lease)),
        ("pf_inject", power_factor(&mut planner, "PFWInj", command.pf_inject, held.pf_inject, lease)),
        ("pf_absorb", power_factor(&mut planner, "PFWAbs", command.pf_absorb, held.pf_absorb, lease)),
        ("energize", energize(&mut planner, command.energize, held.energize)),
        ("connect", connect(&mut planner, settings, command.connect, held.connect)),
    ];
    for (part, result) in parts {
        if let Err(why) = result {
            planner.refuse(format!("{part}: {why}"));
        }
    }
    curves::plan(&mut planner, settings, command);
    planner.finish()
}

/// Whether the command needs 1xx models, whose scale factors may change at run time and are read before.
pub(super) fn legacy_models(device: &Device) -> Vec<u16> {
    let complete = takes_limit(device) && takes_power(device);
    let models = if complete { &[][..] } else { &[121, 123, 124][..] };
    models.iter().copied().filter(|id| device.index(*id).is_some()).collect()
}

/// Whether 704 takes limits; some devices have the model and not its scale factor, and take them by 123.
fn takes_limit(device: &Device) -> bool {
    device.can_write(704, "WMaxLimPct") || (device.index(704).is_some() && device.index(123).is_none())
}

/// Whether 704 takes setpoints of power; else 124 does.
fn takes_power(device: &Device) -> bool {
    let by_704 = device.can_write(704, "WSet") || device.can_write(704, "WSetPct");
    by_704 || (device.index(704).is_some() && device.index(124).is_none())
}

/// Active power limit in percent of the device's own WMax, rounded down to its resolution, never up.
fn limit(planner: &mut Planner<'_>, limit: Option<Watts>, held: Option<Watts>, lease: &Lease) -> Result<(), String> {
    if !takes_limit(planner.device) {
        return legacy::limit(planner, limit, held, lease);
    }
    let Some(limit) = limit else {
        return if held.is_some() { planner.switch(704, "WMaxLimPctEna", 0) } else { Ok(()) };
    };
    let percent = |watts| percent_of_w_max(planner.device, 704, "WMaxLimPct", watts);
    let (active, reverted) = (percent(limit)?, percent(lease.revert_limit_w)?);
    planner.raw(704, "WMaxLimPct", active)?;
    planner.raw_if_there(704, "WMaxLimPctRvrt", reverted);
    planner.raw_if_there(704, "WMaxLimPctEnaRvrt", 1);
    planner.raw_if_there(704, "WMaxLimPctRvrtTms", i64::from(lease.seconds));
    planner.switch(704, "WMaxLimPctEna", 1)
}

/// The digits of a limit in percent of WMax at the point's scale factor: 0 to 100 %, rounded down.
pub(super) fn percent_of_w_max(device: &Device, id: u16, path: &str, limit: Watts) -> Result<i64, String> {
    let image = device.image(id).ok_or_else(|| format!("model {id} is missing"))?;
    let sf = image.scale_factor(path).map_err(|error| error.to_string())?;
    let w_max = device.w_max().ok_or("the device states no WMax")?;
    let limit = limit.max(Watts::ZERO).min(w_max);
    percent_digits(limit.0, w_max.0, sf, Rounding::Down).ok_or_else(|| "out of range".to_owned())
}

/// Active power setpoint in watts, kept inside the limit: SunSpec leaves open which of the two wins on the device.
fn set_w(planner: &mut Planner<'_>, command: &AssetCommand, held: Option<Watts>, lease: &Lease) -> Result<(), String> {
    if !takes_power(planner.device) {
        return legacy::set_w(planner, command, held, lease);
    }
    let Some(wanted) = command.set_w else {
        return if held.is_some() { planner.switch(704, "WSetEna", 0) } else { Ok(()) };
    };
    let wanted = clamp_to_limit(wanted, command.limit_w);
    if planner.device.can_write(704, "WSet") {
        planner.value(704, "WSet", Decimal::whole(wanted.0), Round::TowardsZero)?;
        planner.raw_if_there(704, "WSetMod", 1);
        if planner.device.has(704, "WSetRvrt") {
            planner.value(704, "WSetRvrt", Decimal::whole(lease.revert_set_w.0), Round::TowardsZero)?;
        }
    } else {
        planner.raw(704, "WSetPct", signed_percent(planner.device, "WSetPct", wanted)?)?;
        planner.raw_if_there(704, "WSetMod", 0);
        let reverted = signed_percent(planner.device, "WSetPct", lease.revert_set_w)?;
        planner.raw_if_there(704, "WSetPctRvrt", reverted);
    }
    planner.raw_if_there(704, "WSetEnaRvrt", 1);
    planner.raw_if_there(704, "WSetRvrtTms", i64::from(lease.seconds));
    planner.switch(704, "WSetEna", 1)
}

/// A setpoint moved under a limit on what is given; what is taken is not limited by it.
pub(super) fn clamp_to_limit(wanted: Watts, limit: Option<Watts>) -> Watts {
    limit.map_or(wanted, |limit| wanted.min(limit.max(Watts::ZERO)))
}

/// WSetPct counts in WMax on both sides, charging too, unlike 2030.5's negative shares.
fn signed_percent(device: &Device, path: &str, watts: Watts) -> Result<i64, String> {
    let sf = device.image(704).ok_or("model 704 is missing")?.scale_factor(path).map_err(|error| error.to_string())?;
    let w_max = device.w_max().ok_or("the device states no WMax")?;
    percent_digits(watts.0, w_max.0, sf, Rounding::TowardsZero).ok_or_else(|| "out of range".to_owned())
}

/// Reactive power in vars, or as a share of what is available now.
fn vars(planner: &mut Planner<'_>, command: &AssetCommand, held: &AssetCommand, lease: &Lease) -> Result<(), String> {
    if planner.device.index(704).is_none() {
        return legacy::vars(planner, command, held, lease);
    }
    let was_set = held.set_var.is_some() || held.set_var_share_available.is_some();
    match (command.set_var, command.set_var_share_available) {
        (Some(var), _) if planner.device.can_write(704, "VarSet") => {
            planner.value(704, "VarSet", Decimal::whole(var.0), Round::TowardsZero)?;
            planner.raw(704, "VarSetMod", 4)?;
        }
        (Some(var), _) => {
            let digits = var_percent(planner.device, var)?;
            planner.raw(704, "VarSetPct", digits)?;
            planner.raw(704, "VarSetMod", 1)?;
        }
        (None, Some(share)) => {
            planner.value(704, "VarSetPct", Decimal { raw: i64::from(share.0), sf: -2 }, Round::TowardsZero)?;
            planner.raw(704, "VarSetMod", 2)?;
        }
        (None, None) if was_set => return planner.switch(704, "VarSetEna", 0),
        (None, None) => return Ok(()),
    }
    planner.raw_if_there(704, "VarSetEnaRvrt", 0);
    planner.raw_if_there(704, "VarSetRvrtTms", i64::from(lease.seconds));
    planner.switch(704, "VarSetEna", 1)
}

/// Vars as digits of a percentage of the most that the device gives on that side.
fn var_percent(device: &Device, var: Vars) -> Result<i64, String> {
    let image = device.image(704).ok_or("model 704 is missing")?;
    let sf = image.scale_factor("VarSetPct").map_err(|error| error.to_string())?;
    let most = if var.0 < 0 { device.var_max_absorbed() } else { device.var_max() };
    let most = most.ok_or("the device states no VarMax")?;
    percent_digits(var.0, most.0, sf, Rounding::TowardsZero).ok_or_else(|| "out of range".to_owned())
}

/// Power factor: magnitude and side are one sync group. Absorbing vars is under-excited [2030.5
/// PowerFactorWithExcitation] [CSIP BASIC-008].
fn power_factor(
    planner: &mut Planner<'_>,
    group: &str,
    wanted: Option<PowerFactor>,
    held: Option<PowerFactor>,
    lease: &Lease,
) -> Result<(), String> {
    let switch = format!("{group}Ena");
    let Some(wanted) = wanted else {
        return if held.is_some() { planner.switch(704, &switch, 0) } else { Ok(()) };
    };
    if planner.device.index(704).is_none() {
        return Err("the sign of 123.OutPFSet is not agreed between makers".to_owned());
    }
    let displacement = Decimal { raw: i64::from(wanted.displacement), sf: -4 };
    planner.value(704, &format!("{group}.PF"), displacement, Round::Nearest)?;
    planner.raw(704, &format!("{group}.Ext"), i64::from(wanted.absorbing))?;
    planner.raw_if_there(704, &format!("{group}EnaRvrt"), 0);
    planner.raw_if_there(704, &format!("{group}RvrtTms"), i64::from(lease.seconds));
    planner.switch(704, &switch, 1)
}

/// Permit service, 703.ES: 0 ceases to energise. It has no timer: what has ceased stays so until it is permitted.
/// Permission comes after all limits, and never shortens the device's own enter-service delay; one that was given is
/// not given again, since whoever has stopped the device meanwhile had a reason (rule 11e).
/// [2030.5 opModEnergize; design r11e]
fn energize(planner: &mut Planner<'_>, wanted: Option<bool>, held: Option<bool>) -> Result<(), String> {
    let Some(wanted) = wanted.filter(|wanted| !(*wanted && held == Some(true))) else { return Ok(()) };
    match planner.device.index(703) {
        Some(_) => planner.switch_once(703, "ES", i64::from(wanted)),
        None => planner.switch_once(123, "Conn", i64::from(wanted)),
    }
}

/// The isolating contact, only where one is declared: permit service is no isolation [2030.5 opModConnect].
/// A contact that was closed once is not closed again (rule 11e) [CSIP BASIC-009].
fn connect(
    planner: &mut Planner<'_>,
    settings: &Settings,
    wanted: Option<bool>,
    held: Option<bool>,
) -> Result<(), String> {
    match wanted {
        None => Ok(()),
        Some(true) if held == Some(true) => Ok(()),
        Some(_) if !settings.isolating_contact => Err("no isolating contact is declared".to_owned()),
        Some(closed) => planner.switch_once(123, "Conn", i64::from(closed)),
    }
}
