//! Subscriptions and what subscribers are told.

use super::*;
use crate::config::AllowedTarget;

/// A world with everything that hangs on subscriptions: what is due is known from what was committed alone.
pub(super) struct Subscribed {
    pub(super) world: World,
    watch: Watch,
}

/// A notification as the subscriber reads it.
pub(super) type Told = (SubscriptionId, wire::Notification);

impl Subscribed {
    fn new() -> Self {
        Self::over(World::with_programs())
    }

    pub(super) fn over(world: World) -> Self {
        Self { world, watch: Watch::default() }
    }

    fn apply(&mut self, changes: &[Change]) {
        self.world.server.resources_mut().apply(changes);
        self.watch.heard(changes);
    }

    pub(super) fn send(&mut self, who: &Identity, method: Method, target: &str, body: Vec<u8>) -> HttpResponse {
        let request = HttpRequest { method, target: target.to_owned(), headers: Vec::new(), body };
        let answer = self.world.server.handle(UtcSeconds(self.world.now), who, &request);
        self.apply(&answer.commit);
        answer.response
    }

    fn subscribe(&mut self, who: &Identity, list: &str, resource: &str) -> HttpResponse {
        self.send(who, Method::Post, list, wire::encode(&asked(resource)))
    }

    pub(super) fn operate(&mut self, work: impl FnOnce(&mut Operator<'_, MemoryResources>)) {
        let settings = self.world.server.settings().clone();
        let mut operator = Operator::new(self.world.server.resources(), &settings, UtcSeconds(self.world.now));
        work(&mut operator);
        let changes = operator.finish();
        self.apply(&changes);
    }

    /// Looks at what is due, and takes what waits to be sent.
    pub(super) fn told(&mut self) -> Vec<Told> {
        let now = UtcSeconds(self.world.now);
        for at in self.watch.due(now, 99) {
            let look = self.world.server.looks(now).look(at).expect("memory");
            self.world.server.resources_mut().apply(&look.commit);
            self.watch.seen(at, &look);
        }
        self.taken()
    }

    fn taken(&mut self) -> Vec<Told> {
        let resources = self.world.server.resources();
        let waiting = resources.list(&Scope::Operator, &Key::letters(), 99).expect("memory");
        let told = waiting.iter().map(|(key, value)| {
            let letter: LetterDocument = serde_json::from_slice(value).expect("a letter");
            let body = letter.body.as_bytes();
            let notification = wire::decode_as(body, &Limits::default()).expect("a notification");
            (key.subscription_id().expect("of a subscription"), notification)
        });
        let told: Vec<Told> = told.collect();
        let taken: Vec<Change> = waiting.into_iter().map(|(key, _)| Change { key, value: None }).collect();
        self.world.server.resources_mut().apply(&taken);
        told
    }

    /// What is told if every subscription is looked at.
    pub(super) fn told_of_all(&mut self) -> Vec<Told> {
        let all = self.world.server.resources().list(&Scope::Operator, &Key::all_subscribed(), 99).expect("memory");
        for (key, _) in all {
            let at = key.subscription_id().expect("of a subscription");
            let look = self.world.server.looks(UtcSeconds(self.world.now)).look(at).expect("memory");
            self.world.server.resources_mut().apply(&look.commit);
        }
        self.taken()
    }
}

fn asked(resource: &str) -> wire::Subscription {
    wire::Subscription {
        subscribed_resource: resource.to_owned(),
        encoding: 0,
        level: "+S1".to_owned(),
        limit: 100,
        notification_uri: "https://receiver.example:8443/notify".to_owned(),
        ..Default::default()
    }
}

pub(super) fn asked_at(resource: &str, target: &str) -> wire::Subscription {
    wire::Subscription { notification_uri: target.to_owned(), ..asked(resource) }
}

fn location(response: &HttpResponse) -> String {
    response.header(HeaderName::Location).expect("a location").to_owned()
}

/// With an address in place of a name, since names are resolved outside.
pub(super) const TARGET: &str = "https://93.184.216.34:8443/notify";

pub(super) fn subscribe_to(world: &mut Subscribed, resource: &str) -> SubscriptionId {
    let made = world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked_at(resource, TARGET)));
    assert_eq!(made.status, 201, "{resource}");
    assert_eq!(world.told(), [], "nothing is told of what was there at the time of subscribing");
    let number = location(&made).rsplit('/').next().and_then(|number| number.parse().ok()).expect("a number");
    SubscriptionId { device: 1, number }
}

