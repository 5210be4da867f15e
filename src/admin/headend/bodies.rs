//! What operators send, understood.

use crate::admin::body::{Fields, fields, name_by_path, read, taken, unfit};
use crate::admin::instant;
use crate::admin::problem::Problem;
use crate::headend::{ControlScript, CurveScript, DefaultScript, NewProgram, POLLED, Pin, TimeZoneDocument};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use tieline_certs::config::certificates;
use tieline_certs::identity::Identity as CertifiedIdentity;
use tieline_core::model::{Curve, Lfdi, Mrid, UtcSeconds};

/// Largest `start_in_s`: a year.
const SECONDS_MAX: i64 = 366 * 86_400;
/// Longest and shortest rate in seconds.
const RATES: std::ops::RangeInclusive<u32> = 1..=86_400;
/// The name that stands where a script wants one and the body has none.
const NO_NAME: Mrid = Mrid([0; 16]);

/// A field that is there, with `null` told from absent.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(d).map(Some)
}

/// The digits of a PIN, which no refusal repeats.
struct Digits(u32);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(d)?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.map(Self).ok_or_else(|| serde::de::Error::custom("a PIN is a number of six digits"))
    }
}

/// A device as an operator enters it; what is absent is left as it is, `null` takes it away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeviceBody {
    #[serde(default)]
    lfdi: Option<Lfdi>,
    #[serde(default)]
    certificate: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pin: Option<Option<Digits>>,
    #[serde(default, deserialize_with = "given")]
    post_rate_s: Option<Option<u32>>,
    #[serde(default)]
    pub(super) groups: Option<Vec<String>>,
    #[serde(default)]
    pub(super) aggregator: Option<bool>,
    #[serde(default)]
    pub(super) granted_to: Vec<Lfdi>,
}

impl DeviceBody {
    /// Whose it is: one of LFDI and certificate, or both where they agree.
    pub(super) fn lfdi(&self) -> Result<Lfdi, Problem> {
        let Some(pem) = &self.certificate else {
            return self.lfdi.ok_or_else(|| unfit("lfdi: give it, or certificate in its place"));
        };
        let chain = certificates(pem.as_bytes()).map_err(|error| unfit(format!("certificate: {error}")))?;
        let own = chain.first().ok_or_else(|| unfit("certificate: it is empty"))?;
        let certified = Lfdi(CertifiedIdentity::of_certificate(own).lfdi);
        match self.lfdi.is_none_or(|lfdi| lfdi == certified) {
            true => Ok(certified),
            false => Err(unfit(format!("lfdi: the certificate's is {certified}"))),
        }
    }

    /// Its PIN, with a check digit that holds.
    pub(super) fn pin(&self) -> Result<Option<Option<Pin>>, Problem> {
        let wrong = || unfit("pin: the check digit is wrong; give five digits and their check digit, such as 111115");
        let one = |pin: &Option<Digits>| pin.as_ref().map(|pin| Pin::new(pin.0).ok_or_else(wrong)).transpose();
        self.pin.as_ref().map(one).transpose()
    }

    /// Seconds between its posts.
    pub(super) fn post_rate(&self) -> Result<Option<Option<u32>>, Problem> {
        self.post_rate_s.map(|rate| check_rate("post_rate_s", rate)).transpose()
    }
}

fn check_rate(key: &str, rate: Option<u32>) -> Result<Option<u32>, Problem> {
    match rate.is_none_or(|rate| RATES.contains(&rate)) {
        true => Ok(rate),
        false => Err(unfit(format!("{key}: give {} to {} seconds", RATES.start(), RATES.end()))),
    }
}

/// A device; `path`: the LFDI that the path names.
pub(super) fn device(body: &[u8], path: Option<Lfdi>) -> Result<DeviceBody, Problem> {
    let mut fields = fields(body)?;
    name_by_hex(&mut fields, "lfdi", path.map(|lfdi| lfdi.to_string()))?;
    read(fields)
}

