//! The site's DER as the server sees it: one DER, the sum of what is behind the meter.

use super::super::config::SessionConfig;
use super::bytes;
use super::notice::mode_bit;
use super::scale;
use tieline_core::model::{
    Asset, AssetKind, AssetState, CentiPercent, ConnectState, CurveKind, DefaultControl, Mode, OperatingState,
    UtcSeconds, Vars, WattHours, Watts,
};
use tieline_schemas::sep2::{
    ActivePower, ApparentPower, ConnectStatusType, DERAvailability, DERCapability, DERSettings, DERStatus, HexBinary8,
    HexBinary32, InverterStatusType, LocalControlModeStatusType, OperationalModeStatusType, ReactivePower,
    StateOfChargeStatusType, StorageModeStatusType, WattHour,
};

/// DERType [X18]: unknown, photovoltaic, other storage, EVSE, combined photovoltaic and storage, mixed.
const TYPE_UNKNOWN: u8 = 0;
const TYPE_MIXED: u8 = 1;
const TYPE_PV: u8 = 4;
const TYPE_STORAGE: u8 = 80;
const TYPE_EVSE: u8 = 82;
const TYPE_PV_AND_STORAGE: u8 = 83;
/// A battery's power below this share of its rating is holding, in hundredths of a percent.
const HOLDING: i64 = 100;

/// Everything that the four documents are made of.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct DerView<'a> {
    /// The DER behind the meter, with what was last read of each.
    pub ders: &'a [(Asset, Option<AssetState>)],
    /// What the ruling default says of ramps and entering service.
    pub default: Option<&'a DefaultControl>,
    /// Who we are.
    pub config: &'a SessionConfig,
    /// When, on the server's time.
    pub now: UtcSeconds,
}

impl DerView<'_> {
    fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.ders.iter().map(|(asset, _)| asset)
    }

    /// Those that were read, with what was read last.
    fn states(&self) -> impl Iterator<Item = (&Asset, &AssetState)> {
        self.ders.iter().filter_map(|(asset, state)| Some((asset, state.as_ref()?)))
    }

    /// Those that answer: how a silent one is, nobody knows.
    fn answering(&self) -> impl Iterator<Item = (&Asset, &AssetState)> {
        self.states().filter(|(_, state)| state.online)
    }

    fn has(&self, kind: AssetKind) -> bool {
        self.assets().any(|asset| asset.kind == kind)
    }

    fn rated_w(&self) -> Watts {
        self.assets().map(|asset| asset.rating.max_w).sum()
    }

    fn rated_charge_w(&self) -> Watts {
        self.assets().map(|asset| asset.rating.max_charge_w).sum()
    }

    fn modes(&self) -> u32 {
        let mut bits = 0;
        for asset in self.assets() {
            bits |= u32::from(asset.rating.max_charge_w.0 > 0) | u32::from(asset.kind == AssetKind::Battery) << 1;
            bits |= capability_modes(asset).filter_map(mode_bit).fold(0, |bits, bit| bits | 1 << bit);
        }
        bits
    }

    /// Bit 0 export, 1 import, 2 generation, 3 load limit [CSIP-AUS DOEControlType].
    fn doe_modes(&self) -> u8 {
        let limits = self.assets().any(|asset| asset.capability.limit_w || asset.capability.set_w);
        let charges = self.assets().any(|asset| asset.capability.set_w && asset.rating.max_charge_w.0 > 0);
        (u8::from(limits) * 0b0101) | (u8::from(charges) * 0b1010)
    }

    fn der_type(&self) -> u8 {
        let kinds = (self.has(AssetKind::Pv), self.has(AssetKind::Battery), self.has(AssetKind::Charger));
        match kinds {
            (false, false, false) => TYPE_UNKNOWN,
            (true, false, false) => TYPE_PV,
            (false, true, false) => TYPE_STORAGE,
            (false, false, true) => TYPE_EVSE,
            (true, true, false) => TYPE_PV_AND_STORAGE,
            _ => TYPE_MIXED,
        }
    }
}

fn capability_modes(asset: &Asset) -> impl Iterator<Item = Mode> {
    let can = asset.capability;
    let plain = [
        (can.isolate, Mode::Connect),
        (can.energize, Mode::Energize),
        (can.set_pf, Mode::FixedPfAbsorb),
        (can.set_pf, Mode::FixedPfInject),
        (can.set_var, Mode::FixedVar),
        (can.set_var, Mode::TargetVar),
        (can.set_w, Mode::FixedW),
        (can.set_w, Mode::TargetW),
        (can.freq_droop, Mode::FreqDroop),
        (can.limit_w, Mode::MaxLimW),
    ];
    let curves = CurveKind::ALL.into_iter().filter(move |kind| can.curves >> kind.number() & 1 == 1);
    plain.into_iter().filter_map(|(can, mode)| can.then_some(mode)).chain(curves.map(Mode::Curve))
}

