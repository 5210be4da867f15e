//! Answers that are kept: always those that would be rendered now, and no document is read for them.

use super::filled::{filled, operate, walk};
use super::*;
use crate::headend::versions::Mark;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Documents that count how often they are read.
#[derive(Default)]
struct Counted {
    memory: MemoryResources,
    reads: AtomicUsize,
}

impl Resources for Counted {
    fn get(&self, scope: &Scope, key: &Key) -> Result<Option<Vec<u8>>, Unavailable> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.memory.get(scope, key)
    }

    fn list_from(
        &self,
        scope: &Scope,
        prefix: &Key,
        from: &Key,
        limit: usize,
    ) -> Result<Vec<(Key, Vec<u8>)>, Unavailable> {
        let found = self.memory.list_from(scope, prefix, from, limit)?;
        self.reads.fetch_add(found.len(), Ordering::Relaxed);
        Ok(found)
    }

    fn mark(&self, key: &Key) -> Option<Mark> {
        self.memory.mark(key)
    }

    fn holds(&self, mark: &Mark) -> bool {
        self.memory.holds(mark)
    }
}

/// A and B with a program that both have and `events` events of it: one a minute until now, then ten more.
fn world_of(events: i64) -> Server<Counted> {
    let mut memory = MemoryResources::default();
    let settings = World::new().server.settings().clone();
    let mut operator = Operator::new(&memory, &settings, UtcSeconds(T0));
    let program = operator.program(program(1, 2)).expect("program");
    operator.assignments("all", &[program], true).expect("assignments");
    [A, B].iter().for_each(|who| _ = operator.enrol(who, None).expect("enrolled"));
    for number in 0..events {
        let start = T0 + 60 * (10 + number - events);
        operator.event(program, NewEvent { mrid: None, ..event(0, start - 600, start, 60) }).expect("event");
    }
    let changes = operator.finish();
    memory.apply(&changes);
    Server::new(settings, Counted { memory, reads: AtomicUsize::new(0) })
}

impl Server<Counted> {
    /// The status of a GET, and how often documents were read for it.
    fn cost(&self, now: i64, who: &Identity, target: &str) -> (u16, usize) {
        let before = self.resources().reads.load(Ordering::Relaxed);
        let status = self.handle(UtcSeconds(now), who, &HttpRequest::get(target)).response.status;
        (status, self.resources().reads.load(Ordering::Relaxed) - before)
    }
}

#[test]
fn no_document_is_read_for_a_list_that_has_not_changed() {
    let mut server = world_of(20);
    let list = "/derp/1/derc?s=0&l=255";
    assert!(server.cost(T0, &A, list).1 > 0);
    assert_eq!(server.cost(T0 + 59, &A, list), (200, 0));
    let (_, own) = server.cost(T0 + 59, &B, "/edev");
    assert!(own > 0);
    assert_eq!(server.cost(T0 + 59, &B, list), (200, 0), "B reads what was rendered for A");
    assert!(server.cost(T0 + 60, &A, list).1 > 0, "the next event is active");
    let change = Change { key: Key::log_event(2, 1), value: Some(b"x".to_vec()) };
    server.resources_mut().memory.apply(&[change]);
    assert_eq!(server.cost(T0 + 60, &A, list), (200, 0), "a log event of B is nothing to it");
}

#[test]
fn a_list_costs_what_it_shows_and_not_what_there_ever_was() {
    for target in ["/derp/1/derc?l=255", "/derp/1/actderc", "/derp/1/derc/25", "/edev/1/fsa/1/derp?l=9"] {
        let cost = |events| world_of(events).cost(T0, &A, &target.replace("25", &events.to_string()));
        let (few, many) = (cost(20), cost(2_000));
        assert_eq!((few.0, many), (200, few), "{target}");
    }
}

