//! Screening: what the rules of law find in the parties, themes and texts of an act; the same for every kind of act.

use jiff::civil::Date;

use super::{
    FRENCH, H_SUPERSEDED, PartyFacts, R_01, R_02, R_03, R_04, R_05, R_06, R_07, R_08, R_09,
    R_09_OVERSEAS, R_10, R_11, R_13, R_13_UNDESCRIBED, R_14, R_27, R_28, R_36, RuleId, rule,
};
use crate::cooperation::{CouncilDecision, Party, Side, Theme, Vote, is_french_authority, sides};
use crate::organisation::Kind;
use crate::partnership::Benefit;
use crate::refusal::Refusal;
use crate::territory::{Fact, Status};
use crate::text::LocalText;

/// The ratio of inhabitants from which partners are told that they differ much.
pub const DISPARITY: u64 = 10;

/// What the rules find in the parties and themes of any act on `today`: blocks first, then warnings.
///
/// Each finding names the party by `parties.<index>.organisation` (R-05, R-09…, merged records).
#[must_use]
pub fn screen(parties: &[PartyFacts], themes: &[Theme], today: Date) -> Vec<Refusal> {
    screen_each(parties, themes, today).into_iter().map(|(_, finding)| finding).collect()
}

/// As [`screen`], each finding with the index of the party it is about, where it is about one.
pub(crate) fn screen_each(
    parties: &[PartyFacts],
    themes: &[Theme],
    today: Date,
) -> Vec<(Option<usize>, Refusal)> {
    let mut found = Vec::new();
    for (index, party) in parties.iter().enumerate() {
        let mut of_party = identity(party, index);
        of_party.extend(against_state(parties, party, index, today));
        of_party.extend(against_register(parties, party, index, today));
        of_party.extend(against_speciality(party, themes, index));
        found.extend(of_party.into_iter().map(|finding| (Some(index), finding)));
    }
    found.extend(disparity(parties).map(|finding| (None, finding)));
    found.retain(|(_, finding)| {
        let rule = rule(finding.rule);
        rule.in_force(today) && parties.iter().any(|party| rule.binds(&party.country))
    });
    found.sort_by_key(|(_, finding)| gravity(finding));
    found
}

/// One original must be in French as soon as a French authority is a party; `languages` are those of the texts.
#[must_use]
pub fn french_original(languages: &[String], parties: &[PartyFacts]) -> Option<Refusal> {
    let french = parties.iter().find(|party| is_french(party))?;
    let is_fr =
        |tag: &String| tag.split('-').next().is_some_and(|lang| lang.eq_ignore_ascii_case("fr"));
    (!languages.iter().any(is_fr)).then(|| naming(R_04, "charter", vec![french.name.clone()]))
}

/// An agreement with a French party states its object, in general words if need be.
#[must_use]
pub fn object_stated(texts: &[LocalText], parties: &[PartyFacts]) -> Option<Refusal> {
    let empty = texts.iter().all(|t| t.text.trim().is_empty());
    (empty && parties.iter().any(is_french)).then(|| naming(R_06, "purpose", Vec::new()))
}

/// Every side says what it expects and brings; one remark that names the sides which have not.
#[must_use]
pub fn reciprocity(benefits: &[Benefit], parties: &[Party]) -> Option<Refusal> {
    let stated = |side: &Side| {
        benefits.iter().any(|benefit| {
            benefit.side == *side
                && !benefit.expects.trim().is_empty()
                && !benefit.brings.trim().is_empty()
        })
    };
    let silent: Vec<_> =
        sides(parties).iter().filter(|side| !stated(side)).map(|side| side.0.to_string()).collect();
    (!silent.is_empty()).then(|| naming(R_28, "benefits", vec![silent.join(", ")]))
}

/// The deliberation of a French authority before an action is active: adopted, with its motives and modalities
/// and an estimate of its commitments (R-08; "none" is an answer). Others deliberate as their own law says.
#[must_use]
pub fn deliberation_complete(
    party: &PartyFacts,
    decision: Option<&CouncilDecision>,
    today: Date,
) -> Vec<Refusal> {
    if !is_french(party) || !is_authority(party.kind) {
        return Vec::new();
    }
    let mut found = match decision {
        Some(decision) if decision.outcome == Vote::Adopted => incomplete(party, decision),
        Some(_) | None => vec![naming(R_02, "decisions", vec![party.name.clone()])],
    };
    found.retain(|finding| rule(finding.rule).in_force(today));
    found
}

/// What French authorities among the parties are told to do or to know: transmission, free duration, no
/// condition of local interest, commitments of France. None of it refuses: the platform records what is
/// done, the State judges it.
#[must_use]
pub fn formalities(parties: &[PartyFacts], today: Date) -> Vec<Refusal> {
    let mut found = Vec::new();
    for (index, party) in parties.iter().enumerate().filter(|(_, party)| is_french(party)) {
        for id in [R_03, R_36] {
            found.push(naming(id, &path(index), vec![party.name.clone()]));
        }
    }
    if !found.is_empty() {
        found.extend([R_07, R_14].map(|id| Refusal { rule: id, path: None, detail: Vec::new() }));
    }
    found.retain(|finding| rule(finding.rule).in_force(today));
    found
}