fn active(w: Watts) -> ActivePower {
    let (value, multiplier) = scale::encode(w.0, i64::from(i16::MAX));
    ActivePower { multiplier, value: i16::try_from(value).unwrap_or(i16::MAX) }
}

fn reactive(var: Vars) -> ReactivePower {
    let (value, multiplier) = scale::encode(var.0, i64::from(i16::MAX));
    ReactivePower { multiplier, value: i16::try_from(value).unwrap_or(i16::MAX) }
}

fn apparent(va: i64) -> ApparentPower {
    let (value, multiplier) = scale::encode(va.max(0), i64::from(u16::MAX));
    ApparentPower { multiplier, value: u16::try_from(value).unwrap_or(u16::MAX) }
}

fn energy(wh: WattHours) -> WattHour {
    let (value, multiplier) = scale::encode(wh.0.max(0), i64::from(u16::MAX));
    WattHour { multiplier, value: u16::try_from(value).unwrap_or(u16::MAX) }
}

/// `Some` for a magnitude above zero: a rating that is not known is left out.
fn known<T>(magnitude: i64, wire: impl FnOnce() -> T) -> Option<T> {
    (magnitude > 0).then(wire)
}

/// The nameplate [X18 DERCapability; CSIP-AUS doeModesSupported].
pub(in super::super) fn capability(view: &DerView<'_>) -> Vec<u8> {
    let (w, charge, va) = (view.rated_w(), view.rated_charge_w(), view.assets().map(|a| a.rating.max_va).sum::<i64>());
    let var: Vars = view.assets().map(|asset| asset.rating.max_var).sum();
    let absorbed: Vars = view.assets().map(|asset| asset.rating.max_var_absorbed).sum();
    let capacity: WattHours = view.assets().map(|asset| asset.rating.capacity).sum();
    let storage: Watts = view.assets().filter(|a| a.kind == AssetKind::Battery).map(|asset| asset.rating.max_w).sum();
    let document = DERCapability {
        modes_supported: HexBinary32(view.modes()),
        rtg_max_w: active(w),
        rtg_max_charge_rate_w: known(charge.0, || active(charge)),
        rtg_max_discharge_rate_w: known(storage.0, || active(storage)),
        rtg_max_va: known(va, || apparent(va)),
        rtg_max_var: known(var.0, || reactive(var)),
        rtg_max_var_neg: known(absorbed.0, || reactive(-absorbed)),
        rtg_max_wh: known(capacity.0, || energy(capacity)),
        r#type: view.der_type(),
        doe_modes_supported: view.config.csip_aus.then(|| HexBinary8(view.doe_modes())),
        ..DERCapability::default()
    };
    bytes(&document, view.config.edition_2023, view.config.csip_aus)
}

/// The settings in force; ramps and enter-service values are those of the ruling default [X18 DERSettings; cactus ALL-13].
pub(in super::super) fn settings(view: &DerView<'_>) -> Vec<u8> {
    let max_w = view.config.set_max_w.unwrap_or_else(|| view.rated_w());
    let charge = view.config.set_max_charge_w.unwrap_or_else(|| view.rated_charge_w());
    let va: i64 = view.assets().map(|asset| asset.rating.max_va).sum();
    let var: Vars = view.assets().map(|asset| asset.rating.max_var).sum();
    let capacity: WattHours = view.assets().map(|asset| asset.rating.capacity).sum();
    let mut document = DERSettings {
        modes_enabled: Some(HexBinary32(view.modes())),
        set_max_w: active(max_w),
        set_max_charge_rate_w: known(charge.0, || active(charge)),
        set_max_va: known(va, || apparent(va)),
        set_max_var: known(var.0, || reactive(var)),
        set_max_wh: known(capacity.0, || energy(capacity)),
        updated_time: view.now.0,
        doe_modes_enabled: view.config.csip_aus.then(|| HexBinary8(view.doe_modes())),
        ..DERSettings::default()
    };
    if let Some(default) = view.default {
        put_default(&mut document, default);
    }
    bytes(&document, view.config.edition_2023, view.config.csip_aus)
}

fn put_default(document: &mut DERSettings, default: &DefaultControl) {
    let grad = |share: CentiPercent| u16::try_from(share.0).unwrap_or(0);
    let volt = |share: CentiPercent| i16::try_from(share.0).ok();
    document.set_grad_w = default.set_grad_w.map_or(0, grad);
    document.set_soft_grad_w = default.set_soft_grad_w.map(grad);
    [document.set_es_delay, document.set_es_random_delay, document.set_es_ramp_tms] =
        default.enter_service_centiseconds;
    [document.set_es_low_freq, document.set_es_high_freq] = default.enter_service_centihertz;
    [document.set_es_low_volt, document.set_es_high_volt] =
        default.enter_service_volt.map(|share| share.and_then(volt));
}

/// The bits of ConnectStatusType [X18].
fn connect_bits(state: ConnectState) -> u8 {
    u8::from(state.connected)
        | u8::from(state.available) << 1
        | u8::from(state.operating) << 2
        | u8::from(state.test) << 3
        | u8::from(state.fault) << 4
}