#[test]
fn an_answer_to_head_or_for_a_known_tag_is_ready_too() {
    let server = world_of(20);
    let get = server.handle(UtcSeconds(T0), &A, &HttpRequest::get("/derp/1/derc")).response;
    let tag = get.header(HeaderName::Etag).expect("a tag").to_owned();
    let known =
        HttpRequest { headers: vec![(HeaderName::IfNoneMatch, tag.clone())], ..HttpRequest::get("/derp/1/derc") };
    let head = HttpRequest { method: Method::Head, ..HttpRequest::get("/derp/1/derc") };
    for (request, status) in [(known, 304), (head, 200)] {
        let answer = server.ready(UtcSeconds(T0), &A, &request).expect("ready").response;
        assert_eq!((answer.status, answer.body.len(), answer.header(HeaderName::Etag)), (status, 0, Some(&*tag)));
    }
}

/// r8: a banned identity, one whose assignment went, and a stranger get nothing of what is ready for others [design r8].
#[test]
fn r8_what_is_ready_is_ready_for_its_readers_alone() {
    let mut world = World::with_programs();
    let list = HttpRequest::get("/derp/1/derc");
    let own = HttpRequest::get("/edev/1");
    for request in [&list, &own] {
        assert_eq!(world.server.handle(UtcSeconds(T0), &A, request).response.status, 200);
    }
    assert_eq!(world.server.handle(UtcSeconds(T0), &B, &own).response.status, 404);
    assert_eq!(world.server.handle(UtcSeconds(T0), &B, &list).response.status, 200);
    let stranger = Identity::of_lfdi(Lfdi([7; 20]));
    assert_eq!(world.server.handle(UtcSeconds(T0), &stranger, &list).response.status, 404);
    world.operate(|operator| operator.assign(B.lfdi, &[]).expect("assigned"));
    assert_eq!(world.server.handle(UtcSeconds(T0), &B, &list).response.status, 404);
    world.operate(|operator| operator.deny(A.lfdi, true).expect("denied"));
    assert!(!world.server.admits(&A) && world.server.admits(&B));
    for request in [&list, &own] {
        assert_eq!(world.server.handle(UtcSeconds(T0), &A, request).response.status, 404);
    }
}

/// What may happen between two polls.
#[derive(Debug, Clone)]
enum Happening {
    Event { program: u32, start: i64, duration: u8 },
    Cancel { program: u32, event: u32 },
    Assign { who: bool, assignments: Vec<u32> },
    Deny { who: bool, denied: bool },
    Rates(u32),
    Rank(u8),
    Post { who: bool, mrid: u8 },
    Text { start: i64 },
    Price { start: i64, block: u8 },
    Time(i64),
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let time = -60_i64..600;
    prop_oneof![
        (1_u32..3, time.clone(), any::<u8>()).prop_map(|(program, start, duration)| Happening::Event {
            program,
            start,
            duration
        }),
        (1_u32..3, 1_u32..4).prop_map(|(program, event)| Happening::Cancel { program, event }),
        (any::<bool>(), proptest::sample::subsequence(vec![1_u32, 2], 0..=2))
            .prop_map(|(who, assignments)| Happening::Assign { who, assignments }),
        (any::<bool>(), any::<bool>()).prop_map(|(who, denied)| Happening::Deny { who, denied }),
        (1_u32..900).prop_map(Happening::Rates),
        any::<u8>().prop_map(Happening::Rank),
        (any::<bool>(), 0_u8..3).prop_map(|(who, mrid)| Happening::Post { who, mrid }),
        time.clone().prop_map(|start| Happening::Text { start }),
        (time, any::<u8>()).prop_map(|(start, block)| Happening::Price { start, block }),
        (-5_i64..300).prop_map(Happening::Time),
    ]
}

