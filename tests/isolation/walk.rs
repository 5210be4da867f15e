//! A walks every address of B, and of whoever administers the server, in every way of writing it and with every method.

use super::street::{EVENT_OF_B, EVENT_OF_BOTH, Street, crawl, mirror, mrid, number_of};
use super::variants::{VARIANTS, claims};
use crate::lab::{hex, text};
use std::collections::{BTreeMap, BTreeSet};
use tieline_certs::config::Credential;
use tieline_conformance::{Answer, Client, Request};
use tieline_schemas::sep2::{self as wire, HexBinary128, HexBinary160, UInt40};

const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "BREW", "get"];

/// Where servers are administered, watched and debugged, here or elsewhere.
const ADMINISTRATION: &[&str] = &[
    "/",
    "/admin",
    "/admin/",
    "/api",
    "/api/v1",
    "/api/v1/devices",
    "/manage",
    "/management",
    "/v1/fleet",
    "/fleet",
    "/devices",
    "/programs",
    "/events",
    "/clock",
    "/config",
    "/metrics",
    "/health",
    "/status",
    "/debug",
    "/debug/pprof",
    "/openapi.json",
    "/swagger",
    "/favicon.ico",
    "/.well-known/core",
    "/.well-known/est",
    "/.env",
    "/server.key",
    "/state",
    "/s/counter/device",
    "/l/",
    "/d/00000002/device",
    "/p/00000002/program",
    "/../etc/passwd",
    "*",
];

/// An answer without what changes by itself.
type Shape = Result<(u16, Vec<(String, String)>, Vec<u8>), String>;

/// Who walks, with what B keeps to itself.
struct Walker {
    client: Client,
    secrets: Vec<String>,
    asked: usize,
}

impl Walker {
    fn ask(&mut self, request: &Request) -> Shape {
        self.asked += 1;
        let answer = self.client.send(request).map_err(|error| error.to_string())?;
        let told = format!("{:?} {}", answer.headers, text(&answer));
        for secret in &self.secrets {
            assert!(!told.contains(secret.as_str()), "{} {} tells {secret}: {told}", request.method, request.target);
        }
        let headers = answer.headers.into_iter().filter(|(name, _)| name != "date").collect();
        Ok((answer.status, headers, answer.body))
    }

    /// That both are answered alike.
    fn same(&mut self, how: &str, there: &Request, nowhere: &Request) -> Shape {
        let (found, wanted) = (self.ask(there), self.ask(nowhere));
        assert_eq!(found, wanted, "{} {} ({how}) beside {}", there.method, there.target, nowhere.target);
        found
    }

    /// That both are answered alike, and neither by anything but a refusal.
    fn alike(&mut self, how: &str, there: &Request, nowhere: &Request) {
        let found = self.same(how, there, nowhere);
        let status = found.as_ref().map_or(400, |(status, ..)| *status);
        assert!(matches!(status, 400..=499 | 501), "{} {} ({how}): {found:?}", there.method, there.target);
    }
}

/// What B alone knows: names of itself, of its things, and its numbers.
fn secrets_of(b: &Credential) -> Vec<String> {
    let identity = b.identity();
    let things = [EVENT_OF_B - 1, EVENT_OF_B, EVENT_OF_B + 0x3F, 0x70, 0x81].map(|number| hex(&mrid(number)));
    let words = ["222220", "NMI-OF-B", "secret 32", "program 32", "of B", "4711"].map(str::to_owned);
    [vec![hex(&identity.lfdi), identity.sfdi.to_string()], things.to_vec(), words.to_vec()].concat()
}

/// The address with its first number replaced by one that nothing has; with its last, where the first is in one's own room.
fn twin(path: &str, own: bool) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let place = if own { parts.iter().rposition(is_number) } else { parts.iter().position(is_number) };
    parts[place.expect("a number")] = "77";
    parts.join("/")
}

/// The room that an address is in: its first two parts.
fn room(path: &str) -> String {
    path.split('/').take(3).collect::<Vec<_>>().join("/")
}

/// The rooms that a device has by its own crawl, and that of its mirrors, were there any.
fn rooms(crawled: &BTreeMap<String, Answer>, number: u32) -> BTreeSet<String> {
    crawled.keys().map(|path| room(path)).chain([format!("/mup/{number}")]).collect()
}

fn document(who: &Credential) -> Vec<u8> {
    let identity = who.identity();
    wire::encode(&wire::EndDevice {
        lfdi: Some(HexBinary160(identity.lfdi)),
        sfdi: UInt40::new(identity.sfdi).unwrap_or_default(),
        ..Default::default()
    })
}

