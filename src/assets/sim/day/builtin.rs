//! The day that `demo` shows: about forty seconds with something of everything.

use super::{
    ControlScript, Day, DefaultScript, DeviceKind, DeviceSpec, EventScript, Level, LoadSpec, ProgramScript, SiteSpec,
    UtilityScript, Weather,
};
use tieline_core::model::Mrid;

/// A name in the demo's own range; the last four bytes are the maker's number.
fn mrid(number: u8) -> Mrid {
    Mrid([0x7D, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number, 0, 0, 0x9C, 0x41])
}

impl Day {
    /// The built-in day, equal to `examples/day.toml`: a default, a curtailment, an event of better rank over it, one
    /// that is cancelled, and a fixed power that the battery has to fill when the sun goes down.
    pub fn demo() -> Self {
        Self {
            name: "demo".to_owned(),
            seconds: 40,
            site: SiteSpec::default(),
            weather: Weather { start_hour: 13.0, sun_speed: 405.0, cloud_cover: 0.1, cloud_s: 6.0 },
            load: LoadSpec {
                base_w: 900.0,
                steps: vec![
                    Level { at_s: 6.0, value: 1_400.0 },
                    Level { at_s: 18.0, value: 700.0 },
                    Level { at_s: 26.0, value: 1_100.0 },
                ],
                noise_w: 60.0,
                var_per_w: 0.1,
            },
            devices: vec![
                DeviceSpec::new("pv-1", DeviceKind::Pv, 6_000.0),
                DeviceSpec::new("pv-2", DeviceKind::Pv, 4_000.0),
                DeviceSpec { soc_pct: 60.0, ..DeviceSpec::new("battery", DeviceKind::Battery, 5_000.0) },
            ],
            faults: Vec::new(),
            utility: UtilityScript { programs: programs(), events: events(), curves: Vec::new() },
        }
    }
}

fn programs() -> Vec<ProgramScript> {
    let default = DefaultScript {
        mrid: mrid(0x0D),
        setGradW: Some(1_000),
        setSoftGradW: None,
        setESDelay: None,
        setESRampTms: None,
        setESRandomDelay: None,
        control: ControlScript { opModExpLimW: Some(5_000), ..ControlScript::default() },
    };
    vec![
        ProgramScript {
            mrid: mrid(1),
            description: "Distribution area".to_owned(),
            primacy: 5,
            default: Some(default),
        },
        ProgramScript { mrid: mrid(2), description: "Feeder".to_owned(), primacy: 1, default: None },
    ]
}

fn events() -> Vec<EventScript> {
    let event = |number, program, description: &str, start_s, duration_s, control| EventScript {
        mrid: mrid(number),
        program: mrid(program),
        description: description.to_owned(),
        created_s: 0,
        start_s,
        duration_s,
        randomize_start_s: 0,
        randomize_duration_s: 0,
        cancel_at_s: None,
        cancel_randomized: false,
        response_required: 3,
        control,
    };
    let export = |w| ControlScript { opModExpLimW: Some(w), ..ControlScript::default() };
    let generation = ControlScript { opModGenLimW: Some(1_500), ..ControlScript::default() };
    let fixed = ControlScript { opModFixedW: Some(4_000), ..ControlScript::default() };
    vec![
        event(0x11, 1, "Curtailment", 8, 14, export(2_000)),
        EventScript { created_s: 2, ..event(0x12, 2, "Feeder constraint", 14, 6, export(3_500)) },
        EventScript {
            cancel_at_s: Some(26),
            created_s: 4,
            ..event(0x13, 1, "Cancelled generation limit", 23, 15, generation)
        },
        EventScript { created_s: 6, ..event(0x14, 1, "Fixed discharge", 30, 8, fixed) },
    ]
}
