//! Typed answers of the service: what a twinning's page shows, committees, exchanges, and who has fallen asleep.

use std::collections::HashMap;

pub use crate::project::{Ceremony, Words};
pub use readmodel::cooperation::dormant_candidates;

use domain::access::Sight;
use domain::cooperation::{Cooperation, Party, Side};
use domain::{CommitteeId, ExchangeId, JumelageId, LocalText, committee, exchange, jumelage};
use jiff::Timestamp;
use readmodel::cooperation::{CooperationKind, VersionRow, states, versions_of};
use readmodel::{Key, ReadError, Sql, json_column, moment, sees_cooperation, sees_drafts_of};
use rusqlite::{Connection, Row};
use uuid::Uuid;

/// What the page of a twinning shows beyond the row of a cooperation.
#[derive(Debug, Clone, PartialEq)]
pub struct JumelageRow {
    /// Which one.
    pub id: JumelageId,
    /// The state as the domain folded it: kind, votes that count, what is possible.
    pub state: jumelage::State,
    /// What people wrote and the state does not keep.
    pub words: Words,
    /// Towns that are invited and did not join yet.
    pub invited: Vec<Party>,
}

/// A version of a charter.
pub type CharterRow = VersionRow<Vec<LocalText>>;

/// Twinnings by id, under the viewer's sight.
///
/// # Errors
/// When SQLite fails.
pub fn details(
    conn: &Connection,
    sight: &Sight,
    ids: &[JumelageId],
) -> Result<Vec<JumelageRow>, ReadError> {
    let bare: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = states::<jumelage::State>(conn, sight, CooperationKind::Jumelage, &bare)?;
    let mut sql = Sql::new("SELECT id, words FROM jumelage WHERE id IN ");
    sql.list(found.iter().map(|(id, _)| Key(*id)));
    let mut words: HashMap<Uuid, Words> = sql
        .rows(conn, |row| Ok((row.get::<_, Key>(0)?.0, json_column(row, 1, "words")?)))?
        .into_iter()
        .collect();
    let row = |(id, state): (Uuid, jumelage::State)| JumelageRow {
        id: JumelageId(id),
        invited: crate::project::invited(&state),
        words: words.remove(&id).unwrap_or_default(),
        state,
    };
    Ok(found.into_iter().map(row).collect())
}

/// The versions of charters, oldest first; none for a twinning recorded without its text.
///
/// # Errors
/// When SQLite fails.
pub fn charters(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, CharterRow)>, ReadError> {
    versions_of(conn, sight, ids)
}

/// A committee.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitteeRow {
    /// Which one.
    pub id: CommitteeId,
    /// Of which twinning.
    pub jumelage: JumelageId,
    /// Of which side.
    pub side: Side,
    /// Seats, tasks, the town that formed it, whether it was dissolved.
    pub state: committee::State,
    /// When it was formed.
    pub formed_at: Timestamp,
}

const COMMITTEE: &str = "SELECT t.id, t.cooperation, t.side, t.state, t.formed_at \
     FROM committee t JOIN cooperation c ON c.id = t.cooperation WHERE ";

/// Committees by id.
///
/// # Errors
/// When SQLite fails.
pub fn committees(
    conn: &Connection,
    sight: &Sight,
    ids: &[CommitteeId],
) -> Result<Vec<CommitteeRow>, ReadError> {
    let mut sql = Sql::new(COMMITTEE);
    sql.append(&sees_cooperation(sight, "c")).push(" AND t.id IN ");
    sql.list(ids.iter().map(|id| Key(id.0)));
    sql.rows(conn, read_committee)
}

/// The committees of twinnings, by side and then oldest first; dissolved ones included.
///
/// # Errors
/// When SQLite fails.
pub fn committees_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[JumelageId],
) -> Result<Vec<CommitteeRow>, ReadError> {
    let mut sql = Sql::new(COMMITTEE);
    sql.append(&sees_cooperation(sight, "c")).push(" AND t.cooperation IN ");
    sql.list(ids.iter().map(|id| Key(id.0))).push(" ORDER BY t.cooperation, t.side, t.n");
    sql.rows(conn, read_committee)
}

