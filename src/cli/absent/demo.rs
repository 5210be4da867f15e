//! `tieline demo` in a build without the feature `demo`.

absent!(Demo, "demo", "demo");
