//! A full disk takes nothing that was acknowledged, and the store opens again.

use crate::store::options;
use crate::store::records::{post, reading, site, upstream};
use std::fs;
use std::path::Path;
use std::process::Command;
use tieline::store::{EngineKind, Error, Options, ReadingQuery, Store};
use tieline_core::model::{Millis, Record};

/// Size of the small file system, and of the file on it that is not ours.
const DISK: &str = "size=64m";
const BALLAST_BYTES: usize = 40 << 20;

/// Runs this binary's test `full_disk_process` on a small file system of its own.
fn on_a_small_disk(engine: EngineKind) -> String {
    let dir = tempfile::tempdir().expect("a directory");
    let binary = std::env::current_exe().expect("our own path");
    let script =
        r#"mount -t tmpfs -o "$1" tieline "$2" && exec "$3" --exact damage::full_disk::full_disk_process --nocapture"#;
    for namespaces in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let mut command = Command::new("unshare");
        command.args(namespaces).args(["sh", "-c", script, "sh", DISK]).arg(dir.path()).arg(&binary);
        command.env("TIELINE_FULL_DISK", dir.path()).env("TIELINE_FULL_ENGINE", engine.as_str());
        let output = command.output().expect("unshare is missing: apt-get install util-linux");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if said.contains("running 1 test") {
            assert!(output.status.success(), "{engine}: {said}{}", String::from_utf8_lossy(&output.stderr));
            return said;
        }
    }
    panic!("no small file system could be mounted: run as root, or allow user namespaces");
}

#[test]
fn damage_r4_a_full_disk_takes_nothing_that_was_acknowledged() {
    for engine in EngineKind::BUILT {
        let said = on_a_small_disk(*engine);
        println!("{}", said.lines().find(|line| line.starts_with("figure:")).expect("a figure"));
    }
}

/// The other side of the test above, in a process of its own.
#[test]
fn full_disk_process() {
    let (Ok(dir), Ok(engine)) = (std::env::var("TIELINE_FULL_DISK"), std::env::var("TIELINE_FULL_ENGINE")) else {
        return;
    };
    let (dir, engine) = (Path::new(&dir).join("store"), engine.parse().expect("an engine"));
    let ballast = dir.with_extension("ballast");
    fs::write(&ballast, vec![1; BALLAST_BYTES]).expect("writes");
    let options = Options { reserve_bytes: 4 << 20, ..options(engine) };
    let store = Store::open(&dir, &options).expect("opens");
    let (acked, refusal) = fill(&store);
    assert_eq!(store.commit(&[post(1)]), Err(Error::Stopped), "after {refusal}");
    drop(store);
    let with_reserve = Store::open(&dir, &options);
    let how = if with_reserve.is_ok() { "on its reserve" } else { "after space was freed" };
    let store = with_reserve.unwrap_or_else(|refusal| {
        assert_eq!(refusal, Error::Full, "a clear error");
        fs::remove_file(&ballast).expect("removes");
        Store::open(&dir, &options).expect("opens once there is space")
    });
    // A group that was refused may be there in part.
    let posts = store.outbox(&upstream(), 0, acked as usize).expect("scans");
    assert!(posts == (1..=acked).map(post).collect::<Vec<_>>(), "{} posts of {acked}, or others", posts.len());
    let (from, to) = (Millis(i64::MIN), Millis(i64::MAX));
    let query = ReadingQuery { site: site(), source: None, from, to, after_seq: 0, limit: acked as usize };
    let readings = store.readings(&query).expect("scans");
    assert!(readings == (1..=acked).map(reading).collect::<Vec<_>>(), "{} readings of {acked}", readings.len());
    assert_eq!(store.take_notices(), Vec::<String>::new());
    println!("figure: full disk {engine}: {acked} acknowledged, 0 lost, {refusal}; opened again {how}");
}

/// Commits until the disk is full; how many posts and readings were acknowledged, and the refusal.
fn fill(store: &Store) -> (u64, Error) {
    for first in (1..).step_by(50) {
        let records: Vec<Record> = (first..first + 50).flat_map(|n| [post(n), reading(n)]).collect();
        if let Err(refusal) = store.commit(&records) {
            return (first - 1, refusal);
        }
    }
    unreachable!("the disk is small")
}
