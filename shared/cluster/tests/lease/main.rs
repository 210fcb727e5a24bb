//! Leases on real servers: one node at a time works, whoever is killed, stopped or cut off.

mod holder;

use std::time::Duration;

use cluster::{Cluster, Terms};
use eventlog_jetstream::Options;
use eventlog_jetstream::servers::{Servers, program};
use eventlog_jetstream::wire::Wire;
use rustix::process::Signal;

use crate::holder::{Journal, Process, work};

const TERMS: Terms = Terms {
    expiry: Duration::from_secs(4),
    margin: Duration::from_secs(2),
    renewal: Duration::from_millis(500),
};
/// Lines of work between one act of a test and the next.
const SOME: usize = 20;

async fn server() -> Option<Servers> {
    Some(Servers::start(&program()?, 1, "always").await)
}

fn behind(wire: &Wire, options: &Options) -> Options {
    Options { servers: vec![wire.url()], ..options.clone() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gives_a_lease_back_need_not_be_waited_for() {
    let Some(servers) = server().await else { return };
    let cluster = Cluster::join(&servers.options("main")).await.expect("a cluster");
    // Nobody could wait for the end of these.
    let terms = Terms { expiry: Duration::from_hours(1), ..TERMS };
    let first = cluster.leases("first", terms).await.expect("a bucket").seek("work", |_| ());
    first.won().await;
    let second = cluster.leases("second", terms).await.expect("a bucket").seek("work", |_| ());
    let other = cluster.leases("second", terms).await.expect("a bucket").seek("other", |_| ());
    other.won().await;
    assert!(first.holds() && !second.holds(), "of one name there is one, of another another");
    first.give_back().await;
    tokio::time::timeout(holder::BOUND, second.won()).await.expect("it is free");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_under_a_lease_ends_with_it_and_otherwise_by_itself() {
    let Some(servers) = server().await else { return };
    let cluster = Cluster::join(&servers.options("main")).await.expect("a cluster");
    let lease = cluster.leases("one", TERMS).await.expect("a bucket").seek("work", |_| ());
    assert_eq!(lease.within(async { 1 }).await, None, "it was not won yet");
    lease.won().await;
    assert_eq!(lease.within(async { 1 }).await, Some(1));
    drop(servers);
    let lost = tokio::time::timeout(holder::BOUND, lease.within(std::future::pending::<()>()));
    assert_eq!(lost.await.expect("it cannot be renewed"), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_holder_that_is_killed_is_followed_by_another_and_two_never_work_at_once() {
    let Some(servers) = server().await else { return };
    let journal = Journal::new();
    let options = servers.options("main");
    let mut nodes: Vec<_> =
        ["a", "b", "c"].map(|name| Process::start(name, &options, &journal)).into();
    for _ in 0..2 {
        let holder = journal.more(SOME).await;
        nodes.retain(|node| node.name != holder);
        journal.next_than(&holder).await;
    }
    journal.more(SOME).await;
    journal.check();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_was_stopped_past_the_end_looks_before_it_works() {
    let Some(servers) = server().await else { return };
    let journal = Journal::new();
    let options = servers.options("main");
    let mut nodes: Vec<_> = ["a", "b"].map(|name| Process::start(name, &options, &journal)).into();
    let stopped = journal.more(SOME).await;
    let at = nodes.iter().position(|node| node.name == stopped).expect("one of the two");
    nodes[at].signal(Signal::STOP);
    let other = journal.next_than(&stopped).await;
    nodes[at].signal(Signal::CONT);
    // Woken up it has all the time it needs to do what it should not.
    journal.more(10 * SOME).await;
    journal.check();
    nodes.retain(|node| node.name != other);
    assert_eq!(journal.next_than(&other).await, stopped, "it goes on once the lease is its own");
    journal.check();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_holder_that_is_cut_off_stops_before_another_begins() {
    let Some(servers) = server().await else { return };
    let journal = Journal::new();
    let direct = servers.options("main");
    let wire = Wire::to(&direct.servers[0]).await;
    let far = Process::start("far", &behind(&wire, &direct), &journal);
    assert_eq!(journal.more(SOME).await, "far");
    let near = Process::start("near", &direct, &journal);
    wire.cut();
    assert_eq!(journal.next_than("far").await, "near");
    journal.more(SOME).await;
    wire.mend();
    drop(near);
    assert_eq!(journal.next_than("near").await, "far", "it comes back by itself");
    journal.more(SOME).await;
    journal.check();
    drop(far);
}

/// Not a test of its own: what the processes do that are killed and stopped.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child_works_while_it_holds_the_lease() {
    if let Some((name, options, journal)) = holder::asked() {
        work(&name, &options, &journal).await;
    }
}
