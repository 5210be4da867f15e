//! `tieline fleet` in a build without the feature `headend`.

absent!(Fleet, "IEEE 2030.5 server", "headend");
