//! Inputs around mails: invitations, registering, links to sign in with.

use async_graphql::{ID, InputObject};
use domain::context::SeatOf;
use domain::{Refusal, rules};

use super::{ActingAs, id};
use crate::graph::digest::DigestRhythm;
use crate::graph::enums::{Lang, Role};
use crate::graph::scalars::Uuid;

/// How often to be written to of what happened.
#[derive(Debug, Clone, InputObject)]
pub struct ChooseDigestInput {
    pub rhythm: DigestRhythm,
    /// The time zone in whose morning it is to come (IANA, such as `Africa/Bamako`).
    #[graphql(default_with = "\"UTC\".to_owned()")]
    pub zone: String,
}

/// What a letter carries to end such letters.
#[derive(Debug, Clone, InputObject)]
pub struct EndDigestInput {
    #[graphql(secret)]
    pub token: String,
}

/// Invites somebody to a seat of an organisation or a group, one of them. Whoever may not manage the seats there invites
/// to ask for one, which somebody must confirm.
#[derive(Debug, Clone, InputObject)]
pub struct InviteInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub organisation: Option<ID>,
    pub group: Option<ID>,
    /// Ignored when accepting asks for a seat.
    pub role: Role,
    /// The function there, in words, no name.
    pub function: String,
    #[graphql(secret)]
    pub email: String,
    /// The language of the invited person.
    pub lang: Lang,
    /// A word of the inviter, in the mail only.
    pub note: Option<String>,
}

impl InviteInput {
    /// Where the seat is.
    pub(crate) fn place(&self) -> Result<SeatOf, Refusal> {
        match (&self.organisation, &self.group) {
            (Some(organisation), None) => {
                Ok(SeatOf::Organisation(id(organisation, "organisation")?))
            }
            (None, Some(group)) => Ok(SeatOf::Group(id(group, "group")?)),
            (None, None) | (Some(_), Some(_)) => Err(Refusal {
                rule: rules::H_INVITATION_PLACE,
                path: Some("organisation".to_owned()),
                detail: Vec::new(),
            }),
        }
    }
}

/// An invitation that is taken back.
#[derive(Debug, Clone, InputObject)]
pub struct WithdrawInvitationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub invitation: ID,
    pub reason: String,
}

/// The secret of an invitation, and how somebody new wants to be called.
#[derive(Debug, Clone, InputObject)]
pub struct AcceptInvitationInput {
    pub command_id: Uuid,
    #[graphql(secret)]
    pub token: String,
    pub display_name: Option<String>,
    pub lang: Option<Lang>,
    /// One-time or recovery code, asked for with H-SECOND-FACTOR.
    #[graphql(secret)]
    pub code: Option<String>,
}

/// Somebody who wants to come in for the first time.
#[derive(Debug, Clone, InputObject)]
pub struct RegisterInput {
    #[graphql(secret)]
    pub email: String,
    pub display_name: String,
    pub lang: Lang,
}

/// Where a link to sign in with is sent.
#[derive(Debug, Clone, InputObject)]
pub struct RequestSignInLinkInput {
    #[graphql(secret)]
    pub email: String,
}

/// The secret of a link.
#[derive(Debug, Clone, InputObject)]
pub struct SignInWithLinkInput {
    #[graphql(secret)]
    pub token: String,
    /// One-time or recovery code, asked for with H-SECOND-FACTOR.
    #[graphql(secret)]
    pub code: Option<String>,
}
