//! Which living cooperations the rules would answer otherwise today, or with a change of the register that is thought of: page by page, from the rows of the directory and the register.

use std::collections::{HashMap, HashSet};

use domain::OrganisationId;
use domain::cooperation::{Cooperation, Theme};
use domain::rules::PartyFacts;
use domain::screening::{Standing, Verdict, verdict_with};
use domain::territory::Fact;
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
    /// The parties of each convention that was signed and each project at work, where they are others than its own.
    pub beside: Vec<Vec<OrganisationId>>,
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
    let candidates = candidates(conn, after, None, limit)?;
    let next = candidates.last().map(|(n, _)| *n).filter(|_| candidates.len() == limit);
    let known = parties_of(conn, &candidates, today)?;
    let mut found = Vec::new();
    for (_, mut one) in candidates {
        if known.verdict(&one, today, |parties| parties) != one.known {
            one.screening.beside = known.beside(&one).to_vec();
            found.push(one.screening);
        }
    }
    Ok((found, next))
}

/// What tells that the country register changed: how many facts stand in it, and when they and those that were withdrawn
/// were recorded and withdrawn, added up.
///
/// # Errors
/// When SQLite fails.
pub fn register_mark(conn: &Connection) -> Result<(i64, i64), ReadError> {
    let mut statement = conn.prepare_cached(
        "SELECT count(*) FILTER (WHERE withdrawn_at IS NULL), \
         coalesce(sum(recorded_at + coalesce(withdrawn_at, 0)), 0) FROM territory_fact",
    )?;
    Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// A change of the register that is only thought of.
#[derive(Debug, Clone, PartialEq)]
pub struct Supposed {
    /// Code of the territory, in upper case.
    pub territory: String,
    /// The fact.
    pub fact: Fact,
    /// True to think the fact away, false to think it there.
    pub withdrawn: bool,
}

/// A cooperation of which the rules would find something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Touched {
    /// Which one.
    pub cooperation: Cooperation,
    /// What they find with the register as it is.
    pub before: Verdict,
    /// What they would find.
    pub after: Verdict,
}

/// Of the `limit` living cooperations with a party in the territory, after the `after`th of the record, those of which the
/// rules would find something else on `day` with that change of the register, and from where to go on; `None` at the end.
///
/// # Errors
/// When SQLite fails.
pub fn would_touch(
    conn: &Connection,
    supposed: &Supposed,
    after: i64,
    day: Date,
    limit: usize,
) -> Result<(Vec<Touched>, Option<i64>), ReadError> {
    let candidates = candidates(conn, after, Some(&supposed.territory), limit)?;
    let next = candidates.last().map(|(n, _)| *n).filter(|_| candidates.len() == limit);
    let known = parties_of(conn, &candidates, day)?;
    let there = lying_in(conn, &known.facts, &supposed.territory)?;
    let mut touched = Vec::new();
    for (_, one) in candidates {
        let before = known.verdict(&one, day, |parties| parties);
        let after = known.verdict(&one, day, |own| supposing(own, supposed, &there, day));
        if before != after {
            touched.push(Touched { cooperation: one.screening.cooperation, before, after });
        }
    }
    Ok((touched, next))
}

fn supposing(
    mut parties: Vec<PartyFacts>,
    supposed: &Supposed,
    there: &HashSet<OrganisationId>,
    day: Date,
) -> Vec<PartyFacts> {
    for party in parties.iter_mut().filter(|party| there.contains(&party.organisation)) {
        if supposed.withdrawn {
            party.territory.retain(|fact| *fact != supposed.fact);
        } else if supposed.fact.holds_on(day) {
            party.territory.push(supposed.fact.clone());
        }
    }
    parties
}

fn lying_in(
    conn: &Connection,
    facts: &HashMap<OrganisationId, PartyFacts>,
    territory: &str,
) -> Result<HashSet<OrganisationId>, ReadError> {
    let mut sql = Sql::new("SELECT o.id FROM organisation o WHERE o.id IN ");
    sql.list(facts.keys().map(|id| Key(id.0))).push(" AND ");
    sql.append(&in_territory(territory));
    Ok(sql.rows(conn, |row| Ok(OrganisationId(row.get::<_, Key>(0)?.0)))?.into_iter().collect())
}

/// The condition on an organisation `o` that the register's word on a territory is about it.
fn in_territory(territory: &str) -> Sql {
    let code = territory.to_ascii_uppercase();
    let mut sql = Sql::new("(upper(o.country) = ");
    sql.bind(code.clone()).push(" OR upper(o.territory) = ").bind(code).push(")");
    sql
}

