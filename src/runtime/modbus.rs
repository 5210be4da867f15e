//! Modbus TCP: carries out the reads and writes of one driver, one at a time, each within its time limit.
//!
//! A device that does not answer holds up its own driver alone (rule 6). After a timeout the connection is dropped,
//! so that a late answer is never taken for another request's.

use super::clock::stopwatch;
use crate::assets::modbus::{ModbusFault, ModbusReply};
use crate::assets::sunspec;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_modbus::client::{Client as _, Context, Reader as _, Writer as _, tcp};
use tokio_modbus::prelude::Slave;

/// First and longest pause between attempts to connect.
const PAUSE: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// A connection to one unit of one Modbus TCP device, made when it is needed.
#[allow(missing_debug_implementations, reason = "the library's context has none")]
pub struct ModbusClient {
    host: String,
    port: u16,
    unit: u8,
    timeout: Duration,
    context: Option<Context>,
    pause: Duration,
    not_before: Option<Instant>,
}

impl ModbusClient {
    /// A client that has not connected yet; `timeout_ms` bounds connecting and each answer.
    pub fn new(host: impl Into<String>, port: u16, unit: u8, timeout_ms: u64) -> Self {
        Self {
            host: host.into(),
            port,
            unit,
            timeout: Duration::from_millis(timeout_ms.max(1)),
            context: None,
            pause: PAUSE.0,
            not_before: None,
        }
    }

    /// Reads `count` holding registers (function 3).
    pub async fn read(&mut self, address: u16, count: u16) -> Result<ModbusReply, ModbusFault> {
        let timeout = self.timeout;
        let context = self.connected().await?;
        let answer = tokio::time::timeout(timeout, context.read_holding_registers(address, count)).await;
        self.judge(answer).await.map(ModbusReply::Registers)
    }

    /// Writes registers as one (function 16).
    pub async fn write(&mut self, address: u16, values: &[u16]) -> Result<ModbusReply, ModbusFault> {
        let timeout = self.timeout;
        let context = self.connected().await?;
        let answer = tokio::time::timeout(timeout, context.write_multiple_registers(address, values)).await;
        self.judge(answer).await.map(|()| ModbusReply::Written)
    }

    /// Ends the connection in order.
    pub async fn close(&mut self) {
        if let Some(mut context) = self.context.take() {
            let _ = tokio::time::timeout(self.timeout, context.disconnect()).await;
        }
    }

    async fn connected(&mut self) -> Result<&mut Context, ModbusFault> {
        if self.context.is_none() {
            if self.not_before.is_some_and(|at| stopwatch() < at) {
                return Err(ModbusFault::Disconnected("waiting before the next attempt".to_owned()));
            }
            let attempt = tokio::time::timeout(self.timeout, TcpStream::connect((self.host.as_str(), self.port))).await;
            match attempt {
                Ok(Ok(stream)) => {
                    // Requests are small and each waits for its answer.
                    let _ = stream.set_nodelay(true);
                    self.context = Some(tcp::attach_slave(stream, Slave(self.unit)));
                    (self.pause, self.not_before) = (PAUSE.0, None);
                }
                Ok(Err(error)) => return Err(self.back_off(error.to_string())),
                Err(_) => return Err(self.back_off("no connection in time".to_owned())),
            }
        }
        self.context.as_mut().ok_or_else(|| ModbusFault::Disconnected("not connected".to_owned()))
    }

    fn back_off(&mut self, why: String) -> ModbusFault {
        self.not_before = Some(stopwatch() + self.pause);
        self.pause = (self.pause * 2).min(PAUSE.1);
        ModbusFault::Disconnected(why)
    }

    async fn judge<T>(
        &mut self,
        answer: Result<tokio_modbus::Result<T>, tokio::time::error::Elapsed>,
    ) -> Result<T, ModbusFault> {
        match answer {
            Ok(Ok(Ok(value))) => Ok(value),
            Ok(Ok(Err(exception))) => Err(ModbusFault::Exception(exception.into())),
            Ok(Err(error)) => {
                self.context = None;
                Err(ModbusFault::Disconnected(error.to_string()))
            }
            Err(_) => {
                self.context = None;
                Err(ModbusFault::Timeout)
            }
        }
    }
}

/// Carries out a driver's exchanges until the driver or its queue is gone.
pub async fn run_exchanges(
    host: String,
    port: u16,
    unit: u8,
    timeout_ms: u64,
    mut exchanges: mpsc::Receiver<sunspec::Output>,
    driver: mpsc::Sender<sunspec::Input>,
) {
    let mut client = ModbusClient::new(host, port, unit, timeout_ms);
    while let Some(exchange) = exchanges.recv().await {
        let (id, result) = match exchange {
            sunspec::Output::Read { id, address, count } => (id, client.read(address, count).await),
            sunspec::Output::Write { id, address, values } => (id, client.write(address, &values).await),
            _ => continue,
        };
        if let Err(fault) = &result {
            tracing::debug!(host = client.host, port, unit, %fault, "Modbus exchange failed");
        }
        if driver.send(sunspec::Input::Reply { id, result }).await.is_err() {
            break;
        }
    }
    client.close().await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;
    use tokio::net::TcpListener;

    /// [design r6]
    #[tokio::test]
    async fn r6_a_stalled_device_times_out_and_a_closed_port_is_not_hammered() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let stalled = tokio::task::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let mut request = [0; 12];
            stream.read_exact(&mut request).await.expect("a request");
            (stream, request)
        });
        let mut client = ModbusClient::new("127.0.0.1", port, 7, 100);
        assert_eq!(client.read(40_000, 2).await, Err(ModbusFault::Timeout));
        let (_, request) = stalled.await.expect("the server saw it");
        // Unit 7, function 3, register 40000, 2 registers.
        assert_eq!(request[6..], [7, 3, 0x9C, 0x40, 0, 2]);
        assert!(matches!(client.read(40_000, 2).await, Err(ModbusFault::Disconnected(_))));
        let waiting = ModbusFault::Disconnected("waiting before the next attempt".to_owned());
        assert_eq!(client.read(40_000, 2).await, Err(waiting));
    }
}
