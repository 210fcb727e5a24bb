//! What can be asked of an exchange.

use jiff::civil::Date;

use super::{Kind, MissionCommand, Participants};
use crate::cooperation::{Cooperation, Party, Theme};
use crate::ids::OrganisationId;
use crate::text::LocalText;

/// Commands on an exchange. Each carries the parties of its cooperation, looked up by the service.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Plan it.
    Plan {
        /// Part of which cooperation.
        cooperation: Cooperation,
        /// Its parties.
        parties: Vec<Party>,
        /// True while the cooperation is active or dormant: looked up by the service.
        open: bool,
        /// What kind.
        kind: Kind,
        /// Title.
        title: Vec<LocalText>,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// Which party hosts.
        host: OrganisationId,
        /// Themes.
        themes: Vec<Theme>,
    },
    /// Move its dates.
    Reschedule {
        /// Parties of the cooperation.
        parties: Vec<Party>,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// Why.
        reason: String,
    },
    /// Cancel it.
    Cancel {
        /// Parties of the cooperation.
        parties: Vec<Party>,
        /// Why.
        reason: String,
    },
    /// Record that it took place.
    Hold {
        /// Parties of the cooperation.
        parties: Vec<Party>,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// Counts.
        participants: Vec<Participants>,
        /// What came of it.
        outcome: Vec<LocalText>,
    },
    /// About its report.
    Mission(MissionCommand),
}
