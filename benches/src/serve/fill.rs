//! Enrols devices in a store that no server has open, as the operator would.

use super::Result;
use std::path::Path;
use std::sync::Arc;
use tieline::headend::{Identity, Operator, Settings, StoredResources};
use tieline::store::{EngineKind, Options, Store};
use tieline_core::model::{Lfdi, UtcSeconds};

/// Devices of one commit; more than the operator's API takes, since nothing ends this program half-way.
const BATCH: usize = 2_000;
const NOW: UtcSeconds = UtcSeconds(1_790_000_000);

/// Enrols `count` devices: `known`, spread evenly, and others whom nobody will see.
pub(super) fn enrol(store: &Path, count: u32, known: &[Lfdi]) -> Result<()> {
    std::fs::create_dir_all(store)?;
    let resources = StoredResources::new(Arc::new(Store::open(store, &Options::new(EngineKind::Sled))?));
    let settings = Settings::default();
    let every = (count as usize / known.len().max(1)).max(1);
    let lfdis: Vec<Lfdi> = (0..count as usize)
        .map(|number| match known.get(number / every) {
            Some(known) if number % every == 0 => *known,
            _ => stranger(number as u64),
        })
        .collect();
    for batch in lfdis.chunks(BATCH) {
        let mut operator = Operator::new(&resources, &settings, NOW);
        for lfdi in batch {
            operator.enrol(&Identity::of_lfdi(*lfdi), None)?;
        }
        resources.commit(&operator.finish())?;
    }
    Ok(())
}

/// An LFDI like any other, which is a hash (SplitMix64).
fn stranger(number: u64) -> Lfdi {
    let mut lfdi = [0; 20];
    let mut state = number.wrapping_mul(0x5851_F42D_4C95_7F2D);
    for part in lfdi.chunks_mut(8) {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        part.copy_from_slice(&(z ^ (z >> 31)).to_be_bytes()[..part.len()]);
    }
    Lfdi(lfdi)
}
