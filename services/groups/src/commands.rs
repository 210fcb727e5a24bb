//! Commands on country groups: who may, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::access::{Action, allows};
use domain::codec::{Subject, stream_of};
use domain::context::SeatOf;
use domain::{Author, Event, GroupId, group};
use eventlog::{CommandId, EventLog, StreamId};

/// The service of country groups.
pub struct Groups {
    groups: Aggregate<group::State>,
}

impl Groups {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self { groups: Aggregate::new(Arc::clone(log), clock.clone(), fold) }
    }

    /// Carries out a command on a country group.
    ///
    /// # Errors
    /// [`Fault`] when the log fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: GroupId,
        command: group::Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action(&command)) {
            return Ok(Outcome::refused(refusal));
        }
        let command = self.with_own_scope(author, command).await?;
        let ask = Ask {
            author: *author,
            command_id,
            stream: StreamId(stream_of(&Subject::Group(id)).into()),
        };
        self.groups
            .run(
                ask,
                |state, context| {
                    let events = group::decide(state, command.clone(), context)?;
                    Ok(events.into_iter().map(Event::Group).collect())
                },
                |_, _| Vec::new(),
            )
            .await
    }

    /// Fills in what the group that the author runs looks at.
    async fn with_own_scope(
        &self,
        author: &Author,
        mut command: group::Command,
    ) -> Result<group::Command, Fault> {
        if let (group::Command::Found { within, .. }, SeatOf::Group(id)) = (&mut command, author.of)
        {
            let stream = StreamId(stream_of(&Subject::Group(id)).into());
            let (_, own) = self.groups.load(&stream).await?;
            *within = (!own.closed && own.is_run_by(author)).then(|| own.scope.clone());
        }
        Ok(command)
    }
}

fn action(command: &group::Command) -> Action {
    use group::Command as C;
    match command {
        C::Found { .. }
        | C::ChangeScope { .. }
        | C::GiveSeat { .. }
        | C::EndSeat { .. }
        | C::Close { .. } => Action::RunGroup,
        C::Join { .. } | C::Leave { .. } => Action::JoinGroup,
    }
}

fn fold(state: group::State, event: &Event) -> group::State {
    if let Event::Group(event) = event { group::evolve(state, event) } else { state }
}
