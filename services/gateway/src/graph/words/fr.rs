//! French sentences of the API.

use crate::graph::enums::{Role, Verb, WaitingKind};

/// Names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// What a change says.
#[expect(clippy::too_many_lines, reason = "one sentence a verb: a table")]
pub(super) fn summary(verb: Verb) -> &'static str {
    match verb {
        Verb::OrganisationRecorded => "{actor} a enregistré {organisation} dans l’annuaire",
        Verb::OrganisationClaimRequested => {
            "Une personne demande à agir au nom {de organisation}[ ({function})]"
        }
        Verb::OrganisationClaimed => {
            "{organisation} a désormais ses propres responsables : {actor} a confirmé la demande"
        }
        Verb::OrganisationClaimRefused => {
            "{actor} a refusé une demande d’agir au nom {de organisation}[ : {reason}]"
        }
        Verb::OrganisationSeatOffered => {
            "Un siège est proposé pour agir au nom {de organisation}[ ({function})]"
        }
        Verb::OrganisationSeatTaken => {
            "Une personne agit désormais au nom {de organisation}[ ({function})]"
        }
        Verb::OrganisationSeatOfferWithdrawn => {
            "Une offre de siège {de organisation} est retirée[ : {reason}]"
        }
        Verb::OrganisationSeatEnded => "Un siège {de organisation} a pris fin[ : {reason}]",
        Verb::OrganisationSeatHandedOver => {
            "Un siège {de organisation} a été transmis[ : {reason}]"
        }
        Verb::OrganisationRenamed => "{organisation} a changé de nom[ : {reason}]",
        Verb::OrganisationIdentifierAdded => {
            "{actor} a ajouté un identifiant à la fiche {de organisation}[ ({reference})]"
        }
        Verb::OrganisationLocated => "{actor} a situé {organisation} sur la carte",
        Verb::OrganisationProfileDescribed => "{actor} a décrit le profil {de organisation}",
        Verb::OrganisationMergedInto => {
            "La fiche {de organisation} a été réunie à celle {de into}[ : {reason}]"
        }
        Verb::OrganisationSucceededBy => "{into} succède {à organisation}[ : {reason}]",
        Verb::JumelageProposed => "{actor} a proposé un jumelage {à others}",
        Verb::JumelageRecordedAsExisting => {
            "{actor} a inscrit le jumelage « {title} »[, qui existe depuis {since}]"
        }
        Verb::JumelageConfirmed => "{actor} a confirmé le jumelage « {title} »",
        Verb::JumelageContested => "{actor} conteste le jumelage « {title} »[ : {reason}]",
        Verb::JumelageCharterAmended => {
            "{actor} a modifié la charte du jumelage « {title} »[ : {reason}]"
        }
        Verb::JumelageRemarkMade => "{actor} a commenté la charte du jumelage « {title} »",
        Verb::JumelageRemarkShared => {
            "{actor} a partagé avec tous les côtés une remarque sur la charte du jumelage « {title} »"
        }
        Verb::JumelageCharterConsented => {
            "{actor} a donné son accord à la charte du jumelage « {title} »"
        }
        Verb::JumelageConsentWithdrawn => {
            "{actor} a retiré son accord à la charte du jumelage « {title} »[ : {reason}]"
        }
        Verb::JumelageContentAgreed => {
            "Toutes les parties ont approuvé le même texte de la charte du jumelage « {title} »"
        }
        Verb::JumelageCouncilDecided => {
            "Le conseil {de organisation} {voted} le jumelage « {title} »[ (délibération {reference})][, le {on}]"
        }
        Verb::JumelageCeremonyHeld => {
            "La cérémonie du jumelage « {title} » a eu lieu[ : {place}][, le {on}]"
        }
        Verb::JumelageDeclined => "{actor} a décliné le jumelage « {title} »[ : {reason}]",
        Verb::JumelageWithdrawn => {
            "{actor} a retiré sa proposition de jumelage « {title} »[ : {reason}]"
        }
        Verb::JumelageKindChanged => "Le jumelage « {title} » change de type[ : {reason}]",
        Verb::JumelageThemesChosen => {
            "{actor} a revu les thèmes du jumelage « {title} »[ : {reason}]"
        }
        Verb::JumelageTownInvited => {
            "{actor} a invité {organisation} à rejoindre le jumelage « {title} »[ : {reason}]"
        }
        Verb::JumelageTownJoined => "{organisation} a rejoint le jumelage « {title} »",
        Verb::JumelageMarkedDormant => {
            "Le jumelage « {title} » est en sommeil[ : aucune activité depuis {months} mois]"
        }
        Verb::JumelageScreenedAgain => {
            "Le jumelage « {title} » a été examiné à nouveau[ : {found}][ ; ne vaut plus : {gone}]"
        }
        Verb::JumelageRevived => "{actor} a relancé le jumelage « {title} »[ : {reason}]",
        Verb::JumelageEnded => "{actor} a mis fin au jumelage « {title} »[ : {reason}]",
        Verb::JumelageAnnulled => "Le jumelage « {title} » a été annulé[ par {place}][ : {reason}]",
        Verb::JumelageRegularised => {
            "{actor} a régularisé le jumelage « {title} »[ : {reason}][ ({reference})]"
        }
        Verb::PartnershipProposed => "{actor} a proposé le partenariat « {title} » {à others}",
        Verb::PartnershipRecordedAsExisting => {
            "{actor} a inscrit le partenariat « {title} »[, qui existe depuis {since}]"
        }
        Verb::PartnershipConfirmed => "{actor} a confirmé le partenariat « {title} »",
        Verb::PartnershipContested => "{actor} conteste le partenariat « {title} »[ : {reason}]",
        Verb::PartnershipTermsRevised => {
            "{actor} a revu le contenu du partenariat « {title} »[ : {reason}]"
        }
        Verb::PartnershipRemarkMade => "{actor} a commenté le contenu du partenariat « {title} »",
        Verb::PartnershipRemarkShared => {
            "{actor} a partagé avec tous les côtés une remarque sur le contenu du partenariat « {title} »"
        }
        Verb::PartnershipAccepted => "{actor} a accepté le partenariat « {title} »",
        Verb::PartnershipAgreedByAll => "Toutes les parties ont accepté le partenariat « {title} »",
        Verb::PartnershipDeclined => "{actor} a décliné le partenariat « {title} »[ : {reason}]",
        Verb::PartnershipWithdrawn => {
            "{actor} s’est retiré du partenariat « {title} »[ : {reason}]"
        }
        Verb::PartnershipCouncilDecided => {
            "Le conseil {de organisation} {voted} le partenariat « {title} »[ (délibération {reference})][, le {on}]"
        }
        Verb::PartnershipStarted => "Le partenariat « {title} » a commencé[ le {on}]",
        Verb::PartnershipMarkedDormant => {
            "Le partenariat « {title} » est en sommeil[ : aucune activité depuis {months} mois]"
        }
        Verb::PartnershipScreenedAgain => {
            "Le partenariat « {title} » a été examiné à nouveau[ : {found}][ ; ne vaut plus : {gone}]"
        }
        Verb::PartnershipRevived => "{actor} a relancé le partenariat « {title} »[ : {reason}]",
        Verb::PartnershipEnded => "{actor} a mis fin au partenariat « {title} »[ : {reason}]",
        Verb::PartnershipAnnulled => {
            "Le partenariat « {title} » a été annulé[ par {place}][ : {reason}]"
        }
        Verb::CommitteeFormed => "{organisation} a formé son comité de jumelage (« {title} »)",
        Verb::CommitteeSeatAdded => {
            "{actor} a ajouté un siège au comité de jumelage[ : {function}]"
        }
        Verb::CommitteeSeatRemoved => {
            "{actor} a supprimé un siège du comité de jumelage[ : {reason}]"
        }
        Verb::CommitteeHandedOver => {
            "Le comité de jumelage {de actor} a passé la main[ : {reason}]"
        }
        Verb::CommitteeDissolved => "{actor} a dissous son comité de jumelage[ : {reason}]",
        Verb::ExchangePlanned => {
            "{actor} a prévu un échange : « {exchange} »[, du {starts} au {ends}]"
        }
        Verb::ExchangeRescheduled => {
            "{actor} a déplacé l’échange « {exchange} »[, du {starts} au {ends}][ : {reason}]"
        }
        Verb::ExchangeCancelled => "{actor} a annulé l’échange « {exchange} »[ : {reason}]",
        Verb::ExchangeMissionPartWritten => {
            "{actor} a rédigé une partie du compte rendu de l’échange « {exchange} »[ : {mission_part}]"
        }
        Verb::ExchangeHeld => {
            "L’échange « {exchange} » a eu lieu[ avec {count} participants][, du {starts} au {ends}]"
        }
        Verb::ConventionOpened => "{actor} a ouvert une convention : « {convention} »",
        Verb::ConventionRecordedAsExisting => {
            "{actor} a enregistré une convention plus ancienne : « {convention} »[ ({on})]"
        }
        Verb::ConventionVersionNamed => {
            "{actor} a nommé une version de « {convention} »[ : {version}]"
        }
        Verb::ConventionConsented => "{actor} a consenti à « {convention} »",
        Verb::ConventionConsentWithdrawn => {
            "{actor} a repris son consentement à « {convention} »[ : {reason}]"
        }
        Verb::ConventionTextAgreed => {
            "Tous les côtés ont consenti à la même version de « {convention} »"
        }
        Verb::ConventionCouncilVoted => {
            "Le conseil de {organisation} {voted} « {convention} »[ le {on}]"
        }
        Verb::ConventionSigned => "{organisation} a signé « {convention} »[, {place}]",
        Verb::ConventionFormalityCompleted => {
            "{organisation} a enregistré une formalité de « {convention} »[ : {step}][ ({reference})]"
        }
        Verb::ConventionLegalityObserved => {
            "Le contrôle de légalité a fait une observation à {organisation} sur « {convention} »[ : {reason}]"
        }
        Verb::ConventionObservationWithdrawn => {
            "Une observation à {organisation} sur « {convention} » a été retirée[ : {reason}]"
        }
        Verb::ConventionEnteredIntoForce => {
            "La convention « {convention} » est en vigueur[ depuis {since}]"
        }
        Verb::ConventionAmended => "La convention « {convention} » a été modifiée par un avenant",
        Verb::ConventionRenewed => {
            "{actor} a reconduit « {convention} »[ jusqu’au {ends}][ : {reason}]"
        }
        Verb::ConventionExpired => "La convention « {convention} » est échue[ le {on}]",
        Verb::ConventionTerminated => "{actor} a dénoncé « {convention} »[ : {reason}]",
        Verb::ConventionAbandoned => "{actor} a abandonné le projet « {convention} »[ : {reason}]",
        Verb::ConventionAnnulled => {
            "La convention « {convention} » a été annulée[ par {place}][ : {reason}]"
        }
        Verb::ProjectProposed => "{actor} a proposé un projet : « {project} »",
        Verb::ProjectDescriptionRevised => {
            "{actor} a révisé la description de « {project} »[ : {reason}]"
        }
        Verb::ProjectConsented => "{actor} a consenti à la description de « {project} »",
        Verb::ProjectConsentWithdrawn => {
            "{actor} a repris son consentement à « {project} »[ : {reason}]"
        }
        Verb::ProjectDescriptionAgreed => {
            "Toutes les rives ont consenti à la même description de « {project} »"
        }
        Verb::ProjectStageReached => {
            "« {project} » est désormais {stage}[ depuis {since}][ : {reason}]"
        }
        Verb::ProjectStarted => "Le travail de « {project} » a commencé[ le {on}]",
        Verb::ProjectClosed => "« {project} » est achevé[ depuis {since}][ : {reason}]",
        Verb::ProjectAbandoned => "{actor} a abandonné « {project} »[ : {reason}]",
        Verb::ProjectReportPartWritten => {
            "« {project} » : {actor} a rédigé une partie d’un rapport[ : {report_part}][, du {starts}][ au {ends}]"
        }
        Verb::ProjectTaskPlanned => {
            "« {project} » : {actor} a prévu une tâche de {organisation}[ : {named}][, pour le {ends}]"
        }
        Verb::ProjectTaskRescheduled => {
            "« {project} » : {actor} a déplacé une tâche[ : {named}][, pour le {ends}][ ({reason})]"
        }
        Verb::ProjectTaskAssigned => {
            "« {project} » : {actor} a confié une tâche à {organisation}[ : {named}][ ({reason})]"
        }
        Verb::ProjectTaskOrdered => {
            "« {project} » : {actor} a choisi ce qui précède une tâche[ : {named}][ ({reason})]"
        }
        Verb::ProjectTaskBegun => "« {project} » : {actor} a commencé une tâche[ : {named}]",
        Verb::ProjectTaskDone => "« {project} » : {actor} a achevé une tâche[ : {named}]",
        Verb::ProjectTaskDropped => {
            "« {project} » : {actor} a abandonné une tâche[ : {named}][ ({reason})]"
        }
        Verb::ProjectTaskReopened => {
            "« {project} » : {actor} a repris une tâche[ : {named}][ ({reason})]"
        }
        Verb::ProjectItemAdded => {
            "« {project} » : {actor} a ajouté un point à une tâche[ : {named}][ ({item})]"
        }
        Verb::ProjectItemTicked => {
            "« {project} » : {actor} a coché ou décoché un point d’une tâche[ : {named}]"
        }
        Verb::ProjectMilestoneSet => {
            "« {project} » : {actor} a posé un jalon[ : {named}][, pour le {ends}]"
        }
        Verb::ProjectMilestoneMoved => {
            "« {project} » : {actor} a déplacé un jalon[ : {named}][, pour le {ends}][ ({reason})]"
        }
        Verb::ProjectMilestoneReached => "« {project} » : un jalon est atteint[ : {named}]",
        Verb::ProjectRiskNoted => {
            "« {project} » : {actor} a noté un risque ou une hypothèse[ : {named}]"
        }
        Verb::ProjectRiskReassessed => {
            "« {project} » : {actor} a réévalué un risque[ : {named}][ ({reason})]"
        }
        Verb::ProjectRiskSettled => {
            "« {project} » : {actor} a clos un risque ou une hypothèse[ : {named}][ ({reason})]"
        }
        Verb::ProjectIndicatorDefined => {
            "« {project} » : {actor} a défini un indicateur[ : {named}]"
        }
        Verb::ProjectIndicatorDropped => {
            "« {project} » : {actor} a abandonné un indicateur[ : {named}][ ({reason})]"
        }
        Verb::ProjectIndicatorMeasured => {
            "« {project} » : {actor} a mesuré un indicateur[ : {named}][, {measured}]"
        }
        Verb::ProjectMeasurementCorrected => {
            "« {project} » : {actor} a corrigé une mesure[ : {named}][, {measured}][ ({reason})]"
        }
        Verb::ProjectEvaluationOpened => {
            "« {project} » : {actor} a ouvert une évaluation ({occasion})[, réponses jusqu’au {ends}]"
        }
        Verb::ProjectEvaluationAnswered => "« {project} » : {actor} a répondu à l’évaluation",
        Verb::ProjectEvaluationMeasureProposed => {
            "« {project} » : {actor} a proposé une mesure {de organisation}[ : {named}][, pour le {ends}]"
        }
        Verb::ProjectEvaluationMeasureAgreed => {
            "« {project} » : {actor} a donné son accord à une mesure[ : {named}]"
        }
        Verb::ProjectEvaluationMeasureDropped => {
            "« {project} » : {actor} a abandonné une mesure[ : {named}][ ({reason})]"
        }
        Verb::ProjectEvaluationMeasureTakenUp => {
            "« {project} » : {actor} a fait d’une mesure une tâche[ : {named}]"
        }
        Verb::ProjectEvaluationConcluded => "« {project} » : l’évaluation est conclue[ : {named}]",
        Verb::ProjectMissionTakenUp => {
            "« {project} » : {actor} a fait une tâche de ce qui suit une mission[ : {named}][ – {exchange}]"
        }
        Verb::ProjectPhaseAdded => {
            "« {project} » : {actor} a ajouté une phase[ : {named}][, du {starts}][ au {ends}]"
        }
        Verb::ProjectPhaseRenamed => {
            "« {project} » : {actor} a donné un autre nom à une phase[ : {named}][ ({reason})]"
        }
        Verb::ProjectPhaseMoved => {
            "« {project} » : {actor} a déplacé une phase[ : {named}][, du {starts}][ au {ends}][ ({reason})]"
        }
        Verb::ProjectPhaseRemoved => {
            "« {project} » : {actor} a retiré une phase[ : {named}][ ({reason})]"
        }
        Verb::ProjectPhaseTaskPlaced => {
            "« {project} » : {actor} a choisi la phase d’une tâche[ : {named}][ – {phase}][ ({reason})]"
        }
        Verb::ProjectPhaseMilestonePlaced => {
            "« {project} » : {actor} a choisi la phase d’un jalon[ : {named}][ – {phase}][ ({reason})]"
        }
        Verb::ProjectReminded => {
            "« {project} » : {reminder}[ : {named}][ ({ends})][ – au tour {de turn}]"
        }
        Verb::ConventionReminded => {
            "Convention « {convention} » : {reminder}[ ({ends})][ – au tour {de turn}]"
        }
        Verb::FinancingReminded => {
            "« {project} » : {reminder}, plan de financement[, ligne {line}][ ({ends})][ – au tour {de turn}]"
        }
        Verb::LessonWritten => {
            "{actor} a écrit un enseignement pour les partenaires[ : « {lesson} »]"
        }
        Verb::LessonRewritten => "{actor} a récrit un enseignement[ : « {lesson} »][ ({reason})]",
        Verb::LessonConsented => "{actor} accepte qu’un enseignement soit public[ : « {lesson} »]",
        Verb::LessonConsentWithdrawn => {
            "{actor} a retiré son accord à la publication d’un enseignement[ : « {lesson} »][ ({reason})]"
        }
        Verb::LessonPublished => "{title} : un enseignement est public[ : « {lesson} »]",
        Verb::LessonRetracted => {
            "{actor} a retiré un enseignement de la page publique[ : « {lesson} »][ ({reason})]"
        }
        Verb::FinancingProposed => "« {project} » : {actor} a proposé un plan de financement",
        Verb::FinancingRevised => {
            "« {project} » : {actor} a révisé le plan de financement[ : {reason}]"
        }
        Verb::FinancingConsented => "« {project} » : {actor} a consenti au plan de financement",
        Verb::FinancingConsentWithdrawn => {
            "« {project} » : {actor} a repris son consentement au plan de financement[ : {reason}]"
        }
        Verb::FinancingAgreedByAll => {
            "« {project} » : toutes les rives ont consenti au même plan de financement"
        }
        Verb::FinancingFundsRecorded => {
            "« {project} » : {amount} {money_step}, ligne {line}[ ({reason})]"
        }
        Verb::FinancingAmountCorrected => {
            "« {project} » : {actor} a corrigé un montant : {amount}[ ({reason})]"
        }
        Verb::FinancingSubsidyVoted => {
            "« {project} » : le conseil {de actor} a voté la subvention du poste {line}[ ({reference})]"
        }
        Verb::FinancingSubsidyConventionSigned => {
            "« {project} » : convention avec l’association signée pour le poste {line}[ ({reference})]"
        }
        Verb::FinancingSubsidyPaid => {
            "« {project} » : subvention versée, {amount}, poste {line}[ ({reason})]"
        }
        Verb::FinancingExpensePaid => {
            "« {project} » : {actor} a enregistré une dépense, {amount}, poste {line}[ ({reason})]"
        }
        Verb::DocumentGiven => "{actor} a donné un document : « {file} »",
        Verb::DocumentVersionGiven => {
            "{actor} a donné une nouvelle version de « {file} »[ : {reason}]"
        }
        Verb::DocumentShared => "{actor} a élargi l’accès à « {file} »[ : {reason}]",
        Verb::DocumentWithdrawn => "{actor} a retiré « {file} »[ : {reason}]",
        Verb::DiscussionOpened => "{actor} a ouvert une discussion",
        Verb::DiscussionWritten => "{actor} a écrit un message",
        Verb::DiscussionRewritten => "{actor} a réécrit un message",
        Verb::DiscussionWithdrawn => "{actor} a retiré un message[ : {reason}]",
        Verb::DiscussionReacted => "{actor} a réagi à un message",
        Verb::DiscussionReactionTakenBack => "{actor} a repris une réaction",
        Verb::DiscussionClosed => "{actor} a clos une discussion[ : {reason}]",
        Verb::DiscussionReopened => "{actor} a rouvert une discussion[ : {reason}]",
        Verb::GroupFounded => "Le groupe-pays « {group} » est créé",
        Verb::GroupScopeChanged => "Le périmètre du groupe-pays « {group} » a changé[ : {reason}]",
        Verb::GroupSeatGiven => {
            "Un siège a été attribué dans le groupe-pays « {group} »[ : {function}]"
        }
        Verb::GroupSeatEnded => "Un siège a pris fin dans le groupe-pays « {group} »[ : {reason}]",
        Verb::GroupSeatOffered => {
            "Un siège est proposé dans le groupe-pays « {group} »[ : {function}]"
        }
        Verb::GroupSeatTaken => {
            "Une personne siège désormais dans le groupe-pays « {group} »[ : {function}]"
        }
        Verb::GroupSeatOfferWithdrawn => {
            "Une offre de siège est retirée dans le groupe-pays « {group} »[ : {reason}]"
        }
        Verb::GroupSeatHandedOver => {
            "Un siège a été transmis dans le groupe-pays « {group} »[ : {reason}]"
        }
        Verb::GroupMemberJoined => "{organisation} a rejoint le groupe-pays « {group} »",
        Verb::GroupMemberLeft => "{organisation} a quitté le groupe-pays « {group} »[ : {reason}]",
        Verb::GroupClosed => "Le groupe-pays « {group} » est clos[ : {reason}]",
        Verb::TerritoryFactRecorded => "Registre des pays : {territory} – {status}",
        Verb::TerritoryFactWithdrawn => {
            "Registre des pays : l’indication « {status} » est retirée pour {territory}[ : {reason}]"
        }
        Verb::LeftView => "Ce que vous voyiez d’une coopération ne vous est plus visible",
    }
}

