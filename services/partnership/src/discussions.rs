//! Commands in discussions: who may, which parties the cooperation has now, then decide. Words are the caller's part.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::access::{Action, allows};
use domain::codec::Subject;
use domain::discussion::{self, Command, Known};
use domain::{Author, DiscussionId, Event};
use eventlog::{CommandId, EventLog};

use crate::homes::{Homes, stream};

/// The service of discussions.
pub struct Discussions {
    threads: Aggregate<discussion::State>,
    homes: Homes,
}

impl Discussions {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            threads: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            homes: Homes::new(log, clock),
        }
    }

    /// Carries out a command in a discussion. Words are kept before, under the id of the message and its edition.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: DiscussionId,
        command: Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, Action::Talk) {
            return Ok(Outcome::refused(refusal));
        }
        let stream = stream(&Subject::Discussion(id));
        let cooperation = if let Command::Open { cooperation, .. } = &command {
            Some(*cooperation)
        } else {
            let (_, state) = self.threads.load(&stream).await?;
            state.opening.as_ref().map(|opening| opening.cooperation)
        };
        let known = Known { parties: self.homes.of(cooperation).await?.parties };
        self.threads
            .run(
                Ask { author: *author, command_id, stream },
                |state, context| {
                    let events = discussion::decide(state, command.clone(), &known, context)?;
                    Ok(events.into_iter().map(Event::Discussion).collect())
                },
                |_, _| Vec::new(),
            )
            .await
    }

    /// The discussion by the log itself.
    ///
    /// # Errors
    /// When the log fails.
    pub async fn state(&self, id: DiscussionId) -> Result<Arc<discussion::State>, Fault> {
        Ok(self.threads.load(&stream(&Subject::Discussion(id))).await?.1)
    }
}

fn fold(state: discussion::State, event: &Event) -> discussion::State {
    if let Event::Discussion(event) = event { discussion::evolve(state, event) } else { state }
}
