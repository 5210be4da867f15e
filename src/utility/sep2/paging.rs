//! Reading a list page by page while it changes underneath [2030.5 List].

use super::content::Content;

/// Items asked for in one page.
pub(super) const PAGE_ITEMS: u32 = 100;
/// Items read of one list, at most; the rest is left and said.
pub(super) const ITEMS_MAX: u32 = 10_000;
/// Pages beyond one an item that a list may take before it is given up.
const SPARE_PAGES: u32 = 10;

/// One page as decoded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    /// What it holds.
    pub content: Content,
    /// `pollRate`, where the resource has the attribute; its default where it is left out.
    pub poll_rate_s: Option<u32>,
    /// `all` and the number of items found, lists only.
    pub counts: Option<(u32, u32)>,
}

/// What to do after a page.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// Ask for the page that starts here.
    Next(u32),
    /// The list is read; `whole` is false when it cannot be vouched for.
    Done { content: Content, whole: bool, over: bool },
}

/// A list that is being read.
#[derive(Debug, Default)]
pub(super) struct Paging {
    content: Content,
    all: Option<u32>,
    next: u32,
    pages: u32,
    steady: bool,
}

impl Paging {
    /// Nothing read yet.
    pub(super) fn new() -> Self {
        Self { steady: true, ..Self::default() }
    }

    /// Where the next page starts.
    pub(super) fn start(&self) -> u32 {
        self.next
    }

    /// Takes a page. `all` that moves, an item seen twice or a page without any makes the reading not whole; it still
    /// ends, after at most one request an item and ten more [CSIP CORE-004].
    pub(super) fn take(&mut self, page: Page) -> Step {
        let Some((all, results)) = page.counts else {
            return Step::Done { content: page.content, whole: true, over: false };
        };
        let first = self.pages == 0;
        self.pages += 1;
        self.steady &= *self.all.get_or_insert(all) == all;
        self.next = self.next.saturating_add(results);
        let (expected, new) = merged(&mut self.content, page.content, first);
        self.steady &= new == expected;
        let stuck = expected > 0 && new == 0;
        let over = all > ITEMS_MAX || self.next > ITEMS_MAX;
        let more = results > 0 && self.next < all && !stuck && self.pages < self.pages_max();
        if more && self.next < ITEMS_MAX {
            return Step::Next(self.next);
        }
        let whole = self.steady && self.next == all && !over;
        Step::Done { content: std::mem::take(&mut self.content), whole, over }
    }

    fn pages_max(&self) -> u32 {
        self.all.unwrap_or(0).min(ITEMS_MAX).saturating_add(SPARE_PAGES)
    }
}

/// Merges; how many items the page brought, and how many of them were not there.
fn merged(into: &mut Content, page: Content, first: bool) -> (usize, usize) {
    let expected = page.items();
    let new = into.merge(page);
    if first { (expected, expected) } else { (expected, new) }
}

#[cfg(test)]
mod tests {
    use super::super::content::Assignment;
    use super::*;
    use tieline_core::model::Mrid;

    fn page(all: u32, ids: &[u8]) -> Page {
        let item = |id: &u8| Assignment { mrid: Mrid([*id; 16]), time: None, programs: None };
        let results = u32::try_from(ids.len()).expect("few");
        Page {
            content: Content::Assignments(ids.iter().map(item).collect()),
            poll_rate_s: None,
            counts: Some((all, results)),
        }
    }

    fn finish(step: Step) -> (usize, bool, bool) {
        match step {
            Step::Done { content, whole, over } => (content.items(), whole, over),
            Step::Next(start) => panic!("asks for {start}"),
        }
    }

    #[test]
    fn pages_of_any_size_make_the_whole_list() {
        let mut paging = Paging::new();
        assert_eq!(paging.take(page(5, &[1, 2])), Step::Next(2));
        assert_eq!(paging.take(page(5, &[3, 4])), Step::Next(4));
        assert_eq!(finish(paging.take(page(5, &[5]))), (5, true, false));
    }

    #[test]
    fn a_list_that_moves_underneath_is_read_on_but_not_vouched_for() {
        let mut paging = Paging::new();
        assert_eq!(paging.take(page(4, &[1, 2])), Step::Next(2));
        assert_eq!(paging.take(page(5, &[2, 3])), Step::Next(4), "one was put in before");
        assert_eq!(finish(paging.take(page(5, &[4]))), (4, false, false));
    }

    #[test]
    fn the_same_page_for_ever_and_an_endless_count_end() {
        let mut paging = Paging::new();
        assert_eq!(paging.take(page(1_000_000_000, &[1])), Step::Next(1));
        assert_eq!(finish(paging.take(page(1_000_000_000, &[1]))), (1, false, true));
    }

    #[test]
    fn an_empty_page_is_no_removal_where_all_says_otherwise() {
        assert_eq!(finish(Paging::new().take(page(3, &[]))), (0, false, false));
        assert_eq!(finish(Paging::new().take(page(0, &[]))), (0, true, false));
    }
}
