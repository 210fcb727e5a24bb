//! The order of acts on a twinning: who may do what at which stage, asked by decisions and by pages alike.

use jiff::civil::Date;

use super::Stage;
use super::state::{Signed, State, stage, undecided};
use crate::cooperation::{
    Act, Possibility, Side, acting_side, authorities, binds, check_first_decision,
    check_formalities, names, refuse, refuse_naming, side_of,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts};

/// Stages before the signature.
const OPEN: &[Stage] = &[Stage::Proposed, Stage::ContentAgreed, Stage::Decided];
/// Stages of a twinning that lives.
const ALIVE: &[Stage] = &[Stage::Active, Stage::Dormant];
/// Stages that are not the end.
const GOING: &[Stage] =
    &[Stage::Proposed, Stage::ContentAgreed, Stage::Decided, Stage::Active, Stage::Dormant];
/// Stages in which a further town can be invited.
const INVITING: &[Stage] = &[Stage::Proposed, Stage::ContentAgreed, Stage::Decided, Stage::Active];
/// Stages in which a committee can be formed: once the contents are agreed (manual, steps 4 and 7).
pub(crate) const COMMITTEE: &[Stage] =
    &[Stage::ContentAgreed, Stage::Decided, Stage::Active, Stage::Dormant];

/// What the people of `organisation` can do, and what they may expect but cannot do yet; `facts` of all
/// parties give the names that refusals speak of, and say what the law asks for. Rights of a person's role are not asked here ([`crate::access::allows`]). Nothing for strangers.
#[must_use]
pub fn possible(
    state: &State,
    organisation: OrganisationId,
    facts: &[PartyFacts],
    today: Date,
) -> Vec<Possibility> {
    Possibility::list(|act| {
        may(state, act, Some(organisation), facts)?;
        if act == Act::HoldCeremony && !facts.is_empty() {
            lawful(state, facts, today)?;
        }
        Ok(())
    })
}

/// What the law asks for on the day of the ceremony: complete deliberations, a charter in French where a French
/// authority signs, and partners whom the registers do not exclude.
pub(super) fn lawful(state: &State, facts: &[PartyFacts], today: Date) -> Result<(), Refusal> {
    check_formalities(&state.parties, facts, &state.decisions, &state.themes, today)?;
    match rules::french_original(&state.languages, facts) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// The side that `organisation` acts for when it may do `act` now.
pub(super) fn may(
    state: &State,
    act: Act,
    organisation: Option<OrganisationId>,
    facts: &[PartyFacts],
) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    if act == Act::Join {
        at(now, GOING)?;
        return invited(state, organisation);
    }
    let side = acting_side(&state.parties, organisation)?;
    match act {
        Act::AmendCharter => at(now, OPEN)?,
        Act::Remark => remark(state, now)?,
        Act::Consent => {
            binds(&state.parties, organisation)?;
            consent(state, now, side)?;
        }
        Act::WithdrawConsent => withdraw_consent(state, now, side)?,
        Act::RecordDecision => vote(state, now, organisation)?,
        Act::HoldCeremony => ceremony(state, now, facts)?,
        Act::Decline | Act::Withdraw => close(state, now, act, side)?,
        Act::Confirm | Act::Contest => answer(state, now, side, act)?,
        Act::ChangeKind | Act::ChooseThemes => at(now, GOING)?,
        Act::InviteTown => at(now, INVITING)?,
        Act::Revive => at(now, &[Stage::Dormant])?,
        Act::End | Act::Regularise | Act::RecordAnnulment | Act::PlanExchange => at(now, ALIVE)?,
        Act::FormCommittee => at(now, COMMITTEE)?,
        Act::Join | Act::ReviseTerms | Act::Accept | Act::Start => {
            return Err(wrong_stage(now));
        }
    }
    Ok(side)
}

/// Refuses unless the stage is one of `stages`.
pub(crate) fn at(now: Stage, stages: &[Stage]) -> Result<(), Refusal> {
    if stages.contains(&now) { Ok(()) } else { Err(wrong_stage(now)) }
}

/// The stages in which a State can annul it.
pub(super) fn annullable(state: &State) -> Result<(), Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    at(now, ALIVE)
}

/// True until it is closed, asleep or not.
pub(super) fn living(state: &State) -> Result<(), Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    at(now, GOING)
}