/// How the DER are; each field that no answering DER stands behind is left out. A fault stands until it was seen to clear,
/// as its log event does [X18 DERStatus].
pub(in super::super) fn status(view: &DerView<'_>) -> Vec<u8> {
    let at = view.now.0;
    let connect = |storage: bool| {
        let of_kind = view.answering().filter(|(asset, _)| (asset.kind == AssetKind::Battery) == storage);
        let bits = of_kind.map(|(_, state)| connect_bits(state.connect)).reduce(|a, b| a | b);
        bits.map(|bits| ConnectStatusType { date_time: at, value: HexBinary8(bits) })
    };
    let any = view.answering().next().is_some();
    let faults = view.states().fold(0, |bits, (_, state)| bits | state.faults.0);
    let mode = operating(view);
    let document = DERStatus {
        alarm_status: Some(HexBinary32(faults)),
        gen_connect_status: connect(false),
        inverter_status: any.then(|| InverterStatusType { date_time: at, value: inverter(mode, faults) }),
        local_control_mode_status: any
            .then(|| LocalControlModeStatusType { date_time: at, value: control_place(view) }),
        operational_mode_status: any.then_some(OperationalModeStatusType { date_time: at, value: mode }),
        reading_time: at,
        state_of_charge_status: state_of_charge(view).map(|value| StateOfChargeStatusType { date_time: at, value }),
        storage_mode_status: storage_mode(view).map(|value| StorageModeStatusType { date_time: at, value }),
        stor_connect_status: connect(true),
        ..DERStatus::default()
    };
    bytes(&document, view.config.edition_2023, false)
}

/// 0 local where somebody on site has taken any of them over, 1 remote: the inverse of SunSpec's 715.LocRemCtl.
fn control_place(view: &DerView<'_>) -> u8 {
    u8::from(!view.answering().any(|(_, state)| state.local))
}

/// operationalModeStatus: operational where any is, else test, else off.
fn operating(view: &DerView<'_>) -> u8 {
    let number = |state: OperatingState| match state {
        OperatingState::Unknown => 0,
        OperatingState::Off => 1,
        OperatingState::Test => 2,
        OperatingState::Operational => 3,
    };
    let best = view.answering().map(|(_, state)| number(state.operating)).max().unwrap_or(0);
    [0, 1, 3, 2][best]
}

/// inverterStatus: 7 fault, 1 off, 9 test, 4 running, 0 not known [X18 InverterStatusType].
fn inverter(operational_mode: u8, faults: u32) -> u8 {
    match operational_mode {
        _ if faults != 0 => 7,
        1 => 1,
        2 => 4,
        3 => 9,
        _ => 0,
    }
}

fn batteries<'a>(view: &'a DerView<'_>) -> impl Iterator<Item = (&'a Asset, &'a AssetState)> {
    view.answering().filter(|(asset, _)| asset.kind == AssetKind::Battery)
}

/// The batteries' state of charge, weighed by capacity, in hundredths of a percent.
fn state_of_charge(view: &DerView<'_>) -> Option<u16> {
    let weigh = |(asset, state): (&Asset, &AssetState)| {
        let weight = asset.rating.capacity.0.max(1);
        Some((i64::from(state.battery?.soc.0).saturating_mul(weight), weight))
    };
    let (sum, weights) = batteries(view).filter_map(weigh).reduce(|a, b| (a.0 + b.0, a.1 + b.1))?;
    u16::try_from(sum / weights).ok()
}

/// 0 charging, 1 discharging, 2 holding [X18 StorageModeStatusType].
fn storage_mode(view: &DerView<'_>) -> Option<u8> {
    let sum = |pick: fn(&Asset, &AssetState) -> i64| batteries(view).map(|(a, s)| pick(a, s)).reduce(|a, b| a + b);
    let w = sum(|_, state| state.w.0)?;
    let rated = sum(|asset, _| asset.rating.max_w.0)?;
    let holding = w.saturating_abs().saturating_mul(10_000) <= rated.saturating_mul(HOLDING);
    Some(if holding { 2 } else { u8::from(w > 0) })
}

/// What could be had now beyond what flows: a battery's BMS limit less its discharge. PV is not estimated
/// [X18 DERAvailability: reserve power].
pub(in super::super) fn availability(view: &DerView<'_>) -> Vec<u8> {
    let reserve = |(_, state): (&Asset, &AssetState)| Some((state.battery?.discharge_limit - state.w).0.max(0));
    let w = batteries(view).filter_map(reserve).reduce(|a, b| a + b);
    let var = view.answering().map(|(_, state)| state.var_available).sum::<Option<Vars>>();
    let document = DERAvailability {
        reading_time: view.now.0,
        stat_w_avail: w.map(|w| active(Watts(w))),
        stat_var_avail: var.filter(|_| view.answering().next().is_some()).map(|var| reactive(var.abs())),
        ..DERAvailability::default()
    };
    bytes(&document, view.config.edition_2023, false)
}
