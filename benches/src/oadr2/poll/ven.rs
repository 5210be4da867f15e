//! One VEN at its kept connection: registers, polls, checks each answer.

use super::Result;
use super::pki::Pki;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;
use tieline::runtime::clock::{host_wall, random_nonce};
use tieline_certs::xmldsig::{Signer, verify};
use tieline_schemas::oadr2::{
    EiResponse, Limits, Message, OadrCreatePartyRegistration, OadrPoll, OadrProfileName, OadrRegisteredReport,
    OadrTransportName, ResponseCode, decode, encode,
};

/// An answer takes no longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Messages that a VTN may have for a VEN that has just registered.
const ERRANDS_MAX: usize = 10;

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// Who signs, and who must have signed the answers.
struct Seal {
    own: Signer,
    vtn: CertificateDer<'static>,
}

/// One VEN.
pub(super) struct Ven {
    name: String,
    wire: BufReader<Box<dyn Stream>>,
    host: String,
    seal: Option<Seal>,
    /// The poll as it is sent again and again, but for its signature.
    poll: Vec<u8>,
    /// A whole request, ready to be sent.
    ready: Vec<u8>,
}

impl Ven {
    /// Over plain HTTP.
    pub(super) fn plain(number: usize, port: u16) -> Result<Self> {
        Ok(Self::at(number, port, Box::new(connect(port)?), None))
    }

    /// Over mutual TLS, each message signed.
    pub(super) fn signed(number: usize, port: u16, pki: &Pki) -> Result<Self> {
        let party = &pki.vens[number];
        let mut roots = RootCertStore::empty();
        roots.add(pki.root.clone())?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&rustls::version::TLS12])?;
        let config = config
            .with_root_certificates(roots)
            .with_client_auth_cert(vec![party.certificate.clone()], party.key.der())?;
        let tls = ClientConnection::new(Arc::new(config), ServerName::try_from("localhost")?)?;
        let own = Signer::new(party.certificate.clone(), &party.key)?;
        let seal = Seal { own, vtn: pki.vtn.certificate.clone() };
        Ok(Self::at(number, port, Box::new(StreamOwned::new(tls, connect(port)?)), Some(seal)))
    }

    fn at(number: usize, port: u16, wire: Box<dyn Stream>, seal: Option<Seal>) -> Self {
        let host = format!("localhost:{port}");
        Self {
            name: format!("ven-{number}"),
            wire: BufReader::new(wire),
            host,
            seal,
            poll: Vec::new(),
            ready: Vec::new(),
        }
    }

    /// Registers, and answers what the VTN has to say until that is nothing.
    pub(super) fn register(&mut self) -> Result<()> {
        let ven_id = self.venid()?;
        self.poll = encode(&OadrPoll { ven_id: ven_id.clone(), ..OadrPoll::default() }.into());
        for _ in 0..ERRANDS_MAX {
            match self.exchange("OadrPoll", &self.poll.clone())? {
                Message::RegisterReport(asked) => {
                    let ei_response = EiResponse {
                        response_code: ResponseCode::OK,
                        response_description: None,
                        request_id: asked.request_id,
                    };
                    let ven_id = Some(ven_id.clone());
                    let done = OadrRegisteredReport { ei_response, ven_id, ..OadrRegisteredReport::default() };
                    self.exchange("EiReport", &encode(&done.into()))?;
                }
                Message::Response(_) => return Ok(()),
                other => return Err(format!("after registration: {other:?}").into()),
            }
        }
        Err("the VTN always has something to say".into())
    }

    /// Registers; the venID that it is given.
    fn venid(&mut self) -> Result<String> {
        let create = OadrCreatePartyRegistration {
            request_id: "registration".to_owned(),
            oadr_profile_name: OadrProfileName::V20b,
            oadr_transport_name: OadrTransportName::SimpleHttp,
            oadr_xml_signature: self.seal.is_some(),
            oadr_ven_name: Some(self.name.clone()),
            oadr_http_pull_model: Some(true),
            ..OadrCreatePartyRegistration::default()
        };
        match self.exchange("EiRegisterParty", &encode(&create.into()))? {
            Message::CreatedPartyRegistration(created) => created.ven_id.ok_or_else(|| "no venID".into()),
            other => Err(format!("registration: {other:?}").into()),
        }
    }

    /// Makes a poll ready, signed where messages are.
    pub(super) fn make_poll(&mut self) -> Result<()> {
        self.ready = self.request("OadrPoll", &self.poll)?;
        Ok(())
    }

    /// Sends the poll that is ready.
    pub(super) fn send_poll(&mut self) -> Result<()> {
        self.wire.get_mut().write_all(&self.ready)?;
        Ok(self.wire.get_mut().flush()?)
    }

    /// Reads the answer to a poll to which nothing is to be told.
    pub(super) fn hear_nothing(&mut self) -> Result<()> {
        match self.hear()? {
            Message::Response(answer) if answer.ei_response.response_code == ResponseCode::OK => Ok(()),
            other => Err(format!("a poll: {other:?}").into()),
        }
    }

    fn exchange(&mut self, service: &str, message: &[u8]) -> Result<Message> {
        let request = self.request(service, message)?;
        self.wire.get_mut().write_all(&request)?;
        self.wire.get_mut().flush()?;
        self.hear()
    }

    /// A whole request, head and all.
    fn request(&self, service: &str, message: &[u8]) -> Result<Vec<u8>> {
        let signed = match &self.seal {
            None => None,
            Some(seal) => Some(seal.own.sign(message, host_wall().0, random_nonce().ok_or("no random numbers")?)?),
        };
        let body = signed.as_deref().unwrap_or(message);
        let head = format!(
            "POST /OpenADR2/Simple/2.0b/{service} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/xml\r\n\
             Content-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        Ok([head.as_bytes(), body].concat())
    }

    /// Reads an answer, which must be a 200, signed by the VTN where messages are.
    fn hear(&mut self) -> Result<Message> {
        let status = self.line()?;
        let mut length = None;
        loop {
            let header = self.line()?.to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            length = header.strip_prefix("content-length:").map(|value| value.trim().parse()).or(length);
        }
        let mut answer = vec![0; length.ok_or("an answer without a length")??];
        self.wire.read_exact(&mut answer)?;
        if !status.starts_with("HTTP/1.1 200 ") {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&answer)).into());
        }
        if let Some(seal) = &self.seal {
            answer = verify(&answer, Some(&seal.vtn))?.payload();
        }
        Ok(decode(&answer, &Limits::default())?.message)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.wire.read_line(&mut line)?;
        line.strip_suffix("\r\n").map(str::to_owned).ok_or_else(|| "the connection ended".into())
    }
}

fn connect(port: u16) -> Result<TcpStream> {
    let tcp = TcpStream::connect(("127.0.0.1", port))?;
    tcp.set_nodelay(true)?;
    tcp.set_read_timeout(Some(PATIENCE))?;
    Ok(tcp)
}
