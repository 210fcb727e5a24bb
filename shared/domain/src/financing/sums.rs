//! Sums of a plan in its own currency, by source, year and side: planned, confirmed, committed, disbursed; by heading: planned, paid.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::state::{Kept, Target, standing};
use super::{Expense, Heading, Line, Source, Step};
use crate::cooperation::{Party, Side, side_of};

/// How far money has come, in the plan's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What the plan says.
    pub planned: Decimal,
    /// What those who bring it have confirmed.
    pub confirmed: Decimal,
    /// What they are bound to.
    pub committed: Decimal,
    /// What has come.
    pub disbursed: Decimal,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.planned += other.planned;
        self.confirmed += other.confirmed;
        self.committed += other.committed;
        self.disbursed += other.disbursed;
    }
}

/// What expenses were meant to be and what was paid on them, in the plan's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outlay {
    /// What the plan says.
    pub planned: Decimal,
    /// What was paid.
    pub paid: Decimal,
}

impl Outlay {
    fn add(&mut self, other: Self) {
        self.planned += other.planned;
        self.paid += other.paid;
    }
}

/// The sums of a plan, in its currency to the last minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// All resources.
    pub resources: Tally,
    /// All expenses.
    pub expenses: Outlay,
    /// Resources by source.
    pub by_source: Vec<(Source, Tally)>,
    /// Resources by year.
    pub by_year: Vec<(i16, Tally)>,
    /// Resources by the side that carries them.
    pub by_side: Vec<(Side, Tally)>,
    /// Expenses by what money is spent on.
    pub by_heading: Vec<(Heading, Outlay)>,
    /// Expenses by the side that spends them.
    pub spent_by_side: Vec<(Side, Outlay)>,
}

impl Sums {
    /// Resources less expenses, as planned: zero when the plan adds up.
    #[must_use]
    pub fn difference(&self) -> Decimal {
        self.resources.planned - self.expenses.planned
    }
}

/// The sums of these lines and expenses with what was recorded on them. Each amount is rounded to the minor unit before it
/// is added, so that every way of adding gives the same total.
#[must_use]
pub fn sums(
    reference: &str,
    lines: &[Line],
    expenses: &[Expense],
    kept: &[Kept],
    parties: &[Party],
) -> Sums {
    let mut sums = Sums::default();
    let (mut by_source, mut by_year) = (BTreeMap::new(), BTreeMap::new());
    let (mut by_side, mut spent, mut by_heading) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for line in lines {
        let tally = tally(reference, line, kept);
        sums.resources.add(tally);
        by_source.entry(line.source).or_insert_with(Tally::default).add(tally);
        by_year.entry(line.year).or_insert_with(Tally::default).add(tally);
        if let Some(side) = side_of(parties, line.party) {
            by_side.entry(side).or_insert_with(Tally::default).add(tally);
        }
    }
    for expense in expenses {
        let outlay = outlay(reference, expense, kept);
        sums.expenses.add(outlay);
        by_heading.entry(expense.heading).or_insert_with(Outlay::default).add(outlay);
        if let Some(side) = side_of(parties, expense.party) {
            spent.entry(side).or_insert_with(Outlay::default).add(outlay);
        }
    }
    sums.by_source = by_source.into_iter().collect();
    sums.by_year = by_year.into_iter().collect();
    sums.by_side = by_side.into_iter().collect();
    sums.by_heading = by_heading.into_iter().collect();
    sums.spent_by_side = spent.into_iter().collect();
    sums
}

fn tally(reference: &str, line: &Line, kept: &[Kept]) -> Tally {
    let of = |step| {
        let mine = standing(kept).filter(|one| one.target == Target::Line(line.number, step));
        mine.map(|one| one.entry.amount.in_reference(reference)).sum()
    };
    Tally {
        planned: line.amount.in_reference(reference),
        confirmed: of(Step::Confirmed),
        committed: of(Step::Committed),
        disbursed: of(Step::Disbursed),
    }
}

fn outlay(reference: &str, expense: &Expense, kept: &[Kept]) -> Outlay {
    let mine = standing(kept).filter(|one| one.target == Target::Expense(expense.number));
    let paid = mine.map(|one| one.entry.amount.in_reference(reference)).sum();
    Outlay { planned: expense.amount.in_reference(reference), paid }
}
