//! Suite `primacy-at-the-meter`: who wins, worked out by hand and measured in the plant.
//!
//! Every expected power is a constant with its arithmetic beside it; a second counts from [`SETTLE_S`] after the step
//! that made it. Nothing here asks the gateway: powers are the plant's own, responses the utility's.

use crate::house::{Ended, Running, day, event, mrid, program};
use std::thread;
use tieline::assets::sim::day::{
    ControlScript, Day, DeviceKind, DeviceSpec, EventScript, FixedVarScript, Level, ProgramScript,
};
use tieline::assets::sim::log::Sample;
use tieline::headend::Exchange;
use tieline_core::model::Mrid;
use tieline_schemas::sep2::{Document, Limits, decode};

/// Seconds of program time in a second.
const SPEED: u32 = 10;
/// Seconds after a step in which nothing is measured: a poll, a write, the device's own answer, and the loop's slow way
/// up to a limit from below.
const SETTLE_S: f64 = 20.0;
/// Share of all ratings that a power may stay below its expectation: 1 % of each rating is the write deadband, and the
/// loop over the meter gives up as much again so as never to be above. Above it 50 W or 1 % is the most.
const BELOW_SHARE: f64 = 0.02;
/// The event that every day begins with: a step of generation down and up, in which the meter proves itself (rule 11b).
const PROOF_S: (i64, u32) = (15, 12);
/// The first event that is measured.
const FIRST_S: i64 = 75;

/// What one second of a log is measured by.
type Reads = fn(&Sample) -> f64;

/// An expected value from a step on until the next.
struct Expect {
    from_s: i64,
    to_s: i64,
    reads: Reads,
    value: f64,
    says: &'static str,
}

fn expect(from_s: i64, to_s: i64, reads: Reads, value: f64, says: &'static str) -> Expect {
    Expect { from_s, to_s, reads, value, says }
}

fn site_w(sample: &Sample) -> f64 {
    sample.site_w
}

fn site_var(sample: &Sample) -> f64 {
    sample.site_var
}

fn limit_of_1(sample: &Sample) -> f64 {
    sample.devices["pv-1"].limit_w.unwrap_or(f64::NAN)
}

fn limit_of_2(sample: &Sample) -> f64 {
    sample.devices["pv-2"].limit_w.unwrap_or(f64::NAN)
}

fn power_of_1(sample: &Sample) -> f64 {
    sample.devices["pv-1"].w
}

fn power_of_2(sample: &Sample) -> f64 {
    sample.devices["pv-2"].w
}

/// 6,000 W and 4,000 W of PV under a full sun: setMaxW = 10,000 W.
fn two_inverters() -> Vec<DeviceSpec> {
    vec![DeviceSpec::new("pv-1", DeviceKind::Pv, 6_000.0), DeviceSpec::new("pv-2", DeviceKind::Pv, 4_000.0)]
}

fn export(w: i64) -> ControlScript {
    ControlScript { opModExpLimW: Some(w), ..ControlScript::default() }
}

fn generation(w: i64) -> ControlScript {
    ControlScript { opModGenLimW: Some(w), ..ControlScript::default() }
}

fn share(hundredths: u16) -> ControlScript {
    ControlScript { opModMaxLimW: Some(hundredths), ..ControlScript::default() }
}

/// A day of two inverters and a house of `load_w` under these programs and events.
fn played(name: &str, load_w: f64, programs: Vec<ProgramScript>, events: Vec<EventScript>) -> Day {
    let ends = events.iter().map(|event| event.start_s + i64::from(event.duration_s)).max().unwrap_or(FIRST_S);
    let mut day = day(name, u32::try_from(ends + 30).expect("a short day"), load_w, two_inverters());
    day.utility.programs = programs;
    day.utility.programs.push(program(20, None));
    day.utility.events = events;
    day.utility.events.push(event(0x10, 20, PROOF_S.0, PROOF_S.1, generation(1_000)));
    day
}

/// Plays the day to its end at a poll every `rate_s`, and holds what was measured against `expected`.
fn play(day: Day, rate_s: u32, expected: &[Expect]) -> Ended {
    let (name, seconds) = (day.name.clone(), f64::from(day.seconds));
    let below = day.devices.iter().map(|device| device.max_w).sum::<f64>() * BELOW_SHARE;
    let mut running = Running::start(day, SPEED, |plan| plan.rate_s = rate_s);
    running.until(seconds);
    let ended = running.end();
    for expect in expected {
        let measured = ended.seconds(expect.from_s as f64 + SETTLE_S, expect.to_s as f64, expect.reads);
        assert!(measured.len() >= 3, "{name}: {} is too short to measure", expect.says);
        let tolerance = (expect.value.abs() * 0.01).max(50.0);
        let band = expect.value - tolerance.max(below)..=expect.value + tolerance;
        let off: Vec<_> = measured.iter().filter(|(_, value)| !band.contains(value)).collect();
        assert!(off.is_empty(), "{name}: {}: {} expected, but measured {off:?}", expect.says, expect.value);
    }
    ended
}

