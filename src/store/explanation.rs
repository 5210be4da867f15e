//! Why an asset does what it does: the chain from event to read-back, out of the audit (rule 9).
//! [design r9]

use super::key::{Key, Kind};
use super::{Result, Store};
use serde::{Deserialize, Serialize};
use std::fmt;
use tieline_core::model::{
    AssetId, Cause, Event, EventKey, Millis, ProgramKey, Record, Setpoint, SetpointResult, SetpointVerdict, SiteId,
};

/// Entries of the audit that are searched backwards for the decision.
const AUDIT_MAX: usize = 400;
/// Later than every decision.
const LAST: Millis = Millis(i64::MAX);

/// The decision that held for an asset at a time, why, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Which asset.
    pub asset: AssetId,
    /// At which time; of the latest decision, its own time.
    pub at: Millis,
    /// The decision; `None` when none was made by then.
    pub setpoint: Option<Setpoint>,
    /// The driver's reports on it, oldest first.
    pub results: Vec<SetpointResult>,
    /// The events among its causes, as their server last sent them.
    pub events: Vec<Event>,
    /// What the programs of its causes call themselves, as far as they do.
    #[serde(default)]
    pub programs: Vec<(ProgramKey, String)>,
    /// The servers' own names of those events, where the protocol has others than mRIDs.
    #[serde(default)]
    pub names: Vec<(EventKey, String)>,
}

impl Explanation {
    /// Reads the explanation for `asset` at `at` from the store; without a time, that of the latest decision.
    pub fn read(store: &Store, site: &SiteId, asset: &AssetId, at: Option<Millis>) -> Result<Self> {
        let end = at.map_or(LAST, |at| at.plus_ms(1));
        let audit = store.audit(site, asset, Millis(0), end, AUDIT_MAX)?;
        let decision = audit.iter().rev().find_map(|record| match record {
            Record::Setpoint { setpoint, .. } if !setpoint.renewal => Some(setpoint.clone()),
            _ => None,
        });
        let seq = decision.as_ref().map(|setpoint| setpoint.seq);
        let results = audit.into_iter().filter_map(|record| match record {
            Record::Result { result, .. } if Some(result.seq) == seq => Some(result),
            _ => None,
        });
        let results = results.collect();
        let causes = decision.iter().flat_map(|setpoint| &setpoint.causes);
        let keys = causes.filter_map(|cause| match cause {
            Cause::Event { event, .. } => Some(event),
            _ => None,
        });
        let events = keys.filter_map(|key| find_event(store, key).transpose()).collect::<Result<_>>()?;
        let programs = decision.iter().flat_map(|setpoint| &setpoint.causes).filter_map(|cause| match cause {
            Cause::Event { program, .. } | Cause::Default { program, .. } => Some(program),
            _ => None,
        });
        let programs = programs.filter_map(|key| find_program(store, key).transpose()).collect::<Result<_>>()?;
        let at = at.or(decision.as_ref().map(|setpoint| setpoint.at)).unwrap_or(LAST);
        Ok(Self { asset: asset.clone(), at, setpoint: decision, results, events, programs, names: Vec::new() })
    }

    /// Gives each event the server's own name, where `name` knows one.
    pub fn name_events(&mut self, name: impl Fn(&EventKey) -> Option<String>) {
        self.names = self.events.iter().filter_map(|event| Some((event.key.clone(), name(&event.key)?))).collect();
    }
}

impl Store {
    /// The site of the first decision that is stored; `None` when there is none.
    pub fn first_site(&self) -> Result<Option<SiteId>> {
        let mut site = None;
        self.history().scan(Key::new(Kind::Setpoint).range(), None, &mut |record| {
            if let Record::Setpoint { site: found, .. } = record {
                site = Some(found);
            }
            site.is_none()
        })?;
        Ok(site)
    }
}

fn find_event(store: &Store, key: &EventKey) -> Result<Option<Event>> {
    let restored = store.restore_upstream(&key.upstream)?;
    Ok(restored.into_iter().find_map(|record| match record {
        Record::Programs(set) => {
            set.programs.into_iter().flat_map(|program| program.events).find(|event| event.key == *key)
        }
        _ => None,
    }))
}

/// A program's description, if it has one.
fn find_program(store: &Store, key: &ProgramKey) -> Result<Option<(ProgramKey, String)>> {
    let restored = store.restore_upstream(&key.upstream)?;
    let described = restored.into_iter().find_map(|record| match record {
        Record::Programs(set) => set.programs.into_iter().find(|program| program.key == *key),
        _ => None,
    });
    Ok(described.filter(|program| !program.description.is_empty()).map(|program| (program.key, program.description)))
}

