//! What a VEN must know before it starts.

use super::targets::Names;
use tieline_core::model::{SiteId, UpstreamId, Watts};

/// What a level asks of the site; limits are magnitudes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Level {
    /// Power of all batteries together, positive when they discharge.
    pub storage: Option<Watts>,
    /// What may be drawn from the grid.
    pub import_limit: Option<Watts>,
    /// What may flow to the grid.
    pub export_limit: Option<Watts>,
    /// What PV and batteries may give together.
    pub generation_limit: Option<Watts>,
    /// What chargers, loads and charging batteries may take together.
    pub load_limit: Option<Watts>,
}

/// What the levels 0 to 3 of SIMPLE mean at this site [OADR2b rule 9]. A level that is not in it is answered with 460,
/// but 0, which asks for nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Levels([Option<Level>; 4]);

impl Levels {
    /// Gives `level` (0 to 3) a meaning; others are passed over.
    pub fn set(&mut self, level: usize, meaning: Level) {
        if let Some(place) = self.0.get_mut(level) {
            *place = Some(meaning);
        }
    }

    /// What `level` means.
    pub fn get(&self, level: usize) -> Option<&Level> {
        self.0.get(level)?.as_ref()
    }
}

/// Where the VTN pushes its messages to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// The transport address that the registration names: `https://ven.example:8081/OpenADR2/Simple/2.0b`.
    pub address: String,
    /// Its path, before the services' names, without a slash at its end.
    pub path: String,
}

/// One VTN and who we are to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenConfig {
    /// The VTN's name in the configuration.
    pub upstream: UpstreamId,
    /// The site whose power and assets are reported to it.
    pub site: SiteId,
    /// Path before the services' names, without a slash at its end: `/OpenADR2/Simple/2.0b`.
    pub path: String,
    /// What we call ourselves.
    pub ven_name: String,
    /// The venID that the VTN's operator gave us, where one was.
    pub ven_id: Option<String>,
    /// The vtnID that the VTN must show; `None`: the one that it shows first.
    pub vtn_id: Option<String>,
    /// Seconds between polls until the VTN names its own.
    pub poll_s: u32,
    /// Where the VTN pushes to; `None`: it is polled.
    pub push: Option<Push>,
    /// Whether messages are signed (said in the registration).
    pub signed: bool,
    /// Whether events are left to others: only reports (said in the registration).
    pub report_only: bool,
    /// Whether test events move the assets. Otherwise they are answered, and nothing else.
    pub obey_tests: bool,
    /// What levels mean.
    pub levels: Levels,
    /// Whether the site has a charger or a load that can be controlled; without one LOAD_CONTROL is refused [OADR2b 460].
    pub controls_loads: bool,
    /// Market contexts that are ours; empty: any [OADR2b 453].
    pub market_contexts: Vec<String>,
    /// How far back the store keeps readings, in seconds: the length of the history that is offered.
    pub history_s: u32,
    /// Names besides the venID that events may be meant for us by [OADR2b 462].
    pub names: Names,
    /// Seed of request ids, draws and jitter.
    pub seed: u64,
}
