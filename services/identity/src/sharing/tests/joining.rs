//! Coming to the others, going, being away for long, and what is left in the record of who was forgotten.

use replica::Error;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_node_brings_its_people_and_the_next_begins_with_them() {
    let towns = Towns::new();
    let one = {
        let alone = towns.alone(0);
        alone.give_seat(person(&alone, "a@town.example"), platform(9)).expect("given");
        alone.person_by_email("a@town.example").expect("works").expect("there")
    };
    let (here, there) = (towns.open(0), towns.open(1));
    assert_eq!(there.seats_of(one).expect("works"), [platform(9)]);
    same(&[&here, &there]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_come_at_the_same_time_to_nobody_agree_on_one_beginning() {
    let towns = Arc::new(Towns::new());
    let open = |node| {
        let towns = Arc::clone(&towns);
        tokio::spawn(async move { towns.open(node) })
    };
    let (a, b, c) = tokio::join!(open(0), open(1), open(2));
    let nodes = [a, b, c].map(|node| node.expect("joined"));
    for (n, node) in nodes.iter().enumerate() {
        person(node, &format!("{n}@town.example"));
    }
    same(&nodes.iter().collect::<Vec<_>>()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_another_past_or_key_are_refused_with_a_word_on_what_to_do() {
    let towns = Towns::new();
    person(&towns.open(0), "a@town.example");
    person(&towns.alone(1), "b@town.example");
    let Err(refused) = towns.try_open(1, &KEY) else { panic!("two pasts became one") };
    assert!(refused.to_string().contains("people.db"), "{refused}");
    let Err(refused) = towns.try_open(2, &[8; 32]) else { panic!("opened with another key") };
    assert!(refused.to_string().contains("people_key_file"), "{refused}");

    let others = Towns::new();
    person(&others.open(0), "c@town.example");
    let stranger = Identity::open_shared(
        &towns.path(0),
        Vault::new(&KEY),
        &towns.log,
        Clock::system(),
        others.shared(),
    );
    assert!(matches!(
        stranger,
        Err(IdentityError::Shared(Error::OtherPast { .. } | Error::Shorter { .. }))
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_that_lost_what_it_took_is_refused() {
    let towns = Towns::new();
    {
        let here = towns.open(0);
        person(&here, "a@town.example");
        person(&here, "b@town.example");
    }
    towns.record.cut(2);
    let refused = towns.try_open(0, &KEY).err();
    assert!(
        matches!(refused, Some(IdentityError::Shared(Error::Shorter { here: 3, there: 2, .. }))),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founder_that_was_cut_off_finishes_when_it_comes_back() {
    let towns = Towns::new();
    person(&towns.alone(0), "a@town.example");
    towns.record.takes_no_whole(true);
    assert!(towns.try_open(0, &KEY).is_err_and(|error| error.is_away()));
    towns.record.takes_no_whole(false);
    let here = towns.open(0);
    let there = towns.open(1);
    same(&[&here, &there]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_was_away_for_long_becomes_what_the_others_are() {
    let towns = Towns::new();
    let here = towns.open(0);
    let kept = person(&here, "a@town.example");
    let gone = person(&here, "b@town.example");
    {
        let there = towns.open(1);
        same(&[&here, &there]).await;
    }
    here.mark_seen(kept, "group:1", "v1").expect("kept");
    assert!(here.erase(gone).expect("works"));
    assert_eq!(towns.record.everything().len(), 1, "nothing but the whole is left");
    person(&here, "c@town.example");
    let there = towns.open(1);
    same(&[&here, &there]).await;
    assert_eq!(there.contact_of(gone).expect("works"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_in_the_record_of_who_was_forgotten_and_nothing_at_another_node() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let one = person(&here, "a@town.example");
    let token = enter(&here, one);
    let digest = here.store.vault.email_digest("a@town.example");
    let hash = crate::sessions::digest(&token);
    let traces = |record: &Memory| {
        let sharing = here.store.sharing.as_ref().expect("shared");
        let opened = record.everything().into_iter().map(|(at, sealed)| {
            assert!(!holds(&sealed, one.0.as_bytes()), "all of it is sealed");
            plain(sharing, &here.store, at, &sealed).expect("ours")
        });
        opened.filter(|plain| holds(plain, &digest) || holds(plain, &hash)).count()
    };
    assert!(traces(&towns.record) > 0, "they were there before");
    same(&[&here, &there]).await;
    assert!(here.erase(one).expect("works"));
    assert_eq!(traces(&towns.record), 0);
    same(&[&here, &there]).await;
    for node in 0..2 {
        let path = towns.path(node);
        until("a file without them", || {
            ["", "-wal"].iter().all(|end| {
                let file = std::fs::read(format!("{}{end}", path.display())).unwrap_or_default();
                !holds(&file, &digest) && !holds(&file, &hash)
            })
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_could_not_be_finished_is_finished_by_any_node() {
    let towns = Towns::new();
    let (here, there) = (towns.open(0), towns.open(1));
    let one = person(&here, "a@town.example");
    // As erasing does, cut off before the record is made to forget.
    let now = 1_780_000_000_000_i64;
    here.store
        .write(|tx| {
            tx.execute("INSERT INTO erased VALUES (?1, ?2)", rusqlite::params![one.0, now])?;
            Ok(tx.execute("DELETE FROM person WHERE id = ?1", [one.0])?)
        })
        .expect("erased");
    same(&[&here, &there]).await;
    drop(here);
    assert!(towns.record.everything().len() > 1);
    assert!(there.store.compact_if_due(u64::MAX / 2).expect("works"), "it is due");
    assert_eq!(towns.record.everything().len(), 1);
    assert!(!there.store.compact_if_due(u64::MAX / 2).expect("works"), "it is done");
}

#[tokio::test(flavor = "multi_thread")]
async fn shared_people_are_not_written_to_alone_unless_the_node_leaves_for_good() {
    let towns = Towns::new();
    let one = person(&towns.open(0), "a@town.example");
    let detached =
        |shared| Identity::open_detached(&towns.path(0), Vault::new(&KEY), Clock::system(), shared);
    assert!(matches!(detached(None), Err(IdentityError::Shared(Error::NotAlone { .. }))));
    assert!(
        detached(Some(towns.shared()))
            .expect("with the others")
            .contact_of(one)
            .expect("works")
            .is_some()
    );
    let alone = towns.alone(0);
    person(&alone, "b@town.example");
    drop(alone);
    assert!(detached(None).is_ok(), "its own from then on");
    assert!(matches!(towns.try_open(0, &KEY), Err(IdentityError::Shared(Error::OtherPast { .. }))));
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
