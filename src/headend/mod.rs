//! The IEEE 2030.5 server that devices and other gateways enrol with, without I/O.