/// A side answers an evaluation.
const EVALUATION_ANSWER: &str = "Projet[ « {project} »] : {organisation} répond à l’évaluation";
/// A side agrees to a measure.
const EVALUATION_MEASURE: &str =
    "Projet[ « {project} »] : {organisation} donne son accord à une mesure, ou dit pourquoi non";
/// A side consents to a financing plan.
const FINANCING_CONSENT: &str =
    "Projet[ « {project} »] : {organisation} lit le plan de financement et y consent, ou le révise";
/// A register has changed, and a rule stands against going on.
const OBSTACLE: &str =
    "Un registre a changé : les parties lisent ce que disent désormais les règles, et y répondent";
/// Somebody asks to act for an organisation.
const CLAIM_CONFIRMATION: &str =
    "Une demande d’agir au nom {de organisation} attend d’être confirmée";

/// What is expected.
pub(super) fn waiting(kind: WaitingKind) -> &'static str {
    match kind {
        WaitingKind::Consent => "{organisation} lit la charte et donne son accord, ou la modifie",
        WaitingKind::Acceptance => "{organisation} accepte le contenu ou le revoit",
        WaitingKind::CouncilDecision => "Le conseil {de organisation} délibère",
        WaitingKind::Ceremony => "La cérémonie est célébrée et enregistrée",
        WaitingKind::Confirmation => "{organisation} confirme que cette coopération existe",
        WaitingKind::Start => "Le début est enregistré",
        WaitingKind::ReviveOrEnd => "La coopération est relancée, ou il y est mis fin",
        WaitingKind::Join => "{organisation} accepte l’invitation",
        WaitingKind::Obstacle => OBSTACLE,
        WaitingKind::ConventionVersion => {
            "Convention[ « {convention} »] : une première version du texte est nommée"
        }
        WaitingKind::ConventionConsent => {
            "Convention[ « {convention} »] : {organisation} lit la version et y consent, ou en nomme une autre"
        }
        WaitingKind::ConventionVote => {
            "Convention[ « {convention} »] : le conseil de {organisation} vote"
        }
        WaitingKind::ConventionSignature => "Convention[ « {convention} »] : {organisation} signe",
        WaitingKind::ConventionPriorAuthorisation => {
            "Convention[ « {convention} »] : {organisation} obtient l’autorisation préalable"
        }
        WaitingKind::ConventionFederalApproval => {
            "Convention[ « {convention} »] : {organisation} obtient l’accord fédéral"
        }
        WaitingKind::ConventionConsultation => {
            "Convention[ « {convention} »] : {organisation} consulte ses ministères"
        }
        WaitingKind::ConventionOpinion => {
            "Convention[ « {convention} »] : {organisation} obtient l’avis de son ministère"
        }
        WaitingKind::ConventionTransmission => {
            "Convention[ « {convention} »] : {organisation} la transmet au contrôle de légalité"
        }
        WaitingKind::ConventionAcknowledgement => {
            "Convention[ « {convention} »] : {organisation} reçoit l’accusé de réception"
        }
        WaitingKind::ConventionRegistration => {
            "Convention[ « {convention} »] : {organisation} la fait inscrire"
        }
        WaitingKind::ConventionObservation => {
            "Convention[ « {convention} »] : {organisation} répond à une observation"
        }
        WaitingKind::ConventionForce => {
            "Convention[ « {convention} »] : l’entrée en vigueur est enregistrée"
        }
        WaitingKind::ConventionRenewal => {
            "Convention[ « {convention} »] : elle est reconduite, ou sa fin est enregistrée"
        }
        WaitingKind::ProjectConsent => {
            "Projet[ « {project} »] : {organisation} lit la description et y consent, ou la révise"
        }
        WaitingKind::ProjectStart => "Projet[ « {project} »] : le début du travail est enregistré",
        WaitingKind::ProjectClose => "Projet[ « {project} »] : il est achevé, avec ses leçons",
        WaitingKind::Answer => "Une question attend la réponse {de organisation}",
        WaitingKind::ProjectTaskLate => {
            "Projet[ « {project} »] : {organisation} est en retard pour une tâche[ : {task}]"
        }
        WaitingKind::EvaluationAnswer => EVALUATION_ANSWER,
        WaitingKind::EvaluationMeasure => EVALUATION_MEASURE,
        WaitingKind::FinancingConsent => FINANCING_CONSENT,
        WaitingKind::FinancingTrancheDue => {
            "Projet[ « {project} »] : {organisation} attend une tranche[ : {task}]"
        }
        WaitingKind::ClaimConfirmation => CLAIM_CONFIRMATION,
    }
}

