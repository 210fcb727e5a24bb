//! Rules of lessons (`LE-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform lets lessons go out.
const HOUSE: &str = "Rives: lessons; CNCD operational guide 2020, good practices";

/// Only what is public leaves the public page.
pub const LE_NOT_PUBLIC: RuleId = RuleId("LE-NOT-PUBLIC");
/// Every side consents to the same words being public.
pub const LE_CONSENT: RuleId = RuleId("LE-CONSENT");
/// A lesson of a project of the same cooperation.
pub const LE_PROJECT: RuleId = RuleId("LE-PROJECT");

/// The rows.
pub const LESSONS: &[Rule] = &[
    row(
        LE_NOT_PUBLIC,
        Severity::Block,
        HOUSE,
        words(
            "Cet enseignement n’est pas public.",
            "This lesson is not public.",
            "Esta lección no es pública.",
        ),
        words(
            "Il n’y a rien à retirer : les partenaires seuls le lisent.",
            "There is nothing to take back: only the partners read it.",
            "No hay nada que retirar: solo la leen los socios.",
        ),
    ),
    row(
        LE_CONSENT,
        Severity::Block,
        HOUSE,
        words(
            "Un enseignement devient public quand toutes les rives ont donné leur accord aux mêmes mots.",
            "A lesson is public once every side has consented to the same words.",
            "Una lección es pública cuando todas las orillas han dado su acuerdo a las mismas palabras.",
        ),
        words(
            "Lisez-le et donnez votre accord, ou récrivez-le.",
            "Read it and consent, or write it anew.",
            "Léala y dé su acuerdo, o escríbala de nuevo.",
        ),
    ),
    row(
        LE_PROJECT,
        Severity::Block,
        HOUSE,
        words(
            "Ce projet n’est pas de cette coopération.",
            "This project is not of this cooperation.",
            "Este proyecto no es de esta cooperación.",
        ),
        words(
            "Choisissez un projet de la coopération, ou aucun.",
            "Choose a project of the cooperation, or none.",
            "Elija un proyecto de la cooperación, o ninguno.",
        ),
    ),
];
