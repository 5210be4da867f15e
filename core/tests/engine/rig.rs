//! A site on a bench: hand-fed inputs, collected outputs, hand-made events.

use std::collections::BTreeMap;
use tieline_core::engine::{Input, Output, Site, SiteConfig, Upstream};
use tieline_core::model::*;

/// The bench's epoch, so that no test depends on zero.
pub(crate) const T0: i64 = 1_800_000_000;

pub(crate) fn upstream(name: &str) -> UpstreamId {
    UpstreamId::new(name).expect("a name")
}

pub(crate) fn asset_id(name: &str) -> AssetId {
    AssetId::new(name).expect("a name")
}

pub(crate) fn site_id() -> SiteId {
    SiteId::new("home").expect("a name")
}

pub(crate) fn mrid(n: u8) -> Mrid {
    Mrid([n; 16])
}

pub(crate) fn config() -> SiteConfig {
    let mut config = SiteConfig::new(site_id(), Watts(10_000), Watts(5_000));
    config.set_max_var = Vars(6_000);
    config.upstreams = vec![Upstream { id: upstream("utility"), edition_2023: false }];
    config.view_ms = 0;
    config
}

pub(crate) fn control(modes: &[(Mode, ControlValue)]) -> Control {
    Control { modes: modes.iter().cloned().collect::<BTreeMap<_, _>>(), ramp_centiseconds: None }
}

pub(crate) fn export(w: i64) -> (Mode, ControlValue) {
    (Mode::ExpLimW, ControlValue::Watts(Watts(w)))
}

pub(crate) fn watts(mode: Mode, w: i64) -> (Mode, ControlValue) {
    (mode, ControlValue::Watts(Watts(w)))
}

pub(crate) fn share(mode: Mode, centi_percent: i32) -> (Mode, ControlValue) {
    (mode, ControlValue::Share(CentiPercent(centi_percent)))
}

/// An event from `start` to `start + duration` seconds after [`T0`]; created in the order of its number.
pub(crate) fn event(n: u8, start: i64, duration: i64, modes: &[(Mode, ControlValue)]) -> Event {
    Event {
        key: EventKey { upstream: upstream("utility"), mrid: mrid(n) },
        created: UtcSeconds(T0 - 1_000 + i64::from(n)),
        start: UtcSeconds(T0 + start),
        duration: Seconds(duration),
        randomize_start: Seconds(0),
        randomize_duration: Seconds(0),
        status: EventStatus::Scheduled,
        status_since: UtcSeconds(T0 - 1_000),
        control: control(modes),
        response_required: ResponseRequired(3),
        reply_to: None,
    }
}

pub(crate) fn cancelled(mut event: Event, at: i64) -> Event {
    event.status = EventStatus::Cancelled;
    event.status_since = UtcSeconds(T0 + at);
    event
}

pub(crate) fn program(n: u8, primacy: u8, default: &[(Mode, ControlValue)], events: Vec<Event>) -> Program {
    Program {
        key: ProgramKey { upstream: upstream("utility"), mrid: mrid(n) },
        description: format!("program {n}"),
        primacy,
        default: (!default.is_empty())
            .then(|| DefaultControl { control: control(default), ..DefaultControl::default() }),
        events,
    }
}

pub(crate) fn programs(programs: Vec<Program>) -> ProgramSet {
    ProgramSet {
        upstream: upstream("utility"),
        server_offset: Seconds(0),
        complete: true,
        edition_2023: false,
        programs,
    }
}

/// The same set as another server's.
pub(crate) fn from_server(name: &str, mut set: ProgramSet) -> ProgramSet {
    set.upstream = upstream(name);
    for program in &mut set.programs {
        program.key.upstream = upstream(name);
        for event in &mut program.events {
            event.key.upstream = upstream(name);
        }
    }
    set
}

fn all_can() -> GridCapability {
    GridCapability {
        limit_w: true,
        set_w: true,
        set_var: true,
        set_pf: true,
        curves: u16::MAX,
        freq_droop: true,
        energize: true,
        isolate: false,
    }
}

pub(crate) fn pv(name: &str, max_w: i64) -> Asset {
    Asset {
        id: asset_id(name),
        kind: AssetKind::Pv,
        rating: Rating {
            max_w: Watts(max_w),
            max_var: Vars(max_w / 2),
            max_var_absorbed: Vars(max_w / 2),
            max_va: max_w,
            ..Rating::default()
        },
        capability: GridCapability { set_w: false, ..all_can() },
        reversion: Reversion::Value,
    }
}

pub(crate) fn battery(name: &str, max_w: i64) -> Asset {
    Asset {
        id: asset_id(name),
        kind: AssetKind::Battery,
        rating: Rating {
            max_w: Watts(max_w),
            max_charge_w: Watts(max_w),
            capacity: WattHours(10_000),
            ..Rating::default()
        },
        capability: GridCapability { curves: 0, ..all_can() },
        reversion: Reversion::Value,
    }
}

/// A site on the bench.
pub(crate) struct Rig {
    pub(crate) site: Site,
    pub(crate) now: Now,
    pub(crate) setpoints: Vec<Setpoint>,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) records: Vec<Record>,
    pub(crate) alarms: Vec<Alarm>,
    pub(crate) last: Vec<Output>,
    /// The assets as last read.
    assets: Vec<(Asset, i64)>,
}