/// True while it can sleep: active and awake.
pub(super) fn awake(state: &State) -> Result<(), Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    at(now, &[Stage::Active])
}

pub(crate) fn wrong_stage(now: Stage) -> Refusal {
    let term = match now {
        Stage::Proposed => "stage.proposed",
        Stage::ContentAgreed => "stage.content_agreed",
        Stage::Decided => "stage.decided",
        Stage::Active => "stage.active",
        Stage::Dormant => "stage.dormant",
        Stage::Ended => "stage.ended",
        Stage::Annulled => "stage.annulled",
        Stage::Declined => "stage.declined",
        Stage::Withdrawn => "stage.withdrawn",
    };
    Refusal { rule: rules::C_STAGE, path: None, detail: vec![term.to_owned()] }
}

fn invited(state: &State, organisation: Option<OrganisationId>) -> Result<Side, Refusal> {
    if organisation.is_some_and(|o| side_of(&state.parties, o).is_some()) {
        return Err(refuse(rules::C_ALREADY_PARTY));
    }
    let place = state.invited.iter().find(|(town, _)| organisation == Some(*town));
    place.map(|(_, side)| *side).ok_or_else(|| refuse(rules::C_NOT_INVITED))
}

fn remark(state: &State, now: Stage) -> Result<(), Refusal> {
    at(now, GOING)?;
    if state.charter.is_some() { Ok(()) } else { Err(refuse(rules::C_UNKNOWN_TEXT)) }
}

fn consent(state: &State, now: Stage, side: Side) -> Result<(), Refusal> {
    at(now, OPEN)?;
    if state.consents.contains(&side) { Err(refuse(rules::C_CONSENTED)) } else { Ok(()) }
}

fn withdraw_consent(state: &State, now: Stage, side: Side) -> Result<(), Refusal> {
    at(now, &[Stage::Proposed])?;
    if state.consents.contains(&side) { Ok(()) } else { Err(refuse(rules::C_NO_CONSENT)) }
}

/// A council votes on an agreed text, or completes what is missing once the twinning lives.
fn vote(state: &State, now: Stage, organisation: Option<OrganisationId>) -> Result<(), Refusal> {
    let own = organisation.filter(|own| authorities(&state.parties).contains(own));
    let own = own.ok_or_else(|| refuse(rules::C_NOT_DECIDING))?;
    match now {
        Stage::Proposed => Err(refuse(rules::T_4)),
        Stage::ContentAgreed | Stage::Decided | Stage::Active | Stage::Dormant => {
            check_first_decision(&state.decisions, own)
        }
        Stage::Ended | Stage::Annulled | Stage::Declined | Stage::Withdrawn => {
            Err(wrong_stage(now))
        }
    }
}

fn ceremony(state: &State, now: Stage, facts: &[PartyFacts]) -> Result<(), Refusal> {
    match now {
        Stage::Proposed => Err(refuse(rules::T_4)),
        Stage::ContentAgreed => {
            Err(refuse_naming(rules::T_5, "decisions", names(&undecided(state), facts)))
        }
        Stage::Decided => Ok(()),
        Stage::Active
        | Stage::Dormant
        | Stage::Ended
        | Stage::Annulled
        | Stage::Declined
        | Stage::Withdrawn => Err(wrong_stage(now)),
    }
}

fn close(state: &State, now: Stage, act: Act, side: Side) -> Result<(), Refusal> {
    at(now, OPEN)?;
    match (act == Act::Withdraw, state.by == Some(side)) {
        (true, false) => Err(refuse(rules::C_NOT_PROPOSER)),
        (false, true) => Err(refuse(rules::C_OWN_PROPOSAL)),
        (true, true) | (false, false) => Ok(()),
    }
}

/// A side that did not record it answers once; one that contested may still come round.
fn answer(state: &State, now: Stage, side: Side, act: Act) -> Result<(), Refusal> {
    at(now, ALIVE)?;
    if state.signed != Some(Signed::Existing) {
        return Err(refuse(rules::C_NOT_EXISTING));
    }
    if state.by == Some(side) {
        return Err(refuse(rules::C_OWN_RECORD));
    }
    let again = act == Act::Contest && state.contested.contains(&side);
    if again || state.confirmed.contains(&side) {
        return Err(refuse(rules::C_CONFIRMED));
    }
    Ok(())
}
