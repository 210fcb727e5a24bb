//! What happened to an exchange.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Kind, MissionEvent, Participants};
use crate::cooperation::{Cooperation, Side, Theme};
use crate::ids::OrganisationId;
use crate::text::LocalText;

/// Events of the stream `exchange/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was planned.
    Planned {
        /// Part of which cooperation.
        cooperation: Cooperation,
        /// What kind.
        kind: Kind,
        /// Its title, one or more languages.
        title: Vec<LocalText>,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// The party that hosts.
        host: OrganisationId,
        /// The side that planned it.
        by: Side,
        /// Themes.
        themes: Vec<Theme>,
    },
    /// Its dates moved.
    Rescheduled {
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// The side that moved it.
        by: Side,
        /// Why.
        reason: String,
    },
    /// It will not take place.
    Cancelled {
        /// The side that cancelled.
        by: Side,
        /// Why.
        reason: String,
    },
    /// It took place.
    Held {
        /// First day, as it was.
        starts: Date,
        /// Last day, as it was.
        ends: Date,
        /// Who came, in numbers.
        participants: Vec<Participants>,
        /// What came of it.
        outcome: Vec<LocalText>,
        /// The side that recorded it.
        by: Side,
    },
    /// About its report; stored under names of their own (`exchange.mission_…`).
    Mission(MissionEvent),
}
