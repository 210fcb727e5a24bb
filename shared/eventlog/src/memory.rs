//! A log in memory: for tests, for demonstrations, and as the plainest statement of the contract.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::frame::{CHAIN_START, encode, link};
use crate::{Appended, CommandId, Commit, EventLog, LogError, Position, Recorded, StreamId};

/// Keeps all commits in memory and forgets them when it is dropped.
#[derive(Debug)]
pub struct MemoryLog {
    state: Mutex<State>,
    head: watch::Sender<Position>,
}

#[derive(Debug, Default)]
struct State {
    commits: Vec<Recorded>,
    streams: HashMap<StreamId, Vec<Position>>,
    commands: HashMap<CommandId, Position>,
    closed: bool,
}

impl Default for MemoryLog {
    fn default() -> Self {
        Self { state: Mutex::default(), head: watch::Sender::new(Position(0)) }
    }
}

impl MemoryLog {
    /// An empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl State {
    fn open(&self) -> Result<(), LogError> {
        if self.closed { Err(LogError::Stopped("it was closed".into())) } else { Ok(()) }
    }

    fn at(&self, position: Position) -> Option<&Recorded> {
        let index = usize::try_from(position.0.checked_sub(1)?).ok()?;
        self.commits.get(index)
    }

    fn last_of(&self, stream: &StreamId) -> Position {
        self.streams.get(stream).and_then(|all| all.last()).copied().unwrap_or_default()
    }

    fn append(&mut self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        self.open()?;
        let frame = encode(expected, &commit)?;
        if let Some(&position) = self.commands.get(&commit.command_id) {
            return Ok(Appended { position, repeated: true });
        }
        let actual = self.last_of(&commit.stream);
        if actual != expected {
            return Err(LogError::Conflict { stream: commit.stream, expected, actual });
        }
        let (before, hash) =
            self.commits.last().map_or((0, CHAIN_START), |r| (r.position.0, r.hash));
        let position = Position(before + 1);
        self.streams.entry(commit.stream.clone()).or_default().push(position);
        self.commands.insert(commit.command_id, position);
        let hash = link(&hash, &frame);
        self.commits.push(Recorded {
            position,
            previous: expected,
            hash,
            commit: Arc::new(commit),
        });
        Ok(Appended { position, repeated: false })
    }
}

#[async_trait]
impl EventLog for MemoryLog {
    async fn append(&self, commit: Commit, expected: Position) -> Result<Appended, LogError> {
        let mut state = self.state.lock();
        let appended = state.append(commit, expected)?;
        if !appended.repeated {
            // Under the lock, so that the doorbell never runs backwards.
            self.head.send_replace(appended.position);
        }
        Ok(appended)
    }

    async fn read(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let state = self.state.lock();
        state.open()?;
        let skip = usize::try_from(after.0).unwrap_or(usize::MAX);
        Ok(state.commits.iter().skip(skip).take(limit).cloned().collect())
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        let state = self.state.lock();
        state.open()?;
        let all = state.streams.get(stream).map_or(&[][..], Vec::as_slice);
        let from = all.partition_point(|&position| position <= after);
        Ok(all[from..].iter().take(limit).filter_map(|&at| state.at(at).cloned()).collect())
    }

    async fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        let state = self.state.lock();
        state.open()?;
        Ok(state.commands.get(&command).and_then(|&position| state.at(position).cloned()))
    }

    fn head(&self) -> watch::Receiver<Position> {
        self.head.subscribe()
    }

    async fn close(&self) -> Result<(), LogError> {
        self.state.lock().closed = true;
        Ok(())
    }
}
