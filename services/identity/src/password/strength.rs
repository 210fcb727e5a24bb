//! How much there is to guess in a password: what everybody uses counts as little as it takes to try it.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The commonest words, see the file's head.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});
/// Letters of the shortest and the longest common word.
const WORD: std::ops::RangeInclusive<usize> = 4..=20;

/// Keys beside each other, on the keyboards of the three languages; the alphabet and the digits are rows as well.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
    "zxcvbnm",
    "wxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgb",
];
/// Letters from which on a row, a repetition or an echo is seen as one.
const PATTERN: usize = 3;

/// What a letter adds that follows from nothing before it.
const LETTER: usize = 2;
/// What a word, a row or a year adds, however long it is.
const KNOWN: usize = 4;
/// What a repetition of what stands before adds.
const ECHO: usize = 1;
/// Less than this is refused: eight free letters, or four words that are known to be common.
pub(super) const ENOUGH: usize = 16;

/// How much there is to guess in `password`; `own` are words that anybody would try with this person.
pub(super) fn strength(password: &str, own: &[String]) -> usize {
    let typed: Vec<char> = password.to_lowercase().chars().collect();
    let meant: Vec<char> = typed.iter().copied().map(meant).collect();
    let mut at = 0;
    let mut sum = 0;
    while at < typed.len() {
        let known = [
            word(&meant[at..], own),
            word(&typed[at..], own),
            row(&typed[at..]),
            year(&typed[at..]),
        ];
        let (known, echo) = (known.into_iter().max().unwrap_or(0), echo(&typed, at));
        let (length, worth) = match (known, echo) {
            (0, 0) => (1, LETTER),
            (known, echo) if echo >= known => (echo, ECHO),
            (known, _) => (known, KNOWN),
        };
        at += length;
        sum += worth;
    }
    sum
}

/// The letter that a digit, a sign or an accented letter stands for.
fn meant(typed: char) -> char {
    match typed {
        '1' | '!' | 'í' | 'î' | 'ï' => 'i',
        '3' | '€' | 'é' | 'è' | 'ê' | 'ë' => 'e',
        '4' | '@' | 'á' | 'à' | 'â' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        'ç' => 'c',
        'ñ' => 'n',
        '0' | 'ó' | 'ô' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}

/// Letters of the longest common or own word at the beginning.
fn word(letters: &[char], own: &[String]) -> usize {
    let longest = letters.len().min(*WORD.end());
    let head: String = letters[..longest].iter().collect();
    let own = own.iter().filter(|word| head.starts_with(word.as_str()));
    let own = own.map(|word| word.chars().count()).max().unwrap_or(0);
    let common = (*WORD.start()..=longest).rev().find(|&length| {
        let word: String = letters[..length].iter().collect();
        COMMON.contains(word.as_str())
    });
    own.max(common.unwrap_or(0))
}

/// Letters of a row of keys, of the alphabet or of digits at the beginning, in either direction.
fn row(letters: &[char]) -> usize {
    let along = |row: &str| -> usize {
        let run = |row: Vec<char>| {
            let starts = 0..row.len();
            starts.map(|start| shared(&row[start..], letters)).max().unwrap_or(0)
        };
        run(row.chars().collect()).max(run(row.chars().rev().collect()))
    };
    seen(ROWS.iter().map(|row| along(row)).max().unwrap_or(0))
}

/// Digits of a year that people were born or live in.
fn year(letters: &[char]) -> usize {
    let is_year = letters.len() >= 4
        && matches!(letters[..2], ['1', '9'] | ['2', '0'])
        && letters[..4].iter().all(char::is_ascii_digit);
    if is_year { 4 } else { 0 }
}

/// Letters from `at` on that stand like this somewhere before, or one letter again and again.
fn echo(letters: &[char], at: usize) -> usize {
    let earlier = (0..at).map(|start| shared(&letters[start..at], &letters[at..]));
    let same = letters[at..].iter().take_while(|letter| **letter == letters[at]).count();
    seen(earlier.max().unwrap_or(0).max(same))
}

fn shared(one: &[char], other: &[char]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

fn seen(length: usize) -> usize {
    if length >= PATTERN { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_words_that_are_counted_as_such() {
        assert!(COMMON.len() > 3_000);
        assert!(
            COMMON.iter().all(|word| WORD.contains(&word.len())
                && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
        assert!(COMMON.contains("motdepasse") && COMMON.contains("contrasena"));
    }

    #[test]
    fn what_everybody_uses_counts_little_however_long_it_is() {
        for (password, strength_at_most) in [
            ("password", KNOWN),
            ("P@ssw0rd", KNOWN),
            ("contraseña", KNOWN),
            ("abcdefghijkl", KNOWN),
            ("987654321", KNOWN),
            ("azertyuiop", KNOWN),
            ("1999", KNOWN),
            ("zzzzzzzzzzzz", ECHO),
            ("xkvxkvxkvxkv", 3 * LETTER + 3 * ECHO),
        ] {
            assert!(strength(password, &[]) <= strength_at_most, "{password}");
        }
        assert_eq!(strength("xkvb", &[]), 4 * LETTER);
        assert_eq!(strength("tamalex", &["tamale".to_owned()]), KNOWN + LETTER);
    }
}
