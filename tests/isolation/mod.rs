//! Suite `isolation`: one device never sees, guesses or times another's, and no peer keeps others from being served.
//!
//! Everything goes over mutual TLS with CCM_8 to the built `tieline serve`.

mod chains;
mod denied;
#[path = "../../certs/tests/forge/mod.rs"]
#[allow(dead_code, reason = "the suite `chains` uses more of it")]
mod forge;
#[path = "../../certs/tests/lab/mod.rs"]
mod lab;
mod siege;
mod street;
mod timing;
mod variants;
mod walk;
