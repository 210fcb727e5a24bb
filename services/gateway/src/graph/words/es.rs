//! Spanish sentences of the API.

use crate::graph::enums::{Role, Verb, WaitingKind};

/// Names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// What a change says.
#[expect(clippy::too_many_lines, reason = "one sentence a verb: a table")]
pub(super) fn summary(verb: Verb) -> &'static str {
    match verb {
        Verb::OrganisationRecorded => "{actor} registró {organisation} en el directorio",
        Verb::OrganisationClaimRequested => {
            "Una persona pide actuar en nombre de {organisation}[ ({function})]"
        }
        Verb::OrganisationClaimed => {
            "{organisation} tiene ahora sus propios responsables: {actor} confirmó la solicitud"
        }
        Verb::OrganisationClaimRefused => {
            "{actor} rechazó una solicitud de actuar en nombre de {organisation}[: {reason}]"
        }
        Verb::OrganisationSeatOffered => {
            "Se ofreció un puesto para actuar en nombre de {organisation}[ ({function})]"
        }
        Verb::OrganisationSeatTaken => {
            "Una persona actúa ahora en nombre de {organisation}[ ({function})]"
        }
        Verb::OrganisationSeatOfferWithdrawn => {
            "Se retiró la oferta de un puesto de {organisation}[: {reason}]"
        }
        Verb::OrganisationSeatEnded => "Terminó un puesto de {organisation}[: {reason}]",
        Verb::OrganisationSeatHandedOver => "Se transmitió un puesto de {organisation}[: {reason}]",
        Verb::OrganisationRenamed => "{organisation} cambió de nombre[: {reason}]",
        Verb::OrganisationIdentifierAdded => {
            "{actor} añadió un identificador a {organisation}[ ({reference})]"
        }
        Verb::OrganisationLocated => "{actor} situó {organisation} en el mapa",
        Verb::OrganisationProfileDescribed => "{actor} describió el perfil de {organisation}",
        Verb::OrganisationMergedInto => {
            "La ficha de {organisation} se unió a la de {into}[: {reason}]"
        }
        Verb::OrganisationSucceededBy => "{into} sucede a {organisation}[: {reason}]",
        Verb::JumelageProposed => "{actor} propuso un hermanamiento a {others}",
        Verb::JumelageRecordedAsExisting => {
            "{actor} inscribió el hermanamiento «{title}»[, que existe desde {since}]"
        }
        Verb::JumelageConfirmed => "{actor} confirmó el hermanamiento «{title}»",
        Verb::JumelageContested => "{actor} impugna el hermanamiento «{title}»[: {reason}]",
        Verb::JumelageCharterAmended => {
            "{actor} modificó la carta del hermanamiento «{title}»[: {reason}]"
        }
        Verb::JumelageRemarkMade => "{actor} comentó la carta del hermanamiento «{title}»",
        Verb::JumelageRemarkShared => {
            "{actor} compartió con todas las partes un comentario sobre la carta del hermanamiento «{title}»"
        }
        Verb::JumelageCharterConsented => {
            "{actor} dio su acuerdo a la carta del hermanamiento «{title}»"
        }
        Verb::JumelageConsentWithdrawn => {
            "{actor} retiró su acuerdo a la carta del hermanamiento «{title}»[: {reason}]"
        }
        Verb::JumelageContentAgreed => {
            "Todas las partes aprobaron el mismo texto de la carta del hermanamiento «{title}»"
        }
        Verb::JumelageCouncilDecided => {
            "El concejo municipal de {organisation} {voted} el hermanamiento «{title}»[ (acuerdo {reference})][, el {on}]"
        }
        Verb::JumelageCeremonyHeld => {
            "Se celebró la ceremonia del hermanamiento «{title}»[: {place}][, el {on}]"
        }
        Verb::JumelageDeclined => "{actor} rechazó el hermanamiento «{title}»[: {reason}]",
        Verb::JumelageWithdrawn => {
            "{actor} retiró su propuesta de hermanamiento «{title}»[: {reason}]"
        }
        Verb::JumelageKindChanged => "El hermanamiento «{title}» cambió de tipo[: {reason}]",
        Verb::JumelageThemesChosen => {
            "{actor} revisó los temas del hermanamiento «{title}»[: {reason}]"
        }
        Verb::JumelageTownInvited => {
            "{actor} invitó a {organisation} a unirse al hermanamiento «{title}»[: {reason}]"
        }
        Verb::JumelageTownJoined => "{organisation} se unió al hermanamiento «{title}»",
        Verb::JumelageMarkedDormant => {
            "El hermanamiento «{title}» está inactivo[: sin actividad desde hace {months} meses]"
        }
        Verb::JumelageScreenedAgain => {
            "El hermanamiento «{title}» fue examinado de nuevo[: {found}][; ya no vale: {gone}]"
        }
        Verb::JumelageRevived => "{actor} reactivó el hermanamiento «{title}»[: {reason}]",
        Verb::JumelageEnded => "{actor} puso fin al hermanamiento «{title}»[: {reason}]",
        Verb::JumelageAnnulled => {
            "El hermanamiento «{title}» fue anulado[ por {place}][: {reason}]"
        }
        Verb::JumelageRegularised => {
            "{actor} regularizó el hermanamiento «{title}»[: {reason}][ ({reference})]"
        }
        Verb::PartnershipProposed => "{actor} propuso la cooperación «{title}» a {others}",
        Verb::PartnershipRecordedAsExisting => {
            "{actor} inscribió la cooperación «{title}»[, que existe desde {since}]"
        }
        Verb::PartnershipConfirmed => "{actor} confirmó la cooperación «{title}»",
        Verb::PartnershipContested => "{actor} impugna la cooperación «{title}»[: {reason}]",
        Verb::PartnershipTermsRevised => {
            "{actor} revisó el contenido de la cooperación «{title}»[: {reason}]"
        }
        Verb::PartnershipRemarkMade => "{actor} comentó el contenido de la cooperación «{title}»",
        Verb::PartnershipRemarkShared => {
            "{actor} compartió con todas las partes un comentario sobre el contenido de la cooperación «{title}»"
        }
        Verb::PartnershipAccepted => "{actor} aceptó la cooperación «{title}»",
        Verb::PartnershipAgreedByAll => "Todas las partes aceptaron la cooperación «{title}»",
        Verb::PartnershipDeclined => "{actor} rechazó la cooperación «{title}»[: {reason}]",
        Verb::PartnershipWithdrawn => "{actor} se retiró de la cooperación «{title}»[: {reason}]",
        Verb::PartnershipCouncilDecided => {
            "El concejo municipal de {organisation} {voted} la cooperación «{title}»[ (acuerdo {reference})][, el {on}]"
        }
        Verb::PartnershipStarted => "La cooperación «{title}» comenzó[ el {on}]",
        Verb::PartnershipMarkedDormant => {
            "La cooperación «{title}» está inactiva[: sin actividad desde hace {months} meses]"
        }
        Verb::PartnershipScreenedAgain => {
            "La cooperación «{title}» fue examinada de nuevo[: {found}][; ya no vale: {gone}]"
        }
        Verb::PartnershipRevived => "{actor} reactivó la cooperación «{title}»[: {reason}]",
        Verb::PartnershipEnded => "{actor} puso fin a la cooperación «{title}»[: {reason}]",
        Verb::PartnershipAnnulled => {
            "La cooperación «{title}» fue anulada[ por {place}][: {reason}]"
        }
        Verb::CommitteeFormed => "{organisation} formó su comité de hermanamiento («{title}»)",
        Verb::CommitteeSeatAdded => {
            "{actor} añadió un puesto al comité de hermanamiento[: {function}]"
        }
        Verb::CommitteeSeatRemoved => {
            "{actor} suprimió un puesto del comité de hermanamiento[: {reason}]"
        }
        Verb::CommitteeHandedOver => {
            "El comité de hermanamiento de {actor} hizo el relevo[: {reason}]"
        }
        Verb::CommitteeDissolved => "{actor} disolvió su comité de hermanamiento[: {reason}]",
        Verb::ExchangePlanned => {
            "{actor} previó un intercambio: «{exchange}»[, del {starts} al {ends}]"
        }
        Verb::ExchangeRescheduled => {
            "{actor} cambió las fechas del intercambio «{exchange}»[, del {starts} al {ends}][: {reason}]"
        }
        Verb::ExchangeCancelled => "{actor} canceló el intercambio «{exchange}»[: {reason}]",
        Verb::ExchangeMissionPartWritten => {
            "{actor} redactó una parte del informe del intercambio «{exchange}»[: {mission_part}]"
        }
        Verb::ExchangeHeld => {
            "El intercambio «{exchange}» tuvo lugar[ con {count} participantes][, del {starts} al {ends}]"
        }
        Verb::ConventionOpened => "{actor} abrió un convenio: «{convention}»",
        Verb::ConventionRecordedAsExisting => {
            "{actor} registró un convenio anterior: «{convention}»[ ({on})]"
        }
        Verb::ConventionVersionNamed => "{actor} nombró una versión de «{convention}»[: {version}]",
        Verb::ConventionConsented => "{actor} consintió «{convention}»",
        Verb::ConventionConsentWithdrawn => {
            "{actor} retiró su consentimiento a «{convention}»[: {reason}]"
        }
        Verb::ConventionTextAgreed => {
            "Todos los lados consintieron la misma versión de «{convention}»"
        }
        Verb::ConventionCouncilVoted => {
            "El concejo de {organisation} {voted} «{convention}»[ el {on}]"
        }
        Verb::ConventionSigned => "{organisation} firmó «{convention}»[, {place}]",
        Verb::ConventionFormalityCompleted => {
            "{organisation} registró un trámite de «{convention}»[: {step}][ ({reference})]"
        }
        Verb::ConventionLegalityObserved => {
            "El control de legalidad hizo una observación a {organisation} sobre «{convention}»[: {reason}]"
        }
        Verb::ConventionObservationWithdrawn => {
            "Se retiró una observación a {organisation} sobre «{convention}»[: {reason}]"
        }
        Verb::ConventionEnteredIntoForce => {
            "El convenio «{convention}» está en vigor[ desde {since}]"
        }
        Verb::ConventionAmended => "El convenio «{convention}» fue modificado por una adenda",
        Verb::ConventionRenewed => "{actor} renovó «{convention}»[ hasta el {ends}][: {reason}]",
        Verb::ConventionExpired => "El convenio «{convention}» venció[ el {on}]",
        Verb::ConventionTerminated => "{actor} denunció «{convention}»[: {reason}]",
        Verb::ConventionAbandoned => "{actor} abandonó el proyecto «{convention}»[: {reason}]",
        Verb::ConventionAnnulled => {
            "El convenio «{convention}» fue anulado[ por {place}][: {reason}]"
        }
        Verb::ProjectProposed => "{actor} propuso un proyecto: «{project}»",
        Verb::ProjectDescriptionRevised => {
            "{actor} revisó la descripción de «{project}»[: {reason}]"
        }
        Verb::ProjectConsented => "{actor} consintió la descripción de «{project}»",
        Verb::ProjectConsentWithdrawn => {
            "{actor} retiró su consentimiento a «{project}»[: {reason}]"
        }
        Verb::ProjectDescriptionAgreed => {
            "Todas las partes consintieron la misma descripción de «{project}»"
        }
        Verb::ProjectStageReached => "«{project}» está ahora {stage}[ desde {since}][: {reason}]",
        Verb::ProjectStarted => "El trabajo de «{project}» empezó[ el {on}]",
        Verb::ProjectClosed => "«{project}» ha concluido[ desde {since}][: {reason}]",
        Verb::ProjectAbandoned => "{actor} abandonó «{project}»[: {reason}]",
        Verb::ProjectReportPartWritten => {
            "«{project}»: {actor} redactó una parte de un informe[: {report_part}][, del {starts}][ al {ends}]"
        }
        Verb::ProjectTaskPlanned => {
            "«{project}»: {actor} previó una tarea de {organisation}[: {named}][, para el {ends}]"
        }
        Verb::ProjectTaskRescheduled => {
            "«{project}»: {actor} movió una tarea[: {named}][, para el {ends}][ ({reason})]"
        }
        Verb::ProjectTaskAssigned => {
            "«{project}»: {actor} encargó una tarea a {organisation}[: {named}][ ({reason})]"
        }
        Verb::ProjectTaskOrdered => {
            "«{project}»: {actor} eligió lo que precede a una tarea[: {named}][ ({reason})]"
        }
        Verb::ProjectTaskBegun => "«{project}»: {actor} empezó una tarea[: {named}]",
        Verb::ProjectTaskDone => "«{project}»: {actor} terminó una tarea[: {named}]",
        Verb::ProjectTaskDropped => {
            "«{project}»: {actor} abandonó una tarea[: {named}][ ({reason})]"
        }
        Verb::ProjectTaskReopened => {
            "«{project}»: {actor} retomó una tarea[: {named}][ ({reason})]"
        }
        Verb::ProjectItemAdded => {
            "«{project}»: {actor} añadió un punto a una tarea[: {named}][ ({item})]"
        }
        Verb::ProjectItemTicked => {
            "«{project}»: {actor} marcó o desmarcó un punto de una tarea[: {named}]"
        }
        Verb::ProjectMilestoneSet => {
            "«{project}»: {actor} fijó un hito[: {named}][, para el {ends}]"
        }
        Verb::ProjectMilestoneMoved => {
            "«{project}»: {actor} movió un hito[: {named}][, para el {ends}][ ({reason})]"
        }
        Verb::ProjectMilestoneReached => "«{project}»: se alcanzó un hito[: {named}]",
        Verb::ProjectRiskNoted => "«{project}»: {actor} anotó un riesgo o un supuesto[: {named}]",
        Verb::ProjectRiskReassessed => {
            "«{project}»: {actor} reevaluó un riesgo[: {named}][ ({reason})]"
        }
        Verb::ProjectRiskSettled => {
            "«{project}»: {actor} cerró un riesgo o un supuesto[: {named}][ ({reason})]"
        }
        Verb::ProjectIndicatorDefined => "«{project}»: {actor} definió un indicador[: {named}]",
        Verb::ProjectIndicatorDropped => {
            "«{project}»: {actor} abandonó un indicador[: {named}][ ({reason})]"
        }
        Verb::ProjectIndicatorMeasured => {
            "«{project}»: {actor} midió un indicador[: {named}][, {measured}]"
        }
        Verb::ProjectMeasurementCorrected => {
            "«{project}»: {actor} corrigió una medición[: {named}][, {measured}][ ({reason})]"
        }
        Verb::ProjectEvaluationOpened => {
            "«{project}»: {actor} abrió una evaluación ({occasion})[, respuestas hasta el {ends}]"
        }
        Verb::ProjectEvaluationAnswered => "«{project}»: {actor} respondió a la evaluación",
        Verb::ProjectEvaluationMeasureProposed => {
            "«{project}»: {actor} propuso una medida de {organisation}[: {named}][, para el {ends}]"
        }
        Verb::ProjectEvaluationMeasureAgreed => {
            "«{project}»: {actor} dio su acuerdo a una medida[: {named}]"
        }
        Verb::ProjectEvaluationMeasureDropped => {
            "«{project}»: {actor} abandonó una medida[: {named}][ ({reason})]"
        }
        Verb::ProjectEvaluationMeasureTakenUp => {
            "«{project}»: {actor} convirtió una medida en tarea[: {named}]"
        }
        Verb::ProjectEvaluationConcluded => "«{project}»: la evaluación está concluida[: {named}]",
        Verb::ProjectMissionTakenUp => {
            "«{project}»: {actor} hizo una tarea de lo que sigue a una misión[: {named}][ – {exchange}]"
        }
        Verb::ProjectPhaseAdded => {
            "«{project}»: {actor} añadió una fase[: {named}][, del {starts}][ al {ends}]"
        }
        Verb::ProjectPhaseRenamed => {
            "«{project}»: {actor} dio otro nombre a una fase[: {named}][ ({reason})]"
        }
        Verb::ProjectPhaseMoved => {
            "«{project}»: {actor} movió una fase[: {named}][, del {starts}][ al {ends}][ ({reason})]"
        }
        Verb::ProjectPhaseRemoved => "«{project}»: {actor} quitó una fase[: {named}][ ({reason})]",
        Verb::ProjectPhaseTaskPlaced => {
            "«{project}»: {actor} eligió la fase de una tarea[: {named}][ – {phase}][ ({reason})]"
        }
        Verb::ProjectPhaseMilestonePlaced => {
            "«{project}»: {actor} eligió la fase de un hito[: {named}][ – {phase}][ ({reason})]"
        }
        Verb::ProjectReminded => {
            "«{project}»: {reminder}[: {named}][ ({ends})][ – turno de {turn}]"
        }
        Verb::ConventionReminded => {
            "Convenio «{convention}»: {reminder}[ ({ends})][ – turno de {turn}]"
        }
        Verb::FinancingReminded => {
            "«{project}»: {reminder}, plan de financiación[, línea {line}][ ({ends})][ – turno de {turn}]"
        }
        Verb::LessonWritten => "{actor} escribió una lección para los socios[: «{lesson}»]",
        Verb::LessonRewritten => "{actor} reescribió una lección[: «{lesson}»][ ({reason})]",
        Verb::LessonConsented => "{actor} acepta que una lección sea pública[: «{lesson}»]",
        Verb::LessonConsentWithdrawn => {
            "{actor} retiró su acuerdo para publicar una lección[: «{lesson}»][ ({reason})]"
        }
        Verb::LessonPublished => "{title}: una lección es pública[: «{lesson}»]",
        Verb::LessonRetracted => {
            "{actor} retiró una lección de la página pública[: «{lesson}»][ ({reason})]"
        }
        Verb::FinancingProposed => "«{project}»: {actor} propuso un plan de financiación",
        Verb::FinancingRevised => "«{project}»: {actor} revisó el plan de financiación[: {reason}]",
        Verb::FinancingConsented => "«{project}»: {actor} consintió el plan de financiación",
        Verb::FinancingConsentWithdrawn => {
            "«{project}»: {actor} retiró su consentimiento al plan de financiación[: {reason}]"
        }
        Verb::FinancingAgreedByAll => {
            "«{project}»: todas las partes consintieron el mismo plan de financiación"
        }
        Verb::FinancingFundsRecorded => {
            "«{project}»: {amount} {money_step}, línea {line}[ ({reason})]"
        }
        Verb::FinancingAmountCorrected => {
            "«{project}»: {actor} corrigió un importe: {amount}[ ({reason})]"
        }
        Verb::FinancingSubsidyVoted => {
            "«{project}»: el concejo de {actor} votó la subvención de la partida {line}[ ({reference})]"
        }
        Verb::FinancingSubsidyConventionSigned => {
            "«{project}»: convenio con la asociación firmado para la partida {line}[ ({reference})]"
        }
        Verb::FinancingSubsidyPaid => {
            "«{project}»: subvención pagada, {amount}, partida {line}[ ({reason})]"
        }
        Verb::FinancingExpensePaid => {
            "«{project}»: {actor} registró un gasto, {amount}, partida {line}[ ({reason})]"
        }
        Verb::DocumentGiven => "{actor} entregó un documento: «{file}»",
        Verb::DocumentVersionGiven => "{actor} entregó una nueva versión de «{file}»[: {reason}]",
        Verb::DocumentShared => "{actor} amplió el acceso a «{file}»[: {reason}]",
        Verb::DocumentWithdrawn => "{actor} retiró «{file}»[: {reason}]",
        Verb::DiscussionOpened => "{actor} abrió una conversación",
        Verb::DiscussionWritten => "{actor} escribió un mensaje",
        Verb::DiscussionRewritten => "{actor} reescribió un mensaje",
        Verb::DiscussionWithdrawn => "{actor} retiró un mensaje[: {reason}]",
        Verb::DiscussionReacted => "{actor} reaccionó a un mensaje",
        Verb::DiscussionReactionTakenBack => "{actor} retiró una reacción",
        Verb::DiscussionClosed => "{actor} cerró una conversación[: {reason}]",
        Verb::DiscussionReopened => "{actor} reabrió una conversación[: {reason}]",
        Verb::GroupFounded => "Se creó el grupo-país «{group}»",
        Verb::GroupScopeChanged => "El ámbito del grupo-país «{group}» cambió[: {reason}]",
        Verb::GroupSeatGiven => "Se atribuyó un puesto en el grupo-país «{group}»[: {function}]",
        Verb::GroupSeatEnded => "Terminó un puesto en el grupo-país «{group}»[: {reason}]",
        Verb::GroupSeatOffered => "Se ofreció un puesto en el grupo-país «{group}»[: {function}]",
        Verb::GroupSeatTaken => {
            "Una persona ocupa ahora un puesto en el grupo-país «{group}»[: {function}]"
        }
        Verb::GroupSeatOfferWithdrawn => {
            "Se retiró la oferta de un puesto en el grupo-país «{group}»[: {reason}]"
        }
        Verb::GroupSeatHandedOver => {
            "Se transmitió un puesto en el grupo-país «{group}»[: {reason}]"
        }
        Verb::GroupMemberJoined => "{organisation} se unió al grupo-país «{group}»",
        Verb::GroupMemberLeft => "{organisation} dejó el grupo-país «{group}»[: {reason}]",
        Verb::GroupClosed => "El grupo-país «{group}» se cerró[: {reason}]",
        Verb::TerritoryFactRecorded => "Registro de países: {territory} – {status}",
        Verb::TerritoryFactWithdrawn => {
            "Registro de países: se retira «{status}» para {territory}[: {reason}]"
        }
        Verb::LeftView => "Lo que usted veía de una cooperación ya no está a su vista",
    }
}

