//! Modbus exchanges as data: what a driver gets back.

/// A device's answer to a read or a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModbusReply {
    /// The registers asked for.
    Registers(Vec<u16>),
    /// The write was taken.
    Written,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModbusFault {
    /// None within the time for one request.
    #[error("no answer in time")]
    Timeout,
    /// The device refused, with Modbus's exception code: 1 illegal function, 2 illegal address, 3 illegal value,
    /// 4 device failure, 6 busy.
    #[error("exception {0}")]
    Exception(u8),
    /// No connection; the text says why.
    #[error("not connected: {0}")]
    Disconnected(String),
}
