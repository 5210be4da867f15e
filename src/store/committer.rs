//! Group commit: one thread makes durable what many callers wait for.
//! [design r4]

use super::value::Change;
use super::{Error, Result, Seq};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Callers that may wait at once; the next one blocks before it is queued.
const QUEUE_MAX: usize = 256;
/// Changes after which a group is closed.
const GROUP_CHANGES: usize = 400;
/// Callers after which a group that may wait is closed.
const GROUP_CALLERS: usize = 32;

/// One caller's changes and where its answer goes.
struct Request {
    changes: Vec<Change>,
    answer: SyncSender<Result<Seq>>,
}

impl Request {
    /// State is committed at once; readings and audit may wait for company.
    fn is_urgent(&self) -> bool {
        self.changes.iter().any(|change| !change.is_history())
    }
}

/// The thread and the way to it.
pub(super) struct Committer {
    requests: Mutex<Option<SyncSender<Request>>>,
    thread: Mutex<Option<JoinHandle<bool>>>,
}

impl Committer {
    /// Starts the thread. `write` makes a group's changes durable; after its first error nothing more is acknowledged.
    pub(super) fn start(
        linger: Duration,
        write: impl FnMut(Vec<Change>) -> Result<Seq> + Send + 'static,
    ) -> Result<Self> {
        let (sender, receiver) = mpsc::sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new()
            .name("store-commit".to_owned())
            .spawn(move || run(&receiver, linger, write))
            .map_err(|e| Error::Engine(format!("cannot start the commit thread: {e}")))?;
        Ok(Self { requests: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    /// Blocks until the changes are durable.
    pub(super) fn commit(&self, changes: Vec<Change>) -> Result<Seq> {
        let sender = self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (answer, answered) = mpsc::sync_channel(1);
        let request = Request { changes, answer };
        sender.ok_or(Error::Stopped)?.send(request).map_err(|_| Error::Stopped)?;
        answered.recv().unwrap_or(Err(Error::Stopped))
    }

    /// Lets the thread finish what is queued, and waits for it; false when a commit had failed.
    pub(super) fn stop(&self) -> bool {
        drop(self.requests.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        thread.is_some_and(|thread| thread.join().unwrap_or(false))
    }
}

/// Serves until the last sender is gone; whether every commit succeeded.
fn run(requests: &Receiver<Request>, linger: Duration, mut write: impl FnMut(Vec<Change>) -> Result<Seq>) -> bool {
    let mut stopped = None;
    while let Ok(first) = requests.recv() {
        let mut group = gather(first, requests, linger);
        let changes = group.iter_mut().flat_map(|request| std::mem::take(&mut request.changes)).collect();
        let outcome = match &stopped {
            Some(_) => Err(Error::Stopped),
            None => write(changes),
        };
        if let Err(e) = &outcome
            && stopped.is_none()
        {
            tracing::error!("store: {e}");
            stopped = Some(e.clone());
        }
        for request in group {
            // A caller that went away has nothing to be told.
            let _ = request.answer.send(outcome.clone());
        }
    }
    stopped.is_none()
}

/// The first request and all that joins it: what is queued, and, if none of it is urgent, what comes within `linger`.
fn gather(first: Request, requests: &Receiver<Request>, linger: Duration) -> Vec<Request> {
    let mut changes = first.changes.len();
    let mut urgent = first.is_urgent();
    let mut group = vec![first];
    while changes < GROUP_CHANGES && group.len() < GROUP_CALLERS {
        let wait = if urgent { Duration::ZERO } else { linger };
        match requests.recv_timeout(wait) {
            Ok(request) => {
                changes += request.changes.len();
                urgent |= request.is_urgent();
                group.push(request);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    group
}
