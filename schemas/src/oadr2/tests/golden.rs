//! Messages of ours as files, one a payload. `TIELINE_BLESS=1` rewrites them; the difference is then reviewed.

use super::*;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_payload_is_written_as_its_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/oadr2/tests/golden");
    let mut names = BTreeSet::new();
    for message in messages::all() {
        assert_eq!(read(&write(&message)).map(|found| found.message).as_ref(), Ok(&message));
        let text = write(&message).replace("><", ">\n<") + "\n";
        let path = folder.join(format!("{}.xml", message.name()));
        if std::env::var_os("TIELINE_BLESS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "{}", path.display());
        // Line ends between the elements mean nothing.
        assert_eq!(read(&text).map(|found| found.message), Ok(message.clone()));
        names.insert(message.name());
    }
    assert_eq!(names.len(), Message::NAMES.len());
}
