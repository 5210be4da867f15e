//! Keeps the store's house: retention, the hourly export, and what people must be told of it.

use super::roles::AlarmBook;
use crate::runtime::clock::Clock;
use crate::store::Store;
use std::sync::Arc;
use std::time::Duration;
use tieline_core::model::{Alarm, AlarmKind};
use tokio::sync::watch;

/// Host time between two rounds.
const ROUND: Duration = Duration::from_secs(60);

/// Maintains the store until `stop` turns true; the first round is at once, so that what the opening met is told.
pub(super) async fn keep(store: Arc<Store>, clock: Clock, alarms: AlarmBook, mut stop: watch::Receiver<bool>) {
    loop {
        let (held, now) = (store.clone(), clock.now().wall);
        let round = tokio::task::spawn_blocking(move || held.maintain(now)).await;
        match round {
            Ok(Ok(done)) if !done.dropped.is_empty() => {
                tracing::info!(dropped = ?done.dropped, "retention dropped records");
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "the store cannot be maintained"),
            Err(error) => tracing::error!(%error, "the store's maintenance ended by a bug"),
        }
        for says in store.take_notices() {
            let kind = AlarmKind::Store(says.clone());
            alarms.raise("store", Alarm { kind, raised: true, at: now, says });
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
    }
}