pub(super) fn resource<T: Element>(notification: &wire::Notification) -> T {
    let document = notification.resource.as_deref().expect("a resource");
    T::from_document(document.clone()).expect("of this type")
}

/// [2030.5 Subscription] [CSIP CORE-018] [C S-ALL-25, S-ALL-26]
#[test]
fn a_subscription_is_made_read_renewed_and_ended() {
    let mut world = Subscribed::new();
    let own: wire::EndDeviceList = world.world.read(&A, "/edev");
    let link = own.end_device[0].subscription_list_link.clone().expect("a link");
    assert_eq!((link.href.as_str(), link.all, own.subscribable), ("/edev/1/sub", Some(0), Some(1)));
    let made = world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked_at("/derp/1/derc", TARGET)));
    assert_eq!((made.status, location(&made).as_str()), (201, "/edev/1/sub/1"));
    let read: wire::Subscription = world.world.read(&A, "/edev/1/sub/1");
    let href = Some("/edev/1/sub/1".to_owned());
    assert_eq!(read, wire::Subscription { href, ..asked_at("/derp/1/derc", TARGET) });
    let again = world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked_at("/derp/1/derc", TARGET)));
    assert_eq!((again.status, location(&again).as_str()), (204, "/edev/1/sub/1"));
    subscribe_to(&mut world, "/edev");
    let list: wire::SubscriptionList = world.world.read(&A, "/edev/1/sub?s=1&l=5");
    assert_eq!((list.all, list.results, list.subscription[0].subscribed_resource.as_str()), (2, 1, "/edev"));
    let other = wire::Subscription { limit: 1, ..asked_at("/derp/1/derc", TARGET) };
    assert_eq!(world.send(&A, Method::Put, "/edev/1/sub/1", wire::encode(&other)).status, 204);
    assert_eq!(world.world.read::<wire::Subscription>(&A, "/edev/1/sub/1").limit, 1);
    assert_eq!(world.send(&A, Method::Delete, "/edev/1/sub/1", Vec::new()).status, 204);
    assert_eq!(world.world.get(&A, "/edev/1/sub/1").status, 404);
    assert_eq!(world.send(&A, Method::Delete, "/edev/1/sub/1", Vec::new()).status, 404);
    world.operate(|operator| _ = operator.event(1, event(9, T0, T0, 60)).expect("event"));
    assert_eq!(world.told(), []);
}

#[test]
fn a_subscription_that_cannot_be_is_refused_and_nothing_is_kept() {
    let mut world = Subscribed::new();
    let kept = world.world.server.resources().clone();
    let good = || asked_at("/derp/1/derc", TARGET);
    let condition = |attribute_identifier, lower, upper| {
        let [lower_threshold, upper_threshold] = [lower, upper].map(|n| wire::Int48::new(n).expect("48 bits"));
        Some(wire::Condition { attribute_identifier, lower_threshold, upper_threshold })
    };
    let wrong = [
        (400, wire::Subscription { encoding: 1, ..good() }),
        (400, wire::Subscription { level: "x".repeat(17), ..good() }),
        (400, asked_at("/derp/2/derc", TARGET)),
        (400, asked_at("/derp/1/dderc", TARGET)),
        (400, asked_at("/edev/2", TARGET)),
        (400, asked_at("/tm", TARGET)),
        (400, asked_at("/edev/1/sub", TARGET)),
        (400, asked_at("/derp/1/derc?s=1", TARGET)),
        (400, asked_at("", TARGET)),
        (400, wire::Subscription { condition: condition(0, 1, 2), ..good() }),
        (400, wire::Subscription { condition: condition(1, 1, 2), ..good() }),
        (400, wire::Subscription { condition: condition(0, 2, 1), ..good() }),
        (400, asked_at("/derp/1/derc", "receiver.example")),
        (403, asked_at("/derp/1/derc", "http://93.184.216.34/")),
        (403, asked_at("/derp/1/derc", "https://127.0.0.1/")),
        (403, asked_at("/derp/1/derc", "https://169.254.169.254/latest/meta-data")),
        (403, asked_at("/derp/1/derc", "https://a.localhost/")),
        // Its name was not resolved.
        (403, asked_at("/derp/1/derc", "https://receiver.example/")),
    ];
    for (status, subscription) in wrong {
        let answer = world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&subscription));
        assert_eq!(answer.status, status, "{subscription:?}");
    }
    assert_eq!(world.send(&A, Method::Post, "/edev/1/sub", b"<Subscription/>".to_vec()).status, 400);
    assert_eq!(world.subscribe(&A, "/edev/2/sub", "/derp/1/derc").status, 404);
    assert_eq!(world.send(&A, Method::Post, "/edev/1/sub/1", Vec::new()).status, 405);
    assert_eq!(*world.world.server.resources(), kept);
}

