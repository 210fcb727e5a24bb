//! The parts of a project as the API shows them: tasks, milestones, risks, indicators with their measurements.

use async_graphql::{ID, SimpleObject};
use domain::cooperation::{of_side, side_of};
use domain::project::phase::{Phase, outside};
use domain::project::{Indicator, Milestone, Risk, State, Task, Written, late, number};

use crate::graph::cooperation::{LocalText, in_lang, texts};
use crate::graph::enums::{ProjectReportKind, ReportPart, RiskEnd, RiskKind, RiskLevel, TaskState};
use crate::graph::exchange::Exchange;
use crate::graph::fault::Result;
use crate::graph::ids::Global;
use crate::graph::organisation::Organisation;
use crate::graph::scalars::Date;
use crate::graph::view::View;
use crate::graph::words;

fn said(view: &View, words: &[domain::LocalText]) -> String {
    in_lang(words, view.lang(None)).unwrap_or_default().to_owned()
}

/// A point of a checklist.
#[derive(SimpleObject)]
pub struct ChecklistItem {
    /// From 1.
    pub number: usize,
    pub text: String,
    pub done: bool,
}

/// A task: what a party does until when.
#[derive(SimpleObject)]
pub struct ProjectTask {
    pub id: ID,
    pub title: String,
    pub titles: Vec<LocalText>,
    /// The party that does it.
    pub organisation: Organisation,
    pub side: Option<u8>,
    /// True when the viewer may say how far it is.
    pub is_mine: bool,
    /// In which function there, never a name.
    pub role: Option<String>,
    pub starts: Option<Date>,
    pub due: Date,
    /// Tasks that come before it.
    pub after: Vec<ID>,
    pub items: Vec<ChecklistItem>,
    /// The result that it is for, by its place in the description.
    pub result: Option<u8>,
    pub state: TaskState,
    /// Since when it is that far.
    pub since: Option<Date>,
    /// Why it was dropped or taken up again.
    pub reason: Option<String>,
    /// True when it should have been done before today.
    pub late: bool,
    /// The phase that it is of, if it names one.
    pub phase: Option<ID>,
    /// True when its days are not all in that phase.
    pub outside_phase: bool,
    /// The mission that it follows, if it was taken up from one that the viewer sees.
    pub mission: Option<Exchange>,
}

impl ProjectTask {
    pub(super) async fn of(view: &View, state: &State, task: &Task, own: bool) -> Result<Self> {
        let late = late(state, view.today()).tasks.iter().any(|one| one.id == task.id);
        let items = task.items.iter().enumerate().map(|(place, item)| ChecklistItem {
            number: place + 1,
            text: item.text.clone(),
            done: item.done,
        });
        Ok(Self {
            id: task.id.global(),
            title: said(view, &task.title),
            titles: texts(&task.title),
            organisation: view.known_organisation(task.party).await?,
            side: side_of(state.parties(), task.party).map(|side| side.0),
            is_mine: own,
            role: task.role.clone(),
            starts: task.starts.map(Date),
            due: Date(task.due),
            after: task.after.iter().map(|id| id.global()).collect(),
            items: items.collect(),
            result: task.result,
            state: task.state.into(),
            since: task.since.map(Date),
            reason: task.reason.clone(),
            late,
            phase: task.phase.map(Global::global),
            outside_phase: outside(state, task.phase, task.starts, task.due),
            mission: match task.mission {
                Some(from) => view.exchange(from.exchange).await?,
                None => None,
            },
        })
    }
}

/// A moment that everybody looks to.
#[derive(SimpleObject)]
pub struct ProjectMilestone {
    pub id: ID,
    pub title: String,
    pub due: Date,
    /// The day it was reached.
    pub reached: Option<Date>,
    pub late: bool,
    /// The phase that it is of, if it names one.
    pub phase: Option<ID>,
    /// True when its day is not in that phase.
    pub outside_phase: bool,
}

impl ProjectMilestone {
    pub(super) fn of(view: &View, state: &State, one: &Milestone, late: bool) -> Self {
        Self {
            id: one.id.global(),
            title: said(view, &one.title),
            due: Date(one.due),
            reached: one.reached.map(Date),
            late,
            phase: one.phase.map(Global::global),
            outside_phase: outside(state, one.phase, None, one.due),
        }
    }
}

/// A stretch of a project's time with a name of its own.
#[derive(SimpleObject)]
pub struct ProjectPhase {
    pub id: ID,
    pub name: String,
    pub names: Vec<LocalText>,
    pub starts: Date,
    /// Last day, that day included.
    pub ends: Date,
    /// True when it is not within the term of the description in force.
    pub outside_term: bool,
}

