//! What is known of a country group after its events.

use serde::{Deserialize, Serialize};

use super::{Event, GroupName, Scope};
use crate::access::is_group_runner;
use crate::context::{Author, Role, SeatOf};
use crate::ids::{GroupId, OrganisationId, PersonId, SeatId};

/// Where a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It works.
    Open,
    /// It was closed.
    Closed,
}

/// A group; the default is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// True once it was founded.
    pub founded: bool,
    /// Its name.
    pub name: GroupName,
    /// What it looks at.
    pub scope: Scope,
    /// Who runs it.
    pub runner: Option<OrganisationId>,
    /// The group it belongs to.
    pub parent: Option<GroupId>,
    /// Its seats.
    pub seats: Vec<Seat>,
    /// Seats that were offered and that nobody took yet.
    pub offers: Vec<Offer>,
    /// Member authorities, in the order in which they joined.
    pub members: Vec<OrganisationId>,
    /// True once it was closed.
    pub closed: bool,
}

/// A seat of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The seat.
    pub id: SeatId,
    /// Whose.
    pub person: PersonId,
    /// Which function.
    pub role: Role,
    /// Whether the person holds an elected office.
    pub elected: bool,
    /// The function, in words; seats that were given without an invitation have none.
    pub function: Option<String>,
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
    /// Whether whoever takes it holds an elected office.
    pub elected: bool,
}

impl State {
    /// The seat with this id, while it is held.
    #[must_use]
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// True when the author acts from a seat of this group that runs it.
    #[must_use]
    pub fn is_run_by(&self, author: &Author) -> bool {
        let in_group = matches!(author.of, SeatOf::Group(_));
        let theirs =
            |seat: &Seat| author.seat == Some(seat.id) || author.person == Some(seat.person);
        in_group && self.seats.iter().any(|seat| theirs(seat) && is_group_runner(seat.role))
    }
}

/// Where it stands; `None` when none was founded.
#[must_use]
pub fn stage(state: &State) -> Option<Stage> {
    state.founded.then_some(if state.closed { Stage::Closed } else { Stage::Open })
}

/// The state after one more event; total.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Founded { name, scope, runner, parent } => {
            state = State {
                founded: true,
                name: name.clone(),
                scope: scope.clone(),
                runner: *runner,
                parent: *parent,
                ..State::default()
            };
        }
        Event::ScopeChanged { scope, .. } => state.scope = scope.clone(),
        Event::SeatGiven { seat, person, role, elected } => {
            let (id, person, role, elected) = (*seat, *person, *role, *elected);
            state.seats.push(Seat { id, person, role, elected, function: None });
        }
        Event::SeatOffered { seat, role, function, elected } => {
            let (seat, role, function, elected) = (*seat, *role, function.clone(), *elected);
            state.offers.push(Offer { seat, role, function, elected });
        }
        Event::SeatTaken { seat, person, role, function, elected } => {
            state.offers.retain(|offer| offer.seat != *seat);
            let (id, person, role, elected) = (*seat, *person, *role, *elected);
            state.seats.push(Seat { id, person, role, elected, function: Some(function.clone()) });
        }
        Event::SeatOfferWithdrawn { seat, .. } => state.offers.retain(|offer| offer.seat != *seat),
        Event::SeatEnded { seat, .. } | Event::SeatHandedOver { from: seat, .. } => {
            state.seats.retain(|known| known.id != *seat);
        }
        Event::MemberJoined { organisation } => {
            if !state.members.contains(organisation) {
                state.members.push(*organisation);
            }
        }
        Event::MemberLeft { organisation, .. } => {
            state.members.retain(|member| member != organisation);
        }
        Event::Closed { .. } => state.closed = true,
    }
    state
}
