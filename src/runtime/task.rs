//! Tasks: spawned, named, watched and started again.
//! [design r6]

use std::future::Future;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

/// Longest pause before a task that keeps failing is started again.
const BACKOFF_MAX: Duration = Duration::from_secs(30);

/// The tasks of a process, ended together.
#[derive(Debug)]
pub struct Tasks {
    set: JoinSet<()>,
    stop: watch::Sender<bool>,
}

impl Default for Tasks {
    fn default() -> Self {
        Self { set: JoinSet::new(), stop: watch::Sender::new(false) }
    }
}

impl Tasks {
    /// A receiver that turns true when the tasks shall end.
    pub fn stopped(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Runs a task once; its panic is logged and ends it alone.
    pub fn spawn(&mut self, name: impl Into<String>, task: impl Future<Output = ()> + Send + 'static) {
        let name = name.into();
        self.set.spawn(async move {
            if let Err(error) = run(task).await {
                tracing::error!(task = name, %error, "task ended by a bug");
            }
        });
    }

    /// Runs a task, made anew each time that it ends by a bug, with growing pauses; the process goes on (rule 6).
    pub fn supervise<F, T>(&mut self, name: impl Into<String>, mut make: F)
    where
        F: FnMut() -> T + Send + 'static,
        T: Future<Output = ()> + Send + 'static,
    {
        let name = name.into();
        let mut stop = self.stopped();
        self.set.spawn(async move {
            let mut pause = Duration::from_millis(200);
            while let Err(error) = run(make()).await {
                tracing::error!(task = name, %error, pause_ms = pause.as_millis(), "task ended by a bug; starting it again");
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = stop.wait_for(|stopped| *stopped) => return,
                }
                pause = (pause * 2).min(BACKOFF_MAX);
            }
        });
    }

    /// Tells every task to end and waits for them, at most `patience`; what is left is aborted. True when all ended.
    pub async fn shut_down(mut self, patience: Duration) -> bool {
        self.stop.send_replace(true);
        let all = async { while self.set.join_next().await.is_some() {} };
        let in_time = tokio::time::timeout(patience, all).await.is_ok();
        self.set.shutdown().await;
        in_time
    }
}

/// Runs `task` in a task of its own, so that its panic comes back as an error.
async fn run(task: impl Future<Output = ()> + Send + 'static) -> Result<(), JoinError> {
    let mut own = JoinSet::new();
    own.spawn(task);
    match own.join_next().await {
        Some(ended) => ended,
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn r6_a_panic_restarts_its_task_alone() {
        let starts = Arc::new(AtomicUsize::new(0));
        let (seen, mut tasks) = (starts.clone(), Tasks::default());
        let (done, mut ended) = watch::channel(false);
        tasks.supervise("fragile", move || {
            let (nth, done) = (seen.fetch_add(1, Ordering::SeqCst), done.clone());
            async move {
                assert!(nth > 0, "the first run fails");
                done.send_replace(true);
            }
        });
        ended.wait_for(|done| *done).await.expect("the second run ends well");
        assert_eq!(starts.load(Ordering::SeqCst), 2);
        assert!(tasks.shut_down(Duration::from_secs(1)).await);
    }
}
