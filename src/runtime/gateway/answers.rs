//! What a running gateway answers on its local socket.

use super::figures::Ledger;
use crate::runtime::clock::Clock;
use crate::runtime::local::Question;
use crate::store::{Explanation, Store};
use serde_json::Value;
use std::sync::Arc;
use tieline_core::engine::SiteView;
use tieline_core::model::{Millis, SiteId};
use tokio::sync::watch;

/// What questions are answered from.
#[derive(Clone)]
pub(super) struct Answers {
    pub(super) site: SiteId,
    pub(super) store: Arc<Store>,
    pub(super) view: watch::Receiver<Option<SiteView>>,
    pub(super) ledger: Ledger,
    pub(super) clock: Clock,
}

impl Answers {
    /// The answer to one question.
    pub(super) async fn answer(self, question: Question) -> Result<Value, String> {
        match question {
            Question::View => to_json(&*self.view.borrow()),
            Question::Figures => to_json(&self.ledger.figures()),
            Question::Explain { asset, at } => {
                let now = self.clock.now().wall;
                let at = Some(at.map_or(now, |seconds| Millis(seconds.saturating_mul(1_000))));
                let (site, store) = (self.site, self.store);
                let read = tokio::task::spawn_blocking(move || Explanation::read(&store, &site, &asset, at)).await;
                to_json(&read.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?)
            }
        }
    }
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|e| e.to_string())
}