/// [design r8] Every address of B's, in every spelling and with every method, answers A like one that nothing has.
#[test]
fn r8_no_address_of_another_device_answers_otherwise_than_none() {
    let street = Street::new();
    let before = crawl(&mut street.client(&street.b));
    let number = number_of(&mut street.client(&street.a), &street.a);
    let stranger = street.lab.device("stranger");
    let (mut asked, mut walked) = (0, 0);
    for (who, least) in [(&street.a, 15), (&street.aggregator, 20), (&stranger, 3)] {
        let own = crawl(&mut street.client(who));
        let own_rooms = rooms(&own, number);
        let foreign: Vec<&String> = before.keys().filter(|path| !own.contains_key(*path)).collect();
        assert!(foreign.len() >= 20 && own.len() >= least, "{} foreign, {} own", foreign.len(), own.len());
        let mut walker = Walker { client: street.client(who), secrets: secrets_of(&street.b), asked: 0 };
        for path in &foreign {
            // A list that every device has is empty where A has nothing in it.
            if !path.bytes().any(|byte| byte.is_ascii_digit()) {
                METHODS.iter().for_each(|method| drop(walker.ask(&Request::new(method, path))));
                continue;
            }
            if own_rooms.contains(&room(path)) {
                let nowhere = twin(path, true);
                for method in METHODS {
                    let how = "in one's own room";
                    let _alike = walker.same(how, &Request::new(method, path), &Request::new(method, &nowhere));
                }
                continue;
            }
            let nowhere = twin(path, false);
            for (how, write) in VARIANTS {
                walker.alike(how, &Request::new("GET", &write(path)), &Request::new("GET", &write(&nowhere)));
            }
            for method in METHODS {
                let request = |path: &str| Request::new(method, path).with_document(&document(&street.b));
                walker.alike("a document", &request(path), &request(&nowhere));
                walker.alike("no body", &Request::new(method, path), &Request::new(method, &nowhere));
            }
            for (name, value) in claims(path, &hex(&street.b.identity().lfdi)) {
                let request = |path: &str| Request::new("GET", path).with_header(name, &value);
                walker.alike(name, &request(path), &request(&nowhere));
                walker.alike(name, &request("/nowhere"), &Request::new("GET", "/nowhere"));
            }
        }
        asked += walker.asked;
        walked += foreign.len();
    }
    let bodies = |crawled: &BTreeMap<String, Answer>| -> Vec<(String, Vec<u8>)> {
        let still = crawled.iter().filter(|(path, _)| *path != "/tm");
        still.map(|(path, answer)| (path.clone(), answer.body.clone())).collect()
    };
    let after = crawl(&mut street.client(&street.b));
    assert_eq!(bodies(&after), bodies(&before), "nothing of B's has changed");
    println!(
        "figure: {walked} foreign addresses, {asked} requests in {} spellings: one refusal, nothing told, nothing changed",
        VARIANTS.len()
    );
}

/// [design r8] Numbers are guessed in vain, and no address of an administration is served to devices.
#[test]
fn r8_guesses_lead_nowhere() {
    let street = Street::new();
    let number = number_of(&mut street.client(&street.a), &street.a);
    let own = rooms(&crawl(&mut street.client(&street.a)), number);
    let mut walker = Walker { client: street.client(&street.a), secrets: secrets_of(&street.b), asked: 0 };
    let nowhere = walker.ask(&Request::new("GET", "/nowhere")).expect("an answer");
    assert_eq!((nowhere.0, nowhere.2.len()), (404, 0));
    let below_device =
        ["", "/rg", "/cp", "/fsa", "/fsa/3/derp", "/der", "/der/1/derg", "/lel", "/lel/1", "/sub", "/dstat"];
    let below_program = ["", "/derc", "/derc/1", "/actderc", "/dderc", "/dc", "/dc/1"];
    let mut guesses: Vec<String> = ADMINISTRATION.iter().map(|path| (*path).to_owned()).collect();
    for number in (0..12).chain([255, 65_535, 2_147_483_648_u32, u32::MAX]) {
        guesses.extend(below_device.map(|rest| format!("/edev/{number}{rest}")));
        guesses.extend(below_program.map(|rest| format!("/derp/{number}{rest}")));
        guesses.extend(["", "/1", "/2", "/1/mr"].map(|rest| format!("/mup/{number}{rest}")));
        guesses.extend(["", "/rsp", "/rsp/1/1"].map(|rest| format!("/rsps/{number}{rest}")));
    }
    let mut foreign = 0;
    for guess in guesses.iter().filter(|guess| !own.contains(&room(guess))) {
        foreign += 1;
        for method in ["GET", "OPTIONS", "POST", "DELETE"] {
            let found = walker.ask(&Request::new(method, guess));
            match found {
                Ok(found) => assert_eq!(found, nowhere, "{method} {guess}"),
                Err(error) => panic!("{method} {guess}: {error}"),
            }
        }
    }
    assert!(foreign > 300, "{foreign}");
    println!("figure: {foreign} guessed addresses, {} requests", walker.asked);
}

