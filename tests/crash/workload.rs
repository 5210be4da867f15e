//! What the writer writes, what it acknowledges, and how to see that all of it is there.

use crate::store::records::{memo, post, reading, response, site, upstream};
use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use tieline::store::{Document, EngineKind, Options, ReadingQuery, Retention, Store};
use tieline_core::model::{Millis, Record};

/// Threads that write at once.
const THREADS: u64 = 2;
/// Numbers of one thread's batches lie so far from the next one's.
const THREAD_STEP: u64 = 10_000_000;

/// A writer to be started, or this process as one.
pub(crate) struct Writer {
    pub(crate) engine: EngineKind,
    pub(crate) dir: PathBuf,
    /// Number of the first batch.
    pub(crate) first: u64,
    pub(crate) own_sync: bool,
}

/// A batch that the writer said was durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ack {
    pub(crate) thread: u64,
    pub(crate) number: u64,
}

impl Ack {
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut words = line.trim_end().split(' ');
        (words.next()? == "acked").then_some(())?;
        Some(Self { thread: words.next()?.parse().ok()?, number: words.next()?.parse().ok()? })
    }

    fn id(self) -> u64 {
        self.thread * THREAD_STEP + self.number
    }

    fn readings(self) -> impl Iterator<Item = u64> {
        (0..3).map(move |i| self.id() * 3 + i)
    }

    /// Every fifth post is delivered before its batch is acknowledged.
    fn is_delivered(self) -> bool {
        self.number.is_multiple_of(5)
    }

    fn commit(self, store: &Store) {
        let id = self.id();
        let mut records: Vec<_> = self.readings().map(reading).collect();
        records.extend([post(id), response(id, 1, true), memo(&format!("last-{}", self.thread), &id.to_be_bytes())]);
        // Long enough for chunks; overwritten again and again.
        let value = id.to_be_bytes().repeat(1 + (self.number as usize % 7) * 200);
        let key = vec![self.thread as u8, (self.number % 4) as u8];
        let document = Document { namespace: "crash".to_owned(), key, value: Some(value) };
        store.commit_with(&records, &[document]).expect("commits");
        if self.is_delivered() {
            store.commit(&[Record::Delivered { upstream: upstream(), seq: id }]).expect("commits");
        }
    }
}

impl Writer {
    /// The test binary itself, as the test `crash::writer_process` alone.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("our own path"));
        command.args(["--exact", "crash::writer_process", "--nocapture", "--test-threads=1"]);
        command.env("TIELINE_CRASH_DIR", &self.dir);
        command.env("TIELINE_CRASH_ENGINE", self.engine.as_str());
        command.env("TIELINE_CRASH_FIRST", self.first.to_string());
        command.env("TIELINE_CRASH_SYNC", self.own_sync.to_string());
        command
    }

    pub(crate) fn from_environment() -> Option<Self> {
        let read = |name| std::env::var(name).ok();
        Some(Self {
            dir: read("TIELINE_CRASH_DIR")?.into(),
            engine: read("TIELINE_CRASH_ENGINE")?.parse().ok()?,
            first: read("TIELINE_CRASH_FIRST")?.parse().ok()?,
            own_sync: read("TIELINE_CRASH_SYNC")?.parse().ok()?,
        })
    }

    /// Writes from two threads, with exports and new generations of history in between, until it is killed.
    pub(crate) fn write_until_killed(&self, options: &Options) {
        let retention = Retention { generation_records: 300, ..Retention::default() };
        let options = Options { own_sync: self.own_sync, retention, ..options.clone() };
        let store = Store::open(&self.dir, &options).expect("the store opens");
        std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let store = &store;
                scope.spawn(move || self.write_as(thread, store));
            }
        });
    }

    fn write_as(&self, thread: u64, store: &Store) {
        for number in self.first..self.first + 9_000 {
            let ack = Ack { thread, number };
            ack.commit(store);
            let mut out = std::io::stdout().lock();
            writeln!(out, "acked {thread} {number}").and_then(|()| out.flush()).expect("writes");
            drop(out);
            if thread == 0 && number.is_multiple_of(16) {
                store.maintain(Millis(number as i64 * 3_600_000)).expect("maintains");
            }
        }
    }
}

/// How many of the acknowledged batches are not whole in the store.
pub(crate) fn lost(store: &Store, acked: &[Ack]) -> usize {
    let state = store.restore_upstream(&upstream()).expect("restores");
    let responses: HashSet<String> =
        state.iter().filter(|r| matches!(r, Record::Response { .. })).map(|r| format!("{r:?}")).collect();
    let posts: BTreeMap<u64, Record> = store
        .outbox(&upstream(), 0, usize::MAX)
        .expect("scans")
        .into_iter()
        .filter_map(|record| if let Record::Post { seq, .. } = record { Some((seq, record)) } else { None })
        .collect();
    let readings = all_readings(store);
    let is_whole = |ack: &&Ack| {
        responses.contains(&format!("{:?}", response(ack.id(), 1, true)))
            && (ack.is_delivered() || posts.get(&ack.id()) == Some(&post(ack.id())))
            && !(ack.is_delivered() && posts.contains_key(&ack.id()))
            && ack.readings().all(|seq| readings.get(&seq) == Some(&reading(seq)))
    };
    acked.len() - acked.iter().filter(is_whole).count() + stale(store, &state, acked)
}

fn all_readings(store: &Store) -> BTreeMap<u64, Record> {
    let (from, to) = (Millis(i64::MIN), Millis(i64::MAX));
    let query = ReadingQuery { site: site(), source: None, from, to, after_seq: 0, limit: usize::MAX };
    let found = store.readings(&query).expect("scans").into_iter();
    found.filter_map(|r| if let Record::Reading { seq, .. } = r { Some((seq, r)) } else { None }).collect()
}

/// Memos and documents that are older than the last acknowledged batch that wrote them, or torn.
fn stale(store: &Store, state: &[Record], acked: &[Ack]) -> usize {
    let mut newest: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    for ack in acked {
        for key in [vec![ack.thread as u8, (ack.number % 4) as u8], vec![ack.thread as u8]] {
            let last = newest.entry(key).or_default();
            *last = (*last).max(ack.id());
        }
    }
    let held = |key: &[u8]| match key {
        [thread] => state.iter().find_map(|record| match record {
            Record::Memo { name, value, .. } if *name == format!("last-{thread}") => Some(value.clone()),
            _ => None,
        }),
        _ => store.document("crash", key).expect("reads"),
    };
    let is_fresh = |key: &[u8], due: u64| {
        held(key).is_some_and(|value| {
            let mut copies = value.chunks(8);
            let first = copies.next().unwrap_or_default();
            copies.all(|copy| copy == first) && first >= due.to_be_bytes().as_slice()
        })
    };
    newest.iter().filter(|(key, due)| !is_fresh(key, **due)).count()
}
