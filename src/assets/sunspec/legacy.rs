//! Commands on 1xx models: 123 for limits and vars, 124 for a battery's power. They have timers and no values to
//! revert to: `no-safe-reversion` (rule 2).

use super::command::{clamp_to_limit, percent_of_w_max};
use super::device::{Device, percent_digits};
use super::plan::Planner;
use tieline_core::model::{AssetCommand, Lease, Rounding, Watts};
use tieline_schemas::sunspec::{Decimal, Round};

/// Limit in percent of WMax, rounded down.
pub(super) fn limit(
    planner: &mut Planner<'_>,
    limit: Option<Watts>,
    held: Option<Watts>,
    lease: &Lease,
) -> Result<(), String> {
    let Some(limit) = limit else {
        return if held.is_some() { planner.switch(123, "WMaxLim_Ena", 0) } else { Ok(()) };
    };
    let digits = percent_of_w_max(planner.device, 123, "WMaxLimPct", limit)?;
    planner.raw(123, "WMaxLimPct", digits)?;
    planner.raw_if_there(123, "WMaxLimPct_WinTms", 0);
    planner.raw_if_there(123, "WMaxLimPct_RvrtTms", i64::from(lease.seconds));
    planner.switch(123, "WMaxLim_Ena", 1)
}

/// A battery's power as a window of one value: both rates in percent, the one against the flow negative.
pub(super) fn set_w(
    planner: &mut Planner<'_>,
    command: &AssetCommand,
    held: Option<Watts>,
    lease: &Lease,
) -> Result<(), String> {
    let Some(wanted) = command.set_w else {
        return if held.is_some() { planner.switch(124, "StorCtl_Mod", 0) } else { Ok(()) };
    };
    let wanted = clamp_to_limit(wanted, command.limit_w);
    let (out, back) = storage_rates(planner.device, wanted)?;
    planner.raw(124, "OutWRte", out)?;
    planner.raw(124, "InWRte", back)?;
    planner.raw_if_there(124, "InOutWRte_WinTms", 0);
    planner.raw_if_there(124, "InOutWRte_RvrtTms", i64::from(lease.seconds));
    planner.switch(124, "StorCtl_Mod", 0b11)
}

/// Digits of OutWRte and InWRte that leave the battery one power: positive discharges.
fn storage_rates(device: &Device, wanted: Watts) -> Result<(i64, i64), String> {
    let image = device.image(124).ok_or("models 704 and 124 are missing")?;
    let sf = image.scale_factor("OutWRte").map_err(|error| error.to_string())?;
    let charge_max = device.charge_max().ok_or("the device states no charge rate")?;
    let discharge_max = device.discharge_max().unwrap_or(charge_max);
    let share = |most: Watts| percent_digits(wanted.0, most.0, sf, Rounding::TowardsZero);
    let out = share(discharge_max).ok_or("out of range")?;
    let back = share(charge_max).ok_or("out of range")?;
    Ok((out, -back))
}

/// Vars in percent of WMax, or of what is available.
pub(super) fn vars(
    planner: &mut Planner<'_>,
    command: &AssetCommand,
    held: &AssetCommand,
    lease: &Lease,
) -> Result<(), String> {
    let was_set = held.set_var.is_some() || held.set_var_share_available.is_some();
    match (command.set_var, command.set_var_share_available) {
        (Some(var), _) => {
            let image = planner.device.image(123).ok_or("models 704 and 123 are missing")?;
            let sf = image.scale_factor("VArWMaxPct").map_err(|error| error.to_string())?;
            let w_max = planner.device.w_max().ok_or("the device states no WMax")?;
            let digits = percent_digits(var.0, w_max.0, sf, Rounding::TowardsZero).ok_or("out of range")?;
            planner.raw(123, "VArWMaxPct", digits)?;
            planner.raw(123, "VArPct_Mod", 1)?;
        }
        (None, Some(share)) => {
            planner.value(123, "VArAvalPct", Decimal { raw: i64::from(share.0), sf: -2 }, Round::TowardsZero)?;
            planner.raw(123, "VArPct_Mod", 3)?;
        }
        (None, None) if was_set => return planner.switch(123, "VArPct_Ena", 0),
        (None, None) => return Ok(()),
    }
    planner.raw_if_there(123, "VArPct_RvrtTms", i64::from(lease.seconds));
    planner.switch(123, "VArPct_Ena", 1)
}
