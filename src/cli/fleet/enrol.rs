//! `tieline fleet enrol`: one device, or a file of them.

use super::HEAD_END;
use super::devices::Entered;
use super::rows::{BadRow, Row, Rows, certified};
use crate::cli::Failure;
use crate::cli::api::Server;
use crate::cli::api::server::{Client, document, print, with_body};
use crate::cli::api::table::{list, plain, text};
use crate::headend::ENROLMENTS_MAX;
use crate::runtime::clock::stopwatch;
use serde_json::{Map, Value, json};
use std::io::{BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tieline_core::model::Method;

/// Bytes of one request; below what the server takes.
const BATCH_BYTES: usize = 200 * 1024;
/// Between two pictures of the progress.
const REFRESH: Duration = Duration::from_millis(200);
/// Characters of the progress bar.
const BAR: usize = 30;

/// Enrol a device by its LFDI or its certificate, or a whole file of devices.
///
/// `tieline fleet enrol --csv devices.csv` reads a head and then a row a device; the columns are lfdi or certificate (a PEM
/// file, relative to the CSV), and if wanted pin, post_rate_s, groups (with semicolons between) and granted_to (the LFDI of an aggregator). Rows are sent in
/// batches, each of which is durable when it is answered. A row that is wrong is reported with its line and reason, and
/// stops no other. To go on after an interruption run it again: what is enrolled stays as it is.
#[derive(Debug, clap::Args)]
pub(super) struct Enrol {
    /// Its LFDI, 40 hexadecimal digits; `tieline pki lfdi` prints that of a certificate.
    #[arg(required_unless_present_any = ["cert", "csv"], conflicts_with_all = ["cert", "csv"])]
    lfdi: Option<String>,
    /// The device's certificate in PEM, own certificate first, instead of the LFDI.
    #[arg(long = "device-certificate", value_name = "FILE", id = "cert")]
    certificate: Option<PathBuf>,
    /// Enrol each device of this file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["cert", "pin", "post_rate", "groups", "aggregator", "granted_to"])]
    csv: Option<PathBuf>,
    #[command(flatten)]
    entered: Entered,
    #[command(flatten)]
    server: Server,
}

impl Enrol {
    /// Runs the command.
    pub(super) fn run(self) -> Result<(), Failure> {
        let client = self.server.open(&HEAD_END)?;
        match &self.csv {
            Some(file) => Bulk::new(client, file)?.run(self.server.json),
            None => self.one(client),
        }
    }

    fn one(&self, mut client: Client) -> Result<(), Failure> {
        let lfdi = match (&self.certificate, &self.lfdi) {
            (Some(file), _) => certified(file).map_err(Failure::usage)?.to_string(),
            (None, lfdi) => lfdi.clone().unwrap_or_default(),
        };
        let mut fields = self.entered.fields();
        fields.insert("lfdi".to_owned(), lfdi.into());
        let body = Value::Object(fields).to_string().into_bytes();
        let answer = client.send(with_body(Method::Post, "/v1/devices", body))?;
        if self.server.json {
            return print(&answer);
        }
        let device = document(&answer)?;
        let said = format!("{} is enrolled as number {}\n", text(&device, "lfdi"), text(&device, "number"));
        print((said + unserved(&device)).as_bytes())
    }
}

/// What an operator must do beside, where a device is not among those allowed.
fn unserved(device: &Value) -> &'static str {
    match device["allowed"] == false {
        true => "it is served nothing before enrolment.allow of the server's configuration names it\n",
        false => "",
    }
}

/// A file on its way.
struct Bulk {
    client: Client,
    file: PathBuf,
    rows: Rows<BufReader<Counted>>,
    read: std::rc::Rc<std::cell::Cell<u64>>,
    length: u64,
    started: Instant,
    shown: Option<Instant>,
    enrolled: u64,
    changed: u64,
    unchanged: u64,
    bad: Vec<BadRow>,
}

/// A file whose reader tells how far it has come.
struct Counted {
    file: std::fs::File,
    read: std::rc::Rc<std::cell::Cell<u64>>,
}

impl std::io::Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl Bulk {
    fn new(client: Client, file: &Path) -> Result<Self, Failure> {
        let fail = |error: &dyn std::fmt::Display| Failure::usage(format!("{}: {error}", file.display()));
        let open = std::fs::File::open(file).map_err(|error| fail(&error))?;
        let length = open.metadata().map_err(|error| fail(&error))?.len();
        let read = std::rc::Rc::new(std::cell::Cell::new(0));
        let input = BufReader::new(Counted { file: open, read: read.clone() });
        let rows = Rows::new(input, file.parent().unwrap_or(Path::new("."))).map_err(|error| fail(&error))?;
        Ok(Self {
            client,
            file: file.to_owned(),
            rows,
            read,
            length,
            started: stopwatch(),
            shown: None,
            enrolled: 0,
            changed: 0,
            unchanged: 0,
            bad: Vec::new(),
        })
    }

