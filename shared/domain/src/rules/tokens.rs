//! Rules of API tokens and followed feeds: what a programme may do in a person's name, and how many of each there are.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// A token that may only read tried to act.
pub const H_TOKEN_READ: RuleId = RuleId("H-TOKEN-READ");

/// What only a person who signed in themselves may do.
pub const H_TOKEN_SELF: RuleId = RuleId("H-TOKEN-SELF");

/// A token acts as its own seat and no other.
pub const H_TOKEN_SEAT: RuleId = RuleId("H-TOKEN-SEAT");

/// A life that is too short or too long; detail: days at most.
pub const H_TOKEN_DAYS: RuleId = RuleId("H-TOKEN-DAYS");

/// Too many tokens; detail: how many at most.
pub const H_TOKEN_MANY: RuleId = RuleId("H-TOKEN-MANY");

/// Too many followed feeds; detail: how many at most.
pub const H_FOLLOW_MANY: RuleId = RuleId("H-FOLLOW-MANY");

/// The rows.
pub const TOKENS: &[Rule] = &[
    row(
        H_TOKEN_READ,
        Severity::Block,
        "Rives: API tokens",
        words(
            "Ce jeton permet de lire, pas d’agir.",
            "This token may read, not act.",
            "Este token permite leer, no actuar.",
        ),
        words(
            "Créez un jeton qui agit au nom d’un siège, ou connectez-vous.",
            "Create a token that acts as a seat, or sign in.",
            "Cree un token que actúe en nombre de un puesto, o inicie sesión.",
        ),
    ),
    row(
        H_TOKEN_SELF,
        Severity::Block,
        "Rives: API tokens",
        words(
            "Cet acte est réservé à la personne elle-même : aucun jeton n’y donne accès.",
            "This act is the person’s own: no token gives access to it.",
            "Este acto corresponde a la propia persona: ningún token da acceso a él.",
        ),
        words(
            "Connectez-vous et faites-le vous-même.",
            "Sign in and do it yourself.",
            "Inicie sesión y hágalo usted mismo.",
        ),
    ),
    row(
        H_TOKEN_SEAT,
        Severity::Block,
        "Rives: API tokens",
        words(
            "Ce jeton agit au nom d’un seul siège, et ce n’est pas celui-ci.",
            "This token acts as one seat only, and it is not this one.",
            "Este token actúa en nombre de un solo puesto, y no es este.",
        ),
        words(
            "Omettez « actingAs », ou utilisez un jeton de ce siège.",
            "Leave out “actingAs”, or use a token of that seat.",
            "Omita «actingAs», o utilice un token de ese puesto.",
        ),
    ),
    row(
        H_TOKEN_DAYS,
        Severity::Block,
        "Rives: API tokens",
        words(
            "Un jeton vaut de 1 à {} jours.",
            "A token lives for 1 to {} days.",
            "Un token dura de 1 a {} días.",
        ),
        words(
            "Choisissez une durée dans ces limites.",
            "Choose a duration within these limits.",
            "Elija una duración dentro de estos límites.",
        ),
    ),
    row(
        H_TOKEN_MANY,
        Severity::Block,
        "Rives: API tokens",
        words(
            "Vous avez déjà {} jetons, le nombre le plus grand.",
            "You have {} tokens already, which is the most.",
            "Ya tiene {} tokens, que es el máximo.",
        ),
        words(
            "Révoquez un jeton dont vous n’avez plus besoin.",
            "Revoke a token you no longer need.",
            "Revoque un token que ya no necesite.",
        ),
    ),
    row(
        H_FOLLOW_MANY,
        Severity::Block,
        "Rives: followed feeds",
        words(
            "Vous suivez déjà {} fils, le nombre le plus grand.",
            "You follow {} feeds already, which is the most.",
            "Ya sigue {} flujos, que es el máximo.",
        ),
        words(
            "Cessez d’en suivre un.",
            "Stop following one of them.",
            "Deje de seguir uno de ellos.",
        ),
    ),
];
