//! Names of files: what is kept of them, so that no name leads anywhere, hides its ending or breaks a header.

use super::{MediaType, NAME};

/// The name as it is kept: without folders, control characters, marks that turn the direction of writing and quotes, and of
/// a length that every file system takes; its ending is one of `media`. `None` when nothing is left of it.
#[must_use]
pub fn cleaned(name: &str, media: MediaType) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().map(|c| if harmless(c) { c } else { ' ' }).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let (stem, ending) = match words.rsplit_once('.') {
        Some((stem, ending)) if MediaType::of_name(&words) == Some(media) => {
            (stem, ending.to_ascii_lowercase())
        }
        _ => (words.as_str(), media.endings()[0].to_owned()),
    };
    let room = NAME - ending.len() - 1;
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(room).collect();
    // The cut may have bared a point or a space.
    let stem = stem.trim_end_matches(['.', ' ']);
    (!stem.is_empty()).then(|| format!("{stem}.{ending}"))
}

/// Characters that say something and do nothing.
fn harmless(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unseen =
        matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{2028}' | '\u{2029}');
    !(c.is_control() || turns || unseen || matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*'))
}
