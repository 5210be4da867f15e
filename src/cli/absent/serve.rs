//! `tieline serve` in a build without the feature `headend`.

absent!(Serve, "IEEE 2030.5 server", "headend");
