//! What one node has just made counts at another one that was not told of it yet.

use domain::Author;

use super::*;
use crate::tests::codes::code;
use crate::{Accepting, NewInvitation};

fn letter(secret: &str) -> Letter {
    Letter { subject: "Secret".to_owned(), text: secret.to_owned(), leave: None }
}

/// The secret in the one mail that waits at a node.
fn secret(node: &Identity) -> String {
    node.due_mails(9).expect("works").remove(0).text
}

// On one thread: the node that is asked cannot have followed the other one meanwhile.
#[tokio::test]
async fn an_invitation_can_be_read_and_accepted_however_young_it_is() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let invitation = NewInvitation {
        id: Uuid::from_u128(5),
        of: SeatOf::Organisation(TOWN),
        role: Role::Officer,
        function: "International relations",
        seat: None,
        email: "a@town.example",
        lang: Lang::Es,
        by: Author::SYSTEM,
        days: 14,
    };
    here.invite(&invitation, |secret, _| letter(secret)).expect("invited");
    let who = Accepting { viewer: None, display_name: "Mayor", lang: None, code: "" };
    let taken = there.accepting(&secret(&here), &who).expect("works");
    assert_eq!(taken.expect("it is open").0.id, invitation.id);
}

#[tokio::test]
async fn a_link_lets_in_however_young_it_is() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let person = person(&here, "a@town.example");
    here.request_link("a@town.example", &VISIT, |_, secret| letter(secret))
        .expect("works")
        .expect("may ask");
    let entered = there.sign_in_with_link(&secret(&here), "", &VISIT).expect("works");
    let seen = there.viewer_of(&entered.expect("let in").token).expect("works");
    assert_eq!(seen.expect("a session").person, person);
}

#[tokio::test]
async fn a_slip_of_one_node_is_read_at_the_other_and_counts_once_for_both() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let lasts = jiff::SignedDuration::from_mins(5);
    let text = here.slip("kind", "says".to_owned(), lasts).expect("sealed");
    let read = |node: &Identity, kind| node.read_slip::<String>(kind, &text).expect("works");
    let one = read(&here, "kind").expect("one of ours");
    let other = read(&there, "kind").expect("one of theirs as well");
    assert_eq!(other.says, "says");
    assert!(read(&there, "other kind").is_none());
    assert!(there.use_up_slip(&other).expect("works"), "the first time");
    assert!(!here.use_up_slip(&one).expect("works"), "it was not told of the first yet");
    assert!(read(&here, "kind").is_none() && read(&there, "kind").is_none());
}

#[tokio::test]
async fn an_application_is_begun_at_one_node_and_confirmed_once_at_another() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let token = enter(&here, person(&here, "a@town.example"));
    let viewer = here.viewer_of(&token).expect("works").expect("signed in");
    let begun = here.start_totp(&viewer).expect("works").expect("lately");
    let now = jiff::Timestamp::now().as_second().unsigned_abs();
    let first = code(&begun.secret, now);
    let viewer = there.viewer_of(&token).expect("works").expect("known");
    let codes = there.confirm_totp(&viewer, &begun.id, &first).expect("works");
    assert_eq!(codes.expect("right").len(), 10);
    let again = here.confirm_totp(&viewer, &begun.id, &first).expect("works");
    assert_eq!(again.expect_err("it was used up there").rule, domain::rules::H_TOTP_NONE);
}
