//! Acts on money: what was confirmed, committed, disbursed, voted, paid and spent, and corrections that name what they replace.

use jiff::civil::Date;

use super::super::checks::unpayable;
use super::super::command::{EntryCommand, SubsidyCommand};
use super::super::order::{agreed, carries, check_steps, come_to};
use super::super::state::{Kept, Target, standing};
use super::super::{Entry, Event, Expense, Line, Step, evolve, in_force, limits, money};
use super::{Ask, Decision, one};
use crate::amounts;
use crate::cooperation::{
    Side, check_past, limits as shared, refuse, refuse_at, refuse_naming, words,
};
use crate::ids::{EntryId, OrganisationId};
use crate::refusal::Refusal;
use crate::rules;

/// Characters of a SHA-256 in hex.
const HASH: usize = 64;

impl Ask<'_> {
    pub(super) fn on_entry(&self, command: EntryCommand) -> Decision {
        match command {
            EntryCommand::Record { line, step, entry } => self.record(line, step, *entry),
            EntryCommand::Spend { expense, entry } => self.spend(expense, *entry),
            EntryCommand::Correct { replaces, entry } => self.correct(replaces, *entry),
        }
    }

    pub(super) fn on_subsidy(&self, command: SubsidyCommand) -> Decision {
        match command {
            SubsidyCommand::Vote { expense, on, reference } => {
                let by = self.council(expense)?;
                self.dated(on, &reference)?;
                let twice = self.state.votes.iter().any(|vote| vote.reference == reference);
                known_already(twice)?;
                one(Event::SubsidyVoted { by, expense, on, reference })
            }
            SubsidyCommand::Sign { expense, on, reference } => {
                let by = self.council(expense)?;
                self.dated(on, &reference)?;
                let mut signed = self.state.conventions.iter();
                known_already(signed.any(|one| one.reference == reference))?;
                one(Event::SubsidyConventionSigned { by, expense, on, reference })
            }
            SubsidyCommand::Pay { expense, entry } => self.pay(expense, *entry),
        }
    }

    fn record(&self, number: u16, step: Step, entry: Entry) -> Decision {
        let line = self.line(number)?;
        let by = self.carries(line.party, "line")?;
        let id = self.fresh()?;
        self.entry(&entry, &line.amount.currency, false)?;
        check_movement(line, step, &entry)?;
        self.settled(number, line, Event::FundsRecorded { by, line: number, step, id, entry })
    }

    fn pay(&self, number: u16, entry: Entry) -> Decision {
        let expense = self.subsidy(number)?;
        let by = self.carries(expense.party, "expense")?;
        let id = self.fresh()?;
        self.spent(expense, &entry, false)?;
        self.payable(expense, entry.on)?;
        self.paid(expense, Event::SubsidyPaid { by, expense: number, id, entry })
    }

    /// what is spent has a day, a reason and a receiver. More than was planned can be spent and is remarked upon: the
    /// record says what happened, the plan what was wanted.
    fn spend(&self, number: u16, entry: Entry) -> Decision {
        let expense = self.expense(number)?;
        if expense.subsidy.is_some() {
            return Err(refuse_at(rules::FP_IS_SUBSIDY, "expense"));
        }
        let by = self.carries(expense.party, "expense")?;
        let id = self.fresh()?;
        self.spent(expense, &entry, false)?;
        one(Event::ExpensePaid { by, expense: number, id, entry })
    }

    /// What is asked of any amount that is spent.
    fn spent(&self, expense: &Expense, entry: &Entry, zero: bool) -> Result<(), Refusal> {
        self.entry(entry, &expense.amount.currency, zero)?;
        payee(entry)
    }

    /// a correction names the amount that it replaces, and the rules hold as for a new one.
    fn correct(&self, replaces: EntryId, entry: Entry) -> Decision {
        let mut counts = standing(&self.state.entries);
        let old = counts.find(|one| one.id == replaces);
        let old = old.ok_or_else(|| refuse_at(rules::R_18, "replaces"))?;
        let id = self.fresh()?;
        let corrected = |by, entry: Entry| Event::AmountCorrected { by, replaces, id, entry };
        match old.target {
            Target::Line(number, step) => {
                let line = self.line(number)?;
                let by = self.carries(line.party, "line")?;
                self.entry(&entry, &line.amount.currency, true)?;
                check_movement(line, step, &entry)?;
                self.settled(number, line, corrected(by, entry))
            }
            Target::Expense(number) => {
                let expense = self.expense(number)?;
                let by = self.carries(expense.party, "expense")?;
                self.spent(expense, &entry, true)?;
                if expense.subsidy.is_none() {
                    return one(corrected(by, entry));
                }
                self.payable(expense, entry.on)?;
                self.paid(expense, corrected(by, entry))
            }
        }
    }

    /// The event, when the line still fits after it.
    fn settled(&self, number: u16, line: &Line, event: Event) -> Decision {
        let after = evolve(self.state.clone(), &event);
        check_steps(&after, number, &line.amount.currency)?;
        one(event)
    }

    /// The event, when no more is paid than was planned.
    fn paid(&self, expense: &Expense, event: Event) -> Decision {
        let after = evolve(self.state.clone(), &event);
        if come_to(&after, Target::Expense(expense.number)) > expense.amount.amount {
            let planned = amounts::detail(expense.amount.amount, &expense.amount.currency);
            return Err(refuse_naming(rules::FP_PAID, "amount", planned));
        }
        one(event)
    }

    /// for the money of a French authority.
    fn payable(&self, expense: &Expense, on: Date) -> Result<(), Refusal> {
        let facts = self.given.facts.iter().find(|fact| fact.organisation == expense.party);
        if !facts.is_some_and(|fact| rules::rule(rules::R_15).binds(&fact.country)) {
            return Ok(());
        }
        let reference = &agreed(self.state)?.reference;
        let (votes, conventions) = (&self.state.votes, &self.state.conventions);
        match unpayable(expense, reference, votes, conventions, on) {
            Some(rule) => Err(refuse_at(rule, "expense")),
            None => Ok(()),
        }
    }

    fn line(&self, number: u16) -> Result<&Line, Refusal> {
        let found = agreed(self.state)?.line(number);
        found.ok_or_else(|| refuse_at(rules::FP_UNKNOWN, "line"))
    }

    /// An item of expense of the agreed plan.
    fn expense(&self, number: u16) -> Result<&Expense, Refusal> {
        let found = agreed(self.state)?.expense(number);
        found.ok_or_else(|| refuse_at(rules::FP_UNKNOWN, "expense"))
    }

    /// A subsidy of the agreed plan.
    fn subsidy(&self, number: u16) -> Result<&Expense, Refusal> {
        let found = Some(self.expense(number)?).filter(|expense| expense.subsidy.is_some());
        found.ok_or_else(|| refuse_at(rules::FP_UNKNOWN, "expense"))
    }

    fn carries(&self, party: OrganisationId, path: &str) -> Result<Side, Refusal> {
        carries(self.state, party, self.context.author.organisation(), path)
    }

    /// The side of the party that gives the subsidy, for whom alone its vote and its signature can be recorded.
    fn council(&self, number: u16) -> Result<Side, Refusal> {
        let plan = in_force(self.state).ok_or_else(|| refuse(rules::C_NOTHING))?;
        let found = plan.expense(number).filter(|expense| expense.subsidy.is_some());
        let found = found.ok_or_else(|| refuse_at(rules::FP_UNKNOWN, "expense"))?;
        if self.context.author.organisation() != Some(found.party) {
            return Err(refuse_at(rules::C_OWN_COUNCIL, "expense"));
        }
        self.carries(found.party, "expense")
    }

    fn dated(&self, on: Date, reference: &str) -> Result<(), Refusal> {
        check_past(on, self.context.today, "on")?;
        words::required(reference, shared::SHORT, "reference", rules::C_EMPTY_TEXT)?;
        words::at_most(self.state.votes.len() + 1, limits::ENTRIES, "reference")?;
        words::at_most(self.state.conventions.len() + 1, limits::ENTRIES, "reference")
    }

    /// The id of the new record: one that is known already belongs to a command that was carried out.
    fn fresh(&self) -> Result<EntryId, Refusal> {
        let id = EntryId(self.context.new_id);
        known_already(self.state.entries.iter().any(|one: &Kept| one.id == id))?;
        words::at_most(self.state.entries.len() + 1, limits::ENTRIES, "amount")?;
        Ok(id)
    }

    fn entry(&self, entry: &Entry, currency: &str, zero: bool) -> Result<(), Refusal> {
        let reference = &agreed(self.state)?.reference;
        if entry.amount.currency != currency {
            return Err(refuse_naming(rules::FP_ENTRY_CURRENCY, "currency", currency));
        }
        money::check(&entry.amount, reference, self.context.today, "", zero).map_err(bare)?;
        check_past(entry.on, self.context.today, "on")?;
        words::reason(&entry.reason)?;
        words::optional(entry.payee.as_deref(), shared::LABEL, "payee")?;
        let hash = entry.document.as_ref().map(|hash| hash.0.as_str());
        let whole =
            |hash: &str| hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hash.is_some_and(|hash| !whole(hash)) {
            return Err(refuse_at(rules::FP_DOCUMENT, "document"));
        }
        Ok(())
    }
}

