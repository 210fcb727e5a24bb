//! Commands on financing plans: who may, what the decision needs to know of the project and its parties, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome, Records, Stop};
use domain::access::{Action, allows};
use domain::codec::Subject;
use domain::financing::{
    self, Act, Command, EntryCommand, Known, PlanCommand, State, SubsidyCommand,
};
use domain::{Author, Event, FinancingId, ProjectId, project};
use eventlog::{CommandId, EventLog};

use crate::homes::{Homes, stream};

/// The service of financing plans.
pub struct Financings {
    plans: Aggregate<State>,
    projects: Aggregate<project::State>,
    homes: Homes,
    records: Records,
}

impl Financings {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            plans: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            projects: Aggregate::new(Arc::clone(log), clock.clone(), fold_project),
            homes: Homes::new(log, clock),
            records: Records::new(log, clock),
        }
    }

    /// Carries out a command on the plan of a project. Cooperation and parties of a proposal are those of the project; they
    /// may be empty in the command.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        project: ProjectId,
        command: Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action(&command)) {
            return Ok(Outcome::refused(refusal));
        }
        let (command, known) = match self.prepare(project, command).await {
            Ok(prepared) => prepared,
            Err(Stop::Refused(refusal)) => return Ok(Outcome::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let stream = stream(&Subject::Financing(FinancingId::of(project)));
        let ask = Ask { author: *author, command_id, stream };
        self.plans
            .run(
                ask,
                |state, context| {
                    let events = financing::decide(state, command.clone(), &known, context)?;
                    Ok(events.into_iter().map(Event::Financing).collect())
                },
                |state, context| financing::remarks(state, &command, &known, context),
            )
            .await
    }

    /// Fills in what the decision needs to know.
    async fn prepare(&self, id: ProjectId, mut command: Command) -> Result<(Command, Known), Stop> {
        let (_, state) = self.projects.load(&stream(&Subject::Project(id))).await?;
        let home = self.homes.of(state.opening.as_ref().map(|opening| opening.cooperation)).await?;
        if let Command::Plan(PlanCommand::Propose { parties, cooperation, .. }) = &mut command {
            *cooperation = state.opening.as_ref().map(|opening| opening.cooperation);
            *parties = state.parties().to_vec();
        }
        let facts = self.records.facts(state.parties()).await?;
        let mut known = known(&state, facts);
        known.open &= home.open;
        Ok((command, known))
    }
}

/// What a plan needs to know of its project; that the cooperation lives is the caller's to look up.
#[must_use]
pub fn known(state: &project::State, facts: Vec<domain::rules::PartyFacts>) -> Known {
    let description = project::in_force(state);
    let themes = description.map(|one| one.themes.clone()).unwrap_or_default();
    let days = description.map(|one| (one.starts, one.ends)).unwrap_or_default();
    Known { facts, open: state.stage.open(), themes, days }
}

fn action(command: &Command) -> Action {
    match command {
        Command::Plan(PlanCommand::Propose { .. } | PlanCommand::Revise { .. })
        | Command::Entry(
            EntryCommand::Record { .. } | EntryCommand::Spend { .. } | EntryCommand::Correct { .. },
        )
        | Command::Subsidy(SubsidyCommand::Pay { .. }) => Action::RunCooperation,
        Command::Plan(PlanCommand::Consent { .. } | PlanCommand::WithdrawConsent { .. }) => {
            Action::Consent
        }
        Command::Remind { .. } => Action::Automate,
        Command::Subsidy(SubsidyCommand::Vote { .. }) => Action::RecordDecision,
        Command::Subsidy(SubsidyCommand::Sign { .. }) => Action::RegisterSignature,
    }
}

/// The right that a page asks for before it shows an act.
#[must_use]
pub fn action_of(act: Act) -> Action {
    match act {
        Act::Consent | Act::WithdrawConsent => Action::Consent,
        Act::Revise => Action::RunCooperation,
    }
}

fn fold(state: State, event: &Event) -> State {
    if let Event::Financing(event) = event { financing::evolve(state, event) } else { state }
}

fn fold_project(state: project::State, event: &Event) -> project::State {
    if let Event::Project(event) = event { project::evolve(state, event) } else { state }
}
