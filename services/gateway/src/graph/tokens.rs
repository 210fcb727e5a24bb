//! API tokens as their owner sees them, and what of a person a token reaches.

use async_graphql::{Context, Enum, ID, SimpleObject};
use identity::Viewer;

use super::fault::{Result, coded, fault};
use super::scalars::DateTime;
use super::view::{View, world};
use super::viewer::Seat;

/// What of the person a token reaches: as whom it comes, and nothing about the human being.
const REACHED: [&str; 5] = ["__typename", "id", "lang", "seats", "waiting"];

/// What an API token is good for.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
#[graphql(remote = "identity::TokenScope")]
pub enum TokenScope {
    /// Sees what somebody sees who is not signed in; known for limits alone.
    ReadPublic,
    /// Sees what one seat sees; every mutation is refused.
    ReadAsSeat,
    /// Sees and acts as one seat, and as no other.
    ActAsSeat,
}

/// A programme's way in, in the name of the person who made it.
#[derive(SimpleObject)]
pub struct ApiToken {
    pub id: ID,
    pub name: String,
    pub scope: TokenScope,
    /// The seat as which it reads or acts.
    pub seat: Option<Seat>,
    /// Its first letters, to recognise it.
    pub prefix: String,
    pub created_at: DateTime,
    pub expires_at: DateTime,
    /// To a few minutes.
    pub last_used_at: Option<DateTime>,
}

impl ApiToken {
    /// The token as `viewer`, its owner, sees it.
    #[must_use]
    pub fn new(view: &View, viewer: &Viewer, token: identity::ApiToken) -> Self {
        let seat = viewer.seats.iter().find(|seat| Some(seat.id) == token.seat);
        Self {
            id: ID(token.id.to_string()),
            name: token.name,
            scope: token.scope.into(),
            seat: seat.map(|seat| Seat::new(view.clone(), *seat)),
            prefix: token.prefix,
            created_at: DateTime(token.created),
            expires_at: DateTime(token.expires),
            last_used_at: token.used.map(DateTime),
        }
    }
}

/// The tokens of `viewer` that work.
pub(crate) fn mine(ctx: &Context<'_>, view: &View, viewer: &Viewer) -> Result<Vec<ApiToken>> {
    let tokens = world(ctx)?.identity.tokens(viewer.person).map_err(fault)?;
    Ok(tokens.into_iter().map(|token| ApiToken::new(view, viewer, token)).collect())
}

/// Lets a token ask of its person only what concerns its seat.
pub(crate) fn reaches(ctx: &Context<'_>, viewer: &Viewer) -> Result<()> {
    if viewer.token().is_none() {
        return Ok(());
    }
    match ctx.field().selection_set().find(|field| !REACHED.contains(&field.name())) {
        None => Ok(()),
        Some(field) => {
            let text = format!("a token does not reach a person's own `{}`; sign in", field.name());
            Err(coded(text, "TOKEN_SCOPE"))
        }
    }
}
