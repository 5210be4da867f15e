//! From Green Button data to readings [OADR2b HISTORY_GREENBUTTON; ESPI IntervalBlock].

use super::super::heard::{Datum, DatumValue};
use tieline_schemas::oadr2::{DecodeError, Feed, GreenButton, Limits, Series};

/// The readings of a feed: a line a direction, `delivered`, `reverse`, `net`, or `flow-N` by its number in ESPI, in Wh; where the
/// feed has another unit, its number follows, as in `delivered.uom-38`. The multiplier is in the values.
pub(super) fn data(feed: &Feed) -> Result<Vec<Datum>, DecodeError> {
    let read = GreenButton::read(feed, &Limits::default())?;
    let of_series = |series: &Series| -> Vec<Datum> {
        let rid = rid(series);
        let scale = 10_f64.powi(i32::from(series.multiplier));
        let each = series.blocks.iter().flatten().map(|reading| Datum {
            rid: rid.clone(),
            start_s: reading.start_s,
            seconds: i64::from(reading.seconds),
            // Values have at most 48 bits.
            value: DatumValue::Number(reading.value as f64 * scale),
            quality: reading.quality.map(quality),
        });
        each.collect()
    };
    Ok(read.series.iter().flat_map(of_series).collect())
}

fn rid(series: &Series) -> String {
    let flow = match series.flow {
        Series::DELIVERED => "delivered".to_owned(),
        Series::REVERSE => "reverse".to_owned(),
        4 => "net".to_owned(),
        other => format!("flow-{other}"),
    };
    if series.unit == Series::WATT_HOURS { flow } else { format!("{flow}.uom-{}", series.unit) }
}

/// A QualityOfReading in words.
fn quality(code: u16) -> String {
    let known = match code {
        0 => "valid",
        7 => "manually edited",
        8 => "estimated by a reference day",
        9 => "estimated by interpolation",
        10 => "questionable",
        11 => "derived",
        12 => "projected",
        13 => "mixed",
        14 => "raw",
        15 => "normalized for weather",
        17 => "validated",
        18 => "verified",
        _ => return format!("quality {code}"),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tieline_schemas::oadr2::{DateTime, IntervalReading};

    /// [ESPI ReadingType]
    #[test]
    fn directions_units_multipliers_and_qualities_are_understood() {
        let series = |flow, unit, multiplier, value, quality| {
            let blocks = vec![vec![IntervalReading { start_s: 900, seconds: 900, value, quality }]];
            Series { flow, unit, multiplier, interval_s: None, blocks }
        };
        let series = vec![
            series(1, 72, 0, 400, None),
            series(19, 72, 3, 2, Some(10)),
            series(4, 72, -3, -1_500, Some(99)),
            series(0, 38, 0, 7, Some(0)),
        ];
        let feed = GreenButton { series }.feed(DateTime::default(), str::to_owned);
        let told: Vec<_> = data(&feed).expect("readable").into_iter().map(|d| (d.rid, d.value, d.quality)).collect();
        let wanted = [
            ("delivered", 400.0, None),
            ("reverse", 2_000.0, Some("questionable")),
            ("net", -1.5, Some("quality 99")),
            ("flow-0.uom-38", 7.0, Some("valid")),
        ];
        let wanted =
            wanted.map(|(rid, value, quality)| (rid.to_owned(), DatumValue::Number(value), quality.map(str::to_owned)));
        assert_eq!(told, wanted);
    }
}
