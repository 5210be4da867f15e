//! Where a notification may go: addresses are read strictly, and internal ones are refused unless the operator allows them,
//! when a subscription is made and each time that something is sent.

use crate::config::AllowedTarget;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest notificationURI, in bytes.
const URI_BYTES_MAX: usize = 1_024;
/// Longest host name [RFC 1035 §2.3.4].
const HOST_BYTES_MAX: usize = 253;

/// Why a target is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// It cannot be read.
    #[error("notificationURI: {0}")]
    Malformed(&'static str),
    /// It is plain HTTP.
    #[error("notificationURI is not https://")]
    Plain,
    /// It leads, or may lead, into a network that is nobody's on the outside.
    #[error("notificationURI leads to {0}, which is internal; the operator may allow it in [notifications]")]
    Internal(String),
    /// Its name has no address.
    #[error("notificationURI names {0}, which has no address")]
    Unknown(String),
}

/// A notificationURI, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whether it is https.
    pub secure: bool,
    /// A name in small letters or an address, without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Path and query.
    pub path: String,
}

impl Target {
    /// Reads an absolute http or https URI. User names, fragments, blanks and other ways of writing an address than the
    /// plain one are refused.
    pub fn parse(uri: &str) -> Result<Self, TargetError> {
        if uri.len() > URI_BYTES_MAX || !uri.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(TargetError::Malformed("it is too long or has characters that no URI has"));
        }
        let (scheme, rest) = uri.split_once("://").ok_or(TargetError::Malformed("it has no scheme"))?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(TargetError::Malformed("its scheme is neither https nor http")),
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if uri.contains('#') || authority.contains(['@', '\\', '%']) {
            return Err(TargetError::Malformed("it has a fragment, a user or an escape before its path"));
        }
        let (host, port) = split_port(authority)?;
        let port = match port {
            None => {
                if secure {
                    443
                } else {
                    80
                }
            }
            Some(port) => {
                port.parse().ok().filter(|port| *port > 0).ok_or(TargetError::Malformed("its port is none"))?
            }
        };
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { secure, host: host_of(host)?, port, path })
    }

    /// Its address, if its host is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), TargetError> {
    let wrong = TargetError::Malformed("its host is none");
    if let Some(bracketed) = authority.strip_prefix('[') {
        let (host, rest) = bracketed.split_once(']').ok_or(wrong.clone())?;
        host.parse::<Ipv6Addr>().map_err(|_| wrong.clone())?;
        return match rest.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if rest.is_empty() => Ok((host, None)),
            None => Err(wrong),
        };
    }
    match authority.split_once(':') {
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((authority, None)),
    }
}

/// A host in small letters. What resolvers would read as an address though it is not written as one is refused.
fn host_of(host: &str) -> Result<String, TargetError> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(address.to_string());
    }
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let is_label = |label: &str| {
        let plain = label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        (1..=63).contains(&label.len()) && plain
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let numeric = last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x");
    match host.len() <= HOST_BYTES_MAX && host.split('.').all(is_label) && !numeric {
        true => Ok(host),
        false => Err(TargetError::Malformed("its host is none")),
    }
}

/// What the operator allows beside what is public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetRules {
    /// Internal places that are allowed.
    pub allow: Vec<AllowedTarget>,
    /// Whether plain HTTP is.
    pub allow_http: bool,
}

impl TargetRules {
    /// Reads a notificationURI and checks what it says by itself: scheme, and its address if it has one.
    pub fn read(&self, uri: &str) -> Result<Target, TargetError> {
        let target = Target::parse(uri)?;
        if !target.secure && !self.allow_http {
            return Err(TargetError::Plain);
        }
        match target.address() {
            Some(address) => self.check(&target, &[address])?,
            None if self.allows_host(&target.host) => {}
            None if is_local_name(&target.host) => return Err(TargetError::Internal(target.host)),
            None => {}
        }
        Ok(target)
    }

