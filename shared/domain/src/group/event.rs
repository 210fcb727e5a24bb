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
