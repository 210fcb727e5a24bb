//! The map: links between the places of parties on different sides, cut at a limit, never silently.

use domain::access::Sight;
use domain::cooperation::{Cooperation, Side};
use domain::{OrganisationId, organisation::Place};
use rusqlite::{Connection, Row};

use super::page::matching;
use super::{CooperationFilter, Stage, read_cooperation};
use crate::ReadError;
use crate::sql::{Key, Sql};

/// The most links that one answer holds.
const MOST: usize = 20_000;

/// One end of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPoint {
    /// Who is there.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: String,
    /// Where.
    pub place: Place,
    /// The side it stands on.
    pub side: Side,
}

/// A pair of parties on different sides of a cooperation.
#[derive(Debug, Clone, PartialEq)]
pub struct MapLink {
    /// Which cooperation.
    pub cooperation: Cooperation,
    /// Where it stands.
    pub stage: Stage,
    /// Its title.
    pub title: String,
    /// One end.
    pub from: MapPoint,
    /// The other end.
    pub to: MapPoint,
}

/// A map of what a filter matches.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPage {
    /// The links, those of the latest activity first.
    pub links: Vec<MapLink>,
    /// There are more than the limit.
    pub more: bool,
    /// Cooperations that no link can show, for want of places on two sides.
    pub without_place: i64,
}

/// The links between places that a filter matches, at most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn map(
    conn: &Connection,
    sight: &Sight,
    filter: &CooperationFilter,
    limit: usize,
) -> Result<MapPage, ReadError> {
    let condition = matching(conn, sight, filter)?;
    let limit = limit.min(MOST);
    let mut sql = Sql::new(
        "SELECT c.id, c.kind, c.stage, c.title, \
         oa.id, oa.name, oa.country, oa.latitude, oa.longitude, a.side, \
         ob.id, ob.name, ob.country, ob.latitude, ob.longitude, b.side \
         FROM cooperation c \
         JOIN cooperation_party a ON a.cooperation = c.id \
         JOIN cooperation_party b ON b.cooperation = c.id AND b.side > a.side AND a.standing = 0 AND b.standing = 0 \
         JOIN organisation oa ON oa.id = a.organisation AND oa.latitude IS NOT NULL \
         JOIN organisation ob ON ob.id = b.organisation AND ob.latitude IS NOT NULL WHERE ",
    );
    sql.append(&condition).push(" ORDER BY c.last_activity DESC, c.n, a.place, b.place LIMIT ");
    sql.bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
    let mut links = sql.rows(conn, read_link)?;
    let more = links.len() > limit;
    links.truncate(limit);
    Ok(MapPage { links, more, without_place: without_place(conn, &condition)? })
}

fn without_place(conn: &Connection, condition: &Sql) -> Result<i64, ReadError> {
    let mut sql = Sql::new(
        "SELECT count(*) FROM cooperation c WHERE (SELECT count(DISTINCT p.side) \
         FROM cooperation_party p JOIN organisation o ON o.id = p.organisation \
         WHERE p.cooperation = c.id AND p.standing = 0 AND o.latitude IS NOT NULL) < 2 AND ",
    );
    sql.append(condition);
    let counts = sql.rows(conn, |row| Ok(row.get::<_, i64>(0)?))?;
    Ok(counts.into_iter().sum())
}

fn read_link(row: &Row<'_>) -> Result<MapLink, ReadError> {
    Ok(MapLink {
        cooperation: read_cooperation(row, 0)?,
        stage: Stage::of_word(&row.get::<_, String>(2)?).unwrap_or(Stage::Proposed),
        title: row.get(3)?,
        from: read_point(row, 4)?,
        to: read_point(row, 10)?,
    })
}

fn read_point(row: &Row<'_>, at: usize) -> Result<MapPoint, ReadError> {
    Ok(MapPoint {
        organisation: OrganisationId(row.get::<_, Key>(at)?.0),
        name: row.get(at + 1)?,
        country: row.get(at + 2)?,
        place: Place { latitude: row.get(at + 3)?, longitude: row.get(at + 4)? },
        side: Side(row.get(at + 5)?),
    })
}
