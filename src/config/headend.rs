//! The configuration of `tieline serve`: who may enrol, what programs there are, which events they have.

use super::gateway::{StoreConfig, read_store};
use super::management::{ManagementConfig, read_management};
use super::notifications::{NotificationsConfig, read_notifications};
use super::reader::{ConfigError, Section, parse_toml, read_toml};
use crate::assets::sim::day::{ControlScript, CurveScript, ProgramScript};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tieline_core::model::{Lfdi, Mrid, UtcSeconds};

/// Everything that `tieline serve` needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadendConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Our certificate chain, PEM, leaf first.
    pub certificate: PathBuf,
    /// Our key, PEM.
    pub key: PathBuf,
    /// The roots that devices' certificates must lead to, PEM.
    pub roots: PathBuf,
    /// Whether AES-128-GCM is offered beside CCM_8.
    pub allow_gcm: bool,
    /// Whether test certificate policies are accepted, and the clock can be set.
    pub lab: bool,
    /// Our IANA private enterprise number, the low 32 bits of the mRIDs that we make.
    pub pen: u32,
    /// Seconds between polls.
    pub poll_rate_s: u32,
    /// Seconds between posts of readings.
    pub post_rate_s: u32,
    /// Most mirrors of a device; 0: no readings are taken.
    pub mirrors: u32,
    /// Open connections of all devices.
    pub connections: u32,
    /// Open connections of one device.
    pub connections_per_device: u32,
    /// Seconds after which an idle connection is closed; also the time for a request's head.
    pub idle_s: u32,
    /// Requests a second of one device in the long run; 0: no limit.
    pub requests_per_s: u32,
    /// Quality of the served time [2030.5 Time.quality].
    pub time_quality: u8,
    /// Offset of local time from UTC, in seconds.
    pub tz_offset_s: i32,
    /// Whether documents are written in the 2023 edition.
    pub edition_2023: bool,
    /// Which extension elements are sent.
    pub extensions: ExtensionsConfig,
    /// Whether devices name their connection points by Australia's national metering identifiers alone.
    pub nmi: bool,
    /// Whether a mirror by the mRID of another device's is refused.
    pub unique_mrids: bool,
    /// Where each exchange is written as a line of JSON; absent: nowhere.
    pub wire_log: Option<PathBuf>,
    /// The management API; `None`: there is none.
    pub management: Option<ManagementConfig>,
    /// Where state is kept.
    pub store: StoreConfig,
    /// How subscribers are told of changes.
    pub notifications: NotificationsConfig,
    /// Who may enrol.
    pub enrolment: EnrolmentConfig,
    /// Devices enrolled by the operator.
    pub devices: Vec<DeviceConfig>,
    /// What groups of devices get which programs; empty: every device gets every program.
    pub assignments: Vec<AssignmentConfig>,
    /// Programs.
    pub programs: Vec<ProgramScript>,
    /// Curves that controls name.
    pub curves: Vec<CurveScript>,
    /// Events.
    pub events: Vec<EventConfig>,
}

/// Which extension elements are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionsConfig {
    /// None.
    None,
    /// CSIP-AUS 1.2.
    CsipAus12,
    /// CSIP-AUS 1.3's draft of the storage extension.
    CsipAus13Beta,
    /// CSIP-AUS 1.3.
    CsipAus13,
}

/// Who may enrol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentConfig {
    /// Whether devices enrol themselves.
    pub in_band: bool,
    /// If set, the only identities that are served.
    pub allow: Option<BTreeSet<Lfdi>>,
    /// Identities that are served nothing.
    pub deny: BTreeSet<Lfdi>,
    /// The PIN of devices that enrol themselves; absent: no Registration is shown.
    pub pin: Option<u32>,
    /// DERs of each device, 1 to 32.
    pub ders: u32,
}

/// A device enrolled by the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceConfig {
    /// Its certificate's LFDI.
    pub lfdi: Lfdi,
    /// Its PIN, six digits with check digit.
    pub pin: Option<u32>,
    /// Seconds between its posts; absent: the server's rate.
    pub post_rate_s: Option<u32>,
    /// Whether it is an aggregator; `false` leaves it as it is.
    pub aggregator: bool,
    /// The aggregator that acts for it from its enrolment on; what the operator takes back is not granted again.
    pub granted_to: Option<Lfdi>,
}

