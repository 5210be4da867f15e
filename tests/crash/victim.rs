//! A process that will be killed: started, listened to, ended by SIGKILL.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running process and what it has said.
pub(crate) struct Victim {
    child: Child,
    output: BufReader<ChildStdout>,
    lines: Vec<String>,
}

impl Victim {
    /// Starts the process with its standard output piped to us.
    pub(crate) fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the victim starts");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        Self { child, output, lines: Vec::new() }
    }

    /// Blocks until it has said `count` lines that begin with `prefix`, or has ended.
    pub(crate) fn read_lines(&mut self, prefix: &str, count: usize) {
        let mut found = 0;
        while found < count {
            let mut line = String::new();
            if self.output.read_line(&mut line).expect("reads") == 0 {
                return;
            }
            found += usize::from(line.starts_with(prefix));
            self.lines.push(line);
        }
    }

    /// Kills it (SIGKILL) and gives all whole lines that it said before.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("kills");
        self.child.wait().expect("ends");
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).expect("reads");
        self.lines.extend(rest.split_inclusive('\n').filter(|line| line.ends_with('\n')).map(str::to_owned));
        self.lines
    }
}
