//! The view for the screen.

use super::meter::Loop;
use super::schedule::{Entry, Phase, Timeline};
use super::site::Site;
use super::unit::Unit;
use super::view::{AssetView, EVENTS_MAX, EventState, EventView, ProgramView, SiteView};
use crate::model::Now;

impl Site {
    /// A view, if one is due.
    pub(crate) fn view_if_due(&mut self, now: Now) -> Option<SiteView> {
        let every = self.config.view_ms;
        let due = every > 0 && self.viewed.is_none_or(|at| now.mono.since(at) >= every);
        if !due {
            return None;
        }
        self.viewed = Some(now.mono);
        Some(self.view(now))
    }

    /// The site as it stands, for people.
    pub fn view(&mut self, now: Now) -> SiteView {
        let meter_trusted = self.meter.reliance(now.mono, &self.units, self.config.stale_ms) != Loop::Open;
        SiteView {
            site: self.config.site.clone(),
            at: now.wall,
            site_w: self.meter.w(),
            meter_trusted,
            limits: self.limits(now.mono),
            targets: self.targets,
            permitted: self.permitted,
            causes: self.site_causes(),
            shortfall: self.shortfall.map(|(_, says)| says.to_owned()),
            assets: self.units.iter().map(asset_view).collect(),
            programs: self.timelines.iter().flat_map(program_views).collect(),
            events: self.event_views(),
        }
    }

    /// Those that have begun, then the next ones.
    fn event_views(&self) -> Vec<EventView> {
        let all = self.timelines.iter().flat_map(|timeline| timeline.entries());
        let mut shown: Vec<&Entry> = all.filter(|entry| entry.phase != Phase::Ended).collect();
        if shown.len() > EVENTS_MAX {
            shown.select_nth_unstable_by_key(EVENTS_MAX, |entry| order(entry));
            shown.truncate(EVENTS_MAX);
        }
        shown.sort_unstable_by_key(|entry| order(entry));
        let ended = self.timelines.iter().flat_map(|t| t.entries()).filter(|e| e.phase == Phase::Ended);
        let room = EVENTS_MAX - shown.len();
        shown.into_iter().chain(ended.take(room)).map(event_view).collect()
    }
}

fn order(entry: &Entry) -> (bool, i64, crate::model::Mrid) {
    (entry.phase == Phase::Waiting, entry.start.0, entry.event.key.mrid)
}

fn event_view(entry: &Entry) -> EventView {
    let state = match entry.phase {
        Phase::Waiting => EventState::Waiting,
        Phase::Active if entry.held.is_empty() => EventState::Displaced,
        Phase::Active => EventState::Active,
        Phase::Ended => EventState::Ended,
    };
    EventView {
        key: entry.event.key.clone(),
        program: entry.program.clone(),
        state,
        start: entry.start,
        end: entry.end,
        modes: entry.modes.iter().collect(),
        holds: entry.held.iter().collect(),
    }
}

fn program_views(timeline: &Timeline) -> impl Iterator<Item = ProgramView> {
    timeline.programs().iter().map(|head| ProgramView {
        key: head.key.clone(),
        description: head.description.clone(),
        primacy: head.primacy,
        events: timeline.entries().iter().filter(|e| e.program == head.key && e.phase != Phase::Ended).count(),
        has_default: head.default.is_some(),
    })
}

fn asset_view(unit: &Unit) -> AssetView {
    AssetView {
        id: unit.asset.id.clone(),
        kind: unit.asset.kind,
        online: unit.state.as_ref().is_some_and(|s| s.online),
        local: unit.is_local(),
        w: unit.w(),
        limit_w: unit.sent.as_ref().and_then(|sent| sent.command.limit_w),
        set_w: unit.sent.as_ref().and_then(|sent| sent.command.set_w),
        soc: unit.battery().map(|battery| battery.soc),
    }
}
