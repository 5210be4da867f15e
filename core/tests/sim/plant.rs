//! The site's hardware, as simple as it can be: commands with leases, reversions, load, a meter.

use super::server::Dice;
use tieline_core::model::*;

/// A device that does what it is told while its lease lives.
pub(crate) struct Device {
    pub(crate) asset: Asset,
    command: Option<(AssetCommand, Lease, u64)>,
    /// Until when it does not answer.
    pub(crate) stalled_until: u64,
}

/// PV, storage, load and meter.
pub(crate) struct Plant {
    pub(crate) devices: Vec<Device>,
    pub(crate) sun: i64,
    pub(crate) load: i64,
    /// Until when the meter is silent, or shows the same again and again.
    pub(crate) silent_until: u64,
    pub(crate) stuck_until: u64,
    stuck: Option<Reading>,
    ticks: i64,
}

pub(crate) fn site_id() -> SiteId {
    SiteId::new("home").expect("a name")
}

fn device(name: &str, kind: AssetKind, max_w: i64) -> Device {
    let storage = kind == AssetKind::Battery;
    Device {
        asset: Asset {
            id: AssetId::new(name).expect("a name"),
            kind,
            rating: Rating {
                max_w: Watts(max_w),
                max_charge_w: Watts(if storage { max_w } else { 0 }),
                max_va: max_w,
                ..Rating::default()
            },
            capability: GridCapability { limit_w: true, set_w: storage, energize: true, ..GridCapability::default() },
            reversion: Reversion::Value,
        },
        command: None,
        stalled_until: 0,
    }
}

impl Plant {
    pub(crate) fn new() -> Self {
        Self {
            devices: vec![
                device("battery", AssetKind::Battery, 5_000),
                device("east", AssetKind::Pv, 6_000),
                device("west", AssetKind::Pv, 3_000),
            ],
            sun: 0,
            load: 500,
            silent_until: 0,
            stuck_until: 0,
            stuck: None,
            ticks: 0,
        }
    }

    /// The weather and the house move on; `second` of the day.
    pub(crate) fn live(&mut self, dice: &mut Dice, second: i64) {
        self.ticks += 1;
        let noon = 43_200;
        let height = (21_600 - (second - noon).abs()).max(0);
        let cloud = 4 + dice.roll(6);
        self.sun = height * 100 / 21_600 * cloud / 10;
        if dice.one_in(8) {
            self.load = 200 + dice.roll(40) * 100;
        }
    }

    pub(crate) fn obey(&mut self, setpoint: &Setpoint, mono: u64) {
        let device = self.devices.iter_mut().find(|d| d.asset.id == setpoint.asset);
        if let Some(device) = device.filter(|d| d.stalled_until <= mono) {
            device.command = Some((setpoint.command.clone(), setpoint.lease, mono));
        }
    }

    pub(crate) fn power(&self, device: &Device, mono: u64) -> i64 {
        let Some((command, lease, at)) = &device.command else { return 0 };
        let alive = mono - at <= u64::from(lease.seconds) * 1_000;
        let off = alive && command.energize == Some(false);
        let sun = device.asset.rating.max_w.0 * self.sun / 100;
        match device.asset.kind {
            _ if off => 0,
            AssetKind::Battery if alive => command.set_w.map_or(0, |w| w.0),
            AssetKind::Battery => lease.revert_set_w.0,
            _ if alive => command.limit_w.map_or(sun, |limit| sun.min(limit.0)),
            _ => sun.min(lease.revert_limit_w.0),
        }
    }

    /// What really flows to the grid.
    pub(crate) fn export(&self, mono: u64) -> i64 {
        let generated: i64 = self.devices.iter().map(|d| self.power(d, mono)).sum();
        generated - self.load
    }

    pub(crate) fn states(&self, mono: u64) -> Vec<AssetState> {
        self.devices.iter().map(|d| self.state(d, mono)).collect()
    }

    fn state(&self, device: &Device, mono: u64) -> AssetState {
        let online = device.stalled_until <= mono;
        AssetState {
            asset: device.asset.id.clone(),
            read_at: Mono(mono),
            online,
            local: false,
            w: Watts(self.power(device, mono)),
            var: Vars(0),
            var_available: None,
            connect: ConnectState::default(),
            operating: OperatingState::Operational,
            faults: FaultBits(0),
            battery: (device.asset.kind == AssetKind::Battery).then_some(BatteryState {
                soc: CentiPercent(5_000),
                charge_limit: Watts(4_000),
                discharge_limit: Watts(4_500),
            }),
            reverts_in: None,
        }
    }

    /// What the meter shows, if anything.
    pub(crate) fn reading(&mut self, wall: i64, mono: u64) -> Option<Reading> {
        if self.silent_until > mono {
            return None;
        }
        let (at, stamp) = (Millis(wall), Mono(mono));
        if self.stuck_until > mono {
            let held = self.stuck.clone()?;
            return Some(Reading { at, mono: stamp, ..held });
        }
        let reading = Reading {
            source: ReadingSource::Site(site_id()),
            at,
            mono: stamp,
            quality: Quality::Good,
            w: Watts(self.export(mono)),
            var: None,
            voltage: Some(Millivolts(230_000 + self.ticks % 997)),
            frequency: None,
            exported: None,
            imported: None,
            stored: None,
        };
        self.stuck = Some(reading.clone());
        Some(reading)
    }
}
