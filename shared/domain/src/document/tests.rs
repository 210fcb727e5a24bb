//! Tests of documents: given events, when a command, then events or a refusal.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::Visibility;
use crate::cooperation::fixtures::*;
use crate::cooperation::{About, Cooperation, Side};
use crate::ids::JumelageId;
use crate::rules::*;

fn content(name: &str, bytes: &str) -> Content {
    Content { hash: hash(bytes), size: 7, media: MediaType::Pdf, name: name.into(), lang: None }
}

fn give(visibility: Visibility) -> Command {
    Command::Give {
        cooperation: Cooperation::Jumelage(JumelageId(Uuid::from_u128(5))),
        about: About::Cooperation,
        visibility,
        content: content("Compte rendu.pdf", "one"),
    }
}

fn version(bytes: &str) -> Command {
    Command::GiveVersion { content: content("Compte rendu.pdf", bytes), reason: why() }
}

fn known() -> Known {
    Known { parties: two() }
}

fn when(state: &State, command: Command, of: crate::OrganisationId) -> Result<Vec<Event>, RuleId> {
    decide(state, command, &known(), &by(of)).map_err(|refusal| refusal.rule)
}

fn then(state: State, command: Command) -> State {
    let events = when(&state, command, LOIRE).expect("the test's own history is lawful");
    events.iter().fold(state, evolve)
}

fn given() -> State {
    then(State::default(), give(Visibility::Side))
}

#[test]
fn a_party_gives_a_document_and_a_stranger_does_not() {
    let events = when(&State::default(), give(Visibility::Partners), LOIRE).expect("a party");
    assert!(matches!(&events[..], [Event::Given { by: Side(1), .. }]));
    assert_eq!(when(&State::default(), give(Visibility::Partners), STRANGER), Err(C_NOT_A_PARTY));
    assert_eq!(when(&State::default(), give(Visibility::Group), LOIRE), Err(DO_VISIBILITY));
    assert_eq!(when(&given(), give(Visibility::Side), LOIRE), Err(C_EXISTS));
}

#[test]
fn only_the_side_that_gave_it_looks_after_it() {
    assert_eq!(when(&given(), version("two"), NIGER), Err(DO_OWN));
    let share = Command::Share { with: Visibility::Public, reason: why() };
    assert_eq!(when(&given(), share, NIGER), Err(DO_OWN));
    assert_eq!(when(&given(), Command::Withdraw { reason: why() }, NIGER), Err(DO_OWN));
    assert_eq!(when(&State::default(), version("two"), LOIRE), Err(DO_OWN));
}

#[test]
fn versions_stay_and_the_same_bytes_are_none() {
    assert_eq!(when(&given(), version("one"), LOIRE), Err(DO_SAME));
    let state = then(given(), version("two"));
    assert_eq!(state.versions.len(), 2);
    assert_eq!(state.present().map(|present| &present.hash), Some(&hash("two")));
    let unreasoned = Command::GiveVersion { content: content("a.pdf", "3"), reason: " ".into() };
    assert_eq!(when(&state, unreasoned, LOIRE), Err(C_REASON));
}

#[test]
fn what_is_shown_is_only_ever_shown_to_more() {
    let share = |with| Command::Share { with, reason: why() };
    let state = then(given(), share(Visibility::Partners));
    assert_eq!(when(&state, share(Visibility::Side), LOIRE), Err(DO_WIDER));
    assert_eq!(when(&state, share(Visibility::Partners), LOIRE), Err(DO_WIDER));
    assert_eq!(when(&state, share(Visibility::Group), LOIRE), Err(DO_WIDER));
    let state = then(state, share(Visibility::Public));
    assert_eq!(state.visibility, Some(Visibility::Public));
}

