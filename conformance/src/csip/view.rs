//! What a transcript shows: documents by address, in one look, and what the links between them lead to.

use super::stand::{Group, Program, Stand};
use super::tour::Exchange;
use crate::client::Answer;
use tieline_certs::identity::Identity;
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// What a case judges by.
pub(super) struct Seen<'a> {
    pub(super) stand: &'a Stand,
    pub(super) identity: Identity,
    /// The beginning of the run, in seconds on the server's clock.
    pub(super) begun: i64,
    pub(super) exchanges: &'a [Exchange],
}

/// One look of it.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) seen: &'a Seen<'a>,
    number: usize,
}

/// An error unless it holds.
pub(super) fn holds(it: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if it { Ok(()) } else { Err(otherwise()) }
}

/// An error unless both are equal.
pub(super) fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Result<(), String> {
    holds(found == wanted, || format!("{what} is {found:?}, not {wanted:?}"))
}

/// What must be there.
pub(super) fn there<T>(what: &str, found: Option<T>) -> Result<T, String> {
    found.ok_or_else(|| format!("there is no {what}"))
}

pub(super) fn decode<T: Element>(answer: &Answer) -> Result<T, String> {
    wire::decode_as(&answer.body, &Limits::default()).map_err(|error| error.to_string())
}

impl<'a> Seen<'a> {
    pub(super) fn look(&'a self, number: usize) -> Look<'a> {
        Look { seen: self, number }
    }

    /// Every look that was taken.
    pub(super) fn looks(&'a self) -> Result<Vec<Look<'a>>, String> {
        let last = self.exchanges.iter().map(|exchange| exchange.look).max();
        Ok((0..=there("answer at all", last)?).map(|number| self.look(number)).collect())
    }

    /// The answers to requests of this method at addresses that are so, in order.
    pub(super) fn answers(
        &'a self,
        method: &'a str,
        is: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a Exchange, &'a Answer)> {
        let of = self.exchanges.iter().filter(move |e| e.request.method == method && is(e.path()));
        of.filter_map(|exchange| Some((exchange, exchange.answer.as_ref().ok()?)))
    }

    /// The one answer to such a request.
    pub(super) fn answer(&'a self, method: &'a str, path: &'a str) -> Result<&'a Answer, String> {
        there(&format!("answer to {method} {path}"), self.answers(method, move |p| p == path).last().map(|(_, a)| a))
    }
}

impl<'a> Look<'a> {
    /// The document at a path, as the walk got it.
    pub(super) fn at<T: Element>(self, path: &str) -> Result<T, String> {
        let found = self.seen.exchanges.iter().filter(|e| e.look == self.number && e.request.method == "GET");
        let found = found.filter(|e| e.path() == path && e.request.target.contains("l=255"));
        let answer = there(&format!("answer to GET {path}"), found.filter_map(|e| e.answer.as_ref().ok()).next())?;
        equal(&format!("the status of GET {path}"), answer.status, 200)?;
        equal(&format!("the media type of {path}"), answer.header("content-type"), Some("application/sep+xml"))?;
        decode(answer).map_err(|error| format!("{path}: {error}"))
    }

    /// The entry: what was asked first of all.
    pub(super) fn dcap(self) -> Result<wire::DeviceCapability, String> {
        let first = there("answer at all", self.seen.exchanges.first())?;
        self.at(first.path())
    }

    /// Every reading of the server's Time, in order.
    pub(super) fn times(self) -> Result<Vec<wire::Time>, String> {
        let link = there("TimeLink", self.dcap()?.time_link)?;
        let answers: Vec<_> = {
            let path: &str = &link.href;
            let here = self.seen.exchanges.iter().filter(|e| e.look == self.number && e.path() == path);
            here.filter_map(|e| e.answer.as_ref().ok()).collect()
        };
        answers.into_iter().map(decode).collect()
    }

    /// The server's time at the beginning and at the end of the look.
    pub(super) fn span(self) -> Result<(i64, i64), String> {
        let times = self.times()?;
        let first = there("Time", times.first())?.current_time;
        Ok((first, times.last().map_or(first, |time| time.current_time)))
    }

    pub(super) fn end_devices(self) -> Result<wire::EndDeviceList, String> {
        self.at(&there("EndDeviceListLink", self.dcap()?.end_device_list_link)?.href)
    }

    /// The EndDevice of the one who asks.
    pub(super) fn own_device(self) -> Result<wire::EndDevice, String> {
        let lfdi = self.seen.identity.lfdi;
        let mut devices = self.end_devices()?.end_device.into_iter();
        there("EndDevice with our LFDI", devices.find(|device| device.lfdi.is_some_and(|own| own.0 == lfdi)))
    }

    pub(super) fn assignments(self) -> Result<wire::FunctionSetAssignmentsList, String> {
        let link = self.own_device()?.function_set_assignments_list_link;
        self.at(&there("FunctionSetAssignmentsListLink", link)?.href)
    }

    /// The programs of a planned group.
    pub(super) fn programs(self, group: &Group) -> Result<wire::DERProgramList, String> {
        let mut assigned = self.assignments()?.function_set_assignments.into_iter();
        let found = assigned.find(|assigned| assigned.description.as_deref() == Some(&group.name));
        let found = there(&format!("FunctionSetAssignments {:?}", group.name), found)?;
        self.at(&there("DERProgramListLink", found.der_program_list_link)?.href)
    }

    /// A planned program as it is served.
    pub(super) fn program(self, group: &Group, program: &Program) -> Result<wire::DERProgram, String> {
        let mut programs = self.programs(group)?.der_program.into_iter();
        there(&format!("DERProgram {:?}", program.name), programs.find(|found| found.mrid.0 == program.mrid))
    }

    /// The events of a program as they are served.
    pub(super) fn controls(self, program: &wire::DERProgram) -> Result<wire::DERControlList, String> {
        self.at(&there("DERControlListLink", program.der_control_list_link.as_ref())?.href)
    }

    /// The active ones; without a link there are none.
    pub(super) fn active(self, program: &wire::DERProgram) -> Result<wire::DERControlList, String> {
        match &program.active_der_control_list_link {
            Some(link) => self.at(&link.href),
            None => Ok(wire::DERControlList::default()),
        }
    }

    /// The DERs of the one who asks.
    pub(super) fn ders(self) -> Result<wire::DERList, String> {
        self.at(&there("DERListLink", self.own_device()?.der_list_link)?.href)
    }
}
