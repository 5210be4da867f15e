//! Holds the arrows between the rooms of the design: who may import whom.

#[cfg(test)]
mod tests {
    use crate::root;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// A room and the rooms of the gateway that it may name; `core`, `schemas` and `certs` stand beside.
    const ROOMS: &[(&str, &[&str])] = &[
        ("store", &[]),
        ("config", &["assets"]),
        ("utility", &[]),
        ("assets", &[]),
        ("headend", &["config", "assets", "store"]),
        ("vtn", &["config"]),
        ("admin", &["config", "store", "headend", "vtn"]),
        ("runtime", &["admin", "config", "store", "utility", "assets", "headend", "vtn"]),
        ("cli", &["admin", "config", "store", "utility", "assets", "headend", "vtn", "runtime"]),
    ];

    /// Words that a room without I/O may not say (rule 1).
    const IO: &[&str] = &["tokio::", "std::net", "std::fs", "Instant::now", "SystemTime", "getrandom", "hyper::"];

    fn sources(dir: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(dir) else {
            return Vec::new();
        };
        let paths = entries.flatten().map(|entry| entry.path());
        // Tests may read files and clocks; the rooms themselves may not.
        paths
            .filter(|path| {
                path.file_stem().is_none_or(|name| name != "tests" && !name.to_string_lossy().ends_with("_tests"))
            })
            .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
            .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
            .collect()
    }

    /// The code of a file before its tests, without comment lines.
    fn code(file: &Path) -> String {
        let text = fs::read_to_string(file).expect("a source file");
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
        before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn rooms_import_only_along_the_arrows() {
        let src = root().join("src");
        let mut wrong = Vec::new();
        for (room, allowed) in ROOMS {
            for file in sources(&src.join(room)) {
                let text = code(&file);
                let foreign =
                    ROOMS.iter().map(|(name, _)| *name).filter(|name| name != room && !allowed.contains(name));
                let found = foreign.filter(|name| text.contains(&format!("crate::{name}")));
                wrong.extend(found.map(|name| format!("{} names {name}", file.display())));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// [design r1]
    #[test]
    fn r1_rooms_without_io_read_no_clock_and_open_nothing() {
        let rooms = ["core/src", "schemas/src", "src/utility", "src/assets", "src/headend", "src/vtn", "src/admin"];
        let mut wrong = Vec::new();
        for file in rooms.iter().flat_map(|room| sources(&root().join(room))) {
            let text = code(&file);
            wrong.extend(IO.iter().filter(|w| text.contains(**w)).map(|w| format!("{} says {w}", file.display())));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn r1_pure_crates_depend_on_nothing_with_io() {
        for name in ["core", "schemas", "certs"] {
            let manifest = fs::read_to_string(root().join(name).join("Cargo.toml")).expect("a manifest");
            let dependencies = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
            for banned in ["tokio", "hyper", "tieline ", "mio", "getrandom"] {
                assert!(!dependencies.unwrap_or_default().contains(banned), "{name} depends on {banned}");
            }
        }
    }
}
