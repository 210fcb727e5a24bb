//! Reminders of a project: each date once, nothing for what is done, nothing twice whatever the days.

use proptest::prelude::*;

use super::super::upcoming;
use super::*;
use crate::reminder::{Matter, Waits};
use crate::rules::*;

fn house(day: Date) -> Context {
    Context { today: day, author: crate::Author::SYSTEM, ..by(LOIRE) }
}

fn told(story: &mut Story, day: Date, waits: Option<Waits>) -> Vec<Matter> {
    let Ok(events) = story.try_at(Command::Remind { waits }, &house(day)) else {
        return Vec::new();
    };
    story.state = events.iter().fold(std::mem::take(&mut story.state), evolve);
    let about = |event: Event| match event {
        Event::Reminded { reminder } => reminder.about,
        other => panic!("{other:?}"),
    };
    events.into_iter().map(about).collect()
}

#[test]
fn a_late_task_is_recalled_once_and_again_only_when_it_has_another_date() {
    let mut story = Story::running(&two());
    let id = story.planned(NIGER, Vec::new());
    assert_eq!(told(&mut story, date(2025, 6, 10), None), []);
    assert_eq!(told(&mut story, date(2025, 6, 11), None), [Matter::Task(id)]);
    assert_eq!(told(&mut story, date(2025, 6, 12), None), []);
    let (due, reason) = (date(2025, 6, 20), why());
    story.done(LOIRE, Command::RescheduleTask { task: id, starts: None, due, reason });
    assert_eq!(told(&mut story, date(2025, 6, 20), None), []);
    assert_eq!(told(&mut story, date(2025, 6, 21), None), [Matter::Task(id)]);
}

#[test]
fn what_is_done_or_not_begun_is_recalled_to_nobody() {
    let mut story = Story::running(&two());
    let id = story.planned(NIGER, Vec::new());
    story.done(NIGER, Command::FinishTask { task: id, on: None });
    assert_eq!(told(&mut story, date(2026, 1, 1), None), []);
    let mut agreed = Story::agreed(&two());
    agreed.planned(NIGER, Vec::new());
    assert_eq!(told(&mut agreed, date(2026, 1, 1), None), []);
    let refused = agreed.try_at(Command::Remind { waits: None }, &house(date(2026, 1, 1)));
    assert_eq!(refused.map_err(|refusal| refusal.rule), Err(RM_NOTHING));
}

#[test]
fn a_description_that_waits_is_recalled_once_and_only_to_those_who_have_not_consented() {
    let mut story = Story::of(&two());
    let (text, since) = (present_hash(&story.state), date(2025, 5, 1));
    story.done(LOIRE, consent(&story.state));
    let waits = || Some(Waits { text: text.clone(), since });
    let next = upcoming(&story.state, waits().as_ref());
    assert_eq!(next[0].reminder.turn, [NIGER]);
    assert_eq!(told(&mut story, date(2025, 5, 30), waits()), []);
    assert_eq!(told(&mut story, date(2025, 5, 31), waits()), [Matter::Consent(text.clone())]);
    assert_eq!(told(&mut story, date(2025, 8, 31), waits()), []);
    // Another text waits by itself; what was looked up of the old one counts for nothing.
    let revised = revision(&story.state, "D’autres mots");
    story.done(LOIRE, revised);
    assert_eq!(told(&mut story, date(2025, 9, 30), waits()), []);
}

#[test]
fn nothing_is_recalled_in_a_cooperation_that_has_ended() {
    let mut story = Story::running(&two());
    story.planned(NIGER, Vec::new());
    story.given.open = false;
    assert_eq!(told(&mut story, date(2026, 1, 1), None), []);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_on_whatever_days_each_date_is_recalled_at_most_once_and_nothing_done_is(
        acts in prop::collection::vec((0u8..8, 0usize..4, 1i8..28), 0..60)
    ) {
        let mut story = Story::running(&two());
        let mut tasks = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (act, which, day) in acts {
            let on = date(2025, 6, day);
            let task = tasks.get(which).copied().unwrap_or(task(1));
            let command = match act {
                0 | 1 => {
                    tasks.push(story.planned(NIGER, Vec::new()));
                    continue;
                }
                2 => Command::RescheduleTask { task, starts: None, due: on, reason: why() },
                3 => Command::FinishTask { task, on: None },
                4 => Command::ReopenTask { task, reason: why() },
                5 => Command::DropTask { task, reason: why() },
                _ => {
                    let before = story.state.clone();
                    let waits = Some(Waits { text: present_hash(&story.state), since: on });
                    for about in told(&mut story, on, waits) {
                        let Matter::Task(id) = about else { continue };
                        let known = before.task(id).expect("a task of the project");
                        prop_assert!(known.late(on), "{known:?} is not late on {on}");
                        prop_assert!(seen.insert((id, known.due)), "told twice");
                    }
                    continue;
                }
            };
            if let Ok(events) = story.try_at(command, &by(NIGER)) {
                story.state = events.iter().fold(std::mem::take(&mut story.state), evolve);
            }
        }
    }
}
