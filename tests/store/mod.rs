//! Suite `store`: each behaviour is stated once, and both engines show it.

pub(crate) mod records;

use records::*;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tieline::store::{Document, EngineKind, Error, Options, ReadingQuery, Retention, Store};
use tieline_core::model::{Millis, Record};

pub(crate) fn options(engine: EngineKind) -> Options {
    Options { linger: Duration::from_millis(1), reserve_bytes: 0, ..Options::new(engine) }
}

pub(crate) fn open(dir: &Path, engine: EngineKind) -> Store {
    Store::open(dir, &options(engine)).expect("the store opens")
}

/// Runs a behaviour on a fresh store of each engine.
fn on_each(behaviour: fn(&Path, EngineKind)) {
    for engine in EngineKind::BUILT {
        let dir = tempfile::tempdir().expect("a directory");
        behaviour(dir.path(), *engine);
    }
}

fn everything(store: &Store) -> Vec<Record> {
    let all = (Millis(i64::MIN), Millis(i64::MAX));
    let query = ReadingQuery { site: site(), source: None, from: all.0, to: all.1, after_seq: 0, limit: usize::MAX };
    let mut found = store.restore_upstream(&upstream()).expect("restores");
    found.extend(store.outbox(&upstream(), 0, usize::MAX).expect("scans"));
    found.extend(store.readings(&query).expect("scans"));
    found.extend(store.audit(&site(), &asset(), all.0, all.1, usize::MAX).expect("scans"));
    found.extend(store.alarms(&site(), all.0, all.1, usize::MAX).expect("scans"));
    found
}

fn same(mut left: Vec<Record>, mut right: Vec<Record>) -> bool {
    left.sort_by_key(|record| format!("{record:?}"));
    right.sort_by_key(|record| format!("{record:?}"));
    left == right
}

/// [design r4]
#[test]
fn r4_what_was_committed_is_there_after_a_restart() {
    on_each(|dir, engine| {
        let seq = open(dir, engine).commit(&one_of_each()).expect("commits");
        let store = open(dir, engine);
        assert!(same(everything(&store), one_of_each()), "{engine}");
        assert!(store.take_notices().is_empty(), "{engine}");
        assert!(store.commit(&[reading(2)]).expect("commits") > seq);
        assert_eq!(store.last_reading_seq(&site()), 2);
    });
}

#[test]
fn r5_the_same_record_again_changes_nothing() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        store.commit(&one_of_each()).expect("commits");
        store.commit(&one_of_each()).expect("commits");
        assert!(same(everything(&store), one_of_each()), "{engine}");
        drop(store);
        assert!(open(dir, engine).take_notices().is_empty(), "{engine}: the count holds");
    });
}

#[test]
fn a_delivered_post_and_an_empty_memo_are_gone() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        store.commit(&[post(1), post(2), post(3), memo("a", b"x")]).expect("commits");
        let delivered = Record::Delivered { upstream: upstream(), seq: 2 };
        store.commit(&[delivered.clone(), memo("a", b"")]).expect("commits");
        store.commit(&[delivered]).expect("again is harmless");
        assert_eq!(store.outbox(&upstream(), 0, 9).expect("scans"), [post(1), post(3)]);
        assert_eq!(store.outbox(&upstream(), 1, 9).expect("scans"), [post(3)]);
        assert_eq!(store.outbox_len(&upstream()).expect("counts"), 2);
        assert!(store.restore_upstream(&upstream()).expect("restores").is_empty());
    });
}

#[test]
fn a_long_record_is_cut_and_joined_again_and_leaves_no_rest() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        for length in [3_071, 3_072, 3_073, 200_000, 10_000, 1] {
            let value: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let long = Document { namespace: "edev".to_owned(), key: b"1".to_vec(), value: Some(value.clone()) };
            store.commit_with(&[], &[long]).expect("commits");
            assert_eq!(store.document("edev", b"1").expect("reads"), Some(value), "{engine} {length}");
        }
        drop(store);
        assert!(open(dir, engine).take_notices().is_empty(), "{engine}: the count holds");
    });
}

