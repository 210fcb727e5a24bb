//! What a state says to people: what it waits for, and the remarks that go with an act that was done.

use super::state::{Started, State, silent, stage, unconfirmed, undecided};
use super::{Benefit, Command, Stage};
use crate::context::Context;
use crate::cooperation::{
    Party, Theme, Waiting, WaitingFor, decision_remarks, refuse, without_blocks,
};
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts};
use crate::screening::Standing;

/// What is expected now and of whom, one entry a side or an organisation; empty when it is closed. Once all accepted,
/// every council is expected to vote; the start needs only the votes that the law asks for (`possible` says which).
#[must_use]
pub fn waiting_for(state: &State) -> Vec<Waiting> {
    let of = |what, rule| Waiting::of(what, &state.parties, rule);
    let Some(now) = stage(state) else {
        return Vec::new();
    };
    let mut waiting = match now {
        Stage::Proposed => silent(state)
            .into_iter()
            .map(|side| of(WaitingFor::Acceptance(side), rules::C_AGREE_FIRST))
            .collect(),
        Stage::Accepted => {
            let missing = undecided(state);
            let council = |town| of(WaitingFor::CouncilDecision(town), rules::R_01);
            if missing.is_empty() {
                vec![of(WaitingFor::Start, rules::R_01)]
            } else {
                missing.into_iter().map(council).collect()
            }
        }
        Stage::Active => unconfirmed(state)
            .into_iter()
            .map(|side| of(WaitingFor::Confirmation(side), rules::C_CONFIRM_EXISTING))
            .collect(),
        Stage::Dormant => vec![of(WaitingFor::ReviveOrEnd, rules::C_DORMANT)],
        Stage::Ended | Stage::Annulled | Stage::Declined | Stage::Withdrawn => {
            return Vec::new();
        }
    };
    let obstacle = state.screened.as_ref().and_then(Standing::obstacle);
    waiting.extend(obstacle.map(|_| of(WaitingFor::Obstacle, rules::C_SCREENED)));
    waiting
}

/// What is to be said with an act that `state` accepts: warnings and information, never a reason to refuse.
#[must_use]
pub fn remarks(state: &State, command: &Command, context: &Context) -> Vec<Refusal> {
    let screened = |facts: &[PartyFacts], themes: &[Theme]| {
        without_blocks(rules::screen(facts, themes, context.today))
    };
    let reciprocal =
        |benefits: &[Benefit], parties: &[Party]| rules::reciprocity(benefits, parties);
    match command {
        Command::Propose { parties, facts, terms, .. } => {
            let mut found = screened(facts, &terms.themes);
            found.extend(reciprocal(&terms.benefits, parties));
            found
        }
        Command::RecordExisting { facts, terms, .. } => screened(facts, &terms.themes),
        Command::ReviseTerms { terms, facts, .. } => {
            let mut found = screened(facts, &terms.themes);
            found.extend(reciprocal(&terms.benefits, &state.parties));
            found.extend(voids(state).then(|| refuse(rules::C_VOIDED)));
            found
        }
        Command::RecordDecision { decision } => decision_remarks(decision),
        Command::Start { facts, .. } => {
            let mut found = screened(facts, &state.themes);
            found.extend(rules::formalities(facts, context.today));
            found.extend(rules::gates(facts));
            found
        }
        Command::Confirm
        | Command::Contest { .. }
        | Command::Remark { .. }
        | Command::ShareRemark { .. }
        | Command::Accept { .. }
        | Command::Decline { .. }
        | Command::Withdraw { .. }
        | Command::MarkDormant { .. }
        | Command::ScreenAgain { .. }
        | Command::Revive { .. }
        | Command::End { .. }
        | Command::RecordAnnulment { .. } => Vec::new(),
    }
}

fn voids(state: &State) -> bool {
    !state.acceptances.is_empty() || !state.decisions.is_empty()
}

/// True when it was recorded as existing and a side says that it does not exist.
#[must_use]
pub fn disputed(state: &State) -> bool {
    state.started == Some(Started::Existing) && !state.contested.is_empty()
}
