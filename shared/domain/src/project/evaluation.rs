//! Evaluation of a project: each side answers the same form by itself, then both read, and agree what is to change.

mod decide;
mod form;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::State;
use crate::cooperation::{Party, Side, sides};
use crate::ids::{EvaluationId, MeasureId, OrganisationId, TaskId};
use crate::text::LocalText;

pub use form::{CRITERIA, Chapter, Criterion, MARKS, criterion};

/// Evaluations of one project.
pub const EVALUATIONS: usize = 12;
/// Measures of one evaluation, dropped ones included.
pub const MEASURES: usize = 20;
/// Days from the opening to the last day of answering, at most.
pub const LONGEST: i64 = 366;

/// When a project is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// On the way: what is to change.
    Midterm,
    /// At the end: what it brought.
    Final,
}

/// What a side says to one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The criterion, by its code.
    pub criterion: String,
    /// In words, in one language.
    pub text: Option<LocalText>,
    /// On the scale of [`MARKS`], where the criterion has one.
    pub mark: Option<u8>,
}

/// What one side answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The side.
    pub side: Side,
    /// To which criteria what.
    pub answers: Vec<Answer>,
}

/// Something that is to change, proposed by a side and agreed by all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which.
    pub id: MeasureId,
    /// What is to be done, one or more languages.
    pub title: Vec<LocalText>,
    /// The party that does it.
    pub party: OrganisationId,
    /// Until when.
    pub due: Date,
    /// The sides that agreed; who proposed it did.
    pub agreed: Vec<Side>,
    /// The task that it became.
    pub task: Option<TaskId>,
    /// Why it was dropped, if it was.
    pub dropped: Option<String>,
}

/// An evaluation as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Which.
    pub id: EvaluationId,
    /// The side that opened it.
    pub by: Side,
    /// When it takes place.
    pub occasion: Occasion,
    /// The last day on which a side answers without having read the others.
    pub until: Date,
    /// What sides answered.
    pub answers: Vec<Answers>,
    /// What is to change.
    pub measures: Vec<Measure>,
    /// What all of it comes to, once it is concluded.
    pub conclusion: Option<Vec<LocalText>>,
}

impl Evaluation {
    /// The sides that have not answered, while it is open.
    #[must_use]
    pub fn silent(&self, parties: &[Party]) -> Vec<Side> {
        let mut silent = sides(parties);
        silent.retain(|side| self.answers.iter().all(|given| given.side != *side));
        silent
    }

    /// True once every side may read the others' answers: when all have answered, or their day is over.
    #[must_use]
    pub fn shown(&self, parties: &[Party], today: Date) -> bool {
        self.conclusion.is_some() || today > self.until || self.silent(parties).is_empty()
    }

    /// The answers that somebody of `own` sides may read on that day.
    #[must_use]
    pub fn readable(&self, parties: &[Party], own: &[Side], today: Date) -> Vec<&Answers> {
        let shown = self.shown(parties, today);
        self.answers.iter().filter(|given| shown || own.contains(&given.side)).collect()
    }

    /// The measure of this id.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The sides of which a measure waits for an agreement.
    #[must_use]
    pub fn asked(&self, parties: &[Party]) -> Vec<Side> {
        let mut asked = sides(parties);
        asked.retain(|side| {
            self.measures.iter().any(|one| one.open() && !one.agreed.contains(side))
        });
        asked
    }
}

impl Measure {
    /// True while it is neither dropped nor a task.
    #[must_use]
    pub fn open(&self) -> bool {
        self.dropped.is_none() && self.task.is_none()
    }

    /// True once every side agreed.
    #[must_use]
    pub fn agreed_by_all(&self, parties: &[Party]) -> bool {
        sides(parties).iter().all(|side| self.agreed.contains(side))
    }
}

/// The evaluation that is not concluded, if there is one: there is one at a time.
#[must_use]
pub fn open(state: &State) -> Option<&Evaluation> {
    state.evaluations.iter().find(|one| one.conclusion.is_none())
}

/// Commands on evaluations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvaluationCommand {
    /// Open one.
    Open {
        /// When it takes place.
        occasion: Occasion,
        /// The last day of answering without having read the others.
        until: Date,
    },
    /// Answer for one's side; as often as one likes until the answers are shown.
    Answer {
        /// Which.
        evaluation: EvaluationId,
        /// To which criteria what, whole.
        answers: Vec<Answer>,
    },
    /// Propose something that is to change.
    ProposeMeasure {
        /// Which.
        evaluation: EvaluationId,
        /// What is to be done.
        title: Vec<LocalText>,
        /// The party that does it.
        party: OrganisationId,
        /// Until when.
        due: Date,
    },
    /// Agree to a measure for one's side.
    Agree {
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
    },
    /// Drop a measure that is no task yet.
    Drop {
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
        /// Why.
        reason: String,
    },
    /// Make a task of a measure that all agreed to.
    TakeUp {
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
    },
    /// Conclude it; after a final one the project is evaluated.
    Conclude {
        /// Which.
        evaluation: EvaluationId,
        /// What all of it comes to.
        conclusion: Vec<LocalText>,
    },
}

