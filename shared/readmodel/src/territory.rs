//! The country register as rows: what stands in it, what was withdrawn, since when and why.

use domain::territory::{Fact, Status};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row};

use crate::ReadError;
use crate::sql::{Sql, json_column, moment, word};

/// A fact of the country register with the territory it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct TerritoryFactRow {
    /// Code in upper case.
    pub territory: String,
    /// Its names, as they were given with the fact.
    pub name: Vec<domain::LocalText>,
    /// The fact.
    pub fact: Fact,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it was withdrawn and why, if it was.
    pub withdrawn: Option<(Timestamp, String)>,
}

impl TerritoryFactRow {
    /// True when the register held it at that moment.
    #[must_use]
    pub fn stood_at(&self, moment: Timestamp) -> bool {
        let gone = self.withdrawn.as_ref().is_some_and(|(at, _)| *at <= moment);
        self.recorded_at <= moment && !gone
    }
}

const FACT: &str = "status, seen_from, valid_from, valid_until, source";

/// The facts that stand in the register on these territories, whatever their dates, oldest record first.
///
/// # Errors
/// When SQLite fails.
pub fn territory_facts(conn: &Connection, codes: &[String]) -> Result<Vec<Fact>, ReadError> {
    let mut sql = Sql::new(&format!(
        "SELECT {FACT} FROM territory_fact WHERE withdrawn_at IS NULL AND territory IN "
    ));
    sql.list(codes.iter().map(|code| code.to_ascii_uppercase())).push(" ORDER BY rowid");
    sql.rows(conn, |row| fact(row, 0))
}

/// All that the register held at some time, withdrawn facts included, by territory and then the oldest record first; of a
/// country alone and of what lies in it (`MD`: `MD` and `MD-SN`), where one is named. At most `limit`.
///
/// # Errors
/// When SQLite fails.
pub fn register(
    conn: &Connection,
    country: Option<&str>,
    limit: usize,
) -> Result<Vec<TerritoryFactRow>, ReadError> {
    let mut sql = Sql::new(&format!(
        "SELECT {FACT}, territory, name, recorded_at, withdrawn_at, reason FROM territory_fact"
    ));
    if let Some(country) = country.map(str::to_ascii_uppercase) {
        sql.push(" WHERE substr(territory, 1, 2) = ").bind(country);
    }
    sql.push(" ORDER BY territory, rowid LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.rows(conn, |row| {
        let (gone, reason): (Option<i64>, Option<String>) = (row.get(8)?, row.get(9)?);
        Ok(TerritoryFactRow {
            territory: row.get(5)?,
            name: json_column(row, 6, "name of a territory")?,
            fact: fact(row, 0)?,
            recorded_at: moment(row.get(7)?),
            withdrawn: gone.map(|at| (moment(at), reason.unwrap_or_default())),
        })
    })
}

fn fact(row: &Row<'_>, from: usize) -> Result<Fact, ReadError> {
    let day = |index| -> Result<Option<Date>, ReadError> {
        let text: Option<String> = row.get(index)?;
        text.map(|text| word(&text, "date")).transpose()
    };
    Ok(Fact {
        status: word::<Status>(&row.get::<_, String>(from)?, "status of a territory")?,
        seen_from: row.get(from + 1)?,
        from: day(from + 2)?,
        until: day(from + 3)?,
        source: row.get(from + 4)?,
    })
}
