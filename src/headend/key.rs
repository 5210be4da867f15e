//! Names of the server's documents: text keys, ordered, whose first part says who owns the document.

use std::fmt;
use tieline_core::model::{Lfdi, Mrid, UtcSeconds};

/// Whose a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The server's: counters, function set assignments. No device reads it directly.
    Server,
    /// An identity's: its device's number.
    Identity(Lfdi),
    /// An enrolled device's.
    Device(u32),
    /// A program's, or that of another thing that is assigned like one; the devices assigned to it read it.
    Program(u32),
    /// Everyone's who is served at all: what the server says of itself.
    Everyone,
}

/// Which subscription: its list is that of a device. Numbers are not given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubscriptionId {
    /// In whose list it is.
    pub device: u32,
    /// Its number there.
    pub number: u32,
}

impl fmt::Display for SubscriptionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.device, self.number)
    }
}

impl std::str::FromStr for SubscriptionId {
    type Err = &'static str;

    /// Device and number in the list, as they are printed: `7-1`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let says = "give the number of a device and that of its subscription, such as 7-1";
        let (device, number) = text.split_once('-').ok_or(says)?;
        let number_of = |text: &str| text.parse().map_err(|_| says);
        Ok(Self { device: number_of(device)?, number: number_of(number)? })
    }
}

/// The name of a document. Numbers are fixed-width hexadecimal, so that the text order is the order of the numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    text: String,
}

impl Key {
    fn new(text: String) -> Self {
        Self { text }
    }

    /// A counter of the server: the last number given for what `name` counts.
    pub fn counter(name: &str) -> Self {
        Self::new(format!("s/counter/{name}"))
    }

    /// A rate of the server that the operator has changed.
    pub fn rates() -> Self {
        Self::new("s/rates".to_owned())
    }

    /// Rates of single resources that the operator has changed.
    pub(super) fn polls() -> Self {
        Self::new("s/polls".to_owned())
    }

    /// The time zone that the operator has changed.
    pub(super) fn time_zone() -> Self {
        Self::new("s/time-zone".to_owned())
    }

    /// How far a script has been carried out.
    pub fn script(name: &str) -> Self {
        Self::new(format!("s/script/{name}"))
    }

    /// Function set assignments `number`.
    pub fn assignments(number: u32) -> Self {
        Self::new(format!("s/fsa/{number:08x}"))
    }

    /// All function set assignments.
    pub fn all_assignments() -> Self {
        Self::new("s/fsa/".to_owned())
    }

    /// The number of the device that an identity has enrolled.
    pub fn enrolment(lfdi: Lfdi) -> Self {
        Self::new(format!("l/{lfdi}/device"))
    }

    /// That an aggregator acts for a device.
    pub fn grant(aggregator: u32, device: u32) -> Self {
        Self::new(format!("s/grant/{aggregator:08x}/{device:08x}"))
    }

    /// All that an aggregator acts for.
    pub fn grants(aggregator: u32) -> Self {
        Self::new(format!("s/grant/{aggregator:08x}/"))
    }

    /// The same grant from the device's side.
    pub fn grantee(device: u32, aggregator: u32) -> Self {
        Self::new(format!("s/grantee/{device:08x}/{aggregator:08x}"))
    }

    /// All aggregators of a device.
    pub fn grantees(device: u32) -> Self {
        Self::new(format!("s/grantee/{device:08x}/"))
    }

    /// Present when the operator has banned an identity.
    pub fn ban(lfdi: Lfdi) -> Self {
        Self::new(format!("s/ban/{lfdi}"))
    }

    /// All bans.
    pub fn bans() -> Self {
        Self::new("s/ban/".to_owned())
    }

    /// Device `number`.
    pub fn device(number: u32) -> Self {
        Self::new(format!("d/{number:08x}/device"))
    }

    /// Everything of a device.
    pub fn all_of_device(device: u32) -> Self {
        Self::new(format!("d/{device:08x}/"))
    }

    /// A device's connection point.
    pub fn connection_point(device: u32) -> Self {
        Self::new(format!("d/{device:08x}/cp"))
    }

    /// A document that a device has put for its DER `der`: `name` is `dercap`, `derg`, `ders` or `dera`.
    pub fn der(device: u32, der: u32, name: &str) -> Self {
        Self::new(format!("d/{device:08x}/der/{der:08x}/{name}"))
    }

    /// A log event of a device.
    pub fn log_event(device: u32, number: u32) -> Self {
        Self::new(format!("d/{device:08x}/lel/{number:08x}"))
    }

    /// All log events of a device.
    pub fn log_events(device: u32) -> Self {
        Self::new(format!("d/{device:08x}/lel/"))
    }

    /// A counter of a device.
    pub fn device_counter(device: u32, name: &str) -> Self {
        Self::new(format!("d/{device:08x}/counter/{name}"))
    }

