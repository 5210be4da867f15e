//! The requirement table: from clause to code to proof.

use crate::root;
use anyhow::{Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the requirements stand: one row each, `clause | keyword | in our words | ours or why not`.
const TABLE: &str = "docs/requirements.txt";

/// A requirement, in our own words.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    clause: String,
    keyword: String,
    says: String,
    /// `ours`, `unverified`, or the reason why it is not ours.
    standing: String,
}

/// Prints the table and is true when every MUST of ours is cited in code and in a test.
pub(crate) fn run() -> Result<bool> {
    let rows = parse(&fs::read_to_string(root().join(TABLE))?)?;
    ensure!(!rows.is_empty(), "{TABLE} has no row");
    let (code, tests) = citations();
    let mut gaps = 0;
    for row in &rows {
        let (in_code, in_tests) = (code.get(&row.clause), tests.get(&row.clause));
        let verdict = judge(row, in_code.is_some(), in_tests.is_some());
        gaps += usize::from(verdict.starts_with("GAP"));
        println!("{:<34} {:<7} {verdict:<14} {}", row.clause, row.keyword, row.says);
        for place in in_code.into_iter().chain(in_tests).flatten().take(4) {
            println!("{:<34}         {place}", "");
        }
    }
    println!("{} requirements, {gaps} gaps", rows.len());
    Ok(gaps == 0)
}

fn judge(row: &Row, in_code: bool, in_tests: bool) -> &'static str {
    let binding = matches!(row.keyword.as_str(), "MUST" | "SHALL");
    match (row.standing.as_str(), in_code, in_tests) {
        ("ours" | "unverified", true, true) => "met",
        ("ours" | "unverified", _, _) if !binding => "decided",
        ("ours" | "unverified", false, _) => "GAP: no code",
        ("ours" | "unverified", true, false) => "GAP: untested",
        _ => "not ours",
    }
}

fn parse(text: &str) -> Result<Vec<Row>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<_> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
            ensure!(cells.len() == 4, "{TABLE}: four cells a row, not {line:?}");
            let [clause, keyword, says, standing] = <[String; 4]>::try_from(cells).unwrap_or_default();
            Ok(Row { clause, keyword, says, standing })
        })
        .collect()
}

type Places = BTreeMap<String, Vec<String>>;

/// Every `[standard clause]` citation: in code, and in tests.
fn citations() -> (Places, Places) {
    let (mut code, mut tests) = (Places::new(), Places::new());
    for dir in ["core", "schemas", "certs", "src", "conformance", "tests"] {
        for file in sources(&root().join(dir)) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            let mut in_tests = holds_tests(&file);
            let next_lines = text.lines().skip(1).chain([""]);
            for (i, (line, next)) in text.lines().zip(next_lines).enumerate() {
                in_tests |= line == "#[cfg(test)]" && next.ends_with('{');
                let place = format!("{}:{}", file.strip_prefix(root()).unwrap_or(&file).display(), i + 1);
                for clause in clauses(line) {
                    let into = if in_tests { &mut tests } else { &mut code };
                    into.entry(clause).or_default().push(place.clone());
                }
            }
        }
    }
    (code, tests)
}

fn holds_tests(file: &Path) -> bool {
    let named = file.file_name().is_some_and(|name| name.to_string_lossy().ends_with("tests.rs"));
    named || file.strip_prefix(root()).unwrap_or(file).components().any(|part| part.as_os_str() == "tests")
}

/// The bracketed citations of a comment line: in one bracket, standards stand between semicolons and clauses between
/// commas; what follows a colon explains.
fn clauses(line: &str) -> Vec<String> {
    const STANDARDS: &[&str] = &[
        "2030.5 ",
        "CSIP ",
        "CSIP-AUS ",
        "X18 ",
        "X23 ",
        "RFC ",
        "SunSpec ",
        "OADR2b ",
        "OADR2a ",
        "ESPI ",
        "XMLDSIG ",
        "C14N ",
        "EXC-C14N ",
        "design ",
    ];
    if !line.contains("//") {
        return Vec::new();
    }
    let brackets = line.split('[').skip(1).filter_map(|rest| rest.split_once(']').map(|(inside, _)| inside));
    brackets
        .flat_map(|inside| inside.split("; "))
        .filter_map(|part| STANDARDS.iter().find_map(|name| Some((*name, part.strip_prefix(name)?))))
        .flat_map(|(name, list)| {
            let list = list.split(": ").next().unwrap_or(list);
            list.split(", ").map(move |clause| format!("{name}{clause}"))
        })
        .collect()
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_of_one_bracket_are_split() {
        assert_eq!(clauses("/// what [2030.5 §6.3.4, §6.3.3] it is [link]"), ["2030.5 §6.3.4", "2030.5 §6.3.3"]);
        assert_eq!(
            clauses("//! [2030.5 List: pages; CSIP CORE-004, CORE-005]"),
            ["2030.5 List", "CSIP CORE-004", "CSIP CORE-005"]
        );
        assert!(clauses("let a = b[2030.5 x];").is_empty());
    }

    #[test]
    fn citations_are_found_in_the_code_and_on_the_tests_of_this_tree() {
        let (code, tests) = citations();
        assert!(code["2030.5 §6.3.4"].iter().any(|place| place.starts_with("certs/src/identity.rs:")));
        assert!(tests["2030.5 §6.3.4"].iter().any(|place| place.starts_with("certs/src/identity.rs:")));
    }

    #[test]
    fn a_must_without_a_test_is_a_gap() {
        let row = &parse("2030.5 §1 | MUST | do it | ours").expect("a row")[0];
        assert_eq!(judge(row, true, false), "GAP: untested");
        assert_eq!(judge(row, true, true), "met");
    }
}