#[test]
fn what_was_taken_back_is_over_and_says_that_its_bytes_stay() {
    let withdraw = Command::Withdraw { reason: why() };
    assert_eq!(remarks(&withdraw).iter().map(|it| it.rule).collect::<Vec<_>>(), [DO_BYTES_STAY]);
    let state = then(given(), withdraw.clone());
    assert_eq!(when(&state, withdraw, LOIRE), Err(DO_WITHDRAWN));
    assert_eq!(when(&state, version("two"), LOIRE), Err(DO_WITHDRAWN));
}

#[test]
fn an_ending_that_says_something_else_than_the_bytes_is_refused() {
    let named = |name: &str| Command::Give {
        cooperation: Cooperation::Jumelage(JumelageId(Uuid::from_u128(5))),
        about: About::Cooperation,
        visibility: Visibility::Side,
        content: content(name, "one"),
    };
    assert_eq!(when(&State::default(), named("photo.png"), LOIRE), Err(DO_DECLARED));
    assert_eq!(when(&State::default(), named("..."), LOIRE), Err(DO_NAME));
    assert!(when(&State::default(), named("plan"), LOIRE).is_ok());
}

#[test]
fn a_name_leads_nowhere_and_hides_nothing() {
    let clean = |name: &str| cleaned(name, MediaType::Pdf);
    assert_eq!(clean("../../etc/passwd").as_deref(), Some("passwd.pdf"));
    assert_eq!(clean("C:\\plans\\Budget.PDF").as_deref(), Some("Budget.pdf"));
    assert_eq!(clean("fdp.\u{202e}exe.pdf").as_deref(), Some("fdp. exe.pdf"));
    assert_eq!(clean("a\"\r\nSet-Cookie: x.pdf").as_deref(), Some("a Set-Cookie x.pdf"));
    assert_eq!(clean("évaluation 2025.pdf").as_deref(), Some("évaluation 2025.pdf"));
    assert_eq!(clean(".."), None);
    let room = NAME - ".pdf".len();
    let cut = format!("{}.{}", "a".repeat(room - 1), "b".repeat(20));
    assert_eq!(clean(&cut), Some(format!("{}.pdf", "a".repeat(room - 1))), "cut at a point");
}

proptest! {
    #[test]
    fn a_cleaned_name_is_short_plain_ends_as_its_type_and_stays_as_it_is(name in "\\PC{0,300}|.{0,40}") {
        for media in MediaType::ALL {
            if let Some(clean) = cleaned(&name, media) {
                prop_assert!(clean.chars().count() <= NAME);
                let risky = |c: char| c.is_control() || matches!(c, '/' | '\\' | '"');
                prop_assert!(!clean.contains(risky), "{clean:?}");
                prop_assert!(!clean.starts_with('.'));
                prop_assert_eq!(MediaType::of_name(&clean), Some(media));
                let again = cleaned(&clean, media);
                prop_assert_eq!(again.as_deref(), Some(&*clean));
            }
        }
    }

    #[test]
    fn whatever_is_asked_sight_never_narrows_and_versions_only_grow(acts in prop::collection::vec(0_u8..8, 0..30)) {
        let mut state = State::default();
        for (place, act) in acts.into_iter().enumerate() {
            let command = match act {
                0 => give(Visibility::Side),
                1 => give(Visibility::Partners),
                2 => version("two"),
                3 => version(&place.to_string()),
                4 => Command::Share { with: Visibility::Partners, reason: why() },
                5 => Command::Share { with: Visibility::Public, reason: why() },
                6 => Command::Share { with: Visibility::Side, reason: why() },
                _ => Command::Withdraw { reason: why() },
            };
            let of = if place % 3 == 0 { NIGER } else { LOIRE };
            let before = state.clone();
            if let Ok(events) = when(&state, command, of) {
                state = events.iter().fold(state, evolve);
            }
            prop_assert!(state.visibility >= before.visibility);
            prop_assert!(state.versions.starts_with(&before.versions));
            prop_assert!(before.withdrawn.is_none() || state == before);
        }
    }
}
