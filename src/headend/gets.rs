//! What each address shows.

use super::documents::{
    AssignmentsDocument, CurveDocument, DefaultDocument, DeviceDocument, ResponseDocument, TimeZoneDocument,
};
use super::http::Refusal;
use super::key::Key;
use super::map::{self, Here, Shown};
use super::paging::{Page, cut};
use super::resources::{Resources, Unavailable, read};
use super::route::{DerPart, Route};
use super::scope::Scope;
use super::server::Call;
use super::table::Place;
use std::collections::BTreeMap;
use tieline_core::model::Seconds;

/// The body of a GET [CSIP COMM-002].
pub(super) fn render<R: Resources>(call: &Call<'_, R>, route: Route) -> Result<Vec<u8>, Refusal> {
    match route {
        Route::DeviceCapability => call.render_device_capability(),
        Route::Time => {
            call.resources.differs_from(call.now.plus(Seconds(1)));
            let set: Option<TimeZoneDocument> = read(call.resources, &Scope::Operator, &Key::time_zone())?;
            let zone = set.unwrap_or_else(|| call.settings.time_zone());
            Ok(map::time(call.shown_as("Time")?, call.settings.time_quality, &zone, call.now))
        }
        Route::EndDevices => call.render_end_devices(),
        Route::EndDevice(device) => Ok(map::end_device(call.shown(), &call.device_view(device)?)),
        Route::Registration(device) => call.render_registration(device),
        Route::ConnectionPoint(device) => call.render_connection_point(device),
        Route::AssignmentsList(device) => {
            let page = call.page(call.assignments(device)?);
            Ok(map::assignments_list(call.shown_as("FunctionSetAssignmentsList")?, device, page))
        }
        Route::Assignments(device, number) => call.render_assignments(device, number),
        Route::AssignedPrograms(device, number) => call.render_programs(route, device, number),
        Route::Ders(device) => call.render_ders(device),
        Route::Der(device, der) => call.render_der(device, der),
        Route::DerPart(device, der, part) => call.render_der_part(route, device, der, part),
        Route::LogEvents(device) => call.render_log_events(device),
        Route::LogEvent(device, number) => call.render_log_event(device, number),
        Route::Subscriptions(device) => call.render_subscriptions(device),
        Route::Subscription(device, number) => call.render_subscription(device, number),
        Route::Mirrors => call.render_mirrors(),
        Route::Mirror(device, number) => call.render_mirror(device, number),
        Route::ResponseSets => {
            let page = call.page(call.response_sets()?);
            Ok(map::response_set_list(call.shown(), page))
        }
        Route::ResponseSet(program) => call.render_response_set(program),
        Route::Responses(program) => call.render_responses(program),
        Route::Response(program, event, code, other) => {
            let device = other.or(call.scope.device()).ok_or(Refusal::NotFound)?;
            let document: ResponseDocument = call.find(&Key::response(device, program, event, code))?;
            Ok(map::response(call.shown(), route, &document))
        }
        Route::UsagePoints => call.render_usage_points(call.shown()),
        Route::Usage(device, mirror, part) => call.render_usage(call.shown(), device, mirror, part),
        Route::Kept(place) => call.render_kept(call.shown(), place),
        other => call.render_program(other),
    }
}

