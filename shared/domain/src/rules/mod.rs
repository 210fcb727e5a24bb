//! Rules as data: what is refused or remarked, why, by which source, since when, for whom.

mod conventions;
mod cooperation;
mod door;
mod drafts;
mod entries;
mod evaluations;
mod factors;
mod formalities;
mod house;
mod law;
mod lessons;
mod mail;
mod money;
mod phases;
mod plans;
mod privacy;
mod projects;
mod providers;
mod records;
mod remarks;
mod reminders;
mod screening;
mod seats;
mod sources;
mod talk;
#[cfg(test)]
mod tests;
mod tokens;

pub use conventions::*;
pub use cooperation::*;
pub use door::*;
pub use drafts::*;
pub use entries::*;
pub use evaluations::*;
pub use factors::*;
pub use formalities::*;
pub use house::*;
pub use law::*;
pub use lessons::*;
pub use mail::*;
pub use money::*;
pub use phases::*;
pub use plans::*;
pub use privacy::*;
pub use projects::*;
pub use providers::*;
pub use records::*;
pub use remarks::*;
pub use reminders::*;
pub use screening::*;
pub use seats::*;
pub use sources::source_in;
pub use talk::*;
pub use tokens::*;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::OrganisationId;
use crate::organisation::{Kind, Profile};
use crate::territory::Fact;
use crate::text::Words;

/// How grave a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The act is refused.
    Block,
    /// The act is accepted, the remark goes with it.
    Warn,
    /// For information.
    Inform,
}

/// A rule of law, of the field or of the house.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Its identifier.
    pub id: RuleId,
    /// What it says; `{}` is filled with a refusal's details.
    pub statement: Words,
    /// What one can do about it.
    pub way_out: Words,
    /// How grave it is.
    pub severity: Severity,
    /// Where it comes from: law, guide, manual or design.
    pub source: &'static str,
    /// First day, if it has one.
    pub valid_from: Option<Date>,
    /// Last day, if it has one.
    pub valid_until: Option<Date>,
    /// ISO 3166-1 codes of the parties' countries it applies to; empty: all.
    pub countries: &'static [&'static str],
}

/// What the rules need to know of a party; looked up by the service.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyFacts {
    /// Which party.
    pub organisation: OrganisationId,
    /// The name to show in a refusal.
    pub name: String,
    /// What kind of body.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Its profile.
    pub profile: Profile,
    /// Facts of the country register on its country and territory.
    pub territory: Vec<Fact>,
    /// True when its record was merged into another or succeeded.
    pub superseded: bool,
}

/// The identifier of a rule, such as `R-09`; every one is in a table of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct RuleId(pub &'static str);

impl std::fmt::Display for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// The row of a rule.
///
/// # Panics
/// When the id is in no table; a test walks every id, so that this cannot happen to a user.
#[must_use]
pub fn rule(id: RuleId) -> &'static Rule {
    all().find(|rule| rule.id == id).expect("every rule id has a row in a table")
}

/// The row of the rule with this identifier, as the record keeps it; `None` for one that this version does not know.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.0 == id)
}

/// All rules: the law's, the field's and the house's.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    LAW.iter()
        .chain(cooperation::rows())
        .chain(STEPS)
        .chain(CONVENTIONS)
        .chain(DRAFTS)
        .chain(REMARKS)
        .chain(PROJECTS)
        .chain(PHASES)
        .chain(MONEY)
        .chain(PLANS)
        .chain(REMINDERS)
        .chain(EVALUATIONS)
        .chain(LESSONS)
        .chain(ENTRIES)
        .chain(TALK)
        .chain(HOUSE)
        .chain(RECORDS)
        .chain(SEATS)
        .chain(DOOR)
        .chain(PRIVACY)
        .chain(TOKENS)
        .chain(PROVIDERS)
        .chain(FACTORS)
        .chain(MAIL)
}

impl Rule {
    /// True on the days from its first to its last, both included.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= on)
            && self.valid_until.is_none_or(|last| on <= last)
    }

    /// True when it binds authorities of `country`.
    #[must_use]
    pub fn binds(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|c| c.eq_ignore_ascii_case(country))
    }
}

/// A row that holds everywhere, since ever and for ever.
const fn row(
    id: RuleId,
    severity: Severity,
    source: &'static str,
    statement: Words,
    way_out: Words,
) -> Rule {
    let (valid_from, valid_until) = (None, None);
    Rule { id, statement, way_out, severity, source, valid_from, valid_until, countries: &[] }
}

/// The row, for French authorities only.
const fn french(rule: Rule) -> Rule {
    Rule { countries: FRENCH, ..rule }
}

/// The row, from its first day on.
const fn since(first: Date, rule: Rule) -> Rule {
    Rule { valid_from: Some(first), ..rule }
}