    /// A subscription in a device's list.
    pub fn subscription(device: u32, number: u32) -> Self {
        Self::new(format!("d/{device:08x}/sub/{number:08x}"))
    }

    /// All subscriptions in a device's list.
    pub fn subscriptions(device: u32) -> Self {
        Self::new(format!("d/{device:08x}/sub/"))
    }

    /// Present while a subscription is: by it all are found at a start.
    pub fn subscribed(at: SubscriptionId) -> Self {
        Self::new(format!("s/sub/{:08x}/{:08x}", at.device, at.number))
    }

    /// The presence of all subscriptions.
    pub fn all_subscribed() -> Self {
        Self::new("s/sub/".to_owned())
    }

    /// The notification that a subscription waits to be told by.
    pub fn letter(at: SubscriptionId) -> Self {
        Self::new(format!("s/out/{:08x}/{:08x}", at.device, at.number))
    }

    /// Every notification that is to be sent.
    pub fn letters() -> Self {
        Self::new("s/out/".to_owned())
    }

    /// The last notification of a subscription that was given up.
    pub fn dead_letter(at: SubscriptionId) -> Self {
        Self::new(format!("s/dead/{:08x}/{:08x}", at.device, at.number))
    }

    /// Every notification that was given up.
    pub fn dead_letters() -> Self {
        Self::new("s/dead/".to_owned())
    }

    /// Which subscription this is the key of, or of whose presence or notification.
    pub fn subscription_id(&self) -> Option<SubscriptionId> {
        let number = |part: Option<&str>| u32::from_str_radix(part?, 16).ok();
        let mut parts = self.text.split('/');
        let (room, second, third, fourth) = (parts.next()?, parts.next(), parts.next(), parts.next());
        let (device, own) = match (room, second, third) {
            ("d", device, Some("sub")) => (device, fourth),
            ("s", Some("sub" | "out" | "dead"), device) => (device, fourth),
            _ => return None,
        };
        Some(SubscriptionId { device: number(device)?, number: number(own)? })
    }

    /// A mirror of a device.
    pub fn mirror(device: u32, number: u32) -> Self {
        Self::new(format!("d/{device:08x}/mup/{number:08x}"))
    }

    /// All mirrors of a device.
    pub fn mirrors(device: u32) -> Self {
        Self::new(format!("d/{device:08x}/mup/"))
    }

    /// The device that has posted a mirror or a meter reading of this name.
    pub(super) fn mirrored(mrid: Mrid) -> Self {
        Self::new(format!("s/mirrored/{mrid}"))
    }

    /// A reading posted to a meter reading of a mirror, by the time that it covers: the same reading again replaces it.
    pub fn reading(device: u32, mirror: u32, meter: Mrid, start: i64, duration: u32) -> Self {
        let start = start.max(0);
        Self::new(format!("d/{device:08x}/mr/{mirror:08x}/{meter}/{start:016x}/{duration:08x}"))
    }

    /// All readings of a meter reading of a mirror.
    pub(super) fn meter_readings(device: u32, mirror: u32, meter: Mrid) -> Self {
        Self::new(format!("d/{device:08x}/mr/{mirror:08x}/{meter}/"))
    }

    /// All readings of a device's mirror.
    pub fn readings(device: u32, mirror: u32) -> Self {
        Self::new(format!("d/{device:08x}/mr/{mirror:08x}/"))
    }

    /// A device's response to an event of a program: one per event and code (rule 5).
    pub fn response(device: u32, program: u32, event: Mrid, code: u8) -> Self {
        Self::new(format!("d/{device:08x}/rsp/{program:08x}/{event}/{code:02x}"))
    }

    /// All responses of a device in a program.
    pub fn responses(device: u32, program: u32) -> Self {
        Self::new(format!("d/{device:08x}/rsp/{program:08x}/"))
    }

    /// All responses of a device.
    pub fn all_responses(device: u32) -> Self {
        Self::new(format!("d/{device:08x}/rsp/"))
    }

    /// A device's responses to an event of a program.
    pub fn responses_to(device: u32, program: u32, event: Mrid) -> Self {
        Self::new(format!("d/{device:08x}/rsp/{program:08x}/{event}/"))
    }

    /// The counter of devices that have answered an event of a program with a code.
    pub fn response_counter(program: u32, event: Mrid, code: u8) -> Self {
        Self::new(format!("s/rsp/{program:08x}/{event}/{code:02x}"))
    }

    /// All of those of an event.
    pub fn response_counters(program: u32, event: Mrid) -> Self {
        Self::new(format!("s/rsp/{program:08x}/{event}/"))
    }

    /// Program `number`.
    pub fn program(number: u32) -> Self {
        Self::new(format!("p/{number:08x}/program"))
    }

