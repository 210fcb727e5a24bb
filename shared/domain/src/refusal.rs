//! Refusal: the answer "no" as data for people: which rule, where in the input, why, and the way out.

use serde::Serialize;

use crate::rules::{RuleId, Severity};
use crate::text::Lang;

/// Why a command was not accepted, or a remark that goes with its acceptance. Never a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{rule}: {detail:?}")]
pub struct Refusal {
    /// The rule that refuses ([`crate::rules::rule`]).
    pub rule: RuleId,
    /// The input field it is about, in the API's spelling (`charter`, `parties.1.organisation`).
    pub path: Option<String>,
    /// What to name in the message, e.g. the party's name; replaces `{}` in the rule's words.
    pub detail: Vec<String>,
}

impl Refusal {
    /// The message in `lang`: the rule's words with the details filled in.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        fill(
            crate::rules::rule(self.rule).statement.in_lang(lang),
            &self.detail,
            lang,
        )
    }

    /// What to do about it, in `lang`.
    #[must_use]
    pub fn way_out(&self, lang: Lang) -> String {
        fill(
            crate::rules::rule(self.rule).way_out.in_lang(lang),
            &self.detail,
            lang,
        )
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        crate::rules::rule(self.rule).severity
    }
}

/// Fills the gaps in order; a gap without a detail stays visible, a detail is never read as words with gaps.
fn fill(words: &str, details: &[String], lang: Lang) -> String {
    let mut details = details.iter();
    let mut pieces = words.split("{}");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match details.next() {
            Some(detail) => out.push_str(&crate::terms::in_words(detail, lang)),
            None => out.push_str("{}"),
        }
        out.push_str(piece);
    }
    out
}