impl World {
    /// Makes something happen; what cannot be, does not.
    fn happen(&mut self, happening: Happening) {
        let who = |first: bool| if first { A } else { B };
        let now = self.now;
        match happening {
            Happening::Event { program, start, duration } => {
                let new = NewEvent { mrid: None, ..event(0, now, now + start, duration.into()) };
                self.operate(|operator| _ = operator.event(program, new));
            }
            Happening::Cancel { program, event } => {
                self.operate(|operator| _ = operator.cancel(program, event, UtcSeconds(now), false));
            }
            Happening::Assign { who: first, assignments } => {
                self.operate(|operator| operator.assign(who(first).lfdi, &assignments).expect("enrolled"));
            }
            Happening::Deny { who: first, denied } => {
                self.operate(|operator| operator.deny(who(first).lfdi, denied).expect("memory"));
            }
            Happening::Rates(rate) => self.operate(|operator| operator.rates(Some(rate), None).expect("memory")),
            Happening::Rank(primacy) => self.operate(|operator| _ = operator.program(program(1, primacy))),
            Happening::Post { who: first, mrid } => _ = self.post(&who(first), "/mup", &mirror_of(&who(first), mrid)),
            Happening::Text { start } => {
                let text = super::filled::sample("TextMessage", now + start, &A);
                self.operate(|operator| _ = operator.make("/msg/3/txt", &text));
            }
            Happening::Price { start, block } => {
                let price = super::filled::sample("TimeTariffInterval", now + start, &A);
                let start_value = wire::UInt48::new(block.into()).expect("48 bits");
                let block = wire::ConsumptionTariffInterval { start_value, ..Default::default() };
                self.operate(|operator| {
                    operator.make("/tp/4/rc/1/tti", &price).expect("made");
                    operator.make("/tp/4/rc/1/tti/1/cti", &wire::encode(&block)).expect("made");
                });
            }
            Happening::Time(seconds) => self.now += seconds,
        }
    }
}

static FILLED: LazyLock<(Server<MemoryResources>, Vec<String>)> = LazyLock::new(|| {
    let settings = Settings { extensions: Extensions::CsipAus13, ..World::new().server.settings().clone() };
    let server = filled(settings, T0, &A, &B);
    let addresses = [A, B].iter().flat_map(|who| walk(&server, T0, who)).map(|(address, ..)| address);
    let targets = addresses.map(|address| format!("{address}?l=255")).collect();
    (server, targets)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever has happened, each device is told at each address what a server that has never answered would tell it.
    #[test]
    fn r8_what_is_kept_is_what_would_be_rendered_now(
        happenings in proptest::collection::vec(any_happening(), 1..8)
    ) {
        let (server, targets) = &*FILLED;
        let mut memory = MemoryResources::default();
        memory.apply(&server.resources().all());
        let mut world = World { server: Server::new(server.settings().clone(), memory), now: T0 };
        for happening in happenings {
            world.happen(happening);
            let fresh = Server::new(world.server.settings().clone(), world.server.resources().clone());
            for target in targets {
                for who in [A, B] {
                    let ask = |server: &Server<MemoryResources>| {
                        server.handle(UtcSeconds(world.now), &who, &HttpRequest::get(target.as_str()))
                    };
                    prop_assert_eq!(ask(&world.server), ask(&fresh), "{} at {}", target, world.now);
                }
            }
        }
    }
}

/// Events of a store that was written before events were found by their end are found after the next start.
#[test]
fn old_events_are_found_once_they_are_noted() {
    let mut world = World { server: filled(World::new().server.settings().clone(), T0, &A, &B), now: T0 };
    let targets = ["/derp/1/derc?l=9", "/drp/2/edc?l=9", "/msg/3/txt?l=9", "/tp/4/rc/1/tti?l=9", "/edev/1/frp?l=9"];
    let ask = |world: &World| {
        let fresh = Server::new(world.server.settings().clone(), world.server.resources().clone());
        targets.map(|target| fresh.handle(UtcSeconds(T0), &A, &HttpRequest::get(target)).response)
    };
    let before = ask(&world);
    let beside = world.server.resources().all().into_iter().filter(|change| {
        let key = change.key.as_str();
        key.contains(".end/") || key.contains(".name/") || key == Key::events_noted().as_str()
    });
    let removed: Vec<_> = beside.map(|change| Change { value: None, ..change }).collect();
    world.server.resources_mut().apply(&removed);
    assert!(ask(&world).iter().zip(&before).all(|(now, before)| now != before));
    operate(&mut world.server, T0, |operator| operator.note_old_events().expect("noted"));
    assert_eq!(ask(&world), before);
}
