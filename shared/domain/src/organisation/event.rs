//! What happened to an organisation of the directory.

use serde::{Deserialize, Serialize};

use super::{Identifier, Kind, Name, Place, Profile};
use crate::context::Role;
use crate::ids::{OrganisationId, PersonId, SeatId};

/// Events of an organisation's stream `organisation/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody put it on record: its own people, an import, or provisionally a partner who missed it.
    Recorded {
        /// What kind of body it is.
        kind: Kind,
        /// Official names and variants; the first is the one shown first.
        names: Vec<Name>,
        /// ISO 3166-1 alpha-2 code of its country.
        country: String,
        /// Code of the sub-national or disputed territory it claims to belong to, if that matters for the rules.
        territory: Option<String>,
        /// Where it is.
        place: Option<Place>,
        /// Identifiers in registers.
        identifiers: Vec<Identifier>,
        /// Inhabitants.
        population: Option<u64>,
        /// True when somebody else than a register or its own people recorded it.
        provisional: bool,
        /// Where the facts come from ("Code officiel géographique 2026", "import FILE", …).
        source: Option<String>,
    },
    /// A person says that they act for it and asks to be confirmed.
    ClaimRequested {
        /// Who asks.
        person: PersonId,
        /// The seat that will be theirs.
        seat: SeatId,
        /// Their function there, in words, no name.
        function: String,
        /// The seat that invited them to ask, if one did.
        invited_by: Option<SeatId>,
    },
    /// The claim was confirmed by somebody who knows them; its own people now act for it.
    Claimed {
        /// Who may now act.
        person: PersonId,
        /// Their seat, as requested.
        seat: SeatId,
        /// How whoever confirmed it knows; nobody was asked in the first version.
        reason: Option<String>,
    },
    /// The claim was refused.
    ClaimRefused {
        /// Whose claim.
        person: PersonId,
        /// The seat that was asked for.
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
    },
    /// The offer of a seat was taken back.
    SeatOfferWithdrawn {
        /// The seat that was offered.
        seat: SeatId,
        /// Why.
        reason: String,
    },
    /// A seat ended.
    SeatEnded {
        /// The seat.
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
    /// It took other names; the old ones stay findable.
    Renamed {
        /// All names from now on, first shown first.
        names: Vec<Name>,
        /// Why.
        reason: String,
    },
    /// An identifier was added.
    IdentifierAdded {
        /// The identifier.
        identifier: Identifier,
    },
    /// Its place on the map became known or was corrected.
    Located {
        /// Where it is.
        place: Place,
        /// Where the point comes from.
        source: Option<String>,
    },
    /// Its profile for matching and for the rules was described.
    ProfileDescribed {
        /// The whole profile as its people describe it now.
        profile: Profile,
    },
    /// It is the same body as another record; this one points there from now on.
    MergedInto {
        /// The record that stays.
        into: OrganisationId,
        /// Why they are the same.
        reason: String,
    },
    /// It ceased to exist and another one follows it (a new commune, a new region).
    SucceededBy {
        /// The successor.
        successor: OrganisationId,
        /// The act that says so.
        reason: String,
    },
}
