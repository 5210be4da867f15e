//! Who asks, and what that lets them see.

use super::key::{Key, Owner};
use std::collections::BTreeSet;
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
    /// An enrolled device: its own documents and the programs assigned to it.
    Device {
        /// Its number.
        device: u32,
        /// Its identity.
        lfdi: Lfdi,
        /// The programs that its assignments name.
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
            (Self::Device { device, .. }, Owner::Device(owner)) => *device == owner,
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
}
