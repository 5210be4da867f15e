//! The mirrors that we keep at the server: one for the site meter, one for each DER.

use super::average::{Averager, Interval};
use super::config::SessionConfig;
use super::map::{self, MirrorSpec, Source};
use super::post::Post;
use std::collections::BTreeMap;
use tieline_core::model::{
    Asset, AssetId, AssetKind, Lfdi, Millis, Mono, Mrid, Quality, Reading, ReadingSource, Record, Seconds, SiteId,
};

/// How long after an interval's end its last sample may still come, in milliseconds.
const LATE_MS: i64 = 2_000;
/// Bounds on a postRate, in seconds.
const POST_BOUNDS_S: (u32, u32) = (1, 86_400);
/// A mirror that the server loses this often in a row gets no further post.
const LOST_MAX: u8 = 3;

/// One mirror.
#[derive(Debug)]
struct Mirror {
    source: Source,
    /// False while its asset is not discovered: nothing is made for it.
    present: bool,
    averager: Averager,
    marked: bool,
    href: Option<String>,
    declared: u8,
    /// The length of its intervals as the server was last told it; 0 before.
    declared_s: u32,
    made: bool,
    make_at: Mono,
    lost: u8,
    rate_s: u32,
}

/// All mirrors of a session, by name.
#[derive(Debug)]
pub(super) struct Mirrors {
    mirrors: BTreeMap<String, Mirror>,
    closed: Vec<(String, Interval)>,
    site: SiteId,
    lfdi: Lfdi,
    pen: u32,
    post_site: bool,
    post_der: bool,
    rate_s: u32,
}

fn der_name(asset: &AssetId) -> String {
    format!("der-{asset}")
}

fn memo_name(mirror: &str) -> String {
    format!("mirror/{mirror}")
}

impl Mirrors {
    pub(super) fn new(config: &SessionConfig) -> Self {
        Self {
            mirrors: BTreeMap::new(),
            closed: Vec::new(),
            site: config.site.clone(),
            lfdi: config.lfdi,
            pen: config.pen,
            post_site: config.post_site,
            post_der: config.post_der,
            rate_s: config.post_rate_s.clamp(POST_BOUNDS_S.0, POST_BOUNDS_S.1),
        }
    }

    fn entry(&mut self, name: String, source: Source) -> &mut Mirror {
        let rate_s = self.rate_s;
        self.mirrors.entry(name).or_insert_with(|| Mirror {
            source,
            present: source == Source::Site,
            averager: Averager::default(),
            marked: false,
            href: None,
            declared: 0,
            declared_s: 0,
            made: false,
            make_at: Mono(0),
            lost: 0,
            rate_s,
        })
    }

    /// An asset was discovered: its readings get a mirror when it is a DER.
    pub(super) fn asset(&mut self, asset: &Asset) {
        let is_der = matches!(asset.kind, AssetKind::Pv | AssetKind::Battery | AssetKind::Charger);
        if is_der && self.post_der {
            self.entry(der_name(&asset.id), Source::Der).present = true;
        }
    }

    /// Takes a sample [CSIP BASIC-029].
    pub(super) fn reading(&mut self, reading: &Reading, offset: Seconds) {
        let (name, source) = match &reading.source {
            ReadingSource::Site(site) if self.post_site && *site == self.site => (format!("site-{site}"), Source::Site),
            ReadingSource::Asset(asset) if self.post_der => (der_name(asset), Source::Der),
            _ => return,
        };
        let wanted = source == Source::Site || self.mirrors.contains_key(&name);
        if reading.quality != Quality::Good || !wanted {
            return;
        }
        let at_ms = reading.at.plus_ms(offset.0.saturating_mul(1_000)).0;
        let mirror = self.entry(name.clone(), source);
        let (rate_s, mut closed) = (mirror.rate_s, Vec::new());
        mirror.averager.sample(at_ms, reading, rate_s, &mut closed);
        self.closed.extend(closed.into_iter().map(|interval| (name.clone(), interval)));
    }

    /// The posts for the intervals that have ended, with the records that keep a restart from posting them again.
    pub(super) fn due(&mut self, owner: &str, server_now: Millis) -> Vec<(Option<Post>, Record)> {
        for (name, mirror) in &mut self.mirrors {
            let mut closed = Vec::new();
            mirror.averager.advance(server_now.0.saturating_sub(LATE_MS), mirror.rate_s, &mut closed);
            self.closed.extend(closed.into_iter().map(|interval| (name.clone(), interval)));
        }
        let mark = |name: &str, until_s: i64| Record::Memo {
            owner: owner.to_owned(),
            name: memo_name(name),
            value: until_s.to_string().into_bytes(),
        };
        let mut due: Vec<(Option<Post>, Record)> = Vec::new();
        for (name, mirror) in self.mirrors.iter_mut().filter(|(_, mirror)| !mirror.marked) {
            if let Some(start_s) = mirror.averager.starts_s() {
                mirror.marked = true;
                due.push((None, mark(name, start_s)));
            }
        }
        for (name, interval) in self.closed.drain(..) {
            let until_s = interval.start_s.saturating_add(i64::from(interval.seconds));
            let record = mark(&name, until_s);
            due.push((Some(Post::averages(&name, interval)), record));
        }
        due
    }

