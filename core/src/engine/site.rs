//! The machine of one site.

use super::alarms::Alarms;
use super::arbitrate::{Holding, arbitrate, tighter};
use super::boot::{BootHold, Held};
use super::config::SiteConfig;
use super::meter::Meter;
use super::modes::ModeSet;
use super::ramp::{Limits, Pace, Ramps, Road};
use super::schedule::Timeline;
use super::support::supported_modes;
use super::unit::Unit;
use super::view::SiteView;
use crate::model::{
    Alarm, Asset, AssetId, AssetKind, AssetState, Machine, Mono, Mrid, Now, ProgramSet, Reading, ReadingSource, Record,
    Reversion, Setpoint, SetpointResult, Transition, TransitionKind, UpstreamId, Watts,
};

/// What may happen to a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// What an earlier run left in the store; first, if at all.
    Restored(Vec<Record>),
    /// The time of the last [`Output::WakeAt`] has come.
    Timer,
    /// What a server asks now.
    Programs(ProgramSet),
    /// A sample; the site meter's closes the loop.
    Reading(Reading),
    /// An asset as configured or discovered.
    Asset(Asset),
    /// What a driver read.
    AssetState(AssetState),
    /// What became of a setpoint.
    Result(SetpointResult),
    /// The last commit did not become durable.
    CommitFailed,
}

/// What a site wants.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a view comes at most once a second")]
pub enum Output {
    /// To be written to an asset.
    Setpoint(Setpoint),
    /// To be answered to a server; durable by then.
    Transition(Transition),
    /// To be stored.
    Commit(Vec<Record>),
    /// To be told.
    Alarm(Alarm),
    /// To be woken at this time, unless an input comes before; replaces the one before.
    WakeAt(Mono),
    /// To be shown.
    View(SiteView),
}

/// A gap between two events shorter than this is no reason to loosen a limit.
const GAP_S: i64 = 5;
/// After a commit failed, it is tried again after this time.
const RETRY_MS: u64 = 1_000;
/// Decision numbers set aside by one record.
const SEQ_BLOCK: u64 = 1_000;

/// One site: its servers' schedules, its meter, its assets, and what it decided.
#[derive(Debug)]
pub struct Site {
    pub(crate) config: SiteConfig,
    pub(crate) timelines: Vec<Timeline>,
    pub(crate) holding: Holding,
    pub(crate) targets: Limits,
    pub(crate) ramps: Ramps,
    pub(crate) meter: Meter,
    pub(crate) units: Vec<Unit>,
    pub(crate) boot: BootHold,
    pub(crate) alarms: Alarms,
    pub(crate) permitted: bool,
    pub(crate) shortfall: Option<(Mono, &'static str)>,
    pub(crate) seq: u64,
    seq_reserved: u64,
    stored: Option<Held>,
    dirty: bool,
    /// A loosening waits for an edge that is near.
    held_back: bool,
    records: Vec<Record>,
    unsaid: Vec<Transition>,
    in_flight: Option<(Vec<Record>, Vec<Transition>)>,
    retry_at: Option<Mono>,
    pub(crate) born: Option<Mono>,
    pub(crate) viewed: Option<Mono>,
}

impl Site {
    /// A site that knows of nothing yet; until told otherwise the installer's limits hold.
    pub fn new(config: SiteConfig) -> Self {
        let timeline = |u: &super::config::Upstream| Timeline::new(u.id.clone(), u.edition_2023, config.seed);
        let timelines = config.upstreams.iter().map(timeline).collect();
        let mut meter = Meter::default();
        if config.meter_proven {
            meter.trust.prove();
        }
        Self {
            timelines,
            holding: Holding::default(),
            targets: Limits::default(),
            ramps: Ramps::default(),
            meter,
            units: Vec::new(),
            boot: BootHold::default(),
            alarms: Alarms::default(),
            permitted: true,
            shortfall: None,
            seq: 0,
            seq_reserved: 0,
            stored: None,
            dirty: true,
            held_back: false,
            records: Vec::new(),
            unsaid: Vec::new(),
            in_flight: None,
            retry_at: None,
            born: None,
            viewed: None,
            config,
        }
    }

    /// What holds at the site now.
    pub fn holding(&self) -> &Holding {
        &self.holding
    }

    /// The limits at `mono`, on their ramps, the installer's among them.
    pub fn limits(&self, mono: Mono) -> Limits {
        let installer =
            Limits { export: self.config.installer_export, import: self.config.installer_import, ..Limits::default() };
        self.ramps.at(mono).zip(installer, tighter)
    }

