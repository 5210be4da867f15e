//! Aggregators: what they may do for the devices that are granted to them, and for no others.

use super::*;

pub(super) const AGGREGATOR: Identity = Identity { lfdi: Lfdi([0xF0; 20]), sfdi: Sfdi(643_171_123_006) };

/// The aggregator is enrolled beside A and B; A is granted to it.
fn world() -> World {
    let mut world = World::with_programs();
    world.operate(|operator| {
        operator.enrol(&Identity::of_lfdi(AGGREGATOR.lfdi), None).expect("enrolled");
        operator.assign(AGGREGATOR.lfdi, &[]).expect("no programs of its own");
        let early = operator.grant(AGGREGATOR.lfdi, A.lfdi);
        assert_eq!(early, Err(OperatorError::NoAggregator(AGGREGATOR.lfdi)));
        operator.aggregator(AGGREGATOR.lfdi, true).expect("an aggregator");
        assert_eq!(operator.grant(AGGREGATOR.lfdi, A.lfdi), Ok(true));
        assert_eq!(operator.grant(AGGREGATOR.lfdi, A.lfdi), Ok(false));
        operator.grant(AGGREGATOR.lfdi, AGGREGATOR.lfdi).expect_err("itself");
    });
    world
}

fn numbers(world: &mut World, who: &Identity) -> Vec<String> {
    let list: wire::EndDeviceList = world.read(who, "/edev?l=9");
    assert_eq!(list.all as usize, list.end_device.len());
    list.end_device.iter().map(|device| device.href.clone().expect("an address")).collect()
}

/// [C S-ALL-01, S-ALL-04] [2030.5 EndDeviceList]
#[test]
fn an_aggregator_finds_its_devices_by_links_and_no_others() {
    let mut world = world();
    assert_eq!(numbers(&mut world, &AGGREGATOR), ["/edev/1", "/edev/3"], "by SFDI");
    let dcap: wire::DeviceCapability = world.read(&AGGREGATOR, "/dcap");
    assert_eq!(dcap.end_device_list_link.and_then(|link| link.all), Some(2));
    let second: wire::EndDeviceList = world.read(&AGGREGATOR, "/edev?s=1&l=1");
    assert_eq!((second.all, second.end_device[0].lfdi), (2, Some(HexBinary160(AGGREGATOR.lfdi.0))));
    assert_eq!(numbers(&mut world, &B), ["/edev/2"]);
    for shown in
        ["/edev/1", "/edev/1/rg", "/edev/1/fsa", "/edev/1/fsa/1/derp", "/edev/1/der", "/derp/1", "/derp/1/derc"]
    {
        assert_eq!(world.get(&AGGREGATOR, shown).status, 200, "{shown}");
    }
    for hidden in ["/edev/2", "/edev/2/fsa", "/edev/2/der/1/ders", "/derp/2", "/derp/2/derc", "/rsps/2/rsp", "/mup/2/1"]
    {
        assert_eq!(world.get(&AGGREGATOR, hidden), world.get(&AGGREGATOR, "/edev/77"), "{hidden}");
    }
    assert_eq!(world.get(&A, "/edev/3").status, 404, "a device does not see who acts for it");
}

