//! Enums of the API, each bound to the domain's own.

mod verb;

pub use verb::Verb;

use async_graphql::Enum;

macro_rules! remote {
    ($($(#[$doc:meta])* $name:ident = $remote:literal { $($item:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
        #[graphql(remote = $remote)]
        pub enum $name { $($item),* }
    )*};
}

remote! {
    /// A language the platform itself speaks.
    Lang = "domain::Lang" { Fr, En, Es }
    /// How grave a rule is: refused, accepted with a warning, for information.
    Severity = "domain::rules::Severity" { Block, Warn, Inform }
    /// Who may see an item; each next one is wider.
    Visibility = "domain::access::Visibility" { Side, Partners, Group, Public }
    /// A role within an organisation, a country group or the platform.
    Role = "domain::Role" {
        Executive, CouncilSecretary, Officer, Contributor, CommitteeMember, Reader, Administrator, LegalityReviewer,
        Embassy, FunderInstructor, GroupChair, GroupCoordinator, GroupMember, GroupObserver, PlatformAdministrator, System,
    }
    /// What kind of body an organisation is.
    OrganisationKind = "domain::organisation::Kind" {
        Commune, Grouping, Departement, Region, OverseasCollectivity, ForeignLocalAuthority, FederatedState, State,
        StateService, Association, Network, InternationalOrganisation, Company, University, Other,
    }
    /// What a name is used as.
    NameUse = "domain::organisation::NameUse" { Official, Translation, Variant, Former }
    /// What a party does in a cooperation.
    PartyRole = "domain::cooperation::PartyRole" { Lead, CoLead, Member, Operator, Funder, Host }
    /// The outcome of a council's vote.
    Vote = "domain::cooperation::Vote" { Adopted, Rejected }
    /// Types of twinning.
    JumelageKind = "domain::jumelage::Kind" {
        Friendship, Reconciliation, Development, Cooperation, Tripartite, Multi, Interregional, Other,
    }
    /// The nature of a partnership.
    PartnershipNature = "domain::partnership::Nature" { Convention, Network, Unilateral, Informal }
    /// Kinds of exchange.
    ExchangeKind = "domain::exchange::Kind" {
        Youth, School, Sport, Culture, Professional, Solidarity, Official, Other,
    }
    /// What a convention is for.
    ConventionKind = "domain::convention::Kind" { Framework, Project, Association, FriendshipCharter, Amendment }
    /// Where a convention stands.
    ConventionStage = "domain::convention::Stage" {
        Drafting, TextAgreed, Approved, Signed, InForce, Expired, Terminated, Abandoned, Annulled,
    }
    /// How a remark on a draft was closed: what it proposed stands in the text, or does not, or it is dealt with.
    RemarkEnd = "drafting::How" { Accepted, Declined, Settled }
    /// A step that a country's law asks for besides the council's vote and the signature.
    ConventionStep = "domain::convention::Step" {
        PriorAuthorisation, FederalApproval, Consultation, Opinion, Transmission, Acknowledgement, Registration,
    }
    /// What waits for such a step: the party's signature, the entry into force, or nothing.
    ConventionGate = "domain::convention::Gate" { Signature, Force, Reminder }
    /// What a person can do now with a convention.
    ConventionAct = "domain::convention::Act" {
        Consent, NameVersion, RecordVote, Sign, CompleteFormality, EnterIntoForce, RecordObservation,
        WithdrawObservation, Renew, Expire, WithdrawConsent, Abandon, Terminate, RecordAnnulment,
    }
    /// Where a project stands.
    ProjectStage = "domain::project::Stage" {
        Idea, Identified, Formulated, Submitted, Approved, Running, Evaluated, Closed, Abandoned,
    }
    /// What a person can do now with a project as a whole.
    ProjectAct = "domain::project::Act" {
        Consent, Start, PlanTask, SetMilestone, AddPhase, DefineIndicator, NoteRisk, Revise, ReachStage, Close,
        WithdrawConsent, Abandon,
    }
    /// How far a task is.
    TaskState = "domain::project::TaskState" { Planned, UnderWay, Done, Dropped }
    /// What a policy marker looks at.
    ProjectMarker = "domain::project::Marker" {
        Gender, Environment, Biodiversity, ClimateMitigation, ClimateAdaptation, Desertification, MaternalHealth,
        DisasterRisk, Disability, Nutrition,
    }
    /// Which report of a project.
    ProjectReportKind = "domain::project::ReportKind" { Interim, Final }
    /// A part of a report that people write.
    ReportPart = "domain::project::ReportPart" { Conclusions, Difficulties, Prospects }
    /// A part of a mission report that people write.
    MissionPart = "domain::exchange::MissionPart" { Purpose, Place, Met, Conclusions, FollowUp }
    /// What may go wrong, or what is taken for granted.
    RiskKind = "domain::project::RiskKind" { Risk, Assumption }
    /// How likely, how heavy.
    RiskLevel = "domain::project::Level" { Low, Medium, High }
    /// What a party says to a message without words.
    Reaction = "domain::discussion::Reaction" { Seen, Agreed, Thanks }
    /// How a risk or an assumption was settled.
    RiskEnd = "domain::project::RiskEnd" { Happened, Passed }
    /// When a project is evaluated.
    EvaluationOccasion = "domain::project::evaluation::Occasion" { Midterm, Final }
    /// The chapter of the form of an evaluation that a criterion stands in.
    EvaluationChapter = "domain::project::evaluation::Chapter" { Questions, Results, Matrix }
    /// What kind of lesson it is.
    LessonKind = "domain::lesson::Kind" { Lesson, GoodPractice, Difficulty }
    /// Where money comes from. `DCOL` is there to be refused.
    FundingSource = "domain::financing::Source" {
        GeneralBudget, AnnexBudget, State, Ficol, FicolProgramme, Dcol, Agency, EuropeanUnion, Region, Departement,
        Chamber, Company, Foundation, University, ForeignAuthority, Delegatee, Donation, Other,
    }
    /// What kind of resource a line is.
    FundingNature = "domain::financing::Nature" { Own, Cofinancing, InKind }
    /// How far the money of a line has come.
    FundingStep = "domain::financing::Step" { Confirmed, Committed, Disbursed }
    /// What money is spent on.
    ExpenseHeading = "domain::financing::Heading" {
        Staff, Travel, Equipment, Works, Services, Training, Communication, Evaluation, Management, Contingencies, Other,
    }
    /// The class of the partner's country in a call of the State: which share it may bring.
    CountryClass = "domain::financing::CountryClass" { NoAid, Aid, Priority, LeastDeveloped }
    /// The public service whose users pay a levy.
    LevySector = "domain::financing::Sector" { Water, Energy, Waste, Transport }
    /// What a person can do now with a financing plan as a whole.
    FinancingAct = "domain::financing::Act" { Consent, Revise, WithdrawConsent }
    /// Who may sit on a seat of a twinning committee.
    SeatKind = "domain::committee::SeatKind" { Elected, Citizen }
    /// What can be said of a territory.
    TerritoryStatus = "domain::territory::Status" { NotRecognised, Sanctioned }
    /// What a person can do now with a cooperation; the same words as the mutations.
    Act = "domain::cooperation::Act" {
        AmendCharter, Remark, Consent, WithdrawConsent, RecordDecision, HoldCeremony, Decline, Withdraw, Confirm,
        Contest, ChangeKind, ChooseThemes, InviteTown, Join, Revive, End, RecordAnnulment, Regularise, ReviseTerms,
        Accept, Start, FormCommittee, PlanExchange,
    }
}

/// Who acts for a record: nobody yet, its own people, or another record in its place.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationState {
    Provisional,
    Unclaimed,
    Claimed,
    Merged,
    Succeeded,
}

