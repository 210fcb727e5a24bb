//! The money of a project in a report, and its plan as sheets: the sums are the plan's own, added by the domain.

use std::collections::BTreeMap;

use domain::cooperation::{Side, side_of, sides};
use domain::financing::{
    Content, Decimal, Expense, Kept, Line, Outlay, State, Tally, Target, due, in_force, sums,
};
use domain::project::Reporting;
use domain::text::Words;
use domain::{FinancingId, ProjectId};
use reports::{Block, Column, Row, Section};

use super::tell::{Teller, table};
use super::{terms, words as w};
use crate::graph::fault::Result;

/// What came of a group of lines: in all, and in the period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Came {
    pub(super) all: Tally,
    /// Disbursed in the period.
    pub(super) period: Decimal,
}

/// What came of these lines; the sums of any parts of a plan add up to those of the plan.
pub(super) fn came(plan: &Content, lines: &[Line], kept: &[Kept], asked: Reporting) -> Came {
    let reference = &plan.reference;
    let within = |one: &&Kept| asked.from <= one.entry.on && one.entry.on <= asked.to;
    let of_period: Vec<Kept> = kept.iter().filter(within).cloned().collect();
    Came {
        all: sums(reference, lines, &[], kept, &[]).resources,
        period: sums(reference, lines, &[], &of_period, &[]).resources.disbursed,
    }
}

/// The section on money; none where there is no plan, or none in sight.
pub(super) async fn section(
    teller: &Teller,
    project: ProjectId,
    asked: Reporting,
) -> Result<Option<Section>> {
    let Some(plan) = teller.view.financing_plan(FinancingId::of(project)).await? else {
        return Ok(None);
    };
    let state = plan.state();
    let Some(content) = in_force(state) else { return Ok(None) };
    let told = Told { teller, state, plan: content, asked };
    let mut blocks = told.groups().await?;
    blocks.insert(0, told.opening());
    blocks.push(told.expenses().await?);
    blocks.extend(told.balance());
    blocks.extend(told.tranches().await?);
    blocks.extend(told.entries());
    Ok(Some(Section { heading: teller.owned(&w::MONEY), blocks }))
}

struct Told<'a> {
    teller: &'a Teller,
    state: &'a State,
    plan: &'a Content,
    asked: Reporting,
}

