//! Inputs of acts on financing plans. Amounts and rates are text: what is no decimal becomes an amount that the domain
//! refuses with its field.

use async_graphql::{ID, InputObject};
use domain::cooperation::TextHash;
use domain::financing::{
    Command, Conversion, Decimal, Draft, Entry, EntryCommand, Expense, Levy, Line, Money,
    PlanCommand, Subsidy, SubsidyCommand, Tranche, amount,
};
use domain::{ProjectId, Refusal};

use super::{ActingAs, id};
use crate::graph::enums::{
    CountryClass, ExpenseHeading, FundingNature, FundingSource, FundingStep, LevySector,
};
use crate::graph::scalars::{Date, Uuid};

/// What an amount in another currency than the plan's is worth.
#[derive(Debug, Clone, InputObject)]
pub struct ConversionInput {
    /// The value date.
    pub on: Date,
    /// Units of the plan's currency for one unit of the amount's, e.g. `0.0015245`.
    pub rate: String,
    /// Where the rate is published.
    pub source: String,
}

/// A part of a co-financing that comes on its own day.
#[derive(Debug, Clone, InputObject)]
pub struct TrancheInput {
    pub due: Date,
    /// In the currency of the line.
    pub amount: String,
    /// What must be there first.
    pub condition: Option<String>,
}

/// The levy behind a line from an annex budget.
#[derive(Debug, Clone, InputObject)]
pub struct LevyInput {
    pub sector: LevySector,
    /// What the fee or tax yields in the year, in the currency of the line.
    pub product: String,
    /// In percent of that product.
    pub rate: String,
}

/// A resource of a plan.
#[derive(Debug, Clone, InputObject)]
pub struct FinancingLineInput {
    /// From 1; it stays the same from version to version.
    pub number: u16,
    pub source: FundingSource,
    /// The institution that brings it, where it is no party; the call or the earlier grant.
    pub funder: Option<String>,
    pub nature: FundingNature,
    /// The party that carries it.
    pub party: ID,
    pub year: i16,
    /// A decimal, e.g. `12000.50`.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    pub value: Option<ConversionInput>,
    #[graphql(default)]
    pub tranches: Vec<TrancheInput>,
    pub levy: Option<LevyInput>,
}

/// A subsidy to an association.
#[derive(Debug, Clone, InputObject)]
pub struct FinancingSubsidyInput {
    pub association: String,
    /// True when others pay for the same action.
    pub cofinanced: bool,
    /// True when a specific mission is given to it.
    pub mission: bool,
}

/// An item of expense of a plan.
#[derive(Debug, Clone, InputObject)]
pub struct FinancingExpenseInput {
    /// From 1; it stays the same from version to version.
    pub number: u16,
    pub heading: ExpenseHeading,
    pub label: String,
    /// The party that spends it.
    pub party: ID,
    pub amount: String,
    pub currency: String,
    pub value: Option<ConversionInput>,
    pub subsidy: Option<FinancingSubsidyInput>,
}

/// A whole plan.
#[derive(Debug, Clone, InputObject)]
pub struct FinancingPlanInput {
    /// The currency in which it adds up, ISO 4217.
    pub currency: String,
    pub country_class: CountryClass,
    pub lines: Vec<FinancingLineInput>,
    pub expenses: Vec<FinancingExpenseInput>,
}

impl FinancingPlanInput {
    /// The plan as the domain reads it.
    pub(crate) fn draft(self) -> Result<Draft, Refusal> {
        let lines = self.lines.into_iter().enumerate().map(|(place, one)| line(place, one));
        let expenses = self.expenses.into_iter().enumerate();
        Ok(Draft {
            reference: code(&self.currency),
            class: self.country_class.into(),
            lines: lines.collect::<Result<_, _>>()?,
            expenses: expenses.map(|(place, one)| expense(place, one)).collect::<Result<_, _>>()?,
        })
    }
}

fn line(place: usize, one: FinancingLineInput) -> Result<Line, Refusal> {
    let levy = one.levy.map(|levy| Levy {
        sector: levy.sector.into(),
        product: read(&levy.product),
        rate: read(&levy.rate),
    });
    let tranche = |one: TrancheInput| Tranche {
        due: one.due.0,
        amount: read(&one.amount),
        condition: said(one.condition),
    };
    Ok(Line {
        number: one.number,
        source: one.source.into(),
        funder: said(one.funder),
        nature: one.nature.into(),
        party: id(&one.party, &format!("lines.{place}.party"))?,
        year: one.year,
        amount: money(read(&one.amount), &one.currency, one.value),
        tranches: one.tranches.into_iter().map(tranche).collect(),
        levy,
    })
}

fn expense(place: usize, one: FinancingExpenseInput) -> Result<Expense, Refusal> {
    let subsidy = one.subsidy.map(|subsidy| Subsidy {
        association: subsidy.association,
        cofinanced: subsidy.cofinanced,
        mission: subsidy.mission,
    });
    Ok(Expense {
        number: one.number,
        heading: one.heading.into(),
        label: one.label,
        party: id(&one.party, &format!("expenses.{place}.party"))?,
        amount: money(read(&one.amount), &one.currency, one.value),
        subsidy,
    })
}

