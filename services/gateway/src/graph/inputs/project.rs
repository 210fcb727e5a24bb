//! Inputs of acts on projects.

use async_graphql::{ID, InputObject};
use domain::cooperation::{Cooperation, Sdg, Side, TextHash};
use domain::partnership::Benefit;
use domain::project::phase::PhaseCommand;
use domain::project::{self, Command, Draft, IndicatorPlan, Marking, Reading, Reporting, TaskPlan};
use domain::{
    ExchangeId, IndicatorId, MeasurementId, MilestoneId, OrganisationId, Refusal, RiskId, TaskId,
    rules,
};

use super::phase::in_phase;
use super::{ActingAs, BenefitInput, LocalTextInput, id, texts, themes};
use crate::graph::enums::{
    ProjectMarker, ProjectReportKind, ProjectStage, ReportPart, RiskEnd, RiskKind, RiskLevel,
};
use crate::graph::scalars::{Date, Uuid};

/// How far a project aims at what a policy marker looks at: 0 not, 1 significant, 2 the principal aim.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ProjectMarkingInput {
    pub marker: ProjectMarker,
    pub level: u8,
}

/// A whole description. Each specific objective and each result has its languages.
#[derive(Debug, Clone, InputObject)]
pub struct ProjectDescriptionInput {
    pub title: Vec<LocalTextInput>,
    pub summary: Vec<LocalTextInput>,
    #[graphql(default)]
    pub objective: Vec<LocalTextInput>,
    #[graphql(default)]
    pub specific: Vec<Vec<LocalTextInput>>,
    #[graphql(default)]
    pub results: Vec<Vec<LocalTextInput>>,
    #[graphql(default)]
    pub benefits: Vec<BenefitInput>,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    #[graphql(default)]
    pub themes: Vec<String>,
    #[graphql(default)]
    pub sdgs: Vec<u8>,
    #[graphql(default)]
    pub markers: Vec<ProjectMarkingInput>,
}

impl ProjectDescriptionInput {
    fn draft(self) -> Box<Draft> {
        let marking =
            |one: ProjectMarkingInput| Marking { marker: one.marker.into(), level: one.level };
        let benefit = |one: BenefitInput| Benefit {
            side: Side(one.side),
            expects: one.expects,
            brings: one.brings,
        };
        Box::new(Draft {
            title: texts(self.title),
            summary: texts(self.summary),
            objective: texts(self.objective),
            specific: self.specific.into_iter().map(texts).collect(),
            results: self.results.into_iter().map(texts).collect(),
            benefits: self.benefits.into_iter().map(benefit).collect(),
            starts: self.starts.map(|day| day.0),
            ends: self.ends.map(|day| day.0),
            themes: themes(self.themes),
            sdgs: self.sdgs.into_iter().map(Sdg).collect(),
            markers: self.markers.into_iter().map(marking).collect(),
        })
    }
}

/// A project to propose to the other sides of a cooperation.
#[derive(Debug, Clone, InputObject)]
pub struct ProposeProjectInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub description: ProjectDescriptionInput,
}

impl ProposeProjectInput {
    pub(crate) fn command(self, cooperation: Cooperation) -> Command {
        let draft = self.description.draft();
        Command::Propose { cooperation, parties: Vec::new(), draft }
    }
}

macro_rules! on_project {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
        $input:ident => $command:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, InputObject)]
        pub struct $name {
            pub command_id: Uuid,
            pub acting_as: Option<ActingAs>,
            pub project: ID,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            pub(crate) fn command(self) -> Result<Command, Refusal> {
                let $input = self;
                Ok($command)
            }
        }
    )*};
}

