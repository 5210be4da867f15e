//! What a running gateway answers on its local socket.

use super::figures::Ledger;
use crate::runtime::clock::{Clock, random_seed};
use crate::runtime::explain::explain;
use crate::runtime::local::Question;
use crate::store::Store;
use crate::utility::{self, oadr2};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tieline_core::engine::SiteView;
use tieline_core::model::{Millis, SiteId, UpstreamId, UtcSeconds};
use tokio::sync::{mpsc, watch};

/// What questions are answered from.
#[derive(Clone)]
pub(super) struct Answers {
    pub(super) site: SiteId,
    pub(super) store: Arc<Store>,
    pub(super) view: watch::Receiver<Option<SiteView>>,
    pub(super) ledger: Ledger,
    pub(super) clock: Clock,
    pub(super) sessions: BTreeMap<UpstreamId, mpsc::Sender<utility::Input>>,
    /// Those of the sessions that speak OpenADR.
    pub(super) openadr: BTreeSet<UpstreamId>,
}

impl Answers {
    /// The answer to one question.
    pub(super) async fn answer(self, question: Question) -> Result<Value, String> {
        match question {
            Question::View => to_json(&*self.view.borrow()),
            Question::Figures => to_json(&self.ledger.figures()),
            Question::Opt { event, opts_in } => self.opt(event, opts_in).await,
            Question::OptFor { upstream, opts_in, times, market_context } => {
                self.opt_for(upstream, opts_in, &times, market_context).await
            }
            Question::CancelOpt { opt_id } => self.cancel_opt(opt_id).await,
            Question::Explain { asset, at } => {
                let now = self.clock.now().wall;
                let at = Some(at.map_or(now, |seconds| Millis(seconds.saturating_mul(1_000))));
                let (site, store) = (self.site, self.store);
                let read = tokio::task::spawn_blocking(move || explain(&store, &site, &asset, at)).await;
                to_json(&read.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?)
            }
        }
    }
}

impl Answers {
    /// Hands the owner's word to the session that knows the event.
    async fn opt(self, event: String, opts_in: bool) -> Result<Value, String> {
        for (id, session) in &self.sessions {
            let store = self.store.clone();
            let upstream = id.clone();
            let read = tokio::task::spawn_blocking(move || store.restore_upstream(&upstream)).await;
            let records = read.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
            if oadr2::knows_event(id, &records, &event) {
                let told = session.send(utility::Input::Opt { event, opts_in }).await;
                return told.map(|()| Value::from(id.as_str())).map_err(|_| format!("the session of {id} has ended"));
            }
        }
        Err(format!("no OpenADR server has sent an event {event:?}; see the log for their names"))
    }
}

impl Answers {
    /// Tells the sessions that the owner takes part at times, or does not.
    async fn opt_for(
        self,
        upstream: Option<UpstreamId>,
        opts_in: bool,
        times: &[(i64, u32)],
        market_context: Option<String>,
    ) -> Result<Value, String> {
        let meant: Vec<_> = self.openadr.iter().filter(|id| upstream.as_ref().is_none_or(|u| u == *id)).collect();
        if meant.is_empty() {
            let named = upstream.map(|id| format!(" called {id}")).unwrap_or_default();
            return Err(format!("no upstream{named} speaks OpenADR"));
        }
        let opt_id = format!("opt-{:016x}", random_seed());
        for id in &meant {
            let (opt_id, market_context) = (opt_id.clone(), market_context.clone());
            let times = times.iter().map(|(from, seconds)| (UtcSeconds(*from), *seconds)).collect();
            self.tell(id, utility::Input::OptFor { opt_id, opts_in, times, market_context }).await?;
        }
        to_json(&(opt_id, meant))
    }

    /// Tells the sessions that know it that the owner takes an opt back.
    async fn cancel_opt(self, opt_id: String) -> Result<Value, String> {
        let mut told = Vec::new();
        for id in &self.openadr {
            let (store, upstream) = (self.store.clone(), id.clone());
            let read = tokio::task::spawn_blocking(move || store.restore_upstream(&upstream)).await;
            let records = read.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
            if oadr2::knows_opt(&records, &opt_id) {
                self.tell(id, utility::Input::CancelOpt { opt_id: opt_id.clone() }).await?;
                told.push(id);
            }
        }
        if told.is_empty() { Err(format!("no opt {opt_id:?} stands")) } else { to_json(&told) }
    }

    async fn tell(&self, id: &UpstreamId, input: utility::Input) -> Result<(), String> {
        let ended = || format!("the session of {id} has ended");
        let session = self.sessions.get(id).ok_or_else(ended)?;
        session.send(input).await.map_err(|_| ended())
    }
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|e| e.to_string())
}
