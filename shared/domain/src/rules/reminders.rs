//! Rules of reminders: after or before how many days somebody is reminded, and why (`RM-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform reminds.
const HOUSE: &str = "Rives: reminders";
/// A council of a French commune sits at least once a quarter.
const QUARTER: &str = "CGCT L2121-7 (councils sit at least once a quarter); Rives: reminders";

/// A task that is late.
pub const RM_TASK: RuleId = RuleId("RM-TASK");
/// A milestone that was not reached.
pub const RM_MILESTONE: RuleId = RuleId("RM-MILESTONE");
/// A tranche whose day has come.
pub const RM_TRANCHE: RuleId = RuleId("RM-TRANCHE");
/// A text that waits for consents.
pub const RM_CONSENT: RuleId = RuleId("RM-CONSENT");
/// Notice.
pub const RM_NOTICE: RuleId = RuleId("RM-NOTICE");
/// The end of a term.
pub const RM_TERM: RuleId = RuleId("RM-TERM");
/// A term that has ended.
pub const RM_ENDED: RuleId = RuleId("RM-ENDED");
/// Nothing to be reminded of.
pub const RM_NOTHING: RuleId = RuleId("RM-NOTHING");

/// The rows.
pub const REMINDERS: &[Rule] = &[
    row(
        RM_TASK,
        Severity::Inform,
        HOUSE,
        words(
            "Une tâche en retard est rappelée une fois, le lendemain de son échéance.",
            "A task that is late is recalled once, the day after it was due.",
            "Una tarea con retraso se recuerda una vez, al día siguiente de su vencimiento.",
        ),
        words(
            "Terminez-la, déplacez-la avec une raison ou abandonnez-la.",
            "Finish it, move it with a reason, or drop it.",
            "Termínela, muévala con un motivo o abandónela.",
        ),
    ),
    row(
        RM_MILESTONE,
        Severity::Inform,
        HOUSE,
        words(
            "Un jalon qui n’est pas atteint est rappelé une fois, le lendemain de sa date.",
            "A milestone that was not reached is recalled once, the day after its date.",
            "Un hito no alcanzado se recuerda una vez, al día siguiente de su fecha.",
        ),
        words(
            "Dites qu’il est atteint, ou déplacez-le avec une raison.",
            "Say that it was reached, or move it with a reason.",
            "Diga que se alcanzó, o muévalo con un motivo.",
        ),
    ),
    row(
        RM_TRANCHE,
        Severity::Inform,
        HOUSE,
        words(
            "Une tranche prévue et non versée est rappelée une fois, le jour prévu.",
            "A tranche that has not come is recalled once, on the day it was planned for.",
            "Un tramo previsto y no desembolsado se recuerda una vez, el día previsto.",
        ),
        words(
            "Enregistrez le versement, ou révisez le plan.",
            "Record what came, or revise the plan.",
            "Registre el desembolso, o revise el plan.",
        ),
    ),
    row(
        RM_CONSENT,
        Severity::Inform,
        HOUSE,
        words(
            "Un texte qui attend un accord depuis 30 jours est rappelé une fois : le temps qu’une réponse traverse les services, et pas plus.",
            "A text that has waited 30 days for a consent is recalled once: as long as an answer takes through an administration, and no longer.",
            "Un texto que espera un acuerdo desde hace 30 días se recuerda una vez: el tiempo de que una respuesta recorra los servicios, y no más.",
        ),
        words(
            "Lisez-le et donnez votre accord, ou proposez-en un autre.",
            "Read it and consent, or propose another.",
            "Léalo y dé su acuerdo, o proponga otro.",
        ),
    ),
    row(
        RM_NOTICE,
        Severity::Inform,
        QUARTER,
        words(
            "La date limite de préavis est rappelée 90 jours avant : un conseil qui doit en décider se réunit au moins une fois par trimestre.",
            "The last day of notice is recalled 90 days before: a council that has to decide sits at least once a quarter.",
            "La fecha límite de preaviso se recuerda 90 días antes: un concejo que deba decidir se reúne al menos una vez por trimestre.",
        ),
        words(
            "Renouvelez, laissez courir, ou mettez fin à la convention avant cette date.",
            "Renew it, let it run, or end the convention before that day.",
            "Renuévelo, déjelo correr o ponga fin al convenio antes de esa fecha.",
        ),
    ),
    row(
        RM_TERM,
        Severity::Inform,
        QUARTER,
        words(
            "Le terme d’une convention est rappelé 90 jours avant : un renouvellement demande une délibération, et un conseil se réunit au moins une fois par trimestre.",
            "The end of a convention’s term is recalled 90 days before: a renewal needs a vote, and a council sits at least once a quarter.",
            "El término de un convenio se recuerda 90 días antes: una renovación requiere una votación y un concejo se reúne al menos una vez por trimestre.",
        ),
        words(
            "Renouvelez-la si son texte le permet, préparez la suivante, ou laissez-la s’achever.",
            "Renew it if its text allows, prepare the next one, or let it end.",
            "Renuévelo si su texto lo permite, prepare el siguiente o deje que termine.",
        ),
    ),
    row(
        RM_ENDED,
        Severity::Inform,
        HOUSE,
        words(
            "Le lendemain de son terme, une convention sans renouvellement est expirée ; celle que son texte permet de renouveler est rappelée une fois.",
            "The day after its term, a convention that cannot be renewed has expired; one that its text lets renew is recalled once.",
            "Al día siguiente de su término, un convenio que no puede renovarse ha vencido; el que su texto permite renovar se recuerda una vez.",
        ),
        words(
            "Renouvelez-la, ou enregistrez sa fin.",
            "Renew it, or record its end.",
            "Renuévelo, o registre su fin.",
        ),
    ),
    row(
        RM_NOTHING,
        Severity::Block,
        HOUSE,
        words(
            "Rien n’est à rappeler aujourd’hui, ou c’est déjà fait.",
            "There is nothing to remind of today, or it was done already.",
            "No hay nada que recordar hoy, o ya se hizo.",
        ),
        words(
            "Rien à faire : la plateforme regarde de nouveau demain.",
            "Nothing to do: the platform looks again tomorrow.",
            "Nada que hacer: la plataforma vuelve a mirar mañana.",
        ),
    ),
];
