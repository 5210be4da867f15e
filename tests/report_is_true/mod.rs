//! Suite `report-is-true`: what the server is told is what the plant did.
//!
//! Four houses live a scripted day each, at once (`street`); every test then judges the utility's record of exchanges
//! against the plant's own log. Nothing here asks the gateway.

mod joins;
mod status;
mod street;
mod table;
mod truth;
mod wire;

use joins::told_once;
use std::collections::BTreeMap;
use street::{Alarm, KNOWS_AGAIN_S, Lived, OVER_FREQUENCY, STREET, UNDER_VOLTAGE};
use tieline_schemas::sep2::LogEvent;
use truth::{VARS, WATT_HOURS, WATTS};
use wire::{Posted, of_day};

/// Share by which integrated power may differ from the plant's counters.
const ENERGY_SHARE: f64 = 0.01;
/// A power below this has no direction.
const DIRECTION_W: f64 = 50.0;
/// A log event is dated by the sample in which the alarm was read: a read every second, and a busy machine.
const READ_S: f64 = 10.0;
/// What a killed gateway takes to be back.
const BACK_S: f64 = 30.0;
/// Mirrors of a house: the site's and two DERs'.
const MIRRORS: [&str; 3] = ["site-home", "der-pv-1", "der-battery"];

/// [2030.5 MirrorUsagePoint]
#[test]
fn every_mirrors_role_and_reading_types_equal_the_committed_table() {
    for (house, lived) in STREET.houses() {
        assert_eq!(table::rows(lived.wire.mirrors()), table::committed(), "{house}: as they were posted");
        let shown = lived.wire.shown_mirrors();
        assert_eq!(table::rows(shown.into_iter()), table::committed(), "{house}: as the server shows them");
    }
    println!("figure: {} ReadingTypes of {} mirrors", table::committed().len(), MIRRORS.len());
}

/// Intervals of a house in which the plant's power kept one direction: what was posted, and that direction.
fn directed(lived: &Lived, mirror: &str, uom: u8) -> Vec<(Posted, f64)> {
    let series = (mirror.to_owned(), uom);
    let readings = told_once(lived).remove(&series).expect("a series");
    let direction = |reading: Posted| match truth::band(lived, &series, &reading) {
        (least, _) if least > DIRECTION_W => Some((reading, 1.0)),
        (_, most) if most < -DIRECTION_W => Some((reading, -1.0)),
        _ => None,
    };
    readings.into_iter().filter_map(direction).collect()
}

/// Holds that every posted reading has the sign of what flowed; how many there were of either.
fn signs(lived: &Lived, mirror: &str, uom: u8) -> (usize, usize) {
    let directed = directed(lived, mirror, uom);
    for (reading, direction) in &directed {
        assert_eq!(reading.value.signum(), *direction, "{mirror} {uom}: {reading:?}");
    }
    let count = |wanted: f64| directed.iter().filter(|(_, direction)| *direction == wanted).count();
    (count(1.0), count(-1.0))
}

/// [2030.5 flowDirection]
#[test]
fn charge_discharge_import_and_export_have_the_right_sign_at_the_site_and_at_each_der() {
    for (house, lived) in STREET.houses() {
        let (import, export) = signs(lived, "site-home", WATTS);
        let (discharge, charge) = signs(lived, "der-battery", WATTS);
        let (generation, consumption) = signs(lived, "der-pv-1", WATTS);
        let all = [import, export, discharge, charge, generation];
        assert!(all.iter().all(|count| *count > 0), "{house}: a direction was never judged: {all:?}");
        assert_eq!(consumption, 0, "{house}: the sun takes nothing");
        // Loads take vars, which the site counts as positive; the inverter injects some during the discharge.
        let (taken, injected) = (signs(lived, "site-home", VARS).0, signs(lived, "der-pv-1", VARS).0);
        assert!(taken > 0 && injected > 0, "{house}: vars: {taken} taken, {injected} injected");
        println!("figure: {house}: import, export, discharge, charge, generation judged in {all:?} intervals");
    }
}

