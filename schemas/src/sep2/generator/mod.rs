//! Makes `generated/` from `tables/sep2.txt`. `cargo xtask generate` writes the files; a test holds that they are fresh.

mod emit;
mod flatten;
mod names;
pub mod table;

pub use emit::generate;
pub use flatten::{Flat, flatten};

/// The schema table as committed.
pub const TABLE: &str = include_str!("../../../tables/sep2.txt");

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn generated_code_is_fresh() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sep2/generated");
        for (name, text) in super::generate(super::TABLE).unwrap() {
            let there = std::fs::read_to_string(root.join(&name)).unwrap_or_default();
            assert!(there == text, "{name} is stale: run `cargo xtask generate`");
        }
    }
}
