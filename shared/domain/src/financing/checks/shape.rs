//! The shape of a plan: rows that are whole, amounts that can be, tranches that add up to their line.

use rust_decimal::Decimal;

use super::super::{Expense, Line};
use super::{Check, at_line, fits_nature, limits, money};
use crate::amounts;
use crate::cooperation::{limits as shared, refuse_at, refuse_naming, side_of, words};
use crate::refusal::Refusal;
use crate::rules;

impl Check<'_> {
    pub(super) fn shape(&self) -> Vec<Refusal> {
        let draft = self.draft;
        let mut found: Vec<Refusal> = Vec::new();
        let sizes = [
            words::at_most(draft.lines.len(), limits::LINES, "lines"),
            words::at_most(draft.expenses.len(), limits::EXPENSES, "expenses"),
        ];
        found.extend(sizes.into_iter().filter_map(Result::err));
        for (empty, path) in
            [(draft.lines.is_empty(), "lines"), (draft.expenses.is_empty(), "expenses")]
        {
            found.extend(empty.then(|| refuse_at(rules::FP_EMPTY, path)));
        }
        for (place, line) in self.lines() {
            found.extend(self.line(place, line).err());
            found.extend(self.money(line, place).err());
        }
        for (place, expense) in draft.expenses.iter().enumerate() {
            found.extend(self.expense(place, expense).err());
            let path = format!("expenses.{place}");
            let checked = money::check(&expense.amount, &draft.reference, self.today, &path, false);
            found.extend(checked.err());
        }
        found
    }

    fn money(&self, line: &Line, place: usize) -> Result<(), Refusal> {
        let path = format!("lines.{place}");
        money::check(&line.amount, &self.draft.reference, self.today, &path, false)?;
        tranches(line, place)
    }

    fn line(&self, place: usize, line: &Line) -> Result<(), Refusal> {
        let twice = self.draft.lines[..place].iter().any(|other| other.number == line.number);
        if line.number == 0 || twice {
            return Err(at_line(rules::FP_NUMBER, place, "number"));
        }
        if side_of(self.parties, line.party).is_none() {
            return Err(at_line(rules::FP_PARTY, place, "party"));
        }
        if !limits::YEARS.contains(&line.year) {
            return Err(at_line(rules::FP_YEAR, place, "year"));
        }
        if !fits_nature(line) {
            return Err(at_line(rules::FP_NATURE, place, "nature"));
        }
        words::optional(line.funder.as_deref(), shared::LABEL, &format!("lines.{place}.funder"))
    }

    fn expense(&self, place: usize, expense: &Expense) -> Result<(), Refusal> {
        let at = |field: &str| format!("expenses.{place}.{field}");
        let before = &self.draft.expenses[..place];
        let twice = before.iter().any(|other| other.number == expense.number);
        if expense.number == 0 || twice {
            return Err(refuse_at(rules::FP_NUMBER, at("number")));
        }
        if side_of(self.parties, expense.party).is_none() {
            return Err(refuse_at(rules::FP_PARTY, at("party")));
        }
        words::required(&expense.label, shared::LABEL, &at("label"), rules::C_EMPTY_TEXT)?;
        let Some(subsidy) = &expense.subsidy else { return Ok(()) };
        let association = at("subsidy.association");
        words::required(&subsidy.association, shared::LABEL, &association, rules::C_EMPTY_TEXT)
    }
}

/// The parts of a co-financing are the whole of it.
fn tranches(line: &Line, place: usize) -> Result<(), Refusal> {
    let path = format!("lines.{place}.tranches");
    words::at_most(line.tranches.len(), limits::TRANCHES, &path)?;
    if line.tranches.is_empty() {
        return Ok(());
    }
    let units = money::units(&line.amount.currency, &path)?;
    let wrong = |amount: Decimal| {
        amount <= Decimal::ZERO
            || amount > Decimal::from(limits::AMOUNT)
            || amount.normalize().scale() > units
    };
    for tranche in &line.tranches {
        if wrong(tranche.amount) {
            return Err(refuse_naming(rules::FP_AMOUNT, &path, units.to_string()));
        }
        words::optional(tranche.condition.as_deref(), shared::SHORT, &path)?;
    }
    let whole: Decimal = line.tranches.iter().map(|tranche| tranche.amount).sum();
    if whole != line.amount.amount {
        let said = |sum| amounts::detail(sum, &line.amount.currency);
        let detail = vec![said(whole), said(line.amount.amount)];
        return Err(Refusal { rule: rules::FP_TRANCHES, path: Some(path), detail });
    }
    Ok(())
}
