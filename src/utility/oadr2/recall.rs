//! Stored readings on their way into reports of history.

use super::super::Output;
use super::history::Page;
use super::ven::Ven;
use tieline_core::model::{Now, Reading, Record};

impl Ven {
    /// The names of the reports that are still to come.
    pub(super) fn pending_reports(&self) -> Vec<String> {
        self.reports.pending().into_iter().chain(self.history.pending()).collect()
    }

    /// Asks for the page of stored readings that a report of history needs next.
    pub(super) fn recall(&mut self, now: Now, out: &mut Vec<Output>) {
        if self.history.is_idle() || !self.durable.is_saved() {
            return;
        }
        let sources = self.reports.sources(&self.config.site);
        if let Some(Page { id, source, from, to, after_seq }) = self.history.next_page(now, &sources) {
            out.push(Output::Recall { id, source, from, to, after_seq });
        }
    }

    /// Takes a page; a round that is complete becomes updates, durable together with the mark up to which they tell.
    pub(super) fn recalled(
        &mut self,
        now: Now,
        id: u64,
        readings: &[(u64, Reading)],
        more: bool,
        out: &mut Vec<Output>,
    ) {
        let told = self.history.page(&self.owner, now.wall.to_seconds().0, id, readings, more);
        let Some((updates, mark)) = told else { return };
        let push = |update| self.outbox.push(&self.config.upstream, now.wall, update);
        let mut records: Vec<Record> = updates.into_iter().flat_map(push).collect();
        records.push(mark);
        self.durable.commit(records, out);
    }
}