    /// The schedule of a server.
    pub fn timeline(&self, upstream: &UpstreamId) -> Option<&Timeline> {
        self.timelines.iter().find(|timeline| timeline.upstream() == upstream)
    }

    fn take(&mut self, now: Now, input: Input) {
        match input {
            Input::Restored(records) => self.restore(now, records),
            Input::Timer => {}
            Input::Programs(set) => self.take_programs(now, set),
            Input::Reading(reading) => self.take_reading(reading),
            Input::Asset(asset) => self.take_asset(asset),
            Input::AssetState(state) => {
                if let Some(unit) = self.unit(&state.asset) {
                    unit.take_state(state);
                }
            }
            Input::Result(result) => self.take_result(now, result),
            Input::CommitFailed => self.take_failure(now),
        }
    }

    fn unit(&mut self, asset: &AssetId) -> Option<&mut Unit> {
        self.units.iter_mut().find(|unit| unit.asset.id == *asset)
    }

    fn take_programs(&mut self, now: Now, set: ProgramSet) {
        let i = self.timeline_of(&set.upstream);
        let timeline = &mut self.timelines[i];
        let at = now.wall.to_seconds().plus(set.server_offset);
        self.boot.heard(&set.upstream);
        if timeline.apply(set, at) {
            self.records.push(Record::Programs(timeline.to_set()));
        }
        self.judge_support();
        self.dirty = true;
    }

    fn timeline_of(&mut self, upstream: &UpstreamId) -> usize {
        let found = self.timelines.iter().position(|timeline| timeline.upstream() == upstream);
        found.unwrap_or_else(|| {
            self.timelines.push(Timeline::new(upstream.clone(), false, self.config.seed));
            self.timelines.len() - 1
        })
    }

    fn take_reading(&mut self, reading: Reading) {
        if reading.source != ReadingSource::Site(self.config.site.clone()) {
            return;
        }
        self.meter.take(reading, &self.units, self.config.stale_ms, self.config.set_max_w);
    }

    fn take_asset(&mut self, asset: Asset) {
        if asset.kind == AssetKind::SiteMeter {
            self.meter.expected = true;
            return;
        }
        match self.unit(&asset.id) {
            Some(unit) => unit.asset = asset,
            None => {
                self.units.push(Unit::new(asset));
                self.units.sort_by(|a, b| a.asset.id.cmp(&b.asset.id));
                self.meter.forget();
            }
        }
        self.judge_support();
    }

    /// An event is answered as not supported only once every asset of the configuration is known.
    fn judge_support(&mut self) {
        let known = |id: &AssetId| self.units.iter().any(|unit| unit.asset.id == *id);
        let meters = self.config.assets.iter().filter(|id| !known(id)).count();
        let all_known = !self.units.is_empty() && (meters == 0 || (meters == 1 && self.meter.expected));
        let (supported, final_word) = match self.config.modes {
            Some(modes) => (modes, true),
            None if all_known => (supported_modes(self.units.iter().map(|unit| &unit.asset)), true),
            None => (ModeSet::ALL, false),
        };
        for timeline in &mut self.timelines {
            timeline.set_supported(supported, final_word);
        }
        self.dirty = true;
    }

    fn take_result(&mut self, now: Now, result: SetpointResult) {
        if let Some(unit) = self.unit(&result.asset) {
            unit.watch.report(&result.verdict, now.mono);
            if !matches!(unit.asset.reversion, Reversion::InstallerLimit(_)) {
                unit.asset.reversion = result.reversion;
            }
        }
    }

    /// What was to be said is said again once it is durable.
    fn take_failure(&mut self, now: Now) {
        if let Some((records, transitions)) = self.in_flight.take() {
            self.records.splice(0..0, records);
            self.unsaid.splice(0..0, transitions);
            self.retry_at = Some(now.mono.plus_ms(RETRY_MS));
        }
    }

