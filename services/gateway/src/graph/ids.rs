//! Global ids: the kind of a thing and its identifier, `jumelage:<uuid>`.

use async_graphql::ID;
use domain::cooperation::Cooperation;
use domain::{
    CommitteeId, ConventionId, DiscussionId, DocumentId, EntryId, EvaluationId, ExchangeId,
    FinancingId, GroupId, IndicatorId, JumelageId, LessonId, MeasureId, MeasurementId, MessageId,
    MilestoneId, OrganisationId, PartnershipId, PersonId, PhaseId, ProjectId, RiskId, TaskId,
};
use uuid::Uuid;

/// What a global id points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GlobalId {
    /// An organisation.
    Organisation(OrganisationId),
    /// A twinning.
    Jumelage(JumelageId),
    /// A partnership.
    Partnership(PartnershipId),
    /// A twinning committee.
    Committee(CommitteeId),
    /// An exchange.
    Exchange(ExchangeId),
    /// A convention.
    Convention(ConventionId),
    /// A project.
    Project(ProjectId),
    /// A lesson.
    Lesson(LessonId),
    /// A financing plan.
    Financing(FinancingId),
    /// A document.
    Document(DocumentId),
    /// A discussion.
    Discussion(DiscussionId),
    /// A country group.
    Group(GroupId),
}

impl GlobalId {
    /// Reads a global id; `None` when it is not one of ours.
    #[must_use]
    pub fn read(id: &str) -> Option<Self> {
        let (kind, uuid) = id.split_once(':')?;
        let uuid = Uuid::try_parse(uuid).ok()?;
        match kind {
            OrganisationId::PREFIX => Some(Self::Organisation(uuid.into())),
            JumelageId::PREFIX => Some(Self::Jumelage(uuid.into())),
            PartnershipId::PREFIX => Some(Self::Partnership(uuid.into())),
            CommitteeId::PREFIX => Some(Self::Committee(uuid.into())),
            ExchangeId::PREFIX => Some(Self::Exchange(uuid.into())),
            ConventionId::PREFIX => Some(Self::Convention(uuid.into())),
            ProjectId::PREFIX => Some(Self::Project(uuid.into())),
            LessonId::PREFIX => Some(Self::Lesson(uuid.into())),
            FinancingId::PREFIX => Some(Self::Financing(uuid.into())),
            DocumentId::PREFIX => Some(Self::Document(uuid.into())),
            DiscussionId::PREFIX => Some(Self::Discussion(uuid.into())),
            GroupId::PREFIX => Some(Self::Group(uuid.into())),
            _ => None,
        }
    }
}

macro_rules! global {
    ($($name:ident),*) => {$(
        impl Global for $name {
            fn global(self) -> ID {
                ID(format!("{}:{}", Self::PREFIX, self.0))
            }

            fn read(id: &str) -> Option<Self> {
                let uuid = id.strip_prefix(Self::PREFIX)?.strip_prefix(':')?;
                Uuid::try_parse(uuid).ok().map(Self)
            }
        }
    )*};
}

/// An identifier of the domain that has a global form.
pub trait Global: Sized {
    /// The global form.
    fn global(self) -> ID;
    /// Reads the global form of this kind of thing, and of no other.
    fn read(id: &str) -> Option<Self>;
}

global!(
    OrganisationId,
    JumelageId,
    PartnershipId,
    CommitteeId,
    ExchangeId,
    ConventionId,
    GroupId,
    PersonId,
    ProjectId,
    DiscussionId,
    DocumentId,
    EntryId,
    EvaluationId,
    LessonId,
    MeasureId,
    FinancingId,
    MessageId,
    TaskId,
    MilestoneId,
    PhaseId,
    RiskId,
    IndicatorId,
    MeasurementId
);

/// The global id of a cooperation of either kind.
#[must_use]
pub fn cooperation_id(cooperation: Cooperation) -> ID {
    match cooperation {
        Cooperation::Jumelage(id) => id.global(),
        Cooperation::Partnership(id) => id.global(),
    }
}

/// Reads the global id of a cooperation of either kind.
#[must_use]
pub fn read_cooperation(id: &str) -> Option<Cooperation> {
    match GlobalId::read(id)? {
        GlobalId::Jumelage(id) => Some(Cooperation::Jumelage(id)),
        GlobalId::Partnership(id) => Some(Cooperation::Partnership(id)),
        GlobalId::Organisation(_)
        | GlobalId::Committee(_)
        | GlobalId::Exchange(_)
        | GlobalId::Convention(_)
        | GlobalId::Project(_)
        | GlobalId::Lesson(_)
        | GlobalId::Financing(_)
        | GlobalId::Document(_)
        | GlobalId::Discussion(_)
        | GlobalId::Group(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_global_id_is_read_back_as_what_it_was_and_as_nothing_else() {
        let id = JumelageId(Uuid::from_u128(7));
        let text = id.global();
        assert_eq!(JumelageId::read(&text), Some(id));
        assert_eq!(OrganisationId::read(&text), None);
        assert_eq!(GlobalId::read(&text), Some(GlobalId::Jumelage(id)));
        assert_eq!(GlobalId::read("jumelage:no"), None);
        assert_eq!(GlobalId::read("person:00000000-0000-0000-0000-000000000007"), None);
    }
}
