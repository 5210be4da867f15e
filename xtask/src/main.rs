//! Tests, benchmarks, generators and traces of this repository.
fn main() {}
