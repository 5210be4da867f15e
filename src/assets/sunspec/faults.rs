//! SunSpec alarm bits to those of 2030.5.

use tieline_core::model::FaultBits;

/// Bit of 701.Alrm (and of 10x.Evt1 one list earlier) by its symbol, and the bit of alarmStatus that says the same.
/// Alarms without a counterpart are shown by the connection's fault bit alone [2030.5 DERStatus.alarmStatus].
const ALARMS: [(&str, u8); 8] = [
    ("DC_OVER_VOLT", 1),
    ("AC_OVER_VOLT", 1),
    ("AC_UNDER_VOLT", 2),
    ("OVER_FREQUENCY", 3),
    ("UNDER_FREQUENCY", 4),
    ("MANUAL_SHUTDOWN", 7),
    ("DC_DISCONNECT", 9),
    ("BLOWN_STRING_FUSE", 0),
];

/// Names of the alarm bits of 2030.5, by number [2030.5 DERStatus.alarmStatus].
const NAMES: [&str; 11] = [
    "over current",
    "over voltage",
    "under voltage",
    "over frequency",
    "under frequency",
    "voltage imbalance",
    "current imbalance",
    "emergency, local",
    "emergency, remote",
    "low power input",
    "phase rotation",
];

/// The alarmStatus for an alarm bit field whose bits have the table's symbols.
pub(super) fn fault_bits(symbols: &[(&str, u32)], raised: i64) -> FaultBits {
    let is_raised = |name: &str| symbols.iter().any(|(symbol, bit)| *symbol == name && raised >> bit & 1 == 1);
    let bits = ALARMS.iter().filter(|(name, _)| is_raised(name));
    FaultBits(bits.fold(0, |bits, (_, bit)| bits | 1 << bit))
}

/// What an alarm bit says, for people.
pub(super) fn fault_name(bit: u8) -> &'static str {
    NAMES.get(usize::from(bit)).copied().unwrap_or("fault")
}