    /// Checks every address that a target's host has: one internal one is enough to refuse it.
    pub fn check(&self, target: &Target, addresses: &[IpAddr]) -> Result<(), TargetError> {
        if addresses.is_empty() {
            return Err(TargetError::Unknown(target.host.clone()));
        }
        if self.allows_host(&target.host) {
            return Ok(());
        }
        let refused = addresses.iter().find(|address| is_internal(**address) && !self.allows_address(**address));
        match refused {
            Some(address) => Err(TargetError::Internal(address.to_string())),
            None => Ok(()),
        }
    }

    fn allows_host(&self, host: &str) -> bool {
        self.allow.iter().any(|allowed| matches!(allowed, AllowedTarget::Host(own) if own == host))
    }

    fn allows_address(&self, address: IpAddr) -> bool {
        let own = plain(address);
        self.allow.iter().any(|allowed| match allowed {
            AllowedTarget::Network { address, bits } => is_in(own, *address, *bits),
            AllowedTarget::Host(_) => false,
        })
    }
}

fn is_in(own: IpAddr, network: IpAddr, bits: u8) -> bool {
    match (own, network) {
        (IpAddr::V4(own), IpAddr::V4(network)) => {
            let mask = u32::MAX.checked_shl(32_u32.saturating_sub(bits.into())).unwrap_or(0);
            own.to_bits() & mask == network.to_bits() & mask
        }
        (IpAddr::V6(own), IpAddr::V6(network)) => {
            let mask = u128::MAX.checked_shl(128_u32.saturating_sub(bits.into())).unwrap_or(0);
            own.to_bits() & mask == network.to_bits() & mask
        }
        _ => false,
    }
}

/// Names that no public zone has [RFC 6761, RFC 6762].
fn is_local_name(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    matches!(last, "localhost" | "local" | "internal" | "localdomain" | "lan" | "home") || !host.contains('.')
}

/// An IPv4 address in whatever IPv6 clothes it comes.
fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// Whether an address is not one of the public Internet: loopback, private, link-local with the metadata services of
/// clouds, shared, multicast, reserved or unspecified; also where an IPv6 address carries such an IPv4 one [RFC 6890].
pub fn is_internal(address: IpAddr) -> bool {
    match plain(address) {
        IpAddr::V4(v4) => is_internal_v4(v4),
        IpAddr::V6(v6) => is_internal_v6(v6),
    }
}

fn is_internal_v4(address: Ipv4Addr) -> bool {
    const NETWORKS: [(Ipv4Addr, u8); 15] = [
        (Ipv4Addr::new(0, 0, 0, 0), 8),
        (Ipv4Addr::new(10, 0, 0, 0), 8),
        (Ipv4Addr::new(100, 64, 0, 0), 10),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
        (Ipv4Addr::new(172, 16, 0, 0), 12),
        (Ipv4Addr::new(192, 0, 0, 0), 24),
        (Ipv4Addr::new(192, 0, 2, 0), 24),
        (Ipv4Addr::new(192, 88, 99, 0), 24),
        (Ipv4Addr::new(192, 168, 0, 0), 16),
        (Ipv4Addr::new(198, 18, 0, 0), 15),
        (Ipv4Addr::new(198, 51, 100, 0), 24),
        (Ipv4Addr::new(203, 0, 113, 0), 24),
        (Ipv4Addr::new(224, 0, 0, 0), 4),
        (Ipv4Addr::new(240, 0, 0, 0), 4),
    ];
    NETWORKS.iter().any(|(network, bits)| is_in(IpAddr::V4(address), IpAddr::V4(*network), *bits))
}

