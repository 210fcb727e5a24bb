//! Mutations on partnerships.

use async_graphql::{Context, ID, Object};
use domain::cooperation::{Cooperation, TextHash};
use domain::partnership::Command;
use domain::{PartnershipId, Refusal};

use super::PartnershipPayload;
use super::desk::{Attempt, Desk, Stop, own_organisation};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AcceptPartnershipInput, EndInput, PartnershipActInput, PartnershipReasonInput,
    ProposePartnershipInput, RecordAnnulmentInput, RecordDecisionInput,
    RecordExistingPartnershipInput, RemarkInput, ReviseTermsInput, StartPartnershipInput, unknown,
};

/// Acts on partnerships.
#[derive(Default)]
pub struct PartnershipMutation;

#[Object]
impl PartnershipMutation {
    /// Proposes a partnership to the other sides, with its terms.
    async fn propose_partnership(
        &self,
        ctx: &Context<'_>,
        input: ProposePartnershipInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        create(&desk, input.command()).await
    }

    /// Puts a partnership on record that exists since before the platform; the other sides confirm it.
    async fn record_existing_partnership(
        &self,
        ctx: &Context<'_>,
        input: RecordExistingPartnershipInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        create(&desk, input.command()).await
    }

    /// Confirms that a partnership recorded by another side exists.
    async fn confirm_partnership(
        &self,
        ctx: &Context<'_>,
        input: PartnershipActInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.partnership, "partnership", Command::Confirm).await
    }

    /// Says that a recorded partnership does not exist.
    async fn contest_partnership(
        &self,
        ctx: &Context<'_>,
        input: PartnershipReasonInput,
    ) -> Result<PartnershipPayload> {
        reasoned(ctx, input, |reason| Command::Contest { reason }).await
    }

    /// Revises the terms; acceptances of other terms are void from then on.
    async fn revise_terms(
        &self,
        ctx: &Context<'_>,
        input: ReviseTermsInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let partnership = input.partnership.clone();
        act(&desk, &partnership, "partnership", input.command()).await
    }

    /// Remarks on the terms, for all sides or for one's own alone.
    async fn remark_on_partnership(
        &self,
        ctx: &Context<'_>,
        input: RemarkInput,
    ) -> Result<PartnershipPayload> {
        let visibility = input.visibility();
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command =
            Command::Remark { about: TextHash(input.about), body: input.body.into(), visibility };
        act(&desk, &input.cooperation, "cooperation", command).await
    }

    /// Accepts, for the acting side, the terms with the given hash.
    async fn accept_partnership(
        &self,
        ctx: &Context<'_>,
        input: AcceptPartnershipInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Accept { hash: TextHash(input.hash) };
        act(&desk, &input.partnership, "partnership", command).await
    }

    /// Declines a proposed partnership.
    async fn decline_partnership(
        &self,
        ctx: &Context<'_>,
        input: PartnershipReasonInput,
    ) -> Result<PartnershipPayload> {
        reasoned(ctx, input, |reason| Command::Decline { reason }).await
    }

    /// Takes one's own proposal back, or leaves before the start.
    async fn withdraw_partnership(
        &self,
        ctx: &Context<'_>,
        input: PartnershipReasonInput,
    ) -> Result<PartnershipPayload> {
        reasoned(ctx, input, |reason| Command::Withdraw { reason }).await
    }

    /// Records the vote of the acting organisation's council on the partnership.
    async fn record_partnership_decision(
        &self,
        ctx: &Context<'_>,
        input: RecordDecisionInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = decide(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Records the first day of a partnership that all sides accepted.
    async fn start_partnership(
        &self,
        ctx: &Context<'_>,
        input: StartPartnershipInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Start { on: input.on.0, facts: Vec::new() };
        act(&desk, &input.partnership, "partnership", command).await
    }

    /// Wakes a dormant partnership up.
    async fn revive_partnership(
        &self,
        ctx: &Context<'_>,
        input: PartnershipReasonInput,
    ) -> Result<PartnershipPayload> {
        reasoned(ctx, input, |reason| Command::Revive { reason }).await
    }

    /// Ends a partnership: by one side, with the reason and what was learnt.
    async fn end_partnership(
        &self,
        ctx: &Context<'_>,
        input: EndInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::End { reason: input.reason, lessons: input.lessons };
        act(&desk, &input.cooperation, "cooperation", command).await
    }

    /// Records that a State annulled a partnership.
    async fn record_partnership_annulment(
        &self,
        ctx: &Context<'_>,
        input: RecordAnnulmentInput,
    ) -> Result<PartnershipPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::RecordAnnulment {
            authority: input.authority,
            reason: input.reason,
            reference: input.reference,
            on: input.on.0,
        };
        act(&desk, &input.cooperation, "cooperation", command).await
    }
}

async fn reasoned(
    ctx: &Context<'_>,
    input: PartnershipReasonInput,
    command: fn(String) -> Command,
) -> Result<PartnershipPayload> {
    let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
    act(&desk, &input.partnership, "partnership", command(input.reason)).await
}

async fn create(desk: &Desk<'_>, command: Result<Command, Refusal>) -> Result<PartnershipPayload> {
    let attempt = async {
        let author = desk.author()?;
        let id = PartnershipId(desk.created());
        let outcome = desk.world.partnerships.handle(&author, desk.command, id, command?).await?;
        Ok((id, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}

async fn act(
    desk: &Desk<'_>,
    given: &ID,
    path: &str,
    command: Command,
) -> Result<PartnershipPayload> {
    let attempt = async {
        let author = desk.author()?;
        let id = visible(desk, given, path).await?;
        let outcome = desk.world.partnerships.handle(&author, desk.command, id, command).await?;
        Ok((id, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}

async fn visible(desk: &Desk<'_>, given: &ID, path: &str) -> Result<PartnershipId, Stop> {
    match desk.cooperation(given, path).await? {
        Cooperation::Partnership(id) => Ok(id),
        Cooperation::Jumelage(_) => Err(unknown(path, given).into()),
    }
}

/// The vote of the author's own council, on the terms that stand.
async fn decide(desk: &Desk<'_>, input: RecordDecisionInput) -> Attempt<PartnershipId> {
    let author = desk.author()?;
    let id = visible(desk, &input.cooperation, "cooperation").await?;
    let organisation = own_organisation(&author)?;
    let command = Command::RecordDecision { decision: input.decision(organisation) };
    let outcome = desk.world.partnerships.handle(&author, desk.command, id, command).await?;
    Ok((id, outcome))
}
