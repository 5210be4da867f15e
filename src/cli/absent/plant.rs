//! `tieline plant` in a build without the feature `demo`.

absent!(Plant, "simulated site", "demo");
