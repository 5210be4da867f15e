//! Signed messages at the VTN: who signed, once, and near its time; also across a restart.
//!
//! A message that was taken must not be taken again by the next run. Writing each nonce would cost a commit a message; so
//! one mark is kept that runs a little ahead of the clock: the next run takes nothing that was signed before it. What is
//! signed beyond the mark, by a clock that is fast, is written by itself.

use crate::runtime::clock::random_nonce;
use crate::vtn::Change;
use std::collections::BTreeMap;
use tieline_certs::xmldsig::{
    CanonicalMessage, PeerKey, ReplayGuard, ReplayProtect, ReplaySnapshot, ReplayWindow, Seen, SignatureError, Signer,
    Verified,
};
use tieline_core::model::Millis;
use tieline_schemas::oadr2::Signable;

/// How far the mark runs ahead of the clock, in milliseconds.
const AHEAD_MS: i64 = 2_000;
/// The mark's key.
const MARK: &str = "replay-mark";
/// Where what is beyond the mark is kept, by signer.
const BEYOND: &str = "replay";

/// Why a message is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Disbelief {
    /// Not signed by the peer of the handshake, or too old, too new, a replay: 463.
    Refused(String),
    /// No XML, or beyond a bound of the reader: 400.
    Unreadable(String),
    /// Signed before the mark of the run before: whether it was taken then is not known. It may be sent anew.
    Unsure,
}

/// What of a message is signed by the peer; it is to be judged by the [`Seal`] before it has an effect
/// [OADR2b high security].
pub(super) fn believe(body: &[u8], peer: &PeerKey) -> Result<Verified, Disbelief> {
    peer.verify(body).map_err(|error| match error {
        SignatureError::Xml(error) => Disbelief::Unreadable(error.to_string()),
        error => Disbelief::Refused(error.to_string()),
    })
}

/// The message, signed; `None` where the host gives no random numbers or the message cannot be signed.
pub(super) fn sign(signer: &Signer, message: &Signable, now: Millis) -> Option<Vec<u8>> {
    let nonce = random_nonce()?;
    let Signable { bytes, signed_object, id, canonical, .. } = message;
    let signed = if *canonical {
        let message = CanonicalMessage { bytes, signed_object: signed_object.clone(), id };
        signer.sign_canonical(&message, now.0, nonce)
    } else {
        signer.sign(bytes, now.0, nonce)
    };
    signed.ok()
}

/// The seal of the VTN: what was taken is not taken again.
pub(super) struct Seal {
    /// The mark as it was at the start.
    floor_ms: i64,
    mark_ms: i64,
    guards: BTreeMap<String, ReplayGuard>,
}

impl Seal {
    /// A seal that remembers what the run before kept.
    pub(super) fn restore(documents: &[(String, Vec<u8>)]) -> Self {
        let number = |value: &[u8]| std::str::from_utf8(value).ok()?.parse::<i64>().ok();
        let mark = documents.iter().find(|(key, _)| key == MARK).and_then(|(_, value)| number(value));
        let floor_ms = mark.unwrap_or(i64::MIN);
        let mut beyond: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
        for (key, _) in documents {
            if let Some((who, seen)) = read_beyond(key) {
                beyond.entry(who).or_default().push(seen);
            }
        }
        let guard = |seen| ReplayGuard::restore(ReplayWindow::default(), &ReplaySnapshot { floor_ms, seen });
        let guards = beyond.into_iter().map(|(who, seen)| (who, guard(seen))).collect();
        Self { floor_ms, mark_ms: floor_ms, guards }
    }

    /// Takes a message that [`believe`] believes, once and near its time; `who` is the fingerprint of its signer. The changes
    /// are to be durable before the message has an effect [OADR2b ReplayProtect].
    pub(super) fn take(&mut self, message: &ReplayProtect, who: &str, now: Millis) -> Result<Vec<Change>, Disbelief> {
        let signed_ms = message.timestamp_ms;
        if signed_ms <= self.floor_ms && signed_ms > now.0 - AHEAD_MS.saturating_mul(2) {
            return Err(Disbelief::Unsure);
        }
        if !self.guards.contains_key(who) {
            let nothing = ReplaySnapshot { floor_ms: self.floor_ms, seen: Vec::new() };
            self.guards.insert(who.to_owned(), ReplayGuard::restore(ReplayWindow::default(), &nothing));
        }
        let judged = self.guards.get_mut(who).map(|guard| guard.judge(now.0, message));
        match judged {
            Some(Ok(seen)) => Ok(self.keep(who, seen, now)),
            Some(Err(error)) => Err(Disbelief::Refused(error.to_string())),
            None => Err(Disbelief::Unsure),
        }
    }

