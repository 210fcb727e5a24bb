//! What is known of an organisation after its events.

use serde::{Deserialize, Serialize};

use super::{Event, Identifier, Kind, Name, NameUse, Place, Profile};
use crate::context::Role;
use crate::ids::{OrganisationId, PersonId, SeatId};

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Recorded by somebody else than a register; nobody acts for it.
    Provisional,
    /// Of a register; nobody acts for it.
    Unclaimed,
    /// Somebody asked to act for it, nobody does yet.
    ClaimPending,
    /// Its own people act for it.
    Claimed,
    /// Merged into another record.
    Merged,
    /// Followed by another body.
    Succeeded,
}

/// An organisation; the default is none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// What is on record; `None` until it is recorded.
    pub record: Option<Record>,
    /// Claims that wait for an answer.
    pub claims: Vec<Claim>,
    /// Seats that are held now, oldest first: who acts for it.
    pub seats: Vec<Seat>,
    /// Seats that were offered and that nobody took yet.
    pub offers: Vec<Offer>,
    /// The record to look at instead.
    pub follow: Option<Follow>,
}

/// What is on record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What kind of body it is.
    pub kind: Kind,
    /// Its names today, first shown first.
    pub names: Vec<Name>,
    /// Names it had, oldest first, marked [`NameUse::Former`].
    pub former: Vec<Name>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Sub-national or disputed territory.
    pub territory: Option<String>,
    /// Where it is.
    pub place: Option<Place>,
    /// Identifiers.
    pub identifiers: Vec<Identifier>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Recorded by somebody else than a register or its people.
    pub provisional: bool,
    /// Where the facts come from.
    pub source: Option<String>,
    /// Its profile.
    pub profile: Profile,
}

/// A claim that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who asks.
    pub person: PersonId,
    /// The seat that would be theirs.
    pub seat: SeatId,
    /// Their function.
    pub function: String,
}

/// A seat that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The seat.
    pub id: SeatId,
    /// Who holds it.
    pub person: PersonId,
    /// The role that goes with it.
    pub role: Role,
    /// The function, in words.
    pub function: String,
}

/// A seat that was offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The seat.
    pub seat: SeatId,
    /// The role that goes with it.
    pub role: Role,
    /// The function, in words.
    pub function: String,
}

/// The record to look at instead of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Follow {
    /// The same body.
    Merged(OrganisationId),
    /// The body that came after it.
    Succeeded(OrganisationId),
}

impl State {
    /// True once its own people act for it.
    #[must_use]
    pub fn is_claimed(&self) -> bool {
        !self.seats.is_empty()
    }

    /// The seat with this id, while it is held.
    #[must_use]
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// The name shown first; empty when it is not recorded.
    #[must_use]
    pub fn name(&self) -> &str {
        self.record.as_ref().and_then(|r| r.names.first()).map_or("", |name| &name.text)
    }
}

/// Where it stands; `None` when it is not recorded.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    let record = state.record.as_ref()?;
    Some(match state.follow {
        Some(Follow::Merged(_)) => Stage::Merged,
        Some(Follow::Succeeded(_)) => Stage::Succeeded,
        None if state.is_claimed() => Stage::Claimed,
        None if !state.claims.is_empty() => Stage::ClaimPending,
        None if record.provisional => Stage::Provisional,
        None => Stage::Unclaimed,
    })
}

/// The state after one more event; total.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Recorded {
            kind,
            names,
            country,
            territory,
            place,
            identifiers,
            population,
            provisional,
            source,
        } => {
            state.record = Some(Record {
                kind: *kind,
                names: names.clone(),
                former: Vec::new(),
                country: country.clone(),
                territory: territory.clone(),
                place: *place,
                identifiers: identifiers.clone(),
                population: *population,
                provisional: *provisional,
                source: source.clone(),
                profile: Profile::default(),
            });
        }
        Event::ClaimRequested { person, seat, function, .. } => {
            let (person, seat, function) = (*person, *seat, function.clone());
            state.claims.push(Claim { person, seat, function });
        }
        Event::Claimed { person, seat, .. } => confirm(&mut state, *person, *seat),
        Event::ClaimRefused { seat, .. } => state.claims.retain(|claim| claim.seat != *seat),
        Event::SeatOffered { seat, role, function } => {
            let (seat, role, function) = (*seat, *role, function.clone());
            state.offers.push(Offer { seat, role, function });
        }
        Event::SeatTaken { seat, person, role, function } => {
            state.offers.retain(|offer| offer.seat != *seat);
            let (id, person, role, function) = (*seat, *person, *role, function.clone());
            state.seats.push(Seat { id, person, role, function });
        }
        Event::SeatOfferWithdrawn { seat, .. } => state.offers.retain(|offer| offer.seat != *seat),
        Event::SeatEnded { seat, .. } | Event::SeatHandedOver { from: seat, .. } => {
            state.seats.retain(|known| known.id != *seat);
        }
        Event::MergedInto { into, .. } => state.follow = Some(Follow::Merged(*into)),
        Event::SucceededBy { successor, .. } => state.follow = Some(Follow::Succeeded(*successor)),
        Event::Renamed { .. }
        | Event::IdentifierAdded { .. }
        | Event::Located { .. }
        | Event::ProfileDescribed { .. } => {
            if let Some(record) = &mut state.record {
                describe(record, event);
            }
        }
    }
    state
}

/// Whoever is confirmed as acting for a body runs its cooperation.
fn confirm(state: &mut State, person: PersonId, seat: SeatId) {
    let asked = state.claims.iter().find(|claim| claim.seat == seat);
    let function = asked.map_or_else(String::new, |claim| claim.function.clone());
    state.claims.retain(|claim| claim.seat != seat);
    state.seats.push(Seat { id: seat, person, role: Role::Officer, function });
}

fn describe(record: &mut Record, event: &Event) {
    match event {
        Event::Renamed { names, .. } => rename(record, names),
        Event::IdentifierAdded { identifier } => record.identifiers.push(identifier.clone()),
        Event::Located { place, .. } => record.place = Some(*place),
        Event::ProfileDescribed { profile } => record.profile = profile.clone(),
        Event::Recorded { .. }
        | Event::ClaimRequested { .. }
        | Event::Claimed { .. }
        | Event::ClaimRefused { .. }
        | Event::SeatOffered { .. }
        | Event::SeatTaken { .. }
        | Event::SeatOfferWithdrawn { .. }
        | Event::SeatEnded { .. }
        | Event::SeatHandedOver { .. }
        | Event::MergedInto { .. }
        | Event::SucceededBy { .. } => {}
    }
}

/// Names that fall away stay findable as former ones; a former name that is taken again is former no more.
fn rename(record: &mut Record, names: &[Name]) {
    let same = |a: &Name, b: &Name| a.lang == b.lang && a.text == b.text;
    let old = std::mem::replace(&mut record.names, names.to_vec());
    let gone = old.into_iter().map(|name| Name { use_as: NameUse::Former, ..name });
    record.former.extend(gone);
    let today = &record.names;
    record.former.retain(|name| !today.iter().any(|current| same(current, name)));
    let mut kept: Vec<Name> = Vec::with_capacity(record.former.len());
    for name in record.former.drain(..) {
        if !kept.iter().any(|known| same(known, &name)) {
            kept.push(name);
        }
    }
    record.former = kept;
}
