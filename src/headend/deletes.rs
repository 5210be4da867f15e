//! What devices delete: what they have posted, and themselves.

use super::documents::DeviceDocument;
use super::http::{Refusal, stored};
use super::key::Key;
use super::map::Shown;
use super::notify;
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
    notify::end_subscriptions(draft, shown, now, device)?;
    for (key, _) in draft.list(&Scope::Operator, &Key::all_of_device(device), usize::MAX)? {
        draft.remove(key);
    }
    draft.remove(Key::enrolment(document.lfdi));
    draft.next(Key::counter(REMOVED))?;
    Ok(true)
}
