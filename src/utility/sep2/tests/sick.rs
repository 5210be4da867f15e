//! Servers that are slow, sick, gone, moved or somebody else.

use super::server::{Server, control, status, xml};
use super::world::{START_MS, World, config};
use proptest::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use tieline_core::model::{AlarmKind, HeaderName, HttpError, HttpResponse, Method};
use tieline_schemas::sep2::{DERControlList, DefaultDERControl};

const NOW_S: i64 = START_MS / 1_000;
const DERC: &str = "/derp/1/derc";

fn scripted(
    script: impl FnMut(u64, &tieline_core::model::HttpRequest) -> Option<Result<HttpResponse, HttpError>> + 'static,
) -> Server {
    Server { controls: vec![control(1, NOW_S + 60, 300, 1_500)], script: Some(Box::new(script)), ..Server::default() }
}

fn redirect(code: u16, to: &str) -> Result<HttpResponse, HttpError> {
    Ok(HttpResponse { status: code, headers: vec![(HeaderName::Location, to.into())], body: Vec::new() })
}

fn html() -> Result<HttpResponse, HttpError> {
    let headers = vec![(HeaderName::ContentType, "text/html".into())];
    Ok(HttpResponse { status: 200, headers, body: b"<html>log in</html>".to_vec() })
}

/// cactus P-05: at most 9 requests in 210 s with 120 s of 429 [RFC 6585 §4].
#[test]
fn too_many_requests_without_retry_after_backs_off() {
    let blocked = |ms| (70_000..190_000).contains(&ms);
    let server = scripted(move |ms, r| (blocked(ms) && r.target.starts_with(DERC)).then(|| status(429)));
    let mut world = World::new(config(), server);
    world.run_to(280);
    let asked = world.requests(Method::Get, DERC).into_iter().filter(|ms| *ms >= 60_000).count();
    assert!((2..=9).contains(&asked), "{asked}");
    assert!(world.last_set().complete, "polling resumes");
}

/// cactus P-06 [RFC 9110 §10.2.3].
#[test]
fn retry_after_is_honoured_to_the_second() {
    let server = scripted(|ms, r| {
        let headers = vec![(HeaderName::RetryAfter, "100".to_owned())];
        let busy = HttpResponse { status: 429, headers, body: Vec::new() };
        ((50_000..100_000).contains(&ms) && r.target.starts_with(DERC)).then_some(Ok(busy))
    });
    let mut world = World::new(config(), server);
    world.run_to(300);
    let times = world.requests(Method::Get, DERC);
    assert!(times[2] - times[1] >= 100_000 && times[2] - times[1] <= 115_000, "{times:?}");
}

/// [CSIP-AUS ALL-23]
#[test]
fn a_captive_portal_keeps_the_last_good_programs_and_is_named() {
    let server = scripted(|ms, _| (ms > 30_000).then(html));
    let mut world = World::new(config(), server);
    world.run_to(400);
    let set = world.last_set();
    assert_eq!(set.programs[0].events.len(), 1);
    assert!(!set.complete);
    let alarm = world.alarms.last().expect("an alarm");
    assert!(matches!(alarm.kind, AlarmKind::UpstreamUnreachable(_)) && alarm.raised);
    assert!(alarm.says.starts_with("not IEEE 2030.5: content type \"text/html\""), "{}", alarm.says);
}

/// [2030.5 media type]
#[test]
fn a_first_answer_in_html_is_named_at_once() {
    let mut world = World::new(config(), scripted(|_, _| Some(html())));
    world.run_to(1);
    assert!(world.alarms[0].says.starts_with("not IEEE 2030.5"));
}

/// cactus ALL-23: dark for 420 s; back within 120 s [2030.5 §10.2.2.3 g].
#[test]
fn after_darkness_everything_is_polled_again_soon_and_once() {
    let dark = |ms| (10_000..430_000).contains(&ms);
    let server = scripted(move |ms, _| dark(ms).then_some(Err(HttpError::Timeout(30_000))));
    let mut world = World::new(config(), server);
    world.run_to(430);
    assert!(world.alarms.last().is_some_and(|alarm| alarm.raised));
    assert_eq!(world.last_set().programs[0].events.len(), 1, "what is cached stays");
    let tried = world.log.iter().filter(|(ms, _)| dark(*ms)).count();
    assert!(tried < 30, "{tried} requests into the dark");
    world.server.controls.push(control(2, NOW_S + 500, 60, 0));
    world.run_to(550);
    let after: Vec<_> = world.requests(Method::Get, DERC).into_iter().filter(|ms| *ms >= 430_000).collect();
    assert!(after[0] < 500_000 && after.len() <= 3, "{after:?}");
    assert_eq!(world.last_set().programs[0].events.len(), 2);
    assert!(!world.alarms.last().expect("cleared").raised);
}

