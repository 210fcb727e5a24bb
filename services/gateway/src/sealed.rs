//! Sealed: what the nodes of an installation tell each other travels under the key of the store of people, each kind for itself.

use std::sync::Arc;

use identity::Identity;

/// Seals one kind of what nodes tell; nothing of it opens as another kind.
pub(crate) struct Sealed {
    of: &'static str,
    people: Arc<Identity>,
}

impl Sealed {
    pub(crate) fn of(of: &'static str, people: &Arc<Identity>) -> Self {
        Self { of, people: Arc::clone(people) }
    }

    fn sealed(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        self.people.seal_for_nodes(&self.bound(bound), plain)
    }

    fn opened(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.people.open_from_nodes(&self.bound(bound), sealed).ok()
    }

    fn bound(&self, bound: &[u8]) -> Vec<u8> {
        // No kind begins another's: the name ends with what no name has in it.
        [self.of.as_bytes(), b"/", bound].concat()
    }
}

impl cluster::Seal for Sealed {
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        self.sealed(bound, plain)
    }

    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.opened(bound, sealed)
    }
}

impl replica::Seal for Sealed {
    fn seal(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        self.sealed(bound, plain)
    }

    fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.opened(bound, sealed)
    }
}
