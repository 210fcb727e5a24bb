//! Mutations on one's own session and settings.

use async_graphql::{Context, Object};
use domain::{Refusal, rules};
use identity::{Keys, SignedIn, Visit};

use super::desk::{Stop, signed_in};
use super::{SignInPayload, SimplePayload};
use crate::graph::fault::{Result, fault};
use crate::graph::inputs::{
    ChangePasswordInput, EndSessionInput, MarkSeenInput, SetLangInput, SignInInput, unknown,
};
use crate::graph::refusal::RefusalView;
use crate::graph::refusals::told;
use crate::graph::view::{View, asker, world};
use crate::graph::viewer::ViewerView;
use crate::graph::world::{Asker, CookieChange};

/// Characters of a client's name for a scope.
const SCOPE: usize = 500;

/// Acts on one's own session.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Signs in; the session is kept in a cookie. Wrong address and wrong password look the same.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> Result<SignInPayload> {
        let (world, asker) = (world(ctx)?, asker(ctx)?);
        let keys = Keys {
            email: &input.email,
            password: &input.password,
            code: input.code.as_deref().unwrap_or_default(),
        };
        let signed = world.identity.sign_in(keys, &visit(asker)).await.map_err(fault)?;
        admit(ctx, signed).await
    }

    /// Ends this session.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SimplePayload> {
        let asker = asker(ctx)?;
        if let Some(token) = &asker.session {
            world(ctx)?.identity.sign_out(token).map_err(fault)?;
        }
        *asker.cookie.lock() = Some(CookieChange::Clear);
        Ok(SimplePayload { done: true, refusals: Vec::new() })
    }

    /// Changes one's password; all other sessions end.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        input: ChangePasswordInput,
    ) -> Result<SimplePayload> {
        let changed = async {
            let viewer = signed_in(asker(ctx)?)?;
            let identity = &world(ctx)?.identity;
            identity.change_password(viewer, &input.current, &input.new).await??;
            Ok(())
        };
        simple(changed.await)
    }

    /// Ends one of one's own sessions, on another device for instance.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        input: EndSessionInput,
    ) -> Result<SimplePayload> {
        simple(end_session(ctx, &input))
    }

    /// The language one reads.
    async fn set_lang(&self, ctx: &Context<'_>, input: SetLangInput) -> Result<SimplePayload> {
        let set = || {
            let viewer = signed_in(asker(ctx)?)?;
            world(ctx)?.identity.set_lang(viewer.person, input.lang.into())?;
            Ok(())
        };
        simple(set())
    }

    /// Remembers how far one has read within a scope.
    async fn mark_seen(&self, ctx: &Context<'_>, input: MarkSeenInput) -> Result<SimplePayload> {
        simple(mark_seen(ctx, &input))
    }
}

/// How the asker comes to the door.
pub(crate) fn visit(asker: &Asker) -> Visit<'_> {
    Visit {
        user_agent: &asker.user_agent,
        address: asker.address,
        session: asker.session.as_deref(),
    }
}

/// Lets somebody in whose sign-in succeeded: the new session goes into the cookie.
pub(crate) async fn admit(
    ctx: &Context<'_>,
    signed: Result<SignedIn, Refusal>,
) -> Result<SignInPayload> {
    match signed {
        Ok(signed) => {
            *asker(ctx)?.cookie.lock() = Some(CookieChange::Set(signed.token));
            let view = View::of_viewer(ctx, Some(&signed.viewer)).await?;
            let viewer = Some(ViewerView::new(signed.viewer, view));
            Ok(SignInPayload { viewer, refusals: Vec::new() })
        }
        Err(refusal) => Ok(SignInPayload { viewer: None, refusals: vec![told(refusal)] }),
    }
}

fn end_session(ctx: &Context<'_>, input: &EndSessionInput) -> Result<(), Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let unknown = || unknown("session", &input.session);
    let session = uuid::Uuid::try_parse(&input.session).map_err(|_| unknown())?;
    if !world(ctx)?.identity.end_session(viewer.person, session)? {
        return Err(unknown().into());
    }
    Ok(())
}

fn mark_seen(ctx: &Context<'_>, input: &MarkSeenInput) -> Result<(), Stop> {
    let world = world(ctx)?;
    let viewer = signed_in(asker(ctx)?)?;
    let applied = *world.model.applied().borrow();
    let cursor = input.cursor.read(applied)?;
    if input.scope.chars().count() > SCOPE {
        let detail = vec![SCOPE.to_string()];
        return Err(
            Refusal { rule: rules::H_LENGTH, path: Some("scope".to_owned()), detail }.into()
        );
    }
    world.identity.mark_seen(viewer.person, &input.scope, &cursor.to_string())?;
    Ok(())
}

/// The payload of an act that answers nothing.
pub(crate) fn simple(done: Result<(), Stop>) -> Result<SimplePayload> {
    match done {
        Ok(()) => Ok(SimplePayload { done: true, refusals: Vec::new() }),
        Err(stop) => Ok(SimplePayload { done: false, refusals: stopped(stop)? }),
    }
}

/// The refusals of an act that was stopped; a fault is an error.
pub(crate) fn stopped(stop: Stop) -> Result<Vec<RefusalView>> {
    match stop {
        Stop::Refused(refusal) => Ok(vec![told(refusal)]),
        Stop::Fault(error) => Err(error),
    }
}
