//! What VENs post: the path is the service, the certificate is the VEN, the signature covers what is read.

use super::desk::{Desk, NotKept};
use super::seal::{self, Disbelief};
use crate::runtime::http_server::{Answer, Caller, Handler};
use crate::vtn::{self, Said};
use std::sync::Arc;
use tieline_certs::xmldsig::Verified;
use tieline_core::model::{HeaderName, HttpRequest, HttpResponse, Method};
use tieline_schemas::oadr2::{PATH, Service};

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
        let Some(service) =
            path.strip_prefix(PATH).and_then(|rest| rest.strip_prefix('/')).and_then(Service::from_name)
        else {
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
        match self.told(caller, service, &request.body).await {
            Ok((said, ven_id)) => self.sealed(said, &ven_id),
            Err(refusal) => refusal,
        }
    }

    /// What a message is answered with, when all that this rests on is durable; and the VEN that it is for.
    async fn told(
        &self,
        caller: &Caller,
        service: Service,
        body: &[u8],
    ) -> Result<(Option<Said>, String), HttpResponse> {
        let speaker = match caller {
            Some(peer) => vtn::Caller::Known(peer.fingerprint().to_owned()),
            None => vtn::Caller::Lab,
        };
        // What costs time is done before the desk is taken: others are served meanwhile.
        let verified = match (self.desk.signs(), caller) {
            (false, _) => None,
            (true, None) => return disbelieved(&speaker, Disbelief::Refused("signed messages need TLS".to_owned())),
            (true, Some(peer)) => match seal::believe(body, peer.key()) {
                Ok(verified) => Some(verified),
                Err(disbelief) => return disbelieved(&speaker, disbelief),
            },
        };
        let payload = verified.as_ref().map(Verified::payload);
        let message = vtn::decode(payload.as_deref().unwrap_or(body)).map_err(|error| text(400, &error.to_string()))?;
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

    fn sealed(&self, said: Option<Said>, ven_id: &str) -> HttpResponse {
        let Some(said) = said else { return HttpResponse::status(200) };
        match self.desk.sealed(&said, &self.vtn_id, ven_id) {
            Some(body) => {
                let headers = vec![(HeaderName::ContentType, tieline_schemas::oadr2::CONTENT_TYPE.to_owned())];
                HttpResponse { status: 200, headers, body }
            }
            None => text(500, "the answer cannot be signed"),
        }
    }
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
