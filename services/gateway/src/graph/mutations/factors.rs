//! Mutations on how one signs in: one-time codes, recovery codes, a first password, passkeys.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::Refusal;
use uuid::Uuid;

use super::desk::{Stop, signed_in};
use super::session::{admit, simple, stopped, visit};
use super::{SignInPayload, SimplePayload};
use crate::graph::fault::{Result, fault};
use crate::graph::inputs::{
    ConfirmTotpInput, FinishPasskeyRegistrationInput, FinishPasskeySignInInput, RemovePasskeyInput,
    SetPasswordInput, TotpCodeInput, unknown,
};
use crate::graph::refusal::RefusalView;
use crate::graph::view::{asker, world};

/// What an application for one-time codes needs. Counts from the first code on.
#[derive(SimpleObject)]
pub struct TotpEnrolment {
    /// Names it: given back with the first code, to any node, within a quarter of an hour.
    pub id: ID,
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The secret as an `otpauth://` address.
    pub uri: String,
    /// The address as an SVG image, to be scanned.
    pub qr: String,
}

/// An enrolment that was begun, or why not.
#[derive(SimpleObject)]
pub struct TotpEnrolmentPayload {
    pub enrolment: Option<TotpEnrolment>,
    pub refusals: Vec<RefusalView>,
}

/// Recovery codes, or why there are none.
#[derive(SimpleObject)]
pub struct RecoveryCodesPayload {
    /// Shown this once; each counts once.
    pub codes: Vec<String>,
    pub refusals: Vec<RefusalView>,
}

/// A ceremony that was begun.
#[derive(SimpleObject)]
pub struct PasskeyCeremony {
    /// What to give back with the browser's answer: sealed, good for five minutes and for one sign-in or passkey, at any node.
    pub id: ID,
    /// The argument of `navigator.credentials.create` or `get` as JSON, binary parts in base64url.
    pub options: String,
}

/// A ceremony that was begun, or why not.
#[derive(SimpleObject)]
pub struct PasskeyCeremonyPayload {
    pub ceremony: Option<PasskeyCeremony>,
    pub refusals: Vec<RefusalView>,
}

/// Acts on how one signs in.
#[derive(Default)]
pub struct FactorMutation;

#[Object]
impl FactorMutation {
    /// Makes a secret for an application of one-time codes; `confirmTotp` puts it in force.
    async fn start_totp(&self, ctx: &Context<'_>) -> Result<TotpEnrolmentPayload> {
        match start_totp(ctx) {
            Ok(enrolment) => {
                Ok(TotpEnrolmentPayload { enrolment: Some(enrolment), refusals: Vec::new() })
            }
            Err(stop) => Ok(TotpEnrolmentPayload { enrolment: None, refusals: stopped(stop)? }),
        }
    }

    /// Puts the new secret in force by its first code; from then on signing in with a password or a link asks for one.
    async fn confirm_totp(
        &self,
        ctx: &Context<'_>,
        input: ConfirmTotpInput,
    ) -> Result<RecoveryCodesPayload> {
        codes((|| {
            let viewer = signed_in(asker(ctx)?)?;
            Ok(world(ctx)?.identity.confirm_totp(viewer, &input.enrolment, &input.code)??)
        })())
    }

    /// Takes one-time codes away, by one of them, or without one soon after signing in.
    async fn remove_totp(&self, ctx: &Context<'_>, input: TotpCodeInput) -> Result<SimplePayload> {
        simple((|| {
            let viewer = signed_in(asker(ctx)?)?;
            Ok(world(ctx)?.identity.remove_totp(viewer, &input.code)??)
        })())
    }

    /// Makes new recovery codes, by a code, or without one soon after signing in; the old ones are void.
    async fn renew_recovery_codes(
        &self,
        ctx: &Context<'_>,
        input: TotpCodeInput,
    ) -> Result<RecoveryCodesPayload> {
        codes((|| {
            let viewer = signed_in(asker(ctx)?)?;
            Ok(world(ctx)?.identity.renew_recovery_codes(viewer, &input.code)??)
        })())
    }

