//! Mails, links and invitations as their callers meet them: once, in time, and telling nobody who exists.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use commands::Clock;
use domain::context::SeatOf;
use domain::{Author, Lang, OrganisationId, PersonId, Refusal, Role, SeatId, rules};
use eventlog::{EventLog, MemoryLog};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    Accepting, Identity, InvitationState, Letter, Mail, NewInvitation, Newcomer, SignedIn, Visit,
};

const EMAIL: &str = "Mayor@Rio.example";
const VISIT: Visit<'_> =
    Visit { user_agent: "test", address: IpAddr::V4(Ipv4Addr::LOCALHOST), session: None };

/// A store with a clock that a test moves.
struct World {
    identity: Arc<Identity>,
    now_ms: Arc<AtomicI64>,
}

fn world() -> World {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let now_ms = Arc::new(AtomicI64::new(1_800_000_000_000));
    let shown = Arc::clone(&now_ms);
    let clock = Clock::of(move || {
        Timestamp::from_millisecond(shown.load(Ordering::Relaxed)).expect("a moment")
    });
    World { identity: Identity::in_memory(&log, clock).expect("an empty store opens"), now_ms }
}

/// A letter whose text is its secret.
fn letter(secret: &str) -> Letter {
    Letter { subject: "link".to_owned(), text: secret.to_owned(), leave: None }
}

