//! What was exchanged, as cactus keeps it, held against the schemas that it brings.

use super::bench::schemas;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Files that one call of xmllint is given.
const AT_ONCE: usize = 400;

/// The distinct bodies of exchanges.
#[derive(Debug, Default)]
pub(super) struct Bodies(BTreeSet<String>);

impl<'a> FromIterator<&'a Bodies> for Bodies {
    fn from_iter<I: IntoIterator<Item = &'a Bodies>>(all: I) -> Self {
        Self(all.into_iter().flat_map(|bodies| bodies.0.iter().cloned()).collect())
    }
}

/// What a run leaves in its folder of requests: how many exchanges there were, and their bodies. Left out is what procedures
/// send wrong on purpose, which is refused, and the one list that cactus itself posts without the counts that its schema
/// requires.
pub(super) fn collect(requests: &Path) -> (usize, Bodies) {
    let mut bodies = BTreeSet::new();
    let mut exchanges = 0;
    for file in std::fs::read_dir(requests).into_iter().flatten().flatten() {
        let file = file.path();
        let text = std::fs::read_to_string(&file).expect("text");
        let is_answer = file.extension().is_some_and(|extension| extension == "response");
        let answer = std::fs::read_to_string(file.with_extension("response")).unwrap_or_default();
        exchanges += usize::from(!is_answer);
        let refused = !is_answer && answer.lines().nth(2).is_some_and(|line| line.starts_with("HTTP/1.1 4"));
        let (_, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        if !body.is_empty() && !refused && !body.starts_with("<MirrorMeterReadingList") {
            bodies.insert(body.to_owned());
        }
    }
    (exchanges, Bodies(bodies))
}

impl Bodies {
    /// Holds each against the schema of CSIP-AUS 1.2, which has that of the standard in it. Answers how many there were.
    pub(super) fn validate(&self) -> usize {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |(i, body): (usize, &String)| {
            let file = dir.path().join(format!("{i}.xml"));
            std::fs::write(&file, body).expect("written");
            file
        };
        let files: Vec<_> = self.0.iter().enumerate().map(write).collect();
        assert!(!files.is_empty(), "nothing was exchanged");
        for files in files.chunks(AT_ONCE) {
            let mut lint = Command::new("xmllint");
            lint.args(["--noout", "--nonet", "--schema"]).arg(schemas().join("csipaus-core.xsd")).args(files);
            let run = lint.output().expect("xmllint is missing: apt-get install libxml2-utils");
            let says = String::from_utf8_lossy(&run.stderr);
            let wrong: Vec<_> =
                says.lines().filter(|line| !line.ends_with("validates") && !line.contains("warning")).collect();
            assert!(run.status.success(), "{}", wrong.join("\n"));
        }
        files.len()
    }
}
