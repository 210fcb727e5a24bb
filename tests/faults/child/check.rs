//! Reads a log in every way it can be read, and tells what is in it; any two ways that differ are a silent damage.

use std::collections::HashMap;
use std::path::Path;

use eventlog::contract::{commit, stream};
use eventlog::{EventLog, LogError, Position, Recorded, StreamId, verify};
use eventlog_sled::{Options, SledLog};
use uuid::Uuid;

use crate::say;

/// Says `at POSITION COMMAND` of each commit and at last `whole COMMITS HASH`.
pub(crate) async fn run(folder: &Path) -> Result<(), LogError> {
    let log = SledLog::open(folder, &Options::default())?;
    let whole = verify(&log, |_| ()).await?;
    let all = log.read(Position(0), usize::MAX).await?;
    assert_eq!(all.len() as u64, whole.commits, "silent: read and verify differ");
    for recorded in &all {
        let command = recorded.commit.command_id;
        let found = log.find(command).await?.map(|found| found.position);
        assert_eq!(found, Some(recorded.position), "silent: a command is not found at its place");
        say(&format!("at {} {}", recorded.position.0, command.0));
    }
    streams(&log, &all).await?;
    goes_on(&log, &all).await?;
    say(&format!("whole {} {:x?}", whole.commits, whole.hash));
    log.close().await
}

async fn streams(log: &SledLog, all: &[Recorded]) -> Result<(), LogError> {
    let mut expected: HashMap<StreamId, Vec<Position>> = HashMap::new();
    for recorded in all {
        expected.entry(recorded.commit.stream.clone()).or_default().push(recorded.position);
    }
    for (name, positions) in expected {
        let own = log.read_stream(&name, Position(0), usize::MAX).await?;
        let own: Vec<_> = own.iter().map(|recorded| recorded.position).collect();
        assert_eq!(own, positions, "silent: stream {name} differs");
    }
    Ok(())
}

/// A repeat is known, and a new commit gets the next place.
async fn goes_on(log: &SledLog, all: &[Recorded]) -> Result<(), LogError> {
    if let Some(last) = all.last() {
        let again = log.append((*last.commit).clone(), Position(0)).await?;
        assert!(again.repeated && again.position == last.position, "silent: applied twice");
    }
    let name = stream(&format!("faults/{}", Uuid::new_v4()));
    let next = log.append(commit(&name, Uuid::new_v4().as_u128()), Position(0)).await?;
    assert_eq!(next.position.0, all.len() as u64 + 1, "silent: a place was skipped");
    Ok(())
}
