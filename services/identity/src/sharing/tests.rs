//! Several stores that are one: what is done at each is at all, in one order, whatever the record between them does.

mod joining;
mod rows;
mod young;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use commands::Clock;
use domain::context::SeatOf;
use domain::{Event, Lang, OrganisationId, PersonId, Role, SeatId, organisation};
use eventlog::{EventLog, MemoryLog, Position};
use rusqlite::types::Value;
use tempfile::TempDir;
use uuid::Uuid;

use replica::Shared;
use replica::memory::{Memory, Trouble, layout, plain, sequence};

use crate::tests::append;
use crate::{Identity, IdentityError, Letter, Seat, Vault, Visit};

const KEY: [u8; 32] = [7; 32];
const VISIT: Visit<'_> =
    Visit { user_agent: "test", address: IpAddr::V4(Ipv4Addr::LOCALHOST), session: None };
const TOWN: OrganisationId = OrganisationId(Uuid::from_u128(1));

/// Nodes on one record, each with a folder of its own, and the log that all of them follow.
struct Towns {
    record: Arc<Memory>,
    log: Arc<dyn EventLog>,
    folder: TempDir,
}

impl Towns {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { record: Arc::default(), log: Arc::new(MemoryLog::default()), folder }
    }

    fn path(&self, node: usize) -> PathBuf {
        self.folder.path().join(node.to_string()).join("people.db")
    }

    fn shared(&self) -> Arc<dyn Shared> {
        Arc::clone(&self.record) as Arc<dyn Shared>
    }

    fn try_open(&self, node: usize, key: &[u8; 32]) -> Result<Arc<Identity>, IdentityError> {
        let (vault, clock) = (Vault::new(key), Clock::system());
        Identity::open_shared(&self.path(node), vault, &self.log, clock, self.shared())
    }

    fn open(&self, node: usize) -> Arc<Identity> {
        self.try_open(node, &KEY).expect("joins the others")
    }

    /// A store of the node's own, before it comes to the others.
    fn alone(&self, node: usize) -> Arc<Identity> {
        let opened = Identity::open(&self.path(node), Vault::new(&KEY), &self.log, Clock::system());
        opened.expect("a store of its own")
    }
}

