//! What happened to a project.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::evaluation::EvaluationEvent;
use super::follow::{IndicatorPlan, Level, Reading, RiskEnd, RiskKind};
use super::phase::PhaseEvent;
use super::report::{ReportPart, Reporting};
use super::work::TaskPlan;
use super::{Description, Stage};
use crate::cooperation::{Cooperation, Party, Side, TextHash};
use crate::ids::{
    ExchangeId, IndicatorId, MeasurementId, MilestoneId, OrganisationId, RiskId, TaskId,
};
use crate::reminder::Reminder;
use crate::text::LocalText;

/// Events of a project's stream `project/<id>`. What is late is nobody's act and therefore no event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A side proposed it.
    Proposed {
        /// The cooperation it belongs to.
        cooperation: Cooperation,
        /// Its parties.
        parties: Vec<Party>,
        /// The side.
        by: Side,
        /// The description.
        description: Description,
    },
    /// A side changed the description; consents to another one are void from here on.
    DescriptionRevised {
        /// The side.
        by: Side,
        /// The description, whole.
        description: Description,
        /// Why.
        reason: String,
    },
    /// A side consented to the description with this hash.
    Consented {
        /// The side.
        by: Side,
        /// What it consented to.
        hash: TextHash,
    },
    /// A side took its consent back.
    ConsentWithdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// Every side consented to the same description.
    DescriptionAgreed {
        /// Its hash.
        hash: TextHash,
    },
    /// A later stage was reached.
    StageReached {
        /// The side that recorded it.
        by: Side,
        /// Which.
        stage: Stage,
        /// Since when.
        on: Date,
        /// What was done, where.
        reason: String,
    },
    /// The work began, under the description with this hash.
    Started {
        /// The side that recorded it.
        by: Side,
        /// First day.
        on: Date,
        /// What every side had consented to.
        hash: TextHash,
    },
    /// It ended.
    Closed {
        /// The side that recorded it.
        by: Side,
        /// Last day.
        on: Date,
        /// What it brought.
        reason: String,
        /// What was learnt.
        lessons: String,
    },
    /// A side gave it up.
    Abandoned {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
        /// What was learnt, where somebody said.
        lessons: Option<String>,
    },
    /// A side wrote a part of a report.
    ReportPartWritten {
        /// The side whose words they are.
        by: Side,
        /// For which report.
        report: Reporting,
        /// Which part.
        part: ReportPart,
        /// Its words, one or more languages; they replace the same side's earlier ones.
        text: Vec<LocalText>,
        /// The day of the act.
        on: Date,
    },
    /// A task was planned.
    TaskPlanned {
        /// The side that planned it.
        by: Side,
        /// Which.
        task: TaskId,
        /// What was planned.
        plan: TaskPlan,
    },
    /// A task was moved in time.
    TaskRescheduled {
        /// The side.
        by: Side,
        /// Which.
        task: TaskId,
        /// First day, if it has one.
        starts: Option<Date>,
        /// Last day.
        due: Date,
        /// Why.
        reason: String,
    },
    /// A task was given to a party.
    TaskAssigned {
        /// The side.
        by: Side,
        /// Which.
        task: TaskId,
        /// The party that does it.
        party: OrganisationId,
        /// In which function.
        role: Option<String>,
        /// Why.
        reason: String,
    },
    /// It was chosen what comes before a task.
    TaskOrdered {
        /// The side.
        by: Side,
        /// Which.
        task: TaskId,
        /// What comes before it.
        after: Vec<TaskId>,
        /// Why.
        reason: String,
    },
    /// A task was begun.
    TaskBegun {
        /// The side that does it.
        by: Side,
        /// Which.
        task: TaskId,
        /// Since when.
        on: Date,
    },
    /// A task was done.
    TaskDone {
        /// The side that did it.
        by: Side,
        /// Which.
        task: TaskId,
        /// Since when.
        on: Date,
    },
    /// A task was given up.
    TaskDropped {
        /// The side that was to do it.
        by: Side,
        /// Which.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// A task was taken up again.
    TaskReopened {
        /// The side that does it.
        by: Side,
        /// Which.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// A point was added to a checklist.
    ItemAdded {
        /// The side.
        by: Side,
        /// Of which task.
        task: TaskId,
        /// What.
        text: String,
    },
    /// A point of a checklist was ticked, or the tick taken away.
    ItemTicked {
        /// The side that does the task.
        by: Side,
        /// Of which task.
        task: TaskId,
        /// Which point, from 1.
        item: u16,
        /// Whether it is done.
        done: bool,
    },
    /// A milestone was set.
    MilestoneSet {
        /// The side.
        by: Side,
        /// Which.
        milestone: MilestoneId,
        /// What will be there.
        title: Vec<LocalText>,
        /// Until when.
        due: Date,
    },
    /// A milestone was moved.
    MilestoneMoved {
        /// The side.
        by: Side,
        /// Which.
        milestone: MilestoneId,
        /// Until when.
        due: Date,
        /// Why.
        reason: String,
    },
    /// A milestone was reached.
    MilestoneReached {
        /// The side that recorded it.
        by: Side,
        /// Which.
        milestone: MilestoneId,
        /// The day.
        on: Date,
    },
    /// A risk or an assumption was noted.
    RiskNoted {
        /// The side.
        by: Side,
        /// Which.
        risk: RiskId,
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
    /// A risk was seen with other eyes.
    RiskReassessed {
        /// The side.
        by: Side,
        /// Which.
        risk: RiskId,
        /// How likely.
        likelihood: Level,
        /// How heavy.
        effect: Level,
        /// What is done about it.
        answer: String,
        /// Why.
        reason: String,
    },
    /// A risk or an assumption was settled.
    RiskSettled {
        /// The side.
        by: Side,
        /// Which.
        risk: RiskId,
        /// How.
        end: RiskEnd,
        /// What happened.
        reason: String,
    },
    /// An indicator was defined.
    IndicatorDefined {
        /// The side.
        by: Side,
        /// Which.
        indicator: IndicatorId,
        /// What is measured.
        plan: IndicatorPlan,
    },
    /// An indicator was given up.
    IndicatorDropped {
        /// The side.
        by: Side,
        /// Which.
        indicator: IndicatorId,
        /// Why.
        reason: String,
    },
    /// Something was measured.
    IndicatorMeasured {
        /// The side.
        by: Side,
        /// Of which indicator.
        indicator: IndicatorId,
        /// Which measurement.
        measurement: MeasurementId,
        /// What was read.
        reading: Reading,
    },
    /// A measurement was corrected.
    MeasurementCorrected {
        /// The side.
        by: Side,
        /// Of which indicator.
        indicator: IndicatorId,
        /// The measurement that no longer counts.
        replaces: MeasurementId,
        /// The one that counts instead.
        measurement: MeasurementId,
        /// What was read.
        reading: Reading,
        /// Why.
        reason: String,
    },
    /// Something happened to an evaluation; its events are stored under names of their own (`project.evaluation_…`).
    Evaluation(EvaluationEvent),
    /// What follows a mission became a task, planned in the same commit.
    MissionTakenUp {
        /// The side, whose words they were.
        by: Side,
        /// The mission.
        exchange: ExchangeId,
        /// The task.
        task: TaskId,
    },
    /// Something happened to a phase, or to what names it; stored as `project.phase_…`.
    Phase(PhaseEvent),
    /// A day had come and nobody had acted: the platform reminded those whose turn it is.
    Reminded {
        /// Of what, since or until when, whose turn.
        reminder: Reminder,
    },
}
