//! The configuration of `tieline vtn serve`: where it listens, who may register, what is asked of VENs.

use super::gateway::{StoreConfig, read_store};
use super::management::{ManagementConfig, address, read_management};
use super::reader::{ConfigError, Section, parse_toml, read_toml};
use super::upstream::{TlsFiles, read_tls};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;

/// Everything that `tieline vtn serve` needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VtnConfig {
    /// Its vtnID.
    pub id: String,
    /// Where VENs reach it.
    pub listen: SocketAddr,
    /// The files of mutual TLS; `None`: plain HTTP, in a laboratory.
    pub tls: Option<TlsFiles>,
    /// Whether messages are signed, and only signed ones believed [OADR2b high security].
    pub sign: bool,
    /// Seconds between a VEN's polls.
    pub poll_s: u32,
    /// Whether VENs that the operator has not entered may register.
    pub open_enrolment: bool,
    /// Days after which events that are over, and readings, are forgotten.
    pub keep_days: u32,
    /// The management API.
    pub management: ManagementConfig,
    /// Where state is kept.
    pub store: StoreConfig,
    /// Market contexts.
    pub contexts: Vec<ContextConfig>,
    /// VENs entered by the operator.
    pub vens: Vec<VenEntry>,
    /// Reports that are asked of each VEN that offers them.
    pub reports: Vec<ReportConfig>,
}

/// A market context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextConfig {
    /// Its URI.
    pub name: String,
    /// Whether its events may hold at the same time for one VEN.
    pub overlap_allowed: bool,
}

/// A VEN entered by the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenEntry {
    /// Its venID.
    pub id: String,
    /// Words for people; in a laboratory also the name by which it registers.
    pub name: String,
    /// The tail of its certificate's fingerprint.
    pub fingerprint: Option<String>,
    /// Whether it speaks 2.0a.
    pub speaks_2_0a: bool,
    /// Groups that it is in.
    pub groups: BTreeSet<String>,
    /// Its resources.
    pub resources: BTreeSet<String>,
    /// Parties that it belongs to.
    pub parties: BTreeSet<String>,
}

/// A report that is asked of each VEN that offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportConfig {
    /// Its reportName.
    pub name: String,
    /// Length of its intervals in seconds.
    pub granularity_s: u32,
    /// Seconds between updates.
    pub back_s: u32,
}

impl VtnConfig {
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
        let management = root.section("management", read_management);
        let contexts = root.sections("market_context", read_context);
        let vens = root.sections("ven", read_ven);
        let reports = root.sections("report", read_report);
        check_names(root, &vens);
        root.section("vtn", |vtn| {
            let listen = address(vtn, "127.0.0.1:8081");
            let lab = vtn.flag("lab", false);
            let sign = vtn.flag("sign", false);
            if lab && sign {
                vtn.report("sign", "signatures are bound to the certificate of TLS", "leave out lab = true");
            }
            let tls = if lab { None } else { Some(read_tls(vtn)) };
            let seconds = |key: &str, most: i64, default: i64| {
                vtn.integer(key, 1, most).unwrap_or(default).try_into().unwrap_or_default()
            };
            Some(Self {
                id: vtn.required_text("id", "vtn-1")?.to_owned(),
                poll_s: seconds("poll_s", 86_400, 10),
                keep_days: seconds("keep_days", 3_650, 35),
                open_enrolment: vtn.word("enrolment", &[("closed", false), ("open", true)], false),
                sign,
                tls: match tls {
                    Some(files) => Some(files?),
                    None => None,
                },
                listen: listen?,
                management: management?,
                store: store?,
                contexts,
                vens,
                reports,
            })
        })
    }
}

fn read_context(section: &Section<'_>) -> Option<ContextConfig> {
    Some(ContextConfig {
        overlap_allowed: section.word("overlap", &[("refused", false), ("allowed", true)], false),
        name: name(section, "name", "http://utility.example/peak")?,
    })
}

