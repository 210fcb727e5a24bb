//! Tests of partnerships: given events, when a command, then events or a refusal.

mod agreeing;
mod living;
mod properties;

use super::*;
use crate::Context;
use crate::cooperation::fixtures::*;
use crate::cooperation::{CouncilDecision, Party, Sdg, Side, TextHash};
use crate::rules::RuleId;

/// A partnership in the making: every act must be accepted, its events are folded in.
#[derive(Default)]
struct Given(State);

impl Given {
    fn when(&self, command: Command, context: &Context) -> Result<Vec<Event>, RuleId> {
        decide(&self.0, command, context).map_err(|refusal| refusal.rule)
    }

    fn then(mut self, command: Command, context: &Context) -> Self {
        let events = decide(&self.0, command, context).expect("the test's own history is lawful");
        self.0 = events.iter().fold(self.0, evolve);
        self
    }
}

fn draft() -> TermsDraft {
    let benefit = |side| Benefit {
        side: Side(side),
        expects: "Know-how".to_owned(),
        brings: "Time".to_owned(),
    };
    TermsDraft {
        title: fr("Eau pour tous"),
        purpose: fr("Gérer un bassin ensemble"),
        themes: water(),
        sdgs: vec![Sdg(6), Sdg(17)],
        territories: vec!["ML".to_owned()],
        benefits: vec![benefit(1), benefit(2)],
    }
}

fn proposing(parties: Vec<Party>, terms: TermsDraft) -> Command {
    Command::Propose {
        facts: facts(&parties),
        parties,
        nature: Nature::Convention,
        terms,
        reason_for_choice: "The same river basin problems".to_owned(),
        first_contact: None,
    }
}

fn proposed(parties: Vec<Party>) -> Given {
    Given::default().then(proposing(parties, draft()), &by(LOIRE))
}

fn accept() -> Command {
    Command::Accept { hash: hash_of(&draft()) }
}

fn agreed() -> Given {
    proposed(two()).then(accept(), &by(NIGER))
}

fn vote(decision: CouncilDecision) -> Command {
    Command::RecordDecision { decision }
}

fn start() -> Command {
    Command::Start { on: today(), facts: facts(&two()) }
}

fn started() -> Given {
    agreed().then(vote(adopted_by(LOIRE)), &by(LOIRE)).then(start(), &by(NIGER))
}

fn revising(based_on: TextHash, title: &str) -> Command {
    let terms = TermsDraft { title: fr(title), ..draft() };
    Command::ReviseTerms { based_on, terms, facts: facts(&two()), reason: why() }
}

fn decline() -> Command {
    Command::Decline { reason: why() }
}

fn withdraw() -> Command {
    Command::Withdraw { reason: why() }
}
