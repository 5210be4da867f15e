//! The services over simple HTTP, and where they stand.

/// Where the services stand by default, without a slash at its end [OADR2b simple HTTP].
pub const PATH: &str = "/OpenADR2/Simple/2.0b";

/// A service, by the last part of its path [OADR2b simple HTTP].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// EiRegisterParty.
    RegisterParty,
    /// EiEvent.
    Event,
    /// EiReport.
    Report,
    /// EiOpt.
    Opt,
    /// OadrPoll.
    Poll,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 5] = [Self::RegisterParty, Self::Event, Self::Report, Self::Opt, Self::Poll];

    /// The last part of its path.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RegisterParty => "EiRegisterParty",
            Self::Event => "EiEvent",
            Self::Report => "EiReport",
            Self::Opt => "EiOpt",
            Self::Poll => "OadrPoll",
        }
    }

    /// The service of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.name() == name)
    }
}
