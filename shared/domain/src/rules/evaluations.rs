//! Rules of evaluations (`EV-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform has both sides evaluate.
const HOUSE: &str = "Rives: evaluation by every side; Manual Europe – Latin America, evaluation";

/// One evaluation at a time.
pub const EV_ONE: RuleId = RuleId("EV-ONE");
/// A last day that can be.
pub const EV_UNTIL: RuleId = RuleId("EV-UNTIL");
/// Every side answers by itself.
pub const EV_ANSWER: RuleId = RuleId("EV-ANSWER");
/// A criterion of the form, once.
pub const EV_CRITERION: RuleId = RuleId("EV-CRITERION");
/// A mark on the scale, where there is one.
pub const EV_MARK: RuleId = RuleId("EV-MARK");
/// What others have read stays as it is.
pub const EV_SHOWN: RuleId = RuleId("EV-SHOWN");
/// Read each other first.
pub const EV_READ_FIRST: RuleId = RuleId("EV-READ-FIRST");
/// A measure is agreed by all.
pub const EV_AGREE: RuleId = RuleId("EV-AGREE");
/// A concluded one stays as it is.
pub const EV_CONCLUDED: RuleId = RuleId("EV-CONCLUDED");

/// The rows.
pub const EVALUATIONS: &[Rule] = &[
    row(
        EV_ONE,
        Severity::Block,
        HOUSE,
        words(
            "Une évaluation de ce projet est déjà ouverte.",
            "An evaluation of this project is open already.",
            "Ya hay una evaluación abierta de este proyecto.",
        ),
        words("Concluez-la d’abord.", "Conclude it first.", "Conclúyala primero."),
    ),
    row(
        EV_UNTIL,
        Severity::Block,
        HOUSE,
        words(
            "Le dernier jour pour répondre est aujourd’hui ou plus tard, dans l’année.",
            "The last day for answers is today or later, within a year.",
            "El último día para responder es hoy o después, dentro de un año.",
        ),
        words("Choisissez un autre jour.", "Choose another day.", "Elija otro día."),
    ),
    row(
        EV_ANSWER,
        Severity::Block,
        HOUSE,
        words(
            "Chaque rive répond pour elle-même au même questionnaire.",
            "Each side answers the same form for itself.",
            "Cada orilla responde por sí misma al mismo cuestionario.",
        ),
        words(
            "Répondez à une question au moins.",
            "Answer one question at least.",
            "Responda al menos a una pregunta.",
        ),
    ),
    row(
        EV_CRITERION,
        Severity::Block,
        HOUSE,
        words(
            "Cette question n’est pas dans le questionnaire, ou elle a déjà sa réponse.",
            "This question is not in the form, or it has its answer already.",
            "Esta pregunta no está en el cuestionario, o ya tiene su respuesta.",
        ),
        words(
            "Répondez une fois à chaque question du questionnaire.",
            "Answer each question of the form once.",
            "Responda una vez a cada pregunta del cuestionario.",
        ),
    ),
    row(
        EV_MARK,
        Severity::Block,
        HOUSE,
        words(
            "Une réponse est en mots, ou par une note de 1 à 4 là où il y en a une.",
            "An answer is in words, or by a mark from 1 to 4 where there is one.",
            "Una respuesta es con palabras, o con una nota de 1 a 4 donde la haya.",
        ),
        words(
            "Écrivez une phrase, ou choisissez une note.",
            "Write a sentence, or choose a mark.",
            "Escriba una frase, o elija una nota.",
        ),
    ),
    row(
        EV_SHOWN,
        Severity::Block,
        HOUSE,
        words(
            "Les autres rives ont pu lire ces réponses : elles ne changent plus.",
            "The other sides could read these answers: they no longer change.",
            "Las otras orillas pudieron leer estas respuestas: ya no cambian.",
        ),
        words(
            "Dites ce qui a changé dans la conclusion, ou ouvrez une autre évaluation plus tard.",
            "Say what has changed in the conclusion, or open another evaluation later.",
            "Diga lo que ha cambiado en la conclusión, o abra otra evaluación más tarde.",
        ),
    ),
    row(
        EV_READ_FIRST,
        Severity::Block,
        HOUSE,
        words(
            "Toutes les rives n’ont pas encore répondu, et leur délai court.",
            "Not every side has answered, and there is still time.",
            "No todas las orillas han respondido, y aún hay tiempo.",
        ),
        words(
            "Attendez leurs réponses, ou le dernier jour.",
            "Wait for their answers, or for the last day.",
            "Espere sus respuestas, o el último día.",
        ),
    ),
    row(
        EV_AGREE,
        Severity::Block,
        HOUSE,
        words(
            "Une mesure engage toutes les rives : chacune donne son accord.",
            "A measure commits all sides: each agrees to it.",
            "Una medida compromete a todas las orillas: cada una da su acuerdo.",
        ),
        words(
            "Donnez votre accord, ou abandonnez la mesure avec une raison.",
            "Agree to it, or drop the measure with a reason.",
            "Dé su acuerdo, o abandone la medida con un motivo.",
        ),
    ),
    row(
        EV_CONCLUDED,
        Severity::Block,
        HOUSE,
        words(
            "Cette évaluation est conclue.",
            "This evaluation is concluded.",
            "Esta evaluación está concluida.",
        ),
        words(
            "Ouvrez-en une autre, ou planifiez une tâche.",
            "Open another one, or plan a task.",
            "Abra otra, o planifique una tarea.",
        ),
    ),
];
