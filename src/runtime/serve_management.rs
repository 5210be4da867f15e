//! The head-end's management API over its documents.

use super::http_server::Answer;
use super::management::{Api, not_kept};
use super::notify::Notices;
use super::serve_desk::{Desk, Pen, is_read};
use crate::admin;
use crate::admin::headend::{Batch, Host, follow, respond};
use crate::headend::Operator;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tieline_core::model::{HttpRequest, HttpResponse};

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
        let pen = (!is_read(request.method)).then(|| self.pen());
        let documents = pen.as_ref().map_or(self.server.resources(), Pen::documents);
        let offset_ms = self.clock_offset_ms.load(Ordering::Relaxed);
        let offset_s = self.lab.then_some(offset_ms.div_euclid(1_000));
        let mut host = Host { clock_offset_s: offset_s, batch };
        let mut operator = Operator::new(documents, self.settings(), self.now().to_seconds());
        let response = respond(&mut operator, &mut host, request);
        // Who only reads changes nothing, and must not write an older offset back.
        let Some(pen) = &pen else { return response };
        let is_done = response.is_success();
        let changes = if is_done { operator.finish() } else { Vec::new() };
        if let Err(error) = pen.commit(changes, Notices::heard) {
            tracing::error!(%error, "not stored, so not done");
            return not_kept();
        }
        if let Some(set_s) = host.clock_offset_s.filter(|_| is_done && host.clock_offset_s != offset_s) {
            self.clock_offset_ms.store(set_s.saturating_mul(1_000), Ordering::Relaxed);
        }
        response
    }
}
