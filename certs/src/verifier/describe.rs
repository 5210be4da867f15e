//! What a certificate says, for people; nothing here is believed.

use super::certificate::Certificate;
use super::{Policy, Reason};
use crate::identity::Identity;
use rustls::pki_types::CertificateDer;

/// A certificate as `tieline pki inspect` shows it. Texts come from the certificate: escape them before printing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The identity that it would have.
    pub identity: Identity,
    /// Subject; empty for devices.
    pub subject: String,
    /// Issuer.
    pub issuer: String,
    /// Start of validity, seconds since 1970.
    pub not_before: i64,
    /// End of validity, seconds since 1970; `None` for no end (99991231235959Z).
    pub not_after: Option<i64>,
    /// Whether it may issue others; then the authorities that may stand below it, where bounded.
    pub authority: Option<Option<u32>>,
    /// Policies of IEEE 2030.5.
    pub policies: Vec<Policy>,
    /// The hardware's serial number, where there is a hardwareModuleName.
    pub hardware_serial: Option<Vec<u8>>,
}

/// 99991231235959Z.
const NO_END: i64 = 253_402_300_799;

/// Reads a certificate without judging it.
pub fn describe(der: &CertificateDer<'_>) -> Result<Description, Reason> {
    let certificate = Certificate::parse(der)?;
    let (not_before, not_after) = certificate.validity();
    let (subject, issuer) = certificate.names();
    Ok(Description {
        identity: Identity::of_certificate(der),
        subject,
        issuer,
        not_before,
        not_after: Some(not_after).filter(|end| *end != NO_END),
        authority: certificate.authority(),
        policies: certificate.device_policies().unwrap_or_default(),
        hardware_serial: certificate.hardware_serial().ok().map(<[u8]>::to_vec),
    })
}
