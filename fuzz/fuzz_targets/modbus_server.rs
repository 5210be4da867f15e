//! A client may send any bytes to the plant simulator: each connection ends with answers of bounded length, and the plant
//! serves the next one.
#![no_main]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tieline::assets::sim::day::Day;
use tieline::runtime::clock::{Clock, host_wall};
use tieline::runtime::plant::{self, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::runtime::Runtime;

/// How long one connection may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// A read of two registers at 40000, as the last thing on a connection whose beginning was in order.
const PROBE: [u8; 12] = [0, 9, 0, 0, 0, 6, 1, 3, 0x9C, 0x40, 0, 2];

/// A plant that plays the built-in day, and the port of its first device.
struct Served {
    runtime: Runtime,
    port: u16,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let port_file = std::env::temp_dir().join(format!("tieline-fuzz-{}.json", std::process::id()));
    let options = Options {
        day: Day::demo(),
        seed: 1,
        epoch: host_wall(),
        clock: Clock::host(),
        log: None,
        port_file: Some(port_file.clone()),
        base_port: None,
        seconds: None,
    };
    runtime.spawn(async { plant::run(options).await.expect("the plant runs") });
    let port = loop {
        let text = std::fs::read_to_string(&port_file).unwrap_or_default();
        if let Some(port) = text.split_once("pv-1\":").map(|(_, rest)| rest) {
            break port.split([',', '}']).next().and_then(|port| port.parse().ok()).expect("a port");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let _ = std::fs::remove_file(port_file);
    Served { runtime, port }
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Served { runtime, port } = &*SERVED;
    runtime.block_on(async {
        talk(*port, bytes).await;
        assert_eq!(talk(*port, &PROBE).await[..8], [0, 9, 0, 0, 0, 7, 1, 3], "the plant serves no more");
    });
});

/// Sends the bytes, says that there are no more, and takes what comes until the plant closes.
async fn talk(port: u16, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect(port).await;
    let (mut input, mut output) = stream.split();
    let mut answers = Vec::new();
    let both = async {
        // The plant may close before it has read everything.
        let send = async {
            let _ = output.write_all(bytes).await;
            let _ = output.shutdown().await;
        };
        tokio::join!(send, async { input.read_to_end(&mut answers).await.ok() })
    };
    tokio::time::timeout(PATIENCE, both).await.expect("a connection that ends");
    // Each answer belongs to a request of at least eight bytes and is itself at most one frame.
    assert!(answers.len() <= (bytes.len() / 8 + 1) * 300, "{} bytes for {}", answers.len(), bytes.len());
    answers
}

/// From one address of the loopback after the other, so that no port runs out.
async fn connect(port: u16) -> TcpStream {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let host = 2 + NEXT.fetch_add(1, Ordering::Relaxed) % 250;
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 1, host as u8), 0))).expect("an address of the loopback");
    socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.expect("the plant listens")
}
