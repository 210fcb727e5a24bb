//! Filling of sentences: `{gap}` is replaced, `{de gap}` and `{à gap}` with French elision, `[…]` falls away when empty.

use std::collections::HashMap;

/// What fills the gaps of a sentence, by name.
#[derive(Debug, Clone, Default)]
pub struct Parts(HashMap<&'static str, String>);

impl Parts {
    /// Sets a part; empty words leave the gap empty.
    pub fn set(&mut self, name: &'static str, words: impl Into<String>) {
        let words = words.into();
        if !words.is_empty() {
            self.0.insert(name, words);
        }
    }

    /// Sets a part that may be absent.
    pub fn maybe(&mut self, name: &'static str, words: Option<impl Into<String>>) {
        if let Some(words) = words {
            self.set(name, words);
        }
    }
}

/// The sentence with its gaps filled and a capital first letter. A gap outside brackets that stays empty becomes "…".
#[must_use]
pub fn fill(sentence: &str, parts: &Parts) -> String {
    let mut out = String::with_capacity(sentence.len() + 64);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap_or((after, ""));
        out.push_str(&gaps(before, parts).unwrap_or_else(|partial| partial));
        if let Ok(words) = gaps(inside, parts) {
            out.push_str(&words);
        }
        rest = after;
    }
    out.push_str(&gaps(rest, parts).unwrap_or_else(|partial| partial));
    capital(&out)
}

/// Fills the gaps; `Err` holds the text with "…" where a part was missing.
fn gaps(text: &str, parts: &Parts) -> Result<String, String> {
    let mut pieces = text.split('{');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut complete = true;
    for piece in pieces {
        let (gap, after) = piece.split_once('}').unwrap_or((piece, ""));
        let (word, name) = gap.split_once(' ').unwrap_or(("", gap));
        if let Some(words) = parts.0.get(name) {
            out.push_str(&with(word, words));
        } else {
            complete = false;
            out.push('…');
        }
        out.push_str(after);
    }
    if complete { Ok(out) } else { Err(out) }
}

/// The words after a French `de` or `à`: "d’Étienne", "du Havre", "aux Abymes", "de Mopti".
fn with(preposition: &str, words: &str) -> String {
    let (le, les, elided, plain) = match preposition {
        "de" => ("du ", "des ", "d’", "de "),
        "à" => ("au ", "aux ", "à ", "à "),
        _ => return words.to_owned(),
    };
    if let Some(rest) = words.strip_prefix("Le ") {
        return format!("{le}{rest}");
    }
    if let Some(rest) = words.strip_prefix("Les ") {
        return format!("{les}{rest}");
    }
    let vowel = words
        .chars()
        .next()
        .is_some_and(|first| "AEIOUYÀÂÉÈÊËÎÏÔÙÛŒaeiouyàâéèêëîïôùûœ".contains(first));
    format!("{}{words}", if vowel { elided } else { plain })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(pairs: &[(&'static str, &str)]) -> Parts {
        let mut parts = Parts::default();
        for (name, words) in pairs {
            parts.set(name, *words);
        }
        parts
    }

    #[test]
    fn a_part_in_brackets_falls_away_when_its_gap_is_empty() {
        let sentence = "{actor} planned “{exchange}”[ ({place})]";
        let some = parts(&[("actor", "Mopti"), ("exchange", "Tour"), ("place", "hall")]);
        assert_eq!(fill(sentence, &some), "Mopti planned “Tour” (hall)");
        let none = parts(&[("actor", "Mopti"), ("exchange", "Tour")]);
        assert_eq!(fill(sentence, &none), "Mopti planned “Tour”");
    }

    #[test]
    fn french_prepositions_meet_the_name_as_in_speech() {
        let said =
            |name: &str| fill("conseil {de organisation}", &parts(&[("organisation", name)]));
        assert_eq!(said("Étampes"), "Conseil d’Étampes");
        assert_eq!(said("Le Havre"), "Conseil du Havre");
        assert_eq!(said("Les Abymes"), "Conseil des Abymes");
        assert_eq!(said("Mopti"), "Conseil de Mopti");
        assert_eq!(fill("{à into}", &parts(&[("into", "Le Havre")])), "Au Havre");
    }

    #[test]
    fn what_people_wrote_is_never_read_as_gaps() {
        let sentence = "{reason} [{place}]";
        let tricky = parts(&[("reason", "{actor} [x]"), ("place", "{title}")]);
        assert_eq!(fill(sentence, &tricky), "{actor} [x] {title}");
    }
}
