// Generated from tables/sep2.txt by sep2::generator (`cargo xtask generate`); do not edit.
//! Package `pub_sub`.

use super::prelude::*;

/// `Condition`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Condition {
    /// `attributeIdentifier`: UInt8, required, both editions.
    pub attribute_identifier: u8,
    /// `lowerThreshold`: Int48, required, both editions.
    pub lower_threshold: Int48,
    /// `upperThreshold`: Int48, required, both editions.
    pub upper_threshold: Int48,
}

impl Node for Condition {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Condition", "Condition", false, &[], &[
            el("attributeIdentifier", One, B, 0),
            el("lowerThreshold", One, B, 0),
            el("upperThreshold", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.attribute_identifier,
            1 => &self.lower_threshold,
            2 => &self.upper_threshold,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.attribute_identifier,
            1 => &mut self.lower_threshold,
            2 => &mut self.upper_threshold,
            _ => return None,
        })
    }
}

element!(Condition, "Condition");

/// `SubscriptionBase`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubscriptionBase {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribedResource`: anyURI, required, both editions.
    pub subscribed_resource: String,
}

impl Node for SubscriptionBase {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SubscriptionBase", "SubscriptionBase", false, &["Resource"], &[
            at("href", Maybe, B, 0),
            el("subscribedResource", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribed_resource,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribed_resource,
            _ => return None,
        })
    }
}

element!(SubscriptionBase, "SubscriptionBase");

/// `Subscription`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Subscription {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribedResource`: anyURI, required, both editions.
    pub subscribed_resource: String,
    /// `Condition`: Condition, optional, both editions.
    pub condition: Option<Condition>,
    /// `encoding`: UInt8, required, both editions.
    pub encoding: u8,
    /// `level`: String16, required, both editions.
    pub level: String16,
    /// `limit`: UInt32, required, both editions.
    pub limit: u32,
    /// `notificationURI`: anyURI, required, both editions.
    pub notification_uri: String,
}

impl Node for Subscription {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Subscription", "Subscription", false, &["Resource", "SubscriptionBase"], &[
            at("href", Maybe, B, 0),
            el("subscribedResource", One, B, 0),
            el("Condition", Maybe, B, 0),
            el("encoding", One, B, 0),
            el("level", One, B, 16),
            el("limit", One, B, 0),
            el("notificationURI", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribed_resource,
            2 => &self.condition,
            3 => &self.encoding,
            4 => &self.level,
            5 => &self.limit,
            6 => &self.notification_uri,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribed_resource,
            2 => &mut self.condition,
            3 => &mut self.encoding,
            4 => &mut self.level,
            5 => &mut self.limit,
            6 => &mut self.notification_uri,
            _ => return None,
        })
    }
}

element!(Subscription, "Subscription");

/// `SubscriptionList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubscriptionList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `pollRate`: attribute, UInt32, optional, both editions, default 900.
    pub poll_rate: Option<u32>,
    /// `Subscription`: Subscription, any number, both editions.
    pub subscription: Vec<Subscription>,
}

impl Node for SubscriptionList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("SubscriptionList", "SubscriptionList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            at("pollRate", Maybe, B, 0),
            el("Subscription", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.poll_rate,
            4 => &self.subscription,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.poll_rate,
            4 => &mut self.subscription,
            _ => return None,
        })
    }
}

element!(SubscriptionList, "SubscriptionList");

/// `Notification`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notification {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `subscribedResource`: anyURI, required, both editions.
    pub subscribed_resource: String,
    /// `createdDateTime`: TimeType, optional, 2023.
    pub created_date_time: Option<TimeType>,
    /// `newResourceURI`: anyURI, optional, both editions.
    pub new_resource_uri: Option<String>,
    /// `Resource`: Resource, optional, both editions.
    pub resource: Option<Box<Document>>,
    /// `status`: UInt8, required, both editions.
    pub status: u8,
    /// `subscriptionURI`: anyURI, required, both editions.
    pub subscription_uri: String,
}

impl Node for Notification {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("Notification", "Notification", false, &["Resource", "SubscriptionBase"], &[
            at("href", Maybe, B, 0),
            el("subscribedResource", One, B, 0),
            el("createdDateTime", Maybe, N, 0),
            el("newResourceURI", Maybe, B, 0),
            el("Resource", Maybe, B, 0),
            el("status", One, B, 0),
            el("subscriptionURI", One, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.subscribed_resource,
            2 => &self.created_date_time,
            3 => &self.new_resource_uri,
            4 => &self.resource,
            5 => &self.status,
            6 => &self.subscription_uri,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.subscribed_resource,
            2 => &mut self.created_date_time,
            3 => &mut self.new_resource_uri,
            4 => &mut self.resource,
            5 => &mut self.status,
            6 => &mut self.subscription_uri,
            _ => return None,
        })
    }
}

element!(Notification, "Notification");

/// `NotificationList`, 2018 and 2023.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NotificationList {
    /// `href`: attribute, anyURI, optional, both editions.
    pub href: Option<String>,
    /// `all`: attribute, UInt32, required, both editions.
    pub all: u32,
    /// `results`: attribute, UInt32, required, both editions.
    pub results: u32,
    /// `Notification`: Notification, any number, both editions.
    pub notification: Vec<Notification>,
}

impl Node for NotificationList {
    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::new("NotificationList", "NotificationList", false, &["List", "Resource"], &[
            at("href", Maybe, B, 0),
            at("all", One, B, 0),
            at("results", One, B, 0),
            el("Notification", Any, B, 0),
        ]);
        &SHAPE
    }
    fn field(&self, index: usize) -> Option<&dyn Value> {
        Some(match index {
            0 => &self.href,
            1 => &self.all,
            2 => &self.results,
            3 => &self.notification,
            _ => return None,
        })
    }
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        Some(match index {
            0 => &mut self.href,
            1 => &mut self.all,
            2 => &mut self.results,
            3 => &mut self.notification,
            _ => return None,
        })
    }
}

element!(NotificationList, "NotificationList");