/// Which devices get which programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentConfig {
    /// Its name, 1 to 32 bytes.
    pub name: String,
    /// The programs.
    pub programs: Vec<Mrid>,
    /// The devices; empty: every device, also those to come.
    pub devices: BTreeSet<Lfdi>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventConfig {
    /// Its name; an event that the server has already is left as it is.
    pub mrid: Mrid,
    /// The program that it is of.
    pub program: Mrid,
    /// Words for people, at most 32 bytes.
    #[serde(default)]
    pub description: String,
    /// Start before randomization, such as `2026-11-24T10:00:00Z`.
    #[serde(default)]
    start: Option<toml::value::Datetime>,
    /// Start in so many seconds after the server first made it; instead of `start`.
    #[serde(default)]
    start_in_s: Option<u32>,
    /// Length before randomization, in seconds.
    pub duration_s: u32,
    /// Bound of the draw that moves the start, -3600 to 3600 seconds.
    #[serde(default)]
    pub randomize_start_s: Option<i32>,
    /// Bound of the draw that changes the length, -3600 to 3600 seconds.
    #[serde(default)]
    pub randomize_duration_s: Option<i32>,
    /// Whether it is cancelled; it stays in the list until its end.
    #[serde(default)]
    pub cancelled: bool,
    /// `responseRequired`'s bits.
    #[serde(default = "received_and_specific")]
    pub response_required: u8,
    /// What it asks for.
    pub control: ControlScript,
}

fn received_and_specific() -> u8 {
    3
}

impl EventConfig {
    /// The start, on a server that makes the event at `now`; `None` when the file says none, or both.
    pub fn start(&self, now: UtcSeconds) -> Option<UtcSeconds> {
        match (&self.start, self.start_in_s) {
            (Some(at), None) => {
                let at: jiff::Timestamp = at.to_string().parse().ok()?;
                Some(UtcSeconds(at.as_second()))
            }
            (None, Some(seconds)) => Some(UtcSeconds(now.0.saturating_add(seconds.into()))),
            _ => None,
        }
    }
}

impl HeadendConfig {
    /// Reads and validates `file`; fails with every problem that it has.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        read_toml(file, Self::read)
    }

    /// The same from `text`; `file` names it and is where relative paths begin.
    pub fn parse(file: &Path, text: &str) -> Result<Self, ConfigError> {
        parse_toml(file, text, Self::read)
    }

    fn read(root: &Section<'_>) -> Option<Self> {
        let store = root.section("store", read_store);
        let management = root.optional_section("management", read_management);
        let enrolment = root.section("enrolment", read_enrolment);
        let notifications = root.section("notifications", read_notifications);
        let mut devices = root.sections("device", read_device);
        // An aggregator must be there before anything is granted to it.
        devices.sort_by_key(|device| !device.aggregator);
        let assignments = root.sections("assignment", read_assignment);
        let programs = root.sections("program", |program| program.whole::<ProgramScript>());
        let curves = root.sections("curve", |curve| curve.whole::<CurveScript>());
        let events = root.sections("event", read_event);
        check_names(root, &programs, &events, &assignments);
        check_aggregators(root, &devices);
        let config = root.section("server", |server| read_server(server, store, enrolment))?;
        Some(Self {
            management: management?,
            notifications: notifications?,
            devices,
            assignments,
            programs,
            curves,
            events,
            ..config
        })
    }
}

