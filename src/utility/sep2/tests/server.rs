//! A small scripted server: documents built with the codec, requests remembered.

use super::super::answer::MEDIA_TYPE;
use std::collections::BTreeMap;
use tieline_core::model::{HeaderName, HttpError, HttpRequest, HttpResponse, Lfdi, Method, Mrid};
use tieline_schemas::sep2::{
    ActivePower, DER, DERAvailabilityLink, DERCapabilityLink, DERControl, DERControlBase, DERControlList,
    DERControlListLink, DERControlResponse, DERList, DERListLink, DERProgram, DERProgramList, DERProgramListLink,
    DERSettingsLink, DERStatusLink, DateTimeInterval, DefaultDERControl, DefaultDERControlLink, DeviceCapability,
    Element, EndDevice, EndDeviceList, EndDeviceListLink, EventStatus, FunctionSetAssignments,
    FunctionSetAssignmentsList, FunctionSetAssignmentsListLink, HexBinary8, HexBinary128, HexBinary160, Limits,
    LogEvent, LogEventListLink, MirrorMeterReadingList, MirrorUsagePoint, MirrorUsagePointListLink, Registration,
    RegistrationLink, Time, TimeLink, decode_as, encode,
};

type Script = Box<dyn FnMut(u64, &HttpRequest) -> Option<Result<HttpResponse, HttpError>>>;

/// What the server is like; tests set the fields.
pub struct Server {
    pub rate_s: u32,
    pub offset_s: i64,
    pub listed: bool,
    pub pin: Option<u32>,
    /// Base of every href: empty, or `https://utility.example:8443`.
    pub base: String,
    pub program: String,
    pub primacy: u8,
    pub controls: Vec<DERControl>,
    pub default: Option<DefaultDERControl>,
    pub page: usize,
    pub post_rate_s: Option<u32>,
    pub location: bool,
    /// Answers instead of the server where it has one.
    pub script: Option<Script>,
    pub responses: Vec<DERControlResponse>,
    pub mirrors: Vec<MirrorUsagePoint>,
    pub readings: Vec<(String, i64, u32, i64)>,
    pub logs: Vec<LogEvent>,
    pub puts: BTreeMap<String, Vec<Vec<u8>>>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            rate_s: 60,
            offset_s: 0,
            listed: true,
            pin: Some(111_115),
            base: String::new(),
            program: "/derp/1".into(),
            primacy: 1,
            controls: Vec::new(),
            default: None,
            page: 100,
            post_rate_s: Some(60),
            location: true,
            script: None,
            responses: Vec::new(),
            mirrors: Vec::new(),
            readings: Vec::new(),
            logs: Vec::new(),
            puts: BTreeMap::new(),
        }
    }
}

pub fn xml<T: Element>(document: &T) -> Result<HttpResponse, HttpError> {
    Ok(HttpResponse {
        status: 200,
        headers: vec![(HeaderName::ContentType, MEDIA_TYPE.to_owned())],
        body: encode(document),
    })
}

pub fn status(status: u16) -> Result<HttpResponse, HttpError> {
    Ok(HttpResponse::status(status))
}

pub fn mrid(number: u8) -> Mrid {
    Mrid([number; 16])
}

/// An event that limits the export, asking for every response.
pub fn control(number: u8, start: i64, duration: u32, exp_lim_w: i16) -> DERControl {
    DERControl {
        mrid: HexBinary128([number; 16]),
        reply_to: Some("/rsps/1/rsp".into()),
        response_required: Some(HexBinary8(3)),
        creation_time: start - 100,
        event_status: EventStatus { date_time: start - 100, ..EventStatus::default() },
        interval: DateTimeInterval { start, duration },
        der_control_base: DERControlBase {
            op_mod_exp_lim_w: Some(ActivePower { value: exp_lim_w, multiplier: 0 }),
            ..DERControlBase::default()
        },
        ..DERControl::default()
    }
}

