//! Commands on organisations and on the country register: who may, what the decision needs to know, then decide.

use std::sync::Arc;

use commands::{Aggregate, Ask, Clock, Fault, Outcome};
use domain::access::{
    Action, Sight, allows, describes, is_group_runner, is_platform, manages_seats,
};
use domain::codec::{Subject, stream_of};
use domain::context::SeatOf;
use domain::organisation::Follow;
use domain::{
    Author, Context, Event, OrganisationId, Refusal, SeatId, group, organisation, rules, territory,
};
use eventlog::{CommandId, EventLog, StreamId};
use jiff::tz::TimeZone;
use readmodel::ReadModel;
use uuid::Uuid;

use crate::query::within_reach;

/// Longest chain of merged records that is followed.
const HOPS: usize = 32;

/// The service of the directory.
pub struct Directory {
    organisations: Aggregate<organisation::State>,
    territories: Aggregate<territory::State>,
    groups: Aggregate<group::State>,
    model: Arc<ReadModel>,
}

impl Directory {
    /// The service on `log`, with the look-ups it needs in `model`.
    #[must_use]
    pub fn new(log: &Arc<dyn EventLog>, clock: &Clock, model: Arc<ReadModel>) -> Self {
        Self {
            organisations: Aggregate::new(Arc::clone(log), clock.clone(), fold_organisation),
            territories: Aggregate::new(Arc::clone(log), clock.clone(), fold_territory),
            groups: Aggregate::new(Arc::clone(log), clock.clone(), fold_group),
            model,
        }
    }

    /// Carries out a command on an organisation. What the decision needs from elsewhere (`knows_them`, `would_loop`)
    /// is looked up here, whatever the command says.
    ///
    /// # Errors
    /// [`Fault`] when the log or a look-up fails; refusals are part of the outcome.
    pub async fn handle(
        &self,
        author: &Author,
        command_id: CommandId,
        id: OrganisationId,
        command: organisation::Command,
    ) -> Result<Outcome, Fault> {
        if let Err(refusal) = self.may(author, id, &command).await? {
            return Ok(Outcome::refused(refusal));
        }
        let command = self.with_look_ups(author, id, command).await?;
        self.organisations
            .run(
                Ask { author: *author, command_id, stream: stream(&Subject::Organisation(id)) },
                |state, context| {
                    let events = organisation::decide(state, command.clone(), context)?;
                    Ok(events.into_iter().map(Event::Organisation).collect())
                },
                |_, _| Vec::new(),
            )
            .await
    }

    /// Carries out a command on a territory of the country register.
    ///
    /// # Errors
    /// As [`Directory::handle`].
    pub async fn territory(
        &self,
        author: &Author,
        command_id: CommandId,
        code: &str,
        command: territory::Command,
    ) -> Result<Outcome, Fault> {
        let subject = match on_register(author, code, &command) {
            Ok(subject) => subject,
            Err(refusal) => return Ok(Outcome::refused(refusal)),
        };
        self.territories
            .run(
                Ask { author: *author, command_id, stream: stream(&subject) },
                |state, context| {
                    let events = territory::decide(state, command.clone(), context)?;
                    Ok(events.into_iter().map(Event::Territory).collect())
                },
                |_, _| Vec::new(),
            )
            .await
    }

