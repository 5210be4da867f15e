//! Makes `generated/` from `tables/oadr2.txt`. `cargo xtask generate` writes the files; a test holds that they are fresh.

mod emit;
mod enumerations;
pub mod model;
pub mod sample;
mod structures;
pub mod table;

pub use emit::generate;

/// The schema table as committed.
pub const TABLE: &str = include_str!("../../../tables/oadr2.txt");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    /// `TIELINE_REGENERATE=1 cargo test -p tieline-schemas generated_oadr2` rewrites the generated sources.
    #[test]
    fn generated_oadr2_is_what_the_table_gives() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/oadr2/generated");
        let mut expected = BTreeSet::new();
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
        assert_eq!(files.collect::<BTreeSet<_>>(), expected);
    }

    #[test]
    fn a_bad_line_is_named() {
        let line = |table: &str| super::generate(table).map_err(|error| error.line).err();
        assert_eq!(line("namespace a urn:a\n\nnonsense"), Some(3));
        assert_eq!(line("namespace a urn:a\n  a:b 1"), Some(2));
        assert_eq!(line("struct a b -"), Some(1));
        assert_eq!(line("namespace a urn:a\nstruct s b -\n  .f xs:string"), Some(3));
        assert_eq!(line("namespace a urn:a\nstruct s b -\n  = V"), Some(3));
    }
}
