//! Who acts: sides, parties, authorities, and the checks that twinnings and partnerships share.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{CouncilDecision, Party, PartyRole, Side, Theme, Vote, limits, words};
use crate::access::Visibility;
use crate::context::{Author, Context, Role};
use crate::ids::{OrganisationId, RemarkId};
use crate::organisation::Kind;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts, RuleId, Severity};

/// A refusal without further detail.
pub(crate) fn refuse(rule: RuleId) -> Refusal {
    Refusal { rule, path: None, detail: Vec::new() }
}

/// A refusal about a field of the input.
pub(crate) fn refuse_at(rule: RuleId, path: impl Into<String>) -> Refusal {
    Refusal { rule, path: Some(path.into()), detail: Vec::new() }
}

/// A refusal about a field of the input that names something.
pub(crate) fn refuse_naming(
    rule: RuleId,
    path: impl Into<String>,
    detail: impl Into<String>,
) -> Refusal {
    Refusal { rule, path: Some(path.into()), detail: vec![detail.into()] }
}

impl PartyRole {
    /// True for the roles whose council decides on a cooperation; operators, funders and hosts only take part.
    #[must_use]
    pub fn decides(self) -> bool {
        match self {
            Self::Lead | Self::CoLead | Self::Member => true,
            Self::Operator | Self::Funder | Self::Host => false,
        }
    }
}

/// The sides that `parties` stand on, each once, by number.
#[must_use]
pub fn sides(parties: &[Party]) -> Vec<Side> {
    let mut sides: Vec<_> = parties.iter().map(|party| party.side).collect();
    sides.sort_unstable();
    sides.dedup();
    sides
}

/// Checks that a new party may stand on `side`: one that exists or the next number.
pub(crate) fn check_side(parties: &[Party], side: Side) -> Result<(), Refusal> {
    let sides = sides(parties);
    let next = sides.last().map_or(1, |last| last.0.saturating_add(1));
    if sides.contains(&side) || side.0 == next {
        return Ok(());
    }
    Err(refuse_naming(rules::C_SIDE_NUMBER, "side", next.to_string()))
}

/// The side of an organisation, if it is a party.
#[must_use]
pub fn side_of(parties: &[Party], organisation: OrganisationId) -> Option<Side> {
    parties.iter().find(|party| party.organisation == organisation).map(|party| party.side)
}

/// The organisations that speak for a side.
#[must_use]
pub fn of_side(parties: &[Party], side: Side) -> Vec<OrganisationId> {
    parties.iter().filter(|party| party.side == side).map(|party| party.organisation).collect()
}

/// The parties whose council decides.
#[must_use]
pub fn authorities(parties: &[Party]) -> Vec<OrganisationId> {
    parties.iter().filter(|party| party.role.decides()).map(|party| party.organisation).collect()
}

/// The side that an organisation acts for.
pub(crate) fn acting_side(
    parties: &[Party],
    organisation: Option<OrganisationId>,
) -> Result<Side, Refusal> {
    organisation
        .and_then(|organisation| side_of(parties, organisation))
        .ok_or_else(|| refuse(rules::C_NOT_A_PARTY))
}

/// A remark is for one's own side or for all sides; the words of a negotiation are never more public than that.
pub(crate) fn check_remark_visibility(visibility: Visibility) -> Result<(), Refusal> {
    match visibility {
        Visibility::Side | Visibility::Partners => Ok(()),
        Visibility::Group | Visibility::Public => {
            Err(refuse_at(rules::C_REMARK_VISIBILITY, "visibility"))
        }
    }
}

/// The side that shares its remark with all. One refusal for a remark that is not there, that others keep to
/// themselves or that is shared already: it tells nothing.
pub(crate) fn shares(
    parties: &[Party],
    kept: &[(RemarkId, Side)],
    remark: RemarkId,
    context: &Context,
) -> Result<Side, Refusal> {
    let side = acting_side(parties, context.author.organisation())?;
    if kept.contains(&(remark, side)) {
        Ok(side)
    } else {
        Err(refuse_at(rules::C_REMARK_OWN, "remark"))
    }
}

/// The side in whose name an older cooperation is recorded: none for the platform or a group's coordinator.
pub(crate) fn recording_side(parties: &[Party], author: &Author) -> Result<Option<Side>, Refusal> {
    match author.organisation() {
        Some(organisation) => acting_side(parties, Some(organisation)).map(Some),
        None => Ok(None),
    }
}

