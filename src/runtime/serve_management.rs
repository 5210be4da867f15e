//! The head-end's management API over its documents.

use super::http_server::Answer;
use super::management::{Api, not_kept};
use super::serve::Desk;
use crate::admin;
use crate::admin::headend::{Batch, Host, follow, respond};
use crate::headend::Operator;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tieline_core::model::{HttpRequest, HttpResponse, Method};

impl Api for Desk {
    fn respond(self: Arc<Self>, request: HttpRequest) -> Answer<'static> {
        Box::pin(async move {
            let batch = match follow(&request) {
                Some(wanted) => self.followers.take(wanted).await,
                None => None,
            };
            let work = tokio::task::spawn_blocking(move || self.administer(&request, batch));
            work.await.unwrap_or_else(|error| {
                tracing::error!(%error, "a request of an operator ended by a bug");
                admin::problem(500, "a bug; report this with the server's log")
            })
        })
    }
}

impl Desk {
    /// Answers an operator; what was changed is durable, and of a refusal nothing was done (rule 4).
    fn administer(&self, request: &HttpRequest, batch: Option<Batch>) -> HttpResponse {
        let reads = matches!(request.method, Method::Get | Method::Head | Method::Options);
        let _writer = (!reads).then(|| self.lock());
        let offset_ms = self.clock_offset_ms.load(Ordering::Relaxed);
        let offset_s = self.lab.then_some(offset_ms.div_euclid(1_000));
        let mut host = Host { clock_offset_s: offset_s, batch };
        let mut operator = Operator::new(self.server.resources(), self.settings(), self.now().to_seconds());
        let response = respond(&mut operator, &mut host, request);
        if !response.is_success() {
            return response;
        }
        if let Err(error) = self.commit(&operator.finish()) {
            tracing::error!(%error, "not stored, so not done");
            return not_kept();
        }
        // Who only reads holds no lock, and must not write an older offset back.
        if host.clock_offset_s != offset_s
            && let Some(set_s) = host.clock_offset_s
        {
            self.clock_offset_ms.store(set_s.saturating_mul(1_000), Ordering::Relaxed);
        }
        response
    }
}
