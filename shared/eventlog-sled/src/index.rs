//! The derived index: which positions a stream has and where a command stands, in memory at once, on disk behind.
//!
//! Trees, all numbers big endian: `idx` has keys `stream ‖ 0x00 ‖ first position` and values of up to [`CHUNK`]
//! positions; `cmd` has keys `command id` and values `position`; `meta` has under `ck` the position and the chain up to
//! which both are known to be on the medium. Everything here can be made anew from the tree `log`.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use eventlog::{CommandId, LogError, Position, Recorded, StreamId};
use parking_lot::{Condvar, Mutex};
use sled::Tree;

use crate::block::damaged;
use crate::store::{Store, medium};

/// Positions in one value: a stream's last value is rewritten with each batch, so it is kept at 1 KiB.
const CHUNK: usize = 128;
/// Commits that make the writer of the index start at once.
const BATCH: usize = 16_384;
/// How long it waits otherwise.
const EVERY: Duration = Duration::from_millis(250);
/// Commits that may wait for the index before writers are held back.
const MOST_BEHIND: usize = 262_144;
const CHECKPOINT: &[u8] = b"ck";

/// How far the trees are: the last position in them and the chain there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) position: Position,
    pub(crate) chain: [u8; 32],
}

#[derive(Default)]
struct Batch {
    streams: HashMap<StreamId, Vec<u64>>,
    commands: HashMap<CommandId, u64>,
    upto: Option<Checkpoint>,
    commits: usize,
}

impl Batch {
    fn add(&mut self, recorded: &Recorded) {
        let (position, commit) = (recorded.position, &recorded.commit);
        self.streams.entry(commit.stream.clone()).or_default().push(position.0);
        self.commands.insert(commit.command_id, position.0);
        self.upto = Some(Checkpoint { position, chain: recorded.hash });
        self.commits += 1;
    }
}

/// Commits that the trees lack: those that came lately and those being written just now.
#[derive(Default)]
struct Memory {
    fresh: Batch,
    writing: Arc<Batch>,
    stopping: bool,
}

pub(crate) struct Index {
    idx: Tree,
    cmd: Tree,
    meta: Tree,
    memory: Mutex<Memory>,
    wake: Condvar,
    room: Condvar,
}

impl Index {
    pub(crate) fn new(store: &Store) -> Self {
        Self {
            idx: store.idx.clone(),
            cmd: store.cmd.clone(),
            meta: store.meta.clone(),
            memory: Mutex::default(),
            wake: Condvar::new(),
            room: Condvar::new(),
        }
    }

    /// Takes in commits that are durable; waits while too many wait for the trees.
    pub(crate) fn add(&self, commits: &[Recorded]) {
        let mut memory = self.memory.lock();
        while memory.fresh.commits >= MOST_BEHIND && !memory.stopping {
            self.room.wait(&mut memory);
        }
        for recorded in commits {
            memory.fresh.add(recorded);
        }
        if memory.fresh.commits >= BATCH {
            self.wake.notify_one();
        }
    }

    /// Commits that the trees lack.
    pub(crate) fn behind(&self) -> usize {
        let memory = self.memory.lock();
        memory.fresh.commits + memory.writing.commits
    }

    /// Where a command stands.
    pub(crate) fn position_of(&self, command: CommandId) -> Result<Option<Position>, LogError> {
        // Memory first: what leaves it is in the tree already.
        let known = {
            let memory = self.memory.lock();
            let fresh = memory.fresh.commands.get(&command);
            fresh.or_else(|| memory.writing.commands.get(&command)).copied()
        };
        if let Some(position) = known {
            return Ok(Some(Position(position)));
        }
        match self.cmd.get(command.0.as_bytes()).map_err(medium("find a command"))? {
            None => Ok(None),
            Some(value) => number(&value).map(|position| Some(Position(position))),
        }
    }

    /// The last position of a stream; 0 when there is none.
    pub(crate) fn last_of(&self, stream: &StreamId) -> Result<Position, LogError> {
        let known = {
            let memory = self.memory.lock();
            let fresh = memory.fresh.streams.get(stream);
            fresh.or_else(|| memory.writing.streams.get(stream)).and_then(|all| all.last().copied())
        };
        if let Some(position) = known {
            return Ok(Position(position));
        }
        match self.last_chunk(stream)? {
            None => Ok(Position(0)),
            Some((_, value)) => last_number(&value).map(Position),
        }
    }

    fn last_chunk(&self, stream: &StreamId) -> Result<Option<(sled::IVec, sled::IVec)>, LogError> {
        let last = self.idx.scan_prefix(prefix(stream)).next_back();
        last.transpose().map_err(medium("find a stream's end"))
    }

