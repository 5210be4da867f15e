// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! Namespace `http://docs.oasis-open.org/ns/emix/2011/06/siscale`.

use super::prelude::*;

/// `scale:SiScaleCodeType`, 2.0b: one of 11 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SiScaleCode {
    /// `p`.
    #[default]
    Pico,
    /// `n`.
    Nano,
    /// `micro`.
    Micro,
    /// `m`.
    Milli,
    /// `c`.
    Centi,
    /// `d`.
    Deci,
    /// `k`.
    Kilo,
    /// `M`.
    Mega,
    /// `G`.
    Giga,
    /// `T`.
    Tera,
    /// `none`.
    None,
}

enumeration!(
    SiScaleCode,
    "scale:SiScaleCodeType (p, n, micro, m, c, d, k, M, G, T, none)",
    Pico = "p",
    Nano = "n",
    Micro = "micro",
    Milli = "m",
    Centi = "c",
    Deci = "d",
    Kilo = "k",
    Mega = "M",
    Giga = "G",
    Tera = "T",
    None = "none",
);
