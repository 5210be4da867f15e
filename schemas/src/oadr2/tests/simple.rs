//! The simple values.

use super::*;

#[test]
fn instants_are_those_of_the_calendar() {
    let cases = [
        ("1970-01-01T00:00:00Z", 0),
        ("2000-02-29T12:34:56Z", 951_827_696),
        ("2026-11-24T21:53:26Z", 1_795_557_206),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("1969-12-31T23:59:59Z", -1),
    ];
    for (text, seconds) in cases {
        let found = DateTime::parse(text).unwrap();
        assert_eq!((found.unix_seconds(), found.to_string().as_str()), (seconds, text));
    }
    assert_eq!(DateTime::parse("2026-12-31T24:00:00Z"), DateTime::parse("2027-01-01T00:00:00Z"));
}

#[test]
fn fractions_of_a_second_are_kept_to_the_nanosecond() {
    let found = DateTime::parse("2026-11-24T21:53:26.123456Z").unwrap();
    assert_eq!((found.subsec_nanos(), found.unix_millis()), (123_456_000, 1_795_557_206_123));
    assert_eq!(found.to_string(), "2026-11-24T21:53:26.123456Z");
    assert_eq!(DateTime::parse("2026-11-24T21:53:26.0000000009Z").unwrap().to_string(), "2026-11-24T21:53:26Z");
    let before = DateTime::from_unix_millis(-1).unwrap();
    assert_eq!(before.to_string(), "1969-12-31T23:59:59.999Z");
}

#[test]
fn what_is_no_instant_is_refused() {
    for text in [
        "2026-11-24T21:53:26",
        "2026-11-24T21:53:26+00:00",
        "2026-11-24T21:53Z",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00.Z",
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2026-1-01T00:00:00Z",
        "2026-01-01 00:00:00Z",
        "Z",
        "",
        "9999-12-31T24:00:00Z",
        "2026-01-01T00:00:00.1x Z",
        "20é6-01-01T00:00:00Z",
    ] {
        assert_eq!(DateTime::parse(text), None, "{text}");
    }
}

#[test]
fn durations_are_kept_in_parts() {
    let cases = [
        ("PT1H30M", "PT1H30M", Some(5400)),
        ("PT90M", "PT90M", Some(5400)),
        ("P1D", "P1D", Some(86_400)),
        ("-PT15M", "-PT15M", Some(-900)),
        ("+PT15M", "PT15M", Some(900)),
        ("PT0S", "PT0S", Some(0)),
        ("P", "PT0S", Some(0)),
        ("PT", "PT0S", Some(0)),
        ("P1Y2M3DT4H5M6S", "P1Y2M3DT4H5M6S", None),
        ("P2M", "P2M", None),
        ("P1D2M", "P1DT2M", Some(86_520)),
        ("P3M2M", "P3MT2M", None),
        ("P5H", "PT5H", Some(18_000)),
        ("2W", "P14D", Some(1_209_600)),
        ("P2W", "P14D", Some(1_209_600)),
        ("PT0H5M", "PT5M", Some(300)),
    ];
    for (text, shown, seconds) in cases {
        let found = Duration::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((found.to_string().as_str(), found.to_seconds()), (shown, seconds), "{text}");
        assert_eq!(Duration::parse(shown), Some(found));
    }
    assert_ne!(Duration::parse("PT1H"), Duration::parse("PT60M"));
    assert_eq!(Duration::from_seconds(5405).to_string(), "PT1H30M5S");
}

#[test]
fn what_is_no_duration_is_refused() {
    for text in [
        "",
        "1H",
        "PT1.5S",
        "P1",
        "PX",
        "PT5",
        "P1S1H",
        "PT1D",
        "P--1D",
        "P1W1D",
        "W",
        "PW",
        "PT4294967296S",
        "P T1H",
        "P5T1H",
    ] {
        assert_eq!(Duration::parse(text), None, "{text}");
    }
}

#[test]
fn decimals_are_exact() {
    for (text, shown) in [
        ("60", "60"),
        ("60.00", "60"),
        ("-0.5", "-0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+007.10", "7.1"),
        ("0", "0"),
        ("999999999999999999", "999999999999999999"),
        ("0.000000000000000001", "0.000000000000000001"),
    ] {
        let found = Decimal::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.to_string(), shown);
        assert_eq!(Decimal::parse(shown), Some(found));
    }
    for text in ["", ".", "1e3", "--1", "1.2.3", "1000000000000000000", "0.0000000000000000001", "NaN", "+-1"] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
    assert_eq!(Decimal::new(600, 1), Some(Decimal::from(60)));
    assert!((Decimal::parse("49.98").unwrap().to_f64() - 49.98).abs() < 1e-12);
}

#[test]
fn codes_and_percents_have_their_bounds() {
    assert_eq!(ResponseCode::new(1000), None);
    assert_eq!(ResponseCode::new(7).unwrap().to_string(), "007");
    assert!(ResponseCode::OK.is_success() && !ResponseCode::new(452).unwrap().is_success());
    assert_eq!(Confidence::new(101), None);
    assert_eq!(Confidence::new(100).map(Confidence::get), Some(100));
}

#[test]
fn enumerations_hold_extensions_where_the_schema_has_them() {
    assert_eq!(ReportName::parse("TELEMETRY_USAGE"), Some(ReportName::TelemetryUsage));
    assert_eq!(ReportName::parse("x-own"), Some(ReportName::Extension("x-own".to_owned())));
    assert_eq!(ReportName::parse("own"), None);
    assert_eq!(ReportName::parse("x- own"), None);
    assert_eq!(ReadingType::parse("x-RMS"), Some(ReadingType::XRms));
    assert_eq!(SiScaleCode::parse("k"), Some(SiScaleCode::Kilo));
    assert_eq!(OadrDataQuality::QualityGoodNonSpecific.as_str(), "Quality Good - Non Specific");
    assert_eq!(CurrencyCode::parse("USD"), Some(CurrencyCode::Usd));
}
