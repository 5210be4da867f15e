//! Many devices that post at once: their posts share durable commits, each is answered as if they had come one after the
//! other, and what could not be stored is refused and shown to nobody.

use crate::lab::{Lab, Utility};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Barrier};
use std::time::Duration;
use tieline::runtime::process::Process;
use tieline::store::{EngineKind, Options, Store};
use tieline_certs::config::Credential;
use tieline_conformance::{Answer, Client, Peer, Request};
use tieline_schemas::sep2::{self as wire, Element, HexBinary128, HexBinary160, Limits, UInt40};

/// Devices that post at the same time, and what each posts.
const DEVICES: usize = 24;
const POSTS: usize = 12;
/// Connections of one device that post the same thing at the same time, and how often they do.
const TWINS: usize = 8;
const ROUNDS: u16 = 6;
/// Until a started server must listen.
const READY: Duration = Duration::from_secs(20);

fn config(engine: &str) -> String {
    Lab::config("", &format!("engine = \"{engine}\"\n[enrolment]\nin_band = true\n"))
}

fn post<T: Element>(client: &mut Client, target: &str, document: &T) -> Answer {
    client.send(&Request::new("POST", target).with_document(&wire::encode(document))).expect("an answer")
}

fn end_device(credential: &Credential) -> wire::EndDevice {
    let identity = credential.identity();
    let sfdi = UInt40::new(identity.sfdi).expect("40 bits");
    wire::EndDevice { lfdi: Some(HexBinary160(identity.lfdi)), sfdi, ..Default::default() }
}

fn log_event(log_event_id: u16) -> wire::LogEvent {
    wire::LogEvent { created_date_time: 1_700_000_000, log_event_id, ..Default::default() }
}

fn mirror(credential: &Credential, number: u16) -> wire::MirrorUsagePoint {
    let mut mrid = [0; 16];
    mrid[..2].copy_from_slice(&number.to_be_bytes());
    let lfdi = HexBinary160(credential.identity().lfdi);
    wire::MirrorUsagePoint { mrid: HexBinary128(mrid), device_lfdi: lfdi, ..Default::default() }
}

fn location(answer: &Answer) -> String {
    answer.header("location").unwrap_or_else(|| panic!("no address: {answer}")).to_owned()
}

fn list<T: Element>(client: &mut Client, target: &str) -> T {
    wire::decode_as(&client.get(target).expect("an answer").body, &Limits::default()).expect("a list")
}

fn log_events(client: &mut Client, device: &str) -> Vec<u16> {
    let list: wire::LogEventList = list(client, &format!("{device}/lel?l=255"));
    assert_eq!(list.all as usize, list.log_event.len());
    let mut ids: Vec<u16> = list.log_event.iter().map(|event| event.log_event_id).collect();
    ids.sort_unstable();
    ids
}

/// Carries out `work` on so many threads, each with its number, all from the same moment on.
fn at_once<T: Send>(threads: usize, work: impl Fn(usize, &Barrier) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(threads);
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|number| {
                scope.spawn({
                    let (work, start) = (&work, &start);
                    move || work(number, start)
                })
            })
            .collect();
        running.into_iter().map(|thread| thread.join().expect("its posts were answered")).collect()
    })
}

/// The number of the next commit of a server's store, which must not run.
fn next_commit(lab: &Lab, engine: EngineKind) -> u64 {
    let store = Store::open(&lab.dir.path().join("state"), &Options::new(engine)).expect("the store opens");
    store.commit(&[]).expect("nothing to store").0
}

/// r4: what many devices post at once costs fewer commits than posts, and all of it is there afterwards [design r4].
#[test]
fn r4_posts_of_many_devices_share_commits() {
    for engine in EngineKind::BUILT {
        let lab = Lab::new();
        let devices: Vec<_> = (0..DEVICES).map(|number| lab.device(&format!("device {number}"))).collect();
        let mut utility = lab.serve(&config(engine.as_str()), &[]);
        let enrolled = at_once(DEVICES, |number, start| {
            let mut client = utility.client(&devices[number]);
            start.wait();
            location(&post(&mut client, "/edev", &end_device(&devices[number])))
        });
        assert_eq!(enrolled.iter().collect::<BTreeSet<_>>().len(), DEVICES, "each has its own number");
        utility.end();
        let before = next_commit(&lab, *engine);
        let mut utility = lab.serve(&config(engine.as_str()), &[]);
        at_once(DEVICES, |number, start| {
            let mut client = utility.client(&devices[number]);
            client.get("/dcap").expect("connected");
            start.wait();
            for id in 0..POSTS {
                let event = log_event(u16::try_from(id).expect("few"));
                assert_eq!(post(&mut client, &format!("{}/lel", enrolled[number]), &event).status, 201);
            }
        });
        utility.process.kill().expect("killed");
        let commits = next_commit(&lab, *engine) - before;
        let mut utility = lab.serve(&config(engine.as_str()), &[]);
        let ids: Vec<u16> = (0..POSTS).map(|id| u16::try_from(id).expect("few")).collect();
        for (device, at) in devices.iter().zip(&enrolled) {
            assert_eq!(log_events(&mut utility.client(device), at), ids, "each was answered, so each is kept");
        }
        utility.end();
        let posts = DEVICES * POSTS;
        assert!(commits < posts as u64, "{commits} commits for {posts} posts");
        println!("figure: {engine}: {posts} posts in {commits} commits");
    }
}

