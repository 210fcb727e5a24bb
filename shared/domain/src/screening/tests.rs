//! Given what the registers say and the day, when the platform looks again, then what changed is recorded, once.

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::cooperation::WaitingFor;
use crate::cooperation::fixtures::*;
use crate::partnership::{Command, Event, Nature, State, TermsDraft, decide, evolve, waiting_for};
use crate::rules::{C_SAME_VERDICT, C_SYSTEM_ONLY, R_10, R_11, R_13, R_13_UNDESCRIBED};
use crate::territory::{Fact, Status};

fn sanctions(from: Date, until: Option<Date>, source: &str) -> Fact {
    let (status, seen_from) = (Status::Sanctioned, "FR".to_owned());
    Fact { status, seen_from, from: Some(from), until, source: source.to_owned() }
}

/// The parties, with what the register says of the town abroad.
fn known_as(register: &[Fact]) -> Vec<PartyFacts> {
    let mut facts = facts(&two());
    facts[1].territory = register.to_vec();
    facts
}

fn proposed() -> State {
    let terms = TermsDraft {
        title: fr("Eau pour tous"),
        purpose: fr("Gérer un bassin ensemble"),
        themes: water(),
        sdgs: Vec::new(),
        territories: Vec::new(),
        benefits: Vec::new(),
    };
    let (parties, facts, first_contact) = (two(), facts(&two()), None);
    let nature = Nature::Convention;
    let reason_for_choice = why();
    let command =
        Command::Propose { parties, facts, nature, terms, reason_for_choice, first_contact };
    let events = decide(&State::default(), command, &by(LOIRE)).expect("nothing is against it");
    events.iter().fold(State::default(), evolve)
}

/// What a look on `day` records, or why it records nothing.
fn look(state: &State, facts: Vec<PartyFacts>, day: Date) -> Result<Screened, RuleId> {
    let context = Context { today: day, ..by_the_platform() };
    let command = Command::ScreenAgain { look: Look { facts, ..Look::default() } };
    match decide(state, command, &context).map_err(|refusal| refusal.rule)?.as_slice() {
        [Event::ScreenedAgain(found)] => Ok(found.clone()),
        other => panic!("a look records one event, not {other:?}"),
    }
}

fn after(state: State, found: &Screened) -> State {
    evolve(state, &Event::ScreenedAgain(found.clone()))
}

#[test]
fn sanctions_are_recorded_on_the_first_day_on_which_they_hold_and_their_end_on_the_day_after_the_last()
 {
    let act = sanctions(date(2026, 3, 1), Some(date(2026, 8, 31)), "Regulation 7");
    let facts = || known_as(std::slice::from_ref(&act));
    let state = proposed();
    assert_eq!(look(&state, facts(), date(2026, 2, 28)), Err(C_SAME_VERDICT));
    let begun = look(&state, facts(), date(2026, 3, 1)).expect("they hold");
    assert!(begun.before.is_empty());
    assert_eq!(begun.after.len(), 1);
    let finding = &begun.after[0];
    assert_eq!((finding.rule.as_str(), finding.party), (R_11.0, NIGER));
    assert_eq!(finding.source.as_deref(), Some("Regulation 7"));
    assert_eq!(finding.since, Some(date(2026, 3, 1)));
    let state = after(state, &begun);
    assert_eq!(look(&state, facts(), date(2026, 8, 31)), Err(C_SAME_VERDICT));
    let over = look(&state, facts(), date(2026, 9, 1)).expect("they hold no more");
    assert_eq!((over.before, over.after.len()), (begun.after, 0));
}

#[test]
fn both_sides_see_to_an_obstacle_until_it_is_gone() {
    let act = sanctions(date(2026, 3, 1), None, "Regulation 7");
    let waits = |state: &State| {
        waiting_for(state)
            .into_iter()
            .filter(|w| w.what == WaitingFor::Obstacle)
            .collect::<Vec<_>>()
    };
    let state = proposed();
    assert!(waits(&state).is_empty());
    let found = look(&state, known_as(&[act]), date(2026, 3, 1)).expect("they hold");
    let state = after(state, &found);
    assert_eq!(waits(&state).len(), 1);
    assert_eq!(waits(&state)[0].who, [LOIRE, NIGER]);
    let gone = look(&state, known_as(&[]), date(2026, 3, 2)).expect("the fact was withdrawn");
    assert!(waits(&after(state, &gone)).is_empty());
}

#[test]
fn recognition_is_looked_at_as_well() {
    let fact = Fact { status: Status::NotRecognised, ..sanctions(date(2026, 1, 1), None, "Acte") };
    let found = look(&proposed(), known_as(&[fact]), date(2026, 1, 1)).expect("it holds");
    assert_eq!(found.after[0].rule, R_10.0);
}

#[test]
fn a_grouping_that_describes_its_competences_is_screened_for_its_theme() {
    let mut facts = known_as(&[]);
    facts[0].kind = crate::organisation::Kind::Grouping;
    let state = proposed();
    let found = look(&state, facts.clone(), today()).expect("nothing is described");
    assert_eq!(found.after[0].rule, R_13_UNDESCRIBED.0);
    let state = after(state, &found);
    facts[0].profile.competences = vec![Theme("2.1".to_owned())];
    let outside = look(&state, facts, today()).expect("water is outside");
    assert_eq!(outside.before, found.after);
    assert_eq!(outside.after[0].rule, R_13.0);
    assert_eq!(outside.after[0].theme, Some(Theme("1.2".to_owned())));
}

