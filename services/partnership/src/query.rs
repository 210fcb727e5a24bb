//! Typed answers of the service: what a partnership's page shows beyond the row of a cooperation.

mod conventions;
mod discussions;
mod documents;
mod financings;
mod lessons;
mod projects;
mod reminders;
mod whose;

use std::collections::HashMap;

pub use crate::project::Words;
pub use conventions::*;
pub use discussions::*;
pub use documents::*;
pub use financings::*;
pub use lessons::*;
pub use projects::*;
pub use reminders::*;
pub use whose::Whose;

use domain::access::Sight;
use domain::{PartnershipId, partnership};
use readmodel::cooperation::{CooperationKind, VersionRow, states, versions_of};
use readmodel::{Key, ReadError, Sql, json_column};
use rusqlite::Connection;
use uuid::Uuid;

/// A partnership.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnershipRow {
    /// Which one.
    pub id: PartnershipId,
    /// The state as the domain folded it: nature, votes that count, what is possible.
    pub state: partnership::State,
    /// What people wrote and the state does not keep.
    pub words: Words,
}

/// A version of the terms.
pub type TermsRow = VersionRow<partnership::Terms>;

/// Partnerships by id, under the viewer's sight.
///
/// # Errors
/// When SQLite fails.
pub fn details(
    conn: &Connection,
    sight: &Sight,
    ids: &[PartnershipId],
) -> Result<Vec<PartnershipRow>, ReadError> {
    let bare: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = states::<partnership::State>(conn, sight, CooperationKind::Partnership, &bare)?;
    let mut sql = Sql::new("SELECT id, words FROM partnership WHERE id IN ");
    sql.list(found.iter().map(|(id, _)| Key(*id)));
    let mut words: HashMap<Uuid, Words> = sql
        .rows(conn, |row| Ok((row.get::<_, Key>(0)?.0, json_column(row, 1, "words")?)))?
        .into_iter()
        .collect();
    let row = |(id, state): (Uuid, partnership::State)| PartnershipRow {
        id: PartnershipId(id),
        words: words.remove(&id).unwrap_or_default(),
        state,
    };
    Ok(found.into_iter().map(row).collect())
}

/// The versions of terms, oldest first; the last one is the present one.
///
/// # Errors
/// When SQLite fails.
pub fn terms(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, TermsRow)>, ReadError> {
    versions_of(conn, sight, ids)
}
