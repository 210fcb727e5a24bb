//! Mutations on invitations: inviting to a seat or to ask for one, taking it back, accepting.

use async_graphql::{Context, ID, Object};
use commands::Outcome;
use domain::access::{Action, allows, manages_seats};
use domain::context::SeatOf;
use domain::{
    Author, PersonId, Refusal, Role, SeatId, group, invitation as written, organisation, rules,
};
use eventlog::CommandId;
use identity::{Accepting, IdentityError, NewInvitation};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::desk::{Desk, Stop};
use super::links::{display_name, mail_open, refused};
use super::session::{admit, simple, visit};
use super::{InvitationPayload, SignInPayload, SimplePayload};
use crate::graph::fault::{Result, coded};
use crate::graph::inputs::{AcceptInvitationInput, InviteInput, WithdrawInvitationInput, unknown};
use crate::graph::invitation::{manages, place_name, role_name, seat_label};
use crate::graph::refusal::RefusalView;
use crate::graph::view::View;
use crate::graph::viewer::ViewerView;

/// Acts on invitations.
#[derive(Default)]
pub struct InvitationMutation;

#[Object]
impl InvitationMutation {
    /// Invites somebody by mail: to a seat, where the inviter may manage seats; else to ask for one, which somebody who
    /// knows them must confirm.
    async fn invite(&self, ctx: &Context<'_>, input: InviteInput) -> Result<InvitationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        match invite(&desk, &input).await {
            Ok(made) => {
                Ok(InvitationPayload { invitation: Some(made.into()), refusals: Vec::new() })
            }
            Err(Stop::Refused(refusal)) => Ok(InvitationPayload {
                invitation: None,
                refusals: refused(vec![refusal]).refusals,
            }),
            Err(Stop::Fault(error)) => Err(error),
        }
    }

    /// Takes back an invitation that was not accepted.
    async fn withdraw_invitation(
        &self,
        ctx: &Context<'_>,
        input: WithdrawInvitationInput,
    ) -> Result<SimplePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        simple(withdraw(&desk, &input).await)
    }

    /// Accepts an invitation, once: the seat is the person's, or they have asked for it. Whoever is not signed in is
    /// signed in by it; whoever had no account has one.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        input: AcceptInvitationInput,
    ) -> Result<SignInPayload> {
        let desk = Desk::new(ctx, input.command_id, None)?;
        match accept(&desk, &input).await {
            Ok(Entered::Already) => again(ctx, &desk).await,
            Ok(Entered::Now(signed)) => admit(ctx, Ok(signed)).await,
            Err(Stop::Refused(refusal)) => Ok(refused(vec![refusal])),
            Err(Stop::Fault(error)) => Err(error),
        }
    }
}

/// How somebody who accepted is signed in.
enum Entered {
    Already,
    Now(identity::SignedIn),
}

async fn invite(desk: &Desk<'_>, input: &InviteInput) -> Result<identity::Invitation, Stop> {
    let author = desk.author()?;
    mail_open(desk.world)?;
    let of = input.place()?;
    let view = desk.view().await?;
    let lang = input.lang.into();
    let place = place_name(&view, of, lang).await?;
    let place = place.ok_or_else(|| unknown("organisation", &ID(String::new())))?;
    let offers = offers(&author, of)?;
    written::written(&input.function, input.note.as_deref())?;
    desk.world.identity.may_invite(&author, &input.email)?;
    let role = if offers { input.role.into() } else { Role::Officer };
    let seat =
        if offers { Some(offer(desk, &author, of, role, &input.function).await?) } else { None };
    let inviter = seat_label(&view, &author, lang).await?;
    let new = NewInvitation {
        id: desk.created(),
        of,
        role,
        function: input.function.trim(),
        seat,
        email: &input.email,
        lang,
        by: author,
        days: desk.world.post.invitation_days(),
    };
    let made = desk.world.identity.invite(&new, |secret, until| {
        let letter = courier::Invitation {
            inviter: &inviter,
            place: &place,
            role: role_name(role, lang),
            function: new.function,
            offer: if offers { courier::Offer::Seat } else { courier::Offer::Claim },
            note: input.note.as_deref().filter(|note| !note.trim().is_empty()),
            until: until.to_zoned(TimeZone::UTC).date(),
            link: &desk.world.post.invitation(secret),
        };
        courier::invitation(lang, &letter)
    });
    made.map_err(|error| match error {
        IdentityError::Reused => Stop::Fault(coded(
            "this command id was used before for something else; make a new one",
            "COMMAND_REUSED",
        )),
        other => other.into(),
    })
}

/// True when the author gives seats there; false when they may only invite people to ask for one.
fn offers(author: &Author, of: SeatOf) -> Result<bool, Refusal> {
    let Err(refusal) = manages_seats(author, of) else {
        return Ok(true);
    };
    match of {
        SeatOf::Organisation(_) => allows(author, Action::Invite).map(|()| false),
        SeatOf::Group(_) | SeatOf::Platform => Err(refusal),
    }
}

/// Offers the seat in the log.
async fn offer(
    desk: &Desk<'_>,
    author: &Author,
    of: SeatOf,
    role: Role,
    function: &str,
) -> Result<SeatId, Stop> {
    let function = function.trim().to_owned();
    let outcome = match of {
        SeatOf::Organisation(id) => {
            let command = organisation::Command::OfferSeat { role, function };
            desk.world.directory.handle(author, desk.command, id, command).await?
        }
        SeatOf::Group(id) => {
            // Whoever offers a chair says by it that its holder is elected.
            let elected = role == Role::GroupChair;
            let command = group::Command::OfferSeat { role, function, elected };
            desk.world.groups.handle(author, desk.command, id, command).await?
        }
        SeatOf::Platform => Outcome::refused(nowhere()),
    };
    done(outcome)?;
    Ok(SeatId(commands::part_of(desk.command, 0)))
}

