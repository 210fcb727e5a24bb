//! What a person can take along, and what is left of them when they are forgotten: an identifier that names nobody.

use serde_json::Value;

use super::*;
use crate::records::tables;
use crate::{Keep, LookedFor, Looker};

const TOWN: OrganisationId = OrganisationId(Uuid::from_u128(1));

/// An officer of the town with something in every corner that this crate fills by itself.
async fn officer(world: &World, email: &str, seat: u128) -> (PersonId, String) {
    let person = world.person(email);
    let seat = Seat {
        id: SeatId(Uuid::from_u128(seat)),
        of: SeatOf::Organisation(TOWN),
        role: Role::Officer,
    };
    world.identity.give_seat(person, seat).expect("works");
    let token = world.sign_in(email, PASSWORD).await.expect("signs in").token;
    world.identity.mark_seen(person, "group:1", "v1.3.0").expect("works");
    world.identity.people(Looker::Operator, "", None, 10).expect("works");
    (person, token)
}

/// The tables that still have a row about a person.
fn traces(world: &World, person: PersonId) -> Vec<String> {
    let store = world.identity.store.lock();
    let left = tables(&store).expect("a layout").into_iter().filter(|table| {
        let column = if table.name == "person" { "id" } else { "person" };
        let sql = format!("SELECT count(*) FROM {} WHERE {column} = ?1", table.name);
        table.columns.iter().any(|name| name == column)
            && store.query_row(&sql, [person.0], |row| row.get::<_, i64>(0)).expect("counts") > 0
    });
    left.map(|table| table.name).collect()
}

#[tokio::test]
async fn a_person_takes_everything_along_but_nothing_that_opens_a_door() {
    let world = world();
    let (person, token) = officer(&world, "a@town.example", 3).await;
    let oneself = Looker::Person { person, seat: None };
    let data = world.identity.export(person, oneself).expect("works").expect("there");
    let records = &data["records"];
    assert_eq!(records["person"][0]["email"], "a@town.example");
    assert_eq!(records["person"][0]["display_name"], "Officer");
    assert_eq!(records["session"][0]["user_agent"], "test");
    assert_eq!(records["seat"][0]["role"], "officer");
    assert_eq!(records["seen"][0]["cursor"], "v1.3.0");
    assert_eq!(records["access"][0]["purpose"], "list");
    assert!(records["person"][0]["created"].as_str().is_some_and(|at| at.ends_with('Z')));
    let kept_back = data["keptBack"].as_array().expect("a list");
    for column in ["person.password", "person.email_digest", "session.token"] {
        assert!(kept_back.contains(&Value::from(column)), "{column} in {kept_back:?}");
    }
    let text = data.to_string();
    assert!(!text.contains("argon2") && !text.contains(&token), "{text}");
    let noted = world.identity.accesses(person, 1).expect("works");
    assert_eq!(noted[0].purpose, LookedFor::Export, "handing it out is noted, even to oneself");
}

/// Columns that are sealed and that a person takes along; any other sealed column must be kept back by its name. A new
/// one is to be put on one of the two lists, which is the question that this test asks.
const TAKEN_ALONG: &[&str] = &[
    "api_token.name",
    "following.name",
    "following.scope",
    "invitation.email",
    "invitation.function",
    "invitation.reason",
    "link.display_name",
    "link.email",
    "measure.reason",
    "outbox.email",
    "outbox.subject",
    "passkey.name",
    "person.display_name",
    "person.email",
    "provider_link.subject",
    "session.user_agent",
    "words.about",
    "words.text",
];

