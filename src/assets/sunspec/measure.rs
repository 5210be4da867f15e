//! Up: registers to the model's units and signs. Each direction of each quantity is turned in one place, here.
//!
//! 70x and 10x count injection as positive, as this house does. Meters 20x and 21x count as the configuration says.

use super::device::Device;
use super::faults::fault_bits;
use super::{MeterSign, Settings};
use tieline_core::model::{
    Asset, AssetKind, AssetState, BatteryState, CentiPercent, ConnectState, FaultBits, GridCapability, Millihertz,
    Millivolts, Now, OperatingState, Quality, Rating, Reading, ReadingSource, Reversion, Seconds, Vars, WattHours,
    Watts,
};
use tieline_schemas::sunspec::{Decimal, Round};

/// Inverters by preference.
const INVERTERS: [u16; 7] = [701, 103, 102, 101, 113, 112, 111];

/// Meters by preference.
const METERS: [u16; 8] = [203, 204, 202, 201, 213, 214, 212, 211];

/// The model that power is measured by: a meter's own for the site meter, else the inverter's.
pub(super) fn measuring_model(device: &Device, kind: AssetKind) -> Option<u16> {
    match kind {
        AssetKind::SiteMeter => device.first_of(&METERS).or_else(|| device.first_of(&INVERTERS)),
        _ => device.first_of(&INVERTERS).or_else(|| device.first_of(&METERS)),
    }
}

/// One sample of power, voltage, frequency and energy; `None` without an active power, which nothing may stand in for.
pub(super) fn reading(device: &Device, settings: &Settings, now: Now) -> Option<Reading> {
    let model = measuring_model(device, settings.kind)?;
    let w = power(device, settings, model)?;
    let (exported, imported) = energy(device, model);
    let doubtful = device.w_max().is_some_and(|max| w.abs().0 > max.0.saturating_mul(2));
    Some(Reading {
        source: match settings.kind {
            AssetKind::SiteMeter => ReadingSource::Site(settings.site.clone()),
            _ => ReadingSource::Asset(settings.asset.clone()),
        },
        at: now.wall,
        mono: now.mono,
        quality: if doubtful && settings.kind != AssetKind::SiteMeter { Quality::Doubtful } else { Quality::Good },
        w,
        var: reactive(device, settings, model),
        voltage: voltage(device, model),
        frequency: millis(device.value(model, "Hz")).map(Millihertz),
        exported,
        imported,
        stored: stored(device, settings.kind),
    })
}

/// Active power at the terminals, positive towards the grid.
fn power(device: &Device, settings: &Settings, model: u16) -> Option<Watts> {
    device.units(model, "W").map(|w| Watts(towards_grid(settings.meter_sign, model, w)))
}

/// Reactive power at the terminals, positive injected.
fn reactive(device: &Device, settings: &Settings, model: u16) -> Option<Vars> {
    let name = match model {
        701 => "Var",
        201..=204 => "VAR",
        _ => "VAr",
    };
    device.units(model, name).map(|var| Vars(towards_grid(settings.meter_sign, model, var)))
}

/// Turns a quantity of a meter to our sign; inverters have it already.
pub(super) fn towards_grid(sign: MeterSign, model: u16, value: i64) -> i64 {
    let is_meter = (201..=214).contains(&model);
    if is_meter && sign == MeterSign::ImportPositive { value.saturating_neg() } else { value }
}

fn voltage(device: &Device, model: u16) -> Option<Millivolts> {
    let names: &[&str] = match model {
        701 => &["LNV", "VL1"],
        201..=214 => &["PhV", "PhVphA"],
        _ => &["PhVphA"],
    };
    names.iter().find_map(|name| millis(device.value(model, name))).map(Millivolts)
}

fn millis(value: Option<Decimal>) -> Option<i64> {
    value?.millis(Round::Nearest)
}

/// Energy towards the grid and from it. Meters name their counters by direction whatever their power's sign. An
/// accumulator at 0 reads as not available; beside one that counts, it is 0.
fn energy(device: &Device, model: u16) -> (Option<WattHours>, Option<WattHours>) {
    let (out, back) = match model {
        701 => ("TotWhInj", "TotWhAbs"),
        201..=214 => ("TotWhExp", "TotWhImp"),
        _ => return (device.value(model, "WH").and_then(|wh| wh.units(Round::Down)).map(WattHours), None),
    };
    let counter = |path: &str| device.value(model, path).and_then(|wh| wh.units(Round::Down)).map(WattHours);
    match (counter(out), counter(back)) {
        (None, Some(imported)) if model != 701 => (Some(WattHours::ZERO), Some(imported)),
        (Some(exported), None) if model != 701 => (Some(exported), Some(WattHours::ZERO)),
        both => both,
    }
}

