//! Suite `plant`: `tieline plant` as a process: its ports, its faults, its clock and its log.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline::assets::modbus::{ModbusFault, ModbusReply};
use tieline::assets::sim::log::Row;
use tieline::runtime::clock::stopwatch;
use tieline::runtime::modbus::ModbusClient;
use tieline::runtime::process::Process;

const PATIENCE: Duration = Duration::from_secs(20);

/// A plant that runs until dropped.
pub(crate) struct Running {
    process: Process,
    ports: serde_json::Value,
    dir: tempfile::TempDir,
}

impl Running {
    pub(crate) fn start(name: &str, more: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let path = |file: &str| dir.path().join(file).display().to_string();
        let own = ["plant", "--port-file", &path("ports.json"), "--plant-log", &path("plant.jsonl")].map(str::to_owned);
        let arguments: Vec<_> = own.into_iter().chain(more.iter().map(|argument| (*argument).to_owned())).collect();
        let program = Path::new(env!("CARGO_BIN_EXE_tieline"));
        let mut process = Process::start(name, program, &arguments, &dir.path().join("out")).expect("starts");
        let ports = process.ready(&dir.path().join("ports.json"), PATIENCE).expect("its ports");
        Self { process, ports, dir }
    }

    pub(crate) fn port(&self, device: &str) -> u16 {
        let port = self.ports["devices"][device].as_u64().expect("a port");
        port.try_into().expect("16 bits")
    }

    fn client(&self, device: &str, timeout_ms: u64) -> ModbusClient {
        ModbusClient::new("127.0.0.1", self.port(device), 1, timeout_ms)
    }

    /// One order on the control port, and its answer.
    fn control(&self, order: &serde_json::Value) -> serde_json::Value {
        let port = self.ports["control"].as_u64().expect("a port") as u16;
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("connects");
        writeln!(stream, "{order}").expect("writes");
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).expect("answers");
        serde_json::from_str(&line).expect("JSON")
    }

    /// Waits until a sample is as told.
    pub(crate) fn until(&self, told: impl Fn(&serde_json::Value) -> bool) {
        let deadline = stopwatch() + PATIENCE;
        while !told(&self.control(&"sample".into())) {
            assert!(stopwatch() < deadline, "{}", self.control(&"sample".into()));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn log(&self) -> PathBuf {
        self.dir.path().join("plant.jsonl")
    }

    /// Ends it in order; every row of its log.
    fn end(mut self) -> Vec<Row> {
        assert!(self.process.terminate(PATIENCE).expect("ends").success());
        rows(&self.log())
    }
}

fn rows(log: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(log).expect("a log");
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn fault(device: &str, kind: &str) -> serde_json::Value {
    serde_json::json!({ "fault": { "device": device, "kind": kind } })
}

fn clear(device: &str, kind: &str) -> serde_json::Value {
    serde_json::json!({ "clear": { "device": device, "kind": kind } })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plant_serves_writes_and_logs_them() {
    let plant = Running::start("writes", &["--speed", "5"]);
    let mut client = plant.client("pv-1", 5_000);
    assert_eq!(client.read(40_000, 2).await, Ok(ModbusReply::Registers(vec![0x5375, 0x6E53])));
    assert_eq!(client.read(39_000, 2).await, Err(ModbusFault::Exception(2)));
    assert_eq!(client.write(40_000, &[1]).await, Err(ModbusFault::Exception(2)), "the mark is not to be written");
    plant.until(|sample| sample["t"].as_f64().is_some_and(|t| t >= 2.0));
    let rows = plant.end();
    assert!(matches!(rows.first(), Some(Row::Start(start)) if start.speed == 5.0 && start.day == "demo"));
    assert!(matches!(rows.last(), Some(Row::End { .. })));
    assert!(rows.iter().any(|row| matches!(row, Row::Write(write) if write.refused == Some(2))));
    let times: Vec<_> = rows.iter().filter_map(|row| if let Row::Sample(s) = row { Some(s.t) } else { None }).collect();
    assert!(times.len() >= 20, "{} samples", times.len());
    assert!(times.windows(2).all(|pair| (pair[1] - pair[0] - 0.1).abs() < 1e-6), "a row every 100 ms");
    println!("figure: {} samples, none missing", times.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plant_stalls_refuses_and_comes_back_one_device_at_a_time() {
    let plant = Running::start("links", &[]);
    let (mut one, mut other) = (plant.client("pv-1", 300), plant.client("pv-2", 5_000));
    assert!(one.read(40_000, 2).await.is_ok());
    assert_eq!(plant.control(&fault("pv-1", "stall"))["ok"], true);
    assert_eq!(one.read(40_000, 2).await, Err(ModbusFault::Timeout));
    assert!(other.read(40_000, 2).await.is_ok(), "its neighbour answers");
    assert_eq!(plant.control(&clear("pv-1", "stall"))["ok"], true);
    assert!(one.read(40_000, 2).await.is_ok());
    assert_eq!(plant.control(&fault("pv-1", "refuse"))["ok"], true);
    assert!(matches!(one.read(40_000, 2).await, Err(ModbusFault::Disconnected(_))), "cut");
    assert!(matches!(plant.client("pv-1", 300).read(40_000, 2).await, Err(ModbusFault::Disconnected(_))), "refused");
    assert_eq!(plant.control(&clear("pv-1", "refuse"))["ok"], true);
    let deadline = stopwatch() + PATIENCE;
    while plant.client("pv-1", 300).read(40_000, 2).await.is_err() {
        assert!(stopwatch() < deadline, "the port opens again");
    }
    let error = plant.control(&fault("nobody", "stall"));
    assert!(error["error"].as_str().is_some_and(|says| says.contains("nobody")), "{error}");
}

#[test]
fn plant_ends_by_itself_and_plays_a_random_day_many_times_as_fast() {
    let began = stopwatch();
    let mut plant = Running::start("fast", &["--day", "random:7", "--speed", "50", "--seconds", "100"]);
    let status = plant.process.wait(PATIENCE).expect("waits").expect("ends");
    assert!(status.success() && began.elapsed() < Duration::from_secs(15));
    let samples = rows(&plant.log()).iter().filter(|row| matches!(row, Row::Sample(_))).count();
    assert!(samples >= 1_000, "{samples}");
}

#[test]
fn plant_refuses_a_day_that_makes_no_sense_in_one_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("day.toml");
    std::fs::write(&file, "name = \"x\"\nseconds = 0\ndevices = []\n").expect("writes");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tieline"))
        .args(["plant", "--day"])
        .arg(&file)
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    let says = String::from_utf8_lossy(&output.stderr);
    assert!(says.lines().count() == 1 && says.contains("seconds"), "{says}");
}
