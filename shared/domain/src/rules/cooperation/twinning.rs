//! The seven rules of twinning: the steps of the manual, each asked for where it belongs.

use super::ids::{T_1, T_2, T_3, T_4, T_5, T_6, T_7};
use super::row;
use crate::rules::{Rule, Severity};

/// The rows: French, English, Spanish; what is said, then what to do.
pub const TWINNING: &[Rule] = &[
    row(
        T_1,
        Severity::Block,
        "Manual Europe – Latin America, creating a twinning, step 1",
        [
            "Un jumelage se motive : dites pourquoi ces villes, avec qui, comment et pour quel bénéfice.",
            "A twinning needs its motives: say why these towns, with whom, how and to what benefit.",
            "Un hermanamiento se motiva: diga por qué estas ciudades, con quién, cómo y con qué beneficio.",
        ],
        [
            "Remplissez les motifs en quelques phrases.",
            "Fill in the motives in a few sentences.",
            "Rellene los motivos en unas frases.",
        ],
    ),
    row(
        T_2,
        Severity::Inform,
        "Manual Europe – Latin America, creating a twinning, step 2",
        [
            "Le premier contact des villes n’est pas noté : la mémoire du jumelage commence sans lui.",
            "The first contact of the towns is not noted: the memory of the twinning begins without it.",
            "El primer contacto de las ciudades no consta: la memoria del hermanamiento empieza sin él.",
        ],
        [
            "Ajoutez une remarque qui dit comment les villes se sont trouvées.",
            "Add a remark that says how the towns found each other.",
            "Añada un comentario que diga cómo se encontraron las ciudades.",
        ],
    ),
    row(
        T_3,
        Severity::Inform,
        "Manual Europe – Latin America, creating a twinning, step 3",
        [
            "Le profil de {} n’est pas décrit : taille, langues et caractère ne peuvent pas être comparés.",
            "The profile of {} is not described: size, languages and character cannot be compared.",
            "El perfil de {} no está descrito: no se pueden comparar tamaño, lenguas y carácter.",
        ],
        [
            "Complétez la fiche de l’organisation dans le répertoire.",
            "Complete the organisation’s entry in the directory.",
            "Complete la ficha de la organización en el directorio.",
        ],
    ),
    row(
        T_4,
        Severity::Block,
        "Manual Europe – Latin America, creating a twinning, step 4",
        [
            "Le contenu du jumelage n’est pas encore convenu : chaque rive doit consentir à la même charte.",
            "The contents of the twinning are not agreed yet: each side must consent to the same charter.",
            "El contenido del hermanamiento aún no está acordado: cada parte debe consentir la misma carta.",
        ],
        [
            "Attendez le consentement des autres rives, ou discutez le texte avec elles.",
            "Wait for the consent of the other sides, or discuss the text with them.",
            "Espere el consentimiento de las otras partes o discuta el texto con ellas.",
        ],
    ),
    row(
        T_5,
        Severity::Block,
        "Manual Europe – Latin America, creating a twinning, step 5",
        [
            "La cérémonie vient après la décision de chaque conseil. Manque : {}.",
            "The ceremony comes after the decision of every council. Missing: {}.",
            "La ceremonia viene después de la decisión de cada concejo municipal. Falta: {}.",
        ],
        [
            "Enregistrez d’abord la délibération adoptée de chaque conseil, dans n’importe quel ordre.",
            "Record the adopted decision of each council first, in any order.",
            "Registre primero la decisión aprobada de cada concejo municipal, en cualquier orden.",
        ],
    ),
    row(
        T_6,
        Severity::Warn,
        "Manual Europe – Latin America, creating a twinning, step 6",
        [
            "Un jumelage engage aussi les habitants : personne n’est compté à la cérémonie.",
            "A twinning commits the inhabitants too: nobody is counted at the ceremony.",
            "Un hermanamiento compromete también a los habitantes: no consta ningún participante en la ceremonia.",
        ],
        [
            "Associez le plus grand nombre, de toutes les catégories, et notez combien sont venus aux échanges.",
            "Involve as many people as possible, of all categories, and note how many come to the exchanges.",
            "Implique al mayor número de personas, de todas las categorías, y anote cuántas acuden a los intercambios.",
        ],
    ),
    row(
        T_7,
        Severity::Inform,
        "Manual Europe – Latin America, creating a twinning, step 7",
        [
            "Un comité de jumelage, élus et citoyens ensemble, fait vivre le jumelage d’un mandat à l’autre : formez-le sur chaque rive.",
            "A twinning committee, elected members and citizens together, keeps the twinning alive from one term to the next: form one on each side.",
            "Un comité de hermanamiento, con cargos electos y ciudadanía, mantiene vivo el hermanamiento de un mandato a otro: forme uno en cada parte.",
        ],
        [
            "Formez le comité de votre rive, avec des sièges d’élus et de citoyens.",
            "Form your side’s committee, with seats for elected members and for citizens.",
            "Forme el comité de su parte, con puestos para cargos electos y para la ciudadanía.",
        ],
    ),
];
