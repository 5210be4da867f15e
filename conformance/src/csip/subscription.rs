//! Subscriptions: taken, told of, ended; over a restart too. What the server tells is in the transcript as an exchange whose
//! method is [`TOLD`].

use super::case::{Case, Judged, LIFE, Wording, case};
use super::judge::as_set_up;
use super::stand::{LIMIT, Stand, TIGHTER, group, program};
use super::tour::{TOLD, Tour};
use super::view::{Seen, equal, holds, there};
use std::time::Duration;
use tieline_schemas::sep2::{self as wire, Element, Limits};

/// For a notification that must come, on the host's clock.
const PATIENCE: Duration = Duration::from_secs(30);
/// Status of an event that is active [2030.5 EventStatus].
const ACTIVE: u8 = 1;

pub(super) const CASES: &[Case] = &[
    Case {
        act: subscribe_to_controls,
        judge: told_of_controls,
        ..case("CORE-018", "CSIP CORE-018", "basic subscription", LIFE, made_meanwhile)
    },
    Case {
        act: subscribe_with_limits,
        judge: told_within_limits,
        wording: Wording::Unverified,
        ..case("CORE-019", "CSIP CORE-019", "advanced subscription", LIFE, two_events)
    },
    Case {
        act: subscribe_over_a_restart,
        judge: told_after_the_restart,
        restart_after: Some(0),
        ..case("ERR-002", "CSIP ERR-002", "subscriptions survive a restart", &[0, 1], one_after_the_other)
    },
];

/// An event that is made after the client has subscribed.
fn made_meanwhile() -> Stand {
    let mut program = program("Service Point", 1).with_event(120, 80, &[LIMIT]);
    program.events[0].created_s = 60;
    Stand::of(vec![group(program)])
}

fn two_events() -> Stand {
    let own = program("Service Point", 1).with_event(120, 80, &[LIMIT]).with_event(
        120,
        80,
        &[super::stand::Mode::FixedVar(2_500)],
    );
    Stand::of(vec![group(own)])
}

/// Events one after the other, so that one begins soon after the restart, whenever the other cases are over.
fn one_after_the_other() -> Stand {
    let none = program("Service Point", 1);
    let all = (0..30).fold(none, |program, number| program.with_event(330 + 60 * number, 60, &[TIGHTER]));
    Stand::of(vec![group(all)])
}

fn subscription(resource: &str, limit: u32, target: String) -> wire::Subscription {
    wire::Subscription {
        subscribed_resource: resource.to_owned(),
        level: "+S1".to_owned(),
        limit,
        notification_uri: target,
        ..Default::default()
    }
}

/// The address of the client's SubscriptionList and that of the controls of its first program, by links.
fn addresses(tour: &mut Tour<'_>) -> Option<(String, String)> {
    let dcap = tour.client.peer().dcap.clone();
    let entry: wire::DeviceCapability = tour.read(&dcap)?;
    let list: wire::EndDeviceList = tour.read(&format!("{}?s=0&l=255", entry.end_device_list_link?.href))?;
    let lfdi = tour.identity.lfdi;
    let own = list.end_device.into_iter().find(|device| device.lfdi.is_some_and(|own| own.0 == lfdi))?;
    let assigned = own.function_set_assignments_list_link?.href;
    let assigned: wire::FunctionSetAssignmentsList = tour.read(&format!("{assigned}?s=0&l=255"))?;
    let programs = assigned.function_set_assignments.into_iter().next()?.der_program_list_link?.href;
    let programs: wire::DERProgramList = tour.read(&format!("{programs}?s=0&l=255"))?;
    let controls = programs.der_program.into_iter().next()?.der_control_list_link?.href;
    Some((own.subscription_list_link?.href, controls))
}

/// The controls in the last notification to a path.
fn last_told(told: &[(String, Vec<u8>)], path: &str) -> Option<wire::DERControlList> {
    let (_, body) = told.iter().rev().find(|(to, _)| to == path)?;
    controls_of(body).ok()
}

fn controls_of(body: &[u8]) -> Result<wire::DERControlList, String> {
    let told: wire::Notification = wire::decode_as(body, &Limits::default()).map_err(|error| error.to_string())?;
    let resource = there("Resource in the Notification", told.resource)?;
    there("DERControlList in it", wire::DERControlList::from_document(*resource))
}

