//! What becomes of a displaced event: the one place where the editions differ.

/// How a server's edition treats an event that a better one displaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// 2018: what an event in effect loses to another it loses for good, and absence from a list says nothing.
    Edition2018,
    /// 2023: what is left of it resumes after the winner, and absence from a complete list is a cancellation
    /// [2030.5 §10.2.2.3 p].
    Edition2023,
}

impl Policy {
    /// The policy of a server that follows the 2023 edition, or does not.
    pub fn of_edition(edition_2023: bool) -> Self {
        if edition_2023 { Self::Edition2023 } else { Self::Edition2018 }
    }

    /// Whether a displaced event may come back into effect.
    pub fn resumes(self) -> bool {
        self == Self::Edition2023
    }

    /// Whether an event that a complete list no longer holds counts as cancelled.
    pub fn absence_cancels(self) -> bool {
        self == Self::Edition2023
    }

    /// Whether EventStatus 4 ends the event here too; where events resume, the own contest decides.
    pub fn obeys_superseded_status(self) -> bool {
        self == Self::Edition2018
    }
}
