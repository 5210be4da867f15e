//! What a subscriber is to be told: a resource is rendered as its subscriber would get it, and if it differs from what was
//! told last, a notification is made [2030.5 Notification; CSIP CORE-018, CORE-019].
//!
//! Whatever was read on the way is what the resource depends on. A change that was not told is found again by its mark, so
//! that none is lost between a commit and the notification of it, whenever the server dies.

use super::documents::{LetterDocument, SubscriptionDocument};
use super::gets;
use super::http::Refusal;
use super::key::{Key, SubscriptionId};
use super::map::{self, Told};
use super::resources::{Change, Draft, Resources, Unavailable, read, read_all};
use super::route::Route;
use super::scope::{Identity, Scope};
use super::server::{Call, Server};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tieline_core::model::{HttpRequest, Method, UtcSeconds};

/// Most items of a list in a notification, whatever is asked for.
const ITEMS_MAX: u32 = 255;

/// Notification.status [2030.5 Notification.status].
const CHANGED: u8 = 0;
const NO_REASON: u8 = 1;
const DELETED: u8 = 4;

/// What came of looking at a subscription.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// To be committed as one batch: the notification, if there is one, and that it was made.
    pub commit: Vec<Change>,
    /// Marks of the documents and lists that its resource was made from.
    pub depends: BTreeSet<u64>,
    /// When the resource changes by itself.
    pub wake: Option<UtcSeconds>,
    /// Whether the subscription is over.
    pub ended: bool,
}

/// The notification that is due, with the mark of what it tells.
type Due = Option<(LetterDocument, u64)>;

/// The mark of a key, or of a prefix of keys.
pub(super) fn mark_of_key(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Documents that note what is read of them, and until when what is made of them stays as it is.
struct Noted<'a, R> {
    base: &'a R,
    read: RefCell<BTreeSet<u64>>,
    wake: Cell<Option<UtcSeconds>>,
}

impl<R: Resources> Resources for Noted<'_, R> {
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        self.read.borrow_mut().insert(mark_of_key(key.as_str()));
        self.base.get(scope, key)
    }

    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        self.read.borrow_mut().insert(mark_of_key(prefix.as_str()));
        self.base.list_from(scope, prefix, from, limit)
    }

    fn differs_from(&self, at: UtcSeconds) {
        self.wake.set(Some(self.wake.get().map_or(at, |wake| wake.min(at))));
    }
}

impl<R: Resources> Server<R> {
    /// Looks at a subscription at `now`: makes its notification if its resource is not as it was told last.
    pub fn look(&self, now: UtcSeconds, at: SubscriptionId) -> Result<Look, Unavailable> {
        let key = Key::subscription(at.device, at.number);
        let found: Option<SubscriptionDocument> = read(self.resources(), &Scope::Operator, &key)?;
        let Some(subscription) = found else {
            return Ok(Look { ended: true, ..Look::default() });
        };
        let server = self.over(Noted { base: self.resources(), read: RefCell::default(), wake: Cell::new(None) });
        let looked = server.look_at(now, at, &subscription);
        let (depends, wake) = (server.resources().read.take(), server.resources().wake.get());
        let letter = match looked {
            Ok(letter) => letter,
            Err(Refusal::Unavailable(error)) => return Err(error),
            Err(_) => {
                let letter = self.ended(now, at, &subscription)?;
                return Ok(Look { commit: self.farewell(at, &letter)?, ended: true, ..Look::default() });
            }
        };
        let commit = match letter {
            Some((letter, told)) => self.post(at, &subscription, letter, told)?,
            None => Vec::new(),
        };
        Ok(Look { commit, depends, wake, ended: false })
    }

    /// Who is banned is told nothing, until the ban is lifted.
    fn look_at(
        &self,
        now: UtcSeconds,
        at: SubscriptionId,
        subscription: &SubscriptionDocument,
    ) -> Result<Due, Refusal> {
        let identity = Identity::of_lfdi(subscription.lfdi);
        let Some(scope) = self.scope(identity.lfdi)? else {
            return Ok(None);
        };
        let request = HttpRequest { method: Method::Get, target: String::new(), headers: Vec::new(), body: Vec::new() };
        let call = self.call(self.resources(), now, &identity, scope, &request)?;
        let route = Route::parse(&subscription.resource).ok_or(Refusal::NotFound)?;
        call.expect_visible(route)?;
        let mark = call.mark(route)?;
        if mark == subscription.told {
            return Ok(None);
        }
        let limit = subscription.limit.min(ITEMS_MAX).min(self.settings().page_max);
        let resource = gets::render(&call.asking_for(limit), route)?;
        if !is_wanted(subscription, &resource) {
            return Ok(None);
        }
        let shown = (route.is_list() || subscription.limit > 0).then_some(resource.as_slice());
        let told = Told {
            resource: &subscription.resource,
            subscription: Route::Subscription(at.device, at.number),
            status: CHANGED,
            at: now,
        };
        let body = map::notification(call.shown(), told, shown).map_err(Unavailable)?;
        Ok(Some((letter(now, subscription, CHANGED, body), mark)))
    }

