//! Preparing a file: its tables, its stamp, what it has taken in, and putting a rebuilt one in place.

use std::path::{Path, PathBuf};

use eventlog::{EventLog, Position};
use rusqlite::{Connection, OptionalExtension};

use super::Projections;
use crate::model::generations;
use crate::{ReadError, schema};

/// Raise when a projection writes other rows from the same events: every node then rebuilds.
const REVISION: u32 = 3;

/// What a file has taken in.
pub(crate) enum Standing {
    /// It can be followed from here.
    At(Position, [u8; 32]),
    /// It has no tables yet.
    Empty,
    /// It is of another schema, or its projections do not stand at the same place.
    Foreign,
}

/// The number that files of this schema carry as `user_version`.
pub(crate) fn stamp(projections: &Projections) -> i32 {
    let mut crc = crc32c::crc32c(schema::shared().as_bytes());
    for projection in projections.iter() {
        crc = crc32c::crc32c_append(crc, projection.name().as_bytes());
        crc = crc32c::crc32c_append(crc, projection.setup().as_bytes());
        crc = crc32c::crc32c_append(crc, projection.indices().as_bytes());
    }
    // Never 0, which is what an empty file says.
    (crc32c::crc32c_append(crc, &REVISION.to_be_bytes()) | 1).cast_signed()
}

/// Makes the tables; without the indices that only queries need.
pub(crate) fn tables(conn: &Connection, projections: &Projections) -> rusqlite::Result<()> {
    conn.execute_batch(schema::shared())?;
    for projection in projections.iter() {
        conn.execute_batch(projection.setup())?;
    }
    Ok(())
}

/// Makes the indices that only queries need, and stamps the file as complete.
pub(crate) fn indices(conn: &Connection, projections: &Projections) -> rusqlite::Result<()> {
    conn.execute_batch(schema::shared_indices())?;
    for projection in projections.iter() {
        conn.execute_batch(projection.indices())?;
    }
    conn.pragma_update(None, "user_version", stamp(projections))
}

/// What the file behind `conn` has taken in.
pub(crate) fn standing(conn: &Connection, projections: &Projections) -> rusqlite::Result<Standing> {
    let found: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if found == 0 && tables == 0 {
        return Ok(Standing::Empty);
    }
    if found != stamp(projections) {
        return Ok(Standing::Foreign);
    }
    let mut places = Vec::new();
    for projection in projections.iter() {
        places.push(place(conn, projection.name())?.unwrap_or((0, [0; 32])));
    }
    let first = places.first().copied().unwrap_or((0, [0; 32]));
    if places.iter().any(|place| *place != first) {
        return Ok(Standing::Foreign);
    }
    Ok(Standing::At(Position(first.0.cast_unsigned()), first.1))
}

fn place(conn: &Connection, projection: &str) -> rusqlite::Result<Option<(i64, [u8; 32])>> {
    conn.query_row(
        "SELECT position, hash FROM checkpoint WHERE projection = ?",
        [projection],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .optional()
}

/// True when the log holds, at `position`, the commit with this hash.
pub(crate) async fn is_of_log(
    log: &dyn EventLog,
    position: Position,
    hash: [u8; 32],
) -> Result<bool, eventlog::LogError> {
    if position.0 == 0 {
        return Ok(true);
    }
    let found = log.read(Position(position.0 - 1), 1).await?;
    Ok(found.first().is_some_and(|c| c.position == position && c.hash == hash))
}

/// The file to build, beside the finished ones, and its name once it is finished.
pub(crate) fn next_file(folder: &Path) -> Result<(PathBuf, PathBuf), ReadError> {
    let next = generations(folder)?.into_iter().max().unwrap_or(0) + 1;
    let finished = crate::model::file_of(folder, next);
    let mut building = finished.clone().into_os_string();
    building.push(".new");
    let building = PathBuf::from(building);
    match std::fs::remove_file(&building) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok((building, finished)),
    }
}

/// Puts a finished file in place: on disk before it has its name, so that a power cut leaves the old one or this one.
pub(crate) fn put_in_place(building: &Path, finished: &Path) -> Result<(), ReadError> {
    std::fs::File::open(building)?.sync_all()?;
    std::fs::rename(building, finished)?;
    if let Some(folder) = finished.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes files that `keep` has replaced; those still open by a reader vanish with it.
pub(crate) fn remove_others(folder: &Path, keep: &Path) -> Result<(), ReadError> {
    let keep = keep.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("readmodel.") && !name.starts_with(&keep) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
