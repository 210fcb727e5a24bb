//! What may be written into an organisation's record: names, codes, points, identifiers, a profile.

use super::{Identifier, Name, NameUse, Place, Profile};
use crate::cooperation::{limits, refuse_at, refuse_naming, words};
use crate::refusal::Refusal;
use crate::rules;

/// Names of one organisation.
pub(super) const NAMES: usize = 60;
/// Identifiers of one organisation.
pub(super) const IDENTIFIERS: usize = 40;
/// Claims that wait at the same time.
pub(super) const CLAIMS: usize = 50;
/// Seats of one organisation, offered ones included.
pub(super) const SEATS: usize = 500;
/// Languages, traits, competences or wishes of a profile.
const PROFILE: usize = 60;

/// At least one name, the first of them fit to be shown first, each with its language.
pub(super) fn names(names: &[Name]) -> Result<(), Refusal> {
    words::at_most(names.len(), NAMES, "names")?;
    let first = names.first().map(|name| name.use_as);
    if !matches!(first, Some(NameUse::Official | NameUse::Translation)) {
        return Err(refuse_at(rules::H_OFFICIAL_NAME, "names"));
    }
    for (index, name) in names.iter().enumerate() {
        words::required(
            &name.text,
            limits::SHORT,
            &format!("names.{index}.text"),
            rules::H_MISSING,
        )?;
        language(&name.lang, &format!("names.{index}.lang"))?;
    }
    Ok(())
}

/// ISO 3166-1 alpha-2 in upper case; which of them exist is for the reference data to say.
pub(crate) fn country(code: &str, path: &str) -> Result<(), Refusal> {
    let fits = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if fits { Ok(()) } else { Err(refuse_naming(rules::H_COUNTRY, path, shortened(code))) }
}

/// A code that the country register can have.
pub(super) fn territory(code: Option<&str>) -> Result<(), Refusal> {
    match code {
        Some(code) if crate::codec::Subject::territory(code).is_none() => {
            Err(refuse_naming(rules::H_COUNTRY, "territory", shortened(code)))
        }
        Some(_) | None => Ok(()),
    }
}

/// A point on the globe.
pub(super) fn place(place: Option<&Place>) -> Result<(), Refusal> {
    let on_globe = |place: &Place| {
        (-90.0..=90.0).contains(&place.latitude) && (-180.0..=180.0).contains(&place.longitude)
    };
    if place.is_none_or(on_globe) { Ok(()) } else { Err(refuse_at(rules::H_PLACE, "place")) }
}

/// Few, each well formed.
pub(super) fn identifiers(identifiers: &[Identifier]) -> Result<(), Refusal> {
    words::at_most(identifiers.len(), IDENTIFIERS, "identifiers")?;
    let mut each = identifiers.iter().enumerate();
    each.try_for_each(|(index, one)| identifier(one, &format!("identifiers.{index}")))
}

/// A register in lower case and a value without blanks.
pub(super) fn identifier(identifier: &Identifier, path: &str) -> Result<(), Refusal> {
    let Identifier { scheme, value } = identifier;
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let fits = (1..=40).contains(&scheme.len())
        && scheme.bytes().all(known)
        && (1..=100).contains(&value.len())
        && !value.chars().any(|c| c.is_whitespace() || c.is_control());
    let shown = || shortened(&format!("{scheme}:{value}"));
    if fits { Ok(()) } else { Err(refuse_naming(rules::H_IDENTIFIER, path, shown())) }
}

/// Lists of bounded length, languages as tags.
pub(super) fn profile(profile: &Profile) -> Result<(), Refusal> {
    words::at_most(profile.languages.len(), PROFILE, "profile.languages")?;
    words::at_most(profile.traits.len(), PROFILE, "profile.traits")?;
    words::at_most(profile.competences.len(), PROFILE, "profile.competences")?;
    for tag in &profile.languages {
        language(tag, "profile.languages")?;
    }
    let codes = profile.competences.iter().map(|theme| (&theme.0, "profile.competences"));
    let words_of = profile.traits.iter().map(|word| (word, "profile.traits"));
    for (word, path) in codes.chain(words_of) {
        words::required(word, limits::LABEL, path, rules::H_MISSING)?;
    }
    words::themes(&profile.wishes, "profile.wishes")
}

fn language(tag: &str, path: &str) -> Result<(), Refusal> {
    if words::is_language_tag(tag) {
        Ok(())
    } else {
        Err(refuse_naming(rules::C_LANGUAGE, path, shortened(tag)))
    }
}

/// What was written, cut short so that a refusal stays readable.
fn shortened(words: &str) -> String {
    words.chars().take(40).collect()
}
