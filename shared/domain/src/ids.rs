//! Names for things: one newtype per kind of identifier, so that a town can never be passed for a twinning.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The first part of the name of this kind's stream in the log, and of its global id.
            pub const PREFIX: &'static str = $prefix;
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

id! {
    /// A local authority, association, State service… of the directory.
    OrganisationId = "organisation";
    /// A cooperation between authorities.
    PartnershipId = "partnership";
    /// A twinning.
    JumelageId = "jumelage";
    /// The twinning committee of one side.
    CommitteeId = "committee";
    /// A school, youth, sport… exchange.
    ExchangeId = "exchange";
    /// A convention.
    ConventionId = "convention";
    /// A project of a cooperation.
    ProjectId = "project";
    /// A task of a project.
    TaskId = "task";
    /// A milestone of a project.
    MilestoneId = "milestone";
    /// A phase of a project.
    PhaseId = "phase";
    /// A risk or an assumption of a project.
    RiskId = "risk";
    /// An indicator of a project.
    IndicatorId = "indicator";
    /// A measurement of an indicator.
    /// A measurement of an indicator.
    MeasurementId = "measurement";
    /// An evaluation of a project.
    EvaluationId = "evaluation";
    /// A measure that the sides agree on after an evaluation.
    MeasureId = "measure";
    /// A lesson or a good practice.
    LessonId = "lesson";
    /// A financing plan of a project.
    FinancingId = "financing";
    /// An amount on record on a financing plan.
    EntryId = "entry";
    /// A document with its versions.
    DocumentId = "document";
    /// A discussion about a cooperation, a convention or a project.
    DiscussionId = "discussion";
    /// A message of a discussion; its words are kept beside the people, not in the log.
    MessageId = "message";
    /// Words of a message, as they were written once.
    WordsId = "words";
    /// A country group.
    GroupId = "group";
    /// A person; who that is stays in the identity store and never enters the log.
    PersonId = "person";
    /// A function that a person holds for an organisation or a group.
    SeatId = "seat";
    /// A remark in a discussion.
    RemarkId = "remark";
}

impl FinancingId {
    /// The plan of this project: a project has one, whoever proposes it.
    #[must_use]
    pub fn of(project: ProjectId) -> Self {
        Self(Uuid::new_v5(&project.0, b"financing plan"))
    }
}