/// Waits until `done`, for half a minute at most.
async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !done() {
        assert!(Instant::now() < end, "{what} did not come");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Every row of every table, with how far the store has come.
fn dump(identity: &Identity) -> Vec<String> {
    let store = identity.store.lock();
    let mut rows = vec![format!("at {}", sequence(&store).expect("a number"))];
    for table in layout(&store).expect("a layout") {
        let sql = format!("SELECT * FROM {} ORDER BY {}", table.name, table.key.join(", "));
        let mut statement = store.prepare(&sql).expect("a table");
        let columns = statement.column_count();
        let told = statement.query_map([], |row| {
            let cells = (0..columns).map(|n| row.get::<_, Value>(n));
            Ok(format!("{} {:?}", table.name, cells.collect::<Result<Vec<_>, _>>()?))
        });
        rows.extend(told.expect("rows").map(|row| row.expect("a row")));
    }
    rows
}

/// Waits until all stores are one, and shows where they are not.
async fn same(nodes: &[&Arc<Identity>]) {
    let first = || dump(nodes[0]);
    until("the same people everywhere", || nodes.iter().all(|node| dump(node) == first())).await;
}

fn person(identity: &Identity, email: &str) -> PersonId {
    let added = identity.add_person_without_password(email, "Officer", Lang::En);
    added.expect("a new person")
}

fn enter(identity: &Identity, person: PersonId) -> String {
    identity.enter(person, &VISIT).expect("signs in").token
}

fn platform(n: u128) -> Seat {
    Seat { id: SeatId(Uuid::from_u128(n)), of: SeatOf::Platform, role: Role::PlatformAdministrator }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_one_node_is_one_of_the_other_and_ends_at_both() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let person = person(&here, "a@town.example");
    let token = enter(&here, person);
    let seen = there.viewer_of(&token).expect("works").expect("at once, however young it is");
    assert_eq!((seen.person, seen.email.as_str()), (person, "a@town.example"));
    let mut rights = there.rights();
    rights.mark_unchanged();
    here.sign_out(&token).expect("works");
    until("the end of the session", || there.viewer_of(&token).expect("works").is_none()).await;
    assert!(rights.has_changed().expect("the store lives"), "open connections ask again");
    same(&[&here, &there]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_one_node_writes_rings_at_the_other_and_is_carried_by_one() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    person(&here, "a@town.example");
    let mut bell = there.outbox();
    bell.mark_unchanged();
    let letter =
        |_, _: &str| Letter { subject: "Link".to_owned(), text: "#secret".to_owned(), leave: None };
    here.request_link("a@town.example", &VISIT, letter).expect("works").expect("may ask");
    tokio::time::timeout(Duration::from_secs(30), bell.changed())
        .await
        .expect("rings")
        .expect("lives");
    same(&[&here, &there]).await;
    let mails = [&here, &there].map(|node| node.due_mails(9).expect("works").remove(0));
    assert_eq!(mails[0].id, mails[1].id);
    assert!(there.take_mail(&mails[1]).expect("works"));
    assert!(!here.take_mail(&mails[0]).expect("works"), "the other carries it");
    assert_eq!(here.due_mails(9).expect("works"), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_at_several_nodes_leave_every_store_the_same_and_lose_nothing() {
    const WRITERS: usize = 9;
    const WRITES: usize = 20;
    let towns = Towns::new();
    let nodes = [towns.open(0), towns.open(1), towns.open(2)];
    let one = person(&nodes[0], "a@town.example");
    same(&nodes.iter().collect::<Vec<_>>()).await;
    let writers = (0..WRITERS).map(|writer| {
        let node = Arc::clone(&nodes[writer % nodes.len()]);
        tokio::task::spawn_blocking(move || {
            let mut tokens = Vec::new();
            for write in 0..WRITES {
                let token = enter(&node, one);
                node.mark_seen(one, &format!("group:{write}"), &format!("v1.{writer}"))
                    .expect("kept");
                if write % 2 == 0 {
                    node.sign_out(&token).expect("ended");
                } else {
                    tokens.push(token);
                }
                person(&node, &format!("{writer}.{write}@town.example"));
            }
            tokens
        })
    });
    let mut tokens = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        tokens.extend(writer.await.expect("every write is kept"));
    }
    same(&nodes.iter().collect::<Vec<_>>()).await;
    assert_eq!(nodes[1].sessions(one).expect("works").len(), WRITERS * WRITES / 2);
    assert!(tokens.iter().all(|token| nodes[2].viewer_of(token).expect("works").is_some()));
    let people = nodes[2].people(crate::Looker::Operator, "", None, 1_000).expect("works");
    assert_eq!(people.len(), WRITERS * WRITES + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_two_nodes_give_at_the_same_time_is_one_persons() {
    let towns = Towns::new();
    let nodes = [towns.open(0), towns.open(1)];
    for round in 0..20 {
        let email = format!("{round}@town.example");
        let tries = nodes.iter().map(|node| {
            let (node, email) = (Arc::clone(node), email.clone());
            tokio::task::spawn_blocking(move || {
                node.add_person_without_password(&email, "Officer", Lang::En).is_ok()
            })
        });
        let mut added = 0;
        for one in tries.collect::<Vec<_>>() {
            added += usize::from(one.await.expect("an answer"));
        }
        assert_eq!(added, 1, "{email}");
    }
    same(&[&nodes[0], &nodes[1]]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_of_unknown_outcome_says_so_and_every_store_finds_out_alike() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    for (trouble, stands) in [(Trouble::AnswerLost, true), (Trouble::ChangeLost, false)] {
        same(&[&here, &there]).await;
        towns.record.trouble(trouble);
        let email = format!("{stands}@town.example");
        let told = here.add_person_without_password(&email, "Officer", Lang::En);
        assert!(told.is_err_and(|error| error.is_away()), "{trouble:?}");
        let found = |node: &Identity| node.person_by_email(&email).expect("works").is_some();
        until("what became of it", || found(&here) == stands && found(&there) == stands).await;
        // Whoever tries again at once hears that nobody was there a moment ago.
        until("the next write", || {
            here.mark_seen(PersonId(Uuid::nil()), "x", "y").is_err_and(|e| !e.is_away())
        })
        .await;
    }
    same(&[&here, &there]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_cut_off_still_reads_and_is_told_at_once_that_nothing_can_be_kept() {
    let towns = Towns::new();
    let here = towns.open(0);
    let one = person(&here, "a@town.example");
    let token = enter(&here, one);
    towns.record.away(true);
    let told = here.mark_seen(one, "group:1", "v1");
    assert!(told.is_err_and(|error| error.is_away()));
    assert!(here.viewer_of(&token).expect("reading goes on").is_some());
    assert_eq!(here.sessions(one).expect("reading goes on").len(), 1);
    assert!(here.viewer_of("unknown").expect("reading goes on").is_none());
    towns.record.away(false);
    until("the cluster again", || here.mark_seen(one, "group:1", "v1").is_ok()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_that_the_log_gives_is_followed_once_for_all() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let one = person(&here, "a@town.example");
    same(&[&here, &there]).await;
    let before = dump(&here).remove(0);
    let seat = SeatId(Uuid::from_u128(3));
    let claimed = organisation::Event::Claimed { person: one, seat, reason: None };
    let at = append(
        &*towns.log,
        format!("organisation/{TOWN}"),
        Event::Organisation(claimed),
        Position(0),
    )
    .await;
    for node in [&here, &there] {
        let mut followed = node.followed();
        let reached = followed.wait_for(|known| *known >= at);
        tokio::time::timeout(Duration::from_secs(30), reached)
            .await
            .expect("followed")
            .expect("lives");
        assert_eq!(node.seats_of(one).expect("works").len(), 1);
    }
    same(&[&here, &there]).await;
    let after = dump(&here).remove(0);
    let number = |text: &str| text.trim_start_matches("at ").parse::<u64>().expect("a number");
    assert_eq!(number(&after), number(&before) + 1, "one change for both nodes");
}

#[tokio::test(flavor = "multi_thread")]
async fn uses_are_written_down_together_and_change_nobodys_rights() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let tokens: Vec<_> =
        (0..3).map(|n| enter(&here, person(&here, &format!("{n}@town.example")))).collect();
    here.store
        .write(|tx| Ok(tx.execute("UPDATE session SET used_ms = used_ms - 600000", [])?))
        .expect("long ago");
    here.changed();
    same(&[&here, &there]).await;
    let before = dump(&here).remove(0);
    let mut rights = there.rights();
    for token in &tokens {
        assert!(here.viewer_of(token).expect("works").is_some());
    }
    assert_eq!(dump(&here).remove(0), before, "nobody waits for that");
    rights.mark_unchanged();
    here.write_touches().expect("written");
    here.write_touches().expect("nothing more to write");
    same(&[&here, &there]).await;
    assert_ne!(dump(&there).remove(0), before);
    assert!(!rights.has_changed().expect("the store lives"));
}
