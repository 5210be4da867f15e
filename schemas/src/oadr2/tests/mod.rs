//! The codec: golden messages, round trips, prefixes, bounds, malformed input, simple values.

mod bounds;
mod edition;
mod envelope;
mod golden;
mod green_button;
mod malformed;
mod messages;
mod prefixes;
mod properties;
mod simple;

use super::*;

fn read(text: &str) -> Result<Envelope, DecodeError> {
    decode(text.as_bytes(), &Limits::default())
}

fn error(text: &str) -> DecodeError {
    read(text).map(|envelope| envelope.message).expect_err(text)
}

fn write(message: &Message) -> String {
    String::from_utf8(encode(message)).unwrap()
}

/// `oadrPoll` has the fewest fields; `extra` follows its only one.
fn poll(extra: &str) -> String {
    let message = Message::from(OadrPoll { ven_id: "ven1".to_owned(), ..OadrPoll::default() });
    write(&message).replace("</oadr:oadrPoll>", &format!("{extra}</oadr:oadrPoll>"))
}
