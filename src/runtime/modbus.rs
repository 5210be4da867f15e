//! Modbus TCP: carries out the reads and writes of one driver, one at a time, each within its time limit.
//!
//! A device that does not answer holds up its own driver alone (rule 6). After a timeout the connection is dropped,
//! so that a late answer is never taken for another request's.

use super::clock::stopwatch;
use crate::assets::modbus::{ModbusFault, ModbusReply};
use crate::assets::sunspec;
use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_modbus::client::{Client as _, Context, tcp};
use tokio_modbus::prelude::Slave;
use tokio_modbus::{Request, Response};

/// First and longest pause between attempts to connect.
const PAUSE: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// One connection to one unit, over any stream: a request at a time, each within its time limit. After a fault that is no
/// exception of the device's it is of no use any more.
#[allow(missing_debug_implementations, reason = "the library's context has none")]
pub struct ModbusLink {
    context: Context,
    timeout: Duration,
}

impl ModbusLink {
    /// A connection that stands already.
    pub fn new<T>(stream: T, unit: u8, timeout: Duration) -> Self
    where
        T: AsyncRead + AsyncWrite + Send + Unpin + fmt::Debug + 'static,
    {
        Self { context: tcp::attach_slave(stream, Slave(unit)), timeout }
    }

    /// Reads `count` holding registers (function 3). An answer with another count is none.
    pub async fn read(&mut self, address: u16, count: u16) -> Result<Vec<u16>, ModbusFault> {
        match self.call(Request::ReadHoldingRegisters(address, count)).await? {
            Response::ReadHoldingRegisters(registers) if registers.len() == usize::from(count) => Ok(registers),
            other => Err(unfit(&format!("{count} registers"), &other)),
        }
    }

    /// Writes registers as one (function 16). An answer for other registers is none.
    pub async fn write(&mut self, address: u16, values: &[u16]) -> Result<(), ModbusFault> {
        match self.call(Request::WriteMultipleRegisters(address, Cow::Borrowed(values))).await? {
            Response::WriteMultipleRegisters(at, count) if at == address && usize::from(count) == values.len() => {
                Ok(())
            }
            other => Err(unfit(&format!("{} registers written at {address}", values.len()), &other)),
        }
    }

    async fn call(&mut self, request: Request<'_>) -> Result<Response, ModbusFault> {
        match tokio::time::timeout(self.timeout, self.context.call(request)).await {
            Ok(Ok(Ok(response))) => Ok(response),
            Ok(Ok(Err(exception))) => Err(ModbusFault::Exception(exception.into())),
            Ok(Err(error)) => Err(ModbusFault::Disconnected(error.to_string())),
            Err(_) => Err(ModbusFault::Timeout),
        }
    }

    /// Ends the connection in order.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(self.timeout, self.context.disconnect()).await;
    }
}

/// The library compares transaction, unit and function of an answer with the request's, not what it holds.
fn unfit(asked: &str, response: &Response) -> ModbusFault {
    let found = match response {
        Response::ReadHoldingRegisters(registers) => format!("{} registers", registers.len()),
        Response::WriteMultipleRegisters(address, count) => format!("{count} registers written at {address}"),
        _ => "another answer".to_owned(),
    };
    ModbusFault::Disconnected(format!("asked for {asked}, got {found}"))
}

/// A connection to one unit of one Modbus TCP device, made when it is needed.
#[allow(missing_debug_implementations, reason = "the library's context has none")]
pub struct ModbusClient {
    host: String,
    port: u16,
    unit: u8,
    timeout: Duration,
    link: Option<ModbusLink>,
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
            link: None,
            pause: PAUSE.0,
            not_before: None,
        }
    }

    /// Reads `count` holding registers (function 3).
    pub async fn read(&mut self, address: u16, count: u16) -> Result<ModbusReply, ModbusFault> {
        let answer = self.connected().await?.read(address, count).await;
        self.judge(answer).map(ModbusReply::Registers)
    }

    /// Writes registers as one (function 16).
    pub async fn write(&mut self, address: u16, values: &[u16]) -> Result<ModbusReply, ModbusFault> {
        let answer = self.connected().await?.write(address, values).await;
        self.judge(answer).map(|()| ModbusReply::Written)
    }

    /// Ends the connection in order.
    pub async fn close(&mut self) {
        if let Some(link) = self.link.take() {
            link.close().await;
        }
    }

    async fn connected(&mut self) -> Result<&mut ModbusLink, ModbusFault> {
        if self.link.is_none() {
            if self.not_before.is_some_and(|at| stopwatch() < at) {
                return Err(ModbusFault::Disconnected("waiting before the next attempt".to_owned()));
            }
            let attempt = tokio::time::timeout(self.timeout, TcpStream::connect((self.host.as_str(), self.port))).await;
            match attempt {
                Ok(Ok(stream)) => {
                    // Requests are small and each waits for its answer.
                    let _ = stream.set_nodelay(true);
                    self.link = Some(ModbusLink::new(stream, self.unit, self.timeout));
                    (self.pause, self.not_before) = (PAUSE.0, None);
                }
                Ok(Err(error)) => return Err(self.back_off(error.to_string())),
                Err(_) => return Err(self.back_off("no connection in time".to_owned())),
            }
        }
        self.link.as_mut().ok_or_else(|| ModbusFault::Disconnected("not connected".to_owned()))
    }

    fn back_off(&mut self, why: String) -> ModbusFault {
        self.not_before = Some(stopwatch() + self.pause);
        self.pause = (self.pause * 2).min(PAUSE.1);
        ModbusFault::Disconnected(why)
    }

    /// After anything but an answer the connection is dropped: a late one must not be taken for another request's.
    fn judge<T>(&mut self, answer: Result<T, ModbusFault>) -> Result<T, ModbusFault> {
        if !matches!(answer, Ok(_) | Err(ModbusFault::Exception(_))) {
            self.link = None;
        }
        answer
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
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
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

    /// Answers one request after the other with these bytes.
    async fn link_to(answers: &[&[u8]]) -> ModbusLink {
        let (near, mut far) = tokio::io::duplex(1_024);
        let answers: Vec<Vec<u8>> = answers.iter().map(|answer| answer.to_vec()).collect();
        tokio::task::spawn(async move {
            for answer in answers {
                let mut request = [0; 260];
                assert!(far.read(&mut request).await.expect("a request") > 0);
                far.write_all(&answer).await.expect("answers");
            }
        });
        ModbusLink::new(near, 1, Duration::from_secs(5))
    }

    #[tokio::test]
    async fn an_answer_that_does_not_fit_its_request_is_none() {
        let one_register = [0, 0, 0, 0, 0, 5, 1, 3, 2, 0, 7];
        let mut link = link_to(&[&one_register]).await;
        assert_eq!(link.read(40_000, 1).await, Ok(vec![7]));
        let mut link = link_to(&[&one_register]).await;
        let says = "asked for 2 registers, got 1 registers".to_owned();
        assert_eq!(link.read(40_000, 2).await, Err(ModbusFault::Disconnected(says)));
        let written_at_5 = [0, 0, 0, 0, 0, 6, 1, 16, 0, 5, 0, 1];
        assert_eq!(link_to(&[&written_at_5]).await.write(5, &[9]).await, Ok(()));
        for (address, values) in [(6, &[9][..]), (5, &[9, 9])] {
            let answer = link_to(&[&written_at_5]).await.write(address, values).await;
            assert!(matches!(answer, Err(ModbusFault::Disconnected(_))), "{answer:?}");
        }
    }
}
