//! What a case came to, with its evidence.

use std::fmt::Write as _;

/// What a case came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The peer did what the clause asks.
    Pass,
    /// It did not.
    Fail,
    /// The case could not be run; never a pass.
    NotRun,
}

/// The verdict on one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The procedure and case: `COMM-004 C`.
    pub case: String,
    /// The clause that asks for it.
    pub clause: &'static str,
    /// What it came to.
    pub outcome: Outcome,
    /// What was seen, in words.
    pub evidence: String,
}

/// The verdicts as JUnit's XML, a test case each.
pub fn junit(suite: &str, verdicts: &[Verdict]) -> String {
    let count = |outcome| verdicts.iter().filter(|verdict| verdict.outcome == outcome).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n",
        escape(suite),
        verdicts.len(),
        count(Outcome::Fail),
        count(Outcome::NotRun)
    );
    for verdict in verdicts {
        let (case, evidence) = (escape(&verdict.case), escape(&verdict.evidence));
        let clause = escape(verdict.clause);
        let inside = match verdict.outcome {
            Outcome::Pass => format!("<system-out>{evidence}</system-out>"),
            Outcome::Fail => format!("<failure message=\"{evidence}\"/>"),
            Outcome::NotRun => format!("<skipped message=\"{evidence}\"/>"),
        };
        let _ = writeln!(xml, "  <testcase classname=\"{clause}\" name=\"{case}\">{inside}</testcase>");
    }
    xml.push_str("</testsuite>\n");
    xml
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_that_was_not_run_is_not_a_pass_in_junit() {
        let verdict =
            |case: &str, outcome| Verdict { case: case.to_owned(), clause: "c", outcome, evidence: "a<b".into() };
        let xml =
            junit("s", &[verdict("1", Outcome::Pass), verdict("2", Outcome::NotRun), verdict("3", Outcome::Fail)]);
        assert!(xml.contains("tests=\"3\" failures=\"1\" skipped=\"1\""), "{xml}");
        assert!(xml.contains("<skipped message=\"a&lt;b\"/>"), "{xml}");
    }
}
