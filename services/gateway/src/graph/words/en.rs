//! English sentences of the API.

use crate::graph::enums::{Role, Verb, WaitingKind};

/// Names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a change says.
#[expect(clippy::too_many_lines, reason = "one sentence a verb: a table")]
pub(super) fn summary(verb: Verb) -> &'static str {
    match verb {
        Verb::OrganisationRecorded => "{actor} put {organisation} on record",
        Verb::OrganisationClaimRequested => {
            "Somebody asks to act for {organisation}[ ({function})]"
        }
        Verb::OrganisationClaimed => {
            "{organisation} now has its own people: {actor} confirmed the request"
        }
        Verb::OrganisationClaimRefused => {
            "{actor} refused a request to act for {organisation}[: {reason}]"
        }
        Verb::OrganisationSeatOffered => {
            "A seat to act for {organisation} was offered[ ({function})]"
        }
        Verb::OrganisationSeatTaken => "Somebody now acts for {organisation}[ ({function})]",
        Verb::OrganisationSeatOfferWithdrawn => {
            "The offer of a seat of {organisation} was withdrawn[: {reason}]"
        }
        Verb::OrganisationSeatEnded => "A seat of {organisation} ended[: {reason}]",
        Verb::OrganisationSeatHandedOver => "A seat of {organisation} was handed over[: {reason}]",
        Verb::OrganisationRenamed => "{organisation} was renamed[: {reason}]",
        Verb::OrganisationIdentifierAdded => {
            "{actor} added an identifier to {organisation}[ ({reference})]"
        }
        Verb::OrganisationLocated => "{actor} placed {organisation} on the map",
        Verb::OrganisationProfileDescribed => "{actor} described the profile of {organisation}",
        Verb::OrganisationMergedInto => {
            "The record of {organisation} was merged into that of {into}[: {reason}]"
        }
        Verb::OrganisationSucceededBy => "{into} succeeds {organisation}[: {reason}]",
        Verb::JumelageProposed => "{actor} proposed a twinning to {others}",
        Verb::JumelageRecordedAsExisting => {
            "{actor} put the twinning “{title}” on record[; it exists since {since}]"
        }
        Verb::JumelageConfirmed => "{actor} confirmed the twinning “{title}”",
        Verb::JumelageContested => "{actor} contests the twinning “{title}”[: {reason}]",
        Verb::JumelageCharterAmended => {
            "{actor} changed the charter of the twinning “{title}”[: {reason}]"
        }
        Verb::JumelageRemarkMade => "{actor} remarked on the charter of the twinning “{title}”",
        Verb::JumelageRemarkShared => {
            "{actor} showed a remark on the charter of the twinning “{title}” to all sides"
        }
        Verb::JumelageCharterConsented => {
            "{actor} consented to the charter of the twinning “{title}”"
        }
        Verb::JumelageConsentWithdrawn => {
            "{actor} took back its consent to the charter of the twinning “{title}”[: {reason}]"
        }
        Verb::JumelageContentAgreed => {
            "All sides agreed on the same charter of the twinning “{title}”"
        }
        Verb::JumelageCouncilDecided => {
            "The council of {organisation} {voted} the twinning “{title}”[ (decision {reference})][, {on}]"
        }
        Verb::JumelageCeremonyHeld => {
            "The ceremony of the twinning “{title}” was held[: {place}][, {on}]"
        }
        Verb::JumelageDeclined => "{actor} declined the twinning “{title}”[: {reason}]",
        Verb::JumelageWithdrawn => {
            "{actor} took back the proposal of the twinning “{title}”[: {reason}]"
        }
        Verb::JumelageKindChanged => "The kind of the twinning “{title}” changed[: {reason}]",
        Verb::JumelageThemesChosen => {
            "{actor} chose the themes of the twinning “{title}” anew[: {reason}]"
        }
        Verb::JumelageTownInvited => {
            "{actor} invited {organisation} to join the twinning “{title}”[: {reason}]"
        }
        Verb::JumelageTownJoined => "{organisation} joined the twinning “{title}”",
        Verb::JumelageMarkedDormant => {
            "The twinning “{title}” is dormant[: no activity for {months} months]"
        }
        Verb::JumelageScreenedAgain => {
            "The screening of the twinning “{title}” was repeated[: {found}][; no longer: {gone}]"
        }
        Verb::JumelageRevived => "{actor} revived the twinning “{title}”[: {reason}]",
        Verb::JumelageEnded => "{actor} ended the twinning “{title}”[: {reason}]",
        Verb::JumelageAnnulled => "The twinning “{title}” was annulled[ by {place}][: {reason}]",
        Verb::JumelageRegularised => {
            "{actor} completed the formalities of the twinning “{title}”[: {reason}][ ({reference})]"
        }
        Verb::PartnershipProposed => "{actor} proposed the partnership “{title}” to {others}",
        Verb::PartnershipRecordedAsExisting => {
            "{actor} put the partnership “{title}” on record[; it exists since {since}]"
        }
        Verb::PartnershipConfirmed => "{actor} confirmed the partnership “{title}”",
        Verb::PartnershipContested => "{actor} contests the partnership “{title}”[: {reason}]",
        Verb::PartnershipTermsRevised => {
            "{actor} revised the terms of the partnership “{title}”[: {reason}]"
        }
        Verb::PartnershipRemarkMade => "{actor} remarked on the terms of the partnership “{title}”",
        Verb::PartnershipRemarkShared => {
            "{actor} showed a remark on the terms of the partnership “{title}” to all sides"
        }
        Verb::PartnershipAccepted => "{actor} accepted the partnership “{title}”",
        Verb::PartnershipAgreedByAll => "All sides accepted the partnership “{title}”",
        Verb::PartnershipDeclined => "{actor} declined the partnership “{title}”[: {reason}]",
        Verb::PartnershipWithdrawn => "{actor} withdrew from the partnership “{title}”[: {reason}]",
        Verb::PartnershipCouncilDecided => {
            "The council of {organisation} {voted} the partnership “{title}”[ (decision {reference})][, {on}]"
        }
        Verb::PartnershipStarted => "The partnership “{title}” started[ on {on}]",
        Verb::PartnershipMarkedDormant => {
            "The partnership “{title}” is dormant[: no activity for {months} months]"
        }
        Verb::PartnershipScreenedAgain => {
            "The screening of the partnership “{title}” was repeated[: {found}][; no longer: {gone}]"
        }
        Verb::PartnershipRevived => "{actor} revived the partnership “{title}”[: {reason}]",
        Verb::PartnershipEnded => "{actor} ended the partnership “{title}”[: {reason}]",
        Verb::PartnershipAnnulled => {
            "The partnership “{title}” was annulled[ by {place}][: {reason}]"
        }
        Verb::CommitteeFormed => "{organisation} formed its twinning committee (“{title}”)",
        Verb::CommitteeSeatAdded => "{actor} added a seat to the twinning committee[: {function}]",
        Verb::CommitteeSeatRemoved => {
            "{actor} removed a seat of the twinning committee[: {reason}]"
        }
        Verb::CommitteeHandedOver => "The twinning committee of {actor} handed over[: {reason}]",
        Verb::CommitteeDissolved => "{actor} dissolved its twinning committee[: {reason}]",
        Verb::ExchangePlanned => "{actor} planned an exchange: “{exchange}”[, {starts} to {ends}]",
        Verb::ExchangeRescheduled => {
            "{actor} moved the exchange “{exchange}”[ to {starts} – {ends}][: {reason}]"
        }
        Verb::ExchangeCancelled => "{actor} cancelled the exchange “{exchange}”[: {reason}]",
        Verb::ExchangeMissionPartWritten => {
            "{actor} wrote a part of the report on the exchange “{exchange}”[: {mission_part}]"
        }
        Verb::ExchangeHeld => {
            "The exchange “{exchange}” took place[ with {count} participants][, {starts} to {ends}]"
        }
        Verb::ConventionOpened => "{actor} opened a convention: “{convention}”",
        Verb::ConventionRecordedAsExisting => {
            "{actor} put an older convention on record: “{convention}”[ ({on})]"
        }
        Verb::ConventionVersionNamed => "{actor} named a version of “{convention}”[: {version}]",
        Verb::ConventionConsented => "{actor} consented to “{convention}”",
        Verb::ConventionConsentWithdrawn => {
            "{actor} took back its consent to “{convention}”[: {reason}]"
        }
        Verb::ConventionTextAgreed => "All sides consented to the same version of “{convention}”",
        Verb::ConventionCouncilVoted => {
            "The council of {organisation} {voted} “{convention}”[ on {on}]"
        }
        Verb::ConventionSigned => "{organisation} signed “{convention}”[, {place}]",
        Verb::ConventionFormalityCompleted => {
            "{organisation} recorded a formality of “{convention}”[: {step}][ ({reference})]"
        }
        Verb::ConventionLegalityObserved => {
            "The control of legality made an observation to {organisation} on “{convention}”[: {reason}]"
        }
        Verb::ConventionObservationWithdrawn => {
            "An observation to {organisation} on “{convention}” was withdrawn[: {reason}]"
        }
        Verb::ConventionEnteredIntoForce => {
            "The convention “{convention}” is in force[ since {since}]"
        }
        Verb::ConventionAmended => "The convention “{convention}” was amended",
        Verb::ConventionRenewed => "{actor} renewed “{convention}”[ until {ends}][: {reason}]",
        Verb::ConventionExpired => "The convention “{convention}” expired[ on {on}]",
        Verb::ConventionTerminated => "{actor} terminated “{convention}”[: {reason}]",
        Verb::ConventionAbandoned => "{actor} gave the draft “{convention}” up[: {reason}]",
        Verb::ConventionAnnulled => {
            "The convention “{convention}” was annulled[ by {place}][: {reason}]"
        }
        Verb::ProjectProposed => "{actor} proposed a project: “{project}”",
        Verb::ProjectDescriptionRevised => {
            "{actor} revised the description of “{project}”[: {reason}]"
        }
        Verb::ProjectConsented => "{actor} consented to the description of “{project}”",
        Verb::ProjectConsentWithdrawn => "{actor} took back its consent to “{project}”[: {reason}]",
        Verb::ProjectDescriptionAgreed => {
            "All sides consented to the same description of “{project}”"
        }
        Verb::ProjectStageReached => "“{project}” is now {stage}[ since {since}][: {reason}]",
        Verb::ProjectStarted => "The work of “{project}” began[ on {on}]",
        Verb::ProjectClosed => "“{project}” is closed[ since {since}][: {reason}]",
        Verb::ProjectAbandoned => "{actor} abandoned “{project}”[: {reason}]",
        Verb::ProjectReportPartWritten => {
            "“{project}”: {actor} wrote a part of a report[: {report_part}][, from {starts}][ to {ends}]"
        }
        Verb::ProjectTaskPlanned => {
            "“{project}”: {actor} planned a task of {organisation}[: {named}][, due {ends}]"
        }
        Verb::ProjectTaskRescheduled => {
            "“{project}”: {actor} moved a task[: {named}][, due {ends}][ ({reason})]"
        }
        Verb::ProjectTaskAssigned => {
            "“{project}”: {actor} gave a task to {organisation}[: {named}][ ({reason})]"
        }
        Verb::ProjectTaskOrdered => {
            "“{project}”: {actor} chose what comes before a task[: {named}][ ({reason})]"
        }
        Verb::ProjectTaskBegun => "“{project}”: {actor} began a task[: {named}]",
        Verb::ProjectTaskDone => "“{project}”: {actor} finished a task[: {named}]",
        Verb::ProjectTaskDropped => "“{project}”: {actor} dropped a task[: {named}][ ({reason})]",
        Verb::ProjectTaskReopened => {
            "“{project}”: {actor} took a task up again[: {named}][ ({reason})]"
        }
        Verb::ProjectItemAdded => {
            "“{project}”: {actor} added a point to a task[: {named}][ ({item})]"
        }
        Verb::ProjectItemTicked => {
            "“{project}”: {actor} ticked or unticked a point of a task[: {named}]"
        }
        Verb::ProjectMilestoneSet => {
            "“{project}”: {actor} set a milestone[: {named}][, due {ends}]"
        }
        Verb::ProjectMilestoneMoved => {
            "“{project}”: {actor} moved a milestone[: {named}][, due {ends}][ ({reason})]"
        }
        Verb::ProjectMilestoneReached => "“{project}”: a milestone was reached[: {named}]",
        Verb::ProjectRiskNoted => "“{project}”: {actor} noted a risk or an assumption[: {named}]",
        Verb::ProjectRiskReassessed => {
            "“{project}”: {actor} reassessed a risk[: {named}][ ({reason})]"
        }
        Verb::ProjectRiskSettled => {
            "“{project}”: {actor} settled a risk or an assumption[: {named}][ ({reason})]"
        }
        Verb::ProjectIndicatorDefined => "“{project}”: {actor} defined an indicator[: {named}]",
        Verb::ProjectIndicatorDropped => {
            "“{project}”: {actor} dropped an indicator[: {named}][ ({reason})]"
        }
        Verb::ProjectIndicatorMeasured => {
            "“{project}”: {actor} measured an indicator[: {named}][, {measured}]"
        }
        Verb::ProjectMeasurementCorrected => {
            "“{project}”: {actor} corrected a measurement[: {named}][, {measured}][ ({reason})]"
        }
        Verb::ProjectEvaluationOpened => {
            "“{project}”: {actor} opened an evaluation ({occasion})[, answers until {ends}]"
        }
        Verb::ProjectEvaluationAnswered => "“{project}”: {actor} answered the evaluation",
        Verb::ProjectEvaluationMeasureProposed => {
            "“{project}”: {actor} proposed a measure of {organisation}[: {named}][, due {ends}]"
        }
        Verb::ProjectEvaluationMeasureAgreed => {
            "“{project}”: {actor} agreed to a measure[: {named}]"
        }
        Verb::ProjectEvaluationMeasureDropped => {
            "“{project}”: {actor} dropped a measure[: {named}][ ({reason})]"
        }
        Verb::ProjectEvaluationMeasureTakenUp => {
            "“{project}”: {actor} made a task of a measure[: {named}]"
        }
        Verb::ProjectEvaluationConcluded => "“{project}”: the evaluation is concluded[: {named}]",
        Verb::ProjectMissionTakenUp => {
            "“{project}”: {actor} made a task of what follows a mission[: {named}][ – {exchange}]"
        }
        Verb::ProjectPhaseAdded => {
            "“{project}”: {actor} added a phase[: {named}][, from {starts}][ to {ends}]"
        }
        Verb::ProjectPhaseRenamed => {
            "“{project}”: {actor} gave a phase another name[: {named}][ ({reason})]"
        }
        Verb::ProjectPhaseMoved => {
            "“{project}”: {actor} moved a phase[: {named}][, from {starts}][ to {ends}][ ({reason})]"
        }
        Verb::ProjectPhaseRemoved => "“{project}”: {actor} removed a phase[: {named}][ ({reason})]",
        Verb::ProjectPhaseTaskPlaced => {
            "“{project}”: {actor} chose the phase of a task[: {named}][ – {phase}][ ({reason})]"
        }
        Verb::ProjectPhaseMilestonePlaced => {
            "“{project}”: {actor} chose the phase of a milestone[: {named}][ – {phase}][ ({reason})]"
        }
        Verb::ProjectReminded => "“{project}”: {reminder}[: {named}][ ({ends})][ – turn of {turn}]",
        Verb::ConventionReminded => {
            "Convention “{convention}”: {reminder}[ ({ends})][ – turn of {turn}]"
        }
        Verb::FinancingReminded => {
            "“{project}”: {reminder}, financing plan[, line {line}][ ({ends})][ – turn of {turn}]"
        }
        Verb::LessonWritten => "{actor} wrote a lesson for the partners[: “{lesson}”]",
        Verb::LessonRewritten => "{actor} wrote a lesson anew[: “{lesson}”][ ({reason})]",
        Verb::LessonConsented => "{actor} consents to a lesson being public[: “{lesson}”]",
        Verb::LessonConsentWithdrawn => {
            "{actor} took back its consent to a lesson being public[: “{lesson}”][ ({reason})]"
        }
        Verb::LessonPublished => "{title}: a lesson is public[: “{lesson}”]",
        Verb::LessonRetracted => {
            "{actor} took a lesson from the public page[: “{lesson}”][ ({reason})]"
        }
        Verb::FinancingProposed => "“{project}”: {actor} proposed a financing plan",
        Verb::FinancingRevised => "“{project}”: {actor} revised the financing plan[: {reason}]",
        Verb::FinancingConsented => "“{project}”: {actor} consented to the financing plan",
        Verb::FinancingConsentWithdrawn => {
            "“{project}”: {actor} took back its consent to the financing plan[: {reason}]"
        }
        Verb::FinancingAgreedByAll => "“{project}”: all sides consented to the same financing plan",
        Verb::FinancingFundsRecorded => {
            "“{project}”: {amount} {money_step}, line {line}[ ({reason})]"
        }
        Verb::FinancingAmountCorrected => {
            "“{project}”: {actor} corrected an amount: {amount}[ ({reason})]"
        }
        Verb::FinancingSubsidyVoted => {
            "“{project}”: the council of {actor} voted the subsidy of item {line}[ ({reference})]"
        }
        Verb::FinancingSubsidyConventionSigned => {
            "“{project}”: convention with the association signed for item {line}[ ({reference})]"
        }
        Verb::FinancingSubsidyPaid => {
            "“{project}”: subsidy paid, {amount}, item {line}[ ({reason})]"
        }
        Verb::FinancingExpensePaid => {
            "“{project}”: {actor} recorded an expense, {amount}, item {line}[ ({reason})]"
        }
        Verb::DocumentGiven => "{actor} gave a document: “{file}”",
        Verb::DocumentVersionGiven => "{actor} gave a new version of “{file}”[: {reason}]",
        Verb::DocumentShared => "{actor} let more people see “{file}”[: {reason}]",
        Verb::DocumentWithdrawn => "{actor} took “{file}” back[: {reason}]",
        Verb::DiscussionOpened => "{actor} opened a discussion",
        Verb::DiscussionWritten => "{actor} wrote a message",
        Verb::DiscussionRewritten => "{actor} wrote a message anew",
        Verb::DiscussionWithdrawn => "{actor} took a message back[: {reason}]",
        Verb::DiscussionReacted => "{actor} reacted to a message",
        Verb::DiscussionReactionTakenBack => "{actor} took a reaction back",
        Verb::DiscussionClosed => "{actor} closed a discussion[: {reason}]",
        Verb::DiscussionReopened => "{actor} opened a discussion again[: {reason}]",
        Verb::GroupFounded => "The country group “{group}” was founded",
        Verb::GroupScopeChanged => "The scope of the country group “{group}” changed[: {reason}]",
        Verb::GroupSeatGiven => "A seat was given in the country group “{group}”[: {function}]",
        Verb::GroupSeatEnded => "A seat ended in the country group “{group}”[: {reason}]",
        Verb::GroupSeatOffered => "A seat was offered in the country group “{group}”[: {function}]",
        Verb::GroupSeatTaken => "Somebody now sits in the country group “{group}”[: {function}]",
        Verb::GroupSeatOfferWithdrawn => {
            "The offer of a seat in the country group “{group}” was withdrawn[: {reason}]"
        }
        Verb::GroupSeatHandedOver => {
            "A seat was handed over in the country group “{group}”[: {reason}]"
        }
        Verb::GroupMemberJoined => "{organisation} joined the country group “{group}”",
        Verb::GroupMemberLeft => "{organisation} left the country group “{group}”[: {reason}]",
        Verb::GroupClosed => "The country group “{group}” was closed[: {reason}]",
        Verb::TerritoryFactRecorded => "Country register: {territory} – {status}",
        Verb::TerritoryFactWithdrawn => {
            "Country register: “{status}” was withdrawn for {territory}[: {reason}]"
        }
        Verb::LeftView => "What you saw of a cooperation is no longer in your view",
    }
}