#[test]
fn every_reading_is_what_the_plant_measured_in_its_interval() {
    let mut judged: BTreeMap<u8, usize> = BTreeMap::new();
    for (house, lived) in STREET.houses() {
        for (series, readings) in told_once(lived) {
            for reading in &readings {
                let (least, most) = truth::band(lived, &series, reading);
                // Stored energy is the last of its interval, everything else lies between the extremes.
                let slack = if series.1 == WATT_HOURS { 5.0 } else { 1.0_f64.max(most.abs() * 0.001) };
                let band = least - slack..=most + slack;
                assert!(band.contains(&reading.value), "{house}: {series:?}: {reading:?} is not in {band:?}");
                *judged.entry(series.1).or_default() += 1;
            }
        }
    }
    println!("figure: readings judged by uom: {judged:?}");
}

/// Holds that intervals join and that average power adds up to the plant's energy; the worst share it was off.
fn joins_and_adds_up(house: &str, lived: &Lived) -> f64 {
    let all = told_once(lived);
    assert_eq!(all.len(), table::committed().len(), "{house}: a series is missing");
    all.iter().for_each(|(series, readings)| joins::hold(house, lived, series, readings));
    let off = MIRRORS.map(|mirror| {
        let readings = &all[&(mirror.to_owned(), WATTS)];
        let (from_s, to_s) = (readings[0].from_s, readings[readings.len() - 1].to_s);
        let posted_wh: f64 = readings.iter().map(|r| r.value * (r.to_s - r.from_s) / 3_600.0).sum();
        let true_wh = truth::energy_wh(lived, mirror, from_s, to_s);
        let share = (posted_wh - true_wh).abs() / true_wh.abs();
        println!("figure: {house}: {mirror}: {posted_wh:.2} Wh posted, {true_wh:.2} Wh counted in {from_s}..{to_s} s");
        assert!(share <= ENERGY_SHARE, "{house}: {mirror}: {posted_wh:.2} Wh posted, {true_wh:.2} Wh counted");
        share
    });
    off.into_iter().fold(0.0, f64::max)
}

/// [CSIP BASIC-029]
#[test]
fn average_power_adds_up_to_the_plants_energy() {
    let off = joins_and_adds_up("quiet", &STREET.quiet);
    println!("figure: {:.2} % off at worst", off * 100.0);
}

#[test]
fn average_power_adds_up_across_a_dark_server_without_gap_or_duplicate() {
    let off = joins_and_adds_up("dark", &STREET.dark);
    println!("figure: {:.2} % off at worst", off * 100.0);
}

/// [design r5]
#[test]
fn r5_average_power_adds_up_though_the_gateway_is_killed_while_the_server_is_dark() {
    let off = joins_and_adds_up("killed", &STREET.killed);
    println!("figure: {:.2} % off at worst", off * 100.0);
}

/// A log event that must be there: its code, and the seconds between which it is dated.
type Wanted = (u8, f64, f64);

/// Holds that exactly these were logged, in this order. What a kill fell upon may be there again, to the letter.
fn logged(house: &str, lived: &Lived, wanted: &[Wanted]) {
    let mut events: Vec<(f64, &LogEvent)> = Vec::new();
    for (at_s, event) in lived.wire.log_events() {
        assert_eq!((event.profile_id, event.function_set, event.log_event_pen), (2, 11, 40_732), "{house}: {event:?}");
        let Some((before_s, _)) = events.iter().find(|(_, known)| *known == event) else {
            events.push((at_s, event));
            continue;
        };
        let kill = lived.kill_between(*before_s, at_s);
        assert!(kill.is_some(), "{house}: told twice: {event:?}");
    }
    let codes: Vec<u8> = events.iter().map(|(_, event)| event.log_event_code).collect();
    assert_eq!(codes, wanted.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), "{house}: {events:?}");
    for ((_, event), (code, from_s, to_s)) in events.iter().zip(wanted) {
        let dated_s = of_day(event.created_date_time);
        assert!((*from_s..=*to_s).contains(&dated_s), "{house}: {code} is dated {dated_s} s, not {from_s}..{to_s} s");
    }
}