/// r5: what one device sends over several connections at the same moment ends as if it had come one after the other
/// [design r5].
#[test]
fn r5_the_same_thing_posted_by_many_connections_at_once_is_kept_once() {
    let lab = Lab::new();
    let mut utility = lab.serve(&config("redb"), &[]);
    for round in 0..ROUNDS {
        let device = lab.device(&format!("twins {round}"));
        let answers = at_once(TWINS, |_, start| {
            let mut client = utility.client(&device);
            client.get("/dcap").expect("connected");
            start.wait();
            let enrolled = post(&mut client, "/edev", &end_device(&device));
            start.wait();
            let mirrored = post(&mut client, "/mup", &mirror(&device, round));
            start.wait();
            let logged = post(&mut client, &format!("{}/lel", location(&enrolled)), &log_event(round));
            [enrolled, mirrored, logged]
        });
        let statuses = |which: usize, status: u16| answers.iter().filter(|all| all[which].status == status).count();
        assert_eq!(statuses(0, 201), 1, "enrolled once; the others are told where");
        assert_eq!(statuses(1, 201), 1, "the mirror is made once; the others update it");
        assert_eq!(statuses(1, 201) + statuses(1, 204), TWINS);
        assert_eq!(statuses(2, 201), TWINS);
        for which in 0..3 {
            let places: BTreeSet<String> = answers.iter().map(|all| location(&all[which])).collect();
            assert_eq!(places.len(), 1, "all are told the same address: {places:?}");
        }
        let mut client = utility.client(&device);
        let mirrors: wire::MirrorUsagePointList = list(&mut client, "/mup?l=255");
        assert_eq!((mirrors.all, mirrors.mirror_usage_point.len()), (1, 1));
        assert_eq!(log_events(&mut client, &location(&answers[0][0])), [round]);
        let own: wire::EndDeviceList = list(&mut client, "/edev?l=255");
        assert_eq!(own.end_device.iter().filter(|own| own.lfdi == end_device(&device).lfdi).count(), 1);
    }
    utility.end();
}

/// Starts a server that lives on when a file may not grow.
fn serve_patiently(lab: &Lab, config: &str) -> Utility {
    std::fs::write(lab.dir.path().join("headend.toml"), config).expect("written");
    let program = env!("CARGO_BIN_EXE_tieline").to_owned();
    let script = "trap '' XFSZ; exec \"$0\" serve --config=\"$1\"";
    let config = lab.dir.path().join("headend.toml").display().to_string();
    let args = ["-c".to_owned(), script.to_owned(), program, config];
    let mut process = Process::start("serve", Path::new("sh"), &args, &lab.log()).expect("started");
    let port = process.says("listening on 127.0.0.1:", READY).expect("listening");
    let address = format!("127.0.0.1:{}", port.trim()).parse().expect("an address");
    let peer = Peer { address, roots: vec![lab.root.certificate().clone()], dcap: "/dcap".to_owned() };
    Utility { process, peer }
}

/// From here on none of a process's files may be written.
fn write_no_more(process: u32) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let pid = Pid::from_raw(i32::try_from(process).expect("a process id")).expect("a process");
    prlimit(Some(pid), Resource::Fsize, Rlimit { current: Some(0), maximum: Some(0) }).expect("limited");
}

/// r4: of what the disk did not take, nothing is acknowledged and nothing is shown, then or later [design r4].
#[test]
fn r4_what_could_not_be_stored_is_refused_and_shown_to_nobody() {
    for engine in EngineKind::BUILT {
        let lab = Lab::new();
        let devices: Arc<[Credential]> = (0..TWINS).map(|number| lab.device(&format!("device {number}"))).collect();
        let mut utility = serve_patiently(&lab, &config(engine.as_str()));
        let places: Vec<String> = devices
            .iter()
            .map(|device| {
                let mut client = utility.client(device);
                let at = location(&post(&mut client, "/edev", &end_device(device)));
                assert_eq!(post(&mut client, &format!("{at}/lel"), &log_event(1)).status, 201);
                at
            })
            .collect();
        let pid = utility.process.id();
        at_once(TWINS, |number, start| {
            let mut client = utility.client(&devices[number]);
            let lel = format!("{}/lel", places[number]);
            assert_eq!(log_events(&mut client, &places[number]), [1]);
            if start.wait().is_leader() {
                write_no_more(pid);
            }
            start.wait();
            for _ in 0..3 {
                let refused = post(&mut client, &lel, &log_event(2));
                assert!(refused.status == 503 && refused.header("retry-after").is_some(), "{engine}: {refused}");
                assert_eq!(log_events(&mut client, &places[number]), [1], "{engine}: what was not stored is not shown");
            }
            start.wait();
            let known = post(&mut client, &lel, &log_event(1));
            assert_eq!(known.status, 201, "{engine}: what is there already is told of all the same");
        });
        utility.process.kill().expect("killed");
        let mut utility = lab.serve(&config(engine.as_str()), &[]);
        for (device, at) in devices.iter().zip(&places) {
            let mut client = utility.client(device);
            assert!(log_events(&mut client, at).contains(&1), "{engine}: what was acknowledged is there");
            assert_eq!(post(&mut client, &format!("{at}/lel"), &log_event(2)).status, 201);
            assert_eq!(log_events(&mut client, at), [1, 2], "{engine}: what is posted again is there once");
        }
        utility.end();
    }
}
