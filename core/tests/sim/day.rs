//! One day: the world moves in ticks, the engine also at its own wake-ups, and the rules are asserted after each.

use super::plant::{Plant, site_id};
use super::server::{Dice, Server, upstream};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tieline_core::engine::{Input, Output, Site, SiteConfig, Upstream};
use tieline_core::model::*;

/// The world's tick in milliseconds; the meter is read once a tick.
const TICK_MS: u64 = 20_000;
/// A reading is stale after this time.
const STALE_MS: u64 = 45_000;
const LEASE_MS: u64 = 60_000;
/// A fault may show at the meter for this long: until it is noticed, and a lease after.
const FAULT_SHOWS_MS: u64 = STALE_MS + LEASE_MS + 2 * TICK_MS;
const T0: i64 = 1_800_000_000_000;
const DAY_MS: u64 = 86_400_000;
/// What a device's rounding and the deadband may leave over a limit.
const TOLERANCE_W: i64 = 150;

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) steps: u64,
    pub(crate) restarts: u64,
    pub(crate) faults: u64,
    pub(crate) transitions: usize,
}

pub(crate) struct Day {
    seed: u64,
    dice: Dice,
    server: Server,
    plant: Plant,
    /// `None` while the gateway is down.
    site: Option<Site>,
    boot_at: u64,
    mono: u64,
    wall: i64,
    wake: u64,
    durable: Vec<Record>,
    said: BTreeSet<(Mrid, String)>,
    /// Export limits of the last lease and fault, with their time.
    limits: VecDeque<(u64, i64)>,
    fault_until: u64,
    over_since: Option<u64>,
    /// The limit that a restart may not loosen before the server is heard.
    before_crash: Option<i64>,
    reverts: BTreeMap<AssetId, i64>,
    turned: Option<(bool, u64)>,
    restoring: bool,
    restarts: u64,
    faults: u64,
    steps: u64,
}

const OPEN: i64 = i64::MAX;

