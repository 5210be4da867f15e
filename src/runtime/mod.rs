//! The one place with sockets, clocks and randomness.