impl ProjectPhase {
    pub(super) fn of(view: &View, state: &State, one: &Phase) -> Self {
        Self {
            id: one.id.global(),
            name: said(view, &one.name),
            names: texts(&one.name),
            starts: Date(one.starts),
            ends: Date(one.ends),
            outside_term: !one.in_term(state),
        }
    }
}

/// A risk or an assumption.
#[derive(SimpleObject)]
pub struct ProjectRisk {
    pub id: ID,
    pub kind: RiskKind,
    pub text: String,
    pub likelihood: RiskLevel,
    pub effect: RiskLevel,
    /// What is done about it.
    pub answer: String,
    /// How it was settled, if it was.
    pub ended: Option<RiskEnd>,
}

impl ProjectRisk {
    pub(super) fn of(view: &View, one: &Risk) -> Self {
        Self {
            id: one.id.global(),
            kind: one.kind.into(),
            text: said(view, &one.text),
            likelihood: one.likelihood.into(),
            effect: one.effect.into(),
            answer: one.answer.clone(),
            ended: one.ended.map(Into::into),
        }
    }
}

/// A part of a report as a side wrote it last.
#[derive(SimpleObject)]
pub struct ProjectReportPart {
    pub kind: ProjectReportKind,
    /// First day of the report's period.
    pub from: Date,
    /// Last day of the report's period.
    pub to: Date,
    pub part: ReportPart,
    /// The side whose words they are.
    pub by: u8,
    /// The names of that side.
    pub by_label: String,
    /// True when the viewer has a seat on that side.
    pub is_mine: bool,
    pub texts: Vec<LocalText>,
    /// The day on which they were written.
    pub on: Date,
}

impl ProjectReportPart {
    pub(super) async fn of(view: &View, state: &State, one: &Written) -> Result<Self> {
        let towns = of_side(state.parties(), one.by);
        let mut names = Vec::with_capacity(towns.len());
        for town in &towns {
            names.push(view.known_organisation(*town).await?.called(view.lang(None)));
        }
        Ok(Self {
            kind: one.report.kind.into(),
            from: Date(one.report.from),
            to: Date(one.report.to),
            part: one.part.into(),
            by: one.by.0,
            by_label: words::list(view.lang(None), &names),
            is_mine: towns.iter().any(|town| view.is_mine(*town)),
            texts: texts(&one.text),
            on: Date(one.on),
        })
    }
}

/// What was read on a day.
#[derive(SimpleObject)]
pub struct Measurement {
    pub id: ID,
    pub on: Date,
    /// An exact decimal.
    pub value: String,
    pub women: Option<String>,
    pub men: Option<String>,
    pub source: String,
    /// The measurement that corrects this one, which no longer counts.
    pub corrected_by: Option<ID>,
}

/// What is measured, from where to where.
#[derive(SimpleObject)]
pub struct ProjectIndicator {
    pub id: ID,
    pub name: String,
    pub unit: String,
    /// The result that it tells of, by its place in the description.
    pub result: Option<u8>,
    /// The value before the project, an exact decimal.
    pub baseline: String,
    pub baseline_on: Option<Date>,
    /// The value that is aimed at, an exact decimal.
    pub target: String,
    pub due: Date,
    /// True when people are counted, women and men apart.
    pub by_sex: bool,
    /// By their day; those that were corrected are among them.
    pub measurements: Vec<Measurement>,
    /// Why it was dropped, if it was.
    pub dropped: Option<String>,
}

impl ProjectIndicator {
    pub(super) fn of(view: &View, one: &Indicator) -> Self {
        let plan = &one.plan;
        let mut measurements: Vec<_> = one.measurements.iter().map(measured).collect();
        measurements.sort_by_key(|one| one.on.0);
        Self {
            id: one.id.global(),
            name: said(view, &plan.name),
            unit: plan.unit.clone(),
            result: plan.result,
            baseline: number(plan.baseline),
            baseline_on: plan.baseline_on.map(Date),
            target: number(plan.target),
            due: Date(plan.due),
            by_sex: plan.by_sex,
            measurements,
            dropped: one.dropped.clone(),
        }
    }
}

fn measured(one: &domain::project::Measurement) -> Measurement {
    let reading = &one.reading;
    Measurement {
        id: one.id.global(),
        on: Date(reading.on),
        value: number(reading.value),
        women: reading.women.map(number),
        men: reading.men.map(number),
        source: reading.source.clone(),
        corrected_by: one.corrected_by.map(Global::global),
    }
}
