//! Notifications as letters: made, in the place of older ones, and the last ones of subscriptions that end.

use super::documents::{LetterDocument, SubscriptionDocument};
use super::key::{Key, SubscriptionId};
use super::map::{self, Shown, Told};
use super::resources::{Draft, Resources, Unavailable, read, read_all};
use super::route::Route;
use super::scope::Scope;
use tieline_core::model::UtcSeconds;

/// The resource has changed [2030.5 Notification.status].
pub(super) const CHANGED: u8 = 0;
/// The subscription is over for a reason that is not told.
pub(super) const NO_REASON: u8 = 1;
/// The subscription is over, since its resource is gone.
pub(super) const DELETED: u8 = 4;

/// A letter in the place of an older one of the same subscription, whose failures it inherits: a receiver that takes
/// nothing does not become patient with each change.
pub(super) fn put_letter<R: Resources>(
    draft: &mut Draft<'_, R>,
    at: SubscriptionId,
    letter: &LetterDocument,
) -> Result<(), Unavailable> {
    let waiting: Option<LetterDocument> = read(draft, &Scope::Operator, &Key::letter(at))?;
    let mut letter = letter.clone();
    if let Some(waiting) = waiting.filter(|waiting| waiting.target == letter.target) {
        (letter.made, letter.tries, letter.failure) = (waiting.made, waiting.tries, waiting.failure);
    }
    draft.put_json(Key::letter(at), &letter)
}

/// A letter that has not been sent.
pub(super) fn letter(
    now: UtcSeconds,
    subscription: &SubscriptionDocument,
    status: u8,
    body: Vec<u8>,
) -> LetterDocument {
    LetterDocument {
        lfdi: subscription.lfdi,
        resource: subscription.resource.clone(),
        target: subscription.target.clone(),
        status,
        seq: subscription.sent.wrapping_add(1),
        made: now,
        tries: 0,
        failure: None,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

/// The last letter of a subscription: it has no resource.
pub(super) fn farewell(
    shown: Shown,
    now: UtcSeconds,
    at: SubscriptionId,
    subscription: &SubscriptionDocument,
    status: u8,
) -> Result<LetterDocument, Unavailable> {
    let (resource, own) = (&subscription.resource, Route::Subscription(at.device, at.number));
    let told = Told { resource, subscription: own, status, at: now };
    let body = map::notification(shown, told, None).map_err(Unavailable)?;
    Ok(letter(now, subscription, status, body))
}

/// Ends every subscription in the list of a device that is removed, each with a notification that its resource is gone
/// [CSIP MAINT-002].
pub(super) fn end_subscriptions<R: Resources>(
    draft: &mut Draft<'_, R>,
    shown: Shown,
    now: UtcSeconds,
    device: u32,
) -> Result<(), Unavailable> {
    let all: Vec<(u32, SubscriptionDocument)> = read_all(draft, &Scope::Operator, &Key::subscriptions(device))?;
    for (number, subscription) in all {
        let at = SubscriptionId { device, number };
        let letter = farewell(shown, now, at, &subscription, DELETED)?;
        draft.remove(Key::subscribed(at));
        put_letter(draft, at, &letter)?;
    }
    Ok(())
}
