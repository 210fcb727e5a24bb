//! What becomes of the log when servers of the cluster die, hang, are cut off or leave only a minority, while nodes write.

mod history;
mod load;
mod partition;
mod wires;

use std::sync::Arc;
use std::time::Duration;

use eventlog::contract::{commit, stream};
use eventlog::transfer::Adopter;
use eventlog::{EventLog, LogError, MemoryLog, Position, verify};
use eventlog_jetstream::servers::{Servers, program};
use eventlog_jetstream::{JetStreamLog, Options};

use crate::load::Load;

/// How long anything may take before the test fails instead of hanging.
const BOUND: Duration = Duration::from_mins(2);
/// Acknowledged commits between one act of a test and the next.
const SOME: usize = 150;
/// Commits of a log that moves.
const MOVED: u32 = 3_000;

async fn cluster() -> Option<Servers> {
    Some(Servers::start(&program()?, 3, "always").await)
}

/// Asks until the log has a leader.
async fn leader(servers: &Servers) -> usize {
    let asked = async {
        loop {
            if let Some(leader) = servers.leader_of("main").await {
                return leader;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(BOUND, asked).await.expect("a leader in time")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leader_that_is_killed_takes_nothing_along_that_was_acknowledged() {
    let Some(mut servers) = cluster().await else { return };
    let load = Load::start(&servers).await;
    for _ in 0..2 {
        load.more(SOME).await;
        let lost = leader(&servers).await;
        servers.kill(lost);
        load.more(SOME).await;
        servers.run(lost);
        servers.ready().await.expect("it is back");
    }
    load.more(SOME).await;
    load.finish("leader-killed", &servers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_moves_into_the_cluster_goes_on_when_the_leader_is_killed() {
    let Some(mut servers) = cluster().await else { return };
    let source = MemoryLog::new();
    for n in 0..MOVED {
        let sent = commit(&stream(&format!("a/{}", n % 7)), n.into());
        let expected = Position(u64::from((n + 1).saturating_sub(7)));
        source.append(sent, expected).await.expect("placed");
    }
    let there = verify(&source, |_| ()).await.expect("whole");
    let options = Options { alone: true, ..servers.options("main") };
    let copy = Arc::new(MemoryLog::new());
    let log = Arc::new(JetStreamLog::open(&options, copy, |_, _| ()).await.expect("opens"));
    let moving = tokio::spawn({
        let log = Arc::clone(&log);
        async move {
            let mut adopter = Adopter::new(&*log, |_| ()).await.expect("empty");
            for page in (0..MOVED).step_by(200) {
                let commits = source.read(Position(page.into()), 200).await.expect("readable");
                adopter.adopt(&commits).await.expect("they follow");
            }
            adopter.reached()
        }
    });
    let mut head = log.head();
    for part in [1, 2] {
        let some = head.wait_for(|head| head.0 > u64::from(MOVED) * part / 3);
        tokio::time::timeout(BOUND, some).await.expect("in time").expect("it runs");
        let lost = leader(&servers).await;
        servers.kill(lost);
        servers.run(lost);
        servers.ready().await.expect("it is back");
    }
    let moved = tokio::time::timeout(BOUND, moving).await.expect("in time").expect("it moved");
    assert_eq!((moved, verify(&*log, |_| ()).await.expect("whole")), (there, there));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leader_that_hangs_and_wakes_up_again_changes_nothing_that_was_acknowledged() {
    let Some(servers) = cluster().await else { return };
    let load = Load::start(&servers).await;
    for _ in 0..2 {
        load.more(SOME).await;
        let hanging = leader(&servers).await;
        servers.pause(hanging);
        // The others have chosen a new leader when writing goes on.
        load.more(SOME).await;
        servers.resume(hanging);
        load.more(SOME).await;
    }
    load.finish("leader-paused", &servers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_majority_writing_is_refused_in_clear_words_while_reading_goes_on() {
    let Some(mut servers) = cluster().await else { return };
    let load = Load::start(&servers).await;
    load.more(SOME).await;
    servers.kill(0);
    servers.kill(1);
    let node = load.node(0);
    let alone = stream("alone/1");
    let refused = tokio::time::timeout(BOUND, node.append(commit(&alone, 1 << 100), Position(0)));
    let refused = refused.await.expect("it is refused in time").expect_err("no majority");
    assert!(matches!(refused, LogError::Medium { .. }), "{refused:?}");
    assert!(refused.to_string().contains("can be sent again"), "{refused}");
    let read = node.read(Position(0), SOME).await.expect("reading goes on");
    assert_eq!(read.len(), SOME);

    servers.run(0);
    servers.run(1);
    load.more(SOME).await;
    // The same command again: written once, whether or not the first try came through.
    let again = async {
        loop {
            match node.append(commit(&alone, 1 << 100), Position(0)).await {
                Ok(appended) => return appended,
                Err(LogError::Medium { .. }) => {}
                Err(other) => panic!("neither written nor unknown: {other}"),
            }
        }
    };
    let written = tokio::time::timeout(BOUND, again).await.expect("writing goes on");
    let own = node.read_stream(&alone, Position(0), 9).await.expect("readable");
    assert_eq!(own.iter().map(|r| r.position).collect::<Vec<_>>(), [written.position]);
    load.finish("majority-lost", &servers).await;
}
