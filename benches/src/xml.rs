//! What the benchmarks of XML share: the stopwatch and the floor.

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::hint::black_box;
use std::time::Instant;

/// Before the first round.
pub(crate) const MAX: f64 = f64::MAX;

/// Microseconds of one call, as the mean of `calls`.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub(crate) fn time<T>(calls: u32, mut call: impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(call());
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(calls)
}

/// What no reader on quick-xml can be faster than: its events, nothing kept.
pub(crate) fn bare_pass(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut events = 0;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            break;
        }
        events += 1;
    }
    events
}
