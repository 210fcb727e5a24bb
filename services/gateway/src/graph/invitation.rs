//! Invitations: as their holder sees them, as those who may manage them do, and the mails of a demonstration.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::access::{Action, allows, manages_seats};
use domain::context::SeatOf;
use domain::{Author, Role as DomainRole};
use identity::Viewer;

use super::enums::{Lang, Role};
use super::fault::{Result, fault};
use super::group::CountryGroup;
use super::organisation::Organisation;
use super::scalars::DateTime;
use super::view::{View, world};
use super::words;

/// The invitation that a link carries, to whoever holds the link.
pub struct OpenInvitation {
    view: View,
    invitation: identity::Invitation,
}

#[Object]
impl OpenInvitation {
    async fn organisation(&self) -> Result<Option<Organisation>> {
        match self.invitation.of {
            SeatOf::Organisation(id) => self.view.organisation(id).await,
            SeatOf::Group(_) | SeatOf::Platform => Ok(None),
        }
    }

    async fn group(&self) -> Result<Option<CountryGroup>> {
        match self.invitation.of {
            SeatOf::Group(id) => self.view.country_group(id).await,
            SeatOf::Organisation(_) | SeatOf::Platform => Ok(None),
        }
    }

    async fn role(&self) -> Role {
        self.invitation.role.into()
    }

    async fn function(&self) -> &str {
        &self.invitation.function
    }

    /// True when accepting asks to act for the organisation, which somebody who knows the person must confirm.
    async fn claims(&self) -> bool {
        self.invitation.seat.is_none()
    }

    /// Who invites, by seat.
    async fn invited_by(&self, lang: Option<Lang>) -> Result<String> {
        seat_label(&self.view, &self.invitation.by, self.view.lang(lang)).await
    }

    async fn expires_at(&self) -> DateTime {
        DateTime(self.invitation.expires)
    }

    async fn lang(&self) -> Lang {
        self.invitation.lang.into()
    }
}

/// Where an invitation stands.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    Open,
    Accepted,
    Withdrawn,
    Expired,
}

impl From<identity::InvitationState> for InvitationState {
    fn from(state: identity::InvitationState) -> Self {
        match state {
            identity::InvitationState::Open => Self::Open,
            identity::InvitationState::Accepted => Self::Accepted,
            identity::InvitationState::Withdrawn => Self::Withdrawn,
            identity::InvitationState::Expired => Self::Expired,
        }
    }
}

/// An invitation as those see it who may manage it.
#[derive(SimpleObject)]
pub struct Invitation {
    pub id: ID,
    pub email: String,
    pub role: Role,
    pub function: String,
    /// True when accepting asks to act for the organisation, which somebody who knows the person must confirm.
    pub claims: bool,
    pub created_at: DateTime,
    pub expires_at: DateTime,
    pub state: InvitationState,
}

impl From<identity::Invitation> for Invitation {
    fn from(invitation: identity::Invitation) -> Self {
        Self {
            id: ID(invitation.id.to_string()),
            email: invitation.email,
            role: invitation.role.into(),
            function: invitation.function,
            claims: invitation.seat.is_none(),
            created_at: DateTime(invitation.created),
            expires_at: DateTime(invitation.expires),
            state: invitation.state.into(),
        }
    }
}

/// A mail of a demonstration, which is sent nowhere.
#[derive(SimpleObject)]
pub struct DemoMail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub at: DateTime,
}

/// Queries around invitations.
#[derive(Default)]
pub struct InvitationQuery;

#[Object]
impl InvitationQuery {
    /// The invitation that a link carries; null when it is over or none.
    async fn invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(secret)] token: String,
    ) -> Result<Option<OpenInvitation>> {
        let found = world(ctx)?.identity.invitation_by_secret(&token).map_err(fault)?;
        let Some(invitation) = found else {
            return Ok(None);
        };
        Ok(Some(OpenInvitation { view: View::present(ctx).await?, invitation }))
    }

    /// Mails of a demonstration, which are not sent anywhere, newest first; null elsewhere.
    async fn demo_mails(&self, ctx: &Context<'_>) -> Result<Option<Vec<DemoMail>>> {
        let kept = world(ctx)?.post.kept();
        Ok(kept.map(|mails| {
            let mails = mails.into_iter().map(|mail| DemoMail {
                to: mail.to,
                subject: mail.subject,
                text: mail.text,
                at: DateTime(mail.at),
            });
            mails.collect()
        }))
    }
}

/// The invitations to a place that the viewer may manage, newest first.
pub(crate) fn managed(ctx: &Context<'_>, view: &View, of: SeatOf) -> Result<Vec<Invitation>> {
    let Some(viewer) = view.viewer().filter(|viewer| !view.is_past() && !viewer.seats.is_empty())
    else {
        return Ok(Vec::new());
    };
    let all = world(ctx)?.identity.invitations_to(of).map_err(fault)?;
    let mine = all.into_iter().filter(|invitation| is_managed_by(viewer, invitation));
    Ok(mine.map(Invitation::from).collect())
}

fn is_managed_by(viewer: &Viewer, invitation: &identity::Invitation) -> bool {
    let authors = viewer.seats.iter().filter_map(|seat| viewer.author(Some(seat.of)).ok());
    authors.into_iter().any(|author| manages(&author, invitation))
}

/// Whether `author` may see an invitation with its address, and withdraw it: whoever manages the seats there, and the
/// side that invited somebody to ask for one.
pub(crate) fn manages(author: &Author, invitation: &identity::Invitation) -> bool {
    let inviting = invitation.seat.is_none()
        && author.of == invitation.by.of
        && allows(author, Action::Invite).is_ok();
    inviting || manages_seats(author, invitation.of).is_ok()
}

/// A seat in words: its institution and role.
pub(crate) async fn seat_label(view: &View, author: &Author, lang: domain::Lang) -> Result<String> {
    let place = place_name(view, author.of, lang).await?;
    let role = role_name(author.role, lang);
    Ok(place.map_or_else(|| role.to_owned(), |place| format!("{place} ({role})")))
}

/// What a place is called; nothing for the platform and for what is not on record.
pub(crate) async fn place_name(
    view: &View,
    of: SeatOf,
    lang: domain::Lang,
) -> Result<Option<String>> {
    Ok(match of {
        SeatOf::Organisation(id) => view.organisation(id).await?.map(|found| found.called(lang)),
        SeatOf::Group(id) => view.country_group(id).await?.map(|found| found.called(lang)),
        SeatOf::Platform => None,
    })
}

/// What a role is called.
pub(crate) fn role_name(role: DomainRole, lang: domain::Lang) -> &'static str {
    words::role(lang, role.into())
}
