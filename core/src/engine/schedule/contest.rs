//! Who holds which mode at an instant, and what that makes of each event.

use super::super::life::Life;
use super::super::modes::{self, ModeSet};
use super::entry::{Entry, Phase};
use super::policy::Policy;
use crate::model::{EventKey, EventStatus, TransitionKind, UtcSeconds};

/// Moves every event to where it stands at `at`. `missed` says that the time before was not lived through: what lay
/// wholly in it never ran, and is answered so.
pub(super) fn settle(
    entries: &mut [Entry],
    supported: ModeSet,
    policy: Policy,
    at: UtcSeconds,
    life: &mut Life,
) -> Vec<usize> {
    for entry in entries.iter_mut() {
        end_if_over(entry, at, life);
    }
    end_superseded_by_server(entries, policy, at, life);
    let mut running: Vec<usize> = (0..entries.len()).filter(|i| is_running(&entries[*i], supported, at)).collect();
    running.sort_unstable_by_key(|i| entries[*i].rank());
    let changed = contest(entries, &running, supported, policy);
    say_displaced(entries, &changed, policy, at, life);
    say_begun(entries, &running, at, life);
    changed.into_iter().filter(|c| c.lost_more).map(|c| c.index).collect()
}

/// An active one stays in the contest though the clock was set back before its start: it never starts twice.
/// [2030.5 DERControl; CSIP EVENT.021]
fn is_running(entry: &Entry, supported: ModeSet, at: UtcSeconds) -> bool {
    let usable = !entry.modes.and(supported).is_empty();
    usable && (entry.phase == Phase::Active || (entry.phase == Phase::Waiting && entry.start <= at))
}

fn end_if_over(entry: &mut Entry, at: UtcSeconds, life: &mut Life) {
    let cancelled_now = entry.event.status == EventStatus::Cancelled
        || (entry.is_cancelled() && (entry.phase == Phase::Waiting || entry.winds_down.is_some_and(|end| end <= at)));
    let kind = match entry.phase {
        Phase::Ended => return,
        _ if cancelled_now => TransitionKind::Cancelled,
        Phase::Active if entry.end <= at => ended_in_time(entry),
        Phase::Waiting if entry.end <= at => TransitionKind::RejectedExpired,
        _ => return,
    };
    end(entry, kind, at, life);
}

/// A displaced event that never came back has said what became of it; one that holds or resumed completes.
fn ended_in_time(entry: &Entry) -> TransitionKind {
    if entry.displaced {
        return TransitionKind::Superseded { by: entry.event.key.clone() };
    }
    TransitionKind::Completed
}

fn end(entry: &mut Entry, kind: TransitionKind, at: UtcSeconds, life: &mut Life) {
    entry.phase = Phase::Ended;
    entry.held = ModeSet::NONE;
    life.say(&entry.event.key, kind, at);
}

/// EventStatus 4: ended at once, unless the winner still waits inside its start randomization [X18 EventStatus].
/// [2030.5 EventStatus.currentStatus]
fn end_superseded_by_server(entries: &mut [Entry], policy: Policy, at: UtcSeconds, life: &mut Life) {
    if !policy.obeys_superseded_status() {
        return;
    }
    for i in 0..entries.len() {
        let entry = &entries[i];
        if entry.event.status != EventStatus::Superseded || entry.phase == Phase::Ended {
            continue;
        }
        if let Some(by) = server_side_winner(entries, i, at) {
            end(&mut entries[i], TransitionKind::Superseded { by }, at, life);
        }
    }
}

/// The event that displaces entry `i`, or its own name when none is known; `None` while the winner has yet to begin.
fn server_side_winner(entries: &[Entry], i: usize, at: UtcSeconds) -> Option<EventKey> {
    let own = &entries[i];
    let better = |e: &&Entry| e.phase != Phase::Ended && e.rank() < own.rank() && !e.modes.and(own.modes).is_empty();
    let mut rivals = entries.iter().filter(better);
    let window = |e: &Entry| e.phase == Phase::Waiting && e.event.start <= at && at < e.start;
    if rivals.clone().any(window) {
        return None;
    }
    let begun = rivals.find(|e| e.phase == Phase::Active || (e.start <= at && at < e.end));
    Some(begun.unwrap_or(own).event.key.clone())
}

/// An event that lost modes at this instant.
struct Displaced {
    index: usize,
    by: usize,
    lost_more: bool,
}

/// Gives every mode to the best event that asks for it and has not lost it [2030.5 §10.2.2.3].
/// [2030.5 PrimacyType; CSIP BASIC-016, BASIC-017, BASIC-018, BASIC-019, BASIC-020, BASIC-021, BASIC-022, BASIC-023, BASIC-024, BASIC-025, BASIC-026, BASIC-015]
fn contest(entries: &mut [Entry], running: &[usize], supported: ModeSet, policy: Policy) -> Vec<Displaced> {
    let mut taken = ModeSet::NONE;
    let mut takers = [usize::MAX; 32];
    let mut displaced = Vec::new();
    for &i in running {
        let wanted = entries[i].modes.and(supported).without(entries[i].lost);
        let lost = wanted.and(taken);
        entries[i].held = wanted.without(taken);
        entries[i].held.iter().for_each(|mode| takers[modes::bit(mode) as usize] = i);
        taken = taken.or(wanted);
        if let Some(mode) = lost.iter().next() {
            let lost_more = !policy.resumes();
            if lost_more {
                entries[i].lost = entries[i].lost.or(lost);
            }
            displaced.push(Displaced { index: i, by: takers[modes::bit(mode) as usize], lost_more });
        }
    }
    displaced
}

/// The losers speak before the winners [2030.5 §10.2.2.3 l].
fn say_displaced(entries: &mut [Entry], displaced: &[Displaced], policy: Policy, at: UtcSeconds, life: &mut Life) {
    for loss in displaced {
        let by = entries[loss.by].event.key.clone();
        let entry = &mut entries[loss.index];
        if !entry.held.is_empty() {
            continue;
        }
        let kind = TransitionKind::Superseded { by };
        if policy.resumes() {
            entry.phase = Phase::Active;
            entry.displaced = true;
            life.say(&entry.event.key, kind, at);
        } else {
            end(entry, kind, at, life);
        }
    }
}

fn say_begun(entries: &mut [Entry], running: &[usize], at: UtcSeconds, life: &mut Life) {
    for &i in running {
        let entry = &mut entries[i];
        if entry.held.is_empty() {
            continue;
        }
        entry.phase = Phase::Active;
        let started = life.said(&entry.event.key.mrid).started();
        let kind = if started && std::mem::take(&mut entry.displaced) {
            TransitionKind::Resumed
        } else {
            TransitionKind::Started
        };
        entry.displaced = false;
        life.say(&entry.event.key, kind, at);
    }
}
