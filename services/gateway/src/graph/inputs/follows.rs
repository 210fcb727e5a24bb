//! Inputs of acts on followed feeds, and of what administrators do to ways in.

use async_graphql::{ID, InputObject};

use super::{ActingAs, ScopeInput};

/// A feed to follow.
#[derive(Debug, Clone, InputObject)]
pub struct FollowScopeInput {
    /// For which of one's seats, to which the feed then belongs; the only one when there is one.
    pub acting_as: Option<ActingAs>,
    pub name: String,
    pub scope: ScopeInput,
}

/// One of the feeds that the viewer follows, to be left off.
#[derive(Debug, Clone, InputObject)]
pub struct UnfollowScopeInput {
    pub followed: ID,
}

/// Somebody whose ways in are to end.
#[derive(Debug, Clone, InputObject)]
pub struct AdminPersonInput {
    pub person: ID,
    /// Why; kept with the person's data.
    pub reason: String,
}
