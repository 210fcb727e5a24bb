//! What follows a mission becomes a task: from one's own words, in the same cooperation, once.

use super::*;
use crate::cooperation::Side;
use crate::ids::{ExchangeId, PartnershipId};
use crate::rules::*;

const MISSION: ExchangeId = ExchangeId(Uuid::from_u128(400));

/// A project at work, and a mission whose report says for the first side what follows.
fn told() -> Story {
    let mut story = Story::running(&two());
    let cooperation = Cooperation::Jumelage(JumelageId(Uuid::from_u128(5)));
    story.given.mission = Some(MissionKnown { cooperation, wrote: vec![Side(1)] });
    story
}

fn take_up(title: &str) -> Command {
    match plan(NIGER, Vec::new()) {
        Command::PlanTask { mut plan } => {
            plan.title = fr(title);
            Command::TakeUpMission { exchange: MISSION, plan }
        }
        other => other,
    }
}

#[test]
fn the_task_is_planned_and_says_where_it_comes_from_in_one_commit() {
    let mut story = told();
    let events = story.done(LOIRE, take_up("Une émission commune"));
    assert_eq!(events.len(), 2);
    let taken: Vec<_> = of_mission(&story.state, MISSION).collect();
    let from = Some(TakenUp { exchange: MISSION, by: Side(1) });
    assert_eq!(taken.iter().map(|task| task.mission).collect::<Vec<_>>(), [from]);
    assert_eq!(taken[0].title, fr("Une émission commune"));
}

#[test]
fn mi_once_the_same_words_of_a_side_become_one_task_until_it_is_dropped() {
    let mut story = told();
    story.done(LOIRE, take_up("Une émission commune"));
    let id = task(story.next);
    assert_eq!(story.refused(LOIRE, take_up(" Une émission commune ")), MI_ONCE);
    story.done(LOIRE, take_up("Un second voyage"));
    story.done(NIGER, Command::FinishTask { task: id, on: None });
    assert_eq!(story.refused(LOIRE, take_up("Une émission commune")), MI_ONCE);
    story.done(NIGER, Command::ReopenTask { task: id, reason: why() });
    story.done(NIGER, Command::DropTask { task: id, reason: why() });
    story.done(LOIRE, take_up("Une émission commune"));
    assert_eq!(of_mission(&story.state, MISSION).count(), 3);
}

#[test]
fn mi_own_words_a_side_takes_up_what_it_wrote_itself() {
    let story = told();
    assert_eq!(story.refused(NIGER, take_up("Une émission commune")), MI_OWN_WORDS);
}

#[test]
fn mi_elsewhere_the_mission_is_of_the_projects_own_cooperation() {
    let mut story = told();
    let cooperation = Cooperation::Partnership(PartnershipId(Uuid::from_u128(5)));
    story.given.mission = Some(MissionKnown { cooperation, wrote: vec![Side(1)] });
    assert_eq!(story.refused(LOIRE, take_up("Une émission commune")), MI_ELSEWHERE);
    story.given.mission = None;
    assert_eq!(story.refused(LOIRE, take_up("Une émission commune")), MI_ELSEWHERE);
}

#[test]
fn nothing_is_taken_up_before_the_project_runs_or_after_it_ended() {
    let mut story = Story::agreed(&two());
    story.given = told().given;
    assert!(!takes_up(&story.state));
    assert_eq!(story.refused(LOIRE, take_up("Une émission commune")), C_STAGE);
    story.done(LOIRE, Command::Start { on: today() });
    assert!(takes_up(&story.state));
    story.done(LOIRE, Command::Close { on: today(), reason: why(), lessons: why() });
    assert_eq!(story.refused(LOIRE, take_up("Une émission commune")), C_STAGE);
}