impl Told<'_> {
    fn say(&self, words: &Words) -> &'static str {
        self.teller.say(words)
    }

    fn sum(&self, sum: Decimal) -> String {
        self.teller.sum(sum, &self.plan.reference)
    }

    fn opening(&self) -> Block {
        let words = if self.state.agreed.is_some() { &w::MONEY_AGREED } else { &w::MONEY_PROPOSED };
        let gaps = [("currency", &*self.plan.reference), ("hash", &*self.plan.hash.0)];
        Block::text(self.teller.fill(words, &gaps))
    }

    fn came(&self, lines: &[Line]) -> Came {
        came(self.plan, lines, &self.state.entries, self.asked)
    }

    async fn groups(&self) -> Result<Vec<Block>> {
        let parties = self.state.parties();
        let mut names: BTreeMap<Side, String> = BTreeMap::new();
        for side in sides(parties) {
            names.insert(side, self.teller.side(parties, side).await?);
        }
        let side = |line: &Line| side_of(parties, line.party).unwrap_or(Side(0));
        let called = |side: &Side| names.get(side).cloned().unwrap_or_default();
        Ok(vec![
            self.group(
                &w::BY_SOURCE,
                &w::ORIGIN,
                |line| line.source,
                |source| self.teller.owned(&terms::source(*source)),
            ),
            self.group(
                &w::BY_NATURE,
                &w::NATURE,
                |line| line.nature,
                |nature| self.teller.owned(&terms::nature(*nature)),
            ),
            self.group(&w::BY_PARTY, &w::PARTY, side, called),
            self.group(&w::BY_YEAR, &w::YEAR, |line| line.year, ToString::to_string),
        ])
    }

    /// Resources by a key, with the sum of all.
    fn group<K: Ord>(
        &self,
        caption: &Words,
        head: &Words,
        key: impl Fn(&Line) -> K,
        named: impl Fn(&K) -> String,
    ) -> Block {
        let mut groups: BTreeMap<K, Vec<Line>> = BTreeMap::new();
        for line in &self.plan.lines {
            groups.entry(key(line)).or_default().push(line.clone());
        }
        let row = |name: String, came: Came| {
            let Tally { planned, confirmed, committed, disbursed } = came.all;
            let sums = [planned, confirmed, committed, disbursed, came.period];
            std::iter::once(name).chain(sums.map(|sum| self.sum(sum))).collect()
        };
        let mut rows: Vec<Row> =
            groups.iter().map(|(key, lines)| Row::of(row(named(key), self.came(lines)))).collect();
        rows.push(Row::total(row(self.teller.owned(&w::TOTAL), self.came(&self.plan.lines))));
        let heads = [&w::SUM_PLANNED, &w::SUM_CONFIRMED, &w::SUM_COMMITTED, &w::SUM_DISBURSED];
        let mut columns = vec![Column::words(self.say(head), 4)];
        columns.extend(heads.map(|words| Column::figures(self.say(words), 2)));
        columns.push(Column::figures(self.say(&w::SUM_PERIOD), 2));
        table(self.say(caption), columns, rows)
    }

    async fn expenses(&self) -> Result<Block> {
        let (teller, reference) = (self.teller, &self.plan.reference);
        let columns = vec![
            Column::words(self.say(&w::EXPENSE), 5),
            Column::words(self.say(&w::PARTY), 3),
            Column::figures(self.say(&w::SUM_PLANNED), 2),
            Column::figures(self.say(&w::PAID), 2),
        ];
        let outlay = |some: &[Expense]| {
            let Outlay { planned, paid } =
                sums(reference, &[], some, &self.state.entries, &[]).expenses;
            [planned, paid].map(|sum| self.sum(sum))
        };
        let mut rows = Vec::new();
        for one in &self.plan.expenses {
            let label = format!("{} – {}", teller.say(&terms::heading(one.heading)), one.label);
            let mut row = vec![label, teller.name(one.party).await?];
            row.extend(outlay(std::slice::from_ref(one)));
            rows.push(Row::of(row));
        }
        let mut last = vec![teller.owned(&w::TOTAL), String::new()];
        last.extend(outlay(&self.plan.expenses));
        rows.push(Row::total(last));
        Ok(table(self.say(&w::EXPENSES), columns, rows))
    }

    fn balance(&self) -> [Block; 2] {
        let reference = &self.plan.reference;
        let Content { lines, expenses, .. } = self.plan;
        let found = sums(reference, lines, expenses, &self.state.entries, self.state.parties());
        let remains = found.resources.planned - found.resources.disbursed;
        [(&w::BALANCE, found.difference()), (&w::REMAINS, remains)].map(|(words, sum)| {
            let sum = self.teller.money(sum, reference);
            Block::text(self.teller.fill(words, &[("sum", &sum)]))
        })
    }

    async fn tranches(&self) -> Result<Option<Block>> {
        let teller = self.teller;
        let columns = vec![
            Column::words(self.say(&w::DUE), 2),
            Column::words(self.say(&w::ORIGIN), 4),
            Column::words(self.say(&w::CONDITION), 4),
            Column::figures(self.say(&w::MISSING), 3),
        ];
        let mut rows = Vec::new();
        for one in due(self.state) {
            let Some(line) = self.plan.line(one.line) else { continue };
            let place = usize::from(one.tranche).checked_sub(1);
            let condition = place.and_then(|place| line.tranches.get(place)?.condition.clone());
            let source = teller.say(&terms::source(line.source));
            let name = teller.name(one.party).await?;
            rows.push(Row::of(vec![
                teller.day(one.due),
                format!("{source} ({name})"),
                condition.unwrap_or_default(),
                teller.money(one.missing, &one.currency),
            ]));
        }
        Ok((!rows.is_empty()).then(|| table(self.say(&w::TRANCHES), columns, rows)))
    }

    /// What was recorded for days of the period, corrected amounts among it.
    fn entries(&self) -> Option<Block> {
        let teller = self.teller;
        let within = |one: &&Kept| self.asked.from <= one.entry.on && one.entry.on <= self.asked.to;
        let mut mine: Vec<_> = self.state.entries.iter().filter(within).collect();
        mine.sort_by_key(|one| one.entry.on);
        let columns = vec![
            Column::words(self.say(&w::DAY), 2),
            Column::words(self.say(&w::ENTRY), 4),
            Column::figures(self.say(&w::AMOUNT), 3),
            Column::words(self.say(&w::PAYEE), 4),
        ];
        let rows = mine.into_iter().map(|one| {
            let mut what = self.target(one.target);
            if one.corrected_by.is_some() {
                what = format!("{what}\n{}", self.say(&w::NO_LONGER));
            }
            let paper = std::iter::once(&one.entry.reason).chain(&one.entry.payee);
            let paper: Vec<_> = paper.map(String::as_str).collect();
            let amount = teller.money(one.entry.amount.amount, &one.entry.amount.currency);
            Row::of(vec![teller.day(one.entry.on), what, amount, paper.join("\n")])
        });
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| table(self.say(&w::ENTRIES), columns, rows))
    }

    fn target(&self, target: Target) -> String {
        match target {
            Target::Line(number, step) => {
                let line = self.plan.line(number);
                let source = line.map(|line| self.teller.say(&terms::source(line.source)));
                let step = self.teller.say(&terms::step(step));
                format!("{number}. {} – {step}", source.unwrap_or_default())
            }
            Target::Expense(number) => {
                let label = self.plan.expense(number).map(|one| one.label.as_str());
                format!("{number}. {}", label.unwrap_or_default())
            }
        }
    }
}
