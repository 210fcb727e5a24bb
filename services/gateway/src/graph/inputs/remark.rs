//! Inputs of those who comment on a draft and suggest other words.

use async_graphql::{ID, InputObject};

use super::{ActingAs, DraftPlaceInput};
use crate::graph::enums::RemarkEnd;
use crate::graph::scalars::Uuid;

/// A remark on a passage of a draft: a comment, a suggestion, or both.
#[derive(Debug, Clone, InputObject)]
pub struct RemarkOnDraftInput {
    /// A repeat does nothing.
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    /// The passage, between two relative positions of Yjs in base64.
    pub at: DraftPlaceInput,
    /// What is said about it, 2,000 characters at most; may be left out of a suggestion.
    pub words: Option<String>,
    /// What should stand there instead, 4,000 characters at most; nothing at all where the passage should go.
    pub instead: Option<String>,
}

/// An answer to a remark that is open.
#[derive(Debug, Clone, InputObject)]
pub struct AnswerDraftRemarkInput {
    /// A repeat does nothing.
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub remark: Uuid,
    /// 2,000 characters at most.
    pub words: String,
}

/// The end of a remark: accepted, declined, or dealt with.
#[derive(Debug, Clone, InputObject)]
pub struct CloseDraftRemarkInput {
    /// That of the words, if there are any.
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub remark: Uuid,
    pub end: RemarkEnd,
    /// The passage as whoever accepts has it before them: when it is another by now, nothing is replaced.
    pub seen: Option<String>,
    /// Why, if something is to be said; it becomes an answer.
    pub words: Option<String>,
}

/// A remark to open again; what was accepted is taken out of the text.
#[derive(Debug, Clone, InputObject)]
pub struct ReopenDraftRemarkInput {
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub remark: Uuid,
}
