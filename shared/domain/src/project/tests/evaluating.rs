//! Evaluation: each side answers by itself, then both read; measures of both become tasks.

use super::super::evaluation::{Answer, Evaluation, EvaluationCommand as C, Occasion, open};
use super::*;
use crate::ids::{EvaluationId, MeasureId};
use crate::rules::*;

fn opened(story: &mut Story, occasion: Occasion) -> EvaluationId {
    let until = date(2025, 7, 15);
    story.done(LOIRE, Command::Evaluation(C::Open { occasion, until }));
    EvaluationId(Uuid::from_u128(story.next))
}

fn answers(mark: u8) -> Vec<Answer> {
    let text = fr("Deux jours au lieu de dix").pop();
    vec![
        Answer { criterion: "services".into(), text, mark: Some(mark) },
        Answer { criterion: "strengths".into(), text: fr("Les deux équipes").pop(), mark: None },
    ]
}

fn answer(evaluation: EvaluationId, mark: u8) -> Command {
    Command::Evaluation(C::Answer { evaluation, answers: answers(mark) })
}

fn measure(evaluation: EvaluationId, party: OrganisationId) -> Command {
    let title = fr("Former un second agent");
    Command::Evaluation(C::ProposeMeasure { evaluation, title, party, due: date(2025, 9, 1) })
}

fn only(story: &Story) -> &Evaluation {
    &story.state.evaluations[0]
}

fn read_by(story: &Story, side: u8, day: Date) -> Vec<u8> {
    let own = [crate::cooperation::Side(side)];
    let readable = only(story).readable(story.state.parties(), &own, day);
    readable.into_iter().map(|given| given.side.0).collect()
}

#[test]
fn nobody_reads_the_other_side_before_both_have_answered() {
    let mut story = Story::running(&two());
    let id = opened(&mut story, Occasion::Midterm);
    assert_eq!(
        story.waits(),
        [1, 2].map(|side| WaitingFor::Evaluation(crate::cooperation::Side(side)))
    );
    story.done(LOIRE, answer(id, 3));
    assert_eq!(read_by(&story, 1, today()), [1]);
    assert_eq!(read_by(&story, 2, today()), [0u8; 0]);
    // Until then one may answer anew.
    story.done(LOIRE, answer(id, 2));
    assert_eq!(story.refused(LOIRE, measure(id, LOIRE)), EV_READ_FIRST);
    story.done(NIGER, answer(id, 4));
    assert_eq!(read_by(&story, 1, today()), [1, 2]);
    assert_eq!(read_by(&story, 2, today()), [1, 2]);
    assert_eq!(story.refused(LOIRE, answer(id, 1)), EV_SHOWN);
}

#[test]
fn after_the_last_day_what_is_there_is_read_and_who_was_silent_may_still_answer() {
    let mut story = Story::running(&two());
    let id = opened(&mut story, Occasion::Midterm);
    story.done(NIGER, answer(id, 4));
    assert_eq!(read_by(&story, 1, date(2025, 7, 15)), [0u8; 0]);
    assert_eq!(read_by(&story, 1, date(2025, 7, 16)), [2]);
    let late = |who| Context { today: date(2025, 7, 16), ..numbered(who, 900) };
    let again = story.try_at(answer(id, 1), &late(NIGER)).expect_err("read by the others");
    assert_eq!(again.rule, EV_SHOWN);
    story.try_at(answer(id, 1), &late(LOIRE)).expect("a side that was silent");
}