impl Server {
    pub fn answer(&mut self, ms: u64, now_s: i64, request: &HttpRequest) -> Result<HttpResponse, HttpError> {
        if let Some(answer) = self.script.as_mut().and_then(|script| script(ms, request)) {
            return answer;
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match request.method {
            Method::Get => self.get(path, query, now_s + self.offset_s),
            Method::Put => {
                self.puts.entry(path.to_owned()).or_default().push(request.body.clone());
                status(204)
            }
            _ => self.post(path, &request.body),
        }
    }

    fn href(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn get(&mut self, path: &str, query: &str, now_s: i64) -> Result<HttpResponse, HttpError> {
        let rate = Some(self.rate_s);
        if path == format!("{}/derc", self.program) {
            return self.control_page(query);
        }
        if path == format!("{}/dderc", self.program) {
            return self.default.as_ref().map_or_else(|| status(404), xml);
        }
        match path {
            "/dcap" => xml(&self.capability()),
            "/tm" => xml(&Time { current_time: now_s, quality: 4, poll_rate: rate, ..Time::default() }),
            "/edev" => {
                let devices: Vec<_> = self.listed.then(|| self.device()).into_iter().collect();
                let count = u32::try_from(devices.len()).expect("few");
                xml(&EndDeviceList {
                    all: count,
                    results: count,
                    end_device: devices,
                    poll_rate: rate,
                    ..Default::default()
                })
            }
            "/edev/1" => xml(&self.device()),
            "/edev/1/rg" => xml(&Registration { pin: self.pin.unwrap_or(0), poll_rate: rate, ..Default::default() }),
            "/edev/1/fsa" => xml(&FunctionSetAssignmentsList {
                all: 1,
                results: 1,
                poll_rate: rate,
                function_set_assignments: vec![FunctionSetAssignments {
                    mrid: HexBinary128([0xF5; 16]),
                    der_program_list_link: Some(DERProgramListLink { href: self.href("/derp"), ..Default::default() }),
                    ..Default::default()
                }],
                ..Default::default()
            }),
            "/derp" => xml(&self.programs()),
            "/edev/1/der" => xml(&self.ders()),
            "/mup" => xml(&tieline_schemas::sep2::MirrorUsagePointList {
                poll_rate: rate,
                all: u32::try_from(self.mirrors.len()).expect("few"),
                mirror_usage_point: self.mirrors.clone(),
                ..Default::default()
            }),
            _ => {
                match path.strip_prefix("/mup/").and_then(|n| n.parse::<usize>().ok()).and_then(|n| self.mirrors.get(n))
                {
                    Some(mirror) => xml(mirror),
                    None => status(404),
                }
            }
        }
    }

    fn capability(&self) -> DeviceCapability {
        DeviceCapability {
            poll_rate: Some(self.rate_s),
            time_link: Some(TimeLink { href: self.href("/tm"), ..Default::default() }),
            end_device_list_link: Some(EndDeviceListLink { href: self.href("/edev"), ..Default::default() }),
            mirror_usage_point_list_link: Some(MirrorUsagePointListLink {
                href: self.href("/mup"),
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    fn device(&self) -> EndDevice {
        let registration = self.pin.map(|_| RegistrationLink { href: self.href("/edev/1/rg"), ..Default::default() });
        EndDevice {
            href: Some(self.href("/edev/1")),
            lfdi: Some(HexBinary160(Lfdi([0x3E; 20]).0)),
            registration_link: registration,
            post_rate: self.post_rate_s,
            der_list_link: Some(DERListLink { href: self.href("/edev/1/der"), ..Default::default() }),
            log_event_list_link: Some(LogEventListLink { href: self.href("/edev/1/lel"), ..Default::default() }),
            function_set_assignments_list_link: Some(FunctionSetAssignmentsListLink {
                href: self.href("/edev/1/fsa"),
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    fn programs(&self) -> DERProgramList {
        let link = |name: &str| self.href(&format!("{}/{name}", self.program));
        DERProgramList {
            all: 1,
            results: 1,
            poll_rate: Some(self.rate_s),
            der_program: vec![DERProgram {
                mrid: HexBinary128([0xDE; 16]),
                primacy: self.primacy,
                der_control_list_link: Some(DERControlListLink { href: link("derc"), ..Default::default() }),
                default_der_control_link: Some(DefaultDERControlLink { href: link("dderc"), ..Default::default() }),
                ..Default::default()
            }],
            ..Default::default()
        }
    }

    fn ders(&self) -> DERList {
        let link = |name: &str| self.href(&format!("/edev/1/der/1/{name}"));
        DERList {
            all: 1,
            results: 1,
            poll_rate: Some(self.rate_s),
            der: vec![DER {
                der_capability_link: Some(DERCapabilityLink { href: link("dercap"), ..Default::default() }),
                der_settings_link: Some(DERSettingsLink { href: link("derg"), ..Default::default() }),
                der_status_link: Some(DERStatusLink { href: link("ders"), ..Default::default() }),
                der_availability_link: Some(DERAvailabilityLink { href: link("dera"), ..Default::default() }),
                ..Default::default()
            }],
            ..Default::default()
        }
    }

    fn control_page(&self, query: &str) -> Result<HttpResponse, HttpError> {
        let start = query.strip_prefix("s=").and_then(|q| q.split('&').next()?.parse().ok()).unwrap_or(0);
        let page: Vec<_> = self.controls.iter().skip(start).take(self.page).cloned().collect();
        let count = |n: usize| u32::try_from(n).expect("few");
        xml(&DERControlList {
            all: count(self.controls.len()),
            results: count(page.len()),
            der_control: page,
            ..Default::default()
        })
    }

    fn post(&mut self, path: &str, body: &[u8]) -> Result<HttpResponse, HttpError> {
        let limits = Limits::default();
        match path {
            "/edev" => {
                let device: EndDevice = decode_as(body, &limits).expect("an EndDevice");
                assert_eq!(device.lfdi, Some(HexBinary160([0x3E; 20])));
                self.listed = true;
                self.created("/edev/1")
            }
            "/rsps/1/rsp" => {
                self.responses.push(decode_as(body, &limits).expect("a response"));
                status(201)
            }
            "/edev/1/lel" => {
                self.logs.push(decode_as(body, &limits).expect("a log event"));
                status(201)
            }
            "/mup" => {
                let mut mirror: MirrorUsagePoint = decode_as(body, &limits).expect("a mirror");
                let at = self.mirrors.iter().position(|known| known.mrid == mirror.mrid).unwrap_or(self.mirrors.len());
                mirror.post_rate = self.post_rate_s.or(mirror.post_rate);
                mirror.href = Some(self.href(&format!("/mup/{at}")));
                self.mirrors.truncate(at);
                self.mirrors.push(mirror);
                self.created(&format!("/mup/{at}"))
            }
            _ if path.starts_with("/mup/") => self.averages(path, body),
            _ => status(405),
        }
    }

    fn created(&self, path: &str) -> Result<HttpResponse, HttpError> {
        let headers = if self.location { vec![(HeaderName::Location, self.href(path))] } else { Vec::new() };
        Ok(HttpResponse { status: 201, headers, body: Vec::new() })
    }

    fn averages(&mut self, path: &str, body: &[u8]) -> Result<HttpResponse, HttpError> {
        let list: MirrorMeterReadingList = decode_as(body, &Limits::default()).expect("averages");
        for reading in list.mirror_meter_reading.into_iter().filter_map(|meter| meter.reading) {
            let period = reading.time_period.expect("a period");
            let value = reading.value.expect("a value").get();
            self.readings.push((path.to_owned(), period.start, period.duration, value));
        }
        status(201)
    }

    /// The codes of the responses to this event, in the order of their coming.
    pub fn codes(&self, number: u8) -> Vec<u8> {
        let about = self.responses.iter().filter(|response| response.subject.0 == mrid(number).0);
        about.filter_map(|response| response.status).collect()
    }
}
