//! `tieline vtn` in a build without the feature `vtn`.

absent!(Vtn, "VTN", "vtn");
