//! Tests of discussions: given events, when a command, then events or a refusal.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::Visibility;
use crate::context::Context;
use crate::cooperation::fixtures::*;
use crate::cooperation::{About, Cooperation, Side};
use crate::ids::{JumelageId, MessageId, OrganisationId, PersonId};
use crate::rules::*;

fn known() -> Known {
    Known { parties: two() }
}

/// Somebody of `of`, with a fresh id for what they write.
fn somebody(of: OrganisationId, person: u128, new: u128) -> Context {
    let mut context = by(of);
    context.author.person = Some(PersonId(Uuid::from_u128(person)));
    context.new_id = Uuid::from_u128(new);
    context
}

fn open(visibility: Visibility, asks: bool) -> Command {
    Command::Open {
        cooperation: Cooperation::Jumelage(JumelageId(Uuid::from_u128(5))),
        about: About::Cooperation,
        visibility,
        asks,
        mentions: Vec::new(),
    }
}

fn answer(to: Option<u128>) -> Command {
    let reply_to = to.map(|to| MessageId(Uuid::from_u128(to)));
    Command::Write { reply_to, asks: false, mentions: Vec::new() }
}

fn when(state: &State, command: Command, context: &Context) -> Result<Vec<Event>, RuleId> {
    decide(state, command, &known(), context).map_err(|refusal| refusal.rule)
}

fn then(state: State, command: Command, context: &Context) -> State {
    let events = when(&state, command, context).expect("the test's own history is lawful");
    events.iter().fold(state, evolve)
}

fn opened(visibility: Visibility, asks: bool) -> State {
    then(State::default(), open(visibility, asks), &somebody(LOIRE, 10, 100))
}

const FIRST: MessageId = MessageId(Uuid::from_u128(100));

#[test]
fn what_a_side_keeps_to_itself_is_not_there_for_the_other() {
    let state = opened(Visibility::Side, false);
    let them = somebody(NIGER, 20, 200);
    let react = Command::React { message: FIRST, reaction: Reaction::Seen, on: true };
    let commands = [
        answer(None),
        answer(Some(100)),
        Command::Withdraw { message: FIRST, reason: why() },
        Command::Rewrite { message: FIRST, based_on: 0, mentions: Vec::new() },
        Command::Close { reason: why() },
        Command::Reopen { reason: why() },
        react,
    ];
    for command in commands {
        let there = when(&state, command.clone(), &them);
        assert_eq!(there, Err(C_NOTHING), "{command:?}");
        assert_eq!(there, when(&State::default(), command, &them), "as one that is not there");
    }
}

#[test]
fn answers_have_one_level_and_are_to_what_is_there() {
    let us = somebody(LOIRE, 10, 101);
    let state = then(opened(Visibility::Partners, false), answer(Some(100)), &us);
    let them = somebody(NIGER, 20, 200);
    assert_eq!(when(&state, answer(Some(101)), &them), Err(TK_LEVEL));
    assert_eq!(when(&state, answer(Some(999)), &them), Err(TK_GONE));
    assert!(when(&state, answer(Some(100)), &them).is_ok());
}

#[test]
fn who_wrote_a_message_writes_it_anew_and_nobody_else_does() {
    let state = opened(Visibility::Partners, false);
    let anew = |based_on| Command::Rewrite { message: FIRST, based_on, mentions: Vec::new() };
    assert_eq!(when(&state, anew(0), &somebody(LOIRE, 11, 1)), Err(TK_AUTHOR));
    assert_eq!(when(&state, anew(0), &somebody(NIGER, 10, 1)), Err(TK_AUTHOR));
    let us = somebody(LOIRE, 10, 1);
    let state = then(state, anew(0), &us);
    assert_eq!(state.messages[0].edition(), 1);
    assert_eq!(when(&state, anew(0), &us), Err(TK_MOVED));
}

#[test]
fn an_authority_takes_its_own_message_back_once_and_says_why() {
    let state = opened(Visibility::Partners, false);
    let back = |reason: &str| Command::Withdraw { message: FIRST, reason: reason.into() };
    assert_eq!(when(&state, back("x"), &somebody(NIGER, 20, 1)), Err(TK_OWN));
    let colleague = somebody(LOIRE, 11, 1);
    assert_eq!(when(&state, back(" "), &colleague), Err(C_REASON));
    let state = then(state, back("x"), &colleague);
    assert_eq!(when(&state, back("x"), &colleague), Err(TK_GONE));
}

#[test]
fn a_question_waits_for_every_other_side_until_one_of_them_answers_it() {
    let state = opened(Visibility::Partners, true);
    let waits = Waiting { side: Side(2), who: vec![NIGER] };
    assert_eq!(waiting_for(&state, &two()), std::slice::from_ref(&waits));
    assert_eq!(waiting_for(&state, &three()).len(), 2);
    // One's own afterthought, and a word beside it, are no answer.
    let state = then(state, answer(Some(100)), &somebody(LOIRE, 11, 101));
    let state = then(state, answer(None), &somebody(NIGER, 20, 102));
    assert_eq!(waiting_for(&state, &two()), [waits]);
    let state = then(state, answer(Some(100)), &somebody(NIGER, 20, 103));
    assert_eq!(waiting_for(&state, &two()), []);
}