/// What happened to an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationEvent {
    /// A side opened it.
    EvaluationOpened {
        /// The side.
        by: Side,
        /// Which.
        evaluation: EvaluationId,
        /// When it takes place.
        occasion: Occasion,
        /// The last day of answering without having read the others.
        until: Date,
    },
    /// A side answered, or answered anew before the others read it.
    EvaluationAnswered {
        /// The side.
        by: Side,
        /// Which.
        evaluation: EvaluationId,
        /// To which criteria what, whole.
        answers: Vec<Answer>,
    },
    /// A side proposed something that is to change, and so agreed to it.
    EvaluationMeasureProposed {
        /// The side.
        by: Side,
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
        /// What is to be done.
        title: Vec<LocalText>,
        /// The party that does it.
        party: OrganisationId,
        /// Until when.
        due: Date,
    },
    /// A side agreed to a measure.
    EvaluationMeasureAgreed {
        /// The side.
        by: Side,
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
    },
    /// A side dropped a measure.
    EvaluationMeasureDropped {
        /// The side.
        by: Side,
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
        /// Why.
        reason: String,
    },
    /// A measure that all agreed to became a task, planned in the same commit.
    EvaluationMeasureTakenUp {
        /// The side.
        by: Side,
        /// Which evaluation.
        evaluation: EvaluationId,
        /// Which measure.
        measure: MeasureId,
        /// The task.
        task: TaskId,
    },
    /// It was concluded.
    EvaluationConcluded {
        /// The side that recorded it.
        by: Side,
        /// Which.
        evaluation: EvaluationId,
        /// What all of it comes to.
        conclusion: Vec<LocalText>,
    },
}

fn change(all: &mut [Evaluation], id: EvaluationId, change: impl FnOnce(&mut Evaluation)) {
    if let Some(found) = all.iter_mut().find(|one| one.id == id) {
        change(found);
    }
}

fn change_measure(
    all: &mut [Evaluation],
    id: EvaluationId,
    measure: MeasureId,
    what: impl FnOnce(&mut Measure),
) {
    change(all, id, |one| {
        if let Some(found) = one.measures.iter_mut().find(|known| known.id == measure) {
            what(found);
        }
    });
}

/// The evaluations after one more event; total, as the project's own.
pub(super) fn evolve(all: &mut Vec<Evaluation>, event: &EvaluationEvent) {
    use EvaluationEvent as E;
    match event {
        E::EvaluationOpened { by, evaluation, occasion, until } => all.push(Evaluation {
            id: *evaluation,
            by: *by,
            occasion: *occasion,
            until: *until,
            answers: Vec::new(),
            measures: Vec::new(),
            conclusion: None,
        }),
        E::EvaluationAnswered { by, evaluation, answers } => change(all, *evaluation, |one| {
            one.answers.retain(|given| given.side != *by);
            one.answers.push(Answers { side: *by, answers: answers.clone() });
        }),
        E::EvaluationMeasureProposed { by, evaluation, measure, title, party, due } => {
            change(all, *evaluation, |one| {
                one.measures.push(Measure {
                    id: *measure,
                    title: title.clone(),
                    party: *party,
                    due: *due,
                    agreed: vec![*by],
                    task: None,
                    dropped: None,
                });
            });
        }
        E::EvaluationMeasureAgreed { by, evaluation, measure } => {
            change_measure(all, *evaluation, *measure, |one| {
                if !one.agreed.contains(by) {
                    one.agreed.push(*by);
                }
            });
        }
        E::EvaluationMeasureDropped { evaluation, measure, reason, .. } => {
            change_measure(all, *evaluation, *measure, |one| one.dropped = Some(reason.clone()));
        }
        E::EvaluationMeasureTakenUp { evaluation, measure, task, .. } => {
            change_measure(all, *evaluation, *measure, |one| one.task = Some(*task));
        }
        E::EvaluationConcluded { evaluation, conclusion, .. } => {
            change(all, *evaluation, |one| one.conclusion = Some(conclusion.clone()));
        }
    }
}
