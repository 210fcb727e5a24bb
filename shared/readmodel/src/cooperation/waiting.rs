//! What waits for whom: rows that the projection writes from the state's own `waiting_for`.

use domain::OrganisationId;
use domain::access::Sight;
use domain::cooperation::{Cooperation, Side, WaitingFor};
use jiff::Timestamp;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::read_cooperation;
use crate::ReadError;
use crate::sight::sees_cooperation;
use crate::sql::{Key, Sql, moment};

/// What is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitingKind {
    /// A side's consent to the charter.
    Consent,
    /// A side's acceptance of the terms.
    Acceptance,
    /// A council's vote.
    CouncilDecision,
    /// The ceremony.
    Ceremony,
    /// A side's confirmation of an older cooperation.
    Confirmation,
    /// The start.
    Start,
    /// A revival or an end.
    ReviveOrEnd,
    /// An invited town's joining.
    Join,
}

impl WaitingKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Consent,
        Self::Acceptance,
        Self::CouncilDecision,
        Self::Ceremony,
        Self::Confirmation,
        Self::Start,
        Self::ReviveOrEnd,
        Self::Join,
    ];

    /// The word in the table and in the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Consent => "CONSENT",
            Self::Acceptance => "ACCEPTANCE",
            Self::CouncilDecision => "COUNCIL_DECISION",
            Self::Ceremony => "CEREMONY",
            Self::Confirmation => "CONFIRMATION",
            Self::Start => "START",
            Self::ReviveOrEnd => "REVIVE_OR_END",
            Self::Join => "JOIN",
        }
    }

    /// The kind, side and organisation of an expectation of the domain.
    #[must_use]
    pub fn of(what: WaitingFor) -> (Self, Option<Side>, Option<OrganisationId>) {
        match what {
            WaitingFor::Consent(side) => (Self::Consent, Some(side), None),
            WaitingFor::Acceptance(side) => (Self::Acceptance, Some(side), None),
            WaitingFor::CouncilDecision(who) => (Self::CouncilDecision, None, Some(who)),
            WaitingFor::Ceremony => (Self::Ceremony, None, None),
            WaitingFor::Confirmation(side) => (Self::Confirmation, Some(side), None),
            WaitingFor::Start => (Self::Start, None, None),
            WaitingFor::ReviveOrEnd => (Self::ReviveOrEnd, None, None),
            WaitingFor::Join(who) => (Self::Join, None, Some(who)),
        }
    }
}

/// One expectation of a cooperation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// On which cooperation.
    pub cooperation: Cooperation,
    /// What is expected.
    pub kind: WaitingKind,
    /// Of which side, where it is one.
    pub side: Option<Side>,
    /// Of which organisation, where it is one.
    pub organisation: Option<OrganisationId>,
    /// Those who can meet it.
    pub who: Vec<OrganisationId>,
    /// Since when.
    pub since: Timestamp,
}

const COLUMNS: &str = "c.id, c.kind, w.kind, w.side, w.organisation, w.since, w.who";

/// What waits on cooperations, oldest first in each.
///
/// # Errors
/// When SQLite fails.
pub fn waiting_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<WaitingRow>, ReadError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM waiting w JOIN cooperation c ON c.id = w.cooperation WHERE c.id IN "
    ));
    sql.list(ids.iter().copied().map(Key)).push(" AND ").append(&sees_cooperation(sight, "c"));
    sql.push(" ORDER BY c.id, w.since, w.kind, w.side, w.organisation, w.who");
    Ok(gather(sql.rows(conn, read_row)?))
}

/// What waits for people of `organisations`, oldest first, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn waiting_for(
    conn: &Connection,
    sight: &Sight,
    organisations: &[OrganisationId],
    limit: usize,
) -> Result<Vec<WaitingRow>, ReadError> {
    let mut sql = Sql::new(&format!(
        "SELECT {COLUMNS} FROM waiting w JOIN cooperation c ON c.id = w.cooperation WHERE w.who IN "
    ));
    sql.list(organisations.iter().map(|id| Key(id.0))).push(" AND ");
    sql.append(&sees_cooperation(sight, "c"));
    sql.push(" ORDER BY w.since, c.n, w.kind, w.side, w.organisation, w.who LIMIT ");
    // One expectation has a row for each of the organisations that can meet it.
    let rows = limit.saturating_mul(organisations.len().max(1));
    sql.bind(i64::try_from(rows).unwrap_or(i64::MAX));
    let mut found = gather(sql.rows(conn, read_row)?);
    found.truncate(limit);
    Ok(found)
}

fn read_row(row: &Row<'_>) -> Result<WaitingRow, ReadError> {
    let kind: String = row.get(2)?;
    let side: i64 = row.get(3)?;
    let organisation: Vec<u8> = row.get(4)?;
    Ok(WaitingRow {
        cooperation: read_cooperation(row, 0)?,
        kind: WaitingKind::ALL
            .into_iter()
            .find(|known| known.word() == kind)
            .unwrap_or(WaitingKind::ReviveOrEnd),
        side: u8::try_from(side).ok().map(Side),
        organisation: Uuid::from_slice(&organisation).ok().map(OrganisationId),
        who: vec![OrganisationId(row.get::<_, Key>(6)?.0)],
        since: moment(row.get(5)?),
    })
}

/// One entry for each expectation, with all who can meet it.
fn gather(rows: Vec<WaitingRow>) -> Vec<WaitingRow> {
    let mut out: Vec<WaitingRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let same = out.iter_mut().find(|known| {
            (known.cooperation, known.kind, known.side, known.organisation)
                == (row.cooperation, row.kind, row.side, row.organisation)
        });
        match same {
            Some(known) => known.who.extend(row.who),
            None => out.push(row),
        }
    }
    out
}
