//! Simulated assets that behave: physics, delays, reversion timers and faults.
