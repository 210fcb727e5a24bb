//! The record on real servers: one order for all who write, nothing twice, and nothing left of what was let go of.

use std::time::Duration;

use cluster::{Changes, Cluster, End, Next, Outcome};
use eventlog_jetstream::servers::{Servers, program};
use futures_util::StreamExt as _;

async fn open(servers: &Servers) -> Changes {
    let options = servers.options("main");
    let cluster = Cluster::join(&options).await.expect("joined");
    Changes::open(&cluster, &options, "people").await.expect("opened")
}

fn taken(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Taken)
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_stand_in_one_order_and_who_comes_second_is_told() {
    let Some(program) = program() else { return };
    let servers = Servers::start(&program, 1, "always").await;
    let (here, there) = (open(&servers).await, open(&servers).await);
    assert_eq!(here.end().await.expect("answered"), End { first: 1, last: 0 });
    let mut bell = there.bell().await.expect("heard");
    assert!(taken(&here.publish(0, b"one").await));
    let rung = tokio::time::timeout(Duration::from_secs(30), bell.next()).await;
    assert!(rung.expect("rung").is_some());
    assert!(matches!(there.publish(0, b"two").await, Outcome::Moved));
    assert!(matches!(there.publish(5, b"two").await, Outcome::Moved));
    assert!(taken(&here.publish(0, b"one").await), "an answer that was lost is found again");
    assert!(taken(&there.publish(1, b"two").await));
    let all = [b"one".to_vec(), b"two".to_vec()];
    assert_eq!(here.read(0).await.expect("read"), Next::Changes(all.to_vec()));
    assert_eq!(here.read(1).await.expect("read"), Next::Changes(vec![all[1].clone()]));
    assert_eq!(here.read(2).await.expect("read"), Next::Changes(Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_writers_at_once_one_wins_each_place_also_when_the_leader_is_killed() {
    const PLACES: u64 = 30;
    let Some(program) = program() else { return };
    let mut servers = Servers::start(&program, 3, "always").await;
    let options = servers.options("main");
    let cluster = Cluster::join(&options).await.expect("joined");
    let record = Changes::open(&cluster, &options, "people").await.expect("opened");
    for place in 0..PLACES {
        if place == PLACES / 2 {
            servers.kill(0);
        }
        // Unknown is an answer too while a leader is chosen: then the record itself tells.
        while record.end().await.map_or(0, |end| end.last) <= place {
            let tries = (0..8).map(|writer| {
                let record = record.clone();
                tokio::spawn(async move { record.publish(place, &[writer]).await })
            });
            let mut winners = 0;
            for one in tries.collect::<Vec<_>>() {
                winners += usize::from(taken(&one.await.expect("an answer")));
            }
            assert!(winners <= 1, "{winners} at {place}");
        }
    }
    let Next::Changes(all) = record.read(0).await.expect("read") else { panic!("all are there") };
    assert_eq!(all.len() as u64, PLACES);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_whole_lets_go_of_what_was_before_also_when_two_keep_at_once() {
    let Some(program) = program() else { return };
    let servers = Servers::start(&program, 1, "always").await;
    let (here, there) = (open(&servers).await, open(&servers).await);
    assert_eq!(
        (here.kept_at().await.expect("asked"), here.kept().await.expect("asked")),
        (0, None)
    );
    for at in 0..6 {
        assert!(taken(&here.publish(at, &[1; 100]).await));
    }
    let large = vec![7_u8; 1 << 20];
    here.keep(4, &large).await.expect("kept");
    assert_eq!(there.kept().await.expect("read"), Some((4, large)));
    assert_eq!(there.read(2).await.expect("read"), Next::Gone);
    let left = Next::Changes(vec![vec![1; 100]; 2]);
    assert_eq!(there.read(4).await.expect("read"), left);
    there.keep(6, b"later").await.expect("kept");
    here.keep(5, b"too late").await.expect("kept, and let go of");
    assert_eq!(here.kept().await.expect("read"), Some((6, b"later".to_vec())));
    assert_eq!(here.end().await.expect("asked"), End { first: 7, last: 6 });
    assert!(taken(&there.publish(6, b"next").await), "the numbers go on");

    // Nothing is left of the others, not even that they were.
    let client = async_nats::connect(servers.urls()).await.expect("connected");
    let context = async_nats::jetstream::new(client);
    let objects = context.get_stream("OBJ_rives_people-main").await.expect("found");
    assert_eq!(objects.cached_info().state.messages, 2, "one piece and what is said of it");
}

/// A store that was only just made, or one whose leader is gone, answers after a while.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_is_kept_also_while_its_store_has_no_leader() {
    let Some(program) = program() else { return };
    let mut servers = Servers::start(&program, 3, "always").await;
    let record = open(&servers).await;
    let client = async_nats::connect(servers.urls()).await.expect("connected");
    let context = async_nats::jetstream::new(client);
    let objects = context.get_stream("OBJ_rives_people-main").await.expect("found");
    let leads = objects.cached_info().cluster.as_ref().and_then(|told| told.leader.clone());
    let number = leads.expect("a leader").trim_start_matches('n').parse::<usize>();
    servers.kill(number.expect("the number of a server") - 1);
    record.keep(0, b"all").await.expect("kept");
    assert_eq!(record.kept().await.expect("read"), Some((0, b"all".to_vec())));
}
