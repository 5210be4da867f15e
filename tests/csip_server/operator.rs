//! The operator of `tieline serve`: what cases want is written as its configuration and its day.

use crate::lab::{Lab, Utility, hex};
use serde::Serialize;
use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};
use tieline::assets::sim::day::{
    ControlScript, CurveScript, Day, DefaultScript, EventScript, FixedVarScript, PfScript, ProgramScript, UtilityScript,
};
use tieline_certs::identity::Identity;
use tieline_conformance::Peer;
use tieline_conformance::csip::{Curve, DefaultControl, Event, Mode, Operator, PIN, POLL_RATE, Program, Stand};
use tieline_core::model::Mrid;

/// How many times as fast as the host's time the server's passes.
const SPEED: u32 = 10;
/// The server has so long to start before the run begins, in milliseconds.
const START_MS: u128 = 1_500;
/// When the run begins, on the server's clock.
const BEGUN: i64 = 1_800_000_000;

#[derive(Serialize)]
struct Filling {
    notifications: Notifications,
    enrolment: Enrolment,
    device: Vec<Device>,
    program: Vec<ProgramScript>,
    curve: Vec<CurveScript>,
    assignment: Vec<Assignment>,
}

#[derive(Serialize)]
struct Notifications {
    allow: Vec<String>,
}

#[derive(Serialize)]
struct Enrolment {
    in_band: bool,
}

#[derive(Serialize)]
struct Device {
    lfdi: String,
    pin: u32,
}

#[derive(Serialize)]
struct Assignment {
    name: String,
    programs: Vec<Mrid>,
    devices: Vec<String>,
}

/// A server that is set up by its configuration.
pub(super) struct Config<'a> {
    lab: &'a Lab,
    utility: Option<Utility>,
    /// Configuration and arguments of the last start.
    started: (String, Vec<String>),
}

impl<'a> Config<'a> {
    pub(super) fn new(lab: &'a Lab) -> Self {
        Self { lab, utility: None, started: Default::default() }
    }
}

impl Operator for Config<'_> {
    fn begin(&mut self, stands: &[(Identity, Stand)]) -> Result<(Peer, i64, Vec<Option<String>>), String> {
        let refused = stands
            .iter()
            .map(|(_, stand)| (stand.acts_for > 0).then(|| "the configuration knows no aggregators".to_owned()));
        let refused: Vec<_> = refused.collect();
        let able: Vec<_> = stands.iter().filter(|(_, stand)| stand.acts_for == 0).collect();
        let filling = filling(&able);
        let config =
            Lab::config(&format!("poll_rate_s = {POLL_RATE}\n"), &toml::to_string(&filling).expect("a document"));
        let day = Day { name: "lab".to_owned(), utility: utility(&able, &filling), ..Day::demo() };
        let file = self.lab.dir.path().join("day.toml");
        std::fs::write(&file, toml::to_string(&day).expect("a document")).map_err(|error| error.to_string())?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
        let at = now + START_MS;
        let args = [
            format!("--day={}", file.display()),
            format!("--day-begins={BEGUN}"),
            format!("--epoch={}", BEGUN * 1_000),
            format!("--epoch-at={at}"),
            format!("--speed={SPEED}"),
        ];
        let utility = self.utility.insert(self.lab.serve(&config, &args));
        self.started = (config, args.to_vec());
        Ok((utility.peer.clone(), BEGUN, refused))
    }

    fn restart(&mut self) -> Result<Peer, String> {
        let mut before = self.utility.take().ok_or("no server runs")?;
        before.process.kill().map_err(|error| error.to_string())?;
        let (config, args) = &self.started;
        Ok(self.utility.insert(self.lab.serve(config, args)).peer.clone())
    }
}

