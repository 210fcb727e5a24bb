//! Document: a file that a side gives to a cooperation, in versions, known by the hash of its bytes.

mod decide;
mod event;
mod media;
mod name;
mod state;
#[cfg(test)]
mod tests;

pub use decide::{Command, Known, decide, remarks};
pub use event::Event;
pub use media::MediaType;
pub use name::cleaned;
pub use state::{Opening, State, evolve};

use serde::{Deserialize, Serialize};

use crate::cooperation::TextHash;

/// Versions of one document: the whole list is read for every act.
pub const VERSIONS: usize = 100;
/// Characters of the name of a file.
pub const NAME: usize = 120;

/// One version of a document. The bytes lie elsewhere, under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// SHA-256 of the bytes, in hex.
    pub hash: TextHash,
    /// How many bytes.
    pub size: u64,
    /// What the bytes are, found in them.
    pub media: MediaType,
    /// Name of the file ([`cleaned`]).
    pub name: String,
    /// BCP 47 tag of its language, where somebody said.
    pub lang: Option<String>,
}