/// Parties are few, each once, on `least` sides or more, and every side has an authority that can decide.
pub(crate) fn check_parties(parties: &[Party], least: usize) -> Result<(), Refusal> {
    words::at_most(parties.len(), limits::PARTIES, "parties")?;
    for (index, party) in parties.iter().enumerate() {
        if side_of(&parties[..index], party.organisation).is_some() {
            return Err(refuse_at(
                rules::C_DUPLICATE_PARTY,
                format!("parties.{index}.organisation"),
            ));
        }
    }
    if sides(parties).len() < least {
        return Err(refuse_at(rules::C_TWO_SIDES, "parties"));
    }
    match sides(parties).into_iter().find(|side| !has_authority(parties, *side)) {
        Some(side) => Err(refuse_naming(rules::C_SIDE_AUTHORITY, "parties", side.0.to_string())),
        None => Ok(()),
    }
}

/// Nobody speaks for another authority: whoever acts for a party puts one that decides on each side. What the platform or
/// a coordinator puts on record may be older and larger.
pub(crate) fn one_voice(parties: &[Party], author: &Author) -> Result<(), Refusal> {
    if author.organisation().is_none() {
        return Ok(());
    }
    let crowded = |side: &Side| {
        parties.iter().filter(|party| party.side == *side && party.role.decides()).count() > 1
    };
    match sides(parties).into_iter().find(crowded) {
        Some(side) => Err(refuse_naming(rules::C_SIDE_VOICE, "parties", side.0.to_string())),
        None => Ok(()),
    }
}

/// A side is bound by an authority of its own, not by those who only take part.
pub(crate) fn binds(
    parties: &[Party],
    organisation: Option<OrganisationId>,
) -> Result<(), Refusal> {
    let own = organisation.filter(|own| authorities(parties).contains(own));
    own.map(|_| ()).ok_or_else(|| refuse(rules::C_NOT_DECIDING))
}

fn has_authority(parties: &[Party], side: Side) -> bool {
    parties.iter().any(|party| party.side == side && party.role.decides())
}

/// The facts in the order of the parties, so that a finding's path names the right one.
///
/// # Errors
/// [`rules::C_UNKNOWN_PARTY`] when nothing is known of a party.
pub(crate) fn known(parties: &[Party], facts: &[PartyFacts]) -> Result<Vec<PartyFacts>, Refusal> {
    let of = |(index, party): (usize, &Party)| {
        facts.iter().find(|f| f.organisation == party.organisation).cloned().ok_or_else(|| {
            refuse_at(rules::C_UNKNOWN_PARTY, format!("parties.{index}.organisation"))
        })
    };
    parties.iter().enumerate().map(of).collect()
}

/// The first of the findings of the deliberations that French authorities owe before a signature or a start, and of
/// the screening repeated on that day: registers change.
pub(crate) fn check_formalities(
    parties: &[Party],
    facts: &[PartyFacts],
    decisions: &[CouncilDecision],
    themes: &[Theme],
    today: Date,
) -> Result<(), Refusal> {
    let facts = known(parties, facts)?;
    first_block(rules::screen(&facts, themes, today))?;
    let deciding = authorities(parties);
    let owed = |fact: &PartyFacts| {
        rules::deliberation_complete(fact, decision_of(decisions, fact.organisation), today)
    };
    let bound = facts.iter().filter(|fact| deciding.contains(&fact.organisation));
    first_block(bound.flat_map(owed).collect())
}

/// The first finding that blocks, if any does.
pub(crate) fn first_block(findings: Vec<Refusal>) -> Result<(), Refusal> {
    findings.into_iter().find(|f| f.severity() == Severity::Block).map_or(Ok(()), Err)
}

/// The findings that go with an accepted act.
pub(crate) fn without_blocks(findings: Vec<Refusal>) -> Vec<Refusal> {
    findings.into_iter().filter(|finding| finding.severity() != Severity::Block).collect()
}

/// A day that has come, somewhere on earth: a meeting or a vote of tomorrow cannot be recorded as held.
pub(crate) fn check_past(on: Date, today: Date, path: &str) -> Result<(), Refusal> {
    match today.checked_add(1.day()) {
        Ok(latest) if on > latest => Err(refuse_at(rules::C_FUTURE_DATE, path)),
        Ok(_) | Err(_) => check_near(on, today, PAST_YEARS, path),
    }
}

/// Years that what is recorded by its day may lie back: the oldest twinnings between towns are of the 1920s.
const PAST_YEARS: i16 = 200;
/// Years that planned work may lie away from today, before or after.
pub(crate) const PLAN_YEARS: i16 = 50;

/// A day at most so many years from today: the year 26 is a slip of the keyboard, and the record forgets nothing.
pub(crate) fn check_near(day: Date, today: Date, years: i16, path: &str) -> Result<(), Refusal> {
    if (day.year() - today.year()).abs() > years {
        return Err(refuse_naming(rules::C_FAR, path, years.to_string()));
    }
    Ok(())
}

