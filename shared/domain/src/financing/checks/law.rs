//! What law, calls and the guide ask of a plan, and the terms of the calls of 2024.

use rust_decimal::Decimal;

use super::super::calls::{Facility, call_on, facilities, levy_on};
use super::super::state::{Convention, Vote};
use super::super::{Expense, LEVIES, Levy, Line, Money, Nature, Source};
use super::{Check, above, at_line, is_french};
use crate::cooperation::{Theme, refuse_at, refuse_naming};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// The largest rate of a levy, in percent of its product.
const LEVY_MOST: Decimal = Decimal::ONE;

impl Check<'_> {
    pub(super) fn law(&self) -> Vec<Refusal> {
        let dcol = |(place, line): (usize, &Line)| {
            (line.source == Source::Dcol).then(|| at_line(rules::R_29, place, "source"))
        };
        let mut found: Vec<Refusal> = self.lines().filter_map(dcol).collect();
        found.extend(self.lines().filter_map(|(place, line)| self.levy(place, line)));
        if self.has_french() {
            found.extend(self.own_first());
            found.extend(self.call());
            found.extend(facilities(self.today).filter_map(|row| self.facility(row)));
            found.extend(self.general_budget());
        }
        found.extend(self.subsidies());
        found
    }

    /// a co-financing completes what a French authority brings itself.
    fn own_first(&self) -> Option<Refusal> {
        let place = self.lines().find(|(_, line)| line.nature == Nature::Cofinancing)?.0;
        let mine = self.total(|line| line.nature == Nature::Own && self.french(line));
        mine.is_zero().then(|| at_line(rules::R_19, place, "nature"))
    }

    /// and what the calls ask of the French side's own contribution.
    fn call(&self) -> Vec<Refusal> {
        let Some(place) = self.first(Source::State) else { return Vec::new() };
        let mut found = vec![at_line(rules::R_21, place, "amount")];
        let Some(row) = call_on(self.draft.class, self.today) else { return found };
        let path = |rule: RuleId, percent: u8| {
            refuse_naming(rule, format!("lines.{place}.amount"), percent.to_string())
        };
        let whole = self.sums.resources.planned;
        if above(self.total(|line| line.source == Source::State), row.ceiling, whole) {
            found.push(path(rules::R_20, row.ceiling));
        }
        let of = |nature| self.total(|line| line.nature == nature && self.french(line));
        let (money, valued) = (of(Nature::Own), of(Nature::InKind));
        if let Some(most) = row.valued.filter(|most| above(valued, *most, money + valued)) {
            found.push(path(rules::FP_VALUED, most));
        }
        let least =
            |least: &u8| (money + valued) * Decimal::ONE_HUNDRED < whole * Decimal::from(*least);
        if let Some(least) = row.own.filter(least) {
            found.push(path(rules::FP_OWN_SHARE, least));
        }
        found
    }

    /// what the agency's facility asks.
    fn facility(&self, row: &Facility) -> Option<Refusal> {
        let place = self.first(row.source)?;
        let rule = if row.source == Source::Ficol { rules::R_22 } else { rules::R_23 };
        let said = |term: &str, field: &str| {
            Some(refuse_naming(rule, format!("lines.{place}.{field}"), term))
        };
        let granted = |line: &Line| line.source == row.source;
        let whole = self.sums.resources.planned;
        if row.share.is_some_and(|share| above(self.total(granted), share, whole)) {
            return said("facility.share", "amount");
        }
        let grant = self.euros(granted);
        let (least, most) = (Decimal::from(row.grant.0), Decimal::from(row.grant.1));
        if grant.is_some_and(|grant| grant < least || grant > most) {
            return said("facility.grant", "amount");
        }
        if row.years.is_some_and(|years| self.longer_than(years)) {
            return said("facility.years", "year");
        }
        let earlier = &self.draft.lines[place].funder;
        let missing = earlier.as_deref().is_none_or(|words| words.trim().is_empty());
        if row.earlier && missing { said("facility.earlier", "funder") } else { None }
    }

    /// What lines come to in euros; `None` where that cannot be said.
    fn euros(&self, fits: impl Fn(&Line) -> bool) -> Option<Decimal> {
        let lines = self.draft.lines.iter().filter(|line| fits(line));
        lines.map(|line| in_euros(&line.amount, &self.draft.reference)).sum()
    }

    fn longer_than(&self, years: i16) -> bool {
        let (Some(starts), Some(ends)) = self.known.days else { return false };
        starts.checked_add(jiff::Span::new().years(years)).is_ok_and(|latest| ends >= latest)
    }

    /// the rate, the sector, what it can yield, the same sector's actions.
    fn levy(&self, place: usize, line: &Line) -> Option<Refusal> {
        let term = match (&line.levy, line.source) {
            (None, Source::AnnexBudget) if self.french(line) => Some(("levy.missing", "levy")),
            (Some(levy), Source::AnnexBudget) => self.levied(line, levy),
            (Some(_), _) => Some(("levy.budget", "source")),
            (None, _) => None,
        };
        let (term, field) = term?;
        Some(refuse_naming(rules::R_24, format!("lines.{place}.{field}"), term))
    }

    fn levied(&self, line: &Line, levy: &Levy) -> Option<(&'static str, &'static str)> {
        if levy.rate <= Decimal::ZERO || levy.rate > LEVY_MOST {
            return Some(("levy.rate", "levy.rate"));
        }
        let Some(theme) = levy_on(levy.sector, self.today) else {
            return Some(("levy.sector", "levy.sector"));
        };
        let yields = levy.product.checked_mul(levy.rate).unwrap_or_default();
        if line.amount.in_reference(&line.amount.currency) * Decimal::ONE_HUNDRED > yields {
            return Some(("levy.product", "levy.product"));
        }
        (!self.about(theme)).then_some(("levy.theme", "levy.sector"))
    }

    /// True when the project is about a theme.
    fn about(&self, theme: &str) -> bool {
        let theme = Theme(theme.to_owned());
        self.known.themes.iter().any(|own| own.covers(&theme) || theme.covers(own))
    }

    /// a general budget may pay for these sectors without limit, whoever's it is.
    fn general_budget(&self) -> Option<Refusal> {
        let sector = LEVIES.iter().any(|row| self.about(row.theme));
        let mut lines = self.lines();
        let general =
            |(_, line): &(usize, &Line)| line.source == Source::GeneralBudget && self.french(line);
        let (place, _) = lines.find(general).filter(|_| sector)?;
        Some(at_line(rules::R_25, place, "source"))
    }

    /// R-17, and what a subsidy will need before it is paid.
    fn subsidies(&self) -> Vec<Refusal> {
        let of = |(place, expense): (usize, &Expense)| {
            let subsidy = expense.subsidy.as_ref()?;
            let fact = self.known.facts.iter().find(|fact| fact.organisation == expense.party)?;
            if !is_french(&fact.country) {
                return None;
            }
            let path = format!("expenses.{place}.subsidy");
            let bound = needs_convention(expense, &self.draft.reference, self.today);
            let steps = if bound { "R-15, R-16" } else { "R-15" };
            let advised = subsidy.mission && !bound;
            let advised = advised.then(|| refuse_at(rules::R_17, &path));
            Some([advised, Some(refuse_naming(rules::FP_SUBSIDY, path, steps))])
        };
        self.draft.expenses.iter().enumerate().filter_map(of).flatten().flatten().collect()
    }
}

