//! The mission report of an exchange (manual F19, P14): purpose, place, whom one met, conclusions and what follows, each side its own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::state::{Stage, State, stage};
use crate::context::Context;
use crate::cooperation::{Party, Side, acting_side, limits, refuse, refuse_at, words};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

/// Bytes of one part in all its languages.
pub const PART_BYTES: usize = 32_768;

/// A part of a mission report that people write; the rest is read from the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissionPart {
    /// What it is for, and the results that it answers for.
    Purpose,
    /// Where.
    Place,
    /// Whom one met, by their functions, never by name.
    Met,
    /// What came of it.
    Conclusions,
    /// What follows, planned in earnest.
    FollowUp,
}

impl MissionPart {
    /// Every part, in the order of a report.
    pub const ALL: [Self; 5] =
        [Self::Purpose, Self::Place, Self::Met, Self::Conclusions, Self::FollowUp];

    /// True for what can be said before it took place.
    #[must_use]
    pub fn beforehand(self) -> bool {
        match self {
            Self::Purpose | Self::Place => true,
            Self::Met | Self::Conclusions | Self::FollowUp => false,
        }
    }
}

/// What can be asked of the report of an exchange.
#[derive(Debug, Clone, PartialEq)]
pub enum MissionCommand {
    /// Write a part for the own side; what it wrote before stays in the past.
    Write {
        /// Parties of the cooperation, looked up by the service.
        parties: Vec<Party>,
        /// Which part.
        part: MissionPart,
        /// Its words, one or more languages.
        text: Vec<LocalText>,
    },
}

/// What happened to the report of an exchange; stored under names of their own (`exchange.mission_…`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissionEvent {
    /// A side wrote a part.
    MissionPartWritten {
        /// The side whose words they are.
        by: Side,
        /// Which part.
        part: MissionPart,
        /// Its words; they replace the same side's earlier ones.
        text: Vec<LocalText>,
        /// The day of the act.
        on: Date,
    },
}

/// A part as a side wrote it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissionWords {
    /// Which part.
    pub part: MissionPart,
    /// The side whose words they are.
    pub by: Side,
    /// Its words, one or more languages.
    pub text: Vec<LocalText>,
    /// The day on which it wrote them.
    pub on: Date,
}

/// The side for which `organisation` may write `part`: before the exchange what it is for and where, after it all.
///
/// # Errors
/// The rule that forbids it.
pub fn may_tell(
    state: &State,
    parties: &[Party],
    organisation: Option<OrganisationId>,
    part: MissionPart,
) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let by = acting_side(parties, organisation)?;
    match now {
        Stage::Held => Ok(by),
        Stage::Planned if part.beforehand() => Ok(by),
        Stage::Planned => Err(refuse_at(rules::C_MISSION_NOT_HELD, "part")),
        Stage::Cancelled => Err(refuse(rules::C_EXCHANGE_CLOSED)),
    }
}

/// What follows from a command.
///
/// # Errors
/// The first rule that refuses it.
pub(super) fn decide(
    state: &State,
    command: MissionCommand,
    context: &Context,
) -> Result<MissionEvent, Refusal> {
    let MissionCommand::Write { parties, part, text } = command;
    let by = may_tell(state, &parties, context.author.organisation(), part)?;
    words::local_required(&text, limits::REASON, "text")?;
    words::bounded_whole(&text, PART_BYTES, "text")?;
    let same = |one: &MissionWords| (one.part, one.by) == (part, by) && one.text == text;
    if state.mission.iter().any(same) {
        return Err(refuse_at(rules::C_SAME_TEXT, "text"));
    }
    Ok(MissionEvent::MissionPartWritten { by, part, text, on: context.today })
}

/// The words after one more event: those of a side for a part stand in the place of its earlier ones.
pub(super) fn evolve(mission: &mut Vec<MissionWords>, event: &MissionEvent) {
    let MissionEvent::MissionPartWritten { by, part, text, on } = event;
    mission.retain(|old| (old.part, old.by) != (*part, *by));
    mission.push(MissionWords { part: *part, by: *by, text: text.clone(), on: *on });
}
