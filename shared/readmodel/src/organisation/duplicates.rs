//! Duplicates: pairs of records that may be of one organisation.

use std::collections::HashSet;

use domain::OrganisationId;
use rusqlite::{Connection, Row};

use crate::{Key, ReadError, Sql};

/// What two records have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// A name, accents and case aside, in one country.
    Name,
    /// An identifier of the same register.
    Identifier,
}

/// Two records that may be of one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pair {
    /// One of them; neither is the better.
    pub one: OrganisationId,
    /// The other.
    pub other: OrganisationId,
    /// What they have in common.
    pub likeness: Likeness,
}

/// Records stand for themselves: neither was merged into another or succeeded by one.
const STANDING: &str = "JOIN organisation oa ON oa.id = a.organisation AND oa.merged_into IS NULL \
    AND oa.succeeded_by IS NULL JOIN organisation ob ON ob.id = b.organisation \
    AND ob.merged_into IS NULL AND ob.succeeded_by IS NULL";

/// At most `limit` pairs, those with a common identifier first. Two of the same name that one register tells apart are
/// two: many communes share a name. Both questions walk an index in its order and stop at the limit.
///
/// # Errors
/// When SQLite fails.
pub fn duplicates(conn: &Connection, limit: usize) -> Result<Vec<Pair>, ReadError> {
    let mut pairs = by_identifier(conn, limit)?;
    let known: HashSet<_> = pairs.iter().map(|pair| (pair.one, pair.other)).collect();
    let named = by_name(conn, limit)?;
    pairs.extend(named.into_iter().filter(|pair| !known.contains(&(pair.one, pair.other))));
    pairs.truncate(limit);
    Ok(pairs)
}

fn by_identifier(conn: &Connection, limit: usize) -> Result<Vec<Pair>, ReadError> {
    let mut sql =
        Sql::new("SELECT DISTINCT a.organisation, b.organisation FROM organisation_identifier a ");
    sql.push("JOIN organisation_identifier b ON b.scheme = a.scheme AND b.value = a.value ");
    sql.push("AND b.organisation > a.organisation ").push(STANDING);
    bounded(&mut sql, limit);
    sql.rows(conn, |row| read(row, Likeness::Identifier))
}

fn by_name(conn: &Connection, limit: usize) -> Result<Vec<Pair>, ReadError> {
    let mut sql =
        Sql::new("SELECT DISTINCT a.organisation, b.organisation FROM organisation_name a ");
    sql.push("JOIN organisation_name b ON b.folded = a.folded AND b.country = a.country ");
    sql.push("AND b.organisation > a.organisation ").push(STANDING);
    sql.push(" WHERE NOT EXISTS (SELECT 1 FROM json_each(oa.identifiers) x, json_each(ob.identifiers) y ");
    sql.push("WHERE x.value ->> 'scheme' = y.value ->> 'scheme' AND x.value ->> 'value' <> y.value ->> 'value')");
    bounded(&mut sql, limit);
    sql.rows(conn, |row| read(row, Likeness::Name))
}

fn bounded(sql: &mut Sql, limit: usize) {
    sql.push(" LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
}

fn read(row: &Row<'_>, likeness: Likeness) -> Result<Pair, ReadError> {
    Ok(Pair {
        one: OrganisationId(row.get::<_, Key>(0)?.0),
        other: OrganisationId(row.get::<_, Key>(1)?.0),
        likeness,
    })
}
