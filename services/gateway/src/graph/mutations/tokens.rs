//! Mutations on one's own API tokens.

use async_graphql::{Context, Object, SimpleObject};

use super::SimplePayload;
use super::desk::{Stop, signed_in};
use super::session::simple;
use crate::graph::fault::Result;
use crate::graph::inputs::{CreateApiTokenInput, RevokeApiTokenInput, unknown};
use crate::graph::refusal::RefusalView;
use crate::graph::refusals::told;
use crate::graph::tokens::ApiToken;
use crate::graph::view::{View, asker, world};

/// A new token with its secret, or why there is none.
#[derive(SimpleObject)]
pub struct ApiTokenPayload {
    pub api_token: Option<ApiToken>,
    /// What the programme sends; shown this once.
    pub secret: Option<String>,
    pub refusals: Vec<RefusalView>,
}

/// Acts on one's own API tokens.
#[derive(Default)]
pub struct TokenMutation;

#[Object]
impl TokenMutation {
    /// Makes an API token for a programme; only somebody who signed in themselves can.
    async fn create_api_token(
        &self,
        ctx: &Context<'_>,
        input: CreateApiTokenInput,
    ) -> Result<ApiTokenPayload> {
        let create = || {
            let viewer = signed_in(asker(ctx)?)?;
            Ok(world(ctx)?.identity.create_token(viewer, &input.wanted()?)??)
        };
        match (create(), &asker(ctx)?.viewer) {
            (Ok(created), Some(viewer)) => {
                let view = View::present(ctx).await?;
                let api_token = Some(ApiToken::new(&view, viewer, created.token));
                Ok(ApiTokenPayload {
                    api_token,
                    secret: Some(created.secret),
                    refusals: Vec::new(),
                })
            }
            (Ok(_), None) => Ok(ApiTokenPayload::empty(Vec::new())),
            (Err(Stop::Refused(refusal)), _) => Ok(ApiTokenPayload::empty(vec![told(refusal)])),
            (Err(Stop::Fault(error)), _) => Err(error),
        }
    }

    /// Ends one of one's own API tokens; what it follows ends at once.
    async fn revoke_api_token(
        &self,
        ctx: &Context<'_>,
        input: RevokeApiTokenInput,
    ) -> Result<SimplePayload> {
        simple(revoke(ctx, &input))
    }
}

impl ApiTokenPayload {
    fn empty(refusals: Vec<RefusalView>) -> Self {
        Self { api_token: None, secret: None, refusals }
    }
}

fn revoke(ctx: &Context<'_>, input: &RevokeApiTokenInput) -> Result<(), Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let unknown = || unknown("token", &input.token);
    let token = uuid::Uuid::try_parse(&input.token).map_err(|_| unknown())?;
    if !world(ctx)?.identity.revoke_token(viewer.person, token)? {
        return Err(unknown().into());
    }
    Ok(())
}
