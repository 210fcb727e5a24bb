//! Writing what waits: on a cooperation itself or on one of its conventions or projects, each expectation since when it was first there.

use std::collections::BTreeSet;

use domain::OrganisationId;
use domain::cooperation::{Side, Waiting};
use rusqlite::{Transaction, params};
use uuid::Uuid;

use crate::cooperation::{Part, WaitingKind};
use crate::organisation::survivor;
use crate::sql::Key;
use crate::{Decoded, ProjectError};

/// Something that is expected, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What.
    pub kind: WaitingKind,
    /// Of which side, where it is one.
    pub side: Option<Side>,
    /// Of which organisation, where it is one.
    pub organisation: Option<OrganisationId>,
    /// Those who can meet it.
    pub who: Vec<OrganisationId>,
}

impl Expected {
    /// An expectation of a cooperation.
    #[must_use]
    pub fn of(waiting: &Waiting) -> Self {
        let (kind, side, organisation) = WaitingKind::of(waiting.what);
        Self { kind, side, organisation, who: waiting.who.clone() }
    }
}

/// Kind, side, organisation and who, as the table keeps them in order.
type Line = (String, i64, Vec<u8>, [u8; 16]);

/// Replaces what waits on a cooperation, or on one of its parts, by `expected`; writes nothing when that is the same.
///
/// # Errors
/// When a row cannot be written.
pub fn write_expected(
    tx: &Transaction<'_>,
    commit: &Decoded,
    cooperation: Uuid,
    part: Option<Part>,
    expected: &[Expected],
) -> Result<(), ProjectError> {
    let (id, about) = (Key(cooperation), about(part));
    let known = known(tx, id, &about)?;
    let lines = lines(tx, expected)?;
    if known.iter().map(|(line, _)| line).eq(&lines) {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM waiting WHERE cooperation = ? AND part = ?")?
        .execute(params![id, about])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO waiting (cooperation, part, kind, side, organisation, who, since) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (kind, side, organisation, who) in &lines {
        let same = |((a, b, c, _), _): &&(Line, i64)| (a, b, c) == (kind, side, organisation);
        let since = known.iter().find(same).map_or(commit.at_ms(), |known| known.1);
        insert.execute(params![id, about, kind, side, organisation, who, since])?;
    }
    Ok(())
}

/// What is expected as lines of the table, each once and in its order.
fn lines(tx: &Transaction<'_>, expected: &[Expected]) -> rusqlite::Result<BTreeSet<Line>> {
    let mut lines = BTreeSet::new();
    for one in expected {
        let kind = one.kind.word();
        let side = one.side.map_or(-1, |side| i64::from(side.0));
        let organisation = one.organisation.map(bytes).unwrap_or_default();
        for who in &one.who {
            let who = survivor(tx, *who)?.0.into_bytes();
            lines.insert((kind.to_owned(), side, organisation.clone(), who));
        }
    }
    Ok(lines)
}

/// The part as the table keeps it: empty for the cooperation itself.
fn about(part: Option<Part>) -> Vec<u8> {
    part.map(|part| part.id().as_bytes().to_vec()).unwrap_or_default()
}

fn bytes(id: OrganisationId) -> Vec<u8> {
    id.0.as_bytes().to_vec()
}

/// What waits already, each since when, in the order of the table.
fn known(tx: &Transaction<'_>, id: Key, about: &[u8]) -> rusqlite::Result<Vec<(Line, i64)>> {
    let mut statement = tx.prepare_cached(
        "SELECT kind, side, organisation, who, since FROM waiting \
         WHERE cooperation = ? AND part = ? ORDER BY kind, side, organisation, who",
    )?;
    let rows = statement.query_map(params![id, about], |row| {
        Ok(((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?), row.get(4)?))
    })?;
    rows.collect()
}