impl World {
    fn wait(&self, minutes: i64) {
        self.now_ms.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    fn mails(&self) -> Vec<Mail> {
        self.identity.due_mails(100).expect("the outbox works")
    }

    /// The secret in the last mail.
    fn secret(&self) -> String {
        self.mails().pop().expect("a mail is due").text
    }

    fn register(&self, email: &str) -> Result<(), Refusal> {
        let newcomer = Newcomer { email, display_name: "Mayor", lang: Lang::Es };
        let identity = &self.identity;
        identity.register(&newcomer, &VISIT, |_, secret| letter(secret)).expect("the store works")
    }

    fn request(&self, email: &str) -> Result<(), Refusal> {
        let identity = &self.identity;
        identity.request_link(email, &VISIT, |_, secret| letter(secret)).expect("the store works")
    }

    fn enter(&self, secret: &str) -> Result<SignedIn, Refusal> {
        self.identity.sign_in_with_link(secret, "", &VISIT).expect("the store works")
    }

    fn invite(&self, seat: Option<SeatId>, days: u16) -> (Uuid, String) {
        let id = Uuid::new_v4();
        let new = NewInvitation {
            id,
            of: place(),
            role: Role::Officer,
            function: "International relations",
            seat,
            email: EMAIL,
            lang: Lang::Es,
            by: inviter(),
            days,
        };
        self.identity.invite(&new, |secret, _| letter(secret)).expect("invited");
        (id, self.secret())
    }

    fn accept(&self, secret: &str, viewer: Option<PersonId>) -> Result<PersonId, Refusal> {
        let who = Accepting { viewer, display_name: "Mayor", lang: None, code: "" };
        let (invitation, person) = self.identity.accepting(secret, &who).expect("works")?;
        self.identity.accepted(invitation.id, person, None).expect("works")?;
        Ok(person)
    }

    fn state(&self, id: Uuid) -> InvitationState {
        self.identity.invitation(id).expect("works").expect("known").state
    }
}

fn place() -> SeatOf {
    SeatOf::Organisation(OrganisationId(Uuid::from_u128(1)))
}

fn inviter() -> Author {
    let of = SeatOf::Organisation(OrganisationId(Uuid::from_u128(2)));
    let person = Some(PersonId(Uuid::from_u128(3)));
    Author { person, seat: Some(SeatId(Uuid::from_u128(4))), of, role: Role::Officer }
}

#[tokio::test]
async fn who_registers_exists_once_the_link_is_used_and_the_link_works_once() {
    let world = world();
    world.register(EMAIL).expect("sent");
    let secret = world.secret();
    assert_eq!(world.identity.person_by_email(EMAIL).expect("works"), None, "nobody yet");
    let signed = world.enter(&secret).expect("let in");
    assert_eq!((signed.viewer.email.as_str(), signed.viewer.lang), (EMAIL, Lang::Es));
    assert_eq!(world.enter(&secret).expect_err("used").rule, rules::H_LINK);
    world.register(EMAIL).expect("the same answer for somebody who exists");
    let again = world.enter(&world.secret()).expect("let in");
    assert_eq!(again.viewer.person, signed.viewer.person, "one person an address");
}

#[tokio::test]
async fn a_link_is_over_after_twenty_minutes_and_when_another_was_used() {
    let world = world();
    world.register(EMAIL).expect("sent");
    world.enter(&world.secret()).expect("let in");
    world.request(EMAIL).expect("sent");
    let (late, first) = (world.secret(), world.mails().len());
    world.wait(21);
    assert_eq!(world.enter(&late).expect_err("late").rule, rules::H_LINK);
    world.request(EMAIL).expect("sent");
    world.request(EMAIL).expect("sent");
    let secrets: Vec<String> =
        world.mails().into_iter().skip(first).map(|mail| mail.text).collect();
    world.enter(&secrets[0]).expect("let in");
    assert_eq!(world.enter(&secrets[1]).expect_err("void").rule, rules::H_LINK);
}

#[tokio::test]
async fn asking_for_a_link_does_the_same_whether_somebody_exists_or_not() {
    let world = world();
    world.register(EMAIL).expect("sent");
    world.enter(&world.secret()).expect("let in");
    let before = world.mails().len();
    assert_eq!(world.request(EMAIL), world.request("nobody@town.example"));
    let mails = world.mails();
    let to: Vec<&str> = mails[before..].iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to.len(), 2, "a row each");
    assert!(to.contains(&EMAIL) && to.contains(&""), "and a mail for the one who exists: {to:?}");
    let nobody = mails.iter().find(|mail| mail.to.is_empty()).expect("a decoy");
    assert_eq!(world.enter(&nobody.text).expect_err("nobody").rule, rules::H_LINK);
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_and_the_refusal_says_how_long() {
    let world = world();
    for _ in 0..5 {
        world.request("a@town.example").expect("sent");
    }
    let refused = world.request("A@town.example ").expect_err("too many");
    assert_eq!((refused.rule, refused.detail), (rules::H_MAILS, vec!["15".to_owned()]));
    let author = inviter();
    assert_eq!(
        world.identity.may_invite(&author, "a@town.example").map_err(|r| r.rule),
        Err(rules::H_MAILS)
    );
    assert_eq!(
        world.identity.may_invite(&author, "no address").map_err(|r| r.rule),
        Err(rules::H_ADDRESS)
    );
    assert_eq!(world.identity.may_invite(&author, "b@town.example"), Ok(()));
}

#[tokio::test]
async fn an_invitation_works_once_and_for_whoever_is_signed_in() {
    let world = world();
    let (id, secret) = world.invite(None, 14);
    let shown = world.identity.invitation_by_secret(&secret).expect("works").expect("open");
    assert_eq!((shown.id, shown.function.as_str()), (id, "International relations"));
    let person = world.accept(&secret, None).expect("accepted");
    assert_eq!(world.identity.person_by_email(EMAIL).expect("works"), Some(person));
    assert_eq!(world.state(id), InvitationState::Accepted);
    assert_eq!(world.accept(&secret, None).expect_err("used").rule, rules::H_INVITATION);
    assert_eq!(world.identity.invitation_by_secret(&secret).expect("works"), None);
    let (_, other) = world.invite(None, 14);
    let somebody = PersonId(Uuid::from_u128(9));
    assert_eq!(world.accept(&other, Some(somebody)), Ok(somebody), "the seat goes to them");
}

#[tokio::test]
async fn an_invitation_that_somebody_accepts_is_open_to_nobody_else_until_they_could_not() {
    let world = world();
    let (id, secret) = world.invite(None, 14);
    let who = |person| Accepting {
        viewer: Some(PersonId(Uuid::from_u128(person))),
        display_name: "",
        lang: None,
        code: "",
    };
    let begin = |person| world.identity.accepting(&secret, &who(person)).expect("works");
    assert!(begin(1).is_ok() && begin(1).is_ok(), "after a crash the same person goes on");
    assert_eq!(begin(2).expect_err("taken").rule, rules::H_INVITATION);
    world.identity.not_accepted(id, PersonId(Uuid::from_u128(1))).expect("works");
    assert!(begin(2).is_ok(), "open again");
}

#[tokio::test]
async fn an_invitation_expires_and_can_be_withdrawn() {
    let world = world();
    let (late, secret) = world.invite(Some(SeatId(Uuid::from_u128(5))), 14);
    world.wait(14 * 24 * 60 + 1);
    assert_eq!(world.accept(&secret, None).expect_err("late").rule, rules::H_INVITATION);
    assert_eq!(world.state(late), InvitationState::Expired);
    assert_eq!(world.identity.invitations_expired().expect("works").len(), 1, "its offer is left");
    world.identity.invitation_over(late).expect("works");
    assert!(world.identity.invitations_expired().expect("works").is_empty());
    let (id, secret) = world.invite(None, 14);
    assert!(world.identity.withdraw_invitation(id, "Another was named").expect("works"));
    assert!(!world.identity.withdraw_invitation(id, "again").expect("works"));
    assert_eq!(world.accept(&secret, None).expect_err("withdrawn").rule, rules::H_INVITATION);
    assert_eq!(world.identity.invitations_to(place()).expect("works").len(), 2);
    world.wait(60 * 24 * 60);
    world.identity.forget_over(SignedDuration::from_hours(24)).expect("works");
    assert!(world.identity.invitations_to(place()).expect("works").is_empty(), "addresses go");
}

#[tokio::test]
async fn a_repeated_command_invites_once() {
    let world = world();
    let new = NewInvitation {
        id: Uuid::from_u128(7),
        of: place(),
        role: Role::Officer,
        function: "Mayor",
        seat: None,
        email: EMAIL,
        lang: Lang::Fr,
        by: inviter(),
        days: 14,
    };
    let invite = |new: &NewInvitation<'_>| world.identity.invite(new, |secret, _| letter(secret));
    let first = invite(&new).expect("invited");
    assert_eq!(invite(&new).expect("the same"), first);
    assert_eq!(world.mails().len(), 1);
    let other = Author { person: Some(PersonId(Uuid::from_u128(8))), ..inviter() };
    assert!(invite(&NewInvitation { by: other, ..new }).is_err(), "another's command id");
}

#[tokio::test]
async fn what_lies_in_the_outbox_and_in_invitations_is_sealed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.db");
    let open = || {
        let vault = crate::Vault::new(&[7; 32]);
        Identity::open_detached(&path, vault, Clock::system(), None).expect("opens")
    };
    let newcomer = Newcomer { email: EMAIL, display_name: "Secret-Name", lang: Lang::Es };
    open().register(&newcomer, &VISIT, |_, _| letter("secret-text")).expect("works").expect("sent");
    let identity = open();
    assert_eq!(identity.due_mails(9).expect("works")[0].to, EMAIL, "it is kept over a restart");
    drop(identity);
    for name in ["people.db", "people.db-wal"] {
        let Ok(bytes) = std::fs::read(folder.path().join(name)) else { continue };
        for word in ["Rio.example", "Secret-Name", "secret-text"] {
            let found = bytes.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!found, "{word} lies open in {name}");
        }
    }
}

#[tokio::test]
async fn a_mail_waits_its_turn_and_goes_when_it_is_done() {
    let world = world();
    world.register(EMAIL).expect("sent");
    let mail = world.mails().pop().expect("due");
    let again = mail.created + SignedDuration::from_mins(5);
    world.identity.mail_later(mail.id, again).expect("works");
    assert!(world.mails().is_empty());
    assert_eq!(world.identity.next_mail().expect("works"), Some(again));
    world.wait(5);
    assert_eq!(world.mails(), [Mail { tries: 1, ..mail.clone() }]);
    world.identity.mail_done(mail.id).expect("works");
    assert_eq!(world.identity.next_mail().expect("works"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_text_but_the_secret_itself_opens_anything(guess in "[0-9a-f]{0,64}|\\PC{0,80}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let _inside = runtime.enter();
        let world = world();
        let (_, secret) = world.invite(None, 14);
        world.register(EMAIL).expect("sent");
        prop_assume!(guess.trim() != secret);
        prop_assert_eq!(world.accept(&guess, None).expect_err("a guess").rule, rules::H_INVITATION);
        prop_assert_eq!(world.enter(&guess).expect_err("a guess").rule, rules::H_LINK);
    }
}
