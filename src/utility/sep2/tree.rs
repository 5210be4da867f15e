//! What the server offers us, as a tree that grows along its links: what is no longer linked is no longer polled.

use super::content::{Assignment, CapabilityLinks, Content, CurveLinks, DerLinks, Device, Kind, ProgramLinks};
use super::href;
use std::collections::{BTreeMap, BTreeSet};
use tieline_core::model::{
    ControlValue, DefaultControl, Event, Mode, Mono, Mrid, Now, Program, ProgramKey, ProgramSet, ResponseRequired,
    Seconds, UtcSeconds,
};

use super::config::SessionConfig;
use super::paging::{Page, Paging, Step};

/// pollRate where nobody names one, in seconds [2030.5 §10.2.2.3 a; X18 pollRate].
const POLL_DEFAULT_S: u32 = 900;
/// Bounds on a pollRate, in seconds: a second, a week.
const POLL_BOUNDS_S: (u32, u32) = (1, 604_800);
/// A child whose ancestor is due within this waits for it: the ancestor may have moved the child away.
const TOGETHER_MS: u64 = 2_000;
/// Resources that one server may make us poll.
const NODES_MAX: usize = 4_096;

/// A resource by kind and path.
pub(super) type Key = (Kind, String);

/// One polled resource.
#[derive(Debug, Default)]
struct Node {
    parent: Option<Key>,
    rate_s: u32,
    inherits_rate: bool,
    due: Mono,
    read_at: Option<Mono>,
    over: bool,
    tried: bool,
    whole: bool,
    failures: u32,
    content: Content,
    paging: Option<Paging>,
}

impl Node {
    /// Takes a rate that its function set has now: the next poll is that long after the last.
    fn set_rate(&mut self, rate_s: u32) {
        let changed = std::mem::replace(&mut self.rate_s, rate_s) != rate_s;
        if let (true, 0, Some(read_at)) = (changed, self.failures, self.read_at) {
            self.due = read_at.plus_ms(u64::from(rate_s) * 1_000);
        }
    }
}

/// Whether the server is the one that we registered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// Not known yet: nothing is obeyed or posted.
    Unknown,
    /// It does not list us.
    Unregistered,
    /// Our EndDevice is there, the PIN is right or not asked for.
    Open,
    /// Its PIN is another one [CSIP §6.1; cactus ALL-03-REJ].
    Mismatch,
}

/// What the session needs to know of an event to respond to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub reply_to: Option<String>,
    pub required: ResponseRequired,
    pub modes: Vec<Mode>,
    /// What was added to the event's times to move them to the main server's clock.
    pub shift: Seconds,
    pub end: UtcSeconds,
}

/// All that is polled.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: BTreeMap<Key, Node>,
    root: Key,
    host: String,
    port: u16,
    pin: Option<u32>,
    located: Option<String>,
    new_mirrors: BTreeSet<String>,
    fallback_offset: Seconds,
}

impl Tree {
    /// A tree of the DeviceCapability alone, due at once.
    pub(super) fn new(config: &SessionConfig) -> Self {
        let root = (Kind::Capability, config.dcap.clone());
        Self {
            nodes: BTreeMap::from([(root.clone(), Node { rate_s: POLL_DEFAULT_S, ..Node::default() })]),
            root,
            host: config.host.clone(),
            port: config.port,
            pin: config.pin,
            located: None,
            new_mirrors: BTreeSet::new(),
            fallback_offset: Seconds(0),
        }
    }

    /// The offset to go by until the server's Time is read: that of the run before.
    pub(super) fn set_fallback_offset(&mut self, offset: Seconds) {
        self.fallback_offset = offset;
    }

    /// Where our EndDevice is, as the answer to its POST said [2030.5 EndDevice].
    pub(super) fn set_located(&mut self, target: Option<String>, now: Mono) {
        self.located = target;
        self.rewire(now);
    }

    /// Reads a mirror once, to learn its postRate.
    pub(super) fn read_mirror(&mut self, target: String, now: Mono) {
        self.new_mirrors.insert(target);
        self.rewire(now);
    }

