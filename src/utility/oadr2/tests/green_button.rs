//! The site's energy of the past as Green Button data.

use super::vtn::{Vtn, moment, usage};
use super::world::{START_S, World};
use tieline_schemas::oadr2::{self as wire, GreenButton, Limits, Message, Series, StreamPayload};

const V: wire::SchemaVersion = wire::SchemaVersion::V20b;

/// A request for energy: from a second of the world on, for so many (0: without an end).
fn ask(id: &str, granularity_s: u32, back_s: u32, from: i64, seconds: u32) -> Message {
    let mut request = usage(id, granularity_s, back_s);
    request.report_specifier.report_specifier_id = "greenbutton".to_owned();
    for line in &mut request.report_specifier.specifier_payload {
        line.r_id = "site.energy".to_owned();
    }
    request.report_specifier.report_interval = Some(wire::WsCalendarInterval {
        properties: wire::Properties {
            dtstart: moment(START_S + from).into(),
            duration: wire::Duration::from_seconds(seconds).into(),
            ..Default::default()
        },
    });
    Message::CreateReport(wire::OadrCreateReport {
        schema_version: V,
        request_id: "cr".to_owned(),
        oadr_report_request: vec![request],
        ven_id: None,
    })
}

/// One direction of an update: for each block its readings as start, length, Wh and quality.
type Blocks = Vec<Vec<(i64, u32, i64, Option<u16>)>>;

/// Each update: the payload's own time, and both directions.
fn told(world: &World) -> Vec<((i64, i64), Blocks, Blocks)> {
    let reports = world.vtn.told.iter().filter_map(|(_, message)| match message {
        Message::UpdateReport(m) => m.oadr_report.first(),
        _ => None,
    });
    let read = |report: &wire::OadrReport| {
        assert_eq!(report.report_name, Some(wire::ReportName::HistoryGreenbutton));
        let intervals = &report.intervals.as_ref().expect("intervals").interval;
        let [interval] = intervals.as_slice() else { panic!("{intervals:?}") };
        let [StreamPayload::OadrGBPayload(payload)] = interval.stream_payload_base.as_slice() else {
            panic!("{interval:?}")
        };
        let data = GreenButton::read(&payload.feed, &Limits::default()).expect("Green Button");
        let start = interval.dtstart.as_ref().map(|start| start.date_time.unix_seconds() - START_S);
        let length = interval.duration.as_ref().and_then(|length| length.duration.to_seconds());
        let blocks = |flow: u16| -> Blocks {
            let mut own = data.series.iter().filter(|series| series.flow == flow);
            let series = own.next().filter(|_| own.next().is_none()).expect("one series a direction");
            assert_eq!((series.unit, series.multiplier), (Series::WATT_HOURS, 0));
            let reading = |r: &wire::IntervalReading| (r.start_s - START_S, r.seconds, r.value, r.quality);
            series.blocks.iter().map(|block| block.iter().map(reading).collect()).collect()
        };
        ((start.expect("a start"), length.expect("a length")), blocks(Series::DELIVERED), blocks(Series::REVERSE))
    };
    reports.map(read).collect()
}

/// [OADR2b HISTORY_GREENBUTTON]
#[test]
fn energy_is_offered_with_its_directions_and_how_far_it_reaches() {
    let mut world = World::new(Vtn::default());
    world.run_to(20);
    let metadata = world.vtn.told.iter().find_map(|(_, message)| match message {
        Message::RegisterReport(m) => m.oadr_report.iter().find(|report| report.report_specifier_id == "greenbutton"),
        _ => None,
    });
    let metadata = metadata.expect("energy is offered");
    assert_eq!(metadata.report_name, Some(wire::ReportName::MetadataHistoryGreenbutton));
    let kept = metadata.duration.as_ref().and_then(|kept| kept.duration.to_seconds());
    assert_eq!(kept, Some(7 * 86_400));
    let [line] = metadata.oadr_report_description.as_slice() else { panic!("{metadata:?}") };
    assert_eq!(line.r_id, "site.energy");
    let Some(wire::ItemBase::OadrGBDataDescription(description)) = &line.item_base else { panic!("{line:?}") };
    let data = GreenButton::read(&description.feed, &Limits::default()).expect("Green Button");
    let said: Vec<_> = data.series.iter().map(|series| (series.flow, series.unit, series.blocks.len())).collect();
    assert_eq!(said, [(Series::DELIVERED, Series::WATT_HOURS, 0), (Series::REVERSE, Series::WATT_HOURS, 0)]);
}

