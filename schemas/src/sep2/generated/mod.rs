// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! The types of IEEE 2030.5 (2018 and 2023) and CSIP-AUS, a module a package.

#![allow(non_camel_case_types)] // IEEE_802_15_4 keeps its name

mod document;
mod end_device;
mod pub_sub;
mod response;
mod device_information;
mod network;
mod management;
mod drlc;
mod metering;
mod pricing;
mod messaging;
mod billing;
mod prepayment;
mod flow_reservation;
mod der;
mod der_control;
mod der_types;
mod aggregation;
mod links;
mod objects;
mod types;
mod mirror;
mod primitives;
mod csip_aus;

pub use document::Document;
pub use end_device::*;
pub use pub_sub::*;
pub use response::*;
pub use device_information::*;
pub use network::*;
pub use management::*;
pub use drlc::*;
pub use metering::*;
pub use pricing::*;
pub use messaging::*;
pub use billing::*;
pub use prepayment::*;
pub use flow_reservation::*;
pub use der::*;
pub use der_control::*;
pub use der_types::*;
pub use aggregation::*;
pub use links::*;
pub use objects::*;
pub use types::*;
pub use mirror::*;
pub use primitives::*;
pub use csip_aus::*;

mod prelude {
    pub(super) use super::*;
    pub(super) use super::super::shape::{B, Card::*, N, Node, O, OWN, Shape, V12, V13, V13B, at, el, text};
    pub(super) use super::super::scalar::*;
    pub(super) use super::super::value::Value;
}
