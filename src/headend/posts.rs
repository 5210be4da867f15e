//! What devices post: themselves, log events, mirrors, readings, responses.

use super::documents::GrantDocument;
use super::grants;
use super::http::{NOT_OWN, Refusal, stored};
use super::key::Key;
use super::map;
use super::operator::enrol;
use super::resources::{Draft, Resources};
use super::route::Route;
use super::scope::{Identity, Scope};
use super::server::{Answer, Call};
use tieline_core::model::Lfdi;

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

/// Refuses a body that names another device than `own` (rule 8).
pub(super) fn expect_identity(own: Identity, posted: &map::EndDeviceIn) -> Result<(), Refusal> {
    if posted.lfdi.is_some_and(|lfdi| lfdi != own.lfdi) {
        return Err(Refusal::Forbidden(format!("the LFDI {NOT_OWN}")));
    }
    match posted.sfdi == own.sfdi {
        true => Ok(()),
        false => Err(Refusal::Forbidden(format!("the SFDI is not that of {}", own.lfdi))),
    }
}

impl<R: Resources> Call<'_, R> {
    /// In-band registration: a device describes itself, an aggregator also a device that it will act for; one that is
    /// enrolled is told where [CSIP §6.1.4, C S-ALL-02, S-ALL-03, S-ALL-51, S-ALL-52].
    fn take_end_device(&self) -> Result<Answer, Refusal> {
        let posted = map::end_device_in(&self.request.body).map_err(Refusal::Bad)?;
        let registered = match posted.lfdi {
            Some(lfdi) if lfdi != self.identity.lfdi && self.scope.is_aggregator() => Identity::of_lfdi(lfdi),
            _ => *self.identity,
        };
        expect_identity(registered, &posted)?;
        if let Some(device) = self.scope.device_of(registered.lfdi) {
            return Err(Refusal::Exists(Route::EndDevice(device).to_string()));
        }
        let mut draft = Draft::new(self.resources);
        self.expect_free(&draft, registered.lfdi)?;
        let settings = self.settings;
        let number = enrol(&mut draft, settings, self.now, &registered, settings.enrolment.pin)?;
        self.update_device(&mut draft, number, &posted)?;
        if let Some(aggregator) = self.scope.device() {
            let grant = GrantDocument { lfdi: registered.lfdi, since: self.now, registered: true };
            grants::give(&mut draft, aggregator, number, grant)?;
        }
        Ok(stored(true, Some(Route::EndDevice(number).to_string()), draft.into_changes()))
    }

    /// Refuses to enrol a device that is enrolled without this aggregator's having a part in it, or denied: only the operator
    /// says otherwise. Both look as to a device that names another.
    fn expect_free(&self, draft: &Draft<'_, R>, lfdi: Lfdi) -> Result<(), Refusal> {
        for key in [Key::enrolment(lfdi), Key::ban(lfdi)] {
            if draft.get(&Scope::Operator, &key)?.is_some() {
                return Err(Refusal::Forbidden(format!("device {lfdi} {NOT_OWN}")));
            }
        }
        let devices = self.scope.devices().len();
        match devices <= self.settings.granted_max as usize {
            true => Ok(()),
            false => Err(Refusal::Forbidden(format!("the aggregator has {devices} devices, the most that it may"))),
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
