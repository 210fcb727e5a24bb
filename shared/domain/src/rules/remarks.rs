//! Rules of remarks in the margin of a draft: where they may stand, and when a suggestion can be accepted (`CV-REMARK-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where these come from: how this platform lets several write one text.
const HOUSE: &str = "Rives: how a text is drafted together";

/// A remark is about a passage that is there.
pub const CV_REMARK_PLACE: RuleId = RuleId("CV-REMARK-PLACE");

/// A suggestion proposes something else.
pub const CV_REMARK_SAME: RuleId = RuleId("CV-REMARK-SAME");

/// A draft has room for so many remarks.
pub const CV_REMARK_FULL: RuleId = RuleId("CV-REMARK-FULL");

/// Only what is open is answered and closed.
pub const CV_REMARK_CLOSED: RuleId = RuleId("CV-REMARK-CLOSED");

/// What is accepted replaces what whoever accepts has read.
pub const CV_REMARK_MOVED: RuleId = RuleId("CV-REMARK-MOVED");

/// The rows.
pub const REMARKS: &[Rule] = &[
    row(
        CV_REMARK_PLACE,
        Severity::Block,
        HOUSE,
        words(
            "Ce passage n’est pas dans le texte, ou il est trop long pour une remarque.",
            "This passage is not in the text, or is too long for a remark.",
            "Este pasaje no está en el texto o es demasiado largo para una observación.",
        ),
        words(
            "Choisissez le passage à nouveau, un paragraphe au plus.",
            "Choose the passage again, a paragraph at most.",
            "Elija el pasaje de nuevo, un párrafo como máximo.",
        ),
    ),
    row(
        CV_REMARK_SAME,
        Severity::Block,
        HOUSE,
        words(
            "La suggestion dit ce qui est déjà écrit.",
            "The suggestion says what is written already.",
            "La sugerencia dice lo que ya está escrito.",
        ),
        words(
            "Changez les mots proposés, ou faites un commentaire.",
            "Change the words that you suggest, or make a comment.",
            "Cambie las palabras propuestas o haga un comentario.",
        ),
    ),
    row(
        CV_REMARK_FULL,
        Severity::Block,
        HOUSE,
        words(
            "Il y a déjà 100 remarques ouvertes sur ce brouillon, ou 50 réponses à celle-ci.",
            "There are 100 open remarks on this draft already, or 50 answers to this one.",
            "Ya hay 100 observaciones abiertas sobre este borrador, o 50 respuestas a esta.",
        ),
        words(
            "Réglez d’abord des remarques ouvertes.",
            "Deal with some open remarks first.",
            "Resuelva primero algunas observaciones abiertas.",
        ),
    ),
    row(
        CV_REMARK_CLOSED,
        Severity::Block,
        HOUSE,
        words(
            "Cette remarque n’est plus dans cet état : quelqu’un vient d’en décider, ou ses mots ont été oubliés.",
            "This remark is not in that state any more: somebody has just decided on it, or its words were forgotten.",
            "Esta observación ya no está en ese estado: alguien acaba de decidir sobre ella o sus palabras se olvidaron.",
        ),
        words(
            "Regardez ce qu’elle est devenue, puis rouvrez-la ou faites-en une autre.",
            "Look at what became of it, then open it again or make another one.",
            "Vea qué ha sido de ella y luego vuelva a abrirla o haga otra.",
        ),
    ),
    row(
        CV_REMARK_MOVED,
        Severity::Block,
        HOUSE,
        words(
            "Le passage a changé depuis que vous l’avez lu : rien n’a été remplacé.",
            "The passage has changed since you read it: nothing was replaced.",
            "El pasaje ha cambiado desde que lo leyó: no se ha sustituido nada.",
        ),
        words(
            "Relisez le passage et la suggestion, puis décidez.",
            "Read the passage and the suggestion again, then decide.",
            "Lea de nuevo el pasaje y la sugerencia y luego decida.",
        ),
    ),
];