#[test]
fn a_name_is_taken_by_where_it_leads() {
    let mut world = World::with_programs();
    let body = wire::encode(&asked("/derp/1/derc"));
    let request = HttpRequest { method: Method::Post, target: "/edev/1/sub".to_owned(), headers: Vec::new(), body };
    let target = world.server.host_to_resolve(&A, &request).expect("a name");
    assert_eq!((target.host.as_str(), target.port), ("receiver.example", 8443));
    let status = |addresses: &[&str]| {
        let addresses: Vec<_> = addresses.iter().map(|address| address.parse().expect("an address")).collect();
        let answer = world.server.handle_resolved(UtcSeconds(T0), &A, &request, &addresses);
        answer.response.status
    };
    assert_eq!(status(&["93.184.216.34", "2606:2800:220:1::1"]), 201);
    assert_eq!(status(&["93.184.216.34", "10.0.0.1"]), 403);
    assert_eq!(status(&["::ffff:127.0.0.1"]), 403);
    let mut settings = world.server.settings().clone();
    settings.targets.allow = vec![AllowedTarget::parse("10.0.0.0/8").expect("a network")];
    world.server = Server::new(settings, world.server.resources().clone());
    let inside = world.server.handle_resolved(UtcSeconds(T0), &A, &request, &["10.0.0.1".parse().expect("one")]);
    assert_eq!(inside.response.status, 201);
}

#[test]
fn subscriptions_are_bounded_and_another_devices_are_not_there() {
    let mut world = Subscribed::new();
    let mut settings = world.world.server.settings().clone();
    settings.subscriptions_max = 2;
    world.world.server = Server::new(settings, world.world.server.resources().clone());
    subscribe_to(&mut world, "/edev");
    subscribe_to(&mut world, "/derp/1/derc");
    let third = world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked_at("/edev/1/fsa", TARGET)));
    assert_eq!(third.status, 403);
    let again = world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked_at("/edev", TARGET)));
    assert_eq!(again.status, 204);
    for target in ["/edev/1/sub", "/edev/1/sub/1"] {
        assert_eq!(world.world.get(&B, target).status, 404);
    }
    assert_eq!(world.send(&B, Method::Delete, "/edev/1/sub/1", Vec::new()).status, 404);
}

/// [CSIP CORE-018] [CSIP CORE-019] [C S-ALL-27]
#[test]
fn each_turn_of_an_event_is_told_once() {
    let mut world = Subscribed::new();
    let at = subscribe_to(&mut world, "/derp/1/derc");
    world.operate(|operator| {
        operator.event(1, event(9, T0, T0 + 60, 300)).expect("event");
        operator.event(2, event(8, T0, T0 + 60, 300)).expect("not this client's");
    });
    let mut statuses = Vec::new();
    for (second, cancel) in [(0, false), (1, false), (60, false), (61, false), (100, true), (101, false), (360, false)]
    {
        world.world.now = T0 + second;
        if cancel {
            let now = UtcSeconds(T0 + second);
            world.operate(|operator| operator.cancel(1, 1, now, false).expect("cancelled"));
        }
        for (told_at, notification) in world.told() {
            assert_eq!((told_at, notification.status), (at, 0));
            assert_eq!(notification.subscribed_resource, "/derp/1/derc");
            assert_eq!(notification.subscription_uri, "/edev/1/sub/1");
            let list: wire::DERControlList = resource(&notification);
            assert_eq!((list.subscribable, list.results as usize), (Some(1), list.der_control.len()));
            let status = list.der_control.first().map(|control| control.event_status.current_status);
            statuses.push((second, status));
        }
    }
    assert_eq!(statuses, [(0, Some(0)), (60, Some(1)), (100, Some(2)), (360, None)]);
}

