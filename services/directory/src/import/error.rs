//! Why a file could not be imported at all; what is wrong with a single row is in the report instead.

use commands::Fault;
use domain::codec::CodecError;
use eventlog::LogError;

/// The file or its mapping is not usable; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Bytes that are no text in the encoding.
    #[error("line {line}: {what}")]
    Encoding {
        /// First line in doubt, from 1.
        line: usize,
        /// What was found and what to do.
        what: String,
    },
    /// Nothing in it.
    #[error("the file has no rows: the first line must name the columns")]
    Empty,
    /// More than one import may hold.
    #[error("the file is larger than {0} MiB: split it")]
    TooLarge(usize),
    /// A column that must be there was neither named nor recognised.
    #[error(
        "no column for {wanted}: say which with --map {wanted}=COLUMN; the file has: {columns}"
    )]
    NoColumn {
        /// The field.
        wanted: &'static str,
        /// The header, for the message.
        columns: String,
    },
    /// A column named in the mapping is not in the file.
    #[error("the file has no column {named:?} (for {field}); it has: {columns}")]
    NotInFile {
        /// The name in the mapping.
        named: String,
        /// The field.
        field: &'static str,
        /// The header, for the message.
        columns: String,
    },
    /// The mapping cannot be read.
    #[error("the mapping is not understood: {0}")]
    Mapping(String),
    /// The CSV reader gave up.
    #[error("line {line}: {what}")]
    Csv {
        /// Line, from 1.
        line: u64,
        /// Its message.
        what: String,
    },
    /// A line of a file of authorities is not one.
    #[error("line {line}: {what}")]
    Authority {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
}

/// The import stopped; running it again continues where it stopped, because nothing is recorded twice.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not usable.
    #[error(transparent)]
    File(#[from] FileError),
    /// The log could not be read.
    #[error("the log cannot be read")]
    Log(#[from] LogError),
    /// The log holds an event that this version cannot read.
    #[error("the log holds an event this version cannot read")]
    Codec(#[from] CodecError),
    /// A record could not be written.
    #[error("stopped after {done} of {total} records; run the import again to continue")]
    Stopped {
        /// Written before.
        done: usize,
        /// To be written.
        total: usize,
        /// Why.
        #[source]
        source: Fault,
    },
    /// An authority of the file was refused by the rules.
    #[error("{what} was refused: {why}")]
    Refused {
        /// Which record.
        what: String,
        /// The rule's words.
        why: String,
    },
}
