//! What can go wrong while reading or projecting: faults for operators, and the two mistakes a page request can hold.

use eventlog::{LogError, Position};

/// A page was asked for in a way that cannot be served.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// More rows than a page may have, or fewer than none.
    #[error("a page has 0 to {most} rows, not {asked}")]
    Size {
        /// How many were asked for.
        asked: i64,
        /// The most that are served at once.
        most: i64,
    },
    /// The cursor was not made by this query.
    #[error("the cursor is not one of this list")]
    Cursor,
    /// Forward and backward paging were mixed.
    #[error("use `first` with `after`, or `last` with `before`, not both")]
    Mixed,
}

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// SQLite failed.
    #[error("the read model could not be read")]
    Sql(#[from] rusqlite::Error),
    /// A column does not hold what the projection writes there.
    #[error("the read model holds a {what} that cannot be read")]
    Column {
        /// What was to be read.
        what: &'static str,
        /// What the parser says.
        #[source]
        source: serde_json::Error,
    },
    /// The page was asked for in a way that cannot be served: the client's mistake.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The reading task did not come to its end.
    #[error("the reading task was broken off")]
    Broken,
    /// A reader or the runner could not be given a connection to the file.
    #[error("the read model's file cannot be opened")]
    Open(#[source] rusqlite::Error),
    /// The folder of the read model cannot be used.
    #[error("the folder of the read model cannot be used")]
    Folder(#[from] std::io::Error),
    /// The log could not be read for a view of the past.
    #[error("the log could not be read")]
    Log(#[from] LogError),
    /// The past could not be projected.
    #[error("the past could not be projected")]
    Project(#[from] ProjectError),
}

/// Why a projection could not take a commit in.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// SQLite failed.
    #[error("a row could not be written")]
    Sql(#[from] rusqlite::Error),
    /// A state could not be read or written as JSON.
    #[error("a {what} could not be read or written as JSON")]
    Json {
        /// What it was.
        what: &'static str,
        /// What the parser says.
        #[source]
        source: serde_json::Error,
    },
    /// The log holds an event that this version cannot read.
    #[error("the log holds an event that this version cannot read")]
    Codec(#[from] domain::codec::CodecError),
    /// What a row depends on could not be read.
    #[error("what a row depends on could not be read")]
    Read(#[source] Box<ReadError>),
    /// The commit is of a stream or moment that this version does not know.
    #[error("a commit cannot be projected: {0}")]
    Commit(String),
}

impl From<ReadError> for ProjectError {
    /// SQLite's own failures stay what they are: the runner tells damage and a full disk by them.
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Sql(error) => Self::Sql(error),
            error => Self::Read(Box::new(error)),
        }
    }
}

/// Why the runner stopped or did not start.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The log failed.
    #[error("the log could not be read")]
    Log(#[from] LogError),
    /// The read model's file failed.
    #[error("the read model could not be written")]
    Sql(#[from] rusqlite::Error),
    /// The read model could not be opened or swapped.
    #[error("the read model could not be opened")]
    Read(#[from] ReadError),
    /// A commit could not be decoded: no projection can go on.
    #[error("the commit at position {} cannot be projected", at.0)]
    Commit {
        /// Its position.
        at: Position,
        /// Why.
        #[source]
        source: ProjectError,
    },
    /// A task of the runner did not come to its end.
    #[error("a task of the projection was broken off")]
    Broken,
}

/// True when SQLite says that the file is not (any more) a database of ours.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
    )
}

/// True when the medium failed, so that it is no projection's fault.
pub(crate) fn is_medium(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            rusqlite::ErrorCode::DiskFull
                | rusqlite::ErrorCode::SystemIoFailure
                | rusqlite::ErrorCode::CannotOpen
                | rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::OutOfMemory
                | rusqlite::ErrorCode::DatabaseBusy
                | rusqlite::ErrorCode::DatabaseLocked
        )
    )
}