    /// Facts first, programs last: a schedule is built on what was drawn and said.
    fn restore(&mut self, now: Now, records: Vec<Record>) {
        let mut sets = Vec::new();
        for record in records {
            match record {
                Record::Programs(set) => sets.push(set),
                Record::Draw { event, start, duration } => {
                    let i = self.timeline_of(&event.upstream);
                    self.timelines[i].restore_draw(&event.mrid, start, duration);
                }
                Record::Life(transition) => {
                    let i = self.timeline_of(&transition.event.upstream);
                    self.timelines[i].restore_said(&transition);
                }
                Record::Memo { owner, name, value } => self.restore_memo(&owner, &name, &value),
                Record::Setpoint { site, setpoint } if site == self.config.site => {
                    self.seq = self.seq.max(setpoint.seq);
                }
                _ => {}
            }
        }
        for set in sets {
            let i = self.timeline_of(&set.upstream);
            self.boot.awaits(set.upstream.clone());
            let at = now.wall.to_seconds().plus(set.server_offset);
            self.timelines[i].apply(set, at);
        }
        self.seq_reserved = self.seq;
        self.dirty = true;
    }

    fn restore_memo(&mut self, owner: &str, name: &str, value: &[u8]) {
        if owner != self.owner() {
            return;
        }
        match name {
            "held" => self.restore_held(value),
            "seq" => {
                let seq = value.try_into().map_or(0, u64::from_be_bytes);
                self.seq = self.seq.max(seq);
            }
            _ => self.restore_lost(name, value),
        }
    }

    fn restore_lost(&mut self, name: &str, value: &[u8]) {
        let mut parts = name.split('/').skip(1);
        let (Some(upstream), Some(mrid)) = (parts.next(), parts.next()) else {
            return;
        };
        let timeline = self.timelines.iter_mut().find(|t| t.upstream().as_str() == upstream);
        if let (Some(timeline), Ok(mrid), Ok(bits)) = (timeline, mrid.parse::<Mrid>(), value.try_into()) {
            timeline.restore_lost(&mrid, ModeSet::from_bits(u32::from_be_bytes(bits)));
        }
    }

    fn restore_held(&mut self, value: &[u8]) {
        let Some(held) = Held::decode(value) else { return };
        if held.meter_proven {
            self.meter.trust.prove();
        }
        if held.meter_reversed {
            self.meter.trust.latch();
        }
        self.boot.restore(held);
        self.stored = Some(held);
    }

    fn owner(&self) -> String {
        format!("engine/{}", self.config.site)
    }

    /// Moves every schedule to now; what changed is arbitrated anew [CSIP-AUS ALL-23].
    fn advance(&mut self, now: Now) {
        let mut completed = false;
        for timeline in &mut self.timelines {
            let at = now.wall.to_seconds().plus(timeline.offset());
            self.dirty |= timeline.advance(at);
            self.records.extend(timeline.take_records());
            let upstream = timeline.upstream().clone();
            let lost = timeline.take_lost();
            self.records.extend(lost.into_iter().map(|(mrid, modes)| Record::Memo {
                owner: format!("engine/{}", self.config.site),
                name: format!("lost/{upstream}/{mrid}"),
                value: modes.to_bits().to_be_bytes().to_vec(),
            }));
            for transition in timeline.take_transitions() {
                completed |= transition.kind == TransitionKind::Completed;
                self.records.push(Record::Life(transition.clone()));
                self.unsaid.push(transition);
            }
        }
        if completed && self.born.is_some() {
            self.boot.release();
        }
        self.dirty |= self.held_back;
        if std::mem::take(&mut self.dirty) {
            self.rearbitrate(now);
        }
    }

    fn rearbitrate(&mut self, now: Now) {
        self.holding = arbitrate(&self.config, &self.timelines);
        let worst = Limits::of(&self.holding, super::arbitrate::Limit::worst_case);
        let wanted = self.boot.tighten(Limits::of(&self.holding, |limit| limit.now), worst);
        let hold = self.edge_is_near(now);
        self.held_back = hold && wanted != self.targets;
        self.targets = wanted;
        let road = Road { holding: &self.holding, set_max: self.config.set_max_w };
        let actual = self.actual(now.mono);
        self.ramps.head_for(now.mono, &road, wanted, actual, hold);
        self.judge_permission(now);
    }

    /// Permissions act at once; only the way back is soft [X18 setSoftGradW].
    fn judge_permission(&mut self, now: Now) {
        let forbidden = self.holding.energize == Some(false) || self.holding.connect == Some(false);
        let permitted = !forbidden && self.boot.permits();
        if permitted && !self.permitted {
            let pace = Pace {
                gradient: self.holding.soft_gradient.or(self.holding.gradient),
                centiseconds: None,
                set_max: self.config.set_max_w,
            };
            self.ramps.net.restart_from(now.mono, Watts::ZERO, pace);
        }
        self.permitted = permitted;
    }

