//! Commands on twinnings, their committees and exchanges: who may, what the decision needs to know, then decide.

use std::sync::Arc;
use std::time::Duration;

use commands::{Aggregate, Ask, Clock, Fault, Outcome, Records, Stop, part_of};
use domain::access::{Action, allows};
use domain::codec::{Subject, stream_of};
use domain::cooperation::{Cooperation, Party};
use domain::exchange::MissionCommand;
use domain::screening::{Look, Verdict};
use domain::{
    Author, CommitteeId, Event, ExchangeId, JumelageId, OrganisationId, Refusal, SeatId, committee,
    exchange, jumelage, partnership,
};
use eventlog::{CommandId, EventLog, StreamId};
use jiff::civil::Date;
use readmodel::ReadModel;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::lookup;

/// How long to wait for the read model to show a committee that was just formed.
const PROJECTED_WITHIN: Duration = Duration::from_secs(5);

/// The service of twinnings.
pub struct Jumelages {
    twinnings: Aggregate<jumelage::State>,
    partnerships: Aggregate<partnership::State>,
    committees: Aggregate<committee::State>,
    exchanges: Aggregate<exchange::State>,
    records: Records,
    model: Arc<ReadModel>,
    /// Held while a committee is formed: that a side has none yet is known from the read model only.
    forming: Mutex<()>,
}

