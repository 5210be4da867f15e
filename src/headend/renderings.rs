//! Answers that are kept as they were rendered, for as long as they would be rendered so again.

use super::bounded::Bounded;
use super::key::Owner;
use super::route::Route;
use super::scope::{Identity, Reach, Scope};
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
    /// Whoever is served.
    Everyone,
    /// Whoever may read this program, or what is assigned like one.
    Program(u32),
    /// One identity.
    One(Lfdi),
}

impl Readers {
    /// Who reads the same at an address.
    pub(super) fn of(route: Route, identity: &Identity) -> Self {
        match route {
            Route::Time => Self::Everyone,
            Route::Program(program)
            | Route::Controls(program)
            | Route::Control(program, _)
            | Route::ActiveControls(program)
            | Route::DefaultControl(program)
            | Route::Curves(program)
            | Route::Curve(program, _) => Self::Program(program),
            Route::Kept(place) => match place.owner() {
                Owner::Everyone => Self::Everyone,
                Owner::Program(program) => Self::Program(program),
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
            Self::Everyone => true,
            Self::Program(program) => scope.reads_program(program),
            Self::One(lfdi) => lfdi == identity.lfdi,
        }
    }

    /// What all of them may see: whatever one may see beside it cannot get into the rendering (rule 8). `None`: what the
    /// one may see.
    pub(super) fn scope(self) -> Option<Scope> {
        match self {
            Self::Everyone => Some(Scope::Readers { program: None }),
            Self::Program(program) => Some(Scope::Readers { program: Some(program) }),
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
/// The scope of an identity; `None` in it: the identity is not served.
type KeptScope = Arc<Kept<Option<Arc<Scope>>>>;

/// What is kept. Nothing is lost with it.
#[derive(Debug)]
pub(super) struct Renderings {
    rendered: Mutex<Bounded<Box<[u8]>, KeptRendering>>,
    /// An aggregator's by what is asked for, any other once.
    scopes: Mutex<Bounded<(Lfdi, Option<Reach>), KeptScope>>,
}

impl Default for Renderings {
    fn default() -> Self {
        Self { rendered: Mutex::new(Bounded::new(RENDERINGS_BYTES_MAX)), scopes: Mutex::new(Bounded::new(SCOPES_MAX)) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A target names its program itself, but not always its device.
fn key_of(readers: Readers, target: &str) -> Box<[u8]> {
    match &readers {
        Readers::One(lfdi) => [&[1], lfdi.0.as_slice(), target.as_bytes()].concat(),
        _ => [&[0], target.as_bytes()].concat(),
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

    /// What is kept of an identity's scope, good or not.
    pub(super) fn find_scopes(&self, lfdi: Lfdi, reach: Reach) -> [Option<KeptScope>; 2] {
        let mut scopes = lock(&self.scopes);
        [None, Some(reach)].map(|reach| scopes.find(&(lfdi, reach)))
    }

    /// Keeps the scope of an identity.
    pub(super) fn keep_scope(&self, lfdi: Lfdi, reach: Reach, scope: Kept<Option<Arc<Scope>>>) {
        let known = scope.what.as_ref();
        let reach = known.is_some_and(|scope| scope.is_aggregator()).then_some(reach);
        let weight = 1 + known.map_or(0, |scope| scope.granted());
        lock(&self.scopes).put((lfdi, reach), Arc::new(scope), weight);
    }
}