    /// The path that `href` in the document at `base` names; `None` when it may not be followed.
    pub(super) fn resolve(&self, href: &str, base: &str) -> Option<String> {
        match href::resolve(href, base, &self.host, self.port) {
            Ok(target) => Some(target),
            Err(error) => {
                tracing::warn!(%error, document = base, "link not followed");
                None
            }
        }
    }

    // ---- polling ----

    /// What to fetch now, and from which item on.
    pub(super) fn next_fetch(&self, now: Mono) -> Option<(Key, u32)> {
        let ready = |(key, node): &(&Key, &Node)| node.due <= now && !self.waits_for_ancestor(key, now);
        let (key, node) = self.nodes.iter().find(ready)?;
        Some((key.clone(), node.paging.as_ref().map_or(0, Paging::start)))
    }

    /// When the next fetch is due; what waits for an ancestor is due with that.
    pub(super) fn next_due(&self, now: Mono) -> Option<Mono> {
        let free = |(key, _): &(&Key, &Node)| !self.waits_for_ancestor(key, now);
        self.nodes.iter().filter(free).map(|(_, node)| node.due).min()
    }

    fn waits_for_ancestor(&self, key: &Key, now: Mono) -> bool {
        let mut at = self.nodes.get(key).and_then(|node| node.parent.as_ref());
        for _ in 0..Kind::Mirror as usize {
            let Some(node) = at.and_then(|parent| self.nodes.get(parent)) else { return false };
            // A short poll rate must leave its children a turn.
            if node.due <= now.plus_ms(TOGETHER_MS.min(u64::from(node.rate_s) * 250)) {
                return true;
            }
            at = node.parent.as_ref();
        }
        false
    }

    /// Takes an answer to a fetch. True when what the site must obey may have changed.
    pub(super) fn fetched(&mut self, key: &Key, page: Page, now: Now) -> bool {
        let Some(node) = self.nodes.get_mut(key) else { return false };
        if let Some(rate) = page.poll_rate_s {
            node.rate_s = rate.clamp(POLL_BOUNDS_S.0, POLL_BOUNDS_S.1);
            node.inherits_rate = false;
        }
        node.failures = 0;
        match node.paging.get_or_insert_with(Paging::new).take(page) {
            Step::Next(_) => return false,
            Step::Done { mut content, whole, over } => {
                if !whole {
                    content.merge(std::mem::take(&mut node.content));
                }
                keep_offset(&mut content, &node.content, now);
                node.content = content;
                node.whole = whole;
                node.over = over;
            }
        }
        node.paging = None;
        node.tried = true;
        node.due = now.mono.plus_ms(u64::from(node.rate_s) * 1_000);
        node.read_at = Some(now.mono);
        self.rewire(now.mono);
        true
    }

    /// A fetch failed: what was read last stays, and it is tried again after what `wait_ms` says of the failures so far and
    /// the poll rate in milliseconds.
    pub(super) fn failed(&mut self, key: &Key, now: Mono, wait_ms: impl FnOnce(u32, u64) -> u64) {
        let Some(node) = self.nodes.get_mut(key) else { return };
        node.failures = node.failures.saturating_add(1);
        node.tried = true;
        node.whole = false;
        node.paging = None;
        node.due = now.plus_ms(wait_ms(node.failures, u64::from(node.rate_s) * 1_000));
        if key.0 == Kind::Mirror && node.failures > 3 {
            self.new_mirrors.remove(&key.1);
            self.rewire(now);
        }
    }

    /// The server says that an optional resource is not there, and it never was: as good as read.
    pub(super) fn absent(&mut self, key: &Key, now: Mono) -> bool {
        let Some(node) = self.nodes.get_mut(key) else { return false };
        let never = key.0 == Kind::Default && node.content == Content::Nothing;
        if never {
            (node.tried, node.whole, node.failures) = (true, true, 0);
            node.due = now.plus_ms(u64::from(node.rate_s) * 1_000);
        }
        never
    }

