//! Mutations on twinnings.

use async_graphql::{Context, ID, Object};
use domain::cooperation::{Cooperation, TextHash};
use domain::jumelage::Command;
use domain::{JumelageId, OrganisationId, Refusal};

use super::JumelagePayload;
use super::desk::{Attempt, Desk};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AmendCharterInput, ChangeJumelageKindInput, ChooseJumelageThemesInput, ConsentToCharterInput,
    EndInput, HoldCeremonyInput, InviteTownInput, JumelageActInput, JumelageReasonInput,
    ProposeJumelageInput, RecordAnnulmentInput, RecordDecisionInput, RecordExistingJumelageInput,
    RegulariseInput, RemarkInput, id, themes, unknown,
};

/// Acts on twinnings.
#[derive(Default)]
pub struct JumelageMutation;

#[Object]
impl JumelageMutation {
    /// Proposes a twinning to the other towns, with the first text of its charter.
    async fn propose_jumelage(
        &self,
        ctx: &Context<'_>,
        input: ProposeJumelageInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        create(&desk, input.command()).await
    }

    /// Puts a twinning on record that exists since before the platform; the other sides confirm it.
    async fn record_existing_jumelage(
        &self,
        ctx: &Context<'_>,
        input: RecordExistingJumelageInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        create(&desk, input.command()).await
    }