    /// The store has not kept all that it was given, perhaps not the mark: the next message writes it anew.
    pub(super) fn doubt(&mut self) {
        self.mark_ms = i64::MIN;
    }

    fn keep(&mut self, who: &str, seen: Seen, now: Millis) -> Vec<Change> {
        if seen.timestamp_ms <= self.mark_ms {
            return Vec::new();
        }
        let ahead = now.0.saturating_add(AHEAD_MS);
        if seen.timestamp_ms <= ahead {
            self.mark_ms = ahead;
            return vec![Change { key: MARK.to_owned(), value: Some(ahead.to_string().into_bytes()) }];
        }
        vec![Change { key: write_beyond(who, seen), value: Some(b"1".to_vec()) }]
    }

    /// What was kept beyond the mark and no longer needs to be.
    pub(super) fn tidy(&self, documents: &[(String, Vec<u8>)]) -> Vec<Change> {
        let over = |key: &&String| read_beyond(key).is_some_and(|(_, seen)| seen.timestamp_ms <= self.mark_ms);
        let old = documents.iter().map(|(key, _)| key).filter(over);
        old.map(|key| Change { key: key.clone(), value: None }).collect()
    }
}

fn write_beyond(who: &str, seen: Seen) -> String {
    let digest: String = seen.digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{BEYOND}/{who}/{}/{digest}", seen.timestamp_ms)
}

fn read_beyond(key: &str) -> Option<(String, Seen)> {
    let mut parts = key.strip_prefix(BEYOND)?.strip_prefix('/')?.split('/');
    let (who, at, digits) = (parts.next()?, parts.next()?, parts.next()?);
    let mut digest = [0; 16];
    for (place, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some((who.to_owned(), Seen { timestamp_ms: at.parse().ok()?, digest }))
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

    /// The documents that a run leaves behind.
    fn keep(documents: &mut BTreeMap<String, Vec<u8>>, changes: Vec<Change>) -> usize {
        let count = changes.len();
        for change in changes {
            match change.value {
                Some(value) => _ = documents.insert(change.key, value),
                None => _ = documents.remove(&change.key),
            }
        }
        count
    }

    /// [OADR2b ReplayProtect]
    #[test]
    fn no_message_is_taken_twice_across_a_restart_and_few_are_written() {
        let ven = signer("ven");
        let open = |seal: &mut Seal, body: &[u8], now| {
            let verified = believe(body, &PeerKey::of(ven.certificate().clone()))?;
            seal.take(&verified.replay_protect, "AA", now)
        };
        let mut documents = BTreeMap::new();
        let mut seal = Seal::restore(&[]);
        let mut taken = Vec::new();
        let mut written = 0;
        for step in 0..100 {
            let now = NOW.plus_ms(step * 100);
            // One in ten comes from a clock that is 30 s fast.
            let signed_at = if step % 10 == 3 { now.plus_ms(30_000) } else { now };
            let body = ven.sign(BODY, signed_at.0, [step as u8; 16]).expect("signed");
            let changes = open(&mut seal, &body, now).expect("taken");
            written += keep(&mut documents, changes);
            assert!(matches!(open(&mut seal, &body, now), Err(Disbelief::Refused(_))), "a replay");
            taken.push(body);
        }
        assert!(written <= 16, "{written} writes for 100 messages");
        let kept: Vec<(String, Vec<u8>)> = documents.into_iter().collect();
        for wait in [0, 1_000, 5_000, 25_000] {
            let now = NOW.plus_ms(9_900 + wait);
            let mut next = Seal::restore(&kept);
            for body in &taken {
                assert!(open(&mut next, body, now).is_err(), "replayed after {wait} ms");
            }
            let at = now.plus_ms(if wait == 0 { 2_500 } else { 0 });
            let fresh = ven.sign(BODY, at.0, [200; 16]).expect("signed");
            let taken = open(&mut next, &fresh, at);
            assert!(taken.is_ok() || (wait == 1_000 && taken == Err(Disbelief::Unsure)), "{wait}: {taken:?}");
        }
    }
}