/// An amount in euros; `None` where neither it nor the plan is in euros.
fn in_euros(money: &Money, reference: &str) -> Option<Decimal> {
    let known = money.currency == "EUR" || reference == "EUR";
    known.then(|| money.in_reference("EUR"))
}

/// above the threshold of that day, or co-financed.
pub(in super::super) fn needs_convention(
    expense: &Expense,
    reference: &str,
    on: jiff::civil::Date,
) -> bool {
    let Some(subsidy) = &expense.subsidy else { return false };
    let euros = in_euros(&expense.amount, reference);
    let threshold = super::super::calls::threshold_on(on).map(Decimal::from);
    let above = euros.zip(threshold).is_some_and(|(euros, threshold)| euros > threshold);
    above || (subsidy.cofinanced && rules::rule(rules::R_16).in_force(on))
}

/// What is missing before a subsidy of a French authority may be paid on that day: R-15, then R-16.
pub(in super::super) fn unpayable(
    expense: &Expense,
    reference: &str,
    votes: &[Vote],
    conventions: &[Convention],
    on: jiff::civil::Date,
) -> Option<RuleId> {
    let mine = |vote: &&Vote| vote.expense == expense.number && vote.on <= on;
    let Some(vote) = votes.iter().rfind(mine) else {
        return Some(rules::R_15);
    };
    let signed = |one: &Convention| one.expense == expense.number && one.on <= on;
    let missing = needs_convention(expense, reference, vote.on) && !conventions.iter().any(signed);
    missing.then_some(rules::R_16)
}
