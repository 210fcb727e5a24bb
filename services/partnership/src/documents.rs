//! Commands on documents: who may, which parties the cooperation has now, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::access::{Action, allows};
use domain::codec::Subject;
use domain::document::{self, Command, Known};
use domain::{Author, Context, DocumentId, Event, Refusal};
use eventlog::{CommandId, EventLog, Position};
use jiff::tz::TimeZone;

use crate::homes::{Homes, stream};

/// The service of documents.
pub struct Documents {
    files: Aggregate<document::State>,
    homes: Homes,
}

impl Documents {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            files: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            homes: Homes::new(log, clock),
        }
    }

    /// Carries out a command on a document. That the bytes of a content are kept is the caller's part, before.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: DocumentId,
        command: Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, Action::GiveDocument) {
            return Ok(Outcome::refused(refusal));
        }
        let known = self.known(id, &command).await?;
        self.files
            .run(
                Ask { author: *author, command_id, stream: stream(&Subject::Document(id)) },
                |state, context| {
                    let events = document::decide(state, command.clone(), &known, context)?;
                    Ok(events.into_iter().map(Event::Document).collect())
                },
                |_, _| document::remarks(&command),
            )
            .await
    }

    /// Decides on a command and carries nothing out: whether its bytes may come. `Ok` with where the document stands now.
    ///
    /// # Errors
    /// As [`Documents::handle`].
    pub async fn may(
        &self,
        author: &Author,
        id: DocumentId,
        command: Command,
    ) -> Result<Result<Position, Refusal>, Fault> {
        if let Err(refusal) = allows(author, Action::GiveDocument) {
            return Ok(Err(refusal));
        }
        let known = self.known(id, &command).await?;
        let (position, state) = self.files.load(&stream(&Subject::Document(id))).await?;
        let now = self.files.clock().now();
        let today = now.to_zoned(TimeZone::UTC).date();
        let context = Context { now, today, author: *author, new_id: id.0 };
        Ok(document::decide(&state, command, &known, &context).map(|_| position))
    }

    async fn known(&self, id: DocumentId, command: &Command) -> Result<Known, Fault> {
        let cooperation = if let Command::Give { cooperation, .. } = command {
            Some(*cooperation)
        } else {
            let (_, state) = self.files.load(&stream(&Subject::Document(id))).await?;
            state.opening.as_ref().map(|opening| opening.cooperation)
        };
        Ok(Known { parties: self.homes.of(cooperation).await?.parties })
    }
}

fn fold(state: document::State, event: &Event) -> document::State {
    if let Event::Document(event) = event { document::evolve(state, event) } else { state }
}