/// The path of a single amount has nothing before the name of its field.
fn bare(mut refusal: Refusal) -> Refusal {
    refusal.path = refusal.path.map(|path| path.trim_start_matches('.').to_owned());
    refusal
}

fn known_already(known: bool) -> Result<(), Refusal> {
    if known { Err(refuse(rules::FP_RECORDED)) } else { Ok(()) }
}

/// where money moves, who receives it is on record: an institution, never a person's address or account.
fn payee(entry: &Entry) -> Result<(), Refusal> {
    let named = entry.payee.as_deref().unwrap_or_default();
    let digits = named.chars().filter(char::is_ascii_digit).count();
    let fits = !named.trim().is_empty() && !named.contains('@') && digits <= 6;
    if fits { Ok(()) } else { Err(refuse_at(rules::FP_PAYEE, "payee")) }
}

/// Money that moves has a receiver; a tranche is one of the line's and only received.
fn check_movement(line: &Line, step: Step, entry: &Entry) -> Result<(), Refusal> {
    if step == Step::Disbursed {
        payee(entry)?;
    }
    let tranche = entry.tranche.map(usize::from);
    let known =
        |number: usize| step == Step::Disbursed && (1..=line.tranches.len()).contains(&number);
    if tranche.is_some_and(|number| !known(number)) {
        return Err(refuse_at(rules::FP_UNKNOWN, "tranche"));
    }
    Ok(())
}
