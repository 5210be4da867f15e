//! The loop that drives every machine.

use super::clock::Clock;
use std::future::Future;
use std::sync::Arc;
use tieline_core::model::{Machine, Mono, Record};
use tokio::sync::{mpsc, watch};

/// What an output asks of the loop.
#[derive(Debug)]
pub enum Action<O> {
    /// Wake the machine at this time, by its timer input; replaces the wake-up before.
    WakeAt(Mono),
    /// Make these durable before anything that follows.
    Commit(Vec<Record>),
    /// Carry this out.
    Perform(O),
}

/// Commits records; returns once they are durable.
pub trait Committer: Send + Sync + 'static {
    /// Makes `records` durable; the error is for people.
    fn commit(&self, records: Vec<Record>) -> impl Future<Output = Result<(), String>> + Send;
}

/// How one kind of machine is wired to the world.
pub trait Role: Send {
    /// The machine.
    type Machine: Machine + Send;

    /// Its timer input.
    fn timer(&self) -> <Self::Machine as Machine>::Input;

    /// Its input for a commit that failed.
    fn commit_failed(&self) -> <Self::Machine as Machine>::Input;

    /// What an output asks of the loop.
    fn sort(&self, output: <Self::Machine as Machine>::Output) -> Action<<Self::Machine as Machine>::Output>;

    /// Whether an output says something to a peer that the failed commit before it should have backed (rule 4).
    fn acknowledges(&self, output: &<Self::Machine as Machine>::Output) -> bool;

    /// Carries an output out: hands it to a queue, never waits for a peer.
    fn perform(&mut self, output: <Self::Machine as Machine>::Output) -> impl Future<Output = ()> + Send;
}

/// Drives `machine` until its inputs end or `stop` turns true.
///
/// Inputs are taken one at a time; outputs are carried out in order; what follows a commit waits for it. When a commit
/// fails, later outputs that acknowledge are dropped and the machine is told.
pub async fn drive<R: Role, C: Committer>(
    mut machine: R::Machine,
    mut role: R,
    clock: Clock,
    mut inputs: mpsc::Receiver<<R::Machine as Machine>::Input>,
    committer: Arc<C>,
    mut stop: watch::Receiver<bool>,
) -> R::Machine
where
    <R::Machine as Machine>::Input: Send,
    <R::Machine as Machine>::Output: Send,
{
    let mut wake: Option<Mono> = None;
    let mut out = Vec::new();
    loop {
        let sleep = wake.map(|at| clock.until(at));
        let input = tokio::select! {
            biased;
            _ = stop.wait_for(|stopped| *stopped) => return machine,
            input = inputs.recv() => match input {
                Some(input) => input,
                None => return machine,
            },
            () = sleep_or_never(sleep) => {
                wake = None;
                role.timer()
            }
        };
        let mut next = Some(input);
        while let Some(input) = next.take() {
            machine.step(clock.now(), input, &mut out);
            next = carry_out(&mut role, &mut out, &mut wake, &*committer).await;
        }
    }
}

/// Carries out what the machine wanted; the input to give it when a commit failed.
async fn carry_out<R: Role, C: Committer>(
    role: &mut R,
    out: &mut Vec<<R::Machine as Machine>::Output>,
    wake: &mut Option<Mono>,
    committer: &C,
) -> Option<<R::Machine as Machine>::Input>
where
    <R::Machine as Machine>::Output: Send,
{
    let mut failed = false;
    for output in out.drain(..) {
        match role.sort(output) {
            Action::WakeAt(at) => *wake = Some(at),
            Action::Commit(records) => {
                if let Err(error) = committer.commit(records).await {
                    tracing::error!(%error, "the store refused a commit: nothing is acknowledged");
                    failed = true;
                }
            }
            Action::Perform(output) if failed && role.acknowledges(&output) => {}
            Action::Perform(output) => role.perform(output).await,
        }
    }
    failed.then(|| role.commit_failed())
}

async fn sleep_or_never(duration: Option<std::time::Duration>) {
    match duration {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}
