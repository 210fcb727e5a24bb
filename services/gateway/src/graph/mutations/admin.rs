//! Mutations of the platform's administrators on people's ways in.

use async_graphql::{Context, Object};
use domain::{PersonId, Refusal, rules};
use identity::Act;

use super::SimplePayload;
use super::desk::{Stop, signed_in};
use super::session::simple;
use crate::graph::admin;
use crate::graph::fault::Result;
use crate::graph::ids::Global as _;
use crate::graph::inputs::{AdminPersonInput, unknown};
use crate::graph::view::{asker, world};

/// Characters of a reason.
const REASON: usize = 500;

/// Acts of the platform's administrators.
#[derive(Default)]
pub struct AdminMutation;

#[Object]
impl AdminMutation {
    /// Ends every session of a person, with the reason, which is kept.
    async fn admin_end_sessions(
        &self,
        ctx: &Context<'_>,
        input: AdminPersonInput,
    ) -> Result<SimplePayload> {
        simple(measure(ctx, Act::EndSessions, &input))
    }

    /// Revokes every API token of a person, with the reason, which is kept.
    async fn admin_revoke_tokens(
        &self,
        ctx: &Context<'_>,
        input: AdminPersonInput,
    ) -> Result<SimplePayload> {
        simple(measure(ctx, Act::RevokeTokens, &input))
    }
}

/// For everybody but a platform administrator there is nobody to act on.
fn measure(ctx: &Context<'_>, act: Act, input: &AdminPersonInput) -> Result<(), Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let unknown = || unknown("person", &input.person);
    let seat = admin::seat(viewer).ok_or_else(unknown)?;
    let reason = input.reason.trim();
    let at = |rule, detail| Refusal { rule, path: Some("reason".to_owned()), detail };
    if reason.is_empty() {
        return Err(at(rules::H_MISSING, Vec::new()).into());
    }
    if reason.chars().count() > REASON {
        return Err(at(rules::H_LENGTH, vec![REASON.to_string()]).into());
    }
    let person = PersonId::read(&input.person).ok_or_else(unknown)?;
    if !world(ctx)?.identity.take_measure(act, person, Some(seat.id), reason)? {
        return Err(unknown().into());
    }
    Ok(())
}
