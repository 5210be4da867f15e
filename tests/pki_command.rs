//! `tieline pki` as its user sees it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

fn pki(args: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tieline")).arg("pki").args(args).current_dir(dir).output().expect("the binary")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_infrastructure_issues_what_a_peer_believes() {
    let dir = tempfile::tempdir().expect("a folder");
    assert!(pki(&["init", "--dir", "lab"], dir.path()).status.success());
    for (from, links) in [("serca", 2), ("mca", 3), ("mica", 4)] {
        let issued = pki(&["issue", "--dir", "lab", "--name", from_name(from), "--from", from], dir.path());
        assert!(issued.status.success(), "{}", text(&issued.stderr));
        let file = format!("lab/{}.pem", from_name(from));
        let seen = pki(&["inspect", &file, "--roots", "lab/serca.pem"], dir.path());
        assert!(text(&seen.stdout).contains(&format!("accepted as Server: {links} links")), "{}", text(&seen.stdout));
        let lfdi = text(&pki(&["lfdi", &file], dir.path()).stdout);
        let lfdi = lfdi.split(' ').next().expect("an LFDI");
        assert!(text(&issued.stdout).contains(lfdi) && lfdi.len() == 40);
    }
}

fn from_name(from: &str) -> &'static str {
    match from {
        "serca" => "short",
        "mca" => "middle",
        _ => "long",
    }
}

#[test]
fn keys_are_private_and_nothing_is_overwritten() {
    let dir = tempfile::tempdir().expect("a folder");
    assert!(pki(&["init", "--dir", "."], dir.path()).status.success());
    for key in ["serca.key", "mca.key", "mica.key"] {
        let mode = dir.path().join(key).metadata().expect("written").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }
    let before = std::fs::read(dir.path().join("serca.key")).expect("written");
    let again = pki(&["init", "--dir", "."], dir.path());
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(text(&again.stderr).lines().count(), 1, "{}", text(&again.stderr));
    assert_eq!(std::fs::read(dir.path().join("serca.key")).expect("kept"), before);
}

#[test]
fn a_refused_chain_is_one_line_and_status_1() {
    let dir = tempfile::tempdir().expect("a folder");
    assert!(pki(&["init", "--dir", "."], dir.path()).status.success());
    let issue = ["issue", "--dir", ".", "--name", "t", "--policy", "generic", "--policy", "test"];
    assert!(pki(&issue, dir.path()).status.success());
    let refused = pki(&["inspect", "t.pem", "--roots", "serca.pem"], dir.path());
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("a test certificate"), "{}", text(&refused.stderr));
    assert!(pki(&["inspect", "t.pem", "--roots", "serca.pem", "--lab"], dir.path()).status.success());
}
