//! Suite `unseen-day`: random days through a whole house, judged by an oracle in Python that knows none of our code.
//!
//! `UNSEEN_DAYS=n` sets how many days, `UNSEEN_SEED=n` replays one, `UNSEEN_SEED=n,m` two.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tieline::assets::sim::day::Day;
use tieline::cli::demo::house::{House, Plan};
use tieline::runtime::clock::stopwatch;

/// Days of an ordinary run, and of one with `--all`.
const DAYS: (u64, u64) = (200, 1_000);
/// Houses at once.
const HOUSES: usize = 10;
/// How many times as fast as the host's the houses' time runs. A day that disagrees is lived again, slower: at ten times
/// speed a commit of a quarter of a second is late by 2.5 s. A fault of ours is there at any speed.
const SPEEDS: [u32; 3] = [10, 5, 2];
/// Seconds of program time between polls, and between posts.
const RATE_S: u32 = 3;
/// Seconds of program time after the day in which last responses and readings arrive.
const AFTER_S: u32 = 15;

/// What the oracle says of a day.
#[derive(Debug, Default, serde::Deserialize)]
struct Verdict {
    problems: Vec<String>,
    events: u64,
    responses: u64,
    worst_over_w: f64,
    worst_reading_w: f64,
    stalled_s: f64,
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Lives the day of `seed` in `dir` to its end.
fn live(seed: u64, speed: u32, dir: &Path) -> std::io::Result<()> {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_tieline"));
    let day = Day::random(seed);
    let seconds = day.seconds + AFTER_S;
    let plan = Plan { speed, rate_s: RATE_S, seed, meter_proven: true, ..Plan::new(dir.to_owned(), program, day) };
    let mut house = House::start(plan)?;
    let end = stopwatch() + Duration::from_millis(u64::from(seconds) * 1_000 / u64::from(speed));
    while stopwatch() < end {
        if let Some(casualty) = house.casualty()? {
            return Err(std::io::Error::other(casualty));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    house.stop().map(drop)
}

/// The Python of the suite's environment, else the one on the path.
fn python() -> PathBuf {
    let peers = std::env::var_os("TIELINE_PEERS").map(PathBuf::from);
    let peers = peers.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers"));
    let own = peers.join("oracle/bin/python");
    if own.exists() { own } else { "python3".into() }
}

/// What the oracle says of the day that was lived in `dir`.
fn judge(dir: &Path) -> Verdict {
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/unseen_day.py");
    let logs = ["day.toml", "utility/wire.jsonl", "plant/plant.jsonl"].map(|file| dir.join(file));
    let output = Command::new(python()).arg(oracle).args(logs).output().expect("python3 3.11 or later");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        let problems = vec![format!("no verdict: {error}: {}", String::from_utf8_lossy(&output.stderr))];
        Verdict { problems, ..Verdict::default() }
    })
}

/// Lives and judges the day of `seed`: again and slower while the oracle disagrees, never with more tolerance. How often it
/// was lived again comes with it.
fn one_day(seed: u64) -> (Verdict, u64) {
    let mut verdict = Verdict::default();
    for (again, speed) in (0..).zip(SPEEDS) {
        let dir = tempfile::tempdir().expect("a folder");
        let lived = live(seed, speed, dir.path());
        verdict = judge(dir.path());
        verdict.problems.extend(lived.err().map(|error| error.to_string()));
        if verdict.problems.is_empty() {
            return (verdict, again);
        }
        println!("seed {seed} (UNSEEN_SEED={seed} replays it), speed {speed}");
        println!("  nothing exchanged for {:.1} s at worst", verdict.stalled_s);
        verdict.problems.iter().for_each(|problem| println!("  {problem}"));
        if speed == SPEEDS[SPEEDS.len() - 1] {
            println!("  kept in {}", dir.keep().display());
        }
    }
    (verdict, SPEEDS.len() as u64 - 1)
}

fn days() -> Vec<u64> {
    let ordinary = if std::env::var("TIELINE_ALL").is_ok_and(|all| all == "1") { DAYS.1 } else { DAYS.0 };
    let asked = std::env::var("UNSEEN_SEED").unwrap_or_default();
    let asked: Vec<u64> = asked.split(',').filter_map(|seed| seed.parse().ok()).collect();
    let all = 1..=number("UNSEEN_DAYS").unwrap_or(ordinary);
    if asked.is_empty() { all.collect() } else { asked }
}

#[test]
fn the_oracle_agrees_with_every_day() {
    let (days, next, verdicts) = (days(), AtomicU64::new(0), Mutex::new(Vec::new()));
    let lived_again = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..HOUSES.min(days.len()) {
            scope.spawn(|| {
                while let Some(seed) = days.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    let (verdict, again) = one_day(*seed);
                    lived_again.fetch_add(again, Ordering::Relaxed);
                    verdicts.lock().unwrap().push((*seed, verdict));
                }
            });
        }
    });
    let verdicts = verdicts.into_inner().unwrap();
    let sum = |of: fn(&Verdict) -> u64| verdicts.iter().map(|(_, verdict)| of(verdict)).sum::<u64>();
    let worst = |of: fn(&Verdict) -> f64| verdicts.iter().map(|(_, verdict)| of(verdict)).fold(0.0, f64::max);
    let wrong: Vec<_> = verdicts.iter().filter(|(_, verdict)| !verdict.problems.is_empty()).map(|(s, _)| s).collect();
    assert!(wrong.is_empty(), "the oracle disagrees with the days of the seeds {wrong:?}");
    let lived_again = lived_again.into_inner();
    assert!(lived_again <= verdicts.len() as u64 / 20 + 1, "{lived_again} days lived again are no machine's stalls");
    println!(
        "figure: {} days, {} lived again, {} events, {} responses, worst {:.0} W over a limit, worst reading {:.0} W off",
        verdicts.len(),
        lived_again,
        sum(|verdict| verdict.events),
        sum(|verdict| verdict.responses),
        worst(|verdict| verdict.worst_over_w),
        worst(|verdict| verdict.worst_reading_w),
    );
}
