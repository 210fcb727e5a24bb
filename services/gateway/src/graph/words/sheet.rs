//! The register as a spreadsheet, in words: its columns, and the terms of the domain for kinds and stages.

use domain::{Lang, term};

/// Heads of the columns, in their order.
const HEADS: [(&str, &str, &str); 10] = [
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

/// The heads in `lang`.
pub fn heads(lang: Lang) -> impl Iterator<Item = &'static str> {
    HEADS.iter().map(move |(fr, en, es)| match lang {
        Lang::Fr => *fr,
        Lang::En => *en,
        Lang::Es => *es,
    })
}

/// The word for a kind as the API names it; one that has none stands as it is.
#[must_use]
pub fn kind(lang: Lang, name: &str) -> &str {
    term(&format!("kind.{}", name.to_lowercase()), lang).unwrap_or(name)
}

/// The word for a stage as the API names it; one that has none stands as it is.
#[must_use]
pub fn stage(lang: Lang, name: &str) -> &str {
    term(&format!("stage.{}", name.to_lowercase()), lang).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use domain::Lang;
    use readmodel::cooperation::{CooperationKind, Stage};

    use super::{kind, stage};

    #[test]
    fn every_kind_and_stage_has_a_word_in_every_language() {
        for lang in [Lang::Fr, Lang::En, Lang::Es] {
            for name in Stage::ALL.map(Stage::word) {
                assert_ne!(stage(lang, name), name);
            }
            for name in CooperationKind::ALL.map(CooperationKind::word) {
                assert_ne!(kind(lang, name), name);
            }
        }
    }
}
