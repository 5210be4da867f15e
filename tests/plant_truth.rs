//! The demo judges by the plant's own log and the utility's record, so a broken link cannot hide: each break fails it,
//! for its own reason.

use serde_json::Value;
use std::process::Command;

/// A demo's exit status and its problems.
fn play(broken: Option<&str>) -> (Option<i32>, Vec<String>) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieline"));
    command.args(["demo", "--seconds", "40", "--json", "out.json"]).current_dir(dir.path());
    command.args(broken.map(|link| format!("--broken={link}")));
    let output = command.output().expect("the binary");
    let report = std::fs::read(dir.path().join("out.json"));
    let report = report.unwrap_or_else(|_| panic!("{broken:?}: {}", String::from_utf8_lossy(&output.stderr)));
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    let problems = report["problems"].as_array().expect("a list").iter();
    (output.status.code(), problems.map(|problem| problem.as_str().expect("text").to_owned()).collect())
}

/// What fails: a problem that begins with one of `reasons`, and none that begins with one of `others`.
fn expect(link: &str, reasons: &[&str], others: &[&str]) -> String {
    let (status, problems) = play(Some(link));
    assert_eq!(status, Some(1), "{link}: {problems:?}");
    let begins = |with: &[&str]| problems.iter().find(|problem| with.iter().any(|w| problem.starts_with(w))).cloned();
    assert_eq!(begins(others), None, "{link}: {problems:?}");
    begins(reasons).unwrap_or_else(|| panic!("{link}: none of {reasons:?} in {problems:?}"))
}

#[test]
fn each_broken_link_fails_the_demo_for_its_own_reason() {
    let links = [
        ("dispatch", &["export: "][..], &["telemetry: "][..]),
        ("meter", &["alarm: MeterReversed"], &["telemetry: "]),
        ("telemetry", &["telemetry: "], &["export: ", "alarm: ", "dispatch: "]),
    ];
    std::thread::scope(|scope| {
        let whole = scope.spawn(|| play(None));
        let broken = links.map(|(link, reasons, others)| (link, scope.spawn(move || expect(link, reasons, others))));
        assert_eq!(whole.join().expect("a run"), (Some(0), Vec::new()), "the control run");
        for (link, run) in broken {
            println!("figure: {link} broken: {}", run.join().expect("a run"));
        }
    });
}
