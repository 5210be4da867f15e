//! The local socket of a running gateway: `explain`, the live view and its figures ask here.
//!
//! One line of JSON each way on a Unix socket in the state folder, whose rights are the folder's own.

use serde::{Deserialize, Serialize};
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieline_core::model::{AssetId, UpstreamId};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

/// Longest question, in bytes.
const QUESTION_BYTES_MAX: u64 = 4 << 10;
/// Longest answer, in bytes.
const ANSWER_BYTES_MAX: u64 = 4 << 20;
/// Most time for one exchange.
const EXCHANGE: Duration = Duration::from_secs(5);

/// What can be asked of a running gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Question {
    /// Why an asset does what it does.
    Explain {
        /// Which asset.
        asset: AssetId,
        /// At which time, Unix seconds; the latest when absent.
        at: Option<i64>,
    },
    /// The owner takes part in an event, or does not; the answer names the upstream.
    Opt {
        /// The event, by the server's name for it.
        event: String,
        /// Whether the owner takes part.
        opts_in: bool,
    },
    /// The owner takes part at times, or does not; the answer names the opt and the upstreams.
    OptFor {
        /// Towards which upstream; all that speak OpenADR when absent.
        upstream: Option<UpstreamId>,
        /// Whether the owner takes part.
        opts_in: bool,
        /// Each from when on, Unix seconds, and for how many seconds.
        times: Vec<(i64, u32)>,
        /// In events of this market context; in any when absent.
        market_context: Option<String>,
    },
    /// The owner takes such an opt back; the answer names the upstreams.
    CancelOpt {
        /// What it is called.
        opt_id: String,
    },
    /// What holds at the site now.
    View,
    /// Counters since the start.
    Figures,
}

/// Where the socket of the gateway with this state folder is.
pub fn socket_path(state: &Path) -> PathBuf {
    state.join("tieline.sock")
}

/// Answers questions until `stop` turns true; a question's answer is JSON, or an error for people.
pub async fn serve<F, A>(state: PathBuf, answer: F, mut stop: watch::Receiver<bool>) -> io::Result<()>
where
    F: Fn(Question) -> A + Clone + Send + 'static,
    A: Future<Output = Result<serde_json::Value, String>> + Send,
{
    let path = socket_path(&state);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    loop {
        let stream = tokio::select! {
            _ = stop.wait_for(|stopped| *stopped) => break,
            accepted = listener.accept() => accepted?.0,
        };
        // One at a time: people and the demo ask, machines do not.
        let _ = tokio::time::timeout(EXCHANGE, exchange(stream, &answer)).await;
    }
    std::fs::remove_file(&path)
}

async fn exchange<F, A>(mut stream: UnixStream, answer: &F) -> io::Result<()>
where
    F: Fn(Question) -> A,
    A: Future<Output = Result<serde_json::Value, String>>,
{
    let (read, mut write) = stream.split();
    let mut line = String::new();
    BufReader::new(read.take(QUESTION_BYTES_MAX)).read_line(&mut line).await?;
    let answer = match serde_json::from_str(&line) {
        Ok(question) => answer(question).await,
        Err(error) => Err(format!("not a question: {error}")),
    };
    let line = serde_json::to_string(&answer.map_or_else(Reply::Error, Reply::Ok)).map_err(io::Error::other)?;
    write.write_all(line.as_bytes()).await?;
    write.write_all(b"\n").await
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Reply {
    Ok(serde_json::Value),
    Error(String),
}

/// Asks the gateway whose state folder this is. `Ok(None)` when none is running there.
pub async fn ask(state: &Path, question: &Question) -> Result<Option<serde_json::Value>, String> {
    let Ok(stream) = UnixStream::connect(socket_path(state)).await else { return Ok(None) };
    let exchanged = tokio::time::timeout(EXCHANGE, question_and_answer(stream, question)).await;
    let line = exchanged.map_err(|_| "the gateway does not answer".to_owned())?.map_err(|e| e.to_string())?;
    match serde_json::from_str(&line) {
        Ok(Reply::Ok(value)) => Ok(Some(value)),
        Ok(Reply::Error(says)) => Err(says),
        Err(error) => Err(format!("the gateway's answer is no answer: {error}")),
    }
}

async fn question_and_answer(mut stream: UnixStream, question: &Question) -> io::Result<String> {
    let mut line = serde_json::to_string(question).map_err(io::Error::other)?;
    line.push('\n');
    stream.write_all(line.as_bytes()).await?;
    let mut answer = String::new();
    BufReader::new(stream.take(ANSWER_BYTES_MAX)).read_line(&mut answer).await?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_question_gets_its_answer_and_a_dead_socket_none() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(ask(dir.path(), &Question::View).await, Ok(None));
        let (stop, stopped) = watch::channel(false);
        let state = dir.path().to_owned();
        let server = tokio::spawn(serve(state, |q| async move { Ok(serde_json::json!(q)) }, stopped));
        let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
        let answer = loop {
            match ask(dir.path(), &Question::Figures).await {
                Ok(None) if tokio::time::Instant::now() < deadline => tokio::task::yield_now().await,
                other => break other,
            }
        };
        assert_eq!(answer, Ok(Some(serde_json::json!({"ask": "figures"}))));
        stop.send_replace(true);
        server.await.expect("no panic").expect("ends in order");
    }
}