/// True for a French authority, on either side of the oceans.
#[must_use]
pub fn is_french(party: &PartyFacts) -> bool {
    is_french_authority(party.kind) && is_french_code(&party.country)
}

fn is_french_code(code: &str) -> bool {
    FRENCH.iter().any(|known| known.eq_ignore_ascii_case(code))
}

fn is_authority(kind: Kind) -> bool {
    is_french_authority(kind) || matches!(kind, Kind::ForeignLocalAuthority | Kind::FederatedState)
}

fn incomplete(party: &PartyFacts, decision: &CouncilDecision) -> Vec<Refusal> {
    let lacks = |words: &Option<String>| words.as_deref().is_none_or(|w| w.trim().is_empty());
    let lacking: Vec<_> =
        [("part.motives", &decision.motives), ("part.modalities", &decision.modalities)]
            .into_iter()
            .filter(|(_, words)| lacks(words))
            .map(|(part, _)| part)
            .collect();
    let mut found = Vec::new();
    if !lacking.is_empty() {
        found.push(naming(R_01, "decisions", vec![party.name.clone(), lacking.join(", ")]));
    }
    if lacks(&decision.financial_means) {
        found.push(naming(R_08, "decisions", vec![party.name.clone()]));
    }
    found
}

fn identity(party: &PartyFacts, index: usize) -> Vec<Refusal> {
    let mut found = Vec::new();
    if party.name.trim().is_empty() {
        found.push(naming(R_05, &path(index), Vec::new()));
    }
    if party.superseded {
        found.push(naming(H_SUPERSEDED, &path(index), vec![party.name.clone()]));
    }
    found
}

/// a federated state is no sovereign State. When all French parties are overseas, the regime of prior
/// authorisation takes over from its first day on.
fn against_state(
    parties: &[PartyFacts],
    party: &PartyFacts,
    index: usize,
    today: Date,
) -> Option<Refusal> {
    let sovereign = matches!(party.kind, Kind::State | Kind::StateService);
    if !sovereign || is_french_code(&party.country) {
        return None;
    }
    let mut french = parties.iter().filter(|other| is_french(other)).peekable();
    french.peek()?;
    let excepted = rule(R_09_OVERSEAS).in_force(today) && french.all(is_overseas);
    let id = if excepted { R_09_OVERSEAS } else { R_09 };
    Some(naming(id, &path(index), vec![party.name.clone()]))
}

fn is_overseas(party: &PartyFacts) -> bool {
    party.profile.overseas || party.kind == Kind::OverseasCollectivity
}

/// what the register says of a party, as its partners' own States see it on that day.
fn against_register(
    parties: &[PartyFacts],
    party: &PartyFacts,
    index: usize,
    today: Date,
) -> Vec<Refusal> {
    let seen = |fact: &&Fact| {
        fact.holds_on(today)
            && parties.iter().enumerate().any(|(i, other)| i != index && sees_as(other, fact))
    };
    let finding = |fact: &Fact| {
        let id = match fact.status {
            Status::NotRecognised => R_10,
            Status::Sanctioned => R_11,
        };
        naming(id, &path(index), vec![party.name.clone(), fact.source.clone()])
    };
    party.territory.iter().filter(seen).map(finding).collect()
}

fn sees_as(party: &PartyFacts, fact: &Fact) -> bool {
    party.country.eq_ignore_ascii_case(&fact.seen_from)
        || (fact.seen_from.eq_ignore_ascii_case("FR") && is_french_code(&party.country))
}

/// only groupings are bound by speciality; one that has not described its competences is reminded.
fn against_speciality(party: &PartyFacts, themes: &[Theme], index: usize) -> Vec<Refusal> {
    if party.kind != Kind::Grouping || themes.is_empty() {
        return Vec::new();
    }
    let competences = &party.profile.competences;
    if competences.is_empty() {
        return vec![naming(R_13_UNDESCRIBED, &path(index), vec![party.name.clone()])];
    }
    let outside = |theme: &&Theme| !competences.iter().any(|own| own.covers(theme));
    let finding = |theme: &Theme| naming(R_13, "themes", vec![party.name.clone(), theme.0.clone()]);
    themes.iter().filter(outside).map(finding).collect()
}

/// the smallest and the largest local authority, when one has [`DISPARITY`] times the inhabitants of the other.
fn disparity(parties: &[PartyFacts]) -> Option<Refusal> {
    let counted = || {
        let known = |p: &PartyFacts| p.population.filter(|n| *n > 0 && is_authority(p.kind));
        parties.iter().filter_map(move |p| known(p).map(|n| (n, p)))
    };
    let (least, small) = counted().min_by_key(|(n, _)| *n)?;
    let (most, large) = counted().max_by_key(|(n, _)| *n)?;
    let far = most >= least.saturating_mul(DISPARITY);
    far.then(|| naming(R_27, "parties", vec![large.name.clone(), small.name.clone()]))
}

fn gravity(finding: &Refusal) -> u8 {
    match finding.severity() {
        super::Severity::Block => 0,
        super::Severity::Warn => 1,
        super::Severity::Inform => 2,
    }
}

fn path(index: usize) -> String {
    format!("parties.{index}.organisation")
}

fn naming(rule: RuleId, path: &str, detail: Vec<String>) -> Refusal {
    Refusal { rule, path: Some(path.to_owned()), detail }
}
