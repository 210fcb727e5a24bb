//! Inputs of acts on twinning committees.

use async_graphql::{ID, InputObject};
use domain::committee::Command;
use domain::jumelage::Stage;
use domain::{JumelageId, OrganisationId, Refusal, SeatId};

use super::{ActingAs, unknown};
use crate::graph::enums::SeatKind;
use crate::graph::scalars::Uuid;

/// A seat: who may sit there and the function, never a name.
#[derive(Debug, Clone, InputObject)]
pub struct CommitteeSeatInput {
    pub kind: SeatKind,
    pub function: String,
}

/// The committee of the acting organisation's side.
#[derive(Debug, Clone, InputObject)]
pub struct FormCommitteeInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub organisation: ID,
    pub seats: Vec<CommitteeSeatInput>,
    pub tasks: Vec<String>,
}

impl FormCommitteeInput {
    /// Parties, stage and the committees there are already are the service's to look up; so are the seats' ids.
    pub(crate) fn command(self, jumelage: JumelageId, organisation: OrganisationId) -> Command {
        let seats = self.seats.into_iter();
        Command::Form {
            jumelage,
            parties: Vec::new(),
            stage: Stage::Proposed,
            formed: Vec::new(),
            organisation,
            seats: seats.map(|s| (SeatId(uuid::Uuid::nil()), s.kind.into(), s.function)).collect(),
            tasks: self.tasks,
        }
    }
}

/// One more seat.
#[derive(Debug, Clone, InputObject)]
pub struct AddCommitteeSeatInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub committee: ID,
    pub kind: SeatKind,
    pub function: String,
}

/// A seat that falls away.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveCommitteeSeatInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub committee: ID,
    pub seat: ID,
    pub reason: String,
}

impl RemoveCommitteeSeatInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        let seat = uuid::Uuid::try_parse(&self.seat).map_err(|_| unknown("seat", &self.seat))?;
        Ok(Command::RemoveSeat { seat: SeatId(seat), reason: self.reason })
    }
}

/// An act on a committee with its reason.
#[derive(Debug, Clone, InputObject)]
pub struct CommitteeReasonInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub committee: ID,
    pub reason: String,
}
