//! Commands on partnerships: who may, what the decision needs to know, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome, Records, Stop};
use domain::access::{Action, allows};
use domain::codec::{Subject, stream_of};
use domain::screening::{Look, Verdict};
use domain::{Author, Event, OrganisationId, PartnershipId, partnership};
use eventlog::{CommandId, EventLog, StreamId};
use jiff::civil::Date;
use uuid::Uuid;

/// The service of partnerships.
pub struct Partnerships {
    partnerships: Aggregate<partnership::State>,
    records: Records,
}

impl Partnerships {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            partnerships: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            records: Records::new(log, clock),
        }
    }

    /// Carries out a command on a partnership. What the rules need to know of the parties is looked up here; `facts`
    /// in the command may be empty.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: PartnershipId,
        command: partnership::Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action(&command)) {
            return Ok(Outcome::refused(refusal));
        }
        let stream = StreamId(stream_of(&Subject::Partnership(id)).into());
        let command = match self.with_facts(&stream, command).await {
            Ok(command) => command,
            Err(Stop::Refused(refusal)) => return Ok(Outcome::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let ask = Ask { author: *author, command_id, stream };
        self.partnerships
            .run(
                ask,
                |state, context| {
                    let events = partnership::decide(state, command.clone(), context)?;
                    Ok(events.into_iter().map(Event::Partnership).collect())
                },
                |state, context| partnership::remarks(state, &command, context),
            )
            .await
    }

    /// Marks a partnership as dormant in the platform's name. Asking twice about the same sleep is once.
    ///
    /// # Errors
    /// As [`Partnerships::handle`].
    pub async fn mark_dormant(
        &self,
        id: PartnershipId,
        last_activity: Date,
        after_months: u16,
    ) -> Result<Outcome, Fault> {
        let command_id =
            CommandId(Uuid::new_v5(&id.0, format!("asleep since {last_activity}").as_bytes()));
        let command = partnership::Command::MarkDormant { last_activity, after_months };
        self.handle(&Author::SYSTEM, command_id, id, command).await
    }

    /// Screens a partnership again in the platform's name; `times` looks found something else so far, which gives this
    /// one its id: tried again, at another node too, it is the same act. `at_first` is what was known at its record,
    /// `beside` the parties of what binds it now, where they are others than its own.
    ///
    /// # Errors
    /// As [`Partnerships::handle`].
    pub async fn screen_again(
        &self,
        id: PartnershipId,
        times: u32,
        at_first: Verdict,
        beside: &[Vec<OrganisationId>],
    ) -> Result<Outcome, Fault> {
        let command_id = CommandId(Uuid::new_v5(&id.0, format!("screened {times}").as_bytes()));
        let beside = match self.records.groups_of(beside).await {
            Ok(beside) => beside,
            Err(Stop::Refused(refusal)) => return Ok(Outcome::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let look = Look { at_first, beside, ..Look::default() };
        let command = partnership::Command::ScreenAgain { look };
        self.handle(&Author::SYSTEM, command_id, id, command).await
    }

    /// Fills in what the rules need to know of the parties.
    async fn with_facts(
        &self,
        stream: &StreamId,
        mut command: partnership::Command,
    ) -> Result<partnership::Command, Stop> {
        use partnership::Command as C;
        match &mut command {
            C::Propose { parties, facts, .. } | C::RecordExisting { parties, facts, .. } => {
                *facts = self.records.facts(parties).await?;
            }
            C::ReviseTerms { facts, .. }
            | C::Start { facts, .. }
            | C::ScreenAgain { look: Look { facts, .. } } => {
                let (_, state) = self.partnerships.load(stream).await?;
                *facts = self.records.facts(&state.parties).await?;
            }
            C::Confirm
            | C::Contest { .. }
            | C::Remark { .. }
            | C::ShareRemark { .. }
            | C::Accept { .. }
            | C::Decline { .. }
            | C::Withdraw { .. }
            | C::RecordDecision { .. }
            | C::MarkDormant { .. }
            | C::Revive { .. }
            | C::End { .. }
            | C::RecordAnnulment { .. } => {}
        }
        Ok(command)
    }
}

fn action(command: &partnership::Command) -> Action {
    use partnership::Command as C;
    match command {
        C::Propose { .. }
        | C::Confirm
        | C::Contest { .. }
        | C::ReviseTerms { .. }
        | C::Decline { .. }
        | C::Withdraw { .. }
        | C::Start { .. }
        | C::Revive { .. }
        | C::End { .. } => Action::RunCooperation,
        C::RecordExisting { .. } => Action::RecordExisting,
        C::Remark { .. } | C::ShareRemark { .. } => Action::Remark,
        C::Accept { .. } => Action::Consent,
        C::RecordDecision { .. } => Action::RecordDecision,
        C::RecordAnnulment { .. } => Action::RecordAnnulment,
        C::MarkDormant { .. } | C::ScreenAgain { .. } => Action::Automate,
    }
}

fn fold(state: partnership::State, event: &Event) -> partnership::State {
    if let Event::Partnership(event) = event { partnership::evolve(state, event) } else { state }
}
