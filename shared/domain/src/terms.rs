//! Words for the details of refusals that are not names: roles, parts of an act and sums, in each language.

use crate::amounts;
use crate::text::{Lang, Words, words};

/// The detail as a person reads it: each part between commas that is a term or a sum is said in `lang`, the rest stays.
pub(crate) fn in_words(detail: &str, lang: Lang) -> String {
    let said = |part| match term(part, lang) {
        Some(term) => term.to_owned(),
        None => amounts::detailed(part, lang).unwrap_or_else(|| part.to_owned()),
    };
    let parts: Vec<String> = detail.split(", ").map(said).collect();
    parts.join(", ")
}

/// The term of this key in `lang`, such as `stage.active` or `kind.jumelage`; `None` where there is none.
#[must_use]
pub fn term(key: &str, lang: Lang) -> Option<&'static str> {
    TERMS.iter().find(|(known, _)| *known == key).map(|(_, words)| words.in_lang(lang))
}

/// Terms by key; the keys are what refusals carry as details.
const TERMS: &[(&str, Words)] = &[
    ("role.executive", words("exécutif", "executive", "ejecutivo")),
    (
        "role.council_secretary",
        words("secrétariat du conseil", "council secretary", "secretaría del concejo municipal"),
    ),
    (
        "role.officer",
        words("responsable de la coopération", "cooperation officer", "responsable de cooperación"),
    ),
    ("role.contributor", words("contributeur", "contributor", "colaborador")),
    (
        "role.committee_member",
        words(
            "membre du comité de jumelage",
            "twinning committee member",
            "miembro del comité de hermanamiento",
        ),
    ),
    ("role.reader", words("lecteur", "reader", "lector")),
    (
        "role.administrator",
        words(
            "administrateur de l’organisation",
            "administrator of the organisation",
            "administrador de la organización",
        ),
    ),
    (
        "role.legality_reviewer",
        words("contrôle de légalité", "legality reviewer", "control de legalidad"),
    ),
    ("role.embassy", words("ambassade", "embassy", "embajada")),
    (
        "role.funder_instructor",
        words(
            "instruction pour un financeur",
            "funder’s instructor",
            "instrucción de un financiador",
        ),
    ),
    ("role.group_chair", words("présidence de groupe", "group chair", "presidencia de grupo")),
    (
        "role.group_coordinator",
        words("coordination de groupe", "group coordinator", "coordinación de grupo"),
    ),
    ("role.group_member", words("membre de groupe", "group member", "miembro de grupo")),
    (
        "role.group_observer",
        words("observateur de groupe", "group observer", "observador de grupo"),
    ),
    (
        "role.platform_administrator",
        words(
            "administration de la plateforme",
            "platform administrator",
            "administración de la plataforma",
        ),
    ),
    (
        "role.system",
        words("la plateforme elle-même", "the platform itself", "la propia plataforma"),
    ),
    ("part.motives", words("motifs", "motives", "motivos")),
    ("part.modalities", words("modalités", "modalities", "modalidades")),
    ("kind.jumelage", words("jumelage", "twinning", "hermanamiento")),
    ("kind.partnership", words("partenariat", "partnership", "asociación")),
    ("stage.idea", words("à l’état d’idée", "an idea", "una idea")),
    ("stage.identified", words("identifié", "identified", "identificado")),
    ("stage.formulated", words("formulé", "formulated", "formulado")),
    ("stage.submitted", words("soumis", "submitted", "presentado")),
    ("stage.project_approved", words("approuvé", "approved", "aprobado")),
    ("stage.running", words("en cours", "running", "en curso")),
    ("stage.evaluated", words("évalué", "evaluated", "evaluado")),
    ("stage.closed", words("achevé", "closed", "concluido")),
    ("stage.abandoned", words("abandonné", "abandoned", "abandonado")),
    ("task.planned", words("prévue", "planned", "prevista")),
    ("task.under_way", words("en cours", "under way", "en curso")),
    ("task.done", words("faite", "done", "hecha")),
    ("task.dropped", words("abandonnée", "dropped", "abandonada")),
    ("stage.nothing", words("rien d’enregistré", "nothing recorded", "nada registrado")),
    ("stage.proposed", words("proposé", "proposed", "propuesto")),
    ("stage.content_agreed", words("contenu convenu", "contents agreed", "contenido acordado")),
    (
        "stage.accepted",
        words(
            "accepté par toutes les rives",
            "accepted by every side",
            "aceptado por todas las partes",
        ),
    ),
    (
        "stage.decided",
        words(
            "décidé par les conseils",
            "decided by the councils",
            "decidido por los concejos municipales",
        ),
    ),
    ("stage.active", words("en cours", "active", "en curso")),
    ("stage.dormant", words("en sommeil", "dormant", "inactivo")),
    ("phase.none", words("aucune phase", "no phase", "ninguna fase")),
    ("occasion.midterm", words("à mi-parcours", "midterm", "intermedia")),
    ("occasion.final", words("finale", "final", "final")),
    (
        "reminder.task",
        words("une tâche est en retard", "a task is late", "una tarea está retrasada"),
    ),
    (
        "reminder.milestone",
        words(
            "un jalon n’est pas atteint",
            "a milestone was not reached",
            "un hito no se ha alcanzado",
        ),
    ),
    (
        "reminder.tranche",
        words("une tranche est attendue", "a tranche is due", "se espera un tramo"),
    ),
    (
        "reminder.consent",
        words(
            "le texte attend un accord",
            "the text waits for a consent",
            "el texto espera un acuerdo",
        ),
    ),
    (
        "reminder.notice",
        words(
            "la date limite de préavis approche",
            "the last day of notice nears",
            "se acerca la fecha límite de preaviso",
        ),
    ),
    ("reminder.term", words("le terme approche", "the term nears its end", "se acerca el término")),
    ("reminder.ended", words("le terme est échu", "the term has ended", "el término ha vencido")),
    ("money.confirmed", words("confirmé", "confirmed", "confirmado")),
    ("money.committed", words("engagé", "committed", "comprometido")),
    ("money.disbursed", words("versé", "disbursed", "desembolsado")),
    ("mission.purpose", words("objet", "purpose", "objeto")),
    ("mission.place", words("lieu", "place", "lugar")),
    ("mission.met", words("rencontres", "whom we met", "encuentros")),
    ("mission.conclusions", words("conclusions", "conclusions", "conclusiones")),
    ("mission.follow_up", words("suites", "what follows", "seguimiento")),
    ("report.conclusions", words("conclusions", "conclusions", "conclusiones")),
    ("report.difficulties", words("difficultés", "difficulties", "dificultades")),
    ("report.prospects", words("perspectives", "prospects", "perspectivas")),
    (
        "facility.share",
        words("la part dépasse 70 %", "the share is above 70 %", "la parte supera el 70 %"),
    ),
    (
        "facility.grant",
        words(
            "le montant est hors limites",
            "the grant is out of bounds",
            "el importe está fuera de límites",
        ),
    ),
    (
        "facility.years",
        words(
            "le projet dure plus de trois ans",
            "the project lasts more than three years",
            "el proyecto dura más de tres años",
        ),
    ),
    (
        "facility.earlier",
        words(
            "la FICOL précédente n’est pas nommée",
            "the earlier FICOL is not named",
            "la FICOL anterior no se nombra",
        ),
    ),
    (
        "levy.missing",
        words(
            "secteur, produit et taux manquent",
            "sector, product and rate are missing",
            "faltan sector, producto y tasa",
        ),
    ),
    (
        "levy.budget",
        words(
            "il vient d’un budget annexe",
            "it comes from an annex budget",
            "viene de un presupuesto anexo",
        ),
    ),
    ("levy.rate", words("le taux dépasse 1 %", "the rate is above 1 %", "la tasa supera el 1 %")),
    (
        "levy.sector",
        words(
            "ce secteur n’est pas ouvert à cette date",
            "this sector is not open on that day",
            "este sector no está abierto en esa fecha",
        ),
    ),
    (
        "levy.product",
        words(
            "le montant dépasse ce que le taux rapporte",
            "the amount is above what the rate yields",
            "el importe supera lo que rinde la tasa",
        ),
    ),
    (
        "levy.theme",
        words(
            "le projet n’est pas de ce secteur",
            "the project is not of that sector",
            "el proyecto no es de ese sector",
        ),
    ),
    ("stage.drafting", words("en rédaction", "being drafted", "en redacción")),
    ("stage.text_agreed", words("texte convenu", "text agreed", "texto acordado")),
    (
        "stage.approved",
        words(
            "approuvée par les conseils",
            "approved by the councils",
            "aprobado por los concejos",
        ),
    ),
    ("stage.signed", words("signée", "signed", "firmado")),
    ("stage.in_force", words("en vigueur", "in force", "en vigor")),
    ("stage.expired", words("échue", "expired", "vencido")),
    (
        "step.prior_authorisation",
        words("autorisation préalable", "prior authorisation", "autorización previa"),
    ),
    ("step.federal_approval", words("accord fédéral", "federal approval", "aprobación federal")),
    ("step.consultation", words("consultation", "consultation", "consulta")),
    ("step.opinion", words("avis du ministère", "ministry’s opinion", "dictamen del ministerio")),
    (
        "step.transmission",
        words(
            "transmission au contrôle de légalité",
            "transmission to the control of legality",
            "remisión al control de legalidad",
        ),
    ),
    ("step.acknowledgement", words("accusé de réception", "acknowledgement", "acuse de recibo")),
    ("step.registration", words("inscription", "registration", "registro")),
    ("stage.ended", words("terminé", "ended", "terminado")),
    ("stage.annulled", words("annulé par un État", "annulled by a State", "anulado por un Estado")),
    ("stage.declined", words("décliné", "declined", "declinado")),
    ("stage.withdrawn", words("retiré", "withdrawn", "retirado")),
    ("part.financial_means", words("moyens financiers", "financial means", "medios financieros")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_said_in_the_asked_language_and_names_stay() {
        assert_eq!(
            in_words("role.reader, role.officer", Lang::Es),
            "lector, responsable de cooperación"
        );
        assert_eq!(in_words("Saint-Étienne, Loire", Lang::En), "Saint-Étienne, Loire");
    }
}
