//! The one place of this room where wire types stop.

mod hear;
mod say;
mod unit;

use super::event::{PlanError, Signal};
use super::heard::Heard;
use super::said::Said;
use tieline_schemas::oadr2::{self as wire, Limits, Signable, SignalType};

/// What a VEN says, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming(pub(super) Heard);

/// What cannot be read: no 2.0b message, or beyond a bound of the reader (rule 7).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

/// Reads a message of a VEN.
///
/// # Errors
/// The first fault, with its place.
pub fn decode(bytes: &[u8]) -> Result<Incoming, Unreadable> {
    let envelope = wire::decode(bytes, &Limits::default()).map_err(|error| Unreadable(error.to_string()))?;
    Ok(Incoming(hear::heard(envelope.message)))
}

/// Writes a message of the VTN's to a VEN.
pub fn encode(said: &Said, vtn_id: &str, ven_id: &str) -> Vec<u8> {
    wire::encode(&say::message(said, vtn_id, ven_id))
}

/// The same to be signed: with an Id, which a signature refers to, and in the form that is digested.
pub fn encode_to_sign(said: &Said, vtn_id: &str, ven_id: &str) -> Signable {
    wire::encode_with_id(&say::message(said, vtn_id, ven_id), "oadrSignedObject")
}

/// Whether a signal's type and unit can be told on the wire.
pub(super) fn check_names(signal: &Signal) -> Result<(), PlanError> {
    let fail = |says: String| Err(PlanError { what: "signals", says });
    if signal.name.is_empty() || signal.name.len() > 128 || signal.name.chars().any(char::is_control) {
        return fail("a signal has a name of 1 to 128 bytes, such as SIMPLE".to_owned());
    }
    if SignalType::parse(&signal.kind).is_none() {
        return fail(format!("{:?} is no signalType such as level, setpoint or price", signal.kind));
    }
    match &signal.unit {
        Some(unit) if unit::item(unit).is_none() => fail(format!("{unit:?} is no unit such as kW, kWh or USD/kWh")),
        _ => Ok(()),
    }
}
