//! A device may hold any registers: every point of every model reads as a value, nothing, or an error.
#![no_main]

use tieline_schemas::sunspec::{Image, Model, registers_from_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let registers = registers_from_bytes(bytes);
    let Some(model) = registers.first().and_then(|id| Model::find(*id)) else { return };
    let Ok(image) = Image::new(model, registers) else { return };
    for place in image.layout().places() {
        let _ = image.raw(&place.path);
        let _ = image.decimal(&place.path);
        let _ = image.text(&place.path);
        let _ = image.symbol(&place.path);
    }
});