fn stored(device: &Device, kind: AssetKind) -> Option<WattHours> {
    if kind != AssetKind::Battery {
        return None;
    }
    let available = device.units(713, "WHAvail").map(WattHours);
    available.or_else(|| {
        let (capacity, soc) = (device.capacity()?, state_of_charge(device)?);
        let watts = soc.of(Watts(capacity.0), tieline_core::model::Rounding::Down);
        Some(WattHours(watts.0))
    })
}

fn state_of_charge(device: &Device) -> Option<CentiPercent> {
    let of = |id, path| device.value(id, path)?.raw_at(-2, Round::Nearest);
    let soc = of(713, "SoC").or_else(|| of(802, "SoC")).or_else(|| of(124, "ChaState"))?;
    i32::try_from(soc.clamp(0, 10_000)).ok().map(CentiPercent)
}

/// The device's state after a sample.
pub(super) fn state(device: &Device, settings: &Settings, now: Now, contested: bool) -> AssetState {
    let model = measuring_model(device, settings.kind);
    let faults = faults(device);
    AssetState {
        asset: settings.asset.clone(),
        read_at: now.mono,
        online: true,
        local: contested || is_local(device),
        w: model.and_then(|model| power(device, settings, model)).unwrap_or_default(),
        var: model.and_then(|model| reactive(device, settings, model)).unwrap_or_default(),
        var_available: None,
        connect: connection(device, faults),
        operating: operating(device),
        faults,
        battery: battery(device, settings.kind),
        reverts_in: reverts_in(device),
    }
}

/// Whether somebody on site holds the device: 1 is local in SunSpec, the inverse of 2030.5's localControlModeStatus.
pub(super) fn is_local(device: &Device) -> bool {
    device.raw(715, "LocRemCtl") == Some(1) || device.raw(802, "LocRemCtl") == Some(1)
}

/// The device's alarms in 2030.5's order [2030.5 DERStatus.alarmStatus].
pub(super) fn faults(device: &Device) -> FaultBits {
    let inverter = device.first_of(&INVERTERS);
    let Some((id, name)) = inverter.map(|id| (id, if id == 701 { "Alrm" } else { "Evt1" })) else {
        return FaultBits(0);
    };
    let symbols = device.image(id).and_then(|image| image.layout().place(name).ok()).map(|place| place.point.symbols);
    fault_bits(symbols.unwrap_or_default(), device.raw(id, name).unwrap_or_default())
}

/// What the inverter says of itself: its model, and its state by 701's symbols.
fn inverter_state(device: &Device) -> Option<&'static str> {
    match device.first_of(&INVERTERS)? {
        701 => device.image(701)?.symbol("InvSt").ok().flatten(),
        id => device.image(id)?.symbol("St").ok().flatten(),
    }
}

fn connection(device: &Device, faults: FaultBits) -> ConnectState {
    let state = inverter_state(device);
    let connected = device.raw(701, "ConnSt").or_else(|| device.raw(122, "PVConn").map(|bits| bits & 1));
    let running = matches!(state, Some("RUNNING" | "THROTTLED" | "MPPT"));
    let alarm = device.raw(701, "Alrm").unwrap_or_default() != 0;
    ConnectState {
        connected: connected.map_or(running, |connected| connected == 1),
        available: running || state == Some("STANDBY"),
        operating: running,
        test: false,
        fault: state == Some("FAULT") || faults != FaultBits(0) || alarm,
    }
}

fn operating(device: &Device) -> OperatingState {
    match (inverter_state(device), device.raw(701, "St")) {
        (Some("RUNNING" | "THROTTLED" | "MPPT" | "STARTING"), _) => OperatingState::Operational,
        (Some(_), _) | (None, Some(0)) => OperatingState::Off,
        (None, Some(_)) => OperatingState::Operational,
        (None, None) => OperatingState::Unknown,
    }
}