fn read_server(
    server: &Section<'_>,
    store: Option<StoreConfig>,
    enrolment: Option<EnrolmentConfig>,
) -> Option<HeadendConfig> {
    let listen = server.parsed("listen", "127.0.0.1:8443", |text| {
        text.parse::<SocketAddr>().map_err(|_| format!("{text:?} is no address with a port"))
    });
    let certificate = server.required_path("certificate", "server.pem");
    let key = server.required_path("key", "server.key");
    let roots = server.required_path("roots", "serca.pem");
    let seconds = |key: &str, default: i64| server.integer(key, 1, 86_400).unwrap_or(default);
    let (poll_rate_s, post_rate_s) = (seconds("poll_rate_s", 900), seconds("post_rate_s", 300));
    let extensions = [
        ("none", ExtensionsConfig::None),
        ("csip-aus-1.2", ExtensionsConfig::CsipAus12),
        ("csip-aus-1.3-beta", ExtensionsConfig::CsipAus13Beta),
        ("csip-aus-1.3", ExtensionsConfig::CsipAus13),
    ];
    Some(HeadendConfig {
        pen: small(server.integer("pen", 0, u32::MAX.into()).unwrap_or(0)),
        poll_rate_s: small(poll_rate_s),
        post_rate_s: small(post_rate_s),
        mirrors: small(server.integer("mirrors", 0, 1_024).unwrap_or(64)),
        connections: small(server.integer("connections", 1, 1_000_000).unwrap_or(8_192)),
        connections_per_device: small(server.integer("connections_per_device", 1, 1_024).unwrap_or(16)),
        idle_s: small(server.integer("idle_s", 1, 3_600).unwrap_or(30)),
        requests_per_s: small(server.integer("requests_per_s", 0, 1_000_000).unwrap_or(500)),
        time_quality: small(server.integer("time_quality", 3, 7).unwrap_or(7)) as u8,
        tz_offset_s: i32::try_from(server.integer("tz_offset_s", -50_400, 50_400).unwrap_or(0)).ok()?,
        edition_2023: server.word("edition", &[("2018", false), ("2023", true)], false),
        extensions: server.word("extensions", &extensions, ExtensionsConfig::CsipAus12),
        nmi: server.word("connection_points", &[("any", false), ("nmi", true)], false),
        unique_mrids: server.flag("unique_mrids", false),
        allow_gcm: server.flag("allow_gcm", false),
        lab: server.flag("lab", false),
        wire_log: server.path("wire_log"),
        listen: listen?,
        certificate: certificate?,
        key: key?,
        roots: roots?,
        management: None,
        store: store?,
        notifications: NotificationsConfig::default(),
        enrolment: enrolment?,
        devices: Vec::new(),
        assignments: Vec::new(),
        programs: Vec::new(),
        curves: Vec::new(),
        events: Vec::new(),
    })
}

/// A number that was checked to be within 32 bits.
fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn lfdi(text: &str) -> Result<Lfdi, String> {
    text.parse().map_err(|error| format!("{text:?}: {error}"))
}

fn mrid(text: &str) -> Result<Mrid, String> {
    text.parse().map_err(|error| format!("{text:?}: {error}"))
}

fn read_enrolment(enrolment: &Section<'_>) -> Option<EnrolmentConfig> {
    let allow: BTreeSet<Lfdi> = enrolment.list("allow", lfdi).into_iter().collect();
    Some(EnrolmentConfig {
        in_band: enrolment.flag("in_band", false),
        allow: (!allow.is_empty()).then_some(allow),
        deny: enrolment.list("deny", lfdi).into_iter().collect(),
        pin: read_pin(enrolment),
        ders: small(enrolment.integer("ders", 1, 32).unwrap_or(1)),
    })
}

/// A PIN; what it is, is not repeated in the problem.
fn read_pin(section: &Section<'_>) -> Option<u32> {
    let pin = small(section.integer("pin", 0, 999_999)?);
    if tieline_certs::identity::check_digit_holds(pin.into()) {
        return Some(pin);
    }
    section.report("pin", "has a wrong check digit", "write five digits and their check digit, such as 111115");
    None
}

fn read_device(device: &Section<'_>) -> Option<DeviceConfig> {
    let read = |key| device.parsed(key, "3E4F45AB31EDFE5B67E343E5E4562E31984E23E5", lfdi);
    let granted_to = device.text("granted_to").and_then(|_| read("granted_to"));
    let lfdi = read("lfdi");
    Some(DeviceConfig {
        pin: read_pin(device),
        post_rate_s: device.integer("post_rate_s", 1, 86_400).map(small),
        aggregator: device.flag("aggregator", false),
        granted_to,
        lfdi: lfdi?,
    })
}

fn read_assignment(assignment: &Section<'_>) -> Option<AssignmentConfig> {
    let name = assignment.parsed("name", "feeder-7", |text| match (1..=32).contains(&text.len()) {
        true => Ok(text.to_owned()),
        false => Err("has not 1 to 32 bytes".to_owned()),
    });
    let programs = assignment.list("programs", mrid);
    let devices = assignment.list("devices", lfdi).into_iter().collect();
    Some(AssignmentConfig { name: name?, programs, devices })
}

fn read_event(section: &Section<'_>) -> Option<EventConfig> {
    let event: EventConfig = section.whole()?;
    if event.start(UtcSeconds(0)).is_none() {
        section.report(
            "start",
            "is not one clear instant",
            "give start = 2026-11-24T10:00:00Z, or start_in_s = 60, and not both",
        );
    }
    Some(event)
}

