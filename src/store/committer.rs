//! Group commit: one thread makes durable what many callers wait for. State and history have one each, so that a control
//! event never waits behind a group of readings that is being synced.
//! [design r4]

use super::value::Change;
use super::{Error, Result, Seq};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Callers that may wait at once; the next one blocks before it is queued.
const QUEUE_MAX: usize = 256;
/// Changes after which a group is closed.
const GROUP_CHANGES: usize = 400;
/// Callers after which a group waits for no more: it takes what is queued already.
const GROUP_CALLERS: usize = 32;
/// The thread calls an engine and little else.
const STACK_BYTES: usize = 1 << 20;

/// Called once with what became of a commit.
pub(super) type Answer = Box<dyn FnOnce(Result<Seq>) + Send>;

/// The first error of any committer of a store: after it, none of them acknowledges anything more.
#[derive(Clone, Default)]
pub(super) struct Failure(Arc<OnceLock<Error>>);

impl Failure {
    /// Whether any commit failed.
    pub(super) fn happened(&self) -> bool {
        self.0.get().is_some()
    }

    fn note(&self, error: &Error) {
        if self.0.set(error.clone()).is_ok() {
            tracing::error!("store: {error}");
        }
    }
}

impl Drop for Failure {
    /// A thread that a panic of the engine ends takes its failure along.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.note(&Error::Engine("the engine panicked".to_owned()));
        }
    }
}

/// What a committer's thread does to one space.
pub(super) trait Write: Send + 'static {
    /// Makes the changes of a group of callers durable, in their order; each caller's stay together.
    fn write(&mut self, group: Vec<Vec<Change>>) -> Result<Seq>;

    /// What may follow once the callers have their answer.
    fn settle(&mut self) -> Result<()>;
}

/// One caller's changes and where its answer goes.
struct Request {
    changes: Vec<Change>,
    answer: Answer,
}

/// The thread and the way to it.
pub(super) struct Committer {
    requests: Mutex<Option<SyncSender<Request>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Committer {
    /// Starts the thread. Its groups wait for company for as long as `linger` says.
    pub(super) fn start(name: &str, linger: Duration, failure: Failure, space: impl Write) -> Result<Self> {
        let (sender, receiver) = mpsc::sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .stack_size(STACK_BYTES)
            .spawn(move || run(&receiver, linger, failure, space))
            .map_err(|e| Error::Engine(format!("cannot start the commit thread: {e}")))?;
        Ok(Self { requests: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    /// Queues changes; `answer` is called once they are durable, or will not be.
    pub(super) fn submit(&self, changes: Vec<Change>, answer: Answer) {
        let sender = self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = Request { changes, answer };
        let refused = match sender {
            Some(sender) => sender.send(request).err().map(|refused| refused.0),
            None => Some(request),
        };
        if let Some(request) = refused {
            (request.answer)(Err(Error::Stopped));
        }
    }

    /// Lets the thread finish what is queued, and waits for it; false when it ended by a panic.
    pub(super) fn stop(&self) -> bool {
        drop(self.requests.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        thread.is_some_and(|thread| thread.join().is_ok())
    }
}

/// Serves until the last sender is gone.
fn run(requests: &Receiver<Request>, linger: Duration, failure: Failure, mut space: impl Write) {
    while let Ok(first) = requests.recv() {
        let mut group = gather(first, requests, linger);
        let changes = group.iter_mut().map(|request| std::mem::take(&mut request.changes)).collect();
        let outcome = if failure.happened() { Err(Error::Stopped) } else { space.write(changes) };
        if let Err(e) = &outcome {
            failure.note(e);
        }
        for request in group {
            (request.answer)(outcome.clone());
        }
        if let Err(e) = outcome.and_then(|_| space.settle()) {
            failure.note(&e);
        }
    }
}

/// The first request and all that joins it: what is queued, and what comes within `linger`.
fn gather(first: Request, requests: &Receiver<Request>, linger: Duration) -> Vec<Request> {
    let mut changes = first.changes.len();
    let mut group = vec![first];
    while changes < GROUP_CHANGES {
        let patience = if group.len() < GROUP_CALLERS { linger } else { Duration::ZERO };
        match requests.recv_timeout(patience) {
            Ok(request) => {
                changes += request.changes.len();
                group.push(request);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    group
}
