//! Where everything of an API is: tables of paths and methods.

use super::problem::Problem;
use super::target::Target;
use tieline_core::model::Method;

/// A request on its route.
pub(super) struct Call<'c> {
    /// What stands for the `{...}` of the path, in order.
    pub(super) ids: Vec<&'c str>,
    pub(super) target: &'c Target,
    pub(super) body: &'c [u8],
}

impl Call<'_> {
    /// The first id of the path.
    pub(super) fn id(&self) -> &str {
        self.ids.first().copied().unwrap_or_default()
    }

    /// The second id of the path.
    pub(super) fn second_id(&self) -> &str {
        self.ids.get(1).copied().unwrap_or_default()
    }
}

/// One thing that can be asked for.
pub(super) struct Route<H> {
    pub(super) method: Method,
    /// Its path as the description has it.
    pub(super) path: &'static str,
    /// Parameters of its query.
    pub(super) query: &'static [&'static str],
    pub(super) handler: H,
}

impl<H> Route<H> {
    fn parts(&self) -> impl Iterator<Item = &'static str> {
        self.path.trim_start_matches('/').split('/')
    }

    /// Whether these are the parts of its path; no id is empty.
    pub(super) fn is_at(&self, parts: &[String]) -> bool {
        self.parts().count() == parts.len()
            && self.parts().zip(parts).all(|(own, part)| own == part || (own.starts_with('{') && !part.is_empty()))
    }

    /// What stands for the `{...}` of its path.
    pub(super) fn ids<'p>(&self, parts: &'p [String]) -> Vec<&'p str> {
        self.parts().zip(parts).filter(|(own, _)| own.starts_with('{')).map(|(_, part)| part.as_str()).collect()
    }
}

/// The route that a request means; it has no parameter that the route does not know.
pub(super) fn find<'r, H>(routes: &'r [Route<H>], method: Method, target: &Target) -> Result<&'r Route<H>, Problem> {
    let here: Vec<&Route<H>> = routes.iter().filter(|route| route.is_at(&target.parts)).collect();
    if here.is_empty() {
        return Err(Problem::new(404, "there is nothing at this path; GET /v1/openapi.json lists what there is"));
    }
    let method = if method == Method::Head { Method::Get } else { method };
    let Some(route) = here.iter().find(|route| route.method == method) else {
        return Err(Problem::not_allowed(here.iter().map(|route| route.method)));
    };
    target.check_query(route.query)?;
    Ok(route)
}
