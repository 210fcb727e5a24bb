//! Rules of the screening that the platform repeats while a cooperation lives (compliance, P-06).

use super::{C_SAME_VERDICT, C_SCREENED, block, warn};
use crate::rules::Rule;

/// The rows: French, English, Spanish; what is said, then what to do.
pub const SCREENED: &[Rule] = &[
    warn(
        C_SCREENED,
        [
            "Un registre a changé : un obstacle de droit se dresse désormais devant cette coopération.",
            "A register has changed: an obstacle in law now stands before this cooperation.",
            "Un registro ha cambiado: un obstáculo legal se alza ahora ante esta cooperación.",
        ],
        [
            "Chaque partie lit la règle et sa source, suspend ce qui en dépend et consulte son État ; la coopération peut aussi prendre fin, avec un motif.",
            "Each party reads the rule and its source, suspends what depends on it and consults its State; the cooperation can also be ended, with a reason.",
            "Cada parte lee la regla y su fuente, suspende lo que dependa de ella y consulta a su Estado; también se puede poner fin a la cooperación, con un motivo.",
        ],
    ),
    block(
        C_SAME_VERDICT,
        [
            "Le nouvel examen ne trouve rien d’autre qu’auparavant.",
            "The screening finds nothing else than before.",
            "El nuevo examen no encuentra nada distinto que antes.",
        ],
        ["Il n’y a rien à noter.", "There is nothing to record.", "No hay nada que registrar."],
    ),
];
