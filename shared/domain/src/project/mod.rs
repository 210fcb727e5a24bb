//! Project: work that every side of a cooperation runs together, from a proposed description to its lessons.

mod command;
mod decide;
pub mod evaluation;
mod event;
mod follow;
pub mod limits;
mod mission;
mod order;
pub mod phase;
mod reading;
mod remind;
mod report;
mod state;
mod text;
mod work;

#[cfg(test)]
mod tests;

pub use command::{Command, Draft, Known};
pub use decide::decide;
pub use event::Event;
pub use follow::{
    Indicator, IndicatorPlan, Level, Measurement, Milestone, Reading, Risk, RiskEnd, RiskKind,
    Value, latest, number, value,
};
pub use mission::{MissionKnown, TakenUp, of_mission, takes_up};
pub use order::{Act, Possibility, possible, stage_term};
pub use reading::{Late, Waiting, WaitingFor, late, remarks, waiting_for};
pub use remind::upcoming;
pub use report::{ReportKind, ReportPart, Reporting, Written, may_write};
pub use state::{Closing, Opening, State, evolve, in_force, public, silent, stage};
pub use text::hash_of;
pub use work::{Item, Task, TaskPlan, TaskState, open_before};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cooperation::{Sdg, TextHash, Theme};
use crate::partnership::Benefit;
use crate::text::LocalText;

/// Where a project stands (manual, validation of a project, L6165-6169, and L5602-5603). Stages may be left out: a project
/// that needs no funder is never submitted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Proposed by a side (manual L4566-4569).
    #[default]
    Idea,
    /// Needs and partners are known.
    Identified,
    /// Objectives, activities and means are written down.
    Formulated,
    /// Handed to a funder or to the councils.
    Submitted,
    /// Accepted there.
    Approved,
    /// Every side consented and the work has begun.
    Running,
    /// What it brought was looked at.
    Evaluated,
    /// Ended, with its lessons.
    Closed,
    /// Given up, by a side, with a reason.
    Abandoned,
}

impl Stage {
    /// True until it is closed or abandoned.
    #[must_use]
    pub fn open(self) -> bool {
        self < Self::Closed
    }
}

/// What a policy marker looks at: those of aid declarations (IATI `PolicyMarker` 1, 2, 5 to 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// Equality of women and men.
    Gender,
    /// Environment.
    Environment,
    /// Biodiversity.
    Biodiversity,
    /// Mitigation of climate change.
    ClimateMitigation,
    /// Adaptation to climate change.
    ClimateAdaptation,
    /// Desertification.
    Desertification,
    /// Health of mothers, newborns and children.
    MaternalHealth,
    /// Reduction of the risk of disasters.
    DisasterRisk,
    /// Inclusion of people with disabilities.
    Disability,
    /// Nutrition.
    Nutrition,
}

/// How far a project aims at what a marker looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marking {
    /// What is looked at.
    pub marker: Marker,
    /// 0 not targeted, 1 significant, 2 the principal aim.
    pub level: u8,
}

/// What the sides consent to, whole; a change of any part has another hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// Title, one or more languages.
    pub title: Vec<LocalText>,
    /// What it is about, one or more languages.
    pub summary: Vec<LocalText>,
    /// The general objective (manual L1098-1123).
    pub objective: Vec<LocalText>,
    /// Specific objectives, each in one or more languages.
    pub specific: Vec<Vec<LocalText>>,
    /// Results that it is to bring; activities and indicators name them by their place, from 1.
    pub results: Vec<Vec<LocalText>>,
    /// What each side expects and brings.
    pub benefits: Vec<Benefit>,
    /// First day, if it is known.
    pub starts: Option<Date>,
    /// Last day, if it is known.
    pub ends: Option<Date>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Sustainable development goals.
    pub sdgs: Vec<Sdg>,
    /// Policy markers, each once; one that is absent was not assessed.
    pub markers: Vec<Marking>,
    /// Hash of all the above ([`hash_of`]).
    pub hash: TextHash,
}
