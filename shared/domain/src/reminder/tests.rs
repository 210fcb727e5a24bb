//! Tests of reminders: which days, and each once.

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::text::Lang;

fn task(n: u128) -> Matter {
    Matter::Task(TaskId(Uuid::from_u128(n)))
}

fn text(words: &str) -> Matter {
    Matter::Consent(TextHash(words.to_owned()))
}

#[test]
fn every_kind_has_one_row_and_its_rule_names_the_days() {
    for row in DELAYS {
        assert_eq!(DELAYS.iter().filter(|other| other.kind == row.kind).count(), 1);
        let words = rules::rule(row.rule).statement;
        for lang in [Lang::Fr, Lang::En, Lang::Es] {
            let said = words.in_lang(lang);
            let days = row.days.unsigned_abs();
            assert!(days < 2 || said.contains(&days.to_string()), "{said}");
            assert!(crate::term(row.kind.term(), lang).is_some(), "{:?}", row.kind);
        }
    }
}

#[test]
fn what_is_late_is_told_from_the_day_after_and_what_nears_until_its_day() {
    let late = Upcoming::of(task(1), date(2026, 3, 10), Vec::new());
    assert_eq!((late.on, late.until), (date(2026, 3, 11), None));
    let notice = Upcoming::of(Matter::Notice, date(2026, 6, 30), Vec::new());
    assert_eq!((notice.on, notice.until), (date(2026, 4, 1), Some(date(2026, 6, 30))));
    let on = |day| due(vec![notice.clone()], &[], day).len();
    assert_eq!(on(date(2026, 3, 31)), 0);
    assert_eq!(on(date(2026, 4, 1)), 1);
    assert_eq!(on(date(2026, 6, 30)), 1);
    assert_eq!(on(date(2026, 7, 1)), 0);
}

#[test]
fn the_same_date_is_told_once_and_another_date_again() {
    let first = Upcoming::of(task(1), date(2026, 3, 10), Vec::new());
    let told = vec![Told::from(&first.reminder)];
    assert!(due(vec![first], &told, date(2027, 1, 1)).is_empty());
    let moved = Upcoming::of(task(1), date(2026, 4, 10), Vec::new());
    assert_eq!(due(vec![moved], &told, date(2027, 1, 1)).len(), 1);
    let other = Upcoming::of(task(2), date(2026, 3, 10), Vec::new());
    assert_eq!(due(vec![other], &told, date(2027, 1, 1)).len(), 1);
}

#[test]
fn a_text_is_spoken_of_once_whatever_day_it_is_said_to_wait_since() {
    let first = Upcoming::of(text("a"), date(2026, 3, 10), Vec::new());
    let told = vec![Told::from(&first.reminder)];
    let again = Upcoming::of(text("a"), date(2026, 5, 10), Vec::new());
    assert!(due(vec![again], &told, date(2027, 1, 1)).is_empty());
    let other = Upcoming::of(text("b"), date(2026, 5, 10), Vec::new());
    assert_eq!(due(vec![other], &told, date(2027, 1, 1)).len(), 1);
}

#[test]
fn one_commit_records_a_bounded_number_and_the_oldest_first() {
    let many = (0..50u8).map(|n| {
        let day = date(2026, 1, 1).saturating_add(i64::from(50 - n).days());
        Upcoming::of(task(n.into()), day, Vec::new())
    });
    let told = due(many.collect(), &[], date(2027, 1, 1));
    assert_eq!(told.len(), AT_ONCE);
    assert!(told.is_sorted_by_key(|one| one.date));
}
