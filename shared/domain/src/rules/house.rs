//! Rules of the house: rights, reasons and well-formed input.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// A role that does not allow the act; details: the role, the roles that may.
pub const H_ROLE: RuleId = RuleId("H-ROLE");

/// The record belongs to the people of another organisation.
pub const H_NOT_YOURS: RuleId = RuleId("H-NOT-YOURS");

/// Nobody is signed in, or the session ended.
pub const H_SIGN_IN: RuleId = RuleId("H-SIGN-IN");

/// Acting for a body where the person has no seat.
pub const H_SEAT: RuleId = RuleId("H-SEAT");

/// A text is too long; detail: the greatest number of characters.
pub const H_LENGTH: RuleId = RuleId("H-LENGTH");

/// Something that must be filled in is not.
pub const H_MISSING: RuleId = RuleId("H-MISSING");

/// An identifier that names nothing; detail: what was given.
pub const H_UNKNOWN: RuleId = RuleId("H-UNKNOWN");

/// The thing has no record yet.
pub const H_NOT_RECORDED: RuleId = RuleId("H-NOT-RECORDED");

/// The thing has a record already.
pub const H_ALREADY_RECORDED: RuleId = RuleId("H-ALREADY-RECORDED");

/// Nothing would change.
pub const H_NO_CHANGE: RuleId = RuleId("H-NO-CHANGE");

/// The record was merged into another or succeeded; detail: its name.
pub const H_SUPERSEDED: RuleId = RuleId("H-SUPERSEDED");

/// A country code that is not one; detail: what was given.
pub const H_COUNTRY: RuleId = RuleId("H-COUNTRY");

/// Coordinates that are not on the globe.
pub const H_PLACE: RuleId = RuleId("H-PLACE");

/// The act belongs to a person.
pub const H_PERSON: RuleId = RuleId("H-PERSON");

/// The last day is before the first.
pub const H_DATES: RuleId = RuleId("H-DATES");

