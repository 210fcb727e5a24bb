//! Drafting: texts that several people write at the same time, as CRDTs beside the log. Work in progress, not an act.
//!
//! A draft is one Yjs document. Its roots are texts, each named by the language it is in; nothing else may be in it
//! ([`wall`]). Who may write is asked by whoever calls: here nobody is known.

mod carets;
mod document;
mod drafts;
mod margin;
mod remarks;
mod room;
mod store;
mod wall;

#[cfg(test)]
mod tests;

pub use carets::{Caret, Place};
pub use drafts::{Drafts, Seed};
pub use margin::{Asked, Reopening};
pub use remarks::{Answer, Closed, How, Remark, Shown};
pub use room::{Batch, Room};
pub use store::{copy, make_own};

/// The limits of drafts, each named in the refusal that it gives.
pub mod limits {
    use std::time::Duration;

    /// Bytes of one update.
    pub const UPDATE_BYTES: usize = 128 * 1024;
    /// Bytes of the texts of one draft in all languages, as UTF-8: what a version of it may have.
    pub const TEXT_BYTES: usize = 56 * 1024;
    /// Bytes of one draft with the traces of what was deleted: so that it fits into one message between nodes.
    pub const STATE_BYTES: usize = 768 * 1024;
    /// Languages of one draft.
    pub const LANGUAGES: usize = 8;
    /// Updates and carets a second of one person, over all drafts.
    pub const PER_SECOND: u32 = 10;
    /// As many more may come at once.
    pub const AT_ONCE: u32 = 40;
    /// Drafts in memory; beyond that those leave that nobody watches.
    pub const ROOMS: usize = 512;
    /// Updates after which a draft is written anew, without its history.
    pub const COMPACT_AFTER: u64 = 256;
    /// Bytes of updates after which it is.
    pub const COMPACT_BYTES: usize = 512 * 1024;
    /// Updates that are kept in memory for those who are a little behind.
    pub const RECENT: usize = 256;
    /// Bytes of them.
    pub const RECENT_BYTES: usize = 512 * 1024;
    /// Carets of one draft.
    pub const CARETS: usize = 64;
    /// Bytes of a caret's position.
    pub const CARET_BYTES: usize = 128;
    /// How long a caret is shown of which nothing more is heard.
    pub const CARET_STAYS: Duration = Duration::from_secs(30);
    /// Remarks of one draft that are open.
    pub const REMARKS: usize = 100;
    /// Answers to one remark.
    pub const ANSWERS: usize = 50;
    /// Remarks of one draft that are kept when they are closed: the oldest leave, with their words.
    pub const CLOSED: usize = 50;
    /// Bytes of the passage that a remark is about, as UTF-8.
    pub const PASSAGE_BYTES: usize = 8 * 1024;
    /// Characters of a remark, of an answer, and of the reason for which one is declined.
    pub const REMARK_CHARS: usize = 2_000;
    /// Characters that a suggestion may put in the place of a passage.
    pub const INSTEAD_CHARS: usize = 4_000;
}

/// Why an update or a caret was not taken; nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no update of texts.
    #[error("it is no update of the texts of a draft")]
    Malformed,
    /// It builds on what is not here: whoever sent it sends all that is lacking.
    #[error("it builds on updates that are not here")]
    Early,
    /// It has more than [`limits::UPDATE_BYTES`].
    #[error("an update has at most {} bytes", limits::UPDATE_BYTES)]
    Long,
    /// The draft would pass [`limits::TEXT_BYTES`] or [`limits::STATE_BYTES`].
    #[error("a draft has at most {} bytes of text", limits::TEXT_BYTES)]
    Full,
    /// The draft would pass [`limits::LANGUAGES`], or has this one already, written in another way.
    #[error("a draft has at most {} languages, each once", limits::LANGUAGES)]
    Languages,
    /// More than [`limits::PER_SECOND`], or more carets than [`limits::CARETS`].
    #[error("too many updates: at most {} a second", limits::PER_SECOND)]
    TooMany,
    /// The place of a remark is none in this text, or longer than [`limits::PASSAGE_BYTES`].
    #[error("a remark is about a passage of the text with at most {} bytes", limits::PASSAGE_BYTES)]
    Nowhere,
    /// The suggestion says what stands there already.
    #[error("the suggestion changes nothing")]
    Same,
    /// The draft would pass [`limits::REMARKS`], or the remark [`limits::ANSWERS`].
    #[error("a draft has at most {} open remarks", limits::REMARKS)]
    Remarks,
    /// There is no such remark, or it is closed (or open) already, or it proposes nothing that could be accepted.
    #[error("this remark is not there, or not in that state any more")]
    Unknown,
    /// The passage is not what whoever decides has before them.
    #[error("the passage has changed meanwhile")]
    Moved,
}

/// Why nothing could be done about a draft.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The file of drafts failed.
    #[error("the file of drafts cannot be used")]
    Store(#[from] rusqlite::Error),
    /// The folder of the file failed.
    #[error("the folder of the drafts cannot be used")]
    Folder(#[from] std::io::Error),
    /// The file was written by a newer version.
    #[error("the file of drafts has layout {0}; run the newer version")]
    Layout(i64),
    /// What is in the file is no draft.
    #[error("the draft {0} cannot be read from its file")]
    Unreadable(uuid::Uuid),
    /// The file could not be kept the same as those of the other nodes.
    #[error(transparent)]
    Shared(#[from] replica::Error),
    /// A thread of the node was stopped.
    #[error("the node is stopping")]
    Stopping,
}

impl DraftError {
    /// Whether the same may succeed in a moment.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Shared(error) if error.is_away())
    }
}

/// Why something was not done with a draft.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The writer can mend it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The operator must.
    #[error(transparent)]
    Fault(#[from] DraftError),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fault(error.into())
    }
}
