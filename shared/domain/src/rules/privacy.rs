//! Rules of privacy: what a person must confirm before they are forgotten, and what they are told of it.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// The address that was typed to confirm is not the person's own.
pub const H_OTHER_ADDRESS: RuleId = RuleId("H-OTHER-ADDRESS");

/// Nobody is left who may act for an institution; detail: its name.
pub const H_NOBODY_LEFT: RuleId = RuleId("H-NOBODY-LEFT");

/// The rows.
pub const PRIVACY: &[Rule] = &[
    row(
        H_OTHER_ADDRESS,
        Severity::Block,
        "Rives: privacy",
        words(
            "Cette adresse n’est pas celle de votre compte.",
            "This is not the address of your account.",
            "Esta dirección no es la de su cuenta.",
        ),
        words(
            "Tapez l’adresse avec laquelle vous vous connectez, pour confirmer que c’est bien votre compte.",
            "Type the address with which you sign in, to confirm that it is your account.",
            "Escriba la dirección con la que inicia sesión, para confirmar que es su cuenta.",
        ),
    ),
    row(
        H_NOBODY_LEFT,
        Severity::Warn,
        "Rives: privacy",
        words(
            "Plus personne n’agit pour « {} » sur la plateforme.",
            "Nobody acts for “{}” on the platform any more.",
            "Nadie actúa ya por «{}» en la plataforma.",
        ),
        words(
            "Une autre personne peut demander à agir en son nom ; qui la connaît le confirme.",
            "Somebody else can ask to act for it; whoever knows them confirms.",
            "Otra persona puede solicitar actuar en su nombre; quien la conoce lo confirma.",
        ),
    ),
];