#[test]
fn a_question_among_ones_own_waits_for_nobody_that_others_could_see() {
    assert_eq!(waiting_for(&opened(Visibility::Side, true), &two()), []);
    let state = opened(Visibility::Partners, true);
    let state = then(state, Command::Close { reason: why() }, &somebody(NIGER, 20, 1));
    assert_eq!(waiting_for(&state, &two()), []);
}

#[test]
fn only_parties_are_called_on_and_among_ones_own_only_those_of_ones_side() {
    let call = |organisation, visibility| {
        let mut command = open(visibility, false);
        if let Command::Open { mentions, .. } = &mut command {
            mentions.push(Mention { organisation, role: None });
        }
        when(&State::default(), command, &somebody(LOIRE, 10, 1)).map(|_| ())
    };
    assert_eq!(call(NIGER, Visibility::Partners), Ok(()));
    assert_eq!(call(STRANGER, Visibility::Partners), Err(TK_MENTION));
    assert_eq!(call(NIGER, Visibility::Side), Err(TK_MENTION));
    assert_eq!(call(LOIRE, Visibility::Side), Ok(()));
    assert_eq!(call(NIGER, Visibility::Public), Err(C_REMARK_VISIBILITY));
}

#[test]
fn a_closed_discussion_takes_nothing_until_it_is_opened_again() {
    let us = somebody(LOIRE, 10, 1);
    let state = opened(Visibility::Partners, false);
    assert_eq!(when(&state, Command::Reopen { reason: why() }, &us), Err(TK_OPEN));
    let state = then(state, Command::Close { reason: why() }, &us);
    assert_eq!(when(&state, answer(None), &us), Err(TK_CLOSED));
    assert_eq!(when(&state, Command::Close { reason: why() }, &us), Err(TK_CLOSED));
    let state = then(state, Command::Reopen { reason: why() }, &us);
    assert!(when(&state, answer(None), &us).is_ok());
}

#[test]
fn a_discussion_that_is_full_says_so() {
    let mut state = opened(Visibility::Partners, false);
    for n in 1..MESSAGES {
        state = then(state, answer(None), &somebody(LOIRE, 10, 1_000 + n as u128));
    }
    assert_eq!(when(&state, answer(None), &somebody(LOIRE, 10, 1)), Err(C_TOO_MANY));
}

/// One of the things that somebody may try.
fn attempt(act: u8, message: u128) -> Command {
    let message = MessageId(Uuid::from_u128(message));
    match act {
        0 => open(Visibility::Side, true),
        1 => open(Visibility::Partners, true),
        2 => answer(None),
        3 => Command::Write { reply_to: Some(message), asks: true, mentions: Vec::new() },
        4 => Command::Rewrite { message, based_on: 0, mentions: Vec::new() },
        5 => Command::Withdraw { message, reason: why() },
        6 => Command::React { message, reaction: Reaction::Agreed, on: true },
        7 => Command::React { message, reaction: Reaction::Agreed, on: false },
        8 => Command::Close { reason: why() },
        _ => Command::Reopen { reason: why() },
    }
}

proptest! {
    #[test]
    fn in_any_course_only_the_side_that_opened_it_for_itself_speaks_in_it(
        acts in prop::collection::vec((0_u8..10, 0_u8..2, 10_u128..13, 0_u128..12), 0..60),
    ) {
        let mut state = State::default();
        for (n, (act, side, person, message)) in (0_u128..).zip(acts) {
            let of = if side == 0 { LOIRE } else { NIGER };
            let context = somebody(of, person, n);
            let before = state.clone();
            if let Ok(events) = when(&state, attempt(act, message), &context) {
                state = events.iter().fold(state, evolve);
                // What was done once is never done the same way twice by saying it again: reactions stand, words are counted.
                if let Command::React { .. } = attempt(act, message) {
                    prop_assert_eq!(when(&state, attempt(act, message), &context), Ok(Vec::new()));
                }
            }
            for (old, new) in before.messages.iter().zip(&state.messages) {
                prop_assert_eq!(old.id, new.id, "messages stay in their places");
                prop_assert!(new.words.starts_with(&old.words), "earlier words stay");
                prop_assert!(old.withdrawn.is_none() || new.withdrawn == old.withdrawn);
            }
            let opening = state.opening.as_ref();
            if let Some(opening) = opening.filter(|it| it.visibility == Visibility::Side) {
                let own = opening.by;
                prop_assert!(state.messages.iter().all(|message| message.by == own));
                prop_assert!(waiting_for(&state, &two()).is_empty());
            }
        }
    }
}
