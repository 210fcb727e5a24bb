//! Mutations on organisations and on the country register.

use async_graphql::{Context, ID, Object};
use domain::organisation::Command;
use domain::{Author, OrganisationId, Refusal, territory};

use super::desk::{Attempt, Desk};
use super::{OrganisationPayload, TerritoryPayload};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AddIdentifierInput, DescribeProfileInput, LocateOrganisationInput, MergeOrganisationInput,
    RecordOrganisationInput, RecordTerritoryFactInput, RenameOrganisationInput, RequestClaimInput,
    SettleClaimInput, WithdrawTerritoryFactInput, id, texts,
};
use crate::graph::territory::keeper;

/// Acts on organisations and on the country register.
#[derive(Default)]
pub struct DirectoryMutation;

#[Object]
impl DirectoryMutation {
    /// Records an organisation that is missing, provisionally, so that nobody has to wait for it.
    async fn record_organisation(
        &self,
        ctx: &Context<'_>,
        input: RecordOrganisationInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let organisation = OrganisationId(desk.created());
        let attempt = match desk.author() {
            Ok(author) => handle(&desk, &author, organisation, input.command()).await,
            Err(refusal) => Err(refusal.into()),
        };
        Ok(desk.settle(attempt).await?.into())
    }

    /// Asks to be confirmed as acting for an organisation; any signed-in person may.
    async fn request_claim(
        &self,
        ctx: &Context<'_>,
        input: RequestClaimInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, None)?;
        let command = Command::RequestClaim { function: input.function, invited_by: None };
        let author = desk.viewer().map(identity::Viewer::as_person);
        act(desk, author, &input.organisation, Ok(command)).await
    }

    /// Confirms that a person acts for an organisation, and says how one knows: its own people now.
    async fn confirm_claim(
        &self,
        ctx: &Context<'_>,
        input: SettleClaimInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let (author, organisation) = (desk.author(), input.organisation.clone());
        act(desk, author, &organisation, input.confirm()).await
    }

    /// Refuses a claim, with the reason.
    async fn refuse_claim(
        &self,
        ctx: &Context<'_>,
        input: SettleClaimInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let (author, organisation) = (desk.author(), input.organisation.clone());
        act(desk, author, &organisation, input.refuse()).await
    }

    /// Gives an organisation its names anew; the old ones stay findable.
    async fn rename_organisation(
        &self,
        ctx: &Context<'_>,
        input: RenameOrganisationInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let (author, organisation) = (desk.author(), input.organisation.clone());
        act(desk, author, &organisation, Ok(input.command())).await
    }

    /// Adds an identifier in a register.
    async fn add_identifier(
        &self,
        ctx: &Context<'_>,
        input: AddIdentifierInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::AddIdentifier { identifier: input.identifier.into() };
        let author = desk.author();
        act(desk, author, &input.organisation, Ok(command)).await
    }

    /// Says where an organisation is.
    async fn locate_organisation(
        &self,
        ctx: &Context<'_>,
        input: LocateOrganisationInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Locate { place: input.place.into(), source: input.source };
        let author = desk.author();
        act(desk, author, &input.organisation, Ok(command)).await
    }

    /// Describes an organisation for the matching of partners and for the rules.
    async fn describe_profile(
        &self,
        ctx: &Context<'_>,
        input: DescribeProfileInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::DescribeProfile { profile: input.profile.into() };
        let author = desk.author();
        act(desk, author, &input.organisation, Ok(command)).await
    }

    /// Points a record to the one of the same body that stays.
    async fn merge_organisation(
        &self,
        ctx: &Context<'_>,
        input: MergeOrganisationInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let command = input.target().map(|into| Command::MergeInto {
            into,
            reason: input.reason.clone(),
            would_loop: false,
        });
        let author = desk.author();
        act(desk, author, &input.organisation, command).await
    }

    /// Names the organisation that follows one that ceased to exist.
    async fn succeed_organisation(
        &self,
        ctx: &Context<'_>,
        input: MergeOrganisationInput,
    ) -> Result<OrganisationPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let command = input
            .target()
            .map(|successor| Command::SucceedBy { successor, reason: input.reason.clone() });
        let author = desk.author();
        act(desk, author, &input.organisation, command).await
    }

    /// Records a fact of the country register, with its source.
    async fn record_territory_fact(
        &self,
        ctx: &Context<'_>,
        input: RecordTerritoryFactInput,
    ) -> Result<TerritoryPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = record_fact(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Withdraws a fact of the country register that should not stand there, exactly as it was recorded.
    async fn withdraw_territory_fact(
        &self,
        ctx: &Context<'_>,
        input: WithdrawTerritoryFactInput,
    ) -> Result<TerritoryPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = withdraw_fact(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }
}

async fn handle(
    desk: &Desk<'_>,
    author: &Author,
    id: OrganisationId,
    command: Command,
) -> Attempt<OrganisationId> {
    let outcome = desk.world.directory.handle(author, desk.command, id, command).await?;
    Ok((id, outcome))
}

async fn act(
    desk: Desk<'_>,
    author: Result<Author, Refusal>,
    organisation: &ID,
    command: Result<Command, Refusal>,
) -> Result<OrganisationPayload> {
    let attempt = attempt(&desk, author, organisation, command).await;
    if let Ok((_, outcome)) = &attempt {
        desk.seats_known(outcome).await;
    }
    Ok(desk.settle(attempt).await?.into())
}

async fn attempt(
    desk: &Desk<'_>,
    author: Result<Author, Refusal>,
    organisation: &ID,
    command: Result<Command, Refusal>,
) -> Attempt<OrganisationId> {
    let author = author?;
    let organisation: OrganisationId = id(organisation, "organisation")?;
    handle(desk, &author, organisation, command?).await
}

async fn record_fact(desk: &Desk<'_>, input: RecordTerritoryFactInput) -> Attempt<()> {
    let fact = input.fact();
    let command = territory::Command::RecordFact { name: texts(input.name), fact };
    on_territory(desk, &input.territory, command).await
}

async fn withdraw_fact(desk: &Desk<'_>, input: WithdrawTerritoryFactInput) -> Attempt<()> {
    let fact = input.fact();
    let command = territory::Command::WithdrawFact { fact, reason: input.reason };
    on_territory(desk, &input.territory, command).await
}

async fn on_territory(desk: &Desk<'_>, code: &str, command: territory::Command) -> Attempt<()> {
    // The platform's seat is the only one that keeps the register: nobody has to choose it.
    let author = match &desk.acting_as {
        None => keeper(desk.viewer()?)?,
        Some(_) => desk.author()?,
    };
    let outcome = desk.world.directory.territory(&author, desk.command, code, command).await?;
    Ok(((), outcome))
}
