//! Inputs of acts on one's API tokens.

use async_graphql::{ID, InputObject};
use domain::{Refusal, SeatId};

use super::unknown;
use crate::graph::tokens::TokenScope;

/// An API token to be made.
#[derive(Debug, Clone, InputObject)]
pub struct CreateApiTokenInput {
    /// What it is for, in one's own words.
    pub name: String,
    pub scope: TokenScope,
    /// As which of one's seats; may be left out by people with a single seat, and does not matter for `READ_PUBLIC`.
    pub seat: Option<ID>,
    /// How long it lives: 1 to 366.
    pub days: i32,
}

impl CreateApiTokenInput {
    pub(crate) fn wanted(&self) -> Result<identity::NewToken<'_>, Refusal> {
        let seat = self
            .seat
            .as_ref()
            .map(|seat| uuid::Uuid::try_parse(seat).map(SeatId).map_err(|_| unknown("seat", seat)));
        Ok(identity::NewToken {
            name: &self.name,
            scope: self.scope.into(),
            seat: seat.transpose()?,
            days: self.days,
        })
    }
}

/// One of the viewer's API tokens, to be revoked.
#[derive(Debug, Clone, InputObject)]
pub struct RevokeApiTokenInput {
    pub token: ID,
}