/// A row about a person in every table that has such rows, whatever the table is for; every column of bytes is sealed.
fn rows_everywhere(world: &World, person: PersonId, email: &str) {
    let store = world.identity.store.lock();
    let vault = &world.identity.store.vault;
    for table in tables(&store).expect("a layout").iter().filter(|table| table.name != "person") {
        let mut columns = store
            .prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")
            .expect("a layout");
        let columns: Vec<(String, String)> = columns
            .query_map([&table.name], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("columns")
            .collect::<Result<_, _>>()
            .expect("columns");
        let id = Uuid::now_v7();
        let key = if columns.iter().any(|(name, kind)| name == "id" && kind == "BLOB") {
            id
        } else {
            person.0
        };
        let value = |(name, kind): &(String, String)| -> rusqlite::types::Value {
            match (name.as_str(), kind.as_str()) {
                ("id" | "seat" | "of_id" | "by_seat" | "by_id" | "taken_by", "BLOB") => {
                    id.as_bytes().to_vec().into()
                }
                ("person" | "by_person", _) => person.0.as_bytes().to_vec().into(),
                ("email_digest", _) => vault.email_digest(email).to_vec().into(),
                (_, "TEXT") => "x".to_owned().into(),
                (_, "INTEGER") => i64::from(id.as_fields().0).into(),
                _ => {
                    let place = format!("{}.{name}", table.name);
                    vault.seal_text(&place, key.as_bytes(), "opened").into()
                }
            }
        };
        let values: Vec<_> = columns.iter().map(value).collect();
        let marks = vec!["?"; values.len()].join(",");
        let sql = format!("INSERT INTO {} VALUES ({marks})", table.name);
        store.execute(&sql, rusqlite::params_from_iter(values)).expect("a row of its own");
    }
}

#[tokio::test]
async fn every_table_of_this_store_is_handed_out_and_emptied_also_one_that_is_new() {
    let world = world();
    let person = world.person("a@town.example");
    rows_everywhere(&world, person, "a@town.example");
    let data = world.identity.export(person, Looker::Operator).expect("works").expect("there");
    let records = data["records"].as_object().expect("tables");
    assert!(
        records.values().all(|rows| rows.as_array().is_some_and(|rows| !rows.is_empty())),
        "{data}"
    );
    for (table, rows) in records {
        for row in rows.as_array().expect("rows") {
            for (column, value) in row.as_object().expect("columns") {
                let full = format!("{table}.{column}");
                let known = value != "opened" || TAKEN_ALONG.contains(&full.as_str());
                assert!(known, "{full} is sealed: is it taken along or kept back?");
            }
        }
    }
    assert!(world.identity.erase(person).expect("works"));
    assert_eq!(traces(&world, person), ["seat"]);
    let store = world.identity.store.lock();
    for table in tables(&store).expect("a layout") {
        if table.columns.iter().any(|column| column == "email_digest") {
            let sql = format!("SELECT count(*) FROM {}", table.name);
            let left: i64 = store.query_row(&sql, [], |row| row.get(0)).expect("counts");
            assert_eq!(left, 0, "{} still knows the address", table.name);
        }
    }
}

#[tokio::test]
async fn nothing_is_left_of_who_is_forgotten_but_the_seat_that_acted() {
    let world = world();
    let (person, token) = officer(&world, "a@town.example", 3).await;
    let (colleague, _) = officer(&world, "b@town.example", 4).await;
    let looker = Looker::Person { person, seat: Some(SeatId(Uuid::from_u128(3))) };
    let seat = SeatId(Uuid::from_u128(4));
    world.identity.names_of_seats(looker, &[seat]).expect("works");
    let mut rights = world.identity.rights();
    rights.mark_unchanged();

    assert!(world.identity.last_ones(person).expect("works").is_empty(), "a colleague stays");
    assert!(world.identity.erase(person).expect("works"));
    assert_eq!(traces(&world, person), ["seat"]);
    assert!(world.identity.viewer_of(&token).expect("works").is_none(), "the session is over");
    assert!(rights.has_changed().expect("the store lives"), "those who deliver ask again");
    assert_eq!(world.identity.person_by_email("a@town.example").expect("works"), None);
    let seats = world.identity.seats_in(SeatOf::Organisation(TOWN)).expect("works");
    assert_eq!(seats.iter().map(|held| held.id).collect::<Vec<_>>(), [seat]);
    let noted = world.identity.accesses(colleague, 10).expect("works");
    let by = noted.iter().find(|look| look.purpose == LookedFor::Name).expect("still noted").by;
    assert_eq!(by.map(|seat| seat.id), Some(SeatId(Uuid::from_u128(3))), "by the seat alone");
    assert!(!world.identity.erase(person).expect("works"), "once is enough");
    world.person("a@town.example");
}

#[tokio::test]
async fn what_somebody_wrote_in_discussions_is_sealed_taken_along_and_forgotten_with_them() {
    let world = world();
    let person = world.person("a@town.example");
    let (id, about) = (domain::WordsId(Uuid::from_u128(5)), Uuid::from_u128(6));
    let new = |text| crate::NewWords { id, person, about, lang: Lang::Fr, text };
    assert!(world.identity.keep_words(new("Bonjour Mopti")).expect("works"));
    assert!(!world.identity.keep_words(new("Autre chose")).expect("works"), "once is enough");
    let kept = |world: &World| world.identity.words(&[id]).expect("works").remove(&id);
    assert_eq!(kept(&world).as_deref(), Some("Bonjour Mopti"));
    let sealed: Vec<u8> = {
        let store = world.identity.store.lock();
        store.query_row("SELECT text FROM words", [], |row| row.get(0)).expect("a row")
    };
    assert!(!sealed.windows(5).any(|bytes| bytes == b"Mopti"), "nothing of it is plain");
    let data = world.identity.export(person, Looker::Operator).expect("works").expect("there");
    assert_eq!(data["records"]["words"][0]["text"], "Bonjour Mopti");
    world.identity.forget_words(about).expect("works");
    assert_eq!(kept(&world), None, "taken back");
    assert!(world.identity.keep_words(new("Encore")).expect("works"));
    assert!(world.identity.erase(person).expect("works"));
    assert_eq!(kept(&world), None, "forgotten");
}

#[tokio::test]
async fn a_log_that_grants_a_seat_late_brings_nobody_back() {
    let world = world();
    let person = world.person("a@town.example");
    world.identity.erase(person).expect("works");
    let seat = SeatId(Uuid::from_u128(3));
    let claimed = Event::Organisation(organisation::Event::Claimed { person, seat, reason: None });
    let at = world.append(format!("organisation/{TOWN}"), claimed, Position(0)).await;
    world.until_followed(at).await;
    assert_eq!(world.identity.seats_in(SeatOf::Organisation(TOWN)).expect("works"), []);
    assert_eq!(traces(&world, person), ["seat"]);
}

#[tokio::test]
async fn whoever_was_the_last_is_forgotten_all_the_same_and_the_place_is_named() {
    let world = world();
    let (person, _) = officer(&world, "a@town.example", 3).await;
    let last = world.identity.last_ones(person).expect("works");
    assert_eq!(last.iter().map(|seat| seat.of).collect::<Vec<_>>(), [SeatOf::Organisation(TOWN)]);
    assert!(world.identity.erase(person).expect("works"));
}

#[tokio::test]
async fn one_confirms_who_one_is_by_address_and_by_password_where_there_is_one() {
    let world = world();
    let identity = &world.identity;
    world.person("a@town.example");
    let viewer = world.sign_in("a@town.example", PASSWORD).await.expect("signs in").viewer;
    let confirm = async |email: &str, password: Option<&str>| {
        identity.confirm_oneself(&viewer, email, password).await.expect("works")
    };
    let other = confirm("b@town.example", Some(PASSWORD)).await.expect_err("another address");
    assert_eq!(other.rule, rules::H_OTHER_ADDRESS);
    let none = confirm("a@town.example", None).await.expect_err("the password is missing");
    assert_eq!(none.rule, rules::H_WRONG_PASSWORD);
    confirm(" A@Town.example", Some(PASSWORD)).await.expect("it is them");
}

#[tokio::test]
async fn what_is_over_is_deleted_and_who_has_been_away_is_found() {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let now = Arc::new(parking_lot::Mutex::new(
        jiff::Timestamp::from_second(1_790_000_000).expect("a time"),
    ));
    let clock = Clock::of({
        let now = Arc::clone(&now);
        move || *now.lock()
    });
    let identity = Identity::in_memory(&log, clock).expect("an empty store opens");
    let world = World { log, identity };
    let (away, token) = officer(&world, "a@town.example", 3).await;
    let days = |days: i64| jiff::SignedDuration::from_hours(24 * days);
    let keep = Keep { session_days: 10, journal_days: 20, invitation_days: 5 };
    world.identity.keep_sessions(10);

    *now.lock() += days(11);
    assert_eq!(world.identity.tidy(keep).expect("works"), 1, "the session");
    assert!(world.identity.viewer_of(&token).expect("works").is_none(), "it has rested too long");
    *now.lock() += days(10);
    assert_eq!(world.identity.tidy(keep).expect("works"), 1, "the look that was noted");
    assert!(world.identity.inactive(1, 10).expect("works").is_empty(), "less than a month");
    *now.lock() += days(11);
    world.sign_in("a@town.example", PASSWORD).await.expect("signs in");
    let other = world.person("b@town.example");
    *now.lock() += days(20);
    assert!(world.identity.inactive(1, 10).expect("works").is_empty(), "signing in counts");
    *now.lock() += days(12);
    assert_eq!(world.identity.inactive(1, 10).expect("works"), [away, other]);
    assert_eq!(world.identity.inactive(1, 1).expect("works"), [away], "a few at a time");
}
