//! What we tell: responses across a crash, averages across an outage, DER documents, log events.

use super::super::Input;
use super::server::{Server, control, mrid, status};
use super::world::{START_MS, World, config, upstream};
use tieline_core::model::{
    Alarm, AlarmKind, Asset, AssetId, AssetKind, AssetState, BatteryState, CentiPercent, ConnectState, EventKey,
    FaultBits, GridCapability, HttpError, Method, Mono, OperatingState, Rating, Record, Reversion, Transition,
    TransitionKind, UtcSeconds, Vars, WattHours, Watts,
};
use tieline_schemas::sep2::{
    DERCapability, DERSettings, DERStatus, DefaultDERControl, HexBinary8, Limits, MirrorUsagePoint, decode_as,
};

const NOW_S: i64 = START_MS / 1_000;

fn with_event() -> Server {
    Server { controls: vec![control(1, NOW_S + 60, 300, 1_500)], ..Server::default() }
}

fn battery() -> Asset {
    Asset {
        id: AssetId::new("battery").expect("name"),
        kind: AssetKind::Battery,
        rating: Rating {
            max_w: Watts(5_000),
            max_charge_w: Watts(4_000),
            max_va: 40_000_000,
            capacity: WattHours(10_000),
            ..Rating::default()
        },
        capability: GridCapability { limit_w: true, set_w: true, energize: true, ..GridCapability::default() },
        reversion: Reversion::Value,
    }
}

fn state(connected: bool, soc: i32, w: i64) -> AssetState {
    AssetState {
        asset: AssetId::new("battery").expect("name"),
        read_at: Mono(0),
        online: true,
        local: false,
        w: Watts(w),
        var: Vars(0),
        var_available: None,
        connect: ConnectState { connected, available: true, ..ConnectState::default() },
        operating: OperatingState::Operational,
        faults: FaultBits(0),
        battery: Some(BatteryState {
            soc: CentiPercent(soc),
            charge_limit: Watts(4_000),
            discharge_limit: Watts(5_000),
        }),
        reverts_in: None,
    }
}

/// [2030.5 RespondableResource]
#[test]
fn nothing_is_said_that_was_not_asked_for() {
    let mut quiet = control(1, NOW_S + 60, 300, 1_500);
    quiet.response_required = Some(HexBinary8(1));
    let mut silent = control(2, NOW_S + 60, 300, 1_500);
    silent.response_required = None;
    let mut world = World::new(config(), Server { controls: vec![quiet, silent], ..Server::default() });
    world.run_to(10);
    for number in [1, 2] {
        world.transition(mrid(number), TransitionKind::Received);
        world.transition(mrid(number), TransitionKind::Started);
    }
    world.run_to(20);
    assert_eq!((world.server.codes(1), world.server.codes(2)), (vec![1], vec![]));
}

/// [2030.5 §10.2.2.3 l]
#[test]
fn the_loser_is_answered_before_the_winner_starts() {
    let mut world = World::new(config(), with_event());
    world.server.controls.push(control(2, NOW_S + 60, 300, 0));
    world.run_to(10);
    let by = EventKey { upstream: upstream(), mrid: mrid(2) };
    world.transition(mrid(1), TransitionKind::Superseded { by });
    world.transition(mrid(2), TransitionKind::Started);
    world.run_to(20);
    let order: Vec<_> = world.server.responses.iter().map(|response| response.status).collect();
    assert_eq!(order, [Some(7), Some(2)]);
}

#[test]
fn r5_a_crash_between_commit_and_send_loses_no_response() {
    let mut world = World::new(config(), with_event());
    world.run_to(10);
    world.die_after_commits = Some(0);
    world.transition(mrid(1), TransitionKind::Started);
    assert!(world.dead && world.server.codes(1).is_empty());
    world.restart(config());
    world.transition(mrid(1), TransitionKind::Started);
    world.run_to(30);
    assert_eq!(world.server.codes(1), [2]);
}

/// [design r5]
#[test]
fn r5_a_step_that_the_engine_recorded_is_answered_though_the_session_never_heard_it() {
    let mut world = World::new(config(), with_event());
    world.run_to(10);
    let event = EventKey { upstream: config().upstream, mrid: mrid(1) };
    world.store.push(Record::Life(Transition { event, kind: TransitionKind::Started, at: UtcSeconds(NOW_S + 5) }));
    world.restart(config());
    world.run_to(30);
    assert_eq!(world.server.codes(1), [2]);
    world.restart(config());
    world.run_to(60);
    assert_eq!(world.server.codes(1), [2]);
}