/// [2030.5 Subscription.limit]
#[test]
fn the_limit_bounds_what_is_sent_and_not_what_is_told_of() {
    let mut world = Subscribed::new();
    for (limit, resource) in [(0, "/derp/1/derc"), (1, "/derp/1/actderc"), (0, "/derp/1")] {
        let asked = wire::Subscription { limit, ..asked_at(resource, TARGET) };
        assert_eq!(world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked)).status, 201);
    }
    world.told();
    world.operate(|operator| {
        for number in [7, 8] {
            let mut new = event(number, T0, T0, 300);
            let mode = [Mode::ExpLimW, Mode::ImpLimW][usize::from(number) - 7];
            new.control.modes = [(mode, ControlValue::Watts(Watts(1)))].into();
            operator.event(1, new).expect("event");
        }
        operator.program(program(1, 5)).expect("another primacy");
    });
    let told = world.told();
    let lists: Vec<wire::DERControlList> = told[..2].iter().map(|(_, notification)| resource(notification)).collect();
    let counts: Vec<_> = lists.iter().map(|list| (list.all, list.results, list.der_control.len())).collect();
    assert_eq!(counts, [(2, 0, 0), (2, 1, 1)]);
    assert_eq!((told.len(), told[2].1.resource.is_some()), (3, false));
}

/// Everything that changes a resource makes its subscription due, and nothing is told that did not change.
#[test]
fn whatever_changes_a_resource_is_told() {
    let mut world = Subscribed::new();
    world.operate(|operator| {
        operator.default_control(1, None, Some(default_of(1_000))).expect("a default");
    });
    let resources =
        ["/edev", "/edev/1", "/edev/1/fsa", "/edev/1/fsa/1/derp", "/derp/1", "/derp/1/derc", "/derp/1/dderc"];
    for resource in resources {
        subscribe_to(&mut world, resource);
    }
    let mut told_of = |change: &dyn Fn(&mut Operator<'_, MemoryResources>)| {
        world.world.now += 1;
        world.operate(|operator| change(operator));
        let told: Vec<String> = world.told().into_iter().map(|(_, told)| told.subscribed_resource).collect();
        assert_eq!(world.told_of_all(), [], "what is not due did not change");
        told
    };
    assert_eq!(told_of(&|operator| operator.rates(Some(30), None).expect("rates"))[..2], ["/edev", "/edev/1/fsa"]);
    assert_eq!(told_of(&|operator| operator.post_rate(A.lfdi, Some(7)).expect("rate")), ["/edev", "/edev/1"]);
    assert_eq!(told_of(&|operator| operator.post_rate(B.lfdi, Some(7)).expect("rate")), [""; 0]);
    let another = |operator: &mut Operator<'_, MemoryResources>| {
        let third = operator.program(program(3, 9)).expect("program");
        let assigned = operator.assignments("more", &[third], false).expect("assignments");
        operator.assign_also(A.lfdi, assigned).expect("assigned");
    };
    assert_eq!(told_of(&another), ["/edev", "/edev/1", "/edev/1/fsa"]);
    let primacy = |operator: &mut Operator<'_, MemoryResources>| _ = operator.program(program(1, 7)).expect("changed");
    assert_eq!(told_of(&primacy), ["/edev/1/fsa/1/derp", "/derp/1"]);
    let default = |operator: &mut Operator<'_, MemoryResources>| {
        operator.default_control(1, None, Some(default_of(2_000))).expect("changed");
    };
    assert_eq!(told_of(&default), ["/derp/1/dderc"]);
    assert_eq!(told_of(&|operator| _ = operator.event(1, event(9, T0, T0, 900)).expect("event")), ["/derp/1/derc"]);
}

fn default_of(watts: i64) -> DefaultControl {
    DefaultControl { control: limit(watts), ..DefaultControl::default() }
}

