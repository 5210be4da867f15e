//! A device may send any bytes as its answers: our client has registers, an exception or a fault each time, in bounded time.
//!
//! The bytes are the answers to one request after the other: a length in two bytes, and that many.
#![no_main]

use std::time::Duration;
use tieline::assets::modbus::ModbusFault;
use tieline::runtime::modbus::ModbusLink;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// Bytes that lie in the connection at once.
const WINDOW: usize = 4_096;
/// Requests of one connection.
const REQUESTS: u16 = 12;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Paused time jumps to the time limit as soon as nobody can go on.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(async {
        let (near, far) = tokio::io::duplex(WINDOW);
        tokio::select! {
            () = ask(near) => {}
            () = answer(far, bytes) => {}
        }
    });
});

async fn ask(stream: DuplexStream) {
    let mut link = ModbusLink::new(stream, 1, Duration::from_secs(1));
    for i in 0..REQUESTS {
        let count = [1, 2, 66, 125][usize::from(i) % 4];
        let fault = if i % 3 == 2 {
            link.write(40_000 + i, &vec![i; usize::from(count.min(123))]).await.err()
        } else {
            let read = link.read(40_000 + i, count).await;
            assert!(read.as_ref().map_or(true, |registers| registers.len() == usize::from(count)));
            read.err()
        };
        // As the client does: after anything but an exception the connection is dropped.
        if !matches!(fault, None | Some(ModbusFault::Exception(_))) {
            return;
        }
    }
    link.close().await;
}

async fn answer(mut stream: DuplexStream, mut bytes: &[u8]) {
    let mut request = [0; 512];
    while let Some((length, rest)) = bytes.split_first_chunk() {
        if !matches!(stream.read(&mut request).await, Ok(1..)) {
            return;
        }
        let (answer, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)).min(rest.len()));
        if stream.write_all(answer).await.is_err() {
            return;
        }
        bytes = rest;
    }
    // Nothing more comes, and the connection stays open: the asker's own time limit has to end it.
    std::future::pending().await
}
