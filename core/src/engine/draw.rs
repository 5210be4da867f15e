//! Draws for randomization: functions of a seed and an event's name, so that the engine itself stays deterministic.

use crate::model::{Event, Mrid, Seconds};

/// What a draw is for; each purpose has numbers of its own.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    Start = 1,
    Duration = 2,
    CancelledEnd = 3,
}

/// The randomization of an event's start and duration, each uniform from 0 to its bound, with its bound's sign
/// [2030.5 §10.2.3.4; X18 RandomizableEvent] [2030.5 randomizeStart, randomizeDuration; CSIP CORE-021].
pub(crate) fn randomization(seed: u64, event: &Event) -> (Seconds, Seconds) {
    let mrid = &event.key.mrid;
    (
        draw(seed, mrid, Purpose::Start, event.randomize_start),
        draw(seed, mrid, Purpose::Duration, event.randomize_duration),
    )
}

/// How long a cancelled event with randomization still runs: up to the larger of both bounds [X18 EventStatus 3].
pub(crate) fn wind_down(seed: u64, event: &Event) -> Seconds {
    let bound = event.randomize_start.0.abs().max(event.randomize_duration.0.abs());
    draw(seed, &event.key.mrid, Purpose::CancelledEnd, Seconds(bound))
}

fn draw(seed: u64, mrid: &Mrid, purpose: Purpose, bound: Seconds) -> Seconds {
    if bound.0 == 0 {
        return Seconds(0);
    }
    let span = bound.0.unsigned_abs() + 1;
    let drawn = (mixed(seed, mrid, purpose) % span) as i64;
    Seconds(drawn * bound.0.signum())
}

/// SplitMix64 over the seed, the name and the purpose.
fn mixed(seed: u64, mrid: &Mrid, purpose: Purpose) -> u64 {
    let (high, low) = mrid.0.split_at(8);
    let fold = |bytes: &[u8]| bytes.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
    [fold(high), fold(low), purpose as u64].into_iter().fold(seed, |state, word| scramble(state ^ scramble(word)))
}

fn scramble(word: u64) -> u64 {
    let mut z = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_keeps_its_bound_and_its_sign_and_repeats() {
        for n in 0..200_u8 {
            let mrid = Mrid([n; 16]);
            let drawn = draw(7, &mrid, Purpose::Start, Seconds(-300));
            assert!((-300..=0).contains(&drawn.0));
            assert_eq!(drawn, draw(7, &mrid, Purpose::Start, Seconds(-300)));
        }
    }

    #[test]
    fn draws_reach_both_ends() {
        let drawn: Vec<i64> = (0..=255_u8).map(|n| draw(1, &Mrid([n; 16]), Purpose::Duration, Seconds(3)).0).collect();
        assert!((0..=3).all(|wanted| drawn.contains(&wanted)));
    }
}
