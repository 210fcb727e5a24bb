//! The path of a party: which steps its country's law asks for, which are done, and what they hold up.

use jiff::civil::Date;

use super::profile::{Gate, Row, Step, profile_of};
use super::state::State;
use super::{Formality, Kind};
use crate::ids::OrganisationId;
use crate::organisation;
use crate::rules::{self, PartyFacts};

/// A step that a party owes or has done.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// The party.
    pub organisation: OrganisationId,
    /// The row of its country's profile.
    pub row: &'static Row,
    /// How it was completed; `None` while it is owed.
    pub done: Option<Formality>,
}

/// The steps of all parties in force on `today`, in the order of the parties and of their profiles.
#[must_use]
pub fn path(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Owed> {
    // An association's convention is a matter of one country: the formalities are those of agreements abroad.
    if state.opening.as_ref().is_none_or(|opening| opening.kind == Kind::Association) {
        return Vec::new();
    }
    let deciding = crate::cooperation::authorities(state.parties());
    let owing = facts.iter().filter(|fact| deciding.contains(&fact.organisation));
    owing
        .flat_map(|fact| {
            let rows = profile_of(&fact.country).map_or(&[][..], |profile| profile.steps);
            let mine = move |row: &&Row| row.in_force(today) && asked(row, fact, facts);
            rows.iter().filter(mine).map(|row| Owed {
                organisation: fact.organisation,
                row,
                done: completed(state, fact.organisation, row.step).cloned(),
            })
        })
        .collect()
}

/// The steps that are still owed.
#[must_use]
pub fn owed(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Owed> {
    let mut path = path(state, facts, today);
    path.retain(|owed| owed.done.is_none());
    path
}

/// The favourable record of a step, if there is one.
#[must_use]
pub fn completed(state: &State, organisation: OrganisationId, step: Step) -> Option<&Formality> {
    let same = |formality: &&Formality| {
        formality.organisation == organisation && formality.step == step && formality.favourable
    };
    state.formalities.iter().rfind(same)
}

/// The steps that hold up `gate`, or anything before it.
pub(super) fn holding(state: &State, facts: &[PartyFacts], today: Date, gate: Gate) -> Vec<Owed> {
    let holds = |owed: &Owed| match owed.row.gate {
        Gate::Signature => true,
        Gate::Force => gate == Gate::Force,
        Gate::Reminder => false,
    };
    let mut path = owed(state, facts, today);
    path.retain(holds);
    path
}

fn asked(row: &Row, fact: &PartyFacts, facts: &[PartyFacts]) -> bool {
    let kind = row.kinds.is_empty() || row.kinds.contains(&fact.kind);
    kind && (!row.overseas || (is_overseas(fact) && with_a_state(facts)))
}

fn is_overseas(fact: &PartyFacts) -> bool {
    rules::is_french(fact)
        && (fact.profile.overseas || fact.kind == organisation::Kind::OverseasCollectivity)
}

fn with_a_state(facts: &[PartyFacts]) -> bool {
    let state = |fact: &PartyFacts| {
        matches!(fact.kind, organisation::Kind::State | organisation::Kind::StateService)
            && !rules::FRENCH.iter().any(|code| code.eq_ignore_ascii_case(&fact.country))
    };
    facts.iter().any(state)
}
