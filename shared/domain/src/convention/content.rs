//! The live check: what the law still misses in a version, with the rules that ask for it.

use jiff::civil::Date;

use super::state::{Present, State};
use crate::cooperation::{Party, authorities};
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts, R_04, R_05, R_06, R_07, R_08, RuleId};

/// One line of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The rule that asks.
    pub rule: RuleId,
    /// What is missing; `None` when it is there.
    pub missing: Option<Refusal>,
}

/// What the rules of content in force on `today` find in the present version; a rule that binds no party is left out.
/// Parties, object, commitments, French original; the duration is free.
#[must_use]
pub fn missing(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Item> {
    let parties = state.parties();
    let present = state.present.as_ref();
    [R_05, R_06, R_08, R_04, R_07]
        .into_iter()
        .filter(|id| binds(*id, facts, today))
        .map(|id| Item { rule: id, missing: finding(id, present, parties, facts) })
        .collect()
}

/// The first thing that the law misses in the present version.
pub(super) fn first(state: &State, facts: &[PartyFacts], today: Date) -> Result<(), Refusal> {
    match missing(state, facts, today).into_iter().find_map(|item| item.missing) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

fn binds(id: RuleId, facts: &[PartyFacts], today: Date) -> bool {
    rules::rule(id).in_force(today) && facts.iter().any(rules::is_french)
}

fn finding(
    id: RuleId,
    present: Option<&Present>,
    parties: &[Party],
    facts: &[PartyFacts],
) -> Option<Refusal> {
    let about =
        |path: &str, detail: Vec<String>| Refusal { rule: id, path: Some(path.to_owned()), detail };
    match id {
        R_05 => {
            let named = |party: &Party| {
                facts.iter().any(|fact| {
                    fact.organisation == party.organisation && !fact.name.trim().is_empty()
                })
            };
            let all = !parties.is_empty() && parties.iter().all(named);
            (!all).then(|| about("parties", Vec::new()))
        }
        R_06 => {
            let stated = present.is_some_and(|present| present.object_stated);
            (!stated).then(|| about("object", Vec::new()))
        }
        R_08 => {
            let silent = without_commitment(present, parties, facts);
            (!silent.is_empty()).then(|| about("commitments", vec![silent.join(", ")]))
        }
        R_04 => match present {
            Some(present) => {
                let found = rules::french_original(&present.languages, facts)?;
                Some(Refusal { path: Some("texts".to_owned()), ..found })
            }
            None => rules::french_original(&[], facts),
        },
        // The duration is free: nothing can be missing.
        RuleId(_) => None,
    }
}

/// Names of the authorities that have not said what they expect to spend. An association receives; it may be silent.
fn without_commitment(
    present: Option<&Present>,
    parties: &[Party],
    facts: &[PartyFacts],
) -> Vec<String> {
    let said = |organisation| {
        present.is_some_and(|present| {
            present.commitments.iter().any(|one| one.organisation == organisation)
        })
    };
    let name = |organisation| {
        let fact = facts.iter().find(|fact| fact.organisation == organisation);
        fact.map_or_else(|| organisation.to_string(), |fact| fact.name.clone())
    };
    authorities(parties).into_iter().filter(|own| !said(*own)).map(name).collect()
}
