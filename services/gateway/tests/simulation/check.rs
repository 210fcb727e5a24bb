//! What must be true when the storm is over.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::access::Sight;
use domain::group::{self, GroupName};
use domain::{Event, LocalText, codec};
use eventlog::{EventLog, MemoryLog, Position, Recorded, verify};
use readmodel::feed::{self, From};
use readmodel::{FeedScope, ReadModel, Runner};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::town::Act;
use crate::watcher::Seen;

/// How long watchers may take to receive the rest, in virtual time.
const PATIENCE: Duration = Duration::from_mins(5);

pub(crate) fn group_name(number: u128) -> GroupName {
    vec![LocalText { lang: "fr".to_owned(), text: format!("Groupe {number}") }]
}

async fn all(log: &MemoryLog) -> Result<Vec<Recorded>, String> {
    log.read(Position(0), usize::MAX).await.map_err(|error| error.to_string())
}

/// Everything acknowledged is in the log, once, where it was said to be; nothing refused is; the chain is whole.
pub(crate) async fn acts(log: &MemoryLog, acts: &[Act]) -> Result<(), String> {
    verify(log, |_| ()).await.map_err(|error| error.to_string())?;
    let commits = all(log).await?;
    let places: HashMap<_, _> =
        commits.iter().map(|it| (it.commit.command_id, it.position)).collect();
    if places.len() != commits.len() {
        return Err("a command stands in the log twice".to_owned());
    }
    for act in acts {
        let (found, said) = (places.get(&act.command).copied(), act.answer);
        if found != said {
            return Err(format!("{act:?} stands at {found:?}, but was answered {said:?}"));
        }
    }
    let known: HashSet<_> = acts.iter().map(|act| act.command).collect();
    match places.keys().find(|command| !known.contains(command)) {
        Some(command) => Err(format!("nobody sent {command:?}")),
        None => Ok(()),
    }
}

/// No town joins where it is a member, or leaves where it is none: each decision was made on what came before it.
pub(crate) async fn alternation(log: &MemoryLog) -> Result<(), String> {
    let mut members = HashSet::new();
    for recorded in all(log).await? {
        for stored in &recorded.commit.events {
            let event = codec::decode(&stored.name, stored.version, stored.payload.get());
            let Event::Group(event) = event.map_err(|error| error.to_string())? else {
                continue;
            };
            let place = |organisation| (recorded.commit.stream.clone(), organisation);
            let fits = match event {
                group::Event::MemberJoined { organisation } => members.insert(place(organisation)),
                group::Event::MemberLeft { organisation, .. } => {
                    members.remove(&place(organisation))
                }
                _ => true,
            };
            if !fits {
                return Err(format!(
                    "commit {} does not follow from the record",
                    recorded.position.0
                ));
            }
        }
    }
    Ok(())
}

/// The read model that lived through the storm is the one that is made from the log at rest.
pub(crate) async fn model(log: &MemoryLog, model: &ReadModel) -> Result<(), String> {
    let fresh = ReadModel::in_memory().map_err(|error| error.to_string())?;
    let copy = MemoryLog::new();
    for recorded in all(log).await? {
        let appended = copy.append((*recorded.commit).clone(), recorded.previous).await;
        appended.map_err(|error| error.to_string())?;
    }
    let head = *copy.head().borrow();
    let runner = Runner::start(fresh.clone(), Arc::new(copy), gateway::node::projections()).await;
    let runner = runner.map_err(|error| error.to_string())?;
    fresh.reached(head).await;
    runner.stop().await;
    let [lived, made] = [dump(model)?, dump(&fresh)?];
    match lived.iter().zip(&made).find(|(lived, made)| lived != made) {
        Some((lived, made)) => Err(format!("the read model has {lived:?}, the log gives {made:?}")),
        None if lived.len() != made.len() => Err("the read model has other rows".to_owned()),
        None => Ok(()),
    }
}

/// All rows of all ordinary tables.
fn dump(model: &ReadModel) -> Result<Vec<(String, Vec<String>)>, String> {
    let read = model.read(|conn| {
        let mut rows = Vec::new();
        for table in tables(conn)? {
            rows.extend(rows_of(conn, &table)?.into_iter().map(|row| (table.clone(), row)));
        }
        Ok(rows)
    });
    read.map_err(|error| error.to_string())
}

/// Without the insides of the full-text search, which depend on how the commits were grouped.
fn tables(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare(
        "SELECT t.name FROM pragma_table_list t WHERE t.schema = 'main' AND t.type = 'table' \
         AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name",
    )?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn rows_of(conn: &Connection, table: &str) -> rusqlite::Result<Vec<Vec<String>>> {
    let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let width = statement.column_count();
    let read = |row: &rusqlite::Row<'_>| {
        (0..width).map(|at| Ok(format!("{:?}", row.get::<_, Value>(at)?))).collect()
    };
    let mut rows: Vec<Vec<String>> = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    rows.sort();
    Ok(rows)
}

/// Each watcher has received every change since it began, once and in order.
pub(crate) async fn watchers(model: &ReadModel, watchers: &[Arc<Seen>]) -> Result<(), String> {
    for seen in watchers {
        let expected = changes(model, seen.from)?;
        let end = tokio::time::Instant::now() + PATIENCE;
        while seen.seqs.lock().len() < expected.len() && tokio::time::Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        // A little longer, for what comes twice.
        tokio::time::sleep(Duration::from_secs(5)).await;
        let received = seen.seqs.lock().clone();
        if received != expected {
            return Err(format!("a watcher received {received:?} instead of {expected:?}"));
        }
    }
    Ok(())
}

fn changes(model: &ReadModel, from: i64) -> Result<Vec<i64>, String> {
    let (mut all, mut at) = (Vec::new(), from);
    loop {
        let page = model.read(|conn| {
            feed::page(conn, &Sight::default(), &FeedScope::default(), From::After(at), 500)
        });
        let page = page.map_err(|error| error.to_string())?;
        all.extend(page.changes.iter().map(|change| change.seq));
        match page.changes.last() {
            Some(last) if page.more => at = last.seq,
            _ => return Ok(all),
        }
    }
}
