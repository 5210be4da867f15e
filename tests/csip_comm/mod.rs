//! The CSIP communication procedures COMM-003 and COMM-004, black-box, against `tieline serve`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline::runtime::process::Process;
use tieline_certs::pki::{Authority, DeviceRequest, Level};
use tieline_conformance::comm::Lab;
use tieline_conformance::{Outcome, Peer, Verdict, junit};

fn start_server(dir: &Path, root: &Authority) -> Process {
    let issuing = root.authority(Level::Mica, "Server MICA", 0).expect("an authority");
    let server = issuing.device(&DeviceRequest::generic("server"), 0).expect("a certificate");
    fs::write(dir.join("serca.pem"), root.chain_pem()).expect("written");
    fs::write(dir.join("server.pem"), &server.chain_pem).expect("written");
    fs::write(dir.join("server.key"), server.key_pem.as_bytes()).expect("written");
    let config = "[server]\nlisten = \"127.0.0.1:0\"\ncertificate = \"server.pem\"\nkey = \"server.key\"\n\
                  roots = \"serca.pem\"\n\n[store]\npath = \"state\"\n\n[enrolment]\nin_band = true\n";
    fs::write(dir.join("headend.toml"), config).expect("written");
    let args = ["serve".to_owned(), format!("--config={}", dir.join("headend.toml").display())];
    let program = PathBuf::from(env!("CARGO_BIN_EXE_tieline"));
    Process::start("serve", &program, &args, &dir.join("log")).expect("started")
}

#[test]
fn comm_003_and_comm_004_pass_against_our_server() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = Authority::root("Lab SERCA", 0).expect("a root");
    let mut server = start_server(dir.path(), &root);
    let port = server.says("listening on 127.0.0.1:", Duration::from_secs(20)).expect("listening");
    let address = format!("127.0.0.1:{}", port.trim()).parse().expect("an address");
    let peer = Peer { address, roots: vec![root.certificate().clone()], dcap: "/dcap".to_owned() };
    let lab = Lab::new(&root);
    let verdicts: Vec<Verdict> =
        [lab.comm_003(&peer), lab.comm_004(&peer)].into_iter().flat_map(|v| v.expect("a laboratory")).collect();
    let failed: Vec<_> = verdicts.iter().filter(|verdict| verdict.outcome != Outcome::Pass).collect();
    assert!(failed.is_empty(), "{}", junit("CSIP COMM", &verdicts));
    assert_eq!(verdicts.len(), 14);
    println!("figure: {} cases of COMM-003 and COMM-004 pass", verdicts.len());
}