fn filling(stands: &[&(Identity, Stand)]) -> Filling {
    let groups = || stands.iter().flat_map(|(identity, stand)| stand.groups.iter().map(move |group| (identity, group)));
    let programs = || groups().flat_map(|(_, group)| &group.programs);
    let in_events = programs().flat_map(|p| &p.events).flat_map(|event| &event.modes);
    let modes = in_events.chain(programs().filter_map(|p| p.default.as_ref()).flat_map(|default| &default.modes));
    let kinds: BTreeSet<u8> =
        modes.filter_map(|mode| if let Mode::Curve(curve) = mode { Some(curve.0) } else { None }).collect();
    Filling {
        notifications: Notifications { allow: vec!["127.0.0.0/8".to_owned()] },
        enrolment: Enrolment { in_band: false },
        device: stands.iter().map(|(identity, _)| Device { lfdi: hex(&identity.lfdi), pin: PIN }).collect(),
        program: programs().map(|p| program(p, true)).collect(),
        curve: kinds.into_iter().map(|kind| curve(Curve(kind))).collect(),
        assignment: groups()
            .map(|(identity, group)| Assignment {
                name: group.name.clone(),
                programs: group.programs.iter().map(|program| Mrid(program.mrid)).collect(),
                devices: vec![hex(&identity.lfdi)],
            })
            .collect(),
    }
}

fn utility(stands: &[&(Identity, Stand)], filling: &Filling) -> UtilityScript {
    let programs: Vec<&Program> =
        stands.iter().flat_map(|(_, stand)| &stand.groups).flat_map(|g| &g.programs).collect();
    UtilityScript {
        programs: programs.iter().map(|p| program(p, false)).collect(),
        events: programs.iter().flat_map(|program| program.events.iter().map(|e| event(program, e))).collect(),
        curves: filling.curve.clone(),
    }
}

fn program(plan: &Program, whole: bool) -> ProgramScript {
    ProgramScript {
        mrid: Mrid(plan.mrid),
        description: plan.name.clone(),
        primacy: plan.primacy,
        default: plan.default.as_ref().filter(|_| whole).map(default),
    }
}

fn default(plan: &DefaultControl) -> DefaultScript {
    DefaultScript {
        mrid: Mrid(plan.mrid),
        setGradW: plan.grad_w,
        setSoftGradW: plan.soft_grad_w,
        setESDelay: None,
        setESRampTms: None,
        setESRandomDelay: None,
        control: control(&plan.modes),
    }
}

fn event(program: &Program, plan: &Event) -> EventScript {
    EventScript {
        mrid: Mrid(plan.mrid),
        program: Mrid(program.mrid),
        description: String::new(),
        created_s: plan.created_s,
        start_s: plan.start_s,
        duration_s: plan.duration_s,
        randomize_start_s: plan.randomize_start_s.into(),
        randomize_duration_s: plan.randomize_duration_s.into(),
        cancel_at_s: plan.cancel_s,
        cancel_randomized: false,
        response_required: 3,
        control: control(&plan.modes),
    }
}

fn control(modes: &[Mode]) -> ControlScript {
    let mut script = ControlScript::default();
    for mode in modes {
        match *mode {
            Mode::Connect(permit) => script.opModConnect = Some(permit),
            Mode::Energize(permit) => script.opModEnergize = Some(permit),
            Mode::MaxLimW(share) => script.opModMaxLimW = Some(share),
            Mode::FixedW(share) => script.opModFixedW = Some(share),
            Mode::FixedVar(value) => script.opModFixedVar = Some(FixedVarScript { refType: 2, value }),
            Mode::FixedPfInject(displacement) => {
                script.opModFixedPFInjectW = Some(PfScript { displacement, excitation: false });
            }
            Mode::Curve(curve) => script.curves.push(Mrid(curve.mrid())),
        }
    }
    script
}

fn curve(plan: Curve) -> CurveScript {
    CurveScript {
        mrid: Mrid(plan.mrid()),
        curveType: plan.0,
        xMultiplier: 0,
        yMultiplier: 0,
        yRefType: plan.y_ref(),
        openLoopTms: None,
        points: plan.points(),
    }
}
