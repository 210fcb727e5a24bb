//! Rows of the days on which somebody is reminded: what the house looks through, instead of every aggregate every hour.

use std::collections::BTreeSet;

use domain::cooperation::TextHash;
use domain::reminder::{Told, Upcoming, Waits, untold};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use readmodel::{Decoded, Key, ProjectError};
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

/// The word for a project in the table.
pub(crate) const PROJECT: &str = "project";
/// The word for a convention in the table.
pub(crate) const CONVENTION: &str = "convention";
/// The word for a financing plan in the table; its id there is that of its project.
pub(crate) const FINANCING: &str = "financing";

/// Since when the present text is there: the day of the commit in which it appeared.
pub(super) fn waits(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: Uuid,
    text: Option<&TextHash>,
) -> Result<Option<Waits>, ProjectError> {
    let Some(text) = text else { return Ok(None) };
    if let Some(known) = known(tx, id)?.filter(|known| known.text == *text) {
        return Ok(Some(known));
    }
    let since = commit.at.to_zoned(TimeZone::UTC).date();
    tx.prepare_cached("INSERT OR REPLACE INTO waiting_text (id, text, since) VALUES (?, ?, ?)")?
        .execute(params![Key(id), text.0, since.to_string()])?;
    Ok(Some(Waits { text: text.clone(), since }))
}

fn known(tx: &Transaction<'_>, id: Uuid) -> Result<Option<Waits>, ProjectError> {
    let row: Option<(String, String)> = tx
        .prepare_cached("SELECT text, since FROM waiting_text WHERE id = ?")?
        .query_row([Key(id)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let parsed = row.map(|(text, since)| {
        let since = since.parse::<Date>();
        since.map(|since| Waits { text: TextHash(text), since })
    });
    parsed.transpose().map_err(|error| ProjectError::Commit(format!("day of a text: {error}")))
}

/// Replaces the days of an aggregate by those of what was not told yet.
pub(super) fn schedule(
    tx: &Transaction<'_>,
    (part, id, cooperation): (&str, Uuid, Uuid),
    upcoming: Vec<Upcoming>,
    told: &[Told],
) -> Result<(), ProjectError> {
    tx.prepare_cached("DELETE FROM reminder WHERE part = ? AND id = ?")?
        .execute(params![part, Key(id)])?;
    let days: BTreeSet<(Date, Date)> = untold(upcoming, told)
        .into_iter()
        .map(|one| (one.on, one.until.unwrap_or(Date::MAX)))
        .collect();
    let mut insert = tx.prepare_cached(
        "INSERT INTO reminder (part, id, cooperation, first_day, last_day) VALUES (?, ?, ?, ?, ?)",
    )?;
    for (first, last) in days {
        let days = (first.to_string(), last.to_string());
        insert.execute(params![part, Key(id), Key(cooperation), days.0, days.1])?;
    }
    Ok(())
}
