//! Makes `generated/` from `tables/sep2.txt`. `cargo xtask generate` writes the files; a test
//! holds that they are fresh.

mod emit;
mod flatten;
pub mod table;

pub use emit::generate;
pub use flatten::{Flat, flatten};

/// The schema table as committed.
pub const TABLE: &str = include_str!("../../../tables/sep2.txt");

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// `TIELINE_REGENERATE=1 cargo test -p tieline-schemas generated_sep2` rewrites the generated sources.
    #[test]
    fn generated_sep2_is_what_the_table_gives() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sep2/generated");
        let mut expected = std::collections::BTreeSet::new();
        for (name, text) in super::generate(super::TABLE).unwrap() {
            let path = root.join(&name);
            if std::env::var_os("TIELINE_REGENERATE").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            let there = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(there == text, "{name} is stale: run `cargo xtask generate`");
            expected.insert(name);
        }
        let files = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(files.collect::<std::collections::BTreeSet<_>>(), expected);
    }

    #[test]
    fn a_bad_line_is_named() {
        let line = |table: &str| super::generate(table).map_err(|error| error.line).err();
        assert_eq!(line("package a\n\nnonsense"), Some(3));
        assert_eq!(line("  .field UInt8 1 both"), Some(1));
        assert_eq!(line("type A both - both\n  field UInt8 1 both"), Some(2));
    }
}
