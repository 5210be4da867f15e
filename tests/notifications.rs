//! Notifications over real connections: sent over mutual TLS to the subscriber alone, never to an internal address that the
//! operator does not allow, kept over restarts, given up in the end and sent again by an operator.

use crate::lab::Lab;
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;
use tieline::config::HeadendConfig;
use tieline::headend::{NewEvent, Operator, StoredResources, SubscriptionId};
use tieline::runtime::clock::{Clock, stopwatch};
use tieline::runtime::serve::HeadEnd;
use tieline_certs::config::Credential;
use tieline_conformance::{Client, Manner, Peer, Received, Receiver, Request};
use tieline_core::model::{Control, ControlValue, Lfdi, Mode, Mrid, ResponseRequired, Seconds, UtcSeconds, Watts};
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// For what must come; generous, since machines differ.
const PATIENCE: Duration = Duration::from_secs(30);
const PROGRAM: &str =
    "[[program]]\nmrid = \"A0000000000000000000000000000001\"\ndescription = \"limit\"\nprimacy = 1\n";
const LOOPBACK: &str = "allow = [\"127.0.0.0/8\"]\n";

type Job = Box<dyn FnOnce(&HeadEnd) + Send>;

/// A head-end in this process, on a thread of its own.
struct Live {
    peer: Peer,
    jobs: Option<tokio::sync::mpsc::Sender<Job>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Live {
    /// Starts one over the laboratory's store, which may have been another's before.
    fn start(lab: &Lab, notifications: &str) -> Self {
        let rest = format!("[notifications]\n{notifications}[enrolment]\nin_band = true\n{PROGRAM}");
        let file = lab.dir.path().join("headend.toml");
        std::fs::write(&file, Lab::config("", &rest)).expect("written");
        let (jobs, mut work) = tokio::sync::mpsc::channel::<Job>(1);
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let config = HeadendConfig::load(&file).expect("a configuration");
                let headend = HeadEnd::start(config, Clock::host(), None).await.expect("started");
                tell.send(headend.address()).expect("heard");
                while let Some(job) = work.recv().await {
                    job(&headend);
                }
                headend.shut_down().await;
            });
        });
        let address = told.recv_timeout(PATIENCE).expect("listening");
        let peer = Peer { address, roots: vec![lab.root.certificate().clone()], dcap: "/dcap".to_owned() };
        Self { peer, jobs: Some(jobs), thread: Some(thread) }
    }

    fn operate<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Operator<'_, StoredResources>) -> T + Send + 'static,
    ) -> T {
        let (tell, told) = mpsc::channel();
        let job: Job = Box::new(move |headend| tell.send(headend.operate(work).expect("stored")).expect("heard"));
        self.jobs.as_ref().expect("running").blocking_send(job).expect("taken");
        told.recv_timeout(PATIENCE).expect("done")
    }

    /// An event that is active from now on, with another mode than each other's.
    fn event(&self, number: u8, start_in_s: i64) {
        self.operate(move |operator| {
            let mut control = Control::default();
            control.modes.insert(Mode::ExpLimW, ControlValue::Watts(Watts(i64::from(number))));
            let now = operator.now();
            let new = NewEvent {
                mrid: Some(Mrid([number; 16])),
                description: String::new(),
                created: now,
                start: now.plus(Seconds(start_in_s)),
                duration: Seconds(3_600),
                randomize_start: None,
                randomize_duration: None,
                control,
                response_required: ResponseRequired(0),
            };
            operator.event(1, new).expect("an event");
        });
    }

    fn end(mut self) {
        self.jobs = None;
        self.thread.take().expect("running").join().expect("ended");
    }
}

/// A device with a receiver of its own.
struct Subscriber {
    credential: Credential,
    number: u32,
    client: Client,
}

impl Subscriber {
    fn enrol(lab: &Lab, live: &Live, name: &str) -> Self {
        let credential = lab.device(name);
        let mut client = Client::new(&live.peer, &credential).expect("a client");
        let identity = credential.identity();
        let own = wire::EndDevice {
            lfdi: Some(wire::HexBinary160(identity.lfdi)),
            sfdi: wire::UInt40::new(identity.sfdi).expect("40 bits"),
            ..Default::default()
        };
        let answer = client.send(&Request::new("POST", "/edev").with_document(&wire::encode(&own))).expect("an answer");
        assert_eq!(answer.status, 201, "{answer}");
        let at = answer.header("location").expect("a location");
        let number = at.rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number");
        Self { credential, number, client }
    }

    fn lfdi(&self) -> Lfdi {
        Lfdi(self.credential.identity().lfdi)
    }

