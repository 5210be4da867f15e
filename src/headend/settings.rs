//! What the operator has fixed for this server.

use super::documents::TimeZoneDocument;
use super::map::Shown;
use super::target::TargetRules;
use std::collections::BTreeSet;
use tieline_core::model::Lfdi;

/// Who may enrol.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enrolment {
    /// Whether a device may enrol itself by POST [CSIP §6.1.4].
    pub in_band: bool,
    /// If set, the only identities that are served at all.
    pub allow: Option<BTreeSet<Lfdi>>,
    /// DERs that a new device has.
    pub ders: u32,
    /// The PIN that devices enrolled in-band get; `None`: no Registration is shown.
    pub pin: Option<super::documents::Pin>,
}

/// Extensions of the standard that a server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extensions {
    /// None.
    None,
    /// CSIP-AUS 1.2.
    CsipAus12,
    /// CSIP-AUS 1.3's draft of the storage extension.
    CsipAus13Beta,
    /// CSIP-AUS 1.3: storage, and its form of pricing.
    CsipAus13,
}

/// The edition of the standard that documents are written in; what devices send is read in either.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ServedEdition {
    /// IEEE 2030.5-2018.
    #[default]
    Y2018,
    /// IEEE 2030.5-2023.
    Y2023,
}

/// Which identifiers of connection points are taken [CSIP-AUS ConnectionPoint].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConnectionPoints {
    /// Any of 1 to 32 bytes.
    #[default]
    Any,
    /// Australia's national metering identifiers: ten characters, with or without their check digit.
    Nmi,
}

/// How long a notification is tried. Times are in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// Longest pause between two tries.
    pub retry_s: u32,
    /// A notification that is not taken for so long becomes a dead letter.
    pub give_up_s: u32,
    /// Tries after which it becomes one sooner.
    pub tries: u32,
    /// A subscription whose notifications have failed for so long ends.
    pub expire_s: u32,
}

impl Default for Delivery {
    fn default() -> Self {
        Self { retry_s: 60, give_up_s: 86_400, tries: 2_000, expire_s: 604_800 }
    }
}

/// The server's fixed settings. Rates are in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// pollRate of every polled resource [2030.5 pollRate].
    pub poll_rate: u32,
    /// postRate of devices and mirrors.
    pub post_rate: u32,
    /// Quality of the server's time [2030.5 Time.quality]: 7 is intentionally uncoordinated.
    pub time_quality: u8,
    /// Offset of local time from UTC.
    pub tz_offset_s: i32,
    /// The edition that is spoken.
    pub edition: ServedEdition,
    /// Which extension elements are sent: strict clients of the plain standard refuse any.
    pub extensions: Extensions,
    /// Who may enrol.
    pub enrolment: Enrolment,
    /// Which connection points devices may name.
    pub connection_points: ConnectionPoints,
    /// Whether a mirror or meter reading by the mRID of another device's is refused.
    pub unique_mrids: bool,
    /// The maker's number in the low 32 bits of each mRID [2030.5 mRIDType].
    pub pen: u32,
    /// What makes this server's mRIDs differ from another's.
    pub mrid_salt: u64,
    /// Longest body taken, in bytes.
    pub body_max: usize,
    /// Most items of a page, whatever `l` asks for.
    pub page_max: u32,
    /// Log events kept of each device; the oldest goes first.
    pub log_events_max: u32,
    /// Mirrors of each device.
    pub mirrors_max: u32,
    /// Readings kept of each mirror; the oldest goes first.
    pub readings_max: u32,
    /// Devices up to which an aggregator may enrol more by itself.
    pub granted_max: u32,
    /// Subscriptions in each device's list.
    pub subscriptions_max: u32,
    /// Where notifications may go.
    pub targets: TargetRules,
    /// How long they are tried.
    pub delivery: Delivery,
}

impl Settings {
    /// The time zone, which has no daylight saving time.
    pub(super) fn time_zone(&self) -> TimeZoneDocument {
        TimeZoneDocument { offset: self.tz_offset_s, ..TimeZoneDocument::default() }
    }

    /// Whether prices have the form of CSIP-AUS 1.3 [CSIP-AUS CombinedTimeTariffIntervalList].
    pub(super) fn combines(&self) -> bool {
        self.extensions == Extensions::CsipAus13
    }

    /// What renderings need to know of them.
    pub(super) fn shown(&self) -> Shown {
        Shown { poll_rate: self.poll_rate, edition: self.edition, extensions: self.extensions }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            poll_rate: 900,
            post_rate: 300,
            time_quality: 7,
            tz_offset_s: 0,
            edition: ServedEdition::Y2018,
            extensions: Extensions::CsipAus12,
            enrolment: Enrolment { ders: 1, ..Enrolment::default() },
            connection_points: ConnectionPoints::Any,
            unique_mrids: false,
            pen: 0,
            mrid_salt: 0,
            body_max: 256 * 1024,
            page_max: 500,
            log_events_max: 1_000,
            mirrors_max: 64,
            readings_max: 20_000,
            granted_max: 10_000,
            subscriptions_max: 200,
            targets: TargetRules::default(),
            delivery: Delivery::default(),
        }
    }
}
