//! Rules of what is written into a cooperation: lengths, languages, dates, reasons.

use super::ids::{
    C_BENEFIT_SIDE, C_CHOICE, C_CONFIRM_EXISTING, C_DORMANT, C_EMPTY_TEXT, C_FUTURE_DATE,
    C_LANGUAGE, C_LESSONS, C_NO_CHANGE, C_PARTIAL_DATE, C_PLACE, C_REASON, C_REMARK_OWN,
    C_REMARK_VISIBILITY, C_SAME_TEXT, C_SDG, C_SOURCE, C_STALE_TEXT, C_STATE_AUTHORITY,
    C_TEXT_LENGTH, C_TEXT_TOTAL, C_TOO_MANY, C_UNKNOWN_TEXT, C_VOIDED,
};
use super::{block, inform};
use crate::rules::Rule;

/// The rows: French, English, Spanish; what is said, then what to do.
pub const WRITING: &[Rule] = &[
    block(
        C_REMARK_VISIBILITY,
        [
            "Une remarque s’adresse à votre côté seul ou à tous les côtés.",
            "A remark is for your own side alone or for all sides.",
            "Un comentario es para su propia parte o para todas las partes.",
        ],
        [
            "Choisissez l’un des deux ; ce qui est public est le texte lui-même.",
            "Choose one of the two; what is public is the text itself.",
            "Elija uno de los dos; lo público es el propio texto.",
        ],
    ),
    block(
        C_REMARK_OWN,
        [
            "Votre côté ne garde pas de telle remarque pour lui.",
            "There is no such remark that your side keeps to itself.",
            "Su parte no guarda para sí tal comentario.",
        ],
        [
            "Rechargez la page ; une remarque déjà partagée le reste.",
            "Look again; a remark that was shared stays shared.",
            "Vuelva a mirar; un comentario compartido sigue compartido.",
        ],
    ),
    block(
        C_FUTURE_DATE,
        [
            "Cette date est à venir : ce qui n’a pas eu lieu ne s’enregistre pas comme fait.",
            "This date is still to come: what has not happened cannot be recorded as done.",
            "Esta fecha aún no ha llegado: lo que no ha ocurrido no se registra como hecho.",
        ],
        [
            "Corrigez la date, ou revenez après ce jour.",
            "Correct the date, or come back after that day.",
            "Corrija la fecha o vuelva después de ese día.",
        ],
    ),
    block(
        C_REASON,
        ["Un motif est nécessaire.", "A reason is needed.", "Hace falta un motivo."],
        [
            "Écrivez une phrase : elle sera lue par toutes les parties.",
            "Write a sentence: all parties will read it.",
            "Escriba una frase: la leerán todas las partes.",
        ],
    ),
    block(
        C_LESSONS,
        [
            "Mettre fin demande de dire ce qui a été appris.",
            "Ending asks for what was learnt.",
            "Poner fin exige decir lo aprendido.",
        ],
        [
            "Écrivez une phrase pour celles et ceux qui reprendront le lien.",
            "Write a sentence for those who may take the bond up again.",
            "Escriba una frase para quienes puedan retomar el vínculo.",
        ],
    ),
    block(
        C_SOURCE,
        [
            "La source de cet enregistrement manque.",
            "The source of this record is missing.",
            "Falta la fuente de este registro.",
        ],
        [
            "Dites d’où vient l’information : registre, document, mémoire de la ville.",
            "Say where it comes from: a register, a document, the town’s memory.",
            "Diga de dónde procede: un registro, un documento, la memoria de la ciudad.",
        ],
    ),
    block(
        C_PLACE,
        [
            "Le lieu de la cérémonie manque.",
            "The place of the ceremony is missing.",
            "Falta el lugar de la ceremonia.",
        ],
        [
            "Indiquez la ville et la salle.",
            "Give the town and the hall.",
            "Indique la ciudad y la sala.",
        ],
    ),
    block(
        C_STATE_AUTHORITY,
        [
            "L’autorité de l’État qui a annulé doit être nommée.",
            "The State authority that annulled must be named.",
            "Debe nombrarse la autoridad del Estado que anuló.",
        ],
        [
            "Nommez l’institution, pas une personne.",
            "Name the institution, not a person.",
            "Nombre la institución, no a una persona.",
        ],
    ),
    block(
        C_CHOICE,
        ["Dites pourquoi ce partenaire.", "Say why this partner.", "Diga por qué este socio."],
        ["Une phrase suffit.", "One sentence is enough.", "Basta una frase."],
    ),
    block(
        C_TEXT_LENGTH,
        [
            "Ce texte est trop long : {} caractères au plus.",
            "This text is too long: {} characters at most.",
            "Este texto es demasiado largo: {} caracteres como máximo.",
        ],
        [
            "Raccourcissez-le, ou joignez un document.",
            "Shorten it, or attach a document.",
            "Acórtelo o adjunte un documento.",
        ],
    ),
    block(
        C_TOO_MANY,
        [
            "Il y en a trop : {} au plus.",
            "There are too many: {} at most.",
            "Hay demasiados: {} como máximo.",
        ],
        ["Retirez-en.", "Remove some.", "Quite algunos."],
    ),
    block(
        C_TEXT_TOTAL,
        [
            "Ces textes ensemble sont trop longs : {} Kio au plus.",
            "These texts together are too long: {} KiB at most.",
            "Estos textos juntos son demasiado largos: {} KiB como máximo.",
        ],
        [
            "Raccourcissez-les, ou donnez moins de langues.",
            "Shorten them, or give fewer languages.",
            "Acórtelos o ponga menos lenguas.",
        ],
    ),
    block(
        C_LANGUAGE,
        [
            "« {} » n’est pas une langue possible ici, ou s’y trouve deux fois.",
            "“{}” is no possible language here, or appears twice.",
            "«{}» no es una lengua posible aquí o aparece dos veces.",
        ],
        [
            "Choisissez une autre langue (code tel que fr, wo ou pt-BR).",
            "Choose another language (a tag such as fr, wo or pt-BR).",
            "Elija otra lengua (código como fr, wo o pt-BR).",
        ],
    ),
    block(
        C_EMPTY_TEXT,
        ["Ce texte est vide.", "This text is empty.", "Este texto está vacío."],
        [
            "Écrivez-le dans une langue au moins.",
            "Write it in one language at least.",
            "Escríbalo al menos en una lengua.",
        ],
    ),
    block(
        C_SDG,
        [
            "« {} » n’est pas un objectif de développement durable.",
            "“{}” is no sustainable development goal.",
            "«{}» no es un objetivo de desarrollo sostenible.",
        ],
        [
            "Les objectifs vont de 1 à 17.",
            "Goals go from 1 to 17.",
            "Los objetivos van del 1 al 17.",
        ],
    ),
    block(
        C_PARTIAL_DATE,
        ["« {} » n’est pas une date.", "“{}” is no date.", "«{}» no es una fecha."],
        [
            "Écrivez l’année, l’année et le mois, ou le jour : 1963, 1963-05, 1963-05-18.",
            "Write the year, the year and month, or the day: 1963, 1963-05, 1963-05-18.",
            "Escriba el año, el año y el mes, o el día: 1963, 1963-05, 1963-05-18.",
        ],
    ),
    block(
        C_STALE_TEXT,
        [
            "Le texte a changé entre-temps.",
            "The text has changed meanwhile.",
            "El texto ha cambiado entretanto.",
        ],
        [
            "Relisez la version actuelle, puis recommencez.",
            "Read the present version, then try again.",
            "Lea la versión actual y vuelva a intentarlo.",
        ],
    ),
    block(
        C_SAME_TEXT,
        [
            "Le texte est le même qu’avant.",
            "The text is the same as before.",
            "El texto es el mismo que antes.",
        ],
        [
            "Modifiez-le, ou laissez-le tel quel.",
            "Change it, or leave it.",
            "Modifíquelo o déjelo como está.",
        ],
    ),
    block(
        C_UNKNOWN_TEXT,
        [
            "Cette remarque porte sur un texte inconnu ici.",
            "This remark is about a text that is not known here.",
            "Este comentario trata de un texto desconocido aquí.",
        ],
        [
            "Rechargez la page et choisissez une version.",
            "Reload the page and choose a version.",
            "Recargue la página y elija una versión.",
        ],
    ),
    block(
        C_NO_CHANGE,
        ["Rien ne changerait.", "Nothing would change.", "Nada cambiaría."],
        ["Choisissez autre chose.", "Choose something else.", "Elija otra cosa."],
    ),
    inform(
        C_VOIDED,
        [
            "Le texte a changé : les consentements et les votes donnés à l’ancien texte ne valent plus.",
            "The text changed: consents and votes given to the old text no longer count.",
            "El texto ha cambiado: los consentimientos y votos dados al texto anterior ya no valen.",
        ],
        [
            "Chaque rive relit et consent de nouveau.",
            "Each side reads it and consents anew.",
            "Cada parte lo relee y consiente de nuevo.",
        ],
    ),
    block(
        C_BENEFIT_SIDE,
        [
            "Un bénéfice attendu nomme une rive inconnue, ou deux fois la même.",
            "An expected benefit names a side that does not exist, or one side twice.",
            "Un beneficio esperado nombra un lado inexistente o dos veces el mismo.",
        ],
        ["Donnez une entrée par rive.", "Give one entry a side.", "Ponga una entrada por lado."],
    ),
    inform(
        C_DORMANT,
        [
            "Sans activité depuis longtemps, cette coopération dort.",
            "Without activity for a long time, this cooperation sleeps.",
            "Sin actividad desde hace tiempo, esta cooperación está inactiva.",
        ],
        [
            "Relancez-la, ou mettez-y fin avec ce qui a été appris.",
            "Revive it, or end it with what was learnt.",
            "Reactívela o póngale fin con lo aprendido.",
        ],
    ),
    inform(
        C_CONFIRM_EXISTING,
        [
            "Cette coopération a été enregistrée comme existante : les autres rives la confirment ou la contestent.",
            "This cooperation was recorded as existing: the other sides confirm or contest it.",
            "Esta cooperación se registró como existente: las otras partes la confirman o la impugnan.",
        ],
        [
            "Confirmez-la si elle existe, sinon contestez-la avec un motif.",
            "Confirm it if it exists, else contest it with a reason.",
            "Confírmela si existe; si no, impúgnela con un motivo.",
        ],
    ),
];
