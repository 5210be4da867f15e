//! Who asks, and what that lets them see.

use super::documents::{AssignmentsDocument, DeviceDocument, Rates};
use super::grants;
use super::key::{Key, Owner};
use super::resources::{Resources, Unavailable, read};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tieline_core::model::{Lfdi, Sfdi};

/// The peer, as its verified certificate names it (rule 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The certificate's fingerprint [2030.5 §6.3.4].
    pub lfdi: Lfdi,
    /// Its short form [2030.5 §6.3.3].
    pub sfdi: Sfdi,
}

impl Identity {
    /// The identity that belongs to an LFDI.
    pub fn of_lfdi(lfdi: Lfdi) -> Self {
        Self { lfdi, sfdi: Sfdi(tieline_certs::identity::sfdi(&lfdi.0)) }
    }
}

/// What one caller may see; every call of [`super::Resources`] carries one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The utility itself: everything.
    Operator,
    /// An enrolled device: its own documents and the programs assigned to it; and, if it is an aggregator, those of the
    /// devices that are granted to it.
    Device {
        /// Its number.
        device: u32,
        /// Its identity.
        lfdi: Lfdi,
        /// Whether it is an aggregator.
        aggregator: bool,
        /// The devices that it acts for, by number: those within the [`Reach`] that was asked for.
        granted: BTreeMap<u32, Lfdi>,
        /// The programs that its assignments and theirs name.
        programs: BTreeSet<u32>,
    },
    /// A valid certificate that is not enrolled: only whether it is enrolled.
    Stranger {
        /// Its identity.
        lfdi: Lfdi,
    },
    /// Nobody by name: what all readers of a program may see or, without one, whoever is served.
    Readers {
        /// The program.
        program: Option<u32>,
    },
}

impl Scope {
    /// Whether this caller may see what is stored at `key`.
    pub fn sees(&self, key: &Key) -> bool {
        match (self, key.owner()) {
            (Self::Operator, _) | (_, Owner::Everyone) => true,
            (Self::Device { device, granted, .. }, Owner::Device(owner)) => {
                *device == owner || granted.contains_key(&owner)
            }
            (_, Owner::Program(program)) => self.reads_program(program),
            (Self::Device { lfdi, .. } | Self::Stranger { lfdi }, Owner::Identity(owner)) => *lfdi == owner,
            _ => false,
        }
    }

    /// Whether this caller may read a program, or what is assigned like one.
    pub fn reads_program(&self, number: u32) -> bool {
        match self {
            Self::Operator => true,
            Self::Device { programs, .. } => programs.contains(&number),
            Self::Readers { program } => *program == Some(number),
            Self::Stranger { .. } => false,
        }
    }

    /// The number of the enrolled device that asks.
    pub fn device(&self) -> Option<u32> {
        match self {
            Self::Device { device, .. } => Some(*device),
            _ => None,
        }
    }

    /// Whether it is that of an aggregator: then it depends on the [`Reach`].
    pub(super) fn is_aggregator(&self) -> bool {
        matches!(self, Self::Device { aggregator: true, .. })
    }

    /// How many devices it acts for.
    pub(super) fn granted(&self) -> usize {
        match self {
            Self::Device { granted, .. } => granted.len(),
            _ => 0,
        }
    }

    /// The devices whose documents these are, by SFDI: the one that asks and those that it acts for.
    pub(super) fn devices(&self) -> Vec<u32> {
        let Self::Device { device, lfdi, granted, .. } = self else {
            return Vec::new();
        };
        let all = granted.iter().chain(std::iter::once((device, lfdi)));
        let mut sorted: Vec<_> = all.map(|(number, lfdi)| (Identity::of_lfdi(*lfdi).sfdi, *number)).collect();
        sorted.sort_unstable();
        sorted.into_iter().map(|(_, number)| number).collect()
    }

    /// The device of this identity, if the caller may speak for it: itself, or one that it acts for.
    pub(super) fn device_of(&self, named: Lfdi) -> Option<u32> {
        let Self::Device { device, lfdi, granted, .. } = self else {
            return None;
        };
        let found = granted.iter().find(|(_, lfdi)| **lfdi == named).map(|(number, _)| *number);
        if *lfdi == named { Some(*device) } else { found }
    }
}

/// How much of what an aggregator may see a request needs: an aggregator may have thousands of devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// What is below one device.
    Device(u32),
    /// Its devices, without their programs.
    Devices,
    /// Everything.
    All,
}

/// What an identity that is let in may see, and the rates of the groups of the device that it asks about.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) scope: Arc<Scope>,
    pub(super) rates: Rates,
}

/// What an identity that is let in may see of `resources`. For an aggregator that is looked up for each request, so that a
/// grant that is taken back is gone at the next one, whatever the connection (rule 8).
pub(super) fn admitted<R: Resources>(resources: &R, lfdi: Lfdi, reach: Reach) -> Result<Admitted, Unavailable> {
    let own: Option<u32> = read(resources, &Scope::Operator, &Key::enrolment(lfdi))?;
    let Some(device) = own else {
        return Ok(Admitted { scope: Arc::new(Scope::Stranger { lfdi }), rates: Rates::default() });
    };
    let document: Option<DeviceDocument> = read(resources, &Scope::Operator, &Key::device(device))?;
    let aggregator = document.as_ref().is_some_and(|document| document.aggregator);
    let granted = match reach {
        _ if !aggregator => BTreeMap::new(),
        Reach::Device(other) => grants::of_device(resources, device, other)?,
        Reach::Devices | Reach::All => grants::of_aggregator(resources, device)?,
    };
    let own = document.map(|document| document.assignments).unwrap_or_default();
    let mut others = Vec::new();
    for number in granted.keys().filter(|_| reach != Reach::Devices) {
        let other: Option<DeviceDocument> = read(resources, &Scope::Operator, &Key::device(*number))?;
        others.extend(other.map(|document| document.assignments).unwrap_or_default());
    }
    let is_of_other = matches!(reach, Reach::Device(other) if granted.contains_key(&other));
    let asked: BTreeSet<u32> = if is_of_other { &others } else { &own }.iter().copied().collect();
    let assignments: BTreeSet<u32> = own.into_iter().chain(others).collect();
    let (mut programs, mut rates) = (BTreeSet::new(), Rates::default());
    for number in assignments {
        let named: Option<AssignmentsDocument> = read(resources, &Scope::Operator, &Key::assignments(number))?;
        let Some(named) = named else { continue };
        if asked.contains(&number) {
            rates = rates.shorter(named.rates);
        }
        programs.extend(named.programs);
    }
    let scope = Scope::Device { device, lfdi, aggregator, granted, programs };
    Ok(Admitted { scope: Arc::new(scope), rates })
}
