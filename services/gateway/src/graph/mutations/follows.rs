//! Mutations on the feeds that one follows.

use async_graphql::{Context, Object};

use super::SimplePayload;
use super::desk::{Stop, seat_of, signed_in};
use super::session::simple;
use crate::graph::fault::{Result, fault};
use crate::graph::follows;
use crate::graph::inputs::{FollowScopeInput, UnfollowScopeInput, unknown};
use crate::graph::scope::{feed_scope, known_groups};
use crate::graph::view::{asker, world};

/// Acts on the feeds that one follows.
#[derive(Default)]
pub struct FollowMutation;

#[Object]
impl FollowMutation {
    /// Keeps a feed under a name. It belongs to the seat it is followed for, and passes on with it.
    async fn follow_scope(
        &self,
        ctx: &Context<'_>,
        input: FollowScopeInput,
    ) -> Result<SimplePayload> {
        simple(follow(ctx, input).await)
    }

    /// No longer follows a feed.
    async fn unfollow_scope(
        &self,
        ctx: &Context<'_>,
        input: UnfollowScopeInput,
    ) -> Result<SimplePayload> {
        simple(unfollow(ctx, &input))
    }
}

async fn follow(ctx: &Context<'_>, input: FollowScopeInput) -> Result<(), Stop> {
    let world = world(ctx)?;
    let viewer = signed_in(asker(ctx)?)?;
    let text = follows::text(&input.scope);
    let scope = feed_scope(input.scope).map_err(|unknown| unknown.refusal())?;
    let known = known_groups(&world.model, &scope).await.map_err(fault)?;
    known.map_err(|unknown| unknown.refusal())?;
    let of = input.acting_as.as_ref().map(seat_of).transpose()?.flatten();
    world.identity.follow_feed(viewer, of, &input.name, &text)??;
    Ok(())
}

fn unfollow(ctx: &Context<'_>, input: &UnfollowScopeInput) -> Result<(), Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let unknown = || unknown("followed", &input.followed);
    let feed = uuid::Uuid::try_parse(&input.followed).map_err(|_| unknown())?;
    if !world(ctx)?.identity.unfollow_feed(viewer.person, feed)? {
        return Err(unknown().into());
    }
    Ok(())
}
