//! Identity and trust for IEEE 2030.5.
