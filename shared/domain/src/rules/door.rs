//! Rules of the door: signing in, and in whose name one acts.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// The address or the password is wrong; says not which.
pub const H_WRONG_PASSWORD: RuleId = RuleId("H-WRONG-PASSWORD");

/// Too many failures; detail: minutes to wait.
pub const H_TRIES: RuleId = RuleId("H-TRIES");

/// A new password that is too easy; detail: the least number of characters.
pub const H_PASSWORD: RuleId = RuleId("H-PASSWORD");

/// Somebody with several seats did not say which one they act from.
pub const H_CHOOSE_SEAT: RuleId = RuleId("H-CHOOSE-SEAT");

/// The rows.
pub const DOOR: &[Rule] = &[
    row(
        H_WRONG_PASSWORD,
        Severity::Block,
        "Rives: the door",
        words(
            "L’adresse ou le mot de passe ne convient pas.",
            "The address or the password is not right.",
            "La dirección o la contraseña no es correcta.",
        ),
        words(
            "Vérifiez l’adresse et le mot de passe, puis réessayez.",
            "Check the address and the password and try again.",
            "Compruebe la dirección y la contraseña e inténtelo de nuevo.",
        ),
    ),
    row(
        H_TRIES,
        Severity::Block,
        "Rives: the door",
        words(
            "Trop d’essais ont échoué.",
            "Too many attempts have failed.",
            "Han fallado demasiados intentos.",
        ),
        words(
            "Réessayez dans {} minutes.",
            "Try again in {} minutes.",
            "Inténtelo de nuevo dentro de {} minutos.",
        ),
    ),
    row(
        H_PASSWORD,
        Severity::Block,
        "Rives: the door",
        words(
            "Ce mot de passe est trop facile à deviner ou trop long.",
            "This password is too easy to guess or too long.",
            "Esta contraseña es demasiado fácil de adivinar o demasiado larga.",
        ),
        words(
            "Choisissez au moins {} caractères variés, sans votre adresse : quatre mots font l’affaire.",
            "Choose at least {} varied characters, without your address: four words will do.",
            "Elija al menos {} caracteres variados, sin su dirección: cuatro palabras bastan.",
        ),
    ),
    row(
        H_CHOOSE_SEAT,
        Severity::Block,
        "Rives: seats",
        words(
            "Vous avez plusieurs sièges : au nom de qui agissez-vous ?",
            "You hold several seats: in whose name do you act?",
            "Tiene varios puestos: ¿en nombre de quién actúa?",
        ),
        words(
            "Choisissez le siège au nom duquel vous agissez.",
            "Choose the seat in whose name you act.",
            "Elija el puesto en cuyo nombre actúa.",
        ),
    ),
];
