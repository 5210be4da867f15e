//! Subscriptions and the notifications that they are told by.

use super::super::documents::SubscriptionDocument;
use super::super::paging::Page;
use super::super::route::Route;
use super::{Shown, href};
use tieline_core::model::UtcSeconds;
use tieline_schemas::sep2::{self as wire, Int48, Limits};

/// encoding of XML; 1 is EXI [2030.5 Subscription.encoding].
const XML: u8 = 0;
/// attributeIdentifier of a Reading's value [2030.5 Condition.attributeIdentifier].
const READING_VALUE: u8 = 0;
/// Longest level, in bytes [2030.5 String16].
const LEVEL_BYTES_MAX: usize = 16;
/// What a resource of ours may be, to be put into a notification.
const OWN: Limits =
    Limits { bytes: 4 << 20, depth: 32, attributes: 64, namespaces: 32, items: 200_000, text: 64 * 1_024 };

/// A subscription as a client asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct SubscriptionIn {
    /// The path of the resource.
    pub(in super::super) resource: String,
    /// The thresholds of a Reading's value.
    pub(in super::super) thresholds: Option<(i64, i64)>,
    /// The schema level.
    pub(in super::super) level: String,
    /// Most items of a list.
    pub(in super::super) limit: u32,
    /// Where notifications go.
    pub(in super::super) target: String,
}

/// Reads a Subscription. An absolute subscribedResource is taken for ours: its path counts.
pub(in super::super) fn subscription_in(body: &[u8]) -> Result<SubscriptionIn, String> {
    let wire: wire::Subscription = wire::decode_as(body, &Limits::default()).map_err(|error| error.to_string())?;
    if wire.encoding != XML {
        return Err(format!("encoding {} is not spoken here, 0 (XML) is", wire.encoding));
    }
    if wire.level.len() > LEVEL_BYTES_MAX {
        return Err(format!("level has more than {LEVEL_BYTES_MAX} bytes"));
    }
    let thresholds = wire.condition.as_ref().map(thresholds).transpose()?;
    let resource = match wire.subscribed_resource.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |path| &rest[path..]).to_owned(),
        None => wire.subscribed_resource,
    };
    Ok(SubscriptionIn { resource, thresholds, level: wire.level, limit: wire.limit, target: wire.notification_uri })
}

fn thresholds(condition: &wire::Condition) -> Result<(i64, i64), String> {
    let (lower, upper) = (condition.lower_threshold.get(), condition.upper_threshold.get());
    if condition.attribute_identifier != READING_VALUE {
        return Err(format!("attributeIdentifier {} is reserved", condition.attribute_identifier));
    }
    match lower <= upper {
        true => Ok((lower, upper)),
        false => Err(format!("lowerThreshold {lower} is above upperThreshold {upper}")),
    }
}

fn subscription_of(device: u32, number: u32, document: &SubscriptionDocument) -> wire::Subscription {
    let condition = document.thresholds.map(|(lower, upper)| wire::Condition {
        attribute_identifier: READING_VALUE,
        lower_threshold: Int48::new(lower).unwrap_or_default(),
        upper_threshold: Int48::new(upper).unwrap_or_default(),
    });
    wire::Subscription {
        href: href(Route::Subscription(device, number)),
        subscribed_resource: document.resource.clone(),
        condition,
        encoding: XML,
        level: document.level.clone(),
        limit: document.limit,
        notification_uri: document.target.clone(),
    }
}

/// A page of a device's subscriptions.
pub(in super::super) fn subscription_list(
    shown: Shown,
    device: u32,
    page: &Page<(u32, SubscriptionDocument)>,
) -> Vec<u8> {
    let items = page.items.iter();
    shown.encode(&wire::SubscriptionList {
        href: href(Route::Subscriptions(device)),
        poll_rate: Some(shown.poll_rate),
        all: page.all,
        results: page.items.len() as u32,
        subscription: items.map(|(number, document)| subscription_of(device, *number, document)).collect(),
    })
}

/// One subscription.
pub(in super::super) fn subscription(
    shown: Shown,
    device: u32,
    number: u32,
    document: &SubscriptionDocument,
) -> Vec<u8> {
    shown.encode(&subscription_of(device, number, document))
}

/// What a notification says beside the resource.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Told<'a> {
    /// The address of the resource.
    pub(in super::super) resource: &'a str,
    /// The address of the subscription.
    pub(in super::super) subscription: Route,
    /// Why: 0 a change, 1 to 4 an end [2030.5 Notification.status].
    pub(in super::super) status: u8,
    /// When it is made.
    pub(in super::super) at: UtcSeconds,
}

/// A notification with the resource as it is shown, under its xsi:type, or without
/// [2030.5 Notification].
pub(in super::super) fn notification(shown: Shown, told: Told<'_>, resource: Option<&[u8]>) -> Result<Vec<u8>, String> {
    let document = resource.map(|xml| wire::decode(xml, &OWN)).transpose();
    let document = document.map_err(|error| error.to_string())?;
    Ok(shown.encode(&wire::Notification {
        subscribed_resource: told.resource.to_owned(),
        created_date_time: Some(told.at.0),
        resource: document.map(Box::new),
        status: told.status,
        subscription_uri: told.subscription.to_string(),
        ..Default::default()
    }))
}

/// The value of a Reading as it is shown.
pub(in super::super) fn reading_value(xml: &[u8]) -> Option<i64> {
    let reading: wire::Reading = wire::decode_as(xml, &Limits::default()).ok()?;
    reading.value.map(Int48::get)
}
