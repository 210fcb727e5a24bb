//! A version of the text: what may be written, and its hash.

use super::{Draft, Term, Version, money};
use crate::cooperation::{Canonical, Party, TextHash, limits, refuse_at, words};
use crate::refusal::Refusal;
use crate::rules;

/// The hash of a version: the same for the same words and figures, whatever the order of languages and commitments and
/// however many zeros end an amount. The name that people give it is no part of what they consent to.
#[must_use]
pub fn hash_of(draft: &Draft) -> TextHash {
    let commitment = |one: &super::Commitment| {
        format!("{} {} {}", one.organisation, one.amount.normalize(), one.currency)
    };
    let commitments: Vec<_> = draft.commitments.iter().map(commitment).collect();
    Canonical::of("convention")
        .texts(&draft.texts)
        .texts(&draft.object)
        .set(commitments.iter().map(String::as_str))
        .part(&draft.term.as_ref().map(term).unwrap_or_default())
        .hash()
}

fn term(term: &Term) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let Term { starts, ends, renewable, notice } = term;
    format!("{} {} {renewable} {}", day(*starts), day(*ends), day(*notice))
}

/// The version as it enters the log. What the law asks of it is asked when a side consents, so that drafts can grow.
pub(super) fn written(draft: Draft, parties: &[Party]) -> Result<Version, Refusal> {
    words::required(&draft.name, limits::LABEL, "name", rules::C_EMPTY_TEXT)?;
    words::local_required(&draft.texts, limits::CHARTER, "texts")?;
    words::local(&draft.object, limits::BENEFIT, "object")?;
    words::bounded_whole(&(&draft.texts, &draft.object), limits::CHARTER_BYTES, "texts")?;
    money::check(&draft, parties)?;
    if let Some(term) = &draft.term {
        check_term(term)?;
    }
    let hash = hash_of(&draft);
    let Draft { name, texts, object, commitments, term } = draft;
    Ok(Version { name, texts, object, commitments, term, hash })
}

/// A term ends after it starts, and notice is given before it ends.
pub(super) fn check_term(term: &Term) -> Result<(), Refusal> {
    if term.ends.is_some_and(|ends| term.starts.is_some_and(|starts| ends < starts)) {
        return Err(refuse_at(rules::C_DATES, "term.ends"));
    }
    if term.notice.is_some_and(|notice| term.ends.is_some_and(|ends| notice > ends)) {
        return Err(refuse_at(rules::CV_NOTICE, "term.notice"));
    }
    Ok(())
}
