//! Mutations on projects: their life, their tasks, and what is followed beside them.

use async_graphql::{Context, ID, Object};
use domain::project::Command;
use domain::{ProjectId, Refusal};

use super::ProjectPayload;
use super::desk::{Attempt, Desk};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AbandonProjectInput, ActingAs, AddChecklistItemInput, AssignTaskInput, BeginTaskInput,
    CloseProjectInput, ConsentToProjectInput, CorrectMeasurementInput, DefineIndicatorInput,
    DropIndicatorInput, DropTaskInput, FinishTaskInput, MeasureIndicatorInput, MoveMilestoneInput,
    NoteRiskInput, OrderTaskInput, PlanTaskInput, ProposeProjectInput, ReachMilestoneInput,
    ReachProjectStageInput, ReassessRiskInput, ReopenTaskInput, RescheduleTaskInput,
    ReviseProjectInput, SetMilestoneInput, SettleRiskInput, StartProjectInput, TakeUpMissionInput,
    TickChecklistItemInput, WithdrawProjectConsentInput, WriteProjectReportInput, id, unknown,
};
use crate::graph::scalars::Uuid;

/// Proposals of projects.
#[derive(Default)]
pub struct ProjectProposalMutation;

#[Object]
impl ProjectProposalMutation {
    /// Proposes a project to the other sides of a cooperation.
    async fn propose_project(
        &self,
        ctx: &Context<'_>,
        input: ProposeProjectInput,
    ) -> Result<ProjectPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = propose(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }
}

async fn propose(desk: &Desk<'_>, input: ProposeProjectInput) -> Attempt<ProjectId> {
    let author = desk.author()?;
    let cooperation = desk.cooperation(&input.cooperation, "cooperation").await?;
    let project = ProjectId(desk.created());
    let command = input.command(cooperation);
    let outcome = desk.world.projects.handle(&author, desk.command, project, command).await?;
    Ok((project, outcome))
}

macro_rules! acts {
    ($(#[$name_doc:meta])* $name:ident: $($(#[$doc:meta])* $act:ident($input:ident);)*) => {
        $(#[$name_doc])*
        #[derive(Default)]
        pub struct $name;

        #[Object]
        impl $name {$(
            $(#[$doc])*
            async fn $act(&self, ctx: &Context<'_>, input: $input) -> Result<ProjectPayload> {
                let (command, acting_as) = (input.command_id, input.acting_as.clone());
                let project = input.project.clone();
                act(ctx, command, acting_as, &project, || input.command()).await
            }
        )*}
    };
}

acts! {
    /// The life of projects.
    ProjectMutation:
    /// Changes the description; consents to another one are void. A running project goes on under the description that all
    /// consented to.
    revise_project(ReviseProjectInput);
    /// Consents to the description for the acting side.
    consent_to_project(ConsentToProjectInput);
    /// Takes the consent back, before all have consented.
    withdraw_project_consent(WithdrawProjectConsentInput);
    /// Records that a later stage was reached.
    reach_project_stage(ReachProjectStageInput);
    /// Begins the work, once every side has consented to the same description.
    start_project(StartProjectInput);
    /// Ends a project with what was learnt.
    close_project(CloseProjectInput);
    /// Writes a part of a report for the acting side, once the work began and also after it ended.
    write_project_report(WriteProjectReportInput);
    /// Gives a project up; every side may, alone, with a reason.
    abandon_project(AbandonProjectInput);
}

acts! {
    /// The tasks of projects.
    ProjectTaskMutation:
    /// Plans a task of a party.
    plan_task(PlanTaskInput);
    /// Makes a task of what the acting side wrote that follows a mission; the same words become one task.
    take_up_mission(TakeUpMissionInput);
    /// Moves a task in time.
    reschedule_task(RescheduleTaskInput);
    /// Gives a task to another party or function.
    assign_task(AssignTaskInput);
    /// Chooses what comes before a task.
    order_task(OrderTaskInput);
    /// Begins a task of the acting side.
    begin_task(BeginTaskInput);
    /// Records that a task of the acting side is done.
    finish_task(FinishTaskInput);
    /// Gives a task of the acting side up.
    drop_task(DropTaskInput);
    /// Takes a task of the acting side up again.
    reopen_task(ReopenTaskInput);
    /// Adds a point to a checklist.
    add_checklist_item(AddChecklistItemInput);
    /// Ticks a point of a checklist, or takes the tick away.
    tick_checklist_item(TickChecklistItemInput);
}

acts! {
    /// What is followed beside the tasks of projects.
    ProjectFollowMutation:
    /// Sets a milestone.
    set_milestone(SetMilestoneInput);
    /// Moves a milestone.
    move_milestone(MoveMilestoneInput);
    /// Records that a milestone was reached.
    reach_milestone(ReachMilestoneInput);
    /// Notes a risk or an assumption.
    note_risk(NoteRiskInput);
    /// Sees a risk with other eyes.
    reassess_risk(ReassessRiskInput);
    /// Settles a risk or an assumption.
    settle_risk(SettleRiskInput);
    /// Defines an indicator.
    define_indicator(DefineIndicatorInput);
    /// Gives an indicator up.
    drop_indicator(DropIndicatorInput);
    /// Records what was read on a day; a second reading for the same day is refused.
    measure_indicator(MeasureIndicatorInput);
    /// Corrects a measurement; the old one stays on record and no longer counts.
    correct_measurement(CorrectMeasurementInput);
}

/// Acts on a project that the asker can see.
pub(super) async fn act(
    ctx: &Context<'_>,
    command_id: Uuid,
    acting_as: Option<ActingAs>,
    given: &ID,
    command: impl FnOnce() -> Result<Command, Refusal>,
) -> Result<ProjectPayload> {
    let desk = Desk::new(ctx, command_id, acting_as)?;
    let attempt = async {
        let author = desk.author()?;
        let project: ProjectId = id(given, "project")?;
        if desk.view().await?.project(project).await?.is_none() {
            return Err(unknown("project", given).into());
        }
        let command = command()?;
        let outcome = desk.world.projects.handle(&author, desk.command, project, command).await?;
        Ok((project, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
