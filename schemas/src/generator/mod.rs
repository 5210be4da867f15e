//! Makes Rust from the schema tables; a test fails when the committed result is stale.

pub mod sunspec;
