//! Subscriptions to what the table keeps: every row of it is tried, whatever rows there are.

use super::aggregators::AGGREGATOR;
use super::filled::sample;
use super::sets::{addresses, world, world_with};
use super::subscriptions::{Subscribed, TARGET, asked_at, resource, subscribe_to};
use super::*;
use crate::headend::table::{Form, Place, Writer};
use std::collections::{BTreeMap, BTreeSet};

/// What the standard's schema says of its types, by the table that the generator reads.
const SCHEMA: &str = include_str!("../../../schemas/tables/sep2.txt");

/// The extensions that differ in what can be subscribed to.
const EXTENSIONS: [Extensions; 2] = [Extensions::CsipAus12, Extensions::CsipAus13];

/// Whether a type, or one that it is derived from, has the attribute in 2018 with these extensions.
fn has_subscribable(name: &str, extensions: Extensions) -> bool {
    let head = format!("type {name} ");
    let Some((_, rest)) = SCHEMA.split_once(&head) else { return false };
    let own = rest.lines().skip(1).take_while(|line| line.starts_with("  "));
    let known =
        |line: &str| line.contains(" both") || (line.contains(" aus1.3") && extensions == Extensions::CsipAus13);
    let own = own.map(str::trim).any(|line| line.starts_with("@subscribable") && known(line));
    let base = rest.split(' ').nth(1).unwrap_or("-");
    own || has_subscribable(base.split('|').next().unwrap_or(base), extensions)
}

/// Name and attributes of a document's root.
fn root(body: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(body).into_owned();
    let tag = text.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned();
    let (name, attributes) = tag.split_once(' ').unwrap_or((&tag, ""));
    (name.to_owned(), attributes.to_owned())
}

fn place(address: &str) -> Place {
    match Route::parse(address) {
        Some(Route::Kept(place)) => place,
        other => panic!("{address} is {other:?}"),
    }
}

fn subscribe(world: &mut Subscribed, who: &Identity, list: &str, address: &str) -> HttpResponse {
    world.send(who, Method::Post, list, wire::encode(&asked_at(address, TARGET)))
}

/// [2030.5 Subscription] A type of the schema that has `subscribable` can be subscribed to and says so, any other not.
#[test]
fn what_the_schema_makes_subscribable_is_so_and_says_so() {
    for extensions in EXTENSIONS {
        let mut world = Subscribed::over(world_with(extensions));
        let mut types = BTreeSet::new();
        for address in addresses(&world.world) {
            let (name, attributes) = root(&world.world.get(&A, &address).body);
            let expected = has_subscribable(&name, extensions);
            assert_eq!(attributes.contains(" subscribable=\"1\""), expected, "{address}: {attributes}");
            let answer = subscribe(&mut world, &A, "/edev/1/sub", &address).status;
            assert_eq!(answer, if expected { 201 } else { 400 }, "{address}, a {name}");
            types.extend(expected.then_some(name));
        }
        for name in ["TextMessage", "TextMessageList", "TimeTariffIntervalList", "EndDeviceControl", "PrepaymentList"] {
            assert!(types.contains(name), "{name} is not among {types:?}");
        }
        assert_eq!(types.contains("RateComponentList"), extensions == Extensions::CsipAus13);
    }
    let mut world = Subscribed::over(world());
    let list: wire::TextMessageList = world.world.read(&A, "/msg/3/txt");
    assert_eq!(list.text_message[0].subscribable, Some(1), "and so do the items of lists");
}

/// What a device says of it is not kept.
#[test]
fn a_writer_does_not_decide_what_can_be_subscribed_to() {
    let mut world = world();
    let own = wire::Configuration { subscribable: Some(3), ..Default::default() };
    assert_eq!(world.send(&A, Method::Put, "/edev/1/cfg", wire::encode(&own)).status, 204);
    assert_eq!(world.read::<wire::Configuration>(&A, "/edev/1/cfg").subscribable, Some(1));
}

/// r8: nobody subscribes to what is another's, nor learns from the answer whether it is there [design r8].
#[test]
fn r8_what_is_anothers_is_subscribed_to_like_what_is_not_there() {
    let mut world = Subscribed::over(world_with(Extensions::CsipAus13));
    let own = addresses(&world.world);
    let nowhere = subscribe(&mut world, &B, "/edev/2/sub", "/nowhere");
    assert_eq!(nowhere.status, 400);
    for address in own.iter().filter(|address| !address.starts_with("/sdev")) {
        let refused = subscribe(&mut world, &B, "/edev/2/sub", address);
        let same = (refused.status, refused.body.is_empty()) == (nowhere.status, nowhere.body.is_empty());
        let text = String::from_utf8_lossy(&refused.body).replace(address, "/nowhere");
        assert!(same && text.as_bytes() == nowhere.body, "{address}: {text}");
    }
    assert_eq!(world.world.read::<wire::SubscriptionList>(&B, "/edev/2/sub").all, 0);
}

