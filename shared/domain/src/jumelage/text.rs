//! The charter: its hash, its languages, and whether an author speaks of the text as it stands.

use super::state::State;
use crate::cooperation::{Canonical, CharterText, TextHash, limits, refuse_at, words};
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

/// The hash of a charter: the same for the same words, whatever the order of its languages, the keyboard that composed
/// its accents, its line ends and the blanks at the end of its lines.
#[must_use]
pub fn hash_of(texts: &[LocalText]) -> TextHash {
    Canonical::of("charter").texts(texts).hash()
}

/// The charter as it enters the log.
pub(super) fn written(texts: Vec<LocalText>) -> Result<CharterText, Refusal> {
    words::local_required(&texts, limits::CHARTER, "charter")?;
    words::bounded_whole(&texts, limits::CHARTER_BYTES, "charter")?;
    let hash = hash_of(&texts);
    Ok(CharterText { texts, hash })
}

/// The author had the present text before them.
pub(super) fn check_present(state: &State, hash: &TextHash, path: &str) -> Result<(), Refusal> {
    if state.charter.as_ref() == Some(hash) {
        return Ok(());
    }
    Err(refuse_at(rules::C_STALE_TEXT, path))
}

/// The author speaks of the present text or of an earlier one.
pub(super) fn check_known(state: &State, about: &TextHash) -> Result<(), Refusal> {
    if state.charter.as_ref() == Some(about) || state.earlier.contains(about) {
        return Ok(());
    }
    Err(refuse_at(rules::C_UNKNOWN_TEXT, "about"))
}