/// Sets the id that the path names; the body may have the same in small letters.
fn name_by_hex(fields: &mut Fields, key: &str, path: Option<String>) -> Result<(), Problem> {
    if let Some(serde_json::Value::String(own)) = fields.get_mut(key) {
        own.make_ascii_uppercase();
    }
    name_by_path(fields, key, path.as_deref())
}

/// Many devices; each is read by itself, so that one that is wrong stops no other.
pub(super) fn devices(body: &[u8]) -> Result<Vec<Result<DeviceBody, Problem>>, Problem> {
    let mut fields = fields(body)?;
    let all: Option<Vec<Fields>> = taken(&mut fields, "devices")?;
    match (all, fields.keys().next()) {
        (_, Some(key)) => Err(unfit(format!("{key:.40}: unknown field, expected `devices`"))),
        (None, None) => Err(unfit("missing field `devices`")),
        (Some(all), None) => Ok(all.into_iter().map(read).collect()),
    }
}

/// A group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupBody {
    pub(super) name: String,
    pub(super) programs: Vec<Mrid>,
    #[serde(default)]
    pub(super) documents: Option<Vec<String>>,
    #[serde(default)]
    pub(super) new_devices: bool,
}

pub(super) fn group(body: &[u8], path: &str) -> Result<GroupBody, Problem> {
    let mut fields = fields(body)?;
    name_by_path(&mut fields, "name", Some(path))?;
    read(fields)
}

/// Which devices come into a group or a grant, and which leave it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MembersBody {
    #[serde(default)]
    pub(super) add: Vec<Lfdi>,
    #[serde(default)]
    pub(super) remove: Vec<Lfdi>,
}

pub(super) fn members(body: &[u8]) -> Result<MembersBody, Problem> {
    read(fields(body)?)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgramBody {
    #[serde(default)]
    mrid: Option<Mrid>,
    #[serde(default)]
    description: String,
    primacy: u8,
}

/// A program; `path`: the name that the path has.
pub(super) fn program(body: &[u8], path: Option<Mrid>) -> Result<NewProgram, Problem> {
    let mut fields = fields(body)?;
    name_by_hex(&mut fields, "mrid", path.map(|mrid| mrid.to_string()))?;
    let ProgramBody { mrid, description, primacy } = read(fields)?;
    Ok(NewProgram { mrid, description, primacy })
}

/// A program's default: its name, if it has one, and what it asks for.
pub(super) fn default_control(body: &[u8]) -> Result<(Option<Mrid>, DefaultScript), Problem> {
    let mut fields = fields(body)?;
    let mrid = taken(&mut fields, "mrid")?;
    fields.insert("mrid".to_owned(), NO_NAME.to_string().into());
    Ok((mrid, read(fields)?))
}

/// A curve.
pub(super) fn curve(body: &[u8]) -> Result<Curve, Problem> {
    let mut fields = fields(body)?;
    if fields.contains_key("mrid") {
        return Err(unfit("mrid: the server names curves"));
    }
    fields.insert("mrid".to_owned(), NO_NAME.to_string().into());
    let script: CurveScript = read(fields)?;
    script.to_curve().ok_or_else(|| unfit("curveType: give 0 to 14"))
}

/// A control as an operator sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ControlBody {
    #[serde(default)]
    pub(super) mrid: Option<Mrid>,
    #[serde(default)]
    pub(super) description: String,
    pub(super) duration_s: u32,
    #[serde(default)]
    pub(super) randomize_start_s: Option<i32>,
    #[serde(default)]
    pub(super) randomize_duration_s: Option<i32>,
    #[serde(default = "received_and_specific")]
    pub(super) response_required: u8,
    pub(super) control: ControlScript,
}

fn received_and_specific() -> u8 {
    3
}

