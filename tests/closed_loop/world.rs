//! A gateway at its plant under virtual time: the engine, a driver a device, the simulated site, and a network that takes
//! as long as the seed says. The machines are those of the field; only clocks and sockets are replaced.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use tieline::assets::modbus::{ModbusFault, ModbusReply};
use tieline::assets::sim::day::{Day, DeviceKind, FaultKind, FaultSpec};
use tieline::assets::sim::log::{Row, Sample};
use tieline::assets::sim::noise::Rng;
use tieline::assets::sim::plant::{Link, METER, Plant};
use tieline::assets::sunspec::{self, Driver, MeterSign, Settings};
use tieline_core::engine::{self, Site, SiteConfig, Upstream};
use tieline_core::model::*;

/// The wall clock when a day begins.
const T0_MS: i64 = 1_800_000_000_000;
/// Between two polls of the utility.
const POLL_MS: u64 = 3_000;

/// What a driver asked of its device.
#[derive(Debug)]
enum Ask {
    Read { address: u16, count: u16 },
    Write { address: u16, values: Vec<u16> },
}

/// Something on its way; `run` is the run of the gateway that it belongs to.
#[derive(Debug)]
enum Event {
    /// A request arrives at a device.
    Arrives { run: u32, device: usize, id: u64, ask: Ask },
    /// An answer arrives at a driver.
    Answers { run: u32, device: usize, id: u64, result: Result<ModbusReply, ModbusFault> },
    /// The utility is asked.
    Poll { run: u32 },
}

/// A driver and its wake-up.
struct Slot {
    name: String,
    driver: Option<Driver>,
    wake: u64,
}

/// How slow the network is, drawn once a world.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Network {
    /// One way, in milliseconds, at least and at most.
    pub(crate) way_ms: (i64, i64),
    /// Share of ways that take ten times as long.
    pub(crate) slow_percent: i64,
    /// After this many seconds without an answer a request has timed out.
    pub(crate) timeout_s: u64,
}

/// A house in virtual time.
pub(crate) struct World {
    plant: Plant,
    rows: Vec<Row>,
    slots: Vec<Slot>,
    site: Option<Site>,
    site_wake: u64,
    config: SiteConfig,
    settings: Vec<Settings>,
    programs: ProgramSet,
    /// Whether the utility answers.
    pub(crate) utility: bool,
    durable: BTreeMap<String, Record>,
    queue: BinaryHeap<Reverse<(u64, u64, usize)>>,
    events: BTreeMap<usize, Event>,
    made: usize,
    run: u32,
    now_ms: u64,
    rng: Rng,
    network: Network,
    /// Write requests that reached a device.
    pub(crate) writes: usize,
}

fn settings_of(day: &Day, site: &SiteId) -> Vec<Settings> {
    let settings = |name: &str, kind| Settings {
        asset: AssetId::new(name).expect("a name"),
        site: site.clone(),
        kind,
        poll_ms: 1_000,
        meter_sign: MeterSign::ImportPositive,
        installer_limit: None,
        isolating_contact: false,
        ride_through: None,
    };
    let devices = day.devices.iter().map(|device| match device.kind {
        DeviceKind::Pv => settings(&device.id, AssetKind::Pv),
        DeviceKind::Battery => settings(&device.id, AssetKind::Battery),
    });
    std::iter::once(settings(METER, AssetKind::SiteMeter)).chain(devices).collect()
}

fn config_of(day: &Day, settings: &[Settings], site: SiteId, lease_s: u16) -> SiteConfig {
    let rated: f64 = day.devices.iter().map(|device| device.max_w).sum();
    let stored: f64 = day.devices.iter().filter(|d| d.kind == DeviceKind::Battery).map(|d| d.max_w).sum();
    let upstream = Upstream { id: upstream(), edition_2023: false };
    SiteConfig {
        assets: settings.iter().map(|settings| settings.asset.clone()).collect(),
        upstreams: vec![upstream],
        lease_s,
        meter_proven: true,
        view_ms: 0,
        seed: 7,
        ..SiteConfig::new(site, Watts(rated as i64), Watts(stored as i64))
    }
}

pub(crate) fn upstream() -> UpstreamId {
    UpstreamId::new("utility").expect("a name")
}

