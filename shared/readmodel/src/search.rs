//! Full-text search: from what a person types to an expression of FTS5 over folded words.

use domain::fold::fold;

/// The words of `text` as an FTS5 expression: every word must occur, the last one as a beginning. `None` when `text`
/// has no letter or digit.
#[must_use]
pub fn match_query(text: &str) -> Option<String> {
    let folded = fold(text);
    let words: Vec<String> =
        folded.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', ""))).collect();
    if words.is_empty() { None } else { Some(format!("{}*", words.join(" "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_a_beginning_and_spellings_are_equal() {
        assert_eq!(match_query("Saint-Éti").as_deref(), Some("\"saint\" \"eti\"*"));
        assert_eq!(match_query("St Etienne"), match_query("saint-étienne"));
        assert_eq!(match_query(" -'  "), None);
    }
}
