//! Suite `damage`: a store that was cut, emptied, flipped or filled is whole, or set aside with a notice and restored from
//! the last export. Never is anything lost in silence.

use crate::store::records::{post, reading, site, upstream};
use crate::store::{open, options};
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tieline::store::{EngineKind, Error, Options, ReadingQuery, Store};
use tieline_core::model::{Millis, Record};

/// Posts and readings in the damaged stores; enough for files of several megabytes on either engine.
const RECORDS: u64 = 5_000;
/// Posts that the last export holds.
const EXPORTED: u64 = 4_000;

/// A store as a killed writer leaves it: not closed in order. Made once an engine; each case damages a copy.
fn killed_store(engine: EngineKind, dir: &Path) {
    let store = open(dir, engine);
    for first in (1..=RECORDS).step_by(100) {
        let records: Vec<Record> = (first..first + 100).flat_map(|n| [post(n), reading(n)]).collect();
        store.commit(&records).expect("commits");
        if first + 99 == EXPORTED {
            store.export_state().expect("exports");
        }
    }
    // Copied while open, after the last commit: as after kill -9, the files are as they are.
    copy(dir, &dir.with_extension("killed"));
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-r").arg(from).arg(to).status().expect("cp runs");
    assert!(copied.success());
}

/// What is left after a damage.
struct Left {
    posts: u64,
    readings: u64,
    notices: Vec<String>,
}

impl Left {
    fn of(store: &Store) -> Self {
        let (from, to) = (Millis(i64::MIN), Millis(i64::MAX));
        let query = ReadingQuery { site: site(), source: None, from, to, after_seq: 0, limit: usize::MAX };
        Self {
            posts: store.outbox_len(&upstream()).expect("counts") as u64,
            readings: store.readings(&query).expect("scans").len() as u64,
            notices: store.take_notices(),
        }
    }

    fn is_whole(&self) -> bool {
        (self.posts, self.readings) == (RECORDS, RECORDS)
    }

    fn tells(&self, space: &str) -> bool {
        self.notices.iter().any(|notice| notice.starts_with(space))
    }
}

/// Runs one damage on a copy and checks the promise.
fn endures(engine: EngineKind, base: &Path, case: &str, damage: &dyn Fn(&Path)) {
    let dir = base.with_extension("case");
    copy(&base.with_extension("killed"), &dir);
    damage(&dir);
    let damaged_files_remain = dir.join("state").exists() && dir.join("history/000001").exists();
    let store = open(&dir, engine);
    let left = Left::of(&store);
    let says = format!("{engine}, {case}: {} posts, {} readings, {:?}", left.posts, left.readings, left.notices);
    println!("{says}");
    assert!(left.posts == RECORDS || left.tells("state"), "a silent loss: {says}");
    assert!(left.readings == RECORDS || left.tells("history"), "a silent loss: {says}");
    assert!(left.posts >= EXPORTED, "the export was not restored: {says}");
    if !left.is_whole() && damaged_files_remain {
        assert!(fs::read_dir(dir.join("quarantine")).is_ok_and(|mut list| list.next().is_some()), "{says}");
    }
    store.commit(&[post(RECORDS + 1)]).expect("it goes on");
    drop(store);
    let again = Left::of(&open(&dir, engine));
    assert_eq!((again.posts, again.notices), (left.posts + 1, vec![]), "whole from now on: {engine}, {case}");
    fs::remove_dir_all(&dir).expect("removes");
}

fn file_of(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::Sled => "db",
        EngineKind::Redb => "redb",
    }
}

fn cut(file: &Path, bytes: u64) {
    let file = OpenOptions::new().write(true).open(file).expect("opens");
    let length = file.metadata().expect("metadata").len();
    file.set_len(length.saturating_sub(bytes)).expect("cuts");
}

fn flip(path: &Path, place: f64) {
    let file = OpenOptions::new().read(true).write(true).open(path).expect("opens");
    let at = (file.metadata().expect("metadata").len() as f64 * place) as u64;
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).expect("reads");
    file.write_all_at(&[byte[0] ^ 0x10], at).expect("writes");
}

fn snapshots(space: &Path) -> Vec<PathBuf> {
    let list = fs::read_dir(space).expect("lists").map(|entry| entry.expect("an entry").path());
    list.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("snap."))).collect()
}

fn endures_everything(engine: EngineKind) {
    let base = tempfile::tempdir().expect("a directory");
    let base = base.path().join("store");
    killed_store(engine, &base);
    let mut cases = 0;
    let mut run = |case: String, damage: &dyn Fn(&Path)| {
        endures(engine, &base, &case, damage);
        cases += 1;
    };
    run("as it was killed".to_owned(), &|_| {});
    for space in ["state", "history/000001"] {
        let main = format!("{space}/{}", file_of(engine));
        for kilobytes in [1, 600, 1_000, 2_000, 8_000] {
            run(format!("{main} cut by {kilobytes} kB"), &|dir| cut(&dir.join(&main), kilobytes * 1_000));
        }
        for place in 0..8 {
            let place = (f64::from(place) + 0.37) / 8.0;
            run(format!("{main} flipped at {place:.2}"), &|dir| flip(&dir.join(&main), place));
        }
        run(format!("{main} emptied"), &|dir| cut(&dir.join(&main), u64::MAX));
        run(format!("{main} missing"), &|dir| fs::remove_file(dir.join(&main)).expect("removes"));
        run(format!("{space} missing"), &|dir| fs::remove_dir_all(dir.join(space)).expect("removes"));
        run(format!("{space}.mark missing"), &|dir| {
            fs::remove_file(dir.join(format!("{space}.mark"))).expect("removes");
        });
        if engine == EngineKind::Sled {
            run(format!("{space}: empty snapshots"), &|dir| {
                snapshots(&dir.join(space)).iter().for_each(|path| fs::write(path, []).expect("writes"));
                fs::write(dir.join(space).join("snap.00000000FFFFFFFF"), []).expect("writes");
            });
            run(format!("{space}: a snapshot left half made"), &|dir| {
                fs::write(dir.join(space).join("snap.0000000000000FFF.generating"), [1, 2, 3]).expect("writes");
            });
        }
    }
    run("FORMAT missing".to_owned(), &|dir| fs::remove_file(dir.join("FORMAT")).expect("removes"));
    println!("figure: damage {engine}: {cases} cases, no silent loss");
}

#[test]
fn damage_is_never_a_silent_loss_on_sled() {
    endures_everything(EngineKind::Sled);
}

#[test]
fn damage_is_never_a_silent_loss_on_redb() {
    endures_everything(EngineKind::Redb);
}

/// Size of the small file system, and of the file on it that is not ours.
const DISK: &str = "size=64m";
const BALLAST_BYTES: usize = 40 << 20;

/// Runs this binary's test `damage::full_disk_process` on a small file system of its own.
fn on_a_small_disk(engine: EngineKind) -> String {
    let dir = tempfile::tempdir().expect("a directory");
    let binary = std::env::current_exe().expect("our own path");
    let script = r#"mount -t tmpfs -o "$1" tieline "$2" && exec "$3" --exact damage::full_disk_process --nocapture"#;
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
    let left = Left::of(&store);
    assert!(left.posts >= acked && left.readings >= acked, "{} and {} of {acked}", left.posts, left.readings);
    assert_eq!(left.notices, Vec::<String>::new());
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
