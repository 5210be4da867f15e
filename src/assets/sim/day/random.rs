//! Days at random, each from its seed: sane, short, and with the limits mostly binding.

use super::{
    ControlScript, Day, DefaultScript, DeviceKind, DeviceSpec, EventScript, Level, LoadSpec, ProgramScript, SiteSpec,
    UtilityScript, Weather,
};
use crate::assets::sim::noise::Rng;
use tieline_core::model::Mrid;

impl Day {
    /// The day of this seed: 120 to 300 seconds, one or two inverters, mostly a battery, one to three programs of
    /// different rank and two to eight events. The same seed is the same day.
    pub fn random(seed: u64) -> Self {
        let mut rng = Rng::new(seed ^ 0xDA7);
        let seconds = rng.whole(120, 300);
        let devices = devices(&mut rng);
        let rated_w = devices.iter().map(|device| device.max_w as i64).sum();
        let utility = utility(&mut rng, seconds, rated_w);
        Self {
            name: format!("random-{seed}"),
            seconds: u32::try_from(seconds).unwrap_or(300),
            site: SiteSpec::default(),
            weather: Weather {
                start_hour: rng.whole(8, 14) as f64,
                sun_speed: rng.whole(10, 60) as f64,
                cloud_cover: rng.whole(0, 4) as f64 / 10.0,
                cloud_s: rng.whole(5, 30) as f64,
            },
            load: load(&mut rng, seconds),
            devices,
            faults: Vec::new(),
            utility,
        }
    }
}

fn devices(rng: &mut Rng) -> Vec<DeviceSpec> {
    let inverters = rng.whole(1, 2);
    let pv = |number: i64, rng: &mut Rng| {
        DeviceSpec::new(&format!("pv-{number}"), DeviceKind::Pv, (rng.whole(6, 20) * 500) as f64)
    };
    let mut devices: Vec<_> = (1..=inverters).map(|number| pv(number, rng)).collect();
    if rng.percent(75) {
        let max_w = (rng.whole(4, 12) * 500) as f64;
        let soc_pct = rng.whole(30, 80) as f64;
        devices.push(DeviceSpec { soc_pct, ..DeviceSpec::new("battery", DeviceKind::Battery, max_w) });
    }
    devices
}

fn load(rng: &mut Rng, seconds: i64) -> LoadSpec {
    let mut at: Vec<_> = (0..rng.whole(1, 6)).map(|_| rng.whole(5, seconds - 5)).collect();
    at.sort_unstable();
    let steps = at.into_iter().map(|at_s| Level { at_s: at_s as f64, value: (rng.whole(2, 30) * 100) as f64 });
    LoadSpec { steps: steps.collect(), base_w: (rng.whole(3, 15) * 100) as f64, noise_w: 40.0, var_per_w: 0.1 }
}

fn utility(rng: &mut Rng, seconds: i64, rated_w: i64) -> UtilityScript {
    let mut primacy = 0;
    let mut programs = Vec::new();
    for number in 1..=rng.whole(1, 3) {
        primacy += rng.whole(1, 5) as u8;
        let default = (number == 1 || rng.percent(50)).then(|| default(rng, rated_w));
        let description = format!("Program {number}");
        programs.push(ProgramScript { mrid: mrid(rng), description, primacy, default });
    }
    let names: Vec<Mrid> = programs.iter().map(|program| program.mrid).collect();
    let events = (0..rng.whole(2, 8)).map(|_| event(rng, &names, seconds, rated_w)).collect();
    UtilityScript { programs, events, curves: Vec::new() }
}

fn default(rng: &mut Rng, rated_w: i64) -> DefaultScript {
    let limit = rated_w * rng.whole(30, 90) / 100;
    DefaultScript {
        mrid: mrid(rng),
        setGradW: Some(rng.whole(5, 30) as u16 * 100),
        setSoftGradW: None,
        setESDelay: None,
        setESRampTms: None,
        setESRandomDelay: None,
        control: ControlScript { opModExpLimW: Some(limit), ..ControlScript::default() },
    }
}

fn event(rng: &mut Rng, programs: &[Mrid], seconds: i64, rated_w: i64) -> EventScript {
    let start_s = rng.whole(15, seconds - 30);
    let duration_s = rng.whole(10, 60);
    let created_s = start_s - rng.whole(8, 40);
    let cancelled = rng.percent(20);
    let randomized = rng.percent(20);
    let program = rng.whole(0, programs.len() as i64 - 1) as usize;
    EventScript {
        mrid: mrid(rng),
        program: programs.get(program).copied().unwrap_or(Mrid([0; 16])),
        description: String::new(),
        created_s,
        start_s,
        duration_s: duration_s as u32,
        randomize_start_s: if randomized { rng.whole(-5, 5) as i32 } else { 0 },
        randomize_duration_s: if randomized { rng.whole(-5, 5) as i32 } else { 0 },
        cancel_at_s: cancelled.then(|| rng.whole(created_s + 4, start_s + duration_s - 1)),
        cancel_randomized: false,
        response_required: 3,
        control: control(rng, rated_w),
    }
}

fn control(rng: &mut Rng, rated_w: i64) -> ControlScript {
    let none = ControlScript::default();
    let watts = Some(rated_w * rng.whole(0, 80) / 100);
    match rng.whole(0, 9) {
        0..=3 => ControlScript { opModExpLimW: watts, ..none },
        4 | 5 => ControlScript { opModGenLimW: watts, ..none },
        6 => ControlScript { opModMaxLimW: Some(rng.whole(0, 90) as u16 * 100), ..none },
        7 => ControlScript { opModFixedW: Some(rng.whole(5, 60) as i16 * 100), ..none },
        8 => ControlScript { opModExpLimW: watts, opModGenLimW: Some(rated_w * rng.whole(20, 90) / 100), ..none },
        _ => ControlScript { opModEnergize: Some(false), ..none },
    }
}

fn mrid(rng: &mut Rng) -> Mrid {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&rng.bits().to_be_bytes());
    bytes[8..12].copy_from_slice(&rng.bits().to_be_bytes()[..4]);
    bytes[12..].copy_from_slice(&40_001_u32.to_be_bytes());
    Mrid(bytes)
}
