//! One request in, one answer out: identity, visibility, method, then the resource.

use super::deletes;
use super::documents::{AssignmentsDocument, DeviceDocument, Rates};
use super::gets;
use super::http::{self, Refusal};
use super::key::Key;
use super::paging::Query;
use super::posts;
use super::puts;
use super::renderings::{Kept, NOBODY, Readers, Rendering, Renderings};
use super::resources::{Change, Resources, Unavailable, read};
use super::route::Route;
use super::scope::{self, Admitted, Identity, Reach, Scope};
use super::settings::Settings;
use super::versions::Noting;
use core::net::IpAddr;
use std::sync::Arc;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Lfdi, Method, UtcSeconds};

/// What to send, and what to make durable before it is sent (rule 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub response: HttpResponse,
    /// To be committed as one batch before the answer is sent; if that fails, 503 is sent instead.
    pub commit: Vec<Change>,
    /// Why a request was refused, for the log alone.
    pub note: Option<String>,
}

/// The server. What it knows is in the documents, so that a restart loses nothing; it keeps how they were rendered for as
/// long as they would be rendered so again.
#[derive(Debug)]
pub struct Server<R> {
    settings: Arc<Settings>,
    resources: R,
    renderings: Arc<Renderings>,
}

/// One request with what was found out about it.
pub(super) struct Call<'a, R> {
    pub(super) settings: &'a Settings,
    pub(super) resources: &'a R,
    /// The server's rates, as the operator has changed them.
    pub(super) rates: Rates,
    /// Those of the groups of the device that is asked about.
    pub(super) group_rates: Rates,
    pub(super) now: UtcSeconds,
    pub(super) identity: &'a Identity,
    pub(super) scope: Arc<Scope>,
    pub(super) request: &'a HttpRequest,
    pub(super) query: Query,
    /// What the host of a notificationURI in the body resolves to.
    pub(super) addresses: &'a [IpAddr],
}

impl<R: Resources> Server<R> {
    /// A server over these documents.
    pub fn new(settings: impl Into<Arc<Settings>>, resources: R) -> Self {
        Self { settings: settings.into(), resources, renderings: Arc::default() }
    }

    /// The same server over other documents, of which it keeps what it makes together with this one: a mark of theirs
    /// holds only where one of these does.
    pub fn beside(&self, resources: R) -> Self {
        Self { settings: self.settings.clone(), resources, renderings: self.renderings.clone() }
    }

