//! What the engine is told about a site before it starts.

use super::modes::ModeSet;
use crate::model::{AssetId, Seconds, SiteId, UpstreamId, Vars, Watts};

/// A server whose programs the site obeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// Its name.
    pub id: UpstreamId,
    /// Whether it follows the 2023 edition, until a set of programs says so itself.
    pub edition_2023: bool,
}

/// A site as configured. Powers are magnitudes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteConfig {
    /// Its name.
    pub site: SiteId,
    /// The EndDevice's DERSettings.setMaxW, which percentages are of.
    pub set_max_w: Watts,
    /// The EndDevice's setMaxChargeRateW, which negative percentages are of.
    pub set_max_charge_w: Watts,
    /// The EndDevice's setMaxVar.
    pub set_max_var: Vars,
    /// What may flow to the grid at most, whatever a program says (rank 1 of rule 3).
    pub installer_export: Option<Watts>,
    /// What may be drawn from the grid at most, whatever a program says.
    pub installer_import: Option<Watts>,
    /// A meter or BMS reading older than this is stale, in milliseconds (rule 11a, 11f).
    pub stale_ms: u64,
    /// Seconds of a lease, 30 to 60 (rule 2).
    pub lease_s: u16,
    /// Seconds that a battery rests between charge and discharge (rule 11f).
    pub dwell: Seconds,
    /// Milliseconds in which measured power must follow a command (rule 11g).
    pub follow_ms: u64,
    /// Whether an export that exceeds its limit may rely on the meter before its sign was seen to follow the assets.
    /// False unless the installer proved it (rule 11b).
    pub meter_proven: bool,
    /// Whether a battery covers the house's own consumption when no program asks for anything.
    pub self_consumption: bool,
    /// Whether utility controls may set trip and ride-through curves (rule 11d).
    pub ride_through: bool,
    /// What the site can do; `None`: what its assets can, once all of `assets` are known.
    pub modes: Option<ModeSet>,
    /// The assets that the configuration names.
    pub assets: Vec<AssetId>,
    /// The servers, the first one's setpoints before the others'.
    pub upstreams: Vec<Upstream>,
    /// What randomization is drawn from; differs between sites.
    pub seed: u64,
    /// Milliseconds between two views for the screen; 0: none.
    pub view_ms: u64,
}

impl SiteConfig {
    /// A site with defaults: no installer limits, stale after 5 s, lease of 60 s, no upstream.
    pub fn new(site: SiteId, set_max_w: Watts, set_max_charge_w: Watts) -> Self {
        Self {
            site,
            set_max_w,
            set_max_charge_w,
            set_max_var: Vars::ZERO,
            installer_export: None,
            installer_import: None,
            stale_ms: 5_000,
            lease_s: 60,
            dwell: Seconds(30),
            follow_ms: 15_000,
            meter_proven: false,
            self_consumption: false,
            ride_through: true,
            modes: None,
            assets: Vec::new(),
            upstreams: Vec::new(),
            seed: 0,
            view_ms: 1_000,
        }
    }

    /// The lease in bounds, 30 to 60 s.
    pub(crate) fn lease_seconds(&self) -> u16 {
        self.lease_s.clamp(30, 60)
    }

    /// Half a lease, when it is renewed.
    pub(crate) fn renew_ms(&self) -> u64 {
        u64::from(self.lease_seconds()) * 500
    }
}
