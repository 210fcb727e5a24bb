//! Words in a language: tags of languages and texts that exist in several.

use serde::{Deserialize, Serialize};

/// A language the platform itself speaks: refusals, rules and summaries exist in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
    /// Spanish.
    Es,
}

/// A text in one language, any language: `lang` is a BCP 47 tag such as `fr`, `wo` or `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LocalText {
    /// BCP 47 tag of the language of `text`.
    pub lang: String,
    /// The words.
    pub text: String,
}

/// The same sentence in each language of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// French.
    pub fr: &'static str,
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
}

impl Words {
    /// The sentence in `lang`.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
            Lang::Es => self.es,
        }
    }
}

/// The same sentence in French, English and Spanish, as the tables of rules write it.
pub(crate) const fn words(fr: &'static str, en: &'static str, es: &'static str) -> Words {
    Words { fr, en, es }
}
