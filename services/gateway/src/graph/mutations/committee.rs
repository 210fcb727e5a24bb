//! Mutations on twinning committees.

use async_graphql::{Context, ID, Object};
use domain::committee::Command;
use domain::cooperation::Cooperation;
use domain::{CommitteeId, OrganisationId, Refusal};

use super::CommitteePayload;
use super::desk::{Attempt, Desk};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AddCommitteeSeatInput, CommitteeReasonInput, FormCommitteeInput, RemoveCommitteeSeatInput, id,
    unknown,
};

/// Acts on twinning committees.
#[derive(Default)]
pub struct CommitteeMutation;

#[Object]
impl CommitteeMutation {
    /// Forms the twinning committee of the acting organisation's side.
    async fn form_committee(
        &self,
        ctx: &Context<'_>,
        input: FormCommitteeInput,
    ) -> Result<CommitteePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = form(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Adds a seat.
    async fn add_committee_seat(
        &self,
        ctx: &Context<'_>,
        input: AddCommitteeSeatInput,
    ) -> Result<CommitteePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::AddSeat { kind: input.kind.into(), function: input.function };
        act(&desk, &input.committee, Ok(command)).await
    }

    /// Removes a seat.
    async fn remove_committee_seat(
        &self,
        ctx: &Context<'_>,
        input: RemoveCommitteeSeatInput,
    ) -> Result<CommitteePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let committee = input.committee.clone();
        act(&desk, &committee, input.command()).await
    }

    /// Records that the functions passed to the next persons.
    async fn hand_over_committee(
        &self,
        ctx: &Context<'_>,
        input: CommitteeReasonInput,
    ) -> Result<CommitteePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.committee, Ok(Command::HandOver { reason: input.reason })).await
    }

    /// Dissolves a committee.
    async fn dissolve_committee(
        &self,
        ctx: &Context<'_>,
        input: CommitteeReasonInput,
    ) -> Result<CommitteePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.committee, Ok(Command::Dissolve { reason: input.reason })).await
    }
}

async fn form(desk: &Desk<'_>, input: FormCommitteeInput) -> Attempt<CommitteeId> {
    let author = desk.author()?;
    let given = &input.jumelage;
    let Cooperation::Jumelage(jumelage) = desk.cooperation(given, "jumelage").await? else {
        return Err(unknown("jumelage", given).into());
    };
    let organisation: OrganisationId = id(&input.organisation, "organisation")?;
    let committee = CommitteeId(desk.created());
    let command = input.command(jumelage, organisation);
    let outcome = desk.world.jumelages.committee(&author, desk.command, committee, command).await?;
    Ok((committee, outcome))
}

async fn act(
    desk: &Desk<'_>,
    given: &ID,
    command: Result<Command, Refusal>,
) -> Result<CommitteePayload> {
    let attempt = async {
        let author = desk.author()?;
        let committee: CommitteeId = id(given, "committee")?;
        if desk.view().await?.committee(committee).await?.is_none() {
            return Err(unknown("committee", given).into());
        }
        let outcome =
            desk.world.jumelages.committee(&author, desk.command, committee, command?).await?;
        Ok((committee, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
