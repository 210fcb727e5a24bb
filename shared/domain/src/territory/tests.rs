//! Given what the register says, when a fact is recorded or withdrawn, then this follows.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::context::{Author, Context};
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};
use crate::text::LocalText;

fn keeper() -> Context {
    Context {
        now: Timestamp::UNIX_EPOCH,
        today: date(2026, 6, 1),
        author: Author::SYSTEM,
        new_id: Uuid::nil(),
    }
}

fn name() -> Vec<LocalText> {
    vec![LocalText { lang: "fr".into(), text: "Territoire".into() }]
}

fn fact() -> Fact {
    Fact {
        status: Status::Sanctioned,
        seen_from: "FR".into(),
        from: Some(date(2020, 1, 1)),
        until: Some(date(2021, 12, 31)),
        source: "acte 7".into(),
    }
}

fn record(fact: Fact) -> Command {
    Command::RecordFact { name: name(), fact }
}

fn recorded(fact: Fact) -> Event {
    Event::FactRecorded { name: name(), fact }
}

fn given(events: &[Event]) -> State {
    events.iter().fold(State::default(), evolve)
}

fn refused(outcome: Result<Vec<Event>, Refusal>) -> RuleId {
    outcome.expect_err("this is refused").rule
}

#[test]
fn a_fact_is_recorded_with_its_source_and_dates() {
    let outcome = decide(&State::default(), record(fact()), &keeper());
    assert_eq!(outcome, Ok(vec![recorded(fact())]));
    assert_eq!(given(&[recorded(fact())]).name, name());
}

#[test]
fn a_fact_without_a_source_is_refused() {
    let hearsay = Fact { source: " ".into(), ..fact() };
    assert_eq!(refused(decide(&State::default(), record(hearsay), &keeper())), rules::H_SOURCE);
}

#[test]
fn a_fact_cannot_end_before_it_begins_but_may_last_one_day() {
    let backwards = Fact { until: Some(date(2019, 12, 31)), ..fact() };
    assert_eq!(refused(decide(&State::default(), record(backwards), &keeper())), rules::H_DATES);
    let one_day = Fact { until: Some(date(2020, 1, 1)), ..fact() };
    assert!(decide(&State::default(), record(one_day), &keeper()).is_ok());
}

#[test]
fn a_fact_says_whose_view_it_is() {
    let nobody = Fact { seen_from: "EUR".into(), ..fact() };
    assert_eq!(refused(decide(&State::default(), record(nobody), &keeper())), rules::H_COUNTRY);
}

#[test]
fn a_fact_is_recorded_once_and_withdrawn_once() {
    let known = given(&[recorded(fact())]);
    assert_eq!(refused(decide(&known, record(fact()), &keeper())), rules::H_FACT_KNOWN);
    let withdraw = |reason: &str| Command::WithdrawFact { fact: fact(), reason: reason.into() };
    assert_eq!(refused(decide(&known, withdraw(""), &keeper())), rules::C_REASON);
    let events = decide(&known, withdraw("erreur"), &keeper()).expect("known facts can go");
    let gone = events.iter().fold(known, evolve);
    assert!(gone.facts.is_empty());
    assert_eq!(refused(decide(&gone, withdraw("erreur"), &keeper())), rules::H_FACT_UNKNOWN);
}

#[test]
fn a_fact_holds_from_its_first_day_to_its_last() {
    let state = given(&[recorded(fact())]);
    let on = |day| state.facts_on(day).count();
    assert_eq!(on(date(2019, 12, 31)), 0);
    assert_eq!(on(date(2020, 1, 1)), 1);
    assert_eq!(on(date(2021, 12, 31)), 1);
    assert_eq!(on(date(2022, 1, 1)), 0);
}

#[test]
fn a_fact_without_dates_always_holds() {
    let open = Fact { from: None, until: None, ..fact() };
    assert!(open.holds_on(date(1900, 1, 1)) && open.holds_on(date(2100, 1, 1)));
}

#[test]
fn a_territory_is_a_known_country_or_a_part_of_one() {
    for code in ["MD", "md", "MD-SN", "CY-NORTH", "XK"] {
        assert!(is_code(code), "{code}");
    }
    for code in ["ZZ", "ZZ-SN", "FRA", "MD-", "-SN", ""] {
        assert!(!is_code(code), "{code}");
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let facts = "[ab]".prop_map(|source| Fact { source, ..fact() });
    prop_oneof![
        facts.clone().prop_map(recorded),
        facts.prop_map(|fact| Event::FactWithdrawn { fact, reason: "x".into() }),
    ]
}

proptest! {
    #[test]
    fn any_history_can_be_folded_and_a_withdrawn_fact_is_gone(events in proptest::collection::vec(any_event(), 0..20)) {
        let state = given(&events);
        if let Some(Event::FactWithdrawn { fact, .. }) = events.last() {
            prop_assert!(!state.facts.contains(fact));
        }
    }
}