/// A side answers an evaluation.
const EVALUATION_ANSWER: &str = "Project[ “{project}”]: {organisation} answers the evaluation";
/// A side agrees to a measure.
const EVALUATION_MEASURE: &str =
    "Project[ “{project}”]: {organisation} agrees to a measure, or says why not";
/// A side consents to a financing plan.
const FINANCING_CONSENT: &str =
    "Project[ “{project}”]: {organisation} reads the financing plan and consents, or revises it";
/// A register has changed, and a rule stands against going on.
const OBSTACLE: &str =
    "A register has changed: the parties read what the rules say now, and see to it";
/// Somebody asks to act for an organisation.
const CLAIM_CONFIRMATION: &str = "A request to act for {organisation} waits to be confirmed";

/// What is expected.
pub(super) fn waiting(kind: WaitingKind) -> &'static str {
    match kind {
        WaitingKind::Consent => "{organisation} reads the charter and consents, or changes it",
        WaitingKind::Acceptance => "{organisation} accepts the terms or revises them",
        WaitingKind::CouncilDecision => "The council of {organisation} votes",
        WaitingKind::Ceremony => "The ceremony is held and registered",
        WaitingKind::Confirmation => "{organisation} confirms that this cooperation exists",
        WaitingKind::Start => "The start is recorded",
        WaitingKind::ReviveOrEnd => "The cooperation is revived, or ended",
        WaitingKind::Join => "{organisation} accepts the invitation",
        WaitingKind::Obstacle => OBSTACLE,
        WaitingKind::ConventionVersion => {
            "Convention[ “{convention}”]: a first version of the text is named"
        }
        WaitingKind::ConventionConsent => {
            "Convention[ “{convention}”]: {organisation} reads the version and consents, or names another"
        }
        WaitingKind::ConventionVote => {
            "Convention[ “{convention}”]: the council of {organisation} votes"
        }
        WaitingKind::ConventionSignature => "Convention[ “{convention}”]: {organisation} signs",
        WaitingKind::ConventionPriorAuthorisation => {
            "Convention[ “{convention}”]: {organisation} obtains the prior authorisation"
        }
        WaitingKind::ConventionFederalApproval => {
            "Convention[ “{convention}”]: {organisation} obtains the federal approval"
        }
        WaitingKind::ConventionConsultation => {
            "Convention[ “{convention}”]: {organisation} consults its ministries"
        }
        WaitingKind::ConventionOpinion => {
            "Convention[ “{convention}”]: {organisation} obtains its ministry’s opinion"
        }
        WaitingKind::ConventionTransmission => {
            "Convention[ “{convention}”]: {organisation} transmits it to the control of legality"
        }
        WaitingKind::ConventionAcknowledgement => {
            "Convention[ “{convention}”]: {organisation} receives the acknowledgement"
        }
        WaitingKind::ConventionRegistration => {
            "Convention[ “{convention}”]: {organisation} has it registered"
        }
        WaitingKind::ConventionObservation => {
            "Convention[ “{convention}”]: {organisation} answers an observation"
        }
        WaitingKind::ConventionForce => {
            "Convention[ “{convention}”]: the entry into force is recorded"
        }
        WaitingKind::ConventionRenewal => {
            "Convention[ “{convention}”]: it is renewed, or its end is recorded"
        }
        WaitingKind::ProjectConsent => {
            "Project[ “{project}”]: {organisation} reads the description and consents, or revises it"
        }
        WaitingKind::ProjectStart => "Project[ “{project}”]: the start of the work is recorded",
        WaitingKind::ProjectClose => "Project[ “{project}”]: it is closed, with its lessons",
        WaitingKind::Answer => "A question in a discussion waits for the answer of {organisation}",
        WaitingKind::ProjectTaskLate => {
            "Project[ “{project}”]: {organisation} is late with a task[: {task}]"
        }
        WaitingKind::EvaluationAnswer => EVALUATION_ANSWER,
        WaitingKind::EvaluationMeasure => EVALUATION_MEASURE,
        WaitingKind::FinancingConsent => FINANCING_CONSENT,
        WaitingKind::FinancingTrancheDue => {
            "Project[ “{project}”]: {organisation} awaits a tranche[: {task}]"
        }
        WaitingKind::ClaimConfirmation => CLAIM_CONFIRMATION,
    }
}

