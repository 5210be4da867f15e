//! The plant's control port: faults at run time, a JSON line each way.
//!
//! `{"fault": {"device": "pv-1", "kind": "stall", "until_s": 30}}` takes the keys of the day file;
//! `{"clear": {"device": "pv-1", "kind": "stall"}}` ends it; `"sample"` asks for everything at this instant. The answer
//! is `{"ok": true, "t": 12.3}`, a sample, or `{"error": "..."}`.

use super::plant::Shared;
use crate::assets::sim::day::{FaultKind, FaultSpec};
use serde::Deserialize;
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Most bytes of a line.
const LINE_BYTES_MAX: u64 = 65_536;
/// Most clients at once.
const CLIENTS_MAX: usize = 16;

/// What a client wants.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Order {
    Fault(FaultSpec),
    Clear(Clear),
    Sample,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clear {
    device: String,
    kind: FaultKind,
    value: Option<f64>,
}

/// Serves clients until the task is ended.
pub(super) async fn serve(shared: Arc<Shared>, listener: TcpListener) {
    let mut clients = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { return };
        while clients.len() >= CLIENTS_MAX {
            clients.join_next().await;
        }
        let shared = shared.clone();
        clients.spawn(async move {
            if let Err(error) = talk(&shared, stream).await {
                tracing::debug!(%error, "a client of the plant's control port is gone");
            }
        });
    }
}

async fn talk(shared: &Shared, stream: TcpStream) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    loop {
        let mut line = String::new();
        let length = (&mut read).take(LINE_BYTES_MAX).read_line(&mut line).await?;
        if length == 0 {
            return Ok(());
        }
        let whole = line.ends_with('\n') || (length as u64) < LINE_BYTES_MAX;
        let answer = if whole { obey(shared, &line) } else { error("the line is longer than 64 KiB") };
        write.write_all(format!("{answer}\n").as_bytes()).await?;
        if !whole {
            return Ok(());
        }
    }
}

fn error(says: impl std::fmt::Display) -> serde_json::Value {
    serde_json::json!({ "error": says.to_string() })
}

fn obey(shared: &Shared, line: &str) -> serde_json::Value {
    let order: Order = match serde_json::from_str(line) {
        Ok(order) => order,
        Err(unknown) => return error(unknown),
    };
    let done = shared.with(|plant, rows| {
        let t = plant.t();
        match order {
            Order::Fault(fault) => plant.schedule(fault, rows).map(|()| serde_json::json!({ "ok": true, "t": t })),
            Order::Clear(clear) => {
                let cleared = plant.clear(&clear.device, clear.kind, clear.value, rows)?;
                Ok(serde_json::json!({ "ok": cleared, "t": t }))
            }
            Order::Sample => Ok(serde_json::json!(plant.sample())),
        }
    });
    done.and_then(|inner| inner).unwrap_or_else(error)
}
