//! The operator of `tieline serve`: what cases want is written as its configuration and its day.

use crate::lab::{Lab, Utility, hex};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tieline::assets::sim::day::{
    ControlScript, CurveScript, Day, DefaultScript, EventScript, FixedVarScript, PfScript, ProgramScript, UtilityScript,
};
use tieline_certs::identity::Identity;
use tieline_conformance::Peer;
use tieline_conformance::csip::{
    Change, Curve, DefaultControl, Event, Group, Mode, Operator, PIN, POLL_RATE, Program, Stand,
};
use tieline_core::model::Mrid;

/// How many times as fast as the host's time the server's passes.
const SPEED: u32 = 10;
/// The server has so long to start before the run begins, in milliseconds.
const START_MS: u128 = 1_500;
/// Until a started server must listen.
const READY: Duration = Duration::from_secs(20);
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
    aggregator: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    granted_to: Option<String>,
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
    changes: Option<JoinHandle<Vec<String>>>,
    /// Configuration and arguments of the last start.
    started: (String, Vec<String>),
}

impl<'a> Config<'a> {
    pub(super) fn new(lab: &'a Lab) -> Self {
        Self { lab, utility: None, changes: None, started: Default::default() }
    }

    /// What went wrong with the changes, when all were made.
    pub(super) fn went_wrong(&mut self) -> Vec<String> {
        self.changes.take().map(|changes| changes.join().expect("no panic")).unwrap_or_default()
    }
}

/// A command of `tieline fleet` and when it is due, in milliseconds since 1970.
type Due = (u128, Vec<String>);

/// The commands that make the changes of a case.
fn commands((identity, stand): &(Identity, Stand), at: u128) -> Vec<Due> {
    let lfdi = hex(&identity.lfdi);
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let device = |number: u8| {
        let all = Stand { acts_for: u8::MAX, gone: Vec::new(), ..stand.clone() }.devices(*identity);
        hex(&all[usize::from(number) - 1].0.lfdi)
    };
    let mut added = stand.acts_for;
    let all = stand.changes.iter().flat_map(|(at_s, change)| {
        let commands = match *change {
            Change::Give(group) => {
                let group = &stand.groups[group];
                let programs = group.programs.iter().flat_map(|p| ["--program".to_owned(), hex(&p.mrid)]);
                vec![
                    own(&["group", &group.name]).into_iter().chain(programs).collect(),
                    own(&["assign", &group.name, &lfdi]),
                ]
            }
            Change::Take(group) => vec![own(&["unassign", &stand.groups[group].name, &lfdi])],
            Change::Primacy(group, primacy) => {
                let program = &stand.groups[group].programs[0];
                let primacy = primacy.to_string();
                vec![own(&["program", &hex(&program.mrid), "--primacy", &primacy, "--description", &program.name])]
            }
            Change::Add => {
                added += 1;
                vec![own(&["enrol", &device(added), "--granted-to", &lfdi])]
            }
            Change::Remove(number) => vec![own(&["remove", &device(number)])],
            Change::TimeZone(offset) => vec![own(&["time-zone", &format!("--offset={offset}")])],
        };
        let due = at + u128::try_from(*at_s).expect("after the beginning") * 1_000 / u128::from(SPEED);
        commands.into_iter().map(move |command| (due, command)).collect::<Vec<_>>()
    });
    all.collect()
}

/// Makes the changes, each when it is due; what went wrong is told.
fn change(folder: PathBuf, port: String, mut commands: Vec<Due>) -> Vec<String> {
    commands.sort_by_key(|(due, _)| *due);
    let mut wrong = Vec::new();
    for (due, words) in commands {
        while now_ms() < due {
            std::thread::sleep(Duration::from_millis(20));
        }
        let at = [format!("--at=127.0.0.1:{port}"), "--token-file=management.token".to_owned()];
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieline"));
        let output = command.current_dir(&folder).arg("fleet").args(&words).args(at).output().expect("the binary");
        if !output.status.success() {
            wrong.push(format!("{words:?}: {}", String::from_utf8_lossy(&output.stderr)));
        }
    }
    wrong
}

fn now_ms() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis()
}

