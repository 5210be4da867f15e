//! A device may answer anything: registers of any model decode or are refused, and the driver survives any replies.
#![no_main]

use tieline::assets::modbus::{ModbusFault, ModbusReply};
use tieline::assets::sunspec::{Driver, Input, MeterSign, Output, Settings};
use tieline_core::model::{
    AssetCommand, AssetId, AssetKind, CentiPercent, Lease, Machine, Millis, Mono, Now, Setpoint, SiteId, Vars, Watts,
};
use tieline_schemas::sunspec::table::MODELS;
use tieline_schemas::sunspec::{Image, registers_from_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [first, rest @ ..] = bytes else { return };
    decode(usize::from(*first) % MODELS.len(), rest);
    drive(*first, rest);
});

fn decode(model: usize, bytes: &[u8]) {
    let Ok(image) = Image::new(&MODELS[model], registers_from_bytes(bytes)) else { return };
    for place in image.layout().places() {
        let _ = (image.decimal(&place.path), image.text(&place.path), image.symbol(&place.path));
    }
}

fn settings(kind: u8) -> Option<Settings> {
    let kinds = [AssetKind::Pv, AssetKind::Battery, AssetKind::SiteMeter];
    Some(Settings {
        asset: AssetId::new("asset").ok()?,
        site: SiteId::new("site").ok()?,
        kind: kinds[usize::from(kind) % kinds.len()],
        poll_ms: 1_000,
        meter_sign: MeterSign::ImportPositive,
        installer_limit: None,
        isolating_contact: true,
        ride_through: Some(Default::default()),
    })
}

/// The bytes are one long register map that repeats, with a fault or a setpoint now and then.
fn drive(kind: u8, bytes: &[u8]) {
    let map = registers_from_bytes(bytes);
    let Some(settings) = settings(kind).filter(|_| !map.is_empty()) else { return };
    let (mut driver, mut out, mut now) = (Driver::new(settings.clone()), Vec::new(), Now::default());
    driver.step(now, Input::Start, &mut out);
    for step in 0..400_u64 {
        let asked = out.drain(..).find_map(|output| answer(output, &map, step));
        now = Now { wall: Millis(now.wall.0 + 300), mono: Mono(now.mono.0 + 300) };
        driver.step(now, asked.unwrap_or(Input::Timer), &mut out);
        if step % 50 == 49 {
            driver.step(now, Input::Setpoint(setpoint(&settings, step, now, i64::from(map[0] as i16))), &mut out);
        }
    }
}

fn answer(output: Output, map: &[u16], step: u64) -> Option<Input> {
    let at = |address: u16, count: u16| -> Vec<u16> {
        let mark = [0x5375, 0x6E53];
        let own = map.iter().cycle().skip(usize::from(address) % map.len());
        if address == 40_000 { mark.to_vec() } else { own.take(usize::from(count)).copied().collect() }
    };
    Some(match output {
        Output::Read { id, .. } if step % 97 == 96 => Input::Reply { id, result: Err(ModbusFault::Timeout) },
        Output::Read { id, address, count } => {
            Input::Reply { id, result: Ok(ModbusReply::Registers(at(address, count))) }
        }
        Output::Write { id, .. } => Input::Reply { id, result: Ok(ModbusReply::Written) },
        _ => return None,
    })
}

fn setpoint(settings: &Settings, seq: u64, now: Now, watts: i64) -> Setpoint {
    let command = AssetCommand {
        limit_w: Some(Watts(watts)),
        set_w: Some(Watts(-watts)),
        set_var: Some(Vars(watts)),
        set_var_share_available: Some(CentiPercent(5_000)),
        energize: Some(watts % 2 == 0),
        ..AssetCommand::default()
    };
    let lease = Lease { seconds: 60, revert_limit_w: Watts(0), revert_set_w: Watts(0) };
    let (asset, causes) = (settings.asset.clone(), Vec::new());
    Setpoint { seq, asset, command, lease, at: now.wall, mono: now.mono, renewal: false, causes }
}
