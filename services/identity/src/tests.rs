//! The store of people as its callers meet it: signing in, seats from the log, sessions.

pub(crate) mod codes;
mod device;
mod digest;
mod follows;
mod forgetting;
mod passkeys;
mod sealing;
mod tokens;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use commands::Clock;
use domain::context::SeatOf;
use domain::{
    Author, Event, Lang, OrganisationId, PersonId, Role, SeatId, codec, organisation, rules,
};
use eventlog::{CommandId, Commit, EventLog, MemoryLog, Position, StoredEvent, StreamId};
use uuid::Uuid;

use crate::{Identity, IdentityError, Keys, NewPerson, Seat, Visit};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const PASSWORD: &str = "un pont entre deux rives";

/// Somebody at the door without a session.
const VISIT: Visit<'_> = Visit { user_agent: "test", address: HERE, session: None };

fn keys<'a>(email: &'a str, password: &'a str) -> Keys<'a> {
    Keys { email, password, code: "" }
}

struct World {
    log: Arc<dyn EventLog>,
    identity: Arc<Identity>,
}

fn world() -> World {
    world_at(Clock::system())
}

fn world_at(clock: Clock) -> World {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let identity = Identity::in_memory(&log, clock).expect("an empty store opens");
    World { log, identity }
}

/// Time that passes when the test says so.
#[derive(Clone)]
struct Time(Arc<AtomicI64>);

impl Time {
    /// A moment of 2026.
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_780_000_000)))
    }

    fn clock(&self) -> Clock {
        let seconds = Arc::clone(&self.0);
        Clock::of(move || {
            let now = jiff::Timestamp::from_second(seconds.load(Ordering::SeqCst));
            now.expect("a moment within the calendar")
        })
    }

    fn seconds(&self) -> u64 {
        self.0.load(Ordering::SeqCst).unsigned_abs()
    }

    fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// Puts an event on record as the platform.
pub(crate) async fn append(
    log: &dyn EventLog,
    stream: String,
    event: Event,
    expected: Position,
) -> Position {
    let encoded = codec::encode(&event);
    let raw = |json: String| eventlog::Json::parse(json).expect("the codec writes JSON");
    let commit = Commit {
        command_id: CommandId(Uuid::new_v4()),
        stream: StreamId(stream.into()),
        at_ms: 1,
        author: raw(codec::encode_author(&Author::SYSTEM)),
        events: vec![StoredEvent {
            name: encoded.name.into(),
            version: encoded.version,
            payload: raw(encoded.payload),
        }],
    };
    log.append(commit, expected).await.expect("the memory log takes it").position
}

impl World {
    fn person(&self, email: &str) -> PersonId {
        let new = NewPerson { email, display_name: "Officer", lang: Lang::En, password: PASSWORD };
        self.identity.add_person(&new).expect("a new person is added")
    }

    async fn append(&self, stream: String, event: Event, expected: Position) -> Position {
        append(self.log.as_ref(), stream, event, expected).await
    }

    async fn until_followed(&self, position: Position) {
        self.identity.followed().wait_for(|at| *at >= position).await.expect("the follower lives");
    }

    async fn sign_in(
        &self,
        email: &str,
        password: &str,
    ) -> Result<crate::SignedIn, domain::Refusal> {
        self.identity.sign_in(keys(email, password), &VISIT).await.expect("the store works")
    }
}

#[tokio::test]
async fn a_person_signs_in_with_the_address_in_any_case_and_not_with_another_password() {
    let world = world();
    let person = world.person("Officer@Mopti.example");
    let signed = world.sign_in("officer@mopti.example", PASSWORD).await.expect("right password");
    assert_eq!(signed.viewer.person, person);
    let refused = world
        .sign_in("officer@mopti.example", "not the password")
        .await
        .expect_err("wrong password");
    assert_eq!(refused.rule, rules::H_WRONG_PASSWORD);
    let unknown =
        world.sign_in("nobody@mopti.example", PASSWORD).await.expect_err("unknown address");
    assert_eq!(unknown, refused, "the answer does not tell who exists");
}

#[tokio::test]
async fn after_eight_failures_even_the_right_password_waits() {
    let world = world();
    world.person("a@town.example");
    for _ in 0..8 {
        let refused = world.sign_in("a@town.example", "wrong").await.expect_err("wrong password");
        assert_eq!(refused.rule, rules::H_WRONG_PASSWORD);
    }
    let refused = world.sign_in("A@town.example", PASSWORD).await.expect_err("throttled");
    assert_eq!(refused.rule, rules::H_TRIES);
}

#[tokio::test]
async fn many_attempts_at_once_are_no_way_around_the_limit() {
    let world = world();
    world.person("a@town.example");
    let tries = (0..20).map(|_| world.sign_in("a@town.example", "wrong"));
    let answers = futures_util::future::join_all(tries).await;
    let checked = answers.iter().filter(|answer| {
        answer.as_ref().is_err_and(|refusal| refusal.rule == rules::H_WRONG_PASSWORD)
    });
    assert_eq!(checked.count(), 8);
}

#[tokio::test]
async fn a_stranger_elsewhere_does_not_lock_a_person_out() {
    let world = world();
    world.person("a@town.example");
    let elsewhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    for _ in 0..9 {
        let visit = Visit { address: elsewhere, ..VISIT };
        let answer = world.identity.sign_in(keys("a@town.example", "wrong"), &visit).await;
        answer.expect("the store works").expect_err("wrong or throttled");
    }
    world.sign_in("a@town.example", PASSWORD).await.expect("from their own place they come in");
}

