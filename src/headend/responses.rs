//! Responses to events, judged [2030.5 §10.2.2.3, Table 27; C S-ALL-57].

use super::documents::ResponseDocument;
use super::events;
use super::http::{NOT_OWN, Refusal, stored};
use super::kept::OWN_SET;
use super::key::{Key, Owner};
use super::map;
use super::resources::{Draft, Resources};
use super::server::{Answer, Call};
use super::settings::ServedEdition;

/// Whether a code can be an answer to a DERControl: 11 and 12 are for texts and prices, 0 and the rest are reserved, 15 and
/// 251 before the 2023 edition.
fn is_possible(code: u8, edition: ServedEdition) -> bool {
    matches!(code, 1..=10 | 13 | 14 | 252..=254) || (edition == ServedEdition::Y2023 && matches!(code, 15 | 251))
}

impl<R: Resources> Call<'_, R> {
    /// A response: from the caller itself or a device that it acts for, about an event of this program, with a code that can
    /// be. It may come late. One per event and code is kept; the same again is taken and changes nothing (rule 5).
    pub(super) fn take_response(&self, program: u32) -> Result<Answer, Refusal> {
        self.device()?;
        let posted = map::response_in(&self.request.body).map_err(Refusal::Bad)?;
        let device = self.scope.device_of(posted.lfdi);
        let device = device.ok_or_else(|| Refusal::Bad(format!("endDeviceLFDI {NOT_OWN}")))?;
        let is_control = events::named(self.resources, &self.scope, &Key::events(program), posted.subject)?.is_some();
        let owner = if program == OWN_SET { Owner::Device(device) } else { Owner::Program(program) };
        if !is_control && !self.kept().knows_event(owner, posted.subject)? {
            return Err(Refusal::Bad(format!("no event {} in program {program}", posted.subject)));
        }
        let edition = self.settings.edition;
        let status =
            posted.status.filter(|code| is_possible(*code, edition) || (!is_control && matches!(code, 11 | 12)));
        let status = status.ok_or_else(|| Refusal::Bad(format!("status {:?} cannot be", posted.status)))?;
        let location = self.response_route(program, device, posted.subject, status).to_string();
        let key = Key::response(device, program, posted.subject, status);
        let mut draft = Draft::new(self.resources);
        if draft.get(&self.scope, &key)?.is_none() {
            let document = ResponseDocument {
                created: posted.created,
                lfdi: posted.lfdi,
                status,
                subject: posted.subject,
                taken: self.now,
            };
            draft.put_json(key, &document)?;
            draft.next(Key::response_counter(program, posted.subject, status))?;
        }
        Ok(stored(true, Some(location), draft.into_changes()))
    }
}