    /// Reads the DeviceCapability again, then what hangs on it at its own rates; at most once a minute.
    /// [2030.5 §10.2.2.3 g]
    pub(super) fn rediscover(&mut self, now: Mono) {
        if let Some(root) = self.nodes.get_mut(&self.root) {
            root.due = root.due.min(now.plus_ms(if root.failures == 0 { 0 } else { 60_000 }));
        }
    }

    /// Reads the resources of a kind again at once: somebody says that there is something new.
    pub(super) fn reread(&mut self, kind: Kind, now: Mono) {
        for (_, node) in self.nodes.iter_mut().filter(|(key, _)| key.0 == kind) {
            node.due = now;
        }
    }

    /// Whether the DeviceCapability was read.
    pub(super) fn is_discovered(&self) -> bool {
        self.nodes.get(&self.root).is_some_and(|root| root.content != Content::Nothing)
    }

    /// The list that is longer than we read, if there is one.
    pub(super) fn over_bound(&self) -> Option<&str> {
        self.nodes.iter().find(|(_, node)| node.over).map(|(key, _)| key.1.as_str())
    }

    /// A new mirror was read and what it says was learnt.
    pub(super) fn mirror_learnt(&mut self, key: &Key, now: Mono) {
        if self.new_mirrors.remove(&key.1) {
            self.rewire(now);
        }
    }

    // ---- growing along the links ----

    /// Drops what is no longer linked and adds what is newly linked, due at once.
    fn rewire(&mut self, now: Mono) {
        let wanted = self.wanted();
        self.nodes.retain(|key, _| wanted.contains_key(key));
        for (key, (parent, rate_s)) in wanted {
            let node = self.nodes.entry(key).or_insert_with(|| Node {
                due: now,
                inherits_rate: true,
                rate_s: rate_s.unwrap_or(POLL_DEFAULT_S),
                ..Node::default()
            });
            node.parent = parent;
            if let (true, Some(rate_s)) = (node.inherits_rate, rate_s) {
                node.set_rate(rate_s);
            }
        }
    }

    /// Everything that the root leads to, with its parent and the rate that it inherits where it has none of its own.
    fn wanted(&self) -> BTreeMap<Key, (Option<Key>, Option<u32>)> {
        let mut found = BTreeMap::from([(self.root.clone(), (None, None))]);
        let mut open = vec![self.root.clone()];
        while let Some(parent) = open.pop() {
            for (kind, target) in self.children(&parent) {
                let key = (kind, target);
                if found.len() < NODES_MAX && !found.contains_key(&key) {
                    let rate = self.rate_of(&parent).filter(|_| !matches!(kind, Kind::Time | Kind::Registration));
                    found.insert(key.clone(), (Some(parent.clone()), rate));
                    open.push(key);
                }
            }
        }
        found
    }

    /// [2030.5 pollRate; CSIP CORE-003]
    fn rate_of(&self, key: &Key) -> Option<u32> {
        self.nodes.get(key).map(|node| node.rate_s)
    }

    fn children(&self, key: &Key) -> Vec<Key> {
        let Some(node) = self.nodes.get(key) else { return Vec::new() };
        let mut links: Vec<(Kind, String)> = Vec::new();
        let mut add = |kind, link: &Option<String>| links.extend(link.clone().map(|link| (kind, link)));
        match &node.content {
            Content::Capability(caps) => self.capability_children(caps, &mut add),
            Content::Devices(devices) => devices.iter().for_each(|device| self.device_children(device, &mut add)),
            Content::Assignments(list) => list.iter().for_each(|fsa| {
                add(Kind::Time, &fsa.time);
                add(Kind::Programs, &fsa.programs);
            }),
            Content::Programs(list) => list.iter().for_each(|program| {
                add(Kind::Default, &program.default);
                add(Kind::Controls, &program.controls);
            }),
            Content::Default(default) => default.1.iter().for_each(|(_, link)| add(Kind::Curve, &Some(link.clone()))),
            Content::Controls(list) => {
                let all = list.iter().flat_map(|(_, curves)| curves);
                all.for_each(|(_, link)| add(Kind::Curve, &Some(link.clone())));
            }
            _ => {}
        }
        links.into_iter().filter_map(|(kind, link)| Some((kind, self.resolve(&link, &key.1)?))).collect()
    }

