//! What devices put: their own description, their connection point, their DERs' documents.

use super::documents::DeviceDocument;
use super::http::{Refusal, stored};
use super::key::Key;
use super::map::{self, EndDeviceIn};
use super::resources::{Draft, Resources, read};
use super::route::Route;
use super::scope::Scope;
use super::server::{Answer, Call};

/// Carries out a PUT. The first one is answered 204 too: its address was advertised, and clients take no other code for
/// a PUT (py20305 does not).
pub(super) fn take<R: Resources>(call: &Call<'_, R>, route: Route) -> Result<Answer, Refusal> {
    match route {
        Route::EndDevice(device) => call.put_end_device(device),
        Route::ConnectionPoint(device) => {
            let name = map::connection_point_in(&call.request.body).map_err(Refusal::Bad)?;
            let value = serde_json::to_vec(&name).map_err(|error| Refusal::Bad(error.to_string()))?;
            call.put_document(Key::connection_point(device), value)
        }
        Route::DerPart(device, der, part) => {
            call.expect_der(device, der)?;
            let xml = map::der_part_in(part, &call.request.body).map_err(Refusal::Bad)?;
            call.put_document(Key::der(device, der, part.name()), xml)
        }
        Route::Subscription(device, number) => call.put_subscription(device, number),
        Route::Kept(place) => call.put_kept(place),
        _ => Err(Refusal::NotFound),
    }
}

impl<R: Resources> Call<'_, R> {
    fn put_document(&self, key: Key, value: Vec<u8>) -> Result<Answer, Refusal> {
        let mut draft = Draft::new(self.resources);
        draft.put(key, value);
        Ok(stored(false, None, draft.into_changes()))
    }

    /// A device changes what it says of itself; LFDI and SFDI never.
    fn put_end_device(&self, device: u32) -> Result<Answer, Refusal> {
        let put = map::end_device_in(&self.request.body).map_err(Refusal::Bad)?;
        self.expect_own_identity(&put)?;
        let mut draft = Draft::new(self.resources);
        self.update_device(&mut draft, device, &put)?;
        Ok(stored(false, None, draft.into_changes()))
    }

    /// Takes over what a device may say of itself. The postRate stays the server's word.
    pub(super) fn update_device(
        &self,
        draft: &mut Draft<'_, R>,
        device: u32,
        said: &EndDeviceIn,
    ) -> Result<(), Refusal> {
        let key = Key::device(device);
        let found: Option<DeviceDocument> = read(draft, &Scope::Operator, &key)?;
        let mut document = found.ok_or(Refusal::NotFound)?;
        document.category = said.category.or(document.category);
        document.changed = self.now;
        Ok(draft.put_json(key, &document)?)
    }
}
