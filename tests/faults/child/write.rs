//! Appends to a log until it is killed or the log stops, and tells every answer the moment it comes.

use std::path::Path;
use std::sync::Arc;

use eventlog::contract::{commit, stream};
use eventlog::{EventLog, LogError, Position};
use eventlog_sled::{Options, SledLog};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::say;

/// So many append at once, each to streams of its own.
const WRITERS: usize = 8;
/// Commits of a stream, so that there are many.
const LONGEST: usize = 12;

pub(crate) async fn run(folder: &Path, flawed: bool) -> Result<(), LogError> {
    let options = Options::default();
    let log = Arc::new(if flawed {
        SledLog::open_flawed(folder, &options)?
    } else {
        SledLog::open(folder, &options)?
    });
    say("open");
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        writers.spawn(append(Arc::clone(&log)));
    }
    // They end only when the log does; the first tells why.
    let first = writers.join_next().await;
    first.map_or(Ok(()), |ended| ended.unwrap_or_else(|broken| Err(broken_off(&broken))))
}

async fn append(log: Arc<SledLog>) -> Result<(), LogError> {
    loop {
        let name = stream(&format!("faults/{}", Uuid::new_v4()));
        let mut last = Position(0);
        for _ in 0..LONGEST {
            let command = Uuid::new_v4();
            last = log.append(commit(&name, command.as_u128()), last).await?.position;
            say(&format!("acked {} {command}", last.0));
        }
    }
}

fn broken_off(broken: &tokio::task::JoinError) -> LogError {
    LogError::Stopped(format!("a writer was broken off: {broken}"))
}
