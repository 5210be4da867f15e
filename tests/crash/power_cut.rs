//! What a power cut leaves: each file's content at its last sync, by the shim of `tests/shim/power_cut.c`.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

/// When a file's name is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// As soon as it is made, changed or removed.
    AtOnce,
    /// Once its directory is synced.
    WhenSynced,
}

/// A directory whose disk forgets, and the shadow where the shim keeps what was synced.
pub(crate) struct PowerCut {
    dir: PathBuf,
    shadow: PathBuf,
}

impl PowerCut {
    /// What is in `dir` now counts as durable.
    pub(crate) fn new(dir: &Path, shadow: &Path) -> Self {
        fs::create_dir_all(shadow).expect("creates");
        let power = Self { dir: dir.to_owned(), shadow: shadow.to_owned() };
        power.keep(dir);
        power
    }

    fn keep(&self, dir: &Path) {
        let mut names = String::new();
        for path in list(dir) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let kind = if path.is_dir() { 'd' } else { 'f' };
            names.push_str(&format!("{kind} {} {name}\n", id(&path)));
            if path.is_dir() {
                self.keep(&path);
            } else {
                fs::copy(&path, self.shadow.join(id(&path))).expect("copies");
            }
        }
        fs::write(self.shadow.join(id(dir)), names).expect("writes");
    }

    /// Puts the shim before the process's C library.
    pub(crate) fn preload(&self, command: &mut Command) {
        command.env("LD_PRELOAD", shim()).env("POWER_CUT_SHADOW", &self.shadow);
    }

    /// Builds in `target` what is on the disk after the cut.
    pub(crate) fn what_is_left(&self, names: Names, target: &Path) {
        fs::create_dir_all(target).expect("creates");
        match names {
            Names::AtOnce => self.build_from_live(&self.dir, target),
            Names::WhenSynced => self.build_from_shadow(&id(&self.dir), target),
        }
    }

    fn build_from_live(&self, dir: &Path, target: &Path) {
        for path in list(dir) {
            let to = target.join(path.file_name().expect("a name"));
            if path.is_dir() {
                fs::create_dir_all(&to).expect("creates");
                self.build_from_live(&path, &to);
            } else {
                self.build_file(&id(&path), &to);
            }
        }
    }

    fn build_from_shadow(&self, directory: &str, target: &Path) {
        // A directory that was never synced holds no name.
        let names = fs::read_to_string(self.shadow.join(directory)).unwrap_or_default();
        for line in names.lines() {
            let [kind, id, name] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
            let to = target.join(name);
            if kind == "d" {
                fs::create_dir_all(&to).expect("creates");
                self.build_from_shadow(id, &to);
            } else {
                self.build_file(id, &to);
            }
        }
    }

    /// A file that was never synced is empty.
    fn build_file(&self, id: &str, to: &Path) {
        match fs::copy(self.shadow.join(id), to) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => fs::write(to, []).expect("writes"),
            copied => drop(copied.expect("copies")),
        }
    }
}

/// A file's inode and birth time, as the shim names it.
fn id(path: &Path) -> String {
    let meta = fs::symlink_metadata(path).expect("metadata");
    let born = meta.created().expect("a birth time").duration_since(UNIX_EPOCH).expect("after 1970");
    format!("{}-{}-{}", meta.ino(), born.as_secs(), born.subsec_nanos())
}

fn list(dir: &Path) -> Vec<PathBuf> {
    fs::read_dir(dir).expect("lists").map(|entry| entry.expect("an entry").path()).collect()
}

/// The compiled shim; built once a run.
fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/power_cut.c");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("power_cut-{}.so", std::process::id()));
        let mut cc = Command::new("cc");
        cc.args(["-shared", "-fPIC", "-O2", "-o"]).arg(&target).arg(&source);
        let built = cc.status().expect("cc is missing: apt-get install gcc libc6-dev");
        assert!(built.success(), "the shim does not compile");
        target
    })
}
