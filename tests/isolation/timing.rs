//! Whether the time of a refusal tells what is there: measured side by side, judged by rank.
//!
//! On a busy machine no absolute time can be relied on. So requests for what another device has and for what nobody has
//! are sent in turns, in random order, over one connection, and compared by the chance that one of the first kind takes
//! longer than one of the second (the area under the curve of Mann and Whitney): 0.5 where time tells nothing. By chance
//! alone it strays from that by 0.024 (one standard deviation, for 300 a side); a step of a tenth is four of those, and
//! only one that shows in every round counts. What time does tell apart, a document of one's own, must show in each.
//!
//! The ordinary run sees what takes a quarter longer or so; the long campaign (`--all`), with 6,000 a side and a bound of
//! 0.02, also sees one read of the store more.

use super::street::{Street, number_of, post};
use std::time::Duration;
use tieline::runtime::clock::stopwatch;
use tieline_conformance::{Client, Request};
use tieline_schemas::sep2 as wire;

/// Rounds; a difference counts that shows in every one.
const ROUNDS: usize = 4;
/// Requests of each kind in a round, and how far from a half the chance may stray.
const ORDINARY: (usize, f64) = (300, 0.1);
/// The same in the long campaign.
const CAMPAIGN: (usize, f64) = (6_000, 0.02);

/// Log events of the document of one's own that time must tell.
const LOG_EVENTS: i64 = 100;

/// The next of a seeded sequence (splitmix64).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn time(client: &mut Client, target: &str) -> Duration {
    let request = Request::new("GET", target);
    let begun = stopwatch();
    client.send(&request).expect("an answer");
    begun.elapsed()
}

/// The chance that one of `these` is longer than one of `those`; a tie counts half.
fn chance(these: &[Duration], those: &[Duration]) -> f64 {
    let mut sorted = those.to_vec();
    sorted.sort_unstable();
    let won = these.iter().map(|time| {
        let shorter = sorted.partition_point(|other| other < time);
        let not_longer = sorted.partition_point(|other| other <= time);
        (shorter + not_longer) as f64 / 2.0
    });
    won.sum::<f64>() / (these.len() * those.len()) as f64
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// One round: the times of each kind, asked in random order.
fn round(client: &mut Client, kinds: [&str; 2], requests: usize, seed: &mut u64) -> [Vec<Duration>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    while times.iter().any(|times| times.len() < requests) {
        let kind = usize::from(random(seed) % 2 == 1);
        let kind = if times[kind].len() < requests { kind } else { 1 - kind };
        let taken = time(client, kinds[kind]);
        times[kind].push(taken);
    }
    times
}

/// The chance nearest to a half of all rounds, with that round's medians.
fn nearest(client: &mut Client, kinds: [&str; 2], requests: usize, seed: &mut u64) -> (f64, [Duration; 2]) {
    let rounds = (0..ROUNDS).map(|_| {
        let [mut these, mut those] = round(client, kinds, requests, seed);
        (chance(&these, &those), [median(&mut these), median(&mut those)])
    });
    rounds.min_by(|one, other| (one.0 - 0.5).abs().total_cmp(&(other.0 - 0.5).abs())).expect("a round")
}

/// [design r8] A refusal takes as long whether there is something or not.
#[test]
fn r8_the_time_of_a_refusal_tells_nothing() {
    let street = Street::new();
    let foreign = number_of(&mut street.client(&street.b), &street.b);
    let mut client = street.client(&street.a);
    let mut aggregator = street.client(&street.aggregator);
    let mut seed = 20_301_105;
    let all = std::env::var("TIELINE_ALL").is_ok_and(|all| all == "1");
    let (requests, stray) = if all { CAMPAIGN } else { ORDINARY };
    let mut worst = (0.5, [Duration::ZERO; 2]);
    let asked =
        [("", false), ("/fsa", false), ("/der/1/derg", false), ("/lel", false), ("", true), ("/der/1/derg", true)];
    for (below, as_aggregator) in asked {
        let client = if as_aggregator { &mut aggregator } else { &mut client };
        let (there, nowhere) = (format!("/edev/{foreign}{below}"), format!("/edev/7{below}"));
        let found = nearest(client, [&there, &nowhere], requests, &mut seed);
        assert!((found.0 - 0.5).abs() < stray, "{there} against {nowhere}: chance and medians {found:?}");
        if (found.0 - 0.5_f64).abs() >= (worst.0 - 0.5_f64).abs() {
            worst = found;
        }
    }
    let own = number_of(&mut client, &street.a);
    for second in 0..LOG_EVENTS {
        let event = wire::LogEvent { created_date_time: second, ..Default::default() };
        post(&mut client, &format!("/edev/{own}/lel"), &event);
    }
    // So long a target is rendered anew each time.
    let rendered = format!("/edev/{own}/lel?l=255&{}", "x".repeat(300));
    let own = nearest(&mut client, [&rendered, "/edev/7"], requests, &mut seed);
    assert!(own.0 - 0.5 > ORDINARY.1, "a document of one's own is told from nothing: {own:?}");
    println!(
        "figure: a foreign address takes longer than none with chance {:.3} (medians {:?}); one's own document {:.3}",
        worst.0, worst.1, own.0
    );
}
