//! Typed answers from the directory: lists, look-alikes, claims and the country register.

pub use readmodel::organisation::{
    OrganisationFilter, OrganisationOrder, OrganisationRow, OrganisationState, by_identifier,
    by_ids, page, party_facts, similar, survivor, with_merged,
};
pub use readmodel::territory::{TerritoryFactRow, register, territory_facts};

use std::collections::HashMap;

use domain::access::Sight;
use domain::organisation::State;
use domain::{OrganisationId, PersonId, SeatId};
use jiff::Timestamp;
use readmodel::{Key, ReadError, Sql, Viewer, json_column, moment, sees_claims_of};
use rusqlite::{Connection, Row};

/// A claim that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// The seat that would be theirs.
    pub seat: SeatId,
    /// Who asks.
    pub person: PersonId,
    /// Their function, in words.
    pub function: String,
    /// Since when it waits.
    pub requested_at: Timestamp,
    /// The viewer made it.
    pub mine: bool,
    /// The viewer's seats reach it; whether a role may settle it is the command's part.
    pub within_reach: bool,
}

/// The claims on organisations that wait, oldest first: for those who may know of them and for the claimant.
///
/// # Errors
/// When SQLite fails.
pub fn pending_claims(
    conn: &Connection,
    viewer: &Viewer,
    organisations: &[OrganisationId],
) -> Result<Vec<ClaimRow>, ReadError> {
    let mut sql = select(viewer);
    sql.push(" AND organisation IN ").list(organisations.iter().map(|id| Key(id.0)));
    sql.push(" ORDER BY requested_at, seat");
    sql.rows(conn, |row| read(row, viewer))
}

/// The claims that wait for somebody with the viewer's seats, oldest first, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn claims_to_settle(
    conn: &Connection,
    viewer: &Viewer,
    limit: usize,
) -> Result<Vec<ClaimRow>, ReadError> {
    let mut sql = select(viewer);
    sql.push(" AND within_reach ORDER BY requested_at, seat LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.rows(conn, |row| read(row, viewer))
}

fn select(viewer: &Viewer) -> Sql {
    let mut sql = Sql::new(
        "SELECT organisation, seat, person, function, requested_at, within_reach FROM \
         (SELECT c.*, ",
    );
    sql.append(&sees_claims_of(&viewer.sight, "c.organisation"));
    sql.push(" AS within_reach FROM claim c) WHERE (within_reach OR person IN ");
    sql.list(viewer.person.map(|person| Key(person.0))).push(")");
    sql
}

fn read(row: &Row<'_>, viewer: &Viewer) -> Result<ClaimRow, ReadError> {
    let person = PersonId(row.get::<_, Key>(2)?.0);
    Ok(ClaimRow {
        organisation: OrganisationId(row.get::<_, Key>(0)?.0),
        seat: SeatId(row.get::<_, Key>(1)?.0),
        person,
        function: row.get(3)?,
        requested_at: moment(row.get(4)?),
        mine: viewer.person == Some(person),
        within_reach: row.get(5)?,
    })
}

/// True for those who may settle the claims on an organisation: the same answer as for who sees them.
///
/// # Errors
/// When SQLite fails.
pub fn within_reach(
    conn: &Connection,
    sight: &Sight,
    organisation: OrganisationId,
) -> Result<bool, ReadError> {
    let mut sql = Sql::new("SELECT ");
    sql.append(&sees_claims_of(sight, "sought.id")).push(" FROM (SELECT ");
    sql.bind(Key(organisation.0)).push(" AS id) sought");
    let answers = sql.rows(conn, |row| Ok(row.get::<_, bool>(0)?))?;
    Ok(answers.into_iter().any(|within| within))
}

/// The functions of those who act for an organisation, in words, by their seats, as the log has them; also of those who
/// came with a record that was merged into it.
///
/// # Errors
/// When SQLite fails.
pub fn functions_of(
    conn: &Connection,
    organisation: OrganisationId,
) -> Result<HashMap<SeatId, String>, ReadError> {
    let all = with_merged(conn, &[organisation])?;
    let mut sql = Sql::new("SELECT record FROM organisation WHERE id IN ");
    sql.list(all.iter().map(|id| Key(id.0)));
    let states: Vec<State> =
        sql.rows(conn, |row| json_column(row, 0, "state of an organisation"))?;
    let seats = states.into_iter().flat_map(|state| state.seats);
    Ok(seats.map(|seat| (seat.id, seat.function)).collect())
}
