//! The register as a spreadsheet, in words: heads of columns, kinds and stages of cooperations.

use domain::Lang;

/// Heads of the columns, in their order.
pub const HEADS: [(&str, &str, &str); 10] = [
    ("Identifiant", "Identifier", "Identificador"),
    ("Nature", "Kind", "Tipo"),
    ("Intitulé", "Title", "Título"),
    ("État", "State", "Estado"),
    ("Depuis", "Since", "Desde"),
    ("Parties", "Parties", "Partes"),
    ("Pays", "Countries", "Países"),
    ("Thèmes", "Themes", "Temas"),
    ("Inscrite le", "Recorded on", "Inscrita el"),
    ("Dernière activité", "Last activity", "Última actividad"),
];

const WORDS: [(&str, &str, &str, &str); 12] = [
    ("JUMELAGE", "jumelage", "twinning", "hermanamiento"),
    ("PARTNERSHIP", "partenariat", "partnership", "asociación"),
    ("PROPOSED", "proposée", "proposed", "propuesta"),
    ("CONTENT_AGREED", "contenu convenu", "content agreed", "contenido acordado"),
    (
        "DECIDED",
        "décidée par les assemblées",
        "decided by the councils",
        "decidida por los concejos",
    ),
    ("ACCEPTED", "acceptée", "accepted", "aceptada"),
    ("ACTIVE", "active", "active", "activa"),
    ("DORMANT", "en sommeil", "dormant", "dormida"),
    ("ENDED", "terminée", "ended", "terminada"),
    ("ANNULLED", "annulée", "annulled", "anulada"),
    ("DECLINED", "refusée", "declined", "rechazada"),
    ("WITHDRAWN", "retirée", "withdrawn", "retirada"),
];

fn chosen(lang: Lang, fr: &'static str, en: &'static str, es: &'static str) -> &'static str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
        Lang::Es => es,
    }
}

/// The heads in `lang`.
pub fn heads(lang: Lang) -> impl Iterator<Item = &'static str> {
    HEADS.iter().map(move |(fr, en, es)| chosen(lang, fr, en, es))
}

/// The word for a kind or a stage as the API names it; one that has none stands as it is.
#[must_use]
pub fn word(lang: Lang, name: &str) -> &str {
    let known = WORDS.iter().find(|(known, ..)| *known == name);
    known.map_or(name, |(_, fr, en, es)| chosen(lang, fr, en, es))
}

#[cfg(test)]
mod tests {
    use domain::Lang;
    use readmodel::cooperation::{CooperationKind, Stage};

    use super::word;

    #[test]
    fn every_kind_and_stage_has_a_word_in_every_language() {
        let kinds =
            [CooperationKind::Jumelage, CooperationKind::Partnership].map(CooperationKind::word);
        for name in Stage::ALL.map(Stage::word).into_iter().chain(kinds) {
            for lang in [Lang::Fr, Lang::En, Lang::Es] {
                assert_ne!(word(lang, name), name);
            }
        }
    }
}
