//! The open guard: a space is opened so that nothing is lost in silence.
//!
//! Opening may itself destroy (sled answers a cut tail with an empty store), so the directory is copied first. What was
//! opened is counted and compared with its own head and with its mark. A space that is not whole is set aside in
//! `quarantine/`, and what still reads of it, filled up from the last export, takes its place. The guard deletes nothing
//! but its own copies of a space found whole.

use super::engine::{self, EngineKind, Tuning};
use super::key::Kind;
use super::mark::{self, Mark, MarkFile};
use super::salvage::Salvage;
use super::space::Space;
use super::value::Change;
use super::{Error, Result, files};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Which space to open, and how.
pub(super) struct Guard<'a> {
    pub(super) kind: EngineKind,
    pub(super) tuning: Tuning,
    /// The store's directory.
    pub(super) root: &'a Path,
    /// The space's directory below it.
    pub(super) dir: PathBuf,
    /// Whether the store knows that the space existed before, by something else than its files.
    pub(super) expected: bool,
    /// How many records it held when it was closed for good.
    pub(super) due: Option<u64>,
    /// What it held, for people.
    pub(super) held: String,
    /// Gives what the last export holds for this space to its argument; the answer is that export's name. `None` for what
    /// no export holds.
    pub(super) exported: Option<&'a Exported<'a>>,
}

/// See [`Guard::exported`].
pub(super) type Exported<'a> = dyn Fn(&mut dyn FnMut(Change) -> Result<()>) -> Result<Option<String>> + 'a;

/// A space that may be written to, with its mark.
pub(super) struct Guarded {
    pub(super) space: Space,
    /// `None` in memory.
    mark: Option<Mutex<MarkFile>>,
}

/// Commits after which the mark is synced too; a power cut takes at most so many from what it can prove.
const MARK_SYNC_COMMITS: u64 = 64;

impl Guarded {
    pub(super) fn in_memory() -> Self {
        Self { space: Space::in_memory(), mark: None }
    }

    /// Moves the mark to the last durable commit. It may trail, so nobody waits for it.
    pub(super) fn note_progress(&self) -> Result<()> {
        self.note(self.space.head().seq, false)
    }

    /// Notes that nothing more will be written in this run.
    pub(super) fn close(&self) -> Result<()> {
        self.note(self.space.head().seq, true)
    }

    fn note(&self, seq: u64, clean: bool) -> Result<()> {
        let Some(mark) = &self.mark else { return Ok(()) };
        let mut mark = mark.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = mark.note(seq, clean).and_then(|turn| {
            let due = clean || turn.is_multiple_of(MARK_SYNC_COMMITS);
            if due { mark.sync() } else { Ok(()) }
        });
        noted.map_err(|e| Error::Engine(format!("the store's mark: {e}")))
    }
}

