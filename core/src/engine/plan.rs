//! What the owner wants of a battery inside what holds (rank 5 of rule 3). The seam for reserves and economics.

use super::config::SiteConfig;
use crate::model::Watts;

/// What a plan may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outlook {
    /// Power that no command moves, negative being load; `None` when the meter cannot be relied upon.
    pub(crate) uncontrolled: Option<Watts>,
    /// What the PV gives now.
    pub(crate) pv: Watts,
}

/// The power that all batteries together should have: 0, or what brings the connection point to zero.
pub(crate) fn battery_power(config: &SiteConfig, outlook: Outlook) -> Watts {
    match outlook.uncontrolled {
        Some(uncontrolled) if config.self_consumption => -(uncontrolled + outlook.pv),
        _ => Watts::ZERO,
    }
}
