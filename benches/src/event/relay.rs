//! A relay before a Modbus device: passes exchanges on and notes when each came and when its answer had gone.

use super::Outcome;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tieline::runtime::clock::stopwatch;

/// Modbus function 16, write multiple registers.
const WRITE: u8 = 16;

/// One exchange.
#[derive(Debug)]
struct Exchange {
    came: Instant,
    gone: Option<Instant>,
    /// The values of a write.
    values: Vec<u16>,
}

#[derive(Debug, Default)]
struct Log {
    exchanges: Mutex<Vec<Exchange>>,
    changed: Condvar,
}

/// A relay; its threads end with the process.
#[derive(Debug)]
pub(super) struct Relay {
    pub(super) name: String,
    /// Where the gateway finds the device.
    pub(super) port: u16,
    log: Arc<Log>,
}

impl Relay {
    pub(super) fn start(name: &str, device: u16) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let log = Arc::new(Log::default());
        let own = log.clone();
        thread::spawn(move || {
            for gateway in listener.incoming().flatten() {
                if let Err(error) = TcpStream::connect(("127.0.0.1", device)).and_then(|to| pass(gateway, to, &own)) {
                    eprintln!("relay: {error}");
                }
            }
        });
        Ok(Self { name: name.to_owned(), port, log })
    }

    /// Waits until the gateway samples the device: discovery is over then, and the first limits are written.
    pub(super) fn wait_until_sampled(&self, patience: Duration) -> Outcome<()> {
        self.log.wait(patience, |exchanges| (exchanges.len() > 60).then_some(())).ok_or_else(|| "no samples".into())
    }

    /// The first write with this value among the written that came at `from` or later.
    pub(super) fn wait_for_write(&self, value: u16, from: Instant, patience: Duration) -> Outcome<Instant> {
        let it = |e: &&Exchange| e.came >= from && e.values.contains(&value);
        let write = |exchanges: &[Exchange]| exchanges.iter().rev().rfind(it).map(|e| e.came);
        self.log.wait(patience, write).ok_or_else(|| "no write came".into())
    }

    /// How long of this time the device had a request to answer.
    pub(super) fn busy_between(&self, from: Instant, to: Instant) -> Duration {
        let exchanges = self.log.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let overlap = |e: &Exchange| e.gone.unwrap_or(to).min(to).saturating_duration_since(e.came.max(from));
        exchanges.iter().map(overlap).sum()
    }
}

impl Log {
    fn wait<T>(&self, patience: Duration, find: impl Fn(&[Exchange]) -> Option<T>) -> Option<T> {
        let exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = self.changed.wait_timeout_while(exchanges, patience, |exchanges| find(exchanges).is_none());
        find(&wait.unwrap_or_else(PoisonError::into_inner).0)
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Exchange>)) {
        change(&mut self.exchanges.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }
}

/// Passes exchanges on, one at a time, until either side closes.
fn pass(mut gateway: TcpStream, mut device: TcpStream, log: &Log) -> io::Result<()> {
    gateway.set_nodelay(true)?;
    device.set_nodelay(true)?;
    while let Ok((came, request)) = frame(&mut gateway) {
        // Behind the function code: address, count, number of bytes, values.
        let values = match request.get(7..) {
            Some([WRITE, _, _, _, _, _, values @ ..]) => {
                values.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
            }
            _ => Vec::new(),
        };
        log.change(|exchanges| exchanges.push(Exchange { came, gone: None, values }));
        device.write_all(&request)?;
        let (_, answer) = frame(&mut device)?;
        let gone = stopwatch();
        log.change(|exchanges| exchanges.iter_mut().rev().take(1).for_each(|e| e.gone = Some(gone)));
        gateway.write_all(&answer)?;
    }
    Ok(())
}

/// A Modbus TCP frame, and when its first bytes came.
fn frame(from: &mut TcpStream) -> io::Result<(Instant, Vec<u8>)> {
    let mut frame = vec![0; 6];
    from.read_exact(&mut frame)?;
    let came = stopwatch();
    let length = usize::from(u16::from_be_bytes([frame[4], frame[5]]));
    frame.resize(6 + length, 0);
    from.read_exact(&mut frame[6..])?;
    Ok((came, frame))
}
