//! A plan of money as sheets: resources, expenses, amounts on record; exact to the minor unit, sums as formulas.

use domain::financing::{
    Content, Decimal, Expense, Money, Outlay, State, Target, in_force, minor_units, sums,
};
use domain::text::Words;
use jiff::civil::Date;
use reports::{Cell, Sheet};

use super::tell::{Teller, exact};
use super::{terms, words as w};
use crate::graph::fault::Result;
use crate::graph::view::View;

/// The sheets of the plan by which money comes.
pub(in crate::graph) async fn of_plan(
    view: &View,
    state: &State,
    lang: domain::Lang,
) -> Result<Vec<super::Sheet>> {
    let teller = Teller { view: view.clone(), lang };
    let Some(plan) = in_force(state) else { return Ok(Vec::new()) };
    let sheets = [
        resources(&teller, state, plan).await?,
        expenses(&teller, state, plan).await?,
        recorded(&teller, state, plan),
    ];
    Ok(sheets.into_iter().map(Into::into).collect())
}

fn heads(teller: &Teller, words: &[&Words]) -> Vec<String> {
    words.iter().map(|one| teller.owned(one)).collect()
}

fn figure(sum: Decimal, currency: &str) -> Cell {
    Cell::Figure(exact(sum, currency), minor_units(currency).unwrap_or(2))
}

fn total(sum: Decimal, currency: &str) -> Cell {
    Cell::Sum(exact(sum, currency), minor_units(currency).unwrap_or(2))
}

fn day(day: Date) -> Cell {
    Cell::Day(day.year(), day.month(), day.day())
}

/// An amount as four cells: itself, its currency, value date and rate.
fn money(money: &Money) -> [Cell; 4] {
    let value = money.value.as_ref();
    [
        figure(money.amount, &money.currency),
        Cell::words(&money.currency),
        value.map_or(Cell::Empty, |value| day(value.on)),
        value.map_or(Cell::Empty, |value| Cell::words(value.rate.normalize().to_string())),
    ]
}

async fn resources(teller: &Teller, state: &State, plan: &Content) -> Result<Sheet> {
    let reference = &plan.reference;
    let mut names = heads(
        teller,
        &[&w::NUMBER, &w::ORIGIN, &w::FUNDER, &w::NATURE, &w::PARTY, &w::YEAR, &w::AMOUNT],
    );
    names.extend(heads(teller, &[&w::CURRENCY, &w::VALUE_DAY, &w::RATE]));
    names.push(teller.fill(&w::IN_REFERENCE, &[("currency", reference)]));
    names.extend(heads(teller, &[&w::SUM_CONFIRMED, &w::SUM_COMMITTED, &w::SUM_DISBURSED]));
    let mut rows = Vec::with_capacity(plan.lines.len() + 1);
    for line in &plan.lines {
        let came = sums(reference, std::slice::from_ref(line), &[], &state.entries, &[]).resources;
        let mut row = vec![
            Cell::Figure(line.number.to_string(), 0),
            Cell::words(teller.say(&terms::source(line.source))),
            Cell::words(line.funder.clone().unwrap_or_default()),
            Cell::words(teller.say(&terms::nature(line.nature))),
            Cell::words(teller.name(line.party).await?),
            Cell::words(line.year.to_string()),
        ];
        row.extend(money(&line.amount));
        let all = [came.planned, came.confirmed, came.committed, came.disbursed];
        row.extend(all.map(|sum| figure(sum, reference)));
        rows.push(row);
    }
    let all = sums(reference, &plan.lines, &[], &state.entries, &[]).resources;
    let mut last = vec![Cell::Empty, Cell::words(teller.say(&w::TOTAL))];
    last.extend(std::iter::repeat_n(Cell::Empty, 8));
    let all = [all.planned, all.confirmed, all.committed, all.disbursed];
    last.extend(all.map(|sum| total(sum, reference)));
    rows.push(last);
    Ok(Sheet { name: teller.owned(&w::RESOURCES), heads: names, rows })
}

async fn expenses(teller: &Teller, state: &State, plan: &Content) -> Result<Sheet> {
    let reference = &plan.reference;
    let outlay = |some: &[Expense]| sums(reference, &[], some, &state.entries, &[]).expenses;
    let mut names =
        heads(teller, &[&w::NUMBER, &w::HEADING, &w::LABEL, &w::PARTY, &w::AMOUNT, &w::CURRENCY]);
    names.extend(heads(teller, &[&w::VALUE_DAY, &w::RATE]));
    names.push(teller.fill(&w::IN_REFERENCE, &[("currency", reference)]));
    names.push(teller.owned(&w::PAID));
    let mut rows = Vec::with_capacity(plan.expenses.len() + 1);
    for one in &plan.expenses {
        let mut row = vec![
            Cell::Figure(one.number.to_string(), 0),
            Cell::words(teller.say(&terms::heading(one.heading))),
            Cell::words(&one.label),
            Cell::words(teller.name(one.party).await?),
        ];
        row.extend(money(&one.amount));
        let Outlay { planned, paid } = outlay(std::slice::from_ref(one));
        row.extend([figure(planned, reference), figure(paid, reference)]);
        rows.push(row);
    }
    let mut last = vec![Cell::Empty, Cell::words(teller.say(&w::TOTAL))];
    last.extend(std::iter::repeat_n(Cell::Empty, 6));
    let Outlay { planned, paid } = outlay(&plan.expenses);
    last.extend([total(planned, reference), total(paid, reference)]);
    rows.push(last);
    Ok(Sheet { name: teller.owned(&w::EXPENSES), heads: names, rows })
}

/// Every amount on record; those that were corrected say that they no longer count, so no sum stands below them.
fn recorded(teller: &Teller, state: &State, plan: &Content) -> Sheet {
    let mut names = heads(
        teller,
        &[&w::DAY, &w::NUMBER, &w::ENTRY, &w::STEP, &w::AMOUNT, &w::CURRENCY, &w::VALUE_DAY],
    );
    names.extend(heads(teller, &[&w::RATE, &w::PAYEE, &w::REASON, &w::COUNTS]));
    let rows = state.entries.iter().map(|one| {
        let (number, what, step) = match one.target {
            Target::Line(number, step) => {
                let source = plan.line(number).map(|line| teller.say(&terms::source(line.source)));
                (number, source.unwrap_or_default().to_owned(), teller.owned(&terms::step(step)))
            }
            Target::Expense(number) => {
                let label = plan.expense(number).map(|one| one.label.clone());
                (number, label.unwrap_or_default(), teller.owned(&w::PAID))
            }
        };
        let mut row = vec![
            day(one.entry.on),
            Cell::Figure(number.to_string(), 0),
            Cell::words(what),
            Cell::words(step),
        ];
        row.extend(money(&one.entry.amount));
        row.push(Cell::words(one.entry.payee.clone().unwrap_or_default()));
        row.push(Cell::words(&one.entry.reason));
        let counts = if one.corrected_by.is_none() { &w::YES } else { &w::NO };
        row.push(Cell::words(teller.say(counts)));
        row
    });
    Sheet { name: teller.owned(&w::RECORDED), heads: names, rows: rows.collect() }
}