#[test]
fn a_missing_list_is_not_a_removal_of_events() {
    let server = scripted(|ms, r| (ms > 30_000 && r.target.starts_with(DERC)).then(|| status(404)));
    let mut world = World::new(config(), server);
    world.run_to(200);
    assert_eq!(world.last_set().programs[0].events.len(), 1);
    assert!(!world.last_set().complete);
}

#[test]
fn an_empty_page_is_not_a_removal_where_all_says_otherwise() {
    let server = scripted(|ms, r| {
        (ms > 30_000 && r.target.starts_with(DERC)).then(|| xml(&DERControlList { all: 1, ..Default::default() }))
    });
    let mut world = World::new(config(), server);
    world.run_to(200);
    assert_eq!(world.last_set().programs[0].events.len(), 1);
    assert!(!world.last_set().complete);
}

/// [2030.5 HTTP 301; CSIP ERR-001]
#[test]
fn a_redirection_on_the_host_is_followed_and_one_off_it_is_not() {
    let server = scripted(|_, r| (r.target == "/tm").then(|| redirect(302, "https://evil.example/tm")));
    let mut world = World::new(config(), server);
    world.run_to(10);
    assert!(!world.last_set().complete);
    let server = scripted(|_, r| match r.target.as_str() {
        "/dcap" => Some(redirect(307, "https://utility.example:8443/dcap2")),
        "/dcap2" => Some(xml(&tieline_schemas::sep2::DeviceCapability::default())),
        _ => None,
    });
    let mut world = World::new(config(), server);
    world.run_to(10);
    assert_eq!(world.requests(Method::Get, "/dcap2").len(), 1);
    assert!(world.alarms.is_empty());
}

/// [2030.5 HTTP 301]
#[test]
fn a_loop_of_redirections_ends_after_five() {
    let mut world = World::new(config(), scripted(|_, r| Some(redirect(302, &format!("{}x", r.target)))));
    world.run_to(2);
    assert_eq!(world.log.len(), 6);
}

/// cactus P-04: the old address is never asked again once the list names another [2030.5 DERProgram].
#[test]
fn a_program_that_moves_is_followed_and_its_old_address_left_alone() {
    let moved = Rc::new(Cell::new(u64::MAX));
    let at = Rc::clone(&moved);
    let server = scripted(move |ms, r| {
        assert!(ms < at.get() || !r.target.starts_with("/derp/1/"), "{} asked after the move", r.target);
        None
    });
    let mut world = World::new(config(), server);
    world.run_to(90);
    (world.server.program, world.server.default) = ("/derp/2".into(), Some(DefaultDERControl::default()));
    moved.set(world.ms);
    world.run_to(390);
    assert!(!world.requests(Method::Get, "/derp/2/derc").is_empty());
    assert!(world.last_set().complete && world.last_set().programs[0].default.is_some());
}

#[test]
fn an_answer_that_the_driver_forgets_counts_as_lost() {
    let mut world = World::new(config(), Server::default());
    world.run_to(30);
    world.swallow = true;
    world.run_to(70);
    world.swallow = false;
    let before = world.requests(Method::Get, DERC).len();
    world.run_to(200);
    assert!(world.requests(Method::Get, DERC).len() > before);
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let documents = ["DeviceCapability", "EndDeviceList", "DERControlList", "Time", "MirrorUsagePoint"];
    let odd = proptest::sample::select(documents.to_vec()).prop_map(|name| {
        format!("<{name} xmlns=\"urn:ieee:std:2030.5:ns\" all=\"4000000000\" results=\"1\" href=\"//\">").into_bytes()
    });
    prop_oneof![odd, proptest::collection::vec(any::<u8>(), 0..64), Just(Vec::new())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a server answers, the session goes on: no panic, no flood.
    #[test]
    fn any_answers_are_survived(
        answers in proptest::collection::vec((100_u16..600, any_body(), 0_u8..4, "[ -~]{0,20}"), 1..40),
    ) {
        let mut turn = 0;
        let server = scripted(move |_, _| {
            turn += 1;
            let (status, body, honest, location) = &answers[turn % answers.len()];
            let headers = vec![(HeaderName::Location, location.clone()), (HeaderName::RetryAfter, location.clone())];
            match honest {
                0 => None,
                1 => Some(Err(HttpError::Bad("broken".into()))),
                _ => Some(Ok(HttpResponse { status: *status, headers, body: body.clone() })),
            }
        });
        let mut world = World::new(config(), server);
        world.run_metered(600, |second| i64::try_from(second).unwrap_or(0) - 300);
        prop_assert!(world.log.len() < 3_000, "{} requests in ten minutes", world.log.len());
    }
}