#[test]
fn a_record_beyond_the_bound_is_refused_and_the_store_goes_on() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        let long = Document { namespace: "a".to_owned(), key: vec![1], value: Some(vec![0; 2_000_000]) };
        assert!(matches!(store.commit_with(&[], &[long]), Err(Error::Limit("bytes in a record", ..))));
        let key = Document { namespace: "a".to_owned(), key: vec![1; 300], value: None };
        assert!(matches!(store.commit_with(&[], &[key]), Err(Error::Limit("bytes in a key", ..))));
        store.commit(&[post(1)]).expect("commits");
    });
}

#[test]
fn documents_are_found_by_prefix_in_order_and_by_page() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        let document = |namespace: &str, key: &str| Document {
            namespace: namespace.to_owned(),
            key: key.as_bytes().to_vec(),
            value: Some(key.as_bytes().to_vec()),
        };
        let all = [document("x", "a/2"), document("x", "a/1"), document("x", "b/1"), document("y", "a/3")];
        store.commit_with(&[], &all).expect("commits");
        let keys = |prefix: &[u8], from: &[u8], limit| -> Vec<String> {
            let found = store.documents("x", prefix, from, limit).expect("scans");
            found.into_iter().map(|(key, _)| String::from_utf8(key).expect("text")).collect()
        };
        assert_eq!(keys(b"a/", b"", 9), ["a/1", "a/2"]);
        assert_eq!(keys(b"", b"a/2", 9), ["a/2", "b/1"]);
        assert_eq!(keys(b"", b"", 1), ["a/1"]);
        let gone = Document { value: None, ..document("x", "a/1") };
        store.commit_with(&[], &[gone]).expect("commits");
        assert_eq!(keys(b"a/", b"", 9), ["a/2"]);
    });
}

#[test]
fn readings_are_found_by_source_time_and_number() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        store.commit(&(1..=50).map(reading).collect::<Vec<_>>()).expect("commits");
        let at = |seq: i64| Millis(1_764_000_000_000 + seq * 1_000);
        let query = ReadingQuery { site: site(), source: None, from: at(10), to: at(20), after_seq: 12, limit: 3 };
        assert_eq!(store.readings(&query).expect("scans"), [reading(13), reading(14), reading(15)]);
    });
}

/// [design r9]
#[test]
fn r9_the_audit_tells_decision_and_outcome_in_order() {
    on_each(|dir, engine| {
        let store = open(dir, engine);
        let told = [setpoint(1, 100), result(1, 150), setpoint(2, 200), result(2, 200), setpoint(3, 300)];
        store.commit(&told).expect("commits");
        let audit = |limit| store.audit(&site(), &asset(), Millis(0), Millis(1_000), limit).expect("scans");
        assert_eq!(audit(9), told);
        assert_eq!(audit(2), told[3..]);
        let restored = store.restore_site(&site()).expect("restores");
        assert_eq!(restored, [setpoint(3, 300)], "{engine}: the last one alone");
    });
}

