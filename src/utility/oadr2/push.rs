//! Messages that the VTN posts to us, in push mode: each is answered once what it changed is durable (rule 4).

use super::super::Output;
use super::config::Push;
use super::map;
use super::message::{Heard, Outcome, Reply};
use super::state::Job;
use super::ven::Ven;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method, Now};
use tieline_schemas::oadr2::{PATH, Service};

/// Services that a VTN pushes to.
const SERVICES: [Service; 3] = [Service::Event, Service::Report, Service::RegisterParty];
/// Seconds after which the VTN may try again what the store would not take.
const AGAIN_S: u32 = 5;

/// Answers on their way.
#[derive(Debug, Default)]
pub(super) struct Pushed {
    waiting: Vec<(u64, HttpResponse)>,
    /// Whether a list of events was pushed while one that we had asked for was under way: that may be the older one.
    pub(super) overtakes: bool,
    /// Those of the last step: dropped with a commit that fails.
    behind_commit: Vec<u64>,
}

impl Pushed {
    /// A step has begun in which no commit of the step before has failed.
    pub(super) fn begin_step(&mut self) {
        self.behind_commit.clear();
    }

    /// Gives the answers, after all commits of this step; `saved`: nothing waits for a commit of an earlier step.
    pub(super) fn answer(&mut self, saved: bool, out: &mut Vec<Output>) {
        for (id, response) in std::mem::take(&mut self.waiting) {
            self.behind_commit.push(id);
            out.push(Output::Answer { id, response: if saved { response } else { later() } });
        }
    }

    /// The last step's answers were dropped, since nothing of it is durable.
    pub(super) fn refuse(&mut self, out: &mut Vec<Output>) {
        let dropped = std::mem::take(&mut self.behind_commit);
        out.extend(dropped.into_iter().map(|id| Output::Answer { id, response: later() }));
    }
}

fn later() -> HttpResponse {
    HttpResponse { headers: vec![(HeaderName::RetryAfter, AGAIN_S.to_string())], ..HttpResponse::status(503) }
}

impl Push {
    /// Whether a service of ours is at this target.
    fn serves(&self, target: &str) -> bool {
        let path = target.split_once('?').map_or(target, |(path, _)| path);
        let Some(rest) = path.strip_prefix(self.path.as_str()) else { return false };
        // Some VTNs append the whole path to the address that they were given.
        let service = rest.strip_prefix(PATH).unwrap_or(rest).strip_prefix('/');
        service.and_then(Service::from_name).is_some_and(|service| SERVICES.contains(&service))
    }
}

impl Ven {
    /// Takes what the VTN pushes [OADR2b push].
    pub(super) fn asked(&mut self, now: Now, id: u64, request: &HttpRequest, out: &mut Vec<Output>) {
        let response = match (&self.config.push, request.method) {
            (Some(push), _) if !push.serves(&request.target) => HttpResponse::status(404),
            (Some(_), Method::Post) => self.answer_to(now, &request.body, out),
            (Some(_), _) => {
                HttpResponse { headers: vec![(HeaderName::Allow, "POST".to_owned())], ..HttpResponse::status(405) }
            }
            (None, _) => HttpResponse::status(404),
        };
        self.pushed.waiting.push((id, response));
    }

    fn answer_to(&mut self, now: Now, body: &[u8], out: &mut Vec<Output>) -> HttpResponse {
        let heard = match map::read(body, &self.ven_id(), &self.config.names) {
            Ok(heard) => heard,
            Err(says) => {
                tracing::warn!(upstream = %self.config.upstream, error = says, "what was pushed is not OpenADR 2.0b");
                return HttpResponse::status(400);
            }
        };
        let reply = self.pushed(now, heard, out);
        let (request_id, ven_id) = (self.request_id(), self.ven_id());
        let pending = self.pending_reports();
        let body = map::reply(&request_id, &ven_id, &reply, &pending, &self.book, now.wall.to_seconds());
        let headers = vec![(HeaderName::ContentType, "application/xml".to_owned())];
        HttpResponse { status: 200, headers, body }
    }

    /// What a pushed message is answered with; an oadrCreatedEvent is no answer, but a request of its own.
    fn pushed(&mut self, now: Now, heard: Heard, out: &mut Vec<Output>) -> Reply {
        let refused = |says: &str, code| Reply::Response(Outcome::error("", code, says));
        if self.registration.is_none() && !matches!(heard, Heard::Reregister { .. }) {
            return refused("this VEN is not registered", 463);
        }
        match heard {
            Heard::Distribute { request_id, vtn_id, events } => {
                let taken = self.distributed(now, &request_id, &vtn_id, &events);
                self.pushed.overtakes = self.under_way.as_ref().is_some_and(|u| u.job == Job::RequestEvents);
                Reply::Response(taken.map_or_else(|outcome| outcome, |()| Outcome::ok(request_id)))
            }
            asked => self.heed(now, asked, out).unwrap_or_else(|other| {
                tracing::warn!(upstream = %self.config.upstream, ?other, "not what a VTN may push");
                refused("not what a VTN may push", 451)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_found_below_the_address_with_or_without_the_usual_path() {
        let at = |path: &str| Push { address: String::new(), path: path.to_owned() };
        for (push, target, found) in [
            (at("/OpenADR2/Simple/2.0b"), "/OpenADR2/Simple/2.0b/EiEvent", true),
            (at("/home-7"), "/home-7/EiReport", true),
            (at("/home-7"), "/home-7/OpenADR2/Simple/2.0b/EiRegisterParty", true),
            (at(""), "/OpenADR2/Simple/2.0b/EiEvent?x=1", true),
            (at("/home-7"), "/home-8/EiEvent", false),
            (at("/home-7"), "/home-7/OadrPoll", false),
            (at("/home-7"), "/home-7EiEvent", false),
        ] {
            assert_eq!(push.serves(target), found, "{target}");
        }
    }
}
