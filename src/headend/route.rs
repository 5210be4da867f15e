//! The server's addresses: read from a request's path, printed into links. One table for both.

use super::key::Owner;
use super::map::Shown;
use super::scope::Reach;
use super::table::{Form, Place};
use super::usage::UsagePart;
use std::fmt;
use tieline_core::model::{Method, Mrid};

/// What a device puts for one of its DERs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DerPart {
    /// Nameplate [2030.5 DERCapability].
    Capability,
    /// Settings [2030.5 DERSettings].
    Settings,
    /// Status [2030.5 DERStatus].
    Status,
    /// Availability [2030.5 DERAvailability].
    Availability,
}

impl DerPart {
    /// Every part.
    pub(super) const ALL: [Self; 4] = [Self::Capability, Self::Settings, Self::Status, Self::Availability];

    /// Its name in paths and keys.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Capability => "dercap",
            Self::Settings => "derg",
            Self::Status => "ders",
            Self::Availability => "dera",
        }
    }
}

/// A resource's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    DeviceCapability,
    Time,
    EndDevices,
    EndDevice(u32),
    Registration(u32),
    ConnectionPoint(u32),
    AssignmentsList(u32),
    Assignments(u32, u32),
    AssignedPrograms(u32, u32),
    Ders(u32),
    Der(u32, u32),
    DerPart(u32, u32, DerPart),
    LogEvents(u32),
    LogEvent(u32, u32),
    Subscriptions(u32),
    Subscription(u32, u32),
    Program(u32),
    Controls(u32),
    Control(u32, u32),
    ActiveControls(u32),
    DefaultControl(u32),
    Curves(u32),
    Curve(u32, u32),
    Mirrors,
    Mirror(u32, u32),
    ResponseSets,
    ResponseSet(u32),
    Responses(u32),
    /// Of a response set, an event and a code: the caller's own, or that of a device which it acts for.
    Response(u32, Mrid, u8, Option<u32>),
    UsagePoints,
    Usage(u32, u32, UsagePart),
    FileContent(u32),
    /// Of the table of function sets.
    Kept(Place),
}

/// Longest path that is looked at, in bytes.
const PATH_BYTES_MAX: usize = 256;

impl Route {
    /// The resource at a path. Encoded characters, dots and empty segments are in no address of this server.
    pub(super) fn parse(path: &str) -> Option<Self> {
        if path.len() > PATH_BYTES_MAX {
            return None;
        }
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        Self::parse_plain(&segments).or_else(|| Place::parse(&segments).map(Self::Kept))
    }

    fn parse_plain(segments: &[&str]) -> Option<Self> {
        match segments {
            ["dcap"] => Some(Self::DeviceCapability),
            ["tm"] => Some(Self::Time),
            ["edev"] => Some(Self::EndDevices),
            ["edev", device, rest @ ..] => Self::parse_device(number(device)?, rest),
            ["derp", program, rest @ ..] => Self::parse_program(number(program)?, rest),
            ["mup"] => Some(Self::Mirrors),
            ["mup", device, mirror] => Some(Self::Mirror(number(device)?, number(mirror)?)),
            ["upt"] => Some(Self::UsagePoints),
            ["upt", device, mirror, rest @ ..] => {
                Some(Self::Usage(number(device)?, number(mirror)?, UsagePart::parse(rest)?))
            }
            ["file", file, "content"] => Some(Self::FileContent(number(file)?)),
            ["rsps"] => Some(Self::ResponseSets),
            ["rsps", set, rest @ ..] => Self::parse_responses(number(set)?, rest),
            _ => None,
        }
    }

