//! Viewer: somebody who is signed in, with the seats they hold now.

use domain::access::{Sight, is_group_runner, is_platform};
use domain::context::SeatOf;
use domain::group::Scope;
use domain::{Author, GroupId, Lang, OrganisationId, PersonId, Refusal, Role, SeatId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{TokenScope, rules};

/// A function that the viewer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seat {
    /// Its identifier.
    pub id: SeatId,
    /// Where it is.
    pub of: SeatOf,
    /// The function.
    pub role: Role,
}

impl Seat {
    /// Of several seats of one person in the same place, the one with the most rights.
    #[must_use]
    pub fn strongest(seats: &[Self], of: SeatOf) -> Option<Self> {
        let rights = |seat: &&Self| {
            domain::access::TABLE
                .iter()
                .find(|(role, _)| *role == seat.role)
                .map_or(0, |(_, acts)| acts.len())
        };
        seats.iter().filter(|seat| seat.of == of).max_by_key(rights).copied()
    }
}

/// How somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// They signed in themselves.
    Session,
    /// By an API token of theirs.
    Token {
        /// What it is good for.
        scope: TokenScope,
        /// When it ends.
        until: Timestamp,
    },
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The person.
    pub person: PersonId,
    /// The session in which they are signed in, or the API token they came with.
    pub session: Uuid,
    /// How they came in.
    pub via: Via,
    /// Their address; shown to themselves only, and empty for a token.
    pub email: String,
    /// How they want to be called; shown to themselves only, and empty for a token.
    pub display_name: String,
    /// The language they read.
    pub lang: Lang,
    /// Seats that have not ended, oldest first; for a token its own seat alone.
    pub seats: Vec<Seat>,
}

impl Viewer {
    /// In whose name the viewer acts: the seat at `acting`, or the only one there is. A person without any seat acts
    /// as themselves, a reader on the platform, who may ask to be confirmed for an organisation.
    ///
    /// # Errors
    /// `H_SEAT` when they hold no seat there (`H_TOKEN_SEAT` for a token), `H_CHOOSE_SEAT` when they hold several and
    /// none was chosen.
    pub fn author(&self, acting: Option<SeatOf>) -> Result<Author, Refusal> {
        let missing = || if self.token().is_some() { rules::token_seat() } else { rules::seat() };
        let seat = match acting {
            Some(of) => Some(self.strongest(of).ok_or_else(missing)?),
            None => self.only()?,
        };
        Ok(match seat {
            Some(seat) => Author {
                person: Some(self.person),
                seat: Some(seat.id),
                of: seat.of,
                role: seat.role,
            },
            None => Author {
                person: Some(self.person),
                seat: None,
                of: SeatOf::Platform,
                role: Role::Reader,
            },
        })
    }

    /// False when they came by a token that has ended since.
    #[must_use]
    pub fn lasts(&self, now: Timestamp) -> bool {
        match self.via {
            Via::Session => true,
            Via::Token { until, .. } => now < until,
        }
    }

    /// What the token is good for by which they came in; `None` for somebody who signed in.
    #[must_use]
    pub fn token(&self) -> Option<TokenScope> {
        match self.via {
            Via::Session => None,
            Via::Token { scope, .. } => Some(scope),
        }
    }

    /// The viewer as themselves, in nobody's name: what asking to be confirmed for an organisation takes.
    #[must_use]
    pub fn as_person(&self) -> Author {
        Author { person: Some(self.person), seat: None, of: SeatOf::Platform, role: Role::Reader }
    }

    fn strongest(&self, of: SeatOf) -> Option<Seat> {
        Seat::strongest(&self.seats, of)
    }

    fn only(&self) -> Result<Option<Seat>, Refusal> {
        let Some(first) = self.seats.first() else {
            return Ok(None);
        };
        if self.seats.iter().any(|seat| seat.of != first.of) {
            return Err(rules::choose_seat());
        }
        Ok(self.strongest(first.of))
    }

    /// Organisations in which the viewer holds a seat, each once.
    #[must_use]
    pub fn organisations(&self) -> Vec<OrganisationId> {
        let mut ids: Vec<_> = self
            .seats
            .iter()
            .filter_map(|seat| match seat.of {
                SeatOf::Organisation(id) => Some(id),
                SeatOf::Group(_) | SeatOf::Platform => None,
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Groups that the viewer chairs or coordinates, each once.
    #[must_use]
    pub fn groups_run(&self) -> Vec<GroupId> {
        let mut ids: Vec<_> = self
            .seats
            .iter()
            .filter_map(|seat| match seat.of {
                SeatOf::Group(id) if is_group_runner(seat.role) => Some(id),
                SeatOf::Group(_) | SeatOf::Organisation(_) | SeatOf::Platform => None,
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// True for a platform administrator.
    #[must_use]
    pub fn is_platform(&self) -> bool {
        self.seats.iter().any(|seat| seat.of == SeatOf::Platform && is_platform(seat.role))
    }

    /// What the viewer may see; `scopes` are those of [`Viewer::groups_run`].
    #[must_use]
    pub fn sight(&self, scopes: Vec<Scope>) -> Sight {
        Sight { organisations: self.organisations(), scopes, platform: self.is_platform() }
    }

    /// The same for any two people who may see the same: what shared answers are kept by.
    #[must_use]
    pub fn rights_key(&self) -> String {
        let (organisations, groups) = (self.organisations(), self.groups_run());
        format!("{organisations:?}{groups:?}{}{:?}", self.is_platform(), self.token())
    }
}
