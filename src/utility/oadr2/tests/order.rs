//! Messages repeated, lost and late, and restarts in between: the end is the same.

use super::super::super::backoff::Jitter;
use super::vtn::{Vtn, distribute, simple};
use super::world::{START_S, World};
use std::collections::BTreeMap;
use tieline_schemas::oadr2::OadrEvent;

const SEEDS: u64 = 200;

/// The lists that a VTN sends one after another: events are made, changed and dropped; a name never comes again.
fn lists(dice: &mut Jitter) -> Vec<Vec<OadrEvent>> {
    let (mut held, mut made): (BTreeMap<u64, (u32, u64)>, u64) = Default::default();
    let mut lists = Vec::new();
    for _ in 0..8 {
        let (start, nth) = (dice.upto(1_000), dice.upto(3));
        let known = held.keys().nth(usize::try_from(nth).expect("small")).copied();
        match (known, dice.upto(3)) {
            (Some(id), 0) => drop(held.remove(&id)),
            (Some(id), _) => drop(held.entry(id).and_modify(|event| *event = (event.0 + 1, start))),
            (None, _) => {
                made += 1;
                held.insert(made, (0, start));
            }
        }
        lists.push(held.iter().map(|(id, (modification, start))| event(*id, *modification, *start)).collect());
    }
    lists
}

fn event(id: u64, modification: u32, start: u64) -> OadrEvent {
    let start_s = START_S + 3_000 + i64::try_from(start).expect("small");
    simple(&format!("e{id}"), modification, start_s, &[(600, 1.0)])
}

fn parts(world: &World) -> Vec<(i64, i64)> {
    let mut parts = world.parts();
    parts.retain(|(start, _)| *start >= 3_000);
    parts.sort_unstable();
    parts
}

/// [design r5]
#[test]
fn repeated_and_lost_messages_and_restarts_end_in_the_same_schedule() {
    for seed in 0..SEEDS {
        let mut dice = Jitter::new(seed);
        let lists = lists(&mut dice);
        let mut calm = World::new(Vtn::default());
        let mut rough = World::new(Vtn::default());
        calm.run_to(5);
        rough.run_to(5);
        for (n, list) in lists.iter().enumerate() {
            let second = 60 * (n as u64 + 1);
            calm.vtn.queue.push_back(distribute(&format!("r{n}"), list.clone()));
            calm.vtn.events.clone_from(list);
            calm.run_to(second);
            for _ in 0..=dice.upto(2) {
                rough.vtn.queue.push_back(distribute(&format!("r{n}"), list.clone()));
            }
            rough.vtn.events.clone_from(list);
            rough.vtn.lose = usize::try_from(dice.upto(2)).expect("small");
            rough.run_to(second - dice.upto(40));
            if dice.upto(2) == 0 {
                rough.restart();
            }
            rough.run_to(second);
        }
        // What a lost answer to a poll carried comes with the next whole list.
        let last = lists.last().expect("a list").clone();
        rough.vtn.queue.push_back(distribute("last", last.clone()));
        calm.run_to(1_500);
        rough.run_to(1_500);
        assert_eq!(parts(&rough), parts(&calm), "seed {seed}");
        let wanted = last.len();
        assert_eq!(parts(&calm).len(), wanted, "seed {seed}: what the VTN holds is what is scheduled");
        let opts = rough.vtn.opts();
        let clean = opts.iter().all(|(_, _, code, opts_in)| *code == 200 && *opts_in);
        assert!(clean, "seed {seed}: nothing out of order was seen: {opts:?}");
    }
}
