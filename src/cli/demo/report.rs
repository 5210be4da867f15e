//! What a demo ends with: figures for `--json`, and the problems for which it fails.

use super::house::EPOCH_S;
use super::wire::Seen;
use crate::assets::sim::log::Row;
use crate::assets::sim::verdict::{LimitStep, Verdict, judge};
use crate::runtime::gateway::Figures;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use tieline_core::model::{Alarm, AlarmKind};

/// Seconds of program time after which a stored sample should have been delivered, beside two post intervals.
const DELIVERY_S: i64 = 5;

/// The whole report; its keys are a contract that scripts rely on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// `passed` or `failed`.
    pub verdict: &'static str,
    /// Why it failed, a line each.
    pub problems: Vec<String>,
    /// The connection.
    pub tls: Tls,
    /// Who the gateway is.
    pub device: Device,
    /// The events of the day that the gateway saw.
    pub events: Vec<EventReport>,
    /// Decisions.
    pub setpoints: Setpoints,
    /// The connection point, out of the plant's own log.
    pub site: Site,
    /// Samples on their way up.
    pub telemetry: Telemetry,
}

/// The connection to the utility.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tls {
    /// The suite by name.
    pub suite: String,
}

/// Who the gateway is to the utility.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Device {
    /// 40 hexadecimal digits.
    pub lfdi: String,
    /// 12 decimal digits.
    pub sfdi: String,
    /// What an OpenADR VTN knows the certificate by: ten pairs; empty towards IEEE 2030.5.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fingerprint: String,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventReport {
    /// Its name: 32 hexadecimal digits, or the eventID of an OpenADR event.
    pub mrid: String,
    /// The protocol that it came by.
    pub protocol: &'static str,
    /// The modes that it sets, by their fields of 2030.5's DERControlBase: `opModExpLimW`.
    pub modes: Vec<String>,
    /// Codes of the responses that the utility acknowledged, in order; of OpenADR, the one that stands.
    pub responses: Vec<u16>,
    /// Host milliseconds from when it could take effect to its first verified write.
    pub to_setpoint_ms: Option<f64>,
}

/// Decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Setpoints {
    /// Written to a device.
    pub written: u64,
    /// Read back as written.
    pub verified: u64,
    /// Refused, contested or not supported.
    pub rejected: u64,
}

/// The connection point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Site {
    /// The tightest limit of the day.
    pub limit_w: Option<f64>,
    /// The highest average of a second.
    pub worst_export_w: f64,
    /// Seconds above the limit in force and its tolerance.
    pub seconds_over_limit: u32,
}

/// Samples on their way up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Telemetry {
    /// Taken by drivers.
    pub taken: u64,
    /// Durable.
    pub stored: u64,
    /// In intervals that the utility acknowledged.
    pub delivered: u64,
    /// Stored, in intervals that are not yet full or not yet acknowledged.
    pub pending: u64,
    /// Neither.
    pub lost: u64,
}

/// What a report is made from.
pub struct Evidence<'a> {
    /// The protocol that it was played by.
    pub protocol: &'static str,
    /// The export limits of the day.
    pub limits: &'a [LimitStep],
    /// The fingerprint that the utility knows the gateway by; empty for IEEE 2030.5.
    pub fingerprint: &'a str,
    /// Whether readings from before the first interval were asked for.
    pub from_the_start: bool,
    /// Seconds of it that were played.
    pub seconds: u32,
    /// Seconds between posts.
    pub rate_s: u32,
    /// The gateway's own figures.
    pub figures: &'a Figures,
    /// The utility's view.
    pub seen: &'a Seen,
    /// The plant's log.
    pub rows: &'a [Row],
    /// Program times, in seconds, of the samples in the gateway's store.
    pub stored_at: &'a [i64],
    /// The gateway's alarms, their rises and ends.
    pub alarms: &'a [Alarm],
}

impl Report {
    /// Works the report out.
    pub fn new(evidence: &Evidence<'_>) -> Self {
        let mut problems = Vec::new();
        let verdict = judge(evidence.rows, evidence.limits);
        let telemetry = telemetry(evidence, &mut problems);
        let site = site(evidence.limits, &verdict, &mut problems);
        let upstream = evidence.figures.upstreams.first().cloned().unwrap_or_default();
        let setpoints = &evidence.figures.setpoints;
        let setpoints =
            Setpoints { written: setpoints.written, verified: setpoints.verified, rejected: setpoints.rejected };
        if setpoints.verified == 0 {
            problems.push("dispatch: no setpoint was verified on a device".to_owned());
        }
        problems.extend(grave_alarms(evidence.alarms));
        if upstream.suite.is_none() {
            problems.push("utility: never connected".to_owned());
        }
        Self {
            verdict: if problems.is_empty() { "passed" } else { "failed" },
            problems,
            tls: Tls { suite: upstream.suite.unwrap_or_default() },
            device: Device { lfdi: upstream.lfdi, sfdi: upstream.sfdi, fingerprint: evidence.fingerprint.to_owned() },
            events: events(evidence),
            setpoints,
            site,
            telemetry,
        }
    }
}

