//! What a subscriber is to be told: a resource is rendered as its subscriber would get it, and if it differs from what was
//! told last, a notification is made [2030.5 Notification; CSIP CORE-018, CORE-019].
//!
//! Whatever was read on the way is what the resource depends on. A change that was not told is found again by its mark, so
//! that none is lost between a commit and the notification of it, whenever the server dies.

use super::documents::{LetterDocument, Rates, SubscriptionDocument};
use super::gets;
use super::http::Refusal;
use super::key::{Key, SubscriptionId};
use super::letters::{CHANGED, DELETED, NO_REASON, farewell, letter, put_letter};
use super::map::{self, Told};
use super::renderings::Readers;
use super::resources::{Change, Draft, Resources, Unavailable, read};
use super::route::Route;
use super::scope::{Admitted, Identity, Scope};
use super::server::{Call, Server};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tieline_core::model::{HttpRequest, Lfdi, UtcSeconds};

/// Most items of a list in a notification, whatever is asked for.
const ITEMS_MAX: u32 = 255;

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

/// The notification that is due, with the mark of what it tells, and when to look again.
#[derive(Default)]
struct Looked {
    letter: Option<(LetterDocument, u64)>,
    wake: Option<UtcSeconds>,
}

/// The mark of a key, or of a prefix of keys.
pub(super) fn mark_of_key(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Documents that note what is read of them, and when what is made of them differs.
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

/// A resource as a subscriber sees it, whole.
struct Rendered {
    mark: u64,
    whole: Vec<u8>,
    depends: BTreeSet<u64>,
    wake: Option<UtcSeconds>,
}

/// The address of a resource, and the pollRate of the groups of whoever reads it.
type Shared = (String, Option<u32>);

/// Looks at subscriptions at one instant, while nothing is written but what they give: what all who are assigned to a
/// program see of it is rendered once, and so is what everyone sees.
pub struct Looks<'a, R> {
    server: &'a Server<R>,
    now: UtcSeconds,
    shared: HashMap<Shared, Rendered>,
}

impl<R: Resources> Looks<'_, R> {
    /// Looks at a subscription: makes its notification if its resource is not as it was told last.
    pub fn look(&mut self, at: SubscriptionId) -> Result<Look, Unavailable> {
        let (server, now) = (self.server, self.now);
        let key = Key::subscription(at.device, at.number);
        let found: Option<SubscriptionDocument> = read(server.resources(), &Scope::Operator, &key)?;
        let Some(subscription) = found else {
            return Ok(Look { ended: true, ..Look::default() });
        };
        let noted = server.over(Noted { base: server.resources(), read: RefCell::default(), wake: Cell::new(None) });
        let mut depends = BTreeSet::new();
        let looked = noted.look_at(now, at, &subscription, &mut self.shared, &mut depends);
        let Looked { letter, wake } = match looked {
            Ok(looked) => looked,
            Err(Refusal::Unavailable(error)) => return Err(error),
            Err(_) => {
                let letter = server.ended(now, at, &subscription)?;
                return Ok(Look { commit: server.farewell(at, &letter)?, ended: true, ..Look::default() });
            }
        };
        let commit = match letter {
            Some((letter, told)) => server.post(at, &subscription, letter, told)?,
            None => Vec::new(),
        };
        Ok(Look { commit, depends, wake, ended: false })
    }
}

impl<R: Resources> Server<Noted<'_, R>> {
    /// Who is banned is told nothing, until the ban is lifted.
    fn look_at(
        &self,
        now: UtcSeconds,
        at: SubscriptionId,
        subscription: &SubscriptionDocument,
        shared: &mut HashMap<Shared, Rendered>,
        depends: &mut BTreeSet<u64>,
    ) -> Result<Looked, Refusal> {
        let route = Route::parse(&subscription.resource).ok_or(Refusal::NotFound)?;
        let identity = Identity::of_lfdi(subscription.lfdi);
        let admitted = self.admitted(identity.lfdi, route.reach())?;
        depends.extend(self.resources().read.take());
        let Some(admitted) = admitted else {
            return Ok(Looked::default());
        };
        let request = HttpRequest::get("");
        let call = self.call(self.resources(), now, &identity, &admitted, &request)?;
        call.expect_visible(route)?;
        depends.extend(self.resources().read.take());
        let own;
        let same = (subscription.resource.clone(), admitted.rates.poll);
        let rendered = match shared.get(&same) {
            Some(rendered) => rendered,
            None => {
                let rendered = self.render_whole(&call, route)?;
                match Readers::of(route, &identity, admitted.rates) {
                    Readers::One(_) => {
                        own = rendered;
                        &own
                    }
                    _ => shared.entry(same).or_insert(rendered),
                }
            }
        };
        depends.extend(&rendered.depends);
        let wake = rendered.wake;
        if rendered.mark == subscription.told || !is_wanted(subscription, &rendered.whole) {
            return Ok(Looked { letter: None, wake });
        }
        let limit = subscription.limit.min(ITEMS_MAX);
        let cut = route.is_list() && results(&rendered.whole) > limit;
        let cut = cut.then(|| gets::render(&call.asking_for(limit), route)).transpose()?;
        let resource = cut.as_deref().unwrap_or(&rendered.whole);
        let shown = (route.is_list() || limit > 0).then_some(resource);
        let told = Told {
            resource: &subscription.resource,
            subscription: Route::Subscription(at.device, at.number),
            status: CHANGED,
            at: now,
        };
        let body = map::notification(call.shown(), told, shown).map_err(Unavailable)?;
        Ok(Looked { letter: Some((letter(now, subscription, CHANGED, body), rendered.mark)), wake })
    }

    fn render_whole(&self, call: &Call<'_, Noted<'_, R>>, route: Route) -> Result<Rendered, Refusal> {
        self.resources().wake.take();
        let whole = gets::render(&call.asking_for(u32::MAX), route)?;
        let Noted { read, wake, .. } = self.resources();
        Ok(Rendered { mark: mark_of(&whole), whole, depends: read.take(), wake: wake.take() })
    }
}

/// The `results` of a list as it is shown.
fn results(xml: &[u8]) -> u32 {
    let text = String::from_utf8_lossy(xml);
    let number = text.split_once(" results=\"").and_then(|(_, rest)| rest.split_once('"')?.0.parse().ok());
    number.unwrap_or(u32::MAX)
}

impl<R: Resources> Server<R> {
    /// Looks at subscriptions at `now`.
    pub fn looks(&self, now: UtcSeconds) -> Looks<'_, R> {
        Looks { server: self, now, shared: HashMap::new() }
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
        let request = HttpRequest::get("");
        let nobody = Identity::of_lfdi(Lfdi([0; 20]));
        let everything = Admitted { scope: Arc::new(Scope::Operator), rates: Rates::default() };
        let call = self.call(self.resources(), now, &nobody, &everything, &request)?;
        match call.expect_visible(route).and_then(|()| gets::render(&call, route)) {
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