    /// Positions of a stream after `after`, at most `limit`.
    pub(crate) fn positions(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Position>, LogError> {
        let recent: Vec<u64> = {
            let memory = self.memory.lock();
            let batches = [&*memory.writing, &memory.fresh];
            let all = batches.iter().filter_map(|batch| batch.streams.get(stream)).flatten();
            all.copied().filter(|&position| position > after.0).collect()
        };
        let until = recent.first().copied().unwrap_or(u64::MAX);
        let mut found = Vec::new();
        let first = self.chunk_with(stream, after)?;
        for chunk in self.idx.range(first..key(stream, u64::MAX)) {
            let (_, value) = chunk.map_err(medium("read a stream's positions"))?;
            found.extend(
                numbers(&value)?.filter(|&position| position > after.0 && position < until),
            );
            if found.len() >= limit {
                break;
            }
        }
        found.extend(recent);
        Ok(found.into_iter().take(limit).map(Position).collect())
    }

    /// Key of the value in which the positions after `after` begin.
    fn chunk_with(&self, stream: &StreamId, after: Position) -> Result<Vec<u8>, LogError> {
        let before = self.idx.range(key(stream, 0)..=key(stream, after.0)).next_back();
        let before = before.transpose().map_err(medium("find a stream's positions"))?;
        Ok(before.map_or_else(|| key(stream, 0), |(key, _)| key.to_vec()))
    }

    /// How far the trees are known to be.
    pub(crate) fn checkpoint(&self) -> Result<Option<Checkpoint>, LogError> {
        let value = self.meta.get(CHECKPOINT).map_err(medium("read the index's checkpoint"))?;
        Ok(value.and_then(|value| {
            let (position, rest) = value.split_first_chunk()?;
            let chain = *rest.first_chunk()?;
            Some(Checkpoint { position: Position(u64::from_be_bytes(*position)), chain })
        }))
    }

    /// Notes how far the trees are; only once a sync has followed their writes.
    pub(crate) fn set_checkpoint(&self, at: Checkpoint) -> Result<(), LogError> {
        let value = [&at.position.0.to_be_bytes()[..], &at.chain].concat();
        let set = self.meta.insert(CHECKPOINT, value).map(drop);
        set.map_err(medium("write the index's checkpoint"))
    }

    /// Forgets everything derived.
    pub(crate) fn clear(&self) -> Result<(), LogError> {
        for tree in [&self.meta, &self.idx, &self.cmd] {
            tree.clear().map_err(medium("clear the index"))?;
        }
        Ok(())
    }

    /// Waits until there is a batch's worth of commits, or some time has passed; true when it is time to stop.
    pub(crate) fn wait(&self) -> bool {
        let mut memory = self.memory.lock();
        while memory.fresh.commits < BATCH && !memory.stopping {
            if self.wake.wait_for(&mut memory, EVERY).timed_out() {
                break;
            }
        }
        memory.stopping
    }

    pub(crate) fn stop(&self) {
        self.memory.lock().stopping = true;
        self.wake.notify_one();
        self.room.notify_all();
    }

    /// Writes what memory holds into the trees and returns how far they are then.
    pub(crate) fn write_behind(&self) -> Result<Option<Checkpoint>, LogError> {
        let batch = {
            let mut memory = self.memory.lock();
            memory.writing = Arc::new(std::mem::take(&mut memory.fresh));
            Arc::clone(&memory.writing)
        };
        self.room.notify_all();
        // On failure the batch stays in memory, where readers go on finding it.
        self.write(&batch)?;
        self.memory.lock().writing = Arc::default();
        Ok(batch.upto)
    }

    fn write(&self, batch: &Batch) -> Result<(), LogError> {
        let mut streams: Vec<_> = batch.streams.iter().collect();
        streams.sort_unstable_by_key(|(stream, _)| *stream);
        for (stream, positions) in streams {
            self.extend(stream, positions)?;
        }
        let mut commands: Vec<_> = batch.commands.iter().collect();
        commands.sort_unstable_by_key(|(command, _)| command.0);
        for (command, position) in commands {
            let set = self.cmd.insert(command.0.as_bytes(), &position.to_be_bytes());
            set.map_err(medium("write a command's position"))?;
        }
        Ok(())
    }

    /// Adds positions to a stream; those it has already are left out, so that catching up may begin too early.
    fn extend(&self, stream: &StreamId, positions: &[u64]) -> Result<(), LogError> {
        let mut chunk: Vec<u64> = match self.last_chunk(stream)? {
            None => Vec::new(),
            Some((_, value)) => numbers(&value)?.collect(),
        };
        let from = chunk.last().map_or(0, |last| positions.partition_point(|p| p <= last));
        for &position in &positions[from..] {
            if chunk.len() >= CHUNK {
                self.put(stream, &chunk)?;
                chunk.clear();
            }
            chunk.push(position);
        }
        if from < positions.len() { self.put(stream, &chunk) } else { Ok(()) }
    }

    fn put(&self, stream: &StreamId, chunk: &[u64]) -> Result<(), LogError> {
        let value: Vec<u8> = chunk.iter().flat_map(|position| position.to_be_bytes()).collect();
        let set = self.idx.insert(key(stream, chunk[0]), value);
        set.map(drop).map_err(medium("write a stream's positions"))
    }
}

/// The zero byte keeps streams apart whose names begin alike: names have none.
fn prefix(stream: &StreamId) -> Vec<u8> {
    [stream.0.as_bytes(), &[0]].concat()
}

fn key(stream: &StreamId, first: u64) -> Vec<u8> {
    [stream.0.as_bytes(), &[0], &first.to_be_bytes()].concat()
}

fn broken() -> LogError {
    damaged(Position(0), "the derived index has a value of a wrong length")
}

fn number(value: &[u8]) -> Result<u64, LogError> {
    value.try_into().map(u64::from_be_bytes).map_err(|_| broken())
}

fn last_number(value: &[u8]) -> Result<u64, LogError> {
    value.last_chunk().map(|last| u64::from_be_bytes(*last)).ok_or_else(broken)
}

fn numbers(value: &[u8]) -> Result<impl Iterator<Item = u64> + '_, LogError> {
    let (numbers, rest) = value.as_chunks::<8>();
    if !rest.is_empty() || numbers.is_empty() {
        return Err(broken());
    }
    Ok(numbers.iter().map(|number| u64::from_be_bytes(*number)))
}
