//! Erase: forgets a person for good. What their seats did stays in the log, told by seat.

use domain::{PersonId, Role};
use rusqlite::{Connection, params};

use crate::people::seats_of;
use crate::records::{Subject, tables};
use crate::{Identity, IdentityError, Seat};

impl Identity {
    /// The seats that somebody still holds, oldest first: to be ended in the log before the person is erased.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seats_of(&self, person: PersonId) -> Result<Vec<Seat>, IdentityError> {
        Ok(seats_of(&self.store.read(), person)?)
    }

    /// Those of a person's seats after which nobody is left in the same place who may do what that seat may: who is
    /// erased should be told, but is not kept for it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn last_ones(&self, person: PersonId) -> Result<Vec<Seat>, IdentityError> {
        let mut last = Vec::new();
        for seat in self.seats_of(person)?.into_iter().filter(|seat| runs(seat.role)) {
            let own = self.seats_of(person)?;
            let others = self.seats_in(seat.of)?;
            let left = others
                .iter()
                .any(|other| runs(other.role) && own.iter().all(|mine| mine.id != other.id));
            if !left && last.iter().all(|known: &Seat| known.of != seat.of) {
                last.push(seat);
            }
        }
        Ok(last)
    }

    /// Forgets a person: every row about them goes, their seats end, and nothing that the log says later brings them
    /// back. False when there is no such person.
    ///
    /// # Errors
    /// When the store fails.
    pub fn erase(&self, person: PersonId) -> Result<bool, IdentityError> {
        let now = self.clock.now().as_millisecond();
        let known = self.store.write(|tx| {
            let Some(subject) = Subject::of(tx, &self.store.vault, person)? else {
                return Ok(false);
            };
            // In whatever order the tables come, all references are right again at the end.
            tx.pragma_update(None, "defer_foreign_keys", true)?;
            tx.execute(
                "INSERT INTO erased (person, at_ms) VALUES (?1,?2) ON CONFLICT DO NOTHING",
                params![person.0, now],
            )?;
            forget(tx, person, &subject)?;
            tx.execute(
                "UPDATE seat SET ended_ms = ?2 WHERE person = ?1 AND ended_ms IS NULL",
                params![person.0, now],
            )?;
            Ok(true)
        })?;
        if known {
            self.changed();
            // The write-ahead log still holds the rows as they were, sealed, until it is emptied.
            self.store.forget_pages()?;
            self.store.forget_shared()?;
        }
        Ok(known)
    }
}

fn forget(store: &Connection, person: PersonId, subject: &Subject) -> Result<(), rusqlite::Error> {
    for table in naming_an_author(store)? {
        let sql = format!("UPDATE {table} SET by_person = NULL WHERE by_person = ?1");
        store.execute(&sql, [person.0])?;
    }
    for table in tables(store)?.iter().filter(|table| !table.is_seats()) {
        let sql = format!("DELETE FROM {} WHERE {}", table.name, table.clause());
        store.execute(&sql, &subject.parameters()[..])?;
    }
    Ok(())
}

/// Tables whose rows are about somebody else and name who wrote them, beside the seat: the seat stays.
fn naming_an_author(store: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut names = store.prepare(
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND c.name = 'by_person'",
    )?;
    names.query_map([], |row| row.get(0))?.collect()
}

/// The functions without which nobody acts for an institution or looks after its people.
fn runs(role: Role) -> bool {
    domain::access::TABLE
        .iter()
        .any(|(known, acts)| *known == role && acts.contains(&domain::access::Action::SettleClaim))
}