    /// Begins to register a passkey, soon after signing in.
    async fn start_passkey_registration(
        &self,
        ctx: &Context<'_>,
    ) -> Result<PasskeyCeremonyPayload> {
        ceremony((|| {
            let viewer = signed_in(asker(ctx)?)?;
            Ok(world(ctx)?.identity.start_passkey_registration(viewer)??)
        })())
    }

    /// Registers the passkey that the browser made.
    async fn finish_passkey_registration(
        &self,
        ctx: &Context<'_>,
        input: FinishPasskeyRegistrationInput,
    ) -> Result<SimplePayload> {
        simple((|| {
            let viewer = signed_in(asker(ctx)?)?;
            let identity = &world(ctx)?.identity;
            let (credential, name) = (&input.credential, &input.name);
            Ok(identity.finish_passkey_registration(
                viewer,
                &input.ceremony,
                credential,
                name,
            )??)
        })())
    }

    /// Removes a passkey, soon after signing in.
    async fn remove_passkey(
        &self,
        ctx: &Context<'_>,
        input: RemovePasskeyInput,
    ) -> Result<SimplePayload> {
        simple((|| {
            let viewer = signed_in(asker(ctx)?)?;
            let passkey = uuid(&input.passkey, "passkey")?;
            Ok(world(ctx)?.identity.remove_passkey(viewer, passkey)??)
        })())
    }

    /// Begins a sign-in by passkey, without an address.
    async fn start_passkey_sign_in(&self, ctx: &Context<'_>) -> Result<PasskeyCeremonyPayload> {
        ceremony((|| Ok(world(ctx)?.identity.start_passkey_sign_in()??))())
    }

    /// Signs in with a passkey, which stands for both factors.
    async fn finish_passkey_sign_in(
        &self,
        ctx: &Context<'_>,
        input: FinishPasskeySignInInput,
    ) -> Result<SignInPayload> {
        let identity = &world(ctx)?.identity;
        let visit = visit(asker(ctx)?);
        let signed = identity.finish_passkey_sign_in(&input.ceremony, &input.credential, &visit);
        admit(ctx, signed.map_err(fault)?).await
    }

    /// Sets a first password for somebody who came in another way.
    async fn set_password(
        &self,
        ctx: &Context<'_>,
        input: SetPasswordInput,
    ) -> Result<SimplePayload> {
        let set = async {
            let viewer = signed_in(asker(ctx)?)?;
            Ok(world(ctx)?.identity.set_password(viewer, &input.new).await??)
        };
        simple(set.await)
    }
}

fn start_totp(ctx: &Context<'_>) -> Result<TotpEnrolment, Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let identity::Enrolment { id, secret, uri, qr } = world(ctx)?.identity.start_totp(viewer)??;
    Ok(TotpEnrolment { id: ID(id), secret, uri, qr })
}

fn uuid(id: &ID, path: &str) -> Result<Uuid, Refusal> {
    Uuid::try_parse(id).map_err(|_| unknown(path, id))
}

fn ceremony(begun: Result<identity::Begun, Stop>) -> Result<PasskeyCeremonyPayload> {
    match begun {
        Ok(identity::Begun { id, options }) => Ok(PasskeyCeremonyPayload {
            ceremony: Some(PasskeyCeremony { id: ID(id), options }),
            refusals: Vec::new(),
        }),
        Err(stop) => Ok(PasskeyCeremonyPayload { ceremony: None, refusals: stopped(stop)? }),
    }
}

fn codes(made: Result<Vec<String>, Stop>) -> Result<RecoveryCodesPayload> {
    match made {
        Ok(codes) => Ok(RecoveryCodesPayload { codes, refusals: Vec::new() }),
        Err(stop) => Ok(RecoveryCodesPayload { codes: Vec::new(), refusals: stopped(stop)? }),
    }
}
