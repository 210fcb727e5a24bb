//! What follows from the parties: who they are now, the countries, the title, the words of the search, and the counts.

use domain::OrganisationId;
use domain::fold::fold;
use domain::text::LocalText;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use crate::ProjectError;
use crate::organisation::survivor;
use crate::sql::Key;

/// Between the names of parties in the title of a twinning.
const BETWEEN: &str = " – ";

/// A rename or a merge of `organisation` reaches the cooperations in which it is a party.
///
/// # Errors
/// When a row cannot be written.
pub fn rename_in_cooperations(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
) -> Result<(), ProjectError> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT cooperation FROM cooperation_party WHERE organisation = ?",
    )?;
    let found = statement.query_map([Key(organisation.0)], |row| row.get::<_, Key>(0))?;
    for cooperation in found.collect::<Result<Vec<_>, _>>()? {
        recount(tx, cooperation.0)?;
    }
    Ok(())
}

/// Works out anew what follows from the parties of a cooperation.
///
/// # Errors
/// When a row cannot be written.
pub fn recount(tx: &Transaction<'_>, id: Uuid) -> Result<(), ProjectError> {
    count(tx, id, -1)?;
    reface(tx, id, true)?;
    count(tx, id, 1)
}

/// Adds (`sign` 1) or takes away (−1) a cooperation from the counts, if it is public.
pub(super) fn count(tx: &Transaction<'_>, id: Uuid, sign: i64) -> Result<(), ProjectError> {
    let level: i64 = tx
        .prepare_cached("SELECT visibility FROM cooperation WHERE id = ?")?
        .query_row([Key(id)], |row| row.get(0))?;
    if level < 3 {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO counter (dimension, key, count) \
         SELECT 'total', '', ?2 FROM cooperation WHERE id = ?1 \
         UNION ALL SELECT 'kind', kind, ?2 FROM cooperation WHERE id = ?1 \
         UNION ALL SELECT 'stage', stage, ?2 FROM cooperation WHERE id = ?1 \
         UNION ALL SELECT 'country', country, ?2 FROM cooperation_country WHERE cooperation = ?1 \
         UNION ALL SELECT 'theme', theme, ?2 FROM cooperation_theme WHERE cooperation = ?1 \
         ON CONFLICT (dimension, key) DO UPDATE SET count = count + excluded.count",
    )?
    .execute(params![Key(id), sign])?;
    tx.prepare_cached(
        "UPDATE organisation SET cooperations = cooperations + ?2 WHERE id IN \
         (SELECT organisation FROM cooperation_party WHERE cooperation = ?1 AND standing = 0)",
    )?
    .execute(params![Key(id), sign])?;
    Ok(())
}

/// Parties as they are now, countries, title and search, from the rows of the cooperation; `known`: there were some.
pub(super) fn reface(tx: &Transaction<'_>, id: Uuid, known: bool) -> Result<(), ProjectError> {
    follow_merges(tx, id)?;
    tx.prepare_cached("DELETE FROM cooperation_country WHERE cooperation = ?")?
        .execute([Key(id)])?;
    tx.prepare_cached(
        "INSERT OR IGNORE INTO cooperation_country (cooperation, country) \
         SELECT p.cooperation, o.country FROM cooperation_party p \
         JOIN organisation o ON o.id = p.organisation WHERE p.cooperation = ? AND p.standing = 0",
    )?
    .execute([Key(id)])?;
    let (n, titles): (i64, String) = tx
        .prepare_cached("SELECT n, titles FROM cooperation WHERE id = ?")?
        .query_row([Key(id)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let titles: Vec<LocalText> = serde_json::from_str(&titles)
        .map_err(|source| ProjectError::Json { what: "title", source })?;
    let names = texts(
        tx,
        "SELECT coalesce(o.name, '?') FROM cooperation_party p LEFT JOIN organisation o \
         ON o.id = p.organisation WHERE p.cooperation = ? AND p.standing = 0 ORDER BY p.place",
        id,
    )?;
    let title = titles.first().map_or_else(|| names.join(BETWEEN), |title| title.text.clone());
    tx.prepare_cached("UPDATE cooperation SET title = ?2, title_folded = ?3 WHERE id = ?1")?
        .execute(params![Key(id), title, fold(&title)])?;
    index(tx, id, n, &titles, known)
}

fn index(
    tx: &Transaction<'_>,
    id: Uuid,
    n: i64,
    titles: &[LocalText],
    known: bool,
) -> Result<(), ProjectError> {
    let mut words = texts(
        tx,
        "SELECT s.folded FROM cooperation_party p JOIN organisation_name s \
         ON s.organisation = p.organisation WHERE p.cooperation = ? AND p.standing = 0 \
         ORDER BY p.place, s.folded",
        id,
    )?;
    words.extend(titles.iter().map(|title| fold(&title.text)));
    // A deletion in the full-text index costs as much as an entry, also where there is nothing.
    if known {
        tx.prepare_cached("DELETE FROM cooperation_search WHERE rowid = ?")?.execute([n])?;
    }
    tx.prepare_cached("INSERT INTO cooperation_search (rowid, title) VALUES (?, ?)")?
        .execute(params![n, words.join(" . ")])?;
    Ok(())
}

fn follow_merges(tx: &Transaction<'_>, id: Uuid) -> Result<(), ProjectError> {
    let mut statement = tx.prepare_cached(
        "SELECT p.place, p.organisation FROM cooperation_party p JOIN organisation o \
         ON o.id = p.organisation WHERE p.cooperation = ? AND o.merged_into IS NOT NULL",
    )?;
    let merged = statement
        .query_map([Key(id)], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Key>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    for (place, before) in merged {
        let now = Key(survivor(tx, OrganisationId(before.0))?.0);
        tx.prepare_cached(
            "UPDATE cooperation_party SET organisation = ?3 WHERE cooperation = ?1 AND place = ?2",
        )?
        .execute(params![Key(id), place, now])?;
        tx.prepare_cached(
            "UPDATE OR REPLACE waiting SET who = ?3 WHERE cooperation = ?1 AND who = ?2",
        )?
        .execute(params![Key(id), before, now])?;
    }
    Ok(())
}

fn texts(tx: &Transaction<'_>, sql: &str, id: Uuid) -> rusqlite::Result<Vec<String>> {
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([Key(id)], |row| row.get(0))?;
    rows.collect()
}
