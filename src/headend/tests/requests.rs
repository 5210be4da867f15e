//! Requests of any kind: visibility, methods, bodies, restarts.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

/// r8: whatever B asks under A's addresses is answered like what is not there, byte for byte [design r8].
#[test]
fn r8_no_device_sees_another() {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.event(2, event(8, T0, T0, 600)).expect("event");
    });
    assert_eq!(world.post(&B, "/mup", &mirror_of(&B, 1)).status, 201);
    let nowhere = world.get(&A, "/edev/77");
    assert_eq!((nowhere.status, nowhere.headers.len(), nowhere.body.len()), (404, 0, 0));
    let foreign = [
        "/edev/2",
        "/edev/2/rg",
        "/edev/2/fsa",
        "/edev/2/fsa/2/derp",
        "/edev/2/der/1/ders",
        "/edev/2/lel",
        "/edev/%32",
        "/edev/1/../2",
        "/derp/2",
        "/derp/2/derc",
        "/derp/2/derc/1",
        "/mup/2/1",
        "/rsps/2",
        "/rsps/2/rsp",
    ];
    for target in foreign {
        for method in [Method::Get, Method::Put, Method::Post, Method::Delete, Method::Options] {
            let refused = world.send(&A, method, target, wire::encode(&end_device(&B)));
            assert_eq!(refused, nowhere, "{method} {target}");
        }
    }
    for target in ["/edev/1/fsa/2", "/edev/1/fsa/2/derp"] {
        assert_eq!(world.get(&A, target), nowhere, "{target}");
    }
    let mirrors: wire::MirrorUsagePointList = world.read(&A, "/mup?l=9");
    assert_eq!(mirrors.all, 0);
    assert_eq!(world.post(&A, "/mup", &mirror_of(&B, 2)).status, 403);
    let sets: wire::ResponseSetList = world.read(&A, "/rsps?l=9");
    assert_eq!(sets.all, 1);
}

/// [C CORE-001] [RFC 9110 §15.5.6]
/// [CSIP CORE-001]
#[test]
fn methods_are_told_and_head_has_no_body() {
    let mut world = World::with_programs();
    let get = world.get(&A, "/tm");
    let head = world.send(&A, Method::Head, "/tm", Vec::new());
    assert_eq!((head.status, head.headers, head.body.len()), (200, get.headers, 0));
    let refused = world.send(&A, Method::Put, "/tm", Vec::new());
    assert_eq!((refused.status, refused.header(HeaderName::Allow)), (405, Some("GET, HEAD, OPTIONS")));
    let options = world.send(&A, Method::Options, "/mup", Vec::new());
    assert_eq!((options.status, options.header(HeaderName::Allow)), (200, Some("GET, HEAD, POST, OPTIONS")));
    assert_eq!(world.send(&A, Method::Delete, "/mup", Vec::new()).status, 405);
}

#[test]
fn an_unchanged_document_is_not_sent_again() {
    let mut world = World::with_programs();
    let tag = world.get(&A, "/edev/1").header(HeaderName::Etag).expect("a tag").to_owned();
    let mut request = HttpRequest::get("/edev/1");
    request.headers.push((HeaderName::IfNoneMatch, tag));
    let answer = world.server.handle(UtcSeconds(T0), &A, &request).response;
    assert_eq!((answer.status, answer.body.len()), (304, 0));
    world.operate(|operator| operator.post_rate(A.lfdi, Some(60)).expect("rate"));
    let answer = world.server.handle(UtcSeconds(T0), &A, &request).response;
    assert_eq!(answer.status, 200);
}

#[test]
fn a_bad_body_is_refused_and_the_reason_goes_to_the_log_alone() {
    let world = World::with_programs();
    let request = HttpRequest {
        method: Method::Post,
        target: "/mup".to_owned(),
        headers: vec![(HeaderName::ContentType, "application/json".to_owned())],
        body: b"{}".to_vec(),
    };
    let answer = world.server.handle(UtcSeconds(T0), &A, &request);
    assert_eq!((answer.response.status, answer.response.body.len()), (415, 0));
    assert!(answer.note.is_some_and(|note| note.contains("application/json")));
    let mut request = HttpRequest { headers: Vec::new(), body: b"<html/>".to_vec(), ..request };
    assert_eq!(world.server.handle(UtcSeconds(T0), &A, &request).response.status, 400);
    request.body = vec![b' '; world.server.settings().body_max + 1];
    assert_eq!(world.server.handle(UtcSeconds(T0), &A, &request).response.status, 413);
}

