//! The part of a list that a request asks for [2030.5 List].

/// What the query asks for: start `s`, after `a`, limit `l`; other parameters are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Query {
    /// Items to pass over; 0 if absent.
    pub(super) start: u32,
    /// Most items; 1 if absent.
    pub(super) limit: u32,
    /// Only items whose time is later; for lists ordered by time.
    pub(super) after: Option<i64>,
}

impl Default for Query {
    /// The first item.
    fn default() -> Self {
        Self { start: 0, limit: 1, after: None }
    }
}

impl Query {
    /// All that may be asked for in one page.
    #[cfg(test)]
    pub(super) const WHOLE: Self = Self { start: 0, limit: u32::MAX, after: None };

    /// Reads a query string; the error names the parameter that is no number.
    pub(super) fn parse(query: &str) -> Result<Self, String> {
        let mut asked = Self::default();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let wrong = || format!("query parameter {name} is no number");
            match name {
                "s" => asked.start = value.parse().map_err(|_| wrong())?,
                "l" => asked.limit = value.parse().map_err(|_| wrong())?,
                "a" => asked.after = Some(value.parse().map_err(|_| wrong())?),
                _ => {}
            }
        }
        Ok(asked)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page<T> {
    /// Items of the whole list.
    pub(super) all: u32,
    /// The items asked for, in the list's order.
    pub(super) items: Vec<T>,
}

/// Cuts a page out of a list that is in its order. `time_of` gives an item's time in lists that are ordered by time;
/// others ignore `after`.
pub(super) fn cut<T>(list: Vec<T>, query: Query, page_max: u32, time_of: impl Fn(&T) -> Option<i64>) -> Page<T> {
    let all = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let later = |item: &T| match (query.after, time_of(item)) {
        (Some(after), Some(time)) => time > after,
        _ => true,
    };
    let limit = query.limit.min(page_max) as usize;
    let items = list.into_iter().filter(later).skip(query.start as usize).take(limit).collect();
    Page { all, items }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_query_without_parameters_asks_for_the_first_item() {
        let asked = Query::parse("").expect("empty is good");
        assert_eq!((asked.start, asked.limit, asked.after), (0, 1, None));
        assert!(Query::parse("s=x").is_err());
        assert!(Query::parse("l=-1").is_err());
        assert_eq!(Query::parse("s=2&l=50&z=1").map(|q| (q.start, q.limit)), Ok((2, 50)));
    }

    proptest! {
        /// Pages of any size, one after the other, are the list.
        #[test]
        fn pages_make_up_the_list(list in proptest::collection::vec(any::<i64>(), 0..60), size in 1_u32..10) {
            let mut seen = Vec::new();
            loop {
                let query = Query { start: seen.len() as u32, limit: size, after: None };
                let page = cut(list.clone(), query, 500, |_| None);
                prop_assert_eq!(page.all as usize, list.len());
                prop_assert!(page.items.len() <= size as usize);
                if page.items.is_empty() {
                    break;
                }
                seen.extend(page.items);
            }
            prop_assert_eq!(seen, list);
        }

        /// `a` keeps what is later, `s` counts from there.
        #[test]
        fn after_keeps_what_is_later(list in proptest::collection::vec(0_i64..100, 0..60), after in 0_i64..100) {
            let query = Query { after: Some(after), ..Query::WHOLE };
            let page = cut(list.clone(), query, 500, |time| Some(*time));
            let later: Vec<_> = list.into_iter().filter(|time| *time > after).collect();
            prop_assert_eq!(page.items, later);
        }
    }
}
