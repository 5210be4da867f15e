//! Suite `signatures`: canonical XML by hand-worked cases, and forged, moved, changed and oversized messages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, missing_docs, reason = "tests")]

mod notary;

#[path = "signatures/attacks.rs"]
mod attacks;
#[path = "signatures/canonical.rs"]
mod canonical;
#[path = "signatures/honest.rs"]
mod honest;
#[path = "signatures/written.rs"]
mod written;
