//! What becomes of verdicts.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use tieline_conformance::{Outcome, Verdict, junit};

/// Cases that passed: of the VEN, of the VTN.
static PASSED: Mutex<[usize; 2]> = Mutex::new([0; 2]);

/// Tells how many cases passed; the line of the test that ends last has both roles.
pub fn tell(role: usize, passed: usize) {
    let mut all = PASSED.lock().expect("whole");
    all[role] = passed;
    println!("figure: {} cases of the VEN and {} of the VTN pass", all[0], all[1]);
}

/// Where the JUnit file goes.
pub fn keep(name: &str, verdicts: &[Verdict]) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/xtask");
    fs::create_dir_all(&dir).expect("made");
    fs::write(dir.join(format!("{name}.xml")), junit(name, verdicts)).expect("written");
}

/// What failed or was not run, a line each.
pub fn wrong(verdicts: &[Verdict]) -> Vec<String> {
    let wrong = verdicts.iter().filter(|verdict| verdict.outcome != Outcome::Pass);
    wrong.map(|v| format!("{} [{}] {:?}: {}", v.case, v.clause, v.outcome, v.evidence)).collect()
}
