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
        fill(crate::rules::rule(self.rule).statement.in_lang(lang), &self.detail, lang)
    }

    /// What to do about it, in `lang`.
    #[must_use]
    pub fn way_out(&self, lang: Lang) -> String {
        fill(crate::rules::rule(self.rule).way_out.in_lang(lang), &self.detail, lang)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{H_ROLE, R_10, R_27};

    fn refusal(rule: RuleId, detail: &[&str]) -> Refusal {
        Refusal { rule, path: None, detail: detail.iter().map(|d| (*d).to_owned()).collect() }
    }

    #[test]
    fn details_fill_the_gaps_in_order() {
        let found = refusal(R_27, &["Valmont", "Riverside"]);
        assert_eq!(found.message(Lang::En), "Valmont and Riverside are of very different sizes.");
        assert_eq!(found.severity(), Severity::Warn);
    }

    #[test]
    fn a_detail_is_never_read_as_words_with_gaps() {
        let found = refusal(R_10, &["{} the town", "act {}"]);
        assert_eq!(
            found.message(Lang::En),
            "{} the town belongs to an entity that France does not recognise (act {})."
        );
    }

    #[test]
    fn a_gap_without_a_detail_stays_visible() {
        let found = refusal(R_27, &["Valmont"]);
        assert_eq!(found.message(Lang::Fr), "Valmont et {} sont de tailles très différentes.");
    }

    #[test]
    fn the_way_out_is_said_in_the_asked_language() {
        let found = refusal(H_ROLE, &["role.reader", "role.executive"]);
        assert!(found.way_out(Lang::Es).starts_with("Pídalo a alguien"));
        assert!(found.message(Lang::Es).contains("«lector»"));
    }
}
