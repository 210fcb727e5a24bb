//! Retention: what is over is deleted, and who has been away for longer than the node keeps people is found.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::PersonId;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use rusqlite::{Connection, params};

use crate::journal::DAY_MS;
use crate::records::tables;
use crate::{Identity, IdentityError};

/// Days a session may rest when nobody says otherwise.
const SESSION_DAYS: u16 = 30;

/// Rows of a table that are deleted at a time.
const AT_ONCE: u32 = 1_000;

/// How long what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Days after its last use after which a session is over.
    pub session_days: u16,
    /// Days for which the journal of looks at people's data is kept.
    pub journal_days: u16,
    /// Days after its end after which an invitation is deleted.
    pub invitation_days: u16,
}

/// The time after which an unused session is over.
pub(crate) struct Idle(AtomicI64);

impl Default for Idle {
    fn default() -> Self {
        Self(AtomicI64::new(i64::from(SESSION_DAYS) * DAY_MS))
    }
}

impl Idle {
    pub(crate) fn ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Identity {
    /// Sets for how many days an unused session lasts, from now on.
    pub fn keep_sessions(&self, days: u16) {
        self.idle.0.store(i64::from(days) * DAY_MS, Ordering::Relaxed);
    }

    /// Deletes what has been kept for long enough; answers how many rows.
    ///
    /// # Errors
    /// When the store fails.
    pub fn tidy(&self, keep: Keep) -> Result<usize, IdentityError> {
        let now = self.clock.now().as_millisecond();
        let before = |days: u16| now - i64::from(days) * DAY_MS;
        let mut deleted = 0;
        loop {
            let some = self.store.write(|tx| {
                let mut some = 0;
                for (table, column, before) in [
                    ("session", "used_ms", before(keep.session_days)),
                    ("access", "at_ms", before(keep.journal_days)),
                    ("invitation", "expires_ms", before(keep.invitation_days)),
                ] {
                    some += delete_before(tx, (table, column), before)?;
                }
                Ok(some)
            })?;
            deleted += some;
            if some == 0 {
                break;
            }
        }
        if deleted > 0 {
            self.store.forget_pages()?;
            self.store.forget_shared()?;
            self.changed();
        }
        Ok(deleted)
    }

    /// Those who have not been here for `months`, `limit` at most.
    ///
    /// # Errors
    /// When the store fails.
    pub fn inactive(&self, months: u16, limit: usize) -> Result<Vec<PersonId>, IdentityError> {
        let now = self.clock.now().to_zoned(TimeZone::UTC);
        let Ok(before) = now.checked_sub(i64::from(months).months()) else {
            return Ok(Vec::new());
        };
        let store = self.store.read();
        let used = last_uses(&store)?;
        let sql = format!(
            "SELECT id FROM person WHERE max(coalesce(used_ms, created_ms), created_ms{used}) < ?1 ORDER BY id LIMIT ?2"
        );
        let mut statement = store.prepare(&sql)?;
        let before = before.timestamp().as_millisecond();
        let rows = statement
            .query_map(params![before, limit.cast_signed()], |row| Ok(PersonId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The last use of everything that a person comes in with, sessions and tokens alike, as further terms of a maximum.
fn last_uses(store: &Connection) -> Result<String, rusqlite::Error> {
    let used = |table: &crate::records::Table| {
        let has = |wanted: &str| table.columns.iter().any(|column| column == wanted);
        (has("person") && has("used_ms")).then(|| {
            let name = &table.name;
            format!(
                ", coalesce((SELECT max(used_ms) FROM {name} WHERE {name}.person = person.id), 0)"
            )
        })
    };
    Ok(tables(store)?.iter().filter_map(used).collect())
}

/// Deletes rows from before `before`, so many that other nodes can be told of it in one message.
pub(crate) fn delete_before(
    store: &Connection,
    (table, column): (&str, &str),
    before: i64,
) -> Result<usize, rusqlite::Error> {
    let key = if table == "session" { "token" } else { "id" };
    let sql = format!(
        "DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {column} < ?1 LIMIT ?2)"
    );
    store.execute(&sql, params![before, AT_ONCE])
}

/// Notes that somebody was here.
pub(crate) fn was_here(
    store: &Connection,
    person: PersonId,
    now_ms: i64,
) -> Result<(), rusqlite::Error> {
    store
        .prepare_cached("UPDATE person SET used_ms = ?2 WHERE id = ?1")?
        .execute(params![person.0, now_ms])?;
    Ok(())
}
