//! The terms: their hash, what may be written into them, and whether an author speaks of them as they stand.

use super::state::State;
use super::{Benefit, Terms, TermsDraft};
use crate::cooperation::{Canonical, Party, TextHash, limits, refuse_at, sides, words};
use crate::refusal::Refusal;
use crate::rules;

/// The hash of terms: the same for the same content, whatever the order of languages, themes, goals, territories and
/// benefits, the keyboard that composed the accents and the blanks at the end of lines.
#[must_use]
pub fn hash_of(terms: &TermsDraft) -> TextHash {
    let mut goals: Vec<u8> = terms.sdgs.iter().map(|sdg| sdg.0).collect();
    goals.sort_unstable();
    let mut benefits: Vec<&Benefit> = terms.benefits.iter().collect();
    benefits.sort_by_key(|benefit| benefit.side);
    let goals: Vec<String> = goals.iter().map(u8::to_string).collect();
    let form = Canonical::of("terms")
        .texts(&terms.title)
        .texts(&terms.purpose)
        .set(terms.themes.iter().map(|theme| theme.0.as_str()))
        .set(goals.iter().map(String::as_str))
        .set(terms.territories.iter().map(String::as_str))
        .count(benefits.len());
    let add = |form: Canonical, benefit: &&Benefit| {
        form.part(&benefit.side.0.to_string()).words(&benefit.expects).words(&benefit.brings)
    };
    benefits.iter().fold(form, add).hash()
}

/// The terms as they enter the log. A proposal says what it is for; of an older partnership the title is enough.
pub(super) fn written(
    draft: TermsDraft,
    parties: &[Party],
    purpose_needed: bool,
) -> Result<Terms, Refusal> {
    words::local_required(&draft.title, limits::TITLE, "terms.title")?;
    if purpose_needed {
        words::local_required(&draft.purpose, limits::PURPOSE, "terms.purpose")?;
    } else {
        words::local(&draft.purpose, limits::PURPOSE, "terms.purpose")?;
    }
    words::themes(&draft.themes, "terms.themes")?;
    words::sdgs(&draft.sdgs, "terms.sdgs")?;
    words::at_most(draft.territories.len(), limits::TERRITORIES, "terms.territories")?;
    for territory in &draft.territories {
        words::required(territory, limits::SHORT, "terms.territories", rules::C_EMPTY_TEXT)?;
    }
    check_benefits(&draft.benefits, parties)?;
    let hash = hash_of(&draft);
    let TermsDraft { title, purpose, themes, sdgs, territories, benefits } = draft;
    let terms = Terms { title, purpose, themes, sdgs, territories, benefits, hash };
    words::bounded_whole(&terms, limits::TERMS_BYTES, "terms")?;
    Ok(terms)
}

fn check_benefits(benefits: &[Benefit], parties: &[Party]) -> Result<(), Refusal> {
    let sides = sides(parties);
    for (index, benefit) in benefits.iter().enumerate() {
        let path = format!("terms.benefits.{index}");
        let twice = benefits[..index].iter().any(|other| other.side == benefit.side);
        if twice || !sides.contains(&benefit.side) {
            return Err(refuse_at(rules::C_BENEFIT_SIDE, format!("{path}.side")));
        }
        words::optional(Some(&benefit.expects), limits::BENEFIT, &format!("{path}.expects"))?;
        words::optional(Some(&benefit.brings), limits::BENEFIT, &format!("{path}.brings"))?;
    }
    Ok(())
}

/// The author had the present terms before them.
pub(super) fn check_present(state: &State, hash: &TextHash, path: &str) -> Result<(), Refusal> {
    if state.terms.as_ref() == Some(hash) {
        return Ok(());
    }
    Err(refuse_at(rules::C_STALE_TEXT, path))
}

/// The author speaks of the present terms or of earlier ones.
pub(super) fn check_known(state: &State, about: &TextHash) -> Result<(), Refusal> {
    if state.terms.as_ref() == Some(about) || state.earlier.contains(about) {
        return Ok(());
    }
    Err(refuse_at(rules::C_UNKNOWN_TEXT, "about"))
}
