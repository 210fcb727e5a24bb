//! A cut network: three machines with a server and a node each, and one of them alone for a while.

use std::sync::Arc;
use std::time::Duration;

use eventlog::contract::{commit, stream};
use eventlog::{EventLog, LogError, Position};
use eventlog_jetstream::JetStreamLog;
use eventlog_jetstream::servers::{Servers, program};
use tokio::runtime::Runtime;

use crate::load::{Load, open};
use crate::wires::Wires;
use crate::{BOUND, SOME, leader};

/// A node on each machine, which knows the server of its own machine first.
async fn nodes(servers: &Servers, machines: &[Runtime]) -> Vec<Arc<JetStreamLog>> {
    let mut nodes = Vec::new();
    for (machine, runtime) in machines.iter().enumerate() {
        let mut options = servers.options("main");
        options.servers = vec![options.servers[machine].clone()];
        let opened = runtime.spawn(async move { open(&options).await });
        nodes.push(Arc::new(opened.await.expect("the node opens")));
    }
    nodes
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waited = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(BOUND, waited).await.unwrap_or_else(|_| panic!("{what}"));
}

/// What becomes of the one machine that is alone, and of the others.
async fn cut_off(wires: &Wires, load: &Load, machine: usize, command: u128) {
    let node = load.node(machine);
    load.more(SOME).await;
    wires.cut(machine);
    // The others have a majority and go on.
    load.more(SOME).await;
    let alone = stream(&format!("alone/{command}"));
    let refused = node.append(commit(&alone, command), Position(0));
    let refused = tokio::time::timeout(BOUND, refused).await.expect("it is refused in time");
    let refused = refused.expect_err("there is no majority on this side");
    assert!(matches!(refused, LogError::Medium { .. }), "{refused:?}");
    assert!(refused.to_string().contains("can be sent again"), "{refused}");
    assert_eq!(node.read(Position(0), SOME).await.expect("reading goes on").len(), SOME);
    until("it does not say that it has no majority", || node.trouble().is_some()).await;
    let others = (0..3).filter(|other| *other != machine).map(|other| load.node(other).trouble());
    assert!(others.flatten().next().is_none(), "the others have one");

    wires.mend(machine);
    load.more(SOME).await;
    until("it does not say that it is back", || node.trouble().is_none()).await;
    let again = async {
        loop {
            match node.append(commit(&alone, command), Position(0)).await {
                Err(LogError::Medium { .. }) => {}
                written => return written,
            }
        }
    };
    let written = tokio::time::timeout(BOUND, again).await.expect("in time").expect("written");
    let own = node.read_stream(&alone, Position(0), 9).await.expect("readable");
    assert_eq!(own.iter().map(|r| r.position).collect::<Vec<_>>(), [written.position]);
}

#[test]
fn who_is_cut_off_refuses_to_write_and_goes_on_reading_and_nothing_is_lost_or_doubled() {
    let Some(program) = program() else { return };
    let Some(wires) = Wires::lay(3) else { return };
    let machines: Vec<_> = (0..3).map(|machine| wires.runtime(Some(machine))).collect();
    let hub = wires.runtime(None);
    let told = hub.block_on(hub.spawn(async move {
        let servers = Servers::start_apart(&program, &wires.machines()).await;
        let load = Load::at(nodes(&servers, &machines).await);
        // The one that leads, then one that follows.
        let leads = leader(&servers).await;
        cut_off(&wires, &load, leads, 1 << 100).await;
        let leads = leader(&servers).await;
        cut_off(&wires, &load, (leads + 1) % 3, 1 << 101).await;
        load.more(SOME).await;
        load.finish("partition", &servers).await;
        // They may not end where they would have to wait for themselves.
        machines.into_iter().for_each(Runtime::shutdown_background);
    }));
    told.expect("all of it is so");
}
