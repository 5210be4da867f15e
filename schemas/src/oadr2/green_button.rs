//! Green Button: energy use as an atom feed of ESPI resources, written and read [ESPI IntervalBlock; OADR2b HISTORY_GREENBUTTON].
//!
//! A feed holds entries that name each other by links: a usage point, for each series a meter reading and its reading type, and
//! the blocks of intervals of a meter reading. [`GreenButton::feed`] writes them so; [`GreenButton::read`] follows the links of
//! any maker's feed, passes over what it does not know, and keeps the numbers as they are: their unit and multiplier stand
//! beside them.

use super::cursor::{Attribute, Cursor, Token, cut};
use super::generated::Ns;
use super::limits::Limits;
use super::simple::{DateTime, Feed};
use crate::xml::DecodeError;
use crate::xml::text::escape;
use std::fmt::Write as _;

/// Energy use as a feed tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GreenButton {
    /// One for each meter reading.
    pub series: Vec<Series>,
}

/// A meter reading with its reading type. Numbers are the codes of ESPI.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    /// flowDirection: see [`Series::DELIVERED`], [`Series::REVERSE`]; 0 where the feed does not say.
    pub flow: u16,
    /// uom: see [`Series::WATT_HOURS`]; 0 where the feed does not say.
    pub unit: u16,
    /// powerOfTenMultiplier: values are in units of ten to this power.
    pub multiplier: i16,
    /// intervalLength in seconds, where all have one.
    pub interval_s: Option<u32>,
    /// Blocks of intervals that follow each other; between blocks nothing is known.
    pub blocks: Vec<Vec<IntervalReading>>,
}

/// The use in one interval.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntervalReading {
    /// Its first second, in Unix seconds.
    pub start_s: i64,
    /// Its length in seconds.
    pub seconds: u32,
    /// In units of the series; never negative in one direction.
    pub value: i64,
    /// ReadingQuality, where it is another than what the series has by default.
    pub quality: Option<u16>,
}

impl Series {
    /// From the utility to the site.
    pub const DELIVERED: u16 = 1;
    /// From the site to the utility.
    pub const REVERSE: u16 = 19;
    /// Watt-hours.
    pub const WATT_HOURS: u16 = 72;
    /// The quality of what was calculated, which values have that say no other where we write them.
    pub const DERIVED: u16 = 11;
    /// The quality of what has not passed every check.
    pub const QUESTIONABLE: u16 = 10;
}

impl GreenButton {
    /// The feed: times in UTC, one usage point of electricity, increments of energy as derived values. `id` makes an IRI that is
    /// this entry's alone, of the entry's path.
    #[must_use]
    pub fn feed(&self, updated: DateTime, id: impl Fn(&str) -> String) -> Feed {
        let mut out = format!(
            "<feed xmlns=\"{}\" xmlns:espi=\"{}\"><id>{}</id><title>Green Button</title><updated>{updated}</updated>",
            Ns::Atom.uri(),
            Ns::Espi.uri(),
            escaped(&id("feed"))
        );
        let mut entry = |path: &str, up: Option<&str>, related: &[String], title: &str, content: &str| {
            let _ = write!(out, "<entry><id>{}</id><link rel=\"self\" href=\"{path}\"/>", escaped(&id(path)));
            out.extend(up.map(|up| format!("<link rel=\"up\" href=\"{up}\"/>")));
            out.extend(related.iter().map(|related| format!("<link rel=\"related\" href=\"{related}\"/>")));
            let _ =
                write!(out, "<title>{title}</title><content>{content}</content><updated>{updated}</updated></entry>");
        };
        let point = "UsagePoint/1";
        let electricity = "<espi:UsagePoint><espi:ServiceCategory><espi:kind>0</espi:kind></espi:ServiceCategory>\
            </espi:UsagePoint>";
        let readings = format!("{point}/MeterReading");
        entry(point, Some("UsagePoint"), std::slice::from_ref(&readings), "Connection point", electricity);
        for (number, series) in (1..).zip(&self.series) {
            let (reading, kind) = (format!("{readings}/{number}"), format!("ReadingType/{number}"));
            let blocks = format!("{reading}/IntervalBlock");
            let related = [blocks.clone(), kind.clone()];
            entry(&reading, Some(&readings), &related, "Energy", "<espi:MeterReading/>");
            entry(&kind, Some("ReadingType"), &[], "Type of reading", &series.kind());
            if !series.blocks.is_empty() {
                entry(&format!("{blocks}/1"), Some(&blocks), &[], "Intervals", &series.intervals());
            }
        }
        Feed::taken(out + "</feed>")
    }

