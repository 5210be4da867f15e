//! TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 for rustls, and the providers of IEEE 2030.5 endpoints.
//!
//! The standard mandates this one suite [2030.5 §6.7; RFC 7251]; neither rustls nor ring has it. The key exchange, the
//! PRF and the hash are those of ring's AES-GCM suite, the record protection is RustCrypto's `aes` and `ccm`.

use aes::Aes128;
use ccm::Ccm;
use ccm::aead::{AeadInOut, KeyInit, consts};
use rustls::crypto::cipher::{
    AeadKey, InboundOpaqueMessage, InboundPlainMessage, Iv, KeyBlockShape, MessageDecrypter, MessageEncrypter, Nonce,
    OutboundOpaqueMessage, OutboundPlainMessage, PrefixedPayload, Tls12AeadAlgorithm, UnsupportedOperationError,
    make_tls12_aad,
};
use rustls::crypto::ring::cipher_suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
use rustls::crypto::ring::kx_group::SECP256R1;
use rustls::crypto::{CipherSuiteCommon, CryptoProvider};
use rustls::{CipherSuite, Error, SignatureScheme, SupportedCipherSuite, Tls12CipherSuite};
use std::sync::{Arc, LazyLock};

/// Which suites an endpoint of IEEE 2030.5 offers and takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SuiteChoice {
    /// Exactly the mandated suite.
    #[default]
    Ccm8,
    /// The mandated suite first, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 beside it.
    Ccm8AndGcm,
}

/// The cryptography of a 2030.5 endpoint: TLS 1.2 suites of `choice`, P-256 alone [2030.5 §6.7].
pub fn provider(choice: SuiteChoice) -> Arc<CryptoProvider> {
    let mut provider = rustls::crypto::ring::default_provider();
    provider.cipher_suites = match choice {
        SuiteChoice::Ccm8 => vec![ccm_8()],
        SuiteChoice::Ccm8AndGcm => vec![ccm_8(), gcm()],
    };
    provider.kx_groups = vec![SECP256R1];
    Arc::new(provider)
}

/// The IANA name of a suite, for logs and reports; rustls prints CCM_8 as a number.
pub fn suite_name(suite: CipherSuite) -> String {
    match suite {
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 => "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8".to_owned(),
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 => "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The mandated suite [CSIP COMM-003].
pub fn ccm_8() -> SupportedCipherSuite {
    SupportedCipherSuite::Tls12(&CCM_8)
}

/// AES-GCM with the one signature scheme of the profile.
fn gcm() -> SupportedCipherSuite {
    SupportedCipherSuite::Tls12(&GCM)
}

static CCM_8: LazyLock<Tls12CipherSuite> = LazyLock::new(|| {
    let base = ring_gcm();
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite: CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8,
            hash_provider: base.common.hash_provider,
            // Records under one key; rustls then closes the connection, since TLS 1.2 has no key update.
            confidentiality_limit: 1 << 23,
        },
        prf_provider: base.prf_provider,
        kx: base.kx,
        sign: P256_ONLY,
        aead_alg: &Ccm8Aead,
    }
});

static GCM: LazyLock<Tls12CipherSuite> = LazyLock::new(|| {
    let base = ring_gcm();
    Tls12CipherSuite {
        common: CipherSuiteCommon {
            suite: base.common.suite,
            hash_provider: base.common.hash_provider,
            confidentiality_limit: base.common.confidentiality_limit,
        },
        prf_provider: base.prf_provider,
        kx: base.kx,
        sign: P256_ONLY,
        aead_alg: base.aead_alg,
    }
});

const P256_ONLY: &[SignatureScheme] = &[SignatureScheme::ECDSA_NISTP256_SHA256];

#[allow(clippy::panic, reason = "a constant of ring's provider, met by every test")]
fn ring_gcm() -> &'static Tls12CipherSuite {
    match TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 {
        SupportedCipherSuite::Tls12(suite) => suite,
        SupportedCipherSuite::Tls13(_) => panic!("ring lists a TLS 1.2 suite under TLS 1.3"),
    }
}

type Cipher = Ccm<Aes128, consts::U8, consts::U12>;

const SALT: usize = 4;
const EXPLICIT: usize = 8;
const TAG: usize = 8;
const OVERHEAD: usize = EXPLICIT + TAG;
/// The longest plaintext of a record [RFC 5246 §6.2.1].
const MAX_PLAIN: usize = 1 << 14;

/// AES-128-CCM with an 8 byte tag: nonce = salt (4) and the record's explicit part (8) [RFC 6655 §3].
struct Ccm8Aead;