    /// Says whether [`Directory::territory`] would take the command now; nothing is recorded.
    ///
    /// # Errors
    /// [`Fault`] when the log fails; the refusal is part of the answer.
    pub async fn would_take(
        &self,
        author: &Author,
        code: &str,
        command: territory::Command,
    ) -> Result<Result<(), Refusal>, Fault> {
        let subject = match on_register(author, code, &command) {
            Ok(subject) => subject,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (_, state) = self.territories.load(&stream(&subject)).await?;
        let now = self.territories.clock().now();
        let today = now.to_zoned(TimeZone::UTC).date();
        let context = Context { now, today, author: *author, new_id: Uuid::nil() };
        Ok(territory::decide(&state, command, &context).map(|_| ()))
    }

    async fn may(
        &self,
        author: &Author,
        id: OrganisationId,
        command: &organisation::Command,
    ) -> Result<Result<(), Refusal>, Fault> {
        use organisation::Command as C;
        Ok(match command {
            C::Record { .. } => allows(author, Action::RecordOrganisation),
            C::RequestClaim { .. } => allows(author, Action::RequestClaim),
            C::ConfirmClaim { .. } | C::RefuseClaim { .. } => allows(author, Action::SettleClaim),
            C::OfferSeat { .. } | C::WithdrawSeatOffer { .. } => {
                manages_seats(author, SeatOf::Organisation(id))
            }
            // Whoever was invited takes their seat as the person they are, before they act for anybody.
            C::TakeSeat { .. } => Ok(()),
            C::EndSeat { seat, .. } | C::HandOverSeat { from: seat, .. } => {
                self.may_end(author, id, *seat).await?
            }
            C::Rename { .. }
            | C::AddIdentifier { .. }
            | C::Locate { .. }
            | C::DescribeProfile { .. } => {
                let (_, state) =
                    self.organisations.load(&stream(&Subject::Organisation(id))).await?;
                let mendable = !state.is_claimed() && self.knows(author, id).await?;
                describes(author, id, mendable)
            }
            C::MergeInto { into: other, .. } | C::SucceedBy { successor: other, .. } => {
                match allows(author, Action::MergeOrganisations) {
                    Ok(()) => self.can_follow(id, *other, command).await?,
                    refused => refused,
                }
            }
        })
    }

    /// One's own seat may always be left; the seats of others are for those who manage them.
    async fn may_end(
        &self,
        author: &Author,
        id: OrganisationId,
        seat: SeatId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let (_, state) = self.organisations.load(&stream(&Subject::Organisation(id))).await?;
        let own = state.seat(seat).is_some_and(|held| author.person == Some(held.person));
        Ok(if own { Ok(()) } else { manages_seats(author, SeatOf::Organisation(id)) })
    }

    /// The record to follow exists, and a successor does not lead back here (a merge is refused for it by its decider).
    async fn can_follow(
        &self,
        id: OrganisationId,
        other: OrganisationId,
        command: &organisation::Command,
    ) -> Result<Result<(), Refusal>, Fault> {
        let refuse = |rule| {
            Err(Refusal { rule, path: Some("into".to_owned()), detail: vec![other.to_string()] })
        };
        let (_, state) = self.organisations.load(&stream(&Subject::Organisation(other))).await?;
        if state.record.is_none() {
            return Ok(refuse(rules::H_UNKNOWN));
        }
        let succeeds = matches!(command, organisation::Command::SucceedBy { .. });
        if succeeds && self.leads_to(other, id).await? {
            return Ok(refuse(rules::H_MERGE_LOOP));
        }
        Ok(Ok(()))
    }

    async fn with_look_ups(
        &self,
        author: &Author,
        id: OrganisationId,
        command: organisation::Command,
    ) -> Result<organisation::Command, Fault> {
        use organisation::Command as C;
        Ok(match command {
            C::ConfirmClaim { seat, reason, .. } => {
                C::ConfirmClaim { seat, reason, knows_them: self.knows(author, id).await? }
            }
            C::RefuseClaim { seat, reason, .. } => {
                C::RefuseClaim { seat, reason, knows_them: self.knows(author, id).await? }
            }
            C::MergeInto { into, reason, .. } => {
                C::MergeInto { into, reason, would_loop: self.leads_to(into, id).await? }
            }
            C::Record { .. }
            | C::RequestClaim { .. }
            | C::OfferSeat { .. }
            | C::TakeSeat { .. }
            | C::WithdrawSeatOffer { .. }
            | C::EndSeat { .. }
            | C::HandOverSeat { .. }
            | C::Rename { .. }
            | C::AddIdentifier { .. }
            | C::Locate { .. }
            | C::DescribeProfile { .. }
            | C::SucceedBy { .. } => command,
        })
    }

    /// True when the author may be expected to know who acts for an organisation; the rule has one home, the sight of
    /// claims.
    async fn knows(&self, author: &Author, organisation: OrganisationId) -> Result<bool, Fault> {
        let scopes = match author.of {
            SeatOf::Group(id) if is_group_runner(author.role) => {
                let (_, group) = self.groups.load(&stream(&Subject::Group(id))).await?;
                // A closed group opens no doors.
                (!group.closed).then(|| group.scope.clone()).into_iter().collect()
            }
            SeatOf::Group(_) | SeatOf::Organisation(_) | SeatOf::Platform => Vec::new(),
        };
        let organisations = author.organisation().into_iter().collect();
        let sight = Sight { organisations, scopes, platform: is_platform(author.role) };
        self.model
            .read(|connection| within_reach(connection, &sight, organisation))
            .map_err(|source| Fault::look_up("who knows the organisation", source))
    }

    /// True when following merges and successors from `start` leads to `target`.
    async fn leads_to(&self, start: OrganisationId, target: OrganisationId) -> Result<bool, Fault> {
        let mut at = start;
        for _ in 0..HOPS {
            if at == target {
                return Ok(true);
            }
            let (_, state) = self.organisations.load(&stream(&Subject::Organisation(at))).await?;
            match state.follow {
                Some(Follow::Merged(next) | Follow::Succeeded(next)) => at = next,
                None => return Ok(false),
            }
        }
        // A chain that long is taken for a loop: refusing is the safe side.
        Ok(true)
    }
}

fn stream(subject: &Subject) -> StreamId {
    StreamId(stream_of(subject).into())
}

fn fold_organisation(state: organisation::State, event: &Event) -> organisation::State {
    if let Event::Organisation(event) = event { organisation::evolve(state, event) } else { state }
}

fn fold_territory(state: territory::State, event: &Event) -> territory::State {
    if let Event::Territory(event) = event { territory::evolve(state, event) } else { state }
}

fn fold_group(state: group::State, event: &Event) -> group::State {
    if let Event::Group(event) = event { group::evolve(state, event) } else { state }
}

/// The territory, for those who keep the register. What stands under a code of old can be withdrawn whatever it is.
fn on_register(
    author: &Author,
    code: &str,
    command: &territory::Command,
) -> Result<Subject, Refusal> {
    allows(author, Action::KeepRegister)?;
    let known = match command {
        territory::Command::RecordFact { .. } => territory::is_code(code),
        territory::Command::WithdrawFact { .. } => true,
    };
    Subject::territory(code).filter(|_| known).ok_or_else(|| Refusal {
        rule: rules::H_COUNTRY,
        path: Some("territory".to_owned()),
        detail: vec![code.chars().take(40).collect()],
    })
}
