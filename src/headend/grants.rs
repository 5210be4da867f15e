//! Grants: which devices an aggregator acts for. A denied device is nobody's.

use super::documents::GrantDocument;
use super::key::Key;
use super::resources::{Draft, Resources, Unavailable, read};
use super::scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use tieline_core::model::Lfdi;

/// The devices of an aggregator, by number.
pub(super) fn of_aggregator<R: Resources>(resources: &R, aggregator: u32) -> Result<BTreeMap<u32, Lfdi>, Unavailable> {
    let banned = banned(resources)?;
    let mut granted = all_of_aggregator(resources, aggregator)?;
    granted.retain(|_, grant| !banned.contains(&grant.lfdi));
    Ok(granted.into_iter().map(|(number, grant)| (number, grant.lfdi)).collect())
}

/// The same of one device alone: nothing, if it is not granted.
pub(super) fn of_device<R: Resources>(
    resources: &R,
    aggregator: u32,
    device: u32,
) -> Result<BTreeMap<u32, Lfdi>, Unavailable> {
    let Some(grant) = grant(resources, aggregator, device)? else {
        return Ok(BTreeMap::new());
    };
    let is_banned = resources.get(&Scope::Operator, &Key::ban(grant.lfdi))?.is_some();
    Ok((!is_banned).then_some((device, grant.lfdi)).into_iter().collect())
}

/// The grant of a device to an aggregator.
pub(super) fn grant<R: Resources>(
    resources: &R,
    aggregator: u32,
    device: u32,
) -> Result<Option<GrantDocument>, Unavailable> {
    read(resources, &Scope::Operator, &Key::grant(aggregator, device))
}

/// Every grant of an aggregator by the device's number, those of denied devices too.
pub(super) fn all_of_aggregator<R: Resources>(
    resources: &R,
    aggregator: u32,
) -> Result<BTreeMap<u32, GrantDocument>, Unavailable> {
    Ok(super::resources::read_all(resources, &Scope::Operator, &Key::grants(aggregator))?.into_iter().collect())
}

/// The numbers of a device's aggregators.
pub(super) fn aggregators_of<R: Resources>(resources: &R, device: u32) -> Result<Vec<u32>, Unavailable> {
    let found = resources.list(&Scope::Operator, &Key::grantees(device), usize::MAX)?;
    Ok(found.iter().filter_map(|(key, _)| key.last_number()).collect())
}

/// Lets an aggregator act for a device; one that may already keeps its grant. Tells whether it is new.
pub(super) fn give<R: Resources>(
    draft: &mut Draft<'_, R>,
    aggregator: u32,
    device: u32,
    new: GrantDocument,
) -> Result<bool, Unavailable> {
    let known = grant(draft, aggregator, device)?.is_some();
    if !known {
        draft.put_json(Key::grant(aggregator, device), &new)?;
        draft.put_json(Key::grantee(device, aggregator), &new.since)?;
    }
    Ok(!known)
}

/// Takes a grant back; tells whether there was one.
pub(super) fn take_back<R: Resources>(
    draft: &mut Draft<'_, R>,
    aggregator: u32,
    device: u32,
) -> Result<bool, Unavailable> {
    let known = grant(draft, aggregator, device)?.is_some();
    if known {
        draft.remove(Key::grant(aggregator, device));
        draft.remove(Key::grantee(device, aggregator));
    }
    Ok(known)
}

/// Takes back all grants of a device: those that it has as an aggregator, and those by which others act for it.
pub(super) fn end<R: Resources>(draft: &mut Draft<'_, R>, device: u32) -> Result<(), Unavailable> {
    end_of_aggregator(draft, device)?;
    for aggregator in aggregators_of(draft, device)? {
        take_back(draft, aggregator, device)?;
    }
    Ok(())
}

/// Takes back all that an aggregator may act for.
pub(super) fn end_of_aggregator<R: Resources>(draft: &mut Draft<'_, R>, aggregator: u32) -> Result<(), Unavailable> {
    for device in all_of_aggregator(draft, aggregator)?.into_keys() {
        take_back(draft, aggregator, device)?;
    }
    Ok(())
}

fn banned<R: Resources>(resources: &R) -> Result<BTreeSet<Lfdi>, Unavailable> {
    let bans = resources.list(&Scope::Operator, &Key::bans(), usize::MAX)?;
    Ok(bans.iter().filter_map(|(key, _)| key.as_str().rsplit('/').next()?.parse().ok()).collect())
}
