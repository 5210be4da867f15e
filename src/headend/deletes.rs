//! What devices delete: what they have posted, and themselves.

use super::documents::DeviceDocument;
use super::grants;
use super::http::{Refusal, stored};
use super::key::Key;
use super::letters::end_subscriptions;
use super::map::{self, Shown};
use super::resources::{Draft, Resources, Unavailable, read};
use super::route::Route;
use super::scope::Scope;
use super::server::{Answer, Call};
use tieline_core::model::UtcSeconds;

/// The counter of devices that were removed; their numbers are not given again.
pub(super) const REMOVED: &str = "device-removed";

/// Carries out a DELETE.
pub(super) fn take<R: Resources>(call: &Call<'_, R>, route: Route) -> Result<Answer, Refusal> {
    match route {
        Route::EndDevice(device) => {
            call.expect_may_end(device)?;
            let mut draft = Draft::new(call.resources);
            match end_enrolment(&mut draft, call.shown(), call.now, device)? {
                true => Ok(stored(false, None, draft.into_changes())),
                false => Err(Refusal::NotFound),
            }
        }
        Route::Subscription(device, number) => call.delete_subscription(device, number),
        Route::Kept(place) => call.delete_kept(place),
        _ => Err(Refusal::NotFound),
    }
}

impl<R: Resources> Call<'_, R> {
    /// An aggregator ends the enrolment of a device that it enrolled itself, and of no other that it acts for.
    fn expect_may_end(&self, device: u32) -> Result<(), Refusal> {
        let Some(own) = self.scope.device().filter(|own| *own != device) else {
            return Ok(());
        };
        match grants::grant(self.resources, own, device)?.is_some_and(|grant| grant.registered) {
            true => Ok(()),
            false => Err(Refusal::Forbidden("only the operator ends this enrolment".to_owned())),
        }
    }
}

/// Removes a device with all that hangs below it: its DERs' documents, mirrors, readings, log events, responses, subscriptions. A ban
/// stays; else its certificate may enrol again, as a new device [2030.5 EndDevice; CSIP MAINT-002]. `false`: there is no
/// such device.
pub(super) fn end_enrolment<R: Resources>(
    draft: &mut Draft<'_, R>,
    shown: Shown,
    now: UtcSeconds,
    device: u32,
) -> Result<bool, Unavailable> {
    let found: Option<DeviceDocument> = read(draft, &Scope::Operator, &Key::device(device))?;
    let Some(document) = found else {
        return Ok(false);
    };
    for (_, mirror) in draft.list(&Scope::Operator, &Key::mirrors(device), usize::MAX)? {
        for name in map::mirror_names(&mirror)? {
            draft.remove(Key::mirrored(name));
        }
    }
    end_subscriptions(draft, shown, now, device)?;
    for (key, _) in draft.list(&Scope::Operator, &Key::all_of_device(device), usize::MAX)? {
        draft.remove(key);
    }
    grants::end(draft, device)?;
    draft.remove(Key::enrolment(document.lfdi));
    draft.next(Key::counter(REMOVED))?;
    Ok(true)
}
