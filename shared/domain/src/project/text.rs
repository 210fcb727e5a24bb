//! The description: what may be written, and its hash.

use super::{Description, Draft, limits as own};
use crate::cooperation::{Canonical, Party, TextHash, limits, refuse_at, side_of, words};
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

/// The hash of a description: the same for the same words, days and codes, whatever the order of languages, themes, goals
/// and markers. The order of objectives and results is part of it: indicators name results by their place.
#[must_use]
pub fn hash_of(draft: &Draft) -> TextHash {
    let benefit = |one: &crate::partnership::Benefit| {
        format!("{}\u{1f}{}\u{1f}{}", one.side.0, one.expects, one.brings)
    };
    let benefits: Vec<_> = draft.benefits.iter().map(benefit).collect();
    let sdgs: Vec<_> = draft.sdgs.iter().map(|sdg| sdg.0.to_string()).collect();
    let markers: Vec<_> =
        draft.markers.iter().map(|one| format!("{:?} {}", one.marker, one.level)).collect();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let form =
        Canonical::of("project").texts(&draft.title).texts(&draft.summary).texts(&draft.objective);
    let form = lists(lists(form, &draft.specific), &draft.results);
    form.set(benefits.iter().map(String::as_str))
        .part(&day(draft.starts))
        .part(&day(draft.ends))
        .set(draft.themes.iter().map(|theme| theme.0.as_str()))
        .set(sdgs.iter().map(String::as_str))
        .set(markers.iter().map(String::as_str))
        .hash()
}

fn lists(form: Canonical, lists: &[Vec<LocalText>]) -> Canonical {
    lists.iter().fold(form.count(lists.len()), |form, texts| form.texts(texts))
}

/// The description as it enters the log.
pub(super) fn written(draft: Draft, parties: &[Party]) -> Result<Description, Refusal> {
    words::local_required(&draft.title, limits::TITLE, "title")?;
    words::local_required(&draft.summary, limits::PURPOSE, "summary")?;
    words::local(&draft.objective, limits::BENEFIT, "objective")?;
    points(&draft.specific, own::OBJECTIVES, "specific")?;
    points(&draft.results, own::RESULTS, "results")?;
    benefits(&draft, parties)?;
    words::themes(&draft.themes, "themes")?;
    words::sdgs(&draft.sdgs, "sdgs")?;
    markers(&draft)?;
    if draft.ends.is_some_and(|ends| draft.starts.is_some_and(|starts| ends < starts)) {
        return Err(refuse_at(rules::C_DATES, "ends"));
    }
    let hash = hash_of(&draft);
    let Draft { title, summary, objective, specific, results, benefits, .. } = draft;
    let Draft { starts, ends, themes, sdgs, markers, .. } = draft;
    let description = Description {
        title,
        summary,
        objective,
        specific,
        results,
        benefits,
        starts,
        ends,
        themes,
        sdgs,
        markers,
        hash,
    };
    words::bounded_whole(&description, own::DESCRIPTION_BYTES, "summary")?;
    Ok(description)
}

fn points(points: &[Vec<LocalText>], limit: usize, path: &str) -> Result<(), Refusal> {
    words::at_most(points.len(), limit, path)?;
    points.iter().enumerate().try_for_each(|(index, point)| {
        words::local_required(point, limits::BENEFIT, &format!("{path}.{index}"))
    })
}

fn benefits(draft: &Draft, parties: &[Party]) -> Result<(), Refusal> {
    words::at_most(draft.benefits.len(), limits::PARTIES, "benefits")?;
    for (index, one) in draft.benefits.iter().enumerate() {
        let at = |field: &str| format!("benefits.{index}.{field}");
        let known = parties.iter().any(|party| party.side == one.side);
        let twice = draft.benefits[..index].iter().any(|other| other.side == one.side);
        if !known || twice {
            return Err(refuse_at(rules::C_BENEFIT_SIDE, at("side")));
        }
        words::optional(Some(&one.expects), limits::BENEFIT, &at("expects"))?;
        words::optional(Some(&one.brings), limits::BENEFIT, &at("brings"))?;
    }
    Ok(())
}

fn markers(draft: &Draft) -> Result<(), Refusal> {
    words::at_most(draft.markers.len(), own::MARKERS, "markers")?;
    let wrong = |(index, one): (usize, &super::Marking)| {
        one.level > 2 || draft.markers[..index].iter().any(|other| other.marker == one.marker)
    };
    if draft.markers.iter().enumerate().any(wrong) {
        return Err(refuse_at(rules::PJ_MARKER, "markers"));
    }
    Ok(())
}

/// The organisation is a party of the project.
pub(super) fn check_party(
    parties: &[Party],
    organisation: crate::ids::OrganisationId,
) -> Result<(), Refusal> {
    side_of(parties, organisation).map(|_| ()).ok_or_else(|| refuse_at(rules::PJ_PARTY, "party"))
}
