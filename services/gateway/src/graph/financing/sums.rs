//! Sums of a plan as the API shows them: exact decimals as text, in the plan's currency.

use async_graphql::SimpleObject;
use domain::cooperation::Party;
use domain::financing::{Decimal, Expense, Kept, Line, Outlay, Tally, minor_units, sums};

use crate::graph::enums::{ExpenseHeading, FundingSource};

/// How far money has come, in the plan's currency.
#[derive(SimpleObject, Default)]
pub struct FinancingTally {
    pub planned: String,
    pub confirmed: String,
    pub committed: String,
    pub disbursed: String,
}

/// Resources of one source.
#[derive(SimpleObject)]
pub struct FinancingBySource {
    pub source: FundingSource,
    pub tally: FinancingTally,
}

/// Resources of one year.
#[derive(SimpleObject)]
pub struct FinancingByYear {
    pub year: i16,
    pub tally: FinancingTally,
}

/// Expenses under one heading.
#[derive(SimpleObject)]
pub struct FinancingByHeading {
    pub heading: ExpenseHeading,
    pub planned: String,
    pub paid: String,
}

/// What one side carries and spends.
#[derive(SimpleObject)]
pub struct FinancingBySide {
    pub side: u8,
    pub tally: FinancingTally,
    /// What it spends, as planned.
    pub expenses: String,
    /// What it has paid of that, subsidies included.
    pub paid: String,
}

/// The sums of a plan, to the last minor unit of its currency.
#[derive(SimpleObject, Default)]
pub struct FinancingSums {
    pub resources: FinancingTally,
    pub expenses: String,
    /// What was paid of the expenses, subsidies included.
    pub paid: String,
    /// Resources less expenses; zero when the plan adds up.
    pub difference: String,
    /// True when the plan adds up.
    pub balanced: bool,
    pub by_source: Vec<FinancingBySource>,
    pub by_year: Vec<FinancingByYear>,
    pub by_side: Vec<FinancingBySide>,
    pub by_heading: Vec<FinancingByHeading>,
}

impl FinancingSums {
    pub(crate) fn of(
        reference: &str,
        lines: &[Line],
        expenses: &[Expense],
        kept: &[Kept],
        parties: &[Party],
    ) -> Self {
        let sums = sums(reference, lines, expenses, kept, parties);
        let text = |amount: Decimal| text(amount, reference);
        let tally = |tally: &Tally| tally_of(tally, reference);
        let spent = |side| {
            let found = sums.spent_by_side.iter().find(|(other, _)| *other == side);
            found.map(|(_, outlay)| *outlay).unwrap_or_default()
        };
        let by_side = domain::cooperation::sides(parties).into_iter().map(|side| {
            let found = sums.by_side.iter().find(|(other, _)| *other == side);
            let found = found.map(|(_, tally)| *tally).unwrap_or_default();
            let Outlay { planned, paid } = spent(side);
            let (expenses, paid) = (text(planned), text(paid));
            FinancingBySide { side: side.0, tally: tally(&found), expenses, paid }
        });
        Self {
            resources: tally(&sums.resources),
            expenses: text(sums.expenses.planned),
            paid: text(sums.expenses.paid),
            difference: text(sums.difference()),
            balanced: sums.difference().is_zero(),
            by_side: by_side.collect(),
            by_heading: sums
                .by_heading
                .iter()
                .map(|(heading, one)| FinancingByHeading {
                    heading: (*heading).into(),
                    planned: text(one.planned),
                    paid: text(one.paid),
                })
                .collect(),
            by_source: sums
                .by_source
                .iter()
                .map(|(source, one)| FinancingBySource {
                    source: (*source).into(),
                    tally: tally(one),
                })
                .collect(),
            by_year: sums
                .by_year
                .iter()
                .map(|(year, one)| FinancingByYear { year: *year, tally: tally(one) })
                .collect(),
        }
    }
}

pub(super) fn tally_of(tally: &Tally, reference: &str) -> FinancingTally {
    FinancingTally {
        planned: text(tally.planned, reference),
        confirmed: text(tally.confirmed, reference),
        committed: text(tally.committed, reference),
        disbursed: text(tally.disbursed, reference),
    }
}

/// A sum with all decimals of its currency.
pub(super) fn text(mut amount: Decimal, currency: &str) -> String {
    amount.rescale(minor_units(currency).unwrap_or_default());
    amount.to_string()
}
