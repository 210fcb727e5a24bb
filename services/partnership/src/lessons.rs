//! Commands on lessons: who may, which parties and which project the cooperation has, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::access::{Action, allows};
use domain::codec::Subject;
use domain::lesson::{self, Command, State};
use domain::{Author, Event, LessonId, Refusal, project, rules};
use eventlog::{CommandId, EventLog};

use crate::homes::{Homes, stream};

/// The service of lessons.
pub struct Lessons {
    written: Aggregate<State>,
    projects: Aggregate<project::State>,
    homes: Homes,
}

impl Lessons {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            written: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            projects: Aggregate::new(Arc::clone(log), clock.clone(), fold_project),
            homes: Homes::new(log, clock),
        }
    }

    /// Carries out a command on a lesson. The parties of one that is written are those of its cooperation; `parties` in the
    /// command may be empty.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: LessonId,
        mut command: Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action(&command)) {
            return Ok(Outcome::refused(refusal));
        }
        if let Command::Write { cooperation, parties, project, .. } = &mut command {
            *parties = self.homes.of(Some(*cooperation)).await?.parties;
            if let Some(id) = *project {
                let (_, state) = self.projects.load(&stream(&Subject::Project(id))).await?;
                let own = state.opening.as_ref().map(|opening| opening.cooperation);
                if own != Some(*cooperation) {
                    let (rule, path) = (rules::LE_PROJECT, Some("project".to_owned()));
                    return Ok(Outcome::refused(Refusal { rule, path, detail: Vec::new() }));
                }
            }
        }
        let ask = Ask { author: *author, command_id, stream: stream(&Subject::Lesson(id)) };
        self.written
            .run(
                ask,
                |state, context| {
                    let events = lesson::decide(state, command.clone(), context)?;
                    Ok(events.into_iter().map(Event::Lesson).collect())
                },
                |_, _| Vec::new(),
            )
            .await
    }
}

/// The right that a command asks for.
#[must_use]
pub fn action(command: &Command) -> Action {
    match command {
        Command::Write { .. } | Command::Rewrite { .. } => Action::RunProject,
        Command::Consent { .. } | Command::WithdrawConsent { .. } => Action::Consent,
        Command::Retract { .. } => Action::RunCooperation,
    }
}

fn fold(state: State, event: &Event) -> State {
    if let Event::Lesson(event) = event { lesson::evolve(state, event) } else { state }
}

fn fold_project(state: project::State, event: &Event) -> project::State {
    if let Event::Project(event) = event { project::evolve(state, event) } else { state }
}