on_project! {
    /// A changed description; `basedOn` is the hash of the one that was read.
    ReviseProjectInput { based_on: String, description: ProjectDescriptionInput, reason: String, }
    input => Command::Revise {
        based_on: TextHash(input.based_on), draft: input.description.draft(), reason: input.reason,
    };
    /// Consent to the description with this hash, the one that was read.
    ConsentToProjectInput { hash: String, }
    input => Command::Consent { hash: TextHash(input.hash) };
    /// The withdrawal of a consent.
    WithdrawProjectConsentInput { reason: String, }
    input => Command::WithdrawConsent { reason: input.reason };
    /// A later stage that was reached; stages in between may be left out.
    ReachProjectStageInput { stage: ProjectStage, on: Date, reason: String, }
    input => Command::ReachStage { stage: input.stage.into(), on: input.on.0, reason: input.reason };
    /// The start of the work.
    StartProjectInput { on: Date, }
    input => Command::Start { on: input.on.0 };
    /// The end of a project with its lessons.
    CloseProjectInput {
        on: Date,
        /// What it brought.
        reason: String,
        /// What was learnt, for those who come after.
        lessons: String,
    }
    input => Command::Close { on: input.on.0, reason: input.reason, lessons: input.lessons };
    /// The end of a project by one side.
    AbandonProjectInput { reason: String, lessons: Option<String>, }
    input => Command::Abandon { reason: input.reason, lessons: input.lessons };
    /// A part of the report of this kind and period, in the own side's words; they replace its earlier ones.
    WriteProjectReportInput {
        kind: ProjectReportKind,
        /// First day of the report's period.
        from: Date,
        /// Last day of the report's period.
        to: Date,
        part: ReportPart,
        text: Vec<LocalTextInput>,
    }
    input => Command::WriteReport {
        report: Reporting { kind: input.kind.into(), from: input.from.0, to: input.to.0 },
        part: input.part.into(), text: texts(input.text),
    };
    /// A task to plan; it is a party's, never a person's.
    PlanTaskInput {
        title: Vec<LocalTextInput>,
        /// The party that does it.
        party: ID,
        /// In which function there, never a name.
        role: Option<String>,
        starts: Option<Date>,
        due: Date,
        /// Tasks that come before it.
        #[graphql(default)]
        after: Vec<ID>,
        #[graphql(default)]
        checklist: Vec<String>,
        /// The result that it is for, by its place in the description.
        result: Option<u8>,
        /// The phase that it is planned in.
        phase: Option<ID>,
    }
    input => {
        let plan = Box::new(TaskPlan {
            title: texts(input.title), party: id(&input.party, "party")?, role: input.role,
            starts: input.starts.map(|day| day.0), due: input.due.0, after: all(&input.after)?,
            checklist: input.checklist, result: input.result,
        });
        match in_phase(input.phase.as_ref())? {
            Some(phase) => Command::Phase(PhaseCommand::PlanTask { phase, plan }),
            None => Command::PlanTask { plan },
        }
    };
    /// A task that follows a mission: what the acting side wrote in its report.
    TakeUpMissionInput {
        exchange: ID,
        title: Vec<LocalTextInput>,
        /// The party that does it.
        party: ID,
        /// In which function there, never a name.
        role: Option<String>,
        starts: Option<Date>,
        due: Date,
    }
    input => Command::TakeUpMission {
        exchange: id::<ExchangeId>(&input.exchange, "exchange")?,
        plan: Box::new(TaskPlan {
            title: texts(input.title), party: id(&input.party, "party")?, role: input.role,
            starts: input.starts.map(|day| day.0), due: input.due.0, after: Vec::new(),
            checklist: Vec::new(), result: None,
        }),
    };
    /// New days for a task.
    RescheduleTaskInput { task: ID, starts: Option<Date>, due: Date, reason: String, }
    input => Command::RescheduleTask {
        task: task(&input.task)?, starts: input.starts.map(|day| day.0), due: input.due.0,
        reason: input.reason,
    };
    /// Another party or function for a task.
    AssignTaskInput { task: ID, party: ID, role: Option<String>, reason: String, }
    input => Command::AssignTask {
        task: task(&input.task)?, party: id::<OrganisationId>(&input.party, "party")?,
        role: input.role, reason: input.reason,
    };
    /// What comes before a task.
    OrderTaskInput { task: ID, after: Vec<ID>, reason: String, }
    input => Command::OrderTask {
        task: task(&input.task)?, after: all(&input.after)?, reason: input.reason,
    };
    /// A task to begin.
    BeginTaskInput { task: ID, }
    input => Command::BeginTask { task: task(&input.task)? };
    /// A task that is done; today where no day is given.
    FinishTaskInput { task: ID, on: Option<Date>, }
    input => Command::FinishTask { task: task(&input.task)?, on: input.on.map(|day| day.0) };
    /// A task to give up.
    DropTaskInput { task: ID, reason: String, }
    input => Command::DropTask { task: task(&input.task)?, reason: input.reason };
    /// A task to take up again.
    ReopenTaskInput { task: ID, reason: String, }
    input => Command::ReopenTask { task: task(&input.task)?, reason: input.reason };
    /// A point for the checklist of a task.
    AddChecklistItemInput { task: ID, text: String, }
    input => Command::AddItem { task: task(&input.task)?, text: input.text };
    /// A tick, or its removal.
    TickChecklistItemInput {
        task: ID,
        /// From 1.
        item: u16,
        done: bool,
    }
    input => Command::TickItem { task: task(&input.task)?, item: input.item, done: input.done };
    /// A milestone to set.
    SetMilestoneInput {
        title: Vec<LocalTextInput>,
        due: Date,
        /// The phase that it is set in.
        phase: Option<ID>,
    }
    input => {
        let (title, due) = (texts(input.title), input.due.0);
        match in_phase(input.phase.as_ref())? {
            Some(phase) => Command::Phase(PhaseCommand::SetMilestone { phase, title, due }),
            None => Command::SetMilestone { title, due },
        }
    };
    /// A new day for a milestone.
    MoveMilestoneInput { milestone: ID, due: Date, reason: String, }
    input => Command::MoveMilestone {
        milestone: id::<MilestoneId>(&input.milestone, "milestone")?, due: input.due.0, reason: input.reason,
    };
    /// A milestone that was reached.
    ReachMilestoneInput { milestone: ID, on: Date, }
    input => Command::ReachMilestone {
        milestone: id::<MilestoneId>(&input.milestone, "milestone")?, on: input.on.0,
    };
    /// A risk or an assumption to note.
    NoteRiskInput {
        kind: RiskKind,
        text: Vec<LocalTextInput>,
        likelihood: RiskLevel,
        effect: RiskLevel,
        /// What is done about it.
        answer: String,
    }
    input => Command::NoteRisk {
        kind: input.kind.into(), text: texts(input.text), likelihood: input.likelihood.into(),
        effect: input.effect.into(), answer: input.answer,
    };
    /// A risk seen with other eyes.
    ReassessRiskInput {
        risk: ID, likelihood: RiskLevel, effect: RiskLevel, answer: String, reason: String,
    }
    input => Command::ReassessRisk {
        risk: id::<RiskId>(&input.risk, "risk")?, likelihood: input.likelihood.into(),
        effect: input.effect.into(), answer: input.answer, reason: input.reason,
    };
    /// How a risk or an assumption was settled.
    SettleRiskInput { risk: ID, end: RiskEnd, reason: String, }
    input => Command::SettleRisk {
        risk: id::<RiskId>(&input.risk, "risk")?, end: input.end.into(), reason: input.reason,
    };
    /// An indicator to define; values are exact decimals: `12.5`.
    DefineIndicatorInput {
        name: Vec<LocalTextInput>,
        unit: String,
        /// The result that it tells of, by its place in the description.
        result: Option<u8>,
        baseline: String,
        baseline_on: Option<Date>,
        target: String,
        due: Date,
        /// True when people are counted, women and men apart.
        #[graphql(default)]
        by_sex: bool,
    }
    input => Command::DefineIndicator { plan: Box::new(IndicatorPlan {
        name: texts(input.name), unit: input.unit, result: input.result,
        baseline: value(&input.baseline, "baseline")?,
        baseline_on: input.baseline_on.map(|day| day.0),
        target: value(&input.target, "target")?, due: input.due.0, by_sex: input.by_sex,
    }) };
    /// An indicator to give up.
    DropIndicatorInput { indicator: ID, reason: String, }
    input => Command::DropIndicator { indicator: indicator(&input.indicator)?, reason: input.reason };
    /// What was read on a day; a second reading for the same day is refused.
    MeasureIndicatorInput {
        indicator: ID, on: Date, value: String, women: Option<String>, men: Option<String>, source: String,
    }
    input => Command::Measure {
        indicator: indicator(&input.indicator)?,
        reading: reading(input.on, &input.value, [input.women, input.men], input.source)?,
    };
    /// The correction of a measurement, which stays on record and no longer counts.
    CorrectMeasurementInput {
        indicator: ID, replaces: ID, on: Date, value: String, women: Option<String>, men: Option<String>,
        source: String, reason: String,
    }
    input => Command::Correct {
        indicator: indicator(&input.indicator)?,
        replaces: id::<MeasurementId>(&input.replaces, "replaces")?,
        reading: reading(input.on, &input.value, [input.women, input.men], input.source)?,
        reason: input.reason,
    };
}

fn task(given: &ID) -> Result<TaskId, Refusal> {
    id(given, "task")
}

fn all(given: &[ID]) -> Result<Vec<TaskId>, Refusal> {
    given.iter().enumerate().map(|(place, one)| id(one, &format!("after.{place}"))).collect()
}

fn indicator(given: &ID) -> Result<IndicatorId, Refusal> {
    id(given, "indicator")
}

fn value(given: &str, path: &str) -> Result<project::Value, Refusal> {
    project::value(given).ok_or_else(|| Refusal {
        rule: rules::PJ_VALUE,
        path: Some(path.to_owned()),
        detail: Vec::new(),
    })
}

fn reading(
    on: Date,
    whole: &str,
    [women, men]: [Option<String>; 2],
    source: String,
) -> Result<Reading, Refusal> {
    let part = |given: Option<String>, path| given.map(|given| value(&given, path)).transpose();
    let (women, men) = (part(women, "women")?, part(men, "men")?);
    Ok(Reading { on: on.0, value: value(whole, "value")?, women, men, source })
}
