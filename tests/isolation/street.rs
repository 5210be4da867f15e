//! Two devices of one server: each has a program of its own and both share a third, and B has left something everywhere.
//! An aggregator acts for A, and for nobody else.

use crate::lab::{Lab, Utility, hex};
use std::collections::{BTreeMap, BTreeSet};
use tieline_certs::config::Credential;
use tieline_conformance::{Answer, Client, Request};
use tieline_schemas::sep2::{self as wire, Element, HexBinary128, HexBinary160};

/// Requests of one crawl, at most.
const CRAWL_MAX: usize = 500;

pub(super) struct Street {
    pub(super) lab: Lab,
    pub(super) utility: Utility,
    pub(super) a: Credential,
    pub(super) b: Credential,
    pub(super) aggregator: Credential,
}

/// The mRID of a thing of this suite.
pub(super) fn mrid(number: u8) -> [u8; 16] {
    let mut mrid = [0xA0; 16];
    mrid[15] = number;
    mrid
}

/// The event of B's own program, which A must not know of.
pub(super) const EVENT_OF_B: u8 = 0x21;
/// The event of the program that both have.
pub(super) const EVENT_OF_BOTH: u8 = 0x31;

impl Street {
    pub(super) fn new() -> Self {
        let lab = Lab::new();
        let (a, b, aggregator) = (lab.device("A"), lab.device("B"), lab.device("aggregator"));
        let utility = lab.serve(&config(&a, &b, &aggregator, ""), &[]);
        let street = Self { lab, utility, a, b, aggregator };
        street.live(&street.b);
        street
    }

    /// The same with more under `[enrolment]`.
    pub(super) fn config(&self, enrolment: &str) -> String {
        config(&self.a, &self.b, &self.aggregator, enrolment)
    }

    pub(super) fn client(&self, credential: &Credential) -> Client {
        self.utility.client(credential)
    }

    /// A device's everyday life: it puts, posts and answers all that it can.
    fn live(&self, who: &Credential) {
        let mut client = self.client(who);
        let own = number_of(&mut client, who);
        let lfdi = HexBinary160(who.identity().lfdi);
        let der = format!("/edev/{own}/der/1");
        put(&mut client, &format!("{der}/dercap"), &wire::DERCapability::default());
        put(&mut client, &format!("{der}/derg"), &wire::DERSettings::default());
        put(&mut client, &format!("{der}/ders"), &wire::DERStatus::default());
        put(&mut client, &format!("{der}/dera"), &wire::DERAvailability::default());
        let point = wire::ConnectionPointType { connection_point_id: "NMI-OF-B".to_owned(), ..Default::default() };
        put(&mut client, &format!("/edev/{own}/cp"), &point);
        let event = wire::LogEvent { created_date_time: 1_700_000_000, ..Default::default() };
        post(&mut client, &format!("/edev/{own}/lel"), &event);
        let mirror = post(&mut client, "/mup", &mirror(who, 1));
        let reading = wire::MirrorMeterReading {
            mrid: HexBinary128([7; 16]),
            reading: Some(wire::Reading {
                time_period: Some(wire::DateTimeInterval { start: 1_700_000_000, duration: 300 }),
                value: wire::Int48::new(4711),
                ..Default::default()
            }),
            ..Default::default()
        };
        post(&mut client, &mirror, &reading);
        for (reply_to, subject) in replies(&mut client) {
            let response = wire::DERControlResponse {
                created_date_time: Some(1_700_000_000),
                end_device_lfdi: lfdi,
                status: Some(1),
                subject,
                ..Default::default()
            };
            post(&mut client, &reply_to, &response);
        }
    }
}

