//! What devices post: themselves, log events, mirrors, readings, responses.

use super::http::{Refusal, stored};
use super::key::Key;
use super::map;
use super::operator::enrol;
use super::resources::{Draft, Resources};
use super::route::Route;
use super::server::{Answer, Call};

/// Carries out a POST.
pub(super) fn take<R: Resources>(call: &Call<'_, R>, route: Route) -> Result<Answer, Refusal> {
    match route {
        Route::EndDevices => call.take_end_device(),
        Route::LogEvents(device) => call.take_log_event(device),
        Route::Mirrors => call.take_mirror(),
        Route::Subscriptions(device) => call.take_subscription(device),
        Route::Mirror(device, mirror) => call.take_readings(device, mirror),
        Route::Responses(program) => call.take_response(program),
        Route::Kept(list) => call.post_kept(list),
        _ => Err(Refusal::NotFound),
    }
}

impl<R: Resources> Call<'_, R> {
    /// In-band registration: the device must describe itself, not another; one that is enrolled is told where
    /// [CSIP §6.1.4, C S-ALL-51, S-ALL-52].
    fn take_end_device(&self) -> Result<Answer, Refusal> {
        let posted = map::end_device_in(&self.request.body).map_err(Refusal::Bad)?;
        self.expect_own_identity(&posted)?;
        if let Some(device) = self.scope.device() {
            return Err(Refusal::Exists(Route::EndDevice(device).to_string()));
        }
        let mut draft = Draft::new(self.resources);
        let settings = self.settings;
        let number = enrol(&mut draft, settings, self.now, self.identity, settings.enrolment.pin)?;
        self.update_device(&mut draft, number, &posted)?;
        Ok(stored(true, Some(Route::EndDevice(number).to_string()), draft.into_changes()))
    }

    /// Refuses a body that names another device than the certificate does (rule 8).
    pub(super) fn expect_own_identity(&self, posted: &map::EndDeviceIn) -> Result<(), Refusal> {
        let own = self.identity;
        if posted.lfdi.is_some_and(|lfdi| lfdi != own.lfdi) {
            return Err(Refusal::Forbidden("the LFDI is not that of the certificate".to_owned()));
        }
        match posted.sfdi == own.sfdi {
            true => Ok(()),
            false => Err(Refusal::Forbidden("the SFDI is not that of the certificate".to_owned())),
        }
    }

    /// A log event; the same one again keeps its address, and above the bound the oldest goes [2030.5 LogEvent].
    fn take_log_event(&self, device: u32) -> Result<Answer, Refusal> {
        let posted = map::log_event_in(&self.request.body).map_err(Refusal::Bad)?;
        let kept = self.resources.list(&self.scope, &Key::log_events(device), usize::MAX)?;
        if let Some((key, _)) = kept.iter().find(|(_, xml)| *xml == posted) {
            let number = key.last_number().unwrap_or(0);
            return Ok(stored(true, Some(Route::LogEvent(device, number).to_string()), Vec::new()));
        }
        let mut draft = Draft::new(self.resources);
        let number = draft.next(Key::device_counter(device, "lel"))?;
        draft.put(Key::log_event(device, number), posted);
        let excess = (kept.len() + 1).saturating_sub(self.settings.log_events_max as usize);
        for (key, _) in kept.into_iter().take(excess) {
            draft.remove(key);
        }
        Ok(stored(true, Some(Route::LogEvent(device, number).to_string()), draft.into_changes()))
    }
}
