//! The site's energy as Green Button data [OADR2b HISTORY_GREENBUTTON; ESPI IntervalBlock].

use super::super::meter::Energy;
use super::super::reports::{Update, Value};
use super::say::moment;
use sha2::{Digest, Sha256};
use tieline_core::model::UtcSeconds;
use tieline_schemas::oadr2::{self as wire, GreenButton, IntervalReading, ItemBase, Series, StreamPayload};

/// The directions, as ESPI numbers them.
const FLOWS: [u16; 2] = [Series::DELIVERED, Series::REVERSE];

/// What is told: energy in Wh, delivered and reverse.
pub(super) fn description(ven_id: &str, now: UtcSeconds) -> ItemBase {
    let series = FLOWS.map(|flow| series(flow, None, Vec::new()));
    let feed = GreenButton { series: series.into() }.feed(moment(now.0), |path| iri(ven_id, path));
    ItemBase::OadrGBDataDescription(wire::OadrGBItemBase { feed })
}

/// The energies of an update in one payload, which is of all the time that they span.
pub(super) fn intervals(ven_id: &str, update: &Update) -> Vec<wire::Interval> {
    let told = update.points.iter().filter_map(|point| {
        let energy = point.values.iter().find_map(|(_, value)| match value {
            Value::Energy(energy) => Some(*energy),
            _ => None,
        });
        Some((point.start_s, u32::try_from(point.seconds).ok()?, energy?))
    });
    let told: Vec<_> = told.collect();
    let (Some((start_s, ..)), Some((last_s, seconds, _))) = (told.first(), told.last()) else { return Vec::new() };
    let series = FLOWS.map(|flow| series(flow, Some(*seconds), blocks(flow, &told)));
    // The feed and its intervals are this update's; what they are of is the same in all.
    let name = format!("{ven_id}/{}/{start_s}", update.request);
    let own = |path: &str| path == "feed" || path.contains("IntervalBlock");
    let id = |path: &str| iri(if own(path) { &name } else { ven_id }, path);
    let feed = GreenButton { series: series.into() }.feed(moment(update.created_s), id);
    let whole_s = u32::try_from(last_s - start_s).unwrap_or_default().saturating_add(*seconds);
    vec![wire::Interval {
        dtstart: Some(moment(*start_s).into()),
        duration: Some(wire::Duration::from_seconds(whole_s).into()),
        stream_payload_base: vec![StreamPayload::OadrGBPayload(wire::OadrGBStreamPayloadBase { feed })],
        ..Default::default()
    }]
}

fn series(flow: u16, interval_s: Option<u32>, blocks: Vec<Vec<IntervalReading>>) -> Series {
    Series { flow, unit: Series::WATT_HOURS, multiplier: 0, interval_s, blocks }
}

/// One direction; a new block begins behind each gap.
fn blocks(flow: u16, told: &[(i64, u32, Energy)]) -> Vec<Vec<IntervalReading>> {
    let mut blocks: Vec<Vec<IntervalReading>> = Vec::new();
    let mut ends_s = None;
    for &(start_s, seconds, energy) in told {
        let value = if flow == Series::REVERSE { energy.reverse_wh } else { energy.delivered_wh };
        let quality = (!energy.whole).then_some(Series::QUESTIONABLE);
        let reading = IntervalReading { start_s, seconds, value, quality };
        match blocks.last_mut().filter(|_| ends_s == Some(start_s)) {
            Some(block) => block.push(reading),
            None => blocks.push(vec![reading]),
        }
        ends_s = Some(start_s.saturating_add(i64::from(seconds)));
    }
    blocks
}

/// The name of an entry: the same for the same, whoever reads it again [RFC 9562 §5.8].
fn iri(name: &str, path: &str) -> String {
    let hash = Sha256::digest(format!("{name}/{path}"));
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::iri;

    /// [RFC 9562 §5.8]
    #[test]
    fn names_are_uuids_of_our_own_making_and_the_same_for_the_same() {
        let name = iri("ven/q/0", "feed");
        assert_eq!((name.len(), name.get(..9)), (45, Some("urn:uuid:")));
        assert_eq!((name.get(23..24), name.get(28..29)), (Some("8"), Some("8")), "version and variant: {name}");
        assert_eq!(iri("ven/q/0", "feed"), name);
        assert_ne!(iri("ven/q/0", "UsagePoint/1"), name);
    }
}
