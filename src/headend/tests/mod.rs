//! The server as devices see it, over documents in memory.

mod aggregators;
mod control;
mod devices;
mod filled;
mod pricing;
mod renderings;
mod requests;
mod sets;
mod subscribed_table;
mod subscriptions;
mod together;
mod usage;
mod writes;

use super::route::Route;
use super::*;
use tieline_core::model::{
    Control, ControlValue, DefaultControl, HeaderName, HttpRequest, HttpResponse, Lfdi, Method, Mode, Mode2023, Mrid,
    ResponseRequired, Seconds, Sfdi, UtcSeconds, Watts,
};
use tieline_schemas::sep2::{self as wire, Element, HexBinary128, HexBinary160, Limits, UInt40};

const T0: i64 = 1_800_000_000;
const A: Identity = Identity { lfdi: Lfdi([0xA1; 20]), sfdi: Sfdi(167_261_211_391) };
const B: Identity = Identity { lfdi: Lfdi([0xB2; 20]), sfdi: Sfdi(536_118_081_485) };

struct World {
    server: Server<MemoryResources>,
    now: i64,
}

impl World {
    fn new() -> Self {
        let mut settings = Settings::default();
        settings.enrolment.in_band = true;
        settings.enrolment.pin = Pin::new(111_115);
        Self { server: Server::new(settings, MemoryResources::default()), now: T0 }
    }

    /// Two programs: the first for everyone, the second for B alone; A and B enrolled.
    fn with_programs() -> Self {
        let mut world = Self::new();
        world.operate(|operator| {
            let first = operator.program(program(1, 2)).expect("program");
            let second = operator.program(program(2, 1)).expect("program");
            operator.assignments("all", &[first], true).expect("assignments");
            let own = operator.assignments("b", &[second], false).expect("assignments");
            operator.enrol(&A, Pin::new(111_115)).expect("A");
            operator.enrol(&B, None).expect("B");
            operator.assign(B.lfdi, &[1, own]).expect("assigned");
        });
        world
    }

    fn operate<T>(&mut self, work: impl FnOnce(&mut Operator<'_, MemoryResources>) -> T) -> T {
        let settings = self.server.settings().clone();
        let mut operator = Operator::new(self.server.resources(), &settings, UtcSeconds(self.now));
        let result = work(&mut operator);
        let changes = operator.finish();
        self.server.resources_mut().apply(&changes);
        result
    }

    fn send(&mut self, who: &Identity, method: Method, target: &str, body: Vec<u8>) -> HttpResponse {
        let request = HttpRequest { method, target: target.to_owned(), headers: Vec::new(), body };
        let answer = self.server.handle(UtcSeconds(self.now), who, &request);
        self.server.resources_mut().apply(&answer.commit);
        answer.response
    }

    fn get(&mut self, who: &Identity, target: &str) -> HttpResponse {
        self.send(who, Method::Get, target, Vec::new())
    }

    fn read<T: Element>(&mut self, who: &Identity, target: &str) -> T {
        let response = self.get(who, target);
        assert_eq!(response.status, 200, "GET {target}");
        wire::decode_as(&response.body, &Limits::default()).expect("an answer that reads back")
    }

    fn post<T: Element>(&mut self, who: &Identity, target: &str, document: &T) -> HttpResponse {
        self.send(who, Method::Post, target, wire::encode(document))
    }

    fn controls(&mut self, target: &str) -> Vec<(u8, i64)> {
        let list: wire::DERControlList = self.read(&A, target);
        let status = |control: &wire::DERControl| {
            let status = &control.event_status;
            (status.current_status, status.date_time)
        };
        list.der_control.iter().map(status).collect()
    }
}

fn program(number: u8, primacy: u8) -> NewProgram {
    NewProgram { mrid: Some(Mrid([number; 16])), description: format!("program {number}"), primacy }
}

fn limit(watts: i64) -> Control {
    let mut control = Control::default();
    control.modes.insert(Mode::ExpLimW, ControlValue::Watts(Watts(watts)));
    control
}

fn event(number: u8, created: i64, start: i64, duration: i64) -> NewEvent {
    NewEvent {
        mrid: Some(Mrid([number; 16])),
        description: String::new(),
        created: UtcSeconds(created),
        start: UtcSeconds(start),
        duration: Seconds(duration),
        randomize_start: None,
        randomize_duration: None,
        control: limit(5_000),
        response_required: ResponseRequired(3),
    }
}

fn end_device(who: &Identity) -> wire::EndDevice {
    wire::EndDevice {
        lfdi: Some(HexBinary160(who.lfdi.0)),
        sfdi: UInt40::new(who.sfdi.0).expect("40 bits"),
        changed_time: T0,
        ..Default::default()
    }
}

fn mirror_of(who: &Identity, mrid: u8) -> wire::MirrorUsagePoint {
    let kind = wire::ReadingType { uom: Some(38), ..Default::default() };
    wire::MirrorUsagePoint {
        mrid: HexBinary128([mrid; 16]),
        device_lfdi: HexBinary160(who.lfdi.0),
        mirror_meter_reading: vec![wire::MirrorMeterReading {
            mrid: HexBinary128([7; 16]),
            reading_type: Some(kind),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn reading_at(start: i64, value: i64) -> wire::MirrorMeterReading {
    wire::MirrorMeterReading {
        mrid: HexBinary128([7; 16]),
        reading: Some(wire::Reading {
            time_period: Some(wire::DateTimeInterval { start, duration: 300 }),
            value: wire::Int48::new(value),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn response(who: &Identity, subject: u8, status: u8) -> wire::DERControlResponse {
    wire::DERControlResponse {
        created_date_time: Some(T0),
        end_device_lfdi: HexBinary160(who.lfdi.0),
        status: Some(status),
        subject: HexBinary128([subject; 16]),
        ..Default::default()
    }
}
