//! Inputs of acts on exchanges.

use async_graphql::{ID, InputObject};
use domain::OrganisationId;
use domain::cooperation::{Cooperation, Side};
use domain::exchange::{Command, MissionCommand, Participants};

use super::{ActingAs, LocalTextInput, texts, themes};
use crate::graph::enums::{ExchangeKind, MissionPart};
use crate::graph::scalars::{Date, Uuid};

/// Participants of a side in numbers; categories, never names.
#[derive(Debug, Clone, InputObject)]
pub struct ParticipantCountInput {
    pub side: u8,
    pub category: String,
    pub count: u32,
}

impl From<ParticipantCountInput> for Participants {
    fn from(input: ParticipantCountInput) -> Self {
        Self { side: Side(input.side), category: input.category, count: input.count }
    }
}

/// An exchange to come.
#[derive(Debug, Clone, InputObject)]
pub struct PlanExchangeInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub kind: ExchangeKind,
    pub title: Vec<LocalTextInput>,
    pub starts: Date,
    pub ends: Date,
    pub host: ID,
    pub themes: Vec<String>,
}

impl PlanExchangeInput {
    /// The parties and whether the cooperation is open are the service's to look up.
    pub(crate) fn command(self, cooperation: Cooperation, host: OrganisationId) -> Command {
        Command::Plan {
            cooperation,
            parties: Vec::new(),
            open: false,
            kind: self.kind.into(),
            title: texts(self.title),
            starts: self.starts.0,
            ends: self.ends.0,
            host,
            themes: themes(self.themes),
        }
    }
}

/// Other dates.
#[derive(Debug, Clone, InputObject)]
pub struct RescheduleExchangeInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub exchange: ID,
    pub starts: Date,
    pub ends: Date,
    pub reason: String,
}

impl RescheduleExchangeInput {
    pub(crate) fn command(self) -> Command {
        Command::Reschedule {
            parties: Vec::new(),
            starts: self.starts.0,
            ends: self.ends.0,
            reason: self.reason,
        }
    }
}

/// An exchange that will not take place.
#[derive(Debug, Clone, InputObject)]
pub struct CancelExchangeInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub exchange: ID,
    pub reason: String,
}

/// A part of the report on an exchange, in the words of the own side.
#[derive(Debug, Clone, InputObject)]
pub struct WriteMissionReportInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub exchange: ID,
    pub part: MissionPart,
    pub text: Vec<LocalTextInput>,
}

impl WriteMissionReportInput {
    pub(crate) fn command(self) -> Command {
        let (part, text) = (self.part.into(), texts(self.text));
        Command::Mission(MissionCommand::Write { parties: Vec::new(), part, text })
    }
}

/// An exchange that took place.
#[derive(Debug, Clone, InputObject)]
pub struct HoldExchangeInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub exchange: ID,
    pub starts: Date,
    pub ends: Date,
    pub participants: Vec<ParticipantCountInput>,
    pub outcome: Vec<LocalTextInput>,
}

impl HoldExchangeInput {
    pub(crate) fn command(self) -> Command {
        Command::Hold {
            parties: Vec::new(),
            starts: self.starts.0,
            ends: self.ends.0,
            participants: self.participants.into_iter().map(Into::into).collect(),
            outcome: texts(self.outcome),
        }
    }
}
