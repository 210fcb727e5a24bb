//! Mutations on the mails of what happened: how often one wants them, and their end without signing in.

use async_graphql::{Context, Object};
use domain::{Refusal, rules};

use super::SimplePayload;
use super::desk::{Stop, signed_in};
use super::links::mail_open;
use super::session::simple;
use crate::graph::cursor::{Cursor, CursorText};
use crate::graph::fault::Result;
use crate::graph::inputs::{ChooseDigestInput, EndDigestInput};
use crate::graph::view::{asker, world};

/// Acts on one's digests.
#[derive(Default)]
pub struct DigestMutation;

#[Object]
impl DigestMutation {
    /// Chooses how often to be written to of what happened in one's cooperations and in the feeds one follows.
    async fn choose_digest(
        &self,
        ctx: &Context<'_>,
        input: ChooseDigestInput,
    ) -> Result<SimplePayload> {
        simple(choose(ctx, &input))
    }

    /// Ends the digests of whose letter carries this token, whoever asks; doing it twice is once.
    async fn end_digest(&self, ctx: &Context<'_>, input: EndDigestInput) -> Result<SimplePayload> {
        simple(end(ctx, &input))
    }
}

fn choose(ctx: &Context<'_>, input: &ChooseDigestInput) -> Result<(), Stop> {
    let world = world(ctx)?;
    let person = signed_in(asker(ctx)?)?.person;
    let Some(rhythm) = input.rhythm.chosen() else {
        return Ok(world.identity.end_digest(person)?);
    };
    mail_open(world)?;
    // What is on record already is on the page; the first one tells what comes after.
    let head = CursorText::from(Cursor::end_of(*world.model.applied().borrow()));
    world.identity.choose_digest(person, rhythm, &input.zone, &head.0)??;
    Ok(())
}

fn end(ctx: &Context<'_>, input: &EndDigestInput) -> Result<(), Stop> {
    if world(ctx)?.identity.leave_digest(&input.token)? {
        return Ok(());
    }
    let path = Some("token".to_owned());
    Err(Refusal { rule: rules::H_LEAVE, path, detail: Vec::new() }.into())
}
