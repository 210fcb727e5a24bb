//! Mutations on the providers that are linked to one's account.

use async_graphql::{Context, Object};

use super::SimplePayload;
use super::desk::{Stop, signed_in};
use super::session::simple;
use crate::graph::fault::Result;
use crate::graph::inputs::{UnlinkProviderInput, unknown};
use crate::graph::view::{asker, world};

/// Acts on one's providers.
#[derive(Default)]
pub struct ProviderMutation;

#[Object]
impl ProviderMutation {
    /// Undoes the link of a provider to one's account; never of the last way to sign in.
    async fn unlink_provider(
        &self,
        ctx: &Context<'_>,
        input: UnlinkProviderInput,
    ) -> Result<SimplePayload> {
        simple(unlink(ctx, &input))
    }
}

fn unlink(ctx: &Context<'_>, input: &UnlinkProviderInput) -> Result<(), Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let unknown = || unknown("link", &input.link);
    let link = uuid::Uuid::try_parse(&input.link).map_err(|_| unknown())?;
    let identity = &world(ctx)?.identity;
    identity.unlink_provider(viewer.person, link)?.ok_or_else(unknown)??;
    Ok(())
}