    /// The same server over other documents.
    pub(super) fn over<S: Resources>(&self, resources: S) -> Server<S> {
        Server::new(self.settings.clone(), resources)
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its documents.
    pub fn resources(&self) -> &R {
        &self.resources
    }

    /// Its documents, to apply what was committed.
    pub fn resources_mut(&mut self) -> &mut R {
        &mut self.resources
    }

    /// Answers one request of one identity. Never panics, whatever is asked; the same request at the same instant over
    /// the same documents has the same answer.
    pub fn handle(&self, now: UtcSeconds, identity: &Identity, request: &HttpRequest) -> Answer {
        self.handle_resolved(now, identity, request, &[])
    }

    /// The same of a request whose notificationURI has a name: `addresses` are those of [`Server::host_to_resolve`].
    pub fn handle_resolved(
        &self,
        now: UtcSeconds,
        identity: &Identity,
        request: &HttpRequest,
        addresses: &[IpAddr],
    ) -> Answer {
        let ready = self.ready(now, identity, request);
        ready.unwrap_or_else(|| self.answer(now, identity, request, addresses).unwrap_or_else(Refusal::into_answer))
    }

    /// The answer to a GET or HEAD for which no document must be read; `None` for any other request. Takes microseconds.
    pub fn ready(&self, now: UtcSeconds, identity: &Identity, request: &HttpRequest) -> Option<Answer> {
        if !matches!(request.method, Method::Get | Method::Head) {
            return None;
        }
        let route = Route::parse(parted(&request.target).0)?;
        let admitted = self.known(identity.lfdi, route.reach())??;
        let readers = Readers::of(route, identity, admitted.rates);
        if !readers.include(identity, &admitted.scope) {
            return None;
        }
        let kept = self.renderings.find(readers, &request.target)?;
        let good = readers.share(&kept.what, &admitted.scope) && kept.validity.holds(&self.resources, now);
        good.then(|| read_answer(http::document(request, &kept.what)))
    }

    fn answer(
        &self,
        now: UtcSeconds,
        identity: &Identity,
        request: &HttpRequest,
        addresses: &[IpAddr],
    ) -> Result<Answer, Refusal> {
        let (path, query) = parted(&request.target);
        let route = Route::parse(path).ok_or(Refusal::NotFound)?;
        let admitted = self.admitted(identity.lfdi, route.reach())?.ok_or(Refusal::NotFound)?;
        if matches!(request.method, Method::Get | Method::Head) {
            return self.read(now, identity, &admitted, request, route);
        }
        let mut call = Call { addresses, ..self.call(&self.resources, now, identity, &admitted, request)? };
        call.expect_visible(route)?;
        let methods = route.methods(self.settings.enrolment.in_band);
        if !methods.contains(&request.method) {
            return Err(refusal_of(route, request.method, methods));
        }
        call.query = Query::parse(query).map_err(Refusal::Bad)?;
        call.carry_out(route, methods)
    }

    /// A GET or HEAD. What several may read is rendered for nobody in particular, with what all of them may see.
    fn read(
        &self,
        now: UtcSeconds,
        identity: &Identity,
        admitted: &Admitted,
        request: &HttpRequest,
        route: Route,
    ) -> Result<Answer, Refusal> {
        let readers = Readers::of(route, identity, admitted.rates);
        if !readers.include(identity, &admitted.scope) {
            return Err(Refusal::NotFound);
        }
        let (identity, scope) = match readers.scope() {
            Some(shared) => (&NOBODY, Arc::new(shared)),
            None => (identity, admitted.scope.clone()),
        };
        let admitted = Admitted { scope, rates: admitted.rates };
        let noting = Noting::new(&self.resources);
        let mut call = self.call(&noting, now, identity, &admitted, request)?;
        call.expect_visible(route)?;
        call.query = Query::parse(parted(&request.target).1).map_err(Refusal::Bad)?;
        if let Route::FileContent(file) = route {
            let content = call.resources.get(&call.scope, &Key::file_content(file))?;
            return Ok(read_answer(http::content(request, content.ok_or(Refusal::NotFound)?)));
        }
        let rendering = Rendering::of(gets::render(&call, route)?, call.scope);
        let answer = read_answer(http::document(request, &rendering));
        if let Some(validity) = noting.validity(now) {
            self.renderings.keep(readers, &request.target, Kept { what: rendering, validity });
        }
        Ok(answer)
    }

    /// A call of one identity before its query is read.
    pub(super) fn call<'a, Q: Resources>(
        &'a self,
        resources: &'a Q,
        now: UtcSeconds,
        identity: &'a Identity,
        admitted: &Admitted,
        request: &'a HttpRequest,
    ) -> Result<Call<'a, Q>, Unavailable> {
        let rates: Rates = read(resources, &Scope::Operator, &Key::rates())?.unwrap_or_default();
        let (settings, query) = (self.settings.as_ref(), Query::default());
        let (scope, group_rates) = (admitted.scope.clone(), admitted.rates);
        Ok(Call { settings, resources, rates, group_rates, now, identity, scope, request, query, addresses: &[] })
    }

    /// Whether an identity is served at all: not banned, and on the list of those allowed if there is one. What cannot be
    /// looked up is not admitted.
    pub fn admits(&self, identity: &Identity) -> bool {
        self.is_let_in(&self.resources, identity.lfdi).unwrap_or(false)
    }

    /// What an identity may see, as far as a request needs it; `None` for one that is banned or not on the list of those
    /// allowed. All that decides it is read so that its changes are noticed.
    pub(super) fn admitted(&self, lfdi: Lfdi, reach: Reach) -> Result<Option<Arc<Admitted>>, Unavailable> {
        if let Some(known) = self.known(lfdi, reach) {
            return Ok(known);
        }
        let noting = Noting::new(&self.resources);
        let admitted = match self.is_let_in(&noting, lfdi)? {
            true => Some(Arc::new(scope::admitted(&noting, lfdi, reach)?)),
            false => None,
        };
        if let Some(validity) = noting.validity(UtcSeconds(0)) {
            self.renderings.keep_admitted(lfdi, reach, Kept { what: admitted.clone(), validity });
        }
        Ok(admitted)
    }

    fn known(&self, lfdi: Lfdi, reach: Reach) -> Option<Option<Arc<Admitted>>> {
        let kept = self.renderings.find_admitted(lfdi, reach).into_iter().flatten();
        let mut good = kept.filter(|kept| kept.validity.is_unchanged(&self.resources));
        good.next().map(|kept| kept.what.clone())
    }

    fn is_let_in(&self, resources: &impl Resources, lfdi: Lfdi) -> Result<bool, Unavailable> {
        let is_allowed = self.settings.enrolment.allow.as_ref().is_none_or(|allowed| allowed.contains(&lfdi));
        Ok(is_allowed && resources.get(&Scope::Operator, &Key::ban(lfdi))?.is_none())
    }
}

