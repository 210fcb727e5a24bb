//! Archive: a log leaves its machine while it grows, as sealed segments in a folder or a bucket, and comes back from them.
//!
//! An archive has two folders. `log/` holds segments ([`segment`]): lines of CloudEvents ([`line`]), the same that an
//! export writes, compressed, under names that say which commits they are and what the chain of hashes is after the last.
//! `people/` holds the latest copies of the store of people ([`people`]), `documents/` the documents that the log names
//! ([`papers`]). Nothing in it is ever written over.
#![warn(missing_docs)]

pub mod hash;
pub mod line;
mod pages;
pub mod papers;
pub mod people;
mod place;
mod plan;
mod reading;
mod seal;
pub mod segment;

#[cfg(test)]
mod tests;

use std::error::Error;

use eventlog::LogError;

pub use pages::Pages;
pub use place::{Address, Bucket, EXPECTED, Place};
pub use plan::Plan;
pub use reading::{Reading, Until, read};
pub use seal::{SEGMENT_COMMITS, Sealer};

/// The folder of the segments.
const LOG: &str = "log";

/// Why an archive did not do what it was asked. What does not fit is told by name.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such place, or its description makes no sense.
    #[error("the archive {place} cannot be used: {why}")]
    Unusable {
        /// Where.
        place: String,
        /// Why.
        why: String,
    },
    /// The place failed.
    #[error("cannot {doing} {object} in the archive {place}")]
    Place {
        /// What was being done.
        doing: &'static str,
        /// To what.
        object: String,
        /// Where.
        place: String,
        /// Why it failed.
        #[source]
        source: Box<object_store::Error>,
    },
    /// A file with a name that no segment has.
    #[error("{LOG}/{0} is not named as segments are; move it out of the archive")]
    Name(String),
    /// Commits between two segments are in none.
    #[error("the commits {first} to {last} are in no segment; the next is {LOG}/{next}")]
    Missing {
        /// The first that is missing.
        first: u64,
        /// The last that is missing.
        last: u64,
        /// The segment after them.
        next: String,
    },
    /// A segment is not what its name says.
    #[error("the segment {LOG}/{object} is damaged at commit {at}")]
    Damaged {
        /// Its name.
        object: String,
        /// The first commit of it that is in doubt.
        at: u64,
        /// What is wrong.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A segment is of another log, or of the same log with another past.
    #[error(
        "the segment {LOG}/{object} has another past than {than}: two nodes write into this archive, or the log was \
         replaced; give each log an archive of its own"
    )]
    OtherPast {
        /// Its name.
        object: String,
        /// What it was compared with.
        than: String,
    },
    /// The archive has more than the log.
    #[error(
        "the archive goes on to commit {archived}, the log ends at {head}: the log lost its end or is an old copy; \
         restore it from the archive, or give this log an archive of its own"
    )]
    Ahead {
        /// Last commit of the archive.
        archived: u64,
        /// Last commit of the log.
        head: u64,
    },
    /// There is no segment.
    #[error("the archive {0} holds no log")]
    Empty(String),
    /// Less is there than was asked for.
    #[error("the archive ends at commit {end}; commit {asked} is not in it")]
    Short {
        /// Its last commit.
        end: u64,
        /// What was asked for.
        asked: u64,
    },
    /// A copy of the store of people is not what its name says.
    #[error("the copy {0} of the store of people is damaged")]
    People(String),
    /// A file of this machine that is to be put there cannot be read.
    #[error("a file that was to be kept cannot be read")]
    Local(#[source] std::io::Error),
    /// A commit cannot be written as a line.
    #[error("a commit cannot be archived")]
    Line(#[from] line::LineError),
    /// The log failed.
    #[error("the log could not be read")]
    Log(#[from] LogError),
    /// Work on another thread was cut short.
    #[error("the work was cut short")]
    Cut(#[from] tokio::task::JoinError),
}

impl ArchiveError {
    /// True when trying again cannot help: somebody has to look.
    #[must_use]
    pub fn is_final(&self) -> bool {
        match self {
            Self::Name(_)
            | Self::Missing { .. }
            | Self::Damaged { .. }
            | Self::OtherPast { .. }
            | Self::Ahead { .. }
            | Self::Line(_) => true,
            Self::Log(error) => matches!(error, LogError::Damaged { .. } | LogError::Stopped(_)),
            Self::Unusable { .. }
            | Self::Place { .. }
            | Self::Empty(_)
            | Self::Short { .. }
            | Self::People(_)
            | Self::Local(_)
            | Self::Cut(_) => false,
        }
    }
}
