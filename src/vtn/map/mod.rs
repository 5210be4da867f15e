//! The one place of this room where wire types stop.

mod green_button;
mod hear;
mod say;
mod unit;

use super::event::{PlanError, Signal};
use super::heard::Heard;
use super::said::Said;
use super::ven::Profile;
use tieline_schemas::oadr2::{self as wire, Limits, Signable, SignalType};

/// What a VEN says, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming(pub(super) Heard, pub(super) Profile);

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
    Ok(Incoming(hear::heard(envelope.message), Profile::B))
}

/// Reads a message of a VEN of 2.0a [OADR2a EiEvent].
///
/// # Errors
/// The first fault, with its place.
pub fn decode_20a(bytes: &[u8]) -> Result<Incoming, Unreadable> {
    let message = wire::decode_20a(bytes, &Limits::default()).map_err(|error| Unreadable(error.to_string()))?;
    Ok(Incoming(hear::heard(message), Profile::A))
}

/// Writes a message of the VTN's to a VEN.
pub fn encode(said: &Said, vtn_id: &str, ven_id: &str) -> Vec<u8> {
    wire::encode(&say::message(said, vtn_id, ven_id))
}

/// The same to be signed: with an Id, which a signature refers to, and in the form that is digested.
pub fn encode_to_sign(said: &Said, vtn_id: &str, ven_id: &str) -> Signable {
    wire::encode_with_id(&say::message(said, vtn_id, ven_id), "oadrSignedObject")
}

/// Writes a message of the VTN's to a VEN of 2.0a; `None` for one that 2.0a cannot say [OADR2a EiEvent].
pub fn encode_20a(said: &Said, vtn_id: &str, ven_id: &str) -> Option<Vec<u8>> {
    let written = wire::encode_20a(&say::message_20a(said, vtn_id, ven_id));
    written.inspect_err(|error| tracing::error!(ven_id, %error, "not said")).ok()
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