#[test]
fn what_was_known_at_the_record_is_no_news() {
    let mut facts = known_as(&[]);
    facts[0].kind = crate::organisation::Kind::Grouping;
    let known = at_first(&facts, &water(), today());
    assert_eq!(known.len(), 1);
    let command = Command::ScreenAgain { look: Look { at_first: known, facts, ..Look::default() } };
    let refused = decide(&proposed(), command, &by_the_platform()).map_err(|r| r.rule);
    assert_eq!(refused, Err(C_SAME_VERDICT));
}

#[test]
fn names_sizes_and_people_are_not_its_matter() {
    let mut facts = known_as(&[]);
    facts[0].population = Some(5_000_000);
    facts[1].name = "Another name".to_owned();
    assert_eq!(look(&proposed(), facts, today()), Err(C_SAME_VERDICT));
    let command = Command::ScreenAgain { look: Look { facts: known_as(&[]), ..Look::default() } };
    assert_eq!(decide(&proposed(), command, &by(LOIRE)).map_err(|r| r.rule), Err(C_SYSTEM_ONLY));
}

#[test]
fn a_convention_with_other_parties_is_screened_by_its_own_and_told_by_its_cooperation() {
    let act = sanctions(date(2026, 3, 1), None, "Regulation 7");
    let elsewhere = |kind, country: &str, register: &[Fact]| {
        let id = crate::OrganisationId(uuid::Uuid::from_u128(0x77));
        let like = known_as(register)[1].clone();
        PartyFacts { organisation: id, kind, country: country.to_owned(), ..like }
    };
    let association =
        elsewhere(crate::organisation::Kind::Association, "ML", std::slice::from_ref(&act));
    let bound = vec![facts(&two())[0].clone(), association.clone()];
    let with = |state: &State, beside: Vec<Vec<PartyFacts>>, day| {
        let look = Look { facts: known_as(&[]), beside, ..Look::default() };
        let context = Context { today: day, ..by_the_platform() };
        decide(state, Command::ScreenAgain { look }, &context).map_err(|refusal| refusal.rule)
    };
    let state = proposed();
    let day = date(2026, 3, 1);
    // The day before its first, and among themselves alone, nothing is found.
    let before = with(&state, vec![bound.clone()], date(2026, 2, 28));
    assert_eq!(before, Err(C_SAME_VERDICT));
    assert_eq!(with(&state, vec![vec![association.clone()]], day), Err(C_SAME_VERDICT));
    let found = with(&state, vec![bound.clone(), bound], day).expect("its own partner sees it so");
    let [Event::ScreenedAgain(found)] = found.as_slice() else {
        panic!("a look records one event");
    };
    assert_eq!(found.after.len(), 1, "what two conventions share is said once");
    assert_eq!(
        (found.after[0].rule.as_str(), found.after[0].party),
        (R_11.0, association.organisation)
    );
    // Once it is over, so is what it brought.
    let over = with(&after(state, found), Vec::new(), day).expect("it is gone");
    assert!(matches!(over.as_slice(), [Event::ScreenedAgain(gone)] if gone.after.is_empty()));
}

#[test]
fn what_is_closed_is_screened_no_more() {
    let withdrawn = Event::Withdrawn { by: crate::cooperation::Side(1), reason: why() };
    let state = evolve(proposed(), &withdrawn);
    let act = sanctions(date(2026, 3, 1), None, "Regulation 7");
    assert_eq!(look(&state, known_as(&[act]), date(2026, 3, 1)), Err(rules::C_STAGE));
}

/// What happens to the register: a fact with its first day and its length is recorded, the oldest is withdrawn, days pass.
#[derive(Debug, Clone, Copy)]
enum Step {
    Record(bool, i64, Option<i64>, u8),
    Withdraw,
    Pass(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (any::<bool>(), -5i64..20, proptest::option::of(0i64..10), 0u8..3).prop_map(
            |(sanctioned, from, long, source)| Step::Record(sanctioned, from, long, source)
        ),
        Just(Step::Withdraw),
        (0i64..8).prop_map(Step::Pass),
    ]
}

fn change(register: &mut Vec<Fact>, day: &mut Date, step: Step) {
    match step {
        Step::Record(sanctioned, from, long, source) => {
            let from = day.saturating_add(from.days());
            let until = long.map(|days| from.saturating_add(days.days()));
            let fact = sanctions(from, until, &format!("Act {source}"));
            let status = if sanctioned { Status::Sanctioned } else { Status::NotRecognised };
            register.push(Fact { status, ..fact });
        }
        Step::Withdraw if register.is_empty() => {}
        Step::Withdraw => drop(register.remove(0)),
        Step::Pass(days) => *day = day.saturating_add(days.days()),
    }
}

proptest! {
    /// Whatever the register goes through and whenever the platform looks, each change of verdict between two looks is
    /// recorded, by one event that follows on from the one before, and a second look records nothing.
    #[test]
    fn each_change_of_verdict_is_recorded_exactly_once(steps in proptest::collection::vec((step(), 1usize..4), 1..40)) {
        let (mut state, mut register, mut day) = (proposed(), Vec::new(), today());
        let mut told = Verdict::new();
        for (step, looks) in steps {
            change(&mut register, &mut day, step);
            let now = verdict(&known_as(&register), &water(), day);
            for _ in 0..looks {
                match look(&state, known_as(&register), day) {
                    Ok(found) => {
                        prop_assert_ne!(&told, &now, "nothing changed");
                        prop_assert_eq!(&found.before, &told);
                        prop_assert_eq!(&found.after, &now);
                        told.clone_from(&found.after);
                        state = after(state, &found);
                    }
                    Err(rule) => {
                        prop_assert_eq!(rule, C_SAME_VERDICT);
                        prop_assert_eq!(&told, &now, "a change was not recorded");
                    }
                }
            }
        }
    }
}