    fn receiver(&self, lab: &Lab) -> Receiver {
        Receiver::start(&self.credential, &[lab.root.certificate().clone()]).expect("a receiver")
    }

    fn subscribe(&mut self, resource: &str, target: &str) -> u16 {
        let asked = wire::Subscription {
            subscribed_resource: resource.to_owned(),
            level: "+S1".to_owned(),
            limit: 10,
            notification_uri: target.to_owned(),
            ..Default::default()
        };
        let request = Request::new("POST", &format!("/edev/{}/sub", self.number));
        self.client.send(&request.with_document(&wire::encode(&asked))).expect("an answer").status
    }

    fn subscribe_to_controls(&mut self, receiver: &Receiver) {
        assert_eq!(self.subscribe("/derp/1/derc", &receiver.uri("/notify")), 201);
    }
}

/// The mRIDs of the controls of every notification that was taken.
fn controls(received: &[Received]) -> Vec<u8> {
    let taken = received.iter().filter(|received| received.taken);
    let lists = taken.map(|received| {
        let document = received.notification().expect("a notification").resource.expect("a resource");
        wire::DERControlList::from_document(*document).expect("a list of controls")
    });
    lists.flat_map(|list| list.der_control.into_iter().map(|control| control.mrid.0[0])).collect()
}

fn has_control(number: u8) -> impl Fn(&[Received]) -> bool {
    move |received| controls(received).contains(&number)
}

fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let deadline = stopwatch() + PATIENCE;
    while !is_so() {
        assert!(stopwatch() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// [2030.5 Notification] [CSIP CORE-018]
#[test]
fn a_change_is_told_to_the_subscriber_over_ccm8() {
    let lab = Lab::new();
    let live = Live::start(&lab, LOOPBACK);
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let receiver = device.receiver(&lab);
    device.subscribe_to_controls(&receiver);
    live.event(7, 2);
    let is_active = |received: &[Received]| {
        let last = received.last().and_then(|last| last.notification().ok()).and_then(|told| told.resource);
        let list = last.and_then(|document| wire::DERControlList::from_document(*document));
        list.is_some_and(|list| list.der_control.iter().any(|control| control.event_status.current_status == 1))
    };
    let received = receiver.wait(PATIENCE, is_active).expect("the event becomes active by time");
    let first = &received[0];
    assert_eq!((first.path.as_str(), first.suite.as_str()), ("/notify", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"));
    assert!(first.head.starts_with("POST "), "{}", first.head);
    assert!(first.head.to_ascii_lowercase().contains("content-type: application/sep+xml"), "{}", first.head);
    let told = first.notification().expect("a notification");
    assert_eq!((told.status, told.subscribed_resource.as_str()), (0, "/derp/1/derc"));
    assert_eq!(told.subscription_uri, format!("/edev/{}/sub/1", device.number));
    assert_eq!(controls(&received[..1]), [7]);
    let server = std::fs::read(lab.dir.path().join("server.pem")).expect("a file");
    let server = tieline_certs::config::certificates(&server).expect("a chain");
    assert_eq!(first.sender, Some(tieline_certs::identity::Identity::of_certificate(&server[0])));
    wait_for("what was taken waits no more", || live.operate(|operator| operator.letters().expect("read")).is_empty());
    live.end();
}

/// What the table keeps is told like controls: a message when it is made, a price when it begins.
/// [2030.5 Notification]
#[test]
fn a_message_and_a_price_are_told_to_the_subscriber() {
    let lab = Lab::new();
    let live = Live::start(&lab, LOOPBACK);
    let (program, tariff) = live.operate(|operator| {
        let program = wire::MessagingProgram { locale: "en-US".to_owned(), ..Default::default() };
        let program = operator.make("/msg", &wire::encode(&program)).expect("a program");
        let tariff = operator.make("/tp", &wire::encode(&wire::TariffProfile::default())).expect("a tariff");
        let components = format!("{}/rc", tariff.address);
        let component = operator.make(&components, &wire::encode(&wire::RateComponent::default())).expect("made");
        let kind = wire::ReadingType { uom: Some(72), ..Default::default() };
        operator.set(&format!("{}/rt", component.address), &wire::encode(&kind)).expect("set");
        operator.assignments("all", &[1, program.number, tariff.number], true).expect("assigned");
        (program.address, component.address)
    });
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let receiver = device.receiver(&lab);
    for resource in [format!("{program}/txt"), format!("{tariff}/acttti")] {
        assert_eq!(device.subscribe(&resource, &receiver.uri("/notify")), 201, "{resource}");
    }
    live.operate(move |operator| {
        let now = operator.now();
        let interval = |start: UtcSeconds| wire::DateTimeInterval { start: start.0, duration: 3_600 };
        let text = wire::TextMessage { interval: interval(now), text_message: "peak".to_owned(), ..Default::default() };
        operator.make(&format!("{program}/txt"), &wire::encode(&text)).expect("a message");
        let price = wire::TimeTariffInterval { interval: interval(now.plus(Seconds(2))), ..Default::default() };
        operator.make(&format!("{tariff}/tti"), &wire::encode(&price)).expect("a price");
    });
    let resources = |received: &[Received]| -> Vec<wire::Document> {
        let told = received.iter().filter(|received| received.taken).filter_map(|taken| taken.notification().ok());
        told.filter_map(|told| told.resource.map(|resource| *resource)).collect()
    };
    let have_both = |received: &[Received]| {
        let told = resources(received);
        let text = told.iter().any(|told| match told {
            wire::Document::TextMessageList(list) => list.text_message.iter().any(|text| text.text_message == "peak"),
            _ => false,
        });
        text && told.iter().any(|told| match told {
            wire::Document::TimeTariffIntervalList(list) => {
                list.time_tariff_interval.iter().any(|price| price.event_status.current_status == 1)
            }
            _ => false,
        })
    };
    let received = receiver.wait(PATIENCE, have_both).expect("the message, and the price when it begins");
    assert_eq!(resources(&received).len(), 2, "each is told once");
    live.end();
}

/// [design r8] Whoever else answers at the subscriber's address, with a good certificate of its own, is told nothing.
#[test]
fn r8_a_stranger_at_the_subscribers_address_is_told_nothing() {
    let lab = Lab::new();
    let live = Live::start(&lab, &format!("{LOOPBACK}retry_s = 1\n"));
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let roots = [lab.root.certificate().clone()];
    let stranger = Receiver::start(&lab.device("stranger"), &roots).expect("a receiver");
    device.subscribe_to_controls(&stranger);
    live.event(7, 0);
    let tries =
        || live.operate(|operator| operator.letters().expect("read").first().map_or(0, |(_, letter)| letter.tries));
    wait_for("it was tried", || tries() > 1);
    assert_eq!(stranger.received(), []);
    let address = stranger.address();
    drop(stranger);
    let own = || Receiver::start_at(address, &device.credential, &roots);
    let deadline = stopwatch() + PATIENCE;
    let receiver = loop {
        match own() {
            Ok(receiver) => break receiver,
            Err(error) => assert!(stopwatch() < deadline, "{error}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    receiver.wait(PATIENCE, has_control(7)).expect("the subscriber itself is told");
    live.end();
}

/// Internal targets are refused when they are made; those that were allowed once are not reached when they are no more; a
/// redirect leads nowhere.
#[test]
fn a_notification_reaches_no_internal_address_that_is_not_allowed() {
    let lab = Lab::new();
    let live = Live::start(&lab, "");
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let trap = TcpListener::bind("127.0.0.1:0").expect("a trap");
    let port = trap.local_addr().expect("an address").port();
    for host in ["127.0.0.1", "localhost", "[::1]", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254"] {
        let status = device.subscribe("/derp/1/derc", &format!("https://{host}:{port}/"));
        assert!(matches!(status, 400 | 403), "{host}: {status}");
    }
    live.end();
    let live = Live::start(&lab, LOOPBACK);
    device.client = Client::new(&live.peer, &device.credential).expect("a client");
    assert_eq!(device.subscribe("/derp/1/derc", &format!("https://127.0.0.1:{port}/")), 201);
    live.end();
    let live = Live::start(&lab, "retry_s = 1\n");
    live.event(7, 0);
    let failure = move |operator: &mut Operator<'_, StoredResources>| {
        let letters = operator.letters().expect("read");
        letters.first().and_then(|(_, letter)| letter.failure.clone()).unwrap_or_default()
    };
    wait_for("the target is refused at the sending", || live.operate(failure).contains("internal"));
    live.end();
    trap.set_nonblocking(true).expect("a socket");
    assert!(trap.accept().is_err(), "nobody came");
}

#[test]
fn a_redirect_leads_nowhere() {
    let lab = Lab::new();
    let live = Live::start(&lab, &format!("{LOOPBACK}retry_s = 1\n"));
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let (receiver, trap) = (device.receiver(&lab), device.receiver(&lab));
    receiver.behave(Manner::Refuse(307, vec![("Location".to_owned(), trap.uri("/"))]));
    device.subscribe_to_controls(&receiver);
    live.event(7, 0);
    receiver.wait(PATIENCE, |received| received.len() > 1).expect("it is tried again where it was");
    assert_eq!(trap.received(), []);
    live.end();
}

/// r6: one that never answers and one that is not there delay no other [design r6].
#[test]
fn r6_a_slow_subscriber_delays_no_other() {
    let lab = Lab::new();
    let live = Live::start(&lab, LOOPBACK);
    let mut slow = Subscriber::enrol(&lab, &live, "slow");
    let mut gone = Subscriber::enrol(&lab, &live, "gone");
    let mut quick = Subscriber::enrol(&lab, &live, "quick");
    let (silent, receiver) = (slow.receiver(&lab), quick.receiver(&lab));
    silent.behave(Manner::Silence);
    slow.subscribe_to_controls(&silent);
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    assert_eq!(gone.subscribe("/derp/1/derc", &format!("https://{nobody}/")), 201);
    quick.subscribe_to_controls(&receiver);
    for number in 1..=5 {
        live.event(number, i64::from(number) * 3_600);
        receiver.wait(PATIENCE, has_control(number)).expect("the quick one is told");
    }
    assert!(silent.received().iter().all(|received| !received.taken));
    silent.behave(Manner::Take);
    silent.wait(PATIENCE, has_control(5)).expect("the slow one is told once it answers");
    live.end();
}

#[test]
fn what_is_given_up_is_seen_by_the_operator_and_sent_again() {
    let lab = Lab::new();
    let live = Live::start(&lab, &format!("{LOOPBACK}retry_s = 1\ntries = 2\n"));
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let receiver = device.receiver(&lab);
    receiver.behave(Manner::Refuse(503, vec![("Retry-After".to_owned(), "1".to_owned())]));
    device.subscribe_to_controls(&receiver);
    live.event(7, 0);
    let dead = || live.operate(|operator| operator.dead_letters().expect("read"));
    wait_for("it is given up", || !dead().is_empty());
    let (at, letter) = dead().remove(0);
    assert_eq!((at, letter.tries), (SubscriptionId { device: device.number, number: 1 }, 2));
    assert_eq!((letter.lfdi, letter.failure.as_deref()), (device.lfdi(), Some("HTTP 503")));
    receiver.behave(Manner::Take);
    live.operate(move |operator| operator.resend(at).expect("sent again"));
    receiver.wait(PATIENCE, has_control(7)).expect("it arrives");
    wait_for("it is dead no more", || dead().is_empty());
    live.end();
}

#[test]
fn a_subscription_whose_receiver_is_dead_for_too_long_is_over() {
    let lab = Lab::new();
    let live = Live::start(&lab, &format!("{LOOPBACK}retry_s = 1\nexpire_s = 2\n"));
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let receiver = device.receiver(&lab);
    receiver.behave(Manner::Refuse(500, Vec::new()));
    device.subscribe_to_controls(&receiver);
    live.event(7, 0);
    let number = device.number;
    wait_for("it is over", || live.operate(move |operator| operator.subscriptions(number).expect("read")).is_empty());
    let answer = device.client.get(&format!("/edev/{number}/sub/1")).expect("an answer");
    assert_eq!(answer.status, 404);
    live.end();
}

/// [CSIP ERR-002] What waits is sent after a restart, and so is what changed by time meanwhile.
#[test]
fn subscriptions_and_what_waits_survive_a_restart() {
    let lab = Lab::new();
    let live = Live::start(&lab, &format!("{LOOPBACK}retry_s = 1\n"));
    let mut device = Subscriber::enrol(&lab, &live, "subscriber");
    let receiver = device.receiver(&lab);
    receiver.behave(Manner::Refuse(500, Vec::new()));
    device.subscribe_to_controls(&receiver);
    live.event(7, 1);
    receiver.wait(PATIENCE, |received| !received.is_empty()).expect("it was tried");
    live.end();
    receiver.behave(Manner::Take);
    let live = Live::start(&lab, LOOPBACK);
    receiver.wait(PATIENCE, has_control(7)).expect("what waited is told");
    live.event(8, 3_600);
    receiver.wait(PATIENCE, has_control(8)).expect("the subscription holds");
    device.client = Client::new(&live.peer, &device.credential).expect("a client");
    let own = format!("/edev/{}/sub/1", device.number);
    let read: wire::Subscription =
        wire::decode_as(&device.client.get(&own).expect("an answer").body, &Limits::default()).expect("a subscription");
    assert_eq!(read.notification_uri, receiver.uri("/notify"));
    assert_eq!(device.client.send(&Request::new("DELETE", &own)).expect("an answer").status, 204);
    let before = receiver.received().len();
    live.event(9, 7_200);
    wait_for("nothing waits", || live.operate(|operator| operator.letters().expect("read")).is_empty());
    assert_eq!(receiver.received().len(), before, "who has left is told nothing");
    live.end();
}
