//! Mutations of the door that go through a mailbox: registering, and links to sign in with.

use async_graphql::{Context, Object};
use domain::cooperation::limits;
use domain::{Refusal, rules};
use identity::{LINK_MINUTES, Newcomer};

use super::desk::Stop;
use super::session::{admit, simple, visit};
use super::{SignInPayload, SimplePayload};
use crate::graph::fault::{Result, fault};
use crate::graph::inputs::{RegisterInput, RequestSignInLinkInput, SignInWithLinkInput};
use crate::graph::refusal::RefusalView;
use crate::graph::view::{asker, world};
use crate::graph::world::{Asker, World};

/// Acts of somebody who proves their address.
#[derive(Default)]
pub struct LinkMutation;

#[Object]
impl LinkMutation {
    /// Registers: a link is sent, and the person exists once it is used. The answer does not tell who exists already.
    async fn register(&self, ctx: &Context<'_>, input: RegisterInput) -> Result<SimplePayload> {
        simple(register(world(ctx)?, asker(ctx)?, &input))
    }

    /// Sends a link to sign in with to this address, if somebody signs in with it. The answer does not tell.
    async fn request_sign_in_link(
        &self,
        ctx: &Context<'_>,
        input: RequestSignInLinkInput,
    ) -> Result<SimplePayload> {
        simple(request(world(ctx)?, asker(ctx)?, &input))
    }

    /// Signs in with a link, once.
    async fn sign_in_with_link(
        &self,
        ctx: &Context<'_>,
        input: SignInWithLinkInput,
    ) -> Result<SignInPayload> {
        let asker = asker(ctx)?;
        let code = input.code.as_deref().unwrap_or_default();
        let identity = &world(ctx)?.identity;
        let signed =
            identity.sign_in_with_link(&input.token, code, &visit(asker)).map_err(fault)?;
        admit(ctx, signed).await
    }
}

/// The answer to somebody who stays outside.
pub(super) fn refused(refusals: Vec<Refusal>) -> SignInPayload {
    for refusal in &refusals {
        crate::metrics::refusal(&refusal.rule.to_string());
    }
    SignInPayload { viewer: None, refusals: refusals.into_iter().map(RefusalView).collect() }
}

/// The refusal of a node that sends no mail.
pub(super) fn mail_open(world: &World) -> Result<(), Refusal> {
    let refusal = Refusal { rule: rules::H_NO_MAIL, path: None, detail: Vec::new() };
    if world.post.is_open() { Ok(()) } else { Err(refusal) }
}

/// A name to be called by is short.
pub(super) fn display_name(name: &str) -> Result<(), Refusal> {
    if name.chars().count() <= limits::LABEL {
        return Ok(());
    }
    let detail = vec![limits::LABEL.to_string()];
    Err(Refusal { rule: rules::H_LENGTH, path: Some("displayName".to_owned()), detail })
}

fn register(world: &World, asker: &Asker, input: &RegisterInput) -> Result<(), Stop> {
    mail_open(world)?;
    if !world.post.registration() {
        let rule = rules::H_REGISTRATION;
        return Err(Refusal { rule, path: None, detail: Vec::new() }.into());
    }
    display_name(&input.display_name)?;
    let newcomer = Newcomer {
        email: &input.email,
        display_name: &input.display_name,
        lang: input.lang.into(),
    };
    let identity = &world.identity;
    identity.register(&newcomer, &visit(asker), |lang, secret| {
        courier::sign_in(lang, &world.post.sign_in(secret), LINK_MINUTES)
    })??;
    Ok(())
}

fn request(world: &World, asker: &Asker, input: &RequestSignInLinkInput) -> Result<(), Stop> {
    mail_open(world)?;
    let identity = &world.identity;
    identity.request_link(&input.email, &visit(asker), |lang, secret| {
        courier::sign_in(lang, &world.post.sign_in(secret), LINK_MINUTES)
    })??;
    Ok(())
}
