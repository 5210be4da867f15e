//! The load program as a process of its own.

use super::Came;
use crate::lab::{Lab, Utility};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use tieline_certs::config::certificates;
use tieline_conformance::Peer;
use tieline_conformance::load::{drive, raise_open_files, read_devices};

/// For an orderly end, and until the server says where it is managed.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// File descriptors of a process beside its connections.
const OTHER_FILES: u64 = 200;
const DIR: &str = "TIELINE_LOAD_DIR";
const AT: &str = "TIELINE_LOAD_AT";

/// How many of the wanted connections the system grants a process.
pub(super) fn granted(wanted: usize) -> usize {
    let granted = raise_open_files(wanted as u64 + OTHER_FILES).saturating_sub(OTHER_FILES);
    let granted = usize::try_from(granted).unwrap_or(wanted).min(wanted);
    if granted < wanted {
        println!("the system grants {granted} connections, not {wanted}");
    }
    granted
}

/// Carries out what is asked on standard input, if the environment says that this process is the program.
pub(super) fn run_if_asked() {
    let (Ok(dir), Ok(at)) = (std::env::var(DIR), std::env::var(AT)) else { return };
    let read = |name: &str| std::fs::read(std::path::Path::new(&dir).join(name)).expect("read");
    let roots = certificates(&read("serca.pem")).expect("roots");
    let text = String::from_utf8(read("devices.pem")).expect("text");
    let devices = read_devices(&text, &roots).expect("devices");
    raise_open_files(devices.len() as u64 + OTHER_FILES);
    let peer = Peer { address: at.parse().expect("an address"), roots, dcap: "/dcap".to_owned() };
    drive(&peer, devices, std::io::stdin().lock(), std::io::stdout().lock()).expect("driven");
}

/// The running program; killed if it is dropped before its end.
pub(super) struct Program {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it with the devices of a laboratory.
    pub(super) fn start(lab: &Lab, utility: &Utility) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("our own path"));
        command.args(["--exact", "load::load_program", "--nocapture", "--test-threads=1"]);
        command.env(DIR, lab.dir.path()).env(AT, utility.peer.address.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("started");
        let (input, output) = (child.stdin.take(), child.stdout.take().expect("piped"));
        Self { child, input, output: BufReader::new(output) }
    }

    /// Gives a command and waits for what came of it.
    pub(super) fn tell(&mut self, command: &str) -> Came {
        let input = self.input.as_mut().expect("open");
        writeln!(input, "{command}").and_then(|()| input.flush()).expect("told");
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("read") > 0, "the load program ended at {command:?}");
            // The test runner's own words come before.
            if let Some(at) = line.find("full=") {
                return Came::read(line[at..].trim_end().to_owned());
            }
        }
    }

    /// Ends it.
    pub(super) fn end(mut self) {
        self.input = None;
        assert!(self.child.wait().expect("ended").success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