/// Everything subscribable of the filled world, subscribed to, with how it was read last.
struct Watched {
    world: Subscribed,
    seen: BTreeMap<String, String>,
}

impl Watched {
    fn new(extensions: Extensions) -> Self {
        let mut watched = Self { world: Subscribed::over(world_with(extensions)), seen: BTreeMap::new() };
        for address in addresses(&watched.world.world) {
            if has_subscribable(&root(&watched.world.world.get(&A, &address).body).0, extensions) {
                subscribe_to(&mut watched.world, &address);
                let read = watched.read(&address).expect("there");
                watched.seen.insert(address, read);
            }
        }
        watched
    }

    /// A resource as its subscriber reads it, but for the lengths of lists that it links to.
    fn read(&mut self, address: &str) -> Option<String> {
        let response = self.world.world.get(&A, &format!("{address}?l=99"));
        let text = String::from_utf8(response.body).expect("text");
        let plain = text.split('<').map(|part| match part.split_once(" all=\"") {
            Some((before, after)) if before.split(' ').next().is_some_and(|name| name.ends_with("Link")) => {
                format!("{before}{}", after.split_once('"').map_or("", |(_, rest)| rest))
            }
            _ => part.to_owned(),
        });
        (response.status == 200).then(|| plain.collect::<Vec<_>>().join("<"))
    }

    /// Told is what reads otherwise than before, and nothing else; what is there no more, as over.
    fn check(&mut self, what: &str) -> usize {
        let mut expected = BTreeMap::new();
        for (address, before) in std::mem::take(&mut self.seen) {
            match self.read(&address) {
                Some(now) => {
                    if now != before {
                        expected.insert(address.clone(), 0);
                    }
                    self.seen.insert(address, now);
                }
                None => _ = expected.insert(address, 4),
            }
        }
        let told = self.world.told();
        let told = told.into_iter().map(|(_, told)| (told.subscribed_resource, told.status));
        assert_eq!(told.collect::<BTreeMap<_, _>>(), expected, "{what}");
        assert_eq!(self.world.told_of_all(), [], "{what}: what is not due did not change");
        expected.len()
    }

