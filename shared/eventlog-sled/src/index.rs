//! The derived index: which positions a stream has and where a command stands, in memory at once, on disk behind.
//!
//! On disk it is a log-structured merge tree without a journal: the log itself is the journal. A batch of commits becomes
//! one sorted table together with the place up to which it goes, so a table is there whole or not at all. What memory
//! held when the process died is read from the log again at the next opening.
//!
//! Keys: `c ‖ command id` → position; `h ‖ stream` → its last position; `s ‖ stream ‖ 0x00 ‖ first position` → up to
//! [`CHUNK`] positions; `u` → the position and the chain up to which all of it goes. Numbers are big endian. Everything
//! here can be made anew from the tree `log`.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eventlog::{CommandId, LogError, Position, Recorded, StreamId};
use lsm_tree::compaction::Leveled;
use lsm_tree::config::PinningPolicy;
use lsm_tree::{AbstractTree as _, AnyTree, Cache, Guard as _, SeqNo, SequenceNumberCounter};
use parking_lot::{Condvar, Mutex};

use crate::store::failed;

/// Positions in one value.
const CHUNK: usize = 512;
/// Commits in one table; as many are read again after a kill, in about a tenth of a second.
const BATCH: usize = 65_536;
/// How often the place reached is noted while there is less than a batch.
const EVERY: Duration = Duration::from_millis(250);
/// Commits that may wait for the index before writers are held back.
const MOST_BEHIND: usize = 4 * BATCH;
/// Memory for the blocks that are looked up, in bytes.
const CACHE: u64 = 32 * 1024 * 1024;
/// Readers want the newest there is.
const NEWEST: SeqNo = SeqNo::MAX;
const UPTO: &[u8] = b"u";
/// The folder beside the database.
const NAME: &str = "index";

/// A place in the log: a position and the chain there.
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
        if let Some(positions) = self.streams.get_mut(&commit.stream) {
            positions.push(position.0);
        } else {
            self.streams.insert(commit.stream.clone(), vec![position.0]);
        }
        self.commands.insert(commit.command_id, position.0);
        self.upto = Some(Checkpoint { position, chain: recorded.hash });
        self.commits += 1;
    }
}

/// Commits that the tree lacks: those that came lately and those being written just now.
#[derive(Default)]
struct Memory {
    fresh: Batch,
    writing: Arc<Batch>,
    stopping: bool,
}

pub(crate) struct Index {
    tree: AnyTree,
    folder: PathBuf,
    sequence: SequenceNumberCounter,
    memory: Mutex<Memory>,
    wake: Condvar,
    room: Condvar,
}

impl Index {
    /// Opens the index of the log in `folder`; one that cannot be opened is thrown away, as it can be made anew.
    pub(crate) fn open(folder: &Path) -> Result<Self, LogError> {
        let folder = folder.join(NAME);
        let (tree, sequence) = match open_tree(&folder) {
            Ok(opened) => opened,
            Err(what) => {
                tracing::warn!(what, "the index cannot be opened; it is made anew from the log");
                std::fs::remove_dir_all(&folder)
                    .map_err(failed(&folder, "remove the damaged index"))?;
                open_tree(&folder).map_err(|what| LogError::Medium {
                    doing: format!("create the index in {}", folder.display()),
                    source: what.into(),
                })?
            }
        };
        Ok(Self {
            tree,
            folder,
            sequence,
            memory: Mutex::default(),
            wake: Condvar::new(),
            room: Condvar::new(),
        })
    }