    fn capability_children(&self, caps: &CapabilityLinks, add: &mut impl FnMut(Kind, &Option<String>)) {
        add(Kind::Time, &caps.time);
        add(Kind::EndDevices, &caps.end_devices);
        if self.listed().is_empty() {
            add(Kind::EndDevice, &self.located);
        }
        if self.gate() != Gate::Open {
            return;
        }
        if self.device().is_some_and(|device| device.assignments.is_none()) {
            add(Kind::Programs, &caps.programs);
        }
        add(Kind::Mirrors, &caps.mirrors);
        self.new_mirrors.iter().for_each(|target| add(Kind::Mirror, &Some(target.clone())));
    }

    /// Programs and DER only behind a right PIN: a server with a wrong one is not obeyed.
    fn device_children(&self, device: &Device, add: &mut impl FnMut(Kind, &Option<String>)) {
        if self.pin.is_some() {
            add(Kind::Registration, &device.registration);
        }
        if self.gate() == Gate::Open {
            add(Kind::Assignments, &device.assignments);
            add(Kind::Ders, &device.ders);
        }
    }

    // ---- what was found ----

    fn contents(&self, kind: Kind) -> impl Iterator<Item = (&Key, &Node)> {
        self.nodes.range((kind, String::new())..).take_while(move |(key, _)| key.0 == kind)
    }

    fn listed(&self) -> Vec<(&Key, &Device)> {
        let of = |kind| {
            self.contents(kind).flat_map(|(key, node)| match &node.content {
                Content::Devices(devices) => devices.iter().map(|device| (key, device)).collect(),
                _ => Vec::new(),
            })
        };
        of(Kind::EndDevices).collect()
    }

    /// Our EndDevice and the document that showed it [CSIP CORE-009].
    fn found(&self) -> Option<(&Key, &Device)> {
        let located = self.contents(Kind::EndDevice).find_map(|(key, node)| match &node.content {
            Content::Devices(devices) => devices.first().map(|device| (key, device)),
            _ => None,
        });
        self.listed().into_iter().next().or(located)
    }

    /// Our EndDevice.
    pub(super) fn device(&self) -> Option<&Device> {
        self.found().map(|(_, device)| device)
    }

    /// A link of our EndDevice as a path.
    pub(super) fn device_link(&self, link: impl Fn(&Device) -> &Option<String>) -> Option<String> {
        let (key, device) = self.found()?;
        self.resolve(link(device).as_deref()?, &key.1)
    }

    /// The list that we register in, once it was read whole without us in it [2030.5 EndDevice].
    pub(super) fn registers_at(&self) -> Option<String> {
        let (key, node) = self.contents(Kind::EndDevices).next()?;
        let missing = node.whole && node.content.items() == 0 && self.located.is_none();
        missing.then(|| key.1.clone())
    }

    /// Whether the server may be obeyed [2030.5 Registration, RegistrationLink].
    pub(super) fn gate(&self) -> Gate {
        let Some((key, device)) = self.found() else {
            return if self.registers_at().is_some() { Gate::Unregistered } else { Gate::Unknown };
        };
        let (Some(pin), Some(link)) = (self.pin, &device.registration) else { return Gate::Open };
        let Some(target) = self.resolve(link, &key.1) else { return Gate::Unknown };
        match self.nodes.get(&(Kind::Registration, target)).map(|node| &node.content) {
            Some(Content::Registration { pin: found }) if *found == pin => Gate::Open,
            Some(Content::Registration { .. }) => Gate::Mismatch,
            _ => Gate::Unknown,
        }
    }

    /// The list that mirrors are posted to.
    pub(super) fn mirrors_at(&self) -> Option<String> {
        let root = self.nodes.get(&self.root)?;
        let Content::Capability(caps) = &root.content else { return None };
        self.resolve(caps.mirrors.as_deref()?, &self.root.1)
    }

