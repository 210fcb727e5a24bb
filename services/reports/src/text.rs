//! Texts of people on their way into a document: what no format can hold is left out, very long words may break.

/// Characters of a word after which a line may break inside it.
const UNBROKEN: usize = 24;

/// What a document can hold: no control characters besides the end of a line.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().map(|one| if one == '\t' { ' ' } else { one }).filter(|one| fits(*one)).collect()
}

fn fits(one: char) -> bool {
    // XML 1.0 has no words for these, and U+FFFE and U+FFFF are no characters at all.
    one == '\n' || !(one.is_control() || matches!(one, '\u{fffe}' | '\u{ffff}'))
}

/// The same, with places at which a very long word may break: hashes and addresses would leave the page.
pub(crate) fn breakable(text: &str) -> String {
    let clean = clean(text);
    let mut out = String::with_capacity(clean.len());
    let mut run = 0;
    for one in clean.chars() {
        run = if one.is_whitespace() { 0 } else { run + 1 };
        out.push(one);
        if run >= UNBROKEN {
            out.push('\u{200b}');
            run = UNBROKEN / 2;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{UNBROKEN, breakable, clean};

    proptest! {
        #[test]
        fn words_stay_the_words_of_people(text in "\\PC{0,80}") {
            prop_assert_eq!(clean(&text), text.clone());
            prop_assert_eq!(breakable(&text).replace('\u{200b}', ""), text.replace('\u{200b}', ""));
        }

        #[test]
        fn no_line_is_longer_than_a_page_is_wide(text in "[a-z ]{0,200}") {
            let longest = breakable(&text).split([' ', '\u{200b}']).map(str::len).max();
            prop_assert!(longest.unwrap_or_default() <= UNBROKEN);
        }
    }

    #[test]
    fn what_no_format_can_hold_is_left_out() {
        assert_eq!(clean("a\u{0}b\u{8}c\r\nd\te\u{ffff}"), "abc\nd ef".replace('f', ""));
    }
}
