//! A scripted utility: the fewest resources that lead to one program, whose list shows a new event when told to.

use super::Outcome;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tieline::runtime::clock::{Clock, stopwatch};
use tieline::runtime::http_server::{Answer, Caller, Door, Handler, ServerBounds, serve};
use tieline::runtime::tls::Identity;
use tieline_certs::config::{Options, server_config};
use tieline_certs::pki::{Authority, DeviceRequest, Level};
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method};
use tieline_schemas::sep2::{
    DERControl, DERControlBase, DERControlList, DERControlListLink, DERProgram, DERProgramList, DERProgramListLink,
    DateTimeInterval, DeviceCapability, Element, EndDevice, EndDeviceList, EndDeviceListLink, EventStatus,
    FunctionSetAssignments, FunctionSetAssignmentsList, FunctionSetAssignmentsListLink, HexBinary8, HexBinary128,
    HexBinary160, PerCentControlType, Time, TimeLink, encode,
};

/// Everything but the events is polled this seldom, in seconds.
const SELDOM_S: u32 = 900;

/// A running server, in a thread of its own that ends with the process.
pub(super) struct Utility {
    port: u16,
    script: Arc<Script>,
    shown: Mutex<Receiver<Instant>>,
}

struct Script {
    clock: Clock,
    /// The event that the next reader of the list shall see for the first time.
    next: Mutex<Option<u16>>,
    /// The list's events, the newest first: that and the one that it superseded.
    events: Mutex<Vec<DERControl>>,
    shown: Mutex<Sender<Instant>>,
}

impl Utility {
    /// Makes keys in `dir`, for the gateway as well, and listens on a free port.
    pub(super) fn start(dir: &Path, clock: Clock) -> Outcome<Self> {
        let root = Authority::root("Bench SERCA", 0)?;
        let issuing = root.authority(Level::Mica, "Bench MICA", 0)?;
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let server = issuing.device(&DeviceRequest { names, ..DeviceRequest::generic("utility") }, 0)?;
        let device = issuing.device(&DeviceRequest::generic("gateway"), 0)?;
        fs::write(dir.join("serca.pem"), root.chain_pem())?;
        fs::write(dir.join("device.pem"), &device.chain_pem)?;
        let mut key = fs::File::options().write(true).create_new(true).mode(0o600).open(dir.join("device.key"))?;
        key.write_all(device.key_pem.as_bytes())?;
        let tls = server_config(&server.credential()?, &[root.certificate().clone()], Options::default())?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let (sender, shown) = mpsc::channel();
        let (next, events, shown_to) = (Mutex::new(None), Mutex::new(Vec::new()), Mutex::new(sender));
        let script = Arc::new(Script { clock, next, events, shown: shown_to });
        let handler = script.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::spawn(move || {
            runtime.block_on(async {
                let (_stop, stopped) = tokio::sync::watch::channel(false);
                match tokio::net::TcpListener::from_std(listener) {
                    Ok(listener) => {
                        serve(listener, Door::Tls(Arc::new(tls)), handler, ServerBounds::default(), stopped).await
                    }
                    Err(error) => eprintln!("the utility does not listen: {error}"),
                }
            });
        });
        Ok(Self { port, script, shown: Mutex::new(shown) })
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Shows event `number` to the next reader of the list; when the answer with it was given to the socket.
    pub(super) fn show(&self, number: u16, patience: Duration) -> Result<Instant, RecvTimeoutError> {
        *self.script.next.lock().unwrap_or_else(PoisonError::into_inner) = Some(number);
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(patience)
    }
}

impl Handler for Script {
    fn admits(&self, _: &Caller) -> bool {
        true
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        let identity = caller.as_ref().map(|peer| peer.identity);
        Box::pin(async move {
            match (request.method, identity) {
                (Method::Get, Some(identity)) => {
                    self.get(&identity, request.target.split('?').next().unwrap_or_default())
                }
                _ => HttpResponse { status: 204, headers: Vec::new(), body: Vec::new() },
            }
        })
    }
}

impl Script {
    fn get(&self, identity: &Identity, path: &str) -> HttpResponse {
        let (all, results, seldom) = (1, 1, Some(SELDOM_S));
        match path {
            "/dcap" => xml(&DeviceCapability {
                poll_rate: seldom,
                time_link: Some(TimeLink { href: "/tm".to_owned(), ..Default::default() }),
                end_device_list_link: Some(EndDeviceListLink { href: "/edev".to_owned(), ..Default::default() }),
                ..Default::default()
            }),
            "/tm" => xml(&Time { current_time: self.now_s(), quality: 4, poll_rate: seldom, ..Time::default() }),
            "/edev" => {
                let (end_device, poll_rate) = (vec![device(identity)], seldom);
                xml(&EndDeviceList { all, results, end_device, poll_rate, ..Default::default() })
            }
            "/edev/1" => xml(&device(identity)),
            "/edev/1/fsa" => {
                let (function_set_assignments, poll_rate) = (vec![assignments()], seldom);
                xml(&FunctionSetAssignmentsList {
                    all,
                    results,
                    function_set_assignments,
                    poll_rate,
                    ..Default::default()
                })
            }
            "/derp" => {
                let (der_program, poll_rate) = (vec![program()], Some(1));
                xml(&DERProgramList { all, results, der_program, poll_rate, ..Default::default() })
            }
            "/derc" => self.controls(),
            _ => HttpResponse { status: 404, headers: Vec::new(), body: Vec::new() },
        }
    }