    /// The mirrors that the server shows: mRID, path, postRate.
    pub(super) fn mirrors(&self) -> Vec<(Mrid, Option<String>, Option<u32>)> {
        let both = self.contents(Kind::Mirrors).chain(self.contents(Kind::Mirror));
        both.flat_map(|(key, node)| match &node.content {
            Content::Mirrors(list) => list.iter().map(|seen| (key, seen)).collect(),
            _ => Vec::new(),
        })
        .map(|(key, seen)| (seen.mrid, seen.href.as_ref().and_then(|h| self.resolve(h, &key.1)), seen.post_rate_s))
        .collect()
    }

    /// The first DER of our EndDevice, its links as paths.
    pub(super) fn der(&self) -> Option<DerLinks> {
        let (key, node) = self.contents(Kind::Ders).next()?;
        let Content::Ders(ders) = &node.content else { return None };
        let der = ders.first()?;
        let path = |link: &Option<String>| self.resolve(link.as_deref()?, &key.1);
        Some(DerLinks {
            href: path(&der.href),
            capability: path(&der.capability),
            settings: path(&der.settings),
            status: path(&der.status),
            availability: path(&der.availability),
        })
    }

    // ---- time ----

    /// What to add to our time to get the server's, and the quality of that [2030.5 Time] [CSIP CORE-005].
    pub(super) fn main_time(&self) -> (Seconds, Option<u8>) {
        let root = self.nodes.get(&self.root).map(|node| &node.content);
        let link = match root {
            Some(Content::Capability(caps)) => caps.time.as_deref(),
            _ => None,
        };
        match link.and_then(|link| self.time_at(link, &self.root.1)) {
            Some((offset, quality)) => (offset, Some(quality)),
            None => (self.fallback_offset, None),
        }
    }

    fn time_at(&self, link: &str, base: &str) -> Option<(Seconds, u8)> {
        let target = href::resolve(link, base, &self.host, self.port).ok()?;
        match self.nodes.get(&(Kind::Time, target))?.content {
            Content::Time { offset, quality, .. } => Some((offset, quality)),
            _ => None,
        }
    }

    /// Our wall clock was set by `jump`: every server's time stays where it was [CSIP CORE-006].
    pub(super) fn clock_jumped(&mut self, jump: Seconds) {
        self.fallback_offset.0 = self.fallback_offset.0.saturating_sub(jump.0);
        for node in self.nodes.values_mut() {
            if let Content::Time { offset, .. } = &mut node.content {
                offset.0 = offset.0.saturating_sub(jump.0);
            }
        }
    }

    // ---- programs ----

    /// Whether each resource that the site must obey was read or tried at least once.
    pub(super) fn is_settled(&self) -> bool {
        self.gate() == Gate::Open && self.nodes.iter().all(|(key, node)| node.tried || !key.0.is_obeyed())
    }

    /// All that the server asks of the site, and what responses to its events need: the programs of every assignment, as
    /// they are now [CSIP CORE-010, CORE-011, CORE-012, BASIC-002, BASIC-003].
    pub(super) fn programs(&self, config: &SessionConfig) -> (ProgramSet, BTreeMap<Mrid, Known>) {
        let (main, _) = self.main_time();
        let mut programs = BTreeMap::new();
        let mut known = BTreeMap::new();
        for (base, list, shift) in self.program_lists(main) {
            for links in list {
                let program = self.program(config, &base.1, links, shift);
                let base = links.controls.as_ref().and_then(|link| self.resolve(link, &base.1));
                for event in &program.events {
                    let href = event.reply_to.as_ref().zip(base.as_ref());
                    let reply_to = href.and_then(|(href, base)| self.resolve(href, base));
                    known.insert(event.key.mrid, known_of(event, reply_to, shift));
                }
                programs.entry(links.mrid).or_insert(program);
            }
        }
        let complete = self.nodes.iter().all(|(key, node)| node.whole || !key.0.is_obeyed());
        let set = ProgramSet {
            upstream: config.upstream.clone(),
            server_offset: main,
            complete,
            edition_2023: config.edition_2023,
            programs: programs.into_values().collect(),
        };
        (set, known)
    }

