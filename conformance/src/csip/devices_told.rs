//! An aggregator that is told of its devices: one more of them, one that was removed.

use super::case::{Case, Judged, Wording, case};
use super::other::{FIRST, aggregated, system};
use super::stand::Change;
use super::subscription::{hear, subscription};
use super::tour::{TOLD, Tour};
use super::view::{Seen, decode, equal, holds, there};
use tieline_schemas::sep2 as wire;

/// Where the client listens.
const NOTIFY: &str = "/notify";
/// Before and well after the change that is to be told.
const AROUND: &[i64] = &[0, 190];
/// Notification.status of a change, and of a resource that was removed [2030.5 Notification.status].
const CHANGED: u8 = 0;
const REMOVED: u8 = 4;

pub(super) const CASES: &[Case] = &[
    Case {
        act: |tour| subscribe_to_devices(tour, 1),
        judge: |seen| told_with(seen, &devices(seen)?[0], CHANGED),
        ..case("AGG-001", "CSIP AGG-001", "an aggregator's subscription", AROUND, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Add)])
        })
    },
    Case {
        act: |tour| subscribe_to_devices(tour, 2),
        judge: told_of_a_removal,
        wording: Wording::Unverified,
        ..case("MAINT-002", "CSIP MAINT-002", "removal is notified", AROUND, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Remove(1))])
        })
    },
];

/// Subscribes to its devices, and later waits for so many notifications.
fn subscribe_to_devices(tour: &mut Tour<'_>, notifications: usize) {
    if tour.look > 0 {
        return hear(tour, |told| told.len() >= notifications);
    }
    let seen = Seen { stand: tour.stand, identity: tour.identity, begun: 0, exchanges: &tour.exchanges };
    let (Ok(list), Ok(resources)) = (subscription_list(&seen), devices(&seen)) else { return };
    let Some(target) = tour.listen(NOTIFY) else { return };
    for resource in resources {
        tour.send("POST", &list, &subscription(&resource, 10, target.clone()));
    }
}

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

/// Both subscriptions were taken, and the resource was told of with this status.
fn told_with(seen: &Seen<'_>, resource: &str, status: u8) -> Judged {
    let list = subscription_list(seen)?;
    let mut taken = 0;
    for (_, posted) in seen.answers("POST", |path| path == list) {
        equal("the status of the POST", posted.status, 201)?;
        there("Location", posted.header("location"))?;
        taken += 1;
    }
    equal("how many subscriptions were made", taken, 2)?;
    let mut told = Vec::new();
    for (_, answer) in seen.answers(TOLD, |path| path == NOTIFY) {
        equal("the media type of a notification", answer.header("content-type"), Some("application/sep+xml"))?;
        let notification: wire::Notification = decode(answer)?;
        told.extend((notification.subscribed_resource == resource).then_some(notification.status));
    }
    holds(told.contains(&status), || format!("{resource}: told with {told:?}, not {status}"))?;
    Ok(format!("{resource} told with {told:?}"))
}

fn told_of_a_removal(seen: &Seen<'_>) -> Judged {
    let [list, device] = devices(seen)?;
    let says = [told_with(seen, &list, CHANGED)?, told_with(seen, &device, REMOVED)?];
    Ok(says.join("; "))
}
