//! Child processes of the demo and of tests: started with a log each, ended by their own handle, never by name.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A running program of ours; killed when dropped.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `program args` in our own working directory, with its output appended to `log`.
    pub fn start(name: &str, program: &Path, args: &[String], log: &Path) -> io::Result<Self> {
        Self::start_in(Path::new("."), name, program, args, log)
    }

    /// Starts `program args` in the directory `dir`, with its output appended to `log`; the other paths are ours.
    pub fn start_in(dir: &Path, name: &str, program: &Path, args: &[String], log: &Path) -> io::Result<Self> {
        let out = File::options().create(true).append(true).open(log)?;
        let mut command = Command::new(program);
        command.current_dir(dir).args(args).stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
        let child = command.spawn()?;
        Ok(Self { name: name.to_owned(), child, log: log.to_owned() })
    }

    /// The name given at the start.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where its output goes.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Whether and how it has ended.
    pub fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Asks it to end (SIGTERM) and waits at most `patience`; then kills it. The status tells which.
    pub fn terminate(&mut self, patience: Duration) -> io::Result<ExitStatus> {
        if let Some(status) = self.child.try_wait()? {
            return Ok(status);
        }
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
        match self.wait(patience)? {
            Some(status) => Ok(status),
            None => self.kill(),
        }
    }

    /// Ends it at once (SIGKILL), as a crash would.
    pub fn kill(&mut self) -> io::Result<ExitStatus> {
        self.child.kill()?;
        self.child.wait()
    }

    /// Waits for its end, at most `patience`.
    pub fn wait(&mut self, patience: Duration) -> io::Result<Option<ExitStatus>> {
        let deadline = super::clock::stopwatch() + patience;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(Some(status));
            }
            if past(deadline) {
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The last lines of its log, for an error.
    pub fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(5)..].join(" / ")
    }

    /// Waits until its log holds a line that begins with `prefix`, at most `patience`; the rest of that line.
    pub fn says(&mut self, prefix: &str, patience: Duration) -> io::Result<String> {
        let deadline = super::clock::stopwatch() + patience;
        loop {
            let text = std::fs::read_to_string(&self.log).unwrap_or_default();
            if let Some(rest) =
                text.split_inclusive('\n').find_map(|line| line.strip_prefix(prefix)?.strip_suffix('\n'))
            {
                return Ok(rest.to_owned());
            }
            self.must_live()?;
            self.wait_a_moment(deadline)?;
        }
    }

    fn must_live(&mut self) -> io::Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => Err(io::Error::other(format!("{} ended ({status}): {}", self.name, self.last_words()))),
        }
    }

    fn wait_a_moment(&self, deadline: Instant) -> io::Result<()> {
        if past(deadline) {
            return Err(io::Error::other(format!("{} is not ready: {}", self.name, self.last_words())));
        }
        std::thread::sleep(Duration::from_millis(5));
        Ok(())
    }

    /// Waits until `file` holds JSON (a ready file, written whole), at most `patience`; fails early when the process ends.
    pub fn ready(&mut self, file: &Path, patience: Duration) -> io::Result<serde_json::Value> {
        let deadline = super::clock::stopwatch() + patience;
        loop {
            if let Some(value) = std::fs::read(file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
                return Ok(value);
            }
            self.must_live()?;
            self.wait_a_moment(deadline)?;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn past(deadline: Instant) -> bool {
    super::clock::stopwatch() >= deadline
}

/// Writes a ready file whole: to a neighbour first, then renamed.
pub fn write_ready(file: &Path, value: &serde_json::Value) -> io::Result<()> {
    let neighbour = file.with_extension("tmp");
    std::fs::write(&neighbour, value.to_string())?;
    std::fs::rename(neighbour, file)
}
