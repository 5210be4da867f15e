//! Mirrors and the readings posted to them [2030.5 MirrorUsagePoint].

use super::http::{NOT_OWN, Refusal, stored};
use super::key::Key;
use super::map::{self, MeterIn};
use super::resources::{Draft, Resources, Unavailable, read};
use super::route::Route;
use super::scope::Scope;
use super::server::{Answer, Call};
use serde::{Deserialize, Serialize};
use tieline_core::model::Mrid;

/// Longest time that a reading may lie in the future, in seconds: the clocks of both sides differ a little.
const FUTURE_S_MAX: i64 = 86_400;

/// A reading as it is kept; its key says of which meter and which time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingDocument {
    /// Start of its period, in the server's seconds.
    pub start: i64,
    /// Seconds of its period.
    pub duration: u32,
    /// The value, before the ReadingType's power of ten.
    pub value: i64,
    /// Quality bits.
    pub quality: u16,
}

impl<R: Resources> Call<'_, R> {
    /// A mirror: of the caller itself, or of a device that it acts for; the same mRID again updates the one that is there
    /// [C S-ALL-07].
    pub(super) fn take_mirror(&self) -> Result<Answer, Refusal> {
        self.device()?;
        let posted = map::mirror_in(&self.request.body).map_err(Refusal::Bad)?;
        let device = self.scope.device_of(posted.lfdi);
        let device = device.ok_or_else(|| Refusal::Forbidden(format!("deviceLFDI {NOT_OWN}")))?;
        let kept = self.mirrors_of(device)?;
        let known = kept.iter().find(|mirror| mirror.mrid == posted.mrid);
        if known.is_none() && kept.len() >= self.settings.mirrors_max as usize {
            let bound = self.settings.mirrors_max;
            return Err(Refusal::Forbidden(format!("the device has {bound} mirrors, the most that it may")));
        }
        let mut draft = Draft::new(self.resources);
        self.claim(&mut draft, device, posted.names())?;
        let number = match known {
            Some(known) => known.number,
            None => draft.next(Key::device_counter(device, "mup"))?,
        };
        let merged = posted.merged(known.map(|known| known.xml.as_slice())).map_err(Refusal::Bad)?;
        draft.put(Key::mirror(device, number), merged);
        self.keep_readings(&mut draft, device, number, &posted.meters)?;
        let location = Route::Mirror(device, number).to_string();
        Ok(stored(known.is_none(), Some(location), draft.into_changes()))
    }

    /// Readings for a mirror. The same readings again end in the same state (rule 5).
    pub(super) fn take_readings(&self, device: u32, mirror: u32) -> Result<Answer, Refusal> {
        let key = Key::mirror(device, mirror);
        let kept = self.resources.get(&self.scope, &key)?.ok_or(Refusal::NotFound)?;
        let meters = map::meters_in(&self.request.body).map_err(Refusal::Bad)?;
        let merged = map::merge_meters(&kept, &meters).map_err(Refusal::Bad)?;
        let mut draft = Draft::new(self.resources);
        self.claim(&mut draft, device, meters.iter().map(|meter| meter.mrid))?;
        draft.put(key, merged);
        self.keep_readings(&mut draft, device, mirror, &meters)?;
        let location = Route::Mirror(device, mirror).to_string();
        Ok(stored(true, Some(location), draft.into_changes()))
    }

    /// Makes names the device's own where the operator wants mRIDs to be of one device alone: one that another device has
    /// posted is refused, as CSIP-AUS wants it [C S-ALL-05]. That tells who knows the name that it is taken (rule 8), so it is
    /// not so by itself.
    fn claim(&self, draft: &mut Draft<'_, R>, device: u32, names: impl Iterator<Item = Mrid>) -> Result<(), Refusal> {
        if !self.settings.unique_mrids {
            return Ok(());
        }
        for name in names {
            let key = Key::mirrored(name);
            match read::<u32>(draft, &Scope::Operator, &key)? {
                Some(owner) if owner == device => {}
                Some(_) => return Err(Refusal::Forbidden(format!("mRID {name} is another device's"))),
                None => draft.put_json(key, &device)?,
            }
        }
        Ok(())
    }

    fn keep_readings(
        &self,
        draft: &mut Draft<'_, R>,
        device: u32,
        mirror: u32,
        meters: &[MeterIn],
    ) -> Result<(), Refusal> {
        let mut added = 0_u32;
        for meter in meters {
            for reading in &meter.readings {
                let start = reading.start.unwrap_or(self.now.0);
                if start > self.now.0.saturating_add(FUTURE_S_MAX) {
                    return Err(Refusal::Bad(format!("a reading starts at {start}, more than a day ahead")));
                }
                let key = Key::reading(device, mirror, meter.mrid, start, reading.duration);
                added += u32::from(draft.get(&self.scope, &key)?.is_none());
                let document = ReadingDocument {
                    start,
                    duration: reading.duration,
                    value: reading.value,
                    quality: reading.quality,
                };
                draft.put_json(key, &document)?;
            }
        }
        self.trim_readings(draft, device, mirror, added)
    }

    /// Drops the oldest readings of a mirror above the bound; how many were dropped is counted.
    fn trim_readings(&self, draft: &mut Draft<'_, R>, device: u32, mirror: u32, added: u32) -> Result<(), Refusal> {
        let key = Key::device_counter(device, &format!("mr-{mirror}"));
        let (kept, dropped): (u32, u32) = read(draft, &self.scope, &key)?.unwrap_or_default();
        let kept = kept.saturating_add(added);
        let excess = kept.saturating_sub(self.settings.readings_max);
        if excess > 0 {
            let mut all: Vec<(Key, ReadingDocument)> = Vec::new();
            for (key, value) in draft.list(&self.scope, &Key::readings(device, mirror), usize::MAX)? {
                if let Ok(reading) = serde_json::from_slice(&value) {
                    all.push((key, reading));
                }
            }
            all.sort_by_key(|(_, reading)| reading.start);
            for (key, _) in all.into_iter().take(excess as usize) {
                draft.remove(key);
            }
        }
        Ok(draft.put_json(key, &(kept - excess, dropped.saturating_add(excess)))?)
    }
}

/// The readings kept of a device's mirror, each with its meter reading's mRID, by meter and time.
pub(super) fn readings(
    resources: &impl Resources,
    device: u32,
    mirror: u32,
) -> Result<Vec<(Mrid, ReadingDocument)>, Unavailable> {
    let prefix = Key::readings(device, mirror);
    let mut found = Vec::new();
    for (key, value) in resources.list(&Scope::Operator, &prefix, usize::MAX)? {
        let reading = serde_json::from_slice(&value).map_err(|error| Unavailable(format!("{key}: {error}")))?;
        found.extend(key.meter().map(|meter| (meter, reading)));
    }
    Ok(found)
}
