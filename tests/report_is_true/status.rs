//! DERStatus against the plant: what the server holds at any second was true within the last postRate.

use super::street::{Lived, RATE_S};
use std::collections::BTreeMap;
use tieline::assets::sim::day::FaultKind;
use tieline::assets::sim::log::{Event, Sample};
use tieline_schemas::sep2::DERStatus;

/// Power of the battery below which it is holding: 1 % of its rating.
const HOLDING_W: f64 = 50.0;
/// How far a state of charge may be off, in hundredths of a percent: the rounding of its register.
const SOC_OFF: f64 = 1.0;

/// A field of DERStatus by its name, as a number; the state of charge is judged as a band.
type Fields = BTreeMap<&'static str, Option<u32>>;

/// A device's life in service.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Service {
    On,
    Off,
    Waiting,
    Ramping,
}

impl Service {
    /// ConnectStatusType: bit 0 connected, 1 available, 2 operating [2030.5 ConnectStatusType].
    fn connect_bits(self) -> u32 {
        match self {
            Self::On => 0b111,
            Self::Off => 0b010,
            Self::Waiting => 0b000,
            Self::Ramping => 0b001,
        }
    }
}

/// The last known service of a device before `t`.
fn service(lived: &Lived, device: &str, t: f64) -> Service {
    let changes = |event: &&Event| event.what == "service" && event.device == device && event.t <= t;
    let last = lived.events.iter().rev().find(changes);
    match last.map_or("on", |event| event.detail.as_str()) {
        "on" => Service::On,
        "off" => Service::Off,
        "waiting" => Service::Waiting,
        "ramping" => Service::Ramping,
        other => panic!("nobody knows the service {other}"),
    }
}

/// Whether a device's faults hold this one.
fn suffers(sample: &Sample, device: &str, kind: FaultKind) -> bool {
    sample.faults.get(device).is_some_and(|kinds| kinds.contains(&kind))
}

/// Every field but the state of charge as the plant was at `sample`. Of a device that refuses connections nothing is
/// known but the alarms that were seen before.
fn truth(lived: &Lived, sample: &Sample) -> Fields {
    let stands = |alarm: &&super::street::Alarm| {
        alarm.raised_s <= sample.t && alarm.cleared_s.is_none_or(|cleared_s| sample.t < cleared_s)
    };
    let alarms = lived.alarms.iter().filter(stands).fold(0, |bits, alarm| bits | 1 << alarm.bit.status);
    let fault = if alarms == 0 { 0 } else { 0b1_0000 };
    let answers = |device: &&str| !suffers(sample, device, FaultKind::Refuse);
    let service_of = |device: &'static str| answers(&device).then(|| service(lived, device, sample.t));
    let (pv, battery) = (service_of("pv-1"), service_of("battery"));
    let w = sample.devices["battery"].w;
    let storage = if w.abs() <= HOLDING_W { 2 } else { u32::from(w > 0.0) };
    let any = pv.or(battery);
    let off = any.is_some() && [pv, battery].into_iter().flatten().all(|service| service == Service::Off);
    let inverter = match off {
        _ if alarms != 0 => 7,
        true => 1,
        false => 4,
    };
    BTreeMap::from([
        ("alarmStatus", Some(alarms)),
        ("genConnectStatus", pv.map(|service| service.connect_bits() | fault)),
        ("storConnectStatus", battery.map(Service::connect_bits)),
        ("operationalModeStatus", any.map(|_| if off { 1 } else { 2 })),
        ("inverterStatus", any.map(|_| inverter)),
        ("storageModeStatus", battery.map(|_| storage)),
        ("localControlModeStatus", any.map(|_| u32::from(!suffers(sample, "pv-1", FaultKind::Local)))),
    ])
}

/// The same fields as a DERStatus says them.
fn said(status: &DERStatus) -> Fields {
    BTreeMap::from([
        ("alarmStatus", status.alarm_status.map(|bits| bits.0)),
        ("genConnectStatus", status.gen_connect_status.as_ref().map(|connect| connect.value.0.into())),
        ("storConnectStatus", status.stor_connect_status.as_ref().map(|connect| connect.value.0.into())),
        ("operationalModeStatus", status.operational_mode_status.as_ref().map(|mode| mode.value.into())),
        ("inverterStatus", status.inverter_status.as_ref().map(|inverter| inverter.value.into())),
        ("storageModeStatus", status.storage_mode_status.as_ref().map(|mode| mode.value.into())),
        ("localControlModeStatus", status.local_control_mode_status.as_ref().map(|place| place.value.into())),
    ])
}

