//! Tests of projects: given events, when a command, then events or a refusal.

mod agreeing;
mod evaluating;
mod following;
mod missions;
mod phasing;
mod properties;
mod reminding;
mod reporting;
mod working;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::Context;
use crate::cooperation::fixtures::*;
use crate::cooperation::{Cooperation, Party, TextHash};
use crate::ids::{IndicatorId, JumelageId, OrganisationId, TaskId};
use crate::refusal::Refusal;
use crate::rules::RuleId;

/// What the service knows of towns in a living cooperation.
fn given(parties: &[Party]) -> Known {
    Known { facts: facts(parties), open: true, ..Known::default() }
}

fn draft(words: &str) -> Draft {
    Draft {
        title: fr("De l’eau"),
        summary: fr(words),
        results: vec![fr("Dix bornes"), fr("Deux agents formés")],
        themes: water(),
        ..Draft::default()
    }
}

fn proposal(parties: Vec<Party>) -> Command {
    Command::Propose {
        cooperation: Cooperation::Jumelage(JumelageId(Uuid::from_u128(5))),
        parties,
        draft: Box::new(draft("Un réseau")),
    }
}

fn present_hash(state: &State) -> TextHash {
    state.present.as_ref().map_or_else(|| hash("none"), |present| present.hash.clone())
}

fn consent(state: &State) -> Command {
    Command::Consent { hash: present_hash(state) }
}

fn revision(state: &State, words: &str) -> Command {
    let draft = Box::new(draft(words));
    Command::Revise { based_on: present_hash(state), draft, reason: why() }
}

fn plan(party: OrganisationId, after: Vec<TaskId>) -> Command {
    Command::PlanTask {
        plan: Box::new(TaskPlan {
            title: fr("Relever le réseau"),
            party,
            role: Some("Service des eaux".to_owned()),
            starts: None,
            due: date(2025, 6, 10),
            after,
            checklist: vec!["Carte".to_owned()],
            result: Some(1),
        }),
    }
}

/// An act whose new part has this number.
fn numbered(who: OrganisationId, n: u128) -> Context {
    Context { new_id: Uuid::from_u128(n), ..by(who) }
}

fn task(n: u128) -> TaskId {
    TaskId(Uuid::from_u128(n))
}

/// A story: what towns did, each act accepted.
struct Story {
    state: State,
    given: Known,
    next: u128,
}

impl Story {
    fn of(parties: &[Party]) -> Self {
        let mut story = Self { state: State::default(), given: given(parties), next: 100 };
        story.done(LOIRE, proposal(parties.to_vec()));
        story
    }

    fn agreed(parties: &[Party]) -> Self {
        let mut story = Self::of(parties);
        for party in parties {
            let command = consent(&story.state);
            story.done(party.organisation, command);
        }
        story
    }

    fn running(parties: &[Party]) -> Self {
        let mut story = Self::agreed(parties);
        story.done(LOIRE, Command::Start { on: today() });
        story
    }

    fn try_at(&self, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
        decide(&self.state, command, &self.given, context)
    }

    fn done(&mut self, who: OrganisationId, command: Command) -> Vec<Event> {
        self.next += 1;
        let events = self.try_at(command, &numbered(who, self.next)).expect("the act is accepted");
        self.state = events.iter().fold(std::mem::take(&mut self.state), evolve);
        events
    }

    fn refused(&self, who: OrganisationId, command: Command) -> RuleId {
        self.try_at(command, &numbered(who, self.next + 1)).expect_err("the act is refused").rule
    }

    fn remarks(&self, who: OrganisationId, command: &Command) -> Vec<RuleId> {
        let said = remarks(&self.state, command, &self.given, &by(who));
        said.into_iter().map(|remark| remark.rule).collect()
    }

    fn waits(&self) -> Vec<WaitingFor> {
        waiting_for(&self.state).into_iter().map(|waiting| waiting.what).collect()
    }

    /// Plans a task of `party` and gives its id.
    fn planned(&mut self, party: OrganisationId, after: Vec<TaskId>) -> TaskId {
        self.done(LOIRE, plan(party, after));
        task(self.next)
    }

    fn indicator(&mut self, by_sex: bool) -> IndicatorId {
        let number = |text: &str| value(text).expect("a decimal");
        let plan = IndicatorPlan {
            name: fr("Habitants raccordés"),
            unit: "habitants".to_owned(),
            result: Some(2),
            baseline: number("20"),
            baseline_on: None,
            target: number("400"),
            due: date(2026, 1, 1),
            by_sex,
        };
        self.done(LOIRE, Command::DefineIndicator { plan: Box::new(plan) });
        IndicatorId(Uuid::from_u128(self.next))
    }
}

fn reading(on: Date, sum: &str) -> Reading {
    let value = value(sum).expect("a decimal");
    Reading { on, value, women: None, men: None, source: "Registre".to_owned() }
}