/// Codes of the responses that the utility took, in the order of arrival, each with its event.
fn responses(ended: &Ended) -> Vec<(Mrid, u8)> {
    let text = std::fs::read_to_string(&ended.wire).expect("a wire log");
    let exchanges = text.lines().filter_map(|line| serde_json::from_str::<Exchange>(line).ok());
    let taken = exchanges.filter(|exchange| exchange.method == "POST" && (200..300).contains(&exchange.status));
    let read = taken.filter_map(|exchange| match decode(exchange.request.as_bytes(), &Limits::default()) {
        Ok(Document::DERControlResponse(response)) => Some((Mrid(response.subject.0), response.status?)),
        _ => None,
    });
    read.collect()
}

/// [CSIP GEN-10] An event in effect beats any default, whatever their programs' ranks, and though it is looser.
fn any_event_over_any_default(name: &str, default: ControlScript, over: ControlScript, before_w: f64) {
    let (start, end) = (FIRST_S, FIRST_S + 40);
    let programs = vec![program(1, Some(default)), program(9, None)];
    let day = played(name, 800.0, programs, vec![event(0x11, 9, start, 40, over)]);
    // All the sun: 6,000 + 4,000 - 800 of the house = 9,200.
    let expected = [
        expect(start - 30, start, site_w, before_w, "the default before the event"),
        expect(start, end, site_w, 9_200.0, "200 % of lower rank over a default of 30 %"),
        expect(end, end + 30, site_w, before_w, "the default after the event"),
    ];
    play(day, 2, &expected);
}

#[test]
fn primacy_at_the_meter_200_percent_of_lower_rank_beats_a_default_of_30() {
    // 30 % of 10,000 = 3,000 generated, less 800 of the house = 2,200 exported.
    let percent = thread::spawn(|| any_event_over_any_default("max-lim", share(3_000), share(20_000), 2_200.0));
    // The same in watts of generation: 3,000 - 800 = 2,200.
    let gen_lim =
        thread::spawn(|| any_event_over_any_default("gen-lim", generation(3_000), generation(20_000), 2_200.0));
    // An export limit is met at the connection point: 3,000 exported, 3,800 generated.
    any_event_over_any_default("exp-lim", export(3_000), export(20_000), 3_000.0);
    percent.join().expect("percent");
    gen_lim.join().expect("watts of generation");
    println!("figure: 3 modes, 3 steps each, at the meter");
}

#[test]
fn primacy_at_the_meter_a_looser_event_of_better_primacy_holds_and_7_goes_before_2() {
    let (tight, loose) = (mrid(0x21), mrid(0x22));
    let programs = vec![program(1, None), program(5, Some(export(8_000)))];
    let events = vec![event(0x21, 5, FIRST_S, 120, export(1_500)), event(0x22, 1, FIRST_S + 40, 40, export(5_000))];
    let expected = [
        expect(FIRST_S - 30, FIRST_S, site_w, 8_000.0, "the default"),
        expect(FIRST_S, FIRST_S + 40, site_w, 1_500.0, "the tighter event alone"),
        expect(FIRST_S + 40, FIRST_S + 80, site_w, 5_000.0, "the looser event of better primacy"),
        // What was displaced does not come back [2030.5-2018 §10.10.4.2]: the default of 8,000.
        expect(FIRST_S + 80, FIRST_S + 150, site_w, 8_000.0, "the default, not the displaced event"),
    ];
    let ended = play(played("looser", 700.0, programs, events), 2, &expected);
    let all = responses(&ended);
    let place = |wanted| all.iter().position(|seen| *seen == wanted);
    let (superseded, started) = (place((tight, 7)), place((loose, 2)));
    assert!(superseded.is_some() && started.is_some() && superseded < started, "7 before 2: {all:?}");
    assert!(place((tight, 2)) < superseded && place((loose, 3)) > started, "{all:?}");
    assert_eq!(place((tight, 3)), None, "a displaced event is never complete: {all:?}");
    println!("figure: 4 steps at the meter, response 7 at place {superseded:?} before 2 at {started:?}");
}