#[test]
fn many_threads_share_commits_and_each_is_told_after_its_own() {
    on_each(|dir, engine| {
        let store = Arc::new(open(dir, engine));
        let threads: Vec<_> = (0..8_u64)
            .map(|thread| {
                let store = Arc::clone(&store);
                std::thread::spawn(move || {
                    for i in 0..20 {
                        store.commit(&[post(thread * 100 + i), reading(thread * 100 + i)]).expect("commits");
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().expect("ends"));
        assert_eq!(store.outbox_len(&upstream()).expect("counts"), 160, "{engine}");
        drop(store);
        let store = open(dir, engine);
        assert_eq!(store.outbox_len(&upstream()).expect("counts"), 160, "{engine}");
        assert!(store.take_notices().is_empty());
    });
}

#[test]
fn retention_drops_whole_generations_and_counts_them() {
    on_each(|dir, engine| {
        let retention = Retention { max_age_ms: 100_000, max_bytes: u64::MAX, generation_records: 100 };
        let options = Options { retention, ..options(engine) };
        let store = Store::open(dir, &options).expect("opens");
        for first in [1, 101, 201, 301] {
            store.commit(&(first..first + 100).map(reading).collect::<Vec<_>>()).expect("commits");
            store.maintain(Millis(0)).expect("rotates");
        }
        let now = Millis(1_764_000_000_000 + 350_000);
        let done = store.maintain(now).expect("drops");
        assert_eq!(done.dropped.get("readings"), Some(&200), "{engine}");
        drop(store);
        let store = Store::open(dir, &options).expect("opens");
        assert_eq!(store.take_notices(), Vec::<String>::new(), "{engine}: what was dropped is not missed");
        assert_eq!(store.dropped().expect("reads").get("readings"), Some(&200));
        assert!(same(everything(&store), (201..=400).map(reading).collect()), "{engine}");
        assert_eq!(store.last_reading_seq(&site()), 400);
    });
}

#[test]
fn an_export_moves_a_store_to_the_other_engine() {
    on_each(|dir, engine| {
        let store = open(&dir.join("from"), engine);
        let document = Document { namespace: "n".to_owned(), key: vec![0, 255], value: Some(vec![7; 9_000]) };
        store.commit_with(&one_of_each(), std::slice::from_ref(&document)).expect("commits");
        let file = dir.join("export");
        let count = store.export(std::fs::File::create(&file).expect("creates")).expect("exports");
        assert_eq!(count, 11);
        for other in EngineKind::BUILT {
            let moved = open(&dir.join(format!("to-{other}")), *other);
            assert_eq!(moved.import(&file).expect("imports"), 11);
            assert!(same(everything(&moved), one_of_each()), "{engine} to {other}");
            assert_eq!(moved.document("n", &document.key).expect("reads"), document.value);
            assert_eq!(moved.import(&file), Err(Error::NotEmpty));
        }
    });
}

#[test]
fn a_cut_or_flipped_export_is_refused_before_anything_is_stored() {
    on_each(|dir, engine| {
        let store = open(&dir.join("from"), engine);
        store.commit(&one_of_each()).expect("commits");
        let mut whole = Vec::new();
        store.export(&mut whole).expect("exports");
        let last_line = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').expect("lines") + 1;
        let mut flipped = whole.clone();
        flipped[last_line / 2] ^= 4;
        let to = open(&dir.join("to"), engine);
        for damaged in [&whole[..whole.len() / 2], &whole[..last_line], &flipped, &[]] {
            let file = dir.join("damaged");
            std::fs::write(&file, damaged).expect("writes");
            assert!(matches!(to.import(&file), Err(Error::Export { .. })), "{engine}");
            assert!(everything(&to).is_empty());
        }
    });
}

#[test]
fn a_newer_format_and_another_engine_are_refused_with_the_remedy() {
    on_each(|dir, engine| {
        drop(open(dir, engine));
        let other = EngineKind::BUILT.iter().find(|other| **other != engine).expect("two engines");
        let refused = Store::open(dir, &options(*other)).err().expect("refused");
        assert!(refused.to_string().contains("tieline export"), "{refused}");
        let newer = format!(r#"{{"format":2,"engine":"{engine}"}}"#);
        std::fs::write(dir.join("FORMAT"), newer).expect("writes");
        assert!(matches!(Store::open(dir, &options(engine)), Err(Error::Format { found: 2, known: 1, .. })));
    });
}

#[test]
fn a_second_opening_is_refused() {
    on_each(|dir, engine| {
        let _first = open(dir, engine);
        assert!(matches!(Store::open(dir, &options(engine)), Err(Error::InUse(_))));
    });
}
