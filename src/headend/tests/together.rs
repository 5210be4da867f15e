//! Many who write before any of it is durable, against a server that does one thing after the other.

use super::*;
use crate::store::{self, Store};
use proptest::prelude::*;
use std::sync::{Arc, mpsc};

const C: Identity = Identity { lfdi: Lfdi([0xC3; 20]), sfdi: Sfdi(840_974_951_571) };

/// What happens next.
#[derive(Debug, Clone)]
enum Step {
    Device(usize, Method, String, Vec<u8>),
    Denied(usize, bool),
    /// From here on nothing becomes durable.
    Hold,
    Release,
}

/// A server over a store, of which each request is decided before the one before it is durable, and the oracle.
struct Both {
    /// First: a store whose thread stands still is never dropped.
    held: Option<Held>,
    store: Arc<Store>,
    server: Server<StoredResources>,
    oracle: Server<MemoryResources>,
}

/// The store's thread stands still until this is dropped.
struct Held {
    _release: mpsc::SyncSender<()>,
    /// What was durable when it stopped.
    durable: MemoryResources,
}

impl Both {
    fn new() -> Self {
        let mut settings = Settings { unique_mrids: true, ..World::new().server.settings().clone() };
        settings.enrolment.in_band = true;
        let store = Arc::new(Store::in_memory().expect("a store"));
        let server = Server::new(settings.clone(), StoredResources::new(store.clone()));
        let mut both = Self { held: None, store, server, oracle: Server::new(settings, MemoryResources::default()) };
        both.operate(|operator| {
            let first = operator.program(program(1, 2)).expect("program");
            operator.assignments("all", &[first], true).expect("assignments");
            operator.event(first, event(9, T0, T0, 300)).expect("event");
        });
        both
    }

    fn operate(&mut self, work: impl Fn(&mut Operator<'_, MemoryResources>)) {
        let settings = self.oracle.settings().clone();
        let mut operator = Operator::new(self.oracle.resources(), &settings, UtcSeconds(T0));
        work(&mut operator);
        self.apply(operator.finish());
    }

    /// The same changes to both.
    fn apply(&mut self, changes: Vec<Change>) {
        self.oracle.resources_mut().apply(&changes);
        self.submit(changes);
    }

    fn submit(&self, changes: Vec<Change>) {
        let submission = StoredResources::prepare(changes).expect("within bounds");
        self.server.resources().submit(submission, |outcome, _| outcome.expect("durable"));
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Device(who, method, target, body) => {
                let request =
                    HttpRequest { method: *method, target: target.clone(), headers: Vec::new(), body: body.clone() };
                let who = [A, B, C][*who];
                let due = self.oracle.handle(UtcSeconds(T0), &who, &request);
                let ahead = self.server.beside(self.server.resources().ahead());
                let answer = ahead.handle(UtcSeconds(T0), &who, &request);
                prop_assert_eq!(&answer, &due, "{} {}", method, target);
                self.apply(due.commit);
            }
            Step::Denied(who, denied) => {
                let lfdi = [A, B, C][*who].lfdi;
                self.operate(|operator| operator.deny(lfdi, *denied).expect("denied"));
            }
            Step::Hold if self.held.is_none() => {
                let (entered, enters) = mpsc::sync_channel(1);
                let (release, released) = mpsc::sync_channel(1);
                self.store.commit_then(&[], &[], move |_| {
                    entered.send(()).expect("somebody waits");
                    // Whoever holds it lets go of the other end.
                    let _ = released.recv();
                });
                enters.recv().expect("the store's thread runs");
                self.held = Some(Held { _release: release, durable: self.oracle.resources().clone() });
            }
            Step::Hold => {}
            Step::Release => self.held = None,
        }
        Ok(())
    }

    /// Devices read what is durable, whatever has been decided since.
    fn expect_read(&self) -> Result<(), TestCaseError> {
        let Some(held) = &self.held else { return Ok(()) };
        let durable = Server::new(self.oracle.settings().clone(), held.durable.clone());
        for who in [A, B, C] {
            for target in ["/edev?l=9", "/edev/1", "/mup?l=9", "/edev/1/lel?l=9", "/edev/2/lel?l=9", "/rsps/1/rsp?l=9"]
            {
                let request = HttpRequest::get(target);
                let (read, due) = (
                    self.server.handle(UtcSeconds(T0), &who, &request),
                    durable.handle(UtcSeconds(T0), &who, &request),
                );
                prop_assert_eq!(read, due, "GET {}", target);
            }
            prop_assert_eq!(self.server.admits(&who), durable.admits(&who));
        }
        Ok(())
    }