fn any_target() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        Just("edev".to_owned()),
        Just("derp".to_owned()),
        Just("mup".to_owned()),
        Just("rsps".to_owned()),
        Just("der".to_owned()),
        Just("derc".to_owned()),
        Just("rsp".to_owned()),
        proptest::sample::select(vec!["drp", "edc", "msg", "txt", "tp", "rc", "tti", "cti", "rt"])
            .prop_map(str::to_owned),
        proptest::sample::select(vec!["upt", "mr", "rs", "file", "bill", "ca", "ppy", "fsa", "frq"])
            .prop_map(str::to_owned),
        (0_u32..3).prop_map(|number| number.to_string()),
        "[a-z0-9%./]{0,6}",
    ];
    let query = prop_oneof![Just(String::new()), "\\?[sal]=-?[0-9]{0,12}(&[sal]=[0-9]{0,4})?", "\\?.{0,8}"];
    (proptest::collection::vec(segment, 0..6), query).prop_map(|(path, query)| format!("/{}{query}", path.join("/")))
}

static FILLED: LazyLock<Server<MemoryResources>> =
    LazyLock::new(|| super::filled::filled(World::new().server.settings().clone(), T0, &A, &B));

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let documents = vec![
        wire::encode(&end_device(&A)),
        wire::encode(&mirror_of(&A, 1)),
        wire::encode(&reading_at(i64::MAX, 1)),
        wire::encode(&reading_at(i64::MIN, -1)),
        wire::encode(&response(&A, 9, 2)),
        b"<".to_vec(),
    ];
    prop_oneof![proptest::sample::select(documents), proptest::collection::vec(any::<u8>(), 0..64)]
}

proptest! {
    /// No request makes it panic; an error has no body; a write that is refused changes nothing.
    #[test]
    fn arbitrary_requests_are_answered(target in any_target(), method in 0_usize..6, body in any_body()) {
        let server = &*FILLED;
        let methods = [Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete, Method::Options];
        let request = HttpRequest { method: methods[method], target, headers: Vec::new(), body };
        let answer = server.handle(UtcSeconds(T0), &A, &request);
        prop_assert!((200..600).contains(&answer.response.status));
        if answer.response.status >= 400 {
            prop_assert!(answer.response.body.is_empty() && answer.commit.is_empty());
        }
    }
}

/// What a restart must not lose: over the store, the same answers come from a new server on the same documents.
#[test]
fn r4_a_restart_keeps_everything() {
    let dir = tempfile::tempdir().expect("a folder");
    let open = || {
        let options = crate::store::Options::new(crate::store::EngineKind::Redb);
        StoredResources::new(std::sync::Arc::new(crate::store::Store::open(dir.path(), &options).expect("opened")))
    };
    let settings = World::new().server.settings().clone();
    let targets = ["/edev?l=9", "/mup?l=9", "/derp/1/derc?l=9", "/rsps/1/rsp?l=9", "/edev/1/fsa?l=9"];
    let ask = |server: &Server<StoredResources>| {
        targets.map(|target| server.handle(UtcSeconds(T0), &A, &HttpRequest::get(target)).response)
    };
    let server = Server::new(settings.clone(), open());
    let mut operator = Operator::new(server.resources(), &settings, UtcSeconds(T0));
    let first = operator.program(program(1, 2)).expect("program");
    operator.assignments("all", &[first], true).expect("assignments");
    operator.event(first, event(9, T0, T0, 300)).expect("event");
    server.resources().commit(&operator.finish()).expect("stored");
    let posts = [
        ("/edev", wire::encode(&end_device(&A))),
        ("/mup", wire::encode(&mirror_of(&A, 1))),
        ("/mup/1/1", wire::encode(&reading_at(T0, 5))),
        ("/rsps/1/rsp", wire::encode(&response(&A, 9, 1))),
    ];
    for (target, body) in posts {
        let request = HttpRequest { method: Method::Post, target: target.to_owned(), headers: Vec::new(), body };
        let answer = server.handle(UtcSeconds(T0), &A, &request);
        assert_eq!(answer.response.status, 201, "{target}");
        server.resources().commit(&answer.commit).expect("stored");
    }
    let before = ask(&server);
    assert!(before.iter().all(|response| response.status == 200));
    drop(server);
    let server = Server::new(settings, open());
    assert_eq!(ask(&server), before);
}