/// A name as the VTN takes it.
fn name(section: &Section<'_>, key: &str, example: &str) -> Option<String> {
    section.parsed(key, example, |text| match (1..=128).contains(&text.len()) && !text.chars().any(char::is_control) {
        true => Ok(text.to_owned()),
        false => Err("has not 1 to 128 bytes of plain text".to_owned()),
    })
}

fn read_ven(section: &Section<'_>) -> Option<VenEntry> {
    let names = |key: &str| section.list(key, |text| Ok(text.to_owned())).into_iter().collect();
    let fingerprint = section.text("fingerprint").and_then(|text| {
        let parsed = text.parse::<tieline_certs::fingerprint::Fingerprint>();
        if let Err(error) = &parsed {
            section.report(
                "fingerprint",
                error.to_string(),
                "give the SHA-256 of the certificate, or its last 10 bytes",
            );
        }
        parsed.ok().map(|fingerprint| fingerprint.tail().colons())
    });
    Some(VenEntry {
        name: section.text("name").unwrap_or_default().to_owned(),
        fingerprint,
        speaks_2_0a: section.word("profile", &[("2.0b", false), ("2.0a", true)], false),
        groups: names("groups"),
        resources: names("resources"),
        parties: names("parties"),
        id: name(section, "id", "ven-1")?,
    })
}

fn read_report(section: &Section<'_>) -> Option<ReportConfig> {
    let seconds = |key: &str| section.required_integer(key, 0, 86_400).and_then(|seconds| u32::try_from(seconds).ok());
    let (granularity_s, back_s) = (seconds("granularity_s"), seconds("back_s"));
    Some(ReportConfig {
        name: name(section, "name", "TELEMETRY_USAGE")?,
        granularity_s: granularity_s?,
        back_s: back_s?,
    })
}

fn check_names(root: &Section<'_>, vens: &[VenEntry]) {
    for (i, ven) in vens.iter().enumerate() {
        let before = &vens[..i];
        if before.iter().any(|other| other.id == ven.id) {
            root.report(&format!("ven[{i}].id"), format!("{} is named twice", ven.id), "give each VEN its own venID");
        }
        if ven.fingerprint.is_some() && before.iter().any(|other| other.fingerprint == ven.fingerprint) {
            root.report(&format!("ven[{i}].fingerprint"), "is another VEN's", "give each VEN its own certificate");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let error = VtnConfig::parse(Path::new("vtn.toml"), text).expect_err("bad");
        error.lines().iter().map(|line| line.replace("vtn.toml: ", "")).collect()
    }

    #[test]
    fn the_example_is_good_and_shows_the_defaults() {
        let config = VtnConfig::load(Path::new("examples/vtn.toml")).expect("good");
        assert_eq!((config.poll_s, config.keep_days, config.open_enrolment), (10, 35, false));
        assert_eq!(config.vens[0].fingerprint.as_deref(), Some("0A:1B:2C:3D:4E:5F:60:71:82:93"));
        assert!(!config.contexts[0].overlap_allowed && config.tls.is_some());
    }

    #[test]
    fn each_problem_names_its_key_and_its_remedy() {
        let bad = "[vtn]\nid = \"v\"\nlisten = \"here\"\nlab = true\nsign = true\n[management]\nlisten = \"0.0.0.0:1\"\n\
                   [store]\npath = \"s\"\n[[ven]]\nid = \"a\"\nfingerprint = \"xx\"\n[[ven]]\nid = \"a\"\n[[report]]\nname = \"R\"\n";
        let found = problems(bad).join("\n");
        for key in [
            "vtn.listen",
            "vtn.sign",
            "management.listen",
            "management.token_file",
            "ven[0].fingerprint",
            "ven[1].id",
            "report[0].granularity_s",
        ] {
            assert!(found.contains(key), "{key} is not in\n{found}");
        }
    }
}
