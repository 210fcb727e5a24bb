//! Mutations on conventions.

use async_graphql::{Context, ID, Object};
use domain::convention::Command;
use domain::{ConventionId, OrganisationId, Refusal, rules};

use super::ConventionPayload;
use super::desk::{Attempt, Desk, own_organisation};
use super::draft::{drafted, refusal};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    CompleteFormalityInput, ConsentToConventionInput, ConventionActInput, ConventionReasonInput,
    NameConventionVersionInput, OpenConventionInput, RecordConventionAnnulmentInput,
    RecordConventionVoteInput, RecordExistingConventionInput, RecordObservationInput,
    RenewConventionInput, SignConventionInput, TerminateConventionInput, WithdrawObservationInput,
    id, optional_id, unknown,
};
use crate::graph::refusal::RefusalView;

/// Acts on conventions.
#[derive(Default)]
pub struct ConventionMutation;

#[Object]
impl ConventionMutation {
    /// Begins a convention of a cooperation.
    async fn open_convention(
        &self,
        ctx: &Context<'_>,
        input: OpenConventionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = open(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Puts a convention on record that is in force since before the platform.
    async fn record_existing_convention(
        &self,
        ctx: &Context<'_>,
        input: RecordExistingConventionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = record(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Names a version of the text; consents and votes given to another one are void.
    async fn name_convention_version(
        &self,
        ctx: &Context<'_>,
        input: NameConventionVersionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let convention = input.convention.clone();
        let Some(read) = input.from_draft else {
            return act(&desk, &convention, |_| input.command(None)).await;
        };
        let (seq, texts) = match drafted(&desk, &convention).await {
            Ok(drafted) => drafted,
            Err(stop) => return Ok(desk.settle(Err(stop)).await?.into()),
        };
        let mut payload = act(&desk, &convention, |_| input.command(Some(texts))).await?;
        if payload.refusals.is_empty() && !payload.repeated && i64::from(read) < i64::from(seq) {
            payload.remarks.push(RefusalView(refusal(rules::CV_DRAFT_MOVED)));
        }
        Ok(payload)
    }

    /// Consents to a version for the acting side.
    async fn consent_to_convention(
        &self,
        ctx: &Context<'_>,
        input: ConsentToConventionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let hash = domain::cooperation::TextHash(input.hash);
        act(&desk, &input.convention, |_| Ok(Command::Consent { hash })).await
    }

    /// Takes the consent back, before all have consented.
    async fn withdraw_convention_consent(
        &self,
        ctx: &Context<'_>,
        input: ConventionReasonInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::WithdrawConsent { reason: input.reason };
        act(&desk, &input.convention, |_| Ok(command)).await
    }

    /// Records the vote of the acting organisation's council on the agreed version.
    async fn record_convention_vote(
        &self,
        ctx: &Context<'_>,
        input: RecordConventionVoteInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let convention = input.convention.clone();
        act(&desk, &convention, |own| Ok(input.command(own?))).await
    }

    /// Records the signature of the acting organisation.
    async fn sign_convention(
        &self,
        ctx: &Context<'_>,
        input: SignConventionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let convention = input.convention.clone();
        act(&desk, &convention, |own| Ok(input.command(own?))).await
    }

    /// Records a formality of the acting organisation that was completed outside; the platform transmits nothing.
    async fn complete_formality(
        &self,
        ctx: &Context<'_>,
        input: CompleteFormalityInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let convention = input.convention.clone();
        act(&desk, &convention, |own| Ok(input.command(own?))).await
    }

    /// Records an observation that the control of legality made to the acting organisation.
    async fn record_legality_observation(
        &self,
        ctx: &Context<'_>,
        input: RecordObservationInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::RecordObservation {
            authority: input.authority,
            grounds: input.grounds,
            on: input.on.0,
        };
        act(&desk, &input.convention, |_| Ok(command)).await
    }

    /// Records that an observation was withdrawn.
    async fn withdraw_legality_observation(
        &self,
        ctx: &Context<'_>,
        input: WithdrawObservationInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let convention = input.convention.clone();
        act(&desk, &convention, |_| input.command()).await
    }

    /// Records the entry into force, where a hindrance ended after the last step; otherwise that step brings it.
    async fn record_convention_force(
        &self,
        ctx: &Context<'_>,
        input: ConventionActInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.convention, |_| Ok(Command::EnterIntoForce)).await
    }

    /// Renews a convention whose text provides for it.
    async fn renew_convention(
        &self,
        ctx: &Context<'_>,
        input: RenewConventionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Renew { term: input.term.into(), reason: input.reason };
        act(&desk, &input.convention, |_| Ok(command)).await
    }

    /// Records that its term ended.
    async fn expire_convention(
        &self,
        ctx: &Context<'_>,
        input: ConventionActInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.convention, |_| Ok(Command::Expire)).await
    }

    /// Ends a convention in force; leaving is unilateral and has a reason.
    async fn terminate_convention(
        &self,
        ctx: &Context<'_>,
        input: TerminateConventionInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Terminate { on: input.on.0, reason: input.reason };
        act(&desk, &input.convention, |_| Ok(command)).await
    }

    /// Gives a draft up before anybody is bound.
    async fn abandon_convention(
        &self,
        ctx: &Context<'_>,
        input: ConventionReasonInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Abandon { reason: input.reason };
        act(&desk, &input.convention, |_| Ok(command)).await
    }

    /// Records that a State or a court annulled it.
    async fn record_convention_annulment(
        &self,
        ctx: &Context<'_>,
        input: RecordConventionAnnulmentInput,
    ) -> Result<ConventionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::RecordAnnulment {
            authority: input.authority,
            reason: input.reason,
            reference: input.reference,
            on: input.on.0,
        };
        act(&desk, &input.convention, |_| Ok(command)).await
    }
}

async fn open(desk: &Desk<'_>, input: OpenConventionInput) -> Attempt<ConventionId> {
    let author = desk.author()?;
    let cooperation = desk.cooperation(&input.cooperation, "cooperation").await?;
    let association: Option<OrganisationId> =
        optional_id(input.association.as_ref(), "association")?;
    let amends: Option<ConventionId> = optional_id(input.amends.as_ref(), "amends")?;
    let convention = ConventionId(desk.created());
    let command = input.command(cooperation, amends);
    let service = &desk.world.conventions;
    let outcome = service.handle(&author, desk.command, convention, command, association).await?;
    Ok((convention, outcome))
}

async fn record(desk: &Desk<'_>, input: RecordExistingConventionInput) -> Attempt<ConventionId> {
    let author = desk.author()?;
    let cooperation = desk.cooperation(&input.cooperation, "cooperation").await?;
    let association: Option<OrganisationId> =
        optional_id(input.association.as_ref(), "association")?;
    let convention = ConventionId(desk.created());
    let command = input.command(cooperation);
    let service = &desk.world.conventions;
    let outcome = service.handle(&author, desk.command, convention, command, association).await?;
    Ok((convention, outcome))
}

/// Acts on a convention that the asker can see; `command` gets the organisation in whose name they act.
async fn act(
    desk: &Desk<'_>,
    given: &ID,
    command: impl FnOnce(Result<OrganisationId, Refusal>) -> Result<Command, Refusal>,
) -> Result<ConventionPayload> {
    let attempt = async {
        let author = desk.author()?;
        let convention: ConventionId = id(given, "convention")?;
        if desk.view().await?.convention(convention).await?.is_none() {
            return Err(unknown("convention", given).into());
        }
        let command = command(own_organisation(&author))?;
        let service = &desk.world.conventions;
        let outcome = service.handle(&author, desk.command, convention, command, None).await?;
        Ok((convention, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