/// Alarms that no day of a demo may raise, each told once: they say that a link of the chain does not hold.
fn grave_alarms(alarms: &[Alarm]) -> Vec<String> {
    let is_grave = |kind: &AlarmKind| {
        use AlarmKind::{AssetDisobeys, LimitsContradict, MeterReversed, PinMismatch, Store};
        matches!(kind, MeterReversed | AssetDisobeys(_) | LimitsContradict | PinMismatch(_) | Store(_))
    };
    let raised: BTreeMap<&AlarmKind, &str> = alarms
        .iter()
        .rev()
        .filter(|alarm| alarm.raised && is_grave(&alarm.kind))
        .map(|alarm| (&alarm.kind, alarm.says.as_str()))
        .collect();
    raised.into_iter().map(|(kind, says)| format!("alarm: {kind:?}: {says}")).collect()
}

/// Each event once, whatever parts the gateway knows it in; one that it could not carry out has no modes.
fn events(evidence: &Evidence<'_>) -> Vec<EventReport> {
    let (protocol, seen) = (evidence.protocol, evidence.seen);
    let mut reports: Vec<EventReport> = Vec::new();
    for event in &evidence.figures.events {
        let known = seen.event(&event.mrid);
        let name = known.map_or(&event.mrid, |known| &known.id);
        let Some(report) = reports.iter_mut().find(|report| report.mrid == *name) else {
            let responses = known.map(|known| known.codes.clone()).unwrap_or_default();
            let (modes, to_setpoint_ms) = (event.modes.clone(), event.to_setpoint_ms);
            reports.push(EventReport { mrid: name.clone(), protocol, modes, responses, to_setpoint_ms });
            continue;
        };
        report.to_setpoint_ms = report.to_setpoint_ms.or(event.to_setpoint_ms);
        let new: Vec<String> = event.modes.iter().filter(|mode| !report.modes.contains(mode)).cloned().collect();
        report.modes.extend(new);
    }
    let unseen = seen.events.iter().filter(|event| !reports.iter().any(|report| report.mrid == event.id));
    let refused = unseen.map(|event| EventReport {
        mrid: event.id.clone(),
        protocol,
        modes: Vec::new(),
        responses: event.codes.clone(),
        to_setpoint_ms: None,
    });
    let refused: Vec<EventReport> = refused.collect();
    reports.into_iter().chain(refused).collect()
}

fn site(limits: &[LimitStep], verdict: &Verdict, problems: &mut Vec<String>) -> Site {
    let tightest = limits.iter().filter_map(|step| step.limit_w).reduce(f64::min);
    if verdict.seconds == 0 {
        problems.push("plant: its log holds no sample".to_owned());
    }
    if verdict.seconds_over_limit > 0 {
        problems.push(format!(
            "export: {} s above the limit, first at {:.0} s, by {:.0} W at worst",
            verdict.seconds_over_limit,
            verdict.first_over_s.unwrap_or_default(),
            verdict.worst_excess_w
        ));
    }
    Site {
        limit_w: tightest,
        worst_export_w: verdict.worst_export_w.round(),
        seconds_over_limit: verdict.seconds_over_limit,
    }
}

fn telemetry(evidence: &Evidence<'_>, problems: &mut Vec<String>) -> Telemetry {
    let counted = &evidence.figures.telemetry;
    let stored = evidence.stored_at.len() as u64;
    let (first, end) = evidence.seen.covered().unwrap_or((i64::MAX, i64::MIN));
    let before = |second: i64| evidence.stored_at.iter().filter(|at| **at < second).count() as u64;
    let (early, delivered) = if end > first { (before(first), before(end) - before(first)) } else { (0, 0) };
    // What nobody asked for is not lost.
    let lost_early = if evidence.from_the_start { early } else { 0 };
    let faults = evidence.seen.faults();
    problems.extend(faults.iter().map(|fault| format!("telemetry: {fault}")));
    let telemetry = Telemetry {
        taken: counted.taken,
        stored,
        delivered,
        pending: stored - delivered - lost_early,
        lost: counted.taken.saturating_sub(stored) + lost_early,
    };
    if telemetry.lost > 0 {
        problems.push(format!("telemetry: {} of {} samples lost", telemetry.lost, telemetry.taken));
    }
    let due = EPOCH_S + i64::from(evidence.seconds) - 2 * i64::from(evidence.rate_s) - DELIVERY_S;
    let overdue = before(due).saturating_sub(early + delivered);
    if overdue > 0 {
        problems.push(format!("telemetry: {overdue} samples were not delivered in time"));
    }
    telemetry
}

/// The rows of a plant's log; a last line that is not whole is passed over.
pub fn read_plant_log(file: &Path) -> io::Result<Vec<Row>> {
    let lines = BufReader::new(File::open(file)?).lines();
    lines.filter_map(|line| line.map(|line| serde_json::from_str(&line).ok()).transpose()).collect()
}
