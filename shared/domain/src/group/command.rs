//! What can be asked of a country group.

use super::{GroupName, Scope};
use crate::context::Role;
use crate::ids::{GroupId, OrganisationId, PersonId, SeatId};

/// Commands on a group.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Found it.
    Found {
        /// Its name.
        name: GroupName,
        /// What it looks at.
        scope: Scope,
        /// Who runs it.
        runner: Option<OrganisationId>,
        /// Its parent.
        parent: Option<GroupId>,
        /// What the author's own group looks at: looked up by the service. The platform founds without.
        within: Option<Scope>,
    },
    /// Change its scope.
    ChangeScope {
        /// The whole scope.
        scope: Scope,
        /// Why.
        reason: String,
    },
    /// Give a seat.
    GiveSeat {
        /// The seat.
        seat: SeatId,
        /// Whose.
        person: PersonId,
        /// Which function.
        role: Role,
        /// Elected office.
        elected: bool,
    },
    /// End a seat.
    EndSeat {
        /// The seat.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// Offer a seat to whoever will be invited to it; the context's new id becomes the seat.
    OfferSeat {
        /// The role that goes with it.
        role: Role,
        /// The function there, in words, no name.
        function: String,
        /// Elected office: a chair is always elected.
        elected: bool,
    },
    /// Take an offered seat; the author is the person themselves.
    TakeSeat {
        /// The seat that was offered.
        seat: SeatId,
    },
    /// Take back an offer that nobody took.
    WithdrawSeatOffer {
        /// The seat that was offered.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// End a seat and pass what hangs on it on to another.
    HandOverSeat {
        /// The seat that ends.
        from: SeatId,
        /// The seat of somebody else that goes on.
        to: SeatId,
        /// Why.
        reason: String,
    },
    /// Join as a member authority.
    Join {
        /// The authority.
        organisation: OrganisationId,
    },
    /// Leave.
    Leave {
        /// The authority.
        organisation: OrganisationId,
        /// Why.
        reason: String,
    },
    /// Close it.
    Close {
        /// Why.
        reason: String,
    },
}
