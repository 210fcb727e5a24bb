//! Telling: what the nodes of an installation tell each other of people besides their store, sealed like it.

use domain::PersonId;

use crate::people::seats_of;
use crate::{Identity, IdentityError, Seat};

/// Names what is sealed: nothing of the store opens as this, and this as nothing of the store.
const PLACE: &str = "between nodes";

impl Identity {
    /// Seals `plain` for the other nodes, who have the same key; it opens only together with `bound`.
    #[must_use]
    pub fn seal_for_nodes(&self, bound: &[u8], plain: &[u8]) -> Vec<u8> {
        self.store.vault.seal(PLACE, bound, plain)
    }

    /// Opens what another node sealed.
    ///
    /// # Errors
    /// [`IdentityError::Sealed`] when the key is another one, or it was sealed for another place.
    pub fn open_from_nodes(&self, bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, IdentityError> {
        self.store.vault.open(PLACE, bound, sealed)
    }

    /// The seats that each of these people holds now, oldest first; none for who is not known any more.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seats_of_each(
        &self,
        people: &[PersonId],
    ) -> Result<Vec<(PersonId, Vec<Seat>)>, IdentityError> {
        let store = self.store.read();
        people.iter().map(|&person| Ok((person, seats_of(&store, person)?))).collect()
    }
}
