//! Properties over random values.

use super::*;
use proptest::prelude::*;

proptest! {
    /// What is written is read back, whatever the text has in it, but for what XML cannot carry.
    #[test]
    fn text_survives(text in "[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\u{FFFE}\\u{FFFF}]{0,32}") {
        let sent = DERControl { description: Some(text), ..control() };
        prop_assert_eq!(decode_as::<DERControl>(&encode(&sent), &Limits::default()), Ok(sent));
    }

    /// Numbers of every width survive.
    #[test]
    fn numbers_survive(start: i64, duration: u32, multiplier: i8, value: i16, wide in -(1_i64 << 47)..(1 << 47)) {
        let interval = DateTimeInterval { duration, start };
        let sent = Reading { value: Int48::new(wide), time_period: Some(interval), ..Reading::default() };
        prop_assert_eq!(decode_as::<Reading>(&encode(&sent), &Limits::default()), Ok(sent));
        let sent = ActivePower { multiplier, value };
        prop_assert_eq!(decode_as::<ActivePower>(&encode(&sent), &Limits::default()), Ok(sent));
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
            "<DERControlList xmlns=\"urn:ieee:std:2030.5:ns\" all=\"1\" results=\"1\">", "</DERControlList>", "<DERControl>",
            "</DERControl>", "<mRID>", "</mRID>", "<interval>", "</interval>", "07", "&amp;", "<!-- -->", "<x a='1'/>",
            "<opModMaxLimW>", "]]>",
        ];
        let text: String = parts.iter().map(|&index| PARTS[index]).collect();
        let _ = decode(text.as_bytes(), &Limits::default());
    }
}
