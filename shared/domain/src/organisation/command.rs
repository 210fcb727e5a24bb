//! What can be asked of an organisation's record.

use super::{Identifier, Kind, Name, Place, Profile};
use crate::context::Role;
use crate::ids::{OrganisationId, SeatId};

/// Commands on an organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Put it on record.
    Record {
        /// What kind of body it is.
        kind: Kind,
        /// Official names and variants.
        names: Vec<Name>,
        /// ISO 3166-1 alpha-2.
        country: String,
        /// Sub-national or disputed territory.
        territory: Option<String>,
        /// Where it is.
        place: Option<Place>,
        /// Identifiers.
        identifiers: Vec<Identifier>,
        /// Inhabitants.
        population: Option<u64>,
        /// Recorded by somebody else than a register or its people.
        provisional: bool,
        /// Where the facts come from.
        source: Option<String>,
    },
    /// Ask to be confirmed as acting for it.
    RequestClaim {
        /// Their function there, in words.
        function: String,
        /// The seat that invited them to ask, if one did.
        invited_by: Option<SeatId>,
    },
    /// Confirm a claim.
    ConfirmClaim {
        /// The seat that was requested.
        seat: SeatId,
        /// How the author knows.
        reason: String,
        /// True when the author's organisation is this one, recorded it or has a link with it that does not rest on
        /// the author's word alone, or when the author coordinates a group of its country: looked up by the service.
        /// Platform administrators may settle without.
        knows_them: bool,
    },
    /// Refuse a claim.
    RefuseClaim {
        /// The seat that was requested.
        seat: SeatId,
        /// Why.
        reason: String,
        /// As for [`Command::ConfirmClaim`].
        knows_them: bool,
    },
    /// Offer a seat to whoever will be invited to it; the context's new id becomes the seat.
    OfferSeat {
        /// The role that goes with it.
        role: Role,
        /// The function there, in words, no name.
        function: String,
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
    /// End a seat.
    EndSeat {
        /// The seat.
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
    /// Change its names.
    Rename {
        /// All names from now on.
        names: Vec<Name>,
        /// Why.
        reason: String,
    },
    /// Add an identifier.
    AddIdentifier {
        /// The identifier.
        identifier: Identifier,
    },
    /// Say where it is.
    Locate {
        /// The point.
        place: Place,
        /// Where the point comes from.
        source: Option<String>,
    },
    /// Describe its profile.
    DescribeProfile {
        /// The whole profile.
        profile: Profile,
    },
    /// Point this record to the one that stays.
    MergeInto {
        /// The record that stays.
        into: OrganisationId,
        /// Why they are the same.
        reason: String,
        /// True when following `into` leads back here: looked up by the service.
        would_loop: bool,
    },
    /// Name the successor.
    SucceedBy {
        /// The successor.
        successor: OrganisationId,
        /// The act that says so.
        reason: String,
    },
}
