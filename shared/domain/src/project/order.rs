//! The order of acts on a project: who may do what at which stage, asked by decisions and by pages alike.

use serde::Serialize;

use super::command::Known;
use super::state::{State, silent, stage};
use super::work::{Task, TaskState};
use super::{Stage, limits};
use crate::cooperation::{
    Side, acting_side, binds, first_block, known, names, of_side, refuse, refuse_at, refuse_naming,
    words,
};
use crate::ids::{OrganisationId, TaskId};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// What people can do on a project as a whole: one entry a button of its page, in the order of the page. What they can do
/// with one of its tasks, indicators or risks stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Consent to the description.
    Consent,
    /// Begin the work.
    Start,
    /// Plan a task.
    PlanTask,
    /// Set a milestone.
    SetMilestone,
    /// Add a phase.
    AddPhase,
    /// Define an indicator.
    DefineIndicator,
    /// Note a risk or an assumption.
    NoteRisk,
    /// Change the description.
    Revise,
    /// Record a later stage.
    ReachStage,
    /// End it with its lessons.
    Close,
    /// Take a consent back.
    WithdrawConsent,
    /// Give it up.
    Abandon,
}

impl Act {
    /// Every act, in the order of a page.
    pub const ALL: [Self; 12] = [
        Self::Consent,
        Self::Start,
        Self::PlanTask,
        Self::SetMilestone,
        Self::AddPhase,
        Self::DefineIndicator,
        Self::NoteRisk,
        Self::Revise,
        Self::ReachStage,
        Self::Close,
        Self::WithdrawConsent,
        Self::Abandon,
    ];
}

/// Rules that a person who looks for the act should read; the others say that it makes no sense now.
const TOLD: &[RuleId] = &[
    rules::PJ_AGREE_FIRST,
    rules::PJ_COOPERATION_CLOSED,
    rules::R_09,
    rules::R_10,
    rules::R_11,
    rules::R_13,
    rules::H_SUPERSEDED,
];

/// An act that an organisation's people can do now, or that they may expect and why it is not possible yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibility {
    /// The act.
    pub act: Act,
    /// Why not, if it is not possible.
    pub refused: Option<Refusal>,
}

/// What the people of `organisation` can do, and what they may expect but cannot do yet. Nothing for strangers.
#[must_use]
pub fn possible(
    state: &State,
    organisation: OrganisationId,
    given: &Known,
    today: jiff::civil::Date,
) -> Vec<Possibility> {
    let listed = |act| match may(state, act, Some(organisation), given, today) {
        Ok(_) => Some(Possibility { act, refused: None }),
        Err(refusal) => {
            TOLD.contains(&refusal.rule).then_some(Possibility { act, refused: Some(refusal) })
        }
    };
    Act::ALL.into_iter().filter_map(listed).collect()
}

/// Stages before the work begins.
pub(super) const BEFORE: &[Stage] =
    &[Stage::Idea, Stage::Identified, Stage::Formulated, Stage::Submitted, Stage::Approved];
/// Stages in which the work has begun and not ended.
pub(super) const AT_WORK: &[Stage] = &[Stage::Running, Stage::Evaluated];
/// Stages until it ends.
const OPEN: &[Stage] = &[
    Stage::Idea,
    Stage::Identified,
    Stage::Formulated,
    Stage::Submitted,
    Stage::Approved,
    Stage::Running,
    Stage::Evaluated,
];

/// The side that `organisation` acts for when it may do `act` now.
pub(super) fn may(
    state: &State,
    act: Act,
    organisation: Option<OrganisationId>,
    given: &Known,
    today: jiff::civil::Date,
) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let side = acting_side(state.parties(), organisation)?;
    match act {
        Act::Consent => {
            at(now, OPEN)?;
            binds(state.parties(), organisation)?;
            consents(state, side, given, today)
        }
        Act::WithdrawConsent => {
            at(now, OPEN)?;
            withdraws(state, side)
        }
        Act::Start => {
            at(now, BEFORE)?;
            starts(state, given, today)
        }
        Act::ReachStage => at(now, &OPEN[..6]),
        Act::Close => at(now, AT_WORK),
        Act::Revise | Act::Abandon => {
            at(now, OPEN)?;
            binds(state.parties(), organisation)
        }
        Act::PlanTask => {
            at(now, OPEN)?;
            words::at_most(state.tasks.len() + 1, limits::TASKS, "title")
        }
        Act::SetMilestone => {
            at(now, OPEN)?;
            words::at_most(state.milestones.len() + 1, limits::MILESTONES, "title")
        }
        Act::AddPhase => {
            at(now, OPEN)?;
            words::at_most(state.phases.len() + 1, super::phase::PHASES, "name")
        }
        Act::DefineIndicator => {
            at(now, OPEN)?;
            words::at_most(state.indicators.len() + 1, limits::INDICATORS, "name")
        }
        Act::NoteRisk => {
            at(now, OPEN)?;
            words::at_most(state.risks.len() + 1, limits::RISKS, "text")
        }
    }?;
    Ok(side)
}

