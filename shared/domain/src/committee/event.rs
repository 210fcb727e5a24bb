//! What happened to a twinning committee.

use serde::{Deserialize, Serialize};

use super::Seat;
use crate::cooperation::Side;
use crate::ids::{JumelageId, OrganisationId, SeatId};

/// Events of the stream `committee/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A side formed its committee.
    Formed {
        /// Of which twinning.
        jumelage: JumelageId,
        /// Of which side.
        side: Side,
        /// The town that formed it.
        organisation: OrganisationId,
        /// Its seats.
        seats: Vec<Seat>,
        /// What it takes on, in words.
        tasks: Vec<String>,
    },
    /// A seat was added.
    SeatAdded {
        /// The seat.
        seat: Seat,
    },
    /// A seat was removed.
    SeatRemoved {
        /// Which.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// The functions passed to the next persons, after an election or a departure.
    HandedOver {
        /// Why and what is pending.
        reason: String,
    },
    /// It was dissolved.
    Dissolved {
        /// Why.
        reason: String,
    },
}