    /// Takes in commits that are durable; waits while too many wait for the tree.
    pub(crate) fn add<'a>(&self, commits: impl IntoIterator<Item = &'a Recorded>) {
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

    /// Commits that the tree lacks.
    pub(crate) fn behind(&self) -> usize {
        let memory = self.memory.lock();
        memory.fresh.commits + memory.writing.commits
    }

    /// The last commit that was taken in, if the tree lacks it.
    pub(crate) fn latest(&self) -> Option<Checkpoint> {
        let memory = self.memory.lock();
        memory.fresh.upto.or(memory.writing.upto)
    }

    /// Whether there is enough for a table.
    pub(crate) fn is_full(&self) -> bool {
        self.memory.lock().fresh.commits >= BATCH
    }

    /// Where a command stands.
    pub(crate) fn position_of(&self, command: CommandId) -> Result<Option<Position>, LogError> {
        // Memory first: what leaves it is in the tree already.
        let known = {
            let memory = self.memory.lock();
            let fresh = memory.fresh.commands.get(&command);
            fresh.or_else(|| memory.writing.commands.get(&command)).copied()
        };
        match known {
            Some(position) => Ok(Some(Position(position))),
            None => self.number(&of_command(command)),
        }
    }

    /// The last position of a stream; 0 when there is none.
    pub(crate) fn last_of(&self, stream: &StreamId) -> Result<Position, LogError> {
        let known = {
            let memory = self.memory.lock();
            let fresh = memory.fresh.streams.get(stream);
            fresh.or_else(|| memory.writing.streams.get(stream)).and_then(|all| all.last().copied())
        };
        match known {
            Some(position) => Ok(Position(position)),
            None => Ok(self.number(&of_head(stream))?.unwrap_or_default()),
        }
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
        for chunk in self.tree.range(first..=of_chunk(stream, u64::MAX), NEWEST, None) {
            let value = chunk.value().map_err(self.failed("read a stream's positions"))?;
            let positions = numbers(&value).ok_or_else(|| self.broken())?;
            found.extend(positions.filter(|&position| position > after.0 && position < until));
            if found.len() >= limit {
                break;
            }
        }
        found.extend(recent);
        Ok(found.into_iter().take(limit).map(Position).collect())
    }

    /// Key of the value in which the positions after `after` begin.
    fn chunk_with(&self, stream: &StreamId, after: Position) -> Result<Vec<u8>, LogError> {
        let range = of_chunk(stream, 0)..=of_chunk(stream, after.0);
        let before = self.tree.range(range, NEWEST, None).next_back();
        let before = before.map(lsm_tree::Guard::key).transpose();
        let before = before.map_err(self.failed("find a stream's positions"))?;
        Ok(before.map_or_else(|| of_chunk(stream, 0), |key| key.to_vec()))
    }

    /// How far the tree is.
    pub(crate) fn checkpoint(&self) -> Result<Option<Checkpoint>, LogError> {
        let value = self.tree.get(UPTO, NEWEST).map_err(self.failed("read how far it is"))?;
        Ok(value.and_then(|value| {
            let (position, rest) = value.split_first_chunk()?;
            let chain = *rest.first_chunk()?;
            Some(Checkpoint { position: Position(u64::from_be_bytes(*position)), chain })
        }))
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) -> Result<(), LogError> {
        self.tree.clear().map_err(self.failed("clear it"))
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

    /// Writes what memory holds into the tree.
    pub(crate) fn write_behind(&self) -> Result<(), LogError> {
        let batch = {
            let mut memory = self.memory.lock();
            memory.writing = Arc::new(std::mem::take(&mut memory.fresh));
            Arc::clone(&memory.writing)
        };
        self.room.notify_all();
        // On failure the batch stays in memory, where readers go on finding it.
        if let Some(upto) = batch.upto {
            self.write(&batch, upto).map_err(self.failed("write it"))?;
        }
        self.memory.lock().writing = Arc::default();
        Ok(())
    }

    /// One table, its entries in the order of their keys; then the tree puts its tables in order.
    fn write(&self, batch: &Batch, upto: Checkpoint) -> lsm_tree::Result<()> {
        let mut commands: Vec<_> = batch.commands.iter().collect();
        commands.sort_unstable_by_key(|(command, _)| command.0);
        let mut streams: Vec<_> = batch.streams.iter().collect();
        streams.sort_unstable_by_key(|(stream, _)| *stream);
        let mut table = self.tree.ingestion()?;
        for (command, position) in commands {
            table.write(of_command(*command), position.to_be_bytes())?;
        }
        for (stream, positions) in &streams {
            let last = positions.last().copied().unwrap_or_default();
            table.write(of_head(stream), last.to_be_bytes())?;
        }
        for (stream, positions) in streams {
            for chunk in positions.chunks(CHUNK) {
                let value: Vec<u8> = chunk.iter().flat_map(|at| at.to_be_bytes()).collect();
                table.write(of_chunk(stream, chunk[0]), value)?;
            }
        }
        table.write(UPTO, [&upto.position.0.to_be_bytes()[..], &upto.chain].concat())?;
        table.finish()?;
        self.tree.compact(Arc::new(Leveled::default()), self.sequence.get())
    }

    fn number(&self, key: &[u8]) -> Result<Option<Position>, LogError> {
        let Some(value) = self.tree.get(key, NEWEST).map_err(self.failed("look something up"))?
        else {
            return Ok(None);
        };
        let number = (*value).try_into().map(u64::from_be_bytes).map_err(|_| self.broken())?;
        Ok(Some(Position(number)))
    }

    fn failed(&self, doing: &'static str) -> impl Fn(lsm_tree::Error) -> LogError {
        let doing = format!(
            "the index: {doing}; if its files are damaged, stop the node, remove the folder {} and start again: \
             it is made anew from the log",
            self.folder.display()
        );
        move |source| LogError::Medium { doing: doing.clone(), source: Box::new(source) }
    }

    fn broken(&self) -> LogError {
        self.failed("a value has a wrong length")(lsm_tree::Error::Unrecoverable)
    }
}

fn open_tree(folder: &Path) -> Result<(AnyTree, SequenceNumberCounter), String> {
    let (sequence, visible) = (SequenceNumberCounter::default(), SequenceNumberCounter::default());
    let config = lsm_tree::Config::new(folder, sequence.clone(), visible.clone())
        .use_cache(Arc::new(Cache::with_capacity_bytes(CACHE)))
        // Ten bits a key; read from the file each time, they were what slowed down a log of millions.
        .filter_block_pinning_policy(PinningPolicy::all(true))
        .index_block_pinning_policy(PinningPolicy::all(true));
    // Damaged files may end in a panic instead of an error.
    let opened = catch_unwind(AssertUnwindSafe(|| config.open()));
    let tree = opened.map_err(|panic| crate::said(&*panic))?.map_err(|error| error.to_string())?;
    let next = tree.get_highest_persisted_seqno().map_or(0, |highest| highest + 1);
    sequence.fetch_max(next);
    visible.fetch_max(next);
    Ok((tree, sequence))
}

fn of_command(command: CommandId) -> Vec<u8> {
    [b"c", &command.0.as_bytes()[..]].concat()
}

fn of_head(stream: &StreamId) -> Vec<u8> {
    [b"h", stream.0.as_bytes()].concat()
}

/// The zero byte keeps streams apart whose names begin alike: names have none.
fn of_chunk(stream: &StreamId, first: u64) -> Vec<u8> {
    [b"s", stream.0.as_bytes(), &[0], &first.to_be_bytes()].concat()
}

fn numbers(value: &[u8]) -> Option<impl Iterator<Item = u64> + '_> {
    let (numbers, rest) = value.as_chunks::<8>();
    let whole = rest.is_empty() && !numbers.is_empty();
    whole.then(|| numbers.iter().map(|number| u64::from_be_bytes(*number)))
}
