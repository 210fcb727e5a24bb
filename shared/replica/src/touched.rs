//! Touched: triggers, made from the layout itself, that note which rows a transaction writes, and what became of them.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::Error;
use crate::change::{Change, Rows};

/// The table that is each node's own.
const OWN: &str = "sharing";

/// A table whose rows are shared.
pub struct Table {
    /// Its name, as the layout has it.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
    /// Those of its primary key, in order.
    pub key: Vec<String>,
}

impl Table {
    /// The condition that finds a row by its key.
    #[must_use]
    pub fn by_key(&self) -> String {
        let parts = self.key.iter().enumerate();
        parts.map(|(n, key)| format!("{key} = ?{}", n + 1)).collect::<Vec<_>>().join(" AND ")
    }
}

/// The tables whose rows are shared: all but the one that is each node's own, so that a new one is never forgotten.
///
/// # Errors
/// When SQLite fails.
pub fn layout(store: &Connection) -> Result<Vec<Table>, rusqlite::Error> {
    let mut names = store.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?1 ORDER BY name",
    )?;
    let names: Vec<String> = names.query_map([OWN], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let columns = |sql: &str, name: &str| -> Result<Vec<String>, rusqlite::Error> {
        store.prepare(sql)?.query_map([name], |row| row.get(0))?.collect()
    };
    let table = |name: String| {
        Ok(Table {
            columns: columns("SELECT name FROM pragma_table_info(?1) ORDER BY cid", &name)?,
            key: columns("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", &name)?,
            name,
        })
    };
    names.into_iter().map(table).collect()
}

/// Makes the connection note every row that it writes from now on.
///
/// # Errors
/// When SQLite fails.
pub fn watch(store: &Connection, layout: &[Table]) -> Result<(), rusqlite::Error> {
    // Keys do not go into a temporary file.
    store.pragma_update(None, "temp_store", "MEMORY")?;
    let keys: Vec<_> = (0..width(layout)).map(|n| format!("k{n}")).collect();
    store.execute_batch(&format!("CREATE TEMP TABLE touched (at INTEGER, {})", keys.join(", ")))?;
    for (at, table) in layout.iter().enumerate() {
        for (event, rows) in
            [("INSERT", &["NEW"][..]), ("DELETE", &["OLD"]), ("UPDATE", &["OLD", "NEW"])]
        {
            let notes: String = rows.iter().map(|row| note(at, table, row)).collect();
            let name = &table.name;
            store.execute_batch(&format!(
                "CREATE TEMP TRIGGER {event}_{name} AFTER {event} ON main.{name} BEGIN {notes} END"
            ))?;
        }
    }
    Ok(())
}

fn note(at: usize, table: &Table, row: &str) -> String {
    let names: Vec<_> = (0..table.key.len()).map(|n| format!("k{n}")).collect();
    let values: Vec<_> = table.key.iter().map(|key| format!("{row}.{key}")).collect();
    let (names, values) = (names.join(", "), values.join(", "));
    format!("INSERT INTO touched (at, {names}) VALUES ({at}, {values});")
}

/// The most columns that a key has.
fn width(layout: &[Table]) -> usize {
    layout.iter().map(|table| table.key.len()).max().unwrap_or_default()
}

/// What the transaction has written so far; nothing of it is noted any more.
///
/// # Errors
/// When SQLite fails, or has a value that no change can carry.
pub fn gather(tx: &Connection, layout: &[Table]) -> Result<Change, Error> {
    let mut change = Change::new(tx)?;
    let mut touched = tx.prepare_cached("SELECT DISTINCT * FROM touched ORDER BY at")?;
    let mut found = touched.query([])?;
    while let Some(row) = found.next()? {
        let at = usize::from(row.get::<_, u16>(0)?);
        let table = &layout[at];
        let key = (1..=table.key.len()).map(|n| row.get::<_, Value>(n));
        let key: Vec<Value> = key.collect::<Result<_, _>>()?;
        let sql = format!(
            "SELECT {} FROM {} WHERE {}",
            table.columns.join(", "),
            table.name,
            table.by_key()
        );
        let mut there = tx.prepare_cached(&sql)?;
        let mut there = there.query(params_from_iter(&key))?;
        match there.next()? {
            Some(row) => change.rows_of(table).add(row)?,
            None => change.rows_of(table).remove(&key),
        }
    }
    drop(found);
    if !change.is_empty() {
        clear(tx)?;
    }
    Ok(change)
}

/// Forgets what was noted.
///
/// # Errors
/// When SQLite fails.
pub fn clear(tx: &Connection) -> Result<(), rusqlite::Error> {
    tx.prepare_cached("DELETE FROM touched")?.execute([]).map(drop)
}

/// Every row of the store.
///
/// # Errors
/// When SQLite fails, or has a value that no change can carry.
pub fn whole(store: &Connection, layout: &[Table]) -> Result<Change, Error> {
    let mut change = Change::new(store)?;
    for table in layout {
        let sql = format!("SELECT {} FROM {}", table.columns.join(", "), table.name);
        let mut statement = store.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let into: &mut Rows = change.rows_of(table);
        while let Some(row) = rows.next()? {
            into.add(row)?;
        }
    }
    Ok(change)
}
