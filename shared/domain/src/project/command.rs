//! What can be asked of a project, and what the service looks up for the decision.

use jiff::civil::Date;

use super::evaluation::EvaluationCommand;
use super::follow::{IndicatorPlan, Level, Reading, RiskEnd, RiskKind};
use super::mission::MissionKnown;
use super::phase::PhaseCommand;
use super::report::{ReportPart, Reporting};
use super::work::TaskPlan;
use super::{Marking, Stage};
use crate::cooperation::{Cooperation, Party, Sdg, TextHash, Theme};
use crate::ids::{ExchangeId, IndicatorId, MeasurementId, MilestoneId, RiskId, TaskId};
use crate::partnership::Benefit;
use crate::reminder::Waits;
use crate::rules::PartyFacts;
use crate::text::LocalText;

/// What a decision needs from elsewhere, looked up by the service for every command.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// What is known of each party of the project.
    pub facts: Vec<PartyFacts>,
    /// Themes of the cooperation, for R-13.
    pub themes: Vec<Theme>,
    /// True while the cooperation is proposed or lives.
    pub open: bool,
    /// The mission that the command names, where it is on record.
    pub mission: Option<MissionKnown>,
}

/// A description as its author writes it; the domain hashes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// Title.
    pub title: Vec<LocalText>,
    /// What it is about.
    pub summary: Vec<LocalText>,
    /// The general objective.
    pub objective: Vec<LocalText>,
    /// Specific objectives.
    pub specific: Vec<Vec<LocalText>>,
    /// Results.
    pub results: Vec<Vec<LocalText>>,
    /// What each side expects and brings.
    pub benefits: Vec<Benefit>,
    /// First day.
    pub starts: Option<Date>,
    /// Last day.
    pub ends: Option<Date>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Sustainable development goals.
    pub sdgs: Vec<Sdg>,
    /// Policy markers.
    pub markers: Vec<Marking>,
}

/// Commands on projects. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Propose a project to the other sides of a cooperation.
    Propose {
        /// The cooperation it belongs to.
        cooperation: Cooperation,
        /// Its parties, as the service found them.
        parties: Vec<Party>,
        /// The description.
        draft: Box<Draft>,
    },
    /// Change the description; consents are void. A running project goes on under the description that all consented to.
    Revise {
        /// The description that the author had before them.
        based_on: TextHash,
        /// The description, whole.
        draft: Box<Draft>,
        /// Why.
        reason: String,
    },
    /// Consent to the description with this hash, the one that was read.
    Consent {
        /// Its hash.
        hash: TextHash,
    },
    /// Take the consent back, before all have consented.
    WithdrawConsent {
        /// Why.
        reason: String,
    },
    /// Record that a later stage was reached; stages in between may be left out.
    ReachStage {
        /// Which.
        stage: Stage,
        /// Since when.
        on: Date,
        /// What was done, where.
        reason: String,
    },
    /// Begin the work.
    Start {
        /// First day.
        on: Date,
    },
    /// End it with what was learnt.
    Close {
        /// Last day.
        on: Date,
        /// What it brought.
        reason: String,
        /// What was learnt, for those who come after.
        lessons: String,
    },
    /// Give it up; every side may, alone.
    Abandon {
        /// Why.
        reason: String,
        /// What was learnt, where somebody says.
        lessons: Option<String>,
    },
    /// Write a part of a report for the own side; what it wrote before for the same report stays in the past.
    WriteReport {
        /// For which report.
        report: Reporting,
        /// Which part.
        part: ReportPart,
        /// The words.
        text: Vec<LocalText>,
    },
    /// Plan a task.
    PlanTask {
        /// What is planned.
        plan: Box<TaskPlan>,
    },
    /// Make a task of what follows a mission, in the words of the own side.
    TakeUpMission {
        /// Which mission.
        exchange: ExchangeId,
        /// What is planned.
        plan: Box<TaskPlan>,
    },
    /// Move a task in time.
    RescheduleTask {
        /// Which.
        task: TaskId,
        /// First day, if it has one.
        starts: Option<Date>,
        /// Last day.
        due: Date,
        /// Why.
        reason: String,
    },
    /// Give a task to another party or function.
    AssignTask {
        /// Which.
        task: TaskId,
        /// The party that does it from now on.
        party: crate::ids::OrganisationId,
        /// In which function.
        role: Option<String>,
        /// Why.
        reason: String,
    },
    /// Choose what comes before a task.
    OrderTask {
        /// Which.
        task: TaskId,
        /// What comes before it.
        after: Vec<TaskId>,
        /// Why.
        reason: String,
    },
    /// Begin a task.
    BeginTask {
        /// Which.
        task: TaskId,
    },
    /// Record that a task is done.
    FinishTask {
        /// Which.
        task: TaskId,
        /// Since when; the day of the act where it is left out.
        on: Option<Date>,
    },
    /// Give a task up.
    DropTask {
        /// Which.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// Take a task up again that was begun, done or dropped.
    ReopenTask {
        /// Which.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// Add a point to the checklist of a task.
    AddItem {
        /// Which.
        task: TaskId,
        /// What.
        text: String,
    },
    /// Tick a point of a checklist, or take the tick away.
    TickItem {
        /// Which task.
        task: TaskId,
        /// Which point, from 1.
        item: u16,
        /// Whether it is done.
        done: bool,
    },
    /// Set a milestone.
    SetMilestone {
        /// What will be there.
        title: Vec<LocalText>,
        /// Until when.
        due: Date,
    },
    /// Move a milestone.
    MoveMilestone {
        /// Which.
        milestone: MilestoneId,
        /// Until when now.
        due: Date,
        /// Why.
        reason: String,
    },
    /// Record that a milestone was reached.
    ReachMilestone {
        /// Which.
        milestone: MilestoneId,
        /// The day.
        on: Date,
    },
    /// Note a risk or an assumption.
    NoteRisk {
        /// Of which kind.
        kind: RiskKind,
        /// What.
        text: Vec<LocalText>,
        /// How likely.
        likelihood: Level,
        /// How heavy.
        effect: Level,
        /// What is done about it.
        answer: String,
    },
    /// See a risk with other eyes.
    ReassessRisk {
        /// Which.
        risk: RiskId,
        /// How likely now.
        likelihood: Level,
        /// How heavy now.
        effect: Level,
        /// What is done about it now.
        answer: String,
        /// Why.
        reason: String,
    },
    /// Settle a risk or an assumption.
    SettleRisk {
        /// Which.
        risk: RiskId,
        /// How.
        end: RiskEnd,
        /// What happened.
        reason: String,
    },
    /// Define an indicator.
    DefineIndicator {
        /// What is measured.
        plan: Box<IndicatorPlan>,
    },
    /// Give an indicator up.
    DropIndicator {
        /// Which.
        indicator: IndicatorId,
        /// Why.
        reason: String,
    },
    /// Record what was read on a day; a second reading for the same day is refused.
    Measure {
        /// Of which indicator.
        indicator: IndicatorId,
        /// What was read.
        reading: Reading,
    },
    /// Correct a measurement; the old one stays on record and no longer counts.
    Correct {
        /// Of which indicator.
        indicator: IndicatorId,
        /// The measurement that is replaced.
        replaces: MeasurementId,
        /// What was read.
        reading: Reading,
        /// Why.
        reason: String,
    },
    /// Look at what it brought.
    Evaluation(EvaluationCommand),
    /// Divide its time.
    Phase(PhaseCommand),
    /// Record the reminders whose day has come; the platform's own act.
    Remind {
        /// Since when the present text waits for consents, if it does.
        waits: Option<Waits>,
    },
}
