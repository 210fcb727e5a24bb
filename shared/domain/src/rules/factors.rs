//! Rules of the door about second factors, recovery codes, passkeys and the age of a sign-in.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// The password was right, a code is asked for as well.
pub const H_SECOND_FACTOR: RuleId = RuleId("H-SECOND-FACTOR");

/// The code is wrong, or was used before.
pub const H_CODE: RuleId = RuleId("H-CODE");

/// No application for codes was set up, or its setting up has expired.
pub const H_TOTP_NONE: RuleId = RuleId("H-TOTP-NONE");

/// How one signs in is changed soon after signing in only; detail: minutes.
pub const H_RECENT: RuleId = RuleId("H-RECENT");

/// There is a password already: it is changed, not set.
pub const H_PASSWORD_SET: RuleId = RuleId("H-PASSWORD-SET");

/// This node has no address for which browsers keep passkeys.
pub const H_PASSKEY_OFF: RuleId = RuleId("H-PASSKEY-OFF");

/// The passkey's answer does not fit.
pub const H_PASSKEY: RuleId = RuleId("H-PASSKEY");

/// The ceremony is over, or was never begun by this person.
pub const H_CEREMONY: RuleId = RuleId("H-CEREMONY");

/// The passkey is registered already.
pub const H_PASSKEY_KNOWN: RuleId = RuleId("H-PASSKEY-KNOWN");

/// Too many passkeys; detail: how many one may have.
pub const H_PASSKEY_MANY: RuleId = RuleId("H-PASSKEY-MANY");

/// The rows.
pub const FACTORS: &[Rule] = &[
    row(
        H_SECOND_FACTOR,
        Severity::Block,
        "Rives: the door",
        words(
            "Ce compte demande aussi un code à usage unique.",
            "This account asks for a one-time code as well.",
            "Esta cuenta pide además un código de un solo uso.",
        ),
        words(
            "Saisissez le code de votre application, ou l’un de vos codes de secours.",
            "Enter the code of your application, or one of your recovery codes.",
            "Introduzca el código de su aplicación o uno de sus códigos de recuperación.",
        ),
    ),
    row(
        H_CODE,
        Severity::Block,
        "Rives: the door",
        words(
            "Ce code ne convient pas, ou il a déjà servi.",
            "This code is not right, or it was used before.",
            "Este código no es correcto o ya se ha usado.",
        ),
        words(
            "Attendez le code suivant de votre application, vérifiez l’heure de votre appareil, ou prenez un code de secours.",
            "Wait for the next code of your application, check your device’s clock, or take a recovery code.",
            "Espere el siguiente código de su aplicación, compruebe la hora de su dispositivo o use un código de recuperación.",
        ),
    ),
    row(
        H_TOTP_NONE,
        Severity::Block,
        "Rives: the door",
        words(
            "Aucune application de codes n’est en place, ou sa mise en place a expiré.",
            "No application for codes is set up, or setting it up has expired.",
            "No hay ninguna aplicación de códigos configurada, o su configuración ha caducado.",
        ),
        words(
            "Commencez par ajouter une application à votre compte.",
            "Begin by adding an application to your account.",
            "Empiece por añadir una aplicación a su cuenta.",
        ),
    ),
    row(
        H_RECENT,
        Severity::Block,
        "Rives: the door",
        words(
            "Votre connexion date de plus de {} minutes : trop pour changer la façon de vous connecter.",
            "You signed in more than {} minutes ago: too long to change how you sign in.",
            "Inició sesión hace más de {} minutos: demasiado para cambiar su forma de acceso.",
        ),
        words(
            "Connectez-vous à nouveau, puis recommencez.",
            "Sign in again, then repeat this.",
            "Inicie sesión de nuevo y repita la operación.",
        ),
    ),
    row(
        H_PASSWORD_SET,
        Severity::Block,
        "Rives: the door",
        words(
            "Vous avez déjà un mot de passe.",
            "You have a password already.",
            "Ya tiene una contraseña.",
        ),
        words(
            "Changez-le en donnant celui en vigueur.",
            "Change it by giving the one in force.",
            "Cámbiela indicando la vigente.",
        ),
    ),
    row(
        H_PASSKEY_OFF,
        Severity::Block,
        "Rives: the door",
        words(
            "Les clés d’accès ne fonctionnent pas à cette adresse.",
            "Passkeys do not work at this address.",
            "Las llaves de acceso no funcionan en esta dirección.",
        ),
        words(
            "Ouvrez la plateforme à son adresse publique (un nom, pas une suite de chiffres), ou connectez-vous autrement.",
            "Open the platform at its public address (a name, not a row of numbers), or sign in another way.",
            "Abra la plataforma en su dirección pública (un nombre, no una serie de números) o acceda de otra forma.",
        ),
    ),
    row(
        H_PASSKEY,
        Severity::Block,
        "Rives: the door",
        words(
            "Cette clé d’accès n’a pas été acceptée.",
            "This passkey was not accepted.",
            "Esta llave de acceso no fue aceptada.",
        ),
        words(
            "Réessayez avec une autre clé, ou connectez-vous autrement.",
            "Try another key, or sign in another way.",
            "Pruebe con otra llave o acceda de otra forma.",
        ),
    ),
    row(
        H_CEREMONY,
        Severity::Block,
        "Rives: the door",
        words(
            "Cette demande a expiré ou a déjà servi.",
            "This request has expired or was used before.",
            "Esta solicitud ha caducado o ya se ha usado.",
        ),
        words("Recommencez.", "Begin again.", "Empiece de nuevo."),
    ),
    row(
        H_PASSKEY_KNOWN,
        Severity::Block,
        "Rives: the door",
        words(
            "Cette clé d’accès est déjà enregistrée.",
            "This passkey is registered already.",
            "Esta llave de acceso ya está registrada.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        H_PASSKEY_MANY,
        Severity::Block,
        "Rives: the door",
        words(
            "Un compte garde {} clés d’accès au plus.",
            "An account keeps {} passkeys at most.",
            "Una cuenta guarda {} llaves de acceso como máximo.",
        ),
        words(
            "Retirez-en une qui ne sert plus.",
            "Remove one that is not used any more.",
            "Retire una que ya no se use.",
        ),
    ),
];
