//! The canonical form of a plan and its hash: the same for the same amounts, days and words, whatever the order of rows.

use super::{Content, Draft, Expense, Line, Money};
use crate::cooperation::{Canonical, TextHash};

/// Between the parts of a row: no keyboard writes it.
const UNIT: &str = "\u{1f}";

/// The hash of a plan.
#[must_use]
pub fn hash_of(draft: &Draft) -> TextHash {
    let lines: Vec<_> = draft.lines.iter().map(line).collect();
    let expenses: Vec<_> = draft.expenses.iter().map(expense).collect();
    Canonical::of("financing plan")
        .part(&draft.reference)
        .part(&format!("{:?}", draft.class))
        .set(lines.iter().map(String::as_str))
        .set(expenses.iter().map(String::as_str))
        .hash()
}

fn line(one: &Line) -> String {
    let tranches = one.tranches.iter().map(|tranche| {
        let condition = tranche.condition.clone().unwrap_or_default();
        [tranche.due.to_string(), tranche.amount.normalize().to_string(), condition].join(UNIT)
    });
    let levy = one.levy.as_ref().map(|levy| {
        let (product, rate) = (levy.product.normalize(), levy.rate.normalize());
        format!("{:?}{UNIT}{product}{UNIT}{rate}", levy.sector)
    });
    [
        one.number.to_string(),
        format!("{:?}", one.source),
        one.funder.clone().unwrap_or_default(),
        format!("{:?}", one.nature),
        one.party.to_string(),
        one.year.to_string(),
        money(&one.amount),
        one.tranches.len().to_string(),
        tranches.collect::<Vec<_>>().join(UNIT),
        levy.unwrap_or_default(),
    ]
    .join(UNIT)
}

fn expense(one: &Expense) -> String {
    let subsidy = one.subsidy.as_ref().map(|subsidy| {
        let (association, mission) = (&subsidy.association, subsidy.mission);
        format!("{association}{UNIT}{}{UNIT}{mission}", subsidy.cofinanced)
    });
    [
        one.number.to_string(),
        format!("{:?}", one.heading),
        one.label.clone(),
        one.party.to_string(),
        money(&one.amount),
        subsidy.unwrap_or_default(),
    ]
    .join(UNIT)
}

fn money(money: &Money) -> String {
    let value = money
        .value
        .as_ref()
        .map(|value| format!("{}{UNIT}{}{UNIT}{}", value.on, value.rate.normalize(), value.source));
    let amount = money.amount.normalize();
    format!("{amount}{UNIT}{}{UNIT}{}", money.currency, value.unwrap_or_default())
}

/// The plan as it enters the log, its rows by number.
pub(super) fn written(draft: Draft) -> Content {
    let hash = hash_of(&draft);
    let Draft { reference, class, mut lines, mut expenses } = draft;
    lines.sort_by_key(|line| line.number);
    expenses.sort_by_key(|expense| expense.number);
    Content { reference, class, lines, expenses, hash }
}
