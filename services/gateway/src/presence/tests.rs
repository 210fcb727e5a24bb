//! Who is here, in virtual time: pages open and close, reload, name a place, and there is room for so many only.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::PersonId;
use tokio::time::{advance, sleep};
use uuid::Uuid;

use super::book::{COOPERATIONS, Crowded, FOCI, Foci, GRACE, Gathering, PAGES, PEOPLE};
use super::{Presence, Stay};

const TWINNING: Uuid = Uuid::from_u128(1);

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn open(presence: &Presence, n: u128) -> Stay {
    presence.open(TWINNING, person(n), None).expect("there is room")
}

fn here(presence: &Presence) -> Vec<u128> {
    presence.here(TWINNING).iter().map(|here| here.person.0.as_u128()).collect()
}

const MOMENT: Duration = Duration::from_millis(1);
/// A moment less than the grace.
const NEARLY: Duration = Duration::from_millis(9_999);

#[tokio::test(start_paused = true)]
async fn somebody_is_here_while_a_page_is_open_and_a_grace_longer() {
    let presence = Presence::begin(None);
    let (first, second) = (open(&presence, 1), open(&presence, 2));
    let mut bell = second.bell();
    bell.borrow_and_update();
    assert_eq!(here(&presence), [1, 2]);
    drop(first);
    sleep(NEARLY).await;
    assert_eq!(here(&presence), [1, 2], "a page that is loaded again does not blink");
    assert!(!bell.has_changed().expect("it is open"));
    sleep(MOMENT * 2).await;
    assert_eq!(here(&presence), [2]);
    assert!(bell.has_changed().expect("it is open"));
}

#[tokio::test(start_paused = true)]
async fn who_comes_back_within_the_grace_never_left() {
    let presence = Presence::begin(None);
    let other = open(&presence, 2);
    let mut page = open(&presence, 1);
    let mut bell = other.bell();
    bell.borrow_and_update();
    for _ in 0..5 {
        drop(page);
        sleep(GRACE * 2 / 3).await;
        page = open(&presence, 1);
    }
    sleep(GRACE * 3).await;
    assert_eq!(here(&presence), [1, 2]);
    assert!(!bell.has_changed().expect("it is open"), "nobody heard of it");
    drop(page);
    sleep(GRACE + MOMENT).await;
    assert_eq!(here(&presence), [2]);
}

#[tokio::test(start_paused = true)]
async fn two_pages_of_one_person_count_once_until_both_are_closed() {
    let presence = Presence::begin(None);
    let (one, two) = (open(&presence, 1), open(&presence, 1));
    assert_eq!(here(&presence), [1]);
    drop(one);
    sleep(GRACE * 2).await;
    assert_eq!(here(&presence), [1]);
    drop(two);
    sleep(GRACE * 2).await;
    assert!(here(&presence).is_empty());
}

#[tokio::test(start_paused = true)]
async fn who_may_not_be_here_any_more_leaves_at_once() {
    let presence = Presence::begin(None);
    open(&presence, 1).end();
    assert!(here(&presence).is_empty());
}

#[tokio::test(start_paused = true)]
async fn somebody_is_where_their_pages_say_and_only_in_so_many_places() {
    let presence = Presence::begin(None);
    let at = |place: &str| presence.open(TWINNING, person(1), Some(place.to_owned()));
    let places = || presence.here(TWINNING).remove(0).focus;
    let (one, two) = (at("charter").expect("room"), at("annex").expect("room"));
    assert_eq!(places(), ["annex", "charter"]);
    drop(two);
    assert_eq!(places(), ["charter"]);
    drop(one);
    advance(GRACE / 2).await;
    assert_eq!(places(), ["charter"], "a page that is loaded again does not lose its place");
    let many: Vec<_> = (0..PAGES).map(|n| at(&n.to_string()).expect("room")).collect();
    assert_eq!(places().len(), FOCI);
    assert_eq!(at("more").err(), Some(Crowded));
    drop(many);
}

#[tokio::test(start_paused = true)]
async fn there_is_room_for_so_many_and_again_when_somebody_has_left() {
    let presence = Presence::begin(None);
    let mut all: Vec<_> = (0..PEOPLE as u128).map(|n| open(&presence, n)).collect();
    assert_eq!(presence.open(TWINNING, person(999), None).err(), Some(Crowded));
    all.pop().expect("many").end();
    drop(open(&presence, 999));
    let everywhere: Vec<_> = (0..COOPERATIONS as u128)
        .map(|n| presence.open(Uuid::from_u128(1_000 + n), person(5_000), None).expect("room"))
        .collect();
    assert_eq!(presence.open(TWINNING, person(5_000), None).err(), Some(Crowded));
    drop((all, everywhere));
    sleep(GRACE * 2).await;
    assert!(presence.0.book.lock().is_empty(), "nothing is left of anybody");
}

#[tokio::test(start_paused = true)]
async fn who_is_at_two_nodes_is_here_once_and_what_a_node_no_longer_tells_is_gone() {
    let presence = Presence::begin(None);
    let page = open(&presence, 1);
    let mut bell = page.bell();
    let (one, two) = (Uuid::from_u128(11), Uuid::from_u128(12));
    let told = |people: &[u128]| {
        let people: BTreeMap<_, _> = people.iter().map(|n| (person(*n), Foci::new())).collect();
        Gathering::from([(TWINNING, people)])
    };
    presence.0.book.lock().told(one, told(&[1, 2]));
    presence.0.book.lock().told(two, told(&[2, 3]));
    assert_eq!(here(&presence), [1, 2, 3]);
    bell.borrow_and_update();
    presence.0.book.lock().told(two, told(&[2, 3]));
    assert!(!bell.has_changed().expect("it is open"), "the same again is no news");
    presence.0.book.lock().told(one, Gathering::new());
    assert!(bell.has_changed().expect("it is open"));
    assert_eq!(here(&presence), [1, 2, 3], "the other node tells of them too");
    presence.0.book.lock().told(two, Gathering::new());
    assert_eq!(here(&presence), [1]);
}
