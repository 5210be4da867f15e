//! Who speaks.

/// Who speaks, as the handshake told it, never the message (rule 8) [OADR2b rule 21].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Plain HTTP in a laboratory: a VEN is who its message says.
    Lab,
    /// The tail of the certificate's SHA-256 fingerprint, ten pairs of capital digits with colons.
    Known(String),
}
