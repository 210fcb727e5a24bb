//! What writer and readers share: the store, the index, the tail, the doorbell, and whether the log still runs.

use eventlog::frame::{CHAIN_START, link};
use eventlog::{CommandId, LogError, Position, Recorded, StreamId};
use tokio::sync::watch;

use crate::block::{Block, Builder, damaged};
use crate::index::{Checkpoint, Index};
use crate::journal::Journal;
use crate::reached;
use crate::settling::{self, Kept, Settling};
use crate::stats::Counters;
use crate::store::{self, Store, Sync, failed, medium};
use crate::tail::Tail;

/// Commits taken into the index at a time when it is caught up at the start.
const CATCH_UP: usize = 16_384;

/// What an answer waits for.
pub(crate) enum Care {
    /// The journal, made durable by this.
    Journal(Sync),
    /// Nothing: the log is a copy of one that is durable elsewhere.
    Copy,
    /// sled's own `flush`, which does not reach the disk: what the power cuts of the tests must find.
    #[cfg(feature = "flawed")]
    Flush,
}

impl Care {
    /// How sled's file is made durable.
    pub(crate) fn sync(&self) -> Sync {
        match self {
            Self::Journal(_) | Self::Copy => store::sync_data(),
            #[cfg(feature = "flawed")]
            Self::Flush => Box::new(|_| Ok(())),
        }
    }
}

pub(crate) struct Core {
    pub(crate) store: Store,
    /// None where answers wait for no journal.
    pub(crate) journal: Option<Journal>,
    pub(crate) settling: Settling,
    /// What was answered may not be on the disk yet: it is durable elsewhere.
    pub(crate) copy: bool,
    pub(crate) index: Index,
    pub(crate) tail: Tail,
    pub(crate) counters: Counters,
    /// The chain at the head when the log was opened.
    pub(crate) chain: [u8; 32],
    pub(crate) head: watch::Sender<Position>,
    /// Why it takes nothing more.
    pub(crate) stopped: watch::Sender<Option<String>>,
}

impl Core {
    /// Checks the last block, and brings the index up to it.
    pub(crate) fn open(store: Store, keeping: Care) -> Result<Self, LogError> {
        let (copy, journal) = match keeping {
            Care::Journal(sync) => (false, Some(Journal::open(&store.folder, sync)?)),
            Care::Copy => (true, None),
            #[cfg(feature = "flawed")]
            Care::Flush => (false, None),
        };
        let (head, chain) = match store.log.last().map_err(medium("find the last block"))? {
            None => (Position(0), CHAIN_START),
            Some((key, value)) => {
                let block = Block::open(&key, &value)?;
                block.verify()?;
                (block.last, block.after)
            }
        };
        let end = Checkpoint { position: head, chain };
        let Checkpoint { position: head, chain } = match &journal {
            Some(journal) => replay(&store, journal, end)?,
            None => end,
        };
        let core = Self {
            settling: Settling::new(head),
            copy,
            journal,
            index: Index::open(&store.folder)?,
            tail: Tail::new(head),
            counters: Counters::default(),
            chain,
            head: watch::Sender::new(head),
            stopped: watch::Sender::new(None),
            store,
        };
        core.check_reached(head)?;
        core.catch_up(head)?;
        if head > Position(0) {
            core.note_reached(Checkpoint { position: head, chain });
        }
        Ok(core)
    }

    /// Keeps a group as its answers need it.
    pub(crate) fn keep(&self, group: Kept) -> Result<(), LogError> {
        match &self.journal {
            Some(journal) => {
                journal.append(group.last, &group.block, |upto| self.settling.settled(upto))?;
            }
            None if self.copy => {}
            None => {
                self.store.insert(settling::blocks(&[group])?)?;
                return self.store.sync();
            }
        }
        self.settling.add(group);
        Ok(())
    }