impl Guard<'_> {
    /// Opens the space; what people must be told is added to `notices`.
    pub(super) fn open(&self, notices: &mut Vec<String>) -> Result<Guarded> {
        self.finish_interrupted()?;
        let mark = mark::read(&self.beside("mark"));
        let space = match self.dir.exists() {
            false if mark.is_none() && !self.expected => self.create()?,
            false => {
                let nothing = Salvage::new(self.beside("building"), self.kind, self.tuning);
                self.rebuild(mark, nothing, "its directory is missing", notices)?
            }
            true => self.open_existing(mark, notices)?,
        };
        let path = self.beside("mark");
        let mut file = MarkFile::open(&path, mark)?;
        let noted = file.note(space.head().seq, false).and_then(|_| file.sync());
        noted.map_err(|e| Error::io("write", &path, e))?;
        Ok(Guarded { space, mark: Some(Mutex::new(file)) })
    }

    /// A path beside the directory, `state.mark` beside `state`.
    fn beside(&self, suffix: &str) -> PathBuf {
        self.dir.with_extension(suffix)
    }

    /// Ends what a crash of the guard itself left half done.
    fn finish_interrupted(&self) -> Result<()> {
        let (copy, new) = (self.beside("copy"), self.beside("new"));
        files::remove_tree(&self.beside("copying"))?;
        if copy.exists() {
            // The copy was made before the first opening, which may have harmed the original.
            files::remove_tree(&self.dir)?;
            files::rename(&copy, &self.dir)?;
        } else if new.exists() && !self.dir.exists() {
            files::rename(&new, &self.dir)?;
        }
        files::remove_tree(&self.beside("building"))?;
        files::remove_tree(&new)
    }

    fn open_existing(&self, mark: Option<Mark>, notices: &mut Vec<String>) -> Result<Space> {
        let copied = self.kind.opening_may_destroy();
        if copied {
            self.copy_first()?;
        }
        let mut salvage = Salvage::new(self.beside("building"), self.kind, self.tuning);
        let first = match self.attempt_whole(mark, &mut salvage)? {
            Ok(space) => {
                // A crash right after the creation leaves no mark, and nothing to lose.
                if mark.is_none() && space.head().seq > 0 {
                    notices.push(format!("{}: its mark is missing; it was judged by its own count", self.name()));
                }
                return self.whole(space);
            }
            Err(flaw) => flaw,
        };
        if copied
            && self.fresh_copy_without_snapshots()?
            && let Ok(space) = self.attempt_whole(mark, &mut salvage)?
        {
            notices.push(format!("{}: whole after its snapshots were set aside ({first})", self.name()));
            return self.whole(space);
        }
        self.rebuild(mark, salvage, &first, notices)
    }

    /// Drops what was only needed in case.
    fn whole(&self, space: Space) -> Result<Space> {
        files::remove_tree(&self.beside("building"))?;
        let copy = self.beside("copy");
        if copy.exists() {
            // Renamed first: half a copy under its name would be taken for the original at the next start.
            files::rename(&copy, &self.beside("copying"))?;
            files::remove_tree(&self.beside("copying"))?;
        }
        Ok(space)
    }

    fn copy_first(&self) -> Result<()> {
        let copying = self.beside("copying");
        files::copy_tree(&self.dir, &copying)?;
        files::rename(&copying, &self.beside("copy"))
    }

    /// Puts the copy back into place without sled's snapshot files, which can block an opening; false when it had none.
    fn fresh_copy_without_snapshots(&self) -> Result<bool> {
        files::remove_tree(&self.dir)?;
        files::copy_tree(&self.beside("copy"), &self.dir)?;
        let mut found = false;
        for path in files::entries(&self.dir)? {
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("snap.")) {
                std::fs::remove_file(&path).map_err(|e| Error::io("remove", &path, e))?;
                found = true;
            }
        }
        Ok(found)
    }

    /// Makes a new space under another name first: an engine killed while it writes its first header leaves a file that it
    /// refuses, which would look like damage.
    fn create(&self) -> Result<Space> {
        let building = self.beside("building");
        drop(engine::open(self.kind, &building, self.tuning)?);
        files::rename(&building, &self.dir)?;
        self.attempt()
    }

    /// Opens the directory; a panic of the engine is an error like others.
    fn attempt(&self) -> Result<Space> {
        caught(|| Space::new(engine::open(self.kind, &self.dir, self.tuning)?))
    }

    /// Opens and judges. What is not whole is poured into the salvage, and the flaw is the answer.
    fn attempt_whole(&self, mark: Option<Mark>, salvage: &mut Salvage) -> Result<std::result::Result<Space, String>> {
        let space = match self.attempt() {
            Ok(space) => space,
            Err(e @ (Error::Full | Error::NotBuilt(_))) => return Err(e),
            Err(e) => return Ok(Err(e.to_string())),
        };
        let flaw = match caught(|| judge(&space, mark, self.due)) {
            Ok(None) => return Ok(Ok(space)),
            Ok(Some(flaw)) => flaw,
            Err(e @ Error::Full) => return Err(e),
            Err(e) => e.to_string(),
        };
        self.salvage(&space, salvage);
        Ok(Err(flaw))
    }

    /// Each kind from both ends, since an engine may stop at what is damaged between them.
    fn salvage(&self, space: &Space, salvage: &mut Salvage) {
        for kind in Kind::RECORDS.into_iter().chain([Kind::Meta, Kind::Document]) {
            for backwards in [false, true] {
                match caught(|| salvage.pour(space, kind, backwards)) {
                    Ok(()) => break,
                    Err(e) => tracing::warn!("{}: salvage of {} ended early: {e}", self.name(), kind.says()),
                }
            }
        }
    }

    /// Sets the space aside and puts in its place what was salvaged, filled up from the last export.
    fn rebuild(
        &self,
        mark: Option<Mark>,
        mut salvage: Salvage,
        flaw: &str,
        notices: &mut Vec<String>,
    ) -> Result<Space> {
        let (saved, due) = (salvage.count, salvage.due.max(self.due));
        let export = self.exported.map_or(Ok(None), |exported| exported(&mut |change| salvage.fill(change)))?;
        let restored = salvage.count - saved;
        salvage.finish(mark)?;
        files::rename(&self.beside("building"), &self.beside("new"))?;
        let aside = self.set_aside()?;
        files::rename(&self.beside("new"), &self.dir)?;
        let aside = aside.map_or("nothing, no file was left".to_owned(), |path| path.display().to_string());
        let of = due.map_or(String::new(), |due| format!(" of {due}"));
        let rest = match export {
            _ if self.exported.is_none() => "the others are lost, unless a backup holds them".to_owned(),
            None => "no export reads that could fill it up; the others are lost".to_owned(),
            Some(path) => {
                format!("{restored} more came from {path}; what was stored since that export and does not read is lost")
            }
        };
        let (name, held) = (self.name(), &self.held);
        notices.push(format!(
            "{name}{held}: damaged ({flaw}); set aside in {aside}; {saved}{of} records still read; {rest}"
        ));
        self.attempt()
    }

    /// Moves the original into the quarantine; its unharmed copy, where one was made.
    fn set_aside(&self) -> Result<Option<PathBuf>> {
        let original = match self.beside("copy") {
            copy if copy.exists() => {
                files::remove_tree(&self.dir)?;
                copy
            }
            _ if self.dir.exists() => self.dir.clone(),
            _ => return Ok(None),
        };
        let quarantine = self.root.join("quarantine");
        files::create_dir(&quarantine)?;
        // Above the highest: an operator may have taken some away.
        let number_of = |path: &PathBuf| path.file_name()?.to_str()?.split('-').next()?.parse().ok();
        let number = files::entries(&quarantine)?.iter().filter_map(number_of).max().unwrap_or(0_u64) + 1;
        let target = quarantine.join(format!("{number:04}-{}", self.name().replace('/', "-")));
        files::rename(&original, &target)?;
        Ok(Some(target))
    }

    fn name(&self) -> String {
        self.dir.strip_prefix(self.root).unwrap_or(&self.dir).display().to_string()
    }
}

/// What is wrong with an open space; `None` when it is whole.
fn judge(space: &Space, mark: Option<Mark>, held: Option<u64>) -> Result<Option<String>> {
    let (head, census) = (space.head(), space.census()?);
    let due = mark.map_or(0, |mark| mark.seq);
    let held = held.unwrap_or(0);
    Ok(if space.is_headless() {
        Some("what it says of itself does not read".to_owned())
    } else if head.seq < due {
        Some(format!("it ends at commit {}, its mark says {due}", head.seq))
    } else if head.count < held {
        Some(format!("{} records where it was closed with {held}", head.count))
    } else if census.bad > 0 {
        Some(format!("{} of {} records do not check", census.bad, head.count))
    } else if census.whole != head.count {
        Some(format!("{} records where it counted {}", census.whole, head.count))
    } else {
        None
    })
}

pub(super) fn caught<T>(run: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(Error::Engine("the engine panicked".to_owned())))
}
