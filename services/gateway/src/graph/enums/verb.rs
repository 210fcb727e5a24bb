//! Verbs of the feed: one for every event, named as the record names it.

use async_graphql::Enum;
use async_graphql::resolver_utils::EnumType;

/// What happened: one entry an event, e.g. `JUMELAGE_PROPOSED`. An open list: new verbs may be added.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    OrganisationRecorded,
    OrganisationClaimRequested,
    OrganisationClaimed,
    OrganisationClaimRefused,
    OrganisationSeatOffered,
    OrganisationSeatTaken,
    OrganisationSeatOfferWithdrawn,
    OrganisationSeatEnded,
    OrganisationSeatHandedOver,
    OrganisationRenamed,
    OrganisationIdentifierAdded,
    OrganisationLocated,
    OrganisationProfileDescribed,
    OrganisationMergedInto,
    OrganisationSucceededBy,
    JumelageProposed,
    JumelageRecordedAsExisting,
    JumelageConfirmed,
    JumelageContested,
    JumelageCharterAmended,
    JumelageRemarkMade,
    JumelageRemarkShared,
    JumelageCharterConsented,
    JumelageConsentWithdrawn,
    JumelageContentAgreed,
    JumelageCouncilDecided,
    JumelageCeremonyHeld,
    JumelageDeclined,
    JumelageWithdrawn,
    JumelageKindChanged,
    JumelageThemesChosen,
    JumelageTownInvited,
    JumelageTownJoined,
    JumelageMarkedDormant,
    JumelageScreenedAgain,
    JumelageRevived,
    JumelageEnded,
    JumelageAnnulled,
    JumelageRegularised,
    PartnershipProposed,
    PartnershipRecordedAsExisting,
    PartnershipConfirmed,
    PartnershipContested,
    PartnershipTermsRevised,
    PartnershipRemarkMade,
    PartnershipRemarkShared,
    PartnershipAccepted,
    PartnershipAgreedByAll,
    PartnershipDeclined,
    PartnershipWithdrawn,
    PartnershipCouncilDecided,
    PartnershipStarted,
    PartnershipMarkedDormant,
    PartnershipScreenedAgain,
    PartnershipRevived,
    PartnershipEnded,
    PartnershipAnnulled,
    CommitteeFormed,
    CommitteeSeatAdded,
    CommitteeSeatRemoved,
    CommitteeHandedOver,
    CommitteeDissolved,
    ExchangePlanned,
    ExchangeRescheduled,
    ExchangeCancelled,
    ExchangeHeld,
    ExchangeMissionPartWritten,
    ConventionOpened,
    ConventionRecordedAsExisting,
    ConventionVersionNamed,
    ConventionConsented,
    ConventionConsentWithdrawn,
    ConventionTextAgreed,
    ConventionCouncilVoted,
    ConventionSigned,
    ConventionFormalityCompleted,
    ConventionLegalityObserved,
    ConventionObservationWithdrawn,
    ConventionEnteredIntoForce,
    ConventionAmended,
    ConventionRenewed,
    ConventionExpired,
    ConventionTerminated,
    ConventionAbandoned,
    ConventionAnnulled,
    ProjectProposed,
    ProjectDescriptionRevised,
    ProjectConsented,
    ProjectConsentWithdrawn,
    ProjectDescriptionAgreed,
    ProjectStageReached,
    ProjectStarted,
    ProjectClosed,
    ProjectAbandoned,
    ProjectReportPartWritten,
    ProjectTaskPlanned,
    ProjectTaskRescheduled,
    ProjectTaskAssigned,
    ProjectTaskOrdered,
    ProjectTaskBegun,
    ProjectTaskDone,
    ProjectTaskDropped,
    ProjectTaskReopened,
    ProjectItemAdded,
    ProjectItemTicked,
    ProjectMilestoneSet,
    ProjectMilestoneMoved,
    ProjectMilestoneReached,
    ProjectRiskNoted,
    ProjectRiskReassessed,
    ProjectRiskSettled,
    ProjectIndicatorDefined,
    ProjectIndicatorDropped,
    ProjectIndicatorMeasured,
    ProjectMeasurementCorrected,
    ProjectEvaluationOpened,
    ProjectEvaluationAnswered,
    ProjectEvaluationMeasureProposed,
    ProjectEvaluationMeasureAgreed,
    ProjectEvaluationMeasureDropped,
    ProjectEvaluationMeasureTakenUp,
    ProjectEvaluationConcluded,
    ProjectMissionTakenUp,
    ProjectPhaseAdded,
    ProjectPhaseRenamed,
    ProjectPhaseMoved,
    ProjectPhaseRemoved,
    ProjectPhaseTaskPlaced,
    ProjectPhaseMilestonePlaced,
    ProjectReminded,
    ConventionReminded,
    FinancingReminded,
    LessonWritten,
    LessonRewritten,
    LessonConsented,
    LessonConsentWithdrawn,
    LessonPublished,
    LessonRetracted,
    FinancingProposed,
    FinancingRevised,
    FinancingConsented,
    FinancingConsentWithdrawn,
    FinancingAgreedByAll,
    FinancingFundsRecorded,
    FinancingAmountCorrected,
    FinancingSubsidyVoted,
    FinancingSubsidyConventionSigned,
    FinancingSubsidyPaid,
    FinancingExpensePaid,
    DocumentGiven,
    DocumentVersionGiven,
    DocumentShared,
    DocumentWithdrawn,
    DiscussionOpened,
    DiscussionWritten,
    DiscussionRewritten,
    DiscussionWithdrawn,
    DiscussionReacted,
    DiscussionReactionTakenBack,
    DiscussionClosed,
    DiscussionReopened,
    GroupFounded,
    GroupScopeChanged,
    GroupSeatGiven,
    GroupSeatEnded,
    GroupSeatOffered,
    GroupSeatTaken,
    GroupSeatOfferWithdrawn,
    GroupSeatHandedOver,
    GroupMemberJoined,
    GroupMemberLeft,
    GroupClosed,
    TerritoryFactRecorded,
    TerritoryFactWithdrawn,
    /// No act: your rights ended, and what `leftView` names is out of your view, whole or in part.
    LeftView,
}

impl Verb {
    /// The verb of this name; `None` when this version does not know it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::items().iter().find(|item| item.name == name).map(|item| item.value)
    }

    /// Its name in the API and in the read model.
    ///
    /// # Panics
    /// Never: every variant is an item of the enum.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::items()
            .iter()
            .find(|item| item.value == self)
            .map(|item| item.name)
            .expect("every variant is an item of the enum")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_event_has_a_verb() {
        for (name, _) in domain::codec::EVENTS {
            let verb = name.replace('.', "_").to_uppercase();
            assert!(Verb::named(&verb).is_some(), "{verb}");
        }
    }
}
