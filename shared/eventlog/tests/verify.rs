//! The walk over a log names the first position that is not what was written.

use std::sync::Arc;

use async_trait::async_trait;
use eventlog::contract::{commit, stream};
use eventlog::{
    Appended, CommandId, Commit, EventLog, LogError, MemoryLog, Position, Recorded, StreamId,
    verify, verify_after,
};
use tokio::sync::watch;

/// A log whose reader was tampered with.
struct Tampered {
    log: MemoryLog,
    with: fn(&mut Recorded),
}

#[async_trait]
impl EventLog for Tampered {
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        self.log.append(commit, expected).await
    }

    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let mut page = self.log.read(after, limit).await?;
        page.iter_mut().filter(|recorded| recorded.position == Position(7)).for_each(self.with);
        Ok(page)
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        self.log.read_stream(stream, after, limit).await
    }

    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        self.log.find(command).await
    }

    fn head(&self) -> watch::Receiver<Position> {
        self.log.head()
    }

    async fn close(&self) -> Result<(), LogError> {
        self.log.close().await
    }
}

async fn verdict(with: fn(&mut Recorded)) -> Result<u64, LogError> {
    let log = Tampered { log: MemoryLog::new(), with };
    for n in 1..=20_u64 {
        log.append(commit(&stream("a/1"), u128::from(n)), Position(n - 1)).await?;
    }
    verify(&log, |_| ()).await.map(|verified| verified.commits)
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_whole() {
    assert_eq!(verdict(|_| ()).await.expect("whole"), 20);
}

#[tokio::test]
async fn every_change_is_found_where_it_was_made() {
    let changes: [fn(&mut Recorded); 4] = [
        |recorded| Arc::make_mut(&mut recorded.commit).at_ms += 1,
        |recorded| recorded.hash[31] ^= 1,
        |recorded| recorded.previous = Position(3),
        |recorded| recorded.position = Position(8),
    ];
    for change in changes {
        match verdict(change).await {
            Err(LogError::Damaged { at, .. }) => assert_eq!(at, Position(7)),
            other => panic!("not found: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_rest_of_a_log_is_checked_from_where_an_earlier_walk_ended() {
    let fill = async |log: &dyn EventLog, from: u64, to: u64| {
        for n in from..=to {
            let name = stream(&format!("a/{}", n % 3));
            let appended = commit(&name, u128::from(n));
            log.append(appended, Position(n.saturating_sub(3))).await.expect("in order");
        }
    };
    let log = Tampered { log: MemoryLog::new(), with: |_| () };
    fill(&log, 1, 12).await;
    let first = verify(&log, |_| ()).await.expect("whole");
    fill(&log, 13, 20).await;
    let whole = verify(&log, |_| ()).await.expect("whole");
    let rest = verify_after(&log, Position(12), first.hash, |_| ()).await.expect("goes on");
    assert_eq!(rest, (Position(20), whole.hash));
    let start = verify_after(&log, Position(0), [0; 32], |_| ()).await.expect("all of it");
    assert_eq!(start, rest);
    for (after, hash) in [(12, [7; 32]), (11, first.hash), (99, first.hash)] {
        let refused = verify_after(&log, Position(after), hash, |_| ()).await.expect_err("foreign");
        assert!(matches!(refused, LogError::Damaged { at, .. } if at == Position(after)));
    }
    let damaged = Tampered { log: log.log, with: |recorded| recorded.hash[0] ^= 1 };
    let early = verify(&damaged, |_| ()).await.expect_err("damaged at 7");
    assert!(matches!(early, LogError::Damaged { at: Position(7), .. }));
    verify_after(&damaged, Position(12), first.hash, |_| ()).await.expect("7 is not looked at");
}
