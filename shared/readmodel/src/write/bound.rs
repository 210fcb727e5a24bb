//! Writing whom a convention or a project binds, so that a change of the country register finds it beside its cooperation.

use domain::cooperation::Party;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use crate::ProjectError;
use crate::sql::Key;

/// Keeps the parties of a part of `cooperation` while it `binds` them, and forgets them when it does no more.
///
/// # Errors
/// When SQLite fails.
pub fn bound(
    tx: &Transaction<'_>,
    cooperation: Uuid,
    part: Uuid,
    parties: &[Party],
    binds: bool,
) -> Result<(), ProjectError> {
    tx.prepare_cached("DELETE FROM part_party WHERE part = ?")?.execute([Key(part)])?;
    if !binds {
        return Ok(());
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO part_party (part, place, cooperation, organisation) VALUES (?, ?, ?, ?)",
    )?;
    for (place, party) in parties.iter().enumerate() {
        let (key, place) = (Key(part), i64::try_from(place).unwrap_or(i64::MAX));
        insert.execute(params![key, place, Key(cooperation), Key(party.organisation.0)])?;
    }
    Ok(())
}
