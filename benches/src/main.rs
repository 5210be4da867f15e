//! Benchmarks of Tieline beside their peers.
fn main() {}
