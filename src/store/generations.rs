//! The files of the history's generations. One that is written no more is sealed: its summary holds a fingerprint of its
//! files, so that damage is seen without opening them, which for sled may destroy what is left.

use super::engine::{self, EngineKind};
use super::files;
use super::fingerprint::Fingerprint;
use super::guard::{Guard, Guarded, caught};
use super::key::Kind;
use super::space::{Head, Space};
use super::{Error, Options, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tieline_core::model::Millis;

/// A generation that is written no more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Closed {
    pub(super) number: u64,
    pub(super) head: Head,
    pub(super) bytes: u64,
    /// `None` until it is sealed; then what its files are.
    #[serde(default)]
    pub(super) seal: Option<Fingerprint>,
    /// When this process last compared its files with the seal.
    #[serde(skip)]
    pub(super) checked: Option<Millis>,
}

impl Closed {
    pub(super) fn new(number: u64, head: Head) -> Self {
        Self { number, head, bytes: 0, seal: None, checked: None }
    }

    /// Whether it may hold something of this kind and these instants.
    pub(super) fn meets(&self, kind: Option<Kind>, span: Option<(Millis, Millis)>) -> bool {
        // A head that counts no kinds is older than that count.
        let counted = kind.filter(|_| !self.head.kinds.is_empty());
        if counted.is_some_and(|kind| self.head.kinds.get(kind.says()).is_none_or(|count| *count == 0)) {
            return false;
        }
        let Some((from, to)) = span else { return true };
        let (first, last) = (self.head.first.unwrap_or(i64::MAX), self.head.last.unwrap_or(i64::MIN));
        first < to.0 && last >= from.0
    }

    /// What it held, for people.
    fn says(&self) -> String {
        let instant = |ms| jiff::Timestamp::from_millisecond(ms).map_or_else(|_| format!("{ms} ms"), |t| t.to_string());
        let span = self.head.first.zip(self.head.last);
        let span = span.map_or(String::new(), |(from, to)| format!(" of {} to {}", instant(from), instant(to)));
        format!(" ({} records{span})", self.head.count)
    }
}

/// Where the generations are, and how they are opened.
pub(super) struct Files {
    root: PathBuf,
    pub(super) options: Options,
}

impl Files {
    pub(super) fn new(root: &Path, options: &Options) -> Self {
        Self { root: root.to_owned(), options: options.clone() }
    }

    pub(super) fn dir(&self, number: u64) -> PathBuf {
        self.root.join("history").join(format!("{number:06}"))
    }

    fn kind(&self) -> EngineKind {
        self.options.engine
    }

    /// Opens a generation under guard; `known` is what it held when it was closed.
    pub(super) fn guard(
        &self,
        number: u64,
        expected: bool,
        known: Option<&Closed>,
        notices: &mut Vec<String>,
    ) -> Result<Guarded> {
        let guard = Guard {
            kind: self.kind(),
            tuning: self.options.tuning(),
            root: &self.root,
            dir: self.dir(number),
            expected,
            due: known.map(|closed| closed.head.count),
            held: known.map(Closed::says).unwrap_or_default(),
            exported: None,
        };
        guard.open(notices)
    }

    /// What is known of a generation that is written no more; opened under guard when that does not read.
    pub(super) fn closed(&self, number: u64, notices: &mut Vec<String>) -> Result<Closed> {
        match self.read_summary(number) {
            Some(closed) if self.dir(number).exists() => Ok(closed),
            known => self.mend(number, known.as_ref(), notices),
        }
    }

    /// Opens a closed generation under guard, which sets aside what is not whole, and seals what is there then.
    pub(super) fn mend(&self, number: u64, known: Option<&Closed>, notices: &mut Vec<String>) -> Result<Closed> {
        let guarded = self.guard(number, true, known, notices)?;
        guarded.close()?;
        let head = guarded.space.head();
        drop(guarded);
        self.seal(Closed::new(number, head))
    }

