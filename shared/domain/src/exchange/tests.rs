//! Tests of exchanges: given events, when a command, then events or a refusal.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::Context;
use crate::cooperation::Cooperation;
use crate::cooperation::fixtures::*;
use crate::ids::JumelageId;
use crate::rules::*;

fn days(starts: Date, ends: Date) -> Command {
    Command::Plan {
        cooperation: Cooperation::Jumelage(JumelageId(Uuid::from_u128(5))),
        parties: two(),
        open: true,
        kind: Kind::School,
        title: fr("Deux classes, un fleuve"),
        starts,
        ends,
        host: NIGER,
        themes: water(),
    }
}

fn plan() -> Command {
    days(date(2025, 10, 1), date(2025, 10, 8))
}

fn hold(participants: Vec<Participants>) -> Command {
    Command::Hold {
        parties: two(),
        starts: date(2025, 6, 1),
        ends: date(2025, 6, 8),
        participants,
        outcome: fr("Un spectacle"),
    }
}

fn pupils(side: u8, count: u32) -> Participants {
    Participants { side: Side(side), category: "pupils".to_owned(), count }
}

fn when(state: &State, command: Command, context: &Context) -> Result<Vec<Event>, RuleId> {
    decide(state, command, context).map_err(|refusal| refusal.rule)
}

fn then(state: State, command: Command, context: &Context) -> State {
    let events = decide(&state, command, context).expect("the test's own history is lawful");
    events.iter().fold(state, evolve)
}

fn planned() -> State {
    then(State::default(), plan(), &by(LOIRE))
}

#[test]
fn a_party_plans_an_exchange_that_another_hosts() {
    let state = planned();
    assert_eq!(stage(&state), Some(Stage::Planned));
    assert_eq!(state.plan.map(|plan| (plan.by, plan.host)), Some((Side(1), NIGER)));
}

fn changed(change: impl Fn(&mut Command)) -> Result<Vec<Event>, RuleId> {
    let mut command = plan();
    change(&mut command);
    when(&State::default(), command, &by(LOIRE))
}

#[test]
fn a_plan_needs_a_running_cooperation_a_host_and_a_title() {
    assert_eq!(when(&State::default(), plan(), &by(STRANGER)), Err(C_NOT_A_PARTY));
    assert_eq!(when(&planned(), plan(), &by(LOIRE)), Err(C_EXISTS));
    let closed = changed(|command| {
        if let Command::Plan { open, .. } = command {
            *open = false;
        }
    });
    assert_eq!(closed, Err(C_COOPERATION_CLOSED));
    let hosted = changed(|command| {
        if let Command::Plan { host, .. } = command {
            *host = STRANGER;
        }
    });
    assert_eq!(hosted, Err(C_HOST));
    let untitled = changed(|command| {
        if let Command::Plan { title, .. } = command {
            title.clear();
        }
    });
    assert_eq!(untitled, Err(C_EMPTY_TEXT));
}

#[test]
fn days_are_in_order_and_within_reach() {
    let ask = |starts, ends| when(&State::default(), days(starts, ends), &by(LOIRE));
    assert_eq!(ask(date(2025, 10, 8), date(2025, 10, 1)), Err(C_DATES));
    assert_eq!(ask(date(2205, 10, 1), date(2205, 10, 8)), Err(C_FAR));
    assert_eq!(ask(date(2025, 10, 1), date(2052, 10, 1)), Err(C_FAR));
    assert!(ask(today(), today()).is_ok());
}

#[test]
fn a_plan_in_the_past_is_remarked_so_that_history_can_be_written() {
    let past = days(date(1978, 5, 1), date(1978, 5, 9));
    let found = remarks(&State::default(), &past, &by(LOIRE));
    assert_eq!(found.iter().map(|remark| remark.rule).collect::<Vec<_>>(), [C_PLANNED_PAST]);
    assert!(when(&State::default(), past, &by(LOIRE)).is_ok());
}

#[test]
fn an_exchange_moves_forward_with_a_reason() {
    let to = |starts, ends, reason: &str| Command::Reschedule {
        parties: two(),
        starts,
        ends,
        reason: reason.to_owned(),
    };
    let (first, last) = (date(2025, 11, 1), date(2025, 11, 8));
    assert_eq!(when(&planned(), to(first, last, ""), &by(NIGER)), Err(C_REASON));
    let back = to(date(2025, 1, 1), date(2025, 1, 8), "x");
    assert_eq!(when(&planned(), back, &by(NIGER)), Err(C_RESCHEDULE_PAST));
    let same = to(date(2025, 10, 1), date(2025, 10, 8), "x");
    assert_eq!(when(&planned(), same, &by(NIGER)), Err(C_NO_CHANGE));
    let state = then(planned(), to(first, last, "Rain"), &by(NIGER));
    assert_eq!(state.plan.map(|plan| plan.starts), Some(first));
}

