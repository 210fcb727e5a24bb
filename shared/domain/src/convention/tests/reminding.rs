//! Reminders of a convention: notice and term near once, the end once; what cannot be renewed expires instead.

use proptest::prelude::*;

use super::*;
use crate::reminder::{Matter, Waits};
use crate::rules::*;

fn timed(renewable: bool) -> Story {
    let mut story = Story::in_force();
    let (ends, notice) = (Some(date(2026, 12, 31)), Some(date(2026, 9, 30)));
    story.state.term = Some(Term { starts: None, ends, renewable, notice });
    story
}

fn house(story: &mut Story, day: Date, waits: Option<Waits>) -> Vec<Event> {
    let context = Context { today: day, ..by_the_platform() };
    let events = story.try_at(Command::Remind { waits }, &context).unwrap_or_default();
    story.state = events.iter().fold(std::mem::take(&mut story.state), evolve);
    events
}

fn about(events: &[Event]) -> Vec<&Matter> {
    fn of(event: &Event) -> Option<&Matter> {
        if let Event::Reminded { reminder } = event { Some(&reminder.about) } else { None }
    }
    events.iter().filter_map(of).collect()
}

#[test]
fn notice_and_the_end_of_the_term_are_recalled_ninety_days_before_and_once() {
    let mut story = timed(true);
    assert_eq!(house(&mut story, date(2026, 7, 1), None), []);
    assert_eq!(about(&house(&mut story, date(2026, 7, 2), None)), [&Matter::Notice]);
    assert_eq!(house(&mut story, date(2026, 7, 3), None), []);
    assert_eq!(about(&house(&mut story, date(2026, 10, 2), None)), [&Matter::Term]);
    assert_eq!(house(&mut story, date(2026, 12, 31), None), []);
    assert_eq!(about(&house(&mut story, date(2027, 1, 1), None)), [&Matter::Ended]);
    assert_eq!(stage(&story.state), Some(Stage::InForce), "its text lets it be renewed");
    assert_eq!(house(&mut story, date(2027, 2, 1), None), []);
}

#[test]
fn a_term_that_cannot_be_renewed_has_expired_the_day_after() {
    let mut story = timed(false);
    let events = house(&mut story, date(2027, 1, 1), None);
    assert_eq!(events, [Event::Expired { on: date(2026, 12, 31) }]);
    assert_eq!(stage(&story.state), Some(Stage::Expired));
    assert_eq!(house(&mut story, date(2027, 1, 2), None), []);
}

#[test]
fn a_day_of_notice_that_has_passed_is_recalled_to_nobody() {
    let mut story = timed(true);
    assert_eq!(about(&house(&mut story, date(2026, 10, 1), None)), [] as [&Matter; 0]);
}

#[test]
fn a_version_that_waits_is_recalled_once_to_the_sides_that_have_not_consented() {
    let mut story = Story::named(&two());
    story.done(LOIRE, consent(&story.state));
    let text = story.state.present.as_ref().map(|one| one.hash.clone()).expect("a version");
    let waits = || Some(Waits { text: text.clone(), since: date(2025, 6, 1) });
    assert_eq!(house(&mut story, date(2025, 6, 30), waits()), []);
    let told = house(&mut story, date(2025, 7, 1), waits());
    let Some(Event::Reminded { reminder }) = told.first() else { panic!("{told:?}") };
    assert_eq!(reminder.turn, [NIGER]);
    assert_eq!(house(&mut story, date(2025, 8, 1), waits()), []);
    let other = Some(Waits { text: hash("other"), since: date(2025, 1, 1) });
    assert_eq!(house(&mut story, date(2025, 8, 1), other), []);
    let refused = story.try_at(Command::Remind { waits: None }, &by_the_platform());
    assert_eq!(refused.expect_err("nothing").rule, RM_NOTHING);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_days_and_renewals_each_date_is_recalled_at_most_once(
        days in prop::collection::vec((0u16..900, 0u8..8), 0..60)
    ) {
        let mut story = timed(true);
        let mut seen = std::collections::HashSet::new();
        for (day, act) in days {
            let today = date(2026, 1, 1).saturating_add(jiff::ToSpan::days(i64::from(day)));
            if act == 0 {
                let ends = Some(today.saturating_add(jiff::ToSpan::days(365)));
                let term = Term { starts: None, ends, renewable: true, notice: None };
                let context = Context { today, ..by(LOIRE) };
                let renew = Command::Renew { term, reason: why() };
                if let Ok(events) = story.try_at(renew, &context) {
                    story.state = events.iter().fold(std::mem::take(&mut story.state), evolve);
                }
                continue;
            }
            for event in house(&mut story, today, None) {
                let Event::Reminded { reminder } = event else { continue };
                prop_assert!(reminder.about == Matter::Ended || today <= reminder.date);
                prop_assert!(seen.insert((reminder.about.clone(), reminder.date)), "told twice");
            }
        }
    }
}
