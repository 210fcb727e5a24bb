//! Listing: people shown to somebody else, always noted in the journal.

use std::collections::HashMap;

use domain::{PersonId, SeatId};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::journal::{LookedFor, Looker, note};
use crate::people::{lang_of, seats_of};
use crate::sessions::moment;
use crate::{Identity, IdentityError, Listed};

/// Rows opened at a time while a search goes through everybody; in between others have their turn at the store.
const PAGE: usize = 500;

impl Identity {
    /// People in the order in which they came, from after `after`, `limit` at most; those whose address or name contains
    /// `search`, in any letter case. Nothing else than opening every address tells: they are sealed.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn people(
        &self,
        by: Looker,
        search: &str,
        after: Option<PersonId>,
        limit: usize,
    ) -> Result<Vec<Listed>, IdentityError> {
        let search = search.trim().to_lowercase();
        let mut found: Vec<Listed> = Vec::new();
        let mut last = after.map_or(Uuid::nil(), |person| person.0);
        while found.len() < limit {
            let page = self.page(last, if search.is_empty() { limit } else { PAGE })?;
            let Some(end) = page.last() else { break };
            last = end.id.0;
            let fits = |one: &Listed| {
                one.email.to_lowercase().contains(&search)
                    || one.display_name.to_lowercase().contains(&search)
            };
            found.extend(page.into_iter().filter(fits));
        }
        found.truncate(limit);
        let seen: Vec<_> = found.iter().map(|one| one.id).collect();
        self.noted(by, LookedFor::List, &seen)?;
        Ok(found)
    }

    fn page(&self, after: Uuid, limit: usize) -> Result<Vec<Listed>, IdentityError> {
        let store = self.store.read();
        let vault = &self.store.vault;
        let mut statement = store.prepare_cached(
            "SELECT id, email, display_name, lang, created_ms,
                    (SELECT count(*) FROM session WHERE person = p.id), (SELECT max(used_ms) FROM session WHERE person = p.id)
             FROM person p WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let mut rows = statement.query(params![after, limit.cast_signed()])?;
        let mut page = Vec::new();
        while let Some(row) = rows.next()? {
            let id = PersonId(row.get(0)?);
            page.push(Listed {
                id,
                email: vault.open_email(id, row.get_ref(1)?.as_blob()?)?,
                display_name: vault.open_name(id, row.get_ref(2)?.as_blob()?)?,
                lang: lang_of(row.get_ref(3)?.as_str()?),
                created: moment(row.get(4)?),
                seats: seats_of(&store, id)?,
                sessions: row.get(5)?,
                last_used: row.get::<_, Option<i64>>(6)?.map(moment),
            });
        }
        Ok(page)
    }

    /// The names of those who hold these seats, for people of the same institution: the caller has asked for the right.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn names_of_seats(
        &self,
        by: Looker,
        seats: &[SeatId],
    ) -> Result<HashMap<SeatId, String>, IdentityError> {
        let mut names = HashMap::new();
        let mut seen = Vec::new();
        {
            let store = self.store.read();
            for seat in seats {
                if let Some((person, sealed)) = holder(&store, *seat)? {
                    names.insert(*seat, self.store.vault.open_name(person, &sealed)?);
                    seen.push(person);
                }
            }
        }
        self.noted(by, LookedFor::Name, &seen)?;
        Ok(names)
    }

    pub(crate) fn noted(
        &self,
        by: Looker,
        purpose: LookedFor,
        persons: &[PersonId],
    ) -> Result<(), IdentityError> {
        // Showing nobody is no look, and asks for no turn at writing.
        if persons.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| Ok(note(tx, self.clock.now(), by, purpose, persons)?))
    }
}

/// Who holds a seat, with their sealed name.
fn holder(
    store: &Connection,
    seat: SeatId,
) -> Result<Option<(PersonId, Vec<u8>)>, rusqlite::Error> {
    use rusqlite::OptionalExtension as _;
    let mut statement = store.prepare_cached(
        "SELECT p.id, p.display_name FROM seat s JOIN person p ON p.id = s.person WHERE s.id = ?1",
    )?;
    statement.query_row([seat.0], |row| Ok((PersonId(row.get(0)?), row.get(1)?))).optional()
}
