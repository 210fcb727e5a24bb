//! What a decision may know of the world: the time, who asks and fresh identifiers, brought as data.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{GroupId, OrganisationId, PersonId, SeatId};

/// A role within an organisation, a group or the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Signs.
    Executive,
    /// Records votes.
    CouncilSecretary,
    /// Runs cooperation.
    Officer,
    /// Works on projects and exchanges.
    Contributor,
    /// Sits on a twinning committee.
    CommitteeMember,
    /// Reads.
    Reader,
    /// Manages members and roles of the organisation.
    Administrator,
    /// Reviews the legality of what authorities decided, for a State.
    LegalityReviewer,
    /// An embassy or its cooperation service.
    Embassy,
    /// Instructs applications for a funder.
    FunderInstructor,
    /// Chairs a country group; always an elected person.
    GroupChair,
    /// Coordinates a country group.
    GroupCoordinator,
    /// Member of a country group.
    GroupMember,
    /// Observes a country group.
    GroupObserver,
    /// Runs the platform.
    PlatformAdministrator,
    /// The platform itself: dormancy, imports, derived acts.
    System,
}

/// Where a seat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum SeatOf {
    /// In an organisation.
    Organisation(OrganisationId),
    /// In a country group.
    Group(GroupId),
    /// On the platform.
    Platform,
}

/// Who acts, as the log keeps it: identifiers and a function, never a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Author {
    /// The person; `None` for the platform itself.
    pub person: Option<PersonId>,
    /// The seat in whose name they act.
    pub seat: Option<SeatId>,
    /// Where that seat is.
    pub of: SeatOf,
    /// The function of the seat at the time of the act.
    pub role: Role,
}

impl Author {
    /// The platform itself.
    pub const SYSTEM: Self =
        Self { person: None, seat: None, of: SeatOf::Platform, role: Role::System };

    /// The organisation in whose name the author acts, if it is one.
    #[must_use]
    pub fn organisation(&self) -> Option<OrganisationId> {
        match self.of {
            SeatOf::Organisation(id) => Some(id),
            SeatOf::Group(_) | SeatOf::Platform => None,
        }
    }
}

/// The readings that a decision may use.
#[derive(Debug, Clone)]
pub struct Context {
    /// The moment of the act.
    pub now: Timestamp,
    /// The calendar day of the act, in UTC.
    pub today: Date,
    /// Who acts.
    pub author: Author,
    /// A fresh identifier, for what the command creates inside its aggregate (a remark, a seat).
    pub new_id: Uuid,
}