/// An alarm's rise, twice its bit, and its end, one more [2030.5 LogEvent]; each dated when it was read.
fn rise(alarm: &Alarm) -> Wanted {
    (alarm.bit.status * 2, alarm.raised_s.floor(), alarm.raised_s + READ_S)
}

fn end(alarm: &Alarm) -> Wanted {
    let cleared_s = alarm.cleared_s.expect("cleared");
    (alarm.bit.status * 2 + 1, cleared_s.floor(), cleared_s + READ_S)
}

/// [2030.5 LogEvent, DERStatus.alarmStatus; CSIP BASIC-027]
#[test]
fn a_fault_is_logged_once_as_it_rises_and_once_as_it_clears() {
    for (house, lived) in [("quiet", &STREET.quiet), ("dark", &STREET.dark)] {
        let alarm = lived.alarms[0];
        logged(house, lived, &[rise(&alarm), end(&alarm)]);
        assert_eq!(status::last_alarms(lived), Some(0), "{house}: no bit stands at the end");
    }
    let told = STREET.quiet.wire.statuses();
    let mut steps: Vec<u32> = told.iter().filter_map(|(_, status)| Some(status.alarm_status?.0)).collect();
    steps.dedup();
    assert_eq!(steps, [0, 1 << OVER_FREQUENCY.status, 0], "the bit rises once and clears once");
    println!("figure: 2 alarms, 4 log events");
}

/// [design r5]
#[test]
fn r5_a_fault_that_stands_through_a_restart_is_not_logged_again_and_one_that_cleared_in_it_is_logged_cleared() {
    let lived = &STREET.killed;
    let [standing, cleared] = [lived.alarms[0], lived.alarms[1]];
    assert_eq!((cleared.bit, standing.bit), (OVER_FREQUENCY, UNDER_VOLTAGE));
    // The end is read by the gateway that follows.
    let (code, from_s, to_s) = end(&cleared);
    logged("killed", lived, &[rise(&standing), rise(&cleared), (code, from_s, to_s + BACK_S)]);
    assert_eq!(status::last_alarms(lived), Some(1 << standing.bit.status));
    println!("figure: 2 alarms through a kill, 3 log events");
}

/// When a gateway has read each device once and told of it; before, it says nothing of one that it has not read.
const STARTS_S: f64 = 30.0;

/// [2030.5 DERStatus; CSIP BASIC-028]
#[test]
fn der_status_is_told_within_one_post_rate_of_every_change() {
    for (house, lived) in STREET.houses() {
        let from_s = if lived.kills.is_empty() { STARTS_S } else { KNOWS_AGAIN_S };
        let stale = status::stale(lived, from_s);
        assert!(stale.is_empty(), "{house}: {} s too old: {:?}", stale.len(), &stale[..stale.len().min(20)]);
    }
    let changes = status::changes(&STREET.quiet);
    let never: Vec<_> = changes.iter().filter(|(_, count)| **count < 2).collect();
    assert!(never.is_empty(), "these never changed and changed back: {never:?}");
    let latest_s = status::latest_s(&STREET.quiet);
    println!("figure: a change was told {latest_s:.1} s after it at the latest; changes at the server: {changes:?}");
}

/// [2030.5 DERStatus]
#[test]
fn der_status_says_nothing_of_a_device_that_nobody_can_read() {
    let stale = status::stale(&STREET.silent, STARTS_S);
    assert!(stale.is_empty(), "{} s too old: {:?}", stale.len(), &stale[..stale.len().min(20)]);
    let changes = status::changes(&STREET.silent);
    let fields = ["genConnectStatus", "storConnectStatus", "storageModeStatus", "operationalModeStatus"];
    assert!(fields.iter().all(|field| changes[field] >= 2), "never unknown and known again: {changes:?}");
    println!("figure: changes at the server: {changes:?}");
}
