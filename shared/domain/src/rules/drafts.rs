//! Rules of drafts: what may be written together, and when (`CV-DRAFT-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where these come from: how this platform lets several write one text.
const HOUSE: &str = "Rives: how a text is drafted together";

/// A draft is written while the convention is drafted.
pub const CV_DRAFT_CLOSED: RuleId = RuleId("CV-DRAFT-CLOSED");

/// What the draft cannot be made of.
pub const CV_DRAFT_UPDATE: RuleId = RuleId("CV-DRAFT-UPDATE");

/// An update comes after what it builds on.
pub const CV_DRAFT_EARLY: RuleId = RuleId("CV-DRAFT-EARLY");

/// A draft has room for what a version may have.
pub const CV_DRAFT_FULL: RuleId = RuleId("CV-DRAFT-FULL");

/// How quickly one may write.
pub const CV_DRAFT_OFTEN: RuleId = RuleId("CV-DRAFT-OFTEN");

/// Others wrote while a version was named.
pub const CV_DRAFT_MOVED: RuleId = RuleId("CV-DRAFT-MOVED");

/// The rows.
pub const DRAFTS: &[Rule] = &[
    row(
        CV_DRAFT_CLOSED,
        Severity::Block,
        HOUSE,
        words(
            "Le texte n’est plus en rédaction : le brouillon ne change plus.",
            "The text is no longer being drafted: the draft does not change any more.",
            "El texto ya no está en redacción: el borrador ya no cambia.",
        ),
        words(
            "Nommez une nouvelle version, en entier, pour rouvrir la rédaction, tant que rien n’est signé.",
            "Name a new version, whole, to open the drafting again, as long as nothing is signed.",
            "Nombre una nueva versión, completa, para reabrir la redacción, mientras no se haya firmado nada.",
        ),
    ),
    row(
        CV_DRAFT_UPDATE,
        Severity::Block,
        HOUSE,
        words(
            "Cette modification ne peut pas être lue, ou elle est trop longue ; le brouillon n’a pas changé.",
            "This change cannot be read, or is too long; the draft has not changed.",
            "Este cambio no se puede leer o es demasiado largo; el borrador no ha cambiado.",
        ),
        words(
            "Copiez ce que vous venez d’écrire, rechargez la page et écrivez-le à nouveau.",
            "Copy what you have just written, load the page again and write it anew.",
            "Copie lo que acaba de escribir, vuelva a cargar la página y escríbalo de nuevo.",
        ),
    ),
    row(
        CV_DRAFT_EARLY,
        Severity::Block,
        HOUSE,
        words(
            "Il manque ici ce sur quoi cette modification s’appuie.",
            "What this change builds on is missing here.",
            "Falta aquí aquello en lo que se basa este cambio.",
        ),
        words(
            "La page envoie d’elle-même ce qui manque ; un programme envoie tout son brouillon.",
            "The page sends what is missing by itself; a programme sends all of its draft.",
            "La página envía por sí misma lo que falta; un programa envía todo su borrador.",
        ),
    ),
    row(
        CV_DRAFT_FULL,
        Severity::Block,
        HOUSE,
        words(
            "Le brouillon est plein : une version a au plus 56 Kio de texte, en huit langues au plus.",
            "The draft is full: a version has at most 56 KiB of text, in eight languages at most.",
            "El borrador está lleno: una versión tiene como máximo 56 KiB de texto, en ocho idiomas como máximo.",
        ),
        words(
            "Raccourcissez le texte, ou joignez une annexe par son empreinte.",
            "Shorten the text, or keep an annex by its hash.",
            "Acorte el texto o conserve un anexo por su huella.",
        ),
    ),
    row(
        CV_DRAFT_OFTEN,
        Severity::Block,
        HOUSE,
        words(
            "Trop de modifications en trop peu de temps, ou trop de personnes à la fois.",
            "Too many changes in too short a time, or too many people at once.",
            "Demasiados cambios en muy poco tiempo o demasiadas personas a la vez.",
        ),
        words(
            "La page réessaie dans un instant ; rien n’est perdu.",
            "The page tries again in a moment; nothing is lost.",
            "La página lo intenta de nuevo en un momento; no se pierde nada.",
        ),
    ),
    row(
        CV_DRAFT_MOVED,
        Severity::Inform,
        HOUSE,
        words(
            "Le texte a changé pendant que vous nommiez la version : elle contient ce que le brouillon disait à cet instant.",
            "The text moved on while you named the version: it holds what the draft said at that moment.",
            "El texto cambió mientras usted nombraba la versión: contiene lo que decía el borrador en ese momento.",
        ),
        words(
            "Relisez la version avant d’y consentir.",
            "Read the version again before you consent to it.",
            "Lea de nuevo la versión antes de consentir.",
        ),
    ),
];
