//! The suite `features`: builds with fewer features than all compile without a warning. The whole is the suite `lint`'s.

use crate::cargo;
use anyhow::{Context, Result};

/// A build: its features, and what of it is looked at.
type Build = (&'static str, &'static [&'static str]);

const PROGRAM: &[&str] = &["--lib", "--bins"];

/// The gateway as it is shipped, with its tests inside; then each role without the others, and each engine alone.
const BUILDS: &[Build] = &[
    ("sled,redb", &["--lib", "--bins", "--tests"]),
    ("redb,vtn", PROGRAM),
    ("sled,headend", PROGRAM),
    ("redb,demo", PROGRAM),
];

/// True when clippy finds nothing in any of them.
pub(crate) fn run() -> Result<bool> {
    let mut clean = true;
    for (features, targets) in BUILDS {
        let mut command = cargo();
        command.args(["clippy", "--release", "--quiet", "--package", "tieline", "--no-default-features"]);
        command.args(["--features", features]).args(*targets).args(["--", "-D", "warnings"]);
        let passed = command.status().context("cargo clippy")?.success();
        if !passed {
            println!("not clean: --no-default-features --features {features}");
        }
        clean &= passed;
    }
    println!("figure: {} builds", BUILDS.len());
    Ok(clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root;
    use std::fs;

    /// The features of the package, as its manifest lists them.
    fn declared() -> Vec<String> {
        let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
        let table = manifest.split("\n[features]\n").nth(1).and_then(|rest| rest.split("\n[").next());
        let lines = table.expect("a table of features").lines();
        lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn every_feature_is_built_without_the_rest() {
        let declared = declared();
        assert!(declared.len() > 1);
        for name in declared.iter().filter(|name| *name != "default") {
            assert!(BUILDS.iter().any(|(features, _)| features.split(',').any(|f| f == name)), "{name}");
        }
    }
}
