//! Points as plain numbers: what physics reads from registers and shows in them.

use tieline_schemas::sunspec::{Error, Image};

/// The value of a point with its scale factor; `None` when it is not there or not available.
pub fn value(image: &Image, path: &str) -> Option<f64> {
    let decimal = image.decimal(path).ok().flatten()?;
    Some(decimal.raw as f64 * 10_f64.powi(decimal.sf.into()))
}

/// Shows measurements in a model.
#[derive(Debug)]
pub struct Gauge<'a> {
    /// The model.
    pub image: &'a mut Image,
    /// Whether every measurement reads "not available"; a fault.
    pub blank: bool,
}

impl Gauge<'_> {
    /// Shows `value` in the point's unit, rounded to what the register resolves; "not available" when it does not fit.
    pub fn show(&mut self, path: &str, value: f64) -> Result<(), Error> {
        if self.blank {
            return self.image.set_raw(path, None);
        }
        let scaled = value / 10_f64.powi(self.image.scale_factor(path)?.into());
        match self.image.set_raw(path, Some(scaled.round() as i64)) {
            Err(Error::DoesNotFit { .. }) => self.image.set_raw(path, None),
            shown => shown,
        }
    }

    /// Shows several.
    pub fn show_all(&mut self, values: &[(&str, f64)]) -> Result<(), Error> {
        values.iter().try_for_each(|(path, value)| self.show(path, *value))
    }
}

/// Sets points as they stand in the registers, when a map is made.
pub(super) fn set_all(image: &mut Image, values: &[(&str, i64)]) -> Result<(), Error> {
    values.iter().try_for_each(|(path, raw)| image.set_raw(path, Some(*raw)))
}