/// [design r5]
#[test]
fn r5_a_crash_between_send_and_confirm_repeats_it_once_and_never_again() {
    let mut world = World::new(config(), with_event());
    world.run_to(10);
    world.die_after_answers = Some(0);
    world.transition(mrid(1), TransitionKind::Started);
    assert!(world.dead);
    assert_eq!(world.server.codes(1), [2]);
    world.restart(config());
    world.run_to(30);
    assert_eq!(world.server.codes(1), [2, 2], "the server's list holds one: same subject, same status");
    world.restart(config());
    world.transition(mrid(1), TransitionKind::Started);
    world.run_to(60);
    assert_eq!(world.server.codes(1), [2, 2]);
}

/// [design r4]
#[test]
fn r4_nothing_is_sent_while_the_store_refuses() {
    let mut world = World::new(config(), with_event());
    world.run_to(10);
    world.store_down = true;
    world.transition(mrid(1), TransitionKind::Started);
    world.run_to(40);
    assert_eq!(world.server.codes(1), [0; 0]);
    world.store_down = false;
    world.run_to(45);
    assert_eq!(world.server.codes(1), [2]);
    assert!(world.store.iter().any(|record| matches!(record, Record::Response { confirmed: true, .. })));
}

/// Each second of `from..to` is covered by exactly one posted interval.
fn assert_covered(world: &World, from: i64, to: i64) {
    let mut periods: Vec<_> = world.server.readings.iter().map(|(_, start, seconds, _)| (*start, *seconds)).collect();
    periods.sort_unstable();
    assert_eq!(periods.first().map(|(start, _)| *start), Some(from));
    for pair in periods.windows(2) {
        assert_eq!(pair[0].0 + i64::from(pair[0].1), pair[1].0, "gap or duplicate");
    }
    assert!(periods.last().is_some_and(|(start, seconds)| start + i64::from(*seconds) >= to));
}

/// [CSIP BASIC-029]
#[test]
fn averages_survive_an_outage_of_ten_minutes_without_gap_or_duplicate() {
    let dark = |ms| (200_000..800_000).contains(&ms);
    let mut server = Server::default();
    server.script = Some(Box::new(move |ms, _| dark(ms).then(|| Err(HttpError::Connect("no route".into())))));
    let mut world = World::new(config(), server);
    let watts = |second: u64| i64::try_from(second % 97).expect("small") * 31 - 1_500;
    world.run_metered(1_260, watts);
    assert_covered(&world, NOW_S, NOW_S + 1_200);
    let posted: i64 = world.server.readings.iter().map(|(_, _, seconds, w)| -w * i64::from(*seconds)).sum();
    let covered: u64 = world.server.readings.iter().map(|(_, _, seconds, _)| u64::from(*seconds)).sum();
    let true_ws: i64 = (0..covered).map(watts).sum();
    assert!((posted - true_ws).abs() <= true_ws.abs() / 100, "{posted} {true_ws}");
    assert!(world.server.readings.is_sorted_by_key(|(_, start, ..)| *start), "in order");
    assert_eq!(world.session.pending_posts(), 0);
}

#[test]
fn r5_averages_survive_a_crash_without_gap_or_duplicate() {
    let mut world = World::new(config(), Server::default());
    world.run_metered(150, |_| 700);
    world.restart(config());
    world.run_metered(330, |_| 700);
    assert_covered(&world, NOW_S, NOW_S + 300);
    assert!(world.server.readings.iter().all(|(_, _, _, w)| *w == -700), "export is negative at the site");
}

/// [2030.5 MirrorUsagePoint]
#[test]
fn a_mirror_that_the_server_lost_is_made_again_and_the_post_repeated() {
    let mut world = World::new(config(), Server::default());
    world.run_metered(100, |_| 10);
    assert_eq!(world.server.mirrors.len(), 1);
    let mut lost = true;
    world.server.script = Some(Box::new(move |_, request| {
        let gone = lost && request.method == Method::Post && request.target.starts_with("/mup/");
        gone.then(|| {
            lost = false;
            status(404)
        })
    }));
    world.run_metered(330, |_| 10);
    assert_eq!(world.requests(Method::Post, "/mup").len(), 2);
    assert_covered(&world, NOW_S, NOW_S + 300);
}

