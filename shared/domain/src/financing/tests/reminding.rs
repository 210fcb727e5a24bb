//! Reminders of a plan: a tranche once on its day, nothing for what has come.

use super::*;
use crate::reminder::Matter;

fn told(story: &mut Story, day: Date) -> Vec<Matter> {
    let context = Context { today: day, author: crate::Author::SYSTEM, ..by(LOIRE) };
    let asked = Command::Remind { waits: None };
    let events = decide(&story.state, asked, &story.given, &context).unwrap_or_default();
    story.state = events.iter().fold(std::mem::take(&mut story.state), evolve);
    let about =
        |event| if let Event::Reminded { reminder } = event { Some(reminder.about) } else { None };
    events.into_iter().filter_map(about).collect()
}

fn in_tranches() -> Draft {
    let mut plan = draft();
    let half = plan.lines[0].amount.amount / rust_decimal::Decimal::TWO;
    plan.lines[0].tranches = [date(2025, 9, 1), date(2026, 3, 1)]
        .map(|due| Tranche { due, amount: half, condition: None })
        .to_vec();
    plan
}

#[test]
fn a_tranche_is_recalled_once_on_its_day() {
    let mut story = Story::agreed(in_tranches());
    assert_eq!(told(&mut story, date(2025, 8, 31)), []);
    assert_eq!(told(&mut story, date(2025, 9, 1)), [Matter::Tranche(1, 1)]);
    assert_eq!(told(&mut story, date(2026, 2, 28)), []);
    assert_eq!(told(&mut story, date(2026, 3, 1)), [Matter::Tranche(1, 2)]);
    assert_eq!(told(&mut story, date(2030, 3, 1)), []);
}

#[test]
fn a_plan_that_nobody_agreed_to_or_whose_project_is_over_recalls_no_tranche() {
    let mut proposed = Story::of(in_tranches());
    assert_eq!(told(&mut proposed, date(2026, 1, 1)), []);
    let mut over = Story::agreed(in_tranches());
    over.given.open = false;
    assert_eq!(told(&mut over, date(2026, 1, 1)), []);
}