    /// Goes on where the run before stopped: samples that no post covers yet are averaged again.
    pub(super) fn restore(&mut self, records: &[Record], memos: &BTreeMap<String, Vec<u8>>, offset: Seconds) {
        for (name, value) in memos {
            let until_s = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
            if let (Some(mirror), Some(until_s)) = (name.strip_prefix("mirror/"), until_s) {
                let source = if mirror.starts_with("site-") { Source::Site } else { Source::Der };
                let mirror = self.entry(mirror.to_owned(), source);
                mirror.averager.resume(until_s);
                mirror.marked = true;
            }
        }
        for record in records {
            if let Record::Reading { site, reading, .. } = record
                && *site == self.site
                && self.is_marked(&reading.source)
            {
                self.reading(reading, offset);
            }
        }
    }

    fn is_marked(&self, source: &ReadingSource) -> bool {
        let name = match source {
            ReadingSource::Site(site) => format!("site-{site}"),
            ReadingSource::Asset(asset) => der_name(asset),
        };
        self.mirrors.get(&name).is_some_and(|mirror| mirror.marked)
    }

    /// When the next open interval ends, on the server's clock, late samples included.
    pub(super) fn next_end_ms(&self) -> Option<i64> {
        let ends = self.mirrors.values().filter_map(|mirror| mirror.averager.ends_ms());
        ends.min().map(|end| end.saturating_add(LATE_MS))
    }

    /// Takes what the server says of its mirrors: where they are and how often it wants posts.
    /// [2030.5 MirrorUsagePoint.postRate]
    pub(super) fn learn(&mut self, seen: &[(Mrid, Option<String>, Option<u32>)]) {
        for (name, mirror) in &mut self.mirrors {
            let ours = map::mrid(&self.lfdi, self.pen, name, None);
            for (_, href, rate_s) in seen.iter().filter(|(mrid, ..)| *mrid == ours) {
                if let Some(rate_s) = rate_s {
                    mirror.rate_s = (*rate_s).clamp(POST_BOUNDS_S.0, POST_BOUNDS_S.1);
                }
                if mirror.made && mirror.href.is_none() {
                    mirror.href.clone_from(href);
                }
            }
        }
    }

    fn wants_making(mirror: &Mirror) -> bool {
        let seen = mirror.averager.seen();
        let told = mirror.made && mirror.declared | seen == mirror.declared && mirror.declared_s == mirror.rate_s;
        mirror.present && seen != 0 && !told
    }

    /// A mirror to POST: not made in this run, lost by the server, or with a quantity or a length of its intervals that it
    /// did not declare: the server's postRate may not be the one that we proposed.
    pub(super) fn to_make(&self, now: Mono) -> Option<MirrorSpec<'_>> {
        let wants = |(_, mirror): &(&String, &Mirror)| Self::wants_making(mirror) && mirror.make_at <= now;
        let (name, mirror) = self.mirrors.iter().find(wants)?;
        Some(Self::spec(name, mirror, mirror.declared | mirror.averager.seen()))
    }

    fn spec<'a>(name: &'a str, mirror: &Mirror, quantities: u8) -> MirrorSpec<'a> {
        MirrorSpec { name, source: mirror.source, quantities, post_rate_s: mirror.rate_s }
    }

    /// When the next mirror may be made.
    pub(super) fn next_make(&self) -> Option<Mono> {
        self.mirrors.values().filter(|mirror| Self::wants_making(mirror)).map(|mirror| mirror.make_at).min()
    }

    /// The server took a mirror's POST.
    pub(super) fn make_done(&mut self, name: &str, location: Option<String>, quantities: u8) {
        if let Some(mirror) = self.mirrors.get_mut(name) {
            mirror.made = true;
            mirror.declared = quantities;
            mirror.declared_s = mirror.rate_s;
            mirror.href = location.or(mirror.href.take());
        }
    }

    /// A mirror's POST failed: not before `until` again.
    pub(super) fn make_again_at(&mut self, name: &str, until: Mono) {
        if let Some(mirror) = self.mirrors.get_mut(name) {
            mirror.make_at = until;
        }
    }

    /// Where the posts of a mirror go, once it is made.
    pub(super) fn made(&self, name: &str) -> Option<(String, MirrorSpec<'_>)> {
        let (name, mirror) = self.mirrors.get_key_value(name).filter(|(_, mirror)| mirror.made)?;
        Some((mirror.href.clone()?, Self::spec(name, mirror, mirror.declared)))
    }

    /// The server does not know a mirror any more (404): it is made again. False once that happens again and again.
    pub(super) fn lost(&mut self, name: &str, now: Mono) -> bool {
        let Some(mirror) = self.mirrors.get_mut(name) else { return false };
        mirror.lost = mirror.lost.saturating_add(1);
        (mirror.made, mirror.href, mirror.make_at) = (false, None, now);
        mirror.lost <= LOST_MAX
    }

    /// A post arrived.
    pub(super) fn arrived(&mut self, name: &str) {
        if let Some(mirror) = self.mirrors.get_mut(name) {
            mirror.lost = 0;
        }
    }
}
