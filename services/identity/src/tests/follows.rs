//! Followed feeds: bounded, one's own, and passed on with the seat they belong to.

use super::*;
use crate::follows;

fn at(n: u128) -> SeatOf {
    SeatOf::Organisation(OrganisationId(Uuid::from_u128(n)))
}

async fn officer(world: &World, email: &str, towns: &[u128]) -> crate::SignedIn {
    let person = world.person(email);
    for town in towns {
        let seat = Seat { id: SeatId(Uuid::new_v4()), of: at(*town), role: Role::Officer };
        world.identity.give_seat(person, seat).expect("works");
    }
    world.sign_in(email, PASSWORD).await.expect("signs in")
}

impl World {
    fn follows(&self, viewer: &crate::Viewer, of: Option<SeatOf>, name: &str) -> Uuid {
        let followed = self.identity.follow_feed(viewer, of, name, "{\"countries\":[\"ML\"]}");
        followed.expect("works").expect("nothing speaks against it")
    }

    fn names(&self, person: PersonId) -> Vec<String> {
        let feeds = self.identity.following(person).expect("works");
        feeds.into_iter().map(|feed| feed.name).collect()
    }
}

#[tokio::test]
async fn a_person_follows_feeds_and_leaves_off_only_their_own() {
    let world = world();
    let one = officer(&world, "a@town.example", &[1]).await.viewer;
    let two = officer(&world, "b@town.example", &[1]).await.viewer;
    let feed = world.follows(&one, None, " Mali ");
    assert_eq!(
        world.identity.following(one.person).expect("works")[0].scope,
        "{\"countries\":[\"ML\"]}"
    );
    assert_eq!(
        (world.names(one.person), world.names(two.person)),
        (vec!["Mali".to_owned()], vec![])
    );
    assert!(!world.identity.unfollow_feed(two.person, feed).expect("works"));
    assert!(world.identity.unfollow_feed(one.person, feed).expect("works"));
    let refused = |of, name| {
        world.identity.follow_feed(&one, of, name, "{}").expect("works").expect_err("refused").rule
    };
    assert_eq!(refused(None, ""), rules::H_MISSING);
    assert_eq!(refused(Some(at(9)), "x"), rules::H_SEAT);
    for n in 0..50 {
        world.follows(&one, None, &n.to_string());
    }
    assert_eq!(refused(None, "one more"), rules::H_FOLLOW_MANY);
}

#[tokio::test]
async fn what_was_followed_for_a_seat_passes_on_with_it_and_the_rest_stays() {
    let world = world();
    let old = officer(&world, "a@town.example", &[1, 2]).await.viewer;
    let next = officer(&world, "b@town.example", &[1]).await.viewer;
    world.follows(&old, Some(at(1)), "for town 1");
    world.follows(&old, Some(at(2)), "for town 2");
    world.follows(&old, None, "mine");
    let one = format!("organisations=organisation:{}", Uuid::from_u128(1));
    for (scope, cursor) in [(one.as_str(), "v1.7.0"), ("all", "v1.8.0")] {
        world.identity.mark_seen(old.person, scope, cursor).expect("works");
    }
    // Given in the same millisecond, they come in any order.
    let passed = old.seats.iter().find(|seat| seat.of == at(1)).expect("a seat in town 1");
    follows::hand_over(&world.identity.store.lock(), passed.id, next.seats[0].id).expect("works");
    assert_eq!(world.names(next.person), ["for town 1"]);
    assert_eq!(world.names(old.person), ["for town 2", "mine"]);
    let seen = |scope: &str| world.identity.last_seen(next.person, scope).expect("works");
    assert_eq!((seen(&one).as_deref(), seen("all")), (Some("v1.7.0"), None));
}

#[tokio::test]
async fn who_leaves_their_only_seat_leaves_all_reading_marks_to_the_next() {
    let world = world();
    let old = officer(&world, "a@town.example", &[1]).await.viewer;
    let next = officer(&world, "b@town.example", &[1]).await.viewer;
    world.follows(&old, None, "belongs to the only seat");
    world.identity.mark_seen(old.person, "all", "v1.8.0").expect("works");
    world.identity.mark_seen(old.person, "countries=ML", "v1.9.0").expect("works");
    world.identity.mark_seen(next.person, "countries=ML", "v1.2.0").expect("works");
    follows::hand_over(&world.identity.store.lock(), old.seats[0].id, next.seats[0].id)
        .expect("works");
    assert_eq!(world.names(next.person), ["belongs to the only seat"]);
    let seen = |scope: &str| world.identity.last_seen(next.person, scope).expect("works");
    assert_eq!(seen("all").as_deref(), Some("v1.8.0"));
    assert_eq!(seen("countries=ML").as_deref(), Some("v1.2.0"), "their own reading counts");
}