/// What the server holds at `t`: the last DERStatus that it took.
fn held<'a>(statuses: &[(f64, &'a DERStatus)], t: f64) -> Option<&'a DERStatus> {
    statuses.iter().rev().find(|(at_s, _)| *at_s <= t).map(|(_, status)| *status)
}

/// The alarmStatus that the server holds at the end of the day.
pub(super) fn last_alarms(lived: &Lived) -> Option<u32> {
    held(&lived.wire.statuses(), f64::INFINITY)?.alarm_status.map(|bits| bits.0)
}

/// Every change of the plant, with the second from which it holds.
fn truths(lived: &Lived) -> Vec<(f64, Fields)> {
    let mut truths: Vec<(f64, Fields)> = Vec::new();
    for sample in &lived.rows {
        let fields = truth(lived, sample);
        if truths.last().is_none_or(|(_, last)| *last != fields) {
            truths.push((sample.t, fields));
        }
    }
    truths
}

/// Seconds from `from_s` on at which the server held what had not been true for a postRate, in words.
pub(super) fn stale(lived: &Lived, from_s: f64) -> Vec<String> {
    let (statuses, truths) = (lived.wire.statuses(), truths(lived));
    let first_s = statuses.first().expect("a DERStatus").0.max(from_s).ceil() as u32;
    let mut stale = Vec::new();
    for t in (first_s..lived.ends_s as u32).map(f64::from) {
        let status = held(&statuses, t).expect("one was told");
        let fields = said(status).into_iter().filter(|(field, value)| !was_true(&truths, field, *value, t));
        stale.extend(fields.map(|(field, value)| format!("{field} {value:?} at {t} s")));
        if !soc_was_true(lived, status, t) {
            stale.push(format!("stateOfChargeStatus at {t} s"));
        }
    }
    stale
}

/// Whether a field was `value` at some instant of the postRate before `t`.
fn was_true(truths: &[(f64, Fields)], field: &str, value: Option<u32>, t: f64) -> bool {
    let since = t - f64::from(RATE_S);
    let ends = truths.iter().map(|(from, _)| *from).skip(1).chain([f64::INFINITY]);
    let stood = truths.iter().zip(ends).filter(|((from, _), end)| *from <= t && *end > since);
    stood.into_iter().any(|((_, fields), _)| fields[field] == value)
}

fn soc_was_true(lived: &Lived, status: &DERStatus, t: f64) -> bool {
    let rows = lived.rows.iter().filter(|row| row.t >= t - f64::from(RATE_S) && row.t <= t);
    let (silent, known): (Vec<_>, Vec<_>) = rows.partition(|row| suffers(row, "battery", FaultKind::Refuse));
    let Some(said) = status.state_of_charge_status.as_ref() else { return !silent.is_empty() };
    let soc = known.iter().map(|row| row.devices["battery"].soc.expect("a battery") * 100.0);
    let (least, most) = soc.fold((f64::INFINITY, 0.0_f64), |(least, most), soc| (least.min(soc), most.max(soc)));
    (least - SOC_OFF..=most + SOC_OFF).contains(&f64::from(said.value))
}

/// How often each field changed at the server.
pub(super) fn changes(lived: &Lived) -> BTreeMap<&'static str, usize> {
    let mut changes = BTreeMap::new();
    for pair in lived.wire.statuses().windows(2) {
        let (before, after) = (said(pair[0].1), said(pair[1].1));
        for (field, value) in after {
            *changes.entry(field).or_default() += usize::from(before[field] != value);
        }
    }
    changes
}

/// The longest that the server waited for a change that stood for a postRate, in seconds.
pub(super) fn latest_s(lived: &Lived) -> f64 {
    let (statuses, truths) = (lived.wire.statuses(), truths(lived));
    let first_s = statuses.first().expect("a DERStatus").0;
    let mut latest_s = 0.0_f64;
    for field in truths[0].1.keys() {
        let mut steps: Vec<(f64, Option<u32>)> = truths.iter().map(|(t, fields)| (*t, fields[field])).collect();
        steps.dedup_by_key(|(_, value)| *value);
        for pair in steps.windows(2).filter(|pair| pair[0].0 > first_s && pair[1].0 - pair[0].0 >= f64::from(RATE_S)) {
            let told = statuses.iter().find(|(at_s, status)| *at_s >= pair[0].0 && said(status)[field] == pair[0].1);
            latest_s = latest_s.max(told.expect("told").0 - pair[0].0);
        }
    }
    latest_s
}
