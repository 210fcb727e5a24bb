//! The order of acts on a financing plan: who may do what now, asked by decisions and by pages alike.

use jiff::civil::Date;
use serde::Serialize;

use super::command::Known;
use super::plan::Content;
use super::state::{State, Target};
use super::{Step, standing};
use crate::amounts;
use crate::cooperation::{
    Side, acting_side, binds, first_block, known, refuse, refuse_at, refuse_naming, side_of,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// What people can do on a plan as a whole. What they can do with one of its rows stands with it ([`steps`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Consent to it.
    Consent,
    /// Change it.
    Revise,
    /// Take a consent back.
    WithdrawConsent,
}

impl Act {
    /// Every act, in the order of a page.
    pub const ALL: [Self; 3] = [Self::Consent, Self::Revise, Self::WithdrawConsent];
}

/// Rules that a person who looks for the act should read; the others say that it makes no sense now.
const TOLD: &[RuleId] = &[
    rules::FP_PROJECT_CLOSED,
    rules::R_09,
    rules::R_10,
    rules::R_11,
    rules::R_13,
    rules::H_SUPERSEDED,
];

/// An act that an organisation's people can do now, or that they may expect and why it is not possible yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibility {
    /// The act.
    pub act: Act,
    /// Why not, if it is not possible.
    pub refused: Option<Refusal>,
}

/// What the people of `organisation` can do, and what they may expect but cannot do yet. Nothing for strangers.
#[must_use]
pub fn possible(
    state: &State,
    organisation: OrganisationId,
    given: &Known,
    today: Date,
) -> Vec<Possibility> {
    let listed = |act| match may(state, act, Some(organisation), given, today) {
        Ok(_) => Some(Possibility { act, refused: None }),
        Err(refusal) => {
            TOLD.contains(&refusal.rule).then_some(Possibility { act, refused: Some(refusal) })
        }
    };
    Act::ALL.into_iter().filter_map(listed).collect()
}

/// The side that `organisation` acts for when it may do `act` now.
pub(super) fn may(
    state: &State,
    act: Act,
    organisation: Option<OrganisationId>,
    given: &Known,
    today: Date,
) -> Result<Side, Refusal> {
    if state.opening.is_none() {
        return Err(refuse(rules::C_NOTHING));
    }
    let side = acting_side(state.parties(), organisation)?;
    match act {
        Act::Consent => {
            binds(state.parties(), organisation)?;
            if state.consents.contains(&side) {
                return Err(refuse(rules::C_CONSENTED));
            }
            open(given)?;
            let facts = known(state.parties(), &given.facts)?;
            first_block(rules::screen(&facts, &given.themes, today))?;
        }
        Act::Revise => {
            binds(state.parties(), organisation)?;
            open(given)?;
        }
        Act::WithdrawConsent => withdraws(state, side)?,
    }
    Ok(side)
}

/// The project goes on and its cooperation lives.
pub(super) fn open(given: &Known) -> Result<(), Refusal> {
    if given.open { Ok(()) } else { Err(refuse_at(rules::FP_PROJECT_CLOSED, "project")) }
}

fn withdraws(state: &State, side: Side) -> Result<(), Refusal> {
    if !state.consents.contains(&side) {
        return Err(refuse(rules::C_NO_CONSENT));
    }
    // What all agreed to is changed by a revision, not by one of them.
    if state.pending() { Ok(()) } else { Err(refuse(rules::FP_AGREED)) }
}

/// The plan that every side consented to: before there is one, no money is recorded.
pub(super) fn agreed(state: &State) -> Result<&Content, Refusal> {
    state.agreed.as_ref().ok_or_else(|| refuse(rules::FP_AGREE_FIRST))
}

/// The side of `organisation`, when it is the one that carries what `party` carries: nobody says for another what it paid.
pub(super) fn carries(
    state: &State,
    party: OrganisationId,
    organisation: Option<OrganisationId>,
    path: &str,
) -> Result<Side, Refusal> {
    let side = acting_side(state.parties(), organisation)?;
    if side_of(state.parties(), party) == Some(side) {
        Ok(side)
    } else {
        Err(refuse_at(rules::FP_OWN_LINE, path))
    }
}

/// What `organisation` is offered to record on a line of the agreed plan now: confirmation while less is confirmed than planned, each
/// next step once the one before has come. Who is promised more than planned may still say so (`FP_ABOVE_PLAN`).
#[must_use]
pub fn steps(state: &State, line: u16, organisation: OrganisationId) -> Vec<Step> {
    let Some(found) = state.agreed.as_ref().and_then(|plan| plan.line(line)) else {
        return Vec::new();
    };
    if carries(state, found.party, Some(organisation), "line").is_err() {
        return Vec::new();
    }
    let come = |step| come_to(state, Target::Line(line, step));
    let mut steps = Vec::new();
    if come(Step::Confirmed) < found.amount.amount {
        steps.push(Step::Confirmed);
    }
    if come(Step::Committed) < come(Step::Confirmed) {
        steps.push(Step::Committed);
    }
    if come(Step::Disbursed) < come(Step::Committed) {
        steps.push(Step::Disbursed);
    }
    steps
}

/// What was recorded on a target and counts, in its own currency.
pub(super) fn come_to(state: &State, target: Target) -> rust_decimal::Decimal {
    let mine = standing(&state.entries).filter(|one| one.target == target);
    mine.map(|one| one.entry.amount.amount).sum()
}

/// Never more committed than confirmed, never more disbursed than committed; in the currency of the line.
pub(super) fn check_steps(state: &State, line: u16, currency: &str) -> Result<(), Refusal> {
    let come = |step| come_to(state, Target::Line(line, step));
    let (confirmed, committed) = (come(Step::Confirmed), come(Step::Committed));
    let said = |amount| amounts::detail(amount, currency);
    if committed > confirmed {
        return Err(refuse_naming(rules::FP_COMMITTED, "amount", said(confirmed)));
    }
    if come(Step::Disbursed) > committed {
        return Err(refuse_naming(rules::FP_DISBURSED, "amount", said(committed)));
    }
    Ok(())
}

/// Rows on which something was recorded stay what they are: where the money comes from, whose it is, in which currency.
pub(super) fn check_kept(state: &State, plan: &Content) -> Result<(), Refusal> {
    let Some(old) = &state.agreed else { return Ok(()) };
    let lost = |number: u16| Err(refuse_naming(rules::FP_IN_USE, "lines", number.to_string()));
    for kept in &state.entries {
        if let Target::Line(number, _) = kept.target {
            let facts = |plan: &Content| {
                let line = plan.line(number)?;
                Some((line.source, line.nature, line.party, line.amount.currency.clone()))
            };
            if facts(plan) != facts(old) {
                return lost(number);
            }
        }
    }
    let paid = state.entries.iter().filter_map(|kept| match kept.target {
        Target::Expense(number) => Some(number),
        Target::Line(..) => None,
    });
    let voted = state.votes.iter().map(|vote| vote.expense);
    let signed = state.conventions.iter().map(|one| one.expense);
    for number in paid.chain(voted).chain(signed) {
        let facts = |plan: &Content| {
            let expense = plan.expense(number)?;
            let association = expense.subsidy.as_ref().map(|subsidy| subsidy.association.clone());
            Some((expense.party, association, expense.amount.currency.clone()))
        };
        if facts(plan) != facts(old) {
            return Err(refuse_naming(rules::FP_IN_USE, "expenses", number.to_string()));
        }
    }
    Ok(())
}