impl World {
    /// The house of `day`; the gateway is up, and asks the utility, which has no program yet.
    pub(crate) fn new(day: &Day, seed: u64, lease_s: u16, network: Network) -> Self {
        let site = SiteId::new("home").expect("a name");
        let settings = settings_of(day, &site);
        let mut world = Self {
            plant: Plant::new(day, seed).expect("a plant"),
            rows: Vec::new(),
            slots: Vec::new(),
            site: None,
            site_wake: u64::MAX,
            config: config_of(day, &settings, site, lease_s),
            settings,
            programs: ProgramSet {
                upstream: upstream(),
                server_offset: Seconds(0),
                complete: true,
                edition_2023: false,
                programs: Vec::new(),
            },
            utility: true,
            durable: BTreeMap::new(),
            queue: BinaryHeap::new(),
            events: BTreeMap::new(),
            made: 0,
            run: 0,
            now_ms: 0,
            rng: Rng::new(seed ^ 0x5EED),
            network,
            writes: 0,
        };
        world.boot();
        world
    }

    /// What the utility shows from its next poll on; times are seconds of the day.
    pub(crate) fn show(&mut self, programs: Vec<Program>) {
        self.programs.programs = programs;
    }

    /// Seconds of the day as the utility's time.
    pub(crate) fn utc(at_s: i64) -> UtcSeconds {
        UtcSeconds(T0_MS / 1_000 + at_s)
    }

    fn t(&self) -> f64 {
        self.now_ms as f64 / 1_000.0
    }

    fn now(&self) -> Now {
        Now { wall: Millis(T0_MS + self.now_ms as i64), mono: Mono(self.now_ms) }
    }

    /// Starts the gateway from what was stored.
    pub(crate) fn boot(&mut self) {
        self.run += 1;
        self.site = Some(Site::new(self.config.clone()));
        self.slots = self
            .settings
            .iter()
            .map(|settings| Slot {
                name: settings.asset.to_string(),
                driver: Some(Driver::new(settings.clone())),
                wake: u64::MAX,
            })
            .collect();
        self.feed_site(engine::Input::Restored(self.durable.values().cloned().collect()));
        (0..self.slots.len()).for_each(|device| self.feed_driver(device, sunspec::Input::Start));
        self.push(200, Event::Poll { run: self.run });
    }

    /// Ends the gateway without a word.
    pub(crate) fn kill(&mut self) {
        self.run += 1;
        self.site = None;
        self.site_wake = u64::MAX;
        self.slots.iter_mut().for_each(|slot| (slot.driver, slot.wake) = (None, u64::MAX));
    }

    pub(crate) fn fault(&mut self, device: &str, kind: FaultKind) {
        let fault =
            FaultSpec { device: device.to_owned(), kind, at_s: self.t(), until_s: None, value: None, point: None };
        self.plant.inject(&fault, &mut self.rows).expect("a fault");
    }

    pub(crate) fn clear(&mut self, device: &str, kind: FaultKind) {
        self.plant.clear(device, kind, None, &mut self.rows).expect("a fault");
    }

    fn push(&mut self, after_ms: u64, event: Event) {
        self.made += 1;
        self.queue.push(Reverse((self.now_ms + after_ms, self.made as u64, self.made)));
        self.events.insert(self.made, event);
    }

    fn way_ms(&mut self) -> u64 {
        let slow = self.rng.percent(self.network.slow_percent);
        let ms = self.rng.whole(self.network.way_ms.0, self.network.way_ms.1) as u64;
        if slow { ms * 10 } else { ms }
    }

    /// Lives until `t_s` of the day.
    pub(crate) fn until(&mut self, t_s: f64) {
        let end = (t_s * 1_000.0) as u64;
        loop {
            let queued = self.queue.peek().map_or(u64::MAX, |Reverse((at, ..))| *at);
            let woken = self.slots.iter().map(|slot| slot.wake).min().unwrap_or(u64::MAX);
            let next = queued.min(woken).min(self.site_wake).max(self.now_ms);
            if next > end {
                break;
            }
            self.now_ms = next;
            self.plant.advance_to(next, &mut self.rows).expect("moves on");
            self.happen();
        }
        self.now_ms = end;
        self.plant.advance_to(end, &mut self.rows).expect("moves on");
    }

    fn happen(&mut self) {
        if let Some(Reverse((_, _, key))) = self.queue.peek().filter(|Reverse((at, ..))| *at <= self.now_ms).copied() {
            self.queue.pop();
            let event = self.events.remove(&key).expect("queued once");
            return self.carry(event);
        }
        if let Some(device) = self.slots.iter().position(|slot| slot.wake <= self.now_ms) {
            self.slots[device].wake = u64::MAX;
            return self.feed_driver(device, sunspec::Input::Timer);
        }
        if self.site_wake <= self.now_ms {
            self.site_wake = u64::MAX;
            self.feed_site(engine::Input::Timer);
        }
    }