    /// Confirms that a twinning recorded by another side exists.
    async fn confirm_jumelage(
        &self,
        ctx: &Context<'_>,
        input: JumelageActInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.jumelage, "jumelage", Command::Confirm).await
    }

    /// Says that a recorded twinning does not exist.
    async fn contest_jumelage(
        &self,
        ctx: &Context<'_>,
        input: JumelageReasonInput,
    ) -> Result<JumelagePayload> {
        reasoned(ctx, input, |reason| Command::Contest { reason }).await
    }

    /// Changes the charter; consents given to another text are void from then on.
    async fn amend_charter(
        &self,
        ctx: &Context<'_>,
        input: AmendCharterInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let jumelage = input.jumelage.clone();
        act(&desk, &jumelage, "jumelage", input.command()).await
    }

    /// Remarks on the charter, for all sides or for one's own alone.
    async fn remark_on_jumelage(
        &self,
        ctx: &Context<'_>,
        input: RemarkInput,
    ) -> Result<JumelagePayload> {
        let visibility = input.visibility();
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command =
            Command::Remark { about: TextHash(input.about), body: input.body.into(), visibility };
        act(&desk, &input.cooperation, "cooperation", command).await
    }

    /// Consents, for the acting side, to the charter with the given hash.
    async fn consent_to_charter(
        &self,
        ctx: &Context<'_>,
        input: ConsentToCharterInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Consent { hash: TextHash(input.hash) };
        act(&desk, &input.jumelage, "jumelage", command).await
    }

    /// Takes a consent back, as long as not all sides have given theirs.
    async fn withdraw_consent(
        &self,
        ctx: &Context<'_>,
        input: JumelageReasonInput,
    ) -> Result<JumelagePayload> {
        reasoned(ctx, input, |reason| Command::WithdrawConsent { reason }).await
    }

    /// Records the vote of the acting organisation's council on the twinning.
    async fn record_jumelage_decision(
        &self,
        ctx: &Context<'_>,
        input: RecordDecisionInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = decide(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Registers the ceremony; every council must have decided before.
    async fn hold_ceremony(
        &self,
        ctx: &Context<'_>,
        input: HoldCeremonyInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let jumelage = input.jumelage.clone();
        act(&desk, &jumelage, "jumelage", input.command()).await
    }

    /// Declines a proposed twinning.
    async fn decline_jumelage(
        &self,
        ctx: &Context<'_>,
        input: JumelageReasonInput,
    ) -> Result<JumelagePayload> {
        reasoned(ctx, input, |reason| Command::Decline { reason }).await
    }

    /// Takes one's own proposal back.
    async fn withdraw_jumelage(
        &self,
        ctx: &Context<'_>,
        input: JumelageReasonInput,
    ) -> Result<JumelagePayload> {
        reasoned(ctx, input, |reason| Command::Withdraw { reason }).await
    }

    /// Changes the kind of twinning.
    async fn change_jumelage_kind(
        &self,
        ctx: &Context<'_>,
        input: ChangeJumelageKindInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::ChangeKind { kind: input.kind.into(), reason: input.reason };
        act(&desk, &input.jumelage, "jumelage", command).await
    }

    /// Chooses the themes anew.
    async fn choose_jumelage_themes(
        &self,
        ctx: &Context<'_>,
        input: ChooseJumelageThemesInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::ChooseThemes { themes: themes(input.themes), reason: input.reason };
        act(&desk, &input.jumelage, "jumelage", command).await
    }

    /// Invites a further town.
    async fn invite_town(
        &self,
        ctx: &Context<'_>,
        input: InviteTownInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = invite(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Joins a twinning as the invited town.
    async fn join_jumelage(
        &self,
        ctx: &Context<'_>,
        input: JumelageActInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.jumelage, "jumelage", Command::Join).await
    }

    /// Wakes a dormant twinning up.
    async fn revive_jumelage(
        &self,
        ctx: &Context<'_>,
        input: JumelageReasonInput,
    ) -> Result<JumelagePayload> {
        reasoned(ctx, input, |reason| Command::Revive { reason }).await
    }

    /// Ends a twinning: by one side, with the reason and what was learnt.
    async fn end_jumelage(&self, ctx: &Context<'_>, input: EndInput) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::End { reason: input.reason, lessons: input.lessons };
        act(&desk, &input.cooperation, "cooperation", command).await
    }

    /// Records that a State annulled a twinning.
    async fn record_jumelage_annulment(
        &self,
        ctx: &Context<'_>,
        input: RecordAnnulmentInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::RecordAnnulment {
            authority: input.authority,
            reason: input.reason,
            reference: input.reference,
            on: input.on.0,
        };
        act(&desk, &input.cooperation, "cooperation", command).await
    }

    /// Records that missing formalities were completed.
    async fn regularise_jumelage(
        &self,
        ctx: &Context<'_>,
        input: RegulariseInput,
    ) -> Result<JumelagePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Regularise { reason: input.reason, reference: input.reference };
        act(&desk, &input.jumelage, "jumelage", command).await
    }
}

async fn reasoned(
    ctx: &Context<'_>,
    input: JumelageReasonInput,
    command: fn(String) -> Command,
) -> Result<JumelagePayload> {
    let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
    act(&desk, &input.jumelage, "jumelage", command(input.reason)).await
}

async fn create(desk: &Desk<'_>, command: Result<Command, Refusal>) -> Result<JumelagePayload> {
    let attempt = async {
        let author = desk.author()?;
        let id = JumelageId(desk.created());
        let outcome = desk.world.jumelages.jumelage(&author, desk.command, id, command?).await?;
        Ok((id, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}

async fn act(desk: &Desk<'_>, given: &ID, path: &str, command: Command) -> Result<JumelagePayload> {
    let attempt = async {
        let author = desk.author()?;
        let id = visible(desk, given, path).await?;
        let outcome = desk.world.jumelages.jumelage(&author, desk.command, id, command).await?;
        Ok((id, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}

async fn visible(desk: &Desk<'_>, given: &ID, path: &str) -> Result<JumelageId, super::desk::Stop> {
    match desk.cooperation(given, path).await? {
        Cooperation::Jumelage(id) => Ok(id),
        Cooperation::Partnership(_) => Err(unknown(path, given).into()),
    }
}

/// The vote of the author's own council, on the charter that stands.
async fn decide(desk: &Desk<'_>, input: RecordDecisionInput) -> Attempt<JumelageId> {
    let author = desk.author()?;
    let id = visible(desk, &input.cooperation, "cooperation").await?;
    let organisation = super::desk::own_organisation(&author)?;
    let command = Command::RecordDecision { decision: input.decision(organisation) };
    let outcome = desk.world.jumelages.jumelage(&author, desk.command, id, command).await?;
    Ok((id, outcome))
}

async fn invite(desk: &Desk<'_>, input: InviteTownInput) -> Attempt<JumelageId> {
    let author = desk.author()?;
    let jumelage = visible(desk, &input.jumelage, "jumelage").await?;
    let town: OrganisationId = id(&input.organisation, "organisation")?;
    let outcome =
        desk.world.jumelages.jumelage(&author, desk.command, jumelage, input.command(town)).await?;
    Ok((jumelage, outcome))
}