/// A control and its start.
pub(super) fn control(body: &[u8], now: UtcSeconds) -> Result<(ControlBody, UtcSeconds), Problem> {
    let mut fields = fields(body)?;
    let start: Option<String> = taken(&mut fields, "start")?;
    let start_in_s: Option<i64> = taken(&mut fields, "start_in_s")?;
    let start = match (start, start_in_s) {
        (Some(start), None) => UtcSeconds(instant::seconds(&start).map_err(|says| unfit(format!("start: {says}")))?),
        (None, Some(seconds @ 0..=SECONDS_MAX)) => UtcSeconds(now.0.saturating_add(seconds)),
        (None, Some(_)) => return Err(unfit(format!("start_in_s: give 0 to {SECONDS_MAX} seconds"))),
        _ => return Err(unfit("start: give it, or start_in_s in its place; one of the two")),
    };
    Ok((read(fields)?, start))
}

/// Rates in seconds, of polls and of posts; `None`: as the configuration has it.
pub(super) fn rates(body: &[u8]) -> Result<(Option<u32>, Option<u32>), Problem> {
    rates_of(fields(body)?)
}

fn rates_of(fields: Fields) -> Result<(Option<u32>, Option<u32>), Problem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rates {
        #[serde(default)]
        poll_s: Option<u32>,
        #[serde(default)]
        post_s: Option<u32>,
    }
    let Rates { poll_s, post_s } = read(fields)?;
    Ok((check_rate("poll_s", poll_s)?, check_rate("post_s", post_s)?))
}

/// The same, and those of polls of single resources, by the names of their types.
pub(super) struct ServerRates {
    pub(super) poll: Option<u32>,
    pub(super) post: Option<u32>,
    pub(super) polls: BTreeMap<String, u32>,
}

pub(super) fn server_rates(body: &[u8]) -> Result<ServerRates, Problem> {
    let mut fields = fields(body)?;
    let polls: BTreeMap<String, u32> = taken(&mut fields, "polls")?.unwrap_or_default();
    for (resource, rate) in &polls {
        if !POLLED.contains(&resource.as_str()) {
            return Err(unfit(format!("polls: {resource:.40} is none of {}", POLLED.join(", "))));
        }
        check_rate(&format!("polls.{resource}"), Some(*rate))?;
    }
    let (poll, post) = rates_of(fields)?;
    Ok(ServerRates { poll, post, polls })
}

/// What is to be said of local time; `None`: what the configuration says.
pub(super) fn time_zone(body: &[u8]) -> Result<Option<TimeZoneDocument>, Problem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Dst {
        offset_s: i32,
        start: String,
        end: String,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Zone {
        offset_s: Option<i32>,
        #[serde(default)]
        dst: Option<Dst>,
    }
    let at = |key: &str, text: &str| {
        instant::seconds(text).map(UtcSeconds).map_err(|says| unfit(format!("dst.{key}: {says}")))
    };
    match read(fields(body)?)? {
        Zone { offset_s: None, dst: None } => Ok(None),
        Zone { offset_s: None, .. } => Err(unfit("offset_s: give it with dst")),
        Zone { offset_s: Some(offset), dst: None } => Ok(Some(TimeZoneDocument { offset, ..Default::default() })),
        Zone { offset_s: Some(offset), dst: Some(dst) } => {
            let (dst_start, dst_end) = (at("start", &dst.start)?, at("end", &dst.end)?);
            Ok(Some(TimeZoneDocument { offset, dst_offset: dst.offset_s, dst_start, dst_end }))
        }
    }
}

/// How far the clock is to be off the host's, in seconds.
pub(super) fn clock(body: &[u8]) -> Result<i64, Problem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Clock {
        offset_s: i64,
    }
    let Clock { offset_s } = read(fields(body)?)?;
    match offset_s.unsigned_abs() <= SECONDS_MAX.unsigned_abs() {
        true => Ok(offset_s),
        false => Err(unfit(format!("offset_s: give -{SECONDS_MAX} to {SECONDS_MAX}"))),
    }
}