impl Jumelages {
    /// The service on `log`, with the look-ups it needs in `model`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock, model: Arc<ReadModel>) -> Self {
        Self {
            twinnings: Aggregate::new(Arc::clone(log), clock.clone(), fold_twinning),
            partnerships: Aggregate::new(Arc::clone(log), clock.clone(), fold_partnership),
            committees: Aggregate::new(Arc::clone(log), clock.clone(), fold_committee),
            exchanges: Aggregate::new(Arc::clone(log), clock.clone(), fold_exchange),
            records: Records::new(log, clock),
            model,
            forming: Mutex::new(()),
        }
    }

    /// Carries out a command on a twinning. What the rules need to know of the parties is looked up here; `facts` in
    /// the command may be empty.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn jumelage(
        &self,
        author: &Author,
        command_id: CommandId,
        id: JumelageId,
        command: jumelage::Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action_on_twinning(&command)) {
            return Ok(Outcome::refused(refusal));
        }
        let stream = stream(&Subject::Jumelage(id));
        let command = match self.with_facts(&stream, command).await {
            Ok(command) => command,
            Err(Stop::Refused(refusal)) => return Ok(Outcome::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let ask = Ask { author: *author, command_id, stream };
        self.twinnings
            .run(
                ask,
                |state, context| {
                    events(jumelage::decide(state, command.clone(), context), Event::Jumelage)
                },
                |state, context| jumelage::remarks(state, &command, context),
            )
            .await
    }

    /// Carries out a command on a twinning committee.
    ///
    /// # Errors
    /// As [`Jumelages::jumelage`].
    pub async fn committee(
        &self,
        author: &Author,
        command_id: CommandId,
        id: CommitteeId,
        command: committee::Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, Action::RunCommittee) {
            return Ok(Outcome::refused(refusal));
        }
        let forming = matches!(command, committee::Command::Form { .. });
        let _one_at_a_time = if forming { Some(self.forming.lock().await) } else { None };
        let command = self.with_twinning(command_id, command).await?;
        let ask = Ask { author: *author, command_id, stream: stream(&Subject::Committee(id)) };
        let outcome = self
            .committees
            .run(
                ask,
                |state, context| {
                    events(committee::decide(state, command.clone(), context), Event::Committee)
                },
                |state, context| committee::remarks(state, &command, context),
            )
            .await?;
        if let (true, Outcome::Done { position, .. }) = (forming, &outcome) {
            // The next one must find this one in the read model; a projection that stands still must not hold it up.
            let seen = tokio::time::timeout(PROJECTED_WITHIN, self.model.reached(*position)).await;
            seen.map_err(|late| Fault::look_up("the committees of the twinning", late))?;
        }
        Ok(outcome)
    }

    /// Carries out a command on an exchange.
    ///
    /// # Errors
    /// As [`Jumelages::jumelage`].
    pub async fn exchange(
        &self,
        author: &Author,
        command_id: CommandId,
        id: ExchangeId,
        command: exchange::Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, Action::RunExchange) {
            return Ok(Outcome::refused(refusal));
        }
        let stream = stream(&Subject::Exchange(id));
        let command = self.with_cooperation(&stream, command).await?;
        let ask = Ask { author: *author, command_id, stream };
        self.exchanges
            .run(
                ask,
                |state, context| {
                    events(exchange::decide(state, command.clone(), context), Event::Exchange)
                },
                |state, context| exchange::remarks(state, &command, context),
            )
            .await
    }

    /// Marks a twinning as dormant in the platform's name. Asking twice about the same sleep is once.
    ///
    /// # Errors
    /// As [`Jumelages::jumelage`].
    pub async fn mark_dormant(
        &self,
        id: JumelageId,
        last_activity: Date,
        after_months: u16,
    ) -> Result<Outcome, Fault> {
        let command_id =
            CommandId(Uuid::new_v5(&id.0, format!("asleep since {last_activity}").as_bytes()));
        let command = jumelage::Command::MarkDormant { last_activity, after_months };
        self.jumelage(&Author::SYSTEM, command_id, id, command).await
    }

    /// Screens a twinning again in the platform's name; `times` looks found something else so far, which gives this
    /// one its id: tried again, at another node too, it is the same act. `at_first` is what was known at its record,
    /// `beside` the parties of what binds it now, where they are others than its own.
    ///
    /// # Errors
    /// As [`Jumelages::jumelage`].
    pub async fn screen_again(
        &self,
        id: JumelageId,
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
        let command = jumelage::Command::ScreenAgain { look };
        self.jumelage(&Author::SYSTEM, command_id, id, command).await
    }

    /// Fills in what the rules need to know of the parties.
    async fn with_facts(
        &self,
        stream: &StreamId,
        mut command: jumelage::Command,
    ) -> Result<jumelage::Command, Stop> {
        use jumelage::Command as C;
        match &mut command {
            C::Propose { parties, facts, .. } | C::RecordExisting { parties, facts, .. } => {
                *facts = self.records.facts(parties).await?;
            }
            C::HoldCeremony { facts, .. } | C::ScreenAgain { look: Look { facts, .. } } => {
                let (_, state) = self.twinnings.load(stream).await?;
                *facts = self.records.facts(&state.parties).await?;
            }
            C::InviteTown { organisation, facts, .. } => {
                *facts = self.records.facts_of(*organisation).await?;
            }
            C::Confirm
            | C::Contest { .. }
            | C::AmendCharter { .. }
            | C::Remark { .. }
            | C::ShareRemark { .. }
            | C::Consent { .. }
            | C::WithdrawConsent { .. }
            | C::RecordDecision { .. }
            | C::Decline { .. }
            | C::Withdraw { .. }
            | C::ChangeKind { .. }
            | C::ChooseThemes { .. }
            | C::Join
            | C::MarkDormant { .. }
            | C::Revive { .. }
            | C::End { .. }
            | C::RecordAnnulment { .. }
            | C::Regularise { .. } => {}
        }
        Ok(command)
    }

    /// Fills in what a committee needs to know of its twinning, and gives its seats their identifiers.
    async fn with_twinning(
        &self,
        by: CommandId,
        command: committee::Command,
    ) -> Result<committee::Command, Fault> {
        use committee::Command as C;
        Ok(match command {
            C::Form { jumelage, organisation, seats, tasks, .. } => {
                let (_, state) = self.twinnings.load(&stream(&Subject::Jumelage(jumelage))).await?;
                let formed = self
                    .model
                    .read(|connection| lookup::sides_with_committee(connection, jumelage))
                    .map_err(|source| Fault::look_up("the committees of the twinning", source))?;
                let seats = seats.into_iter().enumerate();
                C::Form {
                    jumelage,
                    parties: state.parties.clone(),
                    // Nothing recorded: no parties either, which is what the decision refuses first.
                    stage: jumelage::stage(&state).unwrap_or(jumelage::Stage::Withdrawn),
                    formed,
                    organisation,
                    seats: seats
                        .map(|(n, (_, kind, function))| (SeatId(part_of(by, n)), kind, function))
                        .collect(),
                    tasks,
                }
            }
            C::AddSeat { .. } | C::RemoveSeat { .. } | C::HandOver { .. } | C::Dissolve { .. } => {
                command
            }
        })
    }

    /// Fills in the parties of the exchange's cooperation and whether it is open to exchanges.
    async fn with_cooperation(
        &self,
        stream: &StreamId,
        command: exchange::Command,
    ) -> Result<exchange::Command, Fault> {
        use exchange::Command as C;
        if let C::Plan { cooperation, kind, title, starts, ends, host, themes, .. } = command {
            let (parties, open) = self.parties(cooperation).await?;
            return Ok(C::Plan {
                cooperation,
                parties,
                open,
                kind,
                title,
                starts,
                ends,
                host,
                themes,
            });
        }
        let (_, state) = self.exchanges.load(stream).await?;
        let parties = match &state.plan {
            Some(plan) => self.parties(plan.cooperation).await?.0,
            None => Vec::new(),
        };
        Ok(match command {
            C::Reschedule { starts, ends, reason, .. } => {
                C::Reschedule { parties, starts, ends, reason }
            }
            C::Cancel { reason, .. } => C::Cancel { parties, reason },
            C::Hold { starts, ends, participants, outcome, .. } => {
                C::Hold { parties, starts, ends, participants, outcome }
            }
            C::Mission(MissionCommand::Write { part, text, .. }) => {
                C::Mission(MissionCommand::Write { parties, part, text })
            }
            C::Plan { .. } => command,
        })
    }

    async fn parties(&self, cooperation: Cooperation) -> Result<(Vec<Party>, bool), Fault> {
        match cooperation {
            Cooperation::Jumelage(id) => {
                let (_, state) = self.twinnings.load(&stream(&Subject::Jumelage(id))).await?;
                let open = matches!(
                    jumelage::stage(&state),
                    Some(jumelage::Stage::Active | jumelage::Stage::Dormant)
                );
                Ok((state.parties.clone(), open))
            }
            Cooperation::Partnership(id) => {
                let (_, state) = self.partnerships.load(&stream(&Subject::Partnership(id))).await?;
                let open = matches!(
                    partnership::stage(&state),
                    Some(partnership::Stage::Active | partnership::Stage::Dormant)
                );
                Ok((state.parties.clone(), open))
            }
        }
    }
}

