//! What is asked of the store: restore after a start, readings, outbox, audit, alarms, documents.

use super::key::{self, Key, Kind, after_prefix};
use super::{Result, Store, value};
use std::collections::BTreeMap;
use tieline_core::model::{AssetId, Millis, ReadingSource, Record, SiteId, UpstreamId};

/// Which readings: of a site, in time order per source, oldest first.
#[derive(Debug, Clone)]
pub struct ReadingQuery {
    /// Of which site.
    pub site: SiteId,
    /// From which source; `None` for each in turn.
    pub source: Option<ReadingSource>,
    /// From this instant on.
    pub from: Millis,
    /// Up to this instant, itself excluded.
    pub to: Millis,
    /// Only those numbered above this.
    pub after_seq: u64,
    /// At most so many.
    pub limit: usize,
}

impl Store {
    /// All that a session must know again after a start: programs, draws, steps, responses and memos of this upstream.
    /// A memo belongs to it if its owner ends with `/` and the upstream's name. Posts are asked for by [`Store::outbox`].
    pub fn restore_upstream(&self, upstream: &UpstreamId) -> Result<Vec<Record>> {
        let mut found = Vec::new();
        for kind in [Kind::Programs, Kind::Draw, Kind::Life, Kind::Response] {
            found.extend(self.state_records(Key::new(kind).name(upstream.as_str()))?);
        }
        found.extend(self.memos(upstream.as_str())?);
        Ok(found)
    }

    /// All that a site's engine must know again after a start: programs of every upstream with their draws and steps, its
    /// memos, and the last setpoint of each asset.
    pub fn restore_site(&self, site: &SiteId) -> Result<Vec<Record>> {
        let mut found = Vec::new();
        for kind in [Kind::Programs, Kind::Draw, Kind::Life] {
            found.extend(self.state_records(Key::new(kind))?);
        }
        found.extend(self.memos(site.as_str())?);
        found.extend(self.last_setpoints(site)?);
        Ok(found)
    }

    /// What waits to be delivered to a server, in order, from above `after_seq`, at most `limit`.
    pub fn outbox(&self, upstream: &UpstreamId, after_seq: u64, limit: usize) -> Result<Vec<Record>> {
        let first = key::post(upstream, after_seq.saturating_add(1)).range().0;
        let end = Key::new(Kind::Post).name(upstream.as_str()).range().1;
        self.state().records((first, end), false, limit)
    }

    /// How many posts wait for a server.
    pub fn outbox_len(&self, upstream: &UpstreamId) -> Result<usize> {
        let mut count = 0;
        let range = Key::new(Kind::Post).name(upstream.as_str()).range();
        self.state().scan(range, false, &mut |_, _| {
            count += 1;
            true
        })?;
        Ok(count)
    }

    /// The number of the last stored reading of a site; 0 when there is none. The next one is numbered one higher.
    pub fn last_reading_seq(&self, site: &SiteId) -> u64 {
        self.history().last_reading_seq(site.as_str())
    }

    /// Stored readings that answer a query.
    pub fn readings(&self, query: &ReadingQuery) -> Result<Vec<Record>> {
        let (of_site, times) = (Key::new(Kind::Reading).name(query.site.as_str()), span(query.from, query.to));
        let range = |source: Key| (source.clone().time(query.from).range().0, source.time(query.to).range().0);
        let mut found: BTreeMap<Vec<u8>, Vec<Record>> = BTreeMap::new();
        let mut take = |source: &[u8], record| {
            let of_source = found.entry(source.to_vec()).or_default();
            if of_source.len() < query.limit && matches!(record, Record::Reading { seq, .. } if seq > query.after_seq) {
                of_source.push(record);
            }
            of_source.len() < query.limit
        };
        match &query.source {
            Some(source) => {
                self.history().scan(range(of_site.source(source)), times, &mut |record| take(&[], record))?;
            }
            None => self.history().scan_each(&of_site, source_length, times, &range, &mut take)?,
        }
        Ok(found.into_values().flatten().take(query.limit).collect())
    }