    /// A program's default.
    pub fn default_control(program: u32) -> Self {
        Self::new(format!("p/{program:08x}/default"))
    }

    /// An event of a program.
    pub fn event(program: u32, number: u32) -> Self {
        Self::new(format!("p/{program:08x}/derc/{number:08x}"))
    }

    /// All events of a program.
    pub fn events(program: u32) -> Self {
        Self::new(format!("p/{program:08x}/derc/"))
    }

    /// A curve of a program.
    pub fn curve(program: u32, number: u32) -> Self {
        Self::new(format!("p/{program:08x}/dc/{number:08x}"))
    }

    /// All curves of a program.
    pub fn curves(program: u32) -> Self {
        Self::new(format!("p/{program:08x}/dc/"))
    }

    /// A counter of a program.
    pub fn program_counter(program: u32, name: &str) -> Self {
        Self::new(format!("p/{program:08x}/counter/{name}"))
    }

    /// A document of the table of function sets: `name` says of which row, `numbers` which one of it.
    pub(super) fn kept(owner: Owner, name: &str, numbers: &[u32]) -> Self {
        let mut text = match owner {
            Owner::Device(device) => format!("d/{device:08x}/{name}"),
            Owner::Program(program) => format!("p/{program:08x}/{name}"),
            Owner::Identity(lfdi) => format!("l/{lfdi}/{name}"),
            Owner::Everyone => format!("e/{name}"),
            Owner::Server => format!("s/{name}"),
        };
        for number in numbers {
            text.push_str(&format!("/{number:08x}"));
        }
        Self::new(text)
    }

    /// All documents of that row below those numbers.
    pub(super) fn all_kept(owner: Owner, name: &str, numbers: &[u32]) -> Self {
        let mut key = Self::kept(owner, name, numbers);
        key.text.push('/');
        key
    }

    /// The content of a file.
    pub(super) fn file_content(file: u32) -> Self {
        Self::new(format!("p/{file:08x}/content"))
    }

