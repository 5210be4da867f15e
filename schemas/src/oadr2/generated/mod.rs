// Generated from tables/oadr2.txt by oadr2::generator (`cargo xtask generate`); do not edit.
//! The types of OpenADR 2.0b, a module a namespace.

mod namespaces;
mod groups;
mod oadr;
mod ei;
mod pyld;
mod xcal;
mod strm;
mod emix;
mod power;
mod scale;
mod gml;
mod currency;

pub(crate) use namespaces::Ns;
pub use groups::*;
pub use oadr::*;
pub use ei::*;
pub use pyld::*;
pub use xcal::*;
pub use strm::*;
pub use emix::*;
pub use power::*;
pub use scale::*;
pub use gml::*;
pub use currency::*;

mod prelude {
    pub(super) use super::super::cursor::Cursor;
    pub(super) use super::super::shape::{Card::*, Name, Node, Shape, Text::*, at, el, fixed, group, n};
    pub(super) use super::super::simple::*;
    pub(super) use super::super::value::Value;
    pub(super) use super::super::writer::Writer;
    pub(super) use super::*;
    pub(super) use crate::xml::DecodeError;
}
