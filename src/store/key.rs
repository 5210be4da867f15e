//! Keys: kind, shard, site or upstream, id, time; big-endian, so that their order is the order of time.

use super::{Error, Result, engine};
use tieline_core::model::{AssetId, EventKey, Millis, ReadingSource, SiteId, TransitionKind, UpstreamId};

/// What a key leads to; its first byte. Never renumbered: stores in the field hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Meta = 0x01,
    Programs = 0x10,
    Draw = 0x11,
    Life = 0x12,
    Response = 0x13,
    Post = 0x14,
    Memo = 0x15,
    Document = 0x20,
    Reading = 0x30,
    Setpoint = 0x31,
    Result = 0x32,
    Alarm = 0x33,
    Chunk = 0xF0,
}

impl Kind {
    /// The kinds of records, state before history.
    pub(super) const RECORDS: [Self; 10] = [
        Self::Programs,
        Self::Draw,
        Self::Life,
        Self::Response,
        Self::Post,
        Self::Memo,
        Self::Reading,
        Self::Setpoint,
        Self::Result,
        Self::Alarm,
    ];

    /// Its plural, for people.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Meta => "notes of the store",
            Self::Programs => "program sets",
            Self::Draw => "draws",
            Self::Life => "event steps",
            Self::Response => "responses",
            Self::Post => "posts",
            Self::Memo => "memos",
            Self::Document => "documents",
            Self::Reading => "readings",
            Self::Setpoint => "setpoints",
            Self::Result => "results",
            Self::Alarm => "alarms",
            Self::Chunk => "chunks",
        }
    }

    pub(super) fn of(key: &[u8]) -> Option<Self> {
        let number = *key.first()?;
        let mut known = Self::RECORDS.into_iter().chain([Self::Meta, Self::Document, Self::Chunk]);
        known.find(|kind| *kind as u8 == number)
    }

    /// Whether it only grows and is kept in generations that are dropped whole.
    pub(super) fn is_history(self) -> bool {
        matches!(self, Self::Reading | Self::Setpoint | Self::Result | Self::Alarm)
    }
}

/// A key under construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(Vec<u8>);

/// The one shard of an embedded store; fleets number theirs.
const SHARD: [u8; 2] = [0, 0];

impl Key {
    pub(super) fn new(kind: Kind) -> Self {
        let mut bytes = vec![kind as u8];
        bytes.extend(SHARD);
        Self(bytes)
    }

    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// A name; its end is marked, so that `a` sorts before `a-b` and no name is a prefix of another.
    pub(super) fn name(mut self, name: &str) -> Self {
        self.0.extend(name.bytes().filter(|b| *b != 0));
        self.0.push(0);
        self
    }

    pub(super) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    pub(super) fn number(self, number: u64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// A time before 1970 sorts before one after.
    pub(super) fn time(self, at: Millis) -> Self {
        self.number((at.0 as u64) ^ (1 << 63))
    }

    pub(super) fn source(self, source: &ReadingSource) -> Self {
        match source {
            ReadingSource::Site(site) => self.bytes(&[0]).name(site.as_str()),
            ReadingSource::Asset(asset) => self.bytes(&[1]).name(asset.as_str()),
        }
    }

    pub(super) fn event(self, event: &EventKey) -> Self {
        self.name(event.upstream.as_str()).bytes(&event.mrid.0)
    }

    /// What it leads to.
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::of(&self.0)
    }

    /// The key, if it is short enough to leave room for a chunk's number.
    pub(super) fn done(self) -> Result<Vec<u8>> {
        let most = engine::KEY_BYTES_MAX - 3;
        if self.0.len() > most {
            return Err(Error::Limit("bytes in a key", self.0.len(), most));
        }
        Ok(self.0)
    }

    /// The keys that begin with this one: from, up to.
    pub(super) fn range(self) -> (Vec<u8>, Vec<u8>) {
        let end = after_prefix(&self.0);
        (self.0, end)
    }
}

/// The first key beyond all that begin with `prefix`.
pub(super) fn after_prefix(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return end;
        }
    }
    vec![u8::MAX; engine::KEY_BYTES_MAX]
}

/// The key of chunk `number`, from 1, of the value of `key`.
pub(super) fn chunk(key: &[u8], number: u16) -> Vec<u8> {
    let mut chunk = vec![Kind::Chunk as u8];
    chunk.extend(key);
    chunk.extend(number.to_be_bytes());
    chunk
}

/// The parts of a reading's key: site, source, time, sequence number.
pub(super) fn parse_reading(key: &[u8]) -> Option<(SiteId, ReadingSource, Millis, u64)> {
    let rest = key.get(3..)?;
    let (site, rest) = split_name(rest)?;
    let (tag, rest) = rest.split_first()?;
    let (name, rest) = split_name(rest)?;
    let (time, seq) = rest.split_at_checked(8)?;
    let source = match tag {
        0 => ReadingSource::Site(SiteId::new(name).ok()?),
        _ => ReadingSource::Asset(AssetId::new(name).ok()?),
    };
    let at = u64::from_be_bytes(time.try_into().ok()?) ^ (1 << 63);
    Some((SiteId::new(site).ok()?, source, Millis(at as i64), u64::from_be_bytes(seq.try_into().ok()?)))
}

fn split_name(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|b| *b == 0)?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

/// The number under which a step of an event's life is kept; never renumbered.
pub(super) fn life_number(kind: &TransitionKind) -> u8 {
    match kind {
        TransitionKind::Received => 0,
        TransitionKind::Started => 1,
        TransitionKind::Completed => 2,
        TransitionKind::Cancelled => 3,
        TransitionKind::Superseded { .. } => 4,
        TransitionKind::Resumed => 5,
        TransitionKind::AbortedByProgram { .. } => 6,
        TransitionKind::NotSupported { .. } => 7,
        TransitionKind::RejectedParameter => 8,
        TransitionKind::RejectedInvalid => 9,
        TransitionKind::RejectedExpired => 10,
    }
}

pub(super) fn post(upstream: &UpstreamId, seq: u64) -> Key {
    Key::new(Kind::Post).name(upstream.as_str()).number(seq)
}
