//! What can be asked of a twinning committee.

use super::SeatKind;
use crate::cooperation::{Party, Side};
use crate::ids::{JumelageId, OrganisationId, SeatId};
use crate::jumelage::Stage;

/// Commands on a committee.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Form it.
    Form {
        /// Of which twinning.
        jumelage: JumelageId,
        /// The twinning's parties: looked up by the service.
        parties: Vec<Party>,
        /// The twinning's stage: looked up by the service.
        stage: Stage,
        /// Sides that already have a committee: looked up by the service.
        formed: Vec<Side>,
        /// The town that forms it.
        organisation: OrganisationId,
        /// Seats: who may sit there and the function; identifiers are given by the service.
        seats: Vec<(SeatId, SeatKind, String)>,
        /// What it takes on.
        tasks: Vec<String>,
    },
    /// Add a seat.
    AddSeat {
        /// Who may sit there.
        kind: SeatKind,
        /// The function.
        function: String,
    },
    /// Remove a seat.
    RemoveSeat {
        /// Which.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// Hand over.
    HandOver {
        /// Why and what is pending.
        reason: String,
    },
    /// Dissolve it.
    Dissolve {
        /// Why.
        reason: String,
    },
}