/// [C S-ALL-06, S-ALL-08, S-ALL-10, S-ALL-57] [2030.5 MirrorUsagePoint, Response, LogEvent]
#[test]
fn an_aggregator_writes_for_its_devices_what_they_would() {
    let mut world = world();
    world.operate(|operator| operator.event(1, event(9, T0, T0, 300)).expect("event"));
    let settings = wire::DERSettings { set_grad_w: 27, updated_time: T0, ..Default::default() };
    for (device, status) in [(1, 204), (2, 404), (3, 204)] {
        let at = format!("/edev/{device}/der/1/derg");
        assert_eq!(world.send(&AGGREGATOR, Method::Put, &at, wire::encode(&settings)).status, status, "{at}");
    }
    let put = |device: &Identity| wire::encode(&end_device(device));
    assert_eq!(world.send(&AGGREGATOR, Method::Put, "/edev/1", put(&A)).status, 204);
    assert_eq!(world.send(&AGGREGATOR, Method::Put, "/edev/1", put(&AGGREGATOR)).status, 403, "not what it is");
    let log = wire::LogEvent { created_date_time: T0, ..Default::default() };
    assert_eq!(world.post(&AGGREGATOR, "/edev/1/lel", &log).status, 201);
    assert_eq!(world.post(&AGGREGATOR, "/edev/2/lel", &log).status, 404);
    let mirror = world.post(&AGGREGATOR, "/mup", &mirror_of(&A, 1));
    assert_eq!((mirror.status, mirror.header(HeaderName::Location)), (201, Some("/mup/1/1")));
    assert_eq!(world.post(&AGGREGATOR, "/mup/1/1", &reading_at(T0, 5)).status, 201);
    assert_eq!(world.post(&AGGREGATOR, "/mup", &mirror_of(&B, 1)).status, 403);
    let mut own_mirror = mirror_of(&AGGREGATOR, 2);
    own_mirror.mirror_meter_reading[0].mrid = wire::HexBinary128([8; 16]);
    assert_eq!(world.post(&AGGREGATOR, "/mup", &own_mirror).header(HeaderName::Location), Some("/mup/3/1"));
    let mirrors: wire::MirrorUsagePointList = world.read(&AGGREGATOR, "/mup?l=9");
    let whose: Vec<_> = mirrors.mirror_usage_point.iter().map(|mirror| mirror.device_lfdi.0).collect();
    assert_eq!(whose, [AGGREGATOR.lfdi.0, A.lfdi.0], "by mRID, descending");
    let points: wire::UsagePointList = world.read(&AGGREGATOR, "/upt?l=9");
    assert_eq!(points.usage_point[1].href.as_deref(), Some("/upt/1/1"));
    let own: wire::MirrorUsagePointList = world.read(&A, "/mup?l=9");
    assert_eq!(own.all, 1, "A sees what was posted for it, and nothing of the aggregator's");
}

/// [C S-ALL-41, S-ALL-57] [2030.5 Response]
#[test]
fn responses_are_those_of_the_device_that_they_name() {
    let mut world = world();
    world.operate(|operator| operator.event(1, event(9, T0, T0, 300)).expect("event"));
    let at = format!("/rsps/1/rsp/{}/1", Mrid([9; 16]));
    let of_a = format!("{at}/1");
    for _ in 0..2 {
        let posted = world.post(&AGGREGATOR, "/rsps/1/rsp", &response(&A, 9, 1));
        assert_eq!((posted.status, posted.header(HeaderName::Location)), (201, Some(of_a.as_str())));
    }
    assert_eq!(world.post(&AGGREGATOR, "/rsps/1/rsp", &response(&AGGREGATOR, 9, 1)).status, 201, "for itself");
    for stranger in [&B, &Identity { lfdi: Lfdi([9; 20]), sfdi: Sfdi(9) }] {
        assert_eq!(world.post(&AGGREGATOR, "/rsps/1/rsp", &response(stranger, 9, 1)).status, 400);
    }
    let read: wire::Response = world.read(&AGGREGATOR, &of_a);
    assert_eq!(read.end_device_lfdi.0, A.lfdi.0);
    let list: wire::ResponseList = world.read(&AGGREGATOR, "/rsps/1/rsp?l=9");
    assert_eq!(list.all, 2);
    let own: wire::Response = world.read(&A, &at);
    assert_eq!(own.end_device_lfdi.0, A.lfdi.0, "A finds it at its own address");
    assert_eq!(world.get(&A, &format!("{at}/3")).status, 404);
    assert_eq!(world.get(&AGGREGATOR, &format!("{at}/2")).status, 404);
    let counted = world.operate(|operator| operator.counted(1, Mrid([9; 16]))).expect("read");
    assert_eq!(counted.get(&1), Some(&2));
}

/// [C S-ALL-03, S-ALL-51, S-ALL-52] [CSIP §6.1.4]
#[test]
fn an_aggregator_registers_devices_that_nobody_has_and_may_end_what_it_registered() {
    let mut world = world();
    let new = Identity::of_lfdi(Lfdi([0x55; 20]));
    let created = world.post(&AGGREGATOR, "/edev", &end_device(&new));
    assert_eq!((created.status, created.header(HeaderName::Location)), (201, Some("/edev/4")));
    let again = world.post(&AGGREGATOR, "/edev", &end_device(&new));
    assert_eq!((again.status, again.header(HeaderName::Location)), (409, Some("/edev/4")));
    assert_eq!(world.get(&AGGREGATOR, "/edev/4/fsa").status, 200);
    assert_eq!(world.post(&AGGREGATOR, "/edev", &end_device(&Identity::of_lfdi(B.lfdi))).status, 403, "another's");
    let forged = Identity { sfdi: Sfdi(new.sfdi.0 + 1), lfdi: Lfdi([0x56; 20]) };
    assert_eq!(world.post(&AGGREGATOR, "/edev", &end_device(&forged)).status, 403, "LFDI and SFDI belong together");
    let banned = Identity::of_lfdi(Lfdi([0x57; 20]));
    world.operate(|operator| operator.deny(banned.lfdi, true).expect("denied"));
    assert_eq!(world.post(&AGGREGATOR, "/edev", &end_device(&banned)).status, 403);
    assert_eq!(world.post(&A, "/edev", &end_device(&Identity::of_lfdi(Lfdi([0x58; 20])))).status, 403, "no aggregator");
    assert_eq!(world.send(&AGGREGATOR, Method::Delete, "/edev/1", Vec::new()).status, 403, "the operator's");
    assert_eq!(world.send(&AGGREGATOR, Method::Delete, "/edev/4", Vec::new()).status, 204);
    assert_eq!(numbers(&mut world, &AGGREGATOR).len(), 2);
    let settings = Settings { granted_max: 1, ..world.server.settings().clone() };
    world.server = Server::new(settings, world.server.resources().clone());
    let more = Identity::of_lfdi(Lfdi([0x59; 20]));
    assert_eq!(world.post(&AGGREGATOR, "/edev", &end_device(&more)).status, 403, "as many as it may have");
}

