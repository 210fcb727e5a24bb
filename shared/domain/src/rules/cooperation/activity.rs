//! Rules of exchanges and committees.

use super::ids::{
    C_COMMITTEE_EXISTS, C_COMMITTEE_SIDE, C_COOPERATION_CLOSED, C_DATES, C_DISSOLVED,
    C_EXCHANGE_CLOSED, C_FAR, C_HOST, C_MISSION_NOT_HELD, C_MIXED_SEATS, C_NO_COUNTS, C_NO_SEATS,
    C_PARTICIPANT_COUNT, C_PARTICIPANT_SIDE, C_PARTICIPANT_TWICE, C_PLANNED_PAST,
    C_RESCHEDULE_PAST, C_SEAT_NAME, C_SEAT_TWICE, C_UNKNOWN_SEAT,
};
use super::{block, inform, warn};
use crate::rules::Rule;

/// The rows: French, English, Spanish; what is said, then what to do.
pub const ACTIVITY: &[Rule] = &[
    block(
        C_COOPERATION_CLOSED,
        [
            "La coopération n’est pas en cours : on n’y planifie pas d’échange.",
            "The cooperation is not running: no exchange can be planned in it.",
            "La cooperación no está en curso: no se planifican intercambios.",
        ],
        [
            "Attendez la signature, ou relancez la coopération.",
            "Wait for the signature, or revive the cooperation.",
            "Espere la firma o reactive la cooperación.",
        ],
    ),
    block(
        C_HOST,
        [
            "L’hôte n’est pas partie à la coopération.",
            "The host is not a party to the cooperation.",
            "El anfitrión no es parte de la cooperación.",
        ],
        ["Choisissez une des parties.", "Choose one of the parties.", "Elija una de las partes."],
    ),
    block(
        C_DATES,
        [
            "La fin précède le début.",
            "The end is before the beginning.",
            "El fin es anterior al comienzo.",
        ],
        [
            "Inversez ou corrigez les dates.",
            "Swap or correct the dates.",
            "Invierta o corrija las fechas.",
        ],
    ),
    block(
        C_FAR,
        [
            "Ces dates sont trop éloignées : {} ans au plus.",
            "These dates are too far off: {} years at most.",
            "Estas fechas están demasiado lejos: {} años como máximo.",
        ],
        ["Vérifiez l’année.", "Check the year.", "Compruebe el año."],
    ),
    block(
        C_RESCHEDULE_PAST,
        [
            "Un échange ne se reporte pas dans le passé.",
            "An exchange cannot be moved into the past.",
            "Un intercambio no se traslada al pasado.",
        ],
        [
            "S’il a eu lieu, enregistrez-le comme tenu, avec ses vraies dates.",
            "If it took place, record it as held, with its true dates.",
            "Si tuvo lugar, regístrelo como celebrado, con sus fechas reales.",
        ],
    ),
    inform(
        C_PLANNED_PAST,
        ["Ces dates sont passées.", "These dates are past.", "Estas fechas ya pasaron."],
        [
            "Enregistrez comment l’échange s’est passé.",
            "Record how the exchange went.",
            "Registre cómo fue el intercambio.",
        ],
    ),
    block(
        C_EXCHANGE_CLOSED,
        [
            "Cet échange est déjà tenu ou annulé.",
            "This exchange is already held or cancelled.",
            "Este intercambio ya se celebró o se canceló.",
        ],
        ["Planifiez-en un autre.", "Plan another one.", "Planifique otro."],
    ),
    block(
        C_MISSION_NOT_HELD,
        [
            "Cet échange n’est pas encore enregistré comme tenu : on ne conclut pas d’avance.",
            "This exchange is not recorded as held yet: nobody concludes beforehand.",
            "Este intercambio aún no consta como celebrado: no se concluye de antemano.",
        ],
        [
            "Enregistrez d’abord qu’il a eu lieu ; son objet et son lieu se disent dès maintenant.",
            "Record first that it took place; its purpose and its place can be said now.",
            "Registre primero que se celebró; su objeto y su lugar pueden decirse ya.",
        ],
    ),
    block(
        C_PARTICIPANT_SIDE,
        [
            "Des participants viennent d’une rive inconnue.",
            "Participants come from a side that does not exist.",
            "Hay participantes de un lado inexistente.",
        ],
        [
            "Choisissez une rive de la coopération.",
            "Choose a side of the cooperation.",
            "Elija un lado de la cooperación.",
        ],
    ),
    block(
        C_PARTICIPANT_TWICE,
        [
            "La catégorie « {} » figure deux fois pour la même rive.",
            "The category “{}” appears twice for the same side.",
            "La categoría «{}» figura dos veces para el mismo lado.",
        ],
        ["Additionnez les nombres.", "Add the numbers up.", "Sume los números."],
    ),
    block(
        C_PARTICIPANT_COUNT,
        [
            "Ce nombre de participants n’est pas possible : de 1 à {}.",
            "This number of participants is not possible: from 1 to {}.",
            "Ese número de participantes no es posible: de 1 a {}.",
        ],
        [
            "Corrigez le nombre, ou retirez la ligne.",
            "Correct the number, or remove the row.",
            "Corrija el número o quite la fila.",
        ],
    ),
    inform(
        C_NO_COUNTS,
        [
            "Les participants ne sont pas comptés.",
            "The participants are not counted.",
            "Los participantes no están contados.",
        ],
        [
            "Notez les nombres par rive et par catégorie la prochaine fois.",
            "Note the numbers by side and category next time.",
            "Anote los números por lado y categoría la próxima vez.",
        ],
    ),
    block(
        C_COMMITTEE_SIDE,
        [
            "Le comité d’une rive est formé et changé par sa propre rive.",
            "A side’s committee is formed and changed by its own side.",
            "El comité de un lado lo forma y lo cambia su propio lado.",
        ],
        [
            "Demandez à cette rive de le faire.",
            "Ask that side to do it.",
            "Pida a ese lado que lo haga.",
        ],
    ),
    block(
        C_COMMITTEE_EXISTS,
        [
            "Cette rive a déjà un comité.",
            "This side already has a committee.",
            "Este lado ya tiene un comité.",
        ],
        ["Ajoutez-y des sièges.", "Add seats to it.", "Añádale puestos."],
    ),
    block(
        C_NO_SEATS,
        [
            "Un comité a au moins un siège.",
            "A committee has one seat at least.",
            "Un comité tiene al menos un puesto.",
        ],
        [
            "Ajoutez des sièges, ou dissolvez le comité.",
            "Add seats, or dissolve the committee.",
            "Añada puestos o disuelva el comité.",
        ],
    ),
    block(
        C_SEAT_TWICE,
        ["Ce siège existe déjà.", "This seat exists already.", "Este puesto ya existe."],
        [
            "Donnez à chaque siège son propre identifiant.",
            "Give each seat an identifier of its own.",
            "Dé a cada puesto su propio identificador.",
        ],
    ),
    block(
        C_SEAT_NAME,
        [
            "Un siège est une fonction, jamais le nom d’une personne : « {} ».",
            "A seat is a function, never a person’s name: “{}”.",
            "Un puesto es una función, nunca el nombre de una persona: «{}».",
        ],
        [
            "Écrivez par exemple « présidence » ou « échanges scolaires ».",
            "Write for example “chair” or “school exchanges”.",
            "Escriba por ejemplo «presidencia» o «intercambios escolares».",
        ],
    ),
    block(
        C_UNKNOWN_SEAT,
        [
            "Ce siège n’est pas au comité.",
            "This seat is not on the committee.",
            "Ese puesto no está en el comité.",
        ],
        ["Rechargez la page.", "Reload the page.", "Recargue la página."],
    ),
    block(
        C_DISSOLVED,
        ["Ce comité est dissous.", "This committee is dissolved.", "Este comité está disuelto."],
        ["Formez-en un nouveau.", "Form a new one.", "Forme uno nuevo."],
    ),
    warn(
        C_MIXED_SEATS,
        [
            "Le comité réunit élus et citoyens : une des deux voix manque.",
            "A committee joins elected members and citizens: one of the two voices is missing.",
            "El comité reúne cargos electos y ciudadanía: falta una de las dos voces.",
        ],
        [
            "Ajoutez un siège de l’autre genre.",
            "Add a seat of the other kind.",
            "Añada un puesto del otro tipo.",
        ],
    ),
];
