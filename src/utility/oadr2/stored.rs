//! What a VTN's stored records tell to who asks for it by name.

use super::event::{Known, mrid};
use tieline_core::model::{Mrid, Record, UpstreamId};

/// Whether a VTN's stored records name this event.
pub fn knows_event(upstream: &UpstreamId, records: &[Record], event: &str) -> bool {
    let wanted = format!("event/{}", mrid(upstream, event));
    records
        .iter()
        .any(|record| matches!(record, Record::Memo { name, value, .. } if *name == wanted && !value.is_empty()))
}

/// The VTN's name for the event that the engine knows a part of as `part`; `None` for one that is not a VTN's.
pub fn event_name(upstream: &UpstreamId, records: &[Record], part: Mrid) -> Option<String> {
    let events = records.iter().filter_map(|record| match record {
        Record::Memo { name, value, .. } if name.starts_with("event/") => serde_json::from_slice::<Known>(value).ok(),
        _ => None,
    });
    events.into_iter().find(|known| known.has_part(upstream, part)).map(|known| known.id)
}

/// Whether a VTN's stored records name this opt of the owner's.
pub fn knows_opt(records: &[Record], opt_id: &str) -> bool {
    let wanted = format!("opt/{opt_id}");
    records
        .iter()
        .any(|record| matches!(record, Record::Memo { name, value, .. } if *name == wanted && !value.is_empty()))
}