fn check_aggregators(root: &Section<'_>, devices: &[DeviceConfig]) {
    let known: BTreeSet<Lfdi> = devices.iter().filter(|device| device.aggregator).map(|device| device.lfdi).collect();
    for lfdi in devices.iter().filter_map(|device| device.granted_to) {
        if !known.contains(&lfdi) {
            root.report(
                "device.granted_to",
                format!("{lfdi} is no aggregator"),
                "name the lfdi of a [[device]] with aggregator = true",
            );
        }
    }
    let own = devices.iter().find(|device| device.granted_to == Some(device.lfdi));
    if let Some(device) = own {
        root.report("device.granted_to", format!("{} is granted to itself", device.lfdi), "take the line out");
    }
}

fn check_names(
    root: &Section<'_>,
    programs: &[ProgramScript],
    events: &[EventConfig],
    assignments: &[AssignmentConfig],
) {
    let known: BTreeSet<Mrid> = programs.iter().map(|program| program.mrid).collect();
    let remedy = "name the mrid of a [[program]]";
    for (i, event) in events.iter().enumerate() {
        if !known.contains(&event.program) {
            root.report(&format!("event[{i}].program"), format!("{} is no program", event.program), remedy);
        }
    }
    for (i, assignment) in assignments.iter().enumerate() {
        for program in assignment.programs.iter().filter(|program| !known.contains(program)) {
            root.report(&format!("assignment[{i}].programs"), format!("{program} is no program"), remedy);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("headend.toml");
        std::fs::write(&file, text).expect("written");
        let name = format!("{}: ", file.display());
        let error = HeadendConfig::load(&file).expect_err("bad");
        error.lines().iter().map(|line| line.replace(&name, "")).collect()
    }

    #[test]
    fn the_example_is_good_and_shows_the_defaults() {
        let config = HeadendConfig::load(Path::new("examples/headend.toml")).expect("good");
        assert_eq!((config.poll_rate_s, config.post_rate_s, config.time_quality), (900, 300, 7));
        assert_eq!(config.mirrors, 64);
        assert_eq!((config.connections, config.connections_per_device), (8_192, 16));
        assert_eq!((config.idle_s, config.requests_per_s), (30, 500));
        assert!(config.management.is_some_and(|management| management.token_file.is_some()));
        assert!(!config.enrolment.in_band && !config.lab && !config.allow_gcm);
        assert_eq!(config.notifications, NotificationsConfig::default());
        assert_eq!((config.programs.len(), config.events.len(), config.devices.len()), (2, 2, 1));
        assert_eq!(config.events[0].start(UtcSeconds(0)), Some(UtcSeconds(1_795_510_800)));
        assert_eq!(config.events[1].start(UtcSeconds(100)), Some(UtcSeconds(160)));
    }

    #[test]
    fn devices_are_granted_to_aggregators_alone() {
        let device = |number: u8, more: &str| format!("[[device]]\nlfdi = '{}'\n{more}\n", Lfdi([number; 20]));
        let to = |number: u8| format!("granted_to = '{}'", Lfdi([number; 20]));
        let own = "[server]\nlisten = '127.0.0.1:0'\ncertificate = 'c'\nkey = 'k'\nroots = 'r'\n[store]\npath = 's'\n";
        let text = [own, &device(1, &to(2)), &device(2, "aggregator = true")].concat();
        let config = HeadendConfig::parse(Path::new("headend.toml"), &text).expect("good");
        assert!(config.devices[0].aggregator, "aggregators come first");
        let found = problems(&[own, &device(1, &to(3)), &device(2, &to(2))].concat());
        for says in [format!("{} is no aggregator", Lfdi([3; 20])), "is granted to itself".to_owned()] {
            assert!(
                found.iter().any(|line| line.starts_with("device.granted_to: ") && line.contains(&says)),
                "{found:#?}"
            );
        }
    }

    #[test]
    fn every_problem_names_its_key_and_a_remedy() {
        let found = problems(
            "[server]\nlisten = 'here'\nport = 1\n[enrolment]\npin = 111111\n[[event]]\nmrid = 'x'\n\
             [[program]]\nmrid = '00000000000000000000000000000001'\ndescription = ''\nprimacy = 1\nrank = 2\n",
        );
        for part in ["server.listen: ", "server.port: ", "server.certificate: ", "enrolment.pin: ", "event[0]: "] {
            assert!(found.iter().any(|line| line.starts_with(part)), "{part} is not in {found:#?}");
        }
        assert!(found.iter().any(|line| line.starts_with("program[0]: ") && line.contains("rank")), "{found:#?}");
        assert!(found.iter().all(|line| !line.contains("111111")), "a PIN is never printed");
    }
}
