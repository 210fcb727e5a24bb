//! What the log on NATS promises beyond the contract: restarts, several nodes, dangers that are refused, damage that is
//! named.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use eventlog::contract::{commit, stream};
use eventlog::transfer::Adopter;
use eventlog::{CommandId, EventLog, LogError, MemoryLog, Position, verify};
use eventlog_jetstream::servers::{Servers, program};
use eventlog_jetstream::{Danger, JetStreamLog, Options};
use eventlog_sled::SledLog;
use uuid::Uuid;

/// Servers that sync always, where there is a program for them.
async fn servers(count: usize) -> Option<Servers> {
    servers_that_sync(count, "always").await
}

async fn servers_that_sync(count: usize, sync: &str) -> Option<Servers> {
    Some(Servers::start(&program()?, count, sync).await)
}

fn memory() -> Arc<dyn EventLog> {
    Arc::new(MemoryLog::new())
}

fn on_disk(folder: &Path) -> Arc<dyn EventLog> {
    Arc::new(
        SledLog::open(folder, &eventlog_sled::Options { copy: true, ..Default::default() })
            .expect("the copy opens"),
    )
}

async fn open(options: &Options, copy: Arc<dyn EventLog>) -> Result<JetStreamLog, LogError> {
    JetStreamLog::open(options, copy, |_, _| ()).await
}

/// Appends to ten streams, going on where the log stands.
async fn fill(log: &JetStreamLog, count: u64) {
    let head = log.head().borrow().0;
    for n in head..head + count {
        let before = Position((n + 1).saturating_sub(10));
        let sent = commit(&stream(&format!("a/{}", n % 10)), u128::from(n));
        log.append(sent, before).await.expect("in order");
    }
}