impl Tls12AeadAlgorithm for Ccm8Aead {
    fn encrypter(&self, key: AeadKey, iv: &[u8], extra: &[u8]) -> Box<dyn MessageEncrypter> {
        let mut whole = [0; SALT + EXPLICIT];
        whole[..SALT].copy_from_slice(iv);
        whole[SALT..].copy_from_slice(extra);
        Box::new(Seal { cipher: cipher(&key), iv: Iv::new(whole) })
    }

    fn decrypter(&self, key: AeadKey, iv: &[u8]) -> Box<dyn MessageDecrypter> {
        let mut salt = [0; SALT];
        salt.copy_from_slice(iv);
        Box::new(Open { cipher: cipher(&key), salt })
    }

    /// The 8 extra bytes start the sender's explicit nonces; the receiver never recomputes them.
    fn key_block_shape(&self) -> KeyBlockShape {
        KeyBlockShape { enc_key_len: 16, fixed_iv_len: SALT, explicit_nonce_len: EXPLICIT }
    }

    fn extract_keys(
        &self,
        _: AeadKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<rustls::ConnectionTrafficSecrets, UnsupportedOperationError> {
        Err(UnsupportedOperationError)
    }
}

fn cipher(key: &AeadKey) -> Cipher {
    let mut bytes = zeroize::Zeroizing::new([0; 16]);
    bytes.copy_from_slice(key.as_ref());
    Cipher::new((&*bytes).into())
}

struct Seal {
    cipher: Cipher,
    iv: Iv,
}

impl MessageEncrypter for Seal {
    fn encrypt(&mut self, msg: OutboundPlainMessage<'_>, seq: u64) -> Result<OutboundOpaqueMessage, Error> {
        let nonce = Nonce::new(&self.iv, seq).0;
        let aad = make_tls12_aad(seq, msg.typ, msg.version, msg.payload.len());
        let mut payload = PrefixedPayload::with_capacity(self.encrypted_payload_len(msg.payload.len()));
        payload.extend_from_slice(&nonce[SALT..]);
        payload.extend_from_chunks(&msg.payload);
        let plain = &mut payload.as_mut()[EXPLICIT..];
        let tag =
            self.cipher.encrypt_inout_detached(&nonce.into(), &aad, plain.into()).map_err(|_| Error::EncryptError)?;
        payload.extend_from_slice(&tag);
        Ok(OutboundOpaqueMessage::new(msg.typ, msg.version, payload))
    }

    fn encrypted_payload_len(&self, payload_len: usize) -> usize {
        payload_len + OVERHEAD
    }
}

struct Open {
    cipher: Cipher,
    salt: [u8; SALT],
}

impl MessageDecrypter for Open {
    fn decrypt<'a>(&mut self, mut msg: InboundOpaqueMessage<'a>, seq: u64) -> Result<InboundPlainMessage<'a>, Error> {
        let length = msg.payload.len().checked_sub(OVERHEAD).ok_or(Error::DecryptError)?;
        if length > MAX_PLAIN {
            return Err(Error::PeerSentOversizedRecord);
        }
        let aad = make_tls12_aad(seq, msg.typ, msg.version, length);
        let (explicit, rest) = msg.payload.split_at_mut(EXPLICIT);
        let (text, tag) = rest.split_at_mut(length);
        let mut nonce = [0; SALT + EXPLICIT];
        nonce[..SALT].copy_from_slice(&self.salt);
        nonce[SALT..].copy_from_slice(explicit);
        let tag: &[u8; TAG] = (&*tag).try_into().map_err(|_| Error::DecryptError)?;
        self.cipher
            .decrypt_inout_detached(&nonce.into(), &aad, text.into(), tag.into())
            .map_err(|_| Error::DecryptError)?;
        Ok(msg.into_plain_message_range(EXPLICIT..EXPLICIT + length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [2030.5 §6.7]
    #[test]
    fn the_default_provider_offers_the_mandated_suite_alone() {
        let provider = provider(SuiteChoice::default());
        let suites: Vec<_> = provider.cipher_suites.iter().map(|s| suite_name(s.suite())).collect();
        assert_eq!(suites, ["TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"]);
        assert_eq!(provider.kx_groups.len(), 1);
    }

    #[test]
    fn a_changed_byte_anywhere_is_refused() {
        let cipher = Cipher::new((&[7; 16]).into());
        let nonce = [1; 12];
        let mut text = b"energise".to_vec();
        let tag = cipher.encrypt_inout_detached(&nonce.into(), b"aad", text.as_mut_slice().into()).expect("short");
        for i in 0..text.len() {
            let mut bad = text.clone();
            bad[i] ^= 1;
            let opened = cipher.decrypt_inout_detached(&nonce.into(), b"aad", bad.as_mut_slice().into(), &tag);
            assert!(opened.is_err());
        }
    }
}