fn action_on_twinning(command: &jumelage::Command) -> Action {
    use jumelage::Command as C;
    match command {
        C::Propose { .. }
        | C::Confirm
        | C::Contest { .. }
        | C::AmendCharter { .. }
        | C::Decline { .. }
        | C::Withdraw { .. }
        | C::ChangeKind { .. }
        | C::ChooseThemes { .. }
        | C::InviteTown { .. }
        | C::Join
        | C::Revive { .. }
        | C::End { .. }
        | C::Regularise { .. } => Action::RunCooperation,
        C::RecordExisting { .. } => Action::RecordExisting,
        C::Remark { .. } | C::ShareRemark { .. } => Action::Remark,
        C::Consent { .. } | C::WithdrawConsent { .. } => Action::Consent,
        C::RecordDecision { .. } => Action::RecordDecision,
        C::HoldCeremony { .. } => Action::RegisterSignature,
        C::RecordAnnulment { .. } => Action::RecordAnnulment,
        C::MarkDormant { .. } | C::ScreenAgain { .. } => Action::Automate,
    }
}

fn stream(subject: &Subject) -> StreamId {
    StreamId(stream_of(subject).into())
}

fn events<E>(
    decided: Result<Vec<E>, Refusal>,
    wrap: fn(E) -> Event,
) -> Result<Vec<Event>, Refusal> {
    Ok(decided?.into_iter().map(wrap).collect())
}

fn fold_twinning(state: jumelage::State, event: &Event) -> jumelage::State {
    if let Event::Jumelage(event) = event { jumelage::evolve(state, event) } else { state }
}

fn fold_partnership(state: partnership::State, event: &Event) -> partnership::State {
    if let Event::Partnership(event) = event { partnership::evolve(state, event) } else { state }
}

fn fold_committee(state: committee::State, event: &Event) -> committee::State {
    if let Event::Committee(event) = event { committee::evolve(state, event) } else { state }
}

fn fold_exchange(state: exchange::State, event: &Event) -> exchange::State {
    if let Event::Exchange(event) = event { exchange::evolve(state, event) } else { state }
}
