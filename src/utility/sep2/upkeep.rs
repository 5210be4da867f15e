//! What the server shall know of the DER: nameplate, settings, status, availability; told at the start and on change.

use super::config::SessionConfig;
use super::content::DerLinks;
use super::map::{self, DerView};
use std::collections::BTreeMap;
use tieline_core::model::{Asset, AssetKind, AssetState, DefaultControl, Mono, ProgramSet, UtcSeconds, Watts};

/// Changes that matter are told this long after the last telling at the earliest, in milliseconds; after half a postRate
/// where that is less.
const SPACING_MS: u64 = 5_000;
/// Any other change is told this share of a postRate after the last telling, in percent. What is left of it is for reading
/// the device, comparing and sending: the server knows within one postRate of the change itself.
const TOLD_AFTER: u64 = 75;
/// Documents are compared this often.
const COMPARE_MS: u64 = 1_000;

/// A document that we PUT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sheet {
    /// DERCapability.
    Capability,
    /// DERSettings.
    Settings,
    /// DERStatus.
    Status,
    /// DERAvailability.
    Availability,
}

impl Sheet {
    const ALL: [Self; 4] = [Self::Capability, Self::Settings, Self::Status, Self::Availability];

    fn write(self, view: &DerView<'_>) -> Vec<u8> {
        match self {
            Self::Capability => map::capability(view),
            Self::Settings => map::settings(view),
            Self::Status => map::status(view),
            Self::Availability => map::availability(view),
        }
    }

    fn target(self, links: &DerLinks) -> Option<&String> {
        match self {
            Self::Capability => links.capability.as_ref(),
            Self::Settings => links.settings.as_ref(),
            Self::Status => links.status.as_ref(),
            Self::Availability => links.availability.as_ref(),
        }
    }

    /// Whether it says nothing before a DER was read.
    fn needs_state(self) -> bool {
        matches!(self, Self::Status | Self::Availability)
    }
}

/// What a document said, without its time: all of it, and what of it is told at once when it changes.
#[derive(Debug, Clone, Default, PartialEq)]
struct Print {
    all: Vec<u8>,
    urgent: Vec<u8>,
}

/// The state of the four documents and of the connection point.
#[derive(Debug, Default)]
pub(super) struct Upkeep {
    ders: Vec<(Asset, Option<AssetState>)>,
    told: BTreeMap<Sheet, (Print, Mono)>,
    telling: Option<(Sheet, Print)>,
    post_rate_s: u32,
    compare_at: Mono,
    wait_until: Mono,
    point_told: bool,
}

impl Upkeep {
    /// A DER was discovered or changed; other assets are passed over.
    pub(super) fn asset(&mut self, asset: Asset) {
        if !matches!(asset.kind, AssetKind::Pv | AssetKind::Battery | AssetKind::Charger) {
            return;
        }
        match self.ders.iter_mut().find(|(known, _)| known.id == asset.id) {
            Some((known, _)) => *known = asset,
            None => self.ders.push((asset, None)),
        }
        self.ders.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    }

    /// What was read of a DER [CSIP BASIC-028].
    pub(super) fn state(&mut self, state: AssetState) {
        if let Some((_, known)) = self.ders.iter_mut().find(|(asset, _)| asset.id == state.asset) {
            *known = Some(state);
        }
    }

    pub(super) fn set_post_rate(&mut self, post_rate_s: u32) {
        self.post_rate_s = post_rate_s.max(1);
    }

    /// A document to PUT now, and where [CSIP CORE-014].
    pub(super) fn due(
        &mut self,
        now: Mono,
        server_now: UtcSeconds,
        links: &DerLinks,
        set: Option<&ProgramSet>,
        config: &SessionConfig,
    ) -> Option<(Sheet, String, Vec<u8>)> {
        if now < self.compare_at.max(self.wait_until) || self.ders.is_empty() {
            return None;
        }
        let default = ruling_default(set);
        let calm = self.calm();
        let read = self.ders.iter().any(|(_, state)| state.is_some());
        for sheet in Sheet::ALL {
            let Some(target) = sheet.target(links).filter(|_| read || !sheet.needs_state()) else { continue };
            let view = |ders, now| DerView { ders, default, config, now };
            let all = sheet.write(&view(&self.ders, UtcSeconds(0)));
            let print = Print { all, urgent: sheet.write(&view(&calm, UtcSeconds(0))) };
            if self.is_due(sheet, &print, now) {
                let body = sheet.write(&view(&self.ders, server_now));
                self.telling = Some((sheet, print));
                return Some((sheet, target.clone(), body));
            }
        }
        self.compare_at = now.plus_ms(COMPARE_MS);
        None
    }

    /// The DER without what changes all the time: power, charge, vars.
    fn calm(&self) -> Vec<(Asset, Option<AssetState>)> {
        let mut calm = self.ders.clone();
        for state in calm.iter_mut().filter_map(|(_, state)| state.as_mut()) {
            (state.w, state.battery, state.var_available) = (Watts(0), None, None);
        }
        calm
    }

    /// [2030.5 DERCapability, DERSettings, DERStatus, DERAvailability]
    fn is_due(&self, sheet: Sheet, print: &Print, now: Mono) -> bool {
        let Some((told, at)) = self.told.get(&sheet) else { return true };
        let (passed_ms, rate_ms) = (now.since(*at), u64::from(self.post_rate_s) * 1_000);
        let urgent = told.urgent != print.urgent && passed_ms >= SPACING_MS.min(rate_ms / 2);
        urgent || (told.all != print.all && passed_ms >= rate_ms * TOLD_AFTER / 100)
    }

    /// The server took the document, or refused it for good: it is told again when it changes.
    pub(super) fn done(&mut self, sheet: Sheet, now: Mono) {
        if let Some((telling, print)) = self.telling.take()
            && telling == sheet
        {
            self.told.insert(sheet, (print, now));
        }
    }

    /// Nothing is PUT before.
    pub(super) fn wait_until(&mut self, until: Mono) {
        self.wait_until = until;
    }

    /// When the documents are compared next.
    pub(super) fn next_due(&self) -> Option<Mono> {
        (!self.ders.is_empty()).then(|| self.compare_at.max(self.wait_until))
    }

    pub(super) fn connection_point_due(&self, now: Mono) -> bool {
        !self.point_told && now >= self.wait_until
    }

    pub(super) fn connection_point_done(&mut self) {
        self.point_told = true;
    }
}

/// The default of the program with the best primacy: its ramps and enter-service values are the settings in force.
fn ruling_default(set: Option<&ProgramSet>) -> Option<&DefaultControl> {
    let programs = set?.programs.iter().filter(|program| program.default.is_some());
    programs.min_by_key(|program| program.primacy)?.default.as_ref()
}