/// cactus ALL-10 [2030.5 MirrorUsagePoint.postRate].
#[test]
fn the_servers_post_rate_is_followed_when_it_changes() {
    let mut world = World::new(config(), Server { post_rate_s: Some(30), ..Server::default() });
    world.run_metered(200, |_| 10);
    assert_eq!(world.server.readings.last().map(|reading| reading.2), Some(30));
    world.server.post_rate_s = Some(120);
    world.server.mirrors[0].post_rate = Some(120);
    world.run_metered(700, |_| 10);
    assert_eq!(world.server.readings.last().map(|reading| reading.2), Some(120));
    assert_covered(&world, NOW_S, NOW_S + 500);
    let posted = world.log.iter().filter(|(_, request)| request.method == Method::Post && request.target == "/mup");
    let length = |body: &[u8]| {
        let mirror: MirrorUsagePoint = decode_as(body, &Limits::default()).expect("a mirror");
        mirror.mirror_meter_reading[0].reading_type.as_ref().and_then(|kind| kind.interval_length)
    };
    let lengths: Vec<_> = posted.map(|(_, request)| length(&request.body)).collect();
    assert_eq!(lengths, [Some(60), Some(30), Some(120)], "proposed, the server's, the server's new one");
}

fn put<T: tieline_schemas::sep2::Element>(world: &World, name: &str) -> (T, usize) {
    let bodies = &world.server.puts[&format!("/edev/1/der/1/{name}")];
    (decode_as(bodies.last().expect("a body"), &Limits::default()).expect("decodes"), bodies.len())
}

