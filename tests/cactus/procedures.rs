//! The procedures for servers of cactus-test-definitions. Our server passes each.

/// A procedure.
pub(super) struct Procedure {
    /// Its name.
    pub(super) id: &'static str,
    /// What it is about, in few words.
    pub(super) about: &'static str,
    /// The clients that it wants, in its order.
    pub(super) clients: &'static [Who],
    /// How long it waits, by its own definition and beside a few seconds for its exchanges.
    pub(super) waits_s: u32,
    /// How much less of it is run than it says; empty: nothing.
    pub(super) shortened: &'static str,
}

/// A client of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// A device with a certificate of its own.
    Device,
    /// Another one.
    Other,
    /// A device that an aggregator acts for.
    Aggregator,
}

use Who::{Aggregator, Device, Other};

const fn of(id: &'static str, about: &'static str) -> Procedure {
    Procedure { id, about, clients: &[Device], waits_s: 0, shortened: "" }
}

const fn of_two(id: &'static str, about: &'static str) -> Procedure {
    Procedure { clients: &[Device, Other], ..of(id, about) }
}

const fn of_aggregator(id: &'static str, about: &'static str) -> Procedure {
    Procedure { clients: &[Aggregator], ..of(id, about) }
}

const fn waiting(waits_s: u32, procedure: Procedure) -> Procedure {
    Procedure { waits_s, ..procedure }
}

/// Every procedure, in the package's order.
pub(super) const PROCEDURES: &[Procedure] = &[
    of("S-ALL-01", "discovery, registered out of band"),
    of("S-ALL-02", "discovery, registered in band"),
    of_aggregator("S-ALL-03", "the same by an aggregator"),
    waiting(240, of_two("S-ALL-04", "two clients, each with its own")),
    of_two("S-ALL-05", "authorization: another's resources, access withdrawn"),
    waiting(240, of("S-ALL-06", "mirrors and readings of site and device")),
    waiting(60, of("S-ALL-07", "mirrors posted again, with other types")),
    of("S-ALL-08", "DERStatus: connection"),
    of("S-ALL-09", "DERStatus: operational mode"),
    of("S-ALL-10", "DERCapability and DERSettings"),
    of("S-ALL-11", "active control: export limit"),
    of("S-ALL-12", "active control: generation limit"),
    of("S-ALL-13", "active control: import limit"),
    of("S-ALL-14", "active control: load limit"),
    of("S-ALL-15", "active control: energize"),
    of("S-ALL-16", "active control: connect"),
    of("S-ALL-17", "active control: all of them in one"),
    of("S-ALL-18", "active control: ramp time"),
    of("S-ALL-19", "default: export limit"),
    of("S-ALL-20", "default: generation limit"),
    of("S-ALL-21", "default: import limit"),
    of("S-ALL-22", "default: load limit"),
    of("S-ALL-23", "default: ramp rate"),
    of("S-ALL-24", "default: all of them in one"),
    of_aggregator("S-ALL-25", "subscribe to every list, each notified"),
    of_aggregator("S-ALL-26", "a subscription again, deleted, made anew"),
    of_aggregator("S-ALL-27", "notified: export limit"),
    of_aggregator("S-ALL-28", "notified: generation limit"),
    of_aggregator("S-ALL-29", "notified: import limit"),
    of_aggregator("S-ALL-30", "notified: load limit"),
    of_aggregator("S-ALL-31", "notified: energize"),
    of_aggregator("S-ALL-32", "notified: connect"),
    of_aggregator("S-ALL-33", "notified: all of them in one"),
    of_aggregator("S-ALL-34", "notified: ramp time"),
    of_aggregator("S-ALL-35", "notified default: export limit"),
    of_aggregator("S-ALL-36", "notified default: generation limit"),
    of_aggregator("S-ALL-37", "notified default: import limit"),
    of_aggregator("S-ALL-38", "notified default: load limit"),
    of_aggregator("S-ALL-39", "notified default: ramp rate"),
    of_aggregator("S-ALL-40", "notified default: all of them in one"),
    waiting(400, of("S-ALL-41", "responses over the lives of five controls")),
    waiting(30, of("S-ALL-42", "a cancelled control stays, its response comes late")),
    of("S-ALL-43", "poll rates of six resources, changed"),
    of("S-ALL-44", "24 controls one after the other, by page"),
    of("S-ALL-45", "five controls with a random start"),
    waiting(310, of_aggregator("S-ALL-46", "five minutes without notifications")),
    of("S-ALL-47", "scaling: 100 kW, and more than a reading holds"),
    of("S-ALL-48", "default: ramp rate, changed"),
    of("S-ALL-49", "two programs, by primacy"),
    Procedure {
        shortened: "30 rounds a second apart, not 72 hours: 4,320 a minute apart",
        ..waiting(30, of("S-ALL-50", "a client over 72 hours"))
    },
    of("S-ALL-51", "a device registers itself twice"),
    of_two("S-ALL-52", "an LFDI that is not the certificate's"),
    of("S-ALL-53", "ConnectionPoint, changed"),
    of("S-ALL-55", "incomplete DERSettings"),
    of("S-ALL-56", "an LFDI that is no number"),
    of_aggregator("S-ALL-57", "responses that cannot be"),
    of("S-OPT-01", "registration in band is refused"),
    of("S-OPT-02", "a ConnectionPoint that cannot be"),
    of("S-OPT-03", "ConnectionPoint"),
    of("S-OPT-04", "registration and PIN"),
    of("S-OPT-05", "post rate of a mirror, changed"),
];
