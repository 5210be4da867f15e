//! An exchange as somebody who follows a device reads it: which messages it carried, and whether they read.

use super::wire_log::Exchange;
use serde::Serialize;
use tieline_schemas::sep2::{Limits, decode};

/// One message of an exchange and the reader's verdict on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// The message's root element; absent where there is no body or it does not read.
    pub document: Option<String>,
    /// What is wrong with it by the schema or a bound; absent where it reads.
    pub fault: Option<String>,
    /// The body as it was; no PIN is in it.
    pub body: String,
}

impl Heard {
    fn of(body: &str) -> Option<Self> {
        if body.is_empty() {
            return None;
        }
        let (document, fault) = match decode(body.as_bytes(), &Limits::default()) {
            Ok(document) => (Some(document.root_name().to_owned()), None),
            Err(error) => (None, Some(error.to_string())),
        };
        Some(Self { document, fault, body: body.to_owned() })
    }
}

impl Exchange {
    /// The request's message, if it has one.
    pub fn heard(&self) -> Option<Heard> {
        Heard::of(&self.request)
    }

    /// The answer's message, if it has one.
    pub fn answered(&self) -> Option<Heard> {
        Heard::of(&self.response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_named_and_one_that_does_not_read_says_why() {
        let time = "<Time xmlns=\"urn:ieee:std:2030.5:ns\"><currentTime>1</currentTime><dstEndTime>0</dstEndTime>\
                    <dstOffset>0</dstOffset><dstStartTime>0</dstStartTime><quality>7</quality><tzOffset>0</tzOffset></Time>";
        let heard = Heard::of(time).expect("a body");
        assert_eq!((heard.document.as_deref(), heard.fault), (Some("Time"), None));
        let bad = Heard::of(&time.replace("<currentTime>1<", "<currentTime>noon<")).expect("a body");
        assert!(bad.document.is_none() && bad.fault.is_some_and(|fault| fault.contains("currentTime")));
        assert_eq!(Heard::of(""), None);
    }
}