impl Operator for Config<'_> {
    fn begin(&mut self, stands: &[(Identity, Stand)]) -> Result<(Peer, i64, Vec<Option<String>>), String> {
        let filling = filling(stands);
        let config =
            Lab::config(&format!("poll_rate_s = {POLL_RATE}\n"), &toml::to_string(&filling).expect("a document"));
        let config = format!("{config}\n[management]\nlisten = \"127.0.0.1:0\"\ntoken_file = \"management.token\"\n");
        let day = Day { name: "lab".to_owned(), utility: utility(stands, &filling), ..Day::demo() };
        let file = self.lab.dir.path().join("day.toml");
        std::fs::write(&file, toml::to_string(&day).expect("a document")).map_err(|error| error.to_string())?;
        let at = now_ms() + START_MS;
        let args = [
            format!("--day={}", file.display()),
            format!("--day-begins={BEGUN}"),
            format!("--epoch={}", BEGUN * 1_000),
            format!("--epoch-at={at}"),
            format!("--speed={SPEED}"),
        ];
        let utility = self.utility.insert(self.lab.serve(&config, &args));
        let port = utility.process.says("management on 127.0.0.1:", READY).map_err(|error| error.to_string())?;
        let commands = stands.iter().flat_map(|stand| commands(stand, at)).collect();
        let (folder, port) = (self.lab.dir.path().to_owned(), port.trim().to_owned());
        self.changes = Some(std::thread::spawn(move || change(folder, port, commands)));
        let peer = utility.peer.clone();
        self.started = (config, args.to_vec());
        Ok((peer, BEGUN, vec![None; stands.len()]))
    }

    fn restart(&mut self) -> Result<Peer, String> {
        let mut before = self.utility.take().ok_or("no server runs")?;
        before.process.kill().map_err(|error| error.to_string())?;
        let (config, args) = &self.started;
        Ok(self.utility.insert(self.lab.serve(config, args)).peer.clone())
    }
}

/// The devices of a case: the one who asks, and those that it acts for.
fn devices((identity, stand): &(Identity, Stand)) -> Vec<Device> {
    let lfdi = hex(&identity.lfdi);
    let of = stand.devices(*identity).into_iter().map(|(device, _)| Device {
        lfdi: hex(&device.lfdi),
        pin: PIN,
        aggregator: false,
        granted_to: Some(lfdi.clone()),
    });
    let own = Device { lfdi: lfdi.clone(), pin: PIN, aggregator: stand.acts_for > 0, granted_to: None };
    std::iter::once(own).chain(of.collect::<Vec<_>>()).collect()
}

/// Which devices of a case have this group.
fn members((identity, stand): &(Identity, Stand), group: &Group) -> Vec<String> {
    let of = stand.devices(*identity);
    let has = of.iter().filter(|(_, stand)| stand.groups.contains(group)).map(|(device, _)| hex(&device.lfdi));
    if stand.acts_for == 0 { vec![hex(&identity.lfdi)] } else { has.collect() }
}

/// The groups that are there from the beginning.
fn first_groups(stand: &Stand) -> impl Iterator<Item = &Group> {
    stand.groups.iter().enumerate().filter(|(group, _)| stand.begins_with(*group)).map(|(_, group)| group)
}

fn filling(stands: &[(Identity, Stand)]) -> Filling {
    let groups = || stands.iter().flat_map(|stand| first_groups(&stand.1).map(move |group| (stand, group)));
    let programs = || stands.iter().flat_map(|(_, stand)| &stand.groups).flat_map(|group| &group.programs);
    let in_events = programs().flat_map(|p| &p.events).flat_map(|event| &event.modes);
    let modes = in_events.chain(programs().filter_map(|p| p.default.as_ref()).flat_map(|default| &default.modes));
    let kinds: BTreeSet<u8> =
        modes.filter_map(|mode| if let Mode::Curve(curve) = mode { Some(curve.0) } else { None }).collect();
    Filling {
        notifications: Notifications { allow: vec!["127.0.0.0/8".to_owned()] },
        enrolment: Enrolment { in_band: false },
        device: stands.iter().flat_map(devices).collect(),
        program: programs().map(|p| program(p, true)).collect(),
        curve: kinds.into_iter().map(|kind| curve(Curve(kind))).collect(),
        assignment: groups()
            .map(|(stand, group)| Assignment {
                name: group.name.clone(),
                programs: group.programs.iter().map(|program| Mrid(program.mrid)).collect(),
                devices: members(stand, group),
            })
            .collect(),
    }
}

fn utility(stands: &[(Identity, Stand)], filling: &Filling) -> UtilityScript {
    let programs: Vec<&Program> =
        stands.iter().flat_map(|(_, stand)| first_groups(stand)).flat_map(|g| &g.programs).collect();
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