fn is_active(list: &wire::DERControlList) -> bool {
    list.der_control.iter().any(|control| control.event_status.current_status == ACTIVE)
}

fn was_active(told: &[(String, Vec<u8>)]) -> bool {
    told.iter().any(|(_, body)| controls_of(body).is_ok_and(|list| is_active(&list)))
}

fn subscribe_to_controls(tour: &mut Tour<'_>) {
    match tour.look {
        0 => {
            let (Some(target), Some((list, controls))) = (tour.listen("/notify"), addresses(tour)) else { return };
            let made = tour.send("POST", &list, &subscription(&controls, 10, target));
            if let Some(at) = made.as_ref().and_then(|made| made.header("location")) {
                tour.get(at);
            }
        }
        2 => {
            hear(tour, was_active);
            end(tour);
        }
        _ => {}
    }
}

/// Waits for notifications, if there is a subscription that they could come of.
fn hear(tour: &mut Tour<'_>, is_so: impl Fn(&[(String, Vec<u8>)]) -> bool) {
    if !tour.made().is_empty() {
        tour.hear(PATIENCE, is_so);
    }
}

/// Ends what was made, and looks whether it has.
fn end(tour: &mut Tour<'_>) {
    for at in tour.made() {
        tour.ask(crate::client::Request::new("DELETE", &at));
        tour.get(&at);
    }
}

/// A subscription as it was posted, with its address and how it reads there.
fn made(seen: &Seen<'_>, resource: &str) -> Result<(String, wire::Subscription), String> {
    let link = there("SubscriptionListLink in the EndDevice", seen.look(0).own_device()?.subscription_list_link)?;
    let list = link.href.clone();
    let mut posted = seen.answers("POST", move |path| path == list);
    let asked = |body: &[u8]| wire::decode_as::<wire::Subscription>(body, &Limits::default()).ok();
    let found = posted
        .find(|(exchange, _)| asked(&exchange.request.body).is_some_and(|s| s.notification_uri.ends_with(resource)));
    let (exchange, answer) = there(&format!("subscription for {resource}"), found)?;
    equal("the status of the POST", answer.status, 201)?;
    let at = there("Location", answer.header("location"))?.to_owned();
    let asked = there("Subscription", asked(&exchange.request.body))?;
    Ok((at, asked))
}

/// The notifications to a path, each held to its subscription.
fn told<'a>(seen: &'a Seen<'_>, path: &'a str) -> Result<Vec<wire::DERControlList>, String> {
    let (at, asked) = made(seen, path)?;
    let mut lists = Vec::new();
    for (exchange, answer) in seen.answers(TOLD, move |to| to == path) {
        equal("the media type of a notification", answer.header("content-type"), Some("application/sep+xml"))?;
        let told: wire::Notification = super::view::decode(answer)?;
        equal("status of the Notification", told.status, 0)?;
        equal("subscribedResource", &told.subscribed_resource, &asked.subscribed_resource)?;
        holds(told.subscription_uri.ends_with(&at), || {
            format!("subscriptionURI is {}, not {at}", told.subscription_uri)
        })?;
        equal("the path of the notification", exchange.path(), path)?;
        lists.push(controls_of(&answer.body)?);
    }
    holds(!lists.is_empty(), || format!("nothing was told to {path}"))?;
    Ok(lists)
}

fn ended(seen: &Seen<'_>, at: &str) -> Result<(), String> {
    let deleted = seen.answer("DELETE", at)?.status;
    holds(matches!(deleted, 200 | 204), || format!("DELETE {at} is answered {deleted}"))?;
    equal("the status of what was deleted", seen.answer("GET", at)?.status, 404)
}

