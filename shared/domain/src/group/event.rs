//! What happened to a country group.

use serde::{Deserialize, Serialize};

use super::{GroupName, Scope};
use crate::context::Role;
use crate::ids::{GroupId, OrganisationId, PersonId, SeatId};

/// Events of the stream `group/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was founded.
    Founded {
        /// Its name.
        name: GroupName,
        /// What it looks at.
        scope: Scope,
        /// The organisation that runs it.
        runner: Option<OrganisationId>,
        /// The group it belongs to.
        parent: Option<GroupId>,
    },
    /// Its scope changed.
    ScopeChanged {
        /// The whole scope from now on.
        scope: Scope,
        /// Why.
        reason: String,
    },
    /// A seat was given: chair (always an elected person, R-31), coordinator, observer.
    SeatGiven {
        /// The seat.
        seat: SeatId,
        /// Whose.
        person: PersonId,
        /// Which function.
        role: Role,
        /// Whether the person holds an elected office.
        elected: bool,
    },
    /// A seat ended.
    SeatEnded {
        /// The seat.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// A seat was offered to somebody who is invited to it; who that is stays in the identity store.
    SeatOffered {
        /// The seat that will be theirs.
        seat: SeatId,
        /// The role that goes with it.
        role: Role,
        /// The function there, in words, no name.
        function: String,
        /// Whether whoever takes it holds an elected office.
        elected: bool,
    },
    /// The person who was invited took the seat.
    SeatTaken {
        /// The seat, as offered.
        seat: SeatId,
        /// Who holds it now.
        person: PersonId,
        /// The role that goes with it.
        role: Role,
        /// The function there, in words.
        function: String,
        /// Whether the person holds an elected office.
        elected: bool,
    },
    /// The offer of a seat was taken back.
    SeatOfferWithdrawn {
        /// The seat that was offered.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// A seat ended, and what hung on it passed on to another.
    SeatHandedOver {
        /// The seat that ended.
        from: SeatId,
        /// The seat that goes on.
        to: SeatId,
        /// Why.
        reason: String,
    },
    /// An authority joined.
    MemberJoined {
        /// The authority.
        organisation: OrganisationId,
    },
    /// An authority left.
    MemberLeft {
        /// The authority.
        organisation: OrganisationId,
        /// Why.
        reason: String,
    },
    /// It was closed.
    Closed {
        /// Why.
        reason: String,
    },
}
