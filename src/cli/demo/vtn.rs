//! The files of a house whose utility is an OpenADR 2.0b VTN: certificates, the VTN's configuration, the site's upstream.

use super::house::write_secret;
use super::oadr2::{CONTEXTS, LEVELS_W, POLL_S, REPORT_S, VEN_ID};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use tieline_certs::fingerprint::Fingerprint;
use tieline_certs::internet;

/// The file that says by which fingerprint the VTN knows the site.
const FINGERPRINT: &str = "device.fingerprint";

/// A root, the VTN's certificate and the site's.
pub(super) fn write_pki(dir: &Path) -> io::Result<()> {
    if dir.join("device.pem").exists() {
        return Ok(());
    }
    let root = internet::root("Demo root").map_err(io::Error::other)?;
    fs::write(dir.join("serca.pem"), root.chain_pem())?;
    for (name, hosts) in [("server", ["localhost", "127.0.0.1"].as_slice()), ("device", [VEN_ID].as_slice())] {
        let issued = internet::issue(&root, name, hosts).map_err(io::Error::other)?;
        fs::write(dir.join(format!("{name}.pem")), &issued.chain_pem)?;
        write_secret(&dir.join(format!("{name}.key")), issued.key_pem.as_bytes())?;
        if let (true, Some(own)) = (name == "device", issued.chain.first()) {
            fs::write(dir.join(FINGERPRINT), Fingerprint::of_certificate(own).tail().colons())?;
        }
    }
    Ok(())
}

/// The fingerprint of the site's certificate; empty where the utility knows it by others.
pub(super) fn fingerprint(dir: &Path) -> String {
    fs::read_to_string(dir.join("pki").join(FINGERPRINT)).unwrap_or_default()
}

/// The VTN's configuration; port 0 is any free one.
pub(super) fn vtn_toml(pki: &Path, port: u16) -> io::Result<String> {
    let fingerprint = fs::read_to_string(pki.join(FINGERPRINT))?;
    let pki = pki.display();
    let mut text = format!(
        "[vtn]\nid = \"vtn-demo\"\nlisten = \"127.0.0.1:{port}\"\ncertificate = \"{pki}/server.pem\"\n\
         key = \"{pki}/server.key\"\nroots = \"{pki}/serca.pem\"\nsign = true\npoll_s = {POLL_S}\n\n\
         [management]\nlisten = \"127.0.0.1:0\"\ntoken_file = \"management.token\"\n\n[store]\npath = \"state\"\n\n\
         [[ven]]\nid = \"{VEN_ID}\"\nname = \"home\"\nfingerprint = \"{fingerprint}\"\n\n\
         [[report]]\nname = \"TELEMETRY_USAGE\"\ngranularity_s = {REPORT_S}\nback_s = {REPORT_S}\n"
    );
    for context in CONTEXTS {
        let _ = write!(text, "\n[[market_context]]\nname = \"{context}\"\n");
    }
    Ok(text)
}

/// The rest of the site's section on the VTN.
pub(super) fn upstream_toml(port: u16) -> String {
    let mut text = format!(
        "protocol = \"openadr2.0b\"\nurl = \"https://127.0.0.1:{port}\"\nsign = true\nven_name = \"home\"\npoll_s = {POLL_S}\n"
    );
    for (level, limit_w) in (1..).zip(LEVELS_W) {
        let _ = write!(text, "\n[[upstream.level]]\nlevel = {level}\nexport_limit_w = {limit_w}\n");
    }
    text
}