fn told_of_controls(seen: &Seen<'_>) -> Judged {
    as_set_up(seen)?;
    let (at, asked) = made(seen, "/notify")?;
    let read = there("answer to GET of the subscription", seen.answers("GET", |path| path == at).next())?;
    let read: wire::Subscription = super::view::decode(read.1)?;
    equal(
        "the subscription",
        (&read.subscribed_resource, &read.notification_uri, read.limit),
        (&asked.subscribed_resource, &asked.notification_uri, asked.limit),
    )?;
    let lists = told(seen, "/notify")?;
    let plan = there("program", seen.stand.groups.first().and_then(|group| group.programs.first()))?;
    let event = there("event", plan.events.first())?;
    let shown = lists.iter().flat_map(|list| &list.der_control).filter(|control| control.mrid.0 == event.mrid);
    let active = shown.clone().find(|control| control.event_status.current_status == ACTIVE);
    let active = there("notification of the active event", active)?;
    equal("its start", active.interval.start - seen.begun, event.start_s)?;
    let stray = lists.iter().flat_map(|list| &list.der_control).find(|control| control.mrid.0 != event.mrid);
    holds(stray.is_none(), || format!("told of an event of another: {stray:?}"))?;
    ended(seen, &at)?;
    Ok(format!("{} notifications of the event, and none after the end of the subscription", lists.len()))
}

fn subscribe_with_limits(tour: &mut Tour<'_>) {
    match tour.look {
        0 => {
            for (path, limit) in [("/one", 1), ("/none", 0)] {
                let (Some(target), Some((list, controls))) = (tour.listen(path), addresses(tour)) else { return };
                // A client has one subscription for a resource: the second is for the active ones.
                let resource = if limit == 0 { controls.replace("/derc", "/actderc") } else { controls };
                tour.send("POST", &list, &subscription(&resource, limit, target));
            }
        }
        1 => {
            hear(tour, |told| last_told(told, "/none").is_some());
            if let Some(second) = tour.made().pop() {
                tour.ask(crate::client::Request::new("DELETE", &second));
                tour.get(&second);
            }
        }
        _ => hear(tour, |told| last_told(told, "/one").is_some_and(|list| list.all == 0)),
    }
}

fn told_within_limits(seen: &Seen<'_>) -> Judged {
    as_set_up(seen)?;
    let (one, none) = (told(seen, "/one")?, told(seen, "/none")?);
    let counts =
        |list: &wire::DERControlList| (list.results as usize == list.der_control.len(), list.der_control.len());
    for list in &one {
        let (agrees, count) = counts(list);
        holds(agrees && count <= 1, || format!("limit 1 gives {count} items, results {}", list.results))?;
    }
    holds(one.iter().any(|list| list.all == 2 && is_active(list)), || "limit 1 never told of two events".to_owned())?;
    holds(one.last().is_some_and(|list| list.all == 0), || "it was not told that the events are over".to_owned())?;
    let empty = none.iter().all(|list| counts(list) == (true, 0));
    holds(empty, || "limit 0 gives items".to_owned())?;
    holds(none.iter().all(|list| list.all == 2), || "told after the end of the subscription".to_owned())?;
    ended(seen, &made(seen, "/none")?.0)?;
    Ok(format!("{} notifications with one item of two, {} without items", one.len(), none.len()))
}

fn subscribe_over_a_restart(tour: &mut Tour<'_>) {
    if tour.look == 0 {
        let (Some(target), Some((list, controls))) = (tour.listen("/notify"), addresses(tour)) else { return };
        tour.send("POST", &list, &subscription(&controls, 10, target));
        tour.hear(Duration::ZERO, |_| true);
        return;
    }
    let before = tour.heard;
    for at in tour.made() {
        tour.get(&at);
    }
    hear(tour, |told| told.get(before..).is_some_and(was_active));
    end(tour);
}

fn told_after_the_restart(seen: &Seen<'_>) -> Judged {
    let (at, asked) = made(seen, "/notify")?;
    let after = seen.answers("GET", |path| path == at).find(|(exchange, _)| exchange.look == 1);
    let (_, after) = there("answer to GET of the subscription after the restart", after)?;
    equal("the status of the subscription after the restart", after.status, 200)?;
    let read: wire::Subscription = super::view::decode(after)?;
    equal("notificationURI after the restart", read.notification_uri, asked.notification_uri)?;
    told(seen, "/notify")?;
    let later = seen.answers(TOLD, |_| true).filter(|(exchange, _)| exchange.look == 1);
    let later: Vec<_> = later.filter_map(|(_, answer)| controls_of(&answer.body).ok()).collect();
    holds(later.iter().any(is_active), || "the event that began after the restart was not told".to_owned())?;
    ended(seen, &at)?;
    Ok(format!("it is there after the restart, {} notifications came, and it could be ended", later.len()))
}
