//! Tests of conventions: given events, when a command, then events or a refusal.

mod agreeing;
mod binding;
mod law;
mod living;
mod properties;
mod reminding;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::Context;
use crate::cooperation::fixtures::*;
use crate::cooperation::{Cooperation, Party, Vote};
use crate::ids::{JumelageId, OrganisationId};
use crate::refusal::Refusal;
use crate::rules::{PartyFacts, RuleId};

/// What the service knows of towns in a living cooperation.
fn given(parties: &[Party]) -> Known {
    Known { facts: facts(parties), open: true, ..Known::default() }
}

fn opening(parties: Vec<Party>) -> Command {
    Command::Open {
        kind: Kind::Framework,
        cooperation: Some(Cooperation::Jumelage(JumelageId(Uuid::from_u128(5)))),
        parties,
        title: fr("Convention-cadre"),
        amends: None,
    }
}

fn commitment(organisation: OrganisationId, sum: &str, currency: &str) -> Commitment {
    let amount = amount(sum).expect("a decimal");
    Commitment { organisation, amount, currency: currency.to_owned() }
}

/// A version that lacks nothing.
fn whole(words: &str) -> Draft {
    Draft {
        name: "First".to_owned(),
        texts: fr(words),
        object: fr("Water"),
        commitments: vec![
            commitment(LOIRE, "12000.50", "EUR"),
            commitment(NIGER, "0", "XOF"),
            commitment(ANDES, "0", "PEN"),
        ],
        term: None,
    }
}

fn draft_of(parties: &[Party], words: &str) -> Draft {
    let mut draft = whole(words);
    draft
        .commitments
        .retain(|one| parties.iter().any(|party| party.organisation == one.organisation));
    draft
}

fn naming(state: &State, draft: Draft) -> Command {
    let based_on = state.present.as_ref().map(|present| present.hash.clone());
    Command::NameVersion { based_on, draft, reason: why() }
}

fn consent(state: &State) -> Command {
    let hash = state.present.as_ref().map(|present| present.hash.clone());
    Command::Consent { hash: hash.unwrap_or_else(|| hash_of(&whole("none"))) }
}

fn vote(organisation: OrganisationId) -> Command {
    let approval = Approval {
        organisation,
        outcome: Vote::Adopted,
        on: date(2025, 6, 10),
        number: Some("2025-12".to_owned()),
        votes: Some(Votes { in_favour: 20, against: 3, abstained: 0 }),
        document: None,
    };
    Command::RecordVote { approval }
}

fn sign(organisation: OrganisationId) -> Command {
    let signature = Signature {
        organisation,
        on: date(2025, 6, 12),
        place: "Town hall".to_owned(),
        function: "Mayor".to_owned(),
        document: None,
    };
    Command::Sign { signature }
}

fn formality(organisation: OrganisationId, step: Step) -> Command {
    let formality = Formality {
        organisation,
        step,
        on: date(2025, 6, 14),
        authority: "The office in charge".to_owned(),
        reference: Some("17".to_owned()),
        favourable: true,
        document: None,
    };
    Command::CompleteFormality { formality }
}

/// The state as the rows of the read model give it back.
fn kept(state: &State) -> State {
    let row = serde_json::to_string(state).expect("a state is written");
    let back = serde_json::from_str(&row).expect("and read");
    assert_eq!(&back, state, "{row}");
    back
}

/// A story: what towns did, each act accepted.
struct Story {
    state: State,
    given: Known,
}

impl Story {
    fn of(parties: &[Party]) -> Self {
        let given = given(parties);
        let mut story = Self { state: State::default(), given };
        story.done(LOIRE, opening(parties.to_vec()));
        story
    }

    /// Opened and named.
    fn named(parties: &[Party]) -> Self {
        let mut story = Self::of(parties);
        let command = naming(&story.state, draft_of(parties, "Article 1"));
        story.done(LOIRE, command);
        story
    }

    /// Named, and every town consented.
    fn agreed(parties: &[Party]) -> Self {
        let mut story = Self::named(parties);
        for party in parties {
            let command = consent(&story.state);
            story.done(party.organisation, command);
        }
        assert_eq!(stage(&story.state), Some(Stage::TextAgreed));
        story
    }

    /// Agreed, and every council voted.
    fn approved(parties: &[Party]) -> Self {
        let mut story = Self::agreed(parties);
        for party in parties {
            story.done(party.organisation, vote(party.organisation));
        }
        story
    }

    /// A French and another town, in force.
    fn in_force() -> Self {
        let mut story = Self::approved(&two());
        story.done(LOIRE, sign(LOIRE));
        story.done(NIGER, sign(NIGER));
        story.done(LOIRE, formality(LOIRE, Step::Transmission));
        assert_eq!(stage(&story.state), Some(Stage::InForce));
        story
    }

    fn try_at(&self, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
        decide(&self.state, command, &self.given, context)
    }

    fn try_by(&self, who: OrganisationId, command: Command) -> Result<Vec<Event>, Refusal> {
        self.try_at(command, &by(who))
    }

    fn done(&mut self, who: OrganisationId, command: Command) -> Vec<Event> {
        let events = self.try_by(who, command).expect("the act is accepted");
        self.state = kept(&events.iter().fold(std::mem::take(&mut self.state), evolve));
        events
    }

    fn refused(&self, who: OrganisationId, command: Command) -> RuleId {
        self.try_by(who, command).expect_err("the act is refused").rule
    }

    fn waits(&self) -> Vec<WaitingFor> {
        let waiting = waiting_for(&self.state, &self.given.facts, today());
        waiting.into_iter().map(|waiting| waiting.what).collect()
    }

    /// What somebody knows of a town, changed.
    fn with_fact(mut self, town: OrganisationId, change: impl Fn(&mut PartyFacts)) -> Self {
        let facts = self.given.facts.iter_mut().filter(|fact| fact.organisation == town);
        facts.for_each(change);
        self
    }
}

/// A town's officer on another day.
fn on(who: OrganisationId, day: Date) -> Context {
    Context { today: day, ..by(who) }
}