/// [2030.5 DERCapability, DERSettings, DERStatus; CSIP CORE-014, BASIC-028; CSIP-AUS DOEControlType]
#[test]
fn the_der_documents_are_put_at_the_start_and_when_they_change() {
    let mut world = World::new(config(), Server::default());
    world.input(Input::Asset(battery()));
    world.input(Input::AssetState(state(true, 5_000, 0)));
    world.run_to(30);
    let (capability, _): (DERCapability, _) = put(&world, "dercap");
    assert_eq!((capability.r#type, capability.rtg_max_w.value), (80, 5_000));
    assert_eq!(capability.doe_modes_supported, Some(HexBinary8(0x0F)));
    assert_eq!(capability.rtg_max_va.map(|va| (va.value, va.multiplier)), Some((40_000, 3)));
    let (settings, _): (DERSettings, _) = put(&world, "derg");
    assert_eq!((settings.set_max_w.value, settings.set_grad_w), (10_000, 0));
    let (status, told): (DERStatus, _) = put(&world, "ders");
    assert_eq!(told, 1);
    assert_eq!(status.stor_connect_status.map(|connect| connect.value), Some(HexBinary8(3)));
    assert_eq!(status.storage_mode_status.map(|mode| mode.value), Some(2));
    assert_eq!(status.local_control_mode_status.map(|mode| mode.value), Some(1), "remote");
    world.input(Input::AssetState(state(false, 5_000, 0)));
    world.run_to(37);
    let (status, told): (DERStatus, _) = put(&world, "ders");
    assert_eq!((told, status.stor_connect_status.map(|connect| connect.value)), (2, Some(HexBinary8(2))));
    for second in 38..158 {
        world.input(Input::AssetState(state(false, 5_000 + second, -2_000)));
        world.run_to(u64::try_from(second).expect("small"));
    }
    let (status, told): (DERStatus, _) = put(&world, "ders");
    assert!((3..=5).contains(&told), "the state of charge goes within a postRate, not once a second: {told}");
    assert_eq!(status.storage_mode_status.map(|mode| mode.value), Some(0), "charging");
}

/// [2030.5 DERStatus]
#[test]
fn a_change_right_after_a_telling_is_told_within_one_post_rate() {
    let mut world = World::new(config(), Server::default());
    world.input(Input::Asset(battery()));
    world.input(Input::AssetState(state(true, 5_000, 0)));
    world.run_to(30);
    let told_s = world.requests(Method::Put, "/edev/1/der/1/ders")[0] / 1_000;
    world.input(Input::AssetState(state(true, 5_000, -2_000)));
    world.run_to(told_s + 59);
    let (status, _): (DERStatus, _) = put(&world, "ders");
    assert_eq!(status.storage_mode_status.map(|mode| mode.value), Some(0), "charging");
}

/// [2030.5 DERStatus]
#[test]
fn what_nobody_can_read_is_not_told() {
    let mut world = World::new(config(), Server::default());
    world.input(Input::Asset(battery()));
    let faulty = AssetState { faults: FaultBits(1 << 1), ..state(true, 5_000, -2_000) };
    world.input(Input::AssetState(faulty.clone()));
    world.run_to(30);
    world.input(Input::AssetState(AssetState { online: false, ..faulty }));
    world.run_to(60);
    let (status, _): (DERStatus, _) = put(&world, "ders");
    let rest = DERStatus { alarm_status: None, reading_time: 0, ..status.clone() };
    assert_eq!(rest, DERStatus::default());
    assert_eq!(status.alarm_status.map(|bits| bits.0), Some(1 << 1), "nobody saw the fault clear");
}

/// cactus ALL-13: a default's ramp is a setting [2030.5 setGradW].
#[test]
fn a_default_ramp_is_told_in_the_settings() {
    let default = DefaultDERControl { set_grad_w: Some(27), ..DefaultDERControl::default() };
    let mut world = World::new(config(), Server { default: Some(default), ..Server::default() });
    world.input(Input::Asset(battery()));
    world.run_to(30);
    assert_eq!(put::<DERSettings>(&world, "derg").0.set_grad_w, 27);
    world.server.default = Some(DefaultDERControl { set_grad_w: Some(50), ..DefaultDERControl::default() });
    world.run_to(100);
    let (settings, told): (DERSettings, _) = put(&world, "derg");
    assert_eq!((settings.set_grad_w, told), (50, 2));
}

/// [2030.5 LogEvent; CSIP BASIC-027]
#[test]
fn an_alarm_is_logged_once_when_it_rises_and_once_when_it_clears() {
    let mut world = World::new(config(), Server::default());
    world.run_to(10);
    let fault = |raised| {
        let kind = AlarmKind::AssetFault(AssetId::new("battery").expect("name"), 1);
        Input::Alarm(Alarm { kind, raised, at: tieline_core::model::Millis(START_MS), says: "over voltage".into() })
    };
    for raised in [true, true, false, false] {
        world.input(fault(raised));
    }
    world.run_to(20);
    let codes: Vec<_> = world.server.logs.iter().map(|log| log.log_event_code).collect();
    assert_eq!(codes, [2, 3]);
    let log = &world.server.logs[0];
    assert_eq!((log.profile_id, log.function_set, log.log_event_pen), (2, 11, 40_732));
}

/// [design r5; 2030.5 LogEvent]
#[test]
fn r5_an_alarm_is_logged_once_though_the_gateway_restarts() {
    let mut world = World::new(config(), Server::default());
    world.run_to(10);
    let (kind, at) = (AlarmKind::AssetFault(AssetId::new("battery").expect("name"), 1), tieline_core::model::Millis(0));
    let risen = || Input::Alarm(Alarm { kind: kind.clone(), raised: true, at, says: "battery: over voltage".into() });
    let faulty = || AssetState { faults: FaultBits(1 << 1), ..state(true, 5_000, 0) };
    let codes = |world: &World| world.server.logs.iter().map(|log| log.log_event_code).collect::<Vec<_>>();
    world.input(risen());
    world.input(Input::AssetState(faulty()));
    world.run_to(20);
    world.restart(config());
    world.input(risen());
    world.input(Input::AssetState(faulty()));
    world.run_to(40);
    assert_eq!(codes(&world), [2], "it stood all the time");
    world.restart(config());
    world.input(Input::AssetState(AssetState { online: false, ..state(true, 5_000, 0) }));
    world.run_to(50);
    assert_eq!(codes(&world), [2], "nothing is known of a device that is not read");
    world.input(Input::AssetState(state(true, 5_000, 0)));
    world.input(Input::AssetState(state(true, 5_000, 0)));
    world.run_to(60);
    assert_eq!(codes(&world), [2, 3], "it cleared while nobody watched");
    assert_eq!(world.server.logs[0].details.as_deref(), Some("battery: over voltage"));
}