    /// Everything in the store, once it is durable.
    fn expect_same(mut self) -> Result<(), TestCaseError> {
        self.held = None;
        self.server.resources().commit(&[]).expect("durable");
        prop_assert!(self.server.resources().is_settled());
        let kept = self.store.documents("headend", b"", b"", usize::MAX).expect("read");
        let due = self.oracle.resources().all();
        let due = due.into_iter().map(|change| (change.key.as_str().as_bytes().to_vec(), change.value.expect("there")));
        prop_assert_eq!(kept, due.collect::<Vec<_>>());
        Ok(())
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let who = 0_usize..3;
    let number = || 1_u32..4;
    let request = prop_oneof![
        3 => who.clone().prop_map(|who| {
            Step::Device(who, Method::Post, "/edev".to_owned(), wire::encode(&end_device(&[A, B, C][who])))
        }),
        4 => (who.clone(), 1_u8..3).prop_map(|(who, mrid)| {
            Step::Device(who, Method::Post, "/mup".to_owned(), wire::encode(&mirror_of(&[A, B, C][who], mrid)))
        }),
        4 => (who.clone(), number(), number(), 0_i64..3, 0_i64..3).prop_map(|(who, device, mirror, start, value)| {
            let reading = wire::encode(&reading_at(T0 + 300 * start, value));
            Step::Device(who, Method::Post, format!("/mup/{device}/{mirror}"), reading)
        }),
        4 => (who.clone(), number(), 0_u16..3).prop_map(|(who, device, log_event_id)| {
            let event = wire::LogEvent { created_date_time: T0, log_event_id, ..Default::default() };
            Step::Device(who, Method::Post, format!("/edev/{device}/lel"), wire::encode(&event))
        }),
        2 => (who.clone(), 1_u8..3).prop_map(|(who, status)| {
            let response = wire::encode(&response(&[A, B, C][who], 9, status));
            Step::Device(who, Method::Post, "/rsps/1/rsp".to_owned(), response)
        }),
        2 => (who.clone(), number()).prop_map(|(who, device)| {
            Step::Device(who, Method::Delete, format!("/edev/{device}"), Vec::new())
        }),
        2 => (who.clone(), number(), number()).prop_map(|(who, device, mirror)| {
            Step::Device(who, Method::Delete, format!("/mup/{device}/{mirror}"), Vec::new())
        }),
        2 => (who.clone(), number()).prop_map(|(who, device)| {
            Step::Device(who, Method::Get, format!("/edev/{device}/lel?l=9"), Vec::new())
        }),
    ];
    prop_oneof![
        12 => request,
        1 => (who, any::<bool>()).prop_map(|(who, denied)| Step::Denied(who, denied)),
        2 => Just(Step::Hold),
        1 => Just(Step::Release),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// r4, r5: whenever what was decided becomes durable, each request is answered as if everything before it was, devices
    /// read nothing before it is, and in the end the same is kept [design r4] [design r5].
    #[test]
    fn r4_requests_that_share_a_commit_are_answered_as_one_after_the_other(
        steps in proptest::collection::vec(any_step(), 1..50),
    ) {
        let mut both = Both::new();
        for step in &steps {
            both.carry_out(step)?;
            both.expect_read()?;
        }
        both.expect_same()?;
    }
}

/// r4: what is posted while a commit is under way shares the next one, however many post [design r4].
#[test]
fn r4_posts_that_wait_together_share_a_commit() {
    let mut both = Both::new();
    let commits = |both: &Both| both.store.commit(&[]).expect("nothing to store").0;
    let carry_out = |both: &mut Both, target: &str, body: Vec<u8>| {
        both.carry_out(&Step::Device(0, Method::Post, target.to_owned(), body)).expect("as the oracle answers");
    };
    carry_out(&mut both, "/edev", wire::encode(&end_device(&A)));
    let before = commits(&both);
    both.carry_out(&Step::Hold).expect("held");
    let posts = 60;
    for log_event_id in 0..posts {
        let event = wire::LogEvent { created_date_time: T0, log_event_id, ..Default::default() };
        carry_out(&mut both, "/edev/1/lel", wire::encode(&event));
    }
    assert!(!both.server.resources().is_settled());
    both.carry_out(&Step::Release).expect("released");
    // Beside theirs: the one that was under way, and the question.
    let shared = commits(&both) - before - 2;
    assert!(shared <= 2, "{posts} posts in {shared} commits");
    both.expect_same().expect("all of them are kept");
}

/// r4: what the store does not take whole is refused before anybody reads it, and others are not held up [design r4].
#[test]
fn r4_what_is_beyond_the_stores_bounds_is_refused_and_never_read() {
    let documents = StoredResources::new(Arc::new(Store::in_memory().expect("a store")));
    let change = |length: usize| vec![Change { key: Key::device(1), value: Some(vec![b'x'; length]) }];
    assert!(matches!(documents.commit(&change(2 << 20)), Err(store::Error::Limit(..))));
    assert_eq!(documents.ahead().get(&Scope::Operator, &Key::device(1)), Ok(None));
    documents.commit(&change(5)).expect("durable");
    assert_eq!(documents.get(&Scope::Operator, &Key::device(1)), Ok(Some(b"xxxxx".to_vec())));
}
