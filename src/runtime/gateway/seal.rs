//! Signed messages at a connection: what goes out is signed, and what comes in is read only as far as its signature holds.

use crate::runtime::clock::random_nonce;
use rustls::pki_types::CertificateDer;
use std::sync::{Arc, Mutex, PoisonError};
use tieline_certs::xmldsig::{ReplayGuard, ReplaySnapshot, ReplayWindow, Signer, verify};
use tieline_core::model::{HttpError, HttpResponse, Millis};

/// The seal of one upstream's connections; clones of it take each message once among them.
#[derive(Clone)]
pub(super) struct Seal {
    signer: Signer,
    guard: Arc<Mutex<ReplayGuard>>,
}

impl Seal {
    /// A seal from `now` on: what was signed before may have been taken by the run before, and is not taken again
    /// [OADR2b ReplayProtect].
    pub(super) fn new(signer: Signer, now: Millis) -> Self {
        let snapshot = ReplaySnapshot { floor_ms: now.0, seen: Vec::new() };
        let guard = ReplayGuard::restore(ReplayWindow::default(), &snapshot);
        Self { signer, guard: Arc::new(Mutex::new(guard)) }
    }

    /// The message, signed.
    pub(super) fn seal(&self, body: &[u8], now: Millis) -> Result<Vec<u8>, HttpError> {
        let nonce = random_nonce().ok_or_else(|| HttpError::Bad("the host gives no random numbers".to_owned()))?;
        self.signer.sign(body, now.0, nonce).map_err(|error| HttpError::Bad(format!("cannot be signed: {error}")))
    }

    /// An answer as its signature proves it; an empty one says nothing that could be believed or not.
    pub(super) fn open(
        &self,
        mut answer: HttpResponse,
        peer: Option<&CertificateDer<'_>>,
        now: Millis,
    ) -> Result<HttpResponse, HttpError> {
        if !answer.body.is_empty() && answer.is_success() {
            answer.body = self.open_body(&answer.body, peer, now)?;
        }
        Ok(answer)
    }

    /// A message as its signature proves it. The signer must be the peer of the handshake [OADR2b high security].
    pub(super) fn open_body(
        &self,
        body: &[u8],
        peer: Option<&CertificateDer<'_>>,
        now: Millis,
    ) -> Result<Vec<u8>, HttpError> {
        let peer = peer.ok_or_else(|| HttpError::Tls("signed messages need TLS".to_owned()))?;
        let verified = verify(body, Some(peer)).map_err(|error| HttpError::Bad(format!("not signed: {error}")))?;
        let mut guard = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        guard.judge(now.0, &verified.replay_protect).map_err(|error| HttpError::Bad(error.to_string()))?;
        Ok(verified.payload())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};
    use tieline_certs::config::PrivateKey;

    const NOW: Millis = Millis(1_800_000_000_000);
    const BODY: &[u8] = b"<p:oadrPayload xmlns:p=\"http://openadr.org/oadr-2.0b/2012/07\"><p:oadrSignedObject><p:oadrPoll/></p:oadrSignedObject></p:oadrPayload>";

    fn signer(name: &str) -> Signer {
        let key = KeyPair::generate().expect("a key");
        let own = CertificateParams::new(vec![name.to_owned()]).expect("parameters").self_signed(&key).expect("signed");
        let key = PrivateKey::from_pem(key.serialize_pem().as_bytes()).expect("a key");
        Signer::new(own.der().clone(), &key).expect("a pair")
    }

    fn answer(body: Vec<u8>) -> HttpResponse {
        HttpResponse { status: 200, headers: Vec::new(), body }
    }

    /// [OADR2b high security] [OADR2b ReplayProtect]
    #[test]
    fn an_answer_is_taken_once_and_from_the_peer_alone() {
        let (vtn, other) = (signer("vtn"), signer("other"));
        let ours = Seal::new(signer("ven"), NOW);
        let at = |ms| NOW.plus_ms(ms);
        let signed = Seal::new(vtn.clone(), NOW).seal(BODY, at(1_000)).expect("signed");
        let open = |seal: &Seal, body: &[u8], peer: &Signer, ms| {
            seal.open(answer(body.to_vec()), Some(peer.certificate()), at(ms))
        };
        let opened = open(&ours, &signed, &vtn, 2_000).expect("taken");
        assert!(String::from_utf8_lossy(&opened.body).contains("oadrPoll"));
        assert!(open(&ours, &signed, &vtn, 3_000).is_err(), "a replay");
        assert!(open(&Seal::new(signer("ven"), at(1_500)), &signed, &vtn, 2_000).is_err(), "from before a restart");
        assert!(open(&Seal::new(signer("ven"), NOW), &signed, &other, 2_000).is_err(), "of another signer");
        assert!(open(&Seal::new(signer("ven"), NOW), BODY, &vtn, 2_000).is_err(), "not signed");
        assert!(open(&Seal::new(signer("ven"), NOW), &signed, &vtn, 120_000).is_err(), "too old");
    }
}
