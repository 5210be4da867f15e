//! How the server under test must stand: what its operator sets up for a case.

use tieline_certs::identity::{self, Identity};
use tieline_schemas::sep2 as wire;

/// What a case wants the server to have for the device that asks. Times are seconds after the run's beginning, on the
/// server's clock.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stand {
    /// Function set assignments: of the one who asks, or of the devices that it acts for, as [`Stand::devices`] says.
    pub groups: Vec<Group>,
    /// Devices that the one who asks acts for; 0: it is a device itself.
    pub acts_for: u8,
    /// Those of them that are not there.
    pub gone: Vec<u8>,
    /// What the operator changes, in order: how many seconds after the run's beginning, and what.
    pub changes: Vec<(i64, Change)>,
}

/// What an operator changes while the server runs. Groups are named by their place in [`Stand::groups`], devices that an
/// aggregator acts for by their number, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A group that is there from then on alone.
    Give(usize),
    /// A group that is taken away.
    Take(usize),
    /// The primacy of a group's first program.
    Primacy(usize, u8),
    /// One more device that the aggregator acts for.
    Add,
    /// A device is removed.
    Remove(u8),
    /// The server's time zone: local standard time less UTC, in seconds.
    TimeZone(i32),
}

/// Function set assignments with their programs.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its description, at most 32 bytes.
    pub name: String,
    /// Its programs.
    pub programs: Vec<Program>,
}

/// A program.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// Its name on the wire.
    pub mrid: [u8; 16],
    /// Its description, at most 32 bytes: mostly the level of the grid that it is for.
    pub name: String,
    /// Its rank; the lower wins.
    pub primacy: u8,
    /// What holds without an event.
    pub default: Option<DefaultControl>,
    /// Its events, in the order in which they are made.
    pub events: Vec<Event>,
}

/// A default control.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DefaultControl {
    /// Its name on the wire.
    pub mrid: [u8; 16],
    /// What it asks for.
    pub modes: Vec<Mode>,
    /// setGradW, in hundredths of a percent a second.
    pub grad_w: Option<u16>,
    /// setSoftGradW, in the same.
    pub soft_grad_w: Option<u16>,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    /// Its name on the wire.
    pub mrid: [u8; 16],
    /// When the server makes it.
    pub created_s: i64,
    /// Start before randomization.
    pub start_s: i64,
    /// Length before randomization.
    pub duration_s: u32,
    /// Bound of the draw that moves the start.
    pub randomize_start_s: i16,
    /// Bound of the draw that changes the length.
    pub randomize_duration_s: i16,
    /// When the server cancels it.
    pub cancel_s: Option<i64>,
    /// What it asks for.
    pub modes: Vec<Mode>,
}

/// A limit that a case asks for, and one that is tighter.
pub(super) const LIMIT: Mode = Mode::MaxLimW(6_000);
pub(super) const TIGHTER: Mode = Mode::MaxLimW(3_000);

/// A mode of a control. Shares are hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the standard's")]
pub enum Mode {
    Connect(bool),
    Energize(bool),
    MaxLimW(u16),
    FixedW(i16),
    /// Share of setMaxVar.
    FixedVar(i16),
    /// Displacement in ten-thousandths, injecting.
    FixedPfInject(u16),
    /// A curve of this kind.
    Curve(Curve),
}

/// A curve, by DERCurveType's number; each kind has one curve here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve(pub u8);

impl Curve {
    /// Its name on the wire.
    pub fn mrid(self) -> [u8; 16] {
        [0xC5, 0xFF, self.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x9C, 0x41]
    }

    /// Its points.
    pub fn points(self) -> Vec<(i32, i32)> {
        (1..=4).map(|i| (1_000 * i, 100 * i + i32::from(self.0))).collect()
    }

    /// DERUnitRefType's number of its y values.
    pub fn y_ref(self) -> u8 {
        if self.0 == 11 { 3 } else { 1 }
    }
}

/// Which field of DERControlBase a kind of curve has.
pub(super) fn curve_fields(base: &mut wire::DERControlBase) -> [(u8, &mut Option<wire::DERCurveLink>); 15] {
    [
        (0, &mut base.op_mod_freq_watt),
        (1, &mut base.op_mod_hfrt_may_trip),
        (2, &mut base.op_mod_hfrt_must_trip),
        (3, &mut base.op_mod_hvrt_may_trip),
        (4, &mut base.op_mod_hvrt_momentary_cessation),
        (5, &mut base.op_mod_hvrt_must_trip),
        (6, &mut base.op_mod_lfrt_may_trip),
        (7, &mut base.op_mod_lfrt_must_trip),
        (8, &mut base.op_mod_lvrt_may_trip),
        (9, &mut base.op_mod_lvrt_momentary_cessation),
        (10, &mut base.op_mod_lvrt_must_trip),
        (11, &mut base.op_mod_volt_var),
        (12, &mut base.op_mod_volt_watt),
        (13, &mut base.op_mod_watt_pf),
        (14, &mut base.op_mod_watt_var),
    ]
}

