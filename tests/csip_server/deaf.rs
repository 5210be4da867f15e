//! A server that shakes hands as it should, and has nothing: no case may pass against it.

use crate::lab::Lab;
use rustls::{ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use tieline_certs::config::{Options, server_config};
use tieline_certs::identity::Identity;
use tieline_conformance::csip::{Operator, Played, Stand, cases, play};
use tieline_conformance::{Outcome, Peer};

/// Every answer: a document of the right kind without anything in it.
const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/sep+xml\r\nContent-Length: 53\r\n\r\n\
                      <DeviceCapability xmlns=\"urn:ieee:std:2030.5:ns\"/>   ";

struct Deaf(Peer);

impl Operator for Deaf {
    fn begin(&mut self, stands: &[(Identity, Stand)]) -> Result<(Peer, i64, Vec<Option<String>>), String> {
        Ok((self.0.clone(), 0, vec![None; stands.len()]))
    }

    fn restart(&mut self) -> Result<Peer, String> {
        Ok(self.0.clone())
    }
}

fn answer(tls: ServerConnection, socket: TcpStream) -> std::io::Result<()> {
    let mut stream = StreamOwned::new(tls, socket);
    let mut block = [0; 16 << 10];
    while stream.read(&mut block)? > 0 {
        stream.write_all(ANSWER.as_bytes())?;
        stream.flush()?;
    }
    Ok(())
}

#[test]
fn a_server_that_has_nothing_passes_nothing() {
    let lab = Lab::new();
    let roots = vec![lab.root.certificate().clone()];
    let config = Arc::new(server_config(&lab.device("deaf"), &roots, Options::default()).expect("a configuration"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let tls = ServerConnection::new(config.clone()).expect("a server");
            std::thread::spawn(move || drop(answer(tls, socket)));
        }
    });
    let mut deaf = Deaf(Peer { address, roots, dcap: "/dcap".to_owned() });
    let played = play(&cases(), &mut deaf, |name| Ok(lab.device(name))).expect("played");
    assert_eq!(played.len(), cases().len());
    for verdict in played.iter().map(Played::verdict) {
        assert_eq!(verdict.outcome, Outcome::Fail, "{}: {}", verdict.case, verdict.evidence);
    }
}