    fn operate(&mut self, work: impl FnOnce(&mut Operator<'_, MemoryResources>)) {
        self.world.world.now += 1;
        self.world.operate(work);
    }

    fn write(&mut self, method: Method, address: &str, body: Vec<u8>) {
        self.world.world.now += 1;
        let answer = self.world.send(&A, method, address, body);
        assert!(answer.is_success(), "{method} {address}: {}", answer.status);
    }
}

/// The same document with the last character of its last text changed.
fn changed(xml: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8(xml.to_vec()).expect("text");
    let ends: Vec<usize> = text.match_indices("</").map(|(at, _)| at).collect();
    let last = ends.into_iter().rev().find(|at| !text[..*at].ends_with('>')).expect("a text");
    let other = if text[..last].ends_with('1') { "0" } else { "1" };
    text.replace_range(last - 1..last, other);
    text.into_bytes()
}

/// A document of a row that the filled world does not have yet, with its times at `now`.
fn another(kind: &str, now: i64) -> Vec<u8> {
    let text = String::from_utf8(sample(kind, now, &A)).expect("text");
    text.replace(&"0E".repeat(16), &"0D".repeat(16)).into_bytes()
}

/// Whatever an operator or a device does with a document of any row, and whatever time does with an event.
/// [2030.5 Notification] [2030.5 Notification.status]
#[test]
fn whatever_changes_what_the_table_keeps_is_told() {
    EXTENSIONS.into_iter().for_each(live);
}

fn live(extensions: Extensions) {
    let mut watched = Watched::new(extensions);
    let documents: Vec<String> = watched.seen.keys().cloned().collect();
    let documents: Vec<Place> = documents.iter().map(|address| place(address)).collect();
    for list in documents.iter().filter(|place| place.form == Form::List) {
        let row = list.row();
        let document = another(row.kind.name, if row.kind.is_event { T0 + 600 } else { T0 });
        if row.writer == Writer::Post {
            watched.write(Method::Post, &list.to_string(), changed(&document));
        } else {
            let at = if row.is_assigned() { row.at.replace("/#", "") } else { list.to_string() };
            watched.operate(|operator| {
                let made = operator.make(&at, &document).expect(row.kind.name);
                for (_, below) in
                    list.item(made.number).below().iter().filter(|(name, _)| row.kind.needs.contains(name))
                {
                    operator.set(&below.to_string(), &sample(below.row().kind.name, T0, &A)).expect("set");
                }
                let sets: Vec<u32> = (1..=made.number).collect();
                if row.is_assigned() {
                    operator.assignments("sets", &sets, false).expect("assigned");
                }
            });
        }
        assert!(watched.check(&list.to_string()) > 0, "a document more in {list}");
    }
    for one in documents.iter().filter(|place| place.form == Form::One) {
        let (row, address) = (one.row(), one.to_string());
        let xml = watched.world.world.server.resources().get(&Scope::Operator, &one.key()).expect("memory");
        let document = changed(&xml.expect("there"));
        match row.writer {
            Writer::Operator if row.kind.is_event => watched.operate(|operator| {
                operator.cancel_kept(&address, operator.now(), false).expect("cancelled");
            }),
            Writer::Operator => watched.operate(|operator| operator.set(&address, &document).expect("set")),
            Writer::Put | Writer::Post => watched.write(Method::Put, &address, document),
        }
        assert!(watched.check(&address) > 0, "{address} is another");
    }
    for turn in [T0 + 600, T0 + 3_600, T0 + 4_200] {
        watched.world.world.now = turn;
        assert!(watched.check(&format!("at {turn}")) > 0, "events begin and end by {turn}");
    }
    for root in ["/drp/2", "/msg/3", "/tp/4", "/bill/6", "/ppy/7", "/sdev"] {
        watched.operate(|operator| operator.remove(root).expect("removed"));
        assert!(watched.check(root) > 0, "{root} has gone");
    }
}

/// [2030.5 Notification.status]
#[test]
fn what_is_withdrawn_is_over_for_its_subscriber_alone() {
    let mut world = Subscribed::over(world());
    for address in ["/msg/3", "/msg/3/acttxt", "/tp/4/rc/1/tti"] {
        subscribe_to(&mut world, address);
    }
    world.operate(|operator| operator.assign(A.lfdi, &[]).expect("withdrawn"));
    let told: Vec<_> = world.told().into_iter().map(|(_, told)| (told.status, told.resource.is_some())).collect();
    assert_eq!(told, [(1, false); 3]);
    world.operate(|operator| _ = operator.make("/msg/3/txt", &another("TextMessage", T0)).expect("made"));
    assert_eq!(world.told(), [], "and nothing of it is told any more");
}

/// r8: an aggregator is told of what is its device's for as long as that is granted to it [design r8].
#[test]
fn r8_an_aggregator_is_told_of_its_devices_until_the_grant_is_taken_back() {
    let mut world = Subscribed::over(world());
    world.operate(|operator| {
        operator.enrol(&Identity::of_lfdi(AGGREGATOR.lfdi), None).expect("enrolled");
        operator.aggregator(AGGREGATOR.lfdi, true).expect("an aggregator");
    });
    let list = "/edev/3/sub";
    assert_eq!(subscribe(&mut world, &AGGREGATOR, list, "/edev/1/frp").status, 400, "not granted yet");
    world.operate(|operator| _ = operator.grant(AGGREGATOR.lfdi, A.lfdi).expect("granted"));
    for address in ["/edev/1/frp", "/msg/3/txt", "/edev/1/cfg"] {
        assert_eq!(subscribe(&mut world, &AGGREGATOR, list, address).status, 201, "{address}");
    }
    let statuses = |told: Vec<(SubscriptionId, wire::Notification)>| -> Vec<_> {
        told.into_iter().map(|(_, told)| (told.subscribed_resource, told.status)).collect()
    };
    assert_eq!(statuses(world.told()), []);
    world.operate(|operator| _ = operator.make("/edev/1/frp", &another("FlowReservationResponse", T0)).expect("made"));
    assert_eq!(statuses(world.told()), [("/edev/1/frp".to_owned(), 0)]);
    world.operate(|operator| _ = operator.revoke(AGGREGATOR.lfdi, A.lfdi).expect("revoked"));
    let over = ["/edev/1/frp", "/msg/3/txt", "/edev/1/cfg"].map(|address| (address.to_owned(), 1));
    assert_eq!(statuses(world.told()), over);
}

/// [2030.5 TextMessage] An operator's message reaches its subscriber when it is made, begins and ends.
#[test]
fn a_message_is_told_over_its_life() {
    let mut world = Subscribed::over(world());
    subscribe_to(&mut world, "/msg/3/acttxt");
    world.operate(|operator| _ = operator.make("/msg/3/txt", &another("TextMessage", T0 + 60)).expect("made"));
    let mut lives = Vec::new();
    for second in [0, 59, 60, 61, 3_599, 3_600, 3_660] {
        world.world.now = T0 + second;
        for (_, told) in world.told() {
            lives.push((second, resource::<wire::TextMessageList>(&told).text_message.len()));
        }
    }
    assert_eq!(lives, [(60, 2), (3_600, 1), (3_660, 0)]);
}
