//! The connection point that a device names as its own [CSIP-AUS ConnectionPoint].

use super::http::{Refusal, stored};
use super::key::Key;
use super::map;
use super::resources::{Draft, Resources};
use super::route::Route;
use super::server::{Answer, Call};
use super::settings::ConnectionPoints;

/// Characters of a national metering identifier before its check digit.
const NMI_CHARACTERS: usize = 10;

impl<R: Resources> Call<'_, R> {
    /// An identifier of the kind that is taken, or a refusal that says so; the answer tells where it is [C S-OPT-02, S-OPT-03].
    pub(super) fn put_connection_point(&self, device: u32) -> Result<Answer, Refusal> {
        let name = map::connection_point_in(&self.request.body).map_err(Refusal::Values)?;
        if self.settings.connection_points == ConnectionPoints::Nmi && !is_nmi(&name) {
            return Err(Refusal::Values(format!("{name:?} is no national metering identifier")));
        }
        let mut draft = Draft::new(self.resources);
        draft.put_json(Key::connection_point(device), &name)?;
        Ok(stored(false, Some(Route::ConnectionPoint(device).to_string()), draft.into_changes()))
    }
}

/// Ten digits and capitals without I and O, and their check digit if there is one.
fn is_nmi(name: &str) -> bool {
    let allowed = |c: &u8| c.is_ascii_digit() || (c.is_ascii_uppercase() && !matches!(c, b'I' | b'O'));
    let Some((identifier, check)) = name.as_bytes().split_at_checked(NMI_CHARACTERS) else { return false };
    identifier.iter().all(allowed)
        && match check {
            [] => true,
            [digit] => *digit == check_digit(identifier),
            _ => false,
        }
}

/// The character codes, from the right every other one doubled; what makes the sum of all their digits a multiple of ten.
fn check_digit(identifier: &[u8]) -> u8 {
    let codes = identifier.iter().rev().enumerate();
    let digits = codes.map(|(i, code)| u32::from(*code) * if i % 2 == 0 { 2 } else { 1 });
    let sum: u32 = digits.map(|number| number / 100 + number / 10 % 10 + number % 10).sum();
    b'0' + ((10 - sum % 10) % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the check digits of identifiers in public use.
    #[test]
    fn an_nmi_has_ten_characters_and_their_check_digit() {
        for good in ["4102000000", "41020000002", "41020000026", "20019857328", "QAAAVZZZZZ3", "NBBBX111100"] {
            assert!(is_nmi(good), "{good}");
        }
        for bad in ["41020000003", "410200000", "410200000022", "NOTAVALIDID", "qaaavzzzzz", "", "４１０２"] {
            assert!(!is_nmi(bad), "{bad}");
        }
    }
}