/// A role by its name.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Executive => "executive",
        Role::CouncilSecretary => "council secretary",
        Role::Officer => "cooperation officer",
        Role::Contributor => "contributor",
        Role::CommitteeMember => "twinning committee member",
        Role::Reader => "reader",
        Role::Administrator => "administrator of the organisation",
        Role::LegalityReviewer => "legality reviewer",
        Role::Embassy => "embassy",
        Role::FunderInstructor => "funder’s instructor",
        Role::GroupChair => "group chair",
        Role::GroupCoordinator => "group coordinator",
        Role::GroupMember => "group member",
        Role::GroupObserver => "group observer",
        Role::PlatformAdministrator => "platform administrator",
        Role::System => "the platform itself",
    }
}

/// Labels of the parts of a change.
pub(super) fn label(key: &str) -> Option<&'static str> {
    Some(match key {
        "reason" => "Reason",
        "hash" | "about" => "Hash of the text",
        "version" => "Version",
        "stage" => "Stage",
        "measured" => "Measurement",
        "step" => "Step",
        "outcome" => "Vote",
        "on" => "Date",
        "reference" => "Reference",
        "place" => "Place",
        "participants" => "Participants",
        "source" => "Source",
        "lessons" => "Lessons",
        "authority" => "Authority",
        "function" => "Function",
        "starts" => "Starts",
        "ends" => "Ends",
        "last_activity" => "Last activity",
        "after_months" => "Delay (months)",
        "since" => "Since",
        "kind" => "Kind",
        "status" => "Status",
        "count" => "Count",
        "scheme" => "Register",
        "value" => "Identifier",
        "name" => "Name",
        "title" => "Title",
        "territory" => "Territory",
        "first_contact" => "First contact",
        "themes" => "Themes",
        "countries" => "Countries",
        _ => return None,
    })
}
