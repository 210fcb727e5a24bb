//! What follows from a command on an evaluation.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::command::Command;
use super::super::decide::{Ask, Decision, one};
use super::super::order::{AT_WORK, at, works};
use super::super::state::stage;
use super::super::text::check_party;
use super::super::work::TaskPlan;
use super::super::{Event, Stage};
use super::{
    Answer, EVALUATIONS, Evaluation, EvaluationCommand, EvaluationEvent as E, LONGEST, MARKS,
    MEASURES, Measure, Occasion, criterion, open,
};
use crate::cooperation::{Side, limits, refuse, refuse_at, words};
use crate::ids::{EvaluationId, MeasureId, OrganisationId};
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

impl Ask<'_> {
    /// On evaluations, while the project is at work.
    pub(in super::super) fn evaluate(&self, command: EvaluationCommand) -> Decision {
        use EvaluationCommand as C;
        let by = works(self.state, self.context.author.organisation())?;
        at(stage(self.state).ok_or_else(|| refuse(rules::C_NOTHING))?, AT_WORK)?;
        match command {
            C::Open { occasion, until } => self.open_evaluation(by, occasion, until),
            C::Answer { evaluation, answers } => self.answer(by, evaluation, answers),
            C::ProposeMeasure { evaluation, title, party, due } => {
                self.propose_measure(by, evaluation, title, (party, due))
            }
            C::Agree { evaluation, measure } => {
                if self.open_measure(evaluation, measure)?.agreed.contains(&by) {
                    return Err(refuse(rules::C_CONSENTED));
                }
                told(E::EvaluationMeasureAgreed { by, evaluation, measure })
            }
            C::Drop { evaluation, measure, reason } => {
                self.open_measure(evaluation, measure)?;
                words::reason(&reason)?;
                told(E::EvaluationMeasureDropped { by, evaluation, measure, reason })
            }
            C::TakeUp { evaluation, measure } => self.take_up(by, evaluation, measure),
            C::Conclude { evaluation, conclusion } => self.conclude(by, evaluation, conclusion),
        }
    }

    fn open_evaluation(&self, by: Side, occasion: Occasion, until: Date) -> Decision {
        if open(self.state).is_some() {
            return Err(refuse(rules::EV_ONE));
        }
        words::at_most(self.state.evaluations.len() + 1, EVALUATIONS, "occasion")?;
        let last = self.context.today.saturating_add(LONGEST.days());
        if until < self.context.today || until > last {
            return Err(refuse_at(rules::EV_UNTIL, "until"));
        }
        let evaluation = EvaluationId(self.context.new_id);
        told(E::EvaluationOpened { by, evaluation, occasion, until })
    }

    /// A side that has not answered may do so after the day too; what others could read stays as it is.
    fn answer(&self, by: Side, id: EvaluationId, answers: Vec<Answer>) -> Decision {
        let known = self.evaluation(id)?;
        let given = known.answers.iter().any(|given| given.side == by);
        if given && known.shown(self.state.parties(), self.context.today) {
            return Err(refuse_at(rules::EV_SHOWN, "answers"));
        }
        check_answers(&answers)?;
        told(E::EvaluationAnswered { by, evaluation: id, answers })
    }

    fn propose_measure(
        &self,
        by: Side,
        id: EvaluationId,
        title: Vec<LocalText>,
        (party, due): (OrganisationId, Date),
    ) -> Decision {
        let known = self.read(id)?;
        words::at_most(known.measures.len() + 1, MEASURES, "title")?;
        words::local_required(&title, limits::TITLE, "title")?;
        check_party(self.state.parties(), party)?;
        if due < self.context.today {
            return Err(refuse_at(rules::C_DATES, "due"));
        }
        let measure = MeasureId(self.context.new_id);
        if known.measure(measure).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        told(E::EvaluationMeasureProposed { by, evaluation: id, measure, title, party, due })
    }

    /// The task is planned as by hand, with the limits and remarks of one.
    fn take_up(&self, by: Side, evaluation: EvaluationId, measure: MeasureId) -> Decision {
        let known = self.open_measure(evaluation, measure)?;
        if !known.agreed_by_all(self.state.parties()) {
            return Err(refuse_at(rules::EV_AGREE, "measure"));
        }
        let plan = TaskPlan {
            title: known.title.clone(),
            party: known.party,
            role: None,
            starts: None,
            due: known.due,
            after: Vec::new(),
            checklist: Vec::new(),
            result: None,
        };
        let mut events = self.on_task(Command::PlanTask { plan: Box::new(plan) })?;
        let task = crate::ids::TaskId(self.context.new_id);
        events.push(Event::Evaluation(E::EvaluationMeasureTakenUp {
            by,
            evaluation,
            measure,
            task,
        }));
        Ok(events)
    }

    fn conclude(&self, by: Side, id: EvaluationId, conclusion: Vec<LocalText>) -> Decision {
        let known = self.read(id)?;
        if known.answers.is_empty() {
            return Err(refuse_at(rules::EV_ANSWER, "conclusion"));
        }
        words::local_required(&conclusion, limits::REASON, "conclusion")?;
        let reason = conclusion.first().map(|text| text.text.clone()).unwrap_or_default();
        let mut events =
            vec![Event::Evaluation(E::EvaluationConcluded { by, evaluation: id, conclusion })];
        if known.occasion == Occasion::Final && self.state.stage == Stage::Running {
            let on = self.context.today;
            events.push(Event::StageReached { by, stage: Stage::Evaluated, on, reason });
        }
        Ok(events)
    }

    /// The evaluation, while it is open.
    fn evaluation(&self, id: EvaluationId) -> Result<&Evaluation, Refusal> {
        let found = self.state.evaluations.iter().find(|known| known.id == id);
        let found = found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "evaluation"))?;
        if found.conclusion.is_some() {
            return Err(refuse(rules::EV_CONCLUDED));
        }
        Ok(found)
    }

    /// The evaluation, once the sides have read each other.
    fn read(&self, id: EvaluationId) -> Result<&Evaluation, Refusal> {
        let known = self.evaluation(id)?;
        if !known.shown(self.state.parties(), self.context.today) {
            return Err(refuse(rules::EV_READ_FIRST));
        }
        Ok(known)
    }

    fn open_measure(&self, id: EvaluationId, measure: MeasureId) -> Result<&Measure, Refusal> {
        let found = self.evaluation(id)?.measure(measure).filter(|known| known.open());
        found.ok_or_else(|| refuse_at(rules::PJ_UNKNOWN, "measure"))
    }
}

fn told(event: E) -> Decision {
    one(Event::Evaluation(event))
}

/// Each criterion once, with words or a mark, a mark only where the form has one.
fn check_answers(answers: &[Answer]) -> Result<(), Refusal> {
    if answers.is_empty() {
        return Err(refuse_at(rules::EV_ANSWER, "answers"));
    }
    for (index, answer) in answers.iter().enumerate() {
        let at = |field: &str| format!("answers.{index}.{field}");
        let known = criterion(&answer.criterion);
        let twice = answers[..index].iter().any(|other| other.criterion == answer.criterion);
        let known = known.filter(|_| !twice);
        let known = known.ok_or_else(|| refuse_at(rules::EV_CRITERION, at("criterion")))?;
        let fits = |mark: u8| known.marked && mark >= 1 && usize::from(mark) <= MARKS.len();
        if !answer.mark.is_none_or(fits) || (answer.mark.is_none() && answer.text.is_none()) {
            return Err(refuse_at(rules::EV_MARK, at("mark")));
        }
        if let Some(text) = &answer.text {
            let text = std::slice::from_ref(text);
            words::local_required(text, limits::BENEFIT, &at("text"))?;
        }
    }
    Ok(())
}
