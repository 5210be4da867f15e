//! From a device's certificate up to a trusted root.

use super::certificate::{Certificate, check_policies};
use super::refusal::{Reason, Refusal};
use super::{MAX_LINKS, PathVerifier, Policy};
use rustls::pki_types::{CertificateDer, UnixTime};

/// Signatures tried for one chain, so that a hostile one cannot buy work.
const MAX_SIGNATURES: u32 = 24;

/// A trusted root.
pub(super) struct Anchor {
    der: CertificateDer<'static>,
    subject: Vec<u8>,
    point: Vec<u8>,
    path_length: Option<u32>,
}

impl Anchor {
    /// Reads a root; its own signature is not checked, since it is trusted as configured.
    pub(super) fn new(der: &CertificateDer<'_>) -> Result<Self, Reason> {
        let root = Certificate::parse(der)?;
        root.check_authority()?;
        Ok(Self {
            subject: root.subject().to_vec(),
            point: root.point()?.to_vec(),
            path_length: root.path_length(),
            der: der.clone().into_owned(),
        })
    }

    pub(super) fn subject(&self) -> &[u8] {
        &self.subject
    }

    fn check_validity(&self, now: UnixTime) -> Result<(), Reason> {
        Certificate::parse(&self.der)?.check_validity(now)
    }
}

/// A depth-first search: the order that the peer sent is no matter, each certificate serves once.
pub(super) struct Search<'a> {
    verifier: &'a PathVerifier,
    device: &'a Certificate<'a>,
    pool: Vec<Certificate<'a>>,
    now: UnixTime,
    path: Vec<usize>,
    signatures_left: u32,
    told: Refusal,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        verifier: &'a PathVerifier,
        device: &'a Certificate<'a>,
        others: &'a [CertificateDer<'_>],
        now: UnixTime,
    ) -> Self {
        let mut told = Refusal { certificate: 0, reason: Reason::UnknownIssuer };
        let mut pool = Vec::new();
        for (i, der) in others.iter().enumerate() {
            match Certificate::parse(der) {
                Ok(certificate) => pool.push(certificate),
                Err(reason) => told = Refusal { certificate: i + 1, reason },
            }
        }
        Self { verifier, device, pool, now, path: Vec::new(), signatures_left: MAX_SIGNATURES, told }
    }

    /// The policies that hold along the path found, and its number of links.
    pub(super) fn run(mut self, policies: Vec<Policy>) -> Result<(Vec<Policy>, usize), Refusal> {
        match self.climb(&policies) {
            Some(found) => Ok(found),
            None => Err(self.told),
        }
    }

    fn tip(&self) -> &Certificate<'a> {
        match self.path.last() {
            Some(i) => &self.pool[*i],
            None => self.device,
        }
    }

    fn climb(&mut self, policies: &[Policy]) -> Option<(Vec<Policy>, usize)> {
        let issuer = self.tip().issuer();
        let verifier = self.verifier;
        for anchor in verifier.anchors.iter().filter(|a| a.subject == issuer) {
            if !self.tip_signed_by(&anchor.point) {
                continue;
            }
            match self.finish(anchor, policies) {
                Ok(policies) => return Some((policies, self.path.len() + 2)),
                Err(refusal) => self.tell(refusal),
            }
        }
        (0..self.pool.len()).find_map(|i| self.climb_by(i, issuer, policies))
    }

    /// Takes one more authority on the path, if it issued the tip.
    fn climb_by(&mut self, i: usize, issuer: &[u8], policies: &[Policy]) -> Option<(Vec<Policy>, usize)> {
        if self.path.contains(&i) || self.pool[i].subject() != issuer {
            return None;
        }
        let at = self.path.len() + 1;
        let point = match self.pool[i].point() {
            Ok(point) => point.to_vec(),
            Err(reason) => return self.refuse(at, reason),
        };
        if !self.tip_signed_by(&point) {
            return None;
        }
        if at + 2 > MAX_LINKS {
            return self.refuse(at, Reason::ChainTooLong(MAX_LINKS));
        }
        let checked = self.pool[i].check_common(self.now).and_then(|()| self.pool[i].check_authority());
        if let Err(reason) = checked {
            return self.refuse(at, reason);
        }
        self.path.push(i);
        let found = self.climb(policies);
        self.path.pop();
        found
    }

    fn tip_signed_by(&mut self, point: &[u8]) -> bool {
        let at = self.path.len();
        let Some(left) = self.signatures_left.checked_sub(1) else {
            self.tell(Refusal { certificate: at, reason: Reason::TooMuchWork { bound: MAX_SIGNATURES } });
            return false;
        };
        self.signatures_left = left;
        let tip = self.tip();
        let holds = self.verifier.signed(point, tip.signed_bytes(), tip.signature());
        if !holds {
            self.tell(Refusal { certificate: at, reason: Reason::BadSignature });
        }
        holds
    }

    /// What only the whole path tells: lengths and policies [RFC 5280 §6.1.3, §6.1.4].
    fn finish(&self, anchor: &Anchor, policies: &[Policy]) -> Result<Vec<Policy>, Refusal> {
        let mut policies = policies.to_vec();
        let mut below = 0;
        for (i, index) in self.path.iter().enumerate() {
            let authority = &self.pool[*index];
            let refuse = |reason| Refusal { certificate: i + 1, reason };
            if authority.path_length().is_some_and(|bound| below > bound) {
                return Err(refuse(Reason::PathLength));
            }
            below += u32::from(!authority.is_self_issued());
            policies = authority.grants(&policies).map_err(refuse)?;
        }
        let root = |reason| Refusal { certificate: self.path.len() + 1, reason };
        if anchor.path_length.is_some_and(|bound| below > bound) {
            return Err(root(Reason::PathLength));
        }
        anchor.check_validity(self.now).map_err(root)?;
        check_policies(self.verifier.profile, &policies)
            .map(|()| policies)
            .map_err(|reason| Refusal { certificate: 0, reason })
    }

    fn refuse<T>(&mut self, certificate: usize, reason: Reason) -> Option<T> {
        self.tell(Refusal { certificate, reason });
        None
    }

    /// Keeps the refusal that says most.
    fn tell(&mut self, refusal: Refusal) {
        if refusal.reason.rank() > self.told.reason.rank() {
            self.told = refusal;
        }
    }
}
