//! What may be written: lengths, languages, themes, dates known in part.

use jiff::civil::Date;

use super::{PartialDate, Sdg, Theme, limits, refuse_at, refuse_naming};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};
use crate::text::LocalText;

/// Bytes that a character may take in the log; more means control characters or the like.
const BYTES_PER_CHARACTER: usize = 4;

/// Words that must be there, else `missing` is refused.
pub(crate) fn required(
    words: &str,
    limit: usize,
    path: &str,
    missing: RuleId,
) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        return Err(refuse_at(missing, path));
    }
    bounded(words, limit, path)
}

/// A reason, always required where there is one.
pub(crate) fn reason(words: &str) -> Result<(), Refusal> {
    required(words, limits::REASON, "reason", rules::C_REASON)
}

/// A function stays on record for ever and is public: it names what somebody does, never who they are or where to write.
pub(crate) fn function(text: &str) -> Result<(), Refusal> {
    required(text, limits::LABEL, "function", rules::H_MISSING)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.contains('@') || text.contains("://") || digits > 6 {
        return Err(refuse_at(rules::H_FUNCTION, "function"));
    }
    Ok(())
}

/// Words that may be absent.
pub(crate) fn optional(words: Option<&str>, limit: usize, path: &str) -> Result<(), Refusal> {
    words.map_or(Ok(()), |words| bounded(words, limit, path))
}

fn bounded(words: &str, limit: usize, path: &str) -> Result<(), Refusal> {
    if words.chars().count() > limit || json_bytes(words) > limit * BYTES_PER_CHARACTER {
        return Err(refuse_naming(rules::C_TEXT_LENGTH, path, limit.to_string()));
    }
    Ok(())
}

/// A list of bounded length.
pub(crate) fn at_most(len: usize, limit: usize, path: &str) -> Result<(), Refusal> {
    if len > limit {
        Err(refuse_naming(rules::C_TOO_MANY, path, limit.to_string()))
    } else {
        Ok(())
    }
}

/// The bytes that words take in the log.
pub(crate) fn json_bytes(words: &(impl serde::Serialize + ?Sized)) -> usize {
    serde_json::to_vec(words).map_or(usize::MAX, |bytes| bytes.len())
}

/// A whole that is bounded in bytes, because its parts together may be too much for one commit.
pub(crate) fn bounded_whole(
    whole: &(impl serde::Serialize + ?Sized),
    bytes: usize,
    path: &str,
) -> Result<(), Refusal> {
    if json_bytes(whole) > bytes {
        return Err(refuse_naming(rules::C_TEXT_TOTAL, path, (bytes / 1024).to_string()));
    }
    Ok(())
}

/// Texts in several languages: each language once, none of them empty; the list itself may be.
pub(crate) fn local(texts: &[LocalText], limit: usize, path: &str) -> Result<(), Refusal> {
    at_most(texts.len(), limits::LANGUAGES, path)?;
    for (index, text) in texts.iter().enumerate() {
        let twice = texts[..index].iter().any(|t| t.lang.eq_ignore_ascii_case(&text.lang));
        if twice || !is_language_tag(&text.lang) {
            return Err(refuse_naming(
                rules::C_LANGUAGE,
                format!("{path}.{index}.lang"),
                &text.lang,
            ));
        }
        required(&text.text, limit, &format!("{path}.{index}.text"), rules::C_EMPTY_TEXT)?;
    }
    Ok(())
}

/// Like [`local`], with at least one language.
pub(crate) fn local_required(texts: &[LocalText], limit: usize, path: &str) -> Result<(), Refusal> {
    if texts.is_empty() {
        return Err(refuse_at(rules::C_EMPTY_TEXT, path));
    }
    local(texts, limit, path)
}

/// The shape of a BCP 47 tag: a primary language of 2 to 8 letters, then subtags of 1 to 8 letters or digits.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let letters =
        (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    let subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    tag.len() <= 35 && letters && parts.all(subtag)
}

/// Themes: few, and each a short code.
pub(crate) fn themes(themes: &[Theme], path: &str) -> Result<(), Refusal> {
    at_most(themes.len(), limits::THEMES, path)?;
    themes.iter().try_for_each(|t| required(&t.0, limits::LABEL, path, rules::C_EMPTY_TEXT))
}

/// Goals: 1 to 17.
pub(crate) fn sdgs(sdgs: &[Sdg], path: &str) -> Result<(), Refusal> {
    at_most(sdgs.len(), 17, path)?;
    match sdgs.iter().find(|sdg| !(1..=17).contains(&sdg.0)) {
        Some(sdg) => Err(refuse_naming(rules::C_SDG, path, sdg.0.to_string())),
        None => Ok(()),
    }
}

/// A date known to the year, the month or the day, that exists.
pub(crate) fn partial_date(date: Option<&PartialDate>, path: &str) -> Result<(), Refusal> {
    match date {
        Some(date) if !is_partial_date(&date.0) => Err(refuse_naming(
            rules::C_PARTIAL_DATE,
            path,
            date.0.chars().take(40).collect::<String>(),
        )),
        Some(_) | None => Ok(()),
    }
}

/// Like [`partial_date`], of something that has happened.
pub(crate) fn past(date: Option<&PartialDate>, today: Date, path: &str) -> Result<(), Refusal> {
    partial_date(date, path)?;
    let now = today.to_string();
    match date {
        Some(date) if now.get(..date.0.len()).is_some_and(|now| date.0.as_str() > now) => {
            Err(refuse_at(rules::C_FUTURE_DATE, path))
        }
        Some(_) | None => Ok(()),
    }
}

fn is_partial_date(date: &str) -> bool {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        10 => date.to_owned(),
        _ => return false,
    };
    let shape = whole.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shape && whole.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_partial_date_or_refused_without_a_panic() {
        let today = jiff::civil::date(2026, 3, 9);
        bolero::check!().with_type().for_each(|(known, bytes): &(u8, Vec<u8>)| {
            let starts = ["", "1963", "1963-", "1963-05-", "2026-02-"];
            let start = starts[usize::from(*known) % starts.len()];
            let date = PartialDate(format!("{start}{}", String::from_utf8_lossy(bytes)));
            if past(Some(&date), today, "on").is_ok() {
                assert!(matches!(date.0.len(), 4 | 7 | 10), "{}", date.0);
            }
        });
    }
}
