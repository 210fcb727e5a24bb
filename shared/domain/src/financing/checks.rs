//! The check of a plan: every finding with its rule and its field, for the page that asks while somebody types and for the
//! decision alike.

mod law;
mod shape;

#[cfg(test)]
pub(super) use law::needs_convention;
pub(super) use law::unpayable;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::sums::{Sums, sums};
use super::{Draft, Known, Line, Nature, Source, limits, money};
use crate::amounts;
use crate::cooperation::{Party, refuse_at};
use crate::refusal::Refusal;
use crate::rules::{self, FRENCH, PartyFacts, Severity};

/// Everything that is to be said of a plan, what blocks it first. Rules of calls and of law are those of `today`.
#[must_use]
pub fn checks(draft: &Draft, parties: &[Party], known: &Known, today: Date) -> Vec<Refusal> {
    if let Err(refusal) = money::units(&draft.reference, "reference") {
        return vec![refusal];
    }
    let check = Check::new(draft, parties, known, today);
    let mut found = check.shape();
    found.extend(check.law());
    found.extend(check.balance());
    found.sort_by_key(|finding| finding.severity() != Severity::Block);
    found
}

/// A plan under the eyes of the rules.
pub(in crate::financing) struct Check<'a> {
    draft: &'a Draft,
    parties: &'a [Party],
    known: &'a Known,
    today: Date,
    sums: Sums,
}

impl<'a> Check<'a> {
    fn new(draft: &'a Draft, parties: &'a [Party], known: &'a Known, today: Date) -> Self {
        let sums = sums(&draft.reference, &draft.lines, &draft.expenses, &[], parties);
        Self { draft, parties, known, today, sums }
    }

    /// Resources are expenses, to the last minor unit.
    fn balance(&self) -> Option<Refusal> {
        let difference = self.sums.difference();
        (!difference.is_zero()).then(|| Refusal {
            rule: rules::FP_BALANCE,
            path: Some("balance".to_owned()),
            detail: vec![
                self.said(self.sums.resources.planned),
                self.said(self.sums.expenses.planned),
                self.said(difference.abs()),
            ],
        })
    }

    /// An amount in the plan's currency, for a message.
    fn said(&self, amount: Decimal) -> String {
        amounts::detail(amount, &self.draft.reference)
    }

    fn fact(&self, line: &Line) -> Option<&PartyFacts> {
        self.known.facts.iter().find(|fact| fact.organisation == line.party)
    }

    fn french(&self, line: &Line) -> bool {
        self.fact(line).is_some_and(|fact| is_french(&fact.country))
    }

    /// True when a French authority takes part: the rules of French calls and law are about its money.
    fn has_french(&self) -> bool {
        let french = |party: &Party| {
            let fact = self.known.facts.iter().find(|fact| fact.organisation == party.organisation);
            fact.is_some_and(|fact| is_french(&fact.country))
        };
        self.parties.iter().any(french)
    }

    /// The lines with their places.
    fn lines(&self) -> impl Iterator<Item = (usize, &'a Line)> {
        self.draft.lines.iter().enumerate()
    }

    /// What lines of a kind come to, in the plan's currency.
    fn total(&self, fits: impl Fn(&Line) -> bool) -> Decimal {
        let of = |line: &Line| line.amount.in_reference(&self.draft.reference);
        self.draft.lines.iter().filter(|line| fits(line)).map(of).sum()
    }

    /// The place of the first line of a source.
    fn first(&self, source: Source) -> Option<usize> {
        self.lines().find(|(_, line)| line.source == source).map(|(place, _)| place)
    }
}

/// True for the codes under which French authorities are found.
pub(super) fn is_french(country: &str) -> bool {
    FRENCH.iter().any(|code| code.eq_ignore_ascii_case(country))
}

/// True for sources that are a party's own budget.
fn own(source: Source) -> bool {
    matches!(source, Source::GeneralBudget | Source::AnnexBudget)
}

/// The nature of a line fits its source: own money comes from an own budget, a co-financing from elsewhere.
fn fits_nature(line: &Line) -> bool {
    match line.nature {
        Nature::Own => own(line.source),
        Nature::Cofinancing => !own(line.source),
        Nature::InKind => true,
    }
}

/// True when `part` is more than `percent` of `whole`; exact.
fn above(part: Decimal, percent: u8, whole: Decimal) -> bool {
    part * Decimal::ONE_HUNDRED > whole * Decimal::from(percent)
}

/// A finding about a field of a line.
fn at_line(rule: rules::RuleId, place: usize, field: &str) -> Refusal {
    refuse_at(rule, format!("lines.{place}.{field}"))
}
