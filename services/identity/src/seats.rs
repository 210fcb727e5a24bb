//! Seats of a place with who holds them, for those who may know; names are asked for elsewhere, where that is noted.

use domain::context::SeatOf;
use domain::{PersonId, SeatId};
use jiff::Timestamp;
use rusqlite::params;

use crate::people::{place_of, role_of};
use crate::sessions::moment;
use crate::{Identity, IdentityError, Seat};

/// A seat that somebody holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The seat.
    pub seat: Seat,
    /// Who holds it.
    pub person: PersonId,
    /// Since when.
    pub since: Timestamp,
}

impl Identity {
    /// The seats of a place with their holders, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn held_in(&self, of: SeatOf) -> Result<Vec<Held>, IdentityError> {
        let (kind, id) = place_of(of);
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT id, role, person, since_ms FROM seat
             WHERE of_kind = ?1 AND of_id IS ?2 AND ended_ms IS NULL ORDER BY since_ms, id",
        )?;
        let rows = statement.query_map(params![kind, id], |row| {
            let (id, role): (_, String) = (SeatId(row.get(0)?), row.get(1)?);
            Ok((id, role, PersonId(row.get(2)?), row.get::<_, i64>(3)?))
        })?;
        let mut held = Vec::new();
        for row in rows {
            let (id, role, person, since) = row?;
            // A role of a newer version gives no rights here.
            let seat = role_of(&role).map(|role| Seat { id, of, role });
            held.extend(seat.map(|seat| Held { seat, person, since: moment(since) }));
        }
        Ok(held)
    }
}
