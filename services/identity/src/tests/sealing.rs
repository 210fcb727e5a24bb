//! What a copy of the store of people tells without its key: nothing about anybody.

use std::path::Path;

use rusqlite::{Connection, params};

use super::*;
use crate::{LookedFor, Looker, Vault};

const ADDRESS: &str = "Quelqu.une@Rivage-Lointain.example";
const NAME: &str = "Personne Imaginaire";
const AGENT: &str = "Navigateur Rarissime/7";
const KEY: [u8; 32] = [7; 32];

/// The texts of which a byte is found anywhere in a folder, in either letter case and either width.
pub(super) fn told(folder: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a file").to_ascii_lowercase();
        for text in texts {
            let narrow = text.to_lowercase().into_bytes();
            let wide: Vec<u8> =
                text.to_lowercase().encode_utf16().flat_map(u16::to_le_bytes).collect();
            if [narrow, wide].iter().any(|part| bytes.windows(part.len()).any(|at| at == part)) {
                found.push(format!("{text} in {}", path.display()));
            }
        }
    }
    found
}

/// A store as the first version left it when its power was cut: rows in the file and in the write-ahead log.
fn first_layout(folder: &Path) {
    let work = tempfile::tempdir().expect("a folder");
    let path = work.path().join("people.db");
    let store = Connection::open(&path).expect("opens");
    store.pragma_update(None, "journal_mode", "WAL").expect("set");
    store.execute_batch(include_str!("../store/people.sql")).expect("the first layout");
    store.pragma_update(None, "user_version", 1).expect("set");
    let hash = crate::password::hash(PASSWORD).expect("a hash");
    let person = Uuid::from_u128(1);
    store
        .execute(
            "INSERT INTO person VALUES (?1,?2,?3,'es',?4,5)",
            params![person, ADDRESS, NAME, hash],
        )
        .expect("a person");
    let row = params![[1_u8; 32], Uuid::from_u128(2), person, i64::MAX / 2, AGENT];
    store.execute("INSERT INTO session VALUES (?1,?2,?3,6,?4,?5)", row).expect("a session");
    store
        .execute("INSERT INTO seen VALUES (?1,'group:1','v1.3.0')", [person])
        .expect("what was seen");
    for file in ["people.db", "people.db-wal"] {
        std::fs::copy(work.path().join(file), folder.join(file)).expect("a copy");
    }
}

#[tokio::test]
async fn a_plain_store_is_sealed_when_it_is_opened_and_nothing_plain_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    first_layout(folder.path());
    assert!(!told(folder.path(), &[ADDRESS]).is_empty(), "it was plain before");

    let path = folder.path().join("people.db");
    let identity = Identity::open_detached(&path, Vault::new(&KEY), Clock::system(), None)
        .expect("it is sealed");
    let none: Vec<String> = Vec::new();
    assert_eq!(told(folder.path(), &[ADDRESS, NAME, AGENT]), none, "while it is open");

    let person = PersonId(Uuid::from_u128(1));
    let address = ADDRESS.to_lowercase();
    let visit = Visit { user_agent: "now", ..VISIT };
    let signed = identity.sign_in(keys(&address, PASSWORD), &visit).await.expect("works");
    let viewer = signed.expect("the password still opens").viewer;
    assert_eq!(
        (viewer.person, viewer.email.as_str(), viewer.lang),
        (person, ADDRESS, Lang::Es),
        "the address as it was typed"
    );
    let agents: Vec<_> = identity.sessions(person).expect("works");
    assert!(agents.iter().any(|session| session.user_agent == AGENT));
    let seen = identity.last_seen(person, "group:1").expect("works");
    assert_eq!(seen.as_deref(), Some("v1.3.0"), "what refers to a person stays");
    drop(identity);
    assert_eq!(told(folder.path(), &[ADDRESS, NAME, AGENT]), none, "after it was closed");
}

