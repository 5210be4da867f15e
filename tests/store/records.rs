//! Records for the store's suites: one of each kind, and many of one.

use tieline_core::model::*;

pub(crate) fn site() -> SiteId {
    SiteId::new("home").expect("a name")
}

pub(crate) fn asset() -> AssetId {
    AssetId::new("battery").expect("a name")
}

pub(crate) fn upstream() -> UpstreamId {
    UpstreamId::new("utility").expect("a name")
}

pub(crate) fn event(number: u64) -> EventKey {
    let mut mrid = [0; 16];
    mrid[8..].copy_from_slice(&number.to_be_bytes());
    EventKey { upstream: upstream(), mrid: Mrid(mrid) }
}

pub(crate) fn reading(seq: u64) -> Record {
    let reading = Reading {
        source: ReadingSource::Site(site()),
        at: Millis(1_764_000_000_000 + seq as i64 * 1_000),
        mono: Mono(seq * 1_000),
        quality: Quality::Good,
        w: Watts(-1_500 - seq as i64 % 700),
        var: Some(Vars(120)),
        voltage: Some(Millivolts(231_400)),
        frequency: Some(Millihertz(50_010)),
        exported: Some(WattHours(7_000_000)),
        imported: Some(WattHours(9_000_000 + seq as i64)),
        stored: None,
    };
    Record::Reading { site: site(), seq, reading }
}

pub(crate) fn post(seq: u64) -> Record {
    Record::Post { upstream: upstream(), seq, at: Millis(1_764_000_000_000), body: seq.to_be_bytes().repeat(40) }
}

pub(crate) fn response(number: u64, code: u8, confirmed: bool) -> Record {
    Record::Response { event: event(number), code, at: Millis(1_764_000_000_000), confirmed }
}

pub(crate) fn programs() -> Record {
    let mut control = Control { ramp_centiseconds: Some(3_000), ..Control::default() };
    control.modes.insert(Mode::ExpLimW, ControlValue::Watts(Watts(5_000)));
    let event = Event {
        key: event(1),
        created: UtcSeconds(1_764_000_000),
        start: UtcSeconds(1_764_000_600),
        duration: Seconds(900),
        randomize_start: Seconds(60),
        randomize_duration: Seconds(-60),
        status: EventStatus::Scheduled,
        status_since: UtcSeconds(1_764_000_000),
        control: control.clone(),
        response_required: ResponseRequired(3),
        reply_to: Some("/rsps/0/rsp".to_owned()),
    };
    let program = Program {
        key: ProgramKey { upstream: upstream(), mrid: Mrid([7; 16]) },
        description: "feeder 12".to_owned(),
        primacy: 1,
        default: Some(DefaultControl { control, ..DefaultControl::default() }),
        events: vec![event],
    };
    Record::Programs(ProgramSet {
        upstream: upstream(),
        server_offset: Seconds(-2),
        complete: true,
        edition_2023: false,
        programs: vec![program],
    })
}

pub(crate) fn setpoint(seq: u64, at: i64) -> Record {
    let setpoint = Setpoint {
        seq,
        asset: asset(),
        command: AssetCommand { limit_w: Some(Watts(5_000)), ..AssetCommand::default() },
        lease: Lease { seconds: 60, revert_limit_w: Watts(1_500), revert_set_w: Watts(0) },
        at: Millis(at),
        mono: Mono(5),
        renewal: false,
        causes: vec![Cause::Rule { rule: "r3".to_owned(), says: "the tightest holds".to_owned() }],
    };
    Record::Setpoint { site: site(), setpoint }
}

pub(crate) fn result(seq: u64, at: i64) -> Record {
    let result = SetpointResult {
        seq,
        asset: asset(),
        verdict: SetpointVerdict::Verified,
        writes: 1,
        trace: vec!["704.WMaxLimPct=500".to_owned()],
        at: Millis(at),
        reversion: Reversion::Value,
    };
    Record::Result { site: site(), at: Millis(at), result }
}

pub(crate) fn alarm(at: i64, raised: bool) -> Record {
    let alarm = Alarm { kind: AlarmKind::MeterStale, raised, at: Millis(at), says: "check the meter".to_owned() };
    Record::Alarm { site: site(), alarm }
}

pub(crate) fn memo(name: &str, value: &[u8]) -> Record {
    Record::Memo { owner: "sep2/utility".to_owned(), name: name.to_owned(), value: value.to_vec() }
}

/// One of each kind that leaves something behind.
pub(crate) fn one_of_each() -> Vec<Record> {
    let life = Transition { event: event(1), kind: TransitionKind::Received, at: UtcSeconds(1_764_000_001) };
    let draw = Record::Draw { event: event(1), start: Seconds(17), duration: Seconds(-4) };
    vec![
        programs(),
        draw,
        Record::Life(life),
        response(1, 1, false),
        reading(1),
        post(1),
        setpoint(1, 1_000),
        result(1, 1_500),
        alarm(2_000, true),
        memo("cursor", b"42"),
    ]
}
