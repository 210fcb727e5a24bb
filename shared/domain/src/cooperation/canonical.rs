//! The canonical form of a text and its hash: what a consent is given to, whatever the keyboard and the order of entry.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::TextHash;
use crate::text::LocalText;

/// Hashes parts one after the other, each with its length before it, so that no two sequences of parts look the same.
pub(crate) struct Canonical(Sha256);

impl Canonical {
    /// Starts a form; `name` keeps the hashes of different kinds of text apart.
    pub(crate) fn of(name: &str) -> Self {
        Self(Sha256::new()).part(name)
    }

    /// Adds a part exactly as it is.
    pub(crate) fn part(mut self, part: &str) -> Self {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part.as_bytes());
        self
    }

    /// Adds how many parts follow.
    pub(crate) fn count(mut self, count: usize) -> Self {
        self.0.update((count as u64).to_be_bytes());
        self
    }

    /// Adds words in their canonical form.
    pub(crate) fn words(self, words: &str) -> Self {
        self.part(&canonical(words))
    }

    /// Adds the languages of a text in the order of their tags.
    pub(crate) fn texts(self, texts: &[LocalText]) -> Self {
        let mut sorted: Vec<_> =
            texts.iter().map(|t| (t.lang.to_ascii_lowercase(), canonical(&t.text))).collect();
        sorted.sort();
        let start = self.count(sorted.len());
        sorted.iter().fold(start, |form, (lang, text)| form.part(lang).part(text))
    }

    /// Adds words whose order says nothing.
    pub(crate) fn set<'a>(self, items: impl Iterator<Item = &'a str>) -> Self {
        let mut sorted: Vec<_> = items.map(canonical).collect();
        sorted.sort();
        let start = self.count(sorted.len());
        sorted.iter().fold(start, |form, item| form.part(item))
    }

    /// The hash, in hex.
    pub(crate) fn hash(self) -> TextHash {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        }
        TextHash(hex)
    }
}

/// Unicode NFC, one kind of line end, no blanks at the end of a line or of the text.
fn canonical(words: &str) -> String {
    let composed: String = words.nfc().collect();
    let lines: Vec<_> = composed.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}