async fn withdraw(desk: &Desk<'_>, input: &WithdrawInvitationInput) -> Result<(), Stop> {
    let author = desk.author()?;
    let identity = &desk.world.identity;
    let unknown = || unknown("invitation", &input.invitation);
    let id = Uuid::try_parse(&input.invitation).map_err(|_| unknown())?;
    let known = identity.invitation(id)?.filter(|known| manages(&author, known));
    let known = known.ok_or_else(unknown)?;
    written::withdrawn(&input.reason)?;
    if let Some(seat) = known.seat {
        let reason = input.reason.clone();
        let outcome = match known.of {
            SeatOf::Organisation(id) => {
                let command = organisation::Command::WithdrawSeatOffer { seat, reason };
                desk.world.directory.handle(&author, desk.command, id, command).await?
            }
            SeatOf::Group(id) => {
                let command = group::Command::WithdrawSeatOffer { seat, reason };
                desk.world.groups.handle(&author, desk.command, id, command).await?
            }
            SeatOf::Platform => Outcome::refused(nowhere()),
        };
        done(outcome)?;
    }
    if identity.withdraw_invitation(id, &input.reason)? || known.state == WITHDRAWN {
        return Ok(());
    }
    Err(over().into())
}

/// Withdrawing once more changes nothing.
const WITHDRAWN: identity::InvitationState = identity::InvitationState::Withdrawn;

async fn accept(desk: &Desk<'_>, input: &AcceptInvitationInput) -> Result<Entered, Stop> {
    let identity = &desk.world.identity;
    let name = input.display_name.as_deref().unwrap_or_default();
    display_name(name)?;
    let who = Accepting {
        viewer: desk.asker.viewer.as_ref().map(|viewer| viewer.person),
        display_name: name,
        lang: input.lang.map(Into::into),
        code: input.code.as_deref().unwrap_or_default(),
    };
    let (invitation, person) = identity.accepting(&input.token, &who)??;
    let outcome = match take(desk, &invitation, person).await {
        Ok(outcome) => outcome,
        Err(stop) => {
            identity.not_accepted(invitation.id, person)?;
            return Err(stop);
        }
    };
    desk.seats_known(&outcome).await;
    desk.settle(Ok(((), outcome))).await?;
    let visit = who.viewer.is_none().then(|| visit(desk.asker));
    let signed = identity.accepted(invitation.id, person, visit.as_ref())??;
    Ok(signed.map_or(Entered::Already, Entered::Now))
}

/// Takes the offered seat, or asks for one, as the person themselves. The invitation gives the act its id: however
/// often it is tried, it happens once.
async fn take(
    desk: &Desk<'_>,
    invitation: &identity::Invitation,
    person: PersonId,
) -> Result<Outcome, Stop> {
    let author =
        Author { person: Some(person), seat: None, of: SeatOf::Platform, role: Role::Reader };
    let command_id = CommandId(Uuid::new_v5(&invitation.id, b"accepted"));
    let outcome = match (invitation.of, invitation.seat) {
        (SeatOf::Organisation(id), Some(seat)) => {
            let command = organisation::Command::TakeSeat { seat };
            desk.world.directory.handle(&author, command_id, id, command).await?
        }
        (SeatOf::Group(id), Some(seat)) => {
            let command = group::Command::TakeSeat { seat };
            desk.world.groups.handle(&author, command_id, id, command).await?
        }
        (SeatOf::Organisation(id), None) => {
            let (function, invited_by) = (invitation.function.clone(), invitation.by.seat);
            let command = organisation::Command::RequestClaim { function, invited_by };
            desk.world.directory.handle(&author, command_id, id, command).await?
        }
        (SeatOf::Group(_), None) | (SeatOf::Platform, _) => Outcome::refused(nowhere()),
    };
    done(outcome)
}

/// The outcome of what was done, or its refusal.
fn done(outcome: Outcome) -> Result<Outcome, Stop> {
    match outcome {
        Outcome::Done { .. } => Ok(outcome),
        Outcome::Refused(refusals) => {
            Err(Stop::Refused(refusals.into_iter().next().unwrap_or_else(over)))
        }
    }
}

/// The answer to somebody who was signed in before they accepted: their session, with the new seat.
async fn again(ctx: &Context<'_>, desk: &Desk<'_>) -> Result<SignInPayload> {
    let token = desk.asker.session.as_deref().unwrap_or_default();
    let viewer = desk.world.identity.viewer_of(token).map_err(crate::graph::fault::fault)?;
    let refusals: Vec<RefusalView> = Vec::new();
    Ok(match viewer {
        Some(viewer) => {
            let view = View::of_viewer(ctx, Some(&viewer)).await?;
            SignInPayload { viewer: Some(ViewerView::new(viewer, view)), refusals }
        }
        None => SignInPayload { viewer: None, refusals },
    })
}

fn over() -> Refusal {
    Refusal { rule: rules::H_INVITATION, path: Some("invitation".to_owned()), detail: Vec::new() }
}

fn nowhere() -> Refusal {
    let path = Some("organisation".to_owned());
    Refusal { rule: rules::H_INVITATION_PLACE, path, detail: Vec::new() }
}
