//! Explanations with the names that servers give their events.

use crate::store::{Explanation, Result, Store};
use crate::utility::oadr2;
use tieline_core::model::{AssetId, Millis, SiteId};

/// Reads the explanation for `asset` at `at`, or of the latest decision; its events get their servers' own names.
pub fn explain(store: &Store, site: &SiteId, asset: &AssetId, at: Option<Millis>) -> Result<Explanation> {
    let mut explanation = Explanation::read(store, site, asset, at)?;
    explanation.name_events(|event| {
        let records = store.restore_upstream(&event.upstream).ok()?;
        oadr2::event_name(&event.upstream, &records, event.mrid)
    });
    Ok(explanation)
}
