//! Tasks: whose they are, how far they are, what comes before what, and what is late.

use super::*;
use crate::rules::*;

#[test]
fn a_task_begins_once_the_project_runs_and_only_its_own_side_says_how_far_it_is() {
    let mut story = Story::agreed(&two());
    let id = story.planned(NIGER, Vec::new());
    assert_eq!(story.refused(NIGER, Command::BeginTask { task: id }), PJ_NOT_RUNNING);
    assert_eq!(story.refused(NIGER, Command::FinishTask { task: id, on: None }), PJ_NOT_RUNNING);
    story.done(LOIRE, Command::Start { on: today() });
    assert_eq!(story.refused(LOIRE, Command::BeginTask { task: id }), PJ_OWN_TASK);
    story.done(NIGER, Command::BeginTask { task: id });
    assert_eq!(story.refused(NIGER, Command::BeginTask { task: id }), PJ_TASK_STATE);
    story.done(NIGER, Command::FinishTask { task: id, on: Some(date(2025, 6, 12)) });
    assert_eq!(story.state.task(id).map(|task| task.since), Some(Some(date(2025, 6, 12))));
    assert_eq!(story.refused(NIGER, Command::DropTask { task: id, reason: why() }), PJ_TASK_STATE);
    story.done(NIGER, Command::ReopenTask { task: id, reason: why() });
    story.done(NIGER, Command::DropTask { task: id, reason: why() });
    assert_eq!(story.state.task(id).map(|task| task.state), Some(TaskState::Dropped));
}

#[test]
fn a_task_is_a_partys_until_a_day_that_comes_after_its_first() {
    let story = Story::running(&two());
    assert_eq!(story.refused(LOIRE, plan(STRANGER, Vec::new())), PJ_PARTY);
    let refused = |change: fn(&mut TaskPlan)| {
        let Command::PlanTask { mut plan } = plan(LOIRE, Vec::new()) else { return None };
        change(&mut plan);
        story.try_at(Command::PlanTask { plan }, &by(LOIRE)).err().map(|refusal| refusal.rule)
    };
    assert_eq!(refused(|_| ()), None);
    assert_eq!(refused(|plan| plan.starts = Some(date(2025, 6, 11))), Some(C_DATES));
    assert_eq!(refused(|plan| plan.result = Some(3)), Some(PJ_RESULT));
    assert_eq!(refused(|plan| plan.result = Some(0)), Some(PJ_RESULT));
    assert_eq!(refused(|plan| plan.title.clear()), Some(C_EMPTY_TEXT));
    assert_eq!(refused(|plan| plan.role = Some("jo@example.org".to_owned())), Some(H_FUNCTION));
    assert_eq!(
        refused(|plan| plan.checklist = vec!["x".to_owned(); limits::ITEMS + 1]),
        Some(C_TOO_MANY)
    );
}

#[test]
fn a_task_is_late_the_day_after_it_was_due_until_it_is_done_or_dropped() {
    let mut story = Story::running(&two());
    let id = story.planned(NIGER, Vec::new());
    let late_on = |story: &Story, day| late(&story.state, day).tasks.len();
    assert_eq!(late_on(&story, date(2025, 6, 10)), 0);
    assert_eq!(late_on(&story, date(2025, 6, 11)), 1);
    story.done(
        LOIRE,
        Command::RescheduleTask { task: id, starts: None, due: date(2025, 6, 20), reason: why() },
    );
    assert_eq!(late_on(&story, date(2025, 6, 20)), 0);
    assert_eq!(late_on(&story, date(2025, 6, 21)), 1);
    story.done(NIGER, Command::FinishTask { task: id, on: None });
    assert_eq!(late_on(&story, date(2030, 1, 1)), 0);
    let before = Story::agreed(&two());
    assert_eq!(late(&before.state, date(2030, 1, 1)), Late::default());
}

#[test]
fn no_task_comes_after_itself_through_others() {
    let mut story = Story::running(&two());
    let first = story.planned(LOIRE, Vec::new());
    let second = story.planned(NIGER, vec![first]);
    let third = story.planned(LOIRE, vec![second]);
    let order = |task, after| Command::OrderTask { task, after, reason: why() };
    assert_eq!(story.refused(LOIRE, order(first, vec![third])), PJ_CYCLE);
    assert_eq!(story.refused(LOIRE, order(first, vec![first])), PJ_CYCLE);
    assert_eq!(story.refused(LOIRE, order(third, vec![task(7)])), PJ_UNKNOWN);
    assert_eq!(story.refused(LOIRE, order(third, vec![first, first])), PJ_UNKNOWN);
    story.done(NIGER, order(third, vec![first]));
    story.done(NIGER, order(first, vec![]));
    assert_eq!(story.remarks(NIGER, &Command::BeginTask { task: second }), [PJ_BEFORE]);
    story.done(LOIRE, Command::FinishTask { task: first, on: None });
    assert!(story.remarks(NIGER, &Command::BeginTask { task: second }).is_empty());
}

#[test]
fn a_task_goes_to_the_other_side_with_a_reason() {
    let mut story = Story::running(&two());
    let id = story.planned(NIGER, Vec::new());
    let assign = |party, reason: &str| Command::AssignTask {
        task: id,
        party,
        role: None,
        reason: reason.to_owned(),
    };
    assert_eq!(story.refused(LOIRE, assign(LOIRE, "")), C_REASON);
    assert_eq!(story.refused(LOIRE, assign(STRANGER, "Because")), PJ_PARTY);
    story.done(LOIRE, assign(LOIRE, "They asked"));
    story.done(LOIRE, Command::BeginTask { task: id });
    assert_eq!(story.refused(NIGER, Command::FinishTask { task: id, on: None }), PJ_OWN_TASK);
}

#[test]
fn points_are_ticked_once_by_the_side_that_does_the_task() {
    let mut story = Story::running(&two());
    let id = story.planned(NIGER, Vec::new());
    let tick = |item, done| Command::TickItem { task: id, item, done };
    story.done(LOIRE, Command::AddItem { task: id, text: "Photos".to_owned() });
    assert_eq!(story.refused(LOIRE, tick(2, true)), PJ_OWN_TASK);
    story.done(NIGER, tick(2, true));
    assert_eq!(story.refused(NIGER, tick(2, true)), C_NO_CHANGE);
    assert_eq!(story.refused(NIGER, tick(0, true)), PJ_UNKNOWN);
    assert_eq!(story.refused(NIGER, tick(3, true)), PJ_UNKNOWN);
    let items = story.state.task(id).map(|task| task.items.clone()).unwrap_or_default();
    assert_eq!(items.iter().map(|item| item.done).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_project_holds_a_bounded_number_of_tasks() {
    let mut story = Story::running(&two());
    for _ in 0..limits::TASKS {
        story.planned(LOIRE, Vec::new());
    }
    assert_eq!(story.refused(LOIRE, plan(LOIRE, Vec::new())), C_TOO_MANY);
}
