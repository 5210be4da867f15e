//! A bad VEN on the wire: it registers, asks for events and polls, and answers nothing.

use super::desk::contexts;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tieline_conformance::Outcome;
use tieline_conformance::oadr2::{Bench, Group, Names, ReferenceVtn, Site, cases_of_ven};
use tieline_schemas::oadr2::{self as wire, Message, SchemaVersion};

/// What such a VEN passes all the same: who must not answer is right to say nothing, and its few messages are well made.
const PASSED: &[&str] = &[
    "N1_0010 VEN",
    "E1_0468 VEN",
    "E1_0480 VEN",
    "E1_0498 VEN",
    "E rule 21 vtnID VEN",
    "S rule 1 VEN",
    "S schemaVersion VEN",
    "S venID VEN",
    "S service VEN",
    "S requestID VEN",
];

/// An owner who opts, and is not heard.
struct Unheard;

impl Site for Unheard {
    fn opt(&mut self, _: &str, _: bool) -> Result<(), String> {
        Ok(())
    }
}

fn say(address: SocketAddr, service: &str, message: &Message) -> std::io::Result<()> {
    let body = wire::encode(message);
    let head = format!("POST /OpenADR2/Simple/2.0b/{service} HTTP/1.1\r\nContent-Length: {}\r\n\r\n", body.len());
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(&[head.as_bytes(), &body].concat())?;
    stream.read_to_end(&mut Vec::new()).map(drop)
}

fn live(address: SocketAddr, ven_id: &str, ended: &AtomicBool) -> std::io::Result<()> {
    let (schema_version, ven_id) = (SchemaVersion::V20b, ven_id.to_owned());
    let register = wire::OadrCreatePartyRegistration {
        schema_version: schema_version.clone(),
        request_id: "r1".to_owned(),
        oadr_http_pull_model: Some(true),
        ..Default::default()
    };
    say(address, "EiRegisterParty", &Message::CreatePartyRegistration(register))?;
    let poll = Message::Poll(wire::OadrPoll { schema_version, ven_id });
    while !ended.load(Ordering::Relaxed) {
        say(address, "OadrPoll", &poll)?;
    }
    Ok(())
}

#[test]
fn a_ven_that_answers_nothing_fails_what_it_breaks() {
    let vtn = ReferenceVtn::start(([127, 0, 0, 1], 0).into(), Names::default()).expect("listens");
    let ended = Arc::new(AtomicBool::new(false));
    let (address, ven_id, ends) = (vtn.address(), vtn.names().ven_id.clone(), ended.clone());
    let ven = std::thread::spawn(move || live(address, &ven_id, &ends));
    let mut bench = Bench {
        vtn: &vtn,
        site: &mut Unheard,
        market_contexts: contexts(),
        foreign_context: "http://market.example/foreign".to_owned(),
        report_s: 1,
        patience: Duration::from_millis(300),
    };
    let played = cases_of_ven(&mut bench, &[Group::Event]);
    ended.store(true, Ordering::Relaxed);
    ven.join().expect("ended").expect("served to its end");
    for verdict in played.iter().map(|case| case.verdict()) {
        let wanted = if PASSED.contains(&verdict.case.as_str()) { Outcome::Pass } else { Outcome::Fail };
        assert_eq!(verdict.outcome, wanted, "{}: {}", verdict.case, verdict.evidence);
    }
}
