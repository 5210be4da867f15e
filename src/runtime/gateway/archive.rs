//! Stored readings for the sessions that want them: a page at a time, off the loops' threads.

use crate::store::{ReadingQuery, Store};
use crate::utility;
use std::sync::Arc;
use tieline_core::model::{Millis, ReadingSource, Record, SiteId, UpstreamId};
use tokio::sync::{mpsc, watch};

/// Readings in one page: about an hour and a half of one source.
const PAGE: usize = 5_000;

/// A page that a session wants.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) upstream: UpstreamId,
    pub(super) session: mpsc::Sender<utility::Input>,
    pub(super) id: u64,
    pub(super) source: ReadingSource,
    pub(super) from: Millis,
    pub(super) to: Millis,
    pub(super) after_seq: u64,
}

/// Reads pages one after another until their senders are gone or `stop` turns true. One that cannot be read is not answered:
/// the session asks again.
pub(super) async fn keep(
    store: Arc<Store>,
    site: SiteId,
    mut wanted: mpsc::Receiver<Wanted>,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let next = tokio::select! {
            biased;
            _ = stop.wait_for(|stopped| *stopped) => return,
            next = wanted.recv() => next,
        };
        let Some(Wanted { upstream, session, id, source, from, to, after_seq }) = next else { return };
        let query = ReadingQuery { site: site.clone(), source: Some(source), from, to, after_seq, limit: PAGE };
        let reader = store.clone();
        match tokio::task::spawn_blocking(move || reader.readings(&query)).await {
            Ok(Ok(records)) => {
                let more = records.len() == PAGE;
                let readings = records.into_iter().filter_map(|record| match record {
                    Record::Reading { seq, reading, .. } => Some((seq, reading)),
                    _ => None,
                });
                let _ = session.send(utility::Input::Recalled { id, readings: readings.collect(), more }).await;
            }
            Ok(Err(error)) => {
                tracing::error!(%upstream, %error, "stored readings cannot be read; they are tried again")
            }
            Err(error) => tracing::error!(%upstream, %error, "reading what is stored ended by a bug"),
        }
    }
}
