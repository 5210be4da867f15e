//! IEEE 2030.5 client: discovery, programs, responses, mirrored readings.
