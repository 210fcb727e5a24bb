//! Records: every row of this store that is about one person, found by the layout itself, so that a new table is never forgotten.
//!
//! A row is about a person when its column `person` names them or its column `email_digest` is that of their address.

use domain::PersonId;
use rusqlite::{Connection, ToSql};

use crate::{IdentityError, Vault};

/// The tables that only say that somebody is no longer here.
const GRAVES: &[&str] = &["erased"];

/// A table with rows about people.
pub(crate) struct Table {
    /// Its name, as the layout has it.
    pub(crate) name: String,
    /// Its columns, in order.
    pub(crate) columns: Vec<String>,
    by: By,
}

/// How a row tells whom it is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// The table of people itself.
    Id,
    Person,
    Address,
    Either,
}

impl By {
    fn clause(self) -> &'static str {
        match self {
            Self::Id => "id = ?1",
            Self::Person => "person = ?1",
            Self::Address => "email_digest = ?2",
            Self::Either => "(person = ?1 OR email_digest = ?2)",
        }
    }
}

impl Table {
    /// The condition of its rows about the person of [`Subject`].
    pub(crate) fn clause(&self) -> String {
        // Both parameters must occur for SQLite to take both.
        format!("{} AND (?1 IS NOT NULL AND ?2 IS NOT NULL)", self.by.clause())
    }

    /// True when rows stay after an erasure as acts of an institution, told by an identifier alone.
    pub(crate) fn is_seats(&self) -> bool {
        self.name == "seat"
    }
}

/// Whom rows are about.
pub(crate) struct Subject {
    person: PersonId,
    digest: [u8; 32],
}

impl Subject {
    /// The person with what their address is found by; `None` when there is no such person.
    pub(crate) fn of(
        store: &Connection,
        vault: &Vault,
        person: PersonId,
    ) -> Result<Option<Self>, IdentityError> {
        let mut statement = store.prepare_cached("SELECT email FROM person WHERE id = ?1")?;
        let mut rows = statement.query([person.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let email = vault.open_email(person, row.get_ref(0)?.as_blob()?)?;
        Ok(Some(Self { person, digest: vault.email_digest(&email) }))
    }

    /// The parameters of [`Table::clause`].
    pub(crate) fn parameters(&self) -> [&dyn ToSql; 2] {
        [&self.person.0, &self.digest]
    }
}

/// The tables with rows about people, that of people itself last: the others refer to it.
pub(crate) fn tables(store: &Connection) -> Result<Vec<Table>, rusqlite::Error> {
    let mut names = store.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name = 'person', name",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut tables = Vec::new();
    for name in names {
        let mut columns = store.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns: Vec<String> =
            columns.query_map([&name], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let has = |wanted: &str| columns.iter().any(|column| column == wanted);
        let by = match (name.as_str(), has("person"), has("email_digest")) {
            ("person", ..) => By::Id,
            (grave, ..) if GRAVES.contains(&grave) => continue,
            (_, true, true) => By::Either,
            (_, true, false) => By::Person,
            (_, false, true) => By::Address,
            (_, false, false) => continue,
        };
        tables.push(Table { name, columns, by });
    }
    Ok(tables)
}
