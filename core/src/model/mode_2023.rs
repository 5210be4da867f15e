//! The modes of control that the 2023 edition of 2030.5 added.

use serde::{Deserialize, Serialize};

/// A mode that 2018 does not have; its value is what [`super::ControlValue`] says of it [X23 DERControlBase].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each name is the standard's own")]
pub enum Mode2023 {
    DeltaVar,
    DeltaW,
    FixedV,
    GridConnectPermit,
    IslandPermit,
    MaxLimPctVaAbsorb,
    MaxLimPctVaInject,
    MaxLimPctVarAbsorb,
    MaxLimPctVarInject,
    MaxLimPctWAbsorb,
    MaxLimVarAbsorb,
    MaxLimVarInject,
    MaxLimWAbsorb,
    MaxLimWInject,
    TargetV,
}

impl Mode2023 {
    /// Every one, in the order of DERControlBase.
    pub const ALL: [Self; 15] = [
        Self::DeltaVar,
        Self::DeltaW,
        Self::FixedV,
        Self::GridConnectPermit,
        Self::IslandPermit,
        Self::MaxLimPctVaAbsorb,
        Self::MaxLimPctVaInject,
        Self::MaxLimPctVarAbsorb,
        Self::MaxLimPctVarInject,
        Self::MaxLimPctWAbsorb,
        Self::MaxLimVarAbsorb,
        Self::MaxLimVarInject,
        Self::MaxLimWAbsorb,
        Self::MaxLimWInject,
        Self::TargetV,
    ];

    /// Its field of DERControlBase [X23 DERControlBase].
    pub fn field(self) -> &'static str {
        const FIELDS: [&str; 15] = [
            "opModDeltaVar",
            "opModDeltaW",
            "opModFixedV",
            "opModGridConnectPermit",
            "opModIslandPermit",
            "opModMaxLimPctVAAbsorb",
            "opModMaxLimPctVAInject",
            "opModMaxLimPctVarAbsorb",
            "opModMaxLimPctVarInject",
            "opModMaxLimPctWAbsorb",
            "opModMaxLimVarAbsorb",
            "opModMaxLimVarInject",
            "opModMaxLimWAbsorb",
            "opModMaxLimWInject",
            "opModTargetV",
        ];
        FIELDS[self as usize]
    }

    /// Its place in [`Self::ALL`].
    pub fn number(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_after_its_mode() {
        for (place, mode) in Mode2023::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(mode.number()), place);
            assert!(mode.field().eq_ignore_ascii_case(&format!("opMod{mode:?}")), "{mode:?}");
        }
    }
}
