//! Inputs of those who write in a draft.

use async_graphql::{ID, InputObject};

use super::ActingAs;

/// An update of the draft of a convention: what Yjs gives as one, of the texts that are named by their languages.
#[derive(Debug, Clone, InputObject)]
pub struct PushDraftInput {
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    /// Base64; at most 128 KiB of bytes.
    pub update: String,
}

/// Where one's caret is in the draft of a convention.
#[derive(Debug, Clone, InputObject)]
pub struct PointDraftInput {
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    /// Which open page: a number that it draws for itself.
    pub page: i32,
    /// Null when it is in no text any more.
    pub at: Option<DraftPlaceInput>,
}

/// A place in the text of a language; `anchor` and `head` are relative positions of Yjs as text, 128 bytes at most.
#[derive(Debug, Clone, InputObject)]
pub struct DraftPlaceInput {
    pub lang: String,
    pub anchor: String,
    pub head: String,
}
