//! Rules of the phases of a project (`PH-…`) and of what follows a mission (`MI-…`): in its place, in one's own words, once.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform keeps a common project honest.
const HOUSE: &str = "Rives: how a joint project is run";

/// A phase lies within the term of the project.
pub const PH_TERM: RuleId = RuleId("PH-TERM");
/// A description whose term leaves a phase outside; detail: which.
pub const PH_OUT_OF_TERM: RuleId = RuleId("PH-OUT-OF-TERM");
/// No day is of two phases; detail: the other one.
pub const PH_OVERLAP: RuleId = RuleId("PH-OVERLAP");
/// Something names the phase.
pub const PH_IN_USE: RuleId = RuleId("PH-IN-USE");
/// Days that the phase does not hold; detail: which phase.
pub const PH_DAYS: RuleId = RuleId("PH-DAYS");

/// A mission of the project's own cooperation.
pub const MI_ELSEWHERE: RuleId = RuleId("MI-ELSEWHERE");
/// What follows is taken up from the own side's words.
pub const MI_OWN_WORDS: RuleId = RuleId("MI-OWN-WORDS");
/// Nothing is taken up twice.
pub const MI_ONCE: RuleId = RuleId("MI-ONCE");

/// The rows.
pub const PHASES: &[Rule] = &[
    row(
        PH_TERM,
        Severity::Block,
        HOUSE,
        words(
            "Les jours d’une phase sont dans la durée du projet.",
            "The days of a phase are within the term of the project.",
            "Los días de una fase están dentro de la duración del proyecto.",
        ),
        words(
            "Choisissez d’autres jours, ou révisez d’abord la description.",
            "Choose other days, or revise the description first.",
            "Elija otros días, o revise antes la descripción.",
        ),
    ),
    row(
        PH_OUT_OF_TERM,
        Severity::Warn,
        HOUSE,
        words(
            "Avec ces dates, la phase « {} » sort de la durée du projet.",
            "With these dates, the phase “{}” is outside the term of the project.",
            "Con estas fechas, la fase «{}» queda fuera de la duración del proyecto.",
        ),
        words(
            "Donnez-lui d’autres jours quand tous auront consenti.",
            "Give it other days once everybody has consented.",
            "Déle otros días cuando todas las partes hayan consentido.",
        ),
    ),
    row(
        PH_OVERLAP,
        Severity::Block,
        HOUSE,
        words(
            "Ces jours sont déjà ceux de la phase « {} ».",
            "These days belong to the phase “{}” already.",
            "Estos días ya son de la fase «{}».",
        ),
        words(
            "Choisissez d’autres jours, ou déplacez d’abord l’autre phase.",
            "Choose other days, or move the other phase first.",
            "Elija otros días, o mueva antes la otra fase.",
        ),
    ),
    row(
        PH_IN_USE,
        Severity::Block,
        HOUSE,
        words(
            "Des tâches ou des jalons nomment cette phase.",
            "Tasks or milestones name this phase.",
            "Hay tareas o hitos que nombran esta fase.",
        ),
        words(
            "Placez-les d’abord dans une autre phase, ou dans aucune.",
            "Place them in another phase first, or in none.",
            "Colóquelos antes en otra fase, o en ninguna.",
        ),
    ),
    row(
        PH_DAYS,
        Severity::Warn,
        HOUSE,
        words(
            "Ces jours ne sont pas tous dans la phase « {} ».",
            "Not all of these days are in the phase “{}”.",
            "No todos estos días están en la fase «{}».",
        ),
        words(
            "Changez les jours ou la phase, si ce n’est pas voulu.",
            "Change the days or the phase, unless this is meant.",
            "Cambie los días o la fase, si no es lo que se quiere.",
        ),
    ),
    row(
        MI_ELSEWHERE,
        Severity::Block,
        HOUSE,
        words(
            "Cette mission n’est pas de la coopération du projet.",
            "This mission is not part of the project’s cooperation.",
            "Esta misión no es de la cooperación del proyecto.",
        ),
        words(
            "Choisissez un projet de la même coopération.",
            "Choose a project of the same cooperation.",
            "Elija un proyecto de la misma cooperación.",
        ),
    ),
    row(
        MI_OWN_WORDS,
        Severity::Block,
        HOUSE,
        words(
            "Votre rive n’a pas écrit ce qui suit cette mission.",
            "Your side has not written what follows this mission.",
            "Su orilla no ha escrito qué sigue a esta misión.",
        ),
        words(
            "Écrivez-le d’abord dans le rapport de mission.",
            "Write it in the mission report first.",
            "Escríbalo antes en el informe de la misión.",
        ),
    ),
    row(
        MI_ONCE,
        Severity::Block,
        HOUSE,
        words(
            "Cette suite de la mission est déjà une tâche du projet.",
            "What follows the mission is a task of the project already.",
            "Lo que sigue a la misión ya es una tarea del proyecto.",
        ),
        words(
            "Ouvrez la tâche qui existe, ou donnez un autre titre à une autre tâche.",
            "Open the task that exists, or give another task another title.",
            "Abra la tarea que existe, o dé otro título a otra tarea.",
        ),
    ),
];
