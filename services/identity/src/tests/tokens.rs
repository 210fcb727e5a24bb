//! API tokens: as narrow as their owner made them, and over as soon as they are.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use super::*;
use crate::{NewToken, TokenScope, Via};

const DAY_MS: i64 = 24 * 3_600_000;

/// A store whose clock the test moves.
fn timed() -> (World, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(1_800_000_000_000));
    let read = Arc::clone(&now);
    let clock = Clock::of(move || {
        Timestamp::from_millisecond(read.load(Ordering::SeqCst)).expect("a moment of our time")
    });
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let identity = Identity::in_memory(&log, clock).expect("an empty store opens");
    (World { log, identity }, now)
}

fn seat(n: u128) -> Seat {
    let of = SeatOf::Organisation(OrganisationId(Uuid::from_u128(n)));
    Seat { id: SeatId(Uuid::from_u128(100 + n)), of, role: Role::Officer }
}

/// Somebody with seats in two towns.
async fn two_seats(world: &World) -> crate::SignedIn {
    let person = world.person("a@town.example");
    for n in [1, 2] {
        world.identity.give_seat(person, seat(n)).expect("works");
    }
    world.sign_in("a@town.example", PASSWORD).await.expect("signs in")
}

fn new(scope: TokenScope, seat: Option<Seat>) -> NewToken<'static> {
    NewToken { name: "mirror", scope, seat: seat.map(|seat| seat.id), days: 30 }
}

impl World {
    fn token(&self, signed: &crate::SignedIn, new: &NewToken<'_>) -> crate::Created {
        let created = self.identity.create_token(&signed.viewer, new).expect("works");
        created.expect("nothing speaks against it")
    }

    fn enters(&self, secret: &str) -> bool {
        self.identity.viewer_of(secret).expect("works").is_some()
    }
}

#[tokio::test]
async fn a_token_is_its_one_seat_and_tells_nothing_about_the_person() {
    let (world, _) = timed();
    let signed = two_seats(&world).await;
    let token = world.token(&signed, &new(TokenScope::ActAsSeat, Some(seat(2))));
    assert!(token.secret.starts_with(&format!("{}_", token.token.prefix)), "{}", token.secret);
    assert_eq!(token.secret.len(), "rvs_12345678_".len() + 64);

    let viewer = world.identity.viewer_of(&token.secret).expect("works").expect("comes in");
    assert_eq!(viewer.seats, [seat(2)]);
    assert_eq!((viewer.person, viewer.email.as_str()), (signed.viewer.person, ""));
    assert_eq!(viewer.author(None).expect("its seat").seat, Some(seat(2).id));
    let elsewhere = viewer.author(Some(seat(1).of)).expect_err("another seat of the same person");
    assert_eq!(elsewhere.rule, rules::H_TOKEN_SEAT);
    assert_ne!(viewer.rights_key(), signed.viewer.rights_key());
}