    /// Refuses a log that is shorter than it was or has another past.
    fn check_reached(&self, head: Position) -> Result<(), LogError> {
        let folder = &self.store.folder;
        let reached = match reached::read(folder) {
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                let what = format!(
                    "the file {} says how far the log had come, and is not as it was written; the log itself ends at {}: \
                     if you know that it had not come further, remove the file to go on, else restore a backup",
                    folder.join(reached::NAME).display(),
                    head.0
                );
                return Err(LogError::Damaged { at: Position(head.0 + 1), what });
            }
            reached => reached.map_err(failed(folder, "read the file reached"))?,
        };
        let Some(reached) = reached else {
            return Ok(());
        };
        if self.is_of_this_log(reached, head)? {
            return Ok(());
        }
        Err(LogError::Damaged {
            at: Position(head.0.min(reached.position.0) + 1),
            what: format!(
                "the log in {} ends at {}, but had come to {} and is not its continuation; restore a backup, or \
                 remove the file {} to go on with what is left",
                folder.display(),
                head.0,
                reached.position.0,
                reached::NAME
            ),
        })
    }

    /// Notes how far the log has come; the log is whole without the note, so a failure is only told.
    pub(crate) fn note_reached(&self, at: Checkpoint) {
        if let Err(error) = reached::write(&self.store.folder, at) {
            tracing::warn!(%error, "the file that says how far the log has come cannot be written");
        }
    }

    fn catch_up(&self, head: Position) -> Result<(), LogError> {
        let known = self.index.checkpoint().unwrap_or_else(|error| {
            tracing::warn!(%error, "the index cannot be read; it is made anew from the log");
            None
        });
        let mut at = match known {
            Some(checkpoint) if self.is_of_this_log(checkpoint, head)? => checkpoint.position,
            _ => {
                self.index.clear()?;
                Position(0)
            }
        };
        while at < head {
            let commits = self.read_blocks(at, CATCH_UP, head)?;
            self.index.add(&commits);
            if self.index.is_full() {
                self.index.write_behind()?;
            }
            at = commits.last().map_or(head, |recorded| recorded.position);
        }
        Ok(())
    }

    /// False when the log does not go through this place.
    fn is_of_this_log(&self, checkpoint: Checkpoint, head: Position) -> Result<bool, LogError> {
        if checkpoint.position > head || checkpoint.position == Position(0) {
            return Ok(false);
        }
        let there = self.read_blocks(Position(checkpoint.position.0 - 1), 1, head)?;
        Ok(there.first().is_some_and(|recorded| recorded.hash == checkpoint.chain))
    }

    /// Commits after `after` from the medium, never past `head`.
    pub(crate) fn read_blocks(
        &self,
        after: Position,
        limit: usize,
        head: Position,
    ) -> Result<Vec<Recorded>, LogError> {
        let found = Vec::new();
        if after >= head || limit == 0 {
            return Ok(found);
        }
        let mut page = Page { next: Position(after.0 + 1), chain: None, limit, head, found };
        // Asked first: what has arrived in the database meanwhile is found there.
        let arriving = self.settling.after(after);
        let until = page.next.0.saturating_add(1).to_be_bytes();
        let before = self.store.log.get_lt(until).map_err(medium("find a block"))?;
        let settled = before.into_iter().flat_map(|(key, _)| self.store.log.range(key..));
        for entry in settled {
            let (key, value) = entry.map_err(medium("read a block"))?;
            let block = Block::open(&key, &value)?;
            if block.last < page.next {
                break;
            }
            if page.take(&block)? {
                return Ok(page.found);
            }
        }
        let settled_to = page.next;
        for group in arriving.iter().filter(|group| group.last >= settled_to) {
            let block = Block::open(&group.first.0.to_be_bytes(), &group.block)?;
            if page.take(&block)? {
                return Ok(page.found);
            }
        }
        Err(damaged(page.next, "no block has this position"))
    }

    /// One commit.
    fn one(&self, position: Position) -> Result<Recorded, LogError> {
        if let Some(recorded) = self.tail.get(position) {
            return Ok(recorded);
        }
        let mut found = self.read_blocks(Position(position.0 - 1), 1, position)?;
        found.pop().ok_or_else(|| damaged(position, "no block has this position"))
    }

    pub(crate) fn read_stream(
        &self,
        stream: &StreamId,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        let head = *self.head.borrow();
        let positions = self.index.positions(stream, after, limit)?;
        let visible = positions.into_iter().take_while(|&position| position <= head);
        visible.map(|position| self.of(position, |r| r.commit.stream == *stream)).collect()
    }

    pub(crate) fn find(&self, command: CommandId) -> Result<Option<Recorded>, LogError> {
        let head = *self.head.borrow();
        let position = self.index.position_of(command)?.filter(|&position| position <= head);
        position.map(|at| self.of(at, |r| r.commit.command_id == command)).transpose()
    }

    /// The commit at a position the index named, if the index is right.
    fn of(&self, at: Position, fits: impl Fn(&Recorded) -> bool) -> Result<Recorded, LogError> {
        let recorded = self.one(at)?;
        if fits(&recorded) {
            Ok(recorded)
        } else {
            Err(damaged(at, "the index names another commit"))
        }
    }

    /// The first reason counts.
    pub(crate) fn stop(&self, reason: &str) {
        let first = self.stopped.send_if_modified(|stopped| {
            let first = stopped.is_none();
            stopped.get_or_insert_with(|| reason.to_owned());
            first
        });
        if first {
            tracing::info!(reason, "the log stops");
        }
        // Also lets go of a writer that waits for an indexer or a settler that has failed.
        self.index.stop();
        self.settling.stop();
    }

    pub(crate) fn running(&self) -> Result<(), LogError> {
        let reason = self.stopped.borrow().clone();
        reason.map_or(Ok(()), |reason| Err(LogError::Stopped(reason)))
    }

    pub(crate) fn why_stopped(&self) -> LogError {
        let reason = self.stopped.borrow().clone();
        LogError::Stopped(reason.unwrap_or_else(|| "it was closed".into()))
    }
}

