//! What the writer writes, what it acknowledges, and how to see that all of it is there.

use crate::store::records::{memo, post, reading, response, site, upstream};
use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tieline::store::{Document, EngineKind, Options, ReadingQuery, Retention, Store};
use tieline_core::model::{Millis, Record};

/// Threads that write at once.
const THREADS: u64 = 2;
/// Numbers of one thread's batches lie so far from the next one's.
const THREAD_STEP: u64 = 10_000_000;
/// Between two looks of the reader: it must not keep the writers from their work.
const READ_PAUSE: Duration = Duration::from_micros(100);
/// Documents that each thread overwrites again and again.
const SLOTS: u64 = 4;

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

/// What a writer said before it was killed.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) acked: Vec<Ack>,
    /// Batches whose document somebody read while they were written.
    seen: Vec<Ack>,
}

impl Said {
    pub(crate) fn parse(lines: &[String]) -> Self {
        let all = |word| lines.iter().filter_map(|line| Ack::parse(word, line)).collect();
        Self { acked: all("acked"), seen: all("seen") }
    }

    pub(crate) fn extend(&mut self, more: Self) {
        self.acked.extend(more.acked);
        self.seen.extend(more.seen);
    }

    /// Forgets the batches up to a number.
    pub(crate) fn forget_to(&mut self, number: u64) {
        self.acked.retain(|ack| ack.number > number);
        self.seen.retain(|ack| ack.number > number);
    }
}

impl Ack {
    fn parse(word: &str, line: &str) -> Option<Self> {
        let mut words = line.trim_end().split(' ');
        (words.next()? == word).then_some(())?;
        Some(Self { thread: words.next()?.parse().ok()?, number: words.next()?.parse().ok()? })
    }

    fn of_id(id: u64) -> Self {
        Self { thread: id / THREAD_STEP, number: id % THREAD_STEP }
    }

    /// The key of the document that its batch writes, and that few others do.
    fn key(self) -> Vec<u8> {
        vec![self.thread as u8, (self.number % SLOTS) as u8]
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
        let document = Document { namespace: "crash".to_owned(), key: self.key(), value: Some(value) };
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
            read_until_killed(&store);
        });
    }

    fn write_as(&self, thread: u64, store: &Store) {
        for number in self.first..self.first + 9_000 {
            let ack = Ack { thread, number };
            ack.commit(store);
            say("acked", ack);
            if thread == 0 && number.is_multiple_of(16) {
                store.maintain(Millis(number as i64 * 3_600_000)).expect("maintains");
            }
        }
    }
}

fn say(word: &str, Ack { thread, number }: Ack) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word} {thread} {number}").and_then(|()| out.flush()).expect("writes");
}

/// Reads every document again and again, and says what it has read.
fn read_until_killed(store: &Store) {
    let keys: Vec<Vec<u8>> =
        (0..THREADS).flat_map(|thread| (0..SLOTS).map(move |number| Ack { thread, number }.key())).collect();
    let mut seen: BTreeMap<&[u8], u64> = BTreeMap::new();
    for key in keys.iter().cycle() {
        let value = store.document("crash", key).expect("reads");
        let Some(id) = value.and_then(|value| value.first_chunk().map(|id| u64::from_be_bytes(*id))) else { continue };
        if seen.insert(key, id) != Some(id) {
            say("seen", Ack::of_id(id));
        }
        std::thread::sleep(READ_PAUSE);
    }
}

/// How many of the acknowledged batches are not whole in the store, and how much of what was read of them is older there.
pub(crate) fn lost(store: &Store, Said { acked, seen }: &Said) -> usize {
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
    acked.len() - acked.iter().filter(is_whole).count() + stale(store, &state, acked, seen)
}

fn all_readings(store: &Store) -> BTreeMap<u64, Record> {
    let (from, to) = (Millis(i64::MIN), Millis(i64::MAX));
    let query = ReadingQuery { site: site(), source: None, from, to, after_seq: 0, limit: usize::MAX };
    let found = store.readings(&query).expect("scans").into_iter();
    found.filter_map(|r| if let Record::Reading { seq, .. } = r { Some((seq, r)) } else { None }).collect()
}

/// Memos and documents that are older than the last acknowledged batch that wrote them, or than somebody read, or torn.
fn stale(store: &Store, state: &[Record], acked: &[Ack], seen: &[Ack]) -> usize {
    let mut newest: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    let memos = acked.iter().map(|ack| (vec![ack.thread as u8], ack));
    for (key, ack) in acked.iter().chain(seen).map(|ack| (ack.key(), ack)).chain(memos) {
        let last = newest.entry(key).or_default();
        *last = (*last).max(ack.id());
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
