//! Milestones, risks and indicators: one figure a day, corrected in the open.

use super::*;
use crate::ids::{MeasurementId, MilestoneId, RiskId};
use crate::rules::*;

fn measure(indicator: IndicatorId, on: Date, sum: &str) -> Command {
    Command::Measure { indicator, reading: reading(on, sum) }
}

#[test]
fn an_indicator_measured_twice_for_a_day_is_refused_whoever_measures() {
    let mut story = Story::running(&two());
    let indicator = story.indicator(false);
    story.done(LOIRE, measure(indicator, date(2025, 6, 1), "100"));
    let again = measure(indicator, date(2025, 6, 1), "110");
    let refusal = story.try_at(again, &numbered(NIGER, 900)).expect_err("measured already");
    assert_eq!(refusal.rule, PJ_MEASURED_TWICE);
    assert_eq!(
        (refusal.path.as_deref(), refusal.detail),
        (Some("on"), vec!["2025-06-01".to_owned()])
    );
    story.done(NIGER, measure(indicator, date(2025, 6, 2), "110"));
}

#[test]
fn a_correction_names_what_it_replaces_which_stays_and_no_longer_counts() {
    let mut story = Story::running(&two());
    let indicator = story.indicator(false);
    story.done(LOIRE, measure(indicator, date(2025, 6, 1), "100"));
    let old = MeasurementId(Uuid::from_u128(story.next));
    story.done(LOIRE, measure(indicator, date(2025, 6, 8), "120"));
    let correct = |replaces, on, sum| Command::Correct {
        indicator,
        replaces,
        reading: reading(on, sum),
        reason: why(),
    };
    assert_eq!(story.refused(NIGER, correct(old, date(2025, 6, 8), "90")), PJ_MEASURED_TWICE);
    let stray = MeasurementId(Uuid::from_u128(1));
    assert_eq!(story.refused(NIGER, correct(stray, date(2025, 6, 1), "90")), PJ_UNKNOWN);
    story.done(NIGER, correct(old, date(2025, 6, 1), "90"));
    let known = story.state.indicator(indicator).expect("it is there");
    assert_eq!(known.measurements.len(), 3);
    assert_eq!(
        known.on(date(2025, 6, 1)).map(|one| number(one.reading.value)),
        Some("90".to_owned())
    );
    assert_eq!(latest(known).map(|one| one.reading.on), Some(date(2025, 6, 8)));
    assert_eq!(story.refused(NIGER, correct(old, date(2025, 6, 1), "80")), PJ_UNKNOWN);
}

#[test]
fn women_and_men_are_counted_together_and_add_up() {
    let mut story = Story::running(&two());
    let (people, water) = (story.indicator(true), story.indicator(false));
    let refused = |indicator, women: Option<&str>, men: Option<&str>| {
        let part = |text: Option<&str>| text.and_then(value);
        let reading = Reading { women: part(women), men: part(men), ..reading(today(), "100") };
        let command = Command::Measure { indicator, reading };
        story.try_at(command, &numbered(LOIRE, 900)).err().map(|refusal| refusal.rule)
    };
    assert_eq!(refused(people, Some("60"), Some("40")), None);
    assert_eq!(refused(people, None, None), None);
    assert_eq!(refused(people, Some("60"), Some("41")), Some(PJ_SEX));
    assert_eq!(refused(people, Some("60"), None), Some(PJ_SEX));
    assert_eq!(refused(people, Some("160"), Some("-60")), Some(PJ_SEX));
    assert_eq!(refused(water, Some("60"), Some("40")), Some(PJ_SEX));
}

#[test]
fn a_value_is_an_exact_number_of_a_day_that_has_come() {
    let mut story = Story::running(&two());
    let indicator = story.indicator(false);
    assert_eq!(story.refused(LOIRE, measure(indicator, date(2025, 6, 20), "1")), C_FUTURE_DATE);
    assert_eq!(story.refused(LOIRE, measure(indicator, today(), "0.0000001")), PJ_VALUE);
    assert_eq!(story.refused(LOIRE, measure(indicator, today(), "1000000000000001")), PJ_VALUE);
    assert_eq!(value("twelve"), None);
    story.done(LOIRE, measure(indicator, today(), "-0.500000"));
    story.done(LOIRE, Command::DropIndicator { indicator, reason: why() });
    assert_eq!(story.refused(LOIRE, measure(indicator, date(2025, 6, 1), "1")), PJ_UNKNOWN);
}

