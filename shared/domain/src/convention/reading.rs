//! What a state says to people: what every party must do next, and the remarks that go with an act that was done.

use jiff::civil::Date;
use serde::Serialize;

use super::command::{Command, Known};
use super::order::{all_signed, council_rule, expired, ready};
use super::profile::{Gate, Step, profile_of};
use super::state::{Stage, State, silent, stage, unapproved, unsigned};
use super::{Kind, path};
use crate::context::Context;
use crate::cooperation::{
    Side, Vote, authorities, known, names, of_side, refuse, refuse_naming, without_blocks,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts, RuleId};

/// What is expected now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// Somebody names the first version of the text.
    Version,
    /// A side reads the version and consents to it, or names another.
    Consent(Side),
    /// A council votes.
    Vote(OrganisationId),
    /// A party signs.
    Signature(OrganisationId),
    /// A party completes a formality of its country's law.
    Formality(OrganisationId, Step),
    /// A party answers an observation of the control of legality.
    Observation(OrganisationId),
    /// The entry into force is recorded, by any party.
    Force,
    /// Its term ended: it is renewed, or its end is recorded, by any party.
    RenewOrExpire,
}

/// One expectation with those who can meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What is expected.
    pub what: WaitingFor,
    /// The organisations of whom it is expected.
    pub who: Vec<OrganisationId>,
    /// The rule that asks for it.
    pub rule: RuleId,
}

/// What is expected now and of whom; empty when it is closed or nothing is left to do.
#[must_use]
pub fn waiting_for(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Waiting> {
    let Some(now) = stage(state) else {
        return Vec::new();
    };
    match now {
        Stage::Drafting => drafting(state),
        Stage::TextAgreed | Stage::Approved | Stage::Signed => {
            let mut waiting = votes(state, facts, today);
            waiting.extend(signatures(state, facts, today));
            waiting.extend(formalities(state, facts, today));
            waiting.extend(observations(state));
            let given = Known { facts: facts.to_vec(), ..Known::default() };
            if all_signed(state) && ready(state, &given, today).is_ok() {
                waiting.push(all(state, WaitingFor::Force, rules::CV_FORCE));
            }
            waiting
        }
        Stage::InForce => {
            let mut waiting = formalities(state, facts, today);
            waiting.extend(observations(state));
            if expired(state, today).is_ok() {
                waiting.push(all(state, WaitingFor::RenewOrExpire, rules::CV_TERM_ENDED));
            }
            waiting
        }
        Stage::Expired | Stage::Terminated | Stage::Abandoned | Stage::Annulled => Vec::new(),
    }
}

fn all(state: &State, what: WaitingFor, rule: RuleId) -> Waiting {
    let who = state.parties().iter().map(|party| party.organisation).collect();
    Waiting { what, who, rule }
}

fn drafting(state: &State) -> Vec<Waiting> {
    if state.present.is_none() {
        return vec![all(state, WaitingFor::Version, rules::CV_NO_VERSION)];
    }
    let of = |side| Waiting {
        what: WaitingFor::Consent(side),
        who: of_side(state.parties(), side),
        rule: rules::CV_AGREE_FIRST,
    };
    silent(state).into_iter().map(of).collect()
}

fn votes(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Waiting> {
    let of = |town| Waiting {
        what: WaitingFor::Vote(town),
        who: vec![town],
        rule: council_rule(town, facts, today),
    };
    unapproved(state).into_iter().map(of).collect()
}

/// Parties that can sign now: their council approved, and their law asks for nothing more before.
fn signatures(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Waiting> {
    let held = path::holding(state, facts, today, Gate::Signature);
    let missing = unapproved(state);
    let can = |party: &OrganisationId| {
        !missing.contains(party) && !held.iter().any(|owed| owed.organisation == *party)
    };
    let of = |party| Waiting {
        what: WaitingFor::Signature(party),
        who: vec![party],
        rule: rules::CV_SIGN,
    };
    unsigned(state).into_iter().filter(can).map(of).collect()
}

/// Steps whose predecessor is done; a transmission also waits for the own council.
fn formalities(state: &State, facts: &[PartyFacts], today: Date) -> Vec<Waiting> {
    let missing = unapproved(state);
    let can = |owed: &path::Owed| {
        let before = owed
            .row
            .after
            .is_none_or(|before| path::completed(state, owed.organisation, before).is_some());
        let voted = owed.row.step != Step::Transmission || !missing.contains(&owed.organisation);
        before && voted
    };
    let of = |owed: path::Owed| Waiting {
        what: WaitingFor::Formality(owed.organisation, owed.row.step),
        who: vec![owed.organisation],
        rule: owed.row.rule,
    };
    path::owed(state, facts, today).into_iter().filter(can).map(of).collect()
}

fn observations(state: &State) -> Vec<Waiting> {
    let mut towns: Vec<_> = state.observations.iter().map(|known| known.organisation).collect();
    towns.dedup();
    let of = |town| Waiting {
        what: WaitingFor::Observation(town),
        who: vec![town],
        rule: rules::CV_OBSERVED,
    };
    towns.into_iter().map(of).collect()
}

/// What is to be said with an act that `state` accepts: warnings and information, never a reason to refuse.
#[must_use]
pub fn remarks(state: &State, command: &Command, given: &Known, context: &Context) -> Vec<Refusal> {
    match command {
        Command::Open { kind, parties, .. } | Command::RecordExisting { kind, parties, .. } => {
            let facts = known(parties, &given.facts).unwrap_or_default();
            let mut found = without_blocks(rules::screen(&facts, &given.themes, context.today));
            if *kind != Kind::Association {
                found.extend(laws(&authorities(parties), &facts));
            }
            found
        }
        Command::NameVersion { .. } => {
            let void = !state.consents.is_empty()
                || !state.approvals.is_empty()
                || !state.formalities.is_empty();
            void.then(|| refuse(rules::C_VOIDED)).into_iter().collect()
        }
        Command::RecordVote { approval } => (approval.outcome == Vote::Rejected)
            .then(|| refuse(rules::C_REJECTED_NOTED))
            .into_iter()
            .collect(),
        Command::CompleteFormality { formality } => {
            (!formality.favourable).then(|| refuse(rules::CV_UNFAVOURABLE)).into_iter().collect()
        }
        Command::RecordObservation { .. } => vec![refuse(rules::CV_OBSERVED)],
        Command::Consent { .. }
        | Command::WithdrawConsent { .. }
        | Command::Sign { .. }
        | Command::WithdrawObservation { .. }
        | Command::EnterIntoForce
        | Command::RecordAmendment { .. }
        | Command::Renew { .. }
        | Command::Expire
        | Command::Terminate { .. }
        | Command::Abandon { .. }
        | Command::Remind { .. }
        | Command::RecordAnnulment { .. } => Vec::new(),
    }
}

/// The law of each authority's country in a sentence, or that nothing is known of it.
fn laws(towns: &[OrganisationId], facts: &[PartyFacts]) -> Vec<Refusal> {
    let of = |fact: &PartyFacts| {
        let unknown = || {
            let name = names(&[fact.organisation], facts);
            Some(refuse_naming(rules::CV_NO_PROFILE, "parties", name))
        };
        profile_of(&fact.country).map_or_else(unknown, |profile| profile.note.map(refuse))
    };
    facts.iter().filter(|fact| towns.contains(&fact.organisation)).filter_map(of).collect()
}
