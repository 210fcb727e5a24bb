//! The past: a read model in memory of a few streams up to a moment, made by the same projections as the present.

use domain::access::Sight;
use domain::codec::{Subject, stream_of};
use domain::cooperation::Cooperation;
use eventlog::{EventLog, Position, Recorded, StreamId};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::cooperation::{id_of, parties_of};
use crate::sql::Key;
use crate::{Decoded, Projection, ReadError, ReadModel};

/// Commits read from a stream at a time.
const PAGE: usize = 500;

/// A read model of `streams` as they stood at `until`.
///
/// # Errors
/// When the log cannot be read or a commit cannot be projected.
pub async fn as_of(
    log: &dyn EventLog,
    streams: &[StreamId],
    until: Timestamp,
    projections: &[Box<dyn Projection>],
) -> Result<ReadModel, ReadError> {
    let mut commits = Vec::new();
    for stream in streams {
        commits.extend(before(log, stream, until).await?);
    }
    commits.sort_by_key(|recorded| recorded.position);
    commits.dedup_by_key(|recorded| recorded.position);
    let model = ReadModel::in_memory()?;
    let store = model.store();
    let conn = store.lend()?;
    conn.execute_batch(crate::shared())?;
    for projection in projections {
        conn.execute_batch(projection.setup())?;
    }
    let tx = conn.unchecked_transaction()?;
    for recorded in &commits {
        let commit = Decoded::read(recorded)?;
        for projection in projections {
            projection.apply(&tx, &commit)?;
        }
    }
    tx.commit()?;
    drop(conn);
    if let Some(last) = commits.last() {
        model.announce(last.position);
    }
    Ok(model)
}

/// A stream up to its last commit of that moment or before. What stands between is part of it, also where a clock that
/// went back has dated it later: a record without a piece of its middle has never been.
async fn before(
    log: &dyn EventLog,
    stream: &StreamId,
    until: Timestamp,
) -> Result<Vec<Recorded>, ReadError> {
    let mut commits: Vec<Recorded> = Vec::new();
    loop {
        let after = commits.last().map_or(Position(0), |last| last.position);
        let page = log.read_stream(stream, after, PAGE).await?;
        let short = page.len() < PAGE;
        commits.extend(page);
        if short {
            break;
        }
    }
    let until = until.as_millisecond();
    let last = commits.iter().rposition(|recorded| recorded.commit.at_ms <= until);
    commits.truncate(last.map_or(0, |last| last + 1));
    Ok(commits)
}

/// The streams that the page of a cooperation is made of: its own, its parties', its exchanges' and committees'.
/// Empty when `sight` does not reach it.
///
/// # Errors
/// When SQLite fails.
pub fn streams_of(
    conn: &Connection,
    sight: &Sight,
    cooperation: Cooperation,
) -> Result<Vec<StreamId>, ReadError> {
    let id = id_of(cooperation);
    let parties = parties_of(conn, sight, &[id])?;
    if parties.is_empty() {
        return Ok(Vec::new());
    }
    let mut subjects = vec![match cooperation {
        Cooperation::Jumelage(id) => Subject::Jumelage(id),
        Cooperation::Partnership(id) => Subject::Partnership(id),
    }];
    subjects.extend(parties.iter().map(|(_, party)| Subject::Organisation(party.organisation)));
    let mut streams: Vec<_> =
        subjects.iter().map(|subject| StreamId(stream_of(subject).into())).collect();
    let mut parts = conn.prepare_cached(
        "SELECT DISTINCT subject FROM activity WHERE seq IN \
         (SELECT seq FROM activity_tag WHERE tag = 'x:' || ?)",
    )?;
    let found = parts.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
    for stream in found {
        streams.push(StreamId(stream?.into()));
    }
    let mut originals =
        conn.prepare_cached("SELECT original FROM cooperation_party WHERE cooperation = ?")?;
    let found = originals.query_map([Key(id)], |row| row.get::<_, Key>(0))?;
    for original in found {
        streams.push(StreamId(stream_of(&Subject::Organisation(original?.0.into())).into()));
    }
    streams.sort();
    streams.dedup();
    Ok(streams)
}