    /// Takes the fingerprint of a generation that nobody has open, and writes its summary.
    pub(super) fn seal(&self, closed: Closed) -> Result<Closed> {
        engine::settle(self.kind(), &self.dir(closed.number));
        let seal = Fingerprint::of(&self.dir(closed.number))?;
        let sealed = Closed { bytes: seal.bytes, seal: Some(seal), ..closed };
        self.write_summary(&sealed)?;
        Ok(sealed)
    }

    /// Whether its files are what they were when it was sealed. What cannot be read is not.
    pub(super) fn is_as_sealed(&self, closed: &Closed) -> bool {
        engine::settle(self.kind(), &self.dir(closed.number));
        let found = Fingerprint::of(&self.dir(closed.number));
        closed.seal.is_some() && found.ok() == closed.seal
    }

    /// Opens a closed generation to be read; one that is damaged is mended first.
    pub(super) fn open_closed(&self, closed: &mut Closed, notices: &mut Vec<String>) -> Result<Space> {
        if self.kind().opening_may_destroy() && !self.is_as_sealed(closed) {
            *closed = self.mend(closed.number, Some(closed), notices)?;
        }
        if let Ok(space) = self.open_to_read(closed.number)
            && space.head().count == closed.head.count
        {
            return Ok(space);
        }
        *closed = self.mend(closed.number, Some(closed), notices)?;
        self.open_to_read(closed.number)
    }

    fn open_to_read(&self, number: u64) -> Result<Space> {
        caught(|| Space::new(engine::open_to_read(self.kind(), &self.dir(number), self.options.tuning())?))
    }

    /// Seals anew what was read: sled writes when it opens.
    pub(super) fn closed_again(&self, closed: &mut Closed) -> Result<()> {
        if self.kind().opening_may_destroy() && !self.is_as_sealed(closed) {
            *closed = self.seal(closed.clone())?;
        }
        Ok(())
    }

    fn summary(&self, number: u64) -> PathBuf {
        self.dir(number).with_extension("json")
    }

    /// JSON, and in a second line its CRC32C.
    pub(super) fn write_summary(&self, closed: &Closed) -> Result<()> {
        let mut text = serde_json::to_vec(closed).map_err(|e| Error::Record(e.to_string()))?;
        let sum = crc32c::crc32c(&text);
        text.extend(format!("\n{sum:08x}\n").bytes());
        files::replace(&self.summary(closed.number), &text)
    }

    /// `None` when there is none that reads; the first builds wrote no checksum, so theirs is not taken for one.
    fn read_summary(&self, number: u64) -> Option<Closed> {
        let text = std::fs::read_to_string(self.summary(number)).ok()?;
        let (json, sum) = text.strip_suffix('\n')?.split_once('\n')?;
        let intact = u32::from_str_radix(sum, 16) == Ok(crc32c::crc32c(json.as_bytes()));
        serde_json::from_str(json).ok().filter(|closed: &Closed| intact && closed.number == number)
    }

    /// Removes a generation; its summary last, so that a crash leaves nothing unnamed.
    pub(super) fn remove(&self, number: u64) -> Result<()> {
        let dir = self.dir(number);
        files::remove_tree(&dir)?;
        for suffix in ["mark", "json"] {
            files::remove_file(&dir.with_extension(suffix))?;
        }
        Ok(())
    }

    /// The generations that have left anything.
    pub(super) fn numbers(&self) -> Result<Vec<u64>> {
        let dir = self.root.join("history");
        files::create_dir(&dir)?;
        let paths = files::entries(&dir)?;
        // What is still being made is not a generation yet.
        let made = paths.iter().filter(|path| path.extension().is_none_or(|kind| kind == "mark" || kind == "json"));
        let numbered = made.filter_map(|path| path.file_stem()?.to_str()?.parse().ok());
        Ok(BTreeSet::from_iter(numbered).into_iter().collect())
    }
}