impl Day {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let server = Server::new(&mut dice);
        Self {
            seed,
            server,
            dice,
            plant: Plant::new(),
            site: None,
            boot_at: 0,
            mono: 0,
            wall: T0,
            wake: 0,
            durable: Vec::new(),
            said: BTreeSet::new(),
            limits: VecDeque::new(),
            fault_until: 0,
            over_since: None,
            before_crash: None,
            reverts: BTreeMap::new(),
            turned: None,
            restoring: false,
            restarts: 0,
            faults: 0,
            steps: 0,
        }
    }

    pub(crate) fn run(mut self, tally: &mut Tally) {
        self.boot();
        let mut tick = TICK_MS;
        while self.mono < DAY_MS {
            let next = if self.site.is_some() { tick.min(self.wake.max(self.mono + 1)) } else { tick };
            self.wall += (next - self.mono) as i64;
            self.mono = next;
            if next == tick {
                tick += TICK_MS;
                self.tick();
            } else {
                self.feed(Input::Timer);
            }
            self.check();
        }
        tally.steps += self.steps;
        tally.restarts += self.restarts;
        tally.faults += self.faults;
        tally.transitions += self.said.len();
    }

    fn tick(&mut self) {
        self.plant.live(&mut self.dice, (self.mono / 1_000) as i64);
        self.break_something();
        if self.site.is_none() && self.boot_at <= self.mono {
            self.boot();
        }
        let t = self.wall / 1_000;
        if self.dice.one_in(60) {
            self.server.live(&mut self.dice, t);
        }
        if self.mono.is_multiple_of(300_000) {
            self.server.poll(&mut self.dice, t);
        }
        for set in self.server.arrived(t) {
            if self.site.is_some() {
                self.before_crash = None;
            }
            self.feed(Input::Programs(set));
        }
        for state in self.plant.states(self.mono) {
            self.feed(Input::AssetState(state));
        }
        if let Some(reading) = self.plant.reading(self.wall, self.mono) {
            self.feed(Input::Reading(reading));
        }
    }

    fn break_something(&mut self) {
        let length = 20_000 + self.dice.roll(600_000) as u64;
        match self.dice.roll(1_500) {
            0 => return self.crash(length),
            1 => self.plant.silent_until = self.mono + length,
            2 => self.plant.stuck_until = self.mono + length,
            3 => {
                let i = self.dice.roll(3) as usize;
                self.plant.devices[i].stalled_until = self.mono + length;
            }
            4 => self.wall += (self.dice.roll(7_200) - 3_600) * 1_000,
            _ => return,
        }
        self.fault(length);
    }

    fn fault(&mut self, length: u64) {
        self.faults += 1;
        self.fault_until = self.fault_until.max(self.mono + length + FAULT_SHOWS_MS);
    }

    fn crash(&mut self, length: u64) {
        if let Some(site) = self.site.take() {
            self.before_crash = site.limits(Mono(self.mono)).export.map(|w| w.0);
            self.boot_at = self.mono + length;
            self.restarts += 1;
            self.fault(length);
        }
    }

    fn boot(&mut self) {
        let mut config = SiteConfig::new(site_id(), Watts(10_000), Watts(5_000));
        config.upstreams = vec![Upstream { id: upstream(), edition_2023: false }];
        config.stale_ms = STALE_MS;
        config.meter_proven = self.seed.is_multiple_of(2);
        config.seed = self.dice.roll(i64::MAX) as u64;
        config.view_ms = 0;
        self.site = Some(Site::new(config));
        self.restoring = true;
        self.feed(Input::Restored(self.durable.clone()));
        self.restoring = false;
        for device in 0..self.plant.devices.len() {
            self.feed(Input::Asset(self.plant.devices[device].asset.clone()));
        }
    }

    /// One step; now and then the power goes in the middle of its outputs.
    fn feed(&mut self, input: Input) {
        let Some(site) = &mut self.site else { return };
        let mut out = Vec::new();
        let now = Now { wall: Millis(self.wall), mono: Mono(self.mono) };
        site.step(now, input, &mut out);
        self.steps += 1;
        let cut = self.dice.one_in(20_000).then(|| self.dice.roll(1 + out.len() as i64) as usize);
        let carried = cut.unwrap_or(out.len());
        for output in out.into_iter().take(carried) {
            self.carry(output);
        }
        if cut.is_some() {
            let known = self.limits.back().map(|(_, w)| *w).filter(|w| *w != OPEN);
            self.crash(30_000);
            // The step itself may have loosened it, and stored so before the cut.
            let after = self.before_crash;
            self.before_crash = known.and_then(|known| Some(after?.max(known)));
        }
    }

    fn carry(&mut self, output: Output) {
        match output {
            Output::Setpoint(setpoint) => self.carry_setpoint(&setpoint),
            Output::Commit(records) => self.commit(records),
            Output::Transition(t) => {
                let word = format!("{:?}", t.kind);
                let kind = word.split(' ').next().unwrap_or_default().to_owned();
                if t.kind == TransitionKind::Completed && !self.restoring {
                    self.before_crash = None;
                }
                assert!(self.said.insert((t.event.mrid, kind)), "seed {}: said twice: {t:?}", self.seed);
            }
            Output::WakeAt(at) => self.wake = at.0,
            _ => {}
        }
    }

    /// The store: a record replaces the one of the same name.
    fn commit(&mut self, records: Vec<Record>) {
        for record in records {
            self.durable.retain(|held| !same_name(held, &record));
            self.durable.push(record);
        }
    }

    fn carry_setpoint(&mut self, setpoint: &Setpoint) {
        let seed = self.seed;
        assert!((30..=60).contains(&setpoint.lease.seconds), "seed {seed}: r2 a lease");
        assert_eq!(setpoint.lease.revert_set_w, Watts::ZERO, "seed {seed}: r2 a battery reverts to 0");
        assert!(!setpoint.causes.is_empty(), "seed {seed}: r9 every watt is explained");
        if let Some(w) = setpoint.command.set_w {
            assert!((-4_000..=4_500).contains(&w.0), "seed {seed}: r11f {w} is outside the BMS's limits");
            self.check_turn(w.0);
        }
        if setpoint.command.limit_w.is_some() {
            self.reverts.insert(setpoint.asset.clone(), setpoint.lease.revert_limit_w.0);
        }
        self.plant.obey(setpoint, self.mono);
    }

    fn check_turn(&mut self, w: i64) {
        if w == 0 {
            return;
        }
        if let Some((out, at)) = self.turned {
            let flips = out != (w > 0);
            let rested = self.mono - at >= 30_000;
            assert!(
                !flips || rested || self.mono < self.fault_until,
                "seed {}: r11f no dwell at {}",
                self.seed,
                self.mono
            );
        }
        self.turned = Some((w > 0, self.mono));
    }

    fn check(&mut self) {
        let Some(site) = &self.site else { return };
        let limits = site.limits(Mono(self.mono));
        let limit = limits.export.map_or(OPEN, |w| w.0);
        if let Some(before) = self.before_crash {
            assert!(limit <= before, "seed {} at {}: r11c {limit} W after {before} W", self.seed, self.mono);
        }
        self.check_reversions(limit);
        self.check_export(limit);
    }

    fn check_reversions(&self, limit: i64) {
        let together: i64 = self.reverts.values().sum();
        let quiet = self.mono >= self.fault_until;
        let over = quiet && limit != OPEN && together > limit + TOLERANCE_W;
        assert!(!over, "seed {} at {}: r2 reversions of {together} W over {limit} W", self.seed, self.mono);
    }

    /// Export is at or under the limit; while a fault lasts, under the loosest limit since it began.
    fn check_export(&mut self, limit: i64) {
        let since = self.mono.saturating_sub(FAULT_SHOWS_MS);
        self.limits.push_back((self.mono, limit));
        let quiet = self.mono >= self.fault_until;
        while quiet && self.limits.front().is_some_and(|(at, _)| *at + TICK_MS < since.max(1)) {
            self.limits.pop_front();
        }
        let loosest = self.limits.iter().map(|(_, w)| *w).max().unwrap_or(OPEN);
        let bound = if quiet { limit } else { loosest };
        let export = self.plant.export(self.mono);
        if bound == OPEN || export <= bound + TOLERANCE_W {
            self.over_since = None;
            return;
        }
        let over = self.mono - *self.over_since.get_or_insert(self.mono);
        let allowed = if quiet { 2 * TICK_MS } else { FAULT_SHOWS_MS };
        assert!(over <= allowed, "seed {} at {}: {export} W over {bound} W for {over} ms", self.seed, self.mono);
    }
}

/// Whether `new` replaces `held` in the store.
fn same_name(held: &Record, new: &Record) -> bool {
    match (held, new) {
        (Record::Programs(a), Record::Programs(b)) => a.upstream == b.upstream,
        (Record::Draw { event: a, .. }, Record::Draw { event: b, .. }) => a == b,
        (Record::Life(a), Record::Life(b)) => a.event == b.event && a.kind == b.kind,
        (Record::Memo { owner: a, name: n, .. }, Record::Memo { owner: b, name: m, .. }) => a == b && n == m,
        _ => false,
    }
}