/// [design r8] What the aggregator of A says in B's name is answered as if there were no B, and what it says in A's is taken.
#[test]
fn r8_an_aggregator_speaks_for_its_own_devices_alone() {
    let street = Street::new();
    let nobody = street.lab.device("nobody");
    let before = crawl(&mut street.client(&street.b));
    let secrets = secrets_of(&street.b);
    let mut walker = Walker { client: street.client(&street.aggregator), secrets, asked: 0 };
    let number = number_of(&mut street.client(&street.a), &street.a);
    let mirrored = |who: &Credential| Request::new("POST", "/mup").with_document(&wire::encode(&mirror(who, 1)));
    walker.alike("a mirror", &mirrored(&street.b), &mirrored(&nobody));
    let own = Request::new("POST", "/mup").with_document(&wire::encode(&mirror(&street.a, 9)));
    assert_eq!(walker.ask(&own).map(|(status, ..)| status), Ok(201));
    let put = |who: &Credential| Request::new("PUT", &format!("/edev/{number}")).with_document(&document(who));
    walker.alike("a description", &put(&street.b), &put(&nobody));
    assert_eq!(walker.ask(&put(&street.a)).map(|(status, ..)| status), Ok(204));
    let own = crawl(&mut street.client(&street.aggregator));
    let sets: Vec<&String> = own.keys().filter(|path| path.ends_with("/rsp")).collect();
    assert_eq!(sets.len(), 2, "{sets:?}");
    let mut taken = 0;
    for set in sets {
        let respond = |who: &Credential, subject: u8| {
            let response = wire::DERControlResponse {
                end_device_lfdi: HexBinary160(who.identity().lfdi),
                status: Some(1),
                subject: HexBinary128(mrid(subject)),
                ..Default::default()
            };
            Request::new("POST", set).with_document(&wire::encode(&response))
        };
        walker.alike("a response of another", &respond(&street.b, EVENT_OF_BOTH), &respond(&nobody, EVENT_OF_BOTH));
        walker.alike("a response to another's event", &respond(&street.a, EVENT_OF_B), &respond(&street.a, 0xEE));
        taken += u32::from(walker.ask(&respond(&street.a, EVENT_OF_BOTH)).is_ok_and(|(status, ..)| status == 201));
    }
    assert_eq!(taken, 1, "the event is of one program");
    let enrolled = walker.ask(&Request::new("POST", "/edev").with_document(&document(&street.b)));
    assert_eq!(enrolled.map(|(status, _, body)| (status, body)), Ok((403, Vec::new())), "B is not for the taking");
    assert_unchanged(&street, &before);
}

/// That B finds all as it was.
fn assert_unchanged(street: &Street, before: &BTreeMap<String, Answer>) {
    let after = crawl(&mut street.client(&street.b));
    let kept = before.iter().filter(|(path, _)| *path != "/tm").all(|(path, answer)| after[path].body == answer.body);
    assert!(kept, "nothing of B's has changed");
}

/// [design r8] What A says in B's name, or about what B alone has, is answered as if there were no B.
#[test]
fn r8_no_body_tells_or_changes_another_device() {
    let street = Street::new();
    let nobody = street.lab.device("nobody");
    let before = crawl(&mut street.client(&street.b));
    let mut walker = Walker { client: street.client(&street.a), secrets: secrets_of(&street.b), asked: 0 };
    let number = number_of(&mut street.client(&street.a), &street.a);
    let post = |target: &str, body: Vec<u8>| Request::new("POST", target).with_document(&body);
    walker.alike("enrolment", &post("/edev", document(&street.b)), &post("/edev", document(&nobody)));
    let put = |who: &Credential| Request::new("PUT", &format!("/edev/{number}")).with_document(&document(who));
    walker.alike("a description", &put(&street.b), &put(&nobody));
    let subscribed = |resource: &str| {
        let subscription = wire::Subscription {
            subscribed_resource: resource.to_owned(),
            level: "+S1".to_owned(),
            notification_uri: "https://93.184.216.34/".to_owned(),
            ..Default::default()
        };
        post(&format!("/edev/{number}/sub"), wire::encode(&subscription))
    };
    for path in before.keys().filter(|path| path.contains("/edev/") || path.contains("/mup/")) {
        walker.alike("a subscription", &subscribed(path), &subscribed(&twin(path, false)));
    }
    let mirrored = |who: &Credential| post("/mup", wire::encode(&mirror(who, 1)));
    walker.alike("a mirror", &mirrored(&street.b), &mirrored(&nobody));
    let shared = {
        let found = crawl(&mut street.client(&street.a));
        let sets = found.keys().filter(|path| path.ends_with("/rsp")).cloned();
        sets.collect::<Vec<_>>()
    };
    assert_eq!(shared.len(), 2, "{shared:?}");
    for set in shared {
        let respond = |who: &Credential, subject: u8| {
            let response = wire::DERControlResponse {
                end_device_lfdi: HexBinary160(who.identity().lfdi),
                status: Some(1),
                subject: HexBinary128(mrid(subject)),
                ..Default::default()
            };
            post(&set, wire::encode(&response))
        };
        walker.alike("a response of another", &respond(&street.b, 0x31), &respond(&nobody, 0x31));
        walker.alike("a response to another's event", &respond(&street.a, EVENT_OF_B), &respond(&street.a, 0xEE));
    }
    // No device learns which names others have taken; `unique_mrids` would tell it.
    let taken = walker.ask(&mirrored(&street.a)).expect("an answer");
    let fresh = walker.ask(&post("/mup", wire::encode(&mirror(&street.a, 9)))).expect("an answer");
    assert_eq!((taken.0, fresh.0), (201, 201));
    assert_unchanged(&street, &before);
}