/// The table of rights and input.
pub const HOUSE: &[Rule] = &[
    row(
        H_ROLE,
        Severity::Block,
        "Rives: roles",
        words(
            "La fonction « {} » ne permet pas cet acte ; peuvent le faire : {}.",
            "The role “{}” does not allow this; those who can do it: {}.",
            "La función «{}» no permite este acto; pueden hacerlo: {}.",
        ),
        words(
            "Demandez à une personne qui a l’une de ces fonctions, ou demandez cette fonction à l’administrateur de votre organisation.",
            "Ask somebody with one of these roles, or ask your organisation’s administrator for it.",
            "Pídalo a alguien con una de estas funciones, o solicite esa función al administrador de su organización.",
        ),
    ),
    row(
        H_NOT_YOURS,
        Severity::Block,
        "Rives: own records",
        words(
            "Cette fiche a ses propres responsables, et vous n’agissez pas en leur nom.",
            "This record has its own people, and you do not act for them.",
            "Esta ficha tiene sus propios responsables y usted no actúa en su nombre.",
        ),
        words(
            "Écrivez-leur, ou demandez à agir pour cette organisation.",
            "Write to them, or ask to act for this organisation.",
            "Escríbales, o solicite actuar por esta organización.",
        ),
    ),
    row(
        H_SIGN_IN,
        Severity::Block,
        "Rives: sessions",
        words(
            "Vous n’êtes pas connecté, ou votre session a pris fin.",
            "You are not signed in, or your session has ended.",
            "No ha iniciado sesión, o su sesión ha terminado.",
        ),
        words(
            "Connectez-vous et recommencez ; ce que vous avez écrit n’a pas été enregistré.",
            "Sign in and try again; nothing you wrote was recorded.",
            "Inicie sesión y vuelva a intentarlo; nada de lo escrito se ha registrado.",
        ),
    ),
    row(
        H_SEAT,
        Severity::Block,
        "Rives: seats",
        words(
            "Vous n’avez pas de siège au nom duquel agir ici.",
            "You have no seat in whose name to act here.",
            "No tiene un puesto en cuyo nombre actuar aquí.",
        ),
        words(
            "Choisissez l’organisation pour laquelle vous agissez, ou demandez à agir pour elle.",
            "Choose the organisation you act for, or ask to act for it.",
            "Elija la organización por la que actúa, o solicite actuar por ella.",
        ),
    ),
    row(
        H_LENGTH,
        Severity::Block,
        "Rives",
        words(
            "Ce texte est trop long : {} caractères au plus.",
            "This text is too long: {} characters at most.",
            "Este texto es demasiado largo: {} caracteres como máximo.",
        ),
        words("Raccourcissez-le.", "Shorten it.", "Acórtelo."),
    ),
    row(
        H_MISSING,
        Severity::Block,
        "Rives",
        words("Ce champ est vide.", "This field is empty.", "Este campo está vacío."),
        words("Remplissez ce champ.", "Fill in this field.", "Rellene este campo."),
    ),
    row(
        H_UNKNOWN,
        Severity::Block,
        "Rives",
        words(
            "Rien ne porte l’identifiant « {} ».",
            "Nothing has the identifier “{}”.",
            "Nada tiene el identificador «{}».",
        ),
        words(
            "Cherchez l’élément dans le registre et reprenez son lien.",
            "Search the register for it and take the link from there.",
            "Búsquelo en el registro y tome de allí el enlace.",
        ),
    ),
    row(
        H_NOT_RECORDED,
        Severity::Block,
        "Rives",
        words(
            "Il n’y a pas encore de fiche à cet endroit.",
            "There is no record here yet.",
            "Todavía no hay ninguna ficha aquí.",
        ),
        words("Créez d’abord la fiche.", "Create the record first.", "Cree primero la ficha."),
    ),
    row(
        H_ALREADY_RECORDED,
        Severity::Block,
        "Rives",
        words("Cette fiche existe déjà.", "This record exists already.", "Esta ficha ya existe."),
        words(
            "Ouvrez la fiche et complétez-la.",
            "Open the record and complete it.",
            "Abra la ficha y complétela.",
        ),
    ),
    row(
        H_NO_CHANGE,
        Severity::Block,
        "Rives",
        words(
            "C’est déjà ce qui est enregistré.",
            "That is what is on record already.",
            "Eso es lo que ya consta.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        H_SUPERSEDED,
        Severity::Block,
        "Rives: merges and successors",
        words(
            "La fiche de {} a été réunie à une autre ou a un successeur.",
            "The record of {} was merged into another or has a successor.",
            "La ficha de {} se unió a otra o tiene un sucesor.",
        ),
        words(
            "Suivez le lien de la fiche et agissez sur celle qui demeure.",
            "Follow the link on the record and act on the one that stays.",
            "Siga el enlace de la ficha y actúe sobre la que permanece.",
        ),
    ),
    row(
        H_COUNTRY,
        Severity::Block,
        "ISO 3166-1",
        words(
            "« {} » n’est pas un code de pays ISO 3166-1 à deux lettres.",
            "“{}” is not a two-letter ISO 3166-1 country code.",
            "«{}» no es un código de país ISO 3166-1 de dos letras.",
        ),
        words(
            "Choisissez le pays dans la liste.",
            "Choose the country from the list.",
            "Elija el país en la lista.",
        ),
    ),
    row(
        H_PLACE,
        Severity::Block,
        "WGS 84",
        words(
            "Ces coordonnées ne sont pas sur le globe.",
            "These coordinates are not on the globe.",
            "Estas coordenadas no están en el globo.",
        ),
        words(
            "Donnez une latitude de −90 à 90 et une longitude de −180 à 180 degrés.",
            "Give a latitude from −90 to 90 and a longitude from −180 to 180 degrees.",
            "Indique una latitud de −90 a 90 y una longitud de −180 a 180 grados.",
        ),
    ),
    row(
        H_PERSON,
        Severity::Block,
        "Rives",
        words(
            "Seule une personne connectée peut faire cette demande.",
            "Only a signed-in person can ask for this.",
            "Solo una persona con sesión iniciada puede pedir esto.",
        ),
        words(
            "Connectez-vous à votre compte.",
            "Sign in to your account.",
            "Inicie sesión en su cuenta.",
        ),
    ),
    row(
        H_DATES,
        Severity::Block,
        "Rives",
        words(
            "Le dernier jour précède le premier.",
            "The last day is before the first.",
            "El último día es anterior al primero.",
        ),
        words("Corrigez les dates.", "Correct the dates.", "Corrija las fechas."),
    ),
];
