//! Subscriptions and notifications: CORE-018, CORE-019, AGG-001, MAINT-002. The client listens where it says that it does.

use super::case::{Case, Judged, Wording, case};
use super::other::{FIRST, aggregated, changing, system, transformer};
use super::stand::{Change, LIMIT, Stand, group};
use super::tour::{NOTIFY, Tour};
use super::view::{Seen, equal, holds, there};
use tieline_schemas::sep2::{self as wire, Limits};

/// Before and well after what is to be notified.
const AROUND: &[i64] = &[0, 190];
/// Notification.status of a change, and of a resource that was removed [2030.5 Notification.status].
const CHANGED: u8 = 0;
const REMOVED: u8 = 4;

pub(super) const CASES: &[Case] = &[
    Case {
        listens: 1,
        act: subscribe_to_assignments,
        judge: told_of_assignments,
        ..case("CORE-018", "CSIP CORE-018", "basic subscription", AROUND, || {
            let groups = vec![group(system()), group(transformer().with_default(&[LIMIT]))];
            Stand::of(groups).changing(&[(FIRST, Change::Give(1))])
        })
    },
    Case {
        listens: 2,
        act: subscribe_to_controls,
        judge: told_of_controls,
        wording: Wording::Unverified,
        ..case("CORE-019", "CSIP CORE-019", "advanced subscription", &[0, 90, 155, 205], changing)
    },
    Case {
        listens: 1,
        act: subscribe_to_devices,
        judge: told_of_a_new_device,
        ..case("AGG-001", "CSIP AGG-001", "an aggregator's subscription", AROUND, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Add)])
        })
    },
    Case {
        listens: 2,
        act: subscribe_to_devices,
        judge: told_of_a_removal,
        wording: Wording::Unverified,
        ..case("MAINT-002", "CSIP MAINT-002", "removal is notified", AROUND, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Remove(1))])
        })
    },
];

/// What the look has shown, for a client that goes on from there.
fn seen<'t>(tour: &'t Tour<'_>) -> Seen<'t> {
    Seen { stand: tour.stand, identity: tour.identity, begun: 0, exchanges: &tour.exchanges }
}

fn subscription_list(seen: &Seen<'_>) -> Result<String, String> {
    let link = seen.look(0).own_device()?.subscription_list_link;
    Ok(there("SubscriptionListLink in the EndDevice", link)?.href)
}

/// Subscribes once, after the first look, to what that shows.
fn subscribe(tour: &mut Tour<'_>, find: fn(&Seen<'_>) -> Result<Vec<String>, String>) {
    if tour.look > 0 {
        return;
    }
    let found = subscription_list(&seen(tour)).and_then(|list| Ok((list, find(&seen(tour))?)));
    let (Ok((list, resources)), Some(notification_uri)) = (found, tour.notification_uri()) else { return };
    for subscribed_resource in resources {
        let subscription = wire::Subscription {
            subscribed_resource,
            notification_uri: notification_uri.clone(),
            level: "+S1".to_owned(),
            limit: 10,
            ..Default::default()
        };
        tour.send("POST", &list, &subscription);
    }
}

fn assignments(seen: &Seen<'_>) -> Result<String, String> {
    let link = seen.look(0).own_device()?.function_set_assignments_list_link;
    Ok(there("FunctionSetAssignmentsListLink", link)?.href)
}

fn controls(seen: &Seen<'_>) -> Result<String, String> {
    let group = there("group", seen.stand.groups.first())?;
    let program = seen.look(0).program(group, there("program", group.programs.first())?)?;
    Ok(there("DERControlListLink", program.der_control_list_link)?.href)
}

/// The list of devices, and the first device that the aggregator acts for.
fn devices(seen: &Seen<'_>) -> Result<[String; 2], String> {
    let link = there("EndDeviceListLink", seen.look(0).dcap()?.end_device_list_link)?;
    let devices = seen.stand.devices(seen.identity);
    let first = there("device", devices.first())?.0.lfdi;
    let list = seen.look(0).end_devices()?.end_device;
    let device = list.into_iter().find(|device| device.lfdi.is_some_and(|lfdi| lfdi.0 == first));
    Ok([link.href, there("address", there("EndDevice of the first", device)?.href)?])
}

fn subscribe_to_assignments(tour: &mut Tour<'_>) {
    subscribe(tour, |seen| Ok(vec![assignments(seen)?]));
}

fn subscribe_to_controls(tour: &mut Tour<'_>) {
    subscribe(tour, |seen| Ok(vec![controls(seen)?]));
}

fn subscribe_to_devices(tour: &mut Tour<'_>) {
    subscribe(tour, |seen| Ok(devices(seen)?.into()));
}

/// Every subscription was taken, has an address, and is listed.
fn taken(seen: &Seen<'_>) -> Result<(), String> {
    let list = subscription_list(seen)?;
    let mut all = 0;
    for (_, posted) in seen.answers("POST", |path| path == list) {
        equal("the status of the POST", posted.status, 201)?;
        there("Location", posted.header("location"))?;
        all += 1;
    }
    holds(all > 0, || "nothing was subscribed to".to_owned())
}

/// What was notified of a resource, in order.
fn told(seen: &Seen<'_>, resource: &str) -> Result<Vec<wire::Notification>, String> {
    let mut found = Vec::new();
    for (exchange, _) in seen.answers("POST", |path| path == NOTIFY) {
        let read = wire::decode_as::<wire::Notification>(&exchange.request.body, &Limits::default());
        let notification = read.map_err(|error| format!("a notification: {error}"))?;
        if notification.subscribed_resource == resource {
            found.push(notification);
        }
    }
    Ok(found)
}

/// The resource was notified with this status.
fn notified(seen: &Seen<'_>, resource: &str, status: u8) -> Judged {
    taken(seen)?;
    let told = told(seen, resource)?;
    let statuses: Vec<u8> = told.iter().map(|notification| notification.status).collect();
    holds(statuses.contains(&status), || format!("{resource}: notified are {statuses:?}, not {status}"))?;
    Ok(format!("{resource} notified with {statuses:?}"))
}

fn told_of_assignments(seen: &Seen<'_>) -> Judged {
    notified(seen, &assignments(seen)?, CHANGED)
}

/// Once when the event is made, once when it is cancelled, at the least.
fn told_of_controls(seen: &Seen<'_>) -> Judged {
    let list = controls(seen)?;
    let says = notified(seen, &list, CHANGED)?;
    let times = told(seen, &list)?.len();
    holds(times >= 2, || format!("{list} was notified {times} times, it changed twice"))?;
    Ok(says)
}

fn told_of_a_new_device(seen: &Seen<'_>) -> Judged {
    notified(seen, &devices(seen)?[0], CHANGED)
}

fn told_of_a_removal(seen: &Seen<'_>) -> Judged {
    let [list, device] = devices(seen)?;
    let says = [notified(seen, &list, CHANGED)?, notified(seen, &device, REMOVED)?];
    Ok(says.join("; "))
}