/// [2030.5 Notification.status] [CSIP MAINT-002]
#[test]
fn a_resource_that_goes_ends_its_subscription_with_the_reason() {
    let mut world = Subscribed::new();
    world.operate(|operator| operator.default_control(1, None, Some(default_of(1))).expect("a default"));
    subscribe_to(&mut world, "/derp/1/dderc");
    subscribe_to(&mut world, "/derp/1/derc");
    subscribe_to(&mut world, "/edev");
    let statuses = |told: Vec<Told>| -> Vec<_> {
        let without = told.iter().all(|(_, told)| told.status == 0 || told.resource.is_none());
        assert!(without, "what ends has no resource");
        told.into_iter().map(|(_, told)| (told.subscribed_resource, told.status)).collect()
    };
    world.operate(|operator| operator.default_control(1, None, None).expect("removed"));
    assert_eq!(statuses(world.told()), [("/derp/1/dderc".to_owned(), 4)]);
    assert_eq!(world.world.get(&A, "/edev/1/sub/1").status, 404);
    world.world.now += 1;
    world.operate(|operator| operator.withdraw(A.lfdi, 1).expect("withdrawn"));
    assert_eq!(statuses(world.told()), [("/derp/1/derc".to_owned(), 1), ("/edev".to_owned(), 0)]);
    world.operate(|operator| operator.remove_device(A.lfdi).expect("removed"));
    assert_eq!(statuses(world.told()), [("/edev".to_owned(), 4)]);
    assert!(world.watch.is_empty());
    let left = world.world.server.resources().list(&Scope::Operator, &Key::all_subscribed(), 9).expect("memory");
    assert_eq!(left, []);
}

#[test]
fn who_is_denied_is_told_nothing_until_it_is_allowed_again() {
    let mut world = Subscribed::new();
    subscribe_to(&mut world, "/derp/1/derc");
    world.operate(|operator| {
        operator.deny(A.lfdi, true).expect("denied");
        operator.event(1, event(9, T0, T0, 300)).expect("event");
    });
    assert_eq!(world.told(), []);
    world.operate(|operator| operator.deny(A.lfdi, false).expect("allowed"));
    assert_eq!(world.told().len(), 1);
}

/// [2030.5 Condition]
#[test]
fn a_reading_within_its_thresholds_is_not_told() {
    let mut world = Subscribed::new();
    assert_eq!(world.send(&A, Method::Post, "/mup", wire::encode(&mirror_of(&A, 1))).status, 201);
    let post = |world: &mut Subscribed, start, value| {
        let answer = world.send(&A, Method::Post, "/mup/1/1", wire::encode(&reading_at(start, value)));
        assert_eq!(answer.status, 201);
    };
    post(&mut world, T0, 50);
    let shown: wire::Reading = world.world.read(&A, "/upt/1/1/mr/1/r");
    assert_eq!(shown.subscribable, Some(3));
    let [lower_threshold, upper_threshold] = [-10, 100].map(|n| wire::Int48::new(n).expect("48 bits"));
    let condition = Some(wire::Condition { attribute_identifier: 0, lower_threshold, upper_threshold });
    let asked = wire::Subscription { condition, ..asked_at("/upt/1/1/mr/1/r", TARGET) };
    assert_eq!(world.send(&A, Method::Post, "/edev/1/sub", wire::encode(&asked)).status, 201);
    let mut told = Vec::new();
    for (i, value) in [60, 100, 101, -10, -11, 5].into_iter().enumerate() {
        post(&mut world, T0 + 300 * (i as i64 + 1), value);
        let values =
            world.told().into_iter().map(|(_, told)| resource::<wire::Reading>(&told).value.map(wire::Int48::get));
        told.extend(values);
    }
    assert_eq!(told, [Some(101), Some(-11)]);
}

/// What was not taken when the receiver moves is told there.
#[test]
fn what_waits_goes_to_where_the_subscriber_wants_it_now() {
    let mut world = Subscribed::new();
    let at = subscribe_to(&mut world, "/derp/1/derc");
    world.operate(|operator| _ = operator.event(1, event(9, T0, T0, 300)).expect("event"));
    let now = UtcSeconds(T0);
    let look = world.world.server.looks(now).look(at).expect("memory");
    world.apply(&look.commit);
    let moved = asked_at("/derp/1/derc", "https://93.184.216.35/moved");
    assert_eq!(world.send(&A, Method::Put, "/edev/1/sub/1", wire::encode(&moved)).status, 204);
    let look = world.world.server.looks(now).look(at).expect("memory");
    world.apply(&look.commit);
    let waiting = world.world.server.resources().list(&Scope::Operator, &Key::letters(), 9).expect("memory");
    let targets: Vec<String> = waiting
        .iter()
        .map(|(_, value)| serde_json::from_slice::<LetterDocument>(value).expect("a letter").target)
        .collect();
    assert_eq!(targets, ["https://93.184.216.35/moved"]);
}
