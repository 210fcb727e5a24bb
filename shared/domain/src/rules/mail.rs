//! Rules of the door about mails: links to sign in with, registering, invitations.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// The node sends no mail.
pub const H_NO_MAIL: RuleId = RuleId("H-NO-MAIL");

/// Not an e-mail address.
pub const H_ADDRESS: RuleId = RuleId("H-ADDRESS");

/// Too many mails lately; detail: minutes to wait.
pub const H_MAILS: RuleId = RuleId("H-MAILS");

/// A link to sign in with that is over, used or none.
pub const H_LINK: RuleId = RuleId("H-LINK");

/// People do not register themselves here.
pub const H_REGISTRATION: RuleId = RuleId("H-REGISTRATION");

/// An invitation that is over, used, withdrawn or none.
pub const H_INVITATION: RuleId = RuleId("H-INVITATION");

/// An invitation names one place.
pub const H_INVITATION_PLACE: RuleId = RuleId("H-INVITATION-PLACE");

/// A time zone that is not known.
pub const H_ZONE: RuleId = RuleId("H-ZONE");

/// The address of a digest's letter, cut short or altered.
pub const H_LEAVE: RuleId = RuleId("H-LEAVE");

/// The rows.
pub const MAIL: &[Rule] = &[
    row(
        H_NO_MAIL,
        Severity::Block,
        "Rives: mails",
        words(
            "Cette plateforme n’envoie pas de courriels.",
            "This platform sends no mail.",
            "Esta plataforma no envía correos.",
        ),
        words(
            "Demandez à l’administration de la plateforme de configurer l’envoi, ou connectez-vous autrement.",
            "Ask the platform’s administration to configure it, or sign in another way.",
            "Pida a la administración de la plataforma que lo configure o entre de otra manera.",
        ),
    ),
    row(
        H_ADDRESS,
        Severity::Block,
        "Rives: mails",
        words(
            "Ce n’est pas une adresse électronique.",
            "This is not an e-mail address.",
            "Esto no es una dirección de correo.",
        ),
        words(
            "Vérifiez l’adresse : elle ressemble à nom@ville.example.",
            "Check the address: it looks like name@town.example.",
            "Compruebe la dirección: se parece a nombre@ciudad.example.",
        ),
    ),
    row(
        H_MAILS,
        Severity::Block,
        "Rives: mails",
        words(
            "Trop de courriels ont été demandés récemment.",
            "Too many mails were asked for lately.",
            "Se han pedido demasiados correos últimamente.",
        ),
        words(
            "Réessayez dans {} minutes ; regardez aussi parmi les indésirables.",
            "Try again in {} minutes; look among unwanted mail as well.",
            "Inténtelo de nuevo dentro de {} minutos; mire también entre los no deseados.",
        ),
    ),
    row(
        H_LINK,
        Severity::Block,
        "Rives: the door",
        words(
            "Ce lien ne vaut plus : il a déjà servi, ou son délai est passé.",
            "This link is over: it was used already, or its time has passed.",
            "Este enlace ya no vale: se ha usado o ha pasado su plazo.",
        ),
        words(
            "Demandez un nouveau lien et ouvrez le dernier reçu.",
            "Ask for a new link and open the last one you received.",
            "Pida un enlace nuevo y abra el último recibido.",
        ),
    ),
    row(
        H_REGISTRATION,
        Severity::Block,
        "Rives: the door",
        words(
            "Sur cette plateforme on ne s’inscrit pas soi-même.",
            "On this platform people do not register themselves.",
            "En esta plataforma nadie se registra por su cuenta.",
        ),
        words(
            "Demandez une invitation à une personne qui y agit déjà.",
            "Ask somebody who acts here already for an invitation.",
            "Pida una invitación a alguien que ya actúe aquí.",
        ),
    ),
    row(
        H_INVITATION,
        Severity::Block,
        "Rives: invitations",
        words(
            "Cette invitation ne vaut plus : elle a déjà servi, a été retirée, ou son délai est passé.",
            "This invitation is over: it was used already or withdrawn, or its time has passed.",
            "Esta invitación ya no vale: se ha usado o retirado, o ha pasado su plazo.",
        ),
        words(
            "Si vous l’avez acceptée, connectez-vous ; sinon demandez-en une nouvelle.",
            "If you accepted it, sign in; otherwise ask for a new one.",
            "Si la aceptó, entre; si no, pida una nueva.",
        ),
    ),
    row(
        H_INVITATION_PLACE,
        Severity::Block,
        "Rives: invitations",
        words(
            "Une invitation vaut pour une seule organisation ou un seul groupe.",
            "An invitation is for one organisation or one group.",
            "Una invitación vale para una sola organización o un solo grupo.",
        ),
        words(
            "Indiquez soit une organisation, soit un groupe.",
            "Name either an organisation or a group.",
            "Indique una organización o un grupo.",
        ),
    ),
    row(
        H_ZONE,
        Severity::Block,
        "Rives: mails",
        words(
            "Ce fuseau horaire n’est pas connu.",
            "This time zone is not known.",
            "No se conoce esta zona horaria.",
        ),
        words(
            "Indiquez un nom de la base IANA, par exemple Europe/Paris ou Africa/Bamako.",
            "Give a name of the IANA database, such as Europe/Paris or Africa/Bamako.",
            "Indique un nombre de la base IANA, por ejemplo Europe/Paris o Africa/Bamako.",
        ),
    ),
    row(
        H_LEAVE,
        Severity::Block,
        "Rives: mails",
        words(
            "Cette adresse ne met fin à aucun envoi : elle n’est pas entière.",
            "This address ends no mails: it is not whole.",
            "Esta dirección no da fin a ningún envío: no está completa.",
        ),
        words(
            "Ouvrez de nouveau le lien du courriel, ou connectez-vous et choisissez « jamais » sur la page de votre compte.",
            "Open the link in the mail again, or sign in and choose “never” on your account’s page.",
            "Abra de nuevo el enlace del correo o entre y elija «nunca» en la página de su cuenta.",
        ),
    ),
];
