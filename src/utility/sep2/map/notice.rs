//! What we say once: registration, responses, log events, the connection point.

use super::super::config::SessionConfig;
use super::super::responses::Waiting;
use super::bytes;
use tieline_core::model::{CurveKind, Mode, UtcSeconds};
use tieline_schemas::sep2::{
    ConnectionPointType, DERControlResponse, EndDevice, HexBinary32, HexBinary128, HexBinary160, LogEvent, UInt40,
};

/// PEN of the IEEE 2030.5 log event codes [2030.5 LogEvent].
const LOG_PEN: u32 = 40_732;
/// The profile IEEE 2030.5 and the function set Distributed Energy Resources [X18 LogEvent].
const LOG_PROFILE: u8 = 2;
const LOG_FUNCTION_SET: u8 = 11;
/// Alarms from this bit up have no log event code [X18 DERStatus.alarmStatus].
const LOG_BITS: u8 = 11;
/// Bytes of a String32.
const TEXT_MAX: usize = 32;
/// deviceCategory bit 18: virtual or mixed DER [X18 DeviceCategoryType].
const CATEGORY_MIXED_DER: u32 = 1 << 18;

/// The EndDevice that registers us in-band [2030.5 §8.6, CSIP §6.1.4].
pub(in super::super) fn end_device(config: &SessionConfig, now: UtcSeconds) -> Vec<u8> {
    let device = EndDevice {
        sfdi: UInt40::new(config.sfdi.0).unwrap_or_default(),
        lfdi: Some(HexBinary160(config.lfdi.0)),
        device_category: Some(HexBinary32(CATEGORY_MIXED_DER)),
        changed_time: now.0,
        enabled: Some(true),
        ..EndDevice::default()
    };
    bytes(&device, config.edition_2023, false)
}

/// The response to a DERControl; modesResponded goes to 2023 servers alone, where it is mandatory [X23].
pub(in super::super) fn response(waiting: &Waiting, config: &SessionConfig) -> Vec<u8> {
    let modes = waiting.modes.iter().filter_map(|mode| mode_bit(*mode)).fold(0, |bits, bit| bits | 1 << bit);
    let response = DERControlResponse {
        created_date_time: Some(waiting.created.0),
        end_device_lfdi: HexBinary160(config.lfdi.0),
        status: Some(waiting.code),
        subject: HexBinary128(waiting.mrid.0),
        modes_responded: config.edition_2023.then_some(HexBinary32(modes)),
        ..DERControlResponse::default()
    };
    bytes(&response, config.edition_2023, false)
}

/// The bit of a mode in modesSupported and modesResponded; `None` for those that have none [X18 DERControlType].
pub(super) fn mode_bit(mode: Mode) -> Option<u8> {
    Some(match mode {
        Mode::Connect => 2,
        Mode::Energize => 3,
        Mode::FixedPfAbsorb => 4,
        Mode::FixedPfInject => 5,
        Mode::FixedVar => 6,
        Mode::FixedW => 7,
        Mode::FreqDroop => 8,
        Mode::Curve(kind @ (CurveKind::VoltVar | CurveKind::VoltWatt | CurveKind::WattPf | CurveKind::WattVar)) => {
            kind.number() + 12
        }
        Mode::Curve(kind) => kind.number() + 9,
        Mode::MaxLimW => 20,
        Mode::TargetVar => 21,
        Mode::TargetW => 22,
        _ => return None,
    })
}

/// The code of a DER alarm: twice its bit when it rises, one more when it clears; bits from 11 up have none
/// [2030.5 LogEvent].
pub(in super::super) fn log_code(bit: u8, raised: bool) -> Option<u8> {
    (bit < LOG_BITS).then_some(2 * bit + u8::from(!raised))
}

/// A log event of the DER function set.
pub(in super::super) fn log_event(code: u8, id: u64, at: UtcSeconds, details: &str, config: &SessionConfig) -> Vec<u8> {
    let event = LogEvent {
        created_date_time: at.0,
        details: (!details.is_empty()).then(|| cut(details)),
        function_set: LOG_FUNCTION_SET,
        log_event_code: code,
        log_event_id: (id & 0xFFFF) as u16,
        log_event_pen: LOG_PEN,
        profile_id: LOG_PROFILE,
        ..LogEvent::default()
    };
    bytes(&event, config.edition_2023, false)
}

/// The connection point's identifier [CSIP-AUS ConnectionPoint].
pub(in super::super) fn connection_point(id: &str, config: &SessionConfig) -> Vec<u8> {
    let point = ConnectionPointType { connection_point_id: cut(id), ..ConnectionPointType::default() };
    bytes(&point, config.edition_2023, true)
}

/// The longest head of `text` that a String32 holds.
pub(super) fn cut(text: &str) -> String {
    let mut end = text.len().min(TEXT_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_codes_are_twice_the_bit_and_one_more_when_cleared() {
        assert_eq!((log_code(3, true), log_code(3, false)), (Some(6), Some(7)));
        assert_eq!((log_code(0, true), log_code(10, false)), (Some(0), Some(21)));
        assert_eq!(log_code(11, true), None);
    }

    #[test]
    fn mode_bits_are_the_standards() {
        let bits = [
            (Mode::Curve(CurveKind::FreqWatt), 9),
            (Mode::Curve(CurveKind::LvrtMustTrip), 19),
            (Mode::MaxLimW, 20),
            (Mode::Curve(CurveKind::VoltVar), 23),
            (Mode::Curve(CurveKind::WattVar), 26),
        ];
        for (mode, bit) in bits {
            assert_eq!(mode_bit(mode), Some(bit), "{mode:?}");
        }
        assert_eq!(mode_bit(Mode::ExpLimW), None);
    }

    #[test]
    fn details_are_cut_at_a_character() {
        assert_eq!(cut(&"ä".repeat(20)).len(), 32);
        assert_eq!(cut(&format!("x{}", "ä".repeat(20))).len(), 31);
    }
}
