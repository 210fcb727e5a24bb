//! Inputs about passwords, one-time codes and passkeys.

use async_graphql::{ID, InputObject};

/// A one-time code of the application, or a recovery code. Empty where a sign-in of late may stand for it.
#[derive(Debug, Clone, InputObject)]
pub struct TotpCodeInput {
    #[graphql(secret)]
    pub code: String,
}

/// The first code of an application.
#[derive(Debug, Clone, InputObject)]
pub struct ConfirmTotpInput {
    /// The enrolment that was begun.
    #[graphql(secret)]
    pub enrolment: ID,
    #[graphql(secret)]
    pub code: String,
}

/// A first password.
#[derive(Debug, Clone, InputObject)]
pub struct SetPasswordInput {
    #[graphql(secret)]
    pub new: String,
}

/// What the browser answered to a registration of a passkey.
#[derive(Debug, Clone, InputObject)]
pub struct FinishPasskeyRegistrationInput {
    pub ceremony: ID,
    /// The credential as JSON, from `PublicKeyCredential.toJSON()`.
    #[graphql(secret)]
    pub credential: String,
    /// What the person calls the passkey, to tell it from others.
    pub name: String,
}

/// What the browser answered to a sign-in by passkey.
#[derive(Debug, Clone, InputObject)]
pub struct FinishPasskeySignInInput {
    pub ceremony: ID,
    /// The credential as JSON, from `PublicKeyCredential.toJSON()`.
    #[graphql(secret)]
    pub credential: String,
}

/// A passkey of the viewer's.
#[derive(Debug, Clone, InputObject)]
pub struct RemovePasskeyInput {
    pub passkey: ID,
}