    fn edge_is_near(&self, now: Now) -> bool {
        self.timelines.iter().any(|timeline| {
            let at = now.wall.to_seconds().plus(timeline.offset());
            timeline.next_edge().is_some_and(|edge| (0..=GAP_S).contains(&edge.since(at).0))
        })
    }

    /// What flows now, where a ramp would start that had no limit before.
    fn actual(&self, mono: Mono) -> Limits {
        let site = self.meter.w().filter(|_| self.meter.fresh(mono, self.config.stale_ms));
        let generators = self.units.iter().filter(|u| u.is(AssetKind::Pv) || u.is(AssetKind::Battery));
        let fresh = generators.filter(|unit| unit.fresh(mono, self.config.stale_ms));
        let generated: Watts = fresh.map(|unit| unit.w().max(Watts::ZERO)).sum();
        Limits { export: site, import: site.map(|w| -w), net: Some(generated), generation: Some(generated), load: None }
    }

    /// What must survive: a tightening at once, a loosening when its ramp has arrived.
    fn remember_held(&mut self, now: Now) {
        let held = Held {
            limits: self.targets.zip(self.ramps.at(now.mono), tighter),
            permitted: self.permitted,
            meter_proven: self.meter.trust.proven(),
            meter_reversed: self.meter.trust.reversed(),
        };
        let Some(stored) = self.stored else {
            return self.store_held(held);
        };
        let joint = held.limits.zip(stored.limits, tighter);
        let settled = !self.ramps.moving(now.mono);
        if held != stored && (settled || joint != stored.limits || held.permitted != stored.permitted) {
            self.store_held(held);
        }
    }

    fn store_held(&mut self, held: Held) {
        self.stored = Some(held);
        let value = held.encode();
        self.memo("held", value);
    }

    fn memo(&mut self, name: &str, value: Vec<u8>) {
        self.records.push(Record::Memo { owner: self.owner(), name: name.to_owned(), value });
    }

    /// The next decision's number; never used twice, since a block is stored before its first is used.
    pub(crate) fn next_seq(&mut self) -> u64 {
        self.seq += 1;
        if self.seq > self.seq_reserved {
            self.seq_reserved = self.seq + SEQ_BLOCK;
            self.memo("seq", self.seq_reserved.to_be_bytes().to_vec());
        }
        self.seq
    }

    fn finish(&mut self, now: Now, decided: super::decide::Decided, out: &mut Vec<Output>) {
        out.extend(decided.tightening.into_iter().map(Output::Setpoint));
        let waits = self.retry_at.is_some_and(|at| now.mono < at);
        let has_word = !(self.unsaid.is_empty() && self.records.is_empty());
        if has_word && !waits {
            self.commit(out);
        }
        out.extend(decided.others.into_iter().map(Output::Setpoint));
        out.extend(self.alarms.take().into_iter().map(Output::Alarm));
        if let Some(view) = self.view_if_due(now) {
            out.push(Output::View(view));
        }
        out.push(Output::WakeAt(self.wake_at(now, decided.wake)));
    }

    fn commit(&mut self, out: &mut Vec<Output>) {
        let records = std::mem::take(&mut self.records);
        let unsaid = std::mem::take(&mut self.unsaid);
        self.retry_at = None;
        self.in_flight = Some((records.clone(), unsaid.clone()));
        out.push(Output::Commit(records));
        out.extend(unsaid.into_iter().map(Output::Transition));
    }

    fn wake_at(&self, now: Now, decided: Option<Mono>) -> Mono {
        let mut wake = now.mono.plus_ms(super::decide::REST_MS);
        for timeline in &self.timelines {
            if let Some(edge) = timeline.next_edge() {
                let local = edge.to_millis().0 - timeline.offset().0.saturating_mul(1_000);
                let ms = u64::try_from(local - now.wall.0).unwrap_or(0).max(1);
                wake = wake.min(now.mono.plus_ms(ms));
            }
        }
        if self.ramps.moving(now.mono) || self.held_back || self.retry_at.is_some() {
            wake = wake.min(now.mono.plus_ms(1_000));
        }
        wake.min(decided.unwrap_or(wake)).max(now.mono.plus_ms(1))
    }
}

impl Machine for Site {
    type Input = Input;
    type Output = Output;

    fn step(&mut self, now: Now, input: Input, out: &mut Vec<Output>) {
        self.take(now, input);
        self.advance(now);
        let decided = self.decide(now);
        self.remember_held(now);
        self.born.get_or_insert(now.mono);
        self.finish(now, decided, out);
    }
}
