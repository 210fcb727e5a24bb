//! What a state says to people: what every party must do next, what is late, and the remarks that go with an accepted act.

use jiff::civil::Date;
use serde::Serialize;

use super::command::{Command, Known};
use super::evaluation;
use super::order::pending;
use super::phase::{self, PhasePart};
use super::state::{State, silent, stage};
use super::work::{Task, open_before};
use super::{Draft, Stage};
use crate::context::Context;
use crate::cooperation::{Party, Side, known, of_side, refuse, refuse_naming, without_blocks};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// What is expected now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// A side reads the description and consents to it, or changes it.
    Consent(Side),
    /// The start is recorded, by any party.
    Start,
    /// The project is closed with its lessons, by any party.
    Close,
    /// A side answers an evaluation.
    Evaluation(Side),
    /// A side agrees to a measure that another proposed.
    Measure(Side),
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

/// What is expected now and of whom; what is late is asked by [`late`], because it depends on the day.
#[must_use]
pub fn waiting_for(state: &State) -> Vec<Waiting> {
    let Some(now) = stage(state).filter(|now| now.open()) else {
        return Vec::new();
    };
    let mut waiting: Vec<Waiting> = Vec::new();
    if pending(state) {
        let of = |side| Waiting {
            what: WaitingFor::Consent(side),
            who: of_side(state.parties(), side),
            rule: rules::PJ_AGREE_FIRST,
        };
        waiting.extend(silent(state).into_iter().map(of));
    } else if now < Stage::Running {
        waiting.push(all(state, WaitingFor::Start, rules::PJ_START));
    }
    if let Some(open) = evaluation::open(state) {
        let of = |(what, side, rule)| Waiting { what, who: of_side(state.parties(), side), rule };
        let silent = open.silent(state.parties()).into_iter();
        let answers = silent.map(|side| (WaitingFor::Evaluation(side), side, rules::EV_ANSWER));
        let asked = open.asked(state.parties()).into_iter();
        let measures = asked.map(|side| (WaitingFor::Measure(side), side, rules::EV_AGREE));
        waiting.extend(answers.chain(measures).map(of));
    }
    if now == Stage::Evaluated {
        waiting.push(all(state, WaitingFor::Close, rules::C_LESSONS));
    }
    waiting
}

fn all(state: &State, what: WaitingFor, rule: RuleId) -> Waiting {
    let who = state.parties().iter().map(|party| party.organisation).collect();
    Waiting { what, who, rule }
}

/// What should have been done before today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Late<'a> {
    /// Tasks, oldest first.
    pub tasks: Vec<&'a Task>,
    /// Milestones, oldest first.
    pub milestones: Vec<&'a super::Milestone>,
}

/// What is late on that day: nothing before the work began and after it ended.
#[must_use]
pub fn late(state: &State, today: Date) -> Late<'_> {
    match state.stage {
        Stage::Running | Stage::Evaluated => {
            let mut tasks: Vec<_> = state.tasks.iter().filter(|task| task.late(today)).collect();
            tasks.sort_by_key(|task| task.due);
            let open = |known: &&super::Milestone| known.reached.is_none() && known.due < today;
            let mut milestones: Vec<_> = state.milestones.iter().filter(open).collect();
            milestones.sort_by_key(|milestone| milestone.due);
            Late { tasks, milestones }
        }
        Stage::Idea
        | Stage::Identified
        | Stage::Formulated
        | Stage::Submitted
        | Stage::Approved
        | Stage::Closed
        | Stage::Abandoned => Late::default(),
    }
}

/// What is to be said with an act that `state` accepts: warnings and information, never a reason to refuse.
#[must_use]
pub fn remarks(state: &State, command: &Command, given: &Known, context: &Context) -> Vec<Refusal> {
    match command {
        Command::Propose { parties, draft, .. } => {
            let facts = known(parties, &given.facts).unwrap_or_default();
            let mut found = without_blocks(rules::screen(&facts, &given.themes, context.today));
            found.extend(described(draft, parties));
            found
        }
        Command::Revise { draft, .. } => {
            let void = (!state.consents.is_empty()).then(|| refuse(rules::C_VOIDED));
            let said = void.into_iter().chain(phase::out_of_term(state, draft));
            said.chain(described(draft, state.parties())).collect()
        }
        Command::ReachStage { stage: Stage::Submitted, .. } if pending(state) => {
            vec![refuse(rules::PJ_SUBMITTED)]
        }
        Command::Start { .. } if state.indicators.is_empty() => {
            vec![refuse(rules::PJ_NO_INDICATOR)]
        }
        Command::BeginTask { task } => state.task(*task).map_or_else(Vec::new, |task| {
            let before = open_before(state, task);
            let first = before.first().and_then(|before| before.title.first());
            let named = first.map(|title| title.text.clone()).unwrap_or_default();
            let open = !before.is_empty();
            open.then(|| refuse_naming(rules::PJ_BEFORE, "task", named)).into_iter().collect()
        }),
        Command::RescheduleTask { task, starts, due, .. } => {
            phase::of_days(state, PhasePart::Task(*task), *starts, *due)
        }
        Command::MoveMilestone { milestone, due, .. } => {
            phase::of_days(state, PhasePart::Milestone(*milestone), None, *due)
        }
        Command::Phase(command) => phase::remarks(state, command),
        Command::Consent { .. }
        | Command::WithdrawConsent { .. }
        | Command::ReachStage { .. }
        | Command::Start { .. }
        | Command::Close { .. }
        | Command::Abandon { .. }
        | Command::Remind { .. }
        | Command::Evaluation(_)
        | Command::TakeUpMission { .. }
        | Command::WriteReport { .. }
        | Command::PlanTask { .. }
        | Command::AssignTask { .. }
        | Command::OrderTask { .. }
        | Command::FinishTask { .. }
        | Command::DropTask { .. }
        | Command::ReopenTask { .. }
        | Command::AddItem { .. }
        | Command::TickItem { .. }
        | Command::SetMilestone { .. }
        | Command::ReachMilestone { .. }
        | Command::NoteRisk { .. }
        | Command::ReassessRisk { .. }
        | Command::SettleRisk { .. }
        | Command::DefineIndicator { .. }
        | Command::DropIndicator { .. }
        | Command::Measure { .. }
        | Command::Correct { .. } => Vec::new(),
    }
}

/// every side says what it expects and brings; manual R11: a project serves a priority that somebody named.
fn described(draft: &Draft, parties: &[Party]) -> Vec<Refusal> {
    let aimless = draft.themes.is_empty() && draft.sdgs.is_empty();
    let aimless = aimless.then(|| refuse(rules::PJ_PRIORITY));
    rules::reciprocity(&draft.benefits, parties).into_iter().chain(aimless).collect()
}