#[tokio::test]
async fn an_open_store_never_tells_an_address_not_even_in_its_write_ahead_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.db");
    let identity = Identity::open_detached(&path, Vault::new(&KEY), Clock::system(), None)
        .expect("a new store");
    let person = identity.add_person_without_password(ADDRESS, NAME, Lang::Fr).expect("added");
    assert!(matches!(
        identity.add_person_without_password(&ADDRESS.to_uppercase(), NAME, Lang::Fr),
        Err(IdentityError::AddressTaken)
    ));
    let contact = identity.contact_of(person).expect("works").expect("there");
    assert_eq!((contact.email.as_str(), contact.display_name.as_str()), (ADDRESS, NAME));
    assert!(folder.path().join("people.db-wal").exists());
    assert_eq!(told(folder.path(), &[ADDRESS, NAME]), Vec::<String>::new());
}

#[tokio::test]
async fn who_has_no_password_cannot_sign_in_with_one() {
    let world = world();
    world
        .identity
        .add_person_without_password("a@town.example", "Officer", Lang::Fr)
        .expect("added");
    for tried in ["", PASSWORD] {
        let refused = world.sign_in("a@town.example", tried).await.expect_err("no password");
        assert_eq!(refused.rule, rules::H_WRONG_PASSWORD);
    }
}

#[tokio::test]
async fn a_store_with_another_key_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.db");
    let open =
        |key: u8| Identity::open_detached(&path, Vault::new(&[key; 32]), Clock::system(), None);
    let person = open(1)
        .expect("a new store")
        .add_person_without_password(ADDRESS, NAME, Lang::Fr)
        .expect("added");
    assert!(matches!(open(2), Err(IdentityError::Sealed(_))), "another key is told at once");
    assert!(open(1).expect("its own key").contact_of(person).expect("opens").is_some());
}

#[tokio::test]
async fn people_are_found_by_a_part_of_their_name_or_address_and_whoever_looks_is_noted() {
    let world = world();
    let one = world.person("first@town.example");
    let other = world.person("second@harbour.example");
    let administrator = world.person("admin@rives.example");
    let seat = Seat {
        id: SeatId(Uuid::from_u128(9)),
        of: SeatOf::Platform,
        role: Role::PlatformAdministrator,
    };
    world.identity.give_seat(administrator, seat).expect("works");
    let looker = Looker::Person { person: administrator, seat: Some(seat.id) };
    let find = |search: &str| {
        let found = world.identity.people(looker, search, None, 10).expect("works");
        found.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(find("HARBOUR"), [other]);
    assert_eq!(find("officer").len(), 3);
    let after = world.identity.people(looker, "", Some(one), 1).expect("works");
    assert_eq!(after.iter().map(|one| one.id).collect::<Vec<_>>(), [other], "page by page");

    let noted = world.identity.accesses(other, 10).expect("works");
    assert_eq!(noted.len(), 3, "each time they were shown");
    assert_eq!((noted[0].by, noted[0].purpose), (Some(seat), LookedFor::List));
    assert!(world.identity.accesses(administrator, 10).expect("works").is_empty(), "one's own");
}

#[tokio::test]
async fn a_name_shown_to_a_colleague_is_noted_once_a_day() {
    let world = world();
    let (one, colleague) = (world.person("a@town.example"), world.person("b@town.example"));
    let seat = SeatId(Uuid::from_u128(3));
    let of = SeatOf::Organisation(OrganisationId(Uuid::from_u128(1)));
    world.identity.give_seat(one, Seat { id: seat, of, role: Role::Officer }).expect("works");
    let looker = Looker::Person { person: colleague, seat: None };
    for _ in 0..3 {
        let names = world.identity.names_of_seats(looker, &[seat]).expect("works");
        assert_eq!(names.get(&seat).map(String::as_str), Some("Officer"));
    }
    let noted = world.identity.accesses(one, 10).expect("works");
    assert_eq!(noted.iter().map(|access| access.purpose).collect::<Vec<_>>(), [LookedFor::Name]);
}
