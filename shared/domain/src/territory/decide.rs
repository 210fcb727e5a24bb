//! What may be asked of the country register.

use super::{Command, Event, Fact, State};
use crate::context::Context;
use crate::cooperation::{limits, refuse, refuse_at, words};
use crate::organisation::input;
use crate::refusal::Refusal;
use crate::rules;

/// Facts of one territory, withdrawn ones not counted.
const FACTS: usize = 200;

/// What follows from `command`; keeping the register is a right of roles ([`crate::access::Action::KeepRegister`]).
///
/// # Errors
/// A refusal of the house: no source, impossible dates, a fact that is known already or not at all.
pub fn decide(state: &State, command: Command, _context: &Context) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        Command::RecordFact { name, fact } => {
            words::local_required(&name, limits::SHORT, "name")?;
            check(&fact)?;
            words::at_most(state.facts.len() + 1, FACTS, "fact")?;
            if state.facts.contains(&fact) {
                return Err(refuse(rules::H_FACT_KNOWN));
            }
            Event::FactRecorded { name, fact }
        }
        Command::WithdrawFact { fact, reason } => {
            words::reason(&reason)?;
            if !state.facts.contains(&fact) {
                return Err(refuse(rules::H_FACT_UNKNOWN));
            }
            Event::FactWithdrawn { fact, reason }
        }
    };
    Ok(vec![event])
}

fn check(fact: &Fact) -> Result<(), Refusal> {
    words::required(&fact.source, limits::SHORT, "fact.source", rules::H_SOURCE)?;
    input::country(&fact.seen_from, "fact.seenFrom")?;
    match (fact.from, fact.until) {
        (Some(from), Some(until)) if until < from => Err(refuse_at(rules::H_DATES, "fact.until")),
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}
