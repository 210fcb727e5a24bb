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