/// By hand: 1,500 W drawn for a minute are 25 Wh, 600 W fed in for half a minute 5 Wh [OADR2b HISTORY_GREENBUTTON].
#[test]
fn what_was_drawn_and_what_was_fed_in_are_told_each_by_itself_in_whole_intervals() {
    let mut world = World::new(Vtn::default());
    world.run_metered(150, -1_500);
    world.run_metered(300, 600);
    world.vtn.queue.push_back(ask("g", 60, 0, 60, 180));
    world.run_metered(330, 0);
    let drawn = vec![vec![(60, 60, 25, None), (120, 60, 12, None), (180, 60, 0, None)]];
    let fed = vec![vec![(60, 60, 0, None), (120, 60, 5, None), (180, 60, 10, None)]];
    assert_eq!(told(&world), [((60, 180), drawn, fed)]);
    world.run_metered(900, 0);
    assert_eq!(told(&world).len(), 1, "told once");
}

#[test]
fn a_gap_begins_a_new_block_and_what_was_measured_in_part_says_so() {
    let mut world = World::new(Vtn::default());
    world.run_metered(150, -3_600);
    world.run_to(240);
    world.run_metered(360, -3_600);
    world.vtn.queue.push_back(ask("g", 60, 0, 60, 300));
    world.run_to(400);
    let told = told(&world);
    // The last sample before the gap, at 149 s, stands for ten seconds.
    let drawn = vec![
        vec![(60, 60, 60, None), (120, 60, 39, Some(Series::QUESTIONABLE))],
        vec![(240, 60, 60, None), (300, 60, 60, None)],
    ];
    assert_eq!((told[0].0, &told[0].1), ((60, 300), &drawn));
}

/// [design r5]
#[test]
fn rounds_join_over_a_restart_and_add_up_to_the_energy() {
    let mut world = World::new(Vtn::default());
    world.run_metered(100, -100);
    world.vtn.queue.push_back(ask("g", 60, 120, 60, 0));
    world.run_metered(400, -100);
    world.restart();
    world.run_metered(1_300, -100);
    let rounds = told(&world);
    assert!(rounds.len() > 3, "{rounds:?}");
    let drawn: Vec<_> = rounds.iter().flat_map(|(_, drawn, _)| drawn.iter().flatten()).collect();
    assert!(drawn.windows(2).all(|pair| pair[0].0 + 60 == pair[1].0), "neither gap nor overlap: {drawn:?}");
    let (first, last) = (drawn[0].0, drawn[drawn.len() - 1].0 + 60);
    let energy: i64 = drawn.iter().map(|reading| reading.2).sum();
    // 100 W since the begin, rounded down once, not once an interval or a round.
    assert_eq!((first, energy), (60, (last - first) * 100 / 3_600), "{drawn:?}");
    assert!(drawn.iter().all(|reading| reading.3.is_none()), "all of it was measured: {drawn:?}");
}

/// Our own VTN takes 256 kB at once [design r7].
#[test]
fn a_long_history_is_told_in_updates_that_a_vtn_takes_whole() {
    const TAKEN_BYTES: usize = 256 << 10;
    let mut world = World::new(Vtn::default());
    for start in (10..1_800).step_by(60) {
        // Parts of many intervals are missing, which takes the most words.
        world.run_metered(start + 31, -1_500);
        world.run_to(start + 60);
    }
    world.vtn.queue.push_back(ask("g", 1, 0, 0, 1_800));
    world.vtn.queue.push_back(super::history::history("h", 1, 0, 0, 1_800));
    world.run_to(2_400);
    let updates = |name: wire::ReportName| -> Vec<usize> {
        let all = world.vtn.told.iter().filter(|(_, message)| match message {
            Message::UpdateReport(m) => m.oadr_report[0].report_name == Some(name.clone()),
            _ => false,
        });
        all.map(|(_, message)| wire::encode(message).len()).collect()
    };
    for name in [wire::ReportName::HistoryGreenbutton, wire::ReportName::HistoryUsage] {
        let sizes = updates(name);
        assert!(sizes.len() > 2 && sizes.iter().all(|bytes| *bytes < TAKEN_BYTES), "{sizes:?}");
    }
}

#[test]
fn nothing_stored_is_told_without_intervals() {
    let mut world = World::new(Vtn::default());
    world.run_to(100);
    world.vtn.queue.push_back(ask("g", 60, 0, -600, 300));
    world.run_to(150);
    let updates: Vec<_> =
        world.vtn.told.iter().filter(|(_, message)| matches!(message, Message::UpdateReport(_))).collect();
    let [(_, Message::UpdateReport(update))] = updates.as_slice() else { panic!("{updates:?}") };
    assert_eq!(update.oadr_report[0].intervals, None);
}