    fn run(mut self, json: bool) -> Result<(), Failure> {
        let (mut batch, mut bytes) = (Vec::<Row>::new(), 0);
        while let Some(row) = self.rows.next() {
            match row {
                Ok(row) => {
                    bytes += Value::Object(row.device.clone()).to_string().len() + 1;
                    batch.push(row);
                }
                Err(bad) => self.refuse(bad),
            }
            if batch.len() == ENROLMENTS_MAX || bytes > BATCH_BYTES {
                self.send(std::mem::take(&mut batch))?;
                bytes = 0;
            }
        }
        self.send(batch)?;
        self.finish(json)
    }

    /// Sends a batch; it is durable when this returns.
    fn send(&mut self, batch: Vec<Row>) -> Result<(), Failure> {
        if batch.is_empty() {
            return Ok(());
        }
        let (lines, devices): (Vec<u64>, Vec<Map<String, Value>>) =
            batch.into_iter().map(|row| (row.line, row.device)).unzip();
        let body = json!({ "devices": devices }).to_string().into_bytes();
        let answer = self.client.send(with_body(Method::Post, "/v1/enrolments", body)).inspect_err(|_| {
            let first = lines.first().copied().unwrap_or_default();
            eprintln!("stopped before line {first}; the rows before it are done: run it again to go on");
        })?;
        let answer = document(&answer)?;
        let count = |key: &str| answer[key].as_u64().unwrap_or_default();
        self.enrolled += count("enrolled");
        self.changed += count("changed");
        self.unchanged += count("unchanged");
        let refused: Vec<&Value> = list(&answer, "refused").collect();
        for one in refused {
            let index = one["index"].as_u64().and_then(|index| usize::try_from(index).ok());
            let line = index.and_then(|index| lines.get(index).copied()).unwrap_or_default();
            self.refuse(BadRow { line, reason: text(one, "detail") });
        }
        self.draw();
        Ok(())
    }

    fn refuse(&mut self, bad: BadRow) {
        self.clear();
        eprintln!("{}:{}: {}", self.file.display(), bad.line, plain(&bad.reason));
        self.bad.push(bad);
    }

    fn done(&self) -> u64 {
        self.enrolled + self.changed + self.unchanged
    }

    /// The progress, for people who look.
    fn draw(&mut self) {
        if !std::io::stderr().is_terminal() || self.shown.is_some_and(|shown| shown.elapsed() < REFRESH) {
            return;
        }
        self.shown = Some(stopwatch());
        let seconds = self.started.elapsed().as_secs_f64();
        eprint!("\r\x1b[K{}", bar(self.read.get(), self.length, self.done(), seconds));
        _ = std::io::stderr().flush();
    }

    fn clear(&self) {
        if self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }

    fn finish(self, json: bool) -> Result<(), Failure> {
        self.clear();
        let seconds = self.started.elapsed().as_secs_f64();
        let shown = match json {
            true => {
                let bad = self.bad.iter().map(|bad| json!({ "line": bad.line, "reason": bad.reason }));
                let document = json!({
                    "enrolled": self.enrolled, "changed": self.changed, "unchanged": self.unchanged,
                    "bad": bad.collect::<Vec<_>>(), "seconds": seconds,
                });
                format!("{document}\n")
            }
            false => format!(
                "{} enrolled, {} changed, {} were there, {} bad rows, {seconds:.1} s\n",
                self.enrolled,
                self.changed,
                self.unchanged,
                self.bad.len()
            ),
        };
        print(shown.as_bytes())?;
        match self.bad.len() {
            0 => Ok(()),
            bad => Err(Failure::work(format!(
                "{}: {bad} rows are not enrolled; correct them and run it again",
                self.file.display()
            ))),
        }
    }
}

/// A progress bar: how much of the file is read, how many devices are done, how fast.
fn bar(read: u64, length: u64, done: u64, seconds: f64) -> String {
    let share = if length == 0 { 1.0 } else { (read as f64 / length as f64).min(1.0) };
    let full = (share * BAR as f64) as usize;
    let rate = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
    format!("[{}{}] {:3.0} %  {done} devices  {rate:.0}/s", "#".repeat(full), "-".repeat(BAR - full), share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_is_not_allowed_is_said_to_be_served_nothing() {
        assert!(unserved(&json!({ "allowed": false })).contains("enrolment.allow"));
        assert_eq!(unserved(&json!({ "allowed": true })), "");
    }

    #[test]
    fn the_bar_tells_share_devices_and_rate() {
        assert_eq!(bar(50, 100, 10, 2.0), format!("[{}{}]  50 %  10 devices  5/s", "#".repeat(15), "-".repeat(15)));
        assert_eq!(bar(0, 0, 0, 0.0), format!("[{}] 100 %  0 devices  0/s", "#".repeat(30)));
    }
}