/// Commits that are read, in order and without a gap.
struct Page {
    next: Position,
    /// The chain after the last block.
    chain: Option<[u8; 32]>,
    limit: usize,
    head: Position,
    found: Vec<Recorded>,
}

impl Page {
    /// Takes what it lacks from the block that has the next position; true when it is full.
    fn take(&mut self, block: &Block<'_>) -> Result<bool, LogError> {
        if block.first > self.next {
            return Err(damaged(self.next, "no block has this position"));
        }
        if self.chain.is_some_and(|chain| block.first == self.next && chain != block.before) {
            return Err(damaged(self.next, "the chain does not continue from the block before"));
        }
        self.chain = Some(block.after);
        for record in block.records_from(self.next)? {
            let record = record?;
            if self.found.len() >= self.limit || record.position > self.head {
                return Ok(true);
            }
            self.found.push(record.decode()?);
        }
        self.next = Position(block.last.0 + 1);
        Ok(self.found.len() >= self.limit || self.next > self.head)
    }
}

/// Brings into the database what only the journal has; answers how far the log goes then.
fn replay(store: &Store, journal: &Journal, end: Checkpoint) -> Result<Checkpoint, LogError> {
    let Checkpoint { mut position, mut chain } = end;
    let mut groups = Vec::new();
    for (first, bytes) in journal.blocks()? {
        let block = Block::open(&first.0.to_be_bytes(), &bytes)?;
        let next = Position(position.0 + 1);
        if block.last < next {
            continue;
        }
        if block.first > next {
            let what = format!(
                "the journal goes on at {}, and what comes before it is gone; restore a backup",
                block.first.0
            );
            return Err(LogError::Damaged { at: next, what });
        }
        let mut builder = Builder::new(next, chain);
        for record in block.records_from(next)? {
            let record = record?;
            chain = link(&chain, record.frame);
            if chain != record.chain {
                return Err(damaged(record.position, "the journal is not the log's continuation"));
            }
            builder.take_over(&record);
        }
        position = block.last;
        groups.push(Kept { first: next, last: position, block: builder.finish().1.into() });
    }
    if !groups.is_empty() {
        store.insert(settling::blocks(&groups)?)?;
        store.sync()?;
        tracing::info!(
            after = end.position.0,
            upto = position.0,
            "the database has what only the journal had"
        );
    }
    Ok(Checkpoint { position, chain })
}