fn candidates(
    conn: &Connection,
    after: i64,
    territory: Option<&str>,
    limit: usize,
) -> Result<Vec<(i64, Candidate)>, ReadError> {
    let columns = "c.id, c.kind, c.themes, c.at_first, c.screened, c.n";
    let mut sql = Sql::new(&format!("SELECT {columns} FROM cooperation c WHERE c.n > "));
    sql.bind(after).push(&format!(" AND c.stage NOT IN {OVER}"));
    if let Some(territory) = territory {
        sql.push(" AND (EXISTS (SELECT 1 FROM cooperation_party p JOIN organisation o ");
        sql.push("ON o.id = p.original WHERE p.cooperation = c.id AND p.standing = 0 AND ");
        sql.append(&in_territory(territory)).push(") OR EXISTS (SELECT 1 FROM part_party p ");
        sql.push("JOIN organisation o ON o.id = p.organisation WHERE p.cooperation = c.id AND ");
        sql.append(&in_territory(territory)).push("))");
    }
    sql.push(" ORDER BY c.n LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
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
    let screening = Screening { cooperation, times, at_first, beside: Vec::new() };
    Ok(Candidate { screening, themes, known })
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

/// The parties of some cooperations, with what the rules need to know of them.
struct Known {
    parties: HashMap<Uuid, Vec<OrganisationId>>,
    beside: HashMap<Uuid, Vec<Vec<OrganisationId>>>,
    facts: HashMap<OrganisationId, PartyFacts>,
}

impl Known {
    /// What the rules find in a cooperation and in what is beside it, with the facts as `seen`.
    fn verdict(
        &self,
        one: &Candidate,
        day: Date,
        seen: impl Fn(Vec<PartyFacts>) -> Vec<PartyFacts>,
    ) -> Verdict {
        let facts = |ids: &[OrganisationId]| {
            seen(ids.iter().filter_map(|id| self.facts.get(id)).cloned().collect())
        };
        let own = self.parties.get(&id_of(one.screening.cooperation));
        let own = own.map(|ids| facts(ids)).unwrap_or_default();
        let beside: Vec<_> = self.beside(one).iter().map(|ids| facts(ids)).collect();
        verdict_with(&own, &beside, &one.themes, day)
    }

    fn beside(&self, one: &Candidate) -> &[Vec<OrganisationId>] {
        self.beside.get(&id_of(one.screening.cooperation)).map_or(&[], Vec::as_slice)
    }
}

fn parties_of(
    conn: &Connection,
    candidates: &[(i64, Candidate)],
    day: Date,
) -> Result<Known, ReadError> {
    let ids: Vec<_> = candidates.iter().map(|(_, one)| id_of(one.screening.cooperation)).collect();
    let parties = parties(conn, &ids)?;
    let beside = beside(conn, &ids, &parties)?;
    let all = parties.values().flatten().chain(beside.values().flatten().flatten());
    let facts = facts(conn, all.copied().collect(), day)?;
    Ok(Known { parties, beside, facts })
}

/// The parties of what binds these cooperations now, where they are others than their own.
fn beside(
    conn: &Connection,
    ids: &[Uuid],
    own: &HashMap<Uuid, Vec<OrganisationId>>,
) -> Result<HashMap<Uuid, Vec<Vec<OrganisationId>>>, ReadError> {
    let mut sql =
        Sql::new("SELECT cooperation, part, organisation FROM part_party WHERE cooperation IN ");
    sql.list(ids.iter().copied().map(Key)).push(" ORDER BY cooperation, part, place");
    let rows = sql.rows(conn, |row| {
        let key = |index| -> Result<Uuid, ReadError> { Ok(row.get::<_, Key>(index)?.0) };
        Ok((key(0)?, key(1)?, OrganisationId(key(2)?)))
    })?;
    let mut beside: HashMap<Uuid, Vec<Vec<OrganisationId>>> = HashMap::new();
    for part in rows.chunk_by(|one, next| one.1 == next.1) {
        let parties: Vec<_> = part.iter().map(|(_, _, organisation)| *organisation).collect();
        let Some((cooperation, _, _)) = part.first() else { continue };
        let home = own.get(cooperation).map_or(&[][..], Vec::as_slice);
        let same = home.len() == parties.len() && home.iter().all(|id| parties.contains(id));
        if !same {
            beside.entry(*cooperation).or_default().push(parties);
        }
    }
    Ok(beside)
}

fn facts(
    conn: &Connection,
    mut ids: Vec<OrganisationId>,
    today: Date,
) -> Result<HashMap<OrganisationId, PartyFacts>, ReadError> {
    ids.sort_unstable();
    ids.dedup();
    let facts = party_facts(conn, &ids, today)?;
    Ok(facts.into_iter().map(|facts| (facts.organisation, facts)).collect())
}