    /// The decisions for an asset with what became of each, in time order, oldest first (rule 9). At most `limit`, the
    /// newest are kept.
    pub fn audit(&self, site: &SiteId, asset: &AssetId, from: Millis, to: Millis, limit: usize) -> Result<Vec<Record>> {
        let mut found: Vec<(Millis, u64, u8, Record)> = Vec::new();
        for kind in [Kind::Setpoint, Kind::Result] {
            let of_asset = Key::new(kind).name(site.as_str()).name(asset.as_str());
            let range = (of_asset.clone().time(from).range().0, of_asset.time(to).range().0);
            let mut left = limit;
            self.history().scan_back(range, span(from, to), &mut |record| {
                left = left.saturating_sub(1);
                match record {
                    Record::Setpoint { ref setpoint, .. } => found.push((setpoint.at, setpoint.seq, 0, record)),
                    Record::Result { at, ref result, .. } => found.push((at, result.seq, 1, record)),
                    _ => {}
                }
                left > 0
            })?;
        }
        found.sort_by_key(|(at, seq, kind, _)| (*at, *seq, *kind));
        let surplus = found.len().saturating_sub(limit);
        Ok(found.into_iter().skip(surplus).map(|(.., record)| record).collect())
    }

    /// Rises and ends of alarms of a site in time order, oldest first, at most `limit`.
    pub fn alarms(&self, site: &SiteId, from: Millis, to: Millis, limit: usize) -> Result<Vec<Record>> {
        let of_site = Key::new(Kind::Alarm).name(site.as_str());
        let range = (of_site.clone().time(from).range().0, of_site.time(to).range().0);
        let mut found = Vec::new();
        self.history().scan(range, span(from, to), &mut |record| {
            found.push(record);
            found.len() < limit
        })?;
        Ok(found)
    }

    fn state_records(&self, prefix: Key) -> Result<Vec<Record>> {
        self.state().records(prefix.range(), false, usize::MAX)
    }

    fn memos(&self, name: &str) -> Result<Vec<Record>> {
        let mut memos = self.state_records(Key::new(Kind::Memo))?;
        memos.retain(|memo| matches!(memo, Record::Memo { owner, .. } if owner.rsplit('/').next() == Some(name)));
        Ok(memos)
    }

    fn last_setpoints(&self, site: &SiteId) -> Result<Vec<Record>> {
        self.history().newest_of_each(&Key::new(Kind::Setpoint).name(site.as_str()), name_length)
    }

    /// A document of the head-end's resources.
    pub fn document(&self, namespace: &str, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.state().get(&document_key(namespace, key)?)
    }

    /// Documents of a namespace whose keys begin with `prefix`, in order of their keys, from `from` on, at most `limit`.
    pub fn documents(
        &self,
        namespace: &str,
        prefix: &[u8],
        from: &[u8],
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let of_namespace = Key::new(Kind::Document).name(namespace);
        let skipped = of_namespace.clone().range().0.len();
        let first = document_key(namespace, from.max(prefix))?;
        let end = after_prefix(&document_key(namespace, prefix)?);
        let mut found = Vec::new();
        self.state().scan((first, end), false, &mut |key, body| {
            if found.len() < limit {
                found.push((key[skipped..].to_vec(), body.to_vec()));
            }
            found.len() < limit
        })?;
        Ok(found)
    }
}

pub(super) fn document_key(namespace: &str, key: &[u8]) -> Result<Vec<u8>> {
    Key::new(Kind::Document).name(namespace).bytes(key).done()
}

/// The instants that a scan may touch, so that generations outside are not opened.
fn span(from: Millis, to: Millis) -> Option<(Millis, Millis)> {
    Some((from, to))
}

/// How many bytes of what follows a prefix belong to a name and its end mark.
fn name_length(rest: &[u8]) -> Option<usize> {
    rest.iter().position(|b| *b == 0).map(|end| end + 1)
}

/// The same for a source: its tag and its name.
fn source_length(rest: &[u8]) -> Option<usize> {
    name_length(rest.get(1..)?).map(|length| length + 1)
}

impl super::space::Space {
    /// The records in a range; what does not read is counted and passed over.
    pub(super) fn records(&self, range: (Vec<u8>, Vec<u8>), reverse: bool, limit: usize) -> Result<Vec<Record>> {
        let mut found = Vec::new();
        self.scan(range, reverse, &mut |key, body| {
            match value::record(key, body) {
                _ if found.len() >= limit => {}
                Ok(record) => found.push(record),
                Err(e) => {
                    tracing::warn!("store: {e}; passed over");
                    self.note_bad();
                }
            }
            found.len() < limit
        })?;
        Ok(found)
    }
}