impl Rig {
    pub(crate) fn new(config: SiteConfig) -> Self {
        Self {
            site: Site::new(config),
            now: Now { wall: Millis(T0 * 1_000), mono: Mono(1_000_000) },
            setpoints: Vec::new(),
            transitions: Vec::new(),
            records: Vec::new(),
            alarms: Vec::new(),
            last: Vec::new(),
            assets: Vec::new(),
        }
    }

    /// With these assets, online at the powers given, and a meter that is proven.
    pub(crate) fn with(config: SiteConfig, assets: Vec<(Asset, i64)>) -> Self {
        let mut rig = Self::new(SiteConfig { meter_proven: true, ..config });
        for (asset, _) in &assets {
            rig.feed(Input::Asset(asset.clone()));
        }
        for (asset, w) in &assets {
            rig.state(asset, *w);
        }
        rig
    }

    pub(crate) fn feed(&mut self, input: Input) {
        let mut out = Vec::new();
        self.site.step(self.now, input, &mut out);
        for output in &out {
            match output {
                Output::Setpoint(s) => self.setpoints.push(s.clone()),
                Output::Transition(t) => self.transitions.push(t.clone()),
                Output::Commit(r) => self.records.extend(r.iter().cloned()),
                Output::Alarm(a) => self.alarms.push(a.clone()),
                _ => {}
            }
        }
        self.last = out;
    }

    /// To `second` after [`T0`], both clocks, with a timer each second.
    pub(crate) fn to(&mut self, second: i64) {
        while self.now.wall < Millis((T0 + second) * 1_000) {
            self.pass(1_000);
            self.feed(Input::Timer);
        }
    }

    pub(crate) fn pass(&mut self, ms: u64) {
        self.now.wall = self.now.wall.plus_ms(ms as i64);
        self.now.mono = self.now.mono.plus_ms(ms);
    }

    pub(crate) fn state(&mut self, asset: &Asset, w: i64) {
        self.assets.retain(|(held, _)| held.id != asset.id);
        self.assets.push((asset.clone(), w));
        self.feed(Input::AssetState(state(asset, w, self.now.mono)));
    }

    /// A sample of the meter while the assets stand still: they are read a quarter of a second before and after it.
    pub(crate) fn meter(&mut self, w: i64) {
        self.pass(250);
        self.sample(w);
        self.pass(250);
        for (asset, w) in self.assets.clone() {
            self.state(&asset, w);
        }
    }

    /// A sample of the meter alone.
    pub(crate) fn sample(&mut self, w: i64) {
        self.feed(Input::Reading(Reading {
            source: ReadingSource::Site(site_id()),
            at: self.now.wall,
            mono: self.now.mono,
            quality: Quality::Good,
            w: Watts(w),
            var: None,
            voltage: None,
            frequency: None,
            exported: None,
            imported: None,
            stored: None,
        }));
    }

    /// The command that an asset was last sent.
    pub(crate) fn command(&self, name: &str) -> AssetCommand {
        self.sent(name).command.clone()
    }

    pub(crate) fn sent(&self, name: &str) -> &Setpoint {
        let id = asset_id(name);
        let mut sent = self.setpoints.iter().rev();
        sent.find(|s| s.asset == id).expect("a setpoint for the asset")
    }

    pub(crate) fn limit(&self, name: &str) -> i64 {
        self.command(name).limit_w.expect("a limit").0
    }

    pub(crate) fn set(&self, name: &str) -> i64 {
        self.command(name).set_w.expect("a power").0
    }

    /// What was said of an event, in order.
    pub(crate) fn life(&self, n: u8) -> Vec<&'static str> {
        let own = self.transitions.iter().filter(|t| t.event.mrid == mrid(n));
        own.map(|t| word(&t.kind)).collect()
    }

    /// What was said of all events, in order.
    pub(crate) fn said(&self) -> Vec<(u8, &'static str)> {
        let all = self.transitions.iter();
        all.map(|t| (t.event.mrid.0[0], word(&t.kind))).collect()
    }

    pub(crate) fn alarm_stands(&self, kind: &AlarmKind) -> bool {
        let mut own = self.alarms.iter().rev();
        own.find(|a| a.kind == *kind).is_some_and(|a| a.raised)
    }
}

pub(crate) fn state(asset: &Asset, w: i64, read_at: Mono) -> AssetState {
    AssetState {
        asset: asset.id.clone(),
        read_at,
        online: true,
        local: false,
        w: Watts(w),
        var: Vars(0),
        var_available: None,
        connect: ConnectState::default(),
        operating: OperatingState::Operational,
        faults: FaultBits(0),
        battery: (asset.kind == AssetKind::Battery).then_some(BatteryState {
            soc: CentiPercent(5_000),
            charge_limit: asset.rating.max_charge_w,
            discharge_limit: asset.rating.max_w,
        }),
        reverts_in: None,
    }
}

pub(crate) fn word(kind: &TransitionKind) -> &'static str {
    match kind {
        TransitionKind::Received => "received",
        TransitionKind::Started => "started",
        TransitionKind::Completed => "completed",
        TransitionKind::Cancelled => "cancelled",
        TransitionKind::Superseded { .. } => "superseded",
        TransitionKind::Resumed => "resumed",
        TransitionKind::AbortedByProgram { .. } => "aborted",
        TransitionKind::NotSupported { .. } => "not supported",
        TransitionKind::RejectedParameter => "bad parameter",
        TransitionKind::RejectedInvalid => "invalid",
        TransitionKind::RejectedExpired => "expired",
    }
}