    /// Reads a feed.
    ///
    /// # Errors
    /// What is no number where one is wanted, and as [`super::decode`].
    pub fn read(feed: &Feed, limits: &Limits) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(feed.as_str().as_bytes(), limits)?;
        cursor.root()?;
        let root = Element::read(&mut cursor)?;
        let entries: Vec<Entry<'_>> = root.children(Ns::Atom, "entry").map(Entry::of).collect();
        let mut series = Vec::new();
        for reading in entries.iter().filter(|entry| entry.resource("MeterReading").is_some()) {
            series.push(reading.series(&entries)?);
        }
        Ok(Self { series })
    }
}

impl Series {
    /// The ReadingType: increments of energy (deltaData, normal, energy) of electricity [ESPI ReadingType].
    fn kind(&self) -> String {
        let length =
            self.interval_s.map(|s| format!("<espi:intervalLength>{s}</espi:intervalLength>")).unwrap_or_default();
        format!(
            "<espi:ReadingType><espi:accumulationBehaviour>4</espi:accumulationBehaviour><espi:commodity>1</espi:commodity>\
             <espi:dataQualifier>12</espi:dataQualifier><espi:defaultQuality>{}</espi:defaultQuality>\
             <espi:flowDirection>{}</espi:flowDirection>{length}<espi:kind>12</espi:kind>\
             <espi:powerOfTenMultiplier>{}</espi:powerOfTenMultiplier><espi:uom>{}</espi:uom></espi:ReadingType>",
            Self::DERIVED,
            self.flow,
            self.multiplier,
            self.unit
        )
    }

    fn intervals(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            let (Some(first), Some(last)) = (block.first(), block.last()) else { continue };
            let whole_s = last.start_s.saturating_add(i64::from(last.seconds)).saturating_sub(first.start_s);
            let _ = write!(
                out,
                "<espi:IntervalBlock><espi:interval><espi:duration>{whole_s}</espi:duration>\
                 <espi:start>{}</espi:start></espi:interval>",
                first.start_s
            );
            for IntervalReading { start_s, seconds, value, quality } in block {
                out.push_str("<espi:IntervalReading>");
                out.extend(quality.map(|quality| {
                    format!("<espi:ReadingQuality><espi:quality>{quality}</espi:quality></espi:ReadingQuality>")
                }));
                let _ = write!(
                    out,
                    "<espi:timePeriod><espi:duration>{seconds}</espi:duration><espi:start>{start_s}</espi:start>\
                     </espi:timePeriod><espi:value>{value}</espi:value></espi:IntervalReading>"
                );
            }
            out.push_str("</espi:IntervalBlock>");
        }
        out
    }
}

fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    escape(text, false, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// An element of a feed that is being read; the reader's bounds hold for all of them together.
#[derive(Debug)]
struct Element {
    ns: Ns,
    local: String,
    /// Those without a prefix.
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The element that opened last, up to its end.
    fn read(cursor: &mut Cursor<'_>) -> Result<Self, DecodeError> {
        let plain = |attribute: &Attribute<'_>| attribute.ns.is_none();
        let own = cursor.attributes.iter().filter(|attribute| plain(attribute));
        let attributes = own.map(|one| (one.local().to_owned(), one.value.as_ref().to_owned())).collect();
        let (ns, local) = (cursor.ns, cursor.local.to_owned());
        let mut element = Self { ns, local, attributes, text: String::new(), children: Vec::new() };
        loop {
            match cursor.next()? {
                Token::Open => element.children.push(Self::read(cursor)?),
                Token::Text(text) => element.text.push_str(&text),
                Token::Close => return Ok(element),
            }
        }
    }

    fn children(&self, ns: Ns, local: &'static str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.ns == ns && child.local == local)
    }

    fn espi(&self, local: &'static str) -> Option<&Self> {
        self.children(Ns::Espi, local).next()
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The number in a child; `None` where there is none.
    fn number<T: std::str::FromStr>(&self, local: &'static str) -> Result<Option<T>, DecodeError> {
        let Some(child) = self.espi(local) else { return Ok(None) };
        let unfit = || DecodeError::Value { field: local, expected: "a number of ESPI", found: cut(&child.text) };
        child.text.trim().parse().map(Some).map_err(|_| unfit())
    }
}

/// An entry of a feed, with its links.
#[derive(Debug)]
struct Entry<'a> {
    own: Option<&'a str>,
    up: Option<&'a str>,
    related: Vec<&'a str>,
    content: Option<&'a Element>,
}

impl<'a> Entry<'a> {
    fn of(entry: &'a Element) -> Self {
        let links = |rel: &'static str| {
            let links = entry.children(Ns::Atom, "link").filter(move |link| link.attribute("rel") == Some(rel));
            links.filter_map(|link| Some(link.attribute("href")?.trim_end_matches('/')))
        };
        let content = entry.children(Ns::Atom, "content").next();
        Self { own: links("self").next(), up: links("up").next(), related: links("related").collect(), content }
    }

    /// The resource that it holds, if it is of this kind.
    fn resource(&self, local: &'static str) -> Option<&'a Element> {
        self.content.and_then(|content| content.espi(local))
    }

    /// What belongs to this meter reading: its type by a link, or the only one that there is; its blocks by theirs.
    fn series(&self, entries: &[Entry<'_>]) -> Result<Series, DecodeError> {
        let kinds: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.resource("ReadingType").is_some()).collect();
        let linked = kinds.iter().find(|kind| kind.own.is_some_and(|own| self.related.contains(&own)));
        let kind = linked.or(kinds.first().filter(|_| kinds.len() == 1));
        let mut series = Series::default();
        if let Some(kind) = kind.and_then(|kind| kind.resource("ReadingType")) {
            series.flow = kind.number("flowDirection")?.unwrap_or_default();
            series.unit = kind.number("uom")?.unwrap_or_default();
            series.multiplier = kind.number("powerOfTenMultiplier")?.unwrap_or_default();
            series.interval_s = kind.number("intervalLength")?;
        }
        for entry in entries.iter().filter(|entry| self.owns(entry)) {
            for block in entry.content.iter().flat_map(|content| content.children(Ns::Espi, "IntervalBlock")) {
                let readings = block.children(Ns::Espi, "IntervalReading").map(interval);
                series.blocks.push(readings.collect::<Result<_, _>>()?);
            }
        }
        Ok(series)
    }

    /// Whether an entry stands below this one.
    fn owns(&self, entry: &Entry<'_>) -> bool {
        let below =
            |path: &str| self.own.is_some_and(|own| path.strip_prefix(own).is_some_and(|rest| rest.starts_with('/')));
        let points_up = entry.up.is_some_and(|up| self.related.contains(&up) || below(up));
        points_up || entry.own.is_some_and(below)
    }
}

fn interval(reading: &Element) -> Result<IntervalReading, DecodeError> {
    let missing = |field| DecodeError::Missing { element: "IntervalReading", field };
    let period = reading.espi("timePeriod").ok_or_else(|| missing("timePeriod"))?;
    let quality = reading.espi("ReadingQuality").map(|quality| quality.number("quality")).transpose()?.flatten();
    Ok(IntervalReading {
        start_s: period.number("start")?.ok_or_else(|| missing("start"))?,
        seconds: period.number("duration")?.ok_or_else(|| missing("duration"))?,
        value: reading.number("value")?.ok_or_else(|| missing("value"))?,
        quality,
    })
}