/// The modes other than curves as they must be on the wire.
pub(super) fn plain_base(modes: &[Mode]) -> wire::DERControlBase {
    let mut base = wire::DERControlBase::default();
    for mode in modes {
        match *mode {
            Mode::Connect(permit) => base.op_mod_connect = Some(permit),
            Mode::Energize(permit) => base.op_mod_energize = Some(permit),
            Mode::MaxLimW(value) => {
                base.op_mod_max_lim_w = Some(wire::PerCentControlType { value, ..Default::default() });
            }
            Mode::FixedW(value) => {
                base.op_mod_fixed_w = Some(wire::SignedPerCentControlType { value, ..Default::default() });
            }
            Mode::FixedVar(value) => {
                base.op_mod_fixed_var = Some(wire::FixedVarControlType { ref_type: 2, value, ..Default::default() });
            }
            Mode::FixedPfInject(displacement) => {
                base.op_mod_fixed_pf_inject_w = Some(wire::PowerFactorWithExcitationControlType {
                    displacement,
                    excitation: false,
                    multiplier: -4,
                    ..Default::default()
                });
            }
            Mode::Curve(_) => {}
        }
    }
    base
}

/// A group of one program.
pub(super) fn group(program: Program) -> Group {
    Group { name: program.name.clone(), programs: vec![program] }
}

/// A program without default and events.
pub(super) fn program(name: &str, primacy: u8) -> Program {
    Program { mrid: [0; 16], name: name.to_owned(), primacy, default: None, events: Vec::new() }
}

impl Program {
    pub(super) fn with_default(mut self, modes: &[Mode]) -> Self {
        self.default = Some(DefaultControl { modes: modes.to_vec(), ..DefaultControl::default() });
        self
    }

    /// With an event from `start_s` on, made before the run begins.
    pub(super) fn with_event(mut self, start_s: i64, duration_s: u32, modes: &[Mode]) -> Self {
        self.events.push(Event { start_s, duration_s, modes: modes.to_vec(), ..Event::default() });
        self
    }

    pub(super) fn with(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }
}

impl Stand {
    pub(super) fn of(groups: Vec<Group>) -> Self {
        Self { groups, ..Self::default() }
    }

    pub(super) fn changing(self, changes: &[(i64, Change)]) -> Self {
        Self { changes: changes.to_vec(), ..self }
    }

    /// The devices that an aggregator acts for, each with what it must have: the first has every group, the others the first
    /// one alone, as inverters of one system behind different transformers have. They have no certificates of their own.
    pub fn devices(&self, aggregator: Identity) -> Vec<(Identity, Self)> {
        let device = |number: u8| {
            let mut lfdi = aggregator.lfdi;
            lfdi[0] ^= number;
            let groups = self.groups.iter().take(if number == 1 { usize::MAX } else { 1 }).cloned().collect();
            (Identity { lfdi, sfdi: identity::sfdi(&lfdi) }, Self::of(groups))
        };
        (1..=self.acts_for).filter(|number| !self.gone.contains(number)).map(device).collect()
    }

    /// Whether a group is there at the beginning.
    pub fn begins_with(&self, group: usize) -> bool {
        !self.changes.iter().any(|(_, change)| *change == Change::Give(group))
    }

    /// How it must stand at `now_s`, without what changes later.
    pub(super) fn at(&self, now_s: i64) -> Self {
        let mut there: Vec<bool> = (0..self.groups.len()).map(|group| self.begins_with(group)).collect();
        let mut stand = Self { changes: Vec::new(), ..self.clone() };
        for (_, change) in self.changes.iter().filter(|(at_s, _)| *at_s <= now_s) {
            match *change {
                Change::Give(group) => there[group] = true,
                Change::Take(group) => there[group] = false,
                Change::Primacy(group, primacy) => stand.groups[group].programs[0].primacy = primacy,
                Change::Add => stand.acts_for += 1,
                Change::Remove(number) => stand.gone.push(number),
                // It is the server's, and nothing that a device is assigned.
                Change::TimeZone(_) => {}
            }
        }
        let kept = stand.groups.into_iter().zip(there);
        stand.groups = kept.filter(|(_, there)| *there).map(|(group, _)| group).collect();
        stand
    }

    /// The same with names on the wire that no other case has.
    pub(super) fn numbered(mut self, case: &str, number: u8) -> Self {
        for (g, group) in self.groups.iter_mut().enumerate() {
            group.name = format!("{case} {g}");
            for (p, program) in group.programs.iter_mut().enumerate() {
                let mrid = |e: usize| [0xC5, number, g as u8, p as u8, e as u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x9C, 0x41];
                program.mrid = mrid(0);
                program.default.iter_mut().for_each(|default| default.mrid = mrid(0xFF));
                program.events.iter_mut().enumerate().for_each(|(e, event)| event.mrid = mrid(e + 1));
            }
        }
        self
    }
}
