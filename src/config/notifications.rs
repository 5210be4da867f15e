//! `[notifications]`: where subscribers may be told of changes, how often it is tried, and when it is given up.

use super::reader::Section;
use std::net::IpAddr;

/// A place that notifications may go to although it is internal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowedTarget {
    /// A host by its name, in small letters, whatever address it has.
    Host(String),
    /// Addresses whose first `bits` are those of `address`.
    Network {
        /// The network's address.
        address: IpAddr,
        /// How many of its bits count.
        bits: u8,
    },
}

/// How subscribers are told. Times are in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationsConfig {
    /// Internal places that are allowed; empty: none is.
    pub allow: Vec<AllowedTarget>,
    /// Whether a notificationURI may be plain HTTP.
    pub allow_http: bool,
    /// Whether the receiver may show any certificate under the roots; else it must be the subscriber's own or name the host.
    pub any_receiver: bool,
    /// Most subscriptions in one device's list.
    pub subscriptions: u32,
    /// Longest pause between two tries.
    pub retry_s: u32,
    /// A notification that is not taken for so long becomes a dead letter.
    pub give_up_s: u32,
    /// Tries after which it becomes one sooner.
    pub tries: u32,
    /// A subscription whose notifications have failed for so long ends.
    pub expire_s: u32,
}

impl Default for NotificationsConfig {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            allow_http: false,
            any_receiver: false,
            subscriptions: 200,
            retry_s: 60,
            give_up_s: 86_400,
            tries: 2_000,
            expire_s: 604_800,
        }
    }
}

impl AllowedTarget {
    /// Reads a host's name, an address or a network such as `10.1.0.0/16`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let wrong = || format!("{text:?} is no host, address or network");
        match address.parse::<IpAddr>() {
            Ok(address) => {
                let most = if address.is_ipv4() { 32 } else { 128 };
                let bits = bits.map_or(Ok(most), str::parse).ok().filter(|bits| *bits <= most);
                Ok(Self::Network { address, bits: bits.ok_or_else(wrong)? })
            }
            Err(_) if bits.is_some() || text.is_empty() => Err(wrong()),
            Err(_) => match text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')) {
                true => Ok(Self::Host(text.to_ascii_lowercase())),
                false => Err(wrong()),
            },
        }
    }
}

/// Reads the section.
pub(super) fn read_notifications(section: &Section<'_>) -> Option<NotificationsConfig> {
    let number = |key: &str, min: u32, max: u32, default: u32| {
        section.integer(key, min.into(), max.into()).and_then(|n| u32::try_from(n).ok()).unwrap_or(default)
    };
    let normal = NotificationsConfig::default();
    Some(NotificationsConfig {
        allow: section.list("allow", AllowedTarget::parse),
        allow_http: section.flag("allow_http", normal.allow_http),
        any_receiver: section.flag("any_receiver", normal.any_receiver),
        subscriptions: number("subscriptions", 0, 10_000, normal.subscriptions),
        retry_s: number("retry_s", 1, 3_600, normal.retry_s),
        give_up_s: number("give_up_s", 1, 31_536_000, normal.give_up_s),
        tries: number("tries", 1, 1_000_000, normal.tries),
        expire_s: number("expire_s", 1, 31_536_000, normal.expire_s),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowed_targets_are_hosts_addresses_and_networks() {
        let network = |address: &str, bits| AllowedTarget::Network { address: address.parse().expect("one"), bits };
        assert_eq!(AllowedTarget::parse("127.0.0.0/8"), Ok(network("127.0.0.0", 8)));
        assert_eq!(AllowedTarget::parse("::1"), Ok(network("::1", 128)));
        assert_eq!(AllowedTarget::parse("Lab.example"), Ok(AllowedTarget::Host("lab.example".to_owned())));
        for wrong in ["", "10.0.0.0/33", "lab/8", "10.0.0.0/x", "https://lab"] {
            assert!(AllowedTarget::parse(wrong).is_err(), "{wrong}");
        }
    }
}