#[test]
fn primacy_at_the_meter_disjoint_modes_hold_together() {
    let vars = ControlScript { opModFixedVar: Some(FixedVarScript { refType: 1, value: 2_000 }), ..Default::default() };
    let programs = vec![program(1, None), program(5, None), program(9, None)];
    let events = vec![
        event(0x31, 5, FIRST_S, 80, export(2_000)),
        event(0x32, 1, FIRST_S, 80, share(4_000)),
        event(0x33, 9, FIRST_S, 80, vars),
    ];
    let mut day = played("disjoint", 800.0, programs, events);
    let heavier = FIRST_S + 40;
    day.load.steps.push(Level { at_s: heavier as f64, value: 2_500.0 });
    let expected = [
        // 40 % of 10,000 = 4,000 generated would export 3,200; the export limit of 2,000 is the tighter.
        expect(FIRST_S, heavier, site_w, 2_000.0, "the export limit beside MaxLimW"),
        // The house takes 2,500: 4,000 - 2,500 = 1,500 exported, 2,000 were allowed.
        expect(heavier, FIRST_S + 80, site_w, 1_500.0, "MaxLimW beside the export limit"),
        // 20 % of 10,000 = 2,000 vars injected, whatever the watts.
        expect(FIRST_S, FIRST_S + 80, site_var, 2_000.0, "fixed vars beside both limits"),
        expect(FIRST_S + 80, FIRST_S + 110, site_w, 7_500.0, "nothing holds: 10,000 - 2,500"),
        expect(FIRST_S + 80, FIRST_S + 110, site_var, 0.0, "no vars any more"),
    ];
    play(day, 2, &expected);
    println!("figure: ExpLimW, MaxLimW and FixedVar of three programs together");
}

/// [CSIP-AUS opModGenLimW]
#[test]
fn primacy_at_the_meter_a_generation_limit_leaves_the_house_its_load() {
    let programs = vec![program(5, Some(export(9_000)))];
    let events = vec![event(0x41, 5, FIRST_S, 30, generation(3_000))];
    let expected = [
        // 10,000 - 1,200 of the house = 8,800, less than the default of 9,000.
        expect(FIRST_S - 30, FIRST_S, site_w, 8_800.0, "all the sun"),
        // The limit is on the sum of generation: 3,000 - 1,200 = 1,800 leave the site.
        expect(FIRST_S, FIRST_S + 30, site_w, 1_800.0, "GenLimW less the load"),
    ];
    play(played("generation", 1_200.0, programs, events), 2, &expected);
    println!("figure: 1800 W exported under GenLimW 3000 W with a load of 1200 W");
}

/// [2030.5 opModMaxLimW]
#[test]
fn primacy_at_the_meter_a_percentage_is_of_the_site_and_split_over_two_ratings() {
    let programs = vec![program(5, None)];
    let mut day = played("split", 500.0, programs, vec![event(0x51, 5, FIRST_S, 30, share(3_000))]);
    day.devices.push(DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0));
    let (from, to) = (FIRST_S, FIRST_S + 30);
    // setMaxW = 6,000 + 4,000 + 5,000 = 15,000; 30 % of it = 4,500 for PV and battery together, the battery rests:
    // 4,500 x 6/10 = 2,700 and 4,500 x 4/10 = 1,800. The percentage copied would be 1,800 and 1,200.
    let expected = [
        expect(from, to, limit_of_1, 2_700.0, "pv-1's own limit"),
        expect(from, to, limit_of_2, 1_800.0, "pv-2's own limit"),
        expect(from, to, power_of_1, 2_700.0, "pv-1's power"),
        expect(from, to, power_of_2, 1_800.0, "pv-2's power"),
        // 4,500 - 500 of the house = 4,000.
        expect(from, to, site_w, 4_000.0, "what leaves the site"),
    ];
    play(day, 2, &expected);
    println!("figure: 30 % of 15000 W as 2700 W and 1800 W");
}

#[test]
fn primacy_at_the_meter_a_cancel_lands_on_the_default_within_a_minute() {
    let cancel = FIRST_S + 30;
    let programs = vec![program(5, Some(export(6_000)))];
    let event = EventScript { cancel_at_s: Some(cancel), ..event(0x61, 5, FIRST_S, 300, export(1_000)) };
    let mut day = played("cancel", 800.0, programs, vec![event]);
    day.seconds = u32::try_from(cancel + 90).expect("short");
    let expected = [
        expect(FIRST_S, cancel, site_w, 1_000.0, "the event"),
        expect(cancel + 60 - SETTLE_S as i64, cancel + 90, site_w, 6_000.0, "the default, 60 s after the cancel"),
    ];
    // A poll every 30 s: the cancel is found by the regular poll, not by luck.
    let ended = play(day, 30, &expected);
    let back = ended.seconds(cancel as f64, cancel as f64 + 90.0, site_w).into_iter().find(|(_, w)| *w >= 5_800.0);
    let (second, _) = back.expect("back on the default");
    assert_eq!(responses(&ended).last(), Some(&(mrid(0x61), 6)), "6: cancelled");
    println!("figure: on the default {} s after the cancel, polling every 30 s", second - cancel as f64 + 1.0);
}
