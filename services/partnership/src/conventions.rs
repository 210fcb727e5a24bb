//! Commands on conventions: who may, what the decision needs to know of the cooperation and its parties, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome, Records, Stop};
use domain::access::{Action, allows};
use domain::codec::Subject;
use domain::convention::{self, Command, Known, Stage};
use domain::cooperation::{Party, PartyRole, Side, side_of, sides};
use domain::rules::CV_ASSOCIATION;
use domain::{Author, ConventionId, Event, OrganisationId, Refusal, Role};
use eventlog::{CommandId, EventLog};
use uuid::Uuid;

use crate::homes::{Home, Homes, stream};

/// The service of conventions.
pub struct Conventions {
    texts: Aggregate<convention::State>,
    homes: Homes,
    records: Records,
}

impl Conventions {
    /// The service on `log`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock) -> Self {
        Self {
            texts: Aggregate::new(Arc::clone(log), clock.clone(), fold),
            homes: Homes::new(log, clock),
            records: Records::new(log, clock),
        }
    }

    /// Carries out a command on a convention. The parties of one that begins are those of its cooperation, or the
    /// author's organisation and `association`; `parties` in the command may be empty. An amendment that comes into
    /// force is noted on what it amends.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: ConventionId,
        command: Command,
        association: Option<OrganisationId>,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = allows(author, action(author, &command)) {
            return Ok(Outcome::refused(refusal));
        }
        let (command, known) = match self.prepare(author, id, command, association).await {
            Ok(prepared) => prepared,
            Err(Stop::Refused(refusal)) => return Ok(Outcome::refused(refusal)),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        let outcome = self.run(author, command_id, id, &command, &known).await?;
        if matches!(
            command,
            Command::Sign { .. } | Command::CompleteFormality { .. } | Command::EnterIntoForce
        ) {
            self.note_amendment(id).await?;
        }
        Ok(outcome)
    }

    /// The side for which the author may write in the draft of a convention now.
    ///
    /// # Errors
    /// A refusal as of an act, or a fault when the log fails.
    pub async fn may_draft(
        &self,
        author: &Author,
        id: ConventionId,
    ) -> Result<Result<Side, Refusal>, Fault> {
        if let Err(refusal) = allows(author, Action::RunCooperation) {
            return Ok(Err(refusal));
        }
        let state = self.state(id).await?;
        let cooperation = state.opening.as_ref().and_then(|opening| opening.cooperation);
        let open = self.homes.of(cooperation).await?.open;
        Ok(convention::may_draft(&state, author.organisation(), open))
    }

    async fn run(
        &self,
        author: &Author,
        command_id: CommandId,
        id: ConventionId,
        command: &Command,
        known: &Known,
    ) -> Result<Outcome, Fault> {
        let ask = Ask { author: *author, command_id, stream: stream(&Subject::Convention(id)) };
        self.texts
            .run(
                ask,
                |state, context| {
                    let events = convention::decide(state, command.clone(), known, context)?;
                    Ok(events.into_iter().map(Event::Convention).collect())
                },
                |state, context| convention::remarks(state, command, known, context),
            )
            .await
    }

    /// Notes an amendment in force on the convention that it changes, once, in the platform's name.
    async fn note_amendment(&self, id: ConventionId) -> Result<(), Fault> {
        let state = self.state(id).await?;
        let amends = state.opening.as_ref().and_then(|opening| opening.amends);
        let (Some(amended), Some(_)) = (amends, state.in_force) else { return Ok(()) };
        let noted = CommandId(Uuid::new_v5(&id.0, b"amends what it amends"));
        let command = Command::RecordAmendment { by: id };
        let (command, known) = match self.prepare(&Author::SYSTEM, amended, command, None).await {
            Ok(prepared) => prepared,
            Err(Stop::Refused(_)) => return Ok(()),
            Err(Stop::Fault(fault)) => return Err(fault),
        };
        self.run(&Author::SYSTEM, noted, amended, &command, &known).await?;
        Ok(())
    }

    /// Fills in what the decision needs to know.
    async fn prepare(
        &self,
        author: &Author,
        id: ConventionId,
        mut command: Command,
        association: Option<OrganisationId>,
    ) -> Result<(Command, Known), Stop> {
        let mut known = Known::default();
        let (parties, home) = match &mut command {
            Command::Open { kind, cooperation, parties, amends, .. } => {
                let home = self.homes.of(*cooperation).await?;
                *parties = parties_of(*kind, &home, author, association).map_err(Stop::Refused)?;
                known.amended = self.in_force(*amends).await?;
                (parties.clone(), home)
            }
            Command::RecordExisting { kind, cooperation, parties, .. } => {
                let home = self.homes.of(*cooperation).await?;
                *parties = parties_of(*kind, &home, author, association).map_err(Stop::Refused)?;
                (parties.clone(), home)
            }
            other => {
                let state = self.state(id).await?;
                if let Command::RecordAmendment { by } = other {
                    known.amendment = self.amendment_since(*by, id).await?;
                }
                let cooperation = state.opening.as_ref().and_then(|known| known.cooperation);
                (state.parties().to_vec(), self.homes.of(cooperation).await?)
            }
        };
        known.facts = self.records.facts(&parties).await?;
        (known.themes, known.open) = (home.themes, home.open);
        Ok((command, known))
    }

    async fn state(&self, id: ConventionId) -> Result<Arc<convention::State>, Fault> {
        let (_, state) = self.texts.load(&stream(&Subject::Convention(id))).await?;
        Ok(state)
    }

    /// The parties of a convention while it is in force.
    async fn in_force(&self, id: Option<ConventionId>) -> Result<Option<Vec<Party>>, Fault> {
        let Some(id) = id else { return Ok(None) };
        let state = self.state(id).await?;
        let binds = convention::stage(&state) == Some(Stage::InForce);
        Ok(binds.then(|| state.parties().to_vec()))
    }

    /// Since when `by` is in force as an amendment of `id`.
    async fn amendment_since(
        &self,
        by: ConventionId,
        id: ConventionId,
    ) -> Result<Option<jiff::civil::Date>, Fault> {
        let state = self.state(by).await?;
        let amends = state.opening.as_ref().is_some_and(|opening| opening.amends == Some(id));
        Ok(state.in_force.and_then(|force| force.since).filter(|_| amends))
    }
}