    /// The last notification of a subscription whose resource is not there any more, or not for this client.
    fn ended(
        &self,
        now: UtcSeconds,
        at: SubscriptionId,
        subscription: &SubscriptionDocument,
    ) -> Result<LetterDocument, Unavailable> {
        let route = Route::parse(&subscription.resource);
        let status = match route.map(|route| self.is_there(now, route)).transpose()? {
            Some(true) => NO_REASON,
            _ => DELETED,
        };
        farewell(self.settings().shown(), now, at, subscription, status)
    }

    /// Whether the operator would see it.
    fn is_there(&self, now: UtcSeconds, route: Route) -> Result<bool, Unavailable> {
        let request = HttpRequest { method: Method::Get, target: String::new(), headers: Vec::new(), body: Vec::new() };
        let nobody = Identity::of_lfdi(tieline_core::model::Lfdi([0; 20]));
        let call = self.call(self.resources(), now, &nobody, Arc::new(Scope::Operator), &request)?;
        match gets::render(&call, route) {
            Ok(_) => Ok(true),
            Err(Refusal::Unavailable(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    fn post(
        &self,
        at: SubscriptionId,
        subscription: &SubscriptionDocument,
        letter: LetterDocument,
        told: u64,
    ) -> Result<Vec<Change>, Unavailable> {
        let mut draft = Draft::new(self.resources());
        put_letter(&mut draft, at, &letter)?;
        let noted = SubscriptionDocument { told, sent: letter.seq, ..subscription.clone() };
        draft.put_json(Key::subscription(at.device, at.number), &noted)?;
        Ok(draft.into_changes())
    }

    fn farewell(&self, at: SubscriptionId, letter: &LetterDocument) -> Result<Vec<Change>, Unavailable> {
        let mut draft = Draft::new(self.resources());
        draft.remove(Key::subscription(at.device, at.number));
        draft.remove(Key::subscribed(at));
        put_letter(&mut draft, at, letter)?;
        Ok(draft.into_changes())
    }
}

/// A letter in the place of an older one of the same subscription, whose failures it inherits: a receiver that takes
/// nothing does not become patient with each change.
fn put_letter<R: Resources>(
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

fn letter(now: UtcSeconds, subscription: &SubscriptionDocument, status: u8, body: Vec<u8>) -> LetterDocument {
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

fn farewell(
    shown: map::Shown,
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
    shown: map::Shown,
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

/// Whether a change is one that the subscriber wants to be told of: with thresholds, only values beyond them
/// [2030.5 Condition].
fn is_wanted(subscription: &SubscriptionDocument, resource: &[u8]) -> bool {
    let Some((lower, upper)) = subscription.thresholds else {
        return true;
    };
    map::reading_value(resource).is_some_and(|value| value < lower || value > upper)
}

impl<R: Resources> Call<'_, R> {
    /// A mark of a resource as the caller sees it, whole: equal resources have equal marks.
    pub(super) fn mark(&self, route: Route) -> Result<u64, Refusal> {
        Ok(mark_of(&gets::render(&self.asking_for(u32::MAX), route)?))
    }
}

/// The mark of a document. How long the lists are that it links to is no part of it: who wants to know of them subscribes
/// to them.
fn mark_of(xml: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(xml);
    let mut hasher = DefaultHasher::new();
    for part in text.split('<') {
        let (tag, content) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name.ends_with("Link") {
            true => tag
                .split(' ')
                .filter(|word| !word.starts_with("all="))
                .for_each(|word| word.trim_end_matches('/').hash(&mut hasher)),
            false => tag.hash(&mut hasher),
        }
        content.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_linked_lists_are_no_change() {
        let with = |all: u32, primacy: u32| {
            let text = format!(
                "<DERProgram href=\"/derp/1\" xmlns=\"x\"><DERControlListLink href=\"/derp/1/derc\" all=\"{all}\"/>\
                 <primacy>{primacy}</primacy></DERProgram>"
            );
            mark_of(text.as_bytes())
        };
        assert_eq!(with(1, 2), with(3, 2));
        assert_ne!(with(1, 2), with(1, 3));
    }
}