    /// The key as it is stored; `None` for a text that no constructor makes.
    pub fn parse(text: &str) -> Option<Self> {
        let key = Self::new(text.to_owned());
        (key.owner() != Owner::Server || text.starts_with("s/")).then_some(key)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part that names whose it is and of which kind: `p/00000001/derc`. `None` for a prefix that is wider.
    pub(super) fn shelf(&self) -> Option<&str> {
        let mut ends = self.text.match_indices('/').map(|(at, _)| at);
        match ends.nth(1).map(|second| (second, ends.next())) {
            Some((_, Some(third))) => Some(&self.text[..third]),
            Some((second, None)) => (second + 1 < self.text.len()).then_some(&self.text),
            None => (!self.text.ends_with('/')).then_some(&self.text),
        }
    }

    /// The same after the kind: a document that stands beside this one.
    fn beside(&self, kind: &str, numbers: &str) -> Self {
        let shelf = self.shelf().unwrap_or(&self.text);
        Self::new(format!("{shelf}.{kind}{numbers}"))
    }

    fn numbers(&self) -> &str {
        &self.text[self.shelf().map_or(self.text.len(), str::len)..]
    }

    /// What says when an event has left its list.
    pub(super) fn by_end(&self, end: UtcSeconds) -> Self {
        let (list, number) = self.numbers().rsplit_once('/').unwrap_or_default();
        self.beside("end", &format!("{list}/{:016x}/{number}", end.0.max(0)))
    }

    /// All of those of the events under this prefix.
    pub(super) fn ends(&self) -> Self {
        self.beside("end", self.numbers())
    }

    /// Where those begin that have their end at `end` or later, under the prefix of [`Key::ends`].
    pub(super) fn at_end(&self, end: UtcSeconds) -> Self {
        Self::new(format!("{self}{:016x}", end.0.max(0)))
    }

    /// The end that [`Key::by_end`] names.
    pub(super) fn end(&self) -> Option<UtcSeconds> {
        let end = self.text.rsplit('/').nth(1)?;
        i64::from_str_radix(end, 16).ok().map(UtcSeconds)
    }

    /// What says which event has a name.
    pub(super) fn by_name(&self, mrid: Mrid) -> Self {
        self.beside("name", &format!("/{mrid}{}", self.numbers()))
    }

    /// All events of this kind and owner that have the name.
    pub(super) fn named(&self, mrid: Mrid) -> Self {
        self.beside("name", &format!("/{mrid}/"))
    }

    /// Present when every event is found by its end and its name.
    pub(super) fn events_noted() -> Self {
        Self::new("s/events-noted".to_owned())
    }

    /// Whether the document lies under `prefix`.
    pub fn is_under(&self, prefix: &Self) -> bool {
        self.text.starts_with(&prefix.text)
    }

    /// Whether a device is enrolled by this document: its own, or its identity's.
    pub(super) fn is_of_enrolment(&self) -> bool {
        self.text.ends_with("/device")
    }

    /// The number in the last part.
    pub fn last_number(&self) -> Option<u32> {
        let last = self.text.rsplit('/').next()?;
        u32::from_str_radix(last, 16).ok()
    }

    /// The meter reading's name in the key of a reading.
    pub(super) fn meter(&self) -> Option<Mrid> {
        self.text.split('/').nth(4)?.parse().ok()
    }

    /// Whose the document is; what cannot be read is the server's own.
    pub fn owner(&self) -> Owner {
        let mut parts = self.text.split('/');
        let (room, name) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let number = u32::from_str_radix(name, 16).ok();
        match (room, number) {
            ("d", Some(number)) => Owner::Device(number),
            ("p", Some(number)) => Owner::Program(number),
            ("l", _) => name.parse().map_or(Owner::Server, Owner::Identity),
            ("e", _) => Owner::Everyone,
            _ => Owner::Server,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_knows_its_owner() {
        let lfdi = Lfdi([7; 20]);
        assert_eq!(Key::der(3, 1, "ders").owner(), Owner::Device(3));
        assert_eq!(Key::event(9, 1).owner(), Owner::Program(9));
        assert_eq!(Key::enrolment(lfdi).owner(), Owner::Identity(lfdi));
        assert_eq!(Key::counter("device").owner(), Owner::Server);
    }

    #[test]
    fn a_kept_key_reads_back_with_its_owner() {
        for owner in [Owner::Device(3), Owner::Program(9), Owner::Everyone] {
            let key = Key::kept(owner, "tp.rc", &[1, 2]);
            assert_eq!(Key::parse(key.as_str()), Some(key.clone()));
            assert_eq!((key.owner(), key.last_number()), (owner, Some(2)));
            assert!(key.is_under(&Key::all_kept(owner, "tp.rc", &[1])));
        }
    }

    #[test]
    fn a_document_is_on_the_shelf_of_the_list_that_it_is_in() {
        assert_eq!(Key::event(1, 9).shelf(), Some("p/00000001/derc"));
        assert_eq!(Key::events(1).shelf(), Key::event(1, 9).shelf());
        assert_eq!(Key::kept(Owner::Program(1), "tp.rc", &[1]).shelf(), Some("p/00000001/tp.rc"));
        assert_eq!(Key::rates().shelf(), Some("s/rates"));
        assert_eq!(Key::assignments(3).shelf(), Some("s/fsa/00000003"));
        assert_eq!(Key::kept(Owner::Everyone, "sdev", &[]).shelf(), Some("e/sdev"));
        assert_eq!([Key::all_assignments().shelf(), Key::all_of_device(1).shelf()], [None, None]);
    }

    #[test]
    fn an_event_is_found_by_its_end_and_by_its_name() {
        let mrid = Mrid([0xAB; 16]);
        let of_list = (Key::event(1, 5), Key::events(1));
        let of_sub_list =
            (Key::kept(Owner::Program(1), "tp.rc.tti", &[2, 5]), Key::all_kept(Owner::Program(1), "tp.rc.tti", &[2]));
        for (event, list) in [of_list, of_sub_list] {
            let (by_end, by_name) = (event.by_end(UtcSeconds(77)), event.by_name(mrid));
            assert!(by_end.is_under(&list.ends()) && by_end >= list.ends().at_end(UtcSeconds(77)), "{by_end}");
            assert!(by_end < list.ends().at_end(UtcSeconds(78)));
            assert_eq!((by_end.end(), by_end.last_number()), (Some(UtcSeconds(77)), Some(5)));
            assert!(by_name.is_under(&list.named(mrid)), "{by_name}");
            assert_eq!((by_name.last_number(), by_name.owner()), (Some(5), Owner::Program(1)));
            assert!([by_end, by_name].iter().all(|key| !key.is_under(&list)));
        }
    }

    #[test]
    fn keys_of_a_subscription_name_it() {
        let at = SubscriptionId { device: 3, number: 20 };
        let keys = [Key::subscription(3, 20), Key::subscribed(at), Key::letter(at), Key::dead_letter(at)];
        assert!(keys.iter().all(|key| key.subscription_id() == Some(at)));
        assert_eq!([Key::device(3), Key::subscriptions(3)].map(|key| key.subscription_id()), [None, None]);
    }

    #[test]
    fn keys_sort_by_number() {
        assert!(Key::event(1, 9) < Key::event(1, 10));
        assert!(Key::event(1, 255).is_under(&Key::events(1)));
        assert!(!Key::event(0x11, 1).is_under(&Key::events(1)));
    }
}
