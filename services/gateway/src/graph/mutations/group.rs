//! Mutations on country groups.

use async_graphql::{Context, ID, Object};
use domain::group::Command;
use domain::{GroupId, Refusal};

use super::CountryGroupPayload;
use super::desk::Desk;
use crate::graph::fault::Result;
use crate::graph::inputs::{
    ChangeGroupScopeInput, CloseGroupInput, FoundGroupInput, JoinGroupInput, LeaveGroupInput, id,
    unknown,
};

/// Acts on country groups.
#[derive(Default)]
pub struct GroupMutation;

#[Object]
impl GroupMutation {
    /// Founds a country group.
    async fn found_group(
        &self,
        ctx: &Context<'_>,
        input: FoundGroupInput,
    ) -> Result<CountryGroupPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = async {
            let author = desk.author()?;
            let group = GroupId(desk.created());
            let outcome =
                desk.world.groups.handle(&author, desk.command, group, input.command()?).await?;
            Ok((group, outcome))
        };
        Ok(desk.settle(attempt.await).await?.into())
    }

    /// Changes what a group looks at.
    async fn change_group_scope(
        &self,
        ctx: &Context<'_>,
        input: ChangeGroupScopeInput,
    ) -> Result<CountryGroupPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::ChangeScope { scope: input.scope.into(), reason: input.reason };
        act(&desk, &input.group, Ok(command)).await
    }

    /// Joins a group as a member authority.
    async fn join_group(
        &self,
        ctx: &Context<'_>,
        input: JoinGroupInput,
    ) -> Result<CountryGroupPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        act(&desk, &input.group, input.command()).await
    }

    /// Leaves a group.
    async fn leave_group(
        &self,
        ctx: &Context<'_>,
        input: LeaveGroupInput,
    ) -> Result<CountryGroupPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let group = input.group.clone();
        act(&desk, &group, input.command()).await
    }

    /// Closes a group.
    async fn close_group(
        &self,
        ctx: &Context<'_>,
        input: CloseGroupInput,
    ) -> Result<CountryGroupPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        act(&desk, &input.group, Ok(Command::Close { reason: input.reason })).await
    }
}

async fn act(
    desk: &Desk<'_>,
    given: &ID,
    command: Result<Command, Refusal>,
) -> Result<CountryGroupPayload> {
    let attempt = async {
        let author = desk.author()?;
        let group: GroupId = id(given, "group")?;
        if desk.view().await?.country_group(group).await?.is_none() {
            return Err(unknown("group", given).into());
        }
        let outcome = desk.world.groups.handle(&author, desk.command, group, command?).await?;
        Ok((group, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
