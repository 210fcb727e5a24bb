//! Which living cooperations the rules would answer otherwise today: page by page, from the rows of the directory and the register.

use std::collections::HashMap;

use domain::OrganisationId;
use domain::cooperation::{Cooperation, Theme};
use domain::rules::PartyFacts;
use domain::screening::{Standing, Verdict, verdict};
use jiff::civil::Date;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::{id_of, read_cooperation};
use crate::ReadError;
use crate::organisation::party_facts;
use crate::sql::{Key, Sql, json_column};

/// A cooperation of which the rules find something else than is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// Which one.
    pub cooperation: Cooperation,
    /// How many looks found something else so far.
    pub times: u32,
    /// What was found when it was put on record.
    pub at_first: Verdict,
}

struct Candidate {
    screening: Screening,
    themes: Vec<Theme>,
    known: Verdict,
}

/// Stages that are over: nothing is screened there any more.
const OVER: &str = "('ENDED', 'ANNULLED', 'DECLINED', 'WITHDRAWN')";

/// Of the `limit` living cooperations after the `after`th of the record those of which the rules find something else
/// today, and from where to go on; `None` at the end.
///
/// # Errors
/// When SQLite fails.
pub fn to_screen(
    conn: &Connection,
    after: i64,
    today: Date,
    limit: usize,
) -> Result<(Vec<Screening>, Option<i64>), ReadError> {
    let candidates = candidates(conn, after, limit)?;
    let next = candidates.last().map(|(n, _)| *n).filter(|_| candidates.len() == limit);
    let ids: Vec<_> = candidates.iter().map(|(_, one)| id_of(one.screening.cooperation)).collect();
    let parties = parties(conn, &ids)?;
    let facts = facts(conn, &parties, today)?;
    let mut found = Vec::new();
    for (_, one) in candidates {
        let own = parties.get(&id_of(one.screening.cooperation));
        let own: Vec<_> = own.into_iter().flatten().filter_map(|id| facts.get(id)).collect();
        let own: Vec<PartyFacts> = own.into_iter().cloned().collect();
        if verdict(&own, &one.themes, today) != one.known {
            found.push(one.screening);
        }
    }
    Ok((found, next))
}

/// What tells that the country register changed: how many facts it holds, and when they were recorded, added up.
///
/// # Errors
/// When SQLite fails.
pub fn register_mark(conn: &Connection) -> Result<(i64, i64), ReadError> {
    let mut statement =
        conn.prepare_cached("SELECT count(*), coalesce(sum(recorded_at), 0) FROM territory_fact")?;
    Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn candidates(
    conn: &Connection,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, Candidate)>, ReadError> {
    let columns = "c.id, c.kind, c.themes, c.at_first, c.screened, c.n";
    let mut sql = Sql::new(&format!("SELECT {columns} FROM cooperation c WHERE c.n > "));
    sql.bind(after).push(&format!(" AND c.stage NOT IN {OVER} ORDER BY c.n LIMIT "));
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.rows(conn, |row| Ok((row.get(5)?, candidate(row)?)))
}

fn candidate(row: &Row<'_>) -> Result<Candidate, ReadError> {
    let screened: Option<String> = row.get(4)?;
    let standing: Option<Standing> =
        screened.map(|_| json_column(row, 4, "screening")).transpose()?;
    let at_first: Verdict = json_column(row, 3, "verdict of a screening")?;
    let (times, known) = match standing {
        Some(standing) => (standing.times, standing.last.after),
        None => (0, at_first.clone()),
    };
    let cooperation = read_cooperation(row, 0)?;
    let themes = json_column(row, 2, "list of themes")?;
    Ok(Candidate { screening: Screening { cooperation, times, at_first }, themes, known })
}

/// The parties in the order of the record, by the records that they were named by.
fn parties(
    conn: &Connection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<OrganisationId>>, ReadError> {
    let mut sql =
        Sql::new("SELECT cooperation, original FROM cooperation_party WHERE cooperation IN ");
    sql.list(ids.iter().copied().map(Key)).push(" AND standing = 0 ORDER BY cooperation, place");
    let rows = sql
        .rows(conn, |row| Ok((row.get::<_, Key>(0)?.0, OrganisationId(row.get::<_, Key>(1)?.0))))?;
    let mut parties: HashMap<Uuid, Vec<OrganisationId>> = HashMap::new();
    for (cooperation, organisation) in rows {
        parties.entry(cooperation).or_default().push(organisation);
    }
    Ok(parties)
}

fn facts(
    conn: &Connection,
    parties: &HashMap<Uuid, Vec<OrganisationId>>,
    today: Date,
) -> Result<HashMap<OrganisationId, PartyFacts>, ReadError> {
    let mut ids: Vec<_> = parties.values().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let facts = party_facts(conn, &ids, today)?;
    Ok(facts.into_iter().map(|facts| (facts.organisation, facts)).collect())
}