fn money(amount: Decimal, currency: &str, value: Option<ConversionInput>) -> Money {
    let value = value.map(|value| Conversion {
        on: value.on.0,
        rate: read(&value.rate),
        source: value.source,
    });
    Money { amount, currency: code(currency), value }
}

/// A decimal; zero for what is none, which no line may be.
fn read(text: &str) -> Decimal {
    amount(text).unwrap_or_default()
}

fn code(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

/// Words that are there.
fn said(words: Option<String>) -> Option<String> {
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// An amount to record.
#[derive(Debug, Clone, InputObject)]
pub struct FundsInput {
    pub amount: String,
    /// That of the line.
    pub currency: String,
    pub value: Option<ConversionInput>,
    pub on: Date,
    /// What it rests on: a letter, a vote, an invoice.
    pub reason: String,
    /// SHA-256 of the document, in hex.
    pub document: Option<String>,
    /// The institution that receives it; required where money moves.
    pub payee: Option<String>,
    /// Which tranche of the line it is, from 1.
    pub tranche: Option<u16>,
}

impl FundsInput {
    /// What is no decimal is less than zero, so that it takes no amount back by a slip.
    fn entry(self) -> Box<Entry> {
        let amount = amount(&self.amount).unwrap_or(Decimal::NEGATIVE_ONE);
        Box::new(Entry {
            amount: money(amount, &self.currency, self.value),
            on: self.on.0,
            reason: self.reason,
            document: said(self.document).map(|hash| TextHash(hash.to_ascii_lowercase())),
            payee: said(self.payee),
            tranche: self.tranche,
        })
    }
}

macro_rules! on_plan {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
        $input:ident, $project:ident => $command:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, InputObject)]
        pub struct $name {
            pub command_id: Uuid,
            pub acting_as: Option<ActingAs>,
            pub project: ID,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            pub(crate) fn command(self, $project: ProjectId) -> Result<Command, Refusal> {
                let $input = self;
                Ok($command)
            }
        }
    )*};
}

on_plan! {
    /// A plan to propose for a project.
    ProposeFinancingPlanInput { plan: FinancingPlanInput, }
    input, project => Command::Plan(PlanCommand::Propose {
        project, cooperation: None, parties: Vec::new(), draft: Box::new(input.plan.draft()?),
    });
    /// A changed plan; `basedOn` is the hash of the one that was read.
    ReviseFinancingPlanInput { based_on: String, plan: FinancingPlanInput, reason: String, }
    input, _project => Command::Plan(PlanCommand::Revise {
        based_on: TextHash(input.based_on), draft: Box::new(input.plan.draft()?), reason: input.reason,
    });
    /// Consent to the plan with this hash, the one that was read.
    ConsentToFinancingPlanInput { hash: String, }
    input, _project => Command::Plan(PlanCommand::Consent { hash: TextHash(input.hash) });
    /// The withdrawal of a consent.
    WithdrawFinancingConsentInput { reason: String, }
    input, _project => Command::Plan(PlanCommand::WithdrawConsent { reason: input.reason });
    /// Money of a line that was confirmed, committed or disbursed.
    RecordFundsInput { line: u16, step: FundingStep, funds: FundsInput, }
    input, _project => Command::Entry(EntryCommand::Record {
        line: input.line, step: input.step.into(), entry: input.funds.entry(),
    });
    /// What was paid on an item of expense that is no subsidy.
    RecordExpenseInput { expense: u16, funds: FundsInput, }
    input, _project => Command::Entry(EntryCommand::Spend {
        expense: input.expense, entry: input.funds.entry(),
    });
    /// A corrected amount; zero takes it back. The old one stays on record.
    CorrectFundsInput { replaces: ID, funds: FundsInput, }
    input, _project => Command::Entry(EntryCommand::Correct {
        replaces: id(&input.replaces, "replaces")?, entry: input.funds.entry(),
    });
    /// The vote of a subsidy by the council of the party that gives it.
    RecordSubsidyVoteInput { expense: u16, on: Date, reference: String, }
    input, _project => Command::Subsidy(SubsidyCommand::Vote {
        expense: input.expense, on: input.on.0, reference: input.reference,
    });
    /// The convention with the association.
    RecordSubsidyConventionInput { expense: u16, on: Date, reference: String, }
    input, _project => Command::Subsidy(SubsidyCommand::Sign {
        expense: input.expense, on: input.on.0, reference: input.reference,
    });
    /// A payment of a subsidy.
    PaySubsidyInput { expense: u16, funds: FundsInput, }
    input, _project => Command::Subsidy(SubsidyCommand::Pay {
        expense: input.expense, entry: input.funds.entry(),
    });
}