    fn parse_device(device: u32, rest: &[&str]) -> Option<Self> {
        match rest {
            [] => Some(Self::EndDevice(device)),
            ["rg"] => Some(Self::Registration(device)),
            ["cp"] => Some(Self::ConnectionPoint(device)),
            ["fsa"] => Some(Self::AssignmentsList(device)),
            ["fsa", fsa] => Some(Self::Assignments(device, number(fsa)?)),
            ["fsa", fsa, "derp"] => Some(Self::AssignedPrograms(device, number(fsa)?)),
            ["der"] => Some(Self::Ders(device)),
            ["der", der] => Some(Self::Der(device, number(der)?)),
            ["der", der, part] => {
                let part = DerPart::ALL.into_iter().find(|p| p.name() == *part)?;
                Some(Self::DerPart(device, number(der)?, part))
            }
            ["lel"] => Some(Self::LogEvents(device)),
            ["lel", event] => Some(Self::LogEvent(device, number(event)?)),
            ["sub"] => Some(Self::Subscriptions(device)),
            ["sub", subscription] => Some(Self::Subscription(device, number(subscription)?)),
            _ => None,
        }
    }

    fn parse_program(program: u32, rest: &[&str]) -> Option<Self> {
        match rest {
            [] => Some(Self::Program(program)),
            ["derc"] => Some(Self::Controls(program)),
            ["derc", control] => Some(Self::Control(program, number(control)?)),
            ["actderc"] => Some(Self::ActiveControls(program)),
            ["dderc"] => Some(Self::DefaultControl(program)),
            ["dc"] => Some(Self::Curves(program)),
            ["dc", curve] => Some(Self::Curve(program, number(curve)?)),
            _ => None,
        }
    }

