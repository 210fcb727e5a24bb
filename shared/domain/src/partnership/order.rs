//! The order of acts on a partnership: who may do what at which stage, asked by decisions and by pages alike.

use jiff::civil::Date;

use super::Stage;
use super::state::{Started, State, stage};
use crate::cooperation::{
    Act, Possibility, Side, acting_side, authorities, binds, check_first_decision,
    check_formalities, refuse,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts};

/// Stages before the start.
const OPEN: &[Stage] = &[Stage::Proposed, Stage::Accepted];
/// Stages of a partnership that lives.
const ALIVE: &[Stage] = &[Stage::Active, Stage::Dormant];
/// Stages that are not the end.
const GOING: &[Stage] = &[Stage::Proposed, Stage::Accepted, Stage::Active, Stage::Dormant];

/// What the people of `organisation` can do, and what they may expect but cannot do yet; `facts` of all parties say
/// which deliberations the start needs; without them that is left for the act itself to find out. Rights of a person's role are not asked here ([`crate::access::allows`]).
/// Nothing for strangers.
#[must_use]
pub fn possible(
    state: &State,
    organisation: OrganisationId,
    facts: &[PartyFacts],
    today: Date,
) -> Vec<Possibility> {
    Possibility::list(|act| {
        may(state, act, Some(organisation))?;
        if act == Act::Start && !facts.is_empty() {
            let State { parties, decisions, themes, .. } = state;
            check_formalities(parties, facts, decisions, themes, today)?;
        }
        Ok(())
    })
}

/// The side that `organisation` acts for when it may do `act` now.
pub(super) fn may(
    state: &State,
    act: Act,
    organisation: Option<OrganisationId>,
) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let side = acting_side(&state.parties, organisation)?;
    match act {
        Act::ReviseTerms => at(now, OPEN)?,
        Act::Remark => at(now, GOING)?,
        Act::Accept => {
            binds(&state.parties, organisation)?;
            accept(state, now, side)?;
        }
        Act::RecordDecision => vote(state, now, organisation)?,
        Act::Start => start(now)?,
        Act::Decline => decline(state, now, side)?,
        Act::Withdraw => withdraw(state, now, side)?,
        Act::Confirm | Act::Contest => answer(state, now, side, act)?,
        Act::Revive => at(now, &[Stage::Dormant])?,
        Act::End | Act::RecordAnnulment | Act::PlanExchange => at(now, ALIVE)?,
        Act::AmendCharter
        | Act::Consent
        | Act::WithdrawConsent
        | Act::HoldCeremony
        | Act::ChangeKind
        | Act::ChooseThemes
        | Act::InviteTown
        | Act::Join
        | Act::Regularise
        | Act::FormCommittee => return Err(wrong_stage(now)),
    }
    Ok(side)
}

/// Refuses unless the stage is one of `stages`.
pub(super) fn at(now: Stage, stages: &[Stage]) -> Result<(), Refusal> {
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

fn wrong_stage(now: Stage) -> Refusal {
    let term = match now {
        Stage::Proposed => "stage.proposed",
        Stage::Accepted => "stage.accepted",
        Stage::Active => "stage.active",
        Stage::Dormant => "stage.dormant",
        Stage::Ended => "stage.ended",
        Stage::Annulled => "stage.annulled",
        Stage::Declined => "stage.declined",
        Stage::Withdrawn => "stage.withdrawn",
    };
    Refusal { rule: rules::C_STAGE, path: None, detail: vec![term.to_owned()] }
}

fn accept(state: &State, now: Stage, side: Side) -> Result<(), Refusal> {
    at(now, OPEN)?;
    if state.acceptances.contains(&side) { Err(refuse(rules::C_CONSENTED)) } else { Ok(()) }
}

/// A council votes before or after the other sides accept: the guide leaves the order free. A later change of the
/// terms voids the vote.
fn vote(state: &State, now: Stage, organisation: Option<OrganisationId>) -> Result<(), Refusal> {
    at(now, GOING)?;
    let own = organisation.filter(|own| authorities(&state.parties).contains(own));
    let own = own.ok_or_else(|| refuse(rules::C_NOT_DECIDING))?;
    check_first_decision(&state.decisions, own)
}

fn start(now: Stage) -> Result<(), Refusal> {
    match now {
        Stage::Proposed => Err(refuse(rules::C_AGREE_FIRST)),
        Stage::Accepted => Ok(()),
        Stage::Active
        | Stage::Dormant
        | Stage::Ended
        | Stage::Annulled
        | Stage::Declined
        | Stage::Withdrawn => Err(wrong_stage(now)),
    }
}

fn decline(state: &State, now: Stage, side: Side) -> Result<(), Refusal> {
    at(now, OPEN)?;
    if state.by == Some(side) {
        return Err(refuse(rules::C_OWN_PROPOSAL));
    }
    if state.acceptances.contains(&side) { Err(refuse(rules::C_LEAVE_FIRST)) } else { Ok(()) }
}

fn withdraw(state: &State, now: Stage, side: Side) -> Result<(), Refusal> {
    at(now, OPEN)?;
    let accepted = state.by == Some(side) || state.acceptances.contains(&side);
    if accepted { Ok(()) } else { Err(refuse(rules::C_NOT_ACCEPTED)) }
}

/// A side that did not record it answers once; one that contested may still come round.
fn answer(state: &State, now: Stage, side: Side, act: Act) -> Result<(), Refusal> {
    at(now, ALIVE)?;
    if state.started != Some(Started::Existing) {
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
