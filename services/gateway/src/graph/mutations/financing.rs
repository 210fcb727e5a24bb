//! Mutations on financing plans: the plan, amounts that come, subsidies.

use async_graphql::{Context, ID, Object};
use domain::financing::Command;
use domain::{FinancingId, ProjectId, Refusal};

use super::FinancingPayload;
use super::desk::Desk;
use crate::graph::fault::Result;
use crate::graph::inputs::{
    ActingAs, ConsentToFinancingPlanInput, CorrectFundsInput, PaySubsidyInput,
    ProposeFinancingPlanInput, RecordExpenseInput, RecordFundsInput, RecordSubsidyConventionInput,
    RecordSubsidyVoteInput, ReviseFinancingPlanInput, WithdrawFinancingConsentInput, id, unknown,
};
use crate::graph::scalars::Uuid;

macro_rules! acts {
    ($(#[$name_doc:meta])* $name:ident: $($(#[$doc:meta])* $act:ident($input:ident);)*) => {
        $(#[$name_doc])*
        #[derive(Default)]
        pub struct $name;

        #[Object]
        impl $name {$(
            $(#[$doc])*
            async fn $act(&self, ctx: &Context<'_>, input: $input) -> Result<FinancingPayload> {
                let (command, acting_as) = (input.command_id, input.acting_as.clone());
                let project = input.project.clone();
                act(ctx, command, acting_as, &project, |project| input.command(project)).await
            }
        )*}
    };
}

acts! {
    /// Financing plans.
    FinancingMutation:
    /// Proposes a plan for a project to its other sides; a plan whose sums do not match is refused.
    propose_financing_plan(ProposeFinancingPlanInput);
    /// Changes the plan; consents are void. What all agreed to holds until all consent to another.
    revise_financing_plan(ReviseFinancingPlanInput);
    /// Consents to the plan for the acting side.
    consent_to_financing_plan(ConsentToFinancingPlanInput);
    /// Takes the consent back, before all have consented.
    withdraw_financing_consent(WithdrawFinancingConsentInput);
    /// Records that money of a line of the acting side was confirmed, committed or disbursed.
    record_funds(RecordFundsInput);
    /// Records what was paid on an item of expense of the acting side that is no subsidy.
    record_expense(RecordExpenseInput);
    /// Corrects an amount; the old one stays on record and no longer counts.
    correct_funds(CorrectFundsInput);
    /// Records the vote of a subsidy by one's own council.
    record_subsidy_vote(RecordSubsidyVoteInput);
    /// Records the convention with an association.
    record_subsidy_convention(RecordSubsidyConventionInput);
    /// Records a payment of a subsidy.
    pay_subsidy(PaySubsidyInput);
}

/// Acts on the plan of a project that the asker can see.
async fn act(
    ctx: &Context<'_>,
    command_id: Uuid,
    acting_as: Option<ActingAs>,
    given: &ID,
    command: impl FnOnce(ProjectId) -> Result<Command, Refusal>,
) -> Result<FinancingPayload> {
    let desk = Desk::new(ctx, command_id, acting_as)?;
    let attempt = async {
        let author = desk.author()?;
        let project: ProjectId = id(given, "project")?;
        if desk.view().await?.project(project).await?.is_none() {
            return Err(unknown("project", given).into());
        }
        let command = command(project)?;
        let outcome = desk.world.financings.handle(&author, desk.command, project, command).await?;
        Ok((FinancingId::of(project), outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
