//! Counts of cooperations by country, theme, kind and stage: kept for the public ones, counted for the few others.

use std::collections::BTreeMap;

use domain::access::Sight;
use rusqlite::Connection;

use super::page::matching;
use super::{CooperationFilter, CooperationKind, Stage};
use crate::ReadError;
use crate::sql::Sql;

/// Counts of the cooperations that a viewer may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counters {
    /// All.
    pub total: i64,
    /// By ISO code of a party's country; a cooperation counts once in each.
    pub by_country: Vec<(String, i64)>,
    /// By theme, parents included.
    pub by_theme: Vec<(String, i64)>,
    /// By kind.
    pub by_kind: Vec<(CooperationKind, i64)>,
    /// By stage.
    pub by_stage: Vec<(Stage, i64)>,
}

type Counts = BTreeMap<(String, String), i64>;

/// Counts what a filter matches; without a filter the kept counts of the public ones are read.
///
/// # Errors
/// When SQLite fails.
pub fn counters(
    conn: &Connection,
    sight: &Sight,
    filter: &CooperationFilter,
) -> Result<Counters, ReadError> {
    let mut counts = Counts::new();
    let mut condition = matching(conn, sight, filter)?;
    if *filter == CooperationFilter::default() {
        let kept = Sql::new("SELECT dimension, key, count FROM counter");
        add(conn, &kept, &mut counts)?;
        condition.push(" AND c.visibility < 3");
    }
    for (dimension, join, key) in [
        ("total", "", "''"),
        ("kind", "", "c.kind"),
        ("stage", "", "c.stage"),
        ("country", "JOIN cooperation_country k ON k.cooperation = c.id", "k.country"),
        ("theme", "JOIN cooperation_theme k ON k.cooperation = c.id", "k.theme"),
    ] {
        let mut sql = Sql::new(&format!(
            "SELECT '{dimension}', {key}, count(*) FROM cooperation c {join} WHERE "
        ));
        sql.append(&condition).push(" GROUP BY 2");
        add(conn, &sql, &mut counts)?;
    }
    Ok(sorted(counts))
}

/// Public cooperations by country.
///
/// # Errors
/// When SQLite fails.
pub fn by_country(conn: &Connection) -> Result<Vec<(String, i64)>, ReadError> {
    kept(conn, "country")
}

/// Public cooperations by theme, parents included.
///
/// # Errors
/// When SQLite fails.
pub fn by_theme(conn: &Connection) -> Result<Vec<(String, i64)>, ReadError> {
    kept(conn, "theme")
}

fn kept(conn: &Connection, dimension: &str) -> Result<Vec<(String, i64)>, ReadError> {
    let mut sql = Sql::new("SELECT key, count FROM counter WHERE count > 0 AND dimension = ");
    sql.bind(dimension.to_owned());
    sql.rows(conn, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn add(conn: &Connection, sql: &Sql, counts: &mut Counts) -> Result<(), ReadError> {
    let rows: Vec<((String, String), i64)> =
        sql.rows(conn, |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    for (key, count) in rows {
        *counts.entry(key).or_default() += count;
    }
    Ok(())
}

/// Greatest first, then by key.
fn sorted(counts: Counts) -> Counters {
    let mut rows: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    rows.sort_by_key(|(_, count)| -count);
    let mut out = Counters::default();
    for ((dimension, key), count) in rows {
        match dimension.as_str() {
            "total" => out.total += count,
            "country" => out.by_country.push((key, count)),
            "theme" => out.by_theme.push((key, count)),
            "kind" => out.by_kind.extend(CooperationKind::of_word(&key).map(|k| (k, count))),
            "stage" => out.by_stage.extend(Stage::of_word(&key).map(|s| (s, count))),
            _ => {}
        }
    }
    out
}
