//! Properties over random messages and random bytes.

use super::*;
use crate::oadr2::generator::{TABLE, sample, table};
use proptest::prelude::*;

/// Every payload, filled at random by seed: what is read is written as it was, and reads back equal.
#[test]
fn random_messages_come_back_equal() {
    let table = table::parse(TABLE).unwrap();
    for payload in table.payloads() {
        for seed in 0..60 {
            let text = sample::message(&table, &payload.name, seed);
            let found = read(&text).unwrap_or_else(|error| panic!("{error}, seed {seed}: {text}"));
            assert_eq!(format!("oadr:{}", found.message.name()), payload.name);
            assert_eq!(write(&found.message), text, "seed {seed}");
            assert_eq!(read(&write(&found.message)).unwrap().message, found.message, "seed {seed}");
        }
    }
    assert_eq!(table.payloads().len(), 23);
}

proptest! {
    /// What is written is read back, whatever the text has in it, but for what XML cannot carry.
    #[test]
    fn text_survives(text in "[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\u{FFFE}\\u{FFFF}]{0,40}") {
        let sent = Message::from(OadrPoll { ven_id: text, ..OadrPoll::default() });
        prop_assert_eq!(decode(&encode(&sent), &Limits::default()).map(|found| found.message), Ok(sent));
    }

    /// A number of the payload survives to the last bit.
    #[test]
    fn numbers_survive(value in proptest::num::f32::NORMAL | proptest::num::f32::ZERO, more in -1e30_f64..1e30) {
        for value in [f64::from(value), more] {
            let mut sent = messages::all()[0].clone();
            let Message::DistributeEvent(distribute) = &mut sent else { panic!() };
            let signal = &mut distribute.oadr_event[0].ei_event.ei_event_signals.ei_event_signal[0];
            signal.current_value = Some(CurrentValue { payload_float: value.into() });
            prop_assert_eq!(decode(&encode(&sent), &Limits::default()).map(|found| found.message), Ok(sent));
        }
    }

    /// An instant and a duration come back as they went.
    #[test]
    fn times_survive(millis in -62_135_596_800_000_i64..253_402_300_800_000, parts: [u32; 6], negative: bool) {
        let instant = DateTime::from_unix_millis(millis).unwrap();
        prop_assert_eq!(DateTime::parse(&instant.to_string()), Some(instant));
        prop_assert_eq!(instant.unix_millis(), millis);
        let [years, months, days, hours, minutes, seconds] = parts;
        let duration = Duration { negative, years, months, days, hours, minutes, seconds };
        prop_assert_eq!(Duration::parse(&duration.to_string()), Some(duration));
    }

    /// No bytes make the reader panic or take it over a bound.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = decode(&bytes, &Limits::default());
    }

    /// Nor does anything that looks like a message.
    #[test]
    fn any_tags_are_read_or_refused(parts in proptest::collection::vec(0_usize..14, 0..60)) {
        const PARTS: [&str; 14] = [
            "<oadrPayload xmlns=\"http://openadr.org/oadr-2.0b/2012/07\" xmlns:e=\"http://docs.oasis-open.org/ns/energyinterop/201110\">",
            "</oadrPayload>", "<oadrSignedObject Id='a'>", "</oadrSignedObject>", "<oadrPoll>", "</oadrPoll>", "<e:venID>",
            "</e:venID>", "07", "&amp;", "<!-- -->", "<x a='1'/>", "<?pi?>", "]]>",
        ];
        let text: String = parts.iter().map(|&index| PARTS[index]).collect();
        let _ = decode(text.as_bytes(), &Limits::default());
    }
}