/// Only 2000::/3 is given out, and not all of it to hosts [RFC 4291, IANA].
fn is_internal_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    let last = address.segments();
    match (first, second) {
        // NAT64 [RFC 6052] and 6to4 [RFC 3056] carry an IPv4 address.
        (0x0064, 0xFF9B) if last[2..6] == [0; 4] => is_internal_v4(v4(last[6], last[7])),
        (0x2002, high) => is_internal_v4(v4(high, third)),
        // Teredo and other special uses; documentation.
        (0x2001, second) if second < 0x0200 || second == 0x0DB8 => true,
        (0x3FFF, second) if second < 0x1000 => true,
        (first, _) => first & 0xE000 != 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(uri: &str) -> bool {
        TargetRules::default().read(uri).is_err()
    }

    #[test]
    fn public_targets_are_read() {
        let rules = TargetRules::default();
        let target = rules.read("https://Receiver.Example:8443/notify?x=1").expect("good");
        assert_eq!(
            (target.host.as_str(), target.port, target.path.as_str()),
            ("receiver.example", 8443, "/notify?x=1")
        );
        let plain = rules.read("https://93.184.216.34").expect("good");
        assert_eq!((plain.port, plain.path.as_str()), (443, "/"));
        assert!(rules.read("https://[2606:2800:220:1::1]:9/x").is_ok());
    }

    /// The many ways to write an internal address are all refused.
    #[test]
    fn internal_targets_are_refused_however_they_are_written() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "0.0.0.0",
            "10.0.0.1",
            "172.31.255.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.251",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[fe80::1]",
            "[fc00::1]",
            "[ff02::fb]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[fd00:ec2::254]",
            "[::127.0.0.1]",
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "printer.local",
            "metadata.google.internal",
            "router",
        ] {
            assert!(refused(&format!("https://{host}/x")), "{host}");
        }
    }

    #[test]
    fn what_is_no_plain_uri_is_refused() {
        for uri in [
            "",
            "receiver.example",
            "ftp://receiver.example",
            "http://receiver.example/",
            "https://",
            "https:///x",
            "https://u@receiver.example/",
            "https://receiver.example:0/",
            "https://receiver.example:x/",
            "https://receiver.example:99999/",
            "https://receiver.example/#x",
            "https://receiver.example/ x",
            "https://re%63eiver.example/",
            "https://[::1",
            "https://[::1]x/",
            "https://a..example/",
            "file:///etc/passwd",
        ] {
            assert!(refused(uri), "{uri}");
        }
        assert!(refused(&format!("https://receiver.example/{}", "x".repeat(URI_BYTES_MAX))));
    }

    #[test]
    fn what_the_operator_allows_is_taken_and_nothing_beside_it() {
        let allow = ["127.0.0.0/8", "receiver.lab", "fd00::/8"];
        let allow = allow.iter().map(|text| AllowedTarget::parse(text).expect("good")).collect();
        let rules = TargetRules { allow, allow_http: true };
        for uri in ["https://127.0.0.1:9/", "http://127.4.4.4/", "https://receiver.lab/", "https://[fd00::1]/"] {
            assert!(rules.read(uri).is_ok(), "{uri}");
        }
        for uri in ["https://10.0.0.1/", "https://other.local/", "https://[::1]/", "https://169.254.169.254/"] {
            assert!(rules.read(uri).is_err(), "{uri}");
        }
        let lab = rules.read("https://receiver.lab/").expect("allowed by name");
        assert_eq!(rules.check(&lab, &["10.0.0.1".parse().expect("one")]), Ok(()));
    }

    /// One internal address among several refuses the name: which one would be used is not ours to hope.
    #[test]
    fn a_name_with_an_internal_address_is_refused() {
        let rules = TargetRules::default();
        let target = rules.read("https://receiver.example/").expect("a public name");
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(rules.check(&target, &[address("93.184.216.34")]), Ok(()));
        assert!(rules.check(&target, &[address("93.184.216.34"), address("127.0.0.1")]).is_err());
        assert!(matches!(rules.check(&target, &[]), Err(TargetError::Unknown(_))));
    }
}
