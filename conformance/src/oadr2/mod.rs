//! OpenADR 2.0b: procedures against a VEN and against a VTN.
//!
//! The official harness and its test specification are not public; its cases are known by their names and by what public VTNs
//! were told to set up for them. A case here bears such a name where there is one, plays that set-up, and judges by the numbered
//! rules that public code cites. Where several numbers are known for one kind of set-up, which is which is a guess. What is
//! judged stands at each case.

mod clock;
mod event;
mod http;
mod messages;
mod of_ven;
mod of_vtn;
mod procedure;
mod say;
mod setup;
mod transcript;
mod ven;
mod vtn;

pub use of_ven::{Bench, Group, Site, cases_of_ven};
pub use of_vtn::{VtnBench, cases_of_vtn, cases_of_worse_vtn};
pub use procedure::Played;
pub use setup::{EventPlan, ReportPlan, Setup, SignalPlan, Stand};
pub use transcript::{Exchange, Transcript};
pub use ven::Distort;
pub use vtn::{Names, ReferenceVtn};
