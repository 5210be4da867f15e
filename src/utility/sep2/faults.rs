//! Faults of devices as the server was told of them: each rise and each end once, across restarts.

use std::collections::BTreeMap;
use tieline_core::model::{AssetId, AssetState, Record};

/// Memos of faults have names that begin so.
const MEMO: &str = "fault/";
/// What a memo says of a fault that stands, and of one that has cleared.
const STANDS: &[u8] = b"stands";
const CLEARED: &[u8] = b"cleared";

/// The faults that the server holds to stand.
#[derive(Debug, Default)]
pub(super) struct Faults {
    stand: BTreeMap<(AssetId, u8), bool>,
}

impl Faults {
    /// Takes up what the run before told.
    pub(super) fn restore(&mut self, memos: &BTreeMap<String, Vec<u8>>) {
        for (name, value) in memos {
            let named = name.strip_prefix(MEMO).and_then(|name| name.rsplit_once('/'));
            let fault = named.and_then(|(asset, bit)| Some((AssetId::new(asset).ok()?, bit.parse().ok()?)));
            self.stand.extend(fault.map(|fault| (fault, value == STANDS)));
        }
    }

    /// Remembers a rise or an end: the record that keeps it; `None` when the server was told so already.
    pub(super) fn note(&mut self, owner: &str, asset: &AssetId, bit: u8, raised: bool) -> Option<Record> {
        let stood = self.stand.insert((asset.clone(), bit), raised).unwrap_or(false);
        (stood != raised).then(|| Record::Memo {
            owner: owner.to_owned(),
            name: format!("{MEMO}{asset}/{bit}"),
            value: if raised { STANDS } else { CLEARED }.to_vec(),
        })
    }

    /// Bits that the server holds to stand and that the device does not show: they cleared while nobody watched, as no
    /// driver tells the end of a fault whose rise it did not see.
    pub(super) fn ended(&self, state: &AssetState) -> Vec<u8> {
        let shown = |bit: u8| state.faults.0 >> bit & 1 == 1;
        let of_device = self.stand.iter().filter(|((asset, _), stands)| **stands && *asset == state.asset);
        of_device.map(|((_, bit), _)| *bit).filter(|bit| state.online && !shown(*bit)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_no_news_after_a_restart() {
        let (mut faults, pv) = (Faults::default(), AssetId::new("pv-1").expect("name"));
        assert_eq!(faults.note("sep2/utility", &pv, 3, false), None, "it never rose");
        let Some(Record::Memo { name, value, .. }) = faults.note("sep2/utility", &pv, 3, true) else { panic!("news") };
        assert_eq!(faults.note("sep2/utility", &pv, 3, true), None);
        let mut again = Faults::default();
        again.restore(&BTreeMap::from([(name, value), ("mirror/site-home".to_owned(), b"7".to_vec())]));
        assert_eq!(again.note("sep2/utility", &pv, 3, true), None);
        assert!(again.note("sep2/utility", &pv, 3, false).is_some());
    }
}
