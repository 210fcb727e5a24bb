//! Sums of a plan in its own currency, by source, year and side: planned, confirmed, committed, disbursed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::state::{Kept, Target, standing};
use super::{Expense, Line, Source, Step};
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

/// The sums of a plan, in its currency to the last minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// All resources.
    pub resources: Tally,
    /// All expenses that are planned.
    pub expenses: Decimal,
    /// Resources by source.
    pub by_source: Vec<(Source, Tally)>,
    /// Resources by year.
    pub by_year: Vec<(i16, Tally)>,
    /// Resources by the side that carries them.
    pub by_side: Vec<(Side, Tally)>,
    /// Expenses by the side that spends them.
    pub spent_by_side: Vec<(Side, Decimal)>,
}

impl Sums {
    /// Resources less expenses, as planned: zero when the plan adds up.
    #[must_use]
    pub fn difference(&self) -> Decimal {
        self.resources.planned - self.expenses
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
    let (mut by_side, mut spent) = (BTreeMap::new(), BTreeMap::new());
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
        let amount = expense.amount.in_reference(reference);
        sums.expenses += amount;
        if let Some(side) = side_of(parties, expense.party) {
            *spent.entry(side).or_insert(Decimal::ZERO) += amount;
        }
    }
    sums.by_source = by_source.into_iter().collect();
    sums.by_year = by_year.into_iter().collect();
    sums.by_side = by_side.into_iter().collect();
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