    fn now_s(&self) -> i64 {
        self.clock.now().wall.to_seconds().0
    }

    fn controls(&self) -> HttpResponse {
        let new = self.next.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = new {
            let now_s = self.now_s();
            events.truncate(1);
            events.iter_mut().for_each(|old| old.event_status = status(4, now_s));
            events.insert(0, control(number, now_s));
        }
        let count = u32::try_from(events.len()).unwrap_or_default();
        let answer =
            xml(&DERControlList { all: count, results: count, der_control: events.clone(), ..Default::default() });
        if new.is_some() {
            // Nobody listens any more when the benchmark gave up.
            let _ = self.shown.lock().unwrap_or_else(PoisonError::into_inner).send(stopwatch());
        }
        answer
    }
}

fn xml<T: Element>(document: &T) -> HttpResponse {
    let headers = vec![(HeaderName::ContentType, "application/sep+xml".to_owned())];
    HttpResponse { status: 200, headers, body: encode(document) }
}

fn device(identity: &Identity) -> EndDevice {
    let link = FunctionSetAssignmentsListLink { href: "/edev/1/fsa".to_owned(), ..Default::default() };
    EndDevice {
        href: Some("/edev/1".to_owned()),
        lfdi: Some(HexBinary160(identity.lfdi.0)),
        function_set_assignments_list_link: Some(link),
        ..Default::default()
    }
}

fn assignments() -> FunctionSetAssignments {
    let link = DERProgramListLink { href: "/derp".to_owned(), ..Default::default() };
    FunctionSetAssignments { mrid: HexBinary128([0xF5; 16]), der_program_list_link: Some(link), ..Default::default() }
}

fn program() -> DERProgram {
    let link = DERControlListLink { href: "/derc".to_owned(), ..Default::default() };
    DERProgram { mrid: HexBinary128([0xDE; 16]), primacy: 1, der_control_list_link: Some(link), ..Default::default() }
}

fn status(current: u8, date_time: i64) -> EventStatus {
    EventStatus { current_status: current, date_time, ..EventStatus::default() }
}

/// What event `number` limits the site to, in hundredths of a percent.
pub(super) fn limit(number: u16) -> u16 {
    9_900 - 40 * number
}

/// An event that holds already, 0.4 % tighter than the one before.
fn control(number: u16, now_s: i64) -> DERControl {
    let mut mrid = [0xC0; 16];
    mrid[..2].copy_from_slice(&number.to_be_bytes());
    DERControl {
        mrid: HexBinary128(mrid),
        reply_to: Some("/rsp".to_owned()),
        response_required: Some(HexBinary8(3)),
        creation_time: now_s,
        event_status: status(1, now_s),
        interval: DateTimeInterval { start: now_s - 1, duration: 3_600 },
        der_control_base: DERControlBase {
            op_mod_max_lim_w: Some(PerCentControlType { value: limit(number), ..Default::default() }),
            ..DERControlBase::default()
        },
        ..DERControl::default()
    }
}