#[test]
fn a_measure_becomes_a_task_once_all_sides_agreed_and_only_once() {
    let mut story = Story::running(&two());
    let evaluation = opened(&mut story, Occasion::Midterm);
    for who in [LOIRE, NIGER] {
        story.done(who, answer(evaluation, 3));
    }
    assert_eq!(story.refused(LOIRE, measure(evaluation, STRANGER)), PJ_PARTY);
    story.done(LOIRE, measure(evaluation, NIGER));
    let measure = MeasureId(Uuid::from_u128(story.next));
    let take_up = Command::Evaluation(C::TakeUp { evaluation, measure });
    assert_eq!(story.refused(LOIRE, take_up.clone()), EV_AGREE);
    let agree = Command::Evaluation(C::Agree { evaluation, measure });
    assert_eq!(story.refused(LOIRE, agree.clone()), C_CONSENTED);
    story.done(NIGER, agree);
    story.done(LOIRE, take_up.clone());
    let task = task(story.next);
    assert_eq!(story.state.task(task).map(|task| task.party), Some(NIGER));
    assert_eq!(only(&story).measures[0].task, Some(task));
    assert_eq!(story.refused(NIGER, take_up), PJ_UNKNOWN);
    let drop = Command::Evaluation(C::Drop { evaluation, measure, reason: why() });
    assert_eq!(story.refused(NIGER, drop), PJ_UNKNOWN);
}

#[test]
fn a_final_evaluation_makes_the_project_evaluated_and_one_on_the_way_does_not() {
    for (occasion, stage_after) in
        [(Occasion::Midterm, Stage::Running), (Occasion::Final, Stage::Evaluated)]
    {
        let mut story = Story::running(&two());
        let evaluation = opened(&mut story, occasion);
        let conclude = || {
            let conclusion = fr("Le réseau tient");
            Command::Evaluation(C::Conclude { evaluation, conclusion })
        };
        assert_eq!(story.refused(LOIRE, conclude()), EV_READ_FIRST);
        story.done(LOIRE, answer(evaluation, 3));
        story.done(NIGER, answer(evaluation, 3));
        story.done(NIGER, conclude());
        assert_eq!(stage(&story.state), Some(stage_after));
        assert!(open(&story.state).is_none());
        assert_eq!(story.refused(LOIRE, conclude()), EV_CONCLUDED);
        assert_eq!(story.refused(LOIRE, answer(evaluation, 1)), EV_CONCLUDED);
        // Another may follow.
        opened(&mut story, Occasion::Midterm);
    }
}

#[test]
fn there_is_one_at_a_time_while_the_work_goes_on_and_its_day_is_near() {
    let agreed = Story::agreed(&two());
    let open = |until| Command::Evaluation(C::Open { occasion: Occasion::Final, until });
    assert_eq!(agreed.refused(LOIRE, open(today())), C_STAGE);
    let mut story = Story::running(&two());
    assert_eq!(story.refused(LOIRE, open(date(2025, 1, 1))), EV_UNTIL);
    assert_eq!(story.refused(LOIRE, open(date(2029, 1, 1))), EV_UNTIL);
    opened(&mut story, Occasion::Final);
    assert_eq!(story.refused(NIGER, open(today())), EV_ONE);
}

#[test]
fn an_answer_is_to_a_question_of_the_form_once_with_a_mark_only_where_there_is_one() {
    let mut story = Story::running(&two());
    let evaluation = opened(&mut story, Occasion::Midterm);
    let refused = |answers: Vec<Answer>| {
        story.refused(LOIRE, Command::Evaluation(C::Answer { evaluation, answers }))
    };
    let one = |criterion: &str, mark| Answer { criterion: criterion.into(), text: None, mark };
    assert_eq!(refused(Vec::new()), EV_ANSWER);
    assert_eq!(refused(vec![one("weather", Some(1))]), EV_CRITERION);
    assert_eq!(refused(vec![one("people", Some(1)), one("people", Some(2))]), EV_CRITERION);
    assert_eq!(refused(vec![one("people", Some(5))]), EV_MARK);
    assert_eq!(refused(vec![one("people", Some(0))]), EV_MARK);
    assert_eq!(refused(vec![one("threats", Some(1))]), EV_MARK);
    assert_eq!(refused(vec![one("people", None)]), EV_MARK);
}
