//! What a plan says, row by row, as the API shows it; and the amounts that were recorded on it.

use async_graphql::{ID, Object, SimpleObject};
use domain::OrganisationId;
use domain::cooperation::side_of;
use domain::financing::{
    Content, Expense, Kept, Line, Money, Outlay, State, Step, Target, steps, sums,
};

use super::sums::{FinancingSums, FinancingTally, tally_of, text};
use crate::graph::enums::{
    CountryClass, ExpenseHeading, FundingNature, FundingSource, FundingStep, LevySector,
};
use crate::graph::fault::Result;
use crate::graph::ids::Global;
use crate::graph::organisation::Organisation;
use crate::graph::scalars::Date;
use crate::graph::view::View;

/// What an amount in another currency is worth, by the rate that a side gave.
#[derive(SimpleObject)]
pub struct FinancingConversion {
    /// The value date.
    pub on: Date,
    pub rate: String,
    pub source: String,
}

/// An exact amount.
#[derive(SimpleObject)]
pub struct FinancingMoney {
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    pub value: Option<FinancingConversion>,
    /// In the plan's currency, to its minor unit.
    pub in_reference: String,
}

fn money(money: &Money, reference: &str) -> FinancingMoney {
    let value = money.value.as_ref().map(|value| FinancingConversion {
        on: Date(value.on),
        rate: value.rate.normalize().to_string(),
        source: value.source.clone(),
    });
    FinancingMoney {
        amount: text(money.amount, &money.currency),
        currency: money.currency.clone(),
        value,
        in_reference: text(money.in_reference(reference), reference),
    }
}

/// A part of a co-financing that comes on its own day.
#[derive(SimpleObject)]
pub struct FinancingTranche {
    /// From 1.
    pub number: usize,
    pub due: Date,
    pub amount: String,
    pub condition: Option<String>,
    /// True when it has come whole.
    pub received: bool,
}

/// The levy behind a line from an annex budget.
#[derive(SimpleObject)]
pub struct FinancingLevy {
    pub sector: LevySector,
    pub product: String,
    /// In percent.
    pub rate: String,
}

/// A resource of a plan.
#[derive(SimpleObject)]
pub struct FinancingLine {
    pub number: u16,
    pub source: FundingSource,
    pub funder: Option<String>,
    pub nature: FundingNature,
    /// The party that carries it.
    pub party: Organisation,
    pub side: Option<u8>,
    pub year: i16,
    pub amount: FinancingMoney,
    pub tranches: Vec<FinancingTranche>,
    pub levy: Option<FinancingLevy>,
    /// How far its money has come, in the plan's currency.
    pub tally: FinancingTally,
    /// What the viewer can record on it now.
    pub steps: Vec<FundingStep>,
}

/// A vote or a convention that stands behind a subsidy.
#[derive(SimpleObject)]
pub struct FinancingProof {
    pub on: Date,
    pub reference: String,
}

/// A subsidy to an association.
#[derive(SimpleObject)]
pub struct FinancingSubsidy {
    pub association: String,
    pub cofinanced: bool,
    pub mission: bool,
    pub votes: Vec<FinancingProof>,
    pub conventions: Vec<FinancingProof>,
}

/// An item of expense of a plan.
#[derive(SimpleObject)]
pub struct FinancingExpense {
    pub number: u16,
    pub heading: ExpenseHeading,
    pub label: String,
    /// The party that spends it.
    pub party: Organisation,
    pub side: Option<u8>,
    pub amount: FinancingMoney,
    /// What was paid on it, in the plan's currency.
    pub paid: String,
    /// True when that is more than was planned.
    pub overspent: bool,
    pub subsidy: Option<FinancingSubsidy>,
    /// True when the viewer may record what was paid, and what concerns its subsidy.
    pub can_record: bool,
}

/// An amount on record.
#[derive(SimpleObject)]
pub struct FinancingEntry {
    pub id: ID,
    /// The line that it is about, where it is one.
    pub line: Option<u16>,
    pub step: Option<FundingStep>,
    /// The item of expense on which it was paid, where it is one.
    pub expense: Option<u16>,
    /// The side that recorded it.
    pub by: u8,
    pub amount: FinancingMoney,
    pub on: Date,
    pub reason: String,
    pub document: Option<String>,
    pub payee: Option<String>,
    pub tranche: Option<u16>,
    /// The one that counts in its place.
    pub corrected_by: Option<ID>,
    /// True when the viewer may correct it.
    pub can_correct: bool,
}

impl FinancingEntry {
    pub(super) fn of(state: &State, one: &Kept, mine: &[OrganisationId]) -> Self {
        let (line, step, expense) = match one.target {
            Target::Line(line, step) => (Some(line), Some(step.into()), None),
            Target::Expense(expense) => (None, None, Some(expense)),
        };
        let reference = state.agreed.as_ref().map_or("", |plan| &plan.reference);
        let side = |own: &OrganisationId| side_of(state.parties(), *own) == Some(one.by);
        Self {
            id: one.id.global(),
            line,
            step,
            expense,
            by: one.by.0,
            amount: money(&one.entry.amount, reference),
            on: Date(one.entry.on),
            reason: one.entry.reason.clone(),
            document: one.entry.document.as_ref().map(|hash| hash.0.clone()),
            payee: one.entry.payee.clone(),
            tranche: one.entry.tranche,
            corrected_by: one.corrected_by.map(Global::global),
            can_correct: one.corrected_by.is_none() && mine.iter().any(side),
        }
    }
}

