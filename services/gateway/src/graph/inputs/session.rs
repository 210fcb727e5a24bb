//! Inputs of a person's own session and settings.

use async_graphql::{ID, InputObject};

use crate::graph::cursor::CursorText;
use crate::graph::enums::Lang;

/// An address and a password.
#[derive(Debug, Clone, InputObject)]
pub struct SignInInput {
    pub email: String,
    #[graphql(secret)]
    pub password: String,
    /// One-time or recovery code, asked for with `H-SECOND-FACTOR`.
    #[graphql(secret)]
    pub code: Option<String>,
}

/// The password in force and the next one.
#[derive(Debug, Clone, InputObject)]
pub struct ChangePasswordInput {
    #[graphql(secret)]
    pub current: String,
    #[graphql(secret)]
    pub new: String,
}

/// One of the viewer's sessions, to be ended.
#[derive(Debug, Clone, InputObject)]
pub struct EndSessionInput {
    pub session: ID,
}

/// The language that the viewer reads.
#[derive(Debug, Clone, InputObject)]
pub struct SetLangInput {
    pub lang: Lang,
}

/// How far the viewer has read within a scope; `scope` is the client's own name for it.
#[derive(Debug, Clone, InputObject)]
pub struct MarkSeenInput {
    pub scope: String,
    pub cursor: CursorText,
}