#[test]
fn what_was_held_or_cancelled_stays_so() {
    let cancel = || Command::Cancel { parties: two(), reason: why() };
    let cancelled = then(planned(), cancel(), &by(NIGER));
    assert_eq!(stage(&cancelled), Some(Stage::Cancelled));
    assert_eq!(when(&cancelled, hold(Vec::new()), &by(LOIRE)), Err(C_EXCHANGE_CLOSED));
    let held = then(planned(), hold(vec![pupils(1, 24)]), &by(LOIRE));
    assert_eq!(stage(&held), Some(Stage::Held));
    assert_eq!(when(&held, cancel(), &by(LOIRE)), Err(C_EXCHANGE_CLOSED));
    assert_eq!(when(&State::default(), cancel(), &by(LOIRE)), Err(C_NOTHING));
    assert_eq!(when(&planned(), cancel(), &by(STRANGER)), Err(C_NOT_A_PARTY));
}

#[test]
fn an_exchange_is_not_held_before_it_ends() {
    let mut command = hold(Vec::new());
    if let Command::Hold { ends, .. } = &mut command {
        *ends = date(2025, 6, 30);
    }
    assert_eq!(when(&planned(), command, &by(LOIRE)), Err(C_FUTURE_DATE));
}

#[test]
fn participants_are_counted_once_by_side_and_category() {
    let ask = |rows| when(&planned(), hold(rows), &by(LOIRE));
    assert_eq!(ask(vec![pupils(3, 1)]), Err(C_PARTICIPANT_SIDE));
    assert_eq!(ask(vec![pupils(1, 0)]), Err(C_PARTICIPANT_COUNT));
    assert_eq!(ask(vec![pupils(1, 2_000_000)]), Err(C_PARTICIPANT_COUNT));
    let mut shouted = pupils(1, 2);
    shouted.category = " PUPILS".to_owned();
    assert_eq!(ask(vec![pupils(1, 1), shouted]), Err(C_PARTICIPANT_TWICE));
    assert!(ask(vec![pupils(1, 24), pupils(2, 26)]).is_ok());
    let found = remarks(&planned(), &hold(Vec::new()), &by(LOIRE));
    assert_eq!(found[0].rule, C_NO_COUNTS);
}

fn tells(part: MissionPart, words: &str) -> Command {
    Command::Mission(MissionCommand::Write { parties: two(), part, text: fr(words) })
}

fn held() -> State {
    let events = when(&planned(), hold(vec![pupils(1, 12)]), &by(NIGER)).expect("it took place");
    events.iter().fold(planned(), evolve)
}

#[test]
fn purpose_and_place_are_told_beforehand_and_the_rest_once_it_was_held() {
    for part in MissionPart::ALL {
        let before = when(&planned(), tells(part, "Du concret"), &by(LOIRE));
        assert_eq!(before.is_ok(), part.beforehand(), "{part:?}");
        if !part.beforehand() {
            assert_eq!(before, Err(C_MISSION_NOT_HELD));
        }
        assert!(when(&held(), tells(part, "Du concret"), &by(LOIRE)).is_ok(), "{part:?}");
    }
    let nothing = when(&State::default(), tells(MissionPart::Purpose, "x"), &by(LOIRE));
    assert_eq!(nothing, Err(C_NOTHING));
}

#[test]
fn a_cancelled_exchange_has_no_report() {
    let cancel = Command::Cancel { parties: two(), reason: why() };
    let events = when(&planned(), cancel, &by(LOIRE)).expect("it can be cancelled");
    let state = events.iter().fold(planned(), evolve);
    let told = when(&state, tells(MissionPart::Purpose, "x"), &by(LOIRE));
    assert_eq!(told, Err(C_EXCHANGE_CLOSED));
}

#[test]
fn each_side_writes_its_own_words_and_over_nobody_elses() {
    let mut state = held();
    let mut write = |words: &str, who: &Context| {
        let events = when(&state, tells(MissionPart::Conclusions, words), who)?;
        state = events.iter().fold(std::mem::take(&mut state), evolve);
        Ok::<_, RuleId>(state.mission.clone())
    };
    write("Deux classes correspondent", &by(LOIRE)).expect("a party tells");
    write("Una radio común", &by(NIGER)).expect("the other tells");
    assert_eq!(write("Una radio común", &by(NIGER)), Err(C_SAME_TEXT));
    assert_eq!(write(" ", &by(NIGER)), Err(C_EMPTY_TEXT));
    assert_eq!(write("x", &by(STRANGER)), Err(C_NOT_A_PARTY));
    let all = write("Deux classes et une radio", &by(LOIRE)).expect("it writes anew");
    let words = |side| all.iter().filter(|one| one.by == Side(side)).collect::<Vec<_>>();
    assert_eq!((words(1).len(), words(2).len()), (1, 1));
    assert_eq!(words(1)[0].text, fr("Deux classes et une radio"));
    assert_eq!(words(2)[0].text, fr("Una radio común"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_days_give_an_answer_and_accepted_ones_are_in_order(
        starts in -3_000_000i32..3_000_000, ends in -3_000_000i32..3_000_000
    ) {
        let day = |offset: i32| today().checked_add(jiff::Span::new().days(offset));
        if let (Ok(starts), Ok(ends)) = (day(starts), day(ends))
            && decide(&State::default(), days(starts, ends), &by(LOIRE)).is_ok()
        {
            prop_assert!(starts <= ends);
        }
    }
}
