//! Answers that are kept as they were rendered, for as long as they would be rendered so again.

use super::bounded::Bounded;
use super::documents::Rates;
use super::key::Owner;
use super::route::Route;
use super::scope::{Admitted, Identity, Reach, Scope};
use super::versions::Validity;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tieline_core::model::{Lfdi, Sfdi};

/// Renderings kept, in bytes with what is around them.
const RENDERINGS_BYTES_MAX: usize = 32 << 20;
/// What a rendering costs beside its bytes and its key.
const RENDERING_BYTES: usize = 256;
/// Longer targets are rendered each time.
const TARGET_BYTES_MAX: usize = 256;
/// Scopes that are kept, and the grants in them.
const SCOPES_MAX: usize = 1 << 16;

/// In whose name that is rendered which several read.
pub(super) const NOBODY: Identity = Identity { lfdi: Lfdi([0; 20]), sfdi: Sfdi(0) };

/// For whom a rendering is: who else asks for the same target is answered the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever is served and has this pollRate of its groups, if any.
    Everyone(Option<u32>),
    /// Whoever of these may read this program, or what is assigned like one.
    Program(u32, Option<u32>),
    /// One identity.
    One(Lfdi),
}

impl Readers {
    /// Who reads the same at an address.
    pub(super) fn of(route: Route, identity: &Identity, rates: Rates) -> Self {
        if let Some(program) = route.program() {
            return Self::Program(program, rates.poll);
        }
        match route {
            Route::Time => Self::Everyone(rates.poll),
            Route::Kept(place) => match place.owner() {
                Owner::Everyone => Self::Everyone(rates.poll),
                Owner::Program(program) => Self::Program(program, rates.poll),
                _ => Self::One(identity.lfdi),
            },
            _ => Self::One(identity.lfdi),
        }
    }

    /// Whether what was rendered for them is what a caller with this scope would see.
    pub(super) fn share(self, rendering: &Rendering, scope: &Arc<Scope>) -> bool {
        !matches!(self, Self::One(_)) || Arc::ptr_eq(&rendering.scope, scope)
    }

    /// Whether a caller is one of them, as far as its scope tells; whether a program is there is part of the rendering.
    pub(super) fn include(self, identity: &Identity, scope: &Scope) -> bool {
        match self {
            Self::Everyone(_) => true,
            Self::Program(program, _) => scope.reads_program(program),
            Self::One(lfdi) => lfdi == identity.lfdi,
        }
    }

    /// What all of them may see: whatever one may see beside it cannot get into the rendering (rule 8). `None`: what the
    /// one may see.
    pub(super) fn scope(self) -> Option<Scope> {
        match self {
            Self::Everyone(_) => Some(Scope::Readers { program: None }),
            Self::Program(program, _) => Some(Scope::Readers { program: Some(program) }),
            Self::One(_) => None,
        }
    }
}

/// A body with its tag.
#[derive(Debug)]
pub(super) struct Rendering {
    pub(super) body: Vec<u8>,
    pub(super) etag: String,
    /// With whose eyes it was seen: that of one identity is good for the very same scope alone.
    pub(super) scope: Arc<Scope>,
}

/// Something with how long it is good.
#[derive(Debug)]
pub(super) struct Kept<T> {
    pub(super) what: T,
    pub(super) validity: Validity,
}

/// A rendering for its readers.
type KeptRendering = Arc<Kept<Rendering>>;
/// What an identity may see; `None` in it: the identity is not served.
type KeptAdmitted = Arc<Kept<Option<Arc<Admitted>>>>;

/// What is kept. Nothing is lost with it.
#[derive(Debug)]
pub(super) struct Renderings {
    rendered: Mutex<Bounded<Box<[u8]>, KeptRendering>>,
    /// An aggregator's by what is asked for, any other once.
    admitted: Mutex<Bounded<(Lfdi, Option<Reach>), KeptAdmitted>>,
}

impl Default for Renderings {
    fn default() -> Self {
        Self {
            rendered: Mutex::new(Bounded::new(RENDERINGS_BYTES_MAX)),
            admitted: Mutex::new(Bounded::new(SCOPES_MAX)),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A target names its program itself, but not always its device.
fn key_of(readers: Readers, target: &str) -> Box<[u8]> {
    match &readers {
        Readers::One(lfdi) => [&[1], lfdi.0.as_slice(), target.as_bytes()].concat(),
        Readers::Everyone(rate) | Readers::Program(_, rate) => {
            [&[0], rate.unwrap_or(0).to_be_bytes().as_slice(), target.as_bytes()].concat()
        }
    }
    .into_boxed_slice()
}

impl Renderings {
    /// What is kept for these readers of a target, good or not.
    pub(super) fn find(&self, readers: Readers, target: &str) -> Option<KeptRendering> {
        lock(&self.rendered).find(&key_of(readers, target))
    }

    /// Keeps a rendering.
    pub(super) fn keep(&self, readers: Readers, target: &str, rendering: Kept<Rendering>) {
        if target.len() > TARGET_BYTES_MAX {
            return;
        }
        let key = key_of(readers, target);
        let weight = RENDERING_BYTES + key.len() + rendering.what.body.len() + rendering.validity.weight();
        lock(&self.rendered).put(key, Arc::new(rendering), weight);
    }

    /// What is kept of what an identity may see, good or not.
    pub(super) fn find_admitted(&self, lfdi: Lfdi, reach: Reach) -> [Option<KeptAdmitted>; 2] {
        let mut admitted = lock(&self.admitted);
        [None, Some(reach)].map(|reach| admitted.find(&(lfdi, reach)))
    }

    /// Keeps what an identity may see.
    pub(super) fn keep_admitted(&self, lfdi: Lfdi, reach: Reach, admitted: Kept<Option<Arc<Admitted>>>) {
        let known = admitted.what.as_ref().map(|admitted| &admitted.scope);
        let reach = known.is_some_and(|scope| scope.is_aggregator()).then_some(reach);
        let weight = 1 + known.map_or(0, |scope| scope.granted());
        lock(&self.admitted).put((lfdi, reach), Arc::new(admitted), weight);
    }
}