    fn parse_responses(set: u32, rest: &[&str]) -> Option<Self> {
        match rest {
            [] => Some(Self::ResponseSet(set)),
            ["rsp"] => Some(Self::Responses(set)),
            ["rsp", event, code, device @ ..] => {
                let event: Mrid = event.parse().ok()?;
                let code = u8::try_from(number(code)?).ok()?;
                match device {
                    [] => Some(Self::Response(set, event, code, None)),
                    [device] => Some(Self::Response(set, event, code, Some(number(device)?))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The device that the resource is below.
    pub(super) fn device(self) -> Option<u32> {
        match self {
            Self::EndDevice(device)
            | Self::Registration(device)
            | Self::ConnectionPoint(device)
            | Self::AssignmentsList(device)
            | Self::Assignments(device, _)
            | Self::AssignedPrograms(device, _)
            | Self::Ders(device)
            | Self::Der(device, _)
            | Self::DerPart(device, ..)
            | Self::LogEvents(device)
            | Self::LogEvent(device, _)
            | Self::Subscriptions(device)
            | Self::Subscription(device, _)
            | Self::Usage(device, ..)
            | Self::Mirror(device, _) => Some(device),
            Self::Kept(place) => match place.owner() {
                Owner::Device(device) => Some(device),
                _ => None,
            },
            _ => None,
        }
    }

    /// How much of what the caller may see the resource shows.
    pub(super) fn reach(self) -> Reach {
        match (self, self.device()) {
            // What is subscribed to may be another device's.
            (Self::Subscriptions(_) | Self::Subscription(..), _) => Reach::All,
            (_, Some(device)) => Reach::Device(device),
            (Self::Time | Self::EndDevices | Self::Mirrors | Self::UsagePoints, None) => Reach::Devices,
            _ => Reach::All,
        }
    }

    /// Whether a client may be told of its changes, in documents that are shown so; its document says so, where its type can
    /// [2030.5 subscribable].
    pub(super) fn is_subscribable(self, shown: Shown) -> bool {
        match self {
            Self::EndDevices | Self::EndDevice(_) | Self::AssignmentsList(_) | Self::Assignments(..) => true,
            Self::AssignedPrograms(..) | Self::Program(_) => true,
            Self::Controls(_) | Self::Control(..) | Self::ActiveControls(_) | Self::DefaultControl(_) => true,
            Self::Der(..) | Self::DerPart(..) | Self::LogEvents(_) | Self::Mirrors | Self::Mirror(..) => true,
            Self::UsagePoints => true,
            Self::Usage(_, _, part) => part.is_subscribable(),
            Self::Kept(place) => place.is_subscribable(shown),
            _ => false,
        }
    }

    /// The DER program that it is, or is below: whoever sees it sees the same.
    pub(super) fn program(self) -> Option<u32> {
        match self {
            Self::Program(program)
            | Self::Controls(program)
            | Self::Control(program, _)
            | Self::ActiveControls(program)
            | Self::DefaultControl(program)
            | Self::Curves(program)
            | Self::Curve(program, _) => Some(program),
            _ => None,
        }
    }

    /// Whether it is a Reading, the one type whose changes may be subscribed to by thresholds
    /// [2030.5 Condition.attributeIdentifier].
    pub(super) fn is_reading(self) -> bool {
        matches!(self, Self::Usage(_, _, UsagePart::Latest(_) | UsagePart::Reading(..)))
    }

    /// Whether it is a list, so that a notification has it even where no item is asked for [2030.5 Subscription.limit].
    pub(super) fn is_list(self) -> bool {
        match self {
            Self::EndDevices | Self::AssignmentsList(_) | Self::AssignedPrograms(..) | Self::LogEvents(_) => true,
            Self::Controls(_) | Self::ActiveControls(_) | Self::Mirrors | Self::UsagePoints => true,
            Self::Usage(_, _, part) => {
                matches!(part, UsagePart::Meters | UsagePart::Sets(_) | UsagePart::Readings(..))
            }
            Self::Kept(place) => place.form != Form::One,
            _ => false,
        }
    }

    /// The methods that the resource knows, for Allow [2030.5 §6, RFC 9110 §10.2.1]. Where devices do not enrol
    /// themselves, they do not leave either.
    /// [RFC 9110 §15.5.6; CSIP CORE-001]
    pub(super) fn methods(self, in_band: bool) -> &'static [Method] {
        const READ: &[Method] = &[Method::Get, Method::Head, Method::Options];
        const PUT: &[Method] = &[Method::Get, Method::Head, Method::Put, Method::Options];
        const POST: &[Method] = &[Method::Get, Method::Head, Method::Post, Method::Options];
        const PUT_DELETE: &[Method] = &[Method::Get, Method::Head, Method::Put, Method::Delete, Method::Options];
        match self {
            Self::Kept(place) => place.methods(),
            Self::EndDevices if in_band => POST,
            Self::EndDevice(_) if in_band => PUT_DELETE,
            Self::Mirrors | Self::Mirror(..) | Self::Responses(_) | Self::LogEvents(_) | Self::Subscriptions(_) => POST,
            Self::Subscription(..) => PUT_DELETE,
            Self::EndDevice(_) | Self::ConnectionPoint(_) | Self::DerPart(..) => PUT,
            _ => READ,
        }
    }
}

/// A number as this server prints it: no sign, no leading zero, from 0.
pub(super) fn number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok())?
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeviceCapability => write!(f, "/dcap"),
            Self::Time => write!(f, "/tm"),
            Self::EndDevices => write!(f, "/edev"),
            Self::EndDevice(d) => write!(f, "/edev/{d}"),
            Self::Registration(d) => write!(f, "/edev/{d}/rg"),
            Self::ConnectionPoint(d) => write!(f, "/edev/{d}/cp"),
            Self::AssignmentsList(d) => write!(f, "/edev/{d}/fsa"),
            Self::Assignments(d, a) => write!(f, "/edev/{d}/fsa/{a}"),
            Self::AssignedPrograms(d, a) => write!(f, "/edev/{d}/fsa/{a}/derp"),
            Self::Ders(d) => write!(f, "/edev/{d}/der"),
            Self::Der(d, n) => write!(f, "/edev/{d}/der/{n}"),
            Self::DerPart(d, n, part) => write!(f, "/edev/{d}/der/{n}/{}", part.name()),
            Self::LogEvents(d) => write!(f, "/edev/{d}/lel"),
            Self::LogEvent(d, n) => write!(f, "/edev/{d}/lel/{n}"),
            Self::Subscriptions(d) => write!(f, "/edev/{d}/sub"),
            Self::Subscription(d, n) => write!(f, "/edev/{d}/sub/{n}"),
            Self::Program(p) => write!(f, "/derp/{p}"),
            Self::Controls(p) => write!(f, "/derp/{p}/derc"),
            Self::Control(p, n) => write!(f, "/derp/{p}/derc/{n}"),
            Self::ActiveControls(p) => write!(f, "/derp/{p}/actderc"),
            Self::DefaultControl(p) => write!(f, "/derp/{p}/dderc"),
            Self::Curves(p) => write!(f, "/derp/{p}/dc"),
            Self::Curve(p, n) => write!(f, "/derp/{p}/dc/{n}"),
            Self::Mirrors => write!(f, "/mup"),
            Self::Mirror(d, m) => write!(f, "/mup/{d}/{m}"),
            Self::ResponseSets => write!(f, "/rsps"),
            Self::ResponseSet(p) => write!(f, "/rsps/{p}"),
            Self::Responses(p) => write!(f, "/rsps/{p}/rsp"),
            Self::Response(p, event, code, None) => write!(f, "/rsps/{p}/rsp/{event}/{code}"),
            Self::Response(p, event, code, Some(d)) => write!(f, "/rsps/{p}/rsp/{event}/{code}/{d}"),
            Self::UsagePoints => write!(f, "/upt"),
            Self::Usage(d, m, part) => write!(f, "/upt/{d}/{m}{part}"),
            Self::FileContent(p) => write!(f, "/file/{p}/content"),
            Self::Kept(place) => write!(f, "{place}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back() {
        let mrid = Mrid([0xAB; 16]);
        let parts = DerPart::ALL.map(|part| Route::DerPart(7, 1, part));
        let routes = [
            Route::DeviceCapability,
            Route::Time,
            Route::EndDevices,
            Route::EndDevice(1),
            Route::Registration(1),
            Route::ConnectionPoint(1),
            Route::AssignmentsList(2),
            Route::Assignments(2, 1),
            Route::AssignedPrograms(2, 1),
            Route::Ders(3),
            Route::Der(3, 1),
            Route::LogEvents(4),
            Route::LogEvent(4, 10),
            Route::Subscriptions(4),
            Route::Subscription(4, 11),
            Route::Program(5),
            Route::Controls(5),
            Route::Control(5, 6),
            Route::ActiveControls(5),
            Route::DefaultControl(5),
            Route::Curves(5),
            Route::Curve(5, 1),
            Route::Mirrors,
            Route::Mirror(1, 2),
            Route::ResponseSets,
            Route::ResponseSet(5),
            Route::Responses(5),
            Route::Response(5, mrid, 254, None),
            Route::Response(5, mrid, 254, Some(3)),
            Route::UsagePoints,
            Route::FileContent(6),
            Route::Usage(1, 2, UsagePart::Point),
            Route::Usage(1, 2, UsagePart::Meters),
            Route::Usage(1, 2, UsagePart::Meter(3)),
            Route::Usage(1, 2, UsagePart::Type(3)),
            Route::Usage(1, 2, UsagePart::Latest(3)),
            Route::Usage(1, 2, UsagePart::Sets(3)),
            Route::Usage(1, 2, UsagePart::Set(3, 4)),
            Route::Usage(1, 2, UsagePart::Readings(3, 4)),
            Route::Usage(1, 2, UsagePart::Reading(3, 4, 5, 6)),
        ];
        for route in routes.into_iter().chain(parts) {
            assert_eq!(Route::parse(&route.to_string()), Some(route));
        }
    }

    #[test]
    fn other_spellings_of_an_address_are_no_address() {
        for path in ["/edev/01", "/edev/%31", "/edev/../tm", "/edev/1/", "//tm", "/edev/+1", "tm", ""] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }
}