    /// Each list of programs with what moves its times to the main clock: an assignment's own Time wins for its programs
    /// [2030.5 §9.2.3].
    fn program_lists(&self, main: Seconds) -> Vec<(&Key, &Vec<ProgramLinks>, Seconds)> {
        let shifts = self.program_shifts(main);
        self.contents(Kind::Programs)
            .filter_map(|(key, node)| match &node.content {
                Content::Programs(list) => Some((key, list, shifts.get(&key.1).copied().unwrap_or_default())),
                _ => None,
            })
            .collect()
    }

    fn program_shifts(&self, main: Seconds) -> BTreeMap<String, Seconds> {
        let mut shifts = BTreeMap::new();
        for (key, node) in self.contents(Kind::Assignments) {
            let Content::Assignments(list) = &node.content else { continue };
            for Assignment { time, programs, .. } in list {
                let own = time.as_deref().and_then(|time| self.time_at(time, &key.1));
                let target = programs.as_deref().and_then(|programs| self.resolve(programs, &key.1));
                if let (Some((own, _)), Some(target)) = (own, target) {
                    shifts.insert(target, Seconds(main.0.saturating_sub(own.0)));
                }
            }
        }
        shifts
    }

    fn program(&self, config: &SessionConfig, base: &str, links: &ProgramLinks, shift: Seconds) -> Program {
        let content = |kind, link: &Option<String>| {
            let target = self.resolve(link.as_deref()?, base)?;
            self.nodes.get_key_value(&(kind, target)).map(|(key, node)| (key, &node.content))
        };
        let default = match content(Kind::Default, &links.default) {
            Some((key, Content::Default(both))) => Some(self.with_default_curves(&key.1, &both.0, &both.1)),
            _ => None,
        };
        let events = match content(Kind::Controls, &links.controls) {
            Some((key, Content::Controls(list))) => {
                list.iter().map(|(event, curves)| self.with_curves(&key.1, event, curves, shift)).collect()
            }
            _ => Vec::new(),
        };
        Program {
            key: ProgramKey { upstream: config.upstream.clone(), mrid: links.mrid },
            description: links.description.clone(),
            primacy: links.primacy,
            default,
            events,
        }
    }

    fn with_default_curves(&self, base: &str, default: &DefaultControl, curves: &CurveLinks) -> DefaultControl {
        let mut default = default.clone();
        self.insert_curves(base, curves, &mut default.control.modes);
        default
    }

    fn with_curves(&self, base: &str, event: &Event, curves: &CurveLinks, shift: Seconds) -> Event {
        let mut event = event.clone();
        for time in [&mut event.start, &mut event.created, &mut event.status_since] {
            *time = time.plus(shift);
        }
        self.insert_curves(base, curves, &mut event.control.modes);
        event
    }

    /// Puts in the curves that were read; one of another kind than the link's is left out [X18 DERControlBase].
    fn insert_curves(&self, base: &str, curves: &CurveLinks, modes: &mut BTreeMap<Mode, ControlValue>) {
        for (kind, link) in curves {
            let target = href::resolve(link, base, &self.host, self.port).ok();
            let node = target.and_then(|target| self.nodes.get(&(Kind::Curve, target)));
            if let Some(Content::Curve(curve)) = node.map(|node| &node.content)
                && curve.kind == *kind
            {
                modes.insert(Mode::Curve(*kind), ControlValue::Curve((**curve).clone()));
            }
        }
    }
}

/// What responses to `event` need; `reply_to` is the path that its replyTo names.
pub(super) fn known_of(event: &Event, reply_to: Option<String>, shift: Seconds) -> Known {
    Known {
        reply_to,
        required: event.response_required,
        modes: event.control.modes.keys().copied().collect(),
        shift,
        end: event.start.plus(event.duration),
    }
}

/// A second more or less is the resolution of Time, not a change: the offset before is kept then.
fn keep_offset(new: &mut Content, old: &Content, now: Now) {
    if let Content::Time { server_s, offset, .. } = new {
        let exact = server_s.saturating_sub(now.wall.to_seconds().0);
        let before = match old {
            Content::Time { offset, .. } => offset.0,
            _ => 0,
        };
        offset.0 = if exact.saturating_sub(before).abs() <= 1 { before } else { exact };
    }
}