/// [design r8]
#[test]
fn r8_what_is_taken_back_is_gone_at_the_next_request() {
    let mut world = world();
    let nothing = world.get(&AGGREGATOR, "/edev/77");
    let seen = |world: &mut World| world.get(&AGGREGATOR, "/edev/1") != nothing;
    assert!(seen(&mut world));
    assert_eq!(world.operate(|operator| operator.revoke(AGGREGATOR.lfdi, A.lfdi)), Ok(true));
    assert!(!seen(&mut world) && numbers(&mut world, &AGGREGATOR) == ["/edev/3"]);
    assert_eq!(world.get(&AGGREGATOR, "/derp/1").status, 404);
    assert_eq!(world.operate(|operator| operator.revoke(AGGREGATOR.lfdi, A.lfdi)), Ok(false));
    let grant =
        |operator: &mut Operator<'_, MemoryResources>| operator.grant(AGGREGATOR.lfdi, A.lfdi).expect("granted");
    world.operate(grant);
    assert!(seen(&mut world));
    world.operate(|operator| operator.deny(A.lfdi, true).expect("denied"));
    assert!(!seen(&mut world) && numbers(&mut world, &AGGREGATOR) == ["/edev/3"], "a denied device is nobody's");
    world.operate(|operator| operator.deny(A.lfdi, false).expect("allowed"));
    world.operate(|operator| operator.aggregator(AGGREGATOR.lfdi, false).expect("no aggregator"));
    assert!(!seen(&mut world));
    world.operate(|operator| operator.aggregator(AGGREGATOR.lfdi, true).expect("an aggregator"));
    assert!(!seen(&mut world), "its grants do not come back");
    world.operate(grant);
    world.operate(|operator| operator.remove_device(A.lfdi).expect("removed"));
    let left = world.server.resources().list(&Scope::Operator, &Key::grants(3), usize::MAX).expect("memory");
    assert!(left.is_empty() && numbers(&mut world, &AGGREGATOR) == ["/edev/3"]);
    world.operate(|operator| operator.deny(AGGREGATOR.lfdi, true).expect("denied"));
    assert!(!world.server.admits(&AGGREGATOR));
}

/// [design r8] [2030.5 Subscription]
#[test]
fn r8_what_is_not_granted_is_not_subscribed_to() {
    let mut world = world();
    let subscribe = |world: &mut World, resource: &str| {
        let subscription = wire::Subscription {
            subscribed_resource: resource.to_owned(),
            notification_uri: "https://93.184.216.34/notify".to_owned(),
            level: "+S1".to_owned(),
            limit: 10,
            ..Default::default()
        };
        world.post(&AGGREGATOR, "/edev/3/sub", &subscription)
    };
    assert_eq!(subscribe(&mut world, "/edev/1/fsa").status, 201);
    let foreign = subscribe(&mut world, "/edev/2/fsa");
    assert!(foreign.status >= 400);
    assert_eq!(foreign, subscribe(&mut world, "/edev/77/fsa"), "one refusal");
    let at = SubscriptionId { device: 3, number: 1 };
    let look = |world: &World| world.server.looks(UtcSeconds(T0)).look(at).expect("memory");
    assert!(!look(&world).ended);
    world.operate(|operator| operator.revoke(AGGREGATOR.lfdi, A.lfdi).expect("taken back"));
    assert!(look(&world).ended, "nothing more is told of A");
    assert_eq!(subscribe(&mut world, "/edev/1/der/1"), foreign);
}
