//! Which modes a site can do, from what its assets can.

use super::modes::ModeSet;
use crate::model::{Asset, AssetKind, CurveKind, GridCapability, Mode};

/// The modes that at least one of `assets` can carry out.
///
/// Isolation needs a declared contact: permission to energise is no substitute [X18 DERControlBase opModConnect].
pub fn supported_modes<'a>(assets: impl IntoIterator<Item = &'a Asset>) -> ModeSet {
    assets.into_iter().flat_map(modes_of).collect()
}

fn modes_of(asset: &Asset) -> Vec<Mode> {
    let can = &asset.capability;
    let generates = matches!(asset.kind, AssetKind::Pv | AssetKind::Battery);
    let consumes = matches!(asset.kind, AssetKind::Battery | AssetKind::Charger | AssetKind::Load);
    let powered = can.limit_w || can.set_w;
    let mut modes = grid_modes(can);
    if generates && powered {
        modes.extend([Mode::MaxLimW, Mode::ExpLimW, Mode::GenLimW]);
    }
    if consumes && powered {
        modes.extend([Mode::ImpLimW, Mode::LoadLimW]);
    }
    if generates && can.set_w {
        modes.extend([Mode::FixedW, Mode::TargetW]);
    }
    if asset.kind == AssetKind::Battery && can.set_w {
        modes.extend([Mode::StorageTargetW, Mode::SiteTargetW]);
    }
    modes
}

fn grid_modes(can: &GridCapability) -> Vec<Mode> {
    let plain = [
        (Mode::Connect, can.isolate),
        (Mode::Energize, can.energize),
        (Mode::FixedVar, can.set_var),
        (Mode::TargetVar, can.set_var),
        (Mode::FixedPfInject, can.set_pf),
        (Mode::FixedPfAbsorb, can.set_pf),
        (Mode::FreqDroop, can.freq_droop),
    ];
    let curves = CurveKind::ALL.map(|kind| (Mode::Curve(kind), can.curves & (1 << kind.number()) != 0));
    let all = plain.into_iter().chain(curves);
    all.filter(|(_, able)| *able).map(|(mode, _)| mode).collect()
}
