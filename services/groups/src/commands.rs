//! Commands on country groups: who may, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::access::{Action, allows, manages_seats};
use domain::codec::{Subject, stream_of};
use domain::context::SeatOf;
use domain::{Author, Event, GroupId, Refusal, SeatId, group};
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
        if let Err(refusal) = self.may(author, id, &command).await? {
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

    async fn may(
        &self,
        author: &Author,
        id: GroupId,
        command: &group::Command,
    ) -> Result<Result<(), Refusal>, Fault> {
        use group::Command as C;
        Ok(match command {
            C::Found { .. } | C::ChangeScope { .. } | C::Close { .. } => {
                allows(author, Action::RunGroup)
            }
            C::Join { .. } | C::Leave { .. } => allows(author, Action::JoinGroup),
            C::GiveSeat { .. } | C::OfferSeat { .. } | C::WithdrawSeatOffer { .. } => {
                manages_seats(author, SeatOf::Group(id))
            }
            // Whoever was invited takes their seat as the person they are, before they act for anybody.
            C::TakeSeat { .. } => Ok(()),
            C::EndSeat { seat, .. } | C::HandOverSeat { from: seat, .. } => {
                self.may_end(author, id, *seat).await?
            }
        })
    }

    /// One's own seat may always be left; the seats of others are for those who manage them.
    async fn may_end(
        &self,
        author: &Author,
        id: GroupId,
        seat: SeatId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let (_, state) = self.groups.load(&StreamId(stream_of(&Subject::Group(id)).into())).await?;
        let own = state.seat(seat).is_some_and(|held| author.person == Some(held.person));
        Ok(if own { Ok(()) } else { manages_seats(author, SeatOf::Group(id)) })
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

fn fold(state: group::State, event: &Event) -> group::State {
    if let Event::Group(event) = event { group::evolve(state, event) } else { state }
}