#[tokio::test]
async fn a_confirmed_claim_becomes_a_seat_and_a_merge_takes_it_along() {
    let world = world();
    let person = world.person("a@town.example");
    let token = world.sign_in("a@town.example", PASSWORD).await.expect("signs in").token;
    let (town, survivor) = (OrganisationId(Uuid::from_u128(1)), OrganisationId(Uuid::from_u128(2)));
    let seat = SeatId(Uuid::from_u128(3));

    let claimed = Event::Organisation(organisation::Event::Claimed { person, seat, reason: None });
    let at = world.append(format!("organisation/{town}"), claimed, Position(0)).await;
    world.until_followed(at).await;
    let viewer = world.identity.viewer_of(&token).expect("the store works").expect("signed in");
    assert_eq!(
        viewer.seats,
        [Seat { id: seat, of: SeatOf::Organisation(town), role: Role::Officer }]
    );
    assert_eq!(viewer.author(None).expect("the only seat").organisation(), Some(town));

    let merged = Event::Organisation(organisation::Event::MergedInto {
        into: survivor,
        reason: "same".into(),
    });
    let at = world.append(format!("organisation/{town}"), merged, at).await;
    world.until_followed(at).await;
    let viewer = world.identity.viewer_of(&token).expect("the store works").expect("signed in");
    assert_eq!(viewer.organisations(), [survivor]);
}

#[tokio::test]
async fn who_holds_seats_in_two_places_must_say_in_whose_name_they_act() {
    let world = world();
    let person = world.person("a@town.example");
    let towns = [1, 2].map(|n| SeatOf::Organisation(OrganisationId(Uuid::from_u128(n))));
    for (n, of) in towns.into_iter().enumerate() {
        let seat = Seat { id: SeatId(Uuid::from_u128(10 + n as u128)), of, role: Role::Officer };
        world.identity.give_seat(person, seat).expect("the store works");
    }
    let viewer = world.sign_in("a@town.example", PASSWORD).await.expect("signs in").viewer;
    assert_eq!(viewer.author(None).expect_err("which one?").rule, rules::H_CHOOSE_SEAT);
    assert_eq!(viewer.author(Some(towns[1])).expect("a seat there").of, towns[1]);
    let elsewhere = SeatOf::Organisation(OrganisationId(Uuid::from_u128(9)));
    assert_eq!(viewer.author(Some(elsewhere)).expect_err("no seat there").rule, rules::H_SEAT);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_rings_for_those_who_wait() {
    let world = world();
    world.person("a@town.example");
    let one = world.sign_in("a@town.example", PASSWORD).await.expect("signs in");
    let two = world.sign_in("a@town.example", PASSWORD).await.expect("signs in");
    let mut rights = world.identity.rights();
    rights.mark_unchanged();

    let easy = world.identity.change_password(&one.viewer, PASSWORD, "short").await.expect("works");
    assert_eq!(easy.expect_err("too short").rule, rules::H_PASSWORD);
    let new = "deux rives et un fleuve";
    world
        .identity
        .change_password(&one.viewer, PASSWORD, new)
        .await
        .expect("works")
        .expect("accepted");

    assert!(rights.has_changed().expect("the store lives"));
    assert!(world.identity.viewer_of(&one.token).expect("works").is_some());
    assert!(world.identity.viewer_of(&two.token).expect("works").is_none());
    assert_eq!(world.identity.sessions(one.viewer.person).expect("works").len(), 1);
    assert!(world.sign_in("a@town.example", PASSWORD).await.is_err());
    assert!(world.sign_in("a@town.example", new).await.is_ok());
}

#[tokio::test]
async fn a_person_ends_their_own_sessions_only() {
    let world = world();
    world.person("a@town.example");
    let other = world.person("b@town.example");
    let signed = world.sign_in("a@town.example", PASSWORD).await.expect("signs in");
    assert!(!world.identity.end_session(other, signed.viewer.session).expect("works"));
    assert!(
        world.identity.end_session(signed.viewer.person, signed.viewer.session).expect("works")
    );
    assert!(world.identity.viewer_of(&signed.token).expect("works").is_none());
}

#[tokio::test]
async fn an_address_is_used_once_and_must_be_one() {
    let world = world();
    world.person("a@town.example");
    let add = |email| {
        world.identity.add_person(&NewPerson {
            email,
            display_name: "x",
            lang: Lang::Fr,
            password: PASSWORD,
        })
    };
    assert!(matches!(add("A@TOWN.example"), Err(IdentityError::AddressTaken)));
    assert!(matches!(add("town.example"), Err(IdentityError::NotAnAddress)));
}

#[tokio::test]
async fn what_was_seen_is_remembered_by_feed() {
    let world = world();
    let person = world.person("a@town.example");
    world.identity.mark_seen(person, "group:1", "v1.3.0").expect("works");
    world.identity.mark_seen(person, "group:1", "v1.9.0").expect("works");
    assert_eq!(
        world.identity.last_seen(person, "group:1").expect("works").as_deref(),
        Some("v1.9.0")
    );
    assert_eq!(world.identity.last_seen(person, "group:2").expect("works"), None);
}

#[test]
fn a_store_of_a_newer_version_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.db");
    let newer = rusqlite::Connection::open(&path).expect("opens");
    newer.pragma_update(None, "user_version", 99).expect("writes");
    drop(newer);
    let refused = Identity::open_detached(&path, crate::Vault::ephemeral(), Clock::system(), None);
    assert!(matches!(refused, Err(IdentityError::Layout { found: 99, .. })));
}