impl<R: Resources> Call<'_, R> {
    pub(super) fn shown(&self) -> Shown {
        Shown { poll_rate: self.poll_rate(), ..self.settings.shown() }
    }

    /// The same for a resource that may have a pollRate of its own, one of [`POLLED`](super::POLLED).
    fn shown_as(&self, resource: &str) -> Result<Shown, Unavailable> {
        let own: Option<BTreeMap<String, u32>> = read(self.resources, &Scope::Operator, &Key::polls())?;
        let rate = own.and_then(|own| own.get(resource).copied());
        Ok(Shown { poll_rate: rate.unwrap_or(self.poll_rate()), ..self.shown() })
    }

    /// The page asked for of a list that is not ordered by time.
    pub(super) fn page<T>(&self, list: Vec<T>) -> Page<T> {
        self.page_by_time(list, |_| None)
    }

    fn page_by_time<T>(&self, list: Vec<T>, time_of: impl Fn(&T) -> Option<i64>) -> Page<T> {
        cut(list, self.query, self.settings.page_max, time_of)
    }

    fn render_device_capability(&self) -> Result<Vec<u8>, Refusal> {
        let links = self.kept().links(Place::children("", &[]))?;
        Ok(map::device_capability(
            self.shown_as("DeviceCapability")?,
            self.counts()?,
            &Here { links, ..Here::default() },
        ))
    }

    fn render_end_devices(&self) -> Result<Vec<u8>, Refusal> {
        let page = self.page(self.scope.devices());
        let views: Result<Vec<_>, _> = page.items.into_iter().map(|number| self.device_view(number)).collect();
        Ok(map::end_device_list(self.shown_as("EndDeviceList")?, Page { all: page.all, items: views? }))
    }

    fn render_registration(&self, device: u32) -> Result<Vec<u8>, Refusal> {
        let document: DeviceDocument = self.find(&Key::device(device))?;
        map::registration(self.shown(), device, &document).ok_or(Refusal::NotFound)
    }

    fn render_connection_point(&self, device: u32) -> Result<Vec<u8>, Refusal> {
        let name: Option<String> = read(self.resources, &self.scope, &Key::connection_point(device))?;
        let name = name.ok_or(Refusal::NotFound)?;
        Ok(map::connection_point(self.shown(), device, &name))
    }

    fn render_assignments(&self, device: u32, number: u32) -> Result<Vec<u8>, Refusal> {
        let mut views = self.assignments(device)?.into_iter();
        let view = views.find(|view| view.number == number).ok_or(Refusal::NotFound)?;
        Ok(map::assignments(self.shown(), &view))
    }

    fn render_programs(&self, route: Route, device: u32, number: u32) -> Result<Vec<u8>, Refusal> {
        let document: DeviceDocument = self.find(&Key::device(device))?;
        if !document.assignments.contains(&number) {
            return Err(Refusal::NotFound);
        }
        let assigned: Option<AssignmentsDocument> = read(self.resources, &Scope::Operator, &Key::assignments(number))?;
        let assigned = assigned.ok_or(Refusal::NotFound)?;
        let page = self.page(self.programs(&assigned.programs)?);
        Ok(map::program_list(self.shown_as("DERProgramList")?, route, page))
    }

    fn render_ders(&self, device: u32) -> Result<Vec<u8>, Refusal> {
        let document: DeviceDocument = self.find(&Key::device(device))?;
        let page = self.page((1..=document.ders).collect());
        Ok(map::der_list(self.shown_as("DERList")?, device, page))
    }

    fn render_der(&self, device: u32, der: u32) -> Result<Vec<u8>, Refusal> {
        self.expect_der(device, der)?;
        Ok(map::der(self.shown(), device, der))
    }

    /// Refuses a DER that the device does not have.
    pub(super) fn expect_der(&self, device: u32, der: u32) -> Result<(), Refusal> {
        let document: DeviceDocument = self.find(&Key::device(device))?;
        match (1..=document.ders).contains(&der) {
            true => Ok(()),
            false => Err(Refusal::NotFound),
        }
    }

    fn render_der_part(&self, route: Route, device: u32, der: u32, part: DerPart) -> Result<Vec<u8>, Refusal> {
        let xml = self.resources.get(&self.scope, &Key::der(device, der, part.name()))?;
        let xml = xml.ok_or(Refusal::NotFound)?;
        Ok(map::der_part(self.shown(), route, part, &xml)?)
    }

    fn render_log_events(&self, device: u32) -> Result<Vec<u8>, Refusal> {
        let page = self.page_by_time(self.log_events(device)?, |(created, ..)| Some(*created));
        let items = page.items.into_iter().map(|(_, number, xml)| (number, xml));
        let page = Page { all: page.all, items: items.collect() };
        Ok(map::log_event_list(self.shown_as("LogEventList")?, device, page)?)
    }

    fn render_log_event(&self, device: u32, number: u32) -> Result<Vec<u8>, Refusal> {
        let xml = self.resources.get(&self.scope, &Key::log_event(device, number))?;
        let xml = xml.ok_or(Refusal::NotFound)?;
        Ok(map::log_event(self.shown(), device, number, &xml)?)
    }

    fn render_mirrors(&self) -> Result<Vec<u8>, Refusal> {
        let page = self.page(self.mirrors()?);
        let rated = page.items.into_iter().map(|mirror| Ok((self.post_rate_of(mirror.device)?, mirror)));
        let items = rated.collect::<Result<Vec<_>, Refusal>>()?;
        Ok(map::mirror_list(self.shown_as("MirrorUsagePointList")?, Page { all: page.all, items })?)
    }

    fn render_mirror(&self, device: u32, number: u32) -> Result<Vec<u8>, Refusal> {
        let xml = self.resources.get(&self.scope, &Key::mirror(device, number))?;
        let xml = xml.ok_or(Refusal::NotFound)?;
        Ok(map::mirror(self.shown(), Route::Mirror(device, number), self.post_rate_of(device)?, &xml)?)
    }

    fn post_rate_of(&self, device: u32) -> Result<u32, Refusal> {
        let document: DeviceDocument = self.find(&Key::device(device))?;
        Ok(self.post_rate(&document, &self.assigned(&document)?))
    }

    fn render_response_set(&self, program: u32) -> Result<Vec<u8>, Refusal> {
        let view = self.response_set_of(program)?.ok_or(Refusal::NotFound)?;
        Ok(map::response_set(self.shown(), &view))
    }

    fn render_responses(&self, program: u32) -> Result<Vec<u8>, Refusal> {
        let page = self.page_by_time(self.responses(program)?, |(_, response)| Some(response.created?.0));
        Ok(map::response_list(self.shown(), program, page))
    }

    /// A program and what is below it.
    fn render_program(&self, route: Route) -> Result<Vec<u8>, Refusal> {
        let shown = self.shown();
        match route {
            Route::Program(program) => {
                let view = self.program_view(program, self.find(&Key::program(program))?)?;
                Ok(map::program(shown, &view))
            }
            Route::Controls(program) => {
                let page = self.page_by_time(self.controls(program)?, |view| Some(view.document.start.0));
                Ok(map::control_list(shown, route, page))
            }
            Route::ActiveControls(program) => {
                let page = self.page_by_time(self.active_controls(program)?, |view| Some(view.document.start.0));
                Ok(map::control_list(shown, route, page))
            }
            Route::Control(program, number) => {
                let mut views = self.controls(program)?.into_iter();
                let view = views.find(|view| view.number == number).ok_or(Refusal::NotFound)?;
                Ok(map::control(shown, &view))
            }
            Route::DefaultControl(program) => {
                let document: DefaultDocument = self.find(&Key::default_control(program))?;
                Ok(map::default_control(shown, program, &document))
            }
            Route::Curves(program) => {
                let page = self.page_by_time(self.curves(program)?, |(_, curve)| Some(curve.created.0));
                Ok(map::curve_list(shown, program, page))
            }
            Route::Curve(program, number) => {
                let document: CurveDocument = self.find(&Key::curve(program, number))?;
                Ok(map::curve(shown, program, number, &document))
            }
            _ => Err(Refusal::NotFound),
        }
    }
}
