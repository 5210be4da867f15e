//! Green Button feeds: ours by hand-worked frames, others' by their links [ESPI IntervalBlock].

use super::super::*;

fn reading(start_s: i64, value: i64, quality: Option<u16>) -> IntervalReading {
    IntervalReading { start_s, seconds: 900, value, quality }
}

/// A quarter of an hour of 400 Wh drawn, then one without, a gap, and one of 30 Wh of which a part is missing; 5 Wh fed in.
pub(super) fn two_ways() -> GreenButton {
    let start = 1_795_996_800;
    let drawn = vec![
        vec![reading(start, 400, None), reading(start + 900, 0, None)],
        vec![reading(start + 2_700, 30, Some(10))],
    ];
    let series = |flow, blocks| Series { flow, unit: Series::WATT_HOURS, multiplier: 0, interval_s: Some(900), blocks };
    let fed = vec![vec![reading(start, 0, None), reading(start + 900, 5, None)]];
    GreenButton { series: vec![series(Series::DELIVERED, drawn), series(Series::REVERSE, fed)] }
}

fn feed() -> Feed {
    let updated = DateTime::parse("2026-11-30T01:00:00Z").expect("a time");
    two_ways().feed(updated, |path| format!("urn:x:{path}&1"))
}

/// [ESPI ReadingType; ESPI IntervalBlock]
#[test]
fn what_is_written_says_kind_direction_unit_and_times() {
    let text = feed().as_str().to_owned();
    for part in [
        "<espi:ServiceCategory><espi:kind>0</espi:kind></espi:ServiceCategory>",
        "<espi:accumulationBehaviour>4</espi:accumulationBehaviour><espi:commodity>1</espi:commodity>",
        "<espi:flowDirection>1</espi:flowDirection><espi:intervalLength>900</espi:intervalLength><espi:kind>12</espi:kind>\
         <espi:powerOfTenMultiplier>0</espi:powerOfTenMultiplier><espi:uom>72</espi:uom>",
        "<espi:flowDirection>19</espi:flowDirection>",
        "<espi:IntervalBlock><espi:interval><espi:duration>1800</espi:duration><espi:start>1795996800</espi:start>\
         </espi:interval><espi:IntervalReading><espi:timePeriod><espi:duration>900</espi:duration>\
         <espi:start>1795996800</espi:start></espi:timePeriod><espi:value>400</espi:value></espi:IntervalReading>",
        "<espi:ReadingQuality><espi:quality>10</espi:quality></espi:ReadingQuality>",
        "<link rel=\"up\" href=\"UsagePoint/1/MeterReading/1/IntervalBlock\"/>",
        "<id>urn:x:feed&amp;1</id>",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn what_is_written_reads_back_equal_also_through_a_message() {
    let limits = Limits::default();
    assert_eq!(GreenButton::read(&feed(), &limits), Ok(two_ways()));
    let payload = StreamPayload::OadrGBPayload(OadrGBStreamPayloadBase { feed: feed() });
    let intervals = Intervals { interval: vec![Interval { stream_payload_base: vec![payload], ..Default::default() }] };
    let report = OadrReport { intervals: Some(intervals), ..Default::default() };
    let update = Message::UpdateReport(OadrUpdateReport { oadr_report: vec![report], ..Default::default() });
    let Ok(Message::UpdateReport(read)) = decode(&encode(&update), &limits).map(|envelope| envelope.message) else {
        panic!("another message")
    };
    let interval = &read.oadr_report[0].intervals.as_ref().expect("intervals").interval[0];
    let StreamPayload::OadrGBPayload(found) = &interval.stream_payload_base[0] else { panic!("another payload") };
    assert_eq!(GreenButton::read(&found.feed, &limits), Ok(two_ways()));
    assert_eq!(GreenButton::read(&Feed::default(), &limits), Ok(GreenButton::default()));
}

/// As a utility's download has it: no prefixes, absolute links, other orders, kWh by a multiplier, a cost.
#[test]
fn a_feed_of_another_maker_is_read_by_its_links() {
    let base = "https://utility.example/espi/1_1/resource/RetailCustomer/9/UsagePoint/7";
    let entry = |links: &str, content: &str| format!("<entry>{links}<content type=\"xml\">{content}</content></entry>");
    let link = |rel: &str, href: &str| format!("<link href=\"{href}\" rel=\"{rel}\" type=\"espi-entry/X\"/>");
    let blocks = entry(
        &(link("self", &format!("{base}/MeterReading/3/IntervalBlock/173"))
            + &link("up", &format!("{base}/MeterReading/3/IntervalBlock/"))),
        "<IntervalBlock xmlns=\"http://naesb.org/espi\"><interval><duration>3600</duration><start>1795996800</start></interval>\
         <IntervalReading><cost>974</cost><ReadingQuality><quality>8</quality></ReadingQuality><timePeriod>\
         <duration>3600</duration> <start>1795996800</start></timePeriod><value> 2 </value></IntervalReading></IntervalBlock>",
    );
    let kind = |number: u8, flow: u8| {
        entry(
            &link("self", &format!("https://utility.example/espi/1_1/resource/ReadingType/{number}")),
            &format!(
                "<ReadingType xmlns=\"http://naesb.org/espi\"><flowDirection>{flow}</flowDirection>\
                 <powerOfTenMultiplier>3</powerOfTenMultiplier><uom>72</uom></ReadingType>"
            ),
        )
    };
    let reading = entry(
        &(link("self", &format!("{base}/MeterReading/3"))
            + &link("related", &format!("{base}/MeterReading/3/IntervalBlock"))
            + &link("related", "https://utility.example/espi/1_1/resource/ReadingType/2")),
        "<MeterReading xmlns=\"http://naesb.org/espi\"/>",
    );
    let text =
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{blocks}{}{}{reading}</feed>", kind(1, 19), kind(2, 1));
    let feed = Feed::parse(&text, &Limits::default()).expect("a feed");
    let one = IntervalReading { start_s: 1_795_996_800, seconds: 3_600, value: 2, quality: Some(8) };
    let series = Series { flow: 1, unit: 72, multiplier: 3, interval_s: None, blocks: vec![vec![one]] };
    assert_eq!(GreenButton::read(&feed, &Limits::default()), Ok(GreenButton { series: vec![series] }));
}

/// [design r7]
#[test]
fn what_is_no_number_is_refused_and_bounds_hold() {
    let limits = Limits::default();
    let broken = |from: &str, to: &str| {
        let feed = Feed::parse(&feed().as_str().replace(from, to), &limits).expect("a feed");
        GreenButton::read(&feed, &limits)
    };
    assert!(matches!(broken(">400<", ">4e2<"), Err(DecodeError::Value { field: "value", .. })));
    assert!(matches!(broken("<espi:value>400</espi:value>", ""), Err(DecodeError::Missing { field: "value", .. })));
    assert!(matches!(broken(">1795996800<", ">99999999999999999999<"), Err(DecodeError::Value { field: "start", .. })));
    let few = Limits { items: 20, ..limits };
    assert!(matches!(GreenButton::read(&feed(), &few), Err(DecodeError::Bound { .. })));
}