#[test]
fn a_milestone_is_reached_once_and_late_until_then() {
    let mut story = Story::running(&two());
    story.done(NIGER, Command::SetMilestone { title: fr("Première borne"), due: date(2025, 6, 1) });
    let milestone = MilestoneId(Uuid::from_u128(story.next));
    assert_eq!(late(&story.state, today()).milestones.len(), 1);
    story.done(LOIRE, Command::MoveMilestone { milestone, due: date(2025, 7, 1), reason: why() });
    assert!(late(&story.state, today()).milestones.is_empty());
    story.done(LOIRE, Command::ReachMilestone { milestone, on: today() });
    let again = Command::ReachMilestone { milestone, on: today() };
    assert_eq!(story.refused(LOIRE, again), PJ_UNKNOWN);
}

#[test]
fn a_risk_has_an_answer_and_is_settled_once() {
    let mut story = Story::of(&two());
    let note = |answer: &str| Command::NoteRisk {
        kind: RiskKind::Risk,
        text: fr("Le matériel arrive tard"),
        likelihood: Level::Medium,
        effect: Level::High,
        answer: answer.to_owned(),
    };
    assert_eq!(story.refused(LOIRE, note("")), PJ_ANSWER);
    story.done(LOIRE, note("Deux fournisseurs"));
    let risk = RiskId(Uuid::from_u128(story.next));
    let (likelihood, effect, answer) = (Level::Low, Level::High, "Trois".to_owned());
    story.done(NIGER, Command::ReassessRisk { risk, likelihood, effect, answer, reason: why() });
    assert_eq!(story.state.risks[0].likelihood, Level::Low);
    let settle = Command::SettleRisk { risk, end: RiskEnd::Passed, reason: why() };
    story.done(NIGER, settle.clone());
    assert_eq!(story.refused(LOIRE, settle), PJ_UNKNOWN);
}

#[test]
fn a_measurement_is_not_from_before_the_baseline() {
    let mut story = Story::running(&two());
    let plan = IndicatorPlan {
        name: fr("Fuites réparées"),
        unit: "fuites".to_owned(),
        result: None,
        baseline: value("0").expect("a decimal"),
        baseline_on: Some(date(2025, 5, 1)),
        target: value("120").expect("a decimal"),
        due: date(2026, 1, 1),
        by_sex: false,
    };
    let far = IndicatorPlan { due: date(26, 1, 1), ..plan.clone() };
    assert_eq!(story.refused(LOIRE, Command::DefineIndicator { plan: Box::new(far) }), C_FAR);
    story.done(LOIRE, Command::DefineIndicator { plan: Box::new(plan) });
    let indicator = IndicatorId(Uuid::from_u128(story.next));
    let early = measure(indicator, date(2025, 4, 30), "40");
    let refusal = story.try_at(early, &numbered(NIGER, 900)).expect_err("before the baseline");
    assert_eq!(refusal.rule, PJ_BEFORE_BASELINE);
    assert_eq!(
        (refusal.path.as_deref(), refusal.detail),
        (Some("on"), vec!["2025-05-01".to_owned()])
    );
    assert_eq!(story.refused(NIGER, measure(indicator, date(1, 1, 1), "40")), C_FAR);
    story.done(NIGER, measure(indicator, date(2025, 5, 1), "0"));
}

#[test]
fn no_task_and_no_milestone_is_planned_for_the_year_twenty_six() {
    let mut story = Story::running(&two());
    let Command::PlanTask { plan } = plan(LOIRE, Vec::new()) else { unreachable!("a plan") };
    for (starts, due) in
        [(Some(date(1, 1, 1)), plan.due), (None, date(26, 6, 10)), (None, date(2126, 6, 10))]
    {
        let plan = Box::new(TaskPlan { starts, due, ..(*plan).clone() });
        assert_eq!(story.refused(LOIRE, Command::PlanTask { plan }), C_FAR);
    }
    let set = |due| Command::SetMilestone { title: fr("Le réseau est relevé"), due };
    assert_eq!(story.refused(LOIRE, set(date(26, 6, 10))), C_FAR);
    story.done(LOIRE, set(date(2026, 6, 10)));
    let milestone = MilestoneId(Uuid::from_u128(story.next));
    let later = Command::MoveMilestone { milestone, due: date(2206, 1, 1), reason: why() };
    assert_eq!(story.refused(LOIRE, later), C_FAR);
}