/// `key`, with its name in quotes before it where there is one.
fn named<K: PartialEq + fmt::Display>(names: &[(K, String)], key: &K) -> String {
    match names.iter().find(|(named, _)| named == key) {
        Some((_, name)) => format!("{name:?} ({key})"),
        None => key.to_string(),
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(setpoint) = &self.setpoint else {
            let by = if self.at == LAST { String::new() } else { format!(" by {}", instant(self.at)) };
            return writeln!(f, "{}: no setpoint{by}", self.asset);
        };
        writeln!(f, "{} at {}", self.asset, instant(self.at))?;
        for event in &self.events {
            writeln!(
                f,
                "  received   event {} created {}, {} for {}",
                named(&self.names, &event.key),
                instant(event.created.to_millis()),
                instant(event.start.to_millis()),
                event.duration
            )?;
        }
        setpoint.causes.iter().try_for_each(|cause| self.write_cause(f, cause))?;
        write_setpoint(f, setpoint)?;
        if self.results.is_empty() {
            writeln!(f, "  device     no answer yet")?;
        }
        self.results.iter().try_for_each(|result| write_result(f, result))
    }
}

impl Explanation {
    fn write_cause(&self, f: &mut fmt::Formatter<'_>, cause: &Cause) -> fmt::Result {
        match cause {
            Cause::Event { event, program, primacy, says } => {
                let (event, program) = (named(&self.names, event), named(&self.programs, program));
                writeln!(f, "  event      {event} of program {program}, primacy {primacy}: {says}")
            }
            Cause::Default { program, says } => {
                writeln!(f, "  default    of program {}: {says}", named(&self.programs, program))
            }
            Cause::Installer { says } => writeln!(f, "  installer  {says}"),
            Cause::Rule { rule, says } => writeln!(f, "  rule       {rule}: {says}"),
            Cause::Allocation { says } => writeln!(f, "  share      {says}"),
        }
    }
}

fn write_setpoint(f: &mut fmt::Formatter<'_>, setpoint: &Setpoint) -> fmt::Result {
    let command = &setpoint.command;
    let mut parts = Vec::new();
    let mut say = |part: Option<String>| parts.extend(part);
    say(command.connect.map(|closed| format!("contact {}", if closed { "closed" } else { "open" })));
    say(command.energize.map(|on| if on { "may energise".to_owned() } else { "cease to energise".to_owned() }));
    say(command.limit_w.map(|limit| format!("at most {limit}")));
    say(command.set_w.map(|set| format!("set {set}")));
    say(command.set_var.map(|set| format!("set {set}")));
    say(command.set_var_share_available.map(|share| format!("{share} of the vars available")));
    say(command.pf_inject.map(|pf| format!("power factor {}e-4 injecting", pf.displacement)));
    say(command.pf_absorb.map(|pf| format!("power factor {}e-4 absorbing", pf.displacement)));
    say(command.freq_droop.map(|_| "frequency droop".to_owned()));
    parts.extend(command.curves.iter().map(|curve| format!("curve {:?}", curve.kind)));
    let lease = setpoint.lease;
    writeln!(f, "  setpoint   {} at {}: {}", setpoint.seq, instant(setpoint.at), parts.join(", "))?;
    writeln!(f, "  lease      {} s, then at most {}, set {}", lease.seconds, lease.revert_limit_w, lease.revert_set_w)
}

fn write_result(f: &mut fmt::Formatter<'_>, result: &SetpointResult) -> fmt::Result {
    result.trace.iter().try_for_each(|line| writeln!(f, "  device     {line}"))?;
    let verdict = match &result.verdict {
        SetpointVerdict::Verified => "verified: read back as written".to_owned(),
        SetpointVerdict::Rejected { reason } => format!("rejected: {reason}"),
        SetpointVerdict::Contested { found } => format!("contested: read back {found}"),
        SetpointVerdict::NotSupported { what } => format!("not supported: {what}"),
        SetpointVerdict::Unreachable => "no answer".to_owned(),
        SetpointVerdict::Replaced { by } => format!("replaced by setpoint {by} before it was carried out"),
    };
    writeln!(f, "  verdict    {verdict} at {} ({} writes)", instant(result.at), result.writes)
}

/// A time as people read it, to the millisecond, in UTC.
fn instant(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| format!("{} ms", at.0), |time| time.to_string())
}
