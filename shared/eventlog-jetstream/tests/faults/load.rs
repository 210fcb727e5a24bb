//! Nodes that write while something happens to the cluster, and note what they were answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use eventlog::contract::{commit, stream};
use eventlog::{Appended, EventLog, LogError, MemoryLog, Position};
use eventlog_jetstream::servers::Servers;
use eventlog_jetstream::{JetStreamLog, Options};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::BOUND;
use crate::history::{Act, Answer, check, keep};

const NODES: usize = 3;
/// Writers at each node, all on the same few streams.
const WRITERS: usize = 4;
const STREAMS: usize = 5;

/// Three nodes whose writers race.
pub(crate) struct Load {
    nodes: Vec<Arc<JetStreamLog>>,
    writers: JoinSet<Vec<Act>>,
    shared: Arc<Shared>,
}

struct Shared {
    began: Instant,
    acknowledged: AtomicUsize,
    progress: Notify,
    stop: AtomicBool,
}

/// A node of its own.
pub(crate) async fn open(options: &Options) -> JetStreamLog {
    let opened = JetStreamLog::open(options, Arc::new(MemoryLog::new()), |_, _| ());
    opened.await.expect("the log opens")
}

impl Load {
    pub(crate) async fn start(servers: &Servers) -> Self {
        let mut nodes = Vec::new();
        for _ in 0..NODES {
            nodes.push(Arc::new(open(&servers.options("main")).await));
        }
        Self::at(nodes)
    }

    /// Writers at these nodes.
    pub(crate) fn at(nodes: Vec<Arc<JetStreamLog>>) -> Self {
        let shared = Arc::new(Shared {
            began: Instant::now(),
            acknowledged: AtomicUsize::new(0),
            progress: Notify::new(),
            stop: AtomicBool::new(false),
        });
        let mut writers = JoinSet::new();
        for (node, log) in nodes.iter().enumerate() {
            for writer in 0..WRITERS {
                let number = node * WRITERS + writer;
                writers.spawn(write(Arc::clone(log), Arc::clone(&shared), number));
            }
        }
        Self { nodes, writers, shared }
    }

    pub(crate) fn node(&self, number: usize) -> Arc<JetStreamLog> {
        Arc::clone(&self.nodes[number])
    }

    /// Waits until this many more commits were acknowledged.
    pub(crate) async fn more(&self, count: usize) {
        let goal = self.shared.acknowledged.load(SeqCst) + count;
        let reached = async {
            while self.shared.acknowledged.load(SeqCst) < goal {
                tokio::select! {
                    () = self.shared.progress.notified() => {}
                    // A writer may have noted its commit just before this began to listen.
                    () = tokio::time::sleep(Duration::from_millis(100)) => {}
                }
            }
        };
        tokio::time::timeout(BOUND, reached).await.expect("writing goes on");
    }

    /// Ends the writers, keeps what they noted, and compares it with the log as a new node reads it.
    pub(crate) async fn finish(self, name: &str, servers: &Servers) {
        self.shared.stop.store(true, SeqCst);
        let acts = tokio::time::timeout(BOUND, self.writers.join_all()).await;
        let acts: Vec<Act> =
            acts.expect("every writer is answered").into_iter().flatten().collect();
        keep(name, &acts);
        let fresh = open(&servers.options("main")).await;
        let head = *fresh.head().borrow();
        let whole = eventlog::verify(&fresh, |_| ()).await.expect("whole");
        let log = fresh.read(Position(0), usize::MAX).await.expect("readable");
        check(&acts, &log);
        for node in &self.nodes {
            node.head().wait_for(|at| *at >= head).await.expect("the node follows");
            assert_eq!(eventlog::verify(&**node, |_| ()).await.expect("whole"), whole);
        }
    }
}

/// One act after the other, each sent again until its outcome is known.
async fn write(log: Arc<JetStreamLog>, shared: Arc<Shared>, number: usize) -> Vec<Act> {
    let (mut acts, mut known) = (Vec::new(), [Position(0); STREAMS]);
    let moment = || u64::try_from(shared.began.elapsed().as_micros()).expect("a short test");
    for n in 0.. {
        if shared.stop.load(SeqCst) {
            break;
        }
        let place = (n + number) % STREAMS;
        let command = u128::try_from(number * 1_000_000 + n).expect("small");
        let (name, expected) = (format!("load/{place}"), known[place]);
        let invoked = moment();
        let answer = outcome(&log, &name, command, expected, &shared.stop).await;
        let answered = moment();
        match answer {
            Answer::Placed(at) => {
                known[place] = Position(at);
                shared.acknowledged.fetch_add(1, SeqCst);
                shared.progress.notify_waiters();
            }
            Answer::Conflict(at) => known[place] = Position(at),
            Answer::Unknown => {}
        }
        acts.push(Act { stream: name, command, expected: expected.0, invoked, answered, answer });
    }
    acts
}

async fn outcome(
    log: &JetStreamLog,
    name: &str,
    command: u128,
    expected: Position,
    stop: &AtomicBool,
) -> Answer {
    loop {
        match log.append(commit(&stream(name), command), expected).await {
            Ok(Appended { position, .. }) => {
                assert!(*log.head().borrow() >= position, "the doorbell rings before the answer");
                return Answer::Placed(position.0);
            }
            Err(LogError::Conflict { actual, .. }) => return Answer::Conflict(actual.0),
            Err(LogError::Medium { .. }) if stop.load(SeqCst) => return Answer::Unknown,
            Err(LogError::Medium { .. }) => {}
            Err(other) => panic!("the log does not go on: {other}"),
        }
    }
}
