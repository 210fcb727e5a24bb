//! What a plan says to people: what every side must do next, which tranches are due, and the remarks that go with an act.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::command::{Command, EntryCommand, Known, PlanCommand};
use super::order::come_to;
use super::state::{State, Target, standing};
use super::{Draft, Money, Nature, Step, checks};
use crate::amounts;
use crate::context::Context;
use crate::cooperation::{Side, of_side, refuse, refuse_at, refuse_naming, without_blocks};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// What is expected now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// A side reads the plan and consents to it, or changes it.
    Consent(Side),
}

/// One expectation with those who can meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What is expected.
    pub what: WaitingFor,
    /// The organisations of whom it is expected.
    pub who: Vec<OrganisationId>,
    /// The rule that asks for it.
    pub rule: RuleId,
}

/// What is expected now and of whom; which tranches are due is asked by [`due`], because it depends on the day.
#[must_use]
pub fn waiting_for(state: &State) -> Vec<Waiting> {
    if !state.pending() {
        return Vec::new();
    }
    let of = |side| Waiting {
        what: WaitingFor::Consent(side),
        who: of_side(state.parties(), side),
        rule: rules::FP_AGREE_FIRST,
    };
    state.silent().into_iter().map(of).collect()
}

/// A tranche that has not come whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueTranche {
    /// The line.
    pub line: u16,
    /// Which tranche of it, from 1.
    pub tranche: u16,
    /// The party that carries the line.
    pub party: OrganisationId,
    /// When it was planned.
    pub due: Date,
    /// What is missing, in the currency of the line.
    pub missing: Decimal,
    /// That currency.
    pub currency: String,
}

/// The tranches of the agreed plan that have not come whole, oldest first, whatever the day.
#[must_use]
pub fn due(state: &State) -> Vec<DueTranche> {
    let lines = state.agreed.iter().flat_map(|plan| &plan.lines);
    let of = |line: &super::Line| {
        let tranches = line.tranches.iter().zip(1u16..);
        let open = tranches.filter_map(|(tranche, number)| {
            let come = received(state, line.number, number);
            (come < tranche.amount).then(|| DueTranche {
                line: line.number,
                tranche: number,
                party: line.party,
                due: tranche.due,
                missing: tranche.amount - come,
                currency: line.amount.currency.clone(),
            })
        });
        open.collect::<Vec<_>>()
    };
    let mut due: Vec<_> = lines.flat_map(of).collect();
    due.sort_by_key(|tranche| tranche.due);
    due
}

fn received(state: &State, line: u16, tranche: u16) -> Decimal {
    let target = Target::Line(line, Step::Disbursed);
    let mine = standing(&state.entries)
        .filter(|one| one.target == target && one.entry.tranche == Some(tranche));
    mine.map(|one| one.entry.amount.amount).sum()
}

/// What is to be said with an act that `state` accepts: warnings and information, never a reason to refuse.
#[must_use]
pub fn remarks(state: &State, command: &Command, given: &Known, context: &Context) -> Vec<Refusal> {
    let said =
        |draft: &Draft, parties| without_blocks(checks(draft, parties, given, context.today));
    match command {
        Command::Plan(PlanCommand::Propose { parties, draft, .. }) => said(draft, parties),
        Command::Plan(PlanCommand::Revise { draft, .. }) => {
            let void = (!state.consents.is_empty()).then(|| refuse(rules::C_VOIDED));
            void.into_iter().chain(said(draft, state.parties())).collect()
        }
        Command::Entry(EntryCommand::Record { line, step, entry }) => {
            recorded(state, *line, *step, entry.amount.amount)
        }
        Command::Entry(EntryCommand::Spend { expense, entry }) => {
            overspent(state, *expense, entry.amount.amount)
        }
        Command::Plan(PlanCommand::Consent { .. } | PlanCommand::WithdrawConsent { .. })
        | Command::Entry(EntryCommand::Correct { .. })
        | Command::Remind { .. }
        | Command::Subsidy(_) => Vec::new(),
    }
}

/// More is spent on an item than was planned.
fn overspent(state: &State, expense: u16, amount: Decimal) -> Vec<Refusal> {
    let planned = state.agreed.as_ref().and_then(|plan| plan.expense(expense));
    let all = come_to(state, Target::Expense(expense)).checked_add(amount);
    let above = planned.zip(all).filter(|(planned, all)| *all > planned.amount.amount);
    let said = above.map(|(planned, _)| {
        let Money { amount, currency, .. } = &planned.amount;
        refuse_naming(rules::FP_OVERSPENT, "amount", amounts::detail(*amount, currency))
    });
    said.into_iter().collect()
}

/// More than was planned, or others' money before one's own.
fn recorded(state: &State, line: u16, step: Step, amount: Decimal) -> Vec<Refusal> {
    let Some(plan) = &state.agreed else { return Vec::new() };
    let Some(found) = plan.line(line) else { return Vec::new() };
    let target = Target::Line(line, Step::Confirmed);
    let more = come_to(state, target).checked_add(amount);
    let above = step == Step::Confirmed && more.is_some_and(|more| more > found.amount.amount);
    let own = plan.lines.iter().filter(|one| one.nature == Nature::Own);
    let mut own = own.map(|one| come_to(state, Target::Line(one.number, Step::Confirmed)));
    let early = found.nature == Nature::Cofinancing
        && step == Step::Committed
        && own.all(|amount| amount.is_zero());
    let above = above.then(|| refuse_at(rules::FP_ABOVE_PLAN, "amount"));
    above.into_iter().chain(early.then(|| refuse(rules::FP_OWN_FIRST))).collect()
}
