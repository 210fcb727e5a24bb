//! What a plan says: lines of resources, items of expense, tranches, the levy and the subsidies that stand behind them.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CountryClass, Heading, Money, Nature, Sector, Source};
use crate::cooperation::TextHash;
use crate::ids::OrganisationId;

/// A part of a co-financing that comes on its own day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tranche {
    /// When it is planned.
    pub due: Date,
    /// How much, in the currency of the line.
    pub amount: Decimal,
    /// What must be there first: an interim report, an invoice.
    pub condition: Option<String>,
}

/// The levy behind a line from an annex budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levy {
    /// The public service whose users pay the fee or tax.
    pub sector: Sector,
    /// What the fee or tax yields in the year, in the currency of the line.
    pub product: Decimal,
    /// The rate that the council fixed, in percent of that product.
    pub rate: Decimal,
}

/// A resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the plan; it stays the same from version to version.
    pub number: u16,
    /// Where it comes from.
    pub source: Source,
    /// The institution that brings it, where it is no party; the call or the earlier grant.
    pub funder: Option<String>,
    /// What kind of resource it is.
    pub nature: Nature,
    /// The party that carries it.
    pub party: OrganisationId,
    /// The budget year.
    pub year: i16,
    /// How much is planned.
    pub amount: Money,
    /// In which parts it comes; none: all at once.
    pub tranches: Vec<Tranche>,
    /// The levy, for a line from an annex budget.
    pub levy: Option<Levy>,
}

/// A subsidy of a party to an association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subsidy {
    /// The association.
    pub association: String,
    /// True when others pay for the same action.
    pub cofinanced: bool,
    /// True when a specific mission is given to it.
    pub mission: bool,
}

/// An item of expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expense {
    /// Its number in the plan; it stays the same from version to version.
    pub number: u16,
    /// The heading.
    pub heading: Heading,
    /// What, in somebody's own words.
    pub label: String,
    /// The party that spends it.
    pub party: OrganisationId,
    /// How much is planned.
    pub amount: Money,
    /// The subsidy, where it is one.
    pub subsidy: Option<Subsidy>,
}

/// A plan as its author writes it; the domain hashes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The currency in which it adds up, ISO 4217.
    pub reference: String,
    /// The class of the partner's country in the State's calls.
    pub class: CountryClass,
    /// Resources.
    pub lines: Vec<Line>,
    /// Expenses.
    pub expenses: Vec<Expense>,
}

/// What the sides consent to, whole; a change of any part has another hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The currency in which it adds up, ISO 4217.
    pub reference: String,
    /// The class of the partner's country in the State's calls.
    pub class: CountryClass,
    /// Resources, by number.
    pub lines: Vec<Line>,
    /// Expenses, by number.
    pub expenses: Vec<Expense>,
    /// Hash of all the above ([`super::hash_of`]).
    pub hash: TextHash,
}

impl Content {
    /// The line of this number.
    #[must_use]
    pub fn line(&self, number: u16) -> Option<&Line> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// The item of expense of this number.
    #[must_use]
    pub fn expense(&self, number: u16) -> Option<&Expense> {
        self.expenses.iter().find(|expense| expense.number == number)
    }
}

impl From<Content> for Draft {
    fn from(plan: Content) -> Self {
        let Content { reference, class, lines, expenses, .. } = plan;
        Self { reference, class, lines, expenses }
    }
}
