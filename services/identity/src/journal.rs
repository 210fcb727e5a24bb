//! Journal: who looked at somebody's data, and what for. Written where the data leaves this store, so that none forgets.

use domain::{PersonId, SeatId};
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use crate::people::seat_in;
use crate::sessions::moment;
use crate::{Identity, IdentityError, Seat};

/// Milliseconds of a day.
pub(crate) const DAY_MS: i64 = 24 * 3_600_000;

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looker {
    /// Whoever runs the node, at the command line.
    Operator,
    /// Somebody who is signed in.
    Person {
        /// Themselves.
        person: PersonId,
        /// The seat that lets them look.
        seat: Option<SeatId>,
    },
}

/// What for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookedFor {
    /// The name was shown to people of the same institution; noted once a day.
    Name,
    /// The people of the platform were listed.
    List,
    /// Everything about the person was handed out.
    Export,
}

/// An entry of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// When.
    pub at: Timestamp,
    /// The seat of whoever looked, ended or not; `None` for the operator and the person themselves.
    pub by: Option<Seat>,
    /// What for.
    pub purpose: LookedFor,
}

impl LookedFor {
    fn text(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::List => "list",
            Self::Export => "export",
        }
    }

    /// A purpose that a newer version wrote is told as the widest there is.
    fn of(text: &str) -> Self {
        match text {
            "name" => Self::Name,
            "list" => Self::List,
            _ => Self::Export,
        }
    }
}

/// Notes that `by` saw data of `persons`; what people see of themselves is not noted unless it is handed out.
pub(crate) fn note(
    store: &Connection,
    now: Timestamp,
    by: Looker,
    purpose: LookedFor,
    persons: &[PersonId],
) -> Result<(), rusqlite::Error> {
    let at = now.as_millisecond();
    let day = (purpose == LookedFor::Name).then_some(at / DAY_MS);
    let (looker, seat) = match by {
        Looker::Operator => (None, None),
        Looker::Person { person, seat } => (Some(person), seat),
    };
    let mut insert = store.prepare_cached(
        "INSERT INTO access (at_ms, person, by_person, by_seat, purpose, day) VALUES (?1,?2,?3,?4,?5,?6)
         ON CONFLICT DO NOTHING",
    )?;
    for person in persons {
        if looker != Some(*person) || purpose == LookedFor::Export {
            insert.execute(params![
                at,
                person.0,
                looker.map(|looker| looker.0),
                seat.map(|seat| seat.0),
                purpose.text(),
                day
            ])?;
        }
    }
    Ok(())
}

impl Identity {
    /// Who looked at a person's data, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn accesses(&self, person: PersonId, limit: usize) -> Result<Vec<Access>, IdentityError> {
        let store = self.store.read();
        let mut statement = store.prepare_cached(
            "SELECT s.id, s.of_kind, s.of_id, s.role, a.at_ms, a.purpose FROM access a LEFT JOIN seat s ON s.id = a.by_seat
             WHERE a.person = ?1 ORDER BY a.at_ms DESC, a.id DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![person.0, limit.cast_signed()], |row| {
            Ok(Access {
                at: moment(row.get(4)?),
                by: match row.get_ref(0)? {
                    ValueRef::Null => None,
                    _ => seat_in(row)?,
                },
                purpose: LookedFor::of(row.get_ref(5)?.as_str()?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