/// A plan as one version of it says.
pub struct FinancingContent {
    view: View,
    plan: Content,
    state: State,
    mine: Vec<OrganisationId>,
}

impl FinancingContent {
    pub(super) fn new(
        view: View,
        plan: &Content,
        state: &State,
        mine: Vec<OrganisationId>,
    ) -> Self {
        Self { view, plan: plan.clone(), state: state.clone(), mine }
    }

    async fn line(&self, line: &Line) -> Result<FinancingLine> {
        let reference = &self.plan.reference;
        let tally = sums(reference, std::slice::from_ref(line), &[], &self.state.entries, &[]);
        let open = domain::financing::due(&self.state);
        let tranche = |(place, one): (usize, &domain::financing::Tranche)| FinancingTranche {
            number: place + 1,
            due: Date(one.due),
            amount: text(one.amount, &line.amount.currency),
            condition: one.condition.clone(),
            received: self.state.agreed.is_some()
                && !open
                    .iter()
                    .any(|due| due.line == line.number && usize::from(due.tranche) == place + 1),
        };
        let levy = line.levy.as_ref().map(|levy| FinancingLevy {
            sector: levy.sector.into(),
            product: levy.product.normalize().to_string(),
            rate: levy.rate.normalize().to_string(),
        });
        let mut mine: Vec<Step> =
            self.mine.iter().flat_map(|own| steps(&self.state, line.number, *own)).collect();
        mine.dedup();
        Ok(FinancingLine {
            number: line.number,
            source: line.source.into(),
            funder: line.funder.clone(),
            nature: line.nature.into(),
            party: self.view.known_organisation(line.party).await?,
            side: side_of(self.state.parties(), line.party).map(|side| side.0),
            year: line.year,
            amount: money(&line.amount, reference),
            tranches: line.tranches.iter().enumerate().map(tranche).collect(),
            levy,
            tally: tally_of(&tally.resources, reference),
            steps: mine.into_iter().map(Into::into).collect(),
        })
    }

    async fn expense(&self, expense: &Expense) -> Result<FinancingExpense> {
        let reference = &self.plan.reference;
        let sums = sums(reference, &[], std::slice::from_ref(expense), &self.state.entries, &[]);
        let Outlay { planned, paid } = sums.expenses;
        Ok(FinancingExpense {
            number: expense.number,
            heading: expense.heading.into(),
            label: expense.label.clone(),
            party: self.view.known_organisation(expense.party).await?,
            side: side_of(self.state.parties(), expense.party).map(|side| side.0),
            amount: money(&expense.amount, reference),
            paid: text(paid, reference),
            overspent: paid > planned,
            subsidy: self.subsidy(expense),
            can_record: self.mine.contains(&expense.party),
        })
    }

    fn subsidy(&self, expense: &Expense) -> Option<FinancingSubsidy> {
        let subsidy = expense.subsidy.as_ref()?;
        let votes = self.state.votes.iter().filter(|vote| vote.expense == expense.number);
        let votes = votes.map(|vote| (vote.on, &vote.reference));
        let signed = self.state.conventions.iter().filter(|one| one.expense == expense.number);
        let signed = signed.map(|one| (one.on, &one.reference));
        let proof = |(on, reference): (jiff::civil::Date, &String)| FinancingProof {
            on: Date(on),
            reference: reference.clone(),
        };
        Some(FinancingSubsidy {
            association: subsidy.association.clone(),
            cofinanced: subsidy.cofinanced,
            mission: subsidy.mission,
            votes: votes.map(proof).collect(),
            conventions: signed.map(proof).collect(),
        })
    }
}

#[Object]
impl FinancingContent {
    /// What consents refer to.
    async fn hash(&self) -> &str {
        &self.plan.hash.0
    }

    /// The currency in which it adds up, ISO 4217.
    async fn currency(&self) -> &str {
        &self.plan.reference
    }

    async fn country_class(&self) -> CountryClass {
        self.plan.class.into()
    }

    /// Resources, by number.
    async fn lines(&self) -> Result<Vec<FinancingLine>> {
        let mut lines = Vec::with_capacity(self.plan.lines.len());
        for line in &self.plan.lines {
            lines.push(self.line(line).await?);
        }
        Ok(lines)
    }

    /// Expenses, by number.
    async fn expenses(&self) -> Result<Vec<FinancingExpense>> {
        let mut expenses = Vec::with_capacity(self.plan.expenses.len());
        for expense in &self.plan.expenses {
            expenses.push(self.expense(expense).await?);
        }
        Ok(expenses)
    }

    /// What it adds up to.
    async fn sums(&self) -> FinancingSums {
        let Content { reference, lines, expenses, .. } = &self.plan;
        FinancingSums::of(reference, lines, expenses, &self.state.entries, self.state.parties())
    }
}