/// True while the present description is not the one that all consented to.
pub(super) fn pending(state: &State) -> bool {
    let hash = |one: &super::Description| one.hash.clone();
    state.present.as_ref().map(hash) != state.agreed.as_ref().map(hash) || !silent(state).is_empty()
}

fn consents(
    state: &State,
    side: Side,
    given: &Known,
    today: jiff::civil::Date,
) -> Result<(), Refusal> {
    if state.consents.contains(&side) {
        return Err(refuse(rules::C_CONSENTED));
    }
    screened(state, given, today)
}

fn withdraws(state: &State, side: Side) -> Result<(), Refusal> {
    if !state.consents.contains(&side) {
        return Err(refuse(rules::C_NO_CONSENT));
    }
    // What all agreed to is changed by a revision, not by one of them.
    if pending(state) { Ok(()) } else { Err(refuse(rules::PJ_AGREED)) }
}

/// Every side consented to the same description, the cooperation lives and the registers do not forbid it.
fn starts(state: &State, given: &Known, today: jiff::civil::Date) -> Result<(), Refusal> {
    if pending(state) {
        let silent = silent(state).into_iter();
        let towns: Vec<_> = silent.flat_map(|side| of_side(state.parties(), side)).collect();
        let named = names(&towns, &given.facts);
        return Err(refuse_naming(rules::PJ_AGREE_FIRST, "consent", named));
    }
    if !given.open {
        return Err(refuse(rules::PJ_COOPERATION_CLOSED));
    }
    screened(state, given, today)
}

fn screened(state: &State, given: &Known, today: jiff::civil::Date) -> Result<(), Refusal> {
    let facts = known(state.parties(), &given.facts)?;
    first_block(rules::screen(&facts, &given.themes, today))
}

/// Refuses unless the stage is one of `stages`.
pub(super) fn at(now: Stage, stages: &[Stage]) -> Result<(), Refusal> {
    if stages.contains(&now) {
        return Ok(());
    }
    Err(Refusal { rule: rules::C_STAGE, path: None, detail: vec![stage_term(now).to_owned()] })
}

/// The side that acts on something of an open project.
pub(super) fn works(state: &State, organisation: Option<OrganisationId>) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let side = acting_side(state.parties(), organisation)?;
    at(now, OPEN)?;
    Ok(side)
}

/// The task, while the project is open.
pub(super) fn task_of(state: &State, id: TaskId) -> Result<&Task, Refusal> {
    state.task(id).ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "task"))
}

/// The task, by people of the side that does it: nobody says for another how far it is.
pub(super) fn own_task(state: &State, id: TaskId, side: Side) -> Result<&Task, Refusal> {
    let task = task_of(state, id)?;
    if crate::cooperation::side_of(state.parties(), task.party) == Some(side) {
        Ok(task)
    } else {
        Err(refuse_at(rules::PJ_OWN_TASK, "task"))
    }
}

/// Refuses unless the task is as far as one of `states`.
pub(super) fn task_at(task: &Task, states: &[TaskState]) -> Result<(), Refusal> {
    if states.contains(&task.state) {
        return Ok(());
    }
    Err(refuse_naming(rules::PJ_TASK_STATE, "task", task_term(task.state)))
}

fn task_term(state: TaskState) -> &'static str {
    match state {
        TaskState::Planned => "task.planned",
        TaskState::UnderWay => "task.under_way",
        TaskState::Done => "task.done",
        TaskState::Dropped => "task.dropped",
    }
}

/// The key of the words for a stage.
#[must_use]
pub fn stage_term(stage: Stage) -> &'static str {
    match stage {
        Stage::Idea => "stage.idea",
        Stage::Identified => "stage.identified",
        Stage::Formulated => "stage.formulated",
        Stage::Submitted => "stage.submitted",
        Stage::Approved => "stage.project_approved",
        Stage::Running => "stage.running",
        Stage::Evaluated => "stage.evaluated",
        Stage::Closed => "stage.closed",
        Stage::Abandoned => "stage.abandoned",
    }
}