/// Only the platform itself acts, on a cooperation whose last activity is long enough ago.
pub(crate) fn check_dormancy(
    last_activity: Date,
    after_months: u16,
    context: &Context,
) -> Result<(), Refusal> {
    if context.author.role != Role::System {
        return Err(refuse(rules::C_SYSTEM_ONLY));
    }
    if crate::dormancy::due(last_activity, context.today, after_months) {
        Ok(())
    } else {
        Err(refuse_at(rules::C_NOT_DUE, "lastActivity"))
    }
}

/// A vote is recorded by the authority itself, after the session, in words of bounded length.
pub(crate) fn check_decision(decision: &CouncilDecision, context: &Context) -> Result<(), Refusal> {
    if context.author.organisation() != Some(decision.organisation) {
        return Err(refuse_at(rules::C_OWN_COUNCIL, "organisation"));
    }
    check_past(decision.on, context.today, "on")?;
    words::optional(decision.reference.as_deref(), limits::SHORT, "reference")?;
    words::optional(decision.motives.as_deref(), limits::REASON, "motives")?;
    words::optional(decision.modalities.as_deref(), limits::REASON, "modalities")?;
    words::optional(decision.financial_means.as_deref(), limits::REASON, "financialMeans")
}

/// The newest vote of an organisation's council.
pub(crate) fn decision_of(
    decisions: &[CouncilDecision],
    organisation: OrganisationId,
) -> Option<&CouncilDecision> {
    decisions.iter().rfind(|decision| decision.organisation == organisation)
}

/// True when the newest vote of the council is "adopted".
pub(crate) fn adopted(decisions: &[CouncilDecision], organisation: OrganisationId) -> bool {
    decision_of(decisions, organisation).is_some_and(|d| d.outcome == Vote::Adopted)
}

/// True when the council adopted a deliberation with motives, modalities and financial means.
pub(crate) fn adopted_in_full(decisions: &[CouncilDecision], organisation: OrganisationId) -> bool {
    decision_of(decisions, organisation)
        .is_some_and(|d| d.outcome == Vote::Adopted && lacking(d).is_none())
}

/// A council votes once on a text, unless it rejected it or its deliberation is not complete yet.
pub(crate) fn check_first_decision(
    decisions: &[CouncilDecision],
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    if adopted_in_full(decisions, organisation) {
        Err(refuse(rules::C_DECISION_ONCE))
    } else {
        Ok(())
    }
}

/// What a vote gives rise to besides being recorded.
pub(crate) fn decision_remarks(decision: &CouncilDecision) -> Vec<Refusal> {
    match decision.outcome {
        Vote::Rejected => vec![refuse(rules::C_REJECTED_NOTED)],
        Vote::Adopted => lacking(decision)
            .map(|_| refuse_at(rules::C_DELIBERATION, "motives"))
            .into_iter()
            .collect(),
    }
}

fn lacking(decision: &CouncilDecision) -> Option<&'static str> {
    let missing = |words: &Option<String>| words.as_deref().is_none_or(|w| w.trim().is_empty());
    [
        ("motives", &decision.motives),
        ("modalities", &decision.modalities),
        ("financialMeans", &decision.financial_means),
    ]
    .into_iter()
    .find(|(_, words)| missing(words))
    .map(|(field, _)| field)
}

/// The French authorities among the parties: those that R-01 asks for a complete deliberation.
#[must_use]
pub fn must_deliberate(parties: &[Party], facts: &[PartyFacts]) -> Vec<OrganisationId> {
    let french = |organisation| {
        facts.iter().any(|f| f.organisation == organisation && is_french_authority(f.kind))
    };
    authorities(parties).into_iter().filter(|organisation| french(*organisation)).collect()
}

/// True for the kinds of body that are French authorities by definition, on both sides of the oceans.
#[must_use]
pub fn is_french_authority(kind: Kind) -> bool {
    match kind {
        Kind::Commune
        | Kind::Grouping
        | Kind::Departement
        | Kind::Region
        | Kind::OverseasCollectivity => true,
        Kind::ForeignLocalAuthority
        | Kind::FederatedState
        | Kind::State
        | Kind::StateService
        | Kind::Association
        | Kind::Network
        | Kind::InternationalOrganisation
        | Kind::Company
        | Kind::University
        | Kind::Other => false,
    }
}

/// The names of organisations for a message; the bare id where no name is known, for the service to replace.
pub(crate) fn names(organisations: &[OrganisationId], facts: &[PartyFacts]) -> String {
    let name = |organisation: &OrganisationId| {
        facts
            .iter()
            .find(|f| f.organisation == *organisation)
            .map_or_else(|| organisation.to_string(), |f| f.name.clone())
    };
    organisations.iter().map(name).collect::<Vec<_>>().join(", ")
}