/// Stages of both kinds: a partnership is `ACCEPTED` where a jumelage is `CONTENT_AGREED`, then `DECIDED`.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    Proposed,
    ContentAgreed,
    Decided,
    Accepted,
    Active,
    Dormant,
    Ended,
    Annulled,
    Declined,
    Withdrawn,
}

impl From<domain::jumelage::Stage> for Stage {
    fn from(stage: domain::jumelage::Stage) -> Self {
        use domain::jumelage::Stage as Known;
        match stage {
            Known::Proposed => Self::Proposed,
            Known::ContentAgreed => Self::ContentAgreed,
            Known::Decided => Self::Decided,
            Known::Active => Self::Active,
            Known::Dormant => Self::Dormant,
            Known::Ended => Self::Ended,
            Known::Annulled => Self::Annulled,
            Known::Declined => Self::Declined,
            Known::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<domain::partnership::Stage> for Stage {
    fn from(stage: domain::partnership::Stage) -> Self {
        use domain::partnership::Stage as Known;
        match stage {
            Known::Proposed => Self::Proposed,
            Known::Accepted => Self::Accepted,
            Known::Active => Self::Active,
            Known::Dormant => Self::Dormant,
            Known::Ended => Self::Ended,
            Known::Annulled => Self::Annulled,
            Known::Declined => Self::Declined,
            Known::Withdrawn => Self::Withdrawn,
        }
    }
}

/// A lasting bond of towns and of their inhabitants, or a cooperation between authorities.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CooperationKind {
    Jumelage,
    Partnership,
}

/// Where an exchange stands.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExchangeState {
    Planned,
    Held,
    Cancelled,
}

/// Which way a list runs.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderDirection {
    Asc,
    Desc,
}

/// What organisations are ordered by; relevance is to the words searched for.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationOrderField {
    Name,
    Population,
    Cooperations,
    Relevance,
}

/// What cooperations are ordered by.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CooperationOrderField {
    LastActivity,
    Title,
    Since,
    Recorded,
}

/// What is expected now, of somebody.
#[derive(Debug, Enum, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitingKind {
    Consent,
    Acceptance,
    CouncilDecision,
    Ceremony,
    Confirmation,
    Start,
    ReviveOrEnd,
    Join,
    Obstacle,
    ConventionVersion,
    ConventionConsent,
    ConventionVote,
    ConventionSignature,
    ConventionPriorAuthorisation,
    ConventionFederalApproval,
    ConventionConsultation,
    ConventionOpinion,
    ConventionTransmission,
    ConventionAcknowledgement,
    ConventionRegistration,
    ConventionObservation,
    ConventionForce,
    ConventionRenewal,
    ProjectConsent,
    ProjectStart,
    ProjectClose,
    /// A side’s answers to an evaluation of a project.
    EvaluationAnswer,
    /// A side’s agreement to a measure after an evaluation.
    EvaluationMeasure,
    /// An answer to a question in a discussion.
    Answer,
    /// A task of a project that should have been done before today.
    ProjectTaskLate,
    FinancingConsent,
    /// A tranche of a co-financing whose day has come.
    FinancingTrancheDue,
    ClaimConfirmation,
}