/// A role by its name.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Executive => "exécutif",
        Role::CouncilSecretary => "secrétariat du conseil",
        Role::Officer => "responsable de la coopération",
        Role::Contributor => "contributeur",
        Role::CommitteeMember => "membre du comité de jumelage",
        Role::Reader => "lecteur",
        Role::Administrator => "administrateur de l’organisation",
        Role::LegalityReviewer => "contrôle de légalité",
        Role::Embassy => "ambassade",
        Role::FunderInstructor => "instruction pour un financeur",
        Role::GroupChair => "présidence du groupe",
        Role::GroupCoordinator => "coordination du groupe",
        Role::GroupMember => "membre du groupe",
        Role::GroupObserver => "observateur du groupe",
        Role::PlatformAdministrator => "administration de la plateforme",
        Role::System => "la plateforme elle-même",
    }
}

/// Labels of the parts of a change.
pub(super) fn label(key: &str) -> Option<&'static str> {
    Some(match key {
        "reason" => "Motif",
        "hash" | "about" => "Empreinte du texte",
        "version" => "Version",
        "measured" => "Mesure",
        "stage" | "step" => "Étape",
        "outcome" => "Vote",
        "on" => "Date",
        "reference" => "Référence",
        "place" => "Lieu",
        "participants" => "Participants",
        "source" => "Source",
        "lessons" => "Enseignements",
        "authority" => "Autorité",
        "function" => "Fonction",
        "starts" => "Début",
        "ends" => "Fin",
        "last_activity" => "Dernière activité",
        "after_months" => "Délai (mois)",
        "since" => "Depuis",
        "kind" => "Type",
        "status" => "Situation",
        "count" => "Nombre",
        "scheme" => "Registre",
        "value" => "Identifiant",
        "name" => "Nom",
        "title" => "Titre",
        "territory" => "Territoire",
        "first_contact" => "Premier contact",
        "themes" => "Thèmes",
        "countries" => "Pays",
        _ => return None,
    })
}