/// The parties of a convention that begins: those of its cooperation that decide, or the author's organisation and an
/// association that takes part in the cooperation, on a side of its own.
fn parties_of(
    kind: convention::Kind,
    home: &Home,
    author: &Author,
    association: Option<OrganisationId>,
) -> Result<Vec<Party>, Refusal> {
    if kind != convention::Kind::Association {
        return Ok(home.parties.iter().filter(|party| party.role.decides()).cloned().collect());
    }
    let missing = || Refusal {
        rule: CV_ASSOCIATION,
        path: Some("association".to_owned()),
        detail: Vec::new(),
    };
    let own = author.organisation().ok_or_else(missing)?;
    let carrier = association.filter(|id| side_of(&home.parties, *id).is_some());
    let carrier = carrier.filter(|id| *id != own).ok_or_else(missing)?;
    let side = side_of(&home.parties, own).ok_or_else(missing)?;
    let next = sides(&home.parties).last().map_or(1, |last| last.0.saturating_add(1));
    Ok(vec![
        Party { organisation: own, side, role: PartyRole::Lead },
        Party { organisation: carrier, side: Side(next), role: PartyRole::Operator },
    ])
}

fn action(author: &Author, command: &Command) -> Action {
    use Command as C;
    match command {
        C::Expire | C::RecordAmendment { .. } if author.role == Role::System => Action::Automate,
        C::Open { .. }
        | C::NameVersion { .. }
        | C::EnterIntoForce
        | C::RecordAmendment { .. }
        | C::Renew { .. }
        | C::Expire
        | C::Terminate { .. }
        | C::Abandon { .. } => Action::RunCooperation,
        C::Remind { .. } => Action::Automate,
        C::RecordExisting { .. } => Action::RecordExisting,
        C::Consent { .. } | C::WithdrawConsent { .. } => Action::Consent,
        C::RecordVote { .. } => Action::RecordDecision,
        C::Sign { .. }
        | C::CompleteFormality { .. }
        | C::RecordObservation { .. }
        | C::WithdrawObservation { .. } => Action::RegisterSignature,
        C::RecordAnnulment { .. } => Action::RecordAnnulment,
    }
}

/// The right that a page asks for before it shows an act.
#[must_use]
pub fn action_of(act: convention::Act) -> Action {
    use convention::Act as A;
    match act {
        A::Consent | A::WithdrawConsent => Action::Consent,
        A::RecordVote => Action::RecordDecision,
        A::Sign | A::CompleteFormality | A::RecordObservation | A::WithdrawObservation => {
            Action::RegisterSignature
        }
        A::RecordAnnulment => Action::RecordAnnulment,
        A::NameVersion | A::EnterIntoForce | A::Renew | A::Expire | A::Abandon | A::Terminate => {
            Action::RunCooperation
        }
    }
}

fn fold(state: convention::State, event: &Event) -> convention::State {
    if let Event::Convention(event) = event { convention::evolve(state, event) } else { state }
}