/// A side answers an evaluation.
const EVALUATION_ANSWER: &str = "Proyecto[ «{project}»]: {organisation} responde a la evaluación";
/// A side agrees to a measure.
const EVALUATION_MEASURE: &str =
    "Proyecto[ «{project}»]: {organisation} da su acuerdo a una medida, o dice por qué no";
/// A side consents to a financing plan.
const FINANCING_CONSENT: &str = "Proyecto[ «{project}»]: {organisation} lee el plan de financiación y lo consiente, o lo revisa";
/// A register has changed, and a rule stands against going on.
const OBSTACLE: &str =
    "Un registro ha cambiado: las partes leen lo que dicen ahora las reglas y responden";
/// Somebody asks to act for an organisation.
const CLAIM_CONFIRMATION: &str =
    "Una solicitud de actuar en nombre de {organisation} espera confirmación";

/// What is expected.
pub(super) fn waiting(kind: WaitingKind) -> &'static str {
    match kind {
        WaitingKind::Consent => "{organisation} lee la carta y da su acuerdo, o la modifica",
        WaitingKind::Acceptance => "{organisation} acepta el contenido o lo revisa",
        WaitingKind::CouncilDecision => "El concejo municipal de {organisation} delibera",
        WaitingKind::Ceremony => "Se celebra y se registra la ceremonia",
        WaitingKind::Confirmation => "{organisation} confirma que esta cooperación existe",
        WaitingKind::Start => "Se registra el comienzo",
        WaitingKind::ReviveOrEnd => "La cooperación se reactiva o se termina",
        WaitingKind::Join => "{organisation} acepta la invitación",
        WaitingKind::Obstacle => OBSTACLE,
        WaitingKind::ConventionVersion => {
            "Convenio[ «{convention}»]: se nombra una primera versión del texto"
        }
        WaitingKind::ConventionConsent => {
            "Convenio[ «{convention}»]: {organisation} lee la versión y la consiente, o nombra otra"
        }
        WaitingKind::ConventionVote => {
            "Convenio[ «{convention}»]: el concejo de {organisation} vota"
        }
        WaitingKind::ConventionSignature => "Convenio[ «{convention}»]: {organisation} firma",
        WaitingKind::ConventionPriorAuthorisation => {
            "Convenio[ «{convention}»]: {organisation} obtiene la autorización previa"
        }
        WaitingKind::ConventionFederalApproval => {
            "Convenio[ «{convention}»]: {organisation} obtiene la aprobación federal"
        }
        WaitingKind::ConventionConsultation => {
            "Convenio[ «{convention}»]: {organisation} consulta a sus ministerios"
        }
        WaitingKind::ConventionOpinion => {
            "Convenio[ «{convention}»]: {organisation} obtiene el dictamen de su ministerio"
        }
        WaitingKind::ConventionTransmission => {
            "Convenio[ «{convention}»]: {organisation} lo remite al control de legalidad"
        }
        WaitingKind::ConventionAcknowledgement => {
            "Convenio[ «{convention}»]: {organisation} recibe el acuse de recibo"
        }
        WaitingKind::ConventionRegistration => {
            "Convenio[ «{convention}»]: {organisation} lo hace registrar"
        }
        WaitingKind::ConventionObservation => {
            "Convenio[ «{convention}»]: {organisation} responde a una observación"
        }
        WaitingKind::ConventionForce => {
            "Convenio[ «{convention}»]: se registra la entrada en vigor"
        }
        WaitingKind::ConventionRenewal => {
            "Convenio[ «{convention}»]: se renueva, o se registra su fin"
        }
        WaitingKind::ProjectConsent => {
            "Proyecto[ «{project}»]: {organisation} lee la descripción y la consiente, o la revisa"
        }
        WaitingKind::ProjectStart => "Proyecto[ «{project}»]: se registra el inicio del trabajo",
        WaitingKind::ProjectClose => "Proyecto[ «{project}»]: se concluye, con sus lecciones",
        WaitingKind::Answer => "Una pregunta espera la respuesta de {organisation}",
        WaitingKind::ProjectTaskLate => {
            "Proyecto[ «{project}»]: {organisation} lleva retraso en una tarea[: {task}]"
        }
        WaitingKind::EvaluationAnswer => EVALUATION_ANSWER,
        WaitingKind::EvaluationMeasure => EVALUATION_MEASURE,
        WaitingKind::FinancingConsent => FINANCING_CONSENT,
        WaitingKind::FinancingTrancheDue => {
            "Proyecto[ «{project}»]: {organisation} espera un tramo[: {task}]"
        }
        WaitingKind::ClaimConfirmation => CLAIM_CONFIRMATION,
    }
}

