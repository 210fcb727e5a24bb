//! Mutations on exchanges.

use async_graphql::{Context, ID, Object};
use domain::exchange::Command;
use domain::{ExchangeId, OrganisationId};

use super::ExchangePayload;
use super::desk::{Attempt, Desk};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    CancelExchangeInput, HoldExchangeInput, PlanExchangeInput, RescheduleExchangeInput,
    WriteMissionReportInput, id, unknown,
};

/// Acts on exchanges.
#[derive(Default)]
pub struct ExchangeMutation;

#[Object]
impl ExchangeMutation {
    /// Plans an exchange of a cooperation.
    async fn plan_exchange(
        &self,
        ctx: &Context<'_>,
        input: PlanExchangeInput,
    ) -> Result<ExchangePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = plan(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Moves its dates.
    async fn reschedule_exchange(
        &self,
        ctx: &Context<'_>,
        input: RescheduleExchangeInput,
    ) -> Result<ExchangePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let exchange = input.exchange.clone();
        act(&desk, &exchange, input.command()).await
    }

    /// Cancels it.
    async fn cancel_exchange(
        &self,
        ctx: &Context<'_>,
        input: CancelExchangeInput,
    ) -> Result<ExchangePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let command = Command::Cancel { parties: Vec::new(), reason: input.reason };
        act(&desk, &input.exchange, command).await
    }

    /// Records that it took place: who came, in numbers, and what came of it.
    async fn hold_exchange(
        &self,
        ctx: &Context<'_>,
        input: HoldExchangeInput,
    ) -> Result<ExchangePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let exchange = input.exchange.clone();
        act(&desk, &exchange, input.command()).await
    }

    /// Writes a part of its report for the own side: purpose and place at any time, the rest once it was held.
    async fn write_mission_report(
        &self,
        ctx: &Context<'_>,
        input: WriteMissionReportInput,
    ) -> Result<ExchangePayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let exchange = input.exchange.clone();
        act(&desk, &exchange, input.command()).await
    }
}

async fn plan(desk: &Desk<'_>, input: PlanExchangeInput) -> Attempt<ExchangeId> {
    let author = desk.author()?;
    let cooperation = desk.cooperation(&input.cooperation, "cooperation").await?;
    let host: OrganisationId = id(&input.host, "host")?;
    let exchange = ExchangeId(desk.created());
    let command = input.command(cooperation, host);
    let outcome = desk.world.jumelages.exchange(&author, desk.command, exchange, command).await?;
    Ok((exchange, outcome))
}

async fn act(desk: &Desk<'_>, given: &ID, command: Command) -> Result<ExchangePayload> {
    let attempt = async {
        let author = desk.author()?;
        let exchange: ExchangeId = id(given, "exchange")?;
        if desk.view().await?.exchange(exchange).await?.is_none() {
            return Err(unknown("exchange", given).into());
        }
        let outcome =
            desk.world.jumelages.exchange(&author, desk.command, exchange, command).await?;
        Ok((exchange, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
