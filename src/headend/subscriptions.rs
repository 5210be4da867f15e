//! Subscriptions: made, renewed, read and ended by the client whose they are [2030.5 Subscription; CSIP CORE-018].

use super::documents::SubscriptionDocument;
use super::http::{Refusal, stored};
use super::key::{Key, SubscriptionId};
use super::map::{self, SubscriptionIn};
use super::resources::{Draft, Resources, Unavailable, read_all};
use super::route::Route;
use super::scope::{Identity, Scope};
use super::server::{Answer, Call, Server};
use super::target::{Target, TargetError};
use tieline_core::model::{HttpRequest, Method};

impl From<TargetError> for Refusal {
    fn from(error: TargetError) -> Self {
        match error {
            TargetError::Malformed(_) => Self::Bad(error.to_string()),
            _ => Self::Forbidden(error.to_string()),
        }
    }
}

impl<R: Resources> Server<R> {
    /// The target of a subscription that a request would make, if its host is a name that must be resolved before the
    /// request is handled.
    pub fn host_to_resolve(&self, identity: &Identity, request: &HttpRequest) -> Option<Target> {
        let route = Route::parse(request.target.split('?').next().unwrap_or_default())?;
        let writes = matches!(request.method, Method::Post | Method::Put);
        let subscribes = writes && matches!(route, Route::Subscriptions(_) | Route::Subscription(..));
        if !subscribes || request.body.len() > self.settings().body_max {
            return None;
        }
        self.admitted(identity.lfdi, route.reach()).ok()??.scope.device()?;
        let asked = map::subscription_in(&request.body).ok()?;
        let target = self.settings().targets.read(&asked.target).ok()?;
        target.address().is_none().then_some(target)
    }
}

