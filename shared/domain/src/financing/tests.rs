//! Tests of financing plans: given events, when a command, then events or a refusal.

mod agreeing;
mod coming;
mod law;
mod properties;
mod reminding;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::Context;
use crate::cooperation::fixtures::*;
use crate::cooperation::{Cooperation, Party, TextHash};
use crate::ids::{EntryId, JumelageId, OrganisationId, ProjectId};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// What the service knows of towns with a project on water that goes on.
fn given(parties: &[Party]) -> Known {
    let (facts, themes) = (facts(parties), water());
    Known { facts, themes, open: true, days: (Some(date(2025, 1, 1)), Some(date(2026, 12, 31))) }
}

fn number(text: &str) -> Decimal {
    amount(text).expect("a decimal")
}

fn euros(text: &str) -> Money {
    Money { amount: number(text), currency: "EUR".into(), value: None }
}

/// Francs CFA at their fixed rate.
fn francs(text: &str) -> Money {
    let (on, rate) = (date(2025, 6, 1), number("0.0015244902"));
    let value = Some(Conversion { on, rate, source: "Parité fixe".into() });
    Money { amount: number(text), currency: "XOF".into(), value }
}

fn line(number: u16, source: Source, party: OrganisationId, amount: Money) -> Line {
    let own = matches!(source, Source::GeneralBudget | Source::AnnexBudget);
    let nature = if own { Nature::Own } else { Nature::Cofinancing };
    let (funder, tranches, levy) = (None, Vec::new(), None);
    Line { number, source, funder, nature, party, year: 2025, amount, tranches, levy }
}

fn expense(number: u16, party: OrganisationId, amount: Money) -> Expense {
    let (heading, label) = (Heading::Works, "Bornes".to_owned());
    Expense { number, heading, label, party, amount, subsidy: None }
}

/// 10 000 € of the French town, 5 000 € of the State, 655 957 F CFA (1 000 €) of the town abroad.
fn draft() -> Draft {
    Draft {
        reference: "EUR".into(),
        class: CountryClass::Priority,
        lines: vec![
            line(1, Source::GeneralBudget, LOIRE, euros("10000")),
            line(2, Source::State, LOIRE, euros("5000")),
            line(3, Source::GeneralBudget, NIGER, francs("655957")),
        ],
        expenses: vec![expense(1, LOIRE, euros("6000")), expense(2, NIGER, euros("10000"))],
    }
}

fn project() -> ProjectId {
    ProjectId(Uuid::from_u128(60))
}

fn proposal(parties: Vec<Party>, draft: Draft) -> Command {
    let cooperation = Some(Cooperation::Jumelage(JumelageId(Uuid::from_u128(5))));
    let draft = Box::new(draft);
    Command::Plan(PlanCommand::Propose { project: project(), cooperation, parties, draft })
}

fn present_hash(state: &State) -> TextHash {
    state.present.as_ref().map_or_else(|| hash("none"), |present| present.hash.clone())
}

fn consent(state: &State) -> Command {
    Command::Plan(PlanCommand::Consent { hash: present_hash(state) })
}

fn revision(state: &State, draft: Draft) -> Command {
    let (based_on, draft) = (present_hash(state), Box::new(draft));
    Command::Plan(PlanCommand::Revise { based_on, draft, reason: why() })
}

fn entry(amount: Money) -> Entry {
    let payee = Some("Trésor public".to_owned());
    Entry { amount, on: today(), reason: why(), document: None, payee, tranche: None }
}

fn record(line: u16, step: Step, amount: Money) -> Command {
    Command::Entry(EntryCommand::Record { line, step, entry: Box::new(entry(amount)) })
}

fn spend(expense: u16, amount: Money) -> Command {
    Command::Entry(EntryCommand::Spend { expense, entry: Box::new(entry(amount)) })
}

fn correct(replaces: EntryId, amount: Money) -> Command {
    Command::Entry(EntryCommand::Correct { replaces, entry: Box::new(entry(amount)) })
}

/// What is found of a draft on a day.
fn found(draft: &Draft, on: Date) -> Vec<RuleId> {
    checks(draft, &two(), &given(&two()), on).into_iter().map(|found| found.rule).collect()
}

/// The same with what blocks alone.
fn blocked(draft: &Draft, on: Date) -> Vec<RuleId> {
    let block = |rule: &RuleId| rules::rule(*rule).severity == rules::Severity::Block;
    found(draft, on).into_iter().filter(block).collect()
}

/// The draft with its second item of expense changed until it adds up.
fn balanced(mut draft: Draft) -> Draft {
    let sums = sums(&draft.reference, &draft.lines, &draft.expenses, &[], &two());
    if let Some(last) = draft.expenses.last_mut() {
        last.amount.amount += sums.difference();
    }
    draft
}

/// A story: what towns did, each act accepted.
struct Story {
    state: State,
    given: Known,
    next: u128,
}

impl Story {
    fn of(draft: Draft) -> Self {
        let given = given(&two());
        let mut story = Self { state: State::default(), given, next: 100 };
        story.done(LOIRE, proposal(two(), draft));
        story
    }

    fn agreed(draft: Draft) -> Self {
        let mut story = Self::of(draft);
        for town in [LOIRE, NIGER] {
            let command = consent(&story.state);
            story.done(town, command);
        }
        story
    }

    fn try_by(&self, who: OrganisationId, command: Command) -> Result<Vec<Event>, Refusal> {
        let context = Context { new_id: Uuid::from_u128(self.next + 1), ..by(who) };
        decide(&self.state, command, &self.given, &context)
    }

    fn done(&mut self, who: OrganisationId, command: Command) -> Vec<Event> {
        let events = self.try_by(who, command).expect("the act is accepted");
        self.next += 1;
        self.state = events.iter().fold(std::mem::take(&mut self.state), evolve);
        events
    }

    /// Records and gives the id of the record.
    fn recorded(&mut self, who: OrganisationId, command: Command) -> EntryId {
        self.done(who, command);
        EntryId(Uuid::from_u128(self.next))
    }

    fn refused(&self, who: OrganisationId, command: Command) -> RuleId {
        self.try_by(who, command).expect_err("the act is refused").rule
    }

    fn remarks(&self, who: OrganisationId, command: &Command) -> Vec<RuleId> {
        let said = remarks(&self.state, command, &self.given, &by(who));
        said.into_iter().map(|remark| remark.rule).collect()
    }
}