/// A mirror of one meter reading.
pub(super) fn mirror(who: &Credential, number: u8) -> wire::MirrorUsagePoint {
    wire::MirrorUsagePoint {
        mrid: HexBinary128(mrid(0x80 + number)),
        device_lfdi: HexBinary160(who.identity().lfdi),
        mirror_meter_reading: vec![wire::MirrorMeterReading {
            mrid: HexBinary128([6 + number; 16]),
            reading_type: Some(wire::ReadingType { uom: Some(38), ..Default::default() }),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn config(a: &Credential, b: &Credential, aggregator: &Credential, enrolment: &str) -> String {
    let [a, b, aggregator] = [a, b, aggregator].map(|who| hex(&who.identity().lfdi));
    let program = |number: u8, curves: &str| {
        let (own, default, event) = (mrid(number), mrid(number + 0x40), mrid(number + 1));
        format!(
            "[[program]]\nmrid = \"{own}\"\ndescription = \"program {number}\"\nprimacy = {number}\n\
             [program.default]\nmrid = \"{default}\"\nsetGradW = 27\ncontrol = {{ opModExpLimW = 5000 }}\n\
             [[event]]\nmrid = \"{event}\"\nprogram = \"{own}\"\ndescription = \"secret {number}\"\nstart_in_s = 0\n\
             duration_s = 7200\ncontrol = {{ opModExpLimW = 1500{curves} }}\n",
            own = hex(&own),
            default = hex(&default),
            event = hex(&event),
        )
    };
    let curve = hex(&mrid(0x70));
    let assignment = |name: &str, number: u8, devices: &str| {
        let program = hex(&mrid(number));
        format!("[[assignment]]\nname = \"{name}\"\nprograms = [\"{program}\"]\ndevices = [{devices}]\n")
    };
    let rest = [
        format!("[enrolment]\nin_band = true\n{enrolment}\n"),
        format!("[[device]]\nlfdi = \"{aggregator}\"\naggregator = true\n"),
        format!("[[device]]\nlfdi = \"{a}\"\npin = 111115\ngranted_to = \"{aggregator}\"\n"),
        format!("[[device]]\nlfdi = \"{b}\"\npin = 222220\n"),
        program(0x10, ""),
        program(EVENT_OF_B - 1, &format!(", curves = [\"{curve}\"]")),
        program(EVENT_OF_BOTH - 1, ""),
        format!(
            "[[curve]]\nmrid = \"{curve}\"\ncurveType = 11\nyRefType = 3\npoints = [[9700, 5000], [10300, -5000]]\n"
        ),
        assignment("of A", 0x10, &format!("\"{a}\"")),
        assignment("of B", EVENT_OF_B - 1, &format!("\"{b}\"")),
        assignment("of both", EVENT_OF_BOTH - 1, &format!("\"{a}\", \"{b}\"")),
    ];
    // Who walks every address, or measures, asks more often than a device may.
    Lab::config("poll_rate_s = 60\nrequests_per_s = 0\n", &rest.concat())
}

fn put<T: Element>(client: &mut Client, target: &str, document: &T) {
    let request = Request::new("PUT", target).with_document(&wire::encode(document));
    let answer = client.send(&request).expect("an answer");
    assert_eq!(answer.status, 204, "PUT {target}");
}

/// Posts and gives the address that the server made.
pub(super) fn post<T: Element>(client: &mut Client, target: &str, document: &T) -> String {
    let answer = client.send(&Request::new("POST", target).with_document(&wire::encode(document))).expect("an answer");
    assert_eq!(answer.status, 201, "POST {target}");
    answer.header("location").expect("an address").to_owned()
}

/// The number of the device that asks, by its own list.
pub(super) fn number_of(client: &mut Client, who: &Credential) -> u32 {
    let body = client.get("/edev?l=9").expect("an answer").body;
    let list: wire::EndDeviceList = wire::decode_as(&body, &wire::Limits::default()).expect("a list");
    let lfdi = HexBinary160(who.identity().lfdi);
    let own = list.end_device.iter().find(|device| device.lfdi == Some(lfdi)).expect("the one who asks");
    let href = own.href.clone().expect("an address");
    href.rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number")
}

/// Where responses to which events go, of every control that the device can find.
fn replies(client: &mut Client) -> Vec<(String, HexBinary128)> {
    let mut found = BTreeMap::new();
    for (_, answer) in crawl(client) {
        let list = wire::decode_as::<wire::DERControlList>(&answer.body, &wire::Limits::default());
        for control in list.iter().flat_map(|list| &list.der_control) {
            found.insert(control.mrid.0, control.reply_to.clone().expect("replyTo"));
        }
    }
    assert_eq!(found.len(), 2, "its own event and the shared one");
    found.into_iter().map(|(mrid, reply_to)| (reply_to, HexBinary128(mrid))).collect()
}

/// Everything that a device finds by links from DeviceCapability, by address.
pub(super) fn crawl(client: &mut Client) -> BTreeMap<String, Answer> {
    let mut found = BTreeMap::new();
    let mut open = BTreeSet::from(["/dcap".to_owned()]);
    while let Some(target) = open.pop_first() {
        assert!(found.len() < CRAWL_MAX, "a crawl without end");
        let answer = client.get(&format!("{target}?l=255")).expect("an answer");
        assert!(matches!(answer.status, 200 | 404), "{target}: {answer}");
        open.extend(links(&answer).filter(|link| !found.contains_key(link) && *link != target));
        found.insert(target, answer);
    }
    found
}

/// What a document names as addresses: of links, of items and of replies.
fn links(answer: &Answer) -> impl Iterator<Item = String> {
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let each = ["href=\"", "replyTo=\""].into_iter().flat_map(|name| {
        let parts = body.split(name).skip(1);
        let links: Vec<String> = parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())).collect();
        links
    });
    each.collect::<Vec<_>>().into_iter()
}
