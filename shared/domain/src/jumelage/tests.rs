//! Tests of twinnings: given events, when a command, then events or a refusal.

mod existing;
mod living;
mod properties;
mod proposal;
mod signing;

use super::*;
use crate::Context;
use crate::cooperation::fixtures::*;
use crate::cooperation::{CouncilDecision, Party, TextHash};
use crate::ids::OrganisationId;
use crate::rules::RuleId;

/// A twinning in the making: every act must be accepted, its events are folded in.
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

fn proposing(parties: Vec<Party>) -> Command {
    Command::Propose {
        facts: facts(&parties),
        parties,
        kind: Kind::Cooperation,
        motives: "Two rivers, the same questions".to_owned(),
        themes: water(),
        charter: fr("We bind ourselves."),
        first_contact: None,
    }
}

fn first_text() -> TextHash {
    hash_of(&fr("We bind ourselves."))
}

fn proposed() -> Given {
    Given::default().then(proposing(two()), &by(LOIRE))
}

fn consent() -> Command {
    Command::Consent { hash: first_text() }
}

fn agreed() -> Given {
    proposed().then(consent(), &by(LOIRE)).then(consent(), &by(NIGER))
}

fn vote(organisation: OrganisationId) -> Command {
    voting(adopted_by(organisation))
}

fn voting(decision: CouncilDecision) -> Command {
    Command::RecordDecision { decision }
}

fn decided() -> Given {
    agreed().then(vote(LOIRE), &by(LOIRE)).then(vote(NIGER), &by(NIGER))
}

fn ceremony() -> Command {
    Command::HoldCeremony {
        on: today(),
        place: "The bridge".to_owned(),
        participants: Some(300),
        facts: facts(&two()),
    }
}

fn signed() -> Given {
    decided().then(ceremony(), &by(NIGER))
}

fn amending(words: &str) -> Command {
    Command::AmendCharter { based_on: first_text(), charter: fr(words), reason: why() }
}

fn existing(by: &Context) -> Given {
    let parties = two();
    let command = Command::RecordExisting {
        facts: facts(&parties),
        parties,
        kind: Kind::Friendship,
        themes: Vec::new(),
        since: None,
        source: "The town hall's register".to_owned(),
    };
    Given::default().then(command, by)
}