fn read_committee(row: &Row<'_>) -> Result<CommitteeRow, ReadError> {
    Ok(CommitteeRow {
        id: CommitteeId(row.get::<_, Key>(0)?.0),
        jumelage: JumelageId(row.get::<_, Key>(1)?.0),
        side: Side(row.get(2)?),
        state: json_column(row, 3, "state of a committee")?,
        formed_at: moment(row.get(4)?),
    })
}

/// An exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeRow {
    /// Which one.
    pub id: ExchangeId,
    /// Of which cooperation.
    pub cooperation: Cooperation,
    /// What was planned; the dates are the true ones once it was held.
    pub plan: exchange::Plan,
    /// Where it stands, who came and what came of it.
    pub state: exchange::State,
    /// When it was planned.
    pub planned_at: Timestamp,
}

impl ExchangeRow {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> exchange::Stage {
        exchange::stage(&self.state).unwrap_or(exchange::Stage::Planned)
    }
}

/// What is written for a report is for partners and coordinators, the exchange as visible as its cooperation.
fn seen(sight: &Sight) -> Sql {
    let mut sql = Sql::new("SELECT t.id, t.state, t.planned_at, ");
    sql.append(&sees_drafts_of(sight, "c.id"));
    sql.push(" FROM exchange t JOIN cooperation c ON c.id = t.cooperation WHERE ");
    sql
}

/// Exchanges by id.
///
/// # Errors
/// When SQLite fails.
pub fn exchanges(
    conn: &Connection,
    sight: &Sight,
    ids: &[ExchangeId],
) -> Result<Vec<ExchangeRow>, ReadError> {
    let mut sql = seen(sight);
    sql.append(&sees_cooperation(sight, "c")).push(" AND t.id IN ");
    sql.list(ids.iter().map(|id| Key(id.0)));
    read_exchanges(conn, &sql)
}

/// The exchanges of cooperations of either kind, by their first day.
///
/// # Errors
/// When SQLite fails.
pub fn exchanges_of(
    conn: &Connection,
    sight: &Sight,
    ids: &[Uuid],
) -> Result<Vec<ExchangeRow>, ReadError> {
    let mut sql = seen(sight);
    sql.append(&sees_cooperation(sight, "c")).push(" AND t.cooperation IN ");
    sql.list(ids.iter().copied().map(Key)).push(" ORDER BY t.cooperation, t.starts, t.n");
    read_exchanges(conn, &sql)
}

/// The latest exchanges of a cooperation, at most `most`, by their first day: all of a long life are read by who asks for them.
///
/// # Errors
/// When SQLite fails.
pub fn latest_exchanges(
    conn: &Connection,
    sight: &Sight,
    id: Uuid,
    most: u32,
) -> Result<Vec<ExchangeRow>, ReadError> {
    let mut sql = seen(sight);
    sql.append(&sees_cooperation(sight, "c")).push(" AND t.cooperation = ").bind(Key(id));
    sql.push(" ORDER BY t.starts DESC, t.n DESC LIMIT ").bind(most);
    let mut rows = read_exchanges(conn, &sql)?;
    rows.reverse();
    Ok(rows)
}

fn read_exchanges(conn: &Connection, sql: &Sql) -> Result<Vec<ExchangeRow>, ReadError> {
    let rows = sql.rows(conn, |row| {
        let mut state: exchange::State = json_column(row, 1, "state of an exchange")?;
        if !row.get::<_, bool>(3)? {
            state.mission.clear();
        }
        let id = ExchangeId(row.get::<_, Key>(0)?.0);
        let planned_at = moment(row.get(2)?);
        Ok(state.plan.clone().map(|plan| ExchangeRow {
            id,
            cooperation: plan.cooperation,
            plan,
            state,
            planned_at,
        }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}
