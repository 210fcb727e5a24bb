//! Commands on projects: who may, what the decision needs to know of the cooperation and its parties, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome, Records, Stop};
use domain::access::{Action, allows};
use domain::codec::Subject;
use domain::exchange::MissionPart;
use domain::project::evaluation::EvaluationCommand;
use domain::project::{self, Act, Command, Known, MissionKnown};
use domain::{Author, Event, ProjectId, exchange};
use eventlog::{CommandId, EventLog};

use crate::homes::{Homes, stream};

/// The service of projects.
pub struct Projects {
    work: Aggregate<project::State>,
    homes: Homes,
    missions: Aggregate<exchange::State>,
    records: Records,
}

impl Projects {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            work: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            homes: Homes::new(log, clock),
            missions: Aggregate::new(Arc::clone(log), clock.clone(), fold_mission),
            records: Records::new(log, clock),
        }
    }

    /// Carries out a command on a project. The parties of one that is proposed are those of its cooperation; `parties`
    /// in the command may be empty.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: ProjectId,
        command: Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action(&command)) {
            return Ok(Outcome::refused(refusal));
        }
        let (command, known) = match self.prepare(id, command).await {
            Ok(prepared) => prepared,
            Err(Stop::Refused(refusal)) => return Ok(Outcome::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let ask = Ask { author: *author, command_id, stream: stream(&Subject::Project(id)) };
        self.work
            .run(
                ask,
                |state, context| {
                    let events = project::decide(state, command.clone(), &known, context)?;
                    Ok(events.into_iter().map(Event::Project).collect())
                },
                |state, context| project::remarks(state, &command, &known, context),
            )
            .await
    }

    /// Fills in what the decision needs to know.
    async fn prepare(&self, id: ProjectId, mut command: Command) -> Result<(Command, Known), Stop> {
        let (of, known) = if let Command::Propose { cooperation, .. } = &command {
            (Some(*cooperation), None)
        } else {
            let (_, state) = self.work.load(&stream(&Subject::Project(id))).await?;
            let cooperation = state.opening.as_ref().map(|opening| opening.cooperation);
            (cooperation, Some(state.parties().to_vec()))
        };
        let home = self.homes.of(of).await?;
        if let Command::Propose { parties, .. } = &mut command {
            parties.clone_from(&home.parties);
        }
        let parties = known.unwrap_or(home.parties);
        let facts = self.records.facts(&parties).await?;
        let mission = self.mission(&command).await?;
        Ok((command, Known { facts, themes: home.themes, open: home.open, mission }))
    }

    /// The mission that a command names, if it does and it is on record: of which cooperation, and who wrote what follows.
    async fn mission(&self, command: &Command) -> Result<Option<MissionKnown>, Fault> {
        let Command::TakeUpMission { exchange, .. } = command else {
            return Ok(None);
        };
        let (_, state) = self.missions.load(&stream(&Subject::Exchange(*exchange))).await?;
        let follows = state.mission.iter().filter(|one| one.part == MissionPart::FollowUp);
        let wrote = follows.map(|one| one.by).collect();
        Ok(state.plan.as_ref().map(|plan| MissionKnown { cooperation: plan.cooperation, wrote }))
    }
}

fn of_evaluation(command: &EvaluationCommand) -> Action {
    use EvaluationCommand as C;
    match command {
        C::Open { .. } | C::Conclude { .. } => Action::RunCooperation,
        C::Agree { .. } => Action::Consent,
        C::Answer { .. } | C::ProposeMeasure { .. } | C::Drop { .. } | C::TakeUp { .. } => {
            Action::RunProject
        }
    }
}

fn action(command: &Command) -> Action {
    use Command as C;
    match command {
        C::Propose { .. }
        | C::Revise { .. }
        | C::ReachStage { .. }
        | C::Start { .. }
        | C::Close { .. }
        | C::Abandon { .. } => Action::RunCooperation,
        C::Evaluation(command) => of_evaluation(command),
        C::Remind { .. } => Action::Automate,
        C::Consent { .. } | C::WithdrawConsent { .. } => Action::Consent,
        C::Phase(_)
        | C::WriteReport { .. }
        | C::PlanTask { .. }
        | C::TakeUpMission { .. }
        | C::RescheduleTask { .. }
        | C::AssignTask { .. }
        | C::OrderTask { .. }
        | C::BeginTask { .. }
        | C::FinishTask { .. }
        | C::DropTask { .. }
        | C::ReopenTask { .. }
        | C::AddItem { .. }
        | C::TickItem { .. }
        | C::SetMilestone { .. }
        | C::MoveMilestone { .. }
        | C::ReachMilestone { .. }
        | C::NoteRisk { .. }
        | C::ReassessRisk { .. }
        | C::SettleRisk { .. }
        | C::DefineIndicator { .. }
        | C::DropIndicator { .. }
        | C::Measure { .. }
        | C::Correct { .. } => Action::RunProject,
    }
}

/// The right that a page asks for before it shows an act.
#[must_use]
pub fn action_of(act: Act) -> Action {
    match act {
        Act::Consent | Act::WithdrawConsent => Action::Consent,
        Act::Start | Act::Revise | Act::ReachStage | Act::Close | Act::Abandon => {
            Action::RunCooperation
        }
        Act::PlanTask
        | Act::SetMilestone
        | Act::AddPhase
        | Act::DefineIndicator
        | Act::NoteRisk => Action::RunProject,
    }
}

fn fold_mission(state: exchange::State, event: &Event) -> exchange::State {
    if let Event::Exchange(event) = event { exchange::evolve(state, event) } else { state }
}

fn fold(state: project::State, event: &Event) -> project::State {
    if let Event::Project(event) = event { project::evolve(state, event) } else { state }
}
