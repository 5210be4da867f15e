//! Suite `sunspec`: the driver against a device of pysunspec2's own data served by pymodbus, and pysunspec2's client
//! and the crate `sunspec` against registers of ours. Peers: pysunspec2==1.3.7, pymodbus==3.16.1.

mod both;
mod ours;
mod simulator;
mod table;
mod theirs;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tieline::assets::sunspec::{Driver, Input, MeterSign, Output, Settings};
use tieline::runtime::clock::Clock;
use tieline::runtime::modbus::ModbusClient;
use tieline_core::model::{AssetCommand, AssetId, AssetKind, Lease, Machine, Setpoint, SetpointResult, SiteId, Watts};

/// The Python environment with the peers; its absence is a failure that says what to run.
fn peers() -> PathBuf {
    let peers = std::env::var_os("TIELINE_PEERS").map_or_else(|| PathBuf::from("target/peers"), PathBuf::from);
    let env = peers.join("sunspec");
    assert!(
        env.join("bin/python").exists(),
        "run: python3 -m venv {0} && {0}/bin/pip install pysunspec2==1.3.7 pymodbus==3.16.1",
        env.display()
    );
    env
}

/// The device that pysunspec2's data describes, served on a free port until dropped.
struct Served {
    child: Child,
    port: u16,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(peers().join("bin/python"))
            .arg("tests/peers/sunspec_server.py")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("the server speaks");
        let said: serde_json::Value = serde_json::from_str(&line).expect("its port as JSON");
        let port = said["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        Self { child, port }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A driver on a real connection, fed by hand.
struct Live {
    driver: Driver,
    client: ModbusClient,
    clock: Clock,
    out: Vec<Output>,
    seq: u64,
}

impl Live {
    async fn start(port: u16) -> Self {
        Self::start_as(port, AssetKind::Pv).await
    }

    async fn start_as(port: u16, kind: AssetKind) -> Self {
        let settings = Settings {
            asset: AssetId::new("pv").expect("a name"),
            site: SiteId::new("home").expect("a name"),
            kind,
            poll_ms: 1_000,
            meter_sign: MeterSign::ImportPositive,
            installer_limit: None,
            isolating_contact: false,
            ride_through: None,
        };
        let client = ModbusClient::new("127.0.0.1", port, 1, 5_000);
        let mut live = Self { driver: Driver::new(settings), client, clock: Clock::host(), out: Vec::new(), seq: 0 };
        live.feed(Input::Start).await;
        live
    }

    /// Gives one input and carries requests out until the driver waits for time.
    async fn feed(&mut self, input: Input) {
        let mut next = Some(input);
        while let Some(input) = next.take() {
            let mut out = Vec::new();
            self.driver.step(self.clock.now(), input, &mut out);
            for output in out {
                let (id, result) = match output {
                    Output::Read { id, address, count } => (id, self.client.read(address, count).await),
                    Output::Write { id, address, values } => (id, self.client.write(address, &values).await),
                    other => {
                        self.out.push(other);
                        continue;
                    }
                };
                next = Some(Input::Reply { id, result });
            }
        }
    }

    async fn command(&mut self, command: AssetCommand) -> SetpointResult {
        self.seq += 1;
        let now = self.clock.now();
        let setpoint = Setpoint {
            seq: self.seq,
            asset: AssetId::new("pv").expect("a name"),
            command,
            lease: Lease { seconds: 60, revert_limit_w: Watts(1_500), revert_set_w: Watts(0) },
            at: now.wall,
            mono: now.mono,
            renewal: false,
            causes: Vec::new(),
        };
        self.feed(Input::Setpoint(setpoint)).await;
        let last = self.out.iter().rev().find_map(|output| match output {
            Output::Result(result) => Some(result.clone()),
            _ => None,
        });
        last.expect("a result")
    }
}

/// The newest output that `pick` takes.
fn last<T>(live: &Live, pick: fn(&Output) -> Option<&T>) -> &T {
    live.out.iter().rev().find_map(pick).expect("such an output")
}

/// What pysunspec2's client decodes at this port, by model number, after it wrote `assignments`.
fn pysunspec2_reads(port: u16, assignments: &[&str]) -> serde_json::Value {
    let output = Command::new(peers().join("bin/python"))
        .arg("tests/peers/sunspec_client.py")
        .arg(port.to_string())
        .args(assignments)
        .output()
        .expect("the client runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
