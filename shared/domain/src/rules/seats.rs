//! Rules of the house about seats: who offers, takes, ends and hands them over.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// The seat has another holder already.
pub const H_SEAT_TAKEN: RuleId = RuleId("H-SEAT-TAKEN");

/// No such seat.
pub const H_SEAT_UNKNOWN: RuleId = RuleId("H-SEAT-UNKNOWN");

/// The role does not belong in this place; detail: the role.
pub const H_SEAT_ROLE: RuleId = RuleId("H-SEAT-ROLE");

/// The person sits there in the same role already.
pub const H_SEAT_HELD: RuleId = RuleId("H-SEAT-HELD");

/// Without this seat nobody there could manage seats.
pub const H_SEAT_LAST: RuleId = RuleId("H-SEAT-LAST");

/// Those who sign and those who run the seats are seated and unseated by their like; detail: the role.
pub const H_SEAT_RANK: RuleId = RuleId("H-SEAT-RANK");

/// A function names neither a person nor an address.
pub const H_FUNCTION: RuleId = RuleId("H-FUNCTION");

/// A seat is handed over to somebody else.
pub const H_SEAT_SAME: RuleId = RuleId("H-SEAT-SAME");

/// No such offer waits.
pub const H_OFFER_UNKNOWN: RuleId = RuleId("H-OFFER-UNKNOWN");

/// The rows.
pub const SEATS: &[Rule] = &[
    row(
        H_SEAT_TAKEN,
        Severity::Block,
        "Rives",
        words(
            "Ce siège est déjà attribué.",
            "This seat is already taken.",
            "Este puesto ya está ocupado.",
        ),
        words("Créez un nouveau siège.", "Create a new seat.", "Cree un nuevo puesto."),
    ),
    row(
        H_SEAT_UNKNOWN,
        Severity::Block,
        "Rives: seats",
        words(
            "Ce siège n’existe pas, ou n’existe plus.",
            "There is no such seat, or no longer.",
            "Ese puesto no existe, o ya no existe.",
        ),
        words(
            "Rechargez la page et choisissez un siège en cours.",
            "Look again and choose a seat that is held now.",
            "Vuelva a mirar y elija un puesto vigente.",
        ),
    ),
    row(
        H_SEAT_ROLE,
        Severity::Block,
        "Rives: seats",
        words(
            "La fonction « {} » n’a pas de siège à cet endroit.",
            "The role “{}” has no seat in this place.",
            "La función «{}» no tiene puesto en este lugar.",
        ),
        words(
            "Choisissez une fonction d’organisation pour une organisation, de groupe pour un groupe ; les fonctions d’État siègent dans un service de l’État.",
            "Choose a role of an organisation for an organisation, of a group for a group; the roles of a State sit in a State service.",
            "Elija una función de organización para una organización, de grupo para un grupo; las funciones del Estado están en un servicio del Estado.",
        ),
    ),
    row(
        H_SEAT_HELD,
        Severity::Block,
        "Rives: seats",
        words(
            "Cette personne occupe déjà un siège avec cette fonction ici.",
            "This person holds a seat with this role here already.",
            "Esta persona ya ocupa un puesto con esta función aquí.",
        ),
        words(
            "Il n’y a rien à accepter ; l’offre peut être retirée.",
            "There is nothing to accept; the offer can be withdrawn.",
            "No hay nada que aceptar; la oferta puede retirarse.",
        ),
    ),
    row(
        H_SEAT_LAST,
        Severity::Block,
        "Rives: seats",
        words(
            "C’est le dernier siège qui peut gérer les sièges de cette organisation.",
            "This is the last seat that may manage the seats of this organisation.",
            "Es el último puesto que puede gestionar los puestos de esta organización.",
        ),
        words(
            "Invitez d’abord la personne qui prend la suite, ou demandez-le à l’administration de la plateforme.",
            "Invite whoever follows first, or ask the platform’s administration to end it.",
            "Invite antes a quien tome el relevo, o pídalo a la administración de la plataforma.",
        ),
    ),
    row(
        H_SEAT_RANK,
        Severity::Block,
        "Rives: seats",
        words(
            "Le siège « {} » est donné et retiré par ceux qui signent ou qui administrent les sièges.",
            "The seat “{}” is given and ended by those who sign or who run the seats.",
            "El puesto «{}» lo dan y lo retiran quienes firman o administran los puestos.",
        ),
        words(
            "Demandez-le à l’exécutif ou à l’administrateur de votre organisation, ou à l’administration de la plateforme.",
            "Ask the executive or the administrator of your organisation, or the platform’s administration.",
            "Pídalo al ejecutivo o al administrador de su organización, o a la administración de la plataforma.",
        ),
    ),
    row(
        H_FUNCTION,
        Severity::Block,
        "Rives: seats",
        words(
            "La fonction est publique et reste au registre : ni nom, ni adresse, ni numéro, ni lien.",
            "The function is public and stays on record: no name, address, number or link.",
            "La función es pública y queda en el registro: ni nombre, ni dirección, ni número, ni enlace.",
        ),
        words(
            "Écrivez ce que la personne fait, par exemple « relations internationales ».",
            "Write what the person does, for example “international relations”.",
            "Escriba lo que hace la persona, por ejemplo «relaciones internacionales».",
        ),
    ),
    row(
        H_SEAT_SAME,
        Severity::Block,
        "Rives: seats",
        words(
            "Un siège se transmet à une autre personne.",
            "A seat is handed over to somebody else.",
            "Un puesto se transmite a otra persona.",
        ),
        words(
            "Choisissez le siège d’une autre personne, ou mettez simplement fin à celui-ci.",
            "Choose the seat of another person, or simply end this one.",
            "Elija el puesto de otra persona, o simplemente ponga fin a este.",
        ),
    ),
    row(
        H_OFFER_UNKNOWN,
        Severity::Block,
        "Rives: seats",
        words(
            "Cette offre de siège n’attend pas, ou n’attend plus, de réponse.",
            "This offer of a seat does not wait, or no longer waits, for an answer.",
            "Esta oferta de puesto no espera, o ya no espera, respuesta.",
        ),
        words(
            "Demandez une nouvelle invitation.",
            "Ask for a new invitation.",
            "Pida una nueva invitación.",
        ),
    ),
];
