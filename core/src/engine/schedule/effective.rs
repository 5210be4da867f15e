//! Effective times: draws, and neighbours that touch.

use super::entry::{Entry, Phase};
use crate::model::{ProgramKey, UtcSeconds};
use std::collections::HashMap;

/// Sets every event's effective span. Where one event of a program ends as another with a mode in common starts, the
/// effective end of the earlier is the effective start of the later: no gap, no overlap [2030.5 §10.2.2.3 m].
pub(super) fn set_spans(entries: &mut [Entry], seed: u64) {
    for entry in entries.iter_mut() {
        entry.set_own_span(seed);
    }
    let ends = by_nominal_end(entries);
    let moved: Vec<(usize, UtcSeconds)> = entries
        .iter()
        .enumerate()
        .filter_map(|(i, later)| Some((i, touching_end(entries, &ends, i, later)?)))
        .collect();
    for (i, start) in moved {
        entries[i].start = start.min(entries[i].end);
    }
}

fn by_nominal_end(entries: &[Entry]) -> HashMap<(ProgramKey, UtcSeconds), Vec<usize>> {
    let mut ends: HashMap<_, Vec<usize>> = HashMap::new();
    let randomized = |e: &Entry| e.event.randomize_start.0 != 0 || e.event.randomize_duration.0 != 0;
    if !entries.iter().any(randomized) {
        return ends;
    }
    for (i, entry) in entries.iter().enumerate() {
        if !entry.is_cancelled() && entry.event.duration.0 > 0 {
            ends.entry((entry.program.clone(), entry.nominal_end())).or_default().push(i);
        }
    }
    ends
}

/// The effective end of the best earlier neighbour of `later`.
fn touching_end(
    entries: &[Entry],
    ends: &HashMap<(ProgramKey, UtcSeconds), Vec<usize>>,
    i: usize,
    later: &Entry,
) -> Option<UtcSeconds> {
    let neighbours = ends.get(&(later.program.clone(), later.event.start))?;
    neighbours
        .iter()
        .map(|n| (&entries[*n], *n))
        .filter(|(earlier, n)| *n != i && !earlier.modes.and(later.modes).is_empty())
        .min_by_key(|(earlier, _)| earlier.rank())
        .map(|(earlier, _)| earlier.end)
}

/// The earliest instant after `at` at which an event begins, ends, or is no longer due.
pub(super) fn next_edge(entries: &[Entry], at: UtcSeconds) -> Option<UtcSeconds> {
    let edges = entries.iter().filter_map(|entry| match entry.phase {
        Phase::Ended => None,
        Phase::Active => Some(entry.ends()),
        Phase::Waiting if entry.start > at => Some(entry.start),
        Phase::Waiting => Some(entry.end),
    });
    edges.filter(|edge| *edge > at).min()
}
