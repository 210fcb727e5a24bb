//! What the house has to remind of on a day.

use domain::cooperation::TextHash;
use domain::reminder::Waits;
use domain::{ConventionId, FinancingId, ProjectId};
use jiff::civil::Date;
use readmodel::{Key, ReadError, Sql};
use rusqlite::Connection;
use uuid::Uuid;

use crate::project::{CONVENTION, FINANCING};

/// An aggregate with something to remind of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    /// A convention.
    Convention(ConventionId),
    /// A project.
    Project(ProjectId),
    /// The plan of a project.
    Financing(ProjectId),
}

/// The aggregates with a reminder whose day has come, and since when the text of each waits; the oldest days first, at most
/// `limit`. What belongs to a cooperation that is over is not among them, save conventions, whose terms go on.
///
/// # Errors
/// When SQLite fails.
pub fn reminders_due(
    conn: &Connection,
    today: Date,
    limit: usize,
) -> Result<Vec<(Reminding, Option<Waits>)>, ReadError> {
    let mut sql = Sql::new(
        "SELECT r.part, r.id, min(r.first_day) FROM reminder r \
         JOIN cooperation c ON c.id = r.cooperation WHERE r.first_day <= ",
    );
    sql.bind(today.to_string()).push(" AND r.last_day >= ").bind(today.to_string());
    sql.push(" AND (r.part = 'convention' OR c.stage NOT IN ('ENDED', 'ANNULLED', 'DECLINED', 'WITHDRAWN'))");
    sql.push(" GROUP BY r.part, r.id ORDER BY 3, r.id LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let found: Vec<(String, Uuid)> =
        sql.rows(conn, |row| Ok((row.get(0)?, row.get::<_, Key>(1)?.0)))?;
    found.into_iter().map(|(part, id)| read(conn, &part, id)).collect()
}

fn read(conn: &Connection, part: &str, id: Uuid) -> Result<(Reminding, Option<Waits>), ReadError> {
    let (reminding, own) = match part {
        CONVENTION => (Reminding::Convention(ConventionId(id)), id),
        FINANCING => (Reminding::Financing(ProjectId(id)), FinancingId::of(ProjectId(id)).0),
        _ => (Reminding::Project(ProjectId(id)), id),
    };
    let mut sql = Sql::new("SELECT text, since FROM waiting_text WHERE id = ");
    sql.bind(Key(own));
    let rows: Vec<(String, String)> = sql.rows(conn, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let waits = rows
        .into_iter()
        .find_map(|(text, since)| Some(Waits { text: TextHash(text), since: since.parse().ok()? }));
    Ok((reminding, waits))
}