#[tokio::test]
async fn what_is_kept_of_a_token_lets_nobody_in() {
    let (world, _) = timed();
    let signed = two_seats(&world).await;
    let token = world.token(&signed, &new(TokenScope::ReadPublic, None));
    let store = world.identity.store.lock();
    let row: (Vec<u8>, String, Vec<u8>) = store
        .query_row("SELECT token, prefix, name FROM api_token", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("one row");
    drop(store);
    assert_eq!(row.0.len(), 32, "a digest");
    assert!(!world.enters(&row.1) && !row.2.windows(6).any(|part| part == b"mirror"));
    assert!(world.enters(&token.secret));
}

#[tokio::test]
async fn a_token_ends_on_its_day_even_while_it_is_used() {
    let (world, now) = timed();
    let signed = two_seats(&world).await;
    let token = world.token(&signed, &new(TokenScope::ReadPublic, None));
    now.fetch_add(30 * DAY_MS - 1, Ordering::SeqCst);
    assert!(world.enters(&token.secret));
    let used = world.identity.tokens(signed.viewer.person).expect("works")[0].used;
    assert_eq!(used.map(Timestamp::as_millisecond), Some(now.load(Ordering::SeqCst)));
    now.fetch_add(1, Ordering::SeqCst);
    assert!(!world.enters(&token.secret), "though it is kept in memory");
    assert_eq!(world.identity.tokens(signed.viewer.person).expect("works"), []);
}

#[tokio::test]
async fn a_token_that_is_revoked_or_whose_seat_ends_lets_nobody_in_and_rings() {
    let (world, _) = timed();
    let signed = two_seats(&world).await;
    let [one, two] =
        [1, 2].map(|n| world.token(&signed, &new(TokenScope::ReadAsSeat, Some(seat(n)))));
    assert!(world.enters(&one.secret) && world.enters(&two.secret));
    let mut rights = world.identity.rights();
    rights.mark_unchanged();
    let stranger = world.person("b@town.example");
    assert!(!world.identity.revoke_token(stranger, one.token.id).expect("works"));
    assert!(world.enters(&one.secret), "only its owner revokes it");
    rights.mark_unchanged();
    assert!(world.identity.revoke_token(signed.viewer.person, one.token.id).expect("works"));
    assert!(rights.has_changed().expect("the store lives"));
    assert!(!world.enters(&one.secret) && world.enters(&two.secret));

    let ended = "UPDATE seat SET ended_ms = 1 WHERE id = ?1";
    world.identity.store.lock().execute(ended, [seat(2).id.0]).expect("works");
    world.identity.changed();
    assert!(!world.enters(&two.secret), "its seat has ended");
}

#[tokio::test]
async fn the_tokens_of_an_erased_person_are_gone() {
    let (world, _) = timed();
    let signed = two_seats(&world).await;
    let token = world.token(&signed, &new(TokenScope::ReadPublic, None));
    assert!(world.enters(&token.secret));
    let person = signed.viewer.person;
    world
        .identity
        .store
        .lock()
        .execute("DELETE FROM person WHERE id = ?1", [person.0])
        .expect("works");
    world.identity.changed();
    assert!(!world.enters(&token.secret));
}

#[tokio::test]
async fn a_token_that_is_out_of_bounds_is_refused_with_the_rule() {
    let (world, _) = timed();
    let signed = two_seats(&world).await;
    let refused = |viewer: &crate::Viewer, new: &NewToken<'_>| {
        world.identity.create_token(viewer, new).expect("works").expect_err("out of bounds").rule
    };
    let good = new(TokenScope::ReadPublic, None);
    for days in [0, -1, 367, i32::MAX] {
        assert_eq!(
            refused(&signed.viewer, &NewToken { days, ..good.clone() }),
            rules::H_TOKEN_DAYS
        );
    }
    assert_eq!(refused(&signed.viewer, &NewToken { name: " ", ..good.clone() }), rules::H_MISSING);
    let long = "é".repeat(81);
    assert_eq!(refused(&signed.viewer, &NewToken { name: &long, ..good.clone() }), rules::H_LENGTH);
    let seats = [(None, rules::H_CHOOSE_SEAT), (Some(seat(9)), rules::H_SEAT)];
    for (seat, rule) in seats {
        assert_eq!(refused(&signed.viewer, &new(TokenScope::ReadAsSeat, seat)), rule);
    }
    let token = world.token(&signed, &new(TokenScope::ActAsSeat, Some(seat(1))));
    let viewer = world.identity.viewer_of(&token.secret).expect("works").expect("comes in");
    assert!(matches!(viewer.via, Via::Token { .. }));
    assert_eq!(refused(&viewer, &good), rules::H_TOKEN_SELF, "no token makes another");
    for _ in 1..20 {
        world.token(&signed, &good);
    }
    assert_eq!(refused(&signed.viewer, &good), rules::H_TOKEN_MANY);
}

#[tokio::test]
async fn an_administrator_ends_sessions_or_tokens_with_a_reason_on_record() {
    let (world, _) = timed();
    let signed = two_seats(&world).await;
    let token = world.token(&signed, &new(TokenScope::ReadPublic, None));
    let person = signed.viewer.person;
    let admin = SeatId(Uuid::from_u128(7));
    let measure = |act, reason| world.identity.take_measure(act, person, Some(admin), reason);
    assert!(measure(crate::Act::EndSessions, "a lost telephone").expect("works"));
    assert!(!world.enters(&signed.token) && world.enters(&token.secret));
    assert!(measure(crate::Act::RevokeTokens, "leaked").expect("works"));
    assert!(!world.enters(&token.secret));
    let nobody = PersonId(Uuid::from_u128(404));
    assert!(
        !world.identity.take_measure(crate::Act::EndSessions, nobody, None, "x").expect("works")
    );
    let noted = world.identity.measures(person).expect("works");
    let noted: Vec<_> =
        noted.iter().map(|one| (one.act.as_str(), one.reason.as_str(), one.by)).collect();
    let told = [
        ("revoke_tokens", "leaked", Some(admin)),
        ("end_sessions", "a lost telephone", Some(admin)),
    ];
    assert_eq!(noted, told);
}
