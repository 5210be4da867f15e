//! The shape of every session, driver and engine: a state machine without I/O.

use super::time::Now;

/// A machine that takes one input at a time and answers with outputs; `runtime` drives it, or a simulation does.
///
/// **Order is meaning.** Outputs are carried out in their order, and what follows a commit in `out` is carried out only
/// once that commit is durable. So an acknowledgement is pushed after the commit that backs it (rule 4), and a setpoint
/// that must not wait is pushed before it. When a commit fails, later outputs that acknowledge are dropped, and the
/// machine is told by its own input for it.
pub trait Machine {
    /// What may happen to it.
    type Input;
    /// What it may want.
    type Output;

    /// Advances by one input. Never blocks, never panics on anything that came from outside, reads no clock.
    fn step(&mut self, now: Now, input: Self::Input, out: &mut Vec<Self::Output>);
}
