//! An aggregator is told which devices it acts for: AGG-001, MAINT-002.

use super::case::{Case, Judged, Wording, case};
use super::other::{FIRST, aggregated, system};
use super::stand::Change;
use super::tour::{TOLD, Tour};
use super::view::{Seen, equal, holds, there};
use std::time::Duration;
use tieline_schemas::sep2::{self as wire, Limits};

/// Before and well after what is to be notified.
const AROUND: &[i64] = &[0, 190];
/// For a notification that must come, on the host's clock.
const PATIENCE: Duration = Duration::from_secs(30);
/// The path at which notifications are received.
const NOTIFY: &str = "/notify";
/// Notification.status of a change, and of a resource that was removed [2030.5 Notification.status].
const CHANGED: u8 = 0;
const REMOVED: u8 = 4;

pub(super) const CASES: &[Case] = &[
    Case {
        act: |tour| subscribe(tour, 1),
        judge: told_of_a_new_device,
        ..case("AGG-001", "CSIP AGG-001", "an aggregator's subscription", AROUND, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Add)])
        })
    },
    Case {
        act: |tour| subscribe(tour, 2),
        judge: told_of_a_removal,
        wording: Wording::Unverified,
        ..case("MAINT-002", "CSIP MAINT-002", "removal is notified", AROUND, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Remove(1))])
        })
    },
];

fn subscription_list(seen: &Seen<'_>) -> Result<String, String> {
    let link = seen.look(0).own_device()?.subscription_list_link;
    Ok(there("SubscriptionListLink in the EndDevice", link)?.href)
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

/// Subscribes after the first look to both of [`devices`], and waits after the last for as many notifications.
fn subscribe(tour: &mut Tour<'_>, notifications: usize) {
    if tour.look > 0 {
        if !tour.made().is_empty() {
            tour.hear(PATIENCE, |told| told.len() >= notifications);
        }
        return;
    }
    let seen = Seen { stand: tour.stand, identity: tour.identity, begun: 0, exchanges: &tour.exchanges };
    let found = subscription_list(&seen).and_then(|list| Ok((list, devices(&seen)?)));
    let (Ok((list, resources)), Some(notification_uri)) = (found, tour.listen(NOTIFY)) else { return };
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

/// Every subscription was taken and has an address.
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

/// The resource was notified with this status.
fn notified(seen: &Seen<'_>, resource: &str, status: u8) -> Judged {
    taken(seen)?;
    let mut statuses = Vec::new();
    for (_, told) in seen.answers(TOLD, |path| path == NOTIFY) {
        let read = wire::decode_as::<wire::Notification>(&told.body, &Limits::default());
        let notification = read.map_err(|error| format!("a notification: {error}"))?;
        statuses.extend((notification.subscribed_resource == resource).then_some(notification.status));
    }
    holds(statuses.contains(&status), || format!("{resource}: notified are {statuses:?}, not {status}"))?;
    Ok(format!("{resource} notified with {statuses:?}"))
}

fn told_of_a_new_device(seen: &Seen<'_>) -> Judged {
    notified(seen, &devices(seen)?[0], CHANGED)
}

fn told_of_a_removal(seen: &Seen<'_>) -> Judged {
    let [list, device] = devices(seen)?;
    let says = [notified(seen, &list, CHANGED)?, notified(seen, &device, REMOVED)?];
    Ok(says.join("; "))
}
