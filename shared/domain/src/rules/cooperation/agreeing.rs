//! Rules of how sides agree: who may act, when, on which text.

use super::ids::{
    C_AGREE_FIRST, C_ALREADY_PARTY, C_CONFIRMED, C_CONSENTED, C_DECISION_ONCE, C_DELIBERATION,
    C_DUPLICATE_PARTY, C_EXISTS, C_INVITED, C_KIND_SIDES, C_LEAVE_FIRST, C_NO_CONSENT,
    C_NOT_A_PARTY, C_NOT_ACCEPTED, C_NOT_DECIDING, C_NOT_DUE, C_NOT_EXISTING, C_NOT_INVITED,
    C_NOT_PROPOSER, C_NOTHING, C_OWN_COUNCIL, C_OWN_PROPOSAL, C_OWN_RECORD, C_REJECTED_NOTED,
    C_SIDE_AUTHORITY, C_SIDE_NUMBER, C_SIDE_VOICE, C_STAGE, C_SYSTEM_ONLY, C_TWO_SIDES,
    C_UNKNOWN_PARTY,
};
use super::{block, inform, warn};
use crate::rules::Rule;

/// The rows: French, English, Spanish; what is said, then what to do.
pub const AGREEING: &[Rule] = &[
    block(
        C_NOT_A_PARTY,
        [
            "Votre organisation n’est pas partie à cette coopération.",
            "Your organisation is not a party to this cooperation.",
            "Su organización no es parte de esta cooperación.",
        ],
        [
            "Agissez au nom d’une des parties, ou demandez à être invité.",
            "Act for one of the parties, or ask to be invited.",
            "Actúe en nombre de una de las partes o pida ser invitado.",
        ],
    ),
    block(
        C_DUPLICATE_PARTY,
        [
            "La même organisation figure deux fois parmi les parties.",
            "The same organisation appears twice among the parties.",
            "La misma organización figura dos veces entre las partes.",
        ],
        [
            "Gardez-la une seule fois, sur une seule rive.",
            "Keep it once, on one side.",
            "Déjela una sola vez, en una sola parte.",
        ],
    ),
    block(
        C_TWO_SIDES,
        [
            "Il faut des parties sur deux rives au moins.",
            "There must be parties on two sides at least.",
            "Debe haber partes en dos lados como mínimo.",
        ],
        [
            "Ajoutez le partenaire ; s’il manque au répertoire, enregistrez-le à titre provisoire.",
            "Add the partner; if the directory lacks it, record it provisionally.",
            "Añada el socio; si falta en el directorio, regístrelo provisionalmente.",
        ],
    ),
    block(
        C_SIDE_VOICE,
        [
            "La rive {} réunit plusieurs collectivités : personne ne parle pour une autre.",
            "Side {} holds several authorities: nobody speaks for another one.",
            "El lado {} reúne varias entidades: nadie habla por otra.",
        ],
        [
            "Donnez à chacune sa propre rive ; une fois le jumelage proposé, une ville peut en inviter d’autres.",
            "Give each one a side of its own; once a twinning is proposed, a town may invite others.",
            "Dé a cada una un lado propio; una vez propuesto el hermanamiento, una ciudad puede invitar a otras.",
        ],
    ),
    block(
        C_SIDE_AUTHORITY,
        [
            "La rive {} n’a aucune collectivité dont le conseil puisse décider.",
            "Side {} has no authority whose council can decide.",
            "El lado {} no tiene ninguna entidad cuyo concejo municipal pueda decidir.",
        ],
        [
            "Ajoutez-y une partie qui porte l’engagement (chef de file, co-chef de file ou membre).",
            "Add a party there that carries the commitment (lead, co-lead or member).",
            "Añada allí una parte que asuma el compromiso (líder, colíder o miembro).",
        ],
    ),
    block(
        C_UNKNOWN_PARTY,
        [
            "Une des parties n’est pas au répertoire.",
            "One of the parties is not in the directory.",
            "Una de las partes no está en el directorio.",
        ],
        [
            "Enregistrez-la d’abord, à titre provisoire s’il le faut.",
            "Record it first, provisionally if need be.",
            "Regístrela primero, provisionalmente si hace falta.",
        ],
    ),
    block(
        C_SYSTEM_ONLY,
        [
            "Cela est constaté par la plateforme, pas par une personne.",
            "This is noted by the platform, not by a person.",
            "Esto lo constata la plataforma, no una persona.",
        ],
        [
            "Pour arrêter la coopération, mettez-y fin avec un motif.",
            "To stop the cooperation, end it with a reason.",
            "Para detener la cooperación, póngale fin con un motivo.",
        ],
    ),
    block(
        C_NOT_DUE,
        [
            "La dernière activité est trop récente pour une mise en sommeil.",
            "The last activity is too recent for dormancy.",
            "La última actividad es demasiado reciente para declarar inactividad.",
        ],
        [
            "Attendez la fin du délai.",
            "Wait until the delay has passed.",
            "Espere a que venza el plazo.",
        ],
    ),
    block(
        C_OWN_COUNCIL,
        [
            "Le vote d’un conseil est enregistré par la collectivité elle-même.",
            "A council’s vote is recorded by the authority itself.",
            "El voto de un concejo municipal lo registra la propia entidad.",
        ],
        [
            "Demandez à cette partie de l’enregistrer.",
            "Ask that party to record it.",
            "Pida a esa parte que lo registre.",
        ],
    ),
    block(
        C_NOT_DECIDING,
        [
            "Cette partie participe sans que son conseil ait à décider.",
            "This party takes part without its council having to decide.",
            "Esta parte participa sin que su concejo municipal tenga que decidir.",
        ],
        [
            "Seules les parties chefs de file, co-chefs de file et membres délibèrent.",
            "Only leads, co-leads and members deliberate.",
            "Solo deliberan las partes líderes, colíderes y miembros.",
        ],
    ),
    block(
        C_DECISION_ONCE,
        [
            "Ce conseil a déjà adopté ce texte par une délibération complète.",
            "This council has already adopted this text in a complete deliberation.",
            "Este concejo municipal ya aprobó este texto con una deliberación completa.",
        ],
        [
            "Il n’y a rien de plus à enregistrer.",
            "There is nothing more to record.",
            "No hay nada más que registrar.",
        ],
    ),
    inform(
        C_REJECTED_NOTED,
        [
            "Le refus du conseil est enregistré ; la proposition reste ouverte.",
            "The council’s rejection is recorded; the proposal stays open.",
            "El rechazo del concejo municipal queda registrado; la propuesta sigue abierta.",
        ],
        [
            "Modifiez le texte, enregistrez un nouveau vote, ou déclinez la proposition.",
            "Change the text, record a new vote, or decline the proposal.",
            "Modifique el texto, registre una nueva votación o decline la propuesta.",
        ],
    ),
    warn(
        C_DELIBERATION,
        [
            "La délibération ne dit pas tout : motifs, modalités et moyens financiers sont attendus.",
            "The deliberation is not complete: motives, modalities and financial means are expected.",
            "La deliberación no está completa: se esperan motivos, modalidades y medios financieros.",
        ],
        [
            "Complétez-la ; « aucun moyen » est une réponse.",
            "Complete it; “no means” is an answer.",
            "Complétela; «ningún medio» es una respuesta.",
        ],
    ),
    block(
        C_EXISTS,
        ["Ceci est déjà enregistré.", "This is already recorded.", "Esto ya está registrado."],
        ["Ouvrez la fiche existante.", "Open the existing record.", "Abra la ficha existente."],
    ),
    block(
        C_NOTHING,
        ["Rien n’est enregistré ici.", "Nothing is recorded here.", "No hay nada registrado aquí."],
        [
            "Vérifiez l’adresse, ou commencez par une proposition.",
            "Check the address, or begin with a proposal.",
            "Compruebe la dirección o empiece con una propuesta.",
        ],
    ),
    block(
        C_STAGE,
        [
            "Ce n’est pas possible à ce stade ({}).",
            "This is not possible at this stage ({}).",
            "No es posible en esta fase ({}).",
        ],
        [
            "Consultez les actes possibles sur la page.",
            "See on the page which acts are possible.",
            "Consulte en la página los actos posibles.",
        ],
    ),
    block(
        C_CONSENTED,
        [
            "Votre rive a déjà consenti à ce texte.",
            "Your side has already agreed to this text.",
            "Su parte ya ha consentido este texto.",
        ],
        ["Attendez les autres rives.", "Wait for the other sides.", "Espere a las otras partes."],
    ),
    block(
        C_NO_CONSENT,
        [
            "Votre rive n’a pas consenti à ce texte.",
            "Your side has not consented to this text.",
            "Su parte no ha consentido este texto.",
        ],
        ["Il n’y a rien à retirer.", "There is nothing to take back.", "No hay nada que retirar."],
    ),
    block(
        C_OWN_PROPOSAL,
        [
            "Votre rive a fait cette proposition : elle ne la décline pas.",
            "Your side made this proposal: it does not decline it.",
            "Su parte hizo esta propuesta: no la declina.",
        ],
        ["Retirez-la.", "Withdraw it.", "Retírela."],
    ),
    block(
        C_NOT_PROPOSER,
        [
            "Seule la rive qui a proposé retire la proposition.",
            "Only the side that proposed takes the proposal back.",
            "Solo la parte que propuso retira la propuesta.",
        ],
        ["Déclinez-la.", "Decline it.", "Declínela."],
    ),
    block(
        C_LEAVE_FIRST,
        [
            "Votre rive a accepté ces termes : elle ne les décline plus.",
            "Your side accepted these terms: it can no longer decline them.",
            "Su parte aceptó estos términos: ya no los declina.",
        ],
        ["Retirez-vous, avec un motif.", "Withdraw, with a reason.", "Retírese, con un motivo."],
    ),
    block(
        C_NOT_ACCEPTED,
        [
            "Votre rive n’a pas accepté ces termes.",
            "Your side has not accepted these terms.",
            "Su parte no ha aceptado estos términos.",
        ],
        ["Déclinez la proposition.", "Decline the proposal.", "Decline la propuesta."],
    ),
    block(
        C_NOT_EXISTING,
        [
            "Seul ce qui a été enregistré comme existant se confirme ou se conteste.",
            "Only what was recorded as existing is confirmed or contested.",
            "Solo lo registrado como existente se confirma o se impugna.",
        ],
        ["Répondez à la proposition.", "Answer the proposal.", "Responda a la propuesta."],
    ),
    block(
        C_OWN_RECORD,
        [
            "Votre rive a elle-même fait cet enregistrement.",
            "Your side made this record itself.",
            "Su propia parte hizo este registro.",
        ],
        [
            "Attendez la réponse des autres rives, ou mettez fin au lien.",
            "Wait for the other sides’ answer, or end the bond.",
            "Espere la respuesta de las otras partes o ponga fin al vínculo.",
        ],
    ),
    block(
        C_CONFIRMED,
        [
            "Votre rive a déjà répondu ainsi.",
            "Your side has already given this answer.",
            "Su parte ya ha dado esta respuesta.",
        ],
        [
            "Il n’y a rien de plus à dire.",
            "There is nothing more to say.",
            "No hay nada más que decir.",
        ],
    ),
    block(
        C_ALREADY_PARTY,
        [
            "Cette ville est déjà partie.",
            "This town is already a party.",
            "Esta ciudad ya es parte.",
        ],
        ["Invitez une autre ville.", "Invite another town.", "Invite a otra ciudad."],
    ),
    block(
        C_INVITED,
        [
            "Cette ville est déjà invitée.",
            "This town is already invited.",
            "Esta ciudad ya está invitada.",
        ],
        ["Attendez sa réponse.", "Wait for its answer.", "Espere su respuesta."],
    ),
    block(
        C_NOT_INVITED,
        [
            "Votre organisation n’est pas invitée.",
            "Your organisation is not invited.",
            "Su organización no está invitada.",
        ],
        [
            "Demandez à une des rives de vous inviter.",
            "Ask one of the sides to invite you.",
            "Pida a una de las partes que le invite.",
        ],
    ),
    block(
        C_SIDE_NUMBER,
        [
            "Cette rive n’existe pas : choisissez une rive existante ou la suivante ({}).",
            "There is no such side: choose an existing one or the next ({}).",
            "Ese lado no existe: elija uno existente o el siguiente ({}).",
        ],
        ["Corrigez la rive.", "Correct the side.", "Corrija el lado."],
    ),
    warn(
        C_KIND_SIDES,
        [
            "Un jumelage tripartite réunit trois rives ; il n’y en a que deux.",
            "A tripartite twinning joins three sides; there are only two.",
            "Un hermanamiento tripartito reúne tres lados; solo hay dos.",
        ],
        [
            "Invitez une troisième ville, ou choisissez un autre type.",
            "Invite a third town, or choose another kind.",
            "Invite a una tercera ciudad o elija otro tipo.",
        ],
    ),
    block(
        C_AGREE_FIRST,
        [
            "Toutes les rives n’ont pas encore accepté les mêmes termes.",
            "Not every side has accepted the same terms yet.",
            "Aún no todas las partes han aceptado los mismos términos.",
        ],
        [
            "Attendez leur réponse, ou révisez les termes avec elles.",
            "Wait for their answer, or revise the terms with them.",
            "Espere su respuesta o revise los términos con ellas.",
        ],
    ),
];
