//! What a session must know before it starts.

use tieline_core::model::{Lfdi, Sfdi, SiteId, UpstreamId, Watts};

/// One utility server and who we are to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionConfig {
    /// The server's name in the configuration.
    pub upstream: UpstreamId,
    /// The site whose meter and DER are reported to it.
    pub site: SiteId,
    /// Host of the connection; an absolute href to any other is refused.
    pub host: String,
    /// Port of the connection.
    pub port: u16,
    /// Path of its DeviceCapability.
    pub dcap: String,
    /// Our long identifier, from our certificate.
    pub lfdi: Lfdi,
    /// Our short identifier, from the same.
    pub sfdi: Sfdi,
    /// Our private enterprise number: the low 32 bits of each mRID that we make.
    pub pen: u32,
    /// The PIN that the server's Registration must show; `None`: any.
    pub pin: Option<u32>,
    /// Whether we register in-band where the server does not list us.
    pub register: bool,
    /// Whether the server follows the 2023 edition; otherwise 2018.
    pub edition_2023: bool,
    /// Whether CSIP-AUS extensions are sent.
    pub csip_aus: bool,
    /// The connection point's identifier (NMI) to tell the server [CSIP-AUS ConnectionPoint].
    pub connection_point: Option<String>,
    /// setMaxW of the EndDevice; `None`: the sum of the DER's ratings.
    pub set_max_w: Option<Watts>,
    /// setMaxChargeRateW of the EndDevice, a magnitude; `None`: the sum of the DER's ratings.
    pub set_max_charge_w: Option<Watts>,
    /// Whether the site meter is mirrored.
    pub post_site: bool,
    /// Whether each DER is mirrored.
    pub post_der: bool,
    /// postRate that we propose, in seconds; the server's own wins.
    pub post_rate_s: u32,
    /// Seed of the back-off's jitter.
    pub seed: u64,
}