impl<R: Resources> Call<'_, R> {
    /// The caller's own subscriptions in a device's list, in the order of making.
    pub(super) fn subscriptions(&self, device: u32) -> Result<Vec<(u32, SubscriptionDocument)>, Unavailable> {
        let mut own: Vec<(u32, SubscriptionDocument)> =
            read_all(self.resources, &self.scope, &Key::subscriptions(device))?;
        own.retain(|(_, subscription)| subscription.lfdi == self.identity.lfdi);
        Ok(own)
    }

    fn subscription(&self, device: u32, number: u32) -> Result<SubscriptionDocument, Refusal> {
        let found: SubscriptionDocument = self.find(&Key::subscription(device, number))?;
        match found.lfdi == self.identity.lfdi {
            true => Ok(found),
            false => Err(Refusal::NotFound),
        }
    }

    pub(super) fn render_subscriptions(&self, device: u32) -> Result<Vec<u8>, Refusal> {
        let page = self.page(self.subscriptions(device)?);
        Ok(map::subscription_list(self.shown(), device, &page))
    }

    pub(super) fn render_subscription(&self, device: u32, number: u32) -> Result<Vec<u8>, Refusal> {
        let document = self.subscription(device, number)?;
        Ok(map::subscription(self.shown(), device, number, &document))
    }

    /// A new subscription. One for the same resource and thresholds is renewed in its place: nobody is told twice
    /// [C S-ALL-25, S-ALL-26].
    pub(super) fn take_subscription(&self, device: u32) -> Result<Answer, Refusal> {
        self.device()?;
        let asked = map::subscription_in(&self.request.body).map_err(Refusal::Bad)?;
        let new = self.subscribe(asked, None)?;
        let own = self.subscriptions(device)?;
        let same = own.into_iter().find(|(_, own)| (&own.resource, own.thresholds) == (&new.resource, new.thresholds));
        if let Some((number, known)) = same {
            return self.renew(device, number, &known, new);
        }
        let (all, bound) = (self.resources.list(&self.scope, &Key::subscriptions(device), usize::MAX)?, self.settings);
        if all.len() >= bound.subscriptions_max as usize {
            let bound = bound.subscriptions_max;
            return Err(Refusal::Forbidden(format!("the list holds {bound} subscriptions, the most that it may")));
        }
        let mut draft = Draft::new(self.resources);
        let number = draft.next(Key::device_counter(device, "sub"))?;
        draft.put_json(Key::subscription(device, number), &new)?;
        draft.put_json(Key::subscribed(SubscriptionId { device, number }), &self.now)?;
        Ok(stored(true, Some(Route::Subscription(device, number).to_string()), draft.into_changes()))
    }

    /// A client changes or renews a subscription of its own.
    pub(super) fn put_subscription(&self, device: u32, number: u32) -> Result<Answer, Refusal> {
        let known = self.subscription(device, number)?;
        let asked = map::subscription_in(&self.request.body).map_err(Refusal::Bad)?;
        let new = self.subscribe(asked, Some(&known))?;
        self.renew(device, number, &known, new)
    }

    /// What the subscriber was told already it is not told again; what is on its way goes to where it wants it now.
    fn renew(
        &self,
        device: u32,
        number: u32,
        known: &SubscriptionDocument,
        new: SubscriptionDocument,
    ) -> Result<Answer, Refusal> {
        let at = SubscriptionId { device, number };
        let mut draft = Draft::new(self.resources);
        let same_resource = new.resource == known.resource;
        let mut told = if same_resource { known.told } else { new.told };
        let moved = !same_resource || new.target != known.target;
        if moved && draft.get(&Scope::Operator, &Key::letter(at))?.is_some() {
            draft.remove(Key::letter(at));
            // What was not taken yet is made anew, since no mark is the complement of a told one but by chance.
            told = if same_resource { !told } else { told };
        }
        let renewed = SubscriptionDocument { told, sent: known.sent, ..new };
        draft.put_json(Key::subscription(device, number), &renewed)?;
        Ok(stored(false, Some(Route::Subscription(device, number).to_string()), draft.into_changes()))
    }

    /// The end of a subscription; what waits to be sent for it is not sent any more.
    pub(super) fn delete_subscription(&self, device: u32, number: u32) -> Result<Answer, Refusal> {
        self.subscription(device, number)?;
        let at = SubscriptionId { device, number };
        let mut draft = Draft::new(self.resources);
        for key in [Key::subscription(device, number), Key::subscribed(at), Key::letter(at)] {
            draft.remove(key);
        }
        Ok(stored(false, None, draft.into_changes()))
    }

    /// What was asked for, checked: the target is one that may be reached, the resource one that the caller sees and that
    /// can be subscribed to.
    fn subscribe(
        &self,
        asked: SubscriptionIn,
        known: Option<&SubscriptionDocument>,
    ) -> Result<SubscriptionDocument, Refusal> {
        let targets = &self.settings.targets;
        let target = targets.read(&asked.target)?;
        if target.address().is_none() {
            targets.check(&target, self.addresses)?;
        }
        let missing =
            || Refusal::Bad(format!("subscribedResource {:.256} is no resource of this client", asked.resource));
        let route = Route::parse(&asked.resource).ok_or_else(missing)?;
        self.expect_visible(route).map_err(|refusal| match refusal {
            Refusal::NotFound => missing(),
            other => other,
        })?;
        if !route.is_subscribable(self.shown()) {
            return Err(Refusal::Bad(format!("{route} cannot be subscribed to")));
        }
        if asked.thresholds.is_some() && !route.is_reading() {
            return Err(Refusal::Bad(format!("{route} is no Reading: it has no thresholds")));
        }
        let told = match known.filter(|known| known.resource == asked.resource) {
            Some(known) => known.told,
            None => self.mark(route).map_err(|refusal| match refusal {
                Refusal::NotFound => missing(),
                other => other,
            })?,
        };
        Ok(SubscriptionDocument {
            lfdi: self.identity.lfdi,
            resource: asked.resource,
            thresholds: asked.thresholds,
            level: asked.level,
            limit: asked.limit,
            target: asked.target,
            renewed: self.now,
            told,
            sent: 0,
            failing_since: None,
        })
    }
}