/// What it said, with its causes.
fn words(error: &LogError) -> String {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    format!("{error}: {}", cause.unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_comes_back_goes_on_where_it_was_and_remembers_every_command() {
    let Some(servers) = servers(1).await else { return };
    let (options, folder) = (servers.options("main"), tempfile::tempdir().expect("a folder"));
    for round in 1..=3 {
        let log = open(&options, on_disk(folder.path())).await.expect("opens");
        fill(&log, 60).await;
        assert_eq!(verify(&log, |_| ()).await.expect("whole").commits, 60 * round);
        let again = log.append(commit(&stream("a/3"), 3), Position(0)).await.expect("a repeat");
        assert_eq!((again.position, again.repeated), (Position(4), true));
        log.close().await.expect("closes");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_nodes_write_one_log_and_have_the_same_chain() {
    let Some(servers) = servers(3).await else { return };
    let options = servers.options("main");
    let mut nodes = Vec::new();
    for _ in 0..3 {
        nodes.push(Arc::new(open(&options, memory()).await.expect("opens")));
    }
    // All race for the same streams; who loses loads again, as the services do.
    let mut writers = tokio::task::JoinSet::new();
    for (number, node) in nodes.iter().enumerate() {
        for writer in 0..4 {
            let node = Arc::clone(node);
            let first = u128::try_from(1_000 * (10 * number + writer)).expect("small");
            writers.spawn(async move {
                for n in 0..15 {
                    race(&node, &format!("race/{}", n % 3), first + n).await;
                }
            });
        }
    }
    writers.join_all().await;
    let mut chains = Vec::new();
    for node in &nodes {
        node.head().wait_for(|head| *head >= Position(180)).await.expect("the log is open");
        chains.push(verify(&**node, |_| ()).await.expect("whole"));
    }
    assert_eq!(chains[0].commits, 180);
    assert!(chains.iter().all(|chain| *chain == chains[0]));
}

async fn race(node: &JetStreamLog, name: &str, command: u128) {
    let name = stream(name);
    let mut expected = Position(0);
    loop {
        match node.append(commit(&name, command), expected).await {
            Ok(_) => return,
            Err(LogError::Conflict { actual, .. }) => expected = actual,
            Err(other) => panic!("neither won nor lost: {}", words(&other)),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_another_node_carried_out_is_a_repeat_here() {
    let Some(servers) = servers(1).await else { return };
    let options = servers.options("main");
    let one = open(&options, memory()).await.expect("opens");
    let other = open(&options, memory()).await.expect("opens");
    fill(&one, 5).await;
    // At once and with another expectation: the other node may not have heard of it yet.
    let again = other.append(commit(&stream("a/4"), 4), Position(2)).await.expect("a repeat");
    assert_eq!((again.position, again.repeated), (Position(5), true));
    let found = other.find(CommandId(Uuid::from_u128(4))).await.expect("readable");
    assert_eq!(found.map(|recorded| recorded.position), Some(Position(5)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_moves_into_the_cluster_and_out_again_with_the_same_chain() {
    let Some(servers) = servers(3).await else { return };
    let source = MemoryLog::new();
    for n in 0..600_u32 {
        let place = n % 7;
        let name = stream(&format!("a/{place}"));
        let sent = commit(&name, u128::from(n));
        source.append(sent, Position(u64::from((n + 1).saturating_sub(7)))).await.expect("placed");
    }
    let there = verify(&source, |_| ()).await.expect("whole");
    let options = Options { alone: true, ..servers.options("moved") };
    let log = open(&options, memory()).await.expect("opens");
    let mut adopter = Adopter::new(&log, |_| ()).await.expect("empty");
    for page in [0, 200, 400] {
        let commits = source.read(Position(page), 200).await.expect("readable");
        adopter.adopt(&commits).await.expect("they follow");
    }
    assert_eq!(adopter.reached(), there);
    assert_eq!(verify(&log, |_| ()).await.expect("whole"), there);
    let node = open(&servers.options("moved"), memory()).await.expect("opens");
    // The server that it asks may be a moment behind the others.
    let mut head = node.head();
    let complete = head.wait_for(|head| head.0 >= there.commits);
    tokio::time::timeout(Duration::from_secs(30), complete).await.expect("in time").expect("runs");
    assert_eq!(verify(&node, |_| ()).await.expect("whole"), there);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_alone_places_nothing_when_somebody_else_writes() {
    let Some(servers) = servers(1).await else { return };
    let alone = open(&Options { alone: true, ..servers.options("main") }, memory()).await;
    let alone = alone.expect("opens");
    fill(&alone, 3).await;
    let other = open(&servers.options("main"), memory()).await.expect("opens");
    fill(&other, 1).await;
    let refused = alone.append(commit(&stream("b/1"), 77), Position(0)).await;
    assert!(matches!(refused, Err(LogError::Medium { .. })), "{refused:?}");
    assert!(other.find(CommandId(Uuid::from_u128(77))).await.expect("readable").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_that_may_lose_what_it_acknowledged_is_refused_unless_told_otherwise() {
    let Some(servers) = servers_that_sync(1, "\"2m\"").await else { return };
    let mut options = servers.options("main");
    options.accept.clear();
    for (danger, says) in
        [(Danger::FewReplicas, "1 replica"), (Danger::LazySync, "sync_interval: always")]
    {
        let refused = open(&options, memory()).await.expect_err("a danger");
        assert!(words(&refused).contains(says), "{}", words(&refused));
        assert!(words(&refused).contains(&danger.to_string()), "it says how to accept it");
        options.accept.push(danger);
    }
    open(&options, memory()).await.expect("accepted in so many words");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_say_how_it_syncs_is_refused() {
    let Some(servers) = servers(1).await else { return };
    let options = Options { monitors: Vec::new(), ..servers.options("main") };
    let refused = open(&options, memory()).await.expect_err("nobody knows");
    assert!(words(&refused).contains("`monitor`"), "{}", words(&refused));
    let deaf = Options { monitors: vec!["http://127.0.0.1:1".into()], ..servers.options("main") };
    let refused = open(&deaf, memory()).await.expect_err("nobody answers");
    assert!(words(&refused).contains("not known"), "{}", words(&refused));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_starts_while_one_of_three_servers_is_down_and_not_while_two_are() {
    let Some(mut servers) = servers(3).await else { return };
    let log = open(&servers.options("main"), memory()).await.expect("opens");
    fill(&log, 3).await;
    servers.kill(2);
    let patient = async {
        loop {
            // Until the two have a leader again.
            match open(&servers.options("main"), memory()).await {
                Ok(log) => return log,
                Err(LogError::Medium { .. }) => tokio::task::yield_now().await,
                Err(other) => panic!("refused: {}", words(&other)),
            }
        }
    };
    let other = tokio::time::timeout(Duration::from_mins(1), patient).await.expect("in time");
    assert_eq!(*other.head().borrow(), Position(3));
    servers.kill(1);
    let refused = open(&servers.options("main"), memory()).await.expect_err("no majority");
    assert!(matches!(refused, LogError::Medium { .. }), "{}", words(&refused));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_that_is_not_there_and_a_log_that_is_not_there_are_told() {
    let Some(servers) = servers(1).await else { return };
    let nobody = Options::new(vec!["nats://127.0.0.1:1".into()], "main");
    let refused = open(&nobody, memory()).await.expect_err("nobody is there");
    assert!(words(&refused).contains("connect to the cluster"), "{}", words(&refused));
    let missing = Options { create: false, ..servers.options("none") };
    let refused = open(&missing, memory()).await.expect_err("no such log");
    assert!(words(&refused).contains("no log of this name"), "{}", words(&refused));
    let refused = open(&servers.options("a.b"), memory()).await.expect_err("no name");
    assert!(matches!(refused, LogError::Invalid(_)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_another_log_or_one_that_is_ahead_is_refused() {
    let Some(servers) = servers(1).await else { return };
    let copy = memory();
    copy.append(commit(&stream("b/1"), 900), Position(0)).await.expect("written alone");
    let ahead = open(&servers.options("main"), Arc::clone(&copy)).await.expect_err("ahead");
    assert!(matches!(ahead, LogError::Damaged { at: Position(1), .. }), "{ahead}");
    let log = open(&servers.options("main"), memory()).await.expect("opens");
    fill(&log, 3).await;
    let other = open(&servers.options("main"), copy).await.expect_err("another log");
    assert!(matches!(other, LogError::Damaged { at: Position(1), .. }), "{other}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_node_has_published_stops_the_log_with_its_position() {
    let Some(servers) = servers(1).await else { return };
    let log = open(&servers.options("main"), memory()).await.expect("opens");
    fill(&log, 3).await;
    let client = async_nats::connect(servers.urls()).await.expect("connects");
    // With the stream's own answer: else it could come to stand behind the append that follows.
    let context = async_nats::jetstream::new(client);
    let foreign = context.publish("rives.main.a.1", "hello".into());
    foreign.await.expect("sent").await.expect("kept");
    let stopped = tokio::time::timeout(Duration::from_secs(30), async {
        loop {
            match log.append(commit(&stream("a/9"), 99), Position(0)).await {
                Err(LogError::Stopped(why)) => return why,
                _ => tokio::task::yield_now().await,
            }
        }
    });
    let why = stopped.await.expect("in time");
    assert!(why.contains("position Position(4)"), "{why}");
    assert_eq!(log.read(Position(0), 10).await.expect("reads go on").len(), 3);
}