/// A battery's limits: what its own model allows, nothing in a direction in which it is full or empty.
fn battery(device: &Device, kind: AssetKind) -> Option<BatteryState> {
    if kind != AssetKind::Battery {
        return None;
    }
    let soc = state_of_charge(device)?;
    let broken = device.raw(713, "Sta") == Some(2) || device.raw(802, "State") == Some(99);
    let state = [802, 124].iter().find_map(|id| device.raw(*id, "ChaSt"));
    let (full, empty) = (state == Some(5) || soc.0 >= 10_000, state == Some(2) || soc.0 <= 0);
    let limit =
        |most: Option<Watts>, stopped: bool| if broken || stopped { Watts::ZERO } else { most.unwrap_or_default() };
    Some(BatteryState {
        soc,
        charge_limit: limit(device.charge_max(), full),
        discharge_limit: limit(device.discharge_max().or_else(|| device.w_max()), empty),
    })
}

/// The shortest time that the device itself counts down to a reversion.
fn reverts_in(device: &Device) -> Option<Seconds> {
    let timers = [("WMaxLimPctEna", "WMaxLimPctRvrtRem"), ("WSetEna", "WSetRvrtRem")];
    let running = timers.iter().filter(|(enabled, _)| device.raw(704, enabled) == Some(1));
    running.filter_map(|(_, left)| device.raw(704, left)).filter(|left| *left > 0).min().map(Seconds)
}

/// The device as the gateway knows it: ratings, capability, and what it does when nobody renews its lease (rule 2).
pub(super) fn asset(device: &Device, settings: &Settings) -> Asset {
    let battery = settings.kind == AssetKind::Battery;
    let max_w = device.discharge_max().filter(|_| battery).or_else(|| device.w_max()).unwrap_or_default();
    let va = device.first_units(&[(702, "VAMax"), (702, "VAMaxRtg"), (121, "VAMax"), (120, "VARtg")]);
    let capability = capability(device, settings);
    Asset {
        id: settings.asset.clone(),
        kind: settings.kind,
        rating: Rating {
            max_w,
            max_charge_w: device.charge_max().filter(|_| battery).unwrap_or_default(),
            max_var: device.var_max().unwrap_or_default(),
            max_var_absorbed: device.var_max_absorbed().unwrap_or_default(),
            max_va: va.unwrap_or(max_w.0),
            capacity: device.capacity().filter(|_| battery).unwrap_or_default(),
        },
        capability,
        reversion: reversion(device, settings),
    }
}

/// How the device reverts, as its registers show.
pub(super) fn reversion(device: &Device, settings: &Settings) -> Reversion {
    let limit_by_123 = device.index(123).is_some() && !device.can_write(704, "WMaxLimPct");
    let value = (device.has(704, "WMaxLimPctRvrt") || device.has(704, "WSetRvrt")) && !limit_by_123;
    let timer = device.has(704, "WMaxLimPctRvrtTms")
        || device.has(704, "WSetRvrtTms")
        || device.has(123, "WMaxLimPct_RvrtTms")
        || device.has(124, "InOutWRte_RvrtTms");
    match (value, settings.installer_limit, timer) {
        (true, _, true) => Reversion::Value,
        (_, Some(limit), _) => Reversion::InstallerLimit(limit),
        (_, None, true) => Reversion::TimerOnly,
        _ => Reversion::None,
    }
}

fn capability(device: &Device, settings: &Settings) -> GridCapability {
    let (limit_7xx, limit_1xx) = (device.can_write(704, "WMaxLimPct"), device.can_write(123, "WMaxLimPct"));
    let set_7xx = device.can_write(704, "WSet") || device.can_write(704, "WSetPct");
    let var_7xx = device.can_write(704, "VarSet") || device.can_write(704, "VarSetPct");
    let conn = device.has(123, "Conn");
    GridCapability {
        limit_w: device.w_max().is_some() && (limit_7xx || limit_1xx),
        set_w: set_7xx || (device.can_write(124, "OutWRte") && device.charge_max().is_some()),
        set_var: var_7xx || device.can_write(123, "VArWMaxPct"),
        set_pf: device.can_write(704, "PFWInj.PF"),
        curves: super::curves::supported(device, settings),
        freq_droop: device.can_write(711, "Ctl[2].DbOf"),
        energize: device.has(703, "ES") || (conn && device.index(703).is_none()),
        isolate: settings.isolating_contact && conn,
    }
}