/// A role by its name.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Executive => "ejecutivo",
        Role::CouncilSecretary => "secretaría del concejo municipal",
        Role::Officer => "responsable de cooperación",
        Role::Contributor => "colaborador",
        Role::CommitteeMember => "miembro del comité de hermanamiento",
        Role::Reader => "lector",
        Role::Administrator => "administrador de la organización",
        Role::LegalityReviewer => "control de legalidad",
        Role::Embassy => "embajada",
        Role::FunderInstructor => "instrucción de un financiador",
        Role::GroupChair => "presidencia del grupo",
        Role::GroupCoordinator => "coordinación del grupo",
        Role::GroupMember => "miembro del grupo",
        Role::GroupObserver => "observador del grupo",
        Role::PlatformAdministrator => "administración de la plataforma",
        Role::System => "la propia plataforma",
    }
}

/// Labels of the parts of a change.
pub(super) fn label(key: &str) -> Option<&'static str> {
    Some(match key {
        "reason" => "Motivo",
        "hash" | "about" => "Huella del texto",
        "version" => "Versión",
        "stage" => "Etapa",
        "measured" => "Medición",
        "step" => "Paso",
        "outcome" => "Voto",
        "on" => "Fecha",
        "reference" => "Referencia",
        "place" => "Lugar",
        "participants" => "Participantes",
        "source" => "Fuente",
        "lessons" => "Enseñanzas",
        "authority" => "Autoridad",
        "function" => "Función",
        "starts" => "Comienza",
        "ends" => "Termina",
        "last_activity" => "Última actividad",
        "after_months" => "Plazo (meses)",
        "since" => "Desde",
        "kind" => "Tipo",
        "status" => "Situación",
        "count" => "Número",
        "scheme" => "Registro",
        "value" => "Identificador",
        "name" => "Nombre",
        "title" => "Título",
        "territory" => "Territorio",
        "first_contact" => "Primer contacto",
        "themes" => "Temas",
        "countries" => "Países",
        _ => return None,
    })
}