/// Path and query of a target.
fn parted(target: &str) -> (&str, &str) {
    target.split_once('?').unwrap_or((target, ""))
}

/// 405, but 403 for a device that would enrol itself, or leave, where only the operator enrols [CSIP §6.1.2].
fn refusal_of(route: Route, method: Method, methods: &'static [Method]) -> Refusal {
    match (route, method) {
        (Route::EndDevices, Method::Post) => Refusal::Forbidden("enrolment by POST is switched off".to_owned()),
        (Route::EndDevice(_), Method::Delete) => Refusal::Forbidden("only the operator ends an enrolment".to_owned()),
        _ => Refusal::Method(methods),
    }
}

impl<R: Resources> Call<'_, R> {
    /// Refuses an address under another's room before anything else is said of it, 405 included: what one may not see
    /// answers like what is not there.
    pub(super) fn expect_visible(&self, route: Route) -> Result<(), Refusal> {
        if let Route::Kept(place) = route {
            return self.kept().has_above(place)?.then_some(()).ok_or(Refusal::NotFound);
        }
        if let Some(device) = route.device() {
            return self.expect_there(&Key::device(device));
        }
        if let Some(program) = route.program() {
            return self.expect_there(&Key::program(program));
        }
        match route {
            Route::ResponseSet(set) | Route::Responses(set) | Route::Response(set, ..) => self.expect_response_set(set),
            Route::FileContent(file) => self.expect_there(&Key::file_content(file)),
            _ => Ok(()),
        }
    }

    fn expect_there(&self, key: &Key) -> Result<(), Refusal> {
        self.resources.get(&self.scope, key)?.map(|_| ()).ok_or(Refusal::NotFound)
    }

    fn expect_response_set(&self, set: u32) -> Result<(), Refusal> {
        match self.response_set_of(set)? {
            Some(_) => Ok(()),
            None => Err(Refusal::NotFound),
        }
    }

    fn carry_out(&self, route: Route, methods: &'static [Method]) -> Result<Answer, Refusal> {
        match self.request.method {
            Method::Get | Method::Head => Err(Refusal::Method(methods)),
            Method::Post => {
                http::check_body(self.request, self.settings.body_max)?;
                posts::take(self, route)
            }
            Method::Put => {
                http::check_body(self.request, self.settings.body_max)?;
                puts::take(self, route)
            }
            Method::Options => Ok(read_answer(HttpResponse {
                status: 200,
                headers: vec![(HeaderName::Allow, http::allow(methods))],
                body: Vec::new(),
            })),
            Method::Delete => deletes::take(self, route),
        }
    }

    /// The number of the enrolled device that asks; a stranger is refused.
    pub(super) fn device(&self) -> Result<u32, Refusal> {
        let device = self.scope.device();
        device.ok_or_else(|| Refusal::Forbidden(format!("{} is not enrolled", self.identity.lfdi)))
    }

    /// The same caller, asking for the first items of a list.
    pub(super) fn asking_for(&self, limit: u32) -> Call<'_, R> {
        let query = Query { start: 0, limit, after: None };
        Call { scope: self.scope.clone(), query, ..*self }
    }

    /// Seconds between polls.
    pub(super) fn poll_rate(&self) -> u32 {
        self.group_rates.or(self.rates).poll.unwrap_or(self.settings.poll_rate)
    }

    /// Seconds between posts of a device that has these assignments: its own rate, its groups', or the server's.
    pub(super) fn post_rate(&self, device: &DeviceDocument, assigned: &[(u32, AssignmentsDocument)]) -> u32 {
        let of_groups = assigned.iter().fold(Rates::default(), |rates, (_, group)| rates.shorter(group.rates));
        device.post_rate.or(of_groups.or(self.rates).post).unwrap_or(self.settings.post_rate)
    }
}

fn read_answer(response: HttpResponse) -> Answer {
    Answer { response, commit: Vec::new(), note: None }
}