    fn carry(&mut self, event: Event) {
        match event {
            Event::Poll { run } if run == self.run => {
                if self.utility {
                    self.feed_site(engine::Input::Programs(self.programs.clone()));
                }
                self.push(POLL_MS, Event::Poll { run });
            }
            Event::Arrives { run, device, id, ask } => self.arrive(run, device, id, ask),
            Event::Answers { run, device, id, result } if run == self.run => {
                self.feed_driver(device, sunspec::Input::Reply { id, result });
            }
            _ => {}
        }
    }

    fn arrive(&mut self, run: u32, device: usize, id: u64, ask: Ask) {
        let name = self.slots[device].name.clone();
        let (after, result) = match self.plant.link(&name) {
            Link::Stalls => (self.network.timeout_s * 1_000, Err(ModbusFault::Timeout)),
            Link::Refuses => (1, Err(ModbusFault::Disconnected("refused".to_owned()))),
            Link::Answers(late) => (late + self.way_ms(), self.answer(&name, ask)),
        };
        self.push(after, Event::Answers { run, device, id, result });
    }

    fn answer(&mut self, name: &str, ask: Ask) -> Result<ModbusReply, ModbusFault> {
        match ask {
            Ask::Read { address, count } => {
                let read = self.plant.read(name, address, count);
                read.map(ModbusReply::Registers).map_err(|refusal| ModbusFault::Exception(refusal.code()))
            }
            Ask::Write { address, values } => {
                self.writes += 1;
                let written = self.plant.write(name, address, &values, &mut self.rows);
                written.map(|()| ModbusReply::Written).map_err(|refusal| ModbusFault::Exception(refusal.code()))
            }
        }
    }

    fn feed_site(&mut self, input: engine::Input) {
        let now = self.now();
        let Some(site) = &mut self.site else { return };
        let mut out = Vec::new();
        site.step(now, input, &mut out);
        for output in out {
            match output {
                engine::Output::Setpoint(setpoint) => {
                    let device = self.slots.iter().position(|slot| slot.name == setpoint.asset.as_str());
                    self.feed_driver(device.expect("a device"), sunspec::Input::Setpoint(setpoint));
                }
                engine::Output::Commit(records) => records.into_iter().for_each(|record| self.store(record)),
                engine::Output::WakeAt(Mono(at)) => self.site_wake = at,
                engine::Output::Alarm(_) | engine::Output::Transition(_) | engine::Output::View(_) => {}
            }
        }
    }

    /// The store: a record replaces the one of the same name.
    fn store(&mut self, record: Record) {
        let name = match &record {
            Record::Programs(set) => format!("programs/{}", set.upstream),
            Record::Draw { event, .. } => format!("draw/{event:?}"),
            Record::Life(transition) => format!("life/{:?}/{:?}", transition.event, transition.kind),
            Record::Memo { owner, name, .. } => format!("memo/{owner}/{name}"),
            _ => return,
        };
        self.durable.insert(name, record);
    }

    fn feed_driver(&mut self, device: usize, input: sunspec::Input) {
        let (now, run) = (self.now(), self.run);
        let Some(driver) = &mut self.slots[device].driver else { return };
        let mut out = Vec::new();
        driver.step(now, input, &mut out);
        for output in out {
            let ask = match output {
                sunspec::Output::Read { id, address, count } => Some((id, Ask::Read { address, count })),
                sunspec::Output::Write { id, address, values } => Some((id, Ask::Write { address, values })),
                sunspec::Output::WakeAt(Mono(at)) => {
                    self.slots[device].wake = at;
                    None
                }
                sunspec::Output::Discovered(asset) => self.inform(engine::Input::Asset(asset)),
                sunspec::Output::State(state) => self.inform(engine::Input::AssetState(state)),
                sunspec::Output::Reading(reading) => self.inform(engine::Input::Reading(reading)),
                sunspec::Output::Result(result) => self.inform(engine::Input::Result(result)),
                sunspec::Output::Alarm(_) => None,
            };
            if let Some((id, ask)) = ask {
                let way = self.way_ms();
                self.push(way, Event::Arrives { run, device, id, ask });
            }
        }
    }

    fn inform(&mut self, input: engine::Input) -> Option<(u64, Ask)> {
        self.feed_site(input);
        None
    }

    fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.rows.iter().filter_map(|row| if let Row::Sample(sample) = row { Some(sample) } else { None })
    }

    /// Averages of the whole seconds lived so far, each with its second.
    pub(crate) fn seconds(&self, reads: impl Fn(&Sample) -> f64) -> Vec<(i64, f64)> {
        let mut sums: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        for sample in self.samples() {
            let (sum, count) = sums.entry(sample.t.floor() as i64).or_default();
            (*sum, *count) = (*sum + reads(sample), *count + 1.0);
        }
        sums.into_iter().map(|(second, (sum, count))| (second, sum / count)).collect()
    }
}
