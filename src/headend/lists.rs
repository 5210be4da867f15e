//! The server's lists in the standard's orders [2030.5 Table of list ordering, unverified: as peers serve them].

use super::documents::{
    AssignmentsDocument, CurveDocument, DefaultDocument, DeviceDocument, EventDocument, ProgramDocument,
    ResponseDocument,
};
use super::events;
use super::http::Refusal;
use super::kept::OWN_SET;
use super::key::Key;
use super::life::{Span, standings_until};
use super::map::{self, AssignmentsView, ControlView, Counts, DeviceView, Here, ProgramView, ResponseSetView};
use super::resources::{Resources, Unavailable, read, read_all};
use super::route::Route;
use super::scope::Scope;
use super::server::Call;
use super::table::Place;
use std::cmp::Reverse;
use tieline_core::model::{EventStatus, Mrid};

/// A mirror as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptMirror {
    /// Its name.
    pub(super) mrid: Mrid,
    /// Whose it is.
    pub(super) device: u32,
    /// Its number.
    pub(super) number: u32,
    /// Itself.
    pub(super) xml: Vec<u8>,
}

impl<R: Resources> Call<'_, R> {
    /// A document that the caller may see, or the one shape of not found.
    pub(super) fn find<T: serde::de::DeserializeOwned>(&self, key: &Key) -> Result<T, Refusal> {
        read(self.resources, &self.scope, key)?.ok_or(Refusal::NotFound)
    }

    /// An end device as it is shown.
    pub(super) fn device_view(&self, number: u32) -> Result<DeviceView, Refusal> {
        let document: DeviceDocument = self.find(&Key::device(number))?;
        let links = self.kept().links(Place::children("/edev/#", &[number]))?;
        let here = Here { links, ..Here::default() };
        let assigned = self.assigned(&document)?;
        let post_rate = self.post_rate(&document, &assigned);
        let assignments = assigned.len() as u32;
        let log_events = self.count(&Key::log_events(number))?;
        let subscriptions = match document.lfdi == self.identity.lfdi {
            true => Some(self.subscriptions(number)?.len() as u32),
            false => None,
        };
        Ok(DeviceView { number, document, assignments, log_events, subscriptions, post_rate, here })
    }

    /// How many of each list the caller has.
    pub(super) fn counts(&self) -> Result<Counts, Refusal> {
        let devices = self.scope.devices();
        let mirrors = devices.iter().map(|device| self.count(&Key::mirrors(*device))).sum::<Result<u32, _>>()?;
        let response_sets = self.response_set_names()?.len() as u32;
        Ok(Counts { devices: devices.len() as u32, mirrors, response_sets })
    }

    fn count(&self, prefix: &Key) -> Result<u32, Unavailable> {
        Ok(self.resources.list(&self.scope, prefix, usize::MAX)?.len() as u32)
    }

    /// The programs assigned to the caller.
    fn program_numbers(&self) -> Vec<u32> {
        match &*self.scope {
            Scope::Device { programs, .. } => programs.iter().copied().collect(),
            _ => Vec::new(),
        }
    }

    /// A device's assignments, by mRID descending. Assignments are the server's; which of them a device has says its
    /// own document.
    pub(super) fn assignments(&self, device: u32) -> Result<Vec<AssignmentsView>, Refusal> {
        let mut views = Vec::new();
        for (number, document) in self.assigned(&self.find(&Key::device(device))?)? {
            let mut programs = 0;
            for program in &document.programs {
                programs += u32::from(self.resources.get(&self.scope, &Key::program(*program))?.is_some());
            }
            let links = self.kept().links(Place::children("/edev/#/fsa/#", &[device, number]))?;
            let here = Here { links, ..Here::default() };
            views.push(AssignmentsView { device, number, document, programs, here });
        }
        views.sort_by_key(|view| Reverse(view.document.mrid));
        Ok(views)
    }

    pub(super) fn assigned(&self, device: &DeviceDocument) -> Result<Vec<(u32, AssignmentsDocument)>, Refusal> {
        let mut assigned = Vec::new();
        for number in &device.assignments {
            let found: Option<AssignmentsDocument> =
                read(self.resources, &Scope::Operator, &Key::assignments(*number))?;
            assigned.extend(found.map(|document| (*number, document)));
        }
        Ok(assigned)
    }

    /// Programs by primacy, then by mRID descending.
    pub(super) fn programs(&self, numbers: &[u32]) -> Result<Vec<ProgramView>, Refusal> {
        let mut views = Vec::new();
        for number in numbers {
            let document: Option<ProgramDocument> = read(self.resources, &self.scope, &Key::program(*number))?;
            if let Some(document) = document {
                views.push(self.program_view(*number, document)?);
            }
        }
        views.sort_by_key(|view| (view.document.primacy, Reverse(view.document.mrid)));
        Ok(views)
    }

    /// A program with what belongs to it.
    pub(super) fn program_view(&self, number: u32, document: ProgramDocument) -> Result<ProgramView, Refusal> {
        let controls = self.controls(number)?;
        let default: Option<DefaultDocument> = read(self.resources, &self.scope, &Key::default_control(number))?;
        let active = controls.iter().filter(|view| view.standing.status == EventStatus::Active);
        Ok(ProgramView {
            number,
            document,
            controls: controls.len() as u32,
            active: active.count() as u32,
            has_default: default.is_some(),
            curves: self.curves(number)?.len() as u32,
        })
    }

    /// A program's events that have not left the list, by start, then creation descending, then mRID descending.
    pub(super) fn controls(&self, program: u32) -> Result<Vec<ControlView>, Refusal> {
        let (mut numbers, mut events) = (Vec::new(), Vec::new());
        for number in events::that_matter(self.resources, &self.scope, &Key::events(program), self.now)? {
            let document: Option<EventDocument> = read(self.resources, &self.scope, &Key::event(program, number))?;
            numbers.extend(document.is_some().then_some(number));
            events.extend(document);
        }
        let spans: Vec<Span> = events.iter().map(Span::of).collect();
        let (shown, until) = standings_until(&spans, self.now);
        until.into_iter().for_each(|at| self.resources.differs_from(at));
        let rows = numbers.into_iter().zip(events).zip(shown);
        let mut views: Vec<_> = rows
            .filter_map(|((number, document), standing)| {
                Some(ControlView { program, number, document, standing: standing? })
            })
            .collect();
        views.sort_by_key(|view| {
            let event = &view.document;
            (event.start, Reverse(event.created), Reverse(event.mrid))
        });
        Ok(views)
    }

    /// The active ones of them, in the same order.
    pub(super) fn active_controls(&self, program: u32) -> Result<Vec<ControlView>, Refusal> {
        let mut views = self.controls(program)?;
        views.retain(|view| view.standing.status == EventStatus::Active);
        Ok(views)
    }

    /// A program's curves, by creation descending, then mRID descending.
    pub(super) fn curves(&self, program: u32) -> Result<Vec<(u32, CurveDocument)>, Refusal> {
        let mut curves: Vec<(u32, CurveDocument)> = read_all(self.resources, &self.scope, &Key::curves(program))?;
        curves.sort_by_key(|(_, document)| (Reverse(document.created), Reverse(document.mrid)));
        Ok(curves)
    }

    /// A device's log events as they are kept, newest first.
    pub(super) fn log_events(&self, device: u32) -> Result<Vec<(i64, u32, Vec<u8>)>, Refusal> {
        let kept = self.resources.list(&self.scope, &Key::log_events(device), usize::MAX)?;
        let mut events = Vec::new();
        for (key, xml) in kept {
            let (created, id) = map::log_event_time(&xml)?;
            events.push((created, id, key.last_number().unwrap_or(0), xml));
        }
        events.sort_by_key(|(created, id, number, _)| Reverse((*created, *id, *number)));
        Ok(events.into_iter().map(|(created, _, number, xml)| (created, number, xml)).collect())
    }

    /// The mirrors of the caller's devices, by mRID descending.
    pub(super) fn mirrors(&self) -> Result<Vec<KeptMirror>, Refusal> {
        let mut mirrors = Vec::new();
        for device in self.scope.devices() {
            mirrors.extend(self.mirrors_of(device)?);
        }
        mirrors.sort_by_key(|mirror| Reverse(mirror.mrid));
        Ok(mirrors)
    }

    /// A device's mirrors, in the order in which they came.
    pub(super) fn mirrors_of(&self, device: u32) -> Result<Vec<KeptMirror>, Unavailable> {
        let kept = self.resources.list(&self.scope, &Key::mirrors(device), usize::MAX)?;
        let mirrors = kept.into_iter().map(|(key, xml)| {
            let mrid = map::mirror_mrid(&xml)?;
            Ok(KeptMirror { mrid, device, number: key.last_number().unwrap_or(0), xml })
        });
        mirrors.collect()
    }

    /// The caller's response sets: one for each of its programs and of what is assigned like one and has events, one
    /// for its own flow reservations; by mRID descending.
    pub(super) fn response_sets(&self) -> Result<Vec<ResponseSetView>, Refusal> {
        let mut sets = self.response_set_names()?;
        sets.sort_by_key(|(_, mrid, _)| Reverse(*mrid));
        let views = sets.into_iter().map(|set| self.response_set_view(set));
        views.collect()
    }

    fn response_set_names(&self) -> Result<Vec<(u32, Mrid, String)>, Refusal> {
        let mut sets = Vec::new();
        for number in std::iter::once(OWN_SET).chain(self.program_numbers()) {
            sets.extend(self.response_set_name(number)?.map(|(mrid, words)| (number, mrid, words)));
        }
        Ok(sets)
    }

    fn response_set_view(&self, set: (u32, Mrid, String)) -> Result<ResponseSetView, Refusal> {
        let (number, mrid, description) = set;
        Ok(ResponseSetView { number, mrid, description, all: self.responses(number)?.len() as u32 })
    }

    /// A response set of the caller; `None` if it has no such one.
    pub(super) fn response_set_of(&self, number: u32) -> Result<Option<ResponseSetView>, Refusal> {
        let name = self.response_set_name(number)?;
        name.map(|(mrid, description)| self.response_set_view((number, mrid, description))).transpose()
    }

    fn response_set_name(&self, number: u32) -> Result<Option<(Mrid, String)>, Refusal> {
        if number != OWN_SET {
            let is_enrolled = self.scope.device().is_some();
            return Ok(if is_enrolled { self.kept().response_set(number)? } else { None });
        }
        for device in self.scope.devices() {
            let reservations = Place::own_reservations(device);
            if !self.resources.list(&self.scope, &reservations.prefix(), 1)?.is_empty() {
                return Ok(Some((self.own_set_mrid(), String::new())));
            }
        }
        Ok(None)
    }

    /// The name of the set of a device's own: of its LFDI and the server's PEN [2030.5 mRIDType].
    fn own_set_mrid(&self) -> Mrid {
        let mut bytes = [0; 16];
        bytes[..12].copy_from_slice(&self.identity.lfdi.0[..12]);
        bytes[12..].copy_from_slice(&self.settings.pen.to_be_bytes());
        Mrid(bytes)
    }

    /// The responses of the caller's devices in a program, newest first, each with where it is.
    pub(super) fn responses(&self, program: u32) -> Result<Vec<(Route, ResponseDocument)>, Refusal> {
        let mut responses = Vec::new();
        for device in self.scope.devices() {
            let kept: Vec<(u32, ResponseDocument)> =
                read_all(self.resources, &self.scope, &Key::responses(device, program))?;
            let placed = kept.into_iter().map(|(_, document)| {
                let route = self.response_route(program, device, document.subject, document.status);
                (route, document)
            });
            responses.extend(placed);
        }
        responses.sort_by_key(|(_, response)| (Reverse(response.created), response.lfdi));
        Ok(responses)
    }

    /// Where a device's response is for the caller.
    pub(super) fn response_route(&self, program: u32, device: u32, event: Mrid, code: u8) -> Route {
        let other = (self.scope.device() != Some(device)).then_some(device);
        Route::Response(program, event, code, other)
    }
}
