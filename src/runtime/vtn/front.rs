//! What VENs post: the path is the service, the certificate is the VEN, the signature covers what is read.

use super::desk::{Desk, NotKept};
use super::seal::{self, Disbelief};
use crate::runtime::http_server::{Answer, Caller, Handler};
use crate::vtn::{self, Profile, Said};
use std::sync::Arc;
use tieline_certs::xmldsig::Verified;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method};
use tieline_schemas::oadr2::{PATH, PATH_20A, Service};

/// The VTN as the HTTP server sees it.
pub(super) struct Front {
    pub(super) desk: Arc<Desk>,
    pub(super) vtn_id: String,
}

impl Handler for Front {
    fn admits(&self, _: &Caller) -> bool {
        // Whoever has a certificate under the roots may ask to register; what else it may is the VTN's to say.
        true
    }

    fn handle(&self, caller: &Caller, request: HttpRequest) -> Answer<'_> {
        let caller = caller.clone();
        Box::pin(async move { self.answer(&caller, &request).await })
    }
}

impl Front {
    async fn answer(&self, caller: &Caller, request: &HttpRequest) -> HttpResponse {
        let path = request.target.split('?').next().unwrap_or_default();
        let Some((service, profile)) = service_at(path) else {
            return text(
                404,
                "there is no such service; the services are EiRegisterParty, EiEvent, EiReport, EiOpt, OadrPoll",
            );
        };
        if request.method != Method::Post {
            let mut refusal = text(405, "messages are posted");
            refusal.headers.push((HeaderName::Allow, "POST".to_owned()));
            return refusal;
        }
        match self.told(caller, (service, profile), &request.body).await {
            Ok((said, ven_id)) => self.sealed(said, &ven_id, profile),
            Err(refusal) => refusal,
        }
    }

    /// What a message is answered with, when all that this rests on is durable; and the VEN that it is for.
    async fn told(
        &self,
        caller: &Caller,
        (service, profile): (Service, Profile),
        body: &[u8],
    ) -> Result<(Option<Said>, String), HttpResponse> {
        let speaker = match caller {
            Some(peer) => vtn::Caller::Known(peer.fingerprint().to_owned()),
            None => vtn::Caller::Lab,
        };
        // What costs time is done before the desk is taken: others are served meanwhile.
        // 2.0a has no signatures: its VENs are those that the operator has entered as such.
        let verified = match (self.desk.signs() && profile == Profile::B, caller) {
            (false, _) => None,
            (true, None) => return disbelieved(&speaker, Disbelief::Refused("signed messages need TLS".to_owned())),
            (true, Some(peer)) => match seal::believe(body, peer.key()) {
                Ok(verified) => Some(verified),
                Err(disbelief) => return disbelieved(&speaker, disbelief),
            },
        };
        let payload = verified.as_ref().map(Verified::payload);
        let read = if profile == Profile::A { vtn::decode_20a } else { vtn::decode };
        let message = read(payload.as_deref().unwrap_or(body)).map_err(|error| text(400, &error.to_string()))?;
        let at = self.desk.now();
        let (told, rests) = self.desk.work(|state, shelf| {
            let mut changes = Vec::new();
            if let (Some(seal), Some(verified), vtn::Caller::Known(who)) = (&mut state.seal, &verified, &speaker) {
                match seal.take(&verified.replay_protect, who, at) {
                    Ok(kept) => changes = kept,
                    Err(disbelief) => return (Err(disbelief), changes),
                }
            }
            let answer = state.vtn.handle(at, shelf, &speaker, service, message);
            for note in answer.notes {
                tracing::info!(who = ?speaker, note);
            }
            changes.extend(answer.commit);
            (Ok((answer.said, answer.ven_id)), changes)
        });
        self.desk.kept(rests).await.map_err(|NotKept| later())?;
        told.or_else(|disbelief| disbelieved(&speaker, disbelief))
    }

    fn sealed(&self, said: Option<Said>, ven_id: &str, profile: Profile) -> HttpResponse {
        let Some(said) = said else { return HttpResponse::status(200) };
        let written = match profile {
            Profile::A => vtn::encode_20a(&said, &self.vtn_id, ven_id),
            Profile::B => self.desk.sealed(&said, &self.vtn_id, ven_id),
        };
        match written {
            Some(body) => {
                let headers = vec![(HeaderName::ContentType, tieline_schemas::oadr2::CONTENT_TYPE.to_owned())];
                HttpResponse { status: 200, headers, body }
            }
            None => text(500, "the answer cannot be written"),
        }
    }
}

/// The service at a path, and the edition that is spoken there: 2.0a has EiEvent alone [OADR2a simple HTTP].
fn service_at(path: &str) -> Option<(Service, Profile)> {
    let below = |base: &str| path.strip_prefix(base)?.strip_prefix('/').and_then(Service::from_name);
    let of_2_0a = || below(PATH_20A).filter(|service| *service == Service::Event);
    below(PATH).map(|service| (service, Profile::B)).or_else(|| Some((of_2_0a()?, Profile::A)))
}

/// What is answered to a message that is not believed.
fn disbelieved(speaker: &vtn::Caller, disbelief: Disbelief) -> Result<(Option<Said>, String), HttpResponse> {
    match disbelief {
        Disbelief::Unsure => Err(text(503, "signed before this VTN started; sign it again")),
        Disbelief::Unreadable(says) => Err(text(400, &says)),
        Disbelief::Refused(says) => {
            tracing::info!(who = ?speaker, says, "not believed");
            Ok((Some(Said::refused(463, says)), String::new()))
        }
    }
}

/// A refusal in words.
pub(super) fn text(status: u16, says: &str) -> HttpResponse {
    let headers = vec![(HeaderName::ContentType, "text/plain; charset=utf-8".to_owned())];
    let mut response = HttpResponse { status, headers, body: says.as_bytes().to_vec() };
    if status == 503 {
        response.headers.push((HeaderName::RetryAfter, "1".to_owned()));
    }
    response
}

/// What was asked could not be made durable.
pub(super) fn later() -> HttpResponse {
    let mut response = text(503, "not stored; try again later");
    response.headers.retain(|(name, _)| *name != HeaderName::RetryAfter);
    response.headers.push((HeaderName::RetryAfter, "30".to_owned()));
    response
}
